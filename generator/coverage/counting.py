"""How often each wording was shown, and by which stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.config import Beat, Release
from generator.coverage.variants import Key, Story, trail_of, variants_of
from generator.model import Branch, Variant


@dataclass(frozen=True)
class Wordings:
    """Every wording of a beat; ``branches`` are the branch points of its templates."""

    variants: tuple[Variant, ...]
    branches: Sequence[Branch]

    @classmethod
    def of(
        cls,
        beat: Beat,
        releases: Iterable[Release],
        branches: Sequence[Branch],
        words: Iterable[tuple[str, str]],
    ) -> Wordings:
        """The wordings of some releases of a beat: what leads may hang on the topics of each."""
        found = {v.key: v for r in releases for v in variants_of(beat, r, branches, words)}
        return cls(tuple(sorted(found.values(), key=lambda v: (v.file, v.line))), branches)

    @cached_property
    def _stands_for(self) -> dict[Key, Key]:
        return {key: v.key for v in self.variants for key in v.keys}

    @cached_property
    def _lines(self) -> Mapping[tuple[int, int], frozenset[tuple[str, int]]]:
        return {
            (at, arm.outcome): frozenset((branch.file, n) for n in range(arm.line, arm.last + 1))
            for at, branch in enumerate(self.branches)
            for arm in branch.arms
        }

    def lines_of(self, branch: int, outcome: int) -> frozenset[tuple[str, int]]:
        """The file and lines of an arm of a branch; none where no arm has that outcome."""
        return self._lines.get((branch, outcome), frozenset())

    def shown_by(self, story: Story) -> frozenset[Key]:
        """The wordings that a story and its picture show, each by its key."""
        stands_for = self._stands_for
        trail = trail_of(story, self.branches)
        return frozenset(stands_for[key] for key in trail & stands_for.keys())


@dataclass(frozen=True)
class Coverage:
    """The wordings of a beat, and what each of some stories shows of them, by the story's key."""

    variants: tuple[Variant, ...]
    shown: Mapping[str, frozenset[Key]]

    @cached_property
    def stories(self) -> Mapping[Key, tuple[str, ...]]:
        """The stories that show each wording, in their order."""
        found: dict[Key, list[str]] = {v.key: [] for v in self.variants}
        for story, keys in self.shown.items():
            for key in keys:
                found[key].append(story)
        return {key: tuple(stories) for key, stories in found.items()}

    @property
    def used(self) -> tuple[Variant, ...]:
        """The wordings that some story shows."""
        return tuple(v for v in self.variants if self.stories[v.key])

    @property
    def never(self) -> tuple[Variant, ...]:
        """The wordings that no story shows."""
        return tuple(v for v in self.variants if not self.stories[v.key])

    @property
    def share(self) -> float:
        """How many of the wordings are shown, in per cent; 100 where there is none."""
        return 100 * len(self.used) / len(self.variants) if self.variants else 100.0
