"""From a release to drafts: the stages in their order, place by place."""

from generator.pipeline.places import find_places, name_of
from generator.pipeline.prepared import Clock, Prepared, second_reader, settle
from generator.pipeline.way import batch_of, derived, draft, examine, prepare, write

__all__ = [
    "Clock",
    "Prepared",
    "batch_of",
    "derived",
    "draft",
    "examine",
    "find_places",
    "name_of",
    "prepare",
    "second_reader",
    "settle",
    "write",
]
