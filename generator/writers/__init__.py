"""Drafts as files: Markdown and HTML for people, JSON for machines, an index and a report."""

from generator.writers.folder import Folder

__all__ = ["Folder"]
