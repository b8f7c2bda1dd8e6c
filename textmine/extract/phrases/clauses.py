"""Where sentences and clauses begin and end, and what stands beside a quantity there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from textmine.chinese.markers import behind_marker
from textmine.detect.layers import Quantity, Stretch
from textmine.detect.numbers.units import load_units
from textmine.detect.words import Words
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.tokens import Phrase, Strip, Token

SENTENCE_END = re.compile(r"[。！？!?\n]")
# One set of characters begins all of it: a search skips all others at once. The bar stands alone.
CLAUSE_END = re.compile(r"[，,；;：:。！？!?\n…—|](?:(?<![—|])|(?<=—)—|(?<!\S\|)(?<=\|)(?!\S))")
# Units of things that are done: a verb may stand behind (两次观摩, 34期培训).
ACTIVITIES = frozenset(
    {"次", "场", "期", "轮", "场次", "批次", "遍", "堂", "节", "届", "例", "件", "起"}
)

THINGS = frozenset("套 座 栋 幢 间 台 辆 部 块 张 本 册 盏 眼 口 艘".split())

BODIES = re.compile(r"(?:村|组|乡|镇|街道|社区|县|区|市|单位|部门|企业|支部|党委)$")
NOTHING = Phrase("")
REACH = 60  # characters behind a quantity in which its noun may stand


@dataclass(slots=True)
class Spot:
    """A quantity in its clause: what stands before it, up to the quantity before, and behind."""

    quantity: Quantity
    sentence: int
    sentence_start: int
    clause: int
    clause_start: int
    clause_end: int
    left_start: int
    right_end: int
    left: tuple[Token, ...]
    right: tuple[Token, ...]
    before: Phrase
    after: Phrase
    said: str  # what stands between `left_start` and the quantity
    is_each: bool  # whether 每 stands before it in its clause
    is_followed: bool  # whether words stand behind it in its clause
    crowd: int  # figures of its sentence


class Bounds:
    """Sentences of a text, from the layer or else from punctuation."""

    def __init__(self, text: str, sentences: Sequence[Stretch] = ()) -> None:
        self.text = text
        if sentences:
            self.starts = [stretch.start for stretch in sentences]
            self.ends = [stretch.end for stretch in sentences]
        else:
            cuts = [match.end() for match in SENTENCE_END.finditer(text)]
            self.starts, self.ends = [0, *cuts], [*cuts, len(text)]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds *offset*."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def find_spots(
    text: str, words: Words, quantities: Sequence[Quantity], bounds: Bounds
) -> list[Spot]:
    """Each quantity with its clause and the phrases beside it."""
    spots: list[Spot] = []
    for number, group in groupby(quantities, lambda each: bounds.sentence_at(each.number_start)):
        spots += _spots_of_sentence(text, words, list(group), bounds, number)
    return spots


def _spots_of_sentence(
    text: str, words: Words, group: Sequence[Quantity], bounds: Bounds, sentence: int
) -> list[Spot]:
    start, end = bounds.starts[sentence], bounds.ends[sentence]
    starts, ends = _clauses(text, group, start, end)
    spots: list[Spot] = []
    clauses = [bisect_right(starts, quantity.number_start) - 1 for quantity in group]
    end = min(ends[clauses[-1]], group[-1].end + REACH)
    strip = Strip(text, words, starts[clauses[0]], end)
    for index, quantity in enumerate(group):
        clause = clauses[index]
        left_start = max(
            starts[clause], _behind_last(text, spots, group, index) if index else starts[0]
        )
        if index and text[quantity.start - 1 : quantity.start] == "、":
            left_start = max(left_start, quantity.start - 1)  # …开展转型、超600家企业
        left_start = behind_manner(text, left_start, quantity.start)
        right_end = ends[clause]
        if index + 1 < len(group):
            right_end = min(right_end, group[index + 1].start)
        left = strip.between(left_start, quantity.start)
        right = strip.between(quantity.end, min(right_end, quantity.end + REACH))
        spots.append(
            Spot(
                quantity,
                sentence,
                start,
                clause,
                starts[clause],
                ends[clause],
                left_start,
                right_end,
                left,
                right,
                phrase_before(left) if left else NOTHING,
                _behind(text, right, quantity.unit) if right else NOTHING,
                text[left_start : quantity.start],
                text.find("每", starts[clause], quantity.start) >= 0,
                quantity.end < ends[clause],
                len(group),
            )
        )
    return spots


def _behind(text: str, right: Sequence[Token], unit: str) -> Phrase:
    """The phrase behind a quantity, as its unit lets it run."""
    known = load_units().by_name.get(unit)
    amount = known is not None and known.dimension != "count"
    if unit in BORNE_BY and (borne := ATTRIBUTE.match(text, right[0].start, right[-1].end)):
        right = [token for token in right if token.start >= borne.end()]
    phrase = phrase_after(
        text, right, activity=unit in ACTIVITIES, amount=amount, thing=unit in THINGS
    )
    rated = None if amount or phrase.text[-1:] != "率" else RATED.search(phrase.text)
    return replace(phrase, text=phrase.text[: rated.start()]) if rated else phrase


# 8支|较大影响力的|志愿服务队: what they have is not what is counted
BORNE_BY = frozenset("个 名 位 人 户 家 支 所 座 处 村 款 只 间".split())
ATTRIBUTE = re.compile(
    r"[^\W\d的、]{0,10}?(?:[响动竞潜实吸号]力|影响力|带动力|特色|规模|经验|前景|背景|意愿|学历|基础|条件|资质|优势"
    r"|水平|能力|功能|效益|技能|专长|特长|价值|品质|口碑|信誉|势头|档次|知名度|代表性|示范性|竞争力|附加值|影响"
    r"|难度|素质|资历|职称|潜质|实绩)的(?=[^\W\d的]{2})"
)
# 2000株核桃苗|成活率在九成以上: no count is of rates
RATED = re.compile(
    r"(?<=..)(?:投资)?(?:成活|存活|入学|就业|出租|入住|通过|合格|参保|巩固|升学|上座|满意|完成|达标)率$"
)


# 通过“线上+线下”方式|培训农民620人次: how it was done, told before what was done.
MANNER = re.compile(
    r"(?:通过|采[取用]|以|利用|运用|使用|依托|依靠|借助|凭借|按照?|结合)[^，,。；;：:\d]{1,30}?"
    r"(?:方式|方法|形式|模式|途径|渠道|办法|手段|做法|平台|载体|机制|思路|路径|原则|契机|活动)"
    r"(?=(?P<deed>..))"
)


def behind_manner(text: str, start: int, end: int) -> int:
    """Where what was done begins, behind a phrase that says how."""
    manner = MANNER.search(text, start, end)
    if manner is None or manner["deed"] not in load_lexicon().actions:
        return start
    return manner.end()


def _clauses(
    text: str, group: Sequence[Quantity], start: int, end: int
) -> tuple[list[int], list[int]]:
    """Where the clauses of a sentence begin and end; a mark within a quantity (1,200) is none."""
    starts, ends = [min(behind_marker(text, start, end), group[0].start)], []
    index, last = 0, len(group)
    for match in CLAUSE_END.finditer(text, starts[0], end):
        at, behind = match.span()
        while index < last and group[index].end <= at:
            index += 1
        if index == last or at < group[index].start:
            ends.append(at)
            starts.append(behind)
    return starts, [*ends, end]


# 9个|社区|物业费收缴率由60%提高到95%: those of whom a measure is told behind them
BEARER = re.compile(
    r"(?P<who>[^，,。；;、\d的]{0,6}?(?:社区|小区|村(?!集体|民)|乡镇|街道|企业|合作社|公司|基地|养殖场|支部|学校|单位))"
    r"(?!的)[^，,。；;\d]{2,14}?(?:率|收入|面积|产值|产量|出栏|存栏|人数|利润|税收|投资|经费)"
    r"(?:分别|均|都|已|平均)?(?:[由从][^，,。；;\d]{0,6}|达到?|为|提高到|增[加长]到|降[低至]到?)\d"
)


BOUNDS = ("以上", "以下", "以内")
# 3000人以上|易地扶贫搬迁集中安置点|12个: all of it is of the figure behind it
ONE_NOUN = re.compile(r"[^\W\d的了着过有共达占为是由从被把]{2,14}")


COUNTED = re.compile(r"[约近]?\d+[余多]?[个家处座所项条块片户]")


def counts_bounded(text: str, start: int, end: int) -> bool:
    """Whether the figure at *end* counts those of the size that ends at *start*."""
    bounded = text[start - 2 : start] in BOUNDS and ONE_NOUN.fullmatch(text, start, end)
    return bool(bounded) and COUNTED.match(text, end) is not None


def _behind_last(text: str, spots: Sequence[Spot], group: Sequence[Quantity], index: int) -> int:
    """Behind the quantity before and the noun that it took: 12个镇|、86万人."""
    last = spots[-1]
    if counts_bounded(text, last.quantity.end, group[index].start):
        return last.quantity.end
    if last.after.text:
        borne = BEARER.match(text, last.quantity.end, group[index].number_start + 1)
        if borne:
            return borne.end("who")
    end = last.after.start + len(last.after.text) if last.after.text else -1
    taken = last.quantity.end <= end < group[index].start
    if end == group[index].start and not last.quantity.modifier:  # 6个班组|80名工人
        taken = last.quantity.unit in ("个", "家") and BODIES.search(last.after.text) is not None
    return end if taken else last.quantity.end
