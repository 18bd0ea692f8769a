"""What renders in Python: two floors, the article as f-strings and as a bare Jinja template, and
the peers CoreNLG and SimpleNLG.

The floors know nothing of what a figure is: no claims, no checks, no sandbox. They bound from below
what printing these words can cost. All print the words of `peers/rosaenlg/article.pug` for the same
record.

Usage: `python -m benchmarks.floor fstring|jinja|corenlg|simplenlg [--places 330] [--out FILE]`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any, Final, TextIO

from benchmarks.places import WARM, Measurement, stream

Record = dict[str, Any]
Render = Callable[[Record], str]

_NO_WORDS: Final = re.compile(r"<[^>]*>|^ *\* ", re.MULTILINE)
ARTICLE: Final = Path(__file__).parent / "peers" / "jinja" / "article.j2"
LABELS: Final = {
    "violence": "violence against the person",
    "sexual": "sexual offences",
    "robbery": "robbery",
    "theft": "theft",
    "damage": "criminal damage and arson",
    "drugs": "drug offences",
    "weapons": "possession of weapons",
    "order": "public order offences",
    "other": "miscellaneous crimes against society",
}
GLOSSES: Final = {"weapons": "such as knives", "other": "such as perjury"}


def jinja() -> Render:
    """Give a renderer whose template is compiled here, once."""
    from jinja2 import Environment  # the peers have a Python without it

    environment = Environment(trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(ARTICLE.read_text(encoding="utf-8"))
    return lambda place: template.render(place=place)


def fstring() -> Render:
    """Give the renderer made of f-strings alone."""
    return _article


def corenlg() -> Render:
    """Give that of CoreNLG, where it is installed."""
    from benchmarks.peers import core_nlg

    return core_nlg.renderer()


def simplenlg() -> Render:
    """Give that of SimpleNLG, where it is installed."""
    from benchmarks.peers import simple_nlg

    return simple_nlg.renderer()


RENDERERS: Final = {f.__name__: f for f in (fstring, jinja, corenlg, simplenlg)}


def measure(render: Render, places: int, out: TextIO | None = None) -> Measurement:
    """Render some places to warm up, then all by the thousand, and give the CPU time of these."""
    for place in stream(min(places, WARM)):
        render(place)
    seconds, words = 0.0, 0
    left = stream(places)
    while some := list(islice(left, WARM)):
        start = process_time()
        texts = [render(place) for place in some]
        seconds += process_time() - start
        words += sum(len(words_of(text)) for text in texts)
        if out:
            out.writelines(f"{text}\n" for text in texts)
    return {
        "places": places,
        "cpu_s": seconds,
        "per_story_ms": seconds * 1000 / places,
        "words": words / places,
    }


def words_of(text: str) -> list[str]:
    """What stands between white space once tags and the marks of lists are gone."""
    return _NO_WORDS.sub(" ", text).split()


def _article(place: Record) -> str:
    lead = place["lead"]
    label = LABELS[lead]
    where = f"{place['preposition']} {place['name']}"
    bullets = "".join(_bullet(place, key) for key in _bullet_keys(place))
    return (
        f"<h1>Recorded {label} {up_or_down(place[f'{lead}_change'])} {where}</h1>"
        f"<p>Recorded {label} {moved(place[f'{lead}_change'])} {where} in the year to "
        f"{place['period']}, {_contrast(place[f'{lead}_change'], place['total_change'])}.</p>"
        f"<p>{_count(place, lead)} {_change(place, lead)}</p>"
        f"<p>It amounts to {place[f'{lead}_rate']:.1f} for every 1,000 people, "
        f"{comparison(place[f'{lead}_rate'], place[f'nation_{lead}_rate'])} the rate of "
        f"{place[f'nation_{lead}_rate']:.1f} in England and Wales.</p>"
        f"<p>{_nation(place, lead, label)}</p>"
        "<p>Statisticians say that several things can lie behind such a movement, and that a "
        "single year should be read with care.</p>"
        f"<p>{_total(place, where)}</p>"
        f"<p>Other figures for {place['name']}:</p><ul>{bullets}</ul>"
        "<p>The figures count what police recorded, so they also reflect how much was reported to "
        "them and how it was written down.</p>"
    )


def up_or_down(change: int) -> str:
    if change > 0:
        return f"up {change}%"
    return f"down {-change}%" if change < 0 else "level"


def moved(change: int) -> str:
    if change > 0:
        return "rose"
    return "fell" if change < 0 else "stayed level"


def rise_or_fall(change: int) -> str:
    if change > 0:
        return f"a rise of {change}%"
    return f"a fall of {-change}%" if change < 0 else "no change"


def _contrast(change: int, total: int) -> str:
    if total == 0:
        return "while crime recorded overall stayed level"
    if change == 0:
        return f"although crime recorded overall {moved(total)}"
    if (change > 0) != (total > 0):
        return f"despite a {'rise' if total > 0 else 'fall'} in crime recorded overall"
    return f"as crime recorded overall {moved(total)} too"


def _count(place: Record, lead: str) -> str:
    force, now = place["force"], place[f"{lead}_now"]
    if place["variant"] == 0:
        return (
            f"{force} logged {now:,} offences of this kind in the 12 months, figures from the "
            "Office for National Statistics show."
        )
    if place["variant"] == 1:
        return (
            f"Figures from the Office for National Statistics put the number logged by {force} in "
            f"the 12 months at {now:,}."
        )
    return (
        f"In those 12 months {force} logged {now:,} of them, according to the Office for National "
        "Statistics."
    )


def _change(place: Record, lead: str) -> str:
    change, before = place[f"{lead}_change"], place[f"{lead}_before"]
    if change == 0:
        return f"The number for the previous year was all but the same: {before:,}."
    return f"That is {rise_or_fall(change)} on the previous year, which saw {before:,}."


def comparison(local: float, nation: float) -> str:
    ratio = local / nation
    gap = abs(ratio - 1)
    if gap <= 0.03:
        return "in line with"
    size = "slightly " if gap <= 0.3 else "much " if gap > 0.6 else ""
    return f"{size}higher than" if ratio > 1 else f"{size}lower than"


def _nation(place: Record, lead: str, label: str) -> str:
    return (
        f"Across England and Wales, crimes of all kinds came to "
        f"{place['nation_all_millions']:.1f} million, {rise_or_fall(place['nation_all_change'])}. "
        f"Without fraud and computer misuse, the total was {place['nation_total_millions']:.1f} "
        f"million, {rise_or_fall(place['nation_total_change'])}. For {label} alone, all forces "
        f"together logged {place[f'nation_{lead}_now']:,}, "
        f"{rise_or_fall(place[f'nation_{lead}_change'])}."
    )


def _total(place: Record, where: str) -> str:
    change = place["total_change"]
    movement = f"{up_or_down(change)} from" if change else "level with"
    return (
        f"In all, police recorded {place['total_now']:,} offences other than fraud {where}, "
        f"{movement} {place['total_before']:,} the year before. The overall rate was "
        f"{place['total_rate']:.1f} for every 1,000 people, against "
        f"{place['nation_total_rate']:.1f} in England and Wales."
    )


def _bullet_keys(place: Record) -> Iterable[str]:
    return filter(None, (place[f"bullet_{rank}"] for rank in range(1, 6)))


def _bullet(place: Record, key: str) -> str:
    label = LABELS[key].capitalize()
    gloss = f", {GLOSSES[key]}," if key in GLOSSES else ""
    now, before, change = place[f"{key}_now"], place[f"{key}_before"], place[f"{key}_change"]
    if change == 0:
        return f"<li>{label}{gloss} stayed level, at {now:,} against {before:,}</li>"
    return f"<li>{label}{gloss} {moved(change)} {abs(change)}%, from {before:,} to {now:,}</li>"


def main() -> None:
    """Measure one of them and print its line."""
    parser = argparse.ArgumentParser(description="Measure what renders in Python.")
    parser.add_argument("name", choices=RENDERERS)
    parser.add_argument("--places", type=int, default=330)
    parser.add_argument("--out", type=Path, help="write the texts here")
    arguments = parser.parse_args()
    render = RENDERERS[arguments.name]()
    if arguments.out:
        with arguments.out.open("w", encoding="utf-8") as out:
            result = measure(render, arguments.places, out)
    else:
        result = measure(render, arguments.places)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
