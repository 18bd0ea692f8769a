"""How much the stories of a batch share, so that neighbouring papers do not print one text.

Two texts are as alike as the Jaccard index of their shingles says: of all runs of five words that
stand in either, the part that stands in both (Broder, 1997, "On the resemblance and containment of
documents").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from generator.model import Likeness

WORDS = 5
_MOST = 3000
"""More stories than this are not held against one another: so many are taken, evenly spread."""
_CLOSEST = 10
_COLUMNS = 4096
_WORD = re.compile(r"[^\s“”‘,.;:!?()–]+(?:[,.][0-9]+)*")
_BASE = np.uint64(0x9E3779B97F4A7C15)


def likeness(texts: Mapping[str, str]) -> Likeness:
    """The mean, the greatest, and the closest pairs; ``texts`` are by the key of the story.

    A text of fewer than five words shares nothing. Of fewer than two stories all is 0.
    """
    keys = list(texts)
    if len(keys) > _MOST:
        keys = [keys[i] for i in np.linspace(0, len(keys) - 1, _MOST).astype(int)]
    if len(keys) < 2:
        return Likeness(len(keys), 0.0, 0.0, ())
    alike = _jaccard([texts[key] for key in keys])
    rows, columns = np.triu_indices(len(keys), 1)
    pairs = alike[rows, columns]
    first = np.argsort(-pairs, kind="stable")[:_CLOSEST]
    closest = tuple((keys[rows[at]], keys[columns[at]], round(float(pairs[at]), 3)) for at in first)
    return Likeness(len(keys), round(float(pairs.mean()), 3), round(float(pairs.max()), 3), closest)


def _jaccard(texts: list[str]) -> NDArray[np.float32]:
    """The index of every pair, shape (texts, texts)."""
    known: dict[str, int] = {}
    owners, shingles = [], []
    for at, text in enumerate(texts):
        words = [known.setdefault(w, len(known) + 1) for w in _WORD.findall(text.lower())]
        runs = np.unique(_runs(np.array(words, dtype=np.uint64)))
        shingles.append(runs)
        owners.append(np.full(len(runs), at))
    owner = np.concatenate(owners)
    _, column, times = np.unique(np.concatenate(shingles), return_inverse=True, return_counts=True)
    size = np.bincount(owner, minlength=len(texts)).astype(np.float32)
    both = np.zeros((len(texts), len(texts)), dtype=np.float32)
    shared = np.flatnonzero(times > 1)
    place = np.full(len(times), -1)
    place[shared] = np.arange(len(shared))
    owner, column = owner[place[column] >= 0], place[column[place[column] >= 0]]
    for begin in range(0, len(shared), _COLUMNS):
        here = (column >= begin) & (column < begin + _COLUMNS)
        has = np.zeros((len(texts), _COLUMNS), dtype=np.float32)
        has[owner[here], column[here] - begin] = 1
        both += has @ has.T
    either = size[:, None] + size[None, :] - both
    index: NDArray[np.float32] = both / np.maximum(either, 1)
    return index


def _runs(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number for each run of words; that two runs share one by accident is not to be expected."""
    if len(words) < WORDS:
        return np.array([], dtype=np.uint64)
    count = len(words) - WORDS + 1
    runs = np.zeros(count, dtype=np.uint64)
    for at in range(WORDS):
        runs = runs * _BASE + words[at : at + count]
    return runs
