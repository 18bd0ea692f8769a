"""Writing one article and its picture: the beat's templates, filled for a brief."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound

from generator.config import Beat, Release
from generator.errors import Fault, StringerError, WithheldError, fault
from generator.model import Article, Block, Branch, Brief, Claim, Ground, Inserted, Picture
from generator.realise.blocks import Laid, laid_out, untraced
from generator.realise.checks import check_named, check_told
from generator.realise.environment import TemplateEnvironment
from generator.realise.fields import Fields
from generator.realise.pictures import Pictures
from generator.realise.traces import Line, Span, lines_in, located, spread
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
        self.release = release
        self._environment = TemplateEnvironment(beat, rules, release.id)
        self._environment.load_all()
        check_named(beat, self._environment)
        check_told(beat, release, self._environment)
        self._fields = Fields(beat, release, rules, forms, self._environment)
        self._pictures = Pictures(beat, self._fields.measures)
        self._last: tuple[Brief | None, dict[str, Any]] = None, {}
        self._notice = _notice(release)
        self._with_marks: TemplateEnvironment | None = None
        self._traces: list[Line] = []
        self._given = ""

    @property
    def branches(self) -> tuple[Branch, ...]:
        """Every branch point of the templates, by the position that articles refer to."""
        return tuple(self._environment.trail.points)

    @property
    def trail(self) -> tuple[tuple[int, int], ...]:
        """What the templates of the last article or picture did, as in an article."""
        return tuple(self._environment.trail.taken)

    @property
    def files(self) -> frozenset[str]:
        """The templates that the last article or picture was filled from."""
        return frozenset(self._environment.files)

    @property
    def words(self) -> frozenset[tuple[str, str]]:
        """The words that templates print of bands, as (rule, word); those of a contrast too."""
        return frozenset(self._environment.inspector.words)

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
        return Article(blocks, grounds, self.trail, laid.spare)

    def picture(self, brief: Brief, place: PlaceWords, nation: NationWords) -> Picture | None:
        """The picture of a brief's angle; None where it has none, or no number to show.

        Raises: the same as :meth:`write`.
        """
        name = self._beat.angles.angles[brief.angle].chart
        chart = self._beat.angles.charts[name] if name else None
        rows = self._pictures.rows(chart, brief, place, nation) if chart else ()
        if not chart or not rows:
            return None
        words = self._fill(chart.text, brief, place, nation).blocks
        return self._pictures.picture(words, rows, f"templates/{self._beat.name}/{chart.text}")

    def trace(
        self, brief: Brief, place: PlaceWords, nation: NationWords, spans: Sequence[Span]
    ) -> list[str]:
        """The file and line of the templates that some spans of the brief's article come from."""
        laid = self._fill(brief.article, brief, place, nation)
        shift = 1 if self._notice else 0
        moved = [(max(0, block - shift), start) for block, start in spans]
        texts = [b.text for b in laid.blocks]
        return [*self._located(brief, texts, self._marked(brief, place, nation), moved)]

    def lines(
        self, brief: Brief, place: PlaceWords, nation: NationWords
    ) -> Iterator[tuple[tuple[str, int], Span]]:
        """Where in the brief's article the words of each line of the templates begin."""
        texts = [b.text for b in self._fill(brief.article, brief, place, nation).blocks]
        shift = 1 if self._notice else 0
        marked = self._marked(brief, place, nation)
        root = f"templates/{self._beat.name}"
        for (file, line), (block, start) in spread(texts, marked, self._traces):
            yield (f"{root}/{file}", line), (block + shift, start)

    def taken(
        self, brief: Brief, place: PlaceWords, nation: NationWords
    ) -> dict[tuple[str, int], bool]:
        """The lines of templates that gave words, and whether these stand in the brief's article.

        Those of a headline that was not taken do not.
        """
        stand = lines_in(self._marked(brief, place, nation), self._traces)
        return {line: line in stand for line in lines_in([self._given], self._traces)}

    def _marked(self, brief: Brief, place: PlaceWords, nation: NationWords) -> list[str]:
        """The blocks of the brief's article, written from templates that carry marks."""
        if self._with_marks is None:
            release = self.release.id
            self._with_marks = TemplateEnvironment(self._beat, self._rules, release, traced=True)
        environment = self._with_marks
        fields = self._fields.of(brief, place, nation)
        self._environment.printed.begin()
        self._given = environment.fill(brief.article, fields)
        laid = laid_out(self._given, self._environment.printed, self._beat.house.headline_length)
        self._traces = environment.traces or []
        return [b.text for b in laid.blocks]

    def _located(
        self, brief: Brief, texts: Sequence[str], marked: Sequence[str], spans: Iterable[Span]
    ) -> Iterator[str]:
        root = f"templates/{self._beat.name}"
        for at in located(texts, marked, spans, self._traces):
            yield f"{root}/{at[0]}:{at[1]}" if at else f"{root}/{brief.article}"

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
        except RecursionError as error:
            where = self._line(error, name)
            what = f"a template calls itself without end (writing {brief.place.key})."
            raise fault(where, what, "Let it end.") from None
        except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
            raise fault(self._line(error, name), f"{error} (writing {brief.place.key}).") from None

        if pieces := untraced(laid.outside):
            texts = [b.text for b in laid.blocks]
            spans = [_found(piece, texts) for piece in pieces]
            at = self._located(brief, texts, self._marked(brief, place, nation), spans)
            what = "prints a figure that traces to nothing: “{}” (writing {})."
            raise StringerError(
                Fault(where, what.format(piece, brief.place.key), "Print a field.")
                for where, piece in zip(at, pieces, strict=True)
            )
        return laid

    def _line(self, error: BaseException, name: str) -> str:
        """The line of the template in which an error arose, or that called itself without end; else
        the template that was asked for.
        """
        folder, root = self._beat.templates, f"templates/{self._beat.name}"
        if isinstance(error, TemplateNotFound):
            return root
        lines = [
            f"{root}/{file.relative_to(folder).as_posix()}:{frame.lineno}"
            for frame in traceback.extract_tb(error.__traceback__)
            if (file := Path(frame.filename)).is_relative_to(folder)
        ] or [f"{root}/{name}"]
        if isinstance(error, RecursionError):
            return Counter(lines).most_common(1)[0][0]
        return lines[-1]


def _found(piece: str, texts: Sequence[str]) -> Span:
    """Where a piece of a template's own words stands in a finished text."""
    words = piece.split()
    pattern = re.compile(r"\s*".join(map(re.escape, words)), re.IGNORECASE)
    found = ((at, m.start()) for at, text in enumerate(texts) if (m := pattern.search(text)))
    return next(found, (0, 0))


def _notice(release: Release) -> tuple[str, Ground] | None:
    """What stands over every story of figures that were made up; nothing over any other."""
    if not release.file.specimen:
        return None
    source = release.document.where(("specimen",))
    return curl(release.file.specimen), Ground("notice", source=source)
