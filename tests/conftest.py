"""What the tests share: the project itself, its releases prepared once, and their drafts."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Project
from generator.model import Batch, Draft
from generator.pipeline import Prepared

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = os.environ.get("STRINGER_PUBLISHED", "")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests on the published workbook run where ``STRINGER_PUBLISHED`` names it."""
    if not PUBLISHED:
        gone = [i for i in items if i.get_closest_marker("published")]
        items[:] = [i for i in items if i not in gone]
        config.hook.pytest_deselected(items=gone)


@pytest.fixture(scope="module", autouse=True)
def _what_drafts_left() -> Iterator[None]:
    """A draft ends its process without tidying up; here that is done after each module."""
    yield
    gc.unfreeze()
    gc.enable()
    gc.collect()


@pytest.fixture(scope="session")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture(scope="session")
def prepared(project: Project) -> Prepared:
    """The release of December 2024, ready to write."""
    return pipeline.prepare(project, "crime/2024-12")


@pytest.fixture(scope="session")
def batch(prepared: Prepared) -> Batch:
    """All stories of the release of December 2024."""
    return pipeline.draft(prepared, prepared.tellable)


@pytest.fixture(scope="session")
def specimen(project: Project) -> Draft:
    """The story of Peterborough in the year to September 2021."""
    made = pipeline.prepare(project, "crime/2021-09")
    (story,) = pipeline.draft(made, made.tellable).drafts
    return story


def story(batch: Batch, name: str, level: str = "area") -> Draft:
    """The story of one place, by its name in copy."""
    (found,) = [d for d in batch.drafts if d.name == name and d.place.level == level]
    return found


def text(draft: Draft) -> str:
    """All words of a story, block after block."""
    return "\n".join(b.text for b in draft.article.blocks)
