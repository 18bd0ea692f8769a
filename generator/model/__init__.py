"""The frozen values in which the stages meet: figure, finding, brief, article, draft.

Stage modules never import one another; each takes values of this module and gives the next ones.
"""

from generator.model.figures import (
    IN_DOUBT,
    Cell,
    Doubt,
    Figure,
    Note,
    Number,
    Place,
    Reading,
    TableSeen,
    Tag,
    cell,
    letters,
)
from generator.model.findings import Analysis, Finding, Score
from generator.model.kinds import KINDS, MOVEMENT, QUANTITIES, Kind, Unit, unit_of
from generator.model.pictures import Bar, Picture, Row
from generator.model.stories import (
    Article,
    Batch,
    Block,
    Brief,
    Draft,
    Ease,
    Filing,
    Held,
    Inserted,
    Likeness,
    NationalLine,
)

__all__ = [
    "IN_DOUBT",
    "KINDS",
    "MOVEMENT",
    "QUANTITIES",
    "Analysis",
    "Article",
    "Bar",
    "Batch",
    "Block",
    "Brief",
    "Cell",
    "Doubt",
    "Draft",
    "Ease",
    "Figure",
    "Filing",
    "Finding",
    "Held",
    "Inserted",
    "Kind",
    "Likeness",
    "NationalLine",
    "Note",
    "Number",
    "Picture",
    "Place",
    "Reading",
    "Row",
    "Score",
    "TableSeen",
    "Tag",
    "Unit",
    "cell",
    "letters",
    "unit_of",
]
