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

from generator.errors import fault
from generator.model import Likeness

WORDS = 5
MOST = 3000
"""More stories than this are not held against one another: so many are taken, evenly spread."""
_CLOSEST = 10
_COLUMNS = 4096
_HASHES, _BAND = 64, 4
"""Of a signature: its hashes, and how many of them make a band."""
_WORD = re.compile(r"[^\s“”‘,.;:!?()–]+(?:[,.][0-9]+)*")
_BASE = np.uint64(0x9E3779B97F4A7C15)

Runs = NDArray[np.uint64]


def likeness(texts: Mapping[str, str]) -> Likeness:
    """The mean, the greatest, and the closest pairs; ``texts`` are by the key of the story.

    A text of fewer than five words shares nothing. Of fewer than two stories all is 0.
    """
    return likeness_of(list(texts), [shingles(text) for text in texts.values()])


def likeness_of(keys: Sequence[str], runs: Sequence[Runs], *, whole: bool = True) -> Likeness:
    """The same, of the shingles of each story; or, if they are not ``whole``, of its signature."""
    if not whole:
        return _by_signatures(keys, np.array(runs, dtype=np.uint64))
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


def signature(runs: Runs) -> Runs:
    """A sketch of a text for batches beyond 10,000, where pairs are too many: its MinHash.

    Raises:
        StringerError: rensa, which makes it, is not installed.
    """
    try:
        from rensa import RMinHash
    except ImportError:
        what = "more than 10,000 stories are held against one another with rensa."
        raise fault("likeness", what, "Run: pip install 'stringer[scale]'") from None
    rows = [0, len(runs)]
    made = RMinHash.digest_matrix_from_flat_token_hashes(runs, rows, _HASHES, 1)
    found: Runs = np.array(made.to_rows()[0], dtype=np.uint64)
    return found


def _by_signatures(keys: Sequence[str], signed: NDArray[np.uint64]) -> Likeness:
    """How alike stories are by their signatures: the part of hashes that two of them share.

    The mean is that of so many stories, evenly spread. The closest are looked for among all that
    share a band of their signature: stories that are half alike or more are found almost surely.
    """
    if len(keys) < 2:
        return Likeness(len(keys), 0.0, 0.0, ())
    sample = signed[evenly(len(keys))]
    shared = sum(float((sample == row).mean(axis=1).sum()) - 1 for row in sample)
    mean = shared / (len(sample) * (len(sample) - 1))
    found: dict[tuple[int, int], float] = {}
    for begin in range(0, _HASHES, _BAND):
        band = signed[:, begin : begin + _BAND]
        mixed = _runs(band)
        order = np.argsort(mixed, kind="stable")
        same = np.flatnonzero(mixed[order][1:] == mixed[order][:-1])
        for at in same.tolist():
            pair = int(order[at]), int(order[at + 1])
            found[pair] = 0.0
    pairs = np.array(list(found), dtype=np.int64).reshape(-1, 2)
    alike = np.concatenate(
        [
            (signed[part[:, 0]] == signed[part[:, 1]]).mean(axis=1)
            for part in np.array_split(pairs, len(pairs) // _COLUMNS + 1)
        ]
    )
    first = np.argsort(-alike, kind="stable")[:_CLOSEST]
    closest = tuple(
        (keys[pairs[at, 0]], keys[pairs[at, 1]], round(float(alike[at]), 3)) for at in first
    )
    greatest = max((pair[2] for pair in closest), default=0.0)
    return Likeness(len(keys), round(mean, 3), greatest, closest)


def _runs(band: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for each row of a band."""
    mixed = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        mixed = mixed * _BASE + column
    return mixed


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
