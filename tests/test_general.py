"""Nothing of a beat stands in the engine: its words and places live in YAML and templates."""

from __future__ import annotations

import re

from generator.pipeline import Prepared, name_of
from tests.conftest import ROOT

ALSO = {
    "crime",
    "crimes",
    "criminal",
    "offence",
    "offences",
    "police",
    "constabulary",
    "burglar",
    "robber",
    "thief",
    "murder",
    "victim",
    "force",
    "arson",
    "homicide",
    "shoplifter",
    "assault",
    "partnership",
    "district",
    "hospital",
    "hospitals",
    "patient",
    "patients",
    "attendance",
    "admission",
    "emergency",
    "trust",
    "rents",
}
# Words of the beat's labels that the engine needs in their everyday sense.
GENERAL = {
    "a",
    "and",
    "by",
    "excluding",
    "from",
    "of",
    "or",
    "other",
    "with",
    "without",
    "against",
    "the",
    "another",
    "kind",
    "order",
    "public",
    "person",
    "vehicle",
    "possession",
    "possessing",
    "serious",
    "illegal",
    "society",
    "death",
    "injury",
    "area",
    "non",
    "residential",
    "miscellaneous",
}


def beat_words(prepared: Prepared) -> set[str]:
    """Every word of the beat's labels and nouns, and the names of its places."""
    file = prepared.beat.file
    texts = [t for m in file.measures.values() for t in (m.label, m.noun, m.short, m.scope)]
    words = {w for t in texts for w in re.findall(r"[a-z]+", t.casefold())} - GENERAL
    names = {name_of(prepared, prepared.places[i]).name.casefold() for i in prepared.tellable}
    ambiguous = {"reading", "stroud", "bath", "rugby"}  # words as well as places
    return words | ALSO | (names - ambiguous)


def test_the_package_speaks_of_no_beat(prepared: Prepared) -> None:
    wanted = beat_words(prepared)
    assert len(wanted) > 380
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(wanted))) + r")\b")
    found = []
    for path in sorted((ROOT / "generator").rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".j2"):
            for number, line in enumerate(path.read_text().casefold().splitlines(), 1):
                plain = re.sub("--force|force-include|enforce", "", line)
                found += [f"{path.name}:{number}: {m}" for m in pattern.findall(plain)]
    assert found == []


def test_no_cell_or_sheet_of_a_release_is_named_in_the_engine(prepared: Prepared) -> None:
    sheets = {t.sheet for t in prepared.findings.analysis.reading.tables}
    text = "\n".join(p.read_text() for p in (ROOT / "generator").rglob("*.py"))
    code = re.sub(r'"""[\s\S]*?"""', "", text)
    assert [s for s in sheets if s in code] == []
