"""The keys that the YAML files of a project may hold, and what each means."""

from generator.config.schema.angles import Angle, Angles, Bullets, Contrast, Weight
from generator.config.schema.beat import BeatFile, Level, Measure, Nation
from generator.config.schema.house import House, Large, PeriodForm
from generator.config.schema.places import PlaceForm, PlaceName, Places
from generator.config.schema.release import (
    NationalLine,
    Period,
    ReleaseFile,
    ReleaseNote,
    SourceFile,
    TypedFigure,
)
from generator.config.schema.rules import BandRange, Range, Rule
from generator.config.schema.sources import (
    Extra,
    Footnotes,
    Layout,
    Marker,
    Members,
    NotesSheet,
    Rate,
    RowKind,
    Sources,
    Sum,
    Table,
    TidyColumns,
    TidyLayout,
    WorkbookLayout,
)

__all__ = [
    "Angle",
    "Angles",
    "BandRange",
    "BeatFile",
    "Bullets",
    "Contrast",
    "Extra",
    "Footnotes",
    "House",
    "Large",
    "Layout",
    "Level",
    "Marker",
    "Measure",
    "Members",
    "Nation",
    "NationalLine",
    "NotesSheet",
    "Period",
    "PeriodForm",
    "PlaceForm",
    "PlaceName",
    "Places",
    "Range",
    "Rate",
    "ReleaseFile",
    "ReleaseNote",
    "RowKind",
    "Rule",
    "SourceFile",
    "Sources",
    "Sum",
    "Table",
    "TidyColumns",
    "TidyLayout",
    "TypedFigure",
    "Weight",
    "WorkbookLayout",
]
