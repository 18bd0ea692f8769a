"""What the tests of runs share: a small release in parts, and its stories by one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.perturbed import PERTURBED, write_project
from generator import scale
from generator.config import Project


@pytest.fixture(scope="session")
def perturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a release of 60 made-up places in two parts, and what is read with both."""
    return write_project(tmp_path_factory.mktemp("perturbed") / "project", 60, most=30)


@pytest.fixture(scope="session")
def parts(perturbed: Path) -> scale.Parts:
    project = Project(perturbed)
    return scale.Parts(project, project.release(PERTURBED))


@pytest.fixture(scope="session")
def alone(parts: scale.Parts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one process fills with its shards, undisturbed."""
    out = tmp_path_factory.mktemp("alone") / "out"
    scale.draft(parts, scale.Order(out, ("jsonl",)))
    return out
