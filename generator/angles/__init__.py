"""What makes the story: every angle scored, the best one taken, and what the story then says."""

from generator.angles.brief import brief
from generator.angles.scores import Choice, Scores, explain, score

__all__ = ["Choice", "Scores", "brief", "explain", "score"]
