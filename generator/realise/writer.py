"""Writing one article: the brief's fields for the template, and the template's text as blocks."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError, TemplateNotFound

from generator.config import Beat, Release
from generator.errors import Fault, StringerError, WithheldError, fault, nearest
from generator.model import Article, Block, Brief, Finding, NationalLine
from generator.realise.branches import Branch
from generator.realise.environment import END_OF_INCLUDE, TemplateEnvironment
from generator.realise.views import Facts, FindingView, MeasureWords
from generator.rules import Bands
from generator.words.forms import Form
from generator.words.names import NationWords, PlaceWords, listed
from generator.words.periods import PeriodNames, periods_of
from generator.words.typography import curl, polish
from generator.words.units import typed

_MARKS = {"# ": "headline", "- ": "bullet", "> ": "context"}
_NOTES = "---"


class Writer:
    """Fills the templates of a beat for one release."""

    def __init__(
        self, beat: Beat, release: Release, rules: dict[str, Bands], forms: Mapping[str, Form]
    ) -> None:
        self._beat = beat
        self._rules = rules
        self._comparisons = frozenset(beat.file.against[1:])
        self._environment = TemplateEnvironment(beat, rules, release.id)
        self._environment.load_all()
        self._check_articles()
        self._check_told(release)
        self._measures = {m: MeasureWords(m, beat, forms) for m in beat.file.measures}
        specimen = release.file.specimen
        self._notice = (Block("notice", curl(specimen)),) if specimen else ()
        self._notes = [curl(n.text) for n in release.file.notes]
        self.lines = self._national_lines(release)
        self._shared = {
            "period": _period_facts(periods_of(beat, release.file.period)),
            "release": Facts(
                {"title": curl(release.file.title), "publisher": curl(release.file.publisher)}
            ),
            "house": Facts({"automation": curl(beat.house.automation)}),
        }

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Every branch point of the templates, by the position that articles refer to."""
        return tuple(self._environment.trail.points)

    def write(self, brief: Brief, place: PlaceWords, nation: NationWords) -> Article:
        """The article for a brief; ``nation`` are the words for what its figures cover.

        Raises:
            WithheldError: a template prints something that is not known for this place.
            StringerError: the template fails in another way, with its file and line.
        """
        taken = self._environment.trail.taken
        taken.clear()
        template = self._environment.get_template(brief.article)
        try:
            text = template.render(self._fields(brief, place, nation))
        except WithheldError as error:
            where = self._line(error)
            raise WithheldError(Fault(where, f.what, f.advice) for f in error.faults) from None
        except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
            raise fault(self._line(error), f"{error} (writing {brief.place.key}).") from None
        blocks = _blocks(text)
        kinds = [b.kind for b in blocks]
        if kinds.count("headline") != 1 or "paragraph" not in kinds:
            where = f"templates/{self._beat.name}/{brief.article}"
            what = f"gives {kinds.count('headline')} headlines and {kinds.count('paragraph')} "
            advice = "An article has one line that begins with # and at least one paragraph."
            raise fault(where, f"{what}paragraphs (writing {brief.place.key}).", advice)
        return Article(self._notice + blocks, tuple(taken))

    def _fields(self, brief: Brief, place: PlaceWords, nation: NationWords) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "name": nation.name,
            "where": nation.where,
            "again": nation.again,
            "known": brief.nation_lead is not None,
            "wider": brief.nation_wider,
            "lines": [self.lines[i].text for i in brief.lines],
            "total_lines": [self.lines[i].text for i in brief.total_lines],
        }
        if brief.nation_lead and brief.nation_total:
            facts["lead"] = self._view(brief.nation_lead)
            facts["total"] = self._view(brief.nation_total)
        lead = self._view(brief.lead)
        return {
            **self._shared,
            "place": place,
            "lead": lead,
            "total": lead if brief.lead is brief.total else self._view(brief.total),
            "nation": Facts(facts),
            "contrast": brief.contrast,
            "bullets": [self._view(f) for f in brief.bullets],
            "beside": Facts({f.measure: self._view(f) for f in brief.beside}),
            "rising": self._moved(brief.rising),
            "falling": self._moved(brief.falling),
            "notes": [self._notes[i] for i in brief.notes],
            "footnotes": [self._notes[i] for i in brief.footnotes],
            "angle": brief.angle,
            "turn": brief.turn,
            "neighbours": brief.place.group or brief.place.level,
        }

    def _view(self, finding: Finding) -> FindingView:
        words = self._measures[finding.measure]
        return FindingView(finding, words, self._rules, self._comparisons)

    def _moved(self, findings: tuple[Finding, ...]) -> Facts:
        """What templates may say of measures that moved one way."""
        labels = [self._measures[f.measure].label for f in findings]
        facts: dict[str, Any] = {"known": bool(findings)}
        facts["labels"] = listed(labels, self._beat.house.last)
        if findings:
            facts["first"] = self._view(findings[0])
        return Facts(facts)

    def _check_articles(self) -> None:
        known = self._environment.list_templates(extensions=["j2"])
        document = self._beat.documents["angles"]
        faults = []
        for name, angle in self._beat.angles.angles.items():
            if angle.article not in known:
                where = document.where(("angles", name, "article"))
                what = f'there is no template "{angle.article}" in templates/{self._beat.name}.'
                faults.append(Fault(where, what, nearest(angle.article, known)))
        if faults:
            raise StringerError(faults)

    def _check_told(self, release: Release) -> None:
        """What is typed for the copy must have a place in it."""
        articles = [angle.article for angle in self._beat.angles.angles.values()]
        used = self._environment.inspector.asked(articles)
        faults = []
        for index, note in enumerate(release.file.notes):
            wanted = "footnotes" if note.at == "foot" else "notes"
            if note.text and wanted not in used:
                where = release.document.where(("notes", index, "text"))
                faults.append(_unprinted(where, "this note", wanted, self._beat.name))
        for index, line in enumerate(release.file.nation):
            total = line.for_ == [self._beat.file.total]
            either = {"nation.lines", "nation.total_lines"} if total else {"nation.lines"}
            if not either & used:
                where = release.document.where(("nation", index, "text"))
                faults.append(_unprinted(where, "this sentence", "nation.lines", self._beat.name))
        if faults:
            raise StringerError(faults)

    def _national_lines(self, release: Release) -> tuple[NationalLine, ...]:
        """The sentences on the nation, filled with their typed figures once for all stories."""
        house = self._beat.house
        lines = []
        for index, line in enumerate(release.file.nation):
            where = release.document.where(("nation", index, "text"))
            figures = {name: typed(f.value, f.as_, house) for name, f in line.figures.items()}
            template = self._environment.sentence(line.text, where, set(figures))
            given: tuple[Mapping[str, str | float], ...] = tuple(
                {"name": name, "value": f.value, "cell": f.cell, "source": f.source}
                for name, f in line.figures.items()
            )
            lines.append(NationalLine(template.render(figures), given, line.source))
        return tuple(lines)

    def _line(self, error: BaseException) -> str:
        """The line of the template in which an error arose."""
        folder = str(self._beat.templates)
        if isinstance(error, TemplateNotFound):
            return f"templates/{self._beat.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.startswith(folder):
                name = frame.filename[len(folder) :].lstrip("/\\")
                return f"templates/{self._beat.name}/{name}:{frame.lineno}"
        return f"templates/{self._beat.name}"


