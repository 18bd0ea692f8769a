"""Details that only a close look tells apart: what is read in a sentence, how words are made."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from generator.config import Document
from generator.config.schema import Period, Rule
from generator.errors import StringerError
from generator.factcheck import Statement, Verdict
from generator.model import Block, Number
from generator.pipeline import Prepared
from generator.pipeline.places import names_alike
from generator.rules import _bands, _faults, load_rules
from generator.words.forms import load_forms
from generator.words.marks import MARKS, number_of
from generator.words.names import name_nation, name_place, plainly
from generator.words.numbers import in_words, ordinal
from generator.words.periods import day, period_names, periods_of
from generator.words.units import charted, prints, typed
from tests.exam.papers import papers, reader

RELEASE, PETERBOROUGH = "crime/2024-12", "E22000017"
PELLOWDALE = "XT15"
SIGNS = {
    Verdict.HOLDS: "",
    Verdict.CONTRADICTED: "!",
    Verdict.MISPLACED: "~",
    Verdict.UNREAD: "?",
    Verdict.OUTSIDE: "-",
}
# What the reader finds stands in brackets: [913] holds, [931!] is contradicted, [826~] is true of
# something else, [3%-] lies outside the release, [11%?] is not read.
READ = """
Police in Peterborough recorded [913] sexual offences, [up] from [826].
Police in Peterborough recorded [931!] sexual offences, [up] from [826].
Police in Peterborough recorded [826~] sexual offences, [up] from [913~].
Sexual offences [rose] by [11%], from [826] to [913].
Sexual offences [rose] from [826] to [913].
Sexual offences [rose] from [913~] to [826~].
There was an [11%] [rise] in sexual offences.
Sexual offences were [up] [11 per cent] on 2023.
Sexual offences were [up-] [11 per cent~] on 2019.
Sexual offences [rose] [10.5%].
Sexual offences [rose] [10.6%~].
Sexual offences [rose] by [87], or [11%].
Sexual offences: [913]. With [826] recorded the year before, that was an [increase] of [99%!].
Sexual offences [rose] by [11~], or [87%~].
Sexual offences [rose] by [11 percentage points!].
Sexual offences [fell!] by [11%~].
Knife crime [fell-] by [7%-].
Robbery [fell]. Knife crime [fell-] by [15%-], and knife offences [fell-] by [15%-].
Robbery [fell] by [15%]. Hate crime made up [1%-] of all crime.
Recorded crime [fell] by [7%]. Local crime [fell] by [7%]. Reported crime [fell] by [7%].
The number of sexual offences exceeded [900].
There were [more?] sexual offences than robberies.
All categories of crime [rose?].
Sexual offences [rose] [more?] slowly in Peterborough than in Fenland.
Crime [fell] by [7%], [while] robbery [fell] by [15%].
Crime [fell] by [7%], [but!] robbery [fell] by [15%].
[913] sexual offences and [250] robberies were recorded, the former [up] by [11%].
There were [250] robberies and [9,115] violent crimes, a [fall] of [15%] and [3%] respectively.
There were [250] robberies and [9,115] violent crimes, a [fall] of [3%~] and [15%~] respectively.
Sexual offences: [913] ([826])
Sexual offences: [913] (+[11%])
Sexual offences: [913] (−[11%~])
The number of sexual offences, [913], was [87] [more than] a year earlier.
The number of sexual offences, [913], was [87~] [fewer than!] a year earlier.
The city saw [913] sexual offences in 2024 and [826] in 2023.
The city saw [913~] sexual offences in 2023 and [826~] in 2024.
In 2023 there were [826] sexual offences; in 2024 there were [913].
Robberies and sexual offences numbered [250] and [913] respectively.
Robberies and sexual offences numbered [913~] and [250~] respectively.
Robbery [fell] by [15%] and burglary by [24%].
Robbery [fell] by [24%~] and burglary by [15%~].
Robbery and burglary both [fell].
Robbery and sexual offences both [fell!].
Robbery [fell], [but] sexual offences [rose].
Robbery [fell], [but!] burglary [fell].
[Despite] a [fall] in crime overall, sexual offences [rose] by [11%].
[Despite!] a [rise!] in crime overall, sexual offences [rose] by [11%].
Crime [fell], [including] a [fall] in robbery.
Crime [fell], [including!] a [rise!] in robbery.
Shoplifting [rose] slightly, [while] nationally it [rose] sharply.
Thefts from the person [rose!] sharply.
Home burglary [fell] by more than [a third].
Home burglary [fell] by almost [a third!].
Home burglary [fell] by about [a third].
Home burglary [halved!].
About [one in 10] crimes was criminal damage or arson.
Violence made up [40%] of all crime.
Violence made up [45%!] of all crime.
[Two in five] offences were violence against the person.
[Four in ten] crimes recorded were violent offences.
[A third~] of all crime was violence against the person.
Sexual offences stood at [4.2] per 1,000 people, [higher] than the [3.4] across England and Wales.
Sexual offences stood at [3.4~] per 1,000 people, [higher] than the [4.2~] across England and Wales.
Sexual offences stood at [4.2] per 1,000 people, [lower!] than the [3.4] across England and Wales.
The rate of robbery was slightly [lower] than the national average.
The rate of robbery was far [lower!] than the national average.
The rate of robbery was slightly [higher!] than the national average.
The theft rate was [in line with] the national rate.
The rate of weapons possession was [in line with!] the national rate.
The rate of sexual offences was [24%] above the national average.
The rate of sexual offences was [24%~] below the national average.
For every 1,000 residents there were [4.2] sexual offences, against [3.4] nationally.
Crime overall, excluding fraud, [fell] by [7%] to [22,574] offences.
Crime overall, excluding fraud, [fell] by [7%] to [24,215~] offences.
A total of [22,574] offences were recorded.
More than [22,000] crimes were recorded.
Fewer than [22,000~] crimes were recorded.
Almost [23,000] crimes were recorded.
Almost [22,000!] crimes were recorded.
Some [22,600] crimes were recorded.
At least [900] sexual offences were recorded.
At least [920~] sexual offences were recorded.
Just over [900] sexual offences were recorded.
Across England and Wales, about [5.4 million] offences were recorded, [down] [2%].
Across England and Wales, about [5.8 million!] offences were recorded, [down] [2%].
Across England and Wales, about [5.4 million] offences were recorded, [up!] [2%~].
Nationally, shoplifting [rose] by [a fifth] to [516,971] offences.
Nationally, shoplifting [rose] by [a quarter!] to [516,971] offences.
Thefts from the person [barely changed].
Home burglaries [barely changed!].
There were [two] homicides, [one] [more than] the year before.
There were [three!] homicides, [one] [more than] the year before.
Of the thefts, [2,059] were shoplifting.
Weapons possession [doubled~], from [336] to [371].
Vehicle crime [dropped] [4.8%] to [1,465], and of those who were asked most were pleased.
Public order offences were [down] by [22%], at [1,959].
Drug offences, at [639], were [8%] [lower] than in 2023.
Drug offences, at [639], were [8%~] [higher!] than in 2023.
Cambridgeshire police recorded [913] sexual offences in the city.
Not every crime is reported, and [913] sexual offences were.
The council spent £[3.2m-] on street lights, [4%-] more than planned.
“We had [12,000-] reports and a [40-]% rise,” a shopkeeper said.
Council tax [went up-] by [3%-].
In 2019 there were [31,204-] offences of every sort.
The force has [1,650-] officers.
Sexual offences zoomed [11%?].
Burglary, robbery and vehicle offences all [fell].
Burglary, robbery and sexual offences all [fell!].
Robbery [fell] by [15%], burglary by [24%] and vehicle offences by [5%].
Robbery [fell] by [15%], burglary by [5%~] and vehicle offences by [24%~].
Police recorded [250] robberies ([295] a year earlier).
Police recorded [250] robberies ([259!] a year earlier).
There were [45] [fewer] robberies than in 2023.
There were [45~] [more!] robberies than in 2023.
There were [54!] [fewer] robberies than in 2023.
Robbery went from [295] to [250] in a year.
Robbery went from [250~] to [295~] in a year.
In the 12 months to December 2024, robbery [fell] by [15%].
In the year to March 2024, robbery [fell-] by [15%~].
Robbery, which [fell] by [15%], made up [1%] of all crime.
Sexual offences [rose] by just under [a tenth!].
Burglary [fell] by over [a quarter!].
Burglary [fell] by [a quarter!].
Peterborough had [106.1!] crimes per 1,000 people; the average for England and Wales was [87.4!].
Fenland recorded [7,691] crimes, against [22,574] in Peterborough.
Fenland recorded [22,574~] crimes, against [7,691~] in Peterborough.
Peterborough has the [highest] crime rate in Cambridgeshire.
Peterborough has the [lowest!] crime rate in Cambridgeshire.
Peterborough has the second-[highest!] crime rate in Cambridgeshire.
The crime rate was [higher] than in Fenland.
The crime rate was [lower!] than in Fenland.
Robbery [tumbled] [15%], to [250].
Robbery [tumbled] [15%], to [520!].
Robbery [fell] [15.3%] to [250].
Robbery [fell] [15.2%!] to [250].
Robbery [fell] [15.25%] to [250].
Homicides [doubled], from one to [two].
Homicides [trebled!], from one to [three!].
Homicides [rose] from [1] to [2], or by [100%].
Robbery accounted for [1.1%] of crime.
Crime [fell] by [1,641] to [22,574].
Crime [fell] by [1,461!] to [22,574].
Crime was [down] from [24,215] to [22,574], a [drop] of [7%].
Crime was [down] from [24,215] to [22,574], a [drop] of [17%~].
Crime was [down] from [24,215] to [22,574], a [rise!] of [7%~].
Last year, [250] robberies were recorded, compared with [295] the year before.
Last year, [295] robberies were recorded, compared with [250~] the year before.
Possession of weapons [rose] by [35], [up] [10%].
Possession of weapons [rose] by [53!], [up] [10%].
Shoplifting [rose] by [3%], compared with [20%] nationally.
Shoplifting [rose] by [20%~], compared with [3%~] nationally.
Shoplifting [rose] by [3%] here and [20%] across England and Wales.
The rate of [4.2] sexual offences per 1,000 people was [above] the [3.4] for England and Wales.
The rate of [4.2] sexual offences per 1,000 people was [below!] the [3.4] for England and Wales.
The rate of sexual offences was about [the same as] the national rate.
The rate of sexual offences was [a quarter!] higher than the national rate.
The rate of sexual offences was [twice!] the national rate.
Robberies: [250]; burglaries: [779].
Robberies: [779~]; burglaries: [250~].
Burglary [fell] by [24%] to [779] offences, including [441!] home burglaries.
Robbery remained [unchanged!].
Robbery [fell] [while] burglary [rose!].
Robbery [fell] although burglary [fell] [too].
Sexual offences are [up], robbery is [down].
Sexual offences are [down!], robbery is [up!].
About [900] sexual offences were recorded.
About [1,000!] sexual offences were recorded.
Under [1,000] sexual offences were recorded.
Exactly [913] sexual offences were recorded.
[One in four!] crimes was shoplifting.
[One in 11] crimes was shoplifting.
Sexual offences [rose] by [11pc].
Sexual offences [rose] by [eleven per cent].
Sexual offences [rose] by [12 per cent~].
[Nine hundred and thirteen] sexual offences were recorded.
Drug offences [fell] by [55], robbery by [45].
Drug offences [fell] by [45~], robbery by [55~].
Robbery [fell] by [15 per cent] in Peterborough [but] [rose!] across England and Wales.
Robbery [fell] by [15 per cent] in Peterborough and [also] [fell!] across England and Wales.
The rate for sexual offences, [4.2], was [higher] than the average of [3.4].
The rate for sexual offences, [4.2], was [lower!] than the average of [3.4].
Sexual offences were [more common] than in the rest of the country.
Robbery was [rarer] than across England and Wales.
Sexual offences: [up] [11%]; robbery: [down] [15%]; burglary: [down] [24%].
Sexual offences: [down!] [11%~]; robbery: [up!] [15%~]; burglary: [down] [24%].
[Up] [11%]: sexual offences.
[Down] [15%]: robbery.
Robbery is [down] by [15%] [while] sexual offences are [up] by [11%].
Robbery is [up!] by [15%~] [while] sexual offences are [down!] by [11%~].
Of [22,574] crimes, [250] were robberies.
Of [22,574] crimes, [913~] were robberies.
Robberies [fell] to [250]. A year earlier there were [295].
Robberies [fell] to [250]. A year earlier there were [259!].
Robberies [fell] to [250]. That is [45] [fewer than] a year earlier.
Robberies [fell] to [250]. That is [54!] [fewer than] a year earlier.
Crime [fell] by [7%], compared with [2%] across England and Wales.
Crime [fell] by [7%], compared with [5%~] across England and Wales.
The national rate of robbery was [1.3] per 1,000 people.
The national rate of robbery was [1.2~] per 1,000 people.
Robbery [fell] from [295] in 2023 to [250] in 2024.
Robbery [fell] from [250~] in 2023 to [295~] in 2024.
Only [250] robberies were recorded.
As many as [250] robberies were recorded.
No fewer than [250] robberies were recorded.
Robberies numbered [250] in the year to December 2024 and [295] in the year before.
Robberies numbered [295~] in the year to December 2024 and [250] in the year before.
Fewer than [913~] sexual offences were recorded.
Fewer than [914] sexual offences were recorded.
Under [913~] sexual offences were recorded.
More than [913~] sexual offences were recorded.
More than [912] sexual offences were recorded.
Over [913~] sexual offences were recorded.
At least [913] sexual offences were recorded.
At least [914~] sexual offences were recorded.
At most [913] sexual offences were recorded.
At most [912~] sexual offences were recorded.
Just over [870] sexual offences were recorded.
Just over [860~] sexual offences were recorded.
Just over [913~] sexual offences were recorded.
Just under [913~] sexual offences were recorded.
Just under [914] sexual offences were recorded.
Just under [960] sexual offences were recorded.
Just under [970~] sexual offences were recorded.
Almost [913~] sexual offences were recorded.
Nearly [950] sexual offences were recorded.
Nearly [970~] sexual offences were recorded.
About [940] sexual offences were recorded.
About [950~] sexual offences were recorded.
About [890] sexual offences were recorded.
About [880~] sexual offences were recorded.
Roughly [940] sexual offences were recorded.
Roughly [890] sexual offences were recorded.
Around [880~] sexual offences were recorded.
Some [950~] sexual offences were recorded.
Upwards of [900] sexual offences were recorded.
Upwards of [920~] sexual offences were recorded.
Sexual offences [rose] by more than [10%].
Sexual offences [rose] by more than [11%~].
Sexual offences [rose] by less than [11%].
Sexual offences [rose] by less than [10%~].
Sexual offences [rose] by at least [10%].
Sexual offences [rose] by at least [11%~].
Sexual offences [rose] by almost [11%].
Sexual offences [rose] by almost [12%!].
Sexual offences [rose] by about [10%~].
Sexual offences [rose] by about [11%].
Sexual offences [rose] by about [12%~].
Robbery [fell] by more than [15%].
Robbery [fell] by more than [16%~].
Robbery [fell] by almost [16%].
Robbery [fell] by just over [15%].
Robbery [fell] by just under [15%~].
Robberies and burglaries together numbered [1,029].
Robberies and burglaries together numbered [1,028!].
A total of [1,029] robberies and burglaries were recorded.
A total of [1,209!] robberies and burglaries were recorded.
Burglary [fell] sharply.
Burglary [fell!] slightly.
Crime [rose!] slightly.
There was a sharp [fall] in burglary.
There was a slight [fall!] in burglary.
There was a sharp [rise!] in burglary.
A [fall] of [24%] was recorded in burglary.
A [rise!] of [24%~] was recorded in burglary.
An [increase] of [87] sexual offences was recorded.
A [decrease!] of [87~] sexual offences was recorded.
The rate of robbery was [14%] below the national average.
The rate of robbery was [14%~] above the national average.
The rate of robbery was [41%!] below the national average.
The robbery rate was [1.1] per 1,000 people, [below] the national [1.3].
The robbery rate was [1.1] per 1,000 people, [above!] the national [1.3].
There were [115] robberies per 100,000 people.
There were [511!] robberies per 100,000 people.
There were [11] robberies per 10,000 people.
There were [15~] robberies per 10,000 people.
Robbery [fell] by [15.3 per cent]; burglary by [23.6 per cent].
Robbery [fell] by [15.3 per cent]; burglary by [26.3 per cent!].
Burglary [fell], and so [did] robbery.
Burglary [fell], and so [did!] shoplifting.
Burglary [fell], [as did!] shoplifting.
Burglary [fell] and shoplifting [did!] too.
Shops reported [2,000!] thefts.
Robbery [nosedived].
Robbery [accelerated!].
[One crime in five!] is shoplifting.
Of every ten offences, [six!] were shoplifting.
Robbery [fell] by [one hundred and eighty!].
Crime [rockets!] in leafy Peterborough
[Despite!] a [fall] in burglary, robbery [also] [fell].
The city ranks [fourth!] of the six for its crime rate.
The city has the second [highest!] crime rate in the force.
Shops reported [2,059] thefts.
Burglary: [779] (2023: [1,020])
Robbery - it [fell] - came to [250] offences - the year before it was [295].
Shoplifting rose [in all] [six] areas of Cambridgeshire.
Shoplifting fell [in all!] [six] areas of Cambridgeshire.
Home burglaries fell in [three] of the six Cambridgeshire areas.
Home burglaries fell in [four!] of the six Cambridgeshire areas.
Robbery fell in only [two] of Cambridgeshire's [six] areas.
Robbery fell in only [three!] of Cambridgeshire's [six] areas.
Sexual offences rose [in every!] area of the force.
Only three areas of Cambridgeshire have a [worse] burglary rate than Peterborough.
Only two areas of Cambridgeshire have a [worse!] burglary rate than Peterborough.
Peterborough has the [highest] crime rate of Cambridgeshire's [six] areas.
Peterborough has the [highest!] burglary rate of Cambridgeshire's [six] areas.
Peterborough has Cambridgeshire's [highest] crime rate, [103.7] per 1,000 people.
Peterborough had [3.6] burglaries per 1,000 people, and is [fourth] of the six in Cambridgeshire.
Peterborough had [3.6] burglaries per 1,000 people, and is [third!] of the six in Cambridgeshire.
Peterborough had [9.5] shoplifting offences per 1,000 people, [second] only to Cambridge.
Peterborough had [3.6] burglaries per 1,000 people, [second!] only to Cambridge.
Peterborough's shoplifting rate was [exceeded] only by Cambridge's [19.0].
Peterborough's burglary rate was [exceeded!] only by Cambridge's [4.8].
Peterborough had [368] bicycle thefts, [19%] of the force's.
Peterborough had [368] bicycle thefts, [29%~] of the force's.
Peterborough accounted for [a third] of all crime recorded by Cambridgeshire Police.
Peterborough accounted for [half!] of all crime recorded by Cambridgeshire Police.
[A third] of Cambridgeshire's crimes were recorded in Peterborough: [22,574] of [67,799].
[A third] of Cambridgeshire's crimes were recorded in Peterborough: [22,574] of [67,899!].
Of the [779] burglaries, [474] were at homes and [305] were not.
Of the [779] burglaries, [474] were at homes and [315!] were not.
Of Peterborough's [779] burglaries, [474] were at homes and the other [305] elsewhere.
Crime in Peterborough [fell] by [6.8%], a [bigger] [fall] than that of Cambridgeshire.
Crime in Peterborough [fell] by [6.8%], a [smaller!] [fall] than that of Cambridgeshire.
Burglary [fell] by [24%] in Peterborough, [three times~] the [fall] across Cambridgeshire.
Burglary is [down] by [24%] to [779]. The fall across Cambridgeshire was [smaller].
Burglary is [down] by [24%] to [779]. The fall across Cambridgeshire was [bigger!].
Burglary [rose!] in Peterborough. So [did!] robbery.
Sexual offences [rose] in Peterborough. So [did] shoplifting, to [2,059].
Sexual offences [rose] in Peterborough. So [did!] robbery, to [250].
Robbery in Peterborough: [295] then, [250] now.
Robbery in Peterborough: [250~] then, [295~] now.
Robbery in Peterborough: then [295], now [250].
Robbery ([250], was [295]) and burglary ([779], was [1,020]) [fell] in Peterborough.
Robbery ([250], was [259!]) and burglary ([779], was [1,020]) [fell] in Peterborough.
There were [250] robberies in Peterborough where there had been [295].
There were [295~] robberies in Peterborough where there had been [250~].
Robberies in Peterborough came to [250], having numbered [295].
People in Peterborough are [likelier] to suffer violence than people in England and Wales.
People in Peterborough are [less likely!] to suffer violence than people in England and Wales.
Crime [worsened!] in Peterborough.
Crime [improved] in Peterborough.
Robbery in Peterborough [dropped-] to [250~] offences in December 2024.
Peterborough's crime rate of [103.7] is [above] those of Cambridge and Fenland.
Peterborough's burglary rate of [3.6] is [above!] those of Huntingdonshire and Fenland.
There were [55~] burglaries at homes [fewer than] the [726] of 2023.
Robbery [fell] by [half a point!].
Crime in Peterborough [rose!] by [three points!].
Policyholders should note [three points-].
Robbery in Peterborough [fell] to [250] from [295] in the year to December 2024.
Robbery in Peterborough [fell] from [295~] in the year to December 2024.
Robbery in Peterborough [fell] to [15%~].
Robbery in Peterborough was [down] to [14%!].
All types of crime [fell?] in Peterborough.
Crime in Peterborough [fell], [in line with?] the national trend.
Of every 100 crimes in Peterborough, [40] were violence against the person.
Of every 100 crimes in Peterborough, [45!] were violence against the person.
Cambridgeshire Constabulary recorded [67,799] crimes, of which [22,574] were in Peterborough.
Cambridgeshire Constabulary recorded [67,799] crimes, [22,574] of them in Peterborough.
Cambridgeshire Constabulary recorded [22,574] crimes in Peterborough.
Norfolk Constabulary recorded [22,574~] crimes in Peterborough.
""".strip().splitlines()
READ_OF_WAITS = """
The hospital saw [61.0%!] of patients within four hours.
It [missed] the target of [78%!].
It [met!] the target of [78%!].
The hospital saw [61.0%!] of patients within four hours, [missing] the [78%!] target.
The hospital saw [61.0%!] of patients within four hours, [17 percentage points!] below the target.
The hospital saw [61.0%!] of patients within four hours, [17 percentage points!] above the target.
The share seen within four hours [rose!] by [two percentage points~].
The share seen within four hours [fell] by [two percentage points!].
The share seen within four hours [improved!].
The share seen within four hours [worsened].
The share of patients seen within four hours was [below] the national average.
The share of patients seen within four hours was [above!] the national average.
Performance was [worse] than a year earlier.
Performance was [better than!] a year earlier.
Attendances [rose] on the month before.
Attendances [fell!] on the month before.
Attendances [rose] on December 2023.
Attendances [fell!] on December 2023.
More than [half!] of patients were seen within four hours.
Fewer than [half~] of patients were seen within four hours.
[Three in five!] patients were seen within four hours.
[Four in five~] patients were seen within four hours.
The trust [missed] the 95% standard by [40.5 percentage points].
The trust [met!] the 95% standard by [40.5 percentage points].
The trust [missed] the [94%!] standard by [40.5 percentage points].
The trust [missed] the standard of [95%], by [36 percentage points!].
The trust is [below] the standard.
The trust is [above!] the standard.
The trust [met!] the standard in November.
The trust [missed] the standard in November.
The share was [54.5%], [40.5 points] short of the standard.
The share was [54.5%], [40.5 points~] above the standard.
The share of patients seen within four hours was about [54%].
The share of patients seen within four hours was about [44%!].
The share [fell] by [half a point!].
In the month to December 2024 there were [9,044] attendances.
In the [one month to December 2024] there were [9,044] attendances.
In the [three months to December 2024!] there were [9,044] attendances.
Of the [9,044] attendances, [4,930] were seen in time and [4,114] were not.
Of the [9,044] attendances, [4,930] were seen in time and [4,140!] were not.
""".strip().splitlines()
PAPERS = [p for what in ("stories", "sentences") for p in papers("open", what)]


def found(text: str, release: str = RELEASE, place: str = PETERBOROUGH) -> list[Statement]:
    return reader(release).statements([Block("paragraph", text)], place)


def bare(marked: str) -> str:
    return re.sub(r"\[(.*?)[!~?-]?\]", r"\1", marked)


@pytest.mark.parametrize(
    ("release", "place", "marked"),
    [
        *((RELEASE, PETERBOROUGH, marked) for marked in READ),
        *(("waits/2024-12", PELLOWDALE, marked) for marked in READ_OF_WAITS),
    ],
)
def test_what_is_read_in_a_sentence(release: str, place: str, marked: str) -> None:
    text = bare(marked)
    again = text
    for s in sorted(found(text, release, place), key=lambda s: -s.start):
        assert s.words == text[s.start : s.end]
        again = f"{again[: s.start]}[{s.words}{SIGNS[s.verdict]}]{again[s.end :]}"
    assert again == marked


_ROBBERY = "robbery, Peterborough, the year to December"
_SINCE = "robbery, Peterborough, since the year to December 2023"


@pytest.mark.parametrize(
    ("text", "words", "states", "release", "cells", "instead"),
    [
        (
            "Police recorded 251 robberies.", "251",
            f"the number: {_ROBBERY} 2024", f"{_ROBBERY} 2024: 250", "Table C2!O26", "250",
        ),
        (
            "Police recorded 295 robberies.", "295", f"the number: {_ROBBERY} 2024",
            f"it is of another period; {_ROBBERY} 2023: 295; {_ROBBERY} 2024: 250",
            "Table C5!O26, Table C2!O26", "250",
        ),
        (
            "Robbery rose.", "rose", f"which way it went: {_SINCE}",
            f"it went the other way; {_SINCE}: −15.25%", "Table C3!O26", "",
        ),
        (
            "Robbery made up 70% of all crime.", "70%", f"the share: {_ROBBERY} 2024",
            f"{_ROBBERY} 2024: 1.11%", "Table C2!O26, Table C2!G26", "1%",
        ),
        (
            "There were 7.7 robberies per 1,000 people.", "7.7", f"the rate: {_ROBBERY} 2024",
            f"{_ROBBERY} 2024: rate 1.15", "Table C4!Q26", "1.1",
        ),
        (
            "Robbery fell by 14 per cent.", "14 per cent", f"the change: {_SINCE}",
            f"{_SINCE}: −15.25%", "Table C3!O26, Table C2!O26, Table C5!O26", "15 per cent",
        ),
        (
            "Robbery fell by 14 points.", "14 points", f"the change: {_SINCE}",
            f"{_SINCE}: −15.25%", "Table C3!O26, Table C2!O26, Table C5!O26", "",
        ),
        (
            "Robbery fell, but burglary fell.", "but", "a contrast",
            "both went the same way", "", "",
        ),
        (
            "In 2019 there were 31,204 offences of every sort.", "31,204",
            "the number: crime, Peterborough, a period that the release does not have",
            "the release has no such number", "", "",
        ),
        (
            "Sexual offences zoomed 11%.", "11%",
            "the change: sexual offences, Peterborough, since the year to December 2023",
            "no word that this reader knows says which way; sexual offences, Peterborough, since "
            "the year to December 2023: +10.53%", "Table C3!N26", "",
        ),
        ("Council tax went up by 3%.", "3%", "outside", "the release has nothing on it", "", ""),
    ],
)  # fmt: skip
def test_what_is_said_of_a_statement(
    text: str, words: str, states: str, release: str, cells: str, instead: str
) -> None:
    s = next(s for s in found(text) if s.words == words)
    assert (s.states, s.release, ", ".join(s.cells), s.instead) == (states, release, cells, instead)
    at = f" ({cells})" if cells else ""
    assert str(s) == f"“{words}” is {s.verdict} ({states}). The release: {release}{at}"


def test_a_statement_of_which_the_release_says_nothing() -> None:
    s = Statement(Verdict.HOLDS, 0, 0, 3, "but", "a contrast")
    assert str(s) == "“but” is holds (a contrast)."
    assert not s.false


def rule(*bands: dict[str, Any]) -> Rule:
    return Rule.model_validate({"quantity": "change", "bands": list(bands)})


@pytest.mark.parametrize(
    ("bands", "line", "what", "advice"),
    [
        (
            [{"band": "a", "below": 1}, {"band": "b", "from": 2}],
            21, 'band "b" and "a" leave a gap from 1 to 2.', "Begin it at 1.",
        ),
        (
            [{"band": "a", "below": 2}, {"band": "b", "from": 1}],
            21, 'band "b" overlaps "a" from 1 to 2.', "Let one begin where the other ends.",
        ),
        (
            [{"band": "a", "below": 1}, {"band": "b"}],
            21, 'band "b" overlaps "a" from the bottom to 1.',
            "Let one begin where the other ends.",
        ),
        (
            [{"band": "a", "upto": 1}, {"band": "b", "from": 1}],
            21, 'band "b" and "a": both cover 1 itself.',
            'Pair "upto" with "above", or "below" with "from".',
        ),
        (
            [{"band": "a", "from": 0, "below": 1}, {"band": "b", "from": 1}],
            20, 'nothing of "r" covers what is below 0.', 'Leave band "a" open below.',
        ),
        (
            [{"band": "a", "below": 1}, {"band": "b", "from": 1, "upto": 3}],
            21, 'nothing of "r" covers what is above 3.', 'Leave band "b" open above.',
        ),
        (
            [{"band": "a", "below": 1}, {"band": "a", "from": 1}],
            10, 'two bands of "r" have one name.', "",
        ),
        (
            [{"band": "a", "below": 1}, {"band": "b", "from": 1, "words": {"verb": "rose"}}],
            20, 'band "a" of "r" has no "verb".',
            'Give each band the same words; one may be "".',
        ),
        (
            [{"band": "a", "below": 0.12345678}, {"band": "b", "from": 1_234_567}],
            21, 'band "b" and "a" leave a gap from 0.12345678 to 1234567.',
            "Begin it at 0.12345678.",
        ),
    ],
)  # fmt: skip
def test_a_fault_of_a_rule_has_its_line_and_its_advice(
    bands: list[dict[str, Any]], line: int, what: str, advice: str
) -> None:
    lines = {("r", "bands"): 10, ("r", "bands", 0): 20, ("r", "bands", 1): 21}
    document = Document("rules.yml", {}, lines)
    told = [(f.where, f.what, f.advice) for f in _faults(document, "r", rule(*bands))]
    assert (f"rules.yml:{line}", what, advice) in told


def test_a_band_says_where_it_lies(prepared: Prepared) -> None:
    rules = load_rules(prepared.beat)
    comparison = rules["comparison"]
    assert [comparison.span(n) for n in comparison.names] == [
        "below 0.4", "from 0.4, below 0.7", "from 0.7, below 0.97", "from 0.97, up to 1.03",
        "above 1.03, up to 1.3", "above 1.3, up to 1.6", "above 1.6",
    ]  # fmt: skip
    assert (comparison.name, comparison.quantity, comparison.alike) == ("comparison", "ratio", 3)
    assert comparison.words["lower"]["than"] == "lower than"
    assert (rules["change"].as_printed, rules["size"].as_printed) == (True, False)
    assert rules["change"].edges == ((0, False), (0, True))
    assert rules["change"].alike is None
    assert _bands("r", rule({"band": "all"})).span("all") == ""
    fine = _bands("r", rule({"band": "a", "upto": 1e-05}, {"band": "b", "above": 1e-05}))
    large = _bands("r", rule({"band": "a", "below": 1_234_567}, {"band": "b", "from": 1_234_567}))
    assert (fine.span("a"), large.span("b")) == ("up to 0.00001", "from 1234567")


def test_faulty_rules_are_refused_all_at_once(prepared: Prepared) -> None:
    faulty = rule({"band": "a", "from": 0}, {"band": "b", "above": 3})
    beat = replace(prepared.beat, rules={"change": faulty, "size": faulty})
    with pytest.raises(StringerError) as refused:
        load_rules(beat)
    assert str(refused.value).count("covers what is below 0.") == 2


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (7, "count", "7"), (-7, "count", "−7"), (12_345_678, "count", "12,345,678"),
        (7, "rate", "7.0"), (Fraction(-25, 2), "rate", "−12.5"),
        (-7, "percent", "7%"), (Fraction(-25, 2), "points", "12.5 percentage points"),
        (1, "points", "1 percentage point"), (7, "points", "7 percentage points"),
        (-7, "percentage", "−7%"), (Fraction(1, 4), "percentage", "0.3%"),
        (7, "money", "£7"), (Fraction(-25, 2), "price", "−£13"),
        (7, "level", "seven"), (10, "level", "10"), (-13, "level", "−13"),
        (7, "about", "7"), (12_345_678, "about", "about 12.3 million"),
    ],
)  # fmt: skip
def test_a_typed_number(prepared: Prepared, value: Number, unit: str, expected: str) -> None:
    assert typed(value, unit, prepared.beat.house) == expected


def test_a_price_has_the_decimals_of_money(prepared: Prepared) -> None:
    house = prepared.beat.house
    decimals = house.decimals.model_copy(update={"money": 2})
    pence = house.model_copy(update={"decimals": decimals})
    assert typed(Fraction(-25, 2), "price", pence) == "−£12.50"


def test_small_counts_stand_in_figures_beside_bars(prepared: Prepared) -> None:
    story, chart = prints(prepared.beat, "robbery"), charted(prepared.beat, "robbery")
    told = ("value", "previous", "difference", "change", "rate", "gap", "rank")
    assert [story[q](7) for q in told] == [
        "seven", "seven", "seven", "7%", "7.0", "7 percentage points", "seven",
    ]  # fmt: skip
    assert [chart[q](7) for q in told[:4]] == ["7", "7", "seven", "7%"]
    assert [story["value"](n) for n in (9, 10, 1204)] == ["nine", "10", "1,204"]


def test_numbers_in_words_and_in_order() -> None:
    assert in_words(41, "en-GB") == "forty-one"
    assert [ordinal(n, 10, "en-GB") for n in (1, 9, 10, 22)] == ["first", "ninth", "10th", "22nd"]


def test_periods_by_name(prepared: Prepared) -> None:
    house = prepared.beat.house
    assert day("2025-01-04", house) == "4 January 2025"
    assert day("2024-12-24", house) == "24 December 2024"
    year = periods_of(prepared.beat, Period(kind="year", ends="2024-12"))
    assert (year.current, year.title) == ("2024-12", "year ending December 2024")
    assert (year.named, year.span) == ("the year to December 2024", "12 months")
    assert (year.keys, year.others) == (["2024-12", "2023-12"], {})
    month = period_names(
        house, Period(kind="month", ends="2025-01"), ["year_before", "month_before"]
    )
    assert month.keys == ["2025-01", "2024-01", "2024-12"]
    assert (month.main.key, list(month.others)) == ("2024-01", ["month_before"])
    before = month.others["month_before"]
    assert (before.title, before.named) == ("December 2024", "December 2024")
    assert (before.before, before.earlier) == ("December", "a month earlier")


def test_places_by_name(prepared: Prepared) -> None:
    beat = prepared.beat
    forms = load_forms(beat)
    nation = name_nation(beat, [])
    assert (nation.name, nation.where) == ("England and Wales", "across England and Wales")
    assert name_nation(beat, ["A's", "B"]).again == (
        "across the two countries (excluding A’s and B)"
    )
    for place in prepared.places:
        words = name_place(place, beat, forms)
        assert (words.level, words.kind) == (place.level, place.kind)
        assert words.members_known == bool(place.members)
        plain = plainly(words)
        assert plain.replace("-", "").isalnum()
        assert plain == plain.lower().strip("-")


@pytest.mark.parametrize(
    ("name", "short", "plain"),
    [
        ("the City of Ely", "City of Ely", "city-of-ely"),
        ("King’s Lynn and West Norfolk", "West Norfolk", "west-norfolk"),
        ("Kingston upon Hull", "Hull", "hull"),
        ("Folkestone and Hythe", "Folkestone", "folkestone-and-hythe"),
        ("St. Mary – Ash", "St. Mary – Ash", "st-mary-ash"),
    ],
)
def test_a_name_for_files(prepared: Prepared, name: str, short: str, plain: str) -> None:
    beat = prepared.beat
    words = name_place(prepared.places[0], beat, load_forms(beat))
    assert plainly(replace(words, name=name, short=short)) == plain


def test_a_mark_stands_for_its_number() -> None:
    assert [number_of(MARKS[n]) for n in (0, 1, 99)] == [0, 1, 99]


def test_of_many_places_of_one_name_some_are_told(prepared: Prepared) -> None:
    area = next(p for p in prepared.places if p.level == "area")
    places = [replace(area, code=f"X{n}", name="Ham") for n in range(5)]
    told = names_alike(places, range(5), prepared.beat, prepared.forms)
    assert told["X1"] == (
        "X1 is called “ham” in copy or headlines, and so are X0, X2, X3 and 1 more. "
        "Give each a name and a short one of its own in places.yml."
    )
