"""Write `workbook.xlsx`, this release's own workbook, from the workbook the ONS publishes.

The published one is "Crime in England and Wales: Police Force Area data tables", year ending
December 2024 edition, from the Office for National Statistics:
https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/policeforceareadatatables

Carried over, each at its own cell address: the titles, column headers, source lines, codes, place
names, markers and figures of tables P1 to P4 and C1 to C5, with their slips (stray spaces and
characters, misspellings, wrong codes): whatever reads this file must cope with what is published.

Not carried over: the table of contents, tables P5 to P9 and their notes, links, merged cells, and
looks other than number formats. The cover, the notes and the lines between a table's title and its
source are in our own words, below. No clock is read: same input and libraries, same bytes.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from workbooks import filled, items, main, opened

PERIOD = "year ending December 2024"
UNDERCOUNT = "Burglary in Leicestershire is undercounted for November to December 2024."


COVER = items(f"""
- Police force area data tables, {PERIOD}: the tables that Stringer reads
- Figures for police forces and Community Safety Partnerships (CSPs), carried over from the police
  force area data tables of the Office for National Statistics (ONS), {PERIOD}.
- Written by the Stringer project. Every figure is unchanged and in the cell where it was
  published; tables P5 to P9 are left out and the explanations are reworded.
- Source: Home Office, police recorded crime.
- Contains public sector information licensed under the Open Government Licence v3.0.
""")

NOTES_PFA = items(f"""
- Ways of recording crime have changed of late: bear it in mind (see section 3 of the user guide).
- Fraud is for now left out below the national level: Action Fraud records it instead of the forces.
- British Transport Police is included.
- {UNDERCOUNT} The next edition will put this right.
- Populations: mid-2023 estimates for England and Wales. Rounded parts may not add up to a total.
- Households: 2018-based projections for 2021 in England, estimates for 2021 in Wales. Rounded parts
  may not add up to a total.
- Residential burglary has two rates: for each 1,000 people and for each 1,000 households.
- Where many people visit or pass through, compared with the number who live there, figures may
  overstate crime relative to everyone who could fall victim to it.
- The rate for England and Wales as a whole counts offences recorded by British Transport Police.
  That force has no rate of its own, as its data are not given for particular areas.
- London's rates take in the City of London.
""")

NOTES_CSP = items(f"""
- Treat small numbers of offences with care.
- In a few forces CSP counts may add up to less than the separate force total: offences without an
  exact location may fit no CSP ('Unassigned' here), and some airports count for the force alone.
- Some CSPs may show a negative number of offences, probably because a force transferred or
  cancelled (once called 'no-criming') offences counted in another period.
- {UNDERCOUNT} The next edition will put this right.
- 'Unassigned' rows have no percentage change.
- Take care with crime rates in city centres. Very few people and households are based there, one
  reason why the rates are so high: those who come in each day for work or leisure are not counted
  as residents. Between years, changes in the population estimates matter as well.
- 'Unassigned' rows and Manchester Airport have no population and so no rate per 1,000 population.
- CSP rates use mid-2022 populations, as mid-2023 estimates for areas this small were not available
  in time; they therefore differ from the rates in the police force area table P3.
- City of London has no rate per 1,000 population, because so few people live there.
""")

ONE_TABLE = "One table on this sheet; note tags refer to the notes sheet."
STATUS = "Police recorded crime is official statistics, but not accredited official statistics."
SHEETS = "For what this workbook holds, see the sheet Cover_sheet."
SEE_PFA, SEE_CSP = "The notes: see sheet Notes- PFA.", "The notes: see sheet Notes - CSP."
SMALL = "[u] stands for a percentage withheld because it rests on fewer than 50 offences."
NONE = "[x] stands for data that are not available."
CITY = "[u1] stands for a rate not given for City of London, because so few people live there."

# For each table, the lines from row 2 down to the row above its source (C1: above its header).
TABLES = {
    "Table P1": [ONE_TABLE, SEE_PFA, STATUS, SHEETS],
    "Table P2": [ONE_TABLE, SEE_PFA, STATUS, SMALL, SHEETS],
    "Table P3": [ONE_TABLE, SEE_PFA, STATUS, CITY, SHEETS],
    "Table P4 ": [ONE_TABLE, SEE_PFA, STATUS, SHEETS],
    "Table C1": ["One table on this sheet.", SHEETS],
    "Table C2": [STATUS, ONE_TABLE, NONE, SEE_CSP, SHEETS],
    "Table C3": [STATUS, ONE_TABLE, SEE_CSP, f"{SMALL} {NONE}", SHEETS],
    "Table C4": [STATUS, ONE_TABLE, SEE_CSP, f"{NONE} {CITY}", SHEETS],
    "Table C5": [STATUS, ONE_TABLE, NONE, SEE_CSP, SHEETS],
}

PFA_HEAD = ("Notes", "Notes to other tables are left out.", "Notes for tables P1, P2, P3, P4")
HEADER = ("Note number", "Note text")
OWN: dict[str, list[tuple[str | int, ...]]] = {
    "Cover_sheet": [(line,) for line in COVER],
    "Notes- PFA ": [
        *((line,) for line in PFA_HEAD),
        (*HEADER, "Useful links"),
        (1, NOTES_PFA[0], "User guide to crime statistics for England and Wales"),
        *enumerate(NOTES_PFA[1:], start=2),
    ],
    "Notes - CSP": [("Notes",), ("One table of notes.",), HEADER, *enumerate(NOTES_CSP, start=1)],
}


def table(published: Workbook, name: str, sheet: Any) -> Iterator[list[Cell | None]]:
    """The rows of a published table, with our words for its preamble; ValueError if that moved."""
    words = dict(enumerate(TABLES[name], start=2))
    starts = {1: (f"{name.strip()}:",), len(words) + 2: ("Source:", "Police Force")}
    for number, cells in enumerate(published[name].iter_rows(), start=1):
        row = [filled(sheet, cell.value, cell.number_format) for cell in cells]
        if number in starts and not str(cells[0].value).startswith(starts[number]):
            raise ValueError(f"sheet {name!r}, cell A{number}: {cells[0].value!r} is unexpected")
        if number in words:
            row[0] = filled(sheet, words[number])
        yield row


def built(path: Path) -> bytes:
    """Our workbook, its sheets in the published order, as openpyxl saves it."""
    published = opened(path, list(TABLES), ("Table C2", "A1"), PERIOD)
    ours, saved = Workbook(write_only=True), BytesIO()
    ours.properties.creator, ours.properties.title = "Stringer", COVER[0]
    names = list(TABLES)
    for name in ("Cover_sheet", "Notes- PFA ", *names[:4], "Notes - CSP", *names[4:]):
        sheet = ours.create_sheet(name)
        sheet.sheet_format.defaultColWidth = 16
        own = ([filled(sheet, value) for value in line] for line in OWN.get(name, []))
        for row in own if name in OWN else table(published, name, sheet):
            sheet.append(row)
    ours.save(saved)
    return saved.getvalue()


if __name__ == "__main__":
    main(__file__, __doc__, built)
