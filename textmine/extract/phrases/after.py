"""The noun phrase behind a number: 17个|联合党总支|开展了…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.tokens import (
    ACTOR,
    CLOSERS,
    KEPT,
    LISTING,
    MOST,
    NAMELIKE,
    OPENERS,
    PARTICLES,
    PER_PERSON,
    Phrase,
    Token,
    has_head,
    tidy,
)


def phrase_after(
    text: str,
    tokens: Sequence[Token],
    *,
    activity: bool = False,
    amount: bool = False,
    thing: bool = False,
) -> Phrase:
    """The phrase that begins right behind a number.

    *activity*: the unit counts deeds, verbs may close the phrase (两次检查). *amount*: the number
    is money or a measure, and a verb right behind it is what was done (300万元改善了…). *thing*:
    the unit counts things, never persons (107套农民集中居住公寓).
    """
    whole = _whole_activity(tokens) if activity else None
    if whole:
        return whole
    tokens = _skip_openers(tokens)
    told = _told_first(text, tokens) if tokens else None
    if told:
        return told
    if not tokens or _opens_nothing(text, tokens[0]):
        return Phrase("")
    at, end = _walk_on(tokens, activity, amount, _is_counted_on(text, tokens))
    if 0 < at < len(tokens) - 1 and _is_level(tokens, at):  # 国家、省重点工作现场会
        rest = phrase_after(text, tokens[at + 1 :], activity=activity, thing=thing)
        if rest.text:
            return Phrase(text[tokens[0].start : rest.start] + rest.text, start=tokens[0].start)
    described = _description(text, tokens, at, end)
    if thing and not described and end and PERSON.search(tokens[end - 1].word):
        end = _beyond(tokens, end)
    return described or _behind_phrase(text, tokens, end)


# 39名|因企业停产下岗的|职工, 60名|从部队复员的|青年: words that open what is told of those counted
TELLING = frozenset("因 从 由 被 受 遭 自 因灾 因病 因残 因学 因公 因故".split())
UNDONE = re.compile(r"未(?!来)(?:按时|按期|如期|及时)?[^\W\d的]{2,4}$")


def _told_first(text: str, tokens: Sequence[Token]) -> Phrase | None:
    """Those counted with what is told of them before their noun."""
    word = tokens[0].word
    if word in TELLING:
        return _told_of(text, tokens)
    if word[0] != "未" or word.startswith("未来"):
        return None
    opened = 1 + (len(tokens) > 1 and tokens[1].word in ON_TIME)
    rest = range(opened, len(tokens))
    end = next((at for at in rest if _breaks(tokens[at])), len(tokens))
    for at in range(1, min(end, LONGEST_UNDONE)):
        before = text[tokens[0].start : tokens[at].start]
        plain = before == "未" and len(tokens[at].word) > 2  # 未|搬迁户
        if _is_counted_noun(tokens[at]) and (plain or UNDONE.match(before)):
            last = at + 1
            while last < end and _is_counted_noun(tokens[last]):
                last += 1
            return _behind_phrase(text, tokens, last)
    return None


PERSONS = re.compile(r"(?:党员|干部|群众|青年|妇女|老人|[户员者人生师工民手])$")
ON_TIME = frozenset("按期 按时 如期 及时".split())
LONGEST_UNDONE = 6  # words


def _breaks(token: Token) -> bool:
    return token.word == "的" or token.tag in ("d", "p", "c") or _stops_forward(token)


def _is_counted_noun(token: Token) -> bool:
    """Whether a word is what may be counted: 毕业生, 党组织, 户."""
    word = token.word
    return has_head(word) or bool(ACTOR.search(word) or PERSONS.search(word))


def _told_of(text: str, tokens: Sequence[Token]) -> Phrase | None:
    """下岗的职工 of 因企业停产下岗的职工: the last deed told, with the noun behind 的."""
    for at in range(2, min(len(tokens) - 1, LONGEST_TELLING)):
        if tokens[at].word != "的":
            continue
        deed, head = tokens[at - 1], tokens[at + 1]
        if _is_verb(deed) and len(deed.word) > 1 and _is_counted_noun(head):
            return Phrase(text[deed.start : head.end], start=deed.start)
    return None


LONGEST_TELLING = 16  # words before 的
LACKING = frozenset("没有 没 未 尚未 尚无".split())  # 21个|没有物业


def _opens_nothing(text: str, token: Token) -> bool:
    """Whether a word begins no phrase: half a verb, a number, what leads to the second end."""
    if token.word.isdigit() or token.word == "之间" or _is_rest_of_verb(text, token):
        return True
    return token.word in LACKING or LEADS_ON.match(text, token.start) is not None


def _is_counted_on(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the next figure stands right behind the words: its noun may be among them."""
    return text[tokens[-1].end : tokens[-1].end + 1] in COUNTS


