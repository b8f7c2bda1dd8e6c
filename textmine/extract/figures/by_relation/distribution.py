"""分别: figures in a row that belong, one each, to things named in a row.

地方财政收入25.1亿元 …, 同比分别增长11.8%和19.6%: rates of the levels before them.
粮食、蔬菜和水果产量分别达到…: each takes its item and the noun that all share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from textmine.detect.numbers.rowunits import SEVERALLY
from textmine.extract.figures.by_relation.shares import BASE, SHARE
from textmine.extract.figures.changes import FoundChange
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import RATIOS
from textmine.extract.phrases.particles import BEGINS, ENDS
from textmine.extract.phrases.tokens import Token, tidy

JOINED = re.compile(r"[、和及与]|以及")
SHARED = re.compile(
    r"(?:(?:播种|种植|建筑|养殖|经营|流转|栽植|采摘|造林)(?:总?面积|规模)|(?:人均)?[年月]?(?:总?产值|产量|营收|销售额|利润|报酬|工资|补贴|待遇|收入|纯收入|可支配收入)|总?产量|总?产值|起数|件数|宗数|次数|批次|人次|花费|(?:游客|接待|吞吐|发电|用电|销售|货运|客运|使用|保有|存栏|出栏|排放)量|总?面积|支出|总额|总量|总数|人数|户数|数量|金额|增加值|(?:学历|文化程度|职称)(?:者|人员|的)?|[^、和及与]{0,4}率|比例|比重|占比|规模|均价|价格|能力|里程)$"
)
LONG = 18  # characters of a phrase that may have lost the first of its items
# Not within 普及, 参与, 和谐.
ITEM = re.compile(
    "、|(?<!以)(?!及其)" + "|".join(f"(?={BEGINS[joint]}){ENDS[joint]}" for joint in "及和与")
)


@dataclass(slots=True)
class Figure:
    """What is known of a figure before its fields are spread: its spot, change and indicator."""

    spot: Spot
    change: FoundChange
    indicator: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """What a figure of a row takes: an indicator, and the level that a rate belongs to.

    `rank` is its place in the row of 分别, of which `count` is the length.
    """

    indicator: str | None
    of: int | None = None
    rank: int = 0
    count: int = 0


def spread(text: str, figures: Sequence[Figure]) -> dict[int, Share]:
    """For each figure that stands in a row behind 分别, by index, what it belongs to."""
    shares = _paired(text, figures)
    known = list(figures)
    for at, end in _rows(text, figures):
        if figures[at].change.relative or _is_several(text, figures[at].spot):
            found = _spread_row(text, known, at, end)
            for index, share in found.items():
                known[index] = replace(known[index], indicator=share.indicator)
            shares.update(found)
    return shares


MEASURE = re.compile(
    r"(?:面积|产量|产值|收入|总额|里程|人数|户数|数量|投资|销售额|规模|单产|亩产)$"
)


def _paired(text: str, figures: Sequence[Figure]) -> dict[int, Share]:
    """播种面积与产量稳定在318万亩、16.5亿斤: two measures, one figure each, told by their units."""
    shares: dict[int, Share] = {}
    for at in range(len(figures) - 1):
        first, second = figures[at], figures[at + 1]
        between = text[first.spot.quantity.end : second.spot.quantity.start]
        apart = first.spot.quantity.unit != second.spot.quantity.unit
        if not apart or between not in ("、", "和") or not MEASURE.search(first.spot.before.text):
            continue
        items = ITEM.split(first.spot.before.text)
        if len(items) == 2 and MEASURE.search(items[0]) and not second.spot.after.text:
            thing = MEASURE.sub("", items[0]) if len(items[1]) < 3 else ""
            for thing_end in ("播种", "种植", "养殖"):
                thing = thing.removesuffix(thing_end)
            shares[at] = Share(items[0])
            shares[at + 1] = Share(thing + items[1])
    return shares


def _rows(text: str, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """The runs of two or more figures that only 、 or 和 joins, each with its end."""
    at = 0
    for end in range(1, len(figures) + 1):
        if end < len(figures) and _joins(text, figures[end - 1].spot, figures[end].spot):
            continue
        if end - at > 1:
            yield at, end
        at = end


def _joins(text: str, last: Spot, spot: Spot) -> bool:
    start, stop = last.quantity.end, spot.quantity.start
    if spot.quantity.unit != last.quantity.unit or stop - start > 3:
        return False
    return spot.sentence == last.sentence and JOINED.match(text[start:stop]) is not None


def _is_several(text: str, spot: Spot) -> bool:
    return SEVERALLY.search(text, spot.clause_start, spot.quantity.start) is not None


def _spread_row(text: str, figures: Sequence[Figure], at: int, end: int) -> dict[int, Share]:
    first, count = figures[at], end - at
    if first.change.relative:
        levels = _levels_before(figures, at, count)
        if len(levels) == count and not first.spot.before.text:
            return {
                at + i: Share(figures[level].indicator, level) for i, level in enumerate(levels)
            }
    if not _is_several(text, first.spot):
        return {}
    listed = COMPARABLY.sub("", first.spot.before.text)
    left = first.spot.left
    items = [] if len(listed) > LONG else name_items(listed, count, left)
    items = items or _doers(text, first, count)
    items = items or _items_of_clause(text, first, count) or name_items(listed, count, left)
    if items and first.indicator and all(DATED.fullmatch(item) for item in items):
        items = [first.indicator] * count  # 5月、6月分别销售茶叶20吨、30吨
    items = _as_shares(text, first.spot, _with_deed(text, first.spot, items))
    if not items:
        items = _items_of_clause_before(text, first, count)
    if not items:
        items = _items_of_figures(text, figures, at, count)
    return {at + i: Share(item, rank=i, count=count) for i, item in enumerate(items)}


def _levels_before(figures: Sequence[Figure], at: int, count: int) -> list[int]:
    """The *count* levels that stand last before *at* in its sentence."""
    sentence = figures[at].spot.sentence
    first = at
    while first and figures[first - 1].spot.sentence == sentence:
        first -= 1
    levels = [index for index in range(first, at) if not _is_rate(figures[index])]
    return levels[-count:]


def _is_rate(figure: Figure) -> bool:
    """Whether it says by how much something changed; 户均增收1700元 is a level to other rates."""
    return figure.change.relative and figure.spot.quantity.unit in RATIOS


def name_items(phrase: str, count: int, left: Sequence[Token] = ()) -> list[str]:
    """粮食、蔬菜和水果产量 as three indicators; empty where the items are not *count*.

    *left* are the words of the text that the phrase is of, so that none of them is cut.
    """
    items = [item for item in ITEM.split(phrase) if item]
    if len(items) == 1 and count == 2:
        return _both(phrase)
    if len(items) != count:
        return []
    counted = COUNTED.match(items[-1])
    if counted:
        return [*(item + counted["kind"] + counted["tail"] for item in items[:-1]),
                counted["name"] + counted["kind"] + counted["tail"]]  # fmt: skip
    if all(len(item.removeprefix("第")) == 1 for item in items[:-1]) and len(items[-1]) > 1:
        order = "第" if items[0][0] == "第" else ""
        each = [item.removeprefix("第")[0] for item in items]
        return [order + one + items[-1].removeprefix("第")[1:] for one in each]  # 第一、二、三产
    head = phrase.rpartition("的")[2]
    if "的" in items[-1] and head:
        return [head] * count  # 甲、乙、丙三县的入社率: one rate, three places
    shared = SHARED.search(items[-1])
    if shared is None:
        return items
    ends = _word_ends(items[-1], left)
    short = len(items[0]) <= 3 and not items[0].isascii() and SHARED.search(items[0]) is None
    if short:
        alike = items[-1].find(items[0][-1], 1, len(items[0]) + 1)  # 省级、市级和国家级|示范社占比
        cut = alike + 1 if alike > 0 else _at_word(ends, len(items[0]))
        whole = shared.start() == 0 and len(items[0]) in ends  # 小学、初中和高中|入学率
        more = cut < _at_word(ends, shared.start()) if ends else False
        if whole or more or len(items[-1]) > len(items[0]) + len(shared[0]) + 1:
            tail = items[-1][cut:]  # 城镇和农村居民人均收入
            return [*(item + tail for item in items[:-1]), items[-1]]
    if any(SHARED.search(item) for item in items[:-1]):
        return items  # each is named in full
    tail = items[-1][_at_word(ends, shared.start()) :]  # 街道、社区和楼栋|党组织覆盖率
    return [item if SHARED.search(item) else item + tail for item in items]


def _word_ends(item: str, left: Sequence[Token]) -> set[int]:
    """Where words end in an item; nothing where *left* does not hold it."""
    words = [token.word for token in left]
    begins = "".join(words).rfind(item)
    return {end - begins for end in accumulate(map(len, words))} if begins >= 0 else set()


def _at_word(ends: set[int], at: int) -> int:
    """The place itself or, within a word, where that begins; the place within the first word."""
    return max((end for end in ends if 0 < end <= at), default=at)


# 城乡居民收入分别增长5.1%、7%: one word for two
BOTH = {
    "城乡居民": ("城镇居民", "农村居民"),
    "存贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
}


def _both(phrase: str) -> list[str]:
    """城镇居民收入, 农村居民收入 of 城乡居民收入."""
    word = next((word for word in BOTH if word in phrase), "")
    return [phrase.replace(word, each) for each in BOTH.get(word, ())]


def _as_shares(text: str, spot: Spot, items: list[str]) -> list[str]:
    """高中学历者占比 of 初中、高中学历者分别占29%、45%."""
    if not items or spot.quantity.unit != "%" or not text.endswith(SHARING, 0, spot.quantity.start):
        return items
    return [item if item.endswith(SHARE_ENDS) else item + "占比" for item in items]


SHARE_ENDS = ("率", "比例", "占比", "比重")
SHARING = ("占", "占到", "占了", "占比为")
# 甲、乙、|丙三县的入社率
COUNTED = re.compile(
    r"(?P<name>[甲乙丙丁戊己庚辛ABCDabcd东南西北上中下])[两二三四五六七八]个?(?P<kind>[省市县区镇乡村社组])(?P<tail>的.+)"
)


LIST = re.compile(
    r"((?:[^，,。；;、和及与\s]{1,10}[、和及与]){1,6}[^，,。；;、和及与\s\d]{1,12}?)"
    r"(?:等[^，,。；;、]{0,8}|[两三四五六七八\d][大个类种][^，,。；;、]{0,6})?[，,]$"
)


COMPARABLY = re.compile("按?可比(?:口径|价格?)(?:计算)?$")


def _items_of_clause(text: str, figure: Figure, count: int) -> list[str]:
    """A list too long for a phrase, from the clause's start to 分别."""
    spot = figure.spot
    match = SEVERALLY.search(text, spot.clause_start, spot.quantity.start)
    listed = text[spot.clause_start : match.start()] if match else ""
    return name_items(tidy(COMPARABLY.sub("", listed)), count, spot.left)


