"""The sum that gives each quantity, in numbers, with the figures in it.

Nothing is worked out here a second time: a sum is told, and a test does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar, NamedTuple

from generator.analysis.findings import Findings, FindingStore
from generator.analysis.standing import groups_of, unassigned
from generator.config import Beat
from generator.model import KINDS, Figure, Finding, Number, digits
from generator.words.numbers import half_up


class Part(NamedTuple):
    """A part of a sum: as it stands in it, and the figures that it rests on."""

    text: str
    figures: tuple[Figure, ...]


class Sums:
    """Tells for every quantity of every finding the sum that gives it."""

    def __init__(self, store: FindingStore, beat: Beat) -> None:
        self._store = store
        self._beat = beat
        self.at = {p.code: i for i, p in enumerate(store.analysis.places)}
        self._findings: dict[int, Findings] = {}
        self._groups = groups_of(store.analysis.places)
        self._unassigned = unassigned(store.analysis.places, self._groups)

    def of(self, finding: Finding, quantity: str) -> Part | None:
        """The sum of a quantity; None where it is a rank, which is taken among many."""
        further, dot, name = quantity.rpartition(".")
        tell = self._tell.get(name)
        return tell(self, finding, further + dot) if tell else None

    def compared(self, finding: Finding, _: str = "") -> Part:
        """What is held against the nation: the rate, or the measure's own number."""
        figure = finding.figures.get("rate")
        if figure is not None and figure.value is not None:
            return Part(_shown(figure.value), (figure,))
        return self._own(finding, "value")

    def _own(self, finding: Finding, name: str) -> Part:
        """A measure's own number: published, or worked out from its part and whole."""
        figure = finding.figures.get(name)
        if figure is not None and figure.value is not None:
            return Part(_shown(figure.value), (figure,))
        of = "" if name == "value" else f"{name}."
        part, whole = (finding.figures.get(f"{of}{what}") for what in ("part", "of"))
        if part is None or whole is None or part.value is None or whole.value is None:
            return Part("", ())
        return Part(f"100 × {_shown(part.value)} / {_shown(whole.value)}", (part, whole))

    def _printed(self, finding: Finding, name: str) -> Part:
        """The same, rounded as it is printed: what moves by points is told by these."""
        own = self._own(finding, name)
        value = finding.values[name if name == "value" else _before(name)]
        return Part(str(half_up(value, self._decimals(finding))), own.figures)

    def _decimals(self, finding: Finding) -> int:
        return self._beat.decimals_of(finding.measure, "value")

    def _previous(self, finding: Finding, of: str = "") -> Part:
        """The number of the earlier period; where only the change is published, what follows."""
        own = self._own(finding, of.removesuffix(".") or "previous")
        change = finding.figures.get("change")
        if own.figures or of or change is None or change.value is None:
            return own
        now = self._own(finding, "value")
        return Part(f"{now.text} / (1 + {_shown(change.value)} / 100)", (*now.figures, change))

    def _difference(self, finding: Finding, of: str = "") -> Part:
        if KINDS[self._store.kinds[finding.measure]].change == "difference":
            before = of.removesuffix(".") or "previous"
            return _sum("{} − {}", self._printed(finding, "value"), self._printed(finding, before))
        return _sum("{} − {}", self._own(finding, "value"), self._previous(finding, of))

    def _change(self, finding: Finding, of: str = "") -> Part:
        """In per cent of the number then; in points, or a level's own unit, the difference."""
        if KINDS[self._store.kinds[finding.measure]].change == "difference":
            return self._difference(finding, of)
        before = self._own(finding, of.removesuffix(".") or "previous")
        published = finding.figures.get("change")
        if not before.figures and published is not None and published.value is not None:
            return Part(_shown(published.value), (published,))
        now = self._own(finding, "value")
        text = f"100 × ({now.text} − {before.text}) / {before.text}"
        return Part(text, (*now.figures, *before.figures))

    def _base(self, finding: Finding, of: str = "") -> Part:
        return _sum("min({}, {})", self._own(finding, "value"), self._previous(finding, of))

    def _noise(self, finding: Finding, of: str = "") -> Part:
        """Counts: the difference of two Poisson counts; percentages: the z of two proportions."""
        spec = self._beat.file.measures[finding.measure]
        if spec.share is None:
            now, then = self._own(finding, "value"), self._previous(finding, of)
            if finding.values.get("value") == finding.values.get(f"{of}previous") == 0:
                return Part("0", (*now.figures, *then.figures))
            text = f"|{now.text} − {then.text}| / √({now.text} + {then.text})"
            return Part(text, (*now.figures, *then.figures))
        whose = self._of(self.at[finding.place])
        part, whole = whose[spec.share.part], whose[spec.share.of]
        name = of.removesuffix(".") or "previous"
        counts = [self._own(f, n) for n in ("value", name) for f in (part, whole)]
        a, m, b, n = (c.text for c in counts)
        r = f"({a} + {b}) / ({m} + {n})"
        text = f"|{a} / {m} − {b} / {n}| / √({r} × (1 − {r}) × (1 / {m} + 1 / {n}))"
        return Part(text, tuple(figure for c in counts for figure in c.figures))

    def _beyond(self, finding: Finding, _: str = "") -> Part:
        """How far the printed value lies on the good side; the exact one, where both are alike."""
        target = self._beat.file.measures[finding.measure].target
        assert target is not None
        printed = self._printed(finding, "value")
        alike = float(printed.text) == target
        value = self._exact(finding) if alike else printed
        return _turned(
            Part(f"{value.text} − {digits(target)}", value.figures), self._good(finding) == "down"
        )

    def _exact(self, finding: Finding) -> Part:
        """A percentage by its counts, where they are known."""
        share = self._beat.file.measures[finding.measure].share
        if share is None:
            return self._own(finding, "value")
        whose = self._of(self.at[finding.place])
        part, whole = (self._own(whose[name], "value") for name in (share.part, share.of))
        if not part.figures or not whole.figures:
            return self._own(finding, "value")
        return _sum("100 × {} / {}", part, whole)

    def _beside(self, finding: Finding, form: str) -> Part:
        """What is held against the nation, and the nation's, put together."""
        return _sum(form, self.compared(finding), self.compared(self._nation(finding)))

    def _apart(self, finding: Finding, _: str = "") -> Part:
        pair = self.compared(finding), self.compared(self._nation(finding))
        return _sum("{} / {}", *(pair if finding.values["ratio"] >= 1 else pair[::-1]))

    def _gap(self, finding: Finding, _: str = "") -> Part:
        return _sum("{} − ({})", self._change(finding), self._change(self._nation(finding)))

    def _departure(self, finding: Finding, _: str = "") -> Part:
        whole = "gap" in finding.values
        return _absolute(self._gap(finding) if whole else self._change(finding))

    def _share(self, finding: Finding, _: str = "") -> Part:
        total = self._of(self.at[finding.place])[self._beat.file.total]
        return _sum("100 × {} / {}", self._own(finding, "value"), self._own(total, "value"))

    def _shift(self, finding: Finding, _: str = "") -> Part:
        """What the group left unassigned, in per cent of its own number then."""
        group = self._groups[self.at[finding.place]]
        rows = [self._of(i)[finding.measure] for i in self._unassigned.get(group, ())]
        known = [left for left in rows if "difference" in left.values]
        if not known or not KINDS[self._store.kinds[finding.measure]].adds:
            return Part("0", ())
        whole = self._of(group)[finding.measure]
        if not whole.values.get("previous"):
            return Part("0", ())
        moved = _sum(" + ".join(["({})"] * len(known)), *map(self._difference, known))
        form = "100 × {} / {}" if len(known) == 1 else "100 × ({}) / {}"
        return _sum(form, moved, self._previous(whole))

    def _good(self, finding: Finding) -> str:
        return self._beat.file.measures[finding.measure].good or "up"

    def _nation(self, finding: Finding) -> Finding:
        """The nation's finding on the same measure."""
        return self._of(self.at[self._beat.file.nation.code])[finding.measure]

    def _of(self, place: int) -> Findings:
        """The findings of a place that others are told by, kept where many are."""
        if place not in self._findings:
            found = self._store.of(place)
            if self._store.analysis.places[place].level:
                return found
            self._findings[place] = found
        return self._findings[place]

    # Of functions, not of methods: a release made ready must be gone once nobody has it.
    _tell: ClassVar[Mapping[str, Callable[[Sums, Finding, str], Part]]] = {
        "value": lambda self, f, _: self._own(f, "value"),
        "previous": _previous,
        "rate": compared,
        "difference": _difference,
        "change": _change,
        "size": lambda self, f, of: _absolute(self._change(f, of)),
        "progress": lambda self, f, of: _turned(self._change(f, of), self._good(f) == "down"),
        "base": _base,
        "noise": _noise,
        "target": lambda *_: Part("", ()),
        "beyond_target": _beyond,
        "ratio": lambda self, f, _: self._beside(f, "{} / {}"),
        "apart": _apart,
        "rate_gap": lambda self, f, _: self._beside(f, "{} − {}"),
        "excess": lambda self, f, _: _sum(
            "{} − {}", self._printed(f, "value"), self._printed(self._nation(f), "value")
        ),
        "gap": _gap,
        "departure": _departure,
        "counter": lambda self, f, _: _turned(
            self._change(f), self._nation(f).values["change"] > 0
        ),
        "share": _share,
        "shift": _shift,
        "margin": lambda self, f, _: _sum("|{}| − |{}|", self._change(f), self._shift(f)),
    }


def _before(name: str) -> str:
    """The quantity that holds an earlier number: ``month_before`` → ``month_before.previous``."""
    return name if name == "previous" else f"{name}.previous"


def _shown(value: Number) -> str:
    """A number in a sum, unrounded."""
    whole = isinstance(value, int)
    text = f"{abs(value):,}" if whole else f"{abs(Decimal(repr(value))):f}"
    return f"(−{text})" if value < 0 else text


def _sum(form: str, *parts: Part) -> Part:
    """Some parts put together."""
    figures = tuple(figure for part in parts for figure in part.figures)
    return Part(form.format(*(part.text for part in parts)), figures)


def _absolute(part: Part) -> Part:
    return Part(f"|{part.text}|", part.figures)


def _turned(part: Part, turn: bool) -> Part:
    """The sum with its sign turned, where down is what counts."""
    return Part(f"−({part.text})", part.figures) if turn else part
