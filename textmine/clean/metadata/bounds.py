"""Between which years a text was written that does not say: by what it cites.

It is not older than the newest thing that it speaks of (a year that is past, a congress, a
campaign), and hardly younger than that by more than a few years: reports look back on last year,
and a campaign is not spoken of for long when the next one has begun.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from textmine.chinese.dates import DateMatch, find_dates
from textmine.chinese.eras import CONGRESSES, plan_years
from textmine.chinese.moments import read_number

RULES = Path(__file__).parents[1] / "rules" / "eras.toml"

PLAN = "计划(?!生育|[内外])"
# What is still to come: 力争到2012年, 2015年前, 2030年远景目标, 将于2026年举办, 拟2010年预算.
TO_COME_BEFORE = re.compile(
    rf"(?:到|至|拟|为|力争|争取|{PLAN}|预计|拟于|将于|目标|规划|远景|为迎接|获得|申办|截止|[-—~～]"
    r"|谋划|部署|安排|展望|做好|抓好|制定)[^，。；,;]{0,3}$"
)
TO_COME_AFTER = re.compile(
    rf"(?:[底末]?前(?![期后来往任])|年?远景|年?目标(?!管理|考核)|年?规划(?![局馆院])|年?{PLAN}|年?基本实现|年?建成(?!区)"
    r"|年?将(?!军)|年?力争|年?要(?![素闻案])|年?[，,]?(?:重点|着力|继续(?!教育)|确保)|年?工作(?:打算|安排|计划|思路|重点|目标|任务))"
)
# 从2013年的2000元提高到2017年的1.7万元: told of what has been measured.
CHANGED_TO = re.compile(r"(?:提高|增加|增长|上升|发展|扩大|下降|减少|缩短|压减|[升降])(?:到|至)?$")
MEASURED = re.compile(r"[底末]?的|[底末]?[约近]?\d")
# 截至2009年底 counts what is there.
SO_FAR = re.compile(r"截[至止]到?[^，。；,;]{0,3}$")
WISHED = re.compile(rf"力争|争取|{PLAN}|预计|确保|目标|规划")
GOAL = re.compile(
    rf"(?:力争|争取|{PLAN}|预计|确保|将)[^，。；,;]{{0,3}}(?:到|至|于|在)?[^，。；,;]{{0,2}}(?<![从由])$"
)
PAST_AFTER = re.compile(
    r"(?:底|末|以来|起|初|上半年|下半年|\d{1,2}月)?[^。]{0,24}?(?:了|已|以来|达到?|被|获|完成|实现|召开|出台|下发|共有|现有|拥有"
    r"|加入|创办|担任|当选|返乡|毕业|荣获|入选|共[投建发举开收组选培])"
)
# "2014年,全乡修通了路": what a sentence sets out with is told, unless it goes on with a wish.
SETS_OUT = re.compile(
    r"[,，](?![^。]{0,30}(?:将|要|拟|计划|打算|力争|争取|确保|继续|进一步|建议|预计))"
)
BEFORE_SENTENCE = "\n。！？；;”"
NAMED_PLAN = re.compile(r"[“\"「『]([十二]{1,2}[一二三四五六七八九]?)五[”\"」』](?:规划|计划)")
# 庆祝新中国成立60周年, 改革开放三十年来: counted from these years.
BEGINNINGS = {
    "五四运动": 1919, "建党": 1921, "中国共产党成立": 1921, "建军": 1927, "长征胜利": 1936,
    "抗战胜利": 1945, "抗日战争胜利": 1945, "建国": 1949, "新中国成立": 1949,
    "中华人民共和国成立": 1949, "改革开放": 1978, "香港回归": 1997, "澳门回归": 1999,
    "汶川地震": 2008, "汶川特大地震": 2008,
}  # fmt: skip
ANNIVERSARY = re.compile(
    rf"({'|'.join(BEGINNINGS)})(?:以来)?(?:的)?(\d{{1,3}}|一?百|[一二三四五六七八九]?十[一二三四五六七八九]?)"
    r"(?:周年(?!时)|年(?=来|以来|的(?:成就|历程|实践|经验|伟大)))"
)
# Looked for before an anniversary: as the beginning of its pattern it would be tried everywhere.
AWAITED = re.compile(r"(?:迎接?|献礼|喜迎)(?:祖国)?$")
LONGEST_AWAITED = 4
# From here on a report speaks of what it is going to do.
PLANS = re.compile(
    r"(?:下一步|今后|明年|来年|下阶段|下年度|19\d\d年|20\d\d年)的?(?:工作)?(?:的)?(?:打算|安排|思路|设想|计划|重点|目标|任务|建议)"
)
FIRST_YEAR = 1978  # of the reports that this program reads; older years are history
LOOKED_AT = 200_000  # characters
NO_YEAR = 9999  # later than any
# How many years a text is younger than the newest year that it cites: of 77 dated reports, 95 %
# at most one where it cites the year twice, three where it cites it once.
AFTER_TWICE, AFTER_ONCE = 1, 3
BEFORE_PLAN = 2  # years before its first that a five-year plan is prepared
AFTER_ERA = 1  # a campaign is reported on until a year after its end


Span = tuple[int, int]


class Era(NamedTuple):
    """Something that texts speak of since one year, and as going on until another (None: yet)."""

    since: int  # 0: before any report
    until: int | None
    start: int = 0  # of the words of the text that name it
    end: int = 0


class Bounds(NamedTuple):
    """The earliest and latest year, and the spans of the text that tell them."""

    earliest: str | None
    latest: str | None
    evidence: tuple[Span, ...] = ()

    @property
    def years(self) -> tuple[str | None, str | None]:
        """The two years alone."""
        return self.earliest, self.latest


def find_bounds(text: str, latest: str | None) -> Bounds:
    """The earliest and latest year in which *text* can have been written.

    *latest* is a date at which it existed (a site's, a file's), or None.
    """
    text = text[:LOOKED_AT]
    limit = int(latest[:4]) if latest else NO_YEAR
    dates = find_dates(text)
    years = [era for era in _cited_years(text, dates) if FIRST_YEAR <= era.since <= limit]
    eras = [era for era in _named_eras(text) if era.since <= limit]
    newest = _newest([*years, *eras])
    earliest = newest[0].since if newest else 0
    # A word may be newer than the years beside it (高效办成一件事), a goal lie behind them.
    closing = _ending(_newest(years), earliest)
    closing += _ending([*eras, *_goals(text, dates)], earliest + 1)
    closing += _ending(newest, 0)
    end = min([limit, *(era.until for era in closing if era.until)])
    telling = [*newest, *(era for era in closing if era.until == end)]
    return Bounds(
        str(earliest) if earliest else None,
        str(end) if end < NO_YEAR else None,
        _first_spans(text, telling),
    )


def _first_spans(text: str, eras: Sequence[Era]) -> tuple[Span, ...]:
    """Where each of the words that tell something stands first."""
    first: dict[str, Span] = {}
    for _, _, start, end in sorted(eras, key=lambda era: era.start):
        first.setdefault(text[start:end], (start, end))
    return tuple(first.values())


def _newest(eras: Sequence[Era]) -> list[Era]:
    """Those of *eras* that began last; none where nobody knows when they began."""
    last = max((era.since for era in eras), default=0)
    return [era for era in eras if era.since == last > 0]


def _ending(eras: Iterable[Era], year: int) -> list[Era]:
    """Those of *eras* that end, in *year* or later."""
    return [era for era in eras if era.until and era.until >= year]


def _cited_years(text: str, dates: Sequence[DateMatch]) -> Iterator[Era]:
    """The years and congresses that are past when the text is written."""
    counted = Counter(date.value[:4] for date in dates)
    plans = _begin_of_plans(text)
    for date in dates:
        if date.end > plans:
            break
        year, often = int(date.value[:4]), counted[date.value[:4]] > 1
        if _is_congress(date):
            following = next((n for n in CONGRESSES.values() if n > year), None)
            yield Era(year, following, date.start, date.end)
        elif date.kind == "since" or (date.kind != "plan" and _is_past(text, date, often)):
            last = year + (AFTER_TWICE if often else AFTER_ONCE)
            yield Era(year, last, date.start, date.end)


def _begin_of_plans(text: str) -> int:
    """Where the last chapter begins that tells of what is to come; the end without one."""
    last = max((match.start() for match in PLANS.finditer(text)), default=0)
    return last if last > len(text) / 3 else len(text)


def _is_congress(date: DateMatch) -> bool:
    """Whether a time is told by a congress, not by its year: 党的十八大以来."""
    named = date.kind in ("event", "since")
    return named and not date.text[-1:].isdigit() and "年" not in date.text


def _named_eras(text: str) -> Iterator[Era]:
    """The campaigns, leaders, doctrines and five-year plans that the text names."""
    words, eras = _eras()
    for index, start, end in words.find_matches_as_indexes(text):
        yield Era(*eras[index], start, end)
    yield from _anniversaries(text)
    for match in NAMED_PLAN.finditer(text):
        if years := plan_years(match[1] + "五"):
            yield Era(years[0] - BEFORE_PLAN, years[1] + AFTER_ERA, *match.span())


@cache
def _eras() -> tuple[AhoCorasick, list[tuple[int, int | None]]]:
    """The words of eras.toml, and since and until when each is spoken of."""
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))["era"]
    rows = [(word, row) for row in table for word in row["words"]]
    eras = [
        (row.get("since", 0), row["until"] + AFTER_ERA if "until" in row else None)
        for _, row in rows
    ]
    words = [word for word, _ in rows]
    found = AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return found, eras


def _anniversaries(text: str) -> Iterator[Era]:
    """新中国成立60周年 is spoken of in 2009 and the year after, 迎接… from the year before on."""
    for match in ANNIVERSARY.finditer(text):
        year = BEGINNINGS[match[1]] + read_number(match[2])
        coming = AWAITED.search(text, max(0, match.start() - LONGEST_AWAITED), match.start())
        start = coming.start() if coming else match.start()
        yield Era(year - 1 if coming else year, year + AFTER_ERA, start, match.end())


def _goals(text: str, dates: Sequence[DateMatch]) -> Iterator[Era]:
    """The years that are still to come: 力争到2012年."""
    for date in dates:
        if GOAL.search(text, max(0, date.start - 8), date.start):
            yield Era(0, int(date.value[:4]), date.start, date.end)


def _is_past(text: str, date: DateMatch, often: bool) -> bool:
    if SO_FAR.search(text, max(0, date.start - 6), date.start):
        return not TO_COME_AFTER.match(text, date.end)
    if _to_come(text, date):
        return False
    if _sets_out(text, date) or _counts_months(date):
        return True
    changed = CHANGED_TO.search(text, max(0, date.start - 4), date.start)
    return often or changed is not None or bool(PAST_AFTER.match(text, date.end))


def _sets_out(text: str, date: DateMatch) -> bool:
    """Whether a sentence begins with a time and tells what happened then."""
    first = not date.start or text[date.start - 1] in BEFORE_SENTENCE
    return first and SETS_OUT.match(text, date.end) is not None


def _counts_months(date: DateMatch) -> bool:
    """Whether a time is some months of one year, of which figures are told: 2010年1至11月."""
    start, slash, end = date.value.partition("/")
    return bool(slash) and "-" in start and start[:4] == end[:4]


def _to_come(text: str, date: DateMatch) -> bool:
    before = text[max(0, date.start - 8) : date.start]
    if CHANGED_TO.search(before) and MEASURED.match(text, date.end):
        return WISHED.search(text, max(0, date.start - 40), date.start) is not None
    return bool(TO_COME_BEFORE.search(before) or TO_COME_AFTER.match(text, date.end))