COUNTS = frozenset("0123456789约近超逾")


def _walk_on(
    tokens: Sequence[Token], activity: bool, amount: bool, counted: bool
) -> tuple[int, int]:
    """The index of the word that stops the phrase, and behind the last that may close it."""
    at = end = 0
    while at < len(tokens):
        if _is_graded(tokens, at):
            at, end = at + 3, at + 3
            continue
        if _ends_here(tokens, at, end):
            break
        if tokens[at].word in CLOSERS:
            at = _closing(tokens, at)
            end = at + 1
        elif end and _is_done(tokens, at):
            break  # 三位老师|商量|了半天
        elif _is_verb(tokens[at]):
            if not _verb_fits(tokens, at, end, activity=activity, counted=counted):
                break
            if amount and at == 0 and not _names_at_once(tokens):
                break
            end = at + 1 if activity or _may_close(tokens[at]) else end
        elif tokens[at].tag not in ("a", "b", "m", "d"):
            end = at + 1
        at += 1
    return at, end


DOING_TAGS = frozenset({"v", "vn", "a", "x", "n"})


def _is_done(tokens: Sequence[Token], at: int) -> bool:
    """Whether 了 or 过 behind a word says that it was done: 村民|犹豫|了半年."""
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return behind in ("了", "过") and tokens[at].tag in DOING_TAGS


# 经济|相对|薄弱|村, 条件|较|好|村: how they are, within what they are called
DEGREES = frozenset("相对 较 比较 较为 最 特别".split())
GRADED = re.compile(r"(?:行政|建制|自然)?[村镇乡县户组社]$|地区$|企业$|家庭$|班子$|党组织$")


def _is_graded(tokens: Sequence[Token], at: int) -> bool:
    if at + 2 >= len(tokens) or tokens[at].word not in DEGREES:
        return False
    return tokens[at + 1].tag in ("a", "x", "ad", "an") and bool(GRADED.match(tokens[at + 2].word))


RANKS = re.compile(r"^(?:国家|部|省|市|县|区|镇|中央|自治区)级?(?:以上)?$")


def _is_level(tokens: Sequence[Token], at: int) -> bool:
    """国家级|、|省级…: the ranks of what is counted stand before its noun."""
    whole = "".join(token.word for token in tokens[:at])
    return tokens[at].word in "、和" and RANKS.match(whole) is not None


PERSON = re.compile(r"(?:农民|群众|党员|干部|职工|村民|居民|老人|儿童|学生|人员|员工|居|户|者|员)$")


def _beyond(tokens: Sequence[Token], end: int) -> int:
    """107套农民|集中|居住|公寓: what counts things does not count persons."""
    for at in range(end, min(end + 4, len(tokens))):
        if _stops_forward(tokens[at]):
            return end
        if tokens[at].tag[0] == "n" and not PERSON.search(tokens[at].word):
            return at + 1
    return end


# 由120头|发展到560头: what follows leads to the second end.
LEADS_ON = re.compile(
    r"(?:发展|增加|增长|提高|提升|减少|降低|下降|压缩|压减|缩短|扩大|上升|扩展|调整|优化|精简|拓展|上涨|下跌|攀升|回升|增|降|升|减|缩|涨|跌)"
    r"(?:到|至|为|成)|到\d|至\d"
)
# 党员|拢|到一起: a word that jieba does not know, before these, is a verb.
CLOSING = frozenset(
    "规划 保护 修缮 修复 建设 改造 整治 治理 管理 维修 培训 绿化 亮化 硬化 救治".split()
)
TOGETHER = frozenset(
    "专职 兼职 基本 统一 集中 普遍 全面 同步 自主 联合 共同 集体".split()
)  # 统一|配备
HOW = frozenset(
    "精准 精细 常态化 免费 高质量 高标准 超额 提前 如期 按期 顺利 圆满 高效".split()
)  # 任务|高质量|完成
COMPLEMENTS = frozenset("到 在 了 着 给 起 进 成 出".split())
OPENERS_AHEAD = frozenset("新增 新建 新设 涉及 有关 关于 各类 各种 各级".split())
DESCRIBING = frozenset("有 具有 能 会 符合".split())  # 3名|有技术特长的|能人


KINDS = "类级线等流期本委新手"  # 一类县, 一线岗位, 两委干部


