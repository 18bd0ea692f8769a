"""House style, beats and releases: YAML in, checked values out, every fault with file and line."""

from generator.config.beat import OWN, Beat, Release
from generator.config.document import Document, read_document
from generator.config.project import Project, find_project

__all__ = ["OWN", "Beat", "Document", "Project", "Release", "find_project", "read_document"]
