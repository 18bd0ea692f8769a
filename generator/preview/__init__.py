"""A page on this machine that shows what an edit does to the stories, as soon as it is saved."""

from generator.preview.serve import serve

__all__ = ["serve"]
