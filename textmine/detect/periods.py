"""The component that marks periods, anchored to the article's own date.

今年, 今年以来, 目前, 截至目前 are the article's year, 去年 and 上年 the one before it; 近三年,
近年来, 过去五年, 每年 are nothing; 年底, 年内 are the year; what goes on (2009年以来) ends with
the article. Without a date of the article these stay None, but for the beginning of what goes on. A
month without a year is of the year named last in the paragraph, else of the article's. What
something is compared with (比上年, 较2008年) is no period of it and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from textmine.chinese.dates import DateMatch, find_dates, finish, fold
from textmine.chinese.moments import (
    DAY,
    MONTH,
    TO,
    S,
    read_edge,
    read_moment,
    read_number,
)
from textmine.detect.anchoring import (
    DUMMY,
    Value,
    Written,
    after,
    day_told,
    fixed,
    month_told,
    never,
    shifted,
    since_deed,
    within,
)
from textmine.detect.layers import FoundPeriod, register_layers, text_of

# ---- words ------------------------------------------------------------------------------------
# Years from the article's own; what follows may narrow them (今年1-4月份).
YEARS = {
    "今": 0, "本": 0, "去": -1, "上": -1, "上一": -1, "前一": -1, "前": -2, "大前": -3,
    "明": 1, "来": 1, "下": 1, "下一": 1, "后": 2,
}  # fmt: skip
# Patterns begin with a plain character and look around from it, which is ten times faster to
# search than one that begins by looking back.
# Behind 今, 去 and 明 no word begins with 年, but 如今|年轻人; 改造前|年产值 is not 前年.
YEAR = re.compile(
    r"年(?<=[今本去上一前明来下后]年)度?(?![龄度]|以前|级(?!别)|纪(?![念检委律])"
    r"|(?<![今去明]年)(?:均(?![价已])|产(?![值量能业出品])|薪(?!酬)|货(?![运物])|会(?![员费计同])|轻(?!工)|轮)"
    r"|(?:(?<=[如当现]今年)|(?<=过去年)|(?<=[^\W到在于从是]前年))(?:[均产薪货会轻]|收入|销售|利润))"
)
YEAR_BEFORE = re.compile(
    r"(?:今|(?<![录根日文成资基剧版原样])本|去|(?<![以岁向])上一?|(?<![目以之年此当先眼])大?前|(?<![目以之年提])前一|(?<![说证表声阐])明"
    r"|(?<![年后历原向近以下起出过带引迎])来|(?<!以)下一?|(?:(?<!\w)|(?<=[到至在于明和或]))后)$"
)
GOES_ON = re.compile(r"以来|来(?!年|源|自|到)|同期")
NOW = re.compile(
    r"[目至迄如现眼当][前今在下](?<=目前|至今|迄今|如今|现在|眼下|当前)(?<![相恰适应正]当前)(?![和与及]今后|[的]?形势)(?<![年月日]至今)(?:为止)?(?:(?<!今)|(?![天日]|年(?![均产薪货轻收])))"
)
NOW_BEFORE = re.compile(r"(?:截[至止]到?|到)$")
DAY_WORD = re.compile(
    r"[昨前今](?:(?<=昨)[天日晚]|(?<=前)(?<![目以之]前)天|(?<=今)[天日](?=上午|下午|晚))"
)
MONTH_WORD = re.compile(r"月(?<=[本上下个]月)(?!球)")
MONTH_WORD_BEFORE = re.compile(r"[本上下](?<!以.)个?$")
SAME_YEAR = re.compile(
    r"年(?:(?<=[当同次翌这那]年)|(?<=[，,。；;]第二年))(?!头|代|以来|来|份|龄|级|轻|会|货|同月)"
)
# 2012年起，…; 2013年启动试点以来, 2014年3月开工至今: what else says that a year goes on.
GOING_ON = re.compile(
    r"(?:开始|起)(?=[，,])|(?P<told>[^，,。；;：:\d自从]{2,20}?)(?:以来|至今(?![年天日后]))"
)
GOING_ON_SIGNS = ("以来", "至今", "起，", "起,", "开始，", "开始,")
AGO = re.compile(r"年前(?![的后一二三四两\d十半])")
AGO_BEFORE = re.compile(
    r"(?<![\d第近过每上])(?:\d{1,2}|[一二两三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)$"
)
FAR = 24  # characters from a year to such words
YEARS_LONG = r"(?:[一二两三四五六七八九十几\d]{1,3}|些)年(?:以?来|间)?"
WHILE = re.compile(
    rf"近(?:{YEARS_LONG}|(?<![临接将附靠逼邻]近)年(?![底末关货])(?:以?来|间)?|[一二两三几\d]{{1,2}}个月来?)"
)
WHILE_PAST = re.compile(rf"过去的?{YEARS_LONG}")
EVERY = re.compile(r"年(?<=[每历往多]年)(?:以?来|(?<!多年))")
SINCE_WHILE = re.compile(r"年(?:多|余)?(?:以?来(?!年|源|自|到)|间(?![隔距断接]))")
WHILE_BEFORE = re.compile(
    r"(?:(?<!\d)[一二两三四五六七八九十几多数半]{1,3}|(?<![\d.])\d{1,2})(?:多|余)?$"
)
# Expressions without a year: 5月3日, 1-4月份, 前三季度, 上半年, 年底.
MONTH_SIGN = re.compile(r"月(?![龄嫂饼季球薪])")
MONTH_BEFORE = re.compile(
    rf"(?<![\d.个第每满当本上下年月/两几十一二三四五六七八九]){MONTH}{S}(?:月份?)?(?:{TO}{MONTH}{S})?$"
)
SURE_MONTH = re.compile(
    rf"\d|[十一二三四五六七八九元]{{1,2}}月(?:份|{DAY}[日号]|[底末初]|[上中下]旬"
    rf"|(?<=[，,。；;、（(在至到从于自年].月)[，,、。起至到以]|(?<=[，,。；;、（(在至到从于自年]..月)[，,、。起至到以])"
)
QUARTER_SIGN = re.compile(r"季度")
HALF_SIGN = re.compile(r"半年")
QUARTER_BEFORE = re.compile(
    r"(?:前?第?[一二三四两首1-4]个?(?:[、和至到-]第?[二三四2-4])?|(?<![近每])[上下前后])$"
)
YEAR_EDGE = re.compile(
    r"年(?<![\d今去明前当每历本上次翌同一半多青老少成中壮]年)(?:[底末](?![蕴子线气])|初(?![步级中])"
    r"|(?<![二两三四五六七八九十百千万几数近周全往]年)"
    r"(?:内(?![容涵外部蒙需心在])|中(?=[，,。、作的]|考核|总结|通报|检查|督查|推进)))"
)
FIRST_MONTHS_SIGN = re.compile(r"个月(?![前后以之内])")
FIRST_MONTHS_BEFORE = re.compile(
    r"(?<![^\s，,。；;：:、（(])[前头](?:1[0-2]|[2-9]|十[一二]?|[二两三四五六七八九])$"
)
SIGNS = (
    (MONTH_SIGN, MONTH_BEFORE),
    (QUARTER_SIGN, QUARTER_BEFORE),
    (HALF_SIGN, QUARTER_BEFORE),
    (FIRST_MONTHS_SIGN, FIRST_MONTHS_BEFORE),
)
BACK = 9  # characters that the beginning of such an expression may take

DAYS = {"今": 0, "昨": -1, "前": -2}
MONTHS = {"本": 0, "上": -1, "下": 1}

COMPARED = re.compile(r"(?:[比较]|超过|高于|低于|多于|少于|快于|好于|优于|不及)(?:上个?)?$")
BESIDE = re.compile(r"[与同和跟]$")
COMPARISON = re.compile(r"(?:同期)?(?:水平)?(?:相比|相较|比较|持平|对比)")


class Told(NamedTuple):
    """An expression of time before it is anchored.

    `value` makes its value from the article's date and from the year named last before it;
    `names_year` says that a month after it without a year is of its year.
    """

    start: int
    end: int
    value: Value
    names_year: bool = False


@Language.factory("textmine_periods", assigns=["doc._.periods"])
def make_periods(nlp: Language, name: str) -> PeriodDetector:
    """The component that marks periods."""
    register_layers()
    return PeriodDetector()


@dataclass(slots=True)
class PeriodDetector:
    """Sets `doc._.periods` (tuple of FoundPeriod), anchored to `doc._.article.date`."""

    def __call__(self, doc: Doc) -> Doc:
        article = doc._.article
        doc._.periods = tuple(find_periods(text_of(doc), article.date if article else None))
        return doc


def find_periods(text: str, written: str | None = None) -> list[FoundPeriod]:
    """The periods of *text*, anchored to the date on which it was *written* (ISO-like)."""
    anchor = Written.of(written)
    found: list[FoundPeriod] = []
    last_year: int | None = None
    last_end = 0
    for told in _tell(fold(text)):
        if told.start < last_end:
            continue
        if last_year and "\n" in text[last_end : told.start]:
            last_year = None
        value = told.value(anchor, last_year)
        if told.names_year and value:
            last_year = int(value[:4])
        if found and value and (first := _range_from(text, found[-1], told.start, value)):
            start = found.pop().start
            found.append(FoundPeriod(start, told.end, text[start : told.end], f"{first}/{value}"))
        elif not _is_compared(text, told.start, told.end):
            found.append(FoundPeriod(told.start, told.end, text[told.start : told.end], value))
        last_end = told.end
    return found


def _range_from(text: str, last: FoundPeriod, start: int, value: str) -> str | None:
    """The beginning of 去年底到今年3月 and 2011年到现在, where *value* is that of its end."""
    if text[last.end : start] not in ("到", "至", "—", "－", "~", "——"):
        return None
    first = last.value
    return first if first and "/" not in first + value and first[:4] <= value[:4] else None


def _is_compared(text: str, start: int, end: int) -> bool:
    """Whether something is compared with it: 比上年, 较2008年, 与去年同期相比."""
    before = text[max(0, start - 4) : start]
    if COMPARED.search(before):
        return True
    return BESIDE.search(before) is not None and COMPARISON.match(text, end) is not None


# ---- finding ----------------------------------------------------------------------------------
def _tell(text: str) -> list[Told]:
    """Every expression of time, in order, the longer first where two begin together."""
    told = [*_tell_dates(text), *_tell_years(text), *_tell_words(text), *_tell_parts(text)]
    told.sort(key=lambda each: (each.start, -each.end))
    return told


def _tell_dates(text: str) -> Iterator[Told]:
    for found in find_dates(text):
        if found.kind == "event":
            continue
        single = found.value.rpartition("/")[2][:4] == found.value[:4]
        if found.kind in ("year", "month", "day") and (told := _qualified(text, found)):
            yield told
        else:
            yield Told(found.start, found.end, fixed(found.value, found.kind == "since"), single)


def _qualified(text: str, found: DateMatch) -> Told | None:
    """2013年启动试点以来 and 2012年起，which go on until the article."""
    if not any(text.find(sign, found.end, found.end + FAR) >= 0 for sign in GOING_ON_SIGNS):
        return None
    match = GOING_ON.match(text, found.end)
    if not match:
        return None
    open_end = match["told"] is None or match[0].endswith("至今")
    value = fixed(found.value, goes_on=True) if open_end else since_deed(found.value)
    return Told(found.start, match.end(), value, True)


def _tell_years(text: str) -> Iterator[Told]:
    """今年, 去年12月, 上年同期, 当年: a year told from another, and what narrows it."""
    for match in YEAR.finditer(text):
        before = YEAR_BEFORE.search(text, max(0, match.start() - 3), match.start())
        if not before:
            continue
        start, offset = before.start(), YEARS[before[0]]
        if goes_on := GOES_ON.match(text, match.end()):
            since = offset < 0 and goes_on[0] != "同期"
            yield Told(start, goes_on.end(), shifted("Y", offset, since), True)
        else:
            yield _narrowed(text, start, match.end(), offset)
    for match in AGO.finditer(text):
        before = AGO_BEFORE.search(text, max(0, match.start() - 4), match.start())
        if before:
            yield Told(
                before.start(),
                match.end(),
                shifted("Y", -read_number(before[0].replace("两", "二")), False),
                True,
            )
    for match in SAME_YEAR.finditer(text):
        start = match.start() - (2 if text[match.start() - 1] == "二" else 1)
        found = finish(text, start, DUMMY, match.end())
        offset = 1 if text[start] in "次翌第" else 0
        yield Told(found[0], found[1], after(found[2], offset), True)


def _narrowed(text: str, start: int, at: int, offset: int) -> Told:
    _, end, value, kind = finish(text, start, DUMMY, at)
    return Told(start, end, shifted(value, offset, kind == "since"), True)


def _tell_words(text: str) -> Iterator[Told]:
    for match in NOW.finditer(text):
        before = NOW_BEFORE.search(text, max(0, match.start() - 3), match.start())
        start = before.start() if before and match[0][0] == "目" else match.start()
        yield Told(start, match.end(), shifted("Y", 0, goes_on=False))
    for match in DAY_WORD.finditer(text):
        yield Told(match.start(), match.end(), day_told(DAYS[match[0][0]]))
    for match in MONTH_WORD.finditer(text):
        before = MONTH_WORD_BEFORE.search(text, max(0, match.start() - 3), match.start())
        if before:
            end = read_edge(text, match.end())
            yield Told(before.start(), end, month_told(MONTHS[before[0][0]]))
    for pattern in (WHILE, WHILE_PAST):
        for match in pattern.finditer(text):
            yield Told(match.start(), match.end(), never)
    for match in EVERY.finditer(text):
        yield Told(match.start() - 1, match.end(), never)
    for match in SINCE_WHILE.finditer(text):
        before = WHILE_BEFORE.search(text, max(0, match.start() - 4), match.start())
        if before:
            yield Told(before.start(), match.end(), never)


def _tell_parts(text: str) -> Iterator[Told]:
    """5月3日, 1-4月份, 第一季度, 上半年, 年底: of a year that stands elsewhere."""
    for sign, before in SIGNS:
        for match in sign.finditer(text):
            begin = before.search(text, max(0, match.start() - BACK), match.start())
            if not begin or not read_moment(text, begin.start(), DUMMY):
                continue
            if sign is not MONTH_SIGN or SURE_MONTH.match(text, begin.start()):
                yield _part(text, begin.start())
    for match in YEAR_EDGE.finditer(text):
        yield Told(match.start(), match.end(), within("Y", goes_on=False))


def _part(text: str, start: int) -> Told:
    _, end, value, kind = finish(text, start, DUMMY, start)
    return Told(start, end, within(value, kind == "since"))
