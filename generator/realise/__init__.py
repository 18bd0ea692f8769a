"""From a brief to an article: the beat's templates, filled and checked."""

from generator.realise.writer import Writer

__all__ = ["Writer"]
