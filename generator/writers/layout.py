"""The templates of pages and charts, which are the writers' own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


@lru_cache(maxsize=8)
def layout(name: str) -> Template:
    """A template of ``pages/``, escaping what it prints."""
    return _layouts().get_template(name)


@lru_cache(maxsize=1)
def _layouts() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
