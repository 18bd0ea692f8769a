"""The whole way from a release to drafts, on one screen."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from generator import analysis, angles, workbook
from generator.analysis import FindingStore
from generator.angles import Scores
from generator.config import Beat, Project, Release
from generator.errors import Fault, StringerError, WithheldError, fault, nearest
from generator.model import Article, Batch, Brief, Draft, Held, Place
from generator.realise import Writer
from generator.rules import load_rules
from generator.words.forms import Form, load_forms
from generator.words.names import PlaceWords, name_place
from generator.words.periods import period_names


@dataclass(frozen=True)
class Prepared:
    """A release that has been read, analysed and scored: ready to write any of its stories.

    ``tellable`` holds the positions of the places that get one, ``turns`` the turn of each among
    its neighbours.
    """

    project: Project
    release: Release
    beat: Beat
    forms: dict[str, Form]
    findings: FindingStore
    scores: Scores
    writer: Writer
    tellable: tuple[int, ...]
    turns: dict[int, int]

    @property
    def places(self) -> tuple[Place, ...]:
        return self.findings.analysis.places


class Clock:
    """Seconds spent by stage; each call names the stage that has just ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def __call__(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


def prepare(project: Project, release_id: str, clock: Clock | None = None) -> Prepared:
    """Read a release and everything that its stories rest on.

    Raises:
        StringerError: all faults of the configuration, the templates or the release.
    """
    clock = clock or Clock()
    release = project.release(release_id)
    beat = project.beat(release)
    rules = load_rules(beat)
    forms = load_forms(beat)
    clock("configuration")
    writer = Writer(beat, release, rules, forms)
    clock("templates")
    reading = workbook.read(release, beat)
    workbook.check_lines(release, reading)
    workbook.check_notes(release, reading)
    clock("reading")
    analysed = analysis.analyse(reading, beat, release, rules=rules)
    if doubts := analysed.disputed.get(beat.file.nation.code):
        raise StringerError(Fault(beat.file.nation.name, f"{doubt}.") for doubt in doubts)
    scores = angles.score(analysed, beat, release)
    clock("analysis")
    store = FindingStore(analysed, rules)
    told = _tellable(analysed.places, beat)
    if not told:
        where = f"releases/{release.id}/{release.file.source.file}"
        raise fault(where, "has no place that the levels of beat.yml are written for.")
    turns = _turns(analysed.places, told)
    return Prepared(project, release, beat, forms, store, scores, writer, told, turns)


def settle() -> None:
    """Tell the garbage collector that what is loaded stays, and that stories make little litter.

    For a program that writes stories and ends; without it, a third of the time of rendering goes
    into looking through the same loaded objects again and again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _tellable(places: Sequence[Place], beat: Beat) -> tuple[int, ...]:
    """The positions of all places that get a story: of a level, and not told elsewhere."""
    gone = beat.places.exclude
    return tuple(i for i, p in enumerate(places) if p.level and p.code not in gone.get(p.level, {}))


def find_places(prepared: Prepared, among: Sequence[int], names: Sequence[str]) -> list[int]:
    """The positions of the places that are called so: by name in copy, in the release, code or key.

    Raises:
        StringerError: every name that is unknown (the nearest are named) or means several places.
    """
    called: dict[str, dict[int, None]] = {}
    shown: dict[str, None] = {}
    for i in among:
        place = prepared.places[i]
        words = name_of(prepared, place)
        shown.update(dict.fromkeys((words.name, place.name)))
        for name in (words.name, words.short, place.name, place.code, place.key):
            called.setdefault(name.casefold().replace("’", "'"), {})[i] = None
    found, faults = [], []
    for name in names:
        matches = list(called.get(name.strip().casefold().replace("’", "'"), ()))
        if len(matches) == 1:
            found.append(matches[0])
        elif matches:
            levels = [prepared.places[i].level for i in matches]
            what = f"is {' and '.join(f'a place of the level {lv}' for lv in levels)}."
            advice = "Say which: " + " or ".join(f"--level {lv}" for lv in dict.fromkeys(levels))
            faults.append(Fault(name, what, f"{advice}."))
        else:
            advice = nearest(name, shown) or "See: stringer places."
            faults.append(Fault(name, "is no place of this release.", advice))
    if faults:
        raise StringerError(faults)
    return list(dict.fromkeys(found))


def name_of(prepared: Prepared, place: Place) -> PlaceWords:
    """The words for a place in copy."""
    return name_place(place, prepared.beat, prepared.forms)


def write(prepared: Prepared, positions: Iterable[int]) -> Iterator[Draft | Held]:
    """The story of each place, or the reason why it is held; one after the other."""
    store, beat = prepared.findings, prepared.beat
    disputed = store.analysis.disputed
    nation_code = beat.file.nation.code
    nation = next(
        (store.of(i) for i, p in enumerate(prepared.places) if p.code == nation_code), None
    )
    for position in positions:
        place = prepared.places[position]
        words = name_of(prepared, place)
        if doubts := (*disputed.get(place.code, ()), *_untold(place, prepared.release)):
            yield Held(place, words.name, doubts)
            continue
        findings = store.of(position)
        try:
            brief = angles.brief(
                place,
                prepared.scores.best[position],
                findings,
                nation,
                beat=beat,
                release=prepared.release,
                turn=prepared.turns[position],
            )
            article = prepared.writer.write(brief, words)
        except WithheldError as error:
            yield Held(place, words.name, tuple(map(str, error.faults)))
            continue
        problems = tuple(_problems(brief, article, beat))
        name = stem(place, words)
        yield Draft(place, words.name, words.group, brief, article, problems, name)


def _untold(place: Place, release: Release) -> Iterator[str]:
    """Notes that the release puts on a place and that nobody has typed."""
    for tag in place.tags:
        typed = [n for n in release.file.notes if n.note.endswith(f" {tag}")]
        if not any(place.code in n.places or place.level in n.levels for n in typed):
            yield f"note {tag} of the release stands on it, and release.yml says nothing of it"


def draft(
    prepared: Prepared,
    positions: Sequence[int],
    *,
    clock: Clock | None = None,
    step: Callable[[], object] = lambda: None,
) -> Batch:
    """The stories of some places; ``step`` is called after each, for a progress bar."""
    clock = clock or Clock()
    drafts: list[Draft] = []
    held: list[Held] = []
    for made in write(prepared, positions):
        if isinstance(made, Draft):
            drafts.append(made)
        else:
            held.append(made)
        step()
    clock("writing")
    release = prepared.release
    periods = period_names(prepared.beat.house, release.file.period)
    return Batch(
        release=release.id,
        period=periods.current,
        previous_period=periods.previous,
        language=prepared.beat.house.language,
        beat=prepared.beat.file.title,
        named=periods.named,
        title=release.file.title,
        publisher=release.file.publisher,
        licence=release.file.licence,
        url=release.file.url,
        fingerprint=prepared.project.fingerprint(release),
        nation=prepared.beat.file.nation.name,
        lines=prepared.writer.lines,
        labels={name: m.label for name, m in prepared.beat.file.measures.items()},
        drafts=tuple(drafts),
        held=tuple(held),
        angles=Counter(d.brief.angle for d in drafts),
    )


def _problems(brief: Brief, article: Article, beat: Beat) -> Iterator[str]:
    """What the house does not want to see in print, and an editor must look at."""
    length, most = len(article.headline), beat.house.headline_length
    if length > most:
        yield f"the headline has {length} characters, {most} at most"
    for finding in brief.told:
        measure = beat.file.measures[finding.measure]
        counts = [finding.values[n] for n in ("count", "previous") if n in finding.values]
        if measure.sensitive and any(0 < c < beat.file.sensitive for c in counts):
            yield f"it prints fewer than {beat.file.sensitive} {measure.label}: approve it or not"


def stem(place: Place, words: PlaceWords) -> str:
    """The name of a story's files: level and code, as names repeat, then the name.

    Where the name ends in the short one (an article stands before it), the short one will do.
    """
    name = words.short if words.name.endswith(words.short) else words.name
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    return f"{place.key}-{'-'.join(filter(None, plain.split('-')))}"


def _turns(places: Sequence[Place], told: Sequence[int]) -> dict[int, int]:
    """Each place's turn among its neighbours (those of its group, or of its level), by code."""
    order = sorted(told, key=lambda i: places[i].code)
    seen: Counter[tuple[str, str]] = Counter()
    turns = {}
    for i in order:
        group = (places[i].level, places[i].group)
        turns[i] = seen[group]
        seen[group] += 1
    return turns
