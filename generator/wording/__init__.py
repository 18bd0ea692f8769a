"""Held against the rules of good copy: any text alone, and the stories of a batch together."""

from generator.wording.wording import Breach, Wording, load_wording

__all__ = ["Breach", "Wording", "load_wording"]
