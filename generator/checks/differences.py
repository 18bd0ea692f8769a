"""What an edit of templates, rules, places or figures did to the stories: a row an edit.

Stories are laid beside one another sentence by sentence, masked, so that an edit of one sentence
is one row, however many stories have it and whatever their figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from generator.checks.editions import Edition, cause
from generator.checks.sentences import Said
from generator.checks.words import Hunk, hunks, unmasked_at, values_moved
from generator.pipeline import Written

_ALIKE = 0.4
"""How much of two sentences must be the same for the one to be an edit of the other."""

Pair = tuple[Said | None, Said | None]
"""A sentence as it was and as it is; None where there was or is none."""


@dataclass(frozen=True, slots=True)
class Row:
    """One edit: what went and what came, the line that it is written in, and the stories.

    ``kind`` is ``words``, ``figures``, ``added``, ``dropped``, ``new``, ``gone``, ``held`` or
    ``released``; ``keys`` are those of the stories, by which ``stories`` names them; ``before``
    and ``after`` are a sentence of the first of them, or why it is held.
    """

    kind: str
    hunks: tuple[Hunk, ...]
    where: str
    keys: tuple[str, ...]
    stories: tuple[str, ...]
    before: str
    after: str

    @property
    def example(self) -> str:
        """The name of the story that the sentence is from."""
        return self.stories[0]


@dataclass(frozen=True, slots=True)
class _Edit:
    """One edit in one story; ``at`` is where it stands in the new sentence.

    Where it only took words away, ``at`` is where they stood in the old one.
    """

    kind: str
    hunk: Hunk
    key: str
    old: Said | None
    new: Said | None
    at: int = 0

    @property
    def said(self) -> Said:
        """The sentence that it stands, or stood, in."""
        said = (self.new if self.hunk[1] else self.old) or self.old or self.new
        assert said is not None
        return said


def compare(old: Edition, new: Edition) -> list[Row]:
    """A row for each distinct edit between two editions, the most frequent first."""
    alike: dict[tuple[object, ...], list[_Edit]] = {}
    for key, story in new.stories.items():
        if key in old.stories and old.stories[key].said != story.said:
            for edit in _edits(key, old.stories[key].said, story.said):
                frames = tuple(said and said.frame for said in (edit.old, edit.new))
                alike.setdefault((edit.kind, edit.hunk, frames), []).append(edit)
    wheres = _wheres([edits[0] for edits in alike.values()], old, new)
    found: dict[tuple[object, ...], list[_Edit]] = {}
    for ((kind, hunk, _), edits), where in zip(alike.items(), wheres, strict=True):
        # A sentence that one line adds has many forms; it is one edit all the same.
        whole = kind in ("added", "dropped") and where
        found.setdefault((kind, "" if whole else hunk, where), []).extend(edits)
    rows = [_row(str(where), edits, new) for (*_, where), edits in found.items()]
    rows = [*_joined(rows), *_moved(old, new)]
    return sorted(rows, key=lambda row: (-len(row.stories), row.where, row.kind, row.example))


def _joined(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those of one line that the same stories have as one."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        by_hand = row.kind == "words"
        alone = () if by_hand else row.hunks
        found.setdefault((row.kind, row.where, row.keys, row.before, alone), []).append(row)
    for some in found.values():
        yield replace(some[0], hunks=tuple(hunk for row in some for hunk in row.hunks))


def beside(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Pair]:
    """The sentences of one story in two editions, each beside what it was or has become."""
    matcher = SequenceMatcher(None, [s.frame for s in old], [s.frame for s in new], autojunk=False)
    for what, i, j, m, n in matcher.get_opcodes():
        if what == "equal":
            yield from zip(old[i:j], new[m:n], strict=True)
        else:
            yield from paired(old[i:j], new[m:n])


def _edits(key: str, old: Sequence[Said], new: Sequence[Said]) -> Iterator[_Edit]:
    """What became of each sentence of one story."""
    for was, is_ in beside(old, new):
        if was is not None and is_ is not None:
            if was.text != is_.text:
                yield from _changed(key, was, is_)
        elif was is not None:
            yield _Edit("dropped", (was.frame, ""), key, was, None)
        elif is_ is not None:
            yield _Edit("added", ("", is_.frame), key, None, is_)


def _changed(key: str, was: Said, is_: Said) -> Iterator[_Edit]:
    """What became of a sentence: its own words run by run, words of bands in it, or figures."""
    if was.frame != is_.frame:
        for hunk, at in hunks(was.frame, is_.frame):
            said = is_ if hunk[1] else was
            yield _Edit("words", hunk, key, was, is_, unmasked_at(said.frame, said.text, at))
    elif was.mask != is_.mask:
        for hunk in dict.fromkeys(hunk for hunk, _ in hunks(was.mask, is_.mask)):
            yield _Edit("words", hunk, key, was, is_)
    else:
        moved = ", ".join(values_moved(is_.mask, was.text, is_.text))
        yield _Edit("figures", (moved, moved), key, was, is_)


def paired(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Pair]:
    """Sentences that took the place of others, each beside the one of its kind most like it."""
    left = list(new)
    for was in old:
        ratios = [_likeness(was.frame, s.frame) if s.kind == was.kind else 0.0 for s in left]
        best = max(range(len(left)), key=ratios.__getitem__, default=-1)
        if best >= 0 and ratios[best] >= _ALIKE:
            yield was, left.pop(best)
        else:
            yield was, None
    for is_ in left:
        yield None, is_


@lru_cache(maxsize=1 << 16)
def _likeness(old: str, new: str) -> float:
    """How much of two sentences is the same, by words; those of one edit recur in many stories."""
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _wheres(edits: Sequence[_Edit], old: Edition, new: Edition) -> list[str]:
    """The line of each edit: of a band's word in the configuration, else of the sentence in the
    templates, as it is now or was. A figure has none, as it was not written by hand.

    A story is traced once for all of its edits, as it must be written once more for that.
    """
    found = {at: where for at, edit in enumerate(edits) if (where := _where_typed(edit, new))}
    wanted: dict[tuple[bool, str], list[int]] = {}
    for at, edit in enumerate(edits):
        if at not in found and edit.kind != "figures":
            wanted.setdefault((edit.said is edit.old, edit.key), []).append(at)
    for (was, key), some in wanted.items():
        spans = [(edits[at].said.block, edits[at].said.start + edits[at].at) for at in some]
        lines = (old if was else new).traced(key, spans)
        found.update(zip(some, lines, strict=True))
    return [found.get(at, "") for at in range(len(edits))]


def _where_typed(edit: _Edit, new: Edition) -> str:
    """The line of the configuration that a word of a band stands in, where that alone changed."""
    story = new.stories[edit.key].story
    of_band = edit.old and edit.new and edit.old.frame == edit.new.frame
    if not (of_band and edit.new and story and new.prepared and edit.kind == "words"):
        return ""
    return _line_of(edit.hunk[1], edit.new, story, new)


def _line_of(words: str, said: Said, story: Written, edition: Edition) -> str:
    block = story.article.blocks[said.block]
    assert edition.prepared is not None
    for claim in block.claims:
        ground = story.article.grounds[claim.ground]
        text = block.text[claim.start : claim.end]
        inside = said.start <= claim.start < said.start + len(said.text)
        if inside and ground.rule and text and text.casefold() in words.casefold():
            beat = edition.prepared.beat
            return beat.where_said(ground.rule, ground.band, ground.word)
    return ""


def _row(where: str, edits: Sequence[_Edit], new: Edition) -> Row:
    first = edits[0]
    keys = tuple(dict.fromkeys(e.key for e in edits))
    names = tuple(new.stories[key].name for key in keys)
    before, after = (said.text if said else "" for said in (first.old, first.new))
    return Row(first.kind, (first.hunk,), where, keys, names, before, after)


def _moved(old: Edition, new: Edition) -> Iterator[Row]:
    """Stories that are new, gone, held or no longer held."""
    names = {key: told.name for edition in (old, new) for key, told in edition.stories.items()}
    kinds: tuple[tuple[str, Iterable[str], Mapping[str, str]], ...] = (
        ("held", (k for k in old.stories if k in new.held), new.held),
        ("released", (k for k in new.stories if k in old.held), old.held),
        ("new", (k for k in new.stories if k not in old.stories and k not in old.held), {}),
        ("gone", (k for k in old.stories if k not in new.stories and k not in new.held), {}),
    )
    for kind, keys, why in kinds:
        by_reason: dict[str, list[str]] = {}
        for key in keys:
            by_reason.setdefault(cause(why.get(key, "")), []).append(key)
        for some in by_reason.values():
            reason = why.get(some[0], "")
            before, after = (reason, "") if kind == "released" else ("", reason)
            yield Row(kind, (), "", tuple(some), tuple(map(names.__getitem__, some)), before, after)
