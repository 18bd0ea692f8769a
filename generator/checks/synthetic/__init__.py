"""Places at the edges: real ones whose figures are moved to where the words change."""

from generator.checks.synthetic.context import untold
from generator.checks.synthetic.trials import Trial, rounds_for, trials

__all__ = ["Trial", "rounds_for", "trials", "untold"]
