"""Writing one article and its picture: the beat's templates, filled for a brief."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import TemplateError, TemplateNotFound

from generator.config import Beat, Release
from generator.errors import Fault, WithheldError, fault
from generator.model import Article, Block, Brief, Inserted, NationalLine, Picture
from generator.realise.blocks import blocks_of
from generator.realise.branches import Branch
from generator.realise.checks import check_named, check_told
from generator.realise.environment import TemplateEnvironment
from generator.realise.fields import Fields
from generator.realise.pictures import Pictures
from generator.realise.traces import located
from generator.rules import Bands
from generator.words.forms import Form
from generator.words.names import NationWords, PlaceWords
from generator.words.typography import curl


class Writer:
    """Fills the templates of a beat for one release."""

    def __init__(
        self, beat: Beat, release: Release, rules: dict[str, Bands], forms: Mapping[str, Form]
    ) -> None:
        self._beat = beat
        self._rules = rules
        self._release = release.id
        self._environment = TemplateEnvironment(beat, rules, release.id)
        self._environment.load_all()
        check_named(beat, self._environment)
        check_told(beat, release, self._environment)
        self._fields = Fields(beat, release, rules, forms, self._environment)
        self._pictures = Pictures(beat, self._fields.measures)
        self._last: tuple[Brief | None, dict[str, Any]] = None, {}
        specimen = release.file.specimen
        self._notice = (Block("notice", curl(specimen)),) if specimen else ()

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Every branch point of the templates, by the position that articles refer to."""
        return tuple(self._environment.trail.points)

    @property
    def lines(self) -> tuple[NationalLine, ...]:
        """The sentences of ``release.yml`` on the nation, filled."""
        return self._fields.lines

    @property
    def inserts(self) -> tuple[Inserted, ...]:
        """The replies and paragraphs of ``release.yml``."""
        return self._fields.inserts

    def write(self, brief: Brief, place: PlaceWords, nation: NationWords) -> Article:
        """The article for a brief; ``nation`` are the words for what its figures cover.

        Raises:
            WithheldError: a template prints something that is not known for this place.
            StringerError: the template fails in another way, with its file and line.
        """
        taken = self._environment.trail.taken
        taken.clear()
        blocks = self._fill(brief.article, brief, place, nation)
        kinds = [b.kind for b in blocks]
        if "headline" not in kinds or "paragraph" not in kinds:
            where = f"templates/{self._beat.name}/{brief.article}"
            what = f"gives {kinds.count('headline')} headlines and {kinds.count('paragraph')} "
            advice = "An article has a line that begins with # and at least one paragraph."
            raise fault(where, f"{what}paragraphs (writing {brief.place.key}).", advice)
        return Article(self._notice + self._headed(blocks), tuple(taken))

    def _headed(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks with one headline: of several, the first that the house's length allows."""
        heads = [b for b in blocks if b.kind == "headline"]
        most = self._beat.house.headline_length
        chosen = next((b for b in heads if len(b.text) <= most), heads[-1])
        return (chosen, *(b for b in blocks if b.kind != "headline"))

    def picture(self, brief: Brief, place: PlaceWords, nation: NationWords) -> Picture | None:
        """The picture of a brief's angle; None where it has none, or no number to show.

        Raises: the same as :meth:`write`.
        """
        name = self._beat.angles.angles[brief.angle].chart
        chart = self._beat.angles.charts[name] if name else None
        rows = self._pictures.rows(chart.shows, brief, place, nation) if chart else ()
        if not chart or not rows:
            return None
        words = self._fill(chart.text, brief, place, nation)
        return self._pictures.picture(words, rows, f"templates/{self._beat.name}/{chart.text}")

    def trace(
        self, brief: Brief, place: PlaceWords, nation: NationWords, pieces: Sequence[str]
    ) -> list[str]:
        """The file and line of the templates that some pieces of an article come from."""
        environment = TemplateEnvironment(self._beat, self._rules, self._release, traced=True)
        template = environment.get_template(brief.article)
        blocks = blocks_of(template.render(self._fields.of(brief, place, nation)))
        root = f"templates/{self._beat.name}"
        traces = environment.traces or []
        return [
            f"{root}/{at[0]}:{at[1]}" if at else f"{root}/{brief.article}"
            for at in located([b.text for b in blocks], pieces, traces)
        ]

    def _fill(
        self, name: str, brief: Brief, place: PlaceWords, nation: NationWords
    ) -> tuple[Block, ...]:
        """The blocks of a template, filled."""
        template = self._environment.get_template(name)
        if brief is not self._last[0]:
            self._last = brief, self._fields.of(brief, place, nation)
        try:
            return blocks_of(template.render(self._last[1]))
        except WithheldError as error:
            where = self._line(error)
            raise WithheldError(Fault(where, f.what, f.advice) for f in error.faults) from None
        except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
            raise fault(self._line(error), f"{error} (writing {brief.place.key}).") from None

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
