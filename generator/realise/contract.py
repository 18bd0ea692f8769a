"""The fields that a template may use: documented here, checked at load, printed in the manual.

A contract is a set of kinds; a kind has fields, each with the kind of what it gives. A ``text`` is
printed, and can be asked whether it is empty; a ``name`` is compared with, and never printed; a
``flag`` is asked; a ``list of X`` may be looped over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.config import Beat
from generator.model import CONTRASTS, MOVEMENT, QUANTITIES
from generator.rules import Bands


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the kind of what it gives, and what it is, for the manual.

    ``names`` are all that a name can be; none where that is not known before a release is read.
    """

    gives: str
    about: str
    names: tuple[str, ...] = ()


Kind = Mapping[str, Field]

BRIEF: Kind = {
    "place": Field("place", "the place of the story"),
    "period": Field("period", "the period of the release"),
    "lead": Field("finding", "the measure that the story leads on"),
    "total": Field("finding", "the measure that stands for everything"),
    "nation": Field("nation", "the place that all are compared with"),
    "group": Field("group", "the group that the place lies in"),
    "contrast": Field("contrast", "how the total moved beside the lead"),
    "wholes": Field("list of finding", "those of the list that the lead is a part of"),
    "bullets": Field("list of finding", "the measures of the list, in the order of angles.yml"),
    "beside": Field(
        "beside", "the measures that angles.yml names under `beside`, each by its name"
    ),
    "rising": Field("moved", "the measures that rose most clearly, where the angle tells them"),
    "falling": Field("moved", "the measures that fell most clearly, where the angle tells them"),
    "notes": Field("list of text", "notes of release.yml that touch this place and its measures"),
    "footnotes": Field("list of text", "those of them that stand under the story"),
    "replies": Field("list of reply", "what release.yml says that somebody said on the figures"),
    "paragraphs": Field("list of text", "the newsroom’s own paragraphs of release.yml"),
    "release": Field("release", "the edition that the figures come from"),
    "house": Field("house", "house style"),
    "terms": Field("terms", "fixed words of beat.yml with a figure in them, each by its name"),
    "angle": Field("name", "the name of the angle"),
    "item": Field("finding", "inside a loop over `bullets` or `wholes`: one of them"),
    "line": Field("text", "inside `{% for line in nation.lines %}`: one of them"),
    "note": Field("text", "inside a loop over `notes` or `footnotes`: one of them"),
    "reply": Field("reply", "inside `{% for reply in replies %}`: one of them"),
    "paragraph": Field("text", "inside `{% for paragraph in paragraphs %}`: one of them"),
}

_PLAIN: Mapping[str, Kind] = {
    "place": {
        "name": Field("text", "in running text"),
        "short": Field("text", "for headlines"),
        "official": Field("text", "as the release calls it"),
        "where": Field("text", "with its preposition: `in a town`, `on an island`"),
        "headline": Field("text", "with its preposition, for headlines"),
        "level": Field("name", "its level in beat.yml"),
        "kind": Field("name", "its kind of row in sources.yml"),
        "group": Field("text", "the group that it lies in, by its own name"),
        "group_short": Field("text", "the same for headlines"),
        "members": Field("text", "what a combined place is made of, as a list"),
        "members_count": Field("text", "how many they are"),
        "members_noun": Field("text", "what they are, in the plural"),
        "members_known": Field("flag", "whether the release says what they are"),
        "part_of": Field("text", "the authority that it is a part of, where that has another name"),
    },
    "period": {
        "named": Field("text", "`the year to December 2024`"),
        "previous_named": Field("text", "`the year to December 2023`"),
        "span": Field("text", "`12 months`"),
        "before": Field("text", "`the year before`"),
        "earlier": Field("text", "`a year earlier`"),
    },
    "nation": {
        "name": Field("text", "its name"),
        "where": Field("text", "with its preposition"),
        "again": Field("text", "the same in other words, for a second mention"),
        "known": Field("flag", "whether the release has figures for it"),
        "wider": Field("flag", "whether its figure for the lead counts much that no place does"),
        "lead": Field("finding", "its figures for the lead's measure"),
        "total": Field("finding", "its figures for the total"),
        "lines": Field("list of text", "sentences of release.yml on the lead's measure"),
        "total_lines": Field("list of text", "sentences of release.yml on the total"),
    },
    "group": {
        "known": Field("flag", "whether others lie in it too, and the release has its figures"),
        "lead": Field("finding", "its figures for the lead's measure"),
    },
    "release": {
        "title": Field("text", "of the edition"),
        "publisher": Field("text", "who published it"),
    },
    "reply": {
        "by": Field("text", "who said it"),
        "on": Field("text", "the day, in house style"),
        "words": Field("text", "the words, without quotation marks"),
    },
    "moved": {
        "known": Field("flag", "whether there is one"),
        "labels": Field("text", "what they are called in running text, as a list"),
        "first": Field("finding", "the clearest of them"),
    },
    "house": {"automation": Field("text", "the line on automation")},
}

_WORDS: Kind = {
    "measure": Field("name", "its name in beat.yml"),
    "label": Field("text", "in running text"),
    "short": Field("text", "for headlines"),
    "noun": Field("text", "what is counted, agreeing with the value"),
    "nouns": Field("text", "what is counted, in the plural"),
    "one": Field("text", "what is counted, in the singular with its article"),
    "gloss": Field("text", "what it means, where the label is jargon; may be empty"),
    "scope": Field("text", "what it leaves out; may be empty"),
    "plural": Field("flag", "whether the label takes “were”"),
}

