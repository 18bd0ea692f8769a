"""The rules of the house and of a beat, ready to be held against any text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.config import Document, Project
from generator.config.schema import PatternRule, Spelling, Vocabulary, Wordings, WordsRule
from generator.errors import Fault, StringerError, fault, nearest
from generator.model import Block
from generator.wording.checks import Check, Rule, check_of, of_one_part
from generator.wording.figures import Scanner
from generator.wording.story import Story


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a text breaks: where (the part, and the span in it), and in which words."""

    rule: str
    level: str
    message: str
    block: int
    start: int
    end: int
    excerpt: str
    within: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """Its part, and where the words stand that it is about: the last, if the end is wrong."""
        return self.block, self.start + self.within

    def __str__(self) -> str:
        return f"{self.rule}: {self.message} (“{self.excerpt}”)"


PIECE = "piece"
"""The kind of a part that is no sentence: words of a template, between two tags."""


class Wording:
    """Rules ready to be used; what they need of a language is in the vocabulary."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        vocabulary: Vocabulary,
        profile: str,
        spelling: Spelling | None,
    ) -> None:
        self.rules = rules
        self.profile = profile
        self.spelling = spelling
        self.scanner = Scanner(vocabulary)
        self._checks: dict[str, Check] = {
            name: check_of(rule, self.scanner)
            for name, rule in rules.items()
            if rule.profile in (None, profile)
        }
        kinds = (WordsRule, PatternRule)
        self._of_pieces = [name for name in self._checks if isinstance(rules[name], kinds)]
        self._of_parts = [name for name in self._checks if of_one_part(rules[name])]
        self._of_stories = [name for name in self._checks if name not in self._of_parts]
        self._clean: set[tuple[str, str]] = set()

    def story(self, blocks: Sequence[Block]) -> Story:
        """A whole story, ready to be checked and measured."""
        return Story(blocks, self.scanner, whole=True)

    def check(self, blocks: Sequence[Block], *, whole: bool) -> list[Breach]:
        """Every breach of a text, in its order; ``whole`` where it is a story from end to end."""
        return self.breaches(Story(blocks, self.scanner, whole=whole))

    def breaches(self, story: Story) -> list[Breach]:
        """Every breach of a text that is ready, in its order."""
        if not story.blocks:
            return []
        if any(b.kind == PIECE for b in story.blocks):
            found = [b for name in self._of_pieces for b in self._breaches(name, story)]
        else:
            found = [b for name in self._of_stories for b in self._breaches(name, story)]
            found += self._in_parts(story)
        notices = story.notices
        moved = [replace(b, block=b.block + notices) for b in found]
        return sorted(moved if notices else found, key=lambda b: (b.block, b.start, b.rule))

    def _in_parts(self, story: Story) -> Iterator[Breach]:
        """Breaches that a part has by itself.

        Many stories of a batch have the same sentences on the nation and the same notes: a part
        found clean is not looked at again. The lead always is, as other rules hold for it.
        """
        new = [
            at
            for at, block in enumerate(story.blocks)
            if block[:2] not in self._clean or "lead" in story.kinds[at]
        ]
        looked_at = story if len(new) == len(story.blocks) else story.only(new)
        broken = set()
        for name in self._of_parts:
            for breach in self._breaches(name, looked_at):
                broken.add(new[breach.block])
                yield replace(breach, block=new[breach.block])
        if len(self._clean) > _REMEMBERED:
            self._clean.clear()
        self._clean.update(
            story.blocks[at][:2]
            for at in new
            if at not in broken and story.blocks[at].kind in _REPEATED
        )

    def _breaches(self, name: str, story: Story) -> Iterator[Breach]:
        rule = self.rules[name]
        for start, end in self._checks[name](story):
            at = story.part_at(start)
            if rule.where and story.kinds[at].isdisjoint(rule.where):
                continue
            begin = story.starts[at]
            stop = min(end, story.starts[at + 1] - 1)
            yield Breach(
                rule=name,
                level=rule.level,
                message=rule.message,
                block=at,
                start=start - begin,
                end=stop - begin,
                excerpt=_short(story.text[start:stop]),
                within=_last_letter(story.text[start:stop]) if _of_end(rule) else 0,
            )


_LONG = 100
_REMEMBERED = 4096
_REPEATED = ("paragraph", "context", "note")


def _of_end(rule: Rule) -> bool:
    """Whether a rule looks at how a text ends."""
    return (getattr(rule, "pattern", "") or "").endswith("$")


def _last_letter(text: str) -> int:
    return max((at for at, letter in enumerate(text) if letter.isalnum()), default=0)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def load_wording(project: Project, beat: str = "", profile: str = "") -> Wording:
    """The rules of the house, and those of a beat where one is named.

    Without a ``profile``, the one that the house's ``percent`` asks for.

    Raises:
        StringerError: every fault of the files, with its line; or the profile is not known.
    """
    house, document = project.wordings()
    if house.vocabulary is None:
        raise fault(document.where(), '"vocabulary" is missing.', "The house gives it.")
    if not profile:
        forms = house.profiles.items()
        profile = next((name for name, form in forms if form == project.house.percent), "")
    elif profile not in house.profiles:
        advice = nearest(profile, house.profiles) or f"There are {', '.join(house.profiles)}."
        raise fault(f"--profile {profile}", "is no profile of wording.yml.", advice)
    rules: dict[str, Rule] = dict(house.rules)
    faults = list(_unknown_profiles(house, document, house.profiles))
    if beat:
        own, of_beat = project.wordings(beat)
        twice = [name for name in own.rules if name in rules]
        faults += [
            Fault(
                of_beat.where(("rules", n)), f'"{n}" is a rule of the house already.', "Rename it."
            )
            for n in twice
        ]
        faults += _unknown_profiles(own, of_beat, house.profiles)
        rules |= own.rules
    if faults:
        raise StringerError(faults)
    return Wording(rules, house.vocabulary, profile, house.spelling)


def _unknown_profiles(
    wordings: Wordings, document: Document, profiles: Mapping[str, str]
) -> Iterator[Fault]:
    for name, rule in wordings.rules.items():
        if rule.profile and rule.profile not in profiles:
            where = document.where(("rules", name, "profile"))
            known = nearest(rule.profile, profiles) or f"There are {', '.join(profiles)}."
            yield Fault(where, f'"{rule.profile}" is not one of the profiles.', known)
