"""Stringer: one local news story per place, from one release of official statistics."""

__version__ = "0.1.0"
