"""From a release to drafts: the stages in their order, place by place."""

from generator.pipeline.clock import Clock, settle
from generator.pipeline.places import find_places, name_of, stem
from generator.pipeline.prepared import Prepared, second_reader
from generator.pipeline.stories import Read, Written
from generator.pipeline.way import (
    batch_of,
    derived,
    draft,
    examine,
    finished,
    prepare,
    read_again,
    supposing,
    typed_otherwise,
    write,
    written,
)

__all__ = [
    "Clock",
    "Prepared",
    "Read",
    "Written",
    "batch_of",
    "derived",
    "draft",
    "examine",
    "find_places",
    "finished",
    "name_of",
    "prepare",
    "read_again",
    "second_reader",
    "settle",
    "stem",
    "supposing",
    "typed_otherwise",
    "write",
    "written",
]
