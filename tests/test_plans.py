"""What is hidden in a text, and what is remembered of its shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan, sqrt

import pytest

from generator.factcheck.checks import _is_way
from generator.factcheck.learned import Learned
from generator.factcheck.masks import GROUP, OWN, Masked, Names, Piece, masked
from generator.factcheck.plain import Change, Comparison, Cut, Direction, Movement, Number
from generator.factcheck.plans import Told
from generator.factcheck.published import Rows
from generator.model import Block
from generator.pipeline import second_reader
from tests.exam.papers import papers, prepared, reader

RELEASE, PETERBOROUGH, FENLAND = "crime/2024-12", "E22000017", "E22000015"
NAMES = Names(
    [("Westford", OWN), ("Westford Vale", OWN), ("the Vale of Westford", OWN), ("Eastshire", GROUP),
     ("Eastshire Police", GROUP)]
)  # fmt: skip
SHOWN = {
    OWN: "{own}", GROUP: "{group}", "\ue100\ue101": "{percentage}", "\ue100\ue102": "{hundreds}",
    "\ue100\ue103": "{thousands}", "\ue100\ue111": "{1 decimal}", "\ue100\ue112": "{2 decimals}",
}  # fmt: skip


def _shown(text: str) -> str:
    for hidden, shown in SHOWN.items():
        text = text.replace(hidden, shown)
    return text


def _mask(text: str) -> Masked:
    return next(masked([text], NAMES)).mask


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("It rose 6% to 1,204.", "It rose {percentage}% to {thousands}."),
        ("It rose 6.5% to 99.25.", "It rose {1 decimal}% to {2 decimals}."),
        ("There were 32, 999 and 1,001.", "There were {hundreds}, {hundreds} and {thousands}."),
        ("From 31 in 2023 and 1999", "From 31 in 2023 and 1999"),
        ("2,023 or 2150", "{thousands} or {thousands}"),
        ("per 1,000, 0, 012", "per 1,000, 0, 012"),
        (f"4.{'1' * 9} and 4.{'1' * 10}", f"\ue100\ue119 and 4.{'1' * 10}"),
        ("£45, $45, €45, -45 and +45", "£45, $45, €45, -45 and +45"),
        ("45th, 45a, 1,2345 and 45.", "45th, 45a, 1,2345 and {hundreds}."),
        ("in Westford and Eastshire", "in {own} and {group}"),
        ("in Westford Vale and the Vale of Westford", "in {own} and {own}"),
        ("Eastshire Police of Eastshire", "{group} of {group}"),
        (
            "Westfordian, North Westford, Westford City",
            "Westfordian, North Westford, Westford City",
        ),
        ("rose in Westford and Westford’s 50", "rose in {own} and {own}’s {hundreds}"),
        ("north Westford city", "north {own} city"),
        ("an xWestford Vale", "an xWestford Vale"),
    ],
)
def test_figures_and_own_names_are_hidden(text: str, mask: str) -> None:
    assert _shown(_mask(text).text) == mask


def test_a_place_in_the_mask_is_one_in_the_text() -> None:
    text = "It, in Westford Vale, 1,204 of 5.25 (6%) were 45; Eastshire Police had 99."
    made = _mask(text)
    assert (made.numbers, made.names) == (
        ["1,204", "5.25", "6", "45", "99"], ["Westford Vale", "Eastshire Police"],
    )  # fmt: skip
    for word in ("It", "of", "were", "; E", "had"):
        assert made.text[made.into(text.index(word))] == word[0]
    for at in range(len(made.text) + 1):
        assert made.into(made.out(at)) == at or made.text[at - 1] in ("\ue000", "\ue100")
    assert [text[made.out(at) :][: len(piece)] for at, piece in made.hidden] == [
        piece for _, piece in made.hidden
    ]
    inside = text.index("204")
    assert made.into(inside) == made.text.index("\ue100\ue103") + 2  # "1,204" is two signs long


def test_signs_that_hide_are_none_in_a_text() -> None:
    text = f"In {OWN}, \ue100\ue101% of 45\ue1ff and 46"
    made = _mask(text)
    assert made.numbers == ["45", "46"]
    assert made.names == []
    long = (f"It rose by 0.{'3' * number}%." for number in range(230, 250))
    assert len(list(masked([text, *long, "It rose."], NAMES))) == 22


def test_texts_that_are_masked_together_are_those_by_themselves() -> None:
    texts = [
        "Westford: 45",
        "",
        "12 of 3,456 in Eastshire",
        "x" * 3990,
        "Westford 99 and 100",
        "7%",
    ]
    for piece, text in zip(masked(texts, NAMES), texts, strict=True):
        alone = next(masked([text], NAMES))
        assert (piece.text, piece.start) == (alone.text, 0)
        assert piece.alone.source == text
        assert (piece.alone.numbers, piece.alone.names) == (alone.mask.numbers, alone.mask.names)
        for length in range(0, len(piece.text) + 1, 7):
            _is_behind(piece, length)


def _is_behind(piece: Piece, length: int) -> None:
    rest = piece.behind(length)
    assert rest.text == piece.text[length:]
    assert rest.start == piece.alone.out(length)
    if piece.text[length - 1 : length] not in ("\ue000", "\ue100"):
        assert rest.alone.numbers == piece.alone.numbers[len(piece.alone.numbers) :] or (
            rest.alone.numbers == piece.mask.numbers[rest.before :][: len(rest.alone.numbers)]
        )


ROWS: dict[str, Rows] = {
    "here": {
        (tree, "count", when): (number, "", 0, 0)
        for tree, when, number in (
            ("oaks", "now", 1204.0), ("oaks", "then", 1130.0), ("elms", "now", 50.0),
            ("elms", "then", 0.0), ("firs", "now", 0.0), ("firs", "then", 0.0),
        )
    }
}  # fmt: skip


def _moved(measure: str = "oaks") -> Movement:
    return Movement("here", (), (measure, "count", "now"), (measure, "count", "then"))


@pytest.mark.parametrize(
    ("written", "units", "value", "holds"),
    [
        ("1,204", 1.0, 1204.0, True), ("1,204", 1.0, 1204.4, True), ("1,204", 1.0, 1204.5, False),
        ("1,204", 1.0, 1203.5, False), ("1,204", 1.0, 1203.6, True), ("4.2", 10.0, 4.24, True),
        ("4.2", 10.0, 4.25, False), ("4.2", 10.0, 4.16, True), ("4.2", 10.0, 4.1, False),
        ("0", 1.0, -0.2, False), ("1,000,000,000", 1.0, 1e9, False),
    ],
)  # fmt: skip
def test_a_number_at_a_glance(written: str, units: float, value: float, *, holds: bool) -> None:
    """Where rounding turns is left to the judge, and what lies beyond machine numbers too."""
    check = Number("here", (("gone", "", ""), ("oaks", "count", "now")), 1, units)
    rows: dict[str, Rows] = {"here": {("oaks", "count", "now"): (value, "", 0, 0)}}
    assert check.holds(rows, ["7", "9", written], 1) is holds


@pytest.mark.parametrize(
    ("measure", "sign", "written", "holds"),
    [("oaks", 1, "7", True), ("oaks", 1, "6", False), ("oaks", -1, "7", False),
     ("elms", 1, "7", False)],
)  # fmt: skip
def test_a_change_at_a_glance(measure: str, sign: int, written: str, *, holds: bool) -> None:
    assert Change(_moved(measure), sign, 0, 1.0).holds(ROWS, [written], 0) is holds


@pytest.mark.parametrize(
    ("sign", "cuts", "holds"),
    [
        (1, (), True), (-1, (), False),
        (1, (Cut("size", 5, 10),), True), (1, (Cut("size", 6.6, 10),), False),
        (1, (Cut("size", 5, 6.5),), False), (1, (Cut("change", -9, -5), Cut("change", 5, 9)), True),
        (0, (Cut("noise", 1.5, 1.6),), True), (0, (Cut("noise", 1.6, 9),), False),
    ],
)  # fmt: skip
def test_a_direction_at_a_glance(sign: int, cuts: tuple[Cut, ...], *, holds: bool) -> None:
    """74 more of 1,130 are 6.5%, and 1.53 times what chance would bring about."""
    check = Direction(_moved(), sign, (cuts,) if cuts else ())
    assert check.holds(ROWS, [], 0) is holds
    unknown = Direction(_moved("elms"), sign or 1, (cuts,))
    assert not unknown.holds(ROWS, [], 0)


def test_a_movement_in_units_of_chance() -> None:
    assert _moved().noise(ROWS) == 74 / sqrt(2334)
    assert _moved("elms").noise(ROWS) == 50 / sqrt(50)
    assert isnan(_moved("firs").noise(ROWS))
    assert isnan(_moved("ash").noise(ROWS))


@pytest.mark.parametrize(
    ("ours", "theirs", "cut", "holds"),
    [
        (9.0, 6.0, Cut("ratio", 1.4, 1.6), True), (9.0, 6.0, Cut("ratio", 1.6, 9), False),
        (9.0, 6.0, Cut("rate_gap", 2.9, 3.1), True), (6.0, 9.0, Cut("rate_gap", 2.9, 3.1), False),
        (6.1, 6.0, Cut("ratio", 0, 9), False), (6.0, 6.1, Cut("ratio", 0, 9), False),
        (6.0, 0.0, Cut("ratio", 0, 9), False), (6.3, 6.0, Cut("ratio", 0, 9), True),
    ],
)  # fmt: skip
def test_a_comparison_at_a_glance(ours: float, theirs: float, cut: Cut, *, holds: bool) -> None:
    """Rates that may print alike are left to the judge."""
    key = ("oaks", "rate", "now")
    rows: dict[str, Rows] = {"a": {key: (ours, "", 0, 0)}, "b": {key: (theirs, "", 0, 0)}, "c": {}}
    keys = (("oaks", "gone", "now"), key)
    assert Comparison(("a", "b"), keys, 0.1, (cut,)).holds(rows, [], 0) is holds
    assert not Comparison(("a", "c"), keys, 0.1, (cut,)).holds(rows, [], 0)
    assert not Comparison(("a", "a"), keys, 0.1, (cut,)).holds(rows, [], 0)


@pytest.mark.parametrize(
    ("cut", "sign", "has"),
    [
        (Cut("change", 0.5, inf), 1, True), (Cut("change", 0.6, inf), 1, False),
        (Cut("change", 0.5, 9), 1, False), (Cut("change", -inf, -0.5), -1, True),
        (Cut("change", -inf, -0.6), -1, False), (Cut("change", -9, -0.5), -1, False),
        (Cut("change", 0.5, inf), -1, False), (Cut("size", 0, inf), -1, True),
        (Cut("size", 0, inf), 1, True), (Cut("size", 2, inf), -1, False),
        (Cut("noise", 0, inf), 1, False),
    ],
)  # fmt: skip
def test_a_word_that_says_the_way_alone_is_not_asked_again(
    cut: Cut, sign: int, *, has: bool
) -> None:
    assert _is_way(cut, sign) is has


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Robbery fell 15%.", [Change]),
        ("Robbery fell.", [Direction]),
        ("Robbery fell sharply, by 15%.", [Direction, Change]),
        ("Robbery fell 15%, from 295 to 250.", [Number, Number, Change]),
        ("Robbery fell by more than 10%.", [Direction, None]),
        ("Robbery stayed level.", [Direction]),
        ("Robbery fell, but burglary rose.", [Direction, Direction]),
    ],
)
def test_what_is_asked_of_the_figures(text: str, kinds: Sequence[type | None]) -> None:
    """A direction is not asked for beside how far it went, and a contrast holds by itself."""
    ours = reader(RELEASE, own=True)
    (read,) = ours._reads([Block("paragraph", text)], ours._walk(PETERBOROUGH))
    assert isinstance(read, Told)
    found = [check and type(check) for _, check in read.plan.checks]
    assert sorted(map(str, found)) == sorted(map(str, kinds))


def test_what_was_learned_holds_where_it_names_no_place_of_only_one_part() -> None:
    first = second_reader(prepared(RELEASE))
    texts = [f"{name} rose." for name in ("Robbery", "Fenland", "Peterborough")]
    other = next(c for c, p in first.facts.places.items() if p.level and p.name == "Cambridge")
    first.statements([Block("paragraph", text) for text in texts], other)

    def kept(*codes: str) -> list[str]:
        places = {code: first.facts.places[code] for code in codes}
        learned = Learned(places, first.learned.plans).on(first.facts.places, first.facts.beat)
        return learned.plans.texts

    assert kept(*first.facts.places) == texts
    assert kept(*(c for c in first.facts.places if c != FENLAND)) == [texts[0], texts[2]]
    assert kept(*(c for c in first.facts.places if c != PETERBOROUGH)) == texts[:2]


def test_what_is_learned_on_one_part_is_not_learned_by_another() -> None:
    first = second_reader(prepared(RELEASE))
    first.statements([Block("paragraph", "Robbery rose.")], PETERBOROUGH)
    plans = first.learned.plans
    handed = plans.without(lambda _: False, 9)
    (shape,), (known,) = handed._shapes.values(), plans._shapes.values()
    shape.plans.clear()
    assert len(known.plans) == 1
    assert not plans.without(lambda text: "Robbery" in text, 9).texts
    assert not plans.without(lambda _: False, 0).texts


def test_a_figure_that_is_no_statements_number_is_read_each_time() -> None:
    ours = reader(RELEASE)
    for text, kept in (("Robbery fell 99% in Fenland.", True), ("It was a rate per 3,000.", False)):
        before = len(ours.learned.plans.texts)
        ours.statements([Block("paragraph", text)], PETERBOROUGH)
        assert (len(ours.learned.plans.texts) > before) is kept, text


def test_a_plan_ends_behind_what_waits_for_the_figures() -> None:
    """And the sentences of a text are then the same as those of its pieces."""
    ours, opened = reader(RELEASE), 0
    for paper in papers("open", "stories"):
        if paper.release == RELEASE and paper.place:
            walk = ours._walk(paper.place)
            reads = [r for r in ours._reads(paper.blocks, walk) if isinstance(r, Told)]
            for at in {r.block for r in reads}:
                pieces = [r for r in reads if r.block == at]
                assert all(r.plan.open for r in pieces[:-1])
                opened += len(pieces) - 1
                ends = [r.piece.first - r.piece.origin + r.plan.length for r in pieces]
                assert ends[:-1] == [r.piece.first - r.piece.origin for r in pieces[1:]]
    assert opened > 3
