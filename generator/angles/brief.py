"""What one story says and in what order: lead, contrast, list, notes and inserts."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from generator.angles.scores import Choice
from generator.config import Beat, Release
from generator.config.schema import Angle, ReleaseNote
from generator.errors import Fault, WithheldError
from generator.model import KINDS, Brief, Finding, Place
from generator.words.numbers import half_up


def brief(
    place: Place,
    choice: Choice | None,
    findings: Mapping[str, Finding],
    nation: Mapping[str, Finding] | None,
    *,
    group: Mapping[str, Finding] | None = None,
    beat: Beat,
    release: Release,
    turn: int,
    wider: Container[str] = (),
) -> Brief:
    """What one story says and in what order.

    ``nation`` and ``group`` are the findings on what the place is held against; ``wider`` are the
    measures in which the nation counts much that no place does.

    Raises:
        WithheldError: no angle applies to the place, or a number that it rests on is negative.
    """
    if choice is None:
        raise _leadless(place, findings[beat.file.total], beat, release)
    measure, spec = choice.lead, beat.angles.angles[choice.angle]
    lead, total = findings[measure], findings[beat.file.total]
    rising, falling, wholes, bullets = (
        tuple(findings[name] for name in names) for names in _lists(choice, spec, beat)
    )
    beside = tuple(findings[name] for name in beat.angles.beside)
    told = (lead, total, *beside, *rising, *falling, *wholes, *bullets)
    _refuse_negative(place, told, beat)
    notes = _notes(place, told, total, release)
    touched = any(n.at == "story" and total.measure in n.measures for n in notes.values())
    return Brief(
        place=place,
        angle=choice.angle,
        article=spec.article,
        lead=lead,
        total=total,
        nation_lead=nation[measure] if nation else None,
        nation_total=nation[beat.file.total] if nation else None,
        nation_wider=measure in wider,
        group_lead=group[measure] if group else None,
        rising=rising,
        falling=falling,
        contrast="none" if touched else _contrast(lead, total, beat),
        wholes=wholes,
        bullets=bullets,
        beside=beside,
        lines=_lines(release, measure),
        total_lines=() if measure == beat.file.total else _lines(release, beat.file.total),
        notes=tuple(i for i, n in notes.items() if n.at == "story"),
        footnotes=tuple(i for i, n in notes.items() if n.at == "foot"),
        inserts=_inserts(place, measure, release),
        turn=turn,
    )


def _lists(choice: Choice, angle: Angle, beat: Beat) -> tuple[Sequence[str], ...]:
    """The measures that are told as rising, as falling, as wholes that the lead is a part of, and
    in the list: each once.
    """
    over = _ancestors(choice.lead, beat)
    counted = {choice.lead, *over}
    named = beat.angles.movers.most if beat.angles.movers and angle.movers else 0
    rising, falling = (
        [name for name in names if name not in counted][:named]
        for names in (choice.rising, choice.falling)
    )
    most = beat.angles.bullets.most if angle.bullets is None else angle.bullets
    above = {*counted, *rising, *falling}
    wholes = [name for name in choice.listed if name in over]
    return rising, falling, wholes, [n for n in choice.listed if n not in above][:most]


def _notes(
    place: Place, told: Iterable[Finding], total: Finding, release: Release
) -> dict[int, ReleaseNote]:
    """The notes that the story bears, by their position: those that touch what it tells."""
    speaks_of = {f.measure for f in told}
    return {
        i: note
        for i, note in enumerate(release.file.notes)
        if note.text
        and note.reaches(place)
        and not (note.known and note.known not in total.values)
        and (not note.measures or speaks_of & set(note.measures))
    }


def _leadless(place: Place, total: Finding, beat: Beat, release: Release) -> WithheldError:
    """Why a place has no story, in the words of the release where it gives a reason."""
    why = total.missing.get("value", "no angle applies")
    markers = beat.sources.markers_of(release.file.source.layout).values()
    why = next((f"{why}: {m.about}" for m in markers if m.reason == why and m.about), why)
    return WithheldError([Fault(place.name, f"it has no figure to lead on ({why}).")])


def _refuse_negative(place: Place, told: Iterable[Finding], beat: Beat) -> None:
    if negative := [f.measure for f in told if _below_zero(f, beat)]:
        what = f"a number is negative ({', '.join(dict.fromkeys(negative))})."
        raise WithheldError([Fault(place.key, what, "A person must look at it.")])


def _inserts(place: Place, measure: str, release: Release) -> tuple[int, ...]:
    return tuple(
        i
        for i, insert in enumerate(release.file.inserts)
        if insert.reaches(place) and (not insert.measures or measure in insert.measures)
    )


def _lines(release: Release, measure: str) -> tuple[int, ...]:
    return tuple(i for i, line in enumerate(release.file.nation) if measure in line.for_)


def _below_zero(finding: Finding, beat: Beat) -> bool:
    """Whether a number lies below zero that no number of its kind can be."""
    if KINDS[beat.file.measures[finding.measure].kind].negative:
        return False
    return any(finding.values.get(name, 0) < 0 for name in ("value", "previous"))


def _direction(finding: Finding, decimals: int) -> int | None:
    """+1, -1, or 0 where the change prints as nothing; by the values where there is no change."""
    change = finding.values.get("change")
    if change is not None:
        return 0 if half_up(change, decimals) == 0 else (1 if change > 0 else -1)
    difference = finding.values.get("difference")
    return None if difference is None else (difference > 0) - (difference < 0)


def _contrast(lead: Finding, total: Finding, beat: Beat) -> str:
    """How the total moved beside the lead: ``level``, ``opposite``, ``same`` or ``none``."""
    here, there = (_direction(f, beat.decimals_of(f.measure, "change")) for f in (lead, total))
    if lead.measure == total.measure or not here or there is None or "change" not in total.values:
        return "none"
    rule = beat.angles.contrast
    for quantity, wanted in (rule.level if there == 0 else rule.moved).items():
        value = total.values.get(quantity)
        if value is None or not wanted.has(value):
            return "none"
    return "level" if there == 0 else "same" if here == there else "opposite"


def _ancestors(measure: str, beat: Beat) -> set[str]:
    """Everything that a measure is a part of."""
    found: set[str] = set()
    while measure := beat.file.measures[measure].parent:
        found.add(measure)
    return found
