"""What follows from the figures: quantities and bands for all places, findings for one."""

from generator.analysis.derivations import Derivations
from generator.analysis.findings import Findings, FindingStore
from generator.analysis.quantities import analyse, ranked_as

__all__ = ["Derivations", "FindingStore", "Findings", "analyse", "ranked_as"]
