"""The noun phrase behind a number: 17个|联合党总支|开展了…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.phrases.leading import opens_nothing, skip_openers
from textmine.extract.phrases.stops import PERSON, closing, ends_here, stops_forward
from textmine.extract.phrases.tokens import CLOSERS, Phrase, Token, phrase_to
from textmine.extract.phrases.told import described_first, told_first
from textmine.extract.phrases.verbs import (
    IDLE_LAND,
    NAME_ENDINGS,
    closes_name,
    is_done,
    is_verb,
    may_close,
    names_at_once,
    verb_fits,
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
    tokens = skip_openers(tokens)
    behind = described_first(text, tokens) if tokens else ()
    if behind:
        return phrase_after(text, behind, activity=activity, thing=thing)
    told = told_first(text, tokens) if tokens else None
    if told:
        return told
    clause = _behind_clause(tokens) if tokens else ()
    if clause:
        head = phrase_after(text, clause, activity=activity, thing=thing)
        end = head.start + len(head.text)
        if head.text and not text[end : end + 1].isalnum():
            return head
    if not tokens or opens_nothing(text, tokens[0]):
        return Phrase("")
    sited = _behind_site(tokens)
    if sited:
        return phrase_after(text, sited, activity=activity, thing=thing)
    at, end = _walk_on(tokens, activity, amount, _is_counted_on(text, tokens))
    if 0 < at < len(tokens) - 1 and _is_level(tokens, at):  # 国家、省重点工作现场会
        rest = phrase_after(text, tokens[at + 1 :], activity=activity, thing=thing)
        if rest.text:
            return Phrase(text[tokens[0].start : rest.start] + rest.text, start=tokens[0].start)
    described = _description(text, tokens, at, end)
    if thing and not described and end and PERSON.search(tokens[end - 1].word):
        end = _beyond(tokens, end)
    return described or phrase_to(text, tokens, end)


def _is_counted_on(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the next figure stands right behind the words: its noun may be among them."""
    return text[tokens[-1].end : tokens[-1].end + 1] in OPENS_FIGURE


OPENS_FIGURE = frozenset("0123456789约近超逾")


INTO = frozenset({"为", "成", "成为"})


def _walk_on(
    tokens: Sequence[Token], activity: bool, amount: bool, counted: bool
) -> tuple[int, int]:
    """The index of the word that stops the phrase, and behind the last that may close it."""
    at = end = 0
    while at < len(tokens):
        ahead = _behind_group(tokens, at, end)
        if ahead:
            at = end = ahead
            continue
        if ends_here(tokens, at, end):
            break
        if tokens[at].word in CLOSERS:
            at = closing(tokens, at)
            end = at + 1
        elif end and (is_done(tokens, at) or _turns_into(tokens, at)):
            break  # 三位老师|商量|了半天, 9个网格|细化|为38个
        elif is_verb(tokens[at]):
            if not verb_fits(tokens, at, end, activity=activity, counted=counted):
                break
            if amount and at == 0 and not names_at_once(tokens):
                break
            end = at + 1 if activity or may_close(tokens[at]) else end
        elif tokens[at].tag not in ("a", "b", "m", "d", "h"):
            end = at + 1
        at += 1
    return at, end


