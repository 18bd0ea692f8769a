"""The whole way from a release to drafts, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator import analysis, angles, workbook
from generator.analysis import Derivations, FindingStore
from generator.config import Beat, Project, Release
from generator.errors import Fault, StringerError, WithheldError, fault
from generator.model import Analysis, Article, Batch, Brief, Derivation, Draft, Held
from generator.pipeline.care import problems, with_spelling
from generator.pipeline.filing import file_under, unserved
from generator.pipeline.places import name_of, names_alike, stem, tellable, turns_of
from generator.pipeline.prepared import Clock, Prepared, reader_of
from generator.realise import Writer
from generator.rules import Bands, load_rules
from generator.sheets.opening import Opening
from generator.wording import load_wording
from generator.wording.likeness import likeness
from generator.words.forms import load_forms
from generator.words.names import PlaceWords, name_nation, name_place
from generator.words.periods import periods_of


def prepare(
    project: Project,
    release_id: str,
    clock: Clock | None = None,
    opening: Opening | None = None,
) -> Prepared:
    """Read a release and everything that its stories rest on.

    ``opening`` is the release's file, where it is being opened already.

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
    analysed = examine(release, beat, rules, clock, opening)
    if reasons := analysed.held.get(beat.file.nation.code):
        raise StringerError(Fault(beat.file.nation.name, reason) for reason in reasons)
    scores = angles.score(analysed, beat, release)
    clock("analysis")
    store = FindingStore(analysed, rules, beat)
    told = tellable(analysed.places, beat)
    if not told:
        where = f"releases/{release.id}/{release.file.source.file}"
        raise fault(where, "has no place that the levels of beat.yml are written for.")
    turns = turns_of(analysed.places, told)
    absent = [p for p in analysed.places if p.code in analysed.absent]
    nation = name_nation(beat, [name_place(p, beat, forms).name for p in absent])
    return Prepared(
        project,
        release,
        beat,
        forms,
        rules,
        store,
        Derivations(store, beat, release),
        scores,
        writer,
        wording,
        reader_of(analysed.reading, beat, release, forms, own=True),
        nation,
        tellable=told,
        turns=turns,
        alike=names_alike(analysed.places, told, beat, forms),
    )


def examine(
    release: Release,
    beat: Beat,
    rules: Mapping[str, Bands],
    clock: Clock,
    opening: Opening | None = None,
) -> Analysis:
    """Read a release, hold it against itself and against what is typed, and work out the rest.

    Raises:
        StringerError: all faults of its structure; what is in doubt is in the result.
    """
    reading = workbook.read(release, beat, opening)
    workbook.check_lines(release, reading)
    doubts = workbook.check_notes(release, reading, beat)
    clock("reading")
    analysed = analysis.analyse(reading, beat, release, rules=rules, doubts=doubts)
    clock("analysis")
    return analysed


def write(prepared: Prepared, positions: Iterable[int]) -> Iterator[Draft | Held]:
    """The story of each place, or the reason why it is held; one after the other."""
    store, beat = prepared.findings, prepared.beat
    nation_code = beat.file.nation.code
    nation = next(
        (store.of(i) for i, p in enumerate(prepared.places) if p.code == nation_code), None
    )
    groups = {p.code: store.of(i) for i, p in enumerate(prepared.places) if p.role == "group"}
    for position in positions:
        place = prepared.places[position]
        words = name_of(prepared, place)
        if reasons := store.analysis.held.get(place.code):
            yield Held(place, words.name, reasons)
            continue
        if reason := prepared.alike.get(place.code):
            yield Held(place, words.name, (reason,))
            continue
        try:
            brief = angles.brief(
                place,
                prepared.scores.best[position],
                store.of(position),
                nation,
                group=groups.get(place.group) if place.level else None,
                beat=beat,
                release=prepared.release,
                turn=prepared.turns[position],
                wider=store.analysis.wider,
            )
            made = _finished(prepared, brief, words)
        except WithheldError as error:
            yield Held(place, words.name, tuple(map(str, error.faults)))
        else:
            yield made


def _finished(prepared: Prepared, brief: Brief, words: PlaceWords) -> Draft:
    """The draft of a brief: written, pictured, held against the rules of wording, and filed.

    Raises:
        WithheldError: it would print what is not known, or it breaks a rule whose level is error.
    """
    article = prepared.writer.write(brief, words, prepared.nation)
    picture = prepared.writer.picture(brief, words, prepared.nation)
    story = prepared.wording.story(article.blocks)
    breaches = prepared.wording.breaches(story)
    if errors := [b for b in breaches if b.level == "error"]:
        at = prepared.writer.trace(brief, words, prepared.nation, [b.excerpt for b in errors])
        raise WithheldError(Fault(where, str(b)) for where, b in zip(at, errors, strict=True))
    read = prepared.reader.problems(article.blocks, brief.place.code)
    if wrong := [s for s in read if s.false]:
        raise WithheldError(Fault("second reader", str(s)) for s in wrong)
    return Draft(
        place=brief.place,
        name=words.name,
        group=words.group,
        brief=brief,
        article=article,
        picture=picture,
        problems=(*problems(brief, prepared.beat), *map(str, breaches), *map(str, read)),
        derivations=derived(prepared, article),
        ease=story.ease,
        filing=file_under(prepared, brief, words),
        stem=stem(brief.place, words),
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
    drafts = with_spelling(drafts, prepared)
    clock("spelling")
    return batch_of(prepared, drafts, held)


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
        fingerprint=prepared.project.fingerprint(release),
        nation=prepared.nation.name,
        inserts=prepared.writer.inserts,
        bands={
            rule.name: {band: rule.span(band) for band in rule.names}
            for rule in prepared.rules.values()
        },
        labels={name: m.label for name, m in prepared.beat.file.measures.items()},
        drafts=tuple(drafts),
        held=tuple(held),
        remarks=(*prepared.findings.analysis.remarks, *unserved(prepared)),
        specimen=release.file.specimen,
        angles=Counter(d.brief.angle for d in drafts),
        likeness=likeness({d.place.key: _local(d) for d in drafts}),
    )


def _local(story: Draft) -> str:
    """What a story says of its own place, headline, lists and notes left out."""
    return "\n".join(story.article.of("paragraph"))
