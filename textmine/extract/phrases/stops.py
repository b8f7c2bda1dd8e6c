"""Where the phrase behind a number stops: at a particle, or at what is said of those counted.

39名党员|在…, 3家企业|投入|使用, 5名技术员|进村入户: the words that close it belong to what was
done, or say how those counted are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.tokens import (
    CLOSERS,
    KEPT,
    LISTING,
    NAMELIKE,
    PARTICLES,
    PER_PERSON,
    Token,
)

PERSON = re.compile(
    r"(?:农民|群众|党员|干部|职工|村民|居民|老人|儿童|学生|人员|员工|专家|人才|能人|乡贤|对象|教师|医生|博士|硕士|居|户|者|员)$"
)
TOGETHER = frozenset(
    "专职 兼职 基本 统一 集中 普遍 全面 同步 自主 联合 共同 集体 合伙 联手 携手 合力 对口".split()
)  # 统一|配备
HOW = frozenset(
    "精准 精细 常态化 免费 高质量 高标准 超额 提前 如期 按期 顺利 圆满 高效"
    " 有序 有力 分层 分批 分片 逐一 逐个 组团 发力 抱团 协同".split()
)  # 任务|高质量|完成
COMPLEMENTS = frozenset("到 在 了 着 给 起 进 成 出".split())
# 现场会|凝聚|起, 县|创建|为: what a verb of two characters has behind it, no noun
COMPLETING = frozenset("为 成 起 到 至 于".split())


def ends_here(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a word stops the phrase: a particle, an unclosed quote, or a description."""
    token = tokens[at]
    if token.word in CLOSERS:
        told = end > 0 and token.word in "“‘" and PERSON.search(tokens[at - 1].word)
        return bool(told) or closing(tokens, at) == at  # 党员|“组团”回乡
    return _stops(token.word, token.tag) or (end > 0 and _says_more(tokens, at))


def _says_more(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word behind a noun says what becomes of it, or how it is."""
    token, word = tokens[at], tokens[at].word
    if token.tag == "a" and not names_at(tokens, at + 1):
        return True
    if token.tag == "t" and PERSON.search(tokens[at - 1].word):  # 村民|雨天出行要绕道
        return True
    if word == "报到" and not names_at(tokens, at + 1):
        return True
    if word in BESIDES and (at + 1 == len(tokens) or not tokens[at + 1].word[0].isalnum()):
        return True
    if word in HOW or (len(word) == 4 and _tells(token)):
        return True
    if token.tag == "i" and len(word) == 4 and not names_at(tokens, at + 1):  # 商家|星罗棋布
        return True
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if len(word) == 1 and behind in COMPLEMENTS:
        return True
    if behind in COMPLETING and (token.tag == "v" or word in load_lexicon().actions):
        return True
    if word in TOGETHER:
        return behind in load_lexicon().actions
    if word in GOING:  # 技术员|进村入户
        return PERSON.search(tokens[at - 1].word) is not None
    return word in FOLLOWED and behind in FOLLOWED[word]  # 与9家药厂|党建联建


BESIDES = frozenset("外 之外 以外".split())  # 除6名党员|外


def _tells(token: Token) -> bool:
    """对象|完成学业, 技术员|进村|入户: an idiom that says what persons do."""
    word = token.word
    return token.tag in ("l", "i") and (word[:2] in DOING or word[-1] in "开起来去")


# Two words that say together what those counted do or undergo.
FOLLOWED = {
    "党建": ("联建", "共建", "结对"),
    "投入": ("使用", "运营", "运行", "生产", "市场"),
    "进展": ("顺利", "较快", "迅速", "缓慢", "良好"),
    "排": ("第", "名", "在", "前"),
}
GOING = frozenset("回村 返村 进村 入户 下沉 驻企 驻村 进驻 进".split())
DOING = frozenset("投入 完成 实现 走上 考上 进村 下沉 走街 入户 返乡 回乡 脱贫 就近 持证".split())


def names_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun stands at *at*: 经济|薄弱|村."""
    return at < len(tokens) and (
        tokens[at].tag.startswith("n") or tokens[at].tag in ("zg", "j", "vn", "s", "q")
    )


# jieba glues 经 and 因 to what they govern (经村|党支部研究, 因村|制宜, 因事|不能参加).
BY = re.compile(
    r"因(?![素果子缘特式]|病致|灾致|学致|残致)"
    r"|经(?!开|信|发|委|贸|济|营|验|销|理|纪|费|典|办|商|果林|作|联社|合社|适房|管站)|由(?!来)|被(?![动告子褥套装服]|征地)"
)


def stops_forward(token: Token) -> bool:
    """Whether a word stops any phrase before it: a particle, a mark, 由 and the like."""
    return _stops(token.word, token.tag)


@lru_cache(maxsize=KEPT)
def _stops(word: str, tag: str) -> bool:
    if BY.match(word) or word in PER_PERSON:
        return True
    if word in load_lexicon().stops or word in LISTING or word in ("的", "占比"):
        return True
    if tag in PARTICLES and not NAMELIKE.match(word):
        return True
    return tag == "x" and not word[0].isalnum() and word not in "·+-—&"


def closing(tokens: Sequence[Token], opening: int) -> int:
    """The index of the bracket or quote that closes *opening*, or *opening* itself."""
    closer = CLOSERS[tokens[opening].word]
    for at in range(opening + 1, len(tokens)):
        if tokens[at].word == closer:
            return at
    return opening
