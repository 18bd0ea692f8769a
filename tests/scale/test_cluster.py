"""A cluster on this machine: the same bytes, also where a worker is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from generator import scale
from generator.errors import StringerError
from generator.scale import cluster, run
from generator.scale.making import Done
from generator.scale.order import Shard, shards_of
from generator.scale.parts import combine
from generator.scale.work import Work
from tests.scale.folders import contents


def dies_once(work: Work, shards: tuple[Shard, ...]) -> list[Done]:
    """The shards of a part; the first worker that comes by is killed when it has made them."""
    made = run.make_all(work, shards)
    mark = work.order.out / ".stringer" / "died"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return made


def profiled(dask_worker: Any) -> bool:
    """Whether a worker keeps a profile of itself, which grows for an hour."""
    return "profile" in dask_worker.periodic_callbacks


def test_a_cluster_that_loses_a_worker_writes_the_same_shards(
    parts: scale.Parts, alone: Path, tmp_path: Path
) -> None:
    order = scale.Order(tmp_path, ("jsonl",), cluster="local")
    with cluster.reached(order) as client:
        assert not any(client.run(profiled).values())
        first = Work(order, 0, parts=parts)
        names = parts.names()
        found = dict(cluster.clustered(client, first, run.survey, names))
        survey = combine(names, [found[name] for name in names])
        work = Work(order, sum(survey.stories), parts=parts, survey=survey)
        shards = shards_of(survey.stories, lines=True)
        tasks = [(shard,) for shard in shards]
        done = dict(cluster.clustered(client, work, dies_once, tasks))
    assert (tmp_path / ".stringer" / "died").exists()
    assert [d.written + d.stood for task in tasks for d in done[task]] == [
        s.end - s.begin for s in shards
    ]
    scale.draft(parts, scale.Order(tmp_path, ("jsonl",)))
    assert contents(tmp_path) == contents(alone)


def test_what_goes_wrong_on_a_cluster_is_told_as_itself(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match=r"^a bug$"),
        cluster.reached(scale.Order(tmp_path, cluster="local")),
    ):
        raise ValueError("a bug")


def test_a_cluster_that_is_not_there_is_told_in_a_line(tmp_path: Path) -> None:
    with (
        pytest.raises(StringerError, match=r"^--cluster nowhere://: cannot be reached \("),
        cluster.reached(scale.Order(tmp_path, cluster="nowhere://")),
    ):
        pass


def test_a_worker_of_another_version_is_refused(parts: scale.Parts, tmp_path: Path) -> None:
    order = scale.Order(tmp_path, ("jsonl",), cluster="local")
    project = parts.project.root
    errand = cluster.Errand(project, parts.release.id, order, 0, None, "another", "1", "")
    with pytest.raises(StringerError, match="another version of Stringer"):
        cluster._loaded(errand)
