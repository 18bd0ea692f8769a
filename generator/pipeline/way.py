"""The whole way from a release to drafts, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator import analysis, angles, workbook
from generator.config import Beat, Project, Release
from generator.errors import Fault, StringerError, WithheldError, fault
from generator.model import Analysis, Article, Batch, Derivation, Draft, Held, Reading
from generator.pipeline.care import problems, with_spelling
from generator.pipeline.clock import Clock
from generator.pipeline.filing import file_under, unserved
from generator.pipeline.places import name_of, names_alike, stem, tellable, turns_of
from generator.pipeline.prepared import Prepared
from generator.pipeline.stories import Read, Written
from generator.realise import Writer
from generator.rules import Bands, load_rules
from generator.sheets.opening import Opening
from generator.wording import load_wording
from generator.words.forms import load_forms
from generator.words.periods import periods_of


def prepare(
    project: Project,
    release_id: str,
    clock: Clock | None = None,
    opening: Opening | None = None,
    *,
    reading: Reading | None = None,
) -> Prepared:
    """Read a release and everything that its stories rest on.

    ``opening`` is the release's file, where it is being opened already; ``reading`` its figures,
    where they were read before and neither the file nor what it is read by has changed.

    Raises:
        StringerError: all faults of the configuration, the templates or the release.
    """
    clock = clock or Clock()
    release = project.release(release_id)
    beat = project.beat(release)
    rules = load_rules(beat)
    forms = load_forms(beat)
    clock("configuration")
    wording = load_wording(project, beat.name)
    writer = Writer(beat, release, rules, forms)
    clock("templates")
    analysed = examine(release, beat, rules, clock, opening, reading)
    if reasons := analysed.held.get(beat.file.nation.code):
        raise StringerError(Fault(beat.file.nation.name, reason) for reason in reasons)
    told = tellable(analysed.places, beat)
    if not told:
        where = f"releases/{release.id}/{release.file.source.file}"
        raise fault(where, "has no place that the levels of beat.yml are written for.")
    prepared = Prepared(
        project,
        release,
        beat,
        forms,
        rules,
        writer,
        wording,
        analysed,
        tellable=told,
        turns=turns_of(analysed.places, told),
        alike=names_alike(analysed.places, told, beat, forms),
    )
    clock("analysis")
    return prepared


def supposing(
    prepared: Prepared,
    reading: Reading,
    *,
    ranks: Callable[[Analysis], Mapping[str, Any]] | None = None,
) -> Prepared:
    """The same release with other figures for the same places, and no question of their agreeing.

    For what a template would write if a number were another. ``ranks`` gives the ranks where they
    are not those of all places as they are supposed: arrays of shape (places, measures), by name.
    """
    beat, release = prepared.beat, prepared.release
    analysed = analysis.analyse(reading, beat, release, rules=prepared.rules, agreeing=False)
    if ranks is not None:
        analysed = analysis.ranked_as(ranks(analysed), analysed, prepared.rules)
    return replace(prepared, analysed=analysed, base=prepared)


def typed_otherwise(prepared: Prepared, release: Release) -> Prepared:
    """The same figures in a release with other notes, lines and inserts."""
    writer = Writer(prepared.beat, release, prepared.rules, prepared.forms)
    return replace(prepared, release=release, writer=writer)


def examine(
    release: Release,
    beat: Beat,
    rules: Mapping[str, Bands],
    clock: Clock,
    opening: Opening | None = None,
    reading: Reading | None = None,
) -> Analysis:
    """Read a release, hold it against itself and against what is typed, and work out the rest.

    ``reading`` are its figures, where they were read before.

    Raises:
        StringerError: all faults of its structure; what is in doubt is in the result.
    """
    if reading is None:
        reading = workbook.read(release, beat, opening)
    workbook.check_lines(release, reading)
    doubts = workbook.check_notes(release, reading, beat)
    clock("reading")
    analysed = analysis.analyse(reading, beat, release, rules=rules, doubts=doubts)
    clock("analysis")
    return analysed


_TOGETHER = 64
"""So many stories go through each stage together: what a stage needs stays near the processor."""


def write(prepared: Prepared, positions: Sequence[int]) -> Iterator[Draft | Held]:
    """The story of each place, or the reason why it is held; some at a time, in their order."""
    for begin in range(0, len(positions), _TOGETHER):
        some = positions[begin : begin + _TOGETHER]
        stories = [_written_or_held(prepared, position) for position in some]
        reads = [s if isinstance(s, Held) else read_again(prepared, s) for s in stories]
        yield from [r if isinstance(r, Held) else _finished_or_held(prepared, r) for r in reads]


def _written_or_held(prepared: Prepared, position: int) -> Written | Held:
    place = prepared.places[position]
    alike = prepared.alike.get(place.code)
    reasons = prepared.analysed.held.get(place.code) or ((alike,) if alike else ())
    if not reasons:
        try:
            return written(prepared, position)
        except WithheldError as error:
            reasons = tuple(map(str, error.faults))
    return Held(place, name_of(prepared, place).name, reasons)


def _finished_or_held(prepared: Prepared, read: Read) -> Draft | Held:
    try:
        return finished(prepared, read)
    except WithheldError as error:
        story = read.story
        return Held(story.brief.place, story.words.name, tuple(map(str, error.faults)))


def written(prepared: Prepared, position: int) -> Written:
    """The story of one place as its templates give it, with its picture.

    Raises:
        WithheldError: it would print what is not known, or nothing is there to lead on.
        StringerError: a template fails in another way, with its file and line.
    """
    store, place = prepared.findings, prepared.places[position]
    brief = angles.brief(
        place,
        prepared.scores.best[position],
        store.of(position),
        prepared.nation_findings,
        group=prepared.group_findings.get(place.group) if place.level else None,
        beat=prepared.beat,
        release=prepared.release,
        turn=prepared.turns[position],
        wider=store.analysis.wider,
    )
    words = name_of(prepared, place)
    article = prepared.writer.write(brief, words, prepared.nation)
    files = prepared.writer.files
    picture = prepared.writer.picture(brief, words, prepared.nation)
    trail = article.branches + (prepared.writer.trail if picture else ())
    files |= prepared.writer.files
    return Written(brief, words, article, picture, trail, tuple(sorted(files)))


def read_again(prepared: Prepared, story: Written) -> Read:
    """A story held against the rules of wording, and read by the second reader."""
    blocks = story.article.blocks
    ready = prepared.wording.story(blocks)
    return Read(
        story,
        ready.ease,
        prepared.wording.breaches(ready),
        prepared.reader.problems(blocks, story.brief.place.code),
    )


def finished(prepared: Prepared, read: Read) -> Draft:
    """The draft of a story that was read again: with its problems, its sums, and filed.

    Raises:
        WithheldError: it breaks a rule whose level is error, or states what is not so.
    """
    story = read.story
    brief, words = story.brief, story.words
    if errors := [b for b in read.breaches if b.level == "error"]:
        at = prepared.writer.trace(brief, words, prepared.nation, [b.span for b in errors])
        raise WithheldError(Fault(where, str(b)) for where, b in zip(at, errors, strict=True))
    if wrong := [s for s in read.statements if s.false]:
        at = prepared.writer.trace(brief, words, prepared.nation, [s.span for s in wrong])
        told = [f"second reader: {s}" for s in wrong]
        raise WithheldError(Fault(where, s) for where, s in zip(at, told, strict=True))
    found = (*map(str, read.breaches), *map(str, read.statements))
    return Draft(
        place=brief.place,
        name=words.name,
        group=words.group,
        brief=brief,
        article=story.article,
        picture=story.picture,
        problems=(*problems(brief, prepared.beat), *found),
        derivations=derived(prepared, story.article),
        ease=read.ease,
        filing=file_under(prepared, brief, words),
        stem=stem(brief.place, words),
        templates=story.templates,
        fingerprint=prepared.rests.fingerprint(brief.place, story.templates, brief.turn),
    )


def derived(prepared: Prepared, article: Article) -> dict[tuple[str, str, str], Derivation]:
    """How each number that an article rests on was reached, by place, measure and quantity."""
    out: dict[tuple[str, str, str], Derivation] = {}
    for ground in article.grounds:
        if ground.finding is not None:
            key = ground.place, ground.measure, ground.quantity
            if key not in out:
                out[key] = prepared.derivations.of(ground.finding, ground.quantity)
    return out


def draft(prepared: Prepared, positions: Sequence[int]) -> Batch:
    """The stories of some places."""
    drafts: list[Draft] = []
    held: list[Held] = []
    for made in write(prepared, positions):
        if isinstance(made, Draft):
            drafts.append(made)
        else:
            held.append(made)
    return batch_of(prepared, with_spelling(drafts, prepared), held)


def batch_of(prepared: Prepared, drafts: Sequence[Draft], held: Sequence[Held]) -> Batch:
    """Some stories with all that is the same for them."""
    release = prepared.release
    periods = periods_of(prepared.beat, release.file.period)
    return Batch(
        release=release.id,
        period=periods.current,
        previous_period=periods.main.key,
        against={name: earlier.key for name, earlier in periods.against.items()},
        language=prepared.beat.house.language,
        beat=prepared.beat.file.title,
        named=periods.named,
        title=release.file.title,
        publisher=release.file.publisher,
        licence=release.file.licence,
        url=release.file.url,
        nation=prepared.nation.name,
        inserts=prepared.writer.inserts,
        bands={
            rule.name: {band: rule.span(band) for band in rule.names}
            for rule in prepared.rules.values()
        },
        labels={name: m.label for name, m in prepared.beat.file.measures.items()},
        drafts=tuple(drafts),
        held=tuple(held),
        remarks=(*prepared.analysed.remarks, *unserved(prepared)),
        specimen=release.file.specimen,
    )
