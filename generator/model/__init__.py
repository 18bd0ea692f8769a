"""The frozen values in which the stages meet: figure, finding, brief, article, draft.

Stage modules never import one another; each takes values of this module and gives the next ones.
"""

from generator.model.claims import Claim, Derivation, Ground
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
    digits,
    letters,
)
from generator.model.findings import Analysis, Finding, Score
from generator.model.kinds import KINDS, MOVEMENT, QUANTITIES, STATES, Kind, Unit, states, unit_of
from generator.model.pictures import Bar, Picture, Row
from generator.model.stories import (
    CONTRASTS,
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
)
from generator.model.variants import Arm, Branch, Variant

__all__ = [
    "CONTRASTS",
    "IN_DOUBT",
    "KINDS",
    "MOVEMENT",
    "QUANTITIES",
    "STATES",
    "Analysis",
    "Arm",
    "Article",
    "Bar",
    "Batch",
    "Block",
    "Branch",
    "Brief",
    "Cell",
    "Claim",
    "Derivation",
    "Doubt",
    "Draft",
    "Ease",
    "Figure",
    "Filing",
    "Finding",
    "Ground",
    "Held",
    "Inserted",
    "Kind",
    "Likeness",
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
    "Variant",
    "cell",
    "digits",
    "letters",
    "states",
    "unit_of",
]
