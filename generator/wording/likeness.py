"""How much the stories of a batch share, so that neighbouring papers do not print one text.

Two texts are as alike as the Jaccard index of their shingles says: of all runs of five words that
stand in either, the part that stands in both (Broder, 1997, "On the resemblance and containment of
documents").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from generator.model import Likeness

WORDS = 5
MOST = 3000
"""More stories than this are not held against one another: so many are taken, evenly spread."""
_CLOSEST = 10
_COLUMNS = 4096
_WORD = re.compile(r"[^\s“”‘,.;:!?()–]+(?:[,.][0-9]+)*")
_BASE = np.uint64(0x9E3779B97F4A7C15)

Runs = NDArray[np.uint64]


def likeness(texts: Mapping[str, str]) -> Likeness:
    """The mean, the greatest, and the closest pairs; ``texts`` are by the key of the story.

    A text of fewer than five words shares nothing. Of fewer than two stories all is 0.
    """
    return likeness_of(list(texts), [shingles(text) for text in texts.values()])


def likeness_of(keys: Sequence[str], runs: Sequence[Runs]) -> Likeness:
    """The same, of the shingles of each story."""
    taken = evenly(len(keys))
    keys, runs = [keys[i] for i in taken], [runs[i] for i in taken]
    if len(keys) < 2:
        return Likeness(len(keys), 0.0, 0.0, ())
    alike = _jaccard(runs)
    rows, columns = np.triu_indices(len(keys), 1)
    pairs = alike[rows, columns]
    first = np.argsort(-pairs, kind="stable")[:_CLOSEST]
    closest = tuple((keys[rows[at]], keys[columns[at]], round(float(pairs[at]), 3)) for at in first)
    return Likeness(len(keys), round(float(pairs.mean()), 3), round(float(pairs.max()), 3), closest)


def evenly(stories: int) -> list[int]:
    """The stories that are held against one another: all, or so many of them, evenly spread."""
    if stories <= MOST:
        return list(range(stories))
    found: list[int] = np.linspace(0, stories - 1, MOST).astype(int).tolist()
    return found


def shingles(text: str) -> Runs:
    """A number for each run of words in a text, each once.

    That two runs share a number by accident is not to be expected.
    """
    words = np.array([_number(w) for w in _WORD.findall(text.lower())], dtype=np.uint64)
    if len(words) < WORDS:
        return np.array([], dtype=np.uint64)
    count = len(words) - WORDS + 1
    runs = np.zeros(count, dtype=np.uint64)
    for at in range(WORDS):
        runs = runs * _BASE + words[at : at + count]
    return np.unique(runs)


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """The number of a word, the same in every run and process."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def _jaccard(shingled: Sequence[Runs]) -> NDArray[np.float32]:
    """The index of every pair, shape (texts, texts)."""
    sizes = [len(runs) for runs in shingled]
    owner = np.repeat(np.arange(len(shingled)), sizes)
    _, column, times = np.unique(np.concatenate(shingled), return_inverse=True, return_counts=True)
    size = np.array(sizes, dtype=np.float32)
    both = np.zeros((len(shingled), len(shingled)), dtype=np.float32)
    shared = np.flatnonzero(times > 1)
    place = np.full(len(times), -1)
    place[shared] = np.arange(len(shared))
    owner, column = owner[place[column] >= 0], place[column[place[column] >= 0]]
    for begin in range(0, len(shared), _COLUMNS):
        here = (column >= begin) & (column < begin + _COLUMNS)
        has = np.zeros((len(shingled), _COLUMNS), dtype=np.float32)
        has[owner[here], column[here] - begin] = 1
        both += has @ has.T
    either = size[:, None] + size[None, :] - both
    index: NDArray[np.float32] = both / np.maximum(either, 1)
    return index
