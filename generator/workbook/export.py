"""The tidy figures of a release as a file of their own, each with its cell."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from generator.errors import fault
from generator.model import Reading, letters
from generator.sheets.inert import inert

ENDINGS = (".csv", ".parquet")


def export(reading: Reading, path: Path) -> int:
    """Write all figures to a CSV or Parquet file, and say how many there are.

    The columns: place, name, kind, group, measure, statistic, period, value (empty where there is
    none), missing (why), sheet, cell. In a CSV, an apostrophe stands before text that a spreadsheet
    would calculate.

    Raises:
        StringerError: the ending is neither, pyarrow is not installed, or the file cannot be made.
    """
    if path.suffix not in ENDINGS:
        raise fault(str(path), "ends in neither .csv nor .parquet.", "Name it so.")
    places = {p.code: p for p in reading.places}
    figures = reading.figures
    table = pd.DataFrame(
        {
            "place": figures["place"].astype(str),
            "name": [places[c].name for c in figures["place"]],
            "kind": [places[c].kind for c in figures["place"]],
            "group": [places[c].group_name for c in figures["place"]],
            **{k: figures[k].astype(str) for k in ("measure", "statistic", "period")},
            "value": figures["value"],
            "missing": figures["missing"].astype(str),
            "sheet": figures["sheet"].astype(str),
            "cell": [
                f"{letters(c)}{r}" for r, c in zip(figures["row"], figures["column"], strict=True)
            ],
        }
    )
    try:
        if path.suffix == ".csv":
            table = table.map(lambda cell: inert(cell) if isinstance(cell, str) else cell)
            table.to_csv(path, index=False, lineterminator="\n")
        else:
            table.to_parquet(path, index=False)
    except ImportError:
        advice = 'Try: pip install "stringer[parquet]", or name a .csv.'
        raise fault(
            str(path), "a Parquet file needs pyarrow, which is not there.", advice
        ) from None
    except OSError as error:
        raise fault(str(path), f"cannot be written ({error.strerror}).") from None
    return len(table)
