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
    Layout,
    Marker,
    Members,
    NotesSheet,
    RowKind,
    Sources,
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
    "ReleaseFile",
    "ReleaseNote",
    "RowKind",
    "Rule",
    "SourceFile",
    "Sources",
    "Table",
    "TidyColumns",
    "TidyLayout",
    "TypedFigure",
    "Weight",
    "WorkbookLayout",
]
