"""Drafts as files: Markdown and HTML for people, JSON for machines, an index and a report."""

from generator.writers.batch import FORMATS, write_batch
from generator.writers.folder import Folder

__all__ = ["FORMATS", "Folder", "write_batch"]
