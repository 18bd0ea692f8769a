"""Whatever is put before the readers, they read it or refuse it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.config.document import read_document
from generator.errors import StringerError
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
_OF_YAML = (
    "a: 1\n",
    "- x\n",
    "&a ",
    "*a",
    "{",
    "}",
    "[",
    "]",
    "!!int ",
    "? ",
    ": ",
    '"',
    "<<: *a\n",
)
_OF_COPY = ("# Theft up 4%\n\n", "- Robbery: 410, up 42%\n", "£1.2m", "twice as many as ", "½")
_ODD = ("9" * 30, "e" * 300, ",", ";", "\t", "\r\n", "\x00", "\u00a0", "<p>", "</p>", "{%")
_PIECES = st.sampled_from((*_OF_YAML, *_OF_COPY, *_ODD))
_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in pairwise("abcdefgh")
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=20).map("".join)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=200), _TEXTS.map(str.encode)))
def test_any_bytes_are_read_or_refused(target: str, data: bytes) -> None:
    TARGETS[target](data)


NAMED = [p for p in sorted(CORPUS.glob("*/*")) if not re.fullmatch("[0-9a-f]{40}", p.name)]
"""What a person wrote, or what failed once; the others are where fuzzing goes on from."""


@pytest.mark.parametrize("path", NAMED, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_was_found_once_is_read_or_refused(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: !!int x\n", "is a tag"),
        ("a: !!python/object:os.system x\n", "is a tag"),
        ("a: &a [*a]\n", "nested without end"),
        (_LAUGHS, "aliases"),
        (f"a: {'9' * 5000}\n", "is not valid YAML"),
    ],
)
def test_yaml_that_wants_to_be_more_than_data_is_refused(
    text: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "beat.yml").write_text(text)
    with pytest.raises(StringerError, match=told):
        read_document(tmp_path / "beat.yml")
