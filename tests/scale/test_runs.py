"""Runs: the same bytes however they are made, and whole whatever happens."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.perturbed import PERTURBED
from generator import scale
from generator.errors import StringerError
from generator.model import Batch, Brief, Filing
from generator.pipeline import Prepared
from generator.pipeline.filing import file_under
from generator.scale import lock
from generator.wording.likeness import likeness_by, likeness_of, shingles, signature
from generator.words.names import PlaceWords
from generator.writers import Folder
from tests.conftest import ROOT
from tests.scale.folders import at_write, contents, killed
from tests.spoiling import copy_project, lines, run, spoil

RELEASE = "crime/2024-12"


@pytest.fixture(scope="module")
def whole(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one process fills with the bundled release, undisturbed."""
    out = tmp_path_factory.mktemp("whole") / "out"
    scale.draft(prepared, scale.Order(out, ("md", "json")))
    return out


def test_several_processes_write_the_same_bytes(
    prepared: Prepared, whole: Path, tmp_path: Path
) -> None:
    scale.draft(prepared, scale.Order(tmp_path, ("md", "json"), jobs=2))
    assert contents(tmp_path) == contents(whole)


@pytest.mark.parametrize(
    ("platform", "cores", "jobs"),
    [("linux", 1, 1), ("linux", 3, 3), ("linux", 64, 4), ("mac", 8, 1)],
)
def test_a_run_takes_the_cores_that_are_its_own(
    monkeypatch: pytest.MonkeyPatch, platform: str, cores: int, jobs: int
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert scale.usual_jobs() == jobs


def test_several_processes_write_the_same_shards(
    parts: scale.Parts, alone: Path, tmp_path: Path
) -> None:
    done = scale.draft(parts, scale.Order(tmp_path, ("jsonl",), jobs=2))
    assert (done.written, done.held) == (60, ())
    assert contents(tmp_path) == contents(alone)
    assert {n for n in contents(alone) if n.startswith("stories")} == {
        "stories-00000.jsonl",
        "stories-00001.jsonl",
    }


def test_a_run_that_was_killed_goes_on_where_it_was(
    prepared: Prepared, whole: Path, tmp_path: Path
) -> None:
    wanted = scale.Order(tmp_path, ("md", "json"))
    assert killed(prepared, wanted, 450) == -signal.SIGKILL
    found = scale.status(tmp_path)
    assert (found.finished, found.stories, found.faults) == (False, 200, ())
    before = contents(whole)
    assert all(before[n] == c for n, c in contents(tmp_path).items() if not n.endswith(".part"))
    done = scale.draft(prepared, wanted)
    assert (done.written, done.stood) == (156, 200)
    assert contents(tmp_path) == before


def test_a_run_that_is_told_to_end_says_so_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        stop = at_write(30, lambda: os.kill(os.getpid(), signal.SIGTERM))
        patched.setattr(Folder, "write", stop)
        result = run(ROOT, "draft", "waits/2025-01", "--out", str(tmp_path))
    assert result.exit_code == 128 + signal.SIGTERM
    assert lines(result) == ["stopped."]
    assert not scale.status(tmp_path).finished
    assert run(ROOT, "draft", "waits/2025-01", "--out", str(tmp_path)).exit_code == 1
    assert scale.status(tmp_path).finished
    assert not [name for name in contents(tmp_path) if name.endswith(".part")]


def test_a_full_disk_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_: Path, __: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("generator.writers.folder._write_new", write)
    result = run(ROOT, "draft", "crime/2021-09", "--out", str(tmp_path))
    assert result.exit_code == 2
    (line,) = lines(result)
    assert "could not be written (No space left on device). Make room there" in line
    assert not contents(tmp_path)


def test_a_second_run_into_one_folder_is_refused(tmp_path: Path) -> None:
    with lock.held(tmp_path):
        result = run(ROOT, "draft", "crime/2021-09", "--out", str(tmp_path))
        assert scale.status(tmp_path).running
    assert result.exit_code == 2
    (line,) = lines(result)
    assert f"another run (process {os.getpid()}) is writing into it." in line
    assert run(ROOT, "draft", "crime/2021-09", "--out", str(tmp_path)).exit_code == 0


def test_another_release_is_refused(tmp_path: Path) -> None:
    assert run(ROOT, "draft", "crime/2021-09", "--out", str(tmp_path)).exit_code == 0
    result = run(ROOT, "draft", "waits/2025-01", "--out", str(tmp_path))
    assert lines(result) == [
        f"{tmp_path}: holds the stories of crime/2021-09. Choose another folder with --out."
    ]


def test_a_place_that_fails_as_nobody_foresaw_is_held_with_its_traceback(
    prepared: Prepared, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pipeline.way.file_under", failing("E22000017"))
    done = scale.draft(prepared, scale.Order(tmp_path, ("md", "json")))
    assert (done.written, len(done.held)) == (355, 1)
    (reason,) = done.held[0]["reasons"]
    assert reason.startswith("failed in an unforeseen way, which is a bug: Traceback")
    assert 'File "generator/pipeline/way.py"' in reason
    assert "ZeroDivisionError: made up" in reason
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert report["held"] == list(done.held)
    monkeypatch.undo()
    scale.draft(prepared, scale.Order(tmp_path, ("md", "json")))
    assert contents(tmp_path) == contents(whole)


def failing(code: str) -> Callable[[Prepared, Brief, PlaceWords], Filing]:
    """A stage that has a fault which one place alone brings out."""

    def fails(prepared: Prepared, brief: Brief, words: PlaceWords) -> Filing:
        if brief.place.code == code:
            raise ZeroDivisionError("made up")
        return file_under(prepared, brief, words)

    return fails


def test_a_change_of_a_sentence_makes_the_stories_anew_that_show_it(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    first = run(project, "draft", RELEASE)
    assert first.exit_code == 0
    spoil(project, "templates/crime/lead_rank.j2", ("Of the {{ lead", "Of all {{ lead"))
    again = run(project, "draft", RELEASE)
    assert " as before" in again.stdout
    stood = int(again.stdout.split(", ")[-1].split()[0])
    assert 250 < stood < 356
    other = tmp_path / "other"
    assert run(project, "draft", RELEASE, "--out", str(other)).exit_code == 0
    assert contents(project / "output" / RELEASE) == contents(other)


def test_what_was_changed_by_hand_is_told_and_made_anew(tmp_path: Path) -> None:
    arguments = ("draft", "waits/2025-01", "--out", str(tmp_path))
    assert run(ROOT, *arguments).exit_code == 1
    before = contents(tmp_path)
    changed, gone = [n for n in before if n.endswith(".md")][:2]
    (tmp_path / changed).write_text("by hand")
    (tmp_path / gone).unlink()
    told = run(ROOT, "status", str(tmp_path))
    assert told.exit_code == 1
    assert f"  {changed} is not as it was written." in told.stdout.splitlines()
    assert f"  {gone} is gone." in told.stdout.splitlines()
    assert "37 as before" in run(ROOT, *arguments).stdout
    assert contents(tmp_path) == before
    assert run(ROOT, "status", str(tmp_path)).stdout.endswith("All is whole.\n")


def test_a_release_is_meant_where_a_folder_of_its_name_holds_no_stories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy_project(tmp_path / "project")
    assert run(project, "draft", "crime/2021-09").exit_code == 0
    monkeypatch.chdir(project / "releases")
    whole = run(project, "status", "crime/2021-09")
    assert (whole.exit_code, whole.stdout.splitlines()[-1:]) == (0, ["All is whole."])
    (line,) = lines(run(project, "status", "crime"))
    assert line == "crime: holds no stories that stringer draft wrote."


def test_force_makes_every_story_anew(tmp_path: Path) -> None:
    arguments = ("draft", "crime/2021-09", "--out", str(tmp_path))
    assert run(ROOT, *arguments).stdout == f"1 story written to {tmp_path}\n"
    assert run(ROOT, *arguments).stdout == f"1 story written to {tmp_path}, 1 as before\n"
    assert run(ROOT, *arguments, "--force").stdout == f"1 story written to {tmp_path}\n"


def test_a_link_in_the_folder_is_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "area-e22000017-peterborough.md").symlink_to(outside)
    assert run(ROOT, "draft", "crime/2021-09", "--out", str(out)).exit_code == 0
    assert outside.read_text() == "mine"
    assert not (out / "area-e22000017-peterborough.md").is_symlink()


def test_parts_outside_the_release_are_refused(perturbed: Path, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    folder = project / "releases" / PERTURBED
    (folder / "parts").mkdir(parents=True)
    source = perturbed / "releases" / PERTURBED
    (folder / "release.yml").write_text((source / "release.yml").read_text())
    (folder / "parts/part-00000.parquet").symlink_to(source / "parts/part-00000.parquet")
    result = run(project, "draft", PERTURBED)
    assert result.exit_code == 2
    assert "lies outside the folder of its release." in result.stderr


def test_signatures_tell_almost_what_all_shingles_do(batch: Batch) -> None:
    keys = [d.place.key for d in batch.drafts]
    runs = [shingles(d.article.local) for d in batch.drafts]
    exact = likeness_of(keys, runs)
    near = likeness_by(keys, [signature(r) for r in runs])
    assert near.compared == exact.compared
    assert abs(near.mean - exact.mean) < 0.02
    assert abs(near.greatest - exact.greatest) < 0.15
    twice = likeness_by(["a", "b", "c"], [signature(r) for r in (runs[0], runs[1], runs[0])])
    assert twice.closest[0] == ("a", "c", 1.0)


def test_pairs_half_alike_are_found_among_many_that_share_a_little() -> None:
    lot = np.random.default_rng(1)
    common = lot.integers(1 << 62, size=(200, 8), dtype=np.uint64)  # eight ways to say each thing
    said = common[np.arange(200), lot.integers(8, size=(2000, 200))]
    own = lot.random(said.shape) < 0.5
    said[own] = lot.integers(1 << 62, size=own.sum(), dtype=np.uint64)
    pairs = {(str(at), str(at + 1000)) for at in range(0, 1000, 100)}
    for at in range(0, 1000, 100):
        said[at + 1000, :134] = said[at, :134]  # 134 of 266: 0.5
    found = likeness_by([*map(str, range(2000))], [signature(np.unique(runs)) for runs in said])
    assert {(a, b) for a, b, _ in found.closest} == pairs


def test_an_order_of_shards_goes_with_no_other_format(tmp_path: Path) -> None:
    with pytest.raises(StringerError, match="goes with no other"):
        scale.draft(None, scale.Order(tmp_path, ("jsonl", "md")))  # type: ignore[arg-type]
