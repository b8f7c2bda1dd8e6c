"""What stands between a number and its noun and is no part of the phrase.

`skip_openers` passes over 涉及, 各类, ages and likenesses (像老周这样的|骑手); `opens_nothing`
knows the words at which no phrase begins at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.tokens import Token

# 3户|家里|没有劳动力: where it is so, no noun of those counted
AT_HOME = frozenset("家里 家中 家 屋里 家家".split())
SOON = frozenset("今年 明年 后年 去年 年底 年内 目前 如今 现在".split())  # 剩下4个|明年|出列
LACKING = frozenset("没有 没 未 尚未 尚无".split())  # 21个|没有物业


def opens_nothing(text: str, token: Token) -> bool:
    """Whether a word begins no phrase: half a verb, a number, what leads to the second end."""
    if token.word.isdigit() or token.word == "之间" or _is_rest_of_verb(text, token):
        return True
    done = len(token.word) == 1 and text.startswith("了", token.end)
    if done or token.word in SOON or token.word in AT_HOME or text.startswith("着", token.end):
        return True  # 七成|进|了车间, 近200口人|带|着工具
    return token.word in LACKING or LEADS_ON.match(text, token.start) is not None


# 由120头|发展到560头: what follows leads to the second end.
LEADS_ON = re.compile(
    r"(?:发展|增加|增长|提高|提升|减少|降低|下降|压缩|压减|缩短|扩大|上升|扩展|调整|优化|精简|拓展|上涨|下跌|攀升|回升|增|降|升|减|缩|涨|跌)"
    r"(?:到|至|为|成)|到\d|至\d"
)
OPENERS_AHEAD = frozenset("新增 新建 新设 涉及 有关 关于 各类 各种 各级".split())
BEHIND_ONE = "类级线等流期本委新手"  # 一类县, 一线岗位, 两委干部


def skip_openers(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without 涉及, 各类 …, a small number (一条|水泥路) and an age (70岁以上|老人)."""
    if len(tokens) > 1 and tokens[0].word in ("全国", "全省") and tokens[1].word in HONOURED:
        tokens = tokens[1:]  # 10家|全国|重点实验室
    while tokens and (
        tokens[0].word in OPENERS_AHEAD
        or _opens_with_age(tokens)
        or (
            tokens[0].tag == "m"
            and tokens[0].word[0] in "一两"
            and tokens[0].word[-1] not in BEHIND_ONE
        )
    ):
        tokens = tokens[1:]
    kinds = OF_KINDS.match("".join(token.word for token in tokens[:5]))
    if kinds:  # 各种不同类型的|致富能手
        start = tokens[0].start + kinds.end()
        tokens = [token for token in tokens if token.start >= start]
    return _skip_likeness(tokens)


def _skip_likeness(tokens: Sequence[Token]) -> Sequence[Token]:
    """像|老周|这样|的|骑手: whom they are like does not count."""
    if not tokens or tokens[0].word not in ("像", "如", "跟", "和"):
        return tokens
    ends = (
        at + 2
        for at, (word, behind) in enumerate(pairwise(token.word for token in tokens[:LIKENESS]))
        if word in ALIKE and behind == "的"
    )
    return tokens[next(ends, 0) :]


OF_KINDS = re.compile(r"(?:各种|各类|多种)?(?:不同)?(?:类型|种类)的(?=.)")
LIKENESS = 8  # words from 像 to 的
ALIKE = frozenset("这样 一样 这般 那样".split())


def _opens_with_age(tokens: Sequence[Token]) -> bool:
    """Whether 70|岁|以上|老人 begins there, or goes on with 以上."""
    word, behind = tokens[0].word, tokens[1].word if len(tokens) > 1 else ""
    return (word[0].isdigit() and behind[:1] in AGED) or word in AGES


HONOURED = frozenset("重点 先进 优秀 文明 示范 百强 劳动模范 劳模 卫生 民主 美丽 一流 特色".split())
AGED = ("周", "岁")
AGES = frozenset("岁 周岁 岁以上 岁以下 以上 以下 以内 及以上 及以下".split())


def _is_rest_of_verb(text: str, token: Token) -> bool:
    """65户|参与: jieba took the first half of 参与 for the unit."""
    lexicon = load_lexicon()
    pair = text[token.start : token.start + 2]
    return (
        token.tag == "x"
        and len(token.word) == 1
        and (pair in lexicon.stops or pair in lexicon.actions)
    )
