"""What is whole in a folder of stories."""

from __future__ import annotations


def status() -> None: ...