def _doers(text: str, figure: Figure, count: int) -> list[str]:
    """甲组收割的水稻 of 甲组、乙组分别收割水稻30亩和45亩: who did what is told behind 分别."""
    spot, done = figure.spot, figure.indicator or ""
    match = SEVERALLY.search(text, spot.clause_start, spot.quantity.start)
    thing = spot.before.text if spot.before.action else ""
    if match is None or spot.before.start < match.end() or not thing or thing not in done:
        return []
    doers = _items_of_clause(text, figure, count)
    named = [doer + done for doer in doers if len(doer + done) <= LONG]
    return [] if any(DATED.fullmatch(doer) for doer in doers) else named


DATED = re.compile(
    r"(?:第?[一二两三四五六七八九十\d]+[年月季批期次届轮]?度?|[上下][半旬]年?|[前后]者?)"
)


def _with_deed(text: str, spot: Spot, items: list[str]) -> list[str]:
    """小学招生, 初中招生 of 小学、初中分别|招生|120人、80人: the deed is that of all."""
    match = SEVERALLY.search(text, spot.clause_start, spot.quantity.start)
    deed = tidy(text[match.end() : spot.quantity.start]) if match else ""
    if not items or not 1 < len(deed) < 5 or not items[-1].endswith(deed):
        return items
    return [item if item.endswith(deed) else item + deed for item in items]


