"""Times that have a name: five-year plans, Party congresses, decades."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmine.chinese.moments import Kind, read_number

Found = tuple[int, int, str, Kind]

# The n-th five-year plan runs from 1966 + 5(n - 3); 十五 without quotes is mostly fifteen.
PLAN = re.compile(
    r"五([”\"」』]?)(期间|时期|以来|[中后]期|期末|末期?|初期?"
    r"|(?:开局|头一|第一)(?:之)?年|(?:收官|最后一)(?:之)?年)"
)
PLAN_NAME = re.compile(r"([“\"「『]?)([一二三四五六七八九十]{1,2})$")
FIRST_PLANS = {"一五": (1953, 1957), "二五": (1958, 1962)}
# Party congresses, and the plenums that reports count from.
COUNTED = (  # 二十大小水库, 十二大工程
    "[类项型批家户件块步小中棚盘板城村院]|工程|任务|行动|产业|重点|领域|问题|难题|举措|措施|抓手|系统|体系|平台|机制"
    "|片区|园区|场景|支柱|战役|专项|目标|指标|品牌|方面|优势|特色|环节|阵地|要素|功能|基地|集团|企业|市场"
)
EVENT = re.compile(
    rf"十([一二三四五六七八九]?)(?:大(?!{COUNTED})|届([一二三四五六七])中全会)(?:以来)?"
)
CONGRESSES = {11: 1977, 12: 1982, 13: 1987, 14: 1992, 15: 1997, 16: 2002, 17: 2007, 18: 2012}
CONGRESSES |= {19: 2017, 20: 2022}
PLENUMS = {
    (11, 3): 1978, (12, 3): 1984, (13, 4): 1989, (14, 3): 1993, (14, 4): 1994, (15, 3): 1998,
    (15, 5): 2000, (16, 3): 2003, (16, 4): 2004, (16, 5): 2005, (16, 6): 2006, (17, 2): 2008,
    (17, 3): 2008, (17, 4): 2009, (17, 5): 2010, (17, 6): 2011, (18, 2): 2013, (18, 3): 2013,
    (18, 4): 2014, (18, 5): 2015, (18, 6): 2016, (18, 7): 2017, (19, 2): 2018, (19, 3): 2018,
    (19, 4): 2019, (19, 5): 2020, (19, 6): 2021, (19, 7): 2022, (20, 2): 2023, (20, 3): 2024,
}  # fmt: skip
DECADE = re.compile(r"年代(初期?|前期|中后期|中期|末期?|后期)?")
TENS = re.compile(r"(?:(20|21|二十|二十一|上个?|本)世纪)?(?<!\d)([1-9]0|[一二三四五六七八九]十)$")
DECADE_PARTS = {"初": (0, 3), "前": (0, 4), "中": (4, 6), "末": (7, 9), "后": (5, 9)}


def find_plans(text: str) -> Iterator[Found]:
    """“十一五”期间, "十二五"末, 十四五时期; a plan's mere name (“十一五”规划) is none."""
    for match in PLAN.finditer(text):
        closing, part = match.groups()
        name = PLAN_NAME.search(text, max(0, match.start() - 3), match.start())
        years = plan_years(name[2] + "五") if name else None
        if not name or not years or bool(name[1]) != bool(closing):
            continue
        if not closing and years[0] < 2006:
            continue
        start, (first, last) = name.start(), years
        if part == "以来":
            yield start, match.end(), str(first), "since"
        elif part[0] in "初开头第":
            yield start, match.end(), str(first), "year"
        elif part[0] in "末收最" or part == "期末":
            yield start, match.end(), str(last), "year"
        else:
            yield start, match.end(), f"{first}/{last}", "plan"


def plan_years(name: str) -> tuple[int, int] | None:
    """The first and last year of a five-year plan: "十一五" → 2006, 2010; None for no plan."""
    if name in FIRST_PLANS:
        return FIRST_PLANS[name]
    number = read_number(name[:-1]) if len(name) > 1 else 0
    if not 3 <= number <= 20:
        return None
    first = 1966 + 5 * (number - 3)
    return first, first + 4


def find_events(text: str) -> Iterator[Found]:
    """十七大, 十八届三中全会 (the year in which it met), 十八大以来 (since it)."""
    for match in EVENT.finditer(text):
        start = match.start() - (text[match.start() - 1 : match.start()] == "二")
        number = read_number(text[start : match.end(1)])
        plenum = (number, read_number(match[2])) if match[2] else None
        year = PLENUMS.get(plenum) if plenum else CONGRESSES.get(number)
        if year:
            kind: Kind = "since" if match[0].endswith("以来") else "event"
            yield start, match.end(), str(year), kind


def find_decades(text: str) -> Iterator[Found]:
    """80年代, 20世纪九十年代末; without a century the last one, or this one for 10 and 20."""
    for match in DECADE.finditer(text):
        tens = TENS.search(text, max(0, match.start() - 9), match.start())
        if not tens:
            continue
        first = _century(tens[1], tens[2]) + read_number(tens[2])
        early, late = DECADE_PARTS[match[1][0]] if match[1] else (0, 9)
        yield tens.start(), match.end(), f"{first + early}/{first + late}", "range"


def _century(name: str | None, tens: str) -> int:
    if name in ("21", "二十一", "本"):
        return 2000
    return 2000 if not name and read_number(tens) < 30 else 1900