def _skip_openers(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without 涉及, 各类 …, a small number (一条|水泥路) and an age (70岁以上|老人)."""
    if len(tokens) > 1 and tokens[0].word in ("全国", "全省") and tokens[1].word in HONOURED:
        tokens = tokens[1:]  # 10家|全国|重点实验室
    while tokens and (
        tokens[0].word in OPENERS_AHEAD
        or _opens_with_age(tokens)
        or (
            tokens[0].tag == "m" and tokens[0].word[0] in "一两" and tokens[0].word[-1] not in KINDS
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


def _is_verb(token: Token) -> bool:
    return token.word in load_lexicon().actions or token.tag in ("v", "vd")


def _may_close(token: Token) -> bool:
    lexicon = load_lexicon()
    return token.word in lexicon.nominal or token.word in lexicon.heads


def _ends_here(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a word stops the phrase: a particle, an unclosed quote, or a description."""
    token = tokens[at]
    if token.word in CLOSERS:
        told = end > 0 and token.word in "“‘" and PERSON.search(tokens[at - 1].word)
        return bool(told) or _closing(tokens, at) == at  # 党员|“组团”回乡
    return _stops(token.word, token.tag) or (end > 0 and _says_more(tokens, at))


def _says_more(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word behind a noun says what becomes of it, or how it is."""
    token, word = tokens[at], tokens[at].word
    if token.tag == "a" and not _names(tokens, at + 1):
        return True
    if word == "报到" and not _names(tokens, at + 1):
        return True
    if word in BESIDES and (at + 1 == len(tokens) or not tokens[at + 1].word[0].isalnum()):
        return True
    if word in HOW or (len(word) == 4 and _tells(token)):
        return True
    if token.tag == "i" and len(word) == 4 and not _names(tokens, at + 1):  # 商家|星罗棋布
        return True
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if len(word) == 1 and behind in COMPLEMENTS:
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
    "排": ("第", "名", "在", "前"),
}
GOING = frozenset("进村 入户 下沉".split())
DOING = frozenset("投入 完成 实现 走上 考上 进村 下沉 走街 入户 返乡 回乡 脱贫 就近 持证".split())


def _description(text: str, tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """The noun behind a description that stopped the phrase: 3个党员|相对集中的|地方."""
    if at >= len(tokens):
        return None
    word, tag = tokens[at].word, tokens[at].tag
    if tag == "a" or (at == 0 and word in DESCRIBING):
        return _described(text, tokens, at)
    if (end and tag in ("d", "ad")) or word in ("相对", "较为"):
        return _described(text, tokens[: at + 7], at)
    return None


MONEYS = frozenset("资金 经费 基金 贷款 补贴 补助 债券 奖金 专款 款项 补偿".split())
GIFTS = frozenset("奖励 补助 补贴 奖补 资助 救助 贷款 赔偿 补偿".split())


def _names_at_once(tokens: Sequence[Token]) -> bool:
    """300万元|扶持资金, but not 20万元|提升阵地建设: the verb and one head, then an end."""
    if tokens[0].word in GIFTS and (len(tokens) == 1 or _stops_forward(tokens[1])):
        return True  # 1000元|奖励|和…
    if len(tokens) == 2 and tokens[0].word in IDLE_LAND and tokens[1].tag[0] == "n":
        return True  # 盘活120亩|闲散土地
    if len(tokens) < 2 or tokens[1].word not in load_lexicon().heads:
        return False
    ends = len(tokens) == 2 or _stops_forward(tokens[2])
    return ends or (tokens[1].word in MONEYS and _is_verb(tokens[2]))  # 28万元扶贫资金|拨到


IDLE_LAND = frozenset("闲散 闲置 撂荒 抛荒 零散 连片 流转 集中连片 退耕 复垦 承包".split())
ACTIVITY_END = re.compile(
    r"(?:活动|会议|座谈会|例会|推进会|现场会|评议|测评|点评|考核|检查|督查|培训|走访|比赛|大赛|演出|讲座|体检)$"
)


def _whole_activity(tokens: Sequence[Token]) -> Phrase | None:
    """一次|企业代表评议职能部门和工作人员活动: all of it, where it ends in what was done."""
    text = "".join(token.word for token in tokens)
    if not 4 <= len(text) <= 32 or not ACTIVITY_END.search(text) or _stops_forward(tokens[0]):
        return None
    if any(token.tag == "x" and not token.word[0].isalnum() for token in tokens):
        return None
    return Phrase(text, start=tokens[0].start)


def _is_rest_of_verb(text: str, token: Token) -> bool:
    """65户|参与: jieba took the first half of 参与 for the unit."""
    lexicon = load_lexicon()
    pair = text[token.start : token.start + 2]
    return (
        token.tag == "x"
        and len(token.word) == 1
        and (pair in lexicon.stops or pair in lexicon.actions)
    )


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun stands at *at*: 经济|薄弱|村."""
    return at < len(tokens) and (
        tokens[at].tag.startswith("n") or tokens[at].tag in ("zg", "j", "vn", "s", "q")
    )


def _described(text: str, tokens: Sequence[Token], at: int) -> Phrase | None:
    """特色鲜明、设施完善的|中心镇: the noun behind a description."""
    for index in range(at, min(at + 14, len(tokens))):
        if tokens[index].word[-1] == "的":  # 优的, by jieba
            return phrase_after(text, tokens[index + 1 :])
    return None


def _behind_phrase(text: str, tokens: Sequence[Token], end: int) -> Phrase:
    if not end or tokens[end - 1].end - tokens[0].start > MOST + 12:
        return Phrase("")
    return Phrase(tidy(text[tokens[0].start : tokens[end - 1].end]), start=tokens[0].start)


# jieba glues 经 to what it governs (经村|党支部研究).
BY = re.compile(r"经(?!开|信|发|委|贸|济|营|验|销|理|纪|费|典|贸|办|商)|由(?!来)|被(?!动|告)")


def _stops_forward(token: Token) -> bool:
    return _stops(token.word, token.tag)


@lru_cache(maxsize=KEPT)
def _stops(word: str, tag: str) -> bool:
    if BY.match(word) or word in PER_PERSON:
        return True
    if word in load_lexicon().stops or word in LISTING or word == "的":
        return True
    if tag in PARTICLES and not NAMELIKE.match(word):
        return True
    return tag == "x" and not word[0].isalnum() and word not in "·+-—&"


def _closing(tokens: Sequence[Token], opening: int) -> int:
    closer = CLOSERS[tokens[opening].word]
    for at in range(opening + 1, len(tokens)):
        if tokens[at].word == closer:
            return at
    return opening


HELD = frozenset("开展 实施 召开 举办".split())


def _verb_fits(
    tokens: Sequence[Token], at: int, end: int, *, activity: bool, counted: bool
) -> bool:
    """Whether a verb continues the phrase (返乡|人员) or is what the phrase does."""
    lexicon = load_lexicon()
    word = tokens[at].word
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in lexicon.heads and end == at:  # 合作组织, not 各县|组织|开展
        return not (word == "组织" and behind in HELD)
    if activity:
        return word in lexicon.nominal or word not in lexicon.actions or at == 0
    if end == 0 or tokens[at - 1].word in OPENERS:
        return _verb_opens(tokens, at)
    if _acts(tokens, at, counted):
        return False
    return _verb_within(tokens, at, end, behind)


def _verb_opens(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb begins the phrase: 返乡|人员, 触摸|一体机."""
    lexicon = load_lexicon()
    word, ahead = tokens[at].word, tokens[at + 1 : at + 4]
    if word in lexicon.nominal or word in lexicon.modifiers:
        return True
    if word in lexicon.actions or not ahead:
        return False
    closes = ahead[0].tag[0] == "n" and (len(ahead) == 1 or _stops_forward(ahead[1]))
    if closes or PERSON.search(ahead[0].word):  # 独居|老人|就餐
        return True
    return any(has_head(token.word) for token in ahead)


def _acts(tokens: Sequence[Token], at: int, counted: bool) -> bool:
    """行政村|发展|设施蔬菜, 企业|减免|税费|3.4亿元: done by those counted, or for them."""
    word, beyond = tokens[at].word, tokens[at + 2 : at + 3]
    if word in load_lexicon().modifiers or not ACTOR.search(tokens[at - 1].word):
        return False
    if beyond:
        return not _stops_forward(beyond[0])
    return counted and word in load_lexicon().actions


def _verb_within(tokens: Sequence[Token], at: int, end: int, behind: str) -> bool:
    """Whether a verb behind a noun is part of the name: 充电|桩, 阵地|建设, 机关|在职|党员."""
    lexicon = load_lexicon()
    word = tokens[at].word
    if word in lexicon.nominal and behind in ("“", "‘"):
        return True  # 政务|服务|“一网通办”
    named = word in lexicon.nominal or word in lexicon.modifiers or word not in lexicon.actions
    if named and len(behind) == 1 and tokens[at + 1].tag in ("q", "zg", "ng", "n", "k"):
        return True
    last = not behind or _stops_forward(tokens[at + 1])
    if last and word in CLOSING and end == at and not ACTOR.search(tokens[at - 1].word):
        return True
    if word in lexicon.modifiers and PERSON.search(behind):
        return True
    return named and bool(behind) and has_head(behind)
