"""Write the `workbook.xlsx` of each edition of the waits: SPECIMEN DATA, invented for the purpose.

No trust, town, region or figure in them is real. The layout is one of the kind that health
statistics come in: a sheet a month, rows by region and trust, counts beside a percentage to one
decimal, `c` for a number too small to show. No clock and no chance: same libraries, same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from workbooks import filled, items, without_clock

HERE = Path(__file__).resolve().parent
MARK = "Specimen data: invented trusts, invented figures"
MONTHS = "January February March April May June July August September October November December"
EDITIONS = {"2024-12": ("2023-12", "2024-11"), "2025-01": ("2024-01", "2024-12")}
NATION = ("XN01", "ALL TRUSTS")
REGIONS = {"XR01": "Northvale", "XR02": "Eastshore", "XR03": "Midmoor", "XR04": "Southdown"}
SUPPRESSED = "c"


@dataclass(frozen=True)
class Trust:
    """An invented trust: its size, its usual share seen in time, and how that moved in a year."""

    name: str
    size: int
    share: float
    moved: float
    region: str
    code: str
    note: str = ""


# name | attendances a month | percentage seen in time | points up or down in the year | note
TRUSTS = {
    "XR01": """
        Aldermarsh Hospitals Trust | 12400 | 68.2 | 1.6
        Balderwick District Hospital Trust | 6900 | 74.9 | -3.4
        Carrowby and Upper Garthwaite Dales Hospitals Trust | 9800 | 71.0 | 0.0
        Coldharrow General Hospital Trust | 8100 | 58.3 | -6.1
        Crossfell Community Hospitals Trust | 5200 | 97.4 | 0.6
        Dunmarrow Hospitals Trust | 15900 | 66.6 | 4.8
        Highmarch Infirmary Trust | 7700 | 79.8 | 2.4
        Royal Quarrenby Hospital Trust | 11100 | 63.5 | -1.9
        Underfell Hospitals Trust | 9300 | 70.4 | 0.3
        University Hospitals of Calderwyn, Thornwater and Stanmarrow Vale Trust | 31200 | 61.7 | 3.1
    """,
    "XR02": """
        Ashenford Hospital Trust | 10300 | 73.3 | -0.8
        Eastermouth and Harksea Hospitals Trust | 18800 | 69.0 | 2.2
        Glassmere Eye Hospital Trust | 2300 | 98.1 | 0.4
        Marlowick Hospitals Trust | 13500 | 76.2 | 1.1
        Pellowdale Hospital Trust | 8800 | 54.1 | -8.3
        Saltmere and Silverlode Hospitals Trust | 21900 | 67.3 | 0.9 | [note 3]
        Tidewick Cottage Hospital Trust | 310 | 99.0 | 0.1
        Vexley Hospital Trust | 6400 | 81.6 | 5.7
        Wexmoor Hospitals Trust | 12000 | 72.5 | -2.7
        Royal Elmsworth Infirmary Trust | 9600 | 65.0 | 0.6
    """,
    "XR03": """
        Barrowmere Hospitals Trust | 14700 | 70.1 | -4.4
        Brackenholt Hospital Trust | 7300 | 77.0 | 1.9
        Castlewick and Fallowbridge Hospitals Trust | 17600 | 62.8 | -0.4
        Kelverton Children's Hospital Trust | 4900 | 92.7 | 3.6
        Kelverton General Hospital Trust | 16200 | 60.9 | -2.2
        Langmarsh Hospital Trust | 8500 | 75.5 | 0.0
        Oxmarsh Hospitals Trust | 13100 | 66.0 | 2.9
        Stourminstead Hospital Trust | 5900 | 83.4 | -1.2
        University Hospitals of Kestrelhay Trust | 26800 | 64.2 | 5.2
        Hartlemoor Hospitals Trust | 11800 | 71.9 | 1.0
    """,
    "XR04": """
        Glenmarrow Urgent Care Trust | 6100 | 95.0 | -1.8
        Hallowby Hospitals Trust | 10900 | 73.8 | 0.7
        Larkenfield Hospital Trust | 9100 | 68.8 | -5.0
        Mereford Hospitals Trust | 19300 | 74.4 | 3.9
        Orrisdown Hospital Trust | 7000 | 80.2 | -0.2
        Pennywater Hospitals Trust | 12700 | 57.5 | 1.3
        Royal Tarrowmouth Hospital Trust | 15000 | 69.9 | -1.5
        Sandreach and Little Harbour Hospitals Trust | 8300 | 78.1 | 0.5
        University Hospital of Averstead Trust | 22600 | 63.0 | -3.0
        Whinmoor Hospital Trust | 6600 | 76.8 | 2.0
    """,
}

COVER = items(f"""
- {MARK}
- Waits in accident and emergency departments. Every trust, town, region and figure in this workbook
  was invented by the Stringer project, to show how a beat of percentages and targets is written.