def _items_of_clause_before(text: str, figure: Figure, count: int) -> list[str]:
    """发展茶叶、油茶、中药材，面积分别达到…: the items stand in the clause before."""
    phrase = figure.spot.before.text
    match = LIST.search(text, figure.spot.sentence_start, figure.spot.clause_start)
    items = ITEM.split(match[1]) if match else []
    actions = load_lexicon().actions
    if items and items[0][:2] in actions and len(items[0]) > 3:
        items[0] = items[0][2:]
    elif items and items[0][0] in "在从对":
        items[0] = items[0][1:]
    return [item + phrase for item in items] if len(items) == count else []


COUNTED_UP = re.compile(r"累计|总计|现(?:已|有)|目前")


def _items_of_figures(text: str, figures: Sequence[Figure], at: int, count: int) -> list[str]:
    """新增企业9家、合作社13家，总数分别达到…, 分别占…的: the items are those just counted."""
    spot = figures[at].spot
    levels = _levels_before(figures, at, count)
    named = [figures[level].indicator or "" for level in levels]
    if len(named) != count or not all(named):
        return []
    phrase = spot.before.text
    if not phrase and COUNTED_UP.search(spot.said):
        return named  # 累计分别达到956家和561家
    share = SHARE.search(text, spot.left_start, spot.quantity.number_start)
    if share and spot.quantity.unit == "%":
        base = BASE.match(share[0])
        said = f"占{base['base']}比重" if base else "占比"
        return [item + said for item in named]
    if RATE.fullmatch(phrase):  # 建成的书屋, 达标率
        return [MADE.sub("", item) + phrase for item in named]
    return [item + phrase for item in named] if phrase in load_lexicon().attributes else []


RATE = re.compile(r"[^\W\d的]{2,4}率")
MADE = re.compile(r"^[^\W\d的]{2}的(?=..)")
