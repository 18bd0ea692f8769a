"""The records that every peer renders, and the line that every peer prints.

Usage, for peers that do not make them themselves: `python -m benchmarks.places NUMBER FILE`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final, TypedDict

SEED: Final = 20250930
PERIOD: Final = "September 2025"

# Per 1,000 people in the made-up nation, with the change there in whole per cent.
NATION: Final[dict[str, tuple[float, int]]] = {
    "violence": (32.4, -1),
    "sexual": (3.4, 9),
    "robbery": (1.3, -3),
    "theft": (29.6, 0),
    "damage": (8.0, -6),
    "drugs": (3.1, 12),
    "weapons": (1.0, 4),
    "order": (7.1, -5),
    "other": (2.2, 2),
}
NATION_PEOPLE: Final = 60_900_000
BULLETS: Final = 5
FEWEST_TO_LEAD: Final = 50
FEWEST_FOR_ALL_BULLETS: Final = 8_000


WARM: Final = 1_000
"""So many places are rendered before any is timed, or all where there are fewer."""


class Measurement(TypedDict):
    """What one run of one peer reports: CPU time once it is warm, mean words of its texts."""

    places: int
    cpu_s: float
    per_story_ms: float
    words: float


def records(n: int) -> list[dict[str, Any]]:
    """Give `n` made-up places as flat records, the same ones on every run."""
    return list(stream(n))


def stream(n: int) -> Iterator[dict[str, Any]]:
    """The same one after the other, for more than fit into memory.

    Changes are whole per cent and rates are per 1,000 to one decimal, as a release publishes them;
    `lead` is the category that moved most among those with at least 50 offences in either year, and
    `bullet_1` to `bullet_5` are the largest others (places with fewer than 8,000 offences get four:
    their last is empty).
    """
    random = Random(SEED)
    nation = _nation()
    for number in range(1, n + 1):
        yield {**_place(number, random), **nation}


def _nation() -> dict[str, Any]:
    fields: dict[str, Any] = {
        "nation_all_millions": 6.7,
        "nation_all_change": 2,
        "nation_total_millions": 5.4,
        "nation_total_change": -1,
        "nation_total_rate": round(sum(rate for rate, _ in NATION.values()), 1),
    }
    for key, (rate, change) in NATION.items():
        fields[f"nation_{key}_now"] = round(rate * NATION_PEOPLE / 1000)
        fields[f"nation_{key}_rate"] = rate
        fields[f"nation_{key}_change"] = change
    return fields


def _place(number: int, random: Random) -> dict[str, Any]:
    people = random.randrange(60_000, 360_000)
    level = random.uniform(0.55, 1.5)
    drift = random.uniform(-6.0, 6.0)
    before: dict[str, int] = {}
    now: dict[str, int] = {}
    for key, (rate, _) in NATION.items():
        before[key] = max(10, round(people / 1000 * rate * level * random.uniform(0.7, 1.4)))
        now[key] = max(10, round(before[key] * (1 + (drift + random.gauss(0.0, 9.0)) / 100)))
    before["total"] = sum(before.values())
    now["total"] = sum(now.values())

    fields: dict[str, Any] = {
        "name": f"Place {number:03d}",
        "force": f"Force {(number - 1) // 8 + 1:02d} Police",
        "preposition": "across" if number % 7 == 0 else "in",
        "period": PERIOD,
        "variant": number % 3,
    }
    for key in before:
        fields[f"{key}_before"] = before[key]
        fields[f"{key}_now"] = now[key]
        fields[f"{key}_change"] = _percent(before[key], now[key])
        fields[f"{key}_rate"] = _rate(now[key], people)
    fields["lead"] = lead = _lead(fields)
    others = sorted((key for key in NATION if key != lead), key=lambda key: (-now[key], key))
    for rank, key in enumerate(others[:BULLETS], start=1):
        named = rank < BULLETS or now["total"] >= FEWEST_FOR_ALL_BULLETS
        fields[f"bullet_{rank}"] = key if named else ""
    return fields


def _lead(fields: dict[str, Any]) -> str:
    large = [
        key
        for key in NATION
        if min(fields[f"{key}_before"], fields[f"{key}_now"]) >= FEWEST_TO_LEAD
    ]
    return max(large, key=lambda key: abs(int(fields[f"{key}_change"])))


def _rate(count: int, people: int) -> float:
    """Per 1,000 people to one decimal, half up, decided in integers."""
    return (count * 20_000 + people) // (2 * people) / 10


def _percent(before: int, now: int) -> int:
    """Whole per cent, half away from zero, decided in integers."""
    sign = 1 if now >= before else -1
    return sign * ((abs(now - before) * 200 + before) // (2 * before))


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(records(int(sys.argv[1]))), encoding="utf-8")
