"""The desk's pages."""

from generator.desk.web.app import Desk, make_app

__all__ = ["Desk", "make_app"]
