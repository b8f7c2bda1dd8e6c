"""Verbs in the phrase behind a number: part of the name, or what was done.

返乡|人员, 充电|桩 and 阵地|建设 are names; in 20万元|提升阵地建设 and 企业|减免|税费 somebody
does it.
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.stops import PERSON, stops_forward
from textmine.extract.phrases.tokens import ACTOR, OPENERS, Token, has_head

DOING_TAGS = frozenset({"v", "vn", "a", "x", "n"})


def is_done(tokens: Sequence[Token], at: int) -> bool:
    """Whether 了 or 过 behind a word says that it was done: 村民|犹豫|了半年."""
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return behind in ("了", "过") and tokens[at].tag in DOING_TAGS


# 党员|拢|到一起: a word that jieba does not know, before these, is a verb.
CLOSING = frozenset(
    "规划 保护 修缮 修复 建设 改造 整治 治理 管理 维修 培训 绿化 亮化 硬化 救治".split()
)


# 12名|会计: what people are, though jieba takes it for a verb
CALLINGS = frozenset("会计 出纳 教练 参谋 监理 裁判 助理 导购".split())


def is_verb(token: Token) -> bool:
    """Whether a word is a known action, or a verb by its tag."""
    if token.word in CALLINGS:
        return False
    return token.word in load_lexicon().actions or token.tag in ("v", "vd")


def may_close(token: Token) -> bool:
    """Whether a phrase may end in a verb: 阵地|建设."""
    lexicon = load_lexicon()
    return token.word in lexicon.nominal or token.word in lexicon.heads


# 就业|点, 民主生活|会, 实践|所: what jieba takes for another word where it stands alone
NAME_ENDINGS = frozenset("点 站 所 会 处 室 店 园 亭 厂 队 计划".split())
# Deeds that names end in: 矿山生态|修复|治理, 制度|创新
DEEDS = CLOSING | frozenset("恢复 创新 攻关 防范 化解 排查 扩能 提升 更新".split())


def closes_name(tokens: Sequence[Token], at: int) -> int:
    """The index behind what ends a name and is no noun by its tag, 0 where nothing does."""
    before, word = tokens[at - 1], tokens[at].word
    if word in NAME_ENDINGS:
        ends = at + 1 == len(tokens) or (
            stops_forward(tokens[at + 1]) and tokens[at + 1].word != "的"
        )
        named = len(before.word) > 1 and before.tag[:1] in "nv"
        plans = word == "计划" and ACTOR.search(before.word) is not None  # 农户|计划
        return at + 1 if ends and named and not plans else 0
    if word not in DEEDS or before.tag[:1] != "n" or len(before.word) == 1:
        return 0
    if ACTOR.search(before.word) or PERSON.search(before.word):
        return 0
    end = at + 1
    while end < len(tokens) and tokens[end].word in DEEDS:
        end += 1
    if end == len(tokens) or (stops_forward(tokens[end]) and tokens[end].tag != "ul"):
        return end
    return end + 1 if has_head(tokens[end].word) and not is_verb(tokens[end]) else 0


BETTERING = frozenset("提升 提高 扩大 降低 增加 减少 优化".split())
LEVELS = frozenset("国省市州县区")
MONEYS = frozenset("资金 经费 基金 贷款 补贴 补助 债券 奖金 专款 款项 补偿".split())
GIFTS = frozenset("奖励 补助 补贴 奖补 资助 救助 贷款 赔偿 补偿".split())


def names_at_once(tokens: Sequence[Token]) -> bool:
    """300万元|扶持资金, but not 20万元|提升阵地建设: the verb and one head, then an end."""
    if tokens[0].word in GIFTS and (len(tokens) == 1 or stops_forward(tokens[1])):
        return True  # 1000元|奖励|和…
    if len(tokens) == 2 and tokens[0].word in IDLE_LAND and tokens[1].tag[0] == "n":
        return True  # 盘活120亩|闲散土地
    if len(tokens) < 2 or tokens[1].word not in load_lexicon().heads:
        return False
    ends = len(tokens) == 2 or stops_forward(tokens[2])
    return ends or (tokens[1].word in MONEYS and is_verb(tokens[2]))  # 28万元扶贫资金|拨到


IDLE_LAND = frozenset("闲散 闲置 撂荒 抛荒 零散 连片 流转 集中连片 退耕 复垦 承包".split())
HELD = frozenset("开展 实施 召开 举办".split())


def verb_fits(tokens: Sequence[Token], at: int, end: int, *, activity: bool, counted: bool) -> bool:
    """Whether a verb continues the phrase (返乡|人员) or is what the phrase does."""
    lexicon = load_lexicon()
    word = tokens[at].word
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in lexicon.heads and end == at:  # 合作组织, not 各县|组织|开展
        return not (word == "组织" and behind in HELD and not _is_body(tokens, at))
    if activity:
        return word in lexicon.nominal or word not in lexicon.actions or at == 0
    if end == 0 or tokens[at - 1].word in OPENERS:
        return _verb_opens(tokens, at)
    if _acts(tokens, at, counted):
        return False
    return _verb_within(tokens, at, end, behind)


def _is_body(tokens: Sequence[Token], at: int) -> bool:
    """社会|组织|开展摸底: a body, no verb."""
    return at > 0 and tokens[at - 1].word in ("社会", "经济", "群团", "基层", "“两新”")


def _verb_opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb begins the phrase: 返乡|人员, 触摸|一体机."""
    lexicon = load_lexicon()
    word, ahead = tokens[at].word, tokens[at + 1 : at + 4]
    if word in lexicon.nominal or word in lexicon.modifiers:
        return True
    if word in lexicon.actions or not ahead:
        return False
    closes = ahead[0].tag[0] == "n" and (len(ahead) == 1 or stops_forward(ahead[1]))
    if closes or PERSON.search(ahead[0].word):  # 独居|老人|就餐
        return True
    return any(has_head(token.word) for token in ahead)