def _unprinted(where: str, what: str, wanted: str, beat: str) -> Fault:
    advice = f"Loop over {wanted} where it belongs."
    return Fault(where, f"no template of {beat} prints {what}.", advice)


def _period_facts(periods: PeriodNames) -> Facts:
    """What templates may say of the period, and of the earlier ones."""
    main = periods.main
    return Facts(
        {
            "named": periods.named,
            "previous_named": main.named,
            "span": periods.span,
            "before": main.before,
            "earlier": main.earlier,
            **{
                name: Facts({"named": e.named, "before": e.before, "earlier": e.earlier})
                for name, e in periods.others.items()
            },
        }
    )


def _blocks(text: str) -> tuple[Block, ...]:
    """The text of a template, block by block.

    ``# `` begins the headline, ``- `` a bullet, ``> `` a paragraph of context, on something else
    than the place; blank lines part the blocks; what stands under a line of ``---`` is a note. A
    block may run over several lines.
    """
    text = text.replace("\n" + END_OF_INCLUDE, "").replace(END_OF_INCLUDE, "")
    kinds: list[str] = []
    texts: list[str] = []
    usual = kind = "paragraph"
    lines: list[str] = []
    for line in (*map(str.strip, text.splitlines()), ""):
        mark = line[:2]
        if line and line != _NOTES and mark not in _MARKS:
            lines.append(line)
            continue
        if lines:
            kinds.append(kind)
            texts.append(" ".join(lines))
            lines.clear()
        if line == _NOTES:
            usual = "note"
        kind = _MARKS.get(mark, usual)
        if mark in _MARKS:
            lines.append(line[2:])
    polished = polish("\n".join(texts)).split("\n")
    return tuple(Block(k, t) for k, t in zip(kinds, polished, strict=True) if t)
