"""Many stories: shards of a release, made by several processes, kept for the next run."""

from generator.scale.order import Order
from generator.scale.parts import Parts
from generator.scale.pool import usual_jobs
from generator.scale.run import Outcome, draft
from generator.scale.status import status

__all__ = ["Order", "Outcome", "Parts", "draft", "status", "usual_jobs"]
