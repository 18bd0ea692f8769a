"""Writing one article and its picture: the beat's templates, filled for a brief."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import TemplateError, TemplateNotFound

from generator.config import Beat, Release
from generator.errors import Fault, StringerError, WithheldError, fault
from generator.model import Article, Block, Brief, Claim, Ground, Inserted, Picture
from generator.realise.blocks import Laid, laid_out, untraced
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
        self._notice = _notice(release)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Every branch point of the templates, by the position that articles refer to."""
        return tuple(self._environment.trail.points)

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
        laid = self._fill(brief.article, brief, place, nation)
        blocks = laid.blocks
        kinds = [b.kind for b in blocks]
        if "headline" not in kinds or "paragraph" not in kinds:
            where = f"templates/{self._beat.name}/{brief.article}"
            what = f"gives {kinds.count('headline')} headlines and {kinds.count('paragraph')} "
            advice = "An article has a line that begins with # and at least one paragraph."
            raise fault(where, f"{what}paragraphs (writing {brief.place.key}).", advice)
        grounds = laid.grounds
        if self._notice:
            text, ground = self._notice
            claim = Claim(0, len(text), len(grounds))
            blocks, grounds = (Block("notice", text, (claim,)), *blocks), (*grounds, ground)
        return Article(blocks, grounds, tuple(taken))

    def picture(self, brief: Brief, place: PlaceWords, nation: NationWords) -> Picture | None:
        """The picture of a brief's angle; None where it has none, or no number to show.

        Raises: the same as :meth:`write`.
        """
        name = self._beat.angles.angles[brief.angle].chart
        chart = self._beat.angles.charts[name] if name else None
        rows = self._pictures.rows(chart.shows, brief, place, nation) if chart else ()
        if not chart or not rows:
            return None
        words = self._fill(chart.text, brief, place, nation).blocks
        return self._pictures.picture(words, rows, f"templates/{self._beat.name}/{chart.text}")

    def trace(
        self, brief: Brief, place: PlaceWords, nation: NationWords, pieces: Sequence[str]
    ) -> list[str]:
        """The file and line of the templates that some pieces of an article come from."""
        environment = TemplateEnvironment(self._beat, self._rules, self._release, traced=True)
        fields = self._fields.of(brief, place, nation)
        self._environment.printed.begin()
        text = environment.fill(brief.article, fields)
        laid = laid_out(text, self._environment.printed, self._beat.house.headline_length)
        root = f"templates/{self._beat.name}"
        traces = environment.traces or []
        return [
            f"{root}/{at[0]}:{at[1]}" if at else f"{root}/{brief.article}"
            for at in located([b.text for b in laid.blocks], pieces, traces)
        ]

    def _fill(self, name: str, brief: Brief, place: PlaceWords, nation: NationWords) -> Laid:
        """A template, filled and laid out."""
        environment = self._environment
        if brief is not self._last[0]:
            self._last = brief, self._fields.of(brief, place, nation)
        try:
            text = environment.fill(name, self._last[1])
            laid = laid_out(text, environment.printed, self._beat.house.headline_length)
        except WithheldError as error:
            where = self._line(error, name)
            raise WithheldError(Fault(where, f.what, f.advice) for f in error.faults) from None
        except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
            raise fault(self._line(error, name), f"{error} (writing {brief.place.key}).") from None

        if pieces := untraced(laid.outside):
            at = self.trace(brief, place, nation, pieces)
            what = "prints a figure that traces to nothing: “{}” (writing {})."
            raise StringerError(
                Fault(where, what.format(piece, brief.place.key), "Print a field.")
                for where, piece in zip(at, pieces, strict=True)
            )
        return laid

    def _line(self, error: BaseException, name: str) -> str:
        """The line of the template in which an error arose; else the one that was asked for."""
        folder = str(self._beat.templates)
        if isinstance(error, TemplateNotFound):
            return f"templates/{self._beat.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename.startswith(folder):
                name = frame.filename[len(folder) :].lstrip("/\\")
                return f"templates/{self._beat.name}/{name}:{frame.lineno}"
        return f"templates/{self._beat.name}/{name}"


def _notice(release: Release) -> tuple[str, Ground] | None:
    """What stands over every story of figures that were made up; nothing over any other."""
    if not release.file.specimen:
        return None
    source = release.document.where(("specimen",))
    return curl(release.file.specimen), Ground("notice", source=source)
