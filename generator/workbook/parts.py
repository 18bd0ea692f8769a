"""Reading a tidy table in parts: files of whole groups, for any number of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

import numpy as np
import pandas as pd

from generator.config import Beat, Release
from generator.config.schema import TidyLayout
from generator.errors import Fault, StringerError, fault, nearest
from generator.model import Place, Reading, TableSeen, cell
from generator.workbook.frame import FigureTable
from generator.workbook.text import CODE, PERIOD, PLAIN

Files = Mapping[str, bytes]
"""Parts of a release: the content of each by its name."""


def read_parts(release: Release, beat: Beat, files: Files) -> Reading:
    """The figures of some parts of a tidy release, each a Parquet or CSV file, as of one table.

    Rows of a Parquet file are counted as in a CSV: its first row of figures is row 2.

    Raises:
        StringerError: a file is of no such kind, a column is missing, or one holds what nothing
            else knows; all faults at once.
    """
    layout = beat.sources.layouts[release.file.source.layout]
    if not isinstance(layout, TidyLayout):
        where = release.document.where(("source", "layout"))
        raise fault(where, "a release in parts must be tidy.", "See docs/scale.md.")
    columns = {k: v for k, v in layout.columns.model_dump().items() if v}
    figures = FigureTable(beat.sources.markers)
    places: dict[str, Place] = {}
    seen = []
    for name, content in files.items():
        table = _table(name, content)
        if faults := [*_absent(name, table, columns)]:
            raise StringerError(faults)
        headings = [str(heading) for heading in table.columns]
        at = {key: headings.index(column) for key, column in columns.items()}
        lines = table[list(columns.values())].set_axis(list(columns), axis=1)
        if faults := [*_unknown(name, lines, at, beat)]:
            raise StringerError(faults)
        figures.add_columns({k: lines[k] for k in columns}, name, at["value"] + 1)
        for place in _places(name, lines, at, beat):
            if place.code in places:
                what = f"{place.code} stands in another part as well."
                raise fault(name, what, "Put all rows of a place into one part.")
            places[place.code] = place
        heads = {h: cell(name, 1, i + 1) for i, h in enumerate(headings)}
        seen.append(TableSeen("tidy", name, name, 1, {"figure": len(table)}, heads, ()))
    frame = figures.frame()
    return Reading(frame, tuple(places.values()), tables=tuple(seen), doubts=tuple(figures.doubts))


def _table(name: str, content: bytes) -> pd.DataFrame:
    """A file as a table of texts; numbers of a Parquet file stay what they are."""
    try:
        if name.endswith(".parquet"):
            table = pd.read_parquet(BytesIO(content))
            texts = [c for c in table if not pd.api.types.is_float_dtype(table[c])]
            return table.astype(dict.fromkeys(texts, str))
        return pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)
    except ImportError:
        raise fault(name, "needs pyarrow.", "Run: pip install 'stringer[parquet]'") from None
    except (ValueError, OSError) as error:
        raise fault(name, f"cannot be read as a table ({error}).") from None


def _absent(name: str, table: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Fault]:
    heads = [str(head) for head in table.columns]
    for column in columns.values():
        if column not in heads:
            yield Fault(name, f'no column is headed "{column}".', nearest(column, heads))


def _unknown(name: str, lines: pd.DataFrame, at: Mapping[str, int], beat: Beat) -> Iterator[Fault]:
    """What stands in a column and nothing else knows, each once, where it stands first."""
    known = {
        "measure": set(beat.file.measures),
        "statistic": set(beat.statistics),
        "kind": set(beat.kinds_of_rows),
    }
    for key in (*known, "period", "code", "name"):
        first = lines[key].drop_duplicates()
        for row, text in zip(first.index, first, strict=True):
            pattern = {"period": PERIOD, "code": CODE}.get(key)
            if (pattern and pattern.fullmatch(text)) or text in known.get(key, ()):
                continue
            if pattern is None and key not in known and PLAIN.clean(text):
                continue
            what = f'"{text}" is not a {key}.' if text.strip() else f"the {key} is blank."
            yield Fault(
                cell(name, int(row) + 2, at[key] + 1), what, nearest(text, known.get(key, ()))
            )
    twice = lines.duplicated(["code", "measure", "statistic", "period"])
    for row in np.flatnonzero(twice)[:10]:
        yield Fault(f"{name}!{row + 2}:{row + 2}", "the same figure stands above.", "Keep one.")
    calls = _named(lines, beat)
    for row in calls.index[calls["code"].duplicated() & ~calls["former"]][:10]:
        what = f"{lines['code'][row]} has another name above."
        yield Fault(cell(name, int(row) + 2, at["name"] + 1), what, "Keep one.")


def _named(lines: pd.DataFrame, beat: Beat) -> pd.DataFrame:
    """The first line of each name of each place; names that are ``former`` ones come last."""
    calls = lines.drop_duplicates(["code", "name"])
    pairs = zip(calls["code"], calls["name"], strict=True)
    former = [beat.places.was_called(code, PLAIN.clean(name)) for code, name in pairs]
    return calls.assign(former=former).sort_values("former", kind="stable")


def _places(name: str, lines: pd.DataFrame, at: Mapping[str, int], beat: Beat) -> Iterator[Place]:
    """The places of a part, in the order in which they stand there."""
    first = _named(lines, beat).drop_duplicates("code").sort_index()
    named: Sequence[str] = [key for key in ("name", "group_name") if key in at]
    for row, line in zip(first.index, first.to_dict("records"), strict=True):
        yield Place(
            code=line["code"],
            name=PLAIN.clean(line["name"]),
            kind=line["kind"],
            level=beat.level_of(line["kind"]),
            group=line.get("group_code", ""),
            group_name=PLAIN.clean(line.get("group_name", "")),
            role=beat.role_of(line["kind"]),
            cells={key: (cell(name, int(row) + 2, at[key] + 1),) for key in named},
        )
