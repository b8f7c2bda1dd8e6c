"""What words of a query say beside what they are: a year means a period, a question asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from textmine.chinese.eras import CONGRESSES, plan_years
from textmine.chinese.moments import read_number
from textmine.store.find.equivalents import asking_words, question_words
from textmine.store.words.segments import search_words

Years = tuple[int | None, int | None]

PARTICLES = ("的", "呢", "吗", "呀", "吧")
PAUSES = re.compile(r"[，。！？；：、,!?;:]+")
YEAR = r"(?:19|20)\d\d"
SAID = re.compile(
    rf"(?<!\d)(?P<first>{YEAR})(?!\d)年?(?:(?:[-–—~至到]{{1,2}}(?P<last>{YEAR})(?!\d)年?)"
    r"|(?P<since>以来|以后|之后|后|起|至今)|(?P<until>以前|之前|前)"
    r"|(?<=年)(?:底|初|末|上半年|下半年|\d{1,2}月份?))?(?:度|间|期间)?"
)

NUMERALS = re.compile(r"(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}(?=年|$)")
FIGURES = "〇一二三四五六七八九"
CONGRESS = re.compile(r"(?:党的)?(二?十[一二三四五六七八九]?)大(?:以来|以后|之后|后)")
PLAN = re.compile(r"[“\"]?(十[一二三四五六七八九]?五)[”\"]?(期间|时期|以来)?")
LATER_PLANS = 2006


def years_said(word: str) -> Years | None:
    """The first and the last year that a word of a query means, None where it means no year.

    >>> years_said("2013年"), years_said("2008至2012年"), years_said("2010年以来")
    ((2013, 2013), (2008, 2012), (2010, None))
    >>> years_said("二〇一八年"), years_said("十三五期间"), years_said("党的十八大以来")
    ((2018, 2018), (2016, 2020), (2012, None))
    """
    match = SAID.fullmatch(NUMERALS.sub(_in_figures, word))
    if match is None:
        return _era_said(word)
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if match["since"]:
        return first, None
    if match["until"]:
        return None, first
    return min(first, last), max(first, last)


def _in_figures(numerals: re.Match[str]) -> str:
    return "".join(str(max(0, FIGURES.find(sign))) for sign in numerals[0])


def _era_said(word: str) -> Years | None:
    """The years of a five-year plan, or those since a congress."""
    if match := CONGRESS.fullmatch(word):
        held = CONGRESSES.get(read_number(match[1]))
        return (held, None) if held else None
    match = PLAN.fullmatch(word)
    years = plan_years(match[1]) if match else None
    # 十五 alone is fifteen.
    return years if match and years and (match[2] or years[0] >= LATER_PLANS) else None


def parts_of(word: str) -> list[str]:
    """The words within one that nothing holds as it stands; a year with its 年 is one of them."""
    parts: list[str] = []
    end = 0
    for match in SAID.finditer(word):
        parts += [*search_words(word[end : match.start()]), match[0]]
        end = match.end()
    return parts + search_words(word[end:])


def parted_by_years(word: str) -> list[str]:
    """What stands before, between and after the years of a word, and the years.

    >>> parted_by_years("2010年以来流动党员")
    ['2010年以来', '流动党员']
    """
    parts: list[str] = []
    end = 0
    for match in SAID.finditer(word):
        parts += [word[end : match.start()], match[0]]
        end = match.end()
    return [part for part in [*parts, word[end:]] if part]


@cache
def _questions() -> re.Pattern[str]:
    """What asks wherever it stands: 怎么办, 有哪些."""
    return re.compile("|".join(sorted(question_words(), key=len, reverse=True)))


@cache
def _endings() -> tuple[str, ...]:
    """What asks at the end of a word, the longest first: 的经验做法."""
    return tuple(sorted({*asking_words(), *PARTICLES}, key=len, reverse=True))


def asked_about(word: str) -> tuple[str, ...]:
    """The parts of a word that say of what is asked, without what asks; () where nothing does.

    >>> asked_about("基层治理有哪些做法"), asked_about("如何化解矛盾，减少上访")
    (('基层治理',), ('化解矛盾', '减少上访'))
    """
    parts = [part for clause in PAUSES.split(word) for part in _questions().split(clause)]
    bare = (_without_ending(part).removeprefix("的") for part in parts)
    return tuple(dict.fromkeys(part for part in bare if len(part) > 1))


def _without_ending(word: str) -> str:
    while ending := next((each for each in _endings() if word.endswith(each)), ""):
        word = word.removesuffix(ending)
    return word


def only_asks(clauses: Sequence[Sequence[str]], clause: Sequence[str]) -> bool:
    """Whether a clause only asks for experience (怎么, 案例), beside one that says of what."""
    asking = asking_words()
    if not asking.issuperset(clause):
        return False
    return any(not asking.issuperset(other) for other in clauses)
