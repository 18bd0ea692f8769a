"""Plurals and articles of a beat's nouns: made once by inflect, then read from a file.

inflect takes seconds to import, so it is asked only for nouns that ``forms.yml`` does not hold yet.
A form given in the beat's own YAML wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.config import Beat, read_document

_HEADER = (
    "# Plurals and articles of this beat's nouns, made by Stringer. To overrule one, give\n"
    + ('# "plural" or "article" beside the noun in beat.yml.\n')
)


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
    made = _stored(beat.forms)
    if new := [n for n in nouns if n not in made]:
        made.update(_inflect(new))
        _store(beat.forms, {n: made[n] for n in sorted(nouns)})
    overrides = {m.noun: (m.plural, m.article) for m in beat.file.measures.values()}
    out = {}
    for noun in nouns:
        plural, article = overrides.get(noun, ("", ""))
        form = made[noun]
        out[noun] = Form(plural or form.plural, article or form.article)
    return out


def _stored(path: Path) -> dict[str, Form]:
    if not path.is_file():
        return {}
    document = read_document(path, name=f"config/{path.parent.name}/{path.name}")
    raw = document.parse(dict[str, dict[str, str]])
    return {noun: Form(f["plural"], f["article"]) for noun, f in raw.items() if len(f) == 2}


def _inflect(nouns: Iterable[str]) -> dict[str, Form]:
    from inflect import engine  # takes seconds: never on the way of a run without new nouns

    words = engine()
    return {n: Form(str(words.plural_noun(n)), str(words.a(n))) for n in nouns}


def _store(path: Path, forms: Mapping[str, Form]) -> None:
    data = {noun: {"plural": f.plural, "article": f.article} for noun, f in forms.items()}
    text = _HEADER + yaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=99)
    part = path.with_suffix(".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