- Nothing here says anything of a real hospital, and nothing may be published from it.
""")
NOTES = items("""
- Specimen data. A patient is seen within four hours when admitted, sent on or sent home by then.
- c stands for a number that is not shown because few patients are behind it; totals count it.
- Saltmere and Silverlode Hospitals Trust was formed in October 2024 from two trusts; figures for
  earlier months are those of the two together.
""")
HEADERS = (
    "Region code",
    "Region name",
    "Trust code",
    "Trust name",
    "Attendances",
    "Seen within four hours",
    "Waited more than four hours",
    "Percentage within four hours",
    "Emergency admissions",
    "Waited more than 12 hours for a bed",
)
COUNTS = 5
"""Numbers that are counted for a trust: all but the percentage."""


def trusts() -> list[Trust]:
    """All trusts, with codes in the order of the list."""
    found: list[Trust] = []
    for region, lines in TRUSTS.items():
        for line in lines.strip().splitlines():
            name, size, share, moved, *note = (part.strip() for part in line.split("|"))
            code = f"XT{len(found) + 1:02d}"
            numbers = int(size), float(share), float(moved)
            found.append(Trust(name, *numbers, region, code, "".join(note)))
    return found


def lot(*what: object) -> float:
    """A number from -1 to 1 that looks drawn by lot, and is always the same."""
    digest = blake2b("|".join(map(str, what)).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**47 - 1


def counted(trust: Trust, month: str) -> list[int]:
    """Attendances, seen in time, waited longer, admissions, waited for a bed, in a month."""
    year, number = map(int, month.split("-"))
    years = year + number / 12 - (2025 + 1 / 12)
    winter = -1.2 if number in (12, 1) else 0.8
    swing = 0.5 * lot(trust.code, month) if trust.moved else 0.0
    came = round(trust.size * (1 + 0.03 * years + 0.035 * lot(trust.code, month, "came")))
    share = min(trust.share + 1.2 + winter + trust.moved * years + swing, 99.3)
    seen = round(came * share / 100)
    beds = 0.29 + 0.05 * lot(trust.code, "beds") + 0.012 * lot(trust.code, month, "beds")
    admitted = round(came * beds * (0.25 if trust.share > 90 else 1))
    slow = (1 - share / 100) ** 3
    stuck = round(came * slow * (0.25 + 0.07 * lot(trust.code, month, "stuck")))
    return [came, seen, came - seen, admitted, stuck]


def cells(numbers: list[int], hidden: str) -> list[object]:
    """A row's numbers, with the percentage to one decimal; ``hidden`` says what is suppressed."""
    came, seen, longer, admitted, stuck = numbers
    share = (Decimal(100 * seen) / came).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    row: list[object] = [came, seen, longer, float(share), admitted, stuck]
    if hidden == "all":
        return [SUPPRESSED] * len(row)
    if hidden == "waits":
        row[1:4] = [SUPPRESSED] * 3
    if hidden == "beds" and 0 < stuck < 5:
        row[5] = SUPPRESSED
    return row


def hidden(trust: Trust, month: str) -> str:
    """What of a trust is not shown in a month."""
    if trust.name.startswith("Tidewick"):
        return "all"
    if trust.name.startswith("Glassmere") and month == "2024-01":
        return "waits"
    return "beds"


def table(number: int, month: str) -> Iterator[list[object]]:
    """The rows of the table of one month."""
    year, at = month.split("-")
    named = f"{MONTHS.split()[int(at) - 1]} {year}"
    yield [f"Table {number}: Waits in accident and emergency by trust, {named} [note 1, 2]"]
    yield [MARK]
    yield list(HEADERS)
    every = trusts()
    sums = {t.code: counted(t, month) for t in every}
    for code, name, rows in (
        (*NATION, every),
        *((c, n, [t for t in every if t.region == c]) for c, n in REGIONS.items()),
    ):
        total = [sum(sums[t.code][i] for t in rows) for i in range(COUNTS)]
        yield [code, name, "", "", *cells(total, "")]
        for trust in rows if code in REGIONS else ():
            shown = f"{trust.name} {trust.note}".strip()
            yield [code, name, trust.code, shown, *cells(sums[trust.code], hidden(trust, month))]


def built(edition: str) -> bytes:
    """The workbook of one edition: its month, the same a year before, and the month before."""
    workbook, saved = Workbook(write_only=True), BytesIO()
    workbook.properties.creator, workbook.properties.title = "Stringer", MARK
    notes = enumerate(NOTES, start=1)
    sheets: dict[str, Iterator[list[object]]] = {
        "Cover": ([line] for line in COVER),
        "Notes": iter([[MARK], ["Note number", "Note text"], *map(list, notes)]),
    }
    for number, month in enumerate((edition, *EDITIONS[edition]), start=1):
        sheets[f"Table {number}"] = table(number, month)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        sheet.sheet_format.defaultColWidth = 16
        for row in rows:
            sheet.append([filled(sheet, value) for value in row])
    workbook.save(saved)
    return without_clock(saved.getvalue())


if __name__ == "__main__":
    for edition in EDITIONS:
        (HERE / edition).mkdir(exist_ok=True)
        (HERE / edition / "workbook.xlsx").write_bytes(built(edition))
