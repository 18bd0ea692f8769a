"""Which wordings there are, and which of them stories have shown."""

from generator.coverage.counting import Coverage, Wordings
from generator.coverage.variants import Key

__all__ = ["Coverage", "Key", "Wordings"]
