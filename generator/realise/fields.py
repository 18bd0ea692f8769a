"""What a template sees of a brief: one value for each field of the contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from generator.config import Beat, Release
from generator.config.schema import Insert, NationalLine
from generator.model import Brief, Cell, Finding, Ground, Inserted, Place
from generator.realise.environment import TemplateEnvironment
from generator.realise.printed import Printed, Sentence, as_name
from generator.realise.views import Contrast, Facts, FindingView, MeasureWords, PlaceView
from generator.rules import Bands
from generator.words.forms import Form
from generator.words.marks import MARK, number_of
from generator.words.names import NationWords, PlaceWords, listed
from generator.words.periods import Earlier, day, periods_of
from generator.words.typography import curl, polish
from generator.words.units import typed

_MARK = re.compile(f"({MARK})")


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
        self._release = release
        self._further = frozenset(beat.file.against[1:])
        self._register = register = environment.printed
        self.measures = {
            m: MeasureWords(m, beat, forms, rules, register) for m in beat.file.measures
        }
        self._contrast = {str(band): of for band, of in beat.angles.contrast.words.items()}
        file = release.file
        self._notes = [self._note(i) for i in range(len(file.notes))]
        self.inserts = tuple(_inserted(i) for i in file.inserts)
        self._said = [self._insert(i) for i in range(len(file.inserts))]
        self._lines = [self._line(i, line, environment) for i, line in enumerate(file.nation)]
        self._shared = self._shared_facts()
        self._nations: dict[NationWords, dict[str, Any]] = {}

    def _typed(self, kind: str, text: str, *path: str | int) -> Printed:
        """A text of ``release.yml``."""
        source = self._release.document.where(path)
        return Printed(self._register, _plain(text), Ground(kind, source=source))

    def _note(self, at: int) -> Printed:
        """A note, with the names of those of the release that it speaks for."""
        note = self._release.file.notes[at]
        where = self._release.document.where(("notes", at, "text"))
        source = ", ".join((where, *note.names))
        return Printed(self._register, _plain(note.text), Ground("note", source=source))

    def of(self, brief: Brief, place: PlaceWords, nation: NationWords) -> dict[str, Any]:
        """The fields of a brief; ``nation`` are the words for what its figures cover."""
        facts: dict[str, Any] = {
            **self._nation(nation),
            "known": brief.nation_lead is not None,
            "wider": brief.nation_wider,
            "lines": [self._lines[i] for i in brief.lines],
            "total_lines": [self._lines[i] for i in brief.total_lines],
        }
        if brief.nation_lead and brief.nation_total:
            facts["lead"] = self._view(brief.nation_lead)
            facts["total"] = self._view(brief.nation_total)
        lead = self._view(brief.lead)
        return {
            **self._shared,
            "place": PlaceView(place, partial(self._ground_of, brief.place), self._register),
            "lead": lead,
            "total": lead if brief.lead is brief.total else self._view(brief.total),
            "nation": Facts(facts),
            "group": self._group(brief.group_lead),
            "contrast": Contrast(brief, self._contrast, self._register),
            "wholes": [self._view(f) for f in brief.wholes],
            "bullets": [self._view(f) for f in brief.bullets],
            "beside": Facts({f.measure: self._view(f) for f in brief.beside}),
            "rising": self._moved(brief.rising),
            "falling": self._moved(brief.falling),
            "notes": [self._notes[i] for i in brief.notes],
            "footnotes": [self._notes[i] for i in brief.footnotes],
            **self._inserts_of(brief),
            "angle": as_name(brief.angle),
            "turn": brief.turn,
            "neighbours": brief.place.group or brief.place.level,
        }

    def _inserts_of(self, brief: Brief) -> dict[str, list[Facts | Printed]]:
        """Replies and paragraphs of ``release.yml`` for the story."""
        out: dict[str, list[Facts | Printed]] = {"replies": [], "paragraphs": []}
        for at in brief.inserts:
            field, said = self._said[at]
            out[field].append(said)
        return out

    def _group(self, lead: Finding | None) -> Facts:
        """What templates may say of the group that a place lies in."""
        known = {} if lead is None else {"lead": self._view(lead)}
        return Facts({"known": bool(known), **known})

    def _view(self, finding: Finding) -> FindingView:
        words = self.measures[finding.measure]
        return FindingView(finding, words, self._further, self._register)

    def _ground_of(self, place: Place, name: str) -> Ground:
        """What stands behind one of the names of a place."""
        cells = place.cells
        match name:
            case "group" | "group_short":
                return self._named("group", place.group, cells.get("group_name", ()))
            case "members" | "members_count":
                of = cells.get("members", ())
                if name == "members":
                    return Ground("place", place.code, cells=of)
                return Ground("count", place.code, cells=of, value=len(of))
            case "part_of":
                return Ground("place", place.code, cells=cells.get("authority_name", ()))
            case _:
                return self._named("place", place.code, cells.get("name", ()))

    def _named(self, kind: str, code: str, cells: tuple[Cell, ...]) -> Ground:
        """The name of a place or group: the release's, or that of ``places.yml``."""
        known = code in self._beat.places.names
        source = self._beat.documents["places"].where(("names", code)) if known else ""
        return Ground(kind, code, source=source, cells=cells)

    def _nation(self, words: NationWords) -> dict[str, Any]:
        """The names of what the nation's figures cover."""
        if words not in self._nations:
            spec, document = self._beat.file.nation, self._beat.documents["beat"]
            self._nations[words] = {
                name: Printed(
                    self._register,
                    getattr(words, name),
                    Ground("nation", spec.code, source=document.where(("nation", name))),
                )
                for name in ("name", "where", "again")
            }
        return self._nations[words]

    def _insert(self, at: int) -> tuple[str, Facts | Printed]:
        """A reply or a paragraph of ``release.yml``, and the field that it stands under."""
        insert = self._release.file.inserts[at]
        if not insert.reply:
            return "paragraphs", self._typed("paragraph", insert.text, "inserts", at)
        texts = {"by": insert.by, "on": day(insert.date, self._beat.house), "words": insert.text}
        said = {name: self._typed("quotation", t, "inserts", at) for name, t in texts.items()}
        return "replies", Facts(said)

    def _moved(self, findings: tuple[Finding, ...]) -> Facts:
        """What templates may say of measures that moved one way."""
        facts: dict[str, Any] = {"known": bool(findings)}
        labels = listed([self.measures[f.measure].label for f in findings], self._beat.house.last)
        source = self._beat.documents["beat"].where(("measures",))
        measures = " ".join(f.measure for f in findings)
        ground = Ground("measure", measure=measures, source=source)
        facts["labels"] = Printed(self._register, labels, ground)
        if findings:
            facts["first"] = self._view(findings[0])
        return Facts(facts)

    def _line(self, index: int, line: NationalLine, environment: TemplateEnvironment) -> Sentence:
        """A sentence on the nation, filled with its typed figures."""
        document, register = self._release.document, self._register
        figures = {}
        for name, f in line.figures.items():
            where = document.where(("nation", index, "figures", name))
            kind = "change" if f.as_ in ("percent", "points") else f.as_
            ground = Ground(
                "count" if kind == "about" else kind,
                self._beat.file.nation.code,
                " ".join(line.for_),
                source=f"{where} {f.source}".rstrip(),
                cells=(Cell(f.cell),) if f.cell else (),
                value=f.value,
            )
            figures[name] = Printed(register, typed(f.value, f.as_, self._beat.house), ground)
        where = document.where(("nation", index, "text"))
        template = environment.sentence(line.text, where, set(figures))
        register.begin()
        pieces = _MARK.split(polish(template.render(figures)))
        parts = [register[number_of(p)] if _MARK.match(p) else p for p in pieces]
        source = f"{where} {line.source}".rstrip()
        return Sentence(register, parts, Ground("context", source=source))

    def _shared_facts(self) -> dict[str, Any]:
        """What is the same for all stories: the period, the release, house style, terms."""
        file, beat = self._release.file, self._beat
        terms = {
            name: Printed(
                self._register,
                _plain(text),
                Ground("term", source=beat.documents["beat"].where(("terms", name))),
            )
            for name, text in beat.file.terms.items()
        }
        automation = Ground("house", source="config/house.yml")
        return {
            "period": self._period(),
            "release": Facts(
                {
                    "title": self._typed("release", file.title, "title"),
                    "publisher": self._typed("release", file.publisher, "publisher"),
                }
            ),
            "house": Facts(
                {"automation": Printed(self._register, _plain(beat.house.automation), automation)}
            ),
            "terms": Facts(terms),
        }

    def _period(self) -> Facts:
        """What templates may say of the period, and of the earlier ones."""
        periods = periods_of(self._beat, self._release.file.period)
        main = periods.main

        def said(text: str) -> Printed:
            return self._typed("period", text, "period")

        def earlier(of: Earlier) -> Facts:
            texts = {"named": of.named, "before": of.before, "earlier": of.earlier}
            return Facts({name: said(text) for name, text in texts.items()})

        texts = {
            "named": periods.named,
            "previous_named": main.named,
            "span": periods.span,
            "before": main.before,
            "earlier": main.earlier,
        }
        facts: dict[str, Any] = {name: said(text) for name, text in texts.items()}
        return Facts(facts | {name: earlier(of) for name, of in periods.others.items()})


def _inserted(insert: Insert) -> Inserted:
    kind = "reply" if insert.reply else "paragraph"
    by, source = curl(insert.by), curl(insert.source)
    return Inserted(kind, curl(insert.text), by, insert.date, source)


def _plain(text: str) -> str:
    """A typed text as it is printed: on one line, its quotation marks curled."""
    return " ".join(curl(text).split())
