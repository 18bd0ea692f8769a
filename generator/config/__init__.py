"""House style, beats and releases: YAML in, checked values out, every fault with file and line."""

from generator.config.document import Document, read_document
from generator.config.project import Beat, Project, find_project

__all__ = ["Beat", "Document", "Project", "find_project", "read_document"]
