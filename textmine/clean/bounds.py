"""Between which years a text was written that does not say: by what it cites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from textmine.chinese.dates import DateMatch, find_dates

# Policies and events that documents of their time name, by the year that brought them.
COINED = {
    "三个代表": 2000, "科学发展观": 2003, "先进性教育": 2005, "社会主义新农村": 2005,
    "创先争优": 2010, "群众路线教育实践活动": 2013, "精准扶贫": 2013, "三严三实": 2015,
    "两学一做": 2016, "乡村振兴": 2017, "新时代中国特色社会主义": 2017, "不忘初心、牢记使命": 2017,
    "新冠": 2020, "党史学习教育": 2021, "中国式现代化": 2021, "新质生产力": 2023,
    "社会工作部": 2023,
}  # fmt: skip

# What is still to come: 力争到2012年, 2015年前, 2030年远景目标, 将于2026年举办.
TO_COME_BEFORE = re.compile(
    r"(?:到|至|力争|争取|计划|预计|拟于|将于|目标|规划|远景|为迎接|获得|申办|截止|[-—~～])[^，。；,;]{0,3}$"
)
TO_COME_AFTER = re.compile(
    r"(?:前|底前|末前|年?远景|年?目标|年?规划|年?计划|年?基本实现|年?建成|年?将|年?力争|年?要)"
)
PAST_AFTER = re.compile(
    r"(?:底|末|以来|起|初|上半年|下半年|\d{1,2}月)?[^。]{0,24}?(?:了|已|以来|达到?|被|获|完成|实现|召开|出台|下发)"
)
FIRST_YEAR = 1978  # of the reports that this program reads; older years are history
LOOKED_AT = 200_000  # characters


def find_bounds(text: str, latest: str | None) -> tuple[str | None, str | None]:
    """The earliest and latest year in which *text* can have been written.

    *latest* is a date at which it existed (a site's, a file's), or None.
    """
    text = text[:LOOKED_AT]
    limit = int(latest[:4]) if latest else 9999
    years = [year for year in _cited_years(text) if FIRST_YEAR <= year <= limit]
    return (str(max(years)) if years else None), (latest[:4] if latest else None)


def _cited_years(text: str) -> Iterator[int]:
    """Years that have begun when the text is written."""
    yield from (year for word, year in COINED.items() if word in text)
    dates = find_dates(text)
    counted = Counter(date.value[:4] for date in dates)
    for date in dates:
        often = counted[date.value[:4]] > 1
        if date.kind in ("event", "since") or (date.kind != "plan" and _is_past(text, date, often)):
            yield int(date.value[:4])


def _is_past(text: str, date: DateMatch, often: bool) -> bool:
    return not _to_come(text, date) and (often or bool(PAST_AFTER.match(text, date.end)))


def _to_come(text: str, date: DateMatch) -> bool:
    before = text[max(0, date.start - 8) : date.start]
    return bool(TO_COME_BEFORE.search(before) or TO_COME_AFTER.match(text, date.end))
