"""A picture drawn as SVG: bars from a common base, each with its number, that no screen cuts off.

Labels stand above their bars, so that names of any length have the whole width; how wide a text is
comes from the advance widths of Arial (Helvetica and Liberation Sans have the same), with a margin
for other fonts. Two series differ by fill and outline, so that they do in print and without colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from generator.model import Picture, Row
from generator.writers.layout import layout

WIDTH = 340
"""Units of the drawing; a phone shows about as many pixels."""
_EDGE = 8
_INNER = WIDTH - 2 * _EDGE
_BAR = 13
_GAP = 4
_MARGIN = 1.1
_WIDTHS = {
    200: "ijl'|", 280: " !,./:;I[]\\ft’‘", 340: "()-`r•", 390: "*", 480: "^ckxyzsJv", 556: '"#$?_',
    570: "abdeghnopqu0123456789L–£", 590: "+<=>~", 620: "FTZ", 670: "&ABEKPSVXY",
    730: "CDHNRUw", 780: "GOQ", 840: "Mm", 890: "%", 950: "W", 1020: "@",
}  # fmt: skip
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 1000


def chart(picture: Picture, identity: str) -> str:
    """The SVG of a picture; ``identity`` sets its ids apart from those of others on a page."""
    drawing = _Drawing()
    drawing.lines(picture.title, "heading", 16, bold=True)
    drawing.skip(6)
    drawing.legend(picture.series)
    base, unit = _scale(picture)
    for row in picture.rows:
        drawing.skip(8)
        drawing.row(row, base, unit, alone=len(picture.series) == 1)
    if picture.source:
        drawing.skip(10)
        drawing.lines(picture.source, "soft", 12)
    drawing.skip(_EDGE)
    made = layout("chart.svg").render(
        picture=picture,
        identity=identity,
        width=WIDTH,
        height=round(drawing.y),
        marks=drawing.marks,
    )
    return str(made)


def _scale(picture: Picture) -> tuple[float, float]:
    """Where zero stands, and the length of one; the longest number has room beside its bar."""
    bars = [bar for row in picture.rows for bar in row.bars if bar.value is not None]
    values = [bar.value or 0.0 for bar in bars]
    low, high = min([0.0, *values]), max([0.0, *values])
    beside = max([text_width(bar.text, 13) for bar in bars], default=0.0)
    room = max(_INNER - beside - 6, _INNER / 3)
    unit = room / ((high - low) or 1.0)
    return _EDGE - low * unit, unit


class _Drawing:
    """Marks from top to bottom; ``y`` is how far down they reach."""

    def __init__(self) -> None:
        self.marks: list[Markup] = []
        self.y = float(_EDGE)

    def skip(self, height: float) -> None:
        self.y += height

    def lines(
        self, text: str, kind: str, size: int, *, bold: bool = False, x: float = _EDGE
    ) -> None:
        """A text over as many lines as it needs."""
        for line in wrapped(text, WIDTH - _EDGE - x, size, bold=bold):
            self.y += size * 1.25
            self._text(line, kind, x, self.y - size * 0.3)

    def legend(self, series: tuple[str, ...]) -> None:
        """What the bars of each series are; one series alone needs no sample of its colour."""
        for at, name in enumerate(series):
            if len(series) > 1:
                self._bar(f"bar{at}", _EDGE, self.y + 3, 10, 10)
            self.lines(name, "soft", 12, x=_EDGE + (16 if len(series) > 1 else 0))

    def row(self, row: Row, base: float, unit: float, *, alone: bool) -> None:
        """A label, and under it a bar for each series with its number."""
        self.lines(row.label, "strong" if row.own else "label", 13, bold=row.own)
        self.skip(3)
        for at, bar in enumerate(row.bars):
            end = base
            if bar.value is not None:
                length = bar.value * unit
                other = " other" if alone and not row.own else ""
                self._bar(f"bar{at}{other}", min(base, base + length), self.y, abs(length), _BAR)
                end = max(base, base + length)
            kind = "soft" if bar.value is None else "value"
            last = WIDTH - _EDGE - text_width(bar.text, 13)
            self._text(bar.text, kind, max(_EDGE, min(end + _GAP, last)), self.y + _BAR - 2)
            self.skip(_BAR + 2)
        top = self.y - len(row.bars) * (_BAR + 2)
        line = '<line class="base" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/>'
        self.marks.append(Markup(line.format(_short(base), _short(top), _short(self.y - 2))))

    def _bar(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        sides = (_short(side) for side in (x, y, width, height))
        form = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
        self.marks.append(Markup(form.format(kind, *sides)))

    def _text(self, text: str, kind: str, x: float, y: float) -> None:
        form = f'<text class="{kind}" x="{_short(x)}" y="{_short(y)}">{escape(text)}</text>'
        self.marks.append(Markup(form))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


@lru_cache(maxsize=4096)
def text_width(text: str, size: int, *, bold: bool = False) -> float:
    """How wide a text may be, in units of the drawing; never less than it is."""
    em = sum(_WIDTH_OF.get(letter, _UNKNOWN) for letter in text) / 1000
    return em * size * _MARGIN * (1.08 if bold else 1)


def wrapped(text: str, width: float, size: int, *, bold: bool = False) -> list[str]:
    """A text in lines of at most a width; a word that is wider alone is broken."""
    lines: list[str] = []
    line = ""
    for word in _breakable(text, width, size, bold=bold):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _breakable(text: str, width: float, size: int, *, bold: bool) -> Iterator[str]:
    """The words of a text, those that are too wide in pieces."""
    for word in text.split():
        if text_width(word, size, bold=bold) <= width:
            yield word
            continue
        piece = ""
        for letter in word:
            if piece and text_width(piece + letter, size, bold=bold) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece
