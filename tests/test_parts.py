"""How a sentence is parted: its numbers with their units, its dates, and where it is cut."""

from __future__ import annotations

import pytest

from generator.factcheck.parts import Figure, Part
from generator.factcheck.sentence import Sentence, sentence_of
from tests.exam.papers import reader

RELEASE = "crime/2024-12"
PARTED = """
one in five crimes => [one in five: fraction 1/5 w] crimes
one in every ten crimes => [one in every ten: fraction 1/10 w] crimes
one crime in 25 => [one crime in 25: fraction 1/25 w]
four out of every ten => [four out of every ten: fraction 2/5 w]
one in 1,000 people => [one in 1,000: fraction 1/1000 w] people
one in 1,001 people => [one: count 1 w] in [1,001: count 1001] people
100 in 101 => [100 in 101: fraction 100/101 w]
101 in 102 => [101: count 101] in [102: count 102]
five in five => [five: count 5 w] in [five: count 5 w]
six in five => [six: count 6 w] in [five: count 5 w]
1.5 in five => [1.5: count 3/2 by 1/10 to 1] in [five: count 5 w]
one in 2.5 => [one: count 1 w] in [2.5: count 5/2 by 1/10 to 1]
one in 2024 => [one: count 1 w] in [2024: 2024-0 within]
one in => [one: count 1 w] in
of every ten offences, six => of [every ten: per 10 population] offences / , [six: count 6 w]
of every 100 offences, six => of [every 100: per 100 population] offences / , [six: count 6 w]
half a point => [half a point: points 1/2 by 1/10 to 1 w]
half of a point => [half of a point: points 1/2 by 1/10 to 1 w]
a third of crimes => [a third: fraction 1/3 w] of crimes
three points => [three points: points 3 w]
three of the points => [three of the points: points 3 w]
3.5 of a point => [3.5 of a point: points 7/2 by 1/10 to 1]
twice the rate => [twice: factor 2 w] the rate
three times the rate => [three times: factor 3 w] the rate
ten times => [ten: count 10 w] times
9 times => [9 times: factor 9]
10 times => [10: count 10] times
10.5 times => [10.5 times: factor 21/2 by 1/10 to 1]
12 times => [12: count 12] times
two months => [two months: duration True]
the 12 months to December 2024 => [the 12 months to december 2024: 2024-12]
three months of the year => [three months: duration True] of [the year: either]
12 months to December => [12 months to december: 0-12]
5.8 million crimes => [5.8: count 5800000 by 100000 to 1] crimes
two and a half million => [two and a half million: count 2500000 by 500000 w]
two hundred and six crimes => [two hundred and six: count 206 w] crimes
two hundred and => [two hundred: count 200 w] and
forty-one => [forty one: count 41 w]
twenty nineteen => [twenty nineteen: 2019-0]
twenty twenty-four => [twenty twenty four: 2024-0]
twenty ten => [twenty ten: 2010-0]
twenty nine => [twenty nine: count 29 w]
twenty twenty => [twenty twenty: 2020-0]
twenty => [twenty: count 20 w]
ninety nine point four => [ninety nine point four: count 497/5 by 1/10 w]
point five => point [five: count 5 w]
two point => [two point: points 2 w]
one hundred thousand => [one hundred thousand: count 100000 w]
a thousand, two hundred crimes => a [thousand , two hundred: count 1200 w] crimes
one thousand and six => [one thousand and six: count 1006 w]
three thousand, and => [three thousand: count 3000 w] / , and
nine hundred and ninety-nine => [nine hundred and ninety nine: count 999 w]
21st => [21: ordinal 21]
1,021st => [1,021: ordinal 1021]
1st place => [1: ordinal 1] place
3rd => [3: ordinal 3]
007 crimes => 007 crimes
0 crimes => [0: count 0] crimes
0.5 crimes => [0.5: count 1/2 by 1/10 to 1] crimes
0.50 crimes => [0.50: count 1/2 by 1/100 to 2] crimes
1,204.5 => [1,204.5: count 2409/2 by 1/10 to 1]
2024-25 => [2024-25: 2024--1]
2024/25 => [2024/25: 2024--1]
2024-2025 => [2024-2025: 2024--1]
2024-25,000 => [2024: 2024-0] - [25,000: count 25000]
between January and March 2024 => [between january and march 2024: 2024-3 spans 3]
between November and February 2025 => [between november and february 2025: 2025-2 spans 4]
between 3 January and March 2024 => between [3 january: 0-1 within day] and [march 2024: 2024-3]
from January to March => from [january: 0-1] to [march: 0-3]
year ending December 2024 => [year ending december 2024: 2024-12]
year ending 31 December 2024 => [year ending 31 december 2024: 2024-12]
year to December 2024 => [year to december 2024: 2024-12]
in December => in [december: 0-12 within]
last December => last [december: 0-12 last]
31 December 2024 => [31 december 2024: 2024-12 day]
32 December 2024 => [32: count 32] [december 2024: 2024-12]
0 December => [0: count 0] [december: 0-12]
December 31, 2024 => [december 31 , 2024: 2024-12 day]
December 31 => [december 31: 0-12 day]
December 31st => [december 31: 0-12 day]
December 2024 => [december 2024: 2024-12]
Dec 31 => [dec 31: 0-12 day]
Mar => mar
May 2024 => [may 2024: 2024-5]
2024 crimes => [2024: count 2024] crimes
2024% => [2024 %: percent 2024]
in 2024 => in [2024: 2024-0 within]
in 2024 crimes => in [2024: count 2024] crimes
dozens of crimes => dozens of crimes
two dozen => [two dozen: count 24 w]
per 1,000 people => [per 1,000 people: per 1000 population]
per 100,000 of the population => [per 100,000 of the population: per 100000 population]
per person => per person
per head of population => per head of population
for every 1,000 residents => [for every 1,000 residents: per 1000 population]
per 500 => [per 500: per 500 population]
per 1 => per [1: count 1]
87: the rise in robbery => [87: count 87] the rise in robbery
The 87: robbery => the [87: count 87] robbery
Robbery: 87: robbery => robbery / : [87: count 87] / : robbery
87: => [87: count 87] / :
87: up => [87: count 87] up
3%: up => [3 %: percent 3] up
up: 3%: crimes => up / : [3 %: percent 3] / : crimes
Robbery (not, excluding fraud) fell => robbery / ( not / , excluding fraud / ) fell
Robbery (excluding 4 frauds) fell => robbery / ( excluding [4: count 4] frauds / ) fell
rose by 5% and fell by 6% => rose by [5 %: percent 5] / and fell by [6 %: percent 6]
rose and robbery => rose and robbery
robbery and burglary rose => robbery and burglary rose
rose when robbery fell => rose / when robbery fell
more than 5 than 6 but 7 => more than [5: count 5] / than [6: count 6] / but [7: count 7]
up, down, level => up / , down / , level
, up => , up
but robbery => but robbery
half a dozen crimes => [half a dozen: count 6 w] crimes
Robbery (except in Kent) fell => robbery fell
Robbery (except in Kent) and burglary (except in Essex) fell => robbery and burglary fell
Robbery (Kent is excluded) fell => robbery / ( kent is excluded / ) fell
Robbery (except, excluding 4) fell => robbery / ( except / , excluding [4: count 4] / ) fell
Robbery (and not without Kent) fell => robbery / ( and not without kent / ) fell
a 5% rise => a [5 %: percent 5] rise
5% of the 6 => [5 %: percent 5] of the [6: count 6]
one point two million => [one point two million: count 1200000 by 100000 w]
one point two three => [one point two three: count 123/100 by 1/100 w]
nineteen twenty => [nineteen: count 19 w] [twenty: count 20 w]
ninety one hundred => [ninety one hundred: count 9100 w]
seven hundred, eighty => [seven hundred: count 700 w] / , [eighty: count 80 w]
twenty five six => [twenty five: count 25 w] [six: count 6 w]
1.5k crimes => [1.5: count 1500 by 100 to 1] crimes
£3.2m => £ [3.2: count 3200000 by 100000 to 1]
3 hundred => [3: count 300 by 100]
December 2024, => [december 2024: 2024-12] / ,
3 December => [3 december: 0-12 day]
3rd of December 2024 => [3: ordinal 3] of [december 2024: 2024-12]
a 12-month period => a [12 month: duration True] period
1,20 crimes => [1: count 1] / , [20: count 20] crimes
12,345,678 crimes => [12,345,678: count 12345678] crimes
1.2.3 => [1.2: count 6/5 by 1/10 to 1] . [3: count 3]
1234567th => [1234567: count 1234567] th
don’t the force’s ‘quoted’ => don't the force s ' quoted
İstanbul rose => İstanbul rose
""".strip().splitlines()


def parted(text: str) -> str:
    """The parts of a sentence, ``/`` between its segments; what is known of each in brackets.

    A number shows its unit, its value, and the unit of its last place where that is not 1; ``w``
    where it stands in words; a period its year and month, and what else was told of it.
    """
    sentence = sentence_of(reader(RELEASE).lexicon.items(text))
    segments = (sentence.segment(n) for n in range(len(sentence.heads)))
    return " / ".join(" ".join(_shown(sentence, at) for at in segment) for segment in segments)


def _shown(sentence: Sentence, at: int) -> str:
    part = sentence.parts[at]
    if part.figure:
        return f"[{part.text}: {_figure(part.figure)}]"
    if known := _known(part):
        return f"[{part.text}: {known}]"
    return part.text


def _figure(figure: Figure) -> str:
    number = figure.number
    step = f" by {number.step}" if number.step != 1 else ""
    decimals = f" to {number.decimals}" if number.decimals else ""
    return f"{figure.unit} {number.value}{step}{decimals}{' w' * number.words}"


def _known(part: Part) -> str:
    tags = part.tags
    if "per" in tags:
        base, number = tags["per"]
        return f"per {number} {base}"
    if "period" in tags:
        more = (f" {t} {tags[t]}" for t in ("spans",) if t in tags)
        flags = (f" {t}" for t in ("inside", "within", "day", "last") if tags.get(t))
        length = f" of {tags['length'].value}" if "length" in tags else ""
        period = tags["period"]
        named = period if isinstance(period, str) else "-".join(map(str, period))
        return f"{named}{''.join(more)}{''.join(flags)}{length}"
    return next((f"{t} {tags[t]}" for t in ("duration", "ordinal") if t in tags), "")


@pytest.mark.parametrize("line", PARTED)
def test_how_a_sentence_is_parted(line: str) -> None:
    text, _, expected = line.partition(" => ")
    assert parted(text) == expected
