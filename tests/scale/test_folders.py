"""What a run leaves alone in a folder, what it takes away, and what it will not touch."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline, scale
from generator.config import Project
from generator.errors import StringerError
from generator.pipeline import Prepared
from generator.scale import kept
from generator.writers import Folder
from tests.conftest import ROOT
from tests.scale.folders import at_write, contents, killed
from tests.spoiling import lines, run

RELEASE, OTHER = "waits/2025-01", "waits/2024-12"


@pytest.fixture(scope="module")
def waits() -> Prepared:
    return pipeline.prepare(Project(ROOT), RELEASE)


@pytest.fixture(scope="module")
def made(waits: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "out"
    scale.draft(waits, scale.Order(out, ("md", "txt")))
    return out


@pytest.fixture
def whole(made: Path, tmp_path: Path) -> Path:
    """A folder of its own with all stories of a release."""
    return Path(shutil.copytree(made, tmp_path / "out"))


def one(prepared: Prepared, out: Path, *formats: str) -> scale.Outcome:
    """Draft the first place alone."""
    return scale.draft(prepared, scale.Order(out, formats), prepared.tellable[:1])


def of_another_program(out: Path) -> None:
    shard = out / ".stringer/stories-00000.jsonl"
    shard.write_bytes(shard.read_bytes().replace(kept.engine().encode(), b"another"))


def without_notes(out: Path) -> None:
    shutil.rmtree(out / ".stringer")


@pytest.mark.parametrize("spoil", [of_another_program, without_notes])
def test_one_place_is_not_drafted_among_stories_that_could_not_stay(
    spoil: Callable[[Path], None], waits: Prepared, whole: Path
) -> None:
    before = contents(whole)
    spoil(whole)
    with pytest.raises(StringerError, match="by another version"):
        one(waits, whole, "md", "txt")
    with pytest.raises(StringerError, match="holds the stories of"):
        one(pipeline.prepare(Project(ROOT), OTHER), whole, "md", "txt")
    assert contents(whole) == before
    assert scale.draft(waits, scale.Order(whole, ("md", "txt"))).written == 39
    assert contents(whole) == before


def test_one_place_is_not_drafted_in_other_formats(waits: Prepared, whole: Path) -> None:
    before = contents(whole)
    with pytest.raises(StringerError, match="in other formats"):
        one(waits, whole, "md")
    assert contents(whole) == before


def test_a_story_that_was_changed_by_hand_stays_when_another_is_drafted(
    waits: Prepared, whole: Path
) -> None:
    changed = sorted(whole.glob("trust-*.md"))[-1]
    changed.write_text("Mine")
    assert one(waits, whole, "md", "txt").files
    assert changed.read_text() == "Mine"
    assert scale.status(whole).faults == (f"{changed.name} is not as it was written.",)
    scale.draft(waits, scale.Order(whole, ("md", "txt")))
    assert scale.status(whole).faults == ()


def test_a_line_that_was_damaged_is_made_anew_when_another_is_drafted(
    waits: Prepared, tmp_path: Path
) -> None:
    scale.draft(waits, scale.Order(tmp_path, ("jsonl",)))
    before = contents(tmp_path)
    (tmp_path / "stories-00000.jsonl").write_bytes(b"{}\n")
    assert one(waits, tmp_path, "jsonl").written == 1
    assert contents(tmp_path) == before


def test_what_a_killed_run_wrote_goes_if_the_next_one_has_no_such_file(
    waits: Prepared, tmp_path: Path
) -> None:
    assert killed(waits, scale.Order(tmp_path, ("html",)), 30) == -signal.SIGKILL
    assert killed(waits, scale.Order(tmp_path, ("json",)), 30) == -signal.SIGKILL
    assert {Path(name).suffix for name in contents(tmp_path)} >= {".html", ".json"}
    other = pipeline.prepare(Project(ROOT), OTHER)
    with pytest.raises(StringerError, match=f"holds the stories of {RELEASE}"):
        scale.draft(other, scale.Order(tmp_path, ("txt",)))
    scale.draft(waits, scale.Order(tmp_path, ("txt",)))
    own = {"index.html", "report.json", "manifest.json"}
    assert {Path(name).suffix for name in contents(tmp_path).keys() - own} == {".txt"}


def test_one_place_after_a_run_that_was_cut_off_at_its_notes(
    waits: Prepared, tmp_path: Path
) -> None:
    order = scale.Order(tmp_path, ("md",))
    scale.draft(waits, order, waits.tellable[:2])
    for write in range(1, 12):
        killed(waits, order, write, waits.tellable[2:3])
        scale.draft(waits, order, waits.tellable[2:3])
        assert scale.status(tmp_path).stories == 3
        assert scale.status(tmp_path).faults == ()


def test_a_page_that_was_listed_goes_with_its_format(waits: Prepared, whole: Path) -> None:
    (whole / "manifest.json").unlink()
    scale.draft(waits, scale.Order(whole, ("jsonl",)))
    assert contents(whole).keys() == {"manifest.json", "report.json", "stories-00000.jsonl"}
    (whole / "index.html").write_text("Ours")
    with pytest.raises(StringerError, match=r"index\.html that Stringer has no note of"):
        scale.draft(waits, scale.Order(whole, ("jsonl",)))
    assert (whole / "index.html").read_text() == "Ours"


def test_stories_that_would_take_the_place_of_others_files(
    waits: Prepared, made: Path, tmp_path: Path
) -> None:
    name = sorted(path.name for path in made.glob("*.md"))[0]
    (tmp_path / name).write_text("Ours")
    with pytest.raises(StringerError, match=f"{name} that Stringer has no note of"):
        scale.draft(waits, scale.Order(tmp_path, ("md",)))
    assert (tmp_path / name).read_text() == "Ours"


def test_files_of_others_are_not_written_over(waits: Prepared, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("Ours")
    with pytest.raises(StringerError, match=r"index\.html that Stringer has no note of"):
        one(waits, tmp_path, "md")
    assert contents(tmp_path) == {"index.html": b"Ours"}
    result = run(ROOT, "draft", RELEASE, "--out", "")
    assert (result.exit_code, "is empty" in lines(result)[-1]) == (2, True)


def test_a_full_disk_is_told_before_anything_is_written(
    waits: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", write)
    with pytest.raises(StringerError, match="No space left on device"):
        one(waits, tmp_path, "md")


def test_a_folder_that_goes_in_mid_run_is_told(
    waits: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "write", at_write(30, lambda: shutil.rmtree(tmp_path / "out")))
    with pytest.raises(StringerError, match="No such file or directory"):
        scale.draft(waits, scale.Order(tmp_path / "out", ("md",)))


@pytest.mark.parametrize("name", ["manifest.json", "trust-xt01-aldermarsh.txt"])
def test_a_folder_where_a_file_should_be_is_told(name: str, waits: Prepared, whole: Path) -> None:
    gone = whole / name
    gone.unlink(missing_ok=True)
    gone.mkdir()
    kept.announce(Folder(whole / ".stringer"), [name], "by-hand")
    with pytest.raises(StringerError, match=f"{gone.name}: c.* (away|aside)"):
        scale.draft(waits, scale.Order(whole, ("md",)))


def test_notes_that_are_a_link_are_not_followed(waits: Prepared, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.stringer").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StringerError, match="is a link"):
        one(waits, tmp_path / "out", "md")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("files", ['{"a": {}}', '["a"]', '{"a": {"bytes": "1", "sha256": 2}}'])
def test_a_manifest_that_is_none_is_not_believed(files: str, whole: Path) -> None:
    said = f'{{"schema": "stringer/manifest/1", "release": "x", "stories": 1, "files": {files}}}'
    (whole / "manifest.json").write_text(said)
    assert not scale.status(whole).finished


def test_a_worker_whose_run_has_gone_writes_nothing_more(
    waits: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begun() -> None:
        (tmp_path / ".stringer/run").write_text("another")

    monkeypatch.setattr(Folder, "write", at_write(20, begun))
    with pytest.raises(StringerError, match="another run has begun"):
        scale.draft(waits, scale.Order(tmp_path, ("md",)))
    assert not list((tmp_path / ".stringer").glob("stories-*"))
