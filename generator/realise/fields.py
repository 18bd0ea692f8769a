"""What a template sees of a brief: one value for each field of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.config import Beat, Release
from generator.config.schema import Insert
from generator.model import Brief, Finding, Inserted, NationalLine
from generator.realise.environment import TemplateEnvironment
from generator.realise.views import Facts, FindingView, MeasureWords
from generator.rules import Bands
from generator.words.forms import Form
from generator.words.names import NationWords, PlaceWords, listed
from generator.words.periods import PeriodNames, day, periods_of
from generator.words.typography import curl
from generator.words.units import typed


class Fields:
    """Makes the fields of any brief of one release."""

    def __init__(
        self,
        beat: Beat,
        release: Release,
        rules: dict[str, Bands],
        forms: Mapping[str, Form],
        environment: TemplateEnvironment,
    ) -> None:
        self._beat = beat
        self._rules = rules
        self._comparisons = frozenset(beat.file.against[1:])
        self.measures = {m: MeasureWords(m, beat, forms) for m in beat.file.measures}
        self._notes = [curl(n.text) for n in release.file.notes]
        self.inserts = tuple(_inserted(i) for i in release.file.inserts)
        self._days = [day(i.date, beat.house) for i in release.file.inserts]
        self.lines = _national_lines(beat, release, environment)
        self._shared = {
            "period": _period_facts(periods_of(beat, release.file.period)),
            "release": Facts(
                {"title": curl(release.file.title), "publisher": curl(release.file.publisher)}
            ),
            "house": Facts({"automation": curl(beat.house.automation)}),
        }

    def of(self, brief: Brief, place: PlaceWords, nation: NationWords) -> dict[str, Any]:
        """The fields of a brief; ``nation`` are the words for what its figures cover."""
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
            **self._said(brief),
            "angle": brief.angle,
            "turn": brief.turn,
            "neighbours": brief.place.group or brief.place.level,
        }

    def _view(self, finding: Finding) -> FindingView:
        words = self.measures[finding.measure]
        return FindingView(finding, words, self._rules, self._comparisons)

    def _said(self, brief: Brief) -> dict[str, Any]:
        """Replies and paragraphs of ``release.yml`` for the story."""
        replies, paragraphs = [], []
        for at in brief.inserts:
            insert = self.inserts[at]
            if insert.kind == "reply":
                said = {"by": insert.by, "on": self._days[at], "words": insert.text}
                replies.append(Facts(said))
            else:
                paragraphs.append(insert.text)
        return {"replies": replies, "paragraphs": paragraphs}

    def _moved(self, findings: tuple[Finding, ...]) -> Facts:
        """What templates may say of measures that moved one way."""
        labels = [self.measures[f.measure].label for f in findings]
        facts: dict[str, Any] = {"known": bool(findings)}
        facts["labels"] = listed(labels, self._beat.house.last)
        if findings:
            facts["first"] = self._view(findings[0])
        return Facts(facts)


def _national_lines(
    beat: Beat, release: Release, environment: TemplateEnvironment
) -> tuple[NationalLine, ...]:
    """The sentences on the nation, filled with their typed figures once for all stories."""
    house = beat.house
    lines = []
    for index, line in enumerate(release.file.nation):
        where = release.document.where(("nation", index, "text"))
        figures = {name: typed(f.value, f.as_, house) for name, f in line.figures.items()}
        template = environment.sentence(line.text, where, set(figures))
        given: tuple[Mapping[str, str | float], ...] = tuple(
            {"name": name, "value": f.value, "cell": f.cell, "source": f.source}
            for name, f in line.figures.items()
        )
        lines.append(NationalLine(template.render(figures), given, line.source))
    return tuple(lines)


def _inserted(insert: Insert) -> Inserted:
    kind = "reply" if insert.reply else "paragraph"
    by, source = curl(insert.by), curl(insert.source)
    return Inserted(kind, curl(insert.text), by, insert.date, source)


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
