"""Plurals and articles of a beat's nouns, and small numbers in words: made once, read from a file.

inflect takes seconds to import, num2words a thirtieth of one, so they are asked only for what
``forms.yml`` does not hold yet. A form given in the beat's own YAML wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.config import Beat, read_document
from generator.config.schema import Forms
from generator.words.numbers import in_words, remember

_HEADER = """\
# yaml-language-server: $schema=../../docs/schema/config/forms.json
# Plurals and articles of this beat's nouns, and small numbers in words, made by Stringer.
# To overrule a form, give "plural" or "article" beside the noun in beat.yml.
"""


@dataclass(frozen=True, slots=True)
class Form:
    """A noun's plural, and its article with the noun: ``parties``, ``a party``."""

    plural: str
    article: str


def load_forms(beat: Beat) -> dict[str, Form]:
    """The forms of every noun of a beat, by noun; new ones are made and written to its file.

    Where the file cannot be written (an installed copy), they are made afresh each time.
    """
    names = beat.places
    nouns = [m.noun for m in beat.file.measures.values()]
    nouns += [lv.noun for lv in beat.file.levels.values()]
    nouns += [names.members, *(n.members for n in names.names.values() if n.members)]
    nouns = list(dict.fromkeys(nouns))
    made, numbers = _stored(beat.forms)
    below, language = beat.house.words_below, beat.house.language
    new = [n for n in nouns if n not in made]
    if new or len(numbers) < below:
        if new:
            made.update(_inflect(new))
        numbers = [in_words(n, language) for n in range(below)]
        _store(beat.forms, {n: made[n] for n in sorted(nouns)}, numbers)
    remember(numbers, language)
    overrides = {m.noun: (m.plural, m.article) for m in beat.file.measures.values()}
    out = {}
    for noun in nouns:
        plural, article = overrides.get(noun, ("", ""))
        form = made[noun]
        out[noun] = Form(plural or form.plural, article or form.article)
    return out


def _stored(path: Path) -> tuple[dict[str, Form], list[str]]:
    if not path.is_file():
        return {}, []
    stored = read_document(path, name=f"config/{path.parent.name}/{path.name}").parse(Forms)
    return {n: Form(f.plural, f.article) for n, f in stored.nouns.items()}, stored.numbers


def _inflect(nouns: Iterable[str]) -> dict[str, Form]:
    from inflect import engine  # takes seconds: never on the way of a run without new nouns

    words = engine()
    return {n: Form(str(words.plural_noun(n)), str(words.a(n))) for n in nouns}


def _store(path: Path, forms: Mapping[str, Form], numbers: Sequence[str]) -> None:
    nouns = {noun: {"plural": f.plural, "article": f.article} for noun, f in forms.items()}
    data = {"nouns": nouns, "numbers": list(numbers)}
    text = _HEADER + yaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=99)
    part = path.with_suffix(".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
