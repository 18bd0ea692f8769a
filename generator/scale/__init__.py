"""Many stories: shards of a release, made by several processes, kept for the next run."""

from generator.scale.order import Order
from generator.scale.run import Outcome, draft
from generator.scale.status import status

__all__ = ["Order", "Outcome", "draft", "status"]
