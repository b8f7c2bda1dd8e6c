"""What a name before a number may hold: where a phrase ends, and verbs that are part of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.tokens import (
    ACTOR,
    KEPT,
    LISTING,
    NAMELIKE,
    OPENERS,
    PARTICLES,
    PER_PERSON,
    Token,
    has_head,
)

LETTERED = re.compile(r"[A-Za-z岁]")  # 5G基站, PM2.5浓度
SORTS = frozenset("型 式 类 级 性 化".split())
PERSONS = re.compile(
    r"(?:党员|干部|人|人员|者|员|户|农民|群众|学生|教师|职工|妇女|青年|长辈|老人|工|民|村|企业)$"
)


def ends_phrase(token: Token) -> bool:
    """Whether a phrase that runs back to it ends behind it."""
    return ends(token.word, token.tag)


@lru_cache(maxsize=KEPT)
def ends(word: str, tag: str) -> bool:
    """Whether a phrase that runs back to a word of that tag ends behind it."""
    lexicon = load_lexicon()
    if word in lexicon.fillers or word in LISTING or word == "次均" or word in PER_PERSON:
        return False
    if word in lexicon.stops:
        return True
    if tag in PARTICLES and not NAMELIKE.match(word):
        return True
    if word[0].isdigit() and not LETTERED.search(word):
        return True
    return tag == "x" and not word[0].isalnum() and word not in "的·+-—&"


# 研发|投入|强度, 免税|购物|销售额: what is measured holds the verb before it.
RATES = frozenset("率 强度 比例 比重 占比".split())
RATED = re.compile(r"(?:率|强度|比例|比重|占比|指数|浓度|满意度|交易额|销售额|成交额|余额|增加值)$")
GOVERNING = frozenset(
    "开展 实施 召开 举办 推进 组织 完善 优化 提升 提高 增长 下降 上升 扩大 降低 增加 减少".split()
)
LOCALITIES = frozenset("镇 乡 村 县 区 市 社 校 店 街 点 户 园 站".split())
SITES = frozenset("点 站 所 室 店 园 栏 亭 厂 区 屋 台".split())
MEASURE_ENDINGS = frozenset("率度额量值比数面")  # 发放率, 净增额


def _told_by_next(tokens: Sequence[Token], at: int, end: int) -> bool | None:
    """Whether the word behind a verb makes it part of a name; None where it says nothing."""
    if at + 1 >= end:
        return None
    lexicon, word, following = load_lexicon(), tokens[at].word, tokens[at + 1].word
    if following in MEASURE_ENDINGS or following in SORTS:
        return True
    if following in lexicon.measures and word not in lexicon.shifts:
        return word not in lexicon.saving or following in RATES
    shifts = word in lexicon.saving or word in lexicon.shifts
    if len(following) > 1 and following[-1] == "率" and not shifts:
        return True  # 调处|成功率
    if at + 2 == end and following in SITES and at and tokens[at - 1].tag[0] == "n":
        return True  # 电教|播放|点
    return None


def is_nominal(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a verb is part of a name: 建设资金, 养老护理培训, 农业生产难题."""
    told = _told_by_next(tokens, at, end)
    if told is not None:
        return told
    lexicon, word = load_lexicon(), tokens[at].word
    if word not in lexicon.nominal:
        return _is_measured(tokens, at, end) or _is_paired(tokens, at, end)
    if at + 1 < end and word not in GOVERNING and RATED.search(tokens[end - 1].word):
        return True
    if at and at + 2 == end and tokens[at + 1].word in LOCALITIES:  # 美丽城镇|示范|镇
        return not ends_phrase(tokens[at - 1])
    before = tokens[at - 1] if at else None
    if at == end - 1:
        return before is not None and _closes_name(before, word)
    following = tokens[at + 1].word
    if before is None:
        return has_head(following)
    acted = ACTOR.search(before.word) is not None
    if acted and PERSONS.search(following):
        return False  # 党员|帮扶|困难户
    if before.word.endswith("中心") and word in SERVING:
        return False  # 服务中心|接待|来访群众
    if has_head(following) and (not acted or at + 2 == end):
        return True
    return not acted and before.tag != "t" and _goes_before(before)


def _closes_name(before: Token, word: str) -> bool:
    """Whether a verb that is also a noun closes a name, and is not what was done: 县财政|投入."""
    payer = before.word.endswith("财政") or ACTOR.search(before.word) is not None
    if payer and word in load_lexicon().spending:
        return False
    return _goes_before(before) or before.word in PER_PERSON


def _goes_before(token: Token) -> bool:
    """Whether a name may begin with a word or before it."""
    return token.word in OPENERS or not ends_phrase(token)


def _is_measured(tokens: Sequence[Token], at: int, end: int) -> bool:
    """存量房|转移|登记|时限: a deed between its noun and what is measured of it."""
    lexicon, word, head = load_lexicon(), tokens[at].word, tokens[end - 1].word
    measured = head in lexicon.measures or RATED.search(head) is not None
    if not (0 < at < end - 2 and measured) or word in lexicon.light:
        return False
    if word in lexicon.shifts or word in lexicon.saving:
        return False
    before = tokens[at - 1]
    named = (
        before.tag[0] == "n"
        and before.tag != "ns"
        and len(before.word) > 1
        and not ends_phrase(before)
    )
    return named and word not in GOVERNING and ACTOR.search(before.word) is None


SERVING = frozenset("接待 服务 帮扶 救助 受理 培训 走访 慰问 调解".split())
UNDERTAKING = frozenset("完成 开展 实施 启动 推进 组织实施".split())


def _is_paired(tokens: Sequence[Token], at: int, end: int) -> bool:
    """土地|整治|与|污染|修复, 修复|治理|率, 完成|矿山|修复: a deed that is named with another."""
    lexicon = load_lexicon()
    if tokens[at].word not in lexicon.named_deeds:
        return False
    if at + 3 == end and tokens[end - 1].word in RATES:
        return tokens[at + 1].word in lexicon.nominal
    paired = 0 < at == end - 2 and tokens[at - 1].tag[0] == "n"
    if paired and tokens[at + 1].word in lexicon.named_deeds:  # 草原|修复|治理
        return True
    if at == end - 1 and any(token.word in UNDERTAKING for token in tokens[: max(at - 1, 0)]):
        return True
    beside = at == end - 1 and at > 2 and tokens[at - 2].word in ("与", "和", "及")
    return beside and tokens[at - 3].word in lexicon.actions


TRADES = frozenset("种植 养殖 加工 生产 销售 运销 收购 储运".split())


def is_compound(tokens: Sequence[Token], at: int, end: int) -> bool:
    """建|站|经费, 种植|加工|合作社: a verb that is but the beginning of a noun."""
    word = tokens[at].word
    may = len(word) == 1 or word in TRADES
    if not may or at + 2 >= end or not has_head(tokens[end - 1].word):
        return False
    behind = tokens[at + 1].word
    if len(word) == 1:
        return len(behind) == 1 and word in load_lexicon().actions and behind.isalpha()
    return behind in TRADES