def _turns_into(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is a verb that says what becomes of those counted: 细化|为, 划分|成."""
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    word, tag = tokens[at].word, tokens[at].tag
    return behind in INTO and len(word) == 2 and (tag[0] == "v" or word[1] == "化")


def _behind_group(tokens: Sequence[Token], at: int, end: int) -> int:
    """The index behind words from *at* that belong to the name as one; 0 where none do."""
    if _is_graded(tokens, at):
        return at + 3
    if at and (at == end or tokens[at].word in NAME_ENDINGS):
        return closes_name(tokens, at)
    return 0


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


def _beyond(tokens: Sequence[Token], end: int) -> int:
    """107套农民|集中|居住|公寓: what counts things does not count persons."""
    for at in range(end, min(end + 4, len(tokens))):
        if stops_forward(tokens[at]):
            return end
        if tokens[at].tag[0] == "n" and not PERSON.search(tokens[at].word):
            return at + 1
    return end


# 26处|方便群众的|停车点, 5座|位于山区的|桥: where or for whom those counted are
SITING = frozenset(
    "位于 坐落 坐落于 地处 处于 方便 便于 距离 距 靠近 毗邻 紧邻 邻近"
    " 可供 适合 适宜 用于 面向 连接 联通 连通 存在 涉及 影响 制约 惠及 承担 缺乏 缺少 通往 贯穿"
    " 横跨 直达 途经 关乎 方便群众 方便居民".split()
)
# 3个|服务|老人的|站点; not 服务|网点的
SERVED = re.compile(
    "(?:老年?人|群众|居民|村民|企业|游客|儿童|学生|农户|商户|党员|青年|职工|人才|妇女|残疾人|百姓|乡村|社区)"
)
# 3处|环境优美的|公园, 3个|设施|齐全的|驿站: how they are
LIKE_THIS = re.compile(
    "[\u4e00-\u9fff]{2}(?:优美|辽阔|齐全|完善|完备|便利|便捷|良好|突出|鲜明|丰富|充足|雄厚|适宜|优越|整洁|清新|宽敞|宽阔"
    "|落后|严重|复杂|偏远|偏僻|恶劣|先进|独特|浓厚|浓郁|活跃|强劲|旺盛|发达|成熟|健全|过硬|扎实)$"
)
LONGEST_SITE = 8  # words before 的


def _behind_site(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind what is said of where, for whom or how they are; none without it."""
    first = tokens[0].word
    served = first == "服务" and len(tokens) > 1 and SERVED.match(tokens[1].word)
    if first not in SITING and not served and not _tells_how(tokens):
        return ()
    for at, token in enumerate(tokens[1:LONGEST_SITE], 1):
        if token.word == "的":
            return tokens[at + 1 :]
        if token.tag == "x" and not token.word[0].isalnum():
            return ()
    return ()


# What opens a clause, never a name: 12名|懂技术的|农民, 4个|带动就业的|项目
CLAUSE_VERBS = frozenset(
    "懂 懂得 会 熟悉 带动 带领 贴近 覆盖 容纳 失去 丧失 拥有 擅长 热爱 关心 热心 善于 满足 彰显"
    " 体现 反映 展现 适应 跨 跨河 叫得响 可 可供 能 回乡 返乡 回村 外出 管用 宜居 急需"
    " 因灾 因病 因残 因学".split()
)
STATING = frozenset(
    "是 为 没有 分别 均 都 已 先后 全部 了 着 过 组成 构成".split()
)  # what those counted are or do
LONGEST_CLAUSE = 8  # words before 的
CLAUSE_ENDS = frozenset("v a i l z an ad".split())


def _behind_clause(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind a clause on those counted: 35名|回乡创业的|青年; none without one."""
    at = next((at for at, each in enumerate(tokens[:LONGEST_CLAUSE]) if each.word == "的"), 0)
    if not at or at + 1 == len(tokens) or any(_is_sign(each) for each in tokens[:at]):
        return ()
    first, last = tokens[0], tokens[at - 1]
    if not STATING.isdisjoint(each.word for each in tokens[:at]):
        return ()  # 12个|部门|分别|包扶灾损较重的|村
    if first.tag == "p" or first.word in CLAUSE_VERBS:
        return tokens[at + 1 :]
    told = first.tag[0] in "nr" and at > 1 and (at > 2 or last.tag not in ("a", "an"))
    if told or last.tag not in CLAUSE_ENDS:
        return ()
    return tokens[at + 1 :] if at > 1 or not is_verb(last) or not may_close(last) else ()


def _is_sign(token: Token) -> bool:
    return token.tag == "x" and not token.word[0].isalnum()


def _tells_how(tokens: Sequence[Token]) -> bool:
    """Whether the words before 的 tell how what is counted is."""
    at = next((at for at, token in enumerate(tokens[:3]) if token.word == "的"), 0)
    return LIKE_THIS.fullmatch("".join(token.word for token in tokens[:at])) is not None


DESCRIBING = frozenset("有 具有 能 会 符合".split())  # 3名|有技术特长的|能人


def _description(text: str, tokens: Sequence[Token], at: int, end: int) -> Phrase | None:
    """The noun behind a description that stopped the phrase: 3个党员|相对集中的|地方."""
    if at >= len(tokens):
        return None
    word, tag = tokens[at].word, tokens[at].tag
    if tag == "a" or (at == 0 and word in DESCRIBING):
        return _described(text, tokens, at)
    if word in TOLD_OF_ALL:
        return None
    if word == "的" and _names_none(tokens[:at]):
        return phrase_after(text, tokens[at + 1 :])
    if (end and tag in ("d", "ad")) or word in ("相对", "较为"):
        return _described(text, tokens[: at + 7], at)
    return None


def _names_none(tokens: Sequence[Token]) -> bool:
    """7个|集中|连片|的矿区, 30件|群众|期盼|的实事: what stands before 的 is no noun."""
    last = tokens[-1] if tokens else None
    if last is None or (is_verb(last) and not may_close(last)):
        return last is not None
    return all(token.word in IDLE_LAND or is_verb(token) for token in tokens)


# 110个部门|都|成立了专门的班子: what those counted do, no description
TOLD_OF_ALL = frozenset(
    "都 均 已 已经 全部 全都 也 还 先后 相继 分别 纷纷 陆续 普遍 一律 统一".split()
)


ACTIVITY_END = re.compile(
    r"(?:活动|会议|[^扩夸伟]大会|论坛|座谈会|例会|推进会|现场会|评议|测评|点评|考核|检查|督查|培训|走访|比赛|大赛|演出|讲座|体检)$"
)


HOLDING = frozenset("召开 举办 举行 开展 组织 组织开展 组织召开".split())


def _whole_activity(tokens: Sequence[Token]) -> Phrase | None:
    """一次|企业代表评议职能部门和工作人员活动: all of it, where it ends in what was done."""
    if len(tokens) > 1 and tokens[0].word in HOLDING:  # 两次|召开|发展大会
        tokens = tokens[1:]
    text = "".join(token.word for token in tokens)
    if not 4 <= len(text) <= 32 or not ACTIVITY_END.search(text) or stops_forward(tokens[0]):
        return None
    if any(token.tag == "x" and not token.word[0].isalnum() for token in tokens):
        return None
    return Phrase(text, start=tokens[0].start)


def _described(text: str, tokens: Sequence[Token], at: int) -> Phrase | None:
    """特色鲜明、设施完善的|中心镇: the noun behind a description."""
    for index in range(at, min(at + 14, len(tokens))):
        if tokens[index].word[-1] == "的":  # 优的, by jieba
            return phrase_after(text, tokens[index + 1 :])
    return None
