"""Write `workbook.xlsx`, this release's own workbook, from the workbook the ONS publishes.

The published one is "Crime in England and Wales: Police Force Area data tables", year ending
September 2019 edition, from the Office for National Statistics:
https://www.ons.gov.uk/peoplepopulationandcommunity/crimeandjustice/datasets/policeforceareadatatables

Carried over, each at its own cell address: the titles, column headers, source lines, codes, place
names with their footnote numbers, markers and figures of tables P1 to P3.

Not carried over: the cover, tables P4 to P6, links, merged cells, and looks other than number
formats. The footnotes under the tables are in our own words, below, with their numbers. No clock is
read: same input and libraries, same bytes.
"""

import sys
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from workbooks import filled, items, main, opened

PERIOD = "year ending September 2019"
COVER = items(f"""
- Police force area data tables, {PERIOD}: the tables that Stringer reads
- Figures for police forces, carried over from the police force area data tables of the Office for
  National Statistics (ONS), {PERIOD}.
- Written by the Stringer project. Every figure is unchanged and in the cell where it was
  published; tables P4 to P6 are left out and the footnotes are reworded.
- Source: Home Office, police recorded crime.
- Contains public sector information licensed under the Open Government Licence v3.0.
""")

STATUS = "These data were not badged as National Statistics."
CHANGES = "Recording practice changed in these years: compare forces with care (user guide, 3.3)."
FRAUD = "Fraud is left out below the national level; Action Fraud records it for the forces."
MANCHESTER = (
    "Greater Manchester Police changed its computer system in July 2019 and could supply no data "
    "for July to September 2019; the totals of the nation and the region leave it out."
)
CAMBRIDGESHIRE = (
    "Cambridgeshire may be revised: how its cancelled records were counted is under review."
)
DOTS = "'..' stands for data that are not available."
EXPIRED = (
    "A few offences were filed under expired codes, so this may differ slightly from other tables."
)
TRANSPORT = "British Transport Police is counted here."

# The footnotes under each table, by its sheet: number as it is printed, and our words.
FOOTNOTES = {
    "Table P1": [
        *("1.", STATUS),
        *("2.", CHANGES),
        *("3.", FRAUD),
        *("4.", "Since June 2017 these two are categories of their own within violence."),
        *("5.", EXPIRED),
        *("6.", TRANSPORT),
        *("7.", MANCHESTER),
        *("8.", DOTS),
        *("9.", CAMBRIDGESHIRE),
    ],
    "Table P2": [
        *("1.", STATUS),
        *("2.", CHANGES),
        *("3.", FRAUD),
        *("4.", "'-' stands where the earlier number is below 50."),
        *("5.", TRANSPORT),
        *("6.", MANCHESTER),
        *("7", DOTS),
        *("8.", CAMBRIDGESHIRE),
    ],
    "Table P3": [
        *("1.", STATUS),
        *("2.", CHANGES),
        *("3.", "Population estimates of mid-2018."),
        *("4.", "Households of 2018: projections in England, estimates in Wales."),
        *("5.", FRAUD),
        *("6.", "Residential burglary has two rates: by population and by household."),
        *("7.", EXPIRED),
        *("8.", "Where many people pass through, rates may overstate crime against residents."),
        *("9.", f"{TRANSPORT} That force has no rate of its own."),
        *("10.", MANCHESTER),
        *("11.", DOTS),
        *("12.", CAMBRIDGESHIRE),
        *("13.", "London's rates take in the City of London."),
        *("14.", "'+' stands for a rate left out, as few people live in the City of London."),
    ],
}
SOURCE = "Source:"


def built(path: Path) -> bytes:
    """Our workbook, its sheets in the published order, as openpyxl saves it."""
    published = opened(path, list(FOOTNOTES), ("Table P1", "A1"), PERIOD)
    ours, saved = Workbook(write_only=True), BytesIO()
    ours.properties.creator, ours.properties.title = "Stringer", COVER[0]
    cover = ours.create_sheet("Notes")
    for line in COVER:
        cover.append([filled(cover, line)])
    for name, notes in FOOTNOTES.items():
        sheet = ours.create_sheet(name)
        sheet.sheet_format.defaultColWidth = 16
        ends = False
        for cells in published[name].iter_rows():
            ends = ends or str(cells[0].value).startswith(SOURCE)
            sheet.append([filled(sheet, c.value, c.number_format) for c in cells])
            if ends:
                break
        if not ends:
            raise ValueError(f"sheet {name!r}: no line begins with {SOURCE!r}")
        for number, text in zip(notes[::2], notes[1::2], strict=True):
            sheet.append([filled(sheet, f"{number} {text}")])
    ours.save(saved)
    return saved.getvalue()


if __name__ == "__main__":
    main(__file__, __doc__, built)