_ABOUT = {
    "value": "the number itself",
    "previous": "the number of the earlier period",
    "difference": "how much more or less than then",
    "change": "the change: in per cent; of a percentage, in percentage points",
    "size": "the change without its sign",
    "progress": "the change, above zero where it is for the better",
    "base": "the smaller of the two counts",
    "noise": "the movement in units of what chance alone would bring about",
    "target": "what should be reached",
    "beyond_target": "how far beyond its target it is; below zero where it misses it",
    "rate": "what is held against the nation: the rate published beside it, else the value",
    "ratio": "its rate divided by the nation's",
    "apart": "how many times higher or lower its rate is",
    "rate_gap": "its rate less the nation's",
    "excess": "how much more or less than the nation's, where kinds compare by difference",
    "gap": "percentage points between its change and the nation's",
    "departure": "percentage points between its change and the nation's, without sign",
    "counter": "the change, above zero where it runs against the nation's",
    "rank": "its place by rate within its level, 1 being the highest",
    "ranked": "how many places of its level have a rate",
    "tied": "how many of them have exactly this rate",
    "lower": "how many of them have a lower rate",
    "group_rank": "the same as `rank`, among the places of its group",
    "group_ranked": "how many places of its group have a rate",
    "group_tied": "how many of them have exactly this rate",
    "group_lower": "how many of them have a lower rate",
    "share": "its part of the total, in per cent",
    "shift": "how many more of the group's figures were left unassigned, in per cent of its own",
    "margin": "by how many points the change is larger than the shift",
}

_OF_VALUES = {
    "known": "whether it may be printed",
    "missing": "why it is not known, as sources.yml names the reason",
    "band": "the band of its rule",
}


def contract_of(beat: Beat, rules: Mapping[str, Bands]) -> dict[str, Kind]:
    """Every kind of thing that a template of a beat may use, by name, with its fields."""
    comparisons, beside = beat.file.against[1:], beat.angles.beside
    kinds: dict[str, Kind] = {"brief": BRIEF, **_PLAIN}
    period = dict(_PLAIN["period"])
    finding = dict(_WORDS)
    for name in dict.fromkeys((*QUANTITIES, *rules)):
        rule = rules.get(name)
        about = _ABOUT.get(name, f"the band of the rule `{name}`")
        finding[name] = Field(f"value {name}" if rule else "value", about)
        if rule is not None:
            kinds[f"value {name}"] = value_fields(rule)
    kinds["comparison"] = {
        name: field
        for name, field in finding.items()
        if name in MOVEMENT or (name in rules and rules[name].quantity in MOVEMENT)
    }
    kinds["earlier"] = {name: period[name] for name in ("named", "before", "earlier")}
    for name in comparisons:
        words = name.replace("_", " ")
        named = "as `against` in beat.yml names it"
        finding[name] = Field("comparison", f"the movement since the {words}, {named}")
        period[name] = Field("earlier", f"the {words}, {named}")
    kinds["contrast"] = _contrast(beat)
    kinds["terms"] = {name: Field("text", f"“{text}”") for name, text in beat.file.terms.items()}
    kinds["beside"] = {name: Field("finding", f"the measure `{name}`") for name in beside}
    kinds |= {"finding": finding, "period": period, "value": value_fields(None)}
    closed: dict[tuple[str, str], Iterable[str]] = {
        ("brief", "angle"): beat.angles.angles,
        ("place", "level"): beat.file.levels,
        ("place", "kind"): beat.kinds_of_rows,
        ("finding", "measure"): beat.file.measures,
    }
    for (kind, name), names in closed.items():
        kinds[kind] = {**kinds[kind], name: replace(kinds[kind][name], names=tuple(names))}
    return kinds


def _contrast(beat: Beat) -> Kind:
    """The fields of the contrast: which it is, and the words of angles.yml for it."""
    fields = {"band": Field("name", f"one of {_list(CONTRASTS)}", CONTRASTS)}
    for words in beat.angles.contrast.words.values():
        for name, text in words.items():
            about = fields[name].about if name in fields else "the word of its band:"
            fields[name] = Field("text", f"{about} `{text}`")
    return fields


def clashes(
    rules: Mapping[str, Bands], comparisons: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Names of rules and earlier periods that are fields already: (file, name, what it is)."""
    for name, rule in rules.items():
        if name in _WORDS:
            yield "rules", name, _WORDS[name].about
        for word in _OF_VALUES.keys() & rule.words[rule.names[0]].keys():
            yield "rules", f"{name}.{word}", _OF_VALUES[word]
    taken = {**_WORDS, **_PLAIN["period"], **{n: Field("value", _ABOUT[n]) for n in QUANTITIES}}
    for name in comparisons:
        if name in taken:
            yield "beat", name, taken[name].about
        elif name in rules:
            yield "beat", name, "the band of a rule"


def value_fields(rule: Bands | None) -> Kind:
    """The fields of a value: whether it is known, its band, and the words of its rule."""
    fields = {
        "known": Field("flag", _OF_VALUES["known"]),
        "missing": Field("name", _OF_VALUES["missing"]),
    }
    if rule is not None:
        fields["band"] = Field("name", f"one of {_list(rule.names)}", rule.names)
        for word in rule.words[rule.names[0]]:
            given = [w[word] for w in rule.words.values() if w[word]]
            fields[word] = Field("text", f"the word of its band: {_list(given)}")
    return fields


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"`{n}`" for n in dict.fromkeys(names))
