"""What may stand between a phrase and its number: marks passed, spans of time, changes opened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.tokens import Token


def before_mark(tokens: Sequence[Token], end: int) -> int:
    """交易额|突破百亿大关、达108亿元: what the figure is of stands before the mark passed."""
    for at in range(end - 1, max(end - 6, 0), -1):
        if tokens[at].word in ("突破", "迈过", "跨过", "超过", "站上", "迈上", "跨上"):
            return at
    return end


SPANNING = "连续"


def before_span(tokens: Sequence[Token], end: int) -> int:
    """粮食总产量|连续8年|稳定在120万吨: what the figure is of stands before for how long."""
    for at in range(end - 1, max(end - 6, 0), -1):
        word = tokens[at].word
        if word == SPANNING:
            return at
        if not (word in SPANS or word[0].isdigit() or tokens[at].tag in ("m", "t")):
            return end
    return end


CLASS_ENDS = frozenset("类面项域块章")


def before_time(tokens: Sequence[Token], end: int) -> int:
    """人均纯收入|比2020年|翻了一番: what the figure is of stands before the time compared with."""
    for at in range(end - 1, max(end - 6, -1), -1):
        if tokens[at].word == "比":
            told = "".join(token.word for token in tokens[at + 1 : end])
            return at if TIME.fullmatch(told) else end
    return end


def without_then(tokens: Sequence[Token]) -> Sequence[Token]:
    """收入|比没入社时|增加…: without the time compared with, told by what was so then."""
    at = next((at for at, token in enumerate(tokens) if token.word == "比"), len(tokens))
    said = "".join(token.word for token in tokens[at + 1 :])
    then = THEN.match(said)
    if then is None:
        return tokens
    start = tokens[at].end + then.end()
    rest = [token for token in tokens[at + 1 :] if token.end > start]
    if rest and rest[0].start < start:
        first = rest[0]
        rest[0] = Token(start, first.end, first.word[start - first.start :], "v")
    return [*tokens[:at], *rest]


THEN = re.compile(r"[^，,。；;\d]{1,8}?(?:的时候|时(?![间期光令代尚段])|之前|以前)(?=.)")
TIME = re.compile(
    r"(?:\d{2,4}年|[一二两三四五六七八九十几]+年|[^\W\d]{1,4}(?:初期?|之初|以前|之前|伊始)|去年|上年|前年|往年|过去|以前)(?:底|末|初|前|同期|相比)*"
)


def before_classes(tokens: Sequence[Token], end: int) -> int:
    """社区列出|6大类|47项: into how many classes what is counted falls.

    Asked where a word that ends as `CLASS_ENDS` says stands before *end*.
    """
    at = end - 1
    while at >= 0 and tokens[at].word in CLASS_WORDS:
        at -= 1
    whole = at >= 0 and CLASSES.fullmatch("".join(token.word for token in tokens[at:end]))
    return at if whole else end


CLASS_WORDS = frozenset("大 个 类 大类 大项 方面 领域 板块 个大 个大类".split())
CLASSES = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)个?大?(?:类|项|方面|领域|板块|章)")


SPANS = frozenset("年 个 月 个月 季度 个季度 来 年来".split())


OPENING = frozenset("由从自")
# 让村民从|年人均收入|1000元增加到…: the measure stands behind 从
MEASURED = re.compile(r"(?:收入|产值|产量|面积|利润|销售额|营业额|存栏|出栏|工资|人数|户数)$")
TIMES = frozenset("之初 初 时 之时 前 之前 以前 初期 伊始 当年 那年".split())


def opens_change(tokens: Sequence[Token], end: int) -> int:
    """满意率|由过去的|82%: where 由 or 从 opens a change, the phrase ends before it; else 0."""
    lexicon = load_lexicon()
    for at in range(end - 1, max(end - 7, 0), -1):
        word = tokens[at].word
        if word in OPENING:
            measured = at + 1 < end == len(tokens) and MEASURED.search(tokens[end - 1].word)
            return 0 if measured and tokens[end - 1].tag[0] == "n" else at
        if word in lexicon.actions and word not in lexicon.nominal and word != "改革":
            since = at + 1 < len(tokens) and tokens[at + 1].word in TIMES  # 由|成立|之初的
            if not since:
                return 0
    return 0


def before_measure(tokens: Sequence[Token], end: int) -> int:
    """5G基站|每|平方公里|达到: without per what it is."""
    per = end > 2 and tokens[end - 2].word == "每" and tokens[end - 1].word in PER_AREA
    return end - 2 if per else end


PER_AREA = frozenset("平方公里 平方米 公里 百公里 公顷 立方米".split())


def before_each(tokens: Sequence[Token], end: int) -> int:
    """低保标准提高到|每人每年|5200元: where what is told for each begins, if a level reaches it."""
    at = end
    while at and tokens[at - 1].word[0] == "每" and EACH.fullmatch(tokens[at - 1].word):
        at -= 1
    reached = 0 < at < end and tokens[at - 1].word[-1] in REACHED
    return at if reached and tokens[at - 1].word in load_lexicon().stops else end


EACH = re.compile("(?:每(?:[人户年月天日生亩村周]|学期|学年|季度))+")
REACHED = frozenset("到至为达")
