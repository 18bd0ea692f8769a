"""The whole way from a release to drafts, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator import analysis, angles, workbook
from generator.analysis import FindingStore
from generator.config import Project
from generator.errors import Fault, StringerError, WithheldError, fault
from generator.model import Batch, Draft, Held
from generator.pipeline.care import problems, untold_notes
from generator.pipeline.places import name_of, stem, tellable, turns_of
from generator.pipeline.prepared import Clock, Prepared
from generator.realise import Writer
from generator.rules import load_rules
from generator.words.forms import load_forms
from generator.words.periods import period_names


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
    told = tellable(analysed.places, beat)
    if not told:
        where = f"releases/{release.id}/{release.file.source.file}"
        raise fault(where, "has no place that the levels of beat.yml are written for.")
    turns = turns_of(analysed.places, told)
    return Prepared(project, release, beat, forms, store, scores, writer, told, turns)


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
        if doubts := (*disputed.get(place.code, ()), *untold_notes(place, prepared.release)):
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
        look_at = tuple(problems(brief, article, beat))
        name = stem(place, words)
        yield Draft(place, words.name, words.group, brief, article, look_at, name)


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