def _acts(tokens: Sequence[Token], at: int, counted: bool) -> bool:
    """行政村|发展|设施蔬菜, 企业|减免|税费|3.4亿元: done by those counted, or for them."""
    word, beyond = tokens[at].word, tokens[at + 2 : at + 3]
    if word in load_lexicon().modifiers or not ACTOR.search(tokens[at - 1].word):
        return False
    if beyond:
        return not stops_forward(beyond[0])
    if word in BETTERING and at + 1 < len(tokens):  # 企业|提升|效益
        return True
    return counted and word in load_lexicon().actions


def _verb_within(tokens: Sequence[Token], at: int, end: int, behind: str) -> bool:
    """Whether a verb behind a noun is part of the name: 充电|桩, 阵地|建设, 机关|在职|党员."""
    lexicon = load_lexicon()
    word = tokens[at].word
    if word in lexicon.nominal and behind in ("“", "‘"):
        return True  # 政务|服务|“一网通办”
    part = word in lexicon.nominal or word in lexicon.modifiers
    named = part or word not in lexicon.actions
    if named and behind in NAME_ENDINGS:
        return True
    leveled = behind in LEVELS and at + 2 < len(tokens) and not stops_forward(tokens[at + 2])
    if leveled and word not in lexicon.nominal:
        return False  # 产业集群|入选|省|特色产业集群
    if named and len(behind) == 1 and tokens[at + 1].tag in ("q", "zg", "ng", "n", "k"):
        return True
    if not part and PERSON.search(tokens[at - 1].word) and ACTOR.search(behind):
        return False  # 指导员|协助|企业
    last = not behind or stops_forward(tokens[at + 1])
    if last and word in CLOSING and end == at and not ACTOR.search(tokens[at - 1].word):
        return True
    if word in lexicon.modifiers and PERSON.search(behind):
        return True
    return named and bool(behind) and has_head(behind)
