"""Which period a figure belongs to.

The nearest statement before it in its sentence decides, then the paragraph, then the year that a
heading or the title reports on (一、2011年工作回顾). Thresholds and general rules are of no time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from textmine.detect.layers import FoundHeading, FoundPeriod, Quantity
from textmine.extract.setting.undated import may_date

# What takes a figure out of the periods around it: it is so every year, or since nobody says when.
EVER = re.compile(
    r"每(?:年|月|周|季度|半年|天|学期|个月|个季度|两年)|年均|近年来|历年|多年来|近[一二三四五六七八九十几\d]+年|连续[两三四五六七八九十几\d]+年"
    r"|自(?![^，,。；;]{0,6}[年月日]以来)[^，,。；;\d]{2,16}以来"
)
# What is so within its own clause only: 连续11年实现…，事故起数下降30%; 每季度研究…，总量达32万户;
# 自普查以来首次进位；产值增长5%.
BRIEF = re.compile(
    r"连续|每(?:月|周|季度|半年|天|个月|个季度)|[^，,。；;]*以来(?:首次|最|第一|首个)"
)
CLOSED = re.compile("[；;]")
# Of the year of which a heading or the paragraph tells.
SAME_YEAR = frozenset("当年 年内 本年 本年度 当年内".split())
# one of these is in each; each begins with a character of its own, and a search skips all others
EVER_MARK = re.compile(
    r"每|近(?=[年一二三四五六七八九十几\d])|历(?=年)|来(?<=[年以]来)|均(?<=年均)|续(?<=连续)"
)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# 成立于2009年，现有社员186户: when it began says nothing of how it is now.
FOUNDED = re.compile(
    r"(?:成立|始建|创办|创建|创立|组建|落户|注册|建成|建|设立|投产|开业|出生|生|毕业|入党)于$"
)
NOWADAYS = re.compile(r"现|[，,；;](?:共|拥|占)?有|下辖|下设|辖区?|[，,；;]占地")
# 2005年以前没有一条硬化路: in no year; but 2020年以前要全部完成 is a plan for that one.
EARLIER = re.compile(
    r"(?:以前|之前)(?![^。；;]{0,24}(?:完成|实现|建成|达到|完工|必须|力争|确保|要))"
)
# 2011年7月成立。一年来，社员增加到60名: no longer of that month
LATER = re.compile(
    r"[。！!？?]\s?(?:(?:[一两二三四五六七八九十]|几|多)年多?以?来|如今|现如今)[，,]"
)
JOINED = ("和", "、", "与", "及")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
CLAUSE = re.compile("[，,；;]")
# What comes after is planned, and no more of the year that opened the paragraph.
NEXT = re.compile(r"下一?步|下一?阶段|接下来|今后(?:[几一两三四五\d]年)?[，,]")
# 从2012年起，区财政每年安排…: every year, but since then.
SINCE = re.compile(r"(?:起|以来|开始)$")
OPENED = re.compile(r"[由从自](?:[^，,。；;、\d]{0,4})$")  # 由2014年的26.8%降到1%
# “十四五”时期: of a plan for five years, which says little of when a measure within it was taken.
PLAN_YEARS = re.compile(r"[“\"]?十[一二三四五]?五")
LEAD = 11  # characters before a period that opens its sentence: 按照省里的部署，
LEADS = re.compile(r"(?:^|[，,：:])[（(“]?(?:截[至止]到?|到|至|自|从|据|早在)?$")
CONTINUES = re.compile(
    r"\s*(?:其中|另外[，,]|(?:根?据)?统计[，,]|除了[^，,。]{2,14}(?:变化|外)[，,]|[从按就]\S{2,10}?(?:来?看|构成|分[，,类布])|在\d\S{1,9}中[，,])"
)
# 记者从县委组织部获悉，截至2010年底: who told it opens the sentence too.
TOLD = re.compile(
    r"(?:获悉|了解到|介绍|透露|显示|表示|说|称|统计|报道)[，,：:“]{1,2}(?:截[至止]到?|到|至|自|从)?$"
)
FAR = 48  # characters of such an opening
SENTENCE_START = "。！？\n"
OPENERS = " \u3000”’」』"  # what may stand between two sentences
# A heading or title that says on which year it reports, or for which it plans.
REVIEWED = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?(?:的|上半年|第?[一二三四]季度)?[^，,。；;\d至到-]{0,16}"
    r"(?:回顾|总结|公报|完成情况|进展情况|工作情况|执行情况|主要工作|工作成效|工作成绩|主要成绩|主要成效|述职|年报|大事"
    r"|安排|打算|目标|部署|要点|计划|任务|思路|重点工作|总体要求)"
)
# Plans of no year: what stands under them is of none.
PLANNED = re.compile(r"今后|未来|下一步|下步|远景|下一阶段|十年(?:目标|规划)|百年(?:目标|规划)")


class Dates:
    """Looks up the periods of one text; *reviewed* is the title, and *headings* its layer."""

    def __init__(
        self,
        text: str,
        periods: Sequence[FoundPeriod],
        headings: Sequence[FoundHeading] = (),
        title: str | None = None,
    ) -> None:
        self.text = text
        self.periods = [period for period in periods if may_date(text, period)]
        self._starts = [period.start for period in self.periods]
        self._paragraph = self._first = 0
        self._opened = self._searched = 0
        self._title_year = reviewed_year(title) if title and "公报" in title else None
        self._plans = [
            (heading.start, heading.block_end)
            for heading in headings
            if heading.role == "plan" and reviewed_year(text[heading.start : heading.end])
        ]
        self._reports = [
            (heading.start, heading.block_end, year)
            for heading in headings
            if (year := reviewed_year(told := text[heading.start : heading.end]))
            or PLANNED.search(told)
        ]

    def period(
        self, quantity: Quantity, sentence_start: int, paragraph: int, *, before: int | None
    ) -> str | None:
        """The value of the nearest period before *quantity* in its sentence.

        *before* leaves out what the first end of a change says of itself: 由2014年的26.8%降到1%
        says nothing of the second end's year.
        """
        index = bisect_right(self._starts, quantity.start) - 1
        if before is not None and index >= 0 and self._opens_change(self.periods[index], before):
            index -= 1
        ever = self._last_ever(sentence_start, quantity.start)
        while index >= 0 and self.periods[index].start >= sentence_start and self._is_same(index):
            index -= 1
        if index >= 0 and self.periods[index].start >= sentence_start:
            found = self._leading(index, sentence_start, quantity.start)
            if ever > found.start or found.text[0] in "每历":
                since = self._since(index, sentence_start)
                return since or self._around(ever, sentence_start, quantity.start)
            return self._value(found, quantity.start)
        if ever >= 0:
            return None
        return self._carried(index, self._first_paragraph(paragraph), quantity.start)

    def _is_same(self, index: int) -> bool:
        """Whether a heading tells the year of a period: 当年, 今年 in a plan for 2024."""
        period = self.periods[index]
        if period.value is not None:
            return False
        return period.text in SAME_YEAR or (
            period.text == "今年" and any(a <= period.start < b for a, b in self._plans)
        )

    def told(self, start: int, end: int, *, plans: bool = False) -> str | None:
        """The first period that a passage states of itself; that of a five years' plan if asked."""
        for index in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            period = self.periods[index]
            if period.value and (plans or not PLAN_YEARS.match(period.text)):
                return period.value
        return None

    def around(self, at: int, paragraph: int) -> str | None:
        """The period of a passage that states none: what opens its paragraph, else a heading's."""
        index = bisect_left(self._starts, at) - 1
        return self._carried(index, self._first_paragraph(paragraph), at)

    def _carried(self, index: int, first: int, at: int) -> str | None:
        """What opens the paragraph, unless plans follow; else what a heading says."""
        while index >= 0 and self.periods[index].start >= first:
            period = self.periods[index]
            if self._carries(period):
                if self._is_past(period, at):
                    return self._reported(at)
                return None if NEXT.search(self.text, period.end, at) else period.value
            index -= 1
        return self._reported(at)

    def _is_past(self, period: FoundPeriod, at: int) -> bool:
        """Whether a sentence since its month tells of the years that followed: 一年来，…."""
        months = period.value is not None and re.fullmatch(r"\d{4}-\d\d", period.value)
        return bool(months) and LATER.search(self.text, period.end, at) is not None

    def _around(self, ever: int, start: int, at: int) -> str | None:
        """2015 of 2015年，把地租给基地，每年租金3000元，挣了2万元: 每年 is of its own clause."""
        if ever < 0 or self.text[ever] not in "每年连" or not CLAUSE.search(self.text, ever, at):
            return None
        index = bisect_right(self._starts, ever - 1) - 1
        while index >= 0 and self.periods[index].text[0] == "每":
            index -= 1
        found = self.periods[index] if index >= 0 else None
        if found is None or found.start < start or found.text.endswith("年来"):
            return None  # 30多年来，…，每年收入300万元
        return found.value

    def _first_paragraph(self, paragraph: int) -> int:
        """Where what a paragraph goes on with begins: 其中，基层党委…; 从学历看，…."""
        if paragraph != self._paragraph:  # asked for each of its figures
            self._paragraph = self._first = paragraph
            while self._first and CONTINUES.match(self.text, self._first):
                self._first = self.text.rfind("\n", 0, self._first - 1) + 1
        return self._first

    def _carries(self, period: FoundPeriod) -> bool:
        """Whether it dates the sentences behind its own too: as what opens it.

        What happened on a day says nothing of them, nor does a year within a sentence.
        """
        if DAY.fullmatch(period.value or ""):
            return False
        lead = self.text[max(0, period.start - FAR) : period.start]
        lead = lead[max(lead.rfind(mark) for mark in SENTENCE_START) + 1 :].lstrip(OPENERS)
        return bool(LEADS.search(lead) and (len(lead) <= LEAD or TOLD.search(lead)))

    def _value(self, found: FoundPeriod, end: int) -> str | None:
        """What *found* says of a figure at *end*."""
        if EARLIER.match(self.text, found.end) or self._began(found, end):
            return None
        return self._listed(found, end) or self._whole_year(found, end)

    def _began(self, found: FoundPeriod, end: int) -> bool:
        """Whether it says when something began of which *end* tells how it is now."""
        founded = FOUNDED.search(self.text, max(0, found.start - 4), found.start)
        return bool(founded and NOWADAYS.search(self.text, found.end, end))

    def _listed(self, last: FoundPeriod, end: int) -> str | None:
        """2014/2015 of 2014年和2015年，共…; where 分别 follows, the year of each figure."""
        at = index = bisect_right(self._starts, last.start) - 1
        while at and self._follows(self.periods[at - 1], self.periods[at]):
            at -= 1
        if at == index:
            return None
        years = [period.value for period in self.periods[at : index + 1]]
        apart = self.text.find("分别", last.end, end)
        if apart < 0:
            return f"{years[0]}/{years[-1]}"
        return years[min(len(NUMBER.findall(self.text, apart, end)), len(years) - 1)]

    def _follows(self, first: FoundPeriod, second: FoundPeriod) -> bool:
        """Whether two plain years follow each other, in the text and in time."""
        if self.text[first.end : second.start] not in JOINED:
            return False
        years = f"{first.value}{second.value}"
        return len(years) == 8 and years.isdigit() and int(years[4:]) == int(years[:4]) + 1

    def _whole_year(self, found: FoundPeriod, end: int) -> str | None:
        """2023 of 2023年8月由负转正，全年完成…."""
        months = found.value is not None and len(found.value) > 4 and found.value[4] == "-"
        if months and found.value and self.text.find("全年", found.end, end) >= 0:
            return found.value[:4]
        return found.value

    def names(self, start: int, end: int) -> bool:
        """Whether a period begins between two offsets."""
        index = bisect_right(self._starts, end) - 1
        return index >= 0 and self.periods[index].start >= start

    def _since(self, index: int, start: int) -> str | None:
        """2012年起 of 从2012年起，区财政每年安排…, None without it."""
        while index >= 0 and self.periods[index].start >= start:
            if SINCE.search(self.periods[index].text):
                return self.periods[index].value
            index -= 1
        return None

    def _opens_change(self, period: FoundPeriod, number: int) -> bool:
        """Whether a period belongs to the first end of a change, whose number stands there."""
        return period.start < number and (
            OPENED.search(self.text, max(0, period.start - 8), period.start) is not None
        )

    def _leading(self, index: int, start: int, end: int) -> FoundPeriod:
        """The period of a figure's own part of the sentence, else the one that opens it.

        2024年，桑园…，上半年发种…；糯玉米种植10.2万亩: a semicolon ends what 上半年 governs.
        """
        found = self.periods[index]
        if not CLOSED.search(self.text, found.end, end):
            return found
        opening = max(self.text.rfind(mark, start, found.start) for mark in "；;，,")
        first = self.periods[bisect_right(self._starts, start - 1)]
        inside = opening >= 0 and self.text[opening] in "，,"
        return first if inside and first.value else found

    def _reported(self, at: int) -> str | None:
        """The year that the nearest heading above, else the title, reports on."""
        if not self._reports:
            return self._title_year
        years = [year for start, end, year in self._reports if start <= at < end]
        return years[-1] if years else self._title_year

    def _last_ever(self, start: int, end: int) -> int:
        """Where the last 每年, 近年来 … stands between two offsets, -1 without one."""
        if start != self._opened:
            self._opened = self._searched = start
        if not EVER_MARK.search(self.text, max(start, self._searched - 1), end):
            self._searched = end  # the next figure of the sentence goes on from there
            return -1
        before = self.text[start:end]
        found = (match.start() for match in EVER.finditer(before) if not _is_over(before, match))
        return max((at + start for at in found), default=-1)


def end_of(period: str, *, first: bool) -> str:
    """The year of one end of a change that a span of years tells of: 2003年到2023年由3个增到9个.

    >>> end_of("2003/2023", first=True), end_of("2003/2023", first=False)
    ('2003', '2023')
    """
    span = SPAN.fullmatch(period)
    return span["first" if first else "last"] if span else period


SPAN = re.compile(r"(?P<first>\d{4})/(?P<last>\d{4})")


def _is_over(before: str, ever: re.Match[str]) -> bool:
    """Whether what is so ever is told of a clause that ends before the figure."""
    brief = BRIEF.match(before, ever.start())
    return brief is not None and CLAUSE.search(before, ever.end()) is not None


def reviewed_year(heading: str) -> str | None:
    """The year of 2011年工作回顾 or 2009年统计公报; None for plans and for other headings.

    >>> reviewed_year("一、2011年工作回顾")
    '2011'
    """
    match = REVIEWED.search(heading)
    return match["year"] if match else None
