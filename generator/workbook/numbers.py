"""Numbers that are written as text, as in a CSV."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def written_number(text: object) -> float | None:
    """``"23,061 "`` → 23061.0; None where the text is no number.

    Thousands may be parted by commas and decimals by a point; nothing else.
    """
    if not isinstance(text, str) or not _NUMBER.fullmatch(text.strip()):
        return None
    return float(text.replace(",", ""))
