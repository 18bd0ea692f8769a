"""All that CI holds a beat against before a release goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from generator import pipeline
from generator.checks.golden import compare_goldens
from generator.checks.naming import misnamed, missized
from generator.checks.reading import Problems, line_of, problem_at, problems_of
from generator.checks.stories import shown_by, stories_of
from generator.checks.synthetic import trials, untold
from generator.config import Project
from generator.coverage import Coverage, Key, Wordings
from generator.errors import StringerError
from generator.pipeline import Prepared
from generator.wording import load_wording
from generator.wording.lint import lint
from generator.wording.report import Problem
from generator.wording.samples import broken_samples
from generator.wording.spelling import Misspelt, misspelt
from generator.wording.texts import read_text
from generator.writers.markdown import markdown


@dataclass(slots=True)
class Checked:
    """What the check of a beat found: problems by file and line, and what each story shows.

    ``held`` says which stories were not written, and why.
    """

    beat: str
    problems: list[Problem] = field(default_factory=list)
    wordings: Wordings = field(default_factory=lambda: Wordings((), ()))
    shown: dict[str, frozenset[Key]] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)

    @property
    def coverage(self) -> Coverage:
        """The wordings, and the stories that show each; a synthetic one is called so."""
        return Coverage(self.wordings.variants, self.shown)

    @property
    def synthetic(self) -> int:
        """How many of the stories are of synthetic places."""
        return sum(story.startswith(SYNTHETIC) for story in self.shown)


SYNTHETIC = "synthetic"

Step = Callable[[str], object]
"""Called now and then with what is being done, for a progress bar."""


def check_beat(
    project: Project, beat: str, *, goldens: bool = True, step: Step = lambda _: None
) -> Checked:
    """Every problem of a beat: configuration, templates, samples, stories real and synthetic.

    Each release of the beat is written whole; the one with most places lends its own to the
    synthetic ones.
    """
    done = Checked(beat)
    prepared = list(_prepared(project, beat, done))
    if not prepared or done.problems:
        return done
    problems, texts = Problems(), dict[str, str]()
    writer = prepared[0].writer
    releases = [p.release for p in prepared]
    done.wordings = Wordings.of(prepared[0].beat, releases, writer.branches, writer.words)
    for each in prepared:
        step(each.release.id)
        written = _write_release(each, problems, done, texts)
        done.problems += _goldens(project, each, written) if goldens else ()
    widest = max(prepared, key=lambda p: len(p.tellable))
    _write_synthetic(widest, problems, done, step)
    found = (
        problems_of(untold(widest), "configuration"),
        problems.listed(),
        misnamed(widest),
        missized(widest),
        _samples(widest, project),
        _templates(project, beat),
    )
    done.problems += chain(*found, _spelling(project, prepared, texts))
    if not problems.failed:  # what could not be written may have shown what is missing
        done.problems += _dead(done.coverage)
    done.problems = _ordered(done.problems)
    return done


def _prepared(project: Project, beat: str, done: Checked) -> Iterator[Prepared]:
    """The releases of a beat, ready to be written; what is wrong with them is noted once."""
    seen: set[str] = set()
    releases = [name for name in project.releases() if name.split("/")[0] == beat]
    if not releases:
        what = f"releases/{beat}/ holds no release: no wording of the beat can be shown."
        done.problems.append(problem_at(f"config/{beat}/beat.yml", "configuration", "error", what))
    for release in releases:
        try:
            ready = pipeline.prepare(project, release)
        except StringerError as error:
            new = [f for f in error.faults if str(f) not in seen]
            seen.update(map(str, new))
            done.problems += problems_of(tuple(new), "configuration")
        else:
            done.releases.append(release)
            yield ready


def _goldens(project: Project, prepared: Prepared, written: Mapping[str, str]) -> Iterator[Problem]:
    for changed in compare_goldens(project, prepared, written):
        yield problem_at(f"{changed.file}:{changed.line}", "golden", "error", changed.message)


def _write_release(
    prepared: Prepared, problems: Problems, done: Checked, texts: dict[str, str]
) -> dict[str, str]:
    """Every story of a release, by the stem of its files, as Markdown."""
    written = {}
    for position, story in stories_of(prepared, prepared.tellable):
        place = prepared.places[position]
        if isinstance(story, StringerError):
            problems.fail(story, pipeline.name_of(prepared, place).name)
            done.held.append(f"{prepared.release.id}: {story.faults[0]}")
            continue
        problems.add(prepared, pipeline.read_again(prepared, story))
        key = f"{prepared.release.id}/{place.key}"
        done.shown[key] = shown_by(prepared, done.wordings, story)
        written[pipeline.stem(place, story.words)] = markdown(story.article)
        texts[key] = "\n".join(b.text for b in story.article.blocks)
    return written


def _write_synthetic(prepared: Prepared, problems: Problems, done: Checked, step: Step) -> None:
    """Places at the edges, and whatever it takes to show a wording that no real place does."""
    wanted = frozenset(v.key for v in done.coverage.never)
    all_trials = trials(prepared, done.wordings, wanted, lambda: step("places at the edges"))
    for number, trial in enumerate(all_trials):
        if isinstance(trial.story, StringerError):
            name = pipeline.name_of(prepared, prepared.places[trial.position]).name
            problems.fail(trial.story, name, trial.done)
            continue
        problems.add(trial.prepared, pipeline.read_again(trial.prepared, trial.story), trial.done)
        key = f"{SYNTHETIC}/{number}/{trial.story.brief.place.key}"
        done.shown[key] = shown_by(trial.prepared, done.wordings, trial.story)


def _samples(prepared: Prepared, project: Project) -> Iterator[Problem]:
    """Samples of wording rules that do not show what they are to show."""
    for name, side, sample in broken_samples(prepared.wording):
        own = prepared.beat.name if name in project.wordings(prepared.beat.name)[0].rules else ""
        where = project.wordings(own)[1].where(("rules", name, side))
        finds = "finds nothing wrong with" if side == "flag" else "finds fault with"
        yield problem_at(where, "sample", "error", f"{name} {finds} its own sample.", sample)


def _templates(project: Project, beat: str) -> Iterator[Problem]:
    """What templates say by themselves, held against the wording rules."""
    wording = load_wording(project, beat)
    for path in sorted((project.root / "templates" / beat).glob("*.j2")):
        if content := path.read_bytes().strip():
            name = path.relative_to(project.root).as_posix()
            yield from lint(read_text(name, content, beat), wording)


def _spelling(
    project: Project, prepared: list[Prepared], texts: Mapping[str, str]
) -> Iterator[Problem]:
    """Each misspelt word once, at the line that the first story has it from."""
    spelling = prepared[0].wording.spelling
    names = [n for p in prepared for q in p.places for n in (q.name, q.group_name, *q.members)]
    known = set()
    for word in misspelt(texts, spelling, [*names, *project.names()]) if spelling else ():
        if word.word not in known:
            known.add(word.word)
            where = _spelt_at(prepared, word, texts[word.name])
            yield problem_at(where, "spelling", "error", str(word), word.word)


def _spelt_at(prepared: list[Prepared], word: Misspelt, text: str) -> str:
    """The line of the templates that a misspelt word of a story comes from."""
    release, _, key = word.name.rpartition("/")
    own = next(p for p in prepared if p.release.id == release)
    position = next(i for i in own.tellable if own.places[i].key == key)
    before = text[: word.start]
    span = before.count("\n"), word.start - before.rfind("\n") - 1
    return line_of(own, pipeline.written(own, position), span)


def _dead(coverage: Coverage) -> Iterator[Problem]:
    """Wordings that no story shows, real or synthetic."""
    for variant in coverage.never:
        what = f"no story can show this wording ({variant.name})."
        advice = "Take it out, or let something lead to it."
        yield problem_at(variant.where, "dead-wording", "error", f"{what} {advice}")


def _ordered(problems: list[Problem]) -> list[Problem]:
    """By file and line, errors first; one that a template shows by itself is not told twice."""
    kept = {(p.file, p.line, p.rule): p for p in reversed(problems)}
    return sorted(kept.values(), key=lambda p: (p.level, p.file, p.line, p.rule))
