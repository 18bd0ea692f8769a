"""The bare script: the same release to as many files, and nothing else.

What a programmer at a newspaper would write in an afternoon: pandas reads the eight tables, one
Jinja template writes a story of about 260 words for each of the 356 places. No figure is traced or
checked, and sheets go by their names in this one edition.

Usage: `python benchmarks/bare.py WORKBOOK FOLDER [TIMINGS]`. The seconds of its phases go to the
file TIMINGS.
"""

from __future__ import annotations

import json
import re
import sys
from html import escape
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader

# The current year, the year before, changes in per cent, rates: by area, then by force.
SHEETS = {
    "now": ("Table C2", "Table P1"),
    "before": ("Table C5", "Table P4 "),
    "change": ("Table C3", "Table P2"),
    "rate": ("Table C4", "Table P3"),
}
TOTAL = "Total recorded crime"
LEADS = ["Sexual offences", "Shoplifting", "Theft from the person", "Robbery", "Vehicle offences"]
MAIN = [
    "Violence against the person",
    "Sexual offences",
    "Robbery",
    "Theft offences",
    "Criminal damage and arson",
    "Drug offences",
    "Possession of weapons offences",
    "Public order offences",
    "Miscellaneous crimes",
]
CATEGORIES = [TOTAL, *dict.fromkeys([*LEADS, *MAIN])]
NATION = "K04000001"
AREA, AREA_NAME = "Community Safety Partnership code", "Community Safety Partnership name"
FORCE_CODES = ("E23", "W15")
ONE_AREA_FORCE = "E23000034"


def plain(header: object) -> str:
    """A header without line breaks, notes and brackets."""
    text = re.sub(r"\s*[\[(].*", "", " ".join(str(header).split()))
    return text.removesuffix(" against society")


def read_table(raw: pd.DataFrame) -> pd.DataFrame:
    """One table by the code of its rows; rows without a code of their own are left out."""
    head = next(i for i in range(20) if plain(raw.iat[i, 0]).endswith(("rea Code", "rea code")))
    table = raw.iloc[head + 1 :].set_axis([plain(h) for h in raw.iloc[head]], axis=1)
    table = table.loc[:, ~table.columns.duplicated()]
    code = AREA if AREA in table else "Area Code"
    return table[table[code] != ""].set_index(code)


def figures(tables: dict[str, pd.DataFrame]) -> dict[str, dict[str, dict[str, float | None]]]:
    """By code and category: the four figures; None where a marker stands."""
    joined = {}
    for figure, (area, force) in SHEETS.items():
        both = pd.concat([tables[area][CATEGORIES], tables[force][CATEGORIES]])
        joined[figure] = both.apply(pd.to_numeric, errors="coerce").stack()
    wide = pd.concat(joined, axis=1).astype(object)
    rows = wide.where(wide.notna(), None).to_dict("index")
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for (code, category), row in rows.items():
        found.setdefault(code, {})[category] = row
    return found


def lead(place: dict[str, dict[str, Any]]) -> str:
    """The category that moved most among those with at least 50 offences in both years."""
    large = [
        c
        for c in LEADS
        if place[c]["change"] is not None and min(place[c]["now"], place[c]["before"]) >= 50
    ]
    return max(large, key=lambda c: abs(place[c]["change"]), default=TOTAL)


def page(text: str) -> str:
    """The story as HTML."""
    headline, *blocks = text.strip().split("\n\n")
    title = escape(headline.removeprefix("# "))
    body = "".join(
        f"<ul>{''.join(f'<li>{escape(b[2:])}</li>' for b in block.splitlines())}</ul>"
        if block.startswith("- ")
        else f"<p>{escape(block)}</p>"
        for block in blocks
    )
    return f"<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>{body}"


class Clock:
    """Seconds by phase; each call names the phase that has just ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def __call__(self, phase: str) -> None:
        now = perf_counter()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + now - self._since
        self._since = now


def main(workbook: Path, folder: Path, timings: Path | None = None) -> None:
    """Write a story of each place in three formats, an index and a report."""
    clock = Clock()
    folder.mkdir(parents=True, exist_ok=True)
    raw = pd.read_excel(
        workbook,
        sheet_name=[sheet for pair in SHEETS.values() for sheet in pair],
        engine="calamine",
        header=None,
        dtype=object,
        na_filter=False,
    )
    clock("reading")
    tables = {sheet: read_table(frame) for sheet, frame in raw.items()}
    values = figures(tables)
    areas, forces = tables["Table C2"], tables["Table P1"]
    places = {c: (n, f) for c, n, f in areas[[AREA_NAME, "Police Force Area name"]].itertuples()}
    for code, name in forces["Area Name"].items():
        if str(code).startswith(FORCE_CODES) and code != ONE_AREA_FORCE:
            places[str(code)] = (f"{name} police force area", name)
    clock("analysis")
    here = Path(__file__).parent / "peers" / "bare"
    environment = Environment(loader=FileSystemLoader(here), trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template("story.j2")
    clock("templates")
    written = []
    for number, (code, (name, force)) in enumerate(places.items()):
        place = {
            "code": code,
            "name": name,
            "force": force,
            "lead": lead(values[code]),
            "figures": values[code],
            "variant": number % 3,
            "bullets": sorted(MAIN, key=lambda c: -(values[code][c]["now"] or 0))[:6],
        }
        text = template.render(place, nation=values[NATION], total=TOTAL)
        headline = text.split("\n", 1)[0].removeprefix("# ")
        stem = f"{code}-{re.sub('[^a-z]+', '-', str(name).lower())}"
        clock("writing")
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
        (folder / f"{stem}.html").write_text(page(text), encoding="utf-8")
        (folder / f"{stem}.json").write_text(json.dumps({**place, "text": text}), encoding="utf-8")
        written.append({"code": code, "name": name, "headline": headline, "page": f"{stem}.html"})
        clock("files")
    links = "".join(f"<li><a href={w['page']}>{escape(str(w['headline']))}</a>" for w in written)
    (folder / "index.html").write_text(f"<!doctype html><ul>{links}</ul>", encoding="utf-8")
    (folder / "report.json").write_text(json.dumps(written), encoding="utf-8")
    clock("files")
    if timings is not None:
        timings.write_text(json.dumps(clock.seconds), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
