"""The noun phrase before a number: 建立|村企联合党总支|17个."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.between import (
    CLASS_ENDS,
    OPENING,
    SPANNING,
    before_classes,
    before_each,
    before_mark,
    before_measure,
    before_span,
    before_time,
    opens_change,
    without_then,
)
from textmine.extract.phrases.fronts import DATE_PARTS, strip_front
from textmine.extract.phrases.located import is_link, links_on, skip_location, topic_of_deed
from textmine.extract.phrases.nominal import PERSONS, ends_phrase, is_nominal
from textmine.extract.phrases.reach import opening_of, walk_back
from textmine.extract.phrases.tokens import ACTOR, LISTING, Phrase, Token, has_head, tidy

NAMING = ("a", "n")  # tags of fillers that are part of a name
# What a figure before them is called: the deed done at that price or share follows.
TERMS = frozenset("价格 单价 标准 比例 幅度 速度 利率 规模 频率 均价 力度".split())


def phrase_before(tokens: Sequence[Token]) -> Phrase:
    """The phrase that ends before a number; *tokens* run from the clause's start to it."""
    signs = SIGNS.intersection([token.word for token in tokens])
    tokens = _without_asides(tokens, signs)
    if not tokens:
        return Phrase("")
    links: list[str] = []
    end = _before_said(tokens, links, signs)
    end, shift = _before_change(tokens, end, links, signs)
    elided = bool(end) and tokens[end - 1].word == "的"
    end, done = _before_deed(tokens, _before_bracket(tokens, end - elided), signs)
    begin, action = walk_back(tokens, end, elided)
    if done:
        action = done
        end -= end > begin + 1 and tokens[end - 1].word in AGAIN
    begin, action = _behind_served(tokens, begin, end, action)
    told = elided or links[:1] == ["有"]
    begin, action = strip_front(tokens, begin, end, action, elided=elided, told=told)
    begin = _behind_other(tokens, begin, end)
    begin -= _founds_inside(tokens, begin, end)
    if begin < end and not _is_alone(tokens, begin, end):
        if signs:
            begin = _behind_total(tokens, _behind_within(tokens, begin, end), end)
        name = _name(tokens, begin, end)
        if not (name[:1] in FEW and ONE.fullmatch(name)):
            return Phrase(name, action, tuple(links), elided, tokens[begin].start)
    return Phrase("", action or shift, tuple(links))


def _without_asides(tokens: Sequence[Token], signs: Set[str]) -> Sequence[Token]:
    """Without what names nothing: the price's own name, an earlier time, a note."""
    if len(tokens) > 2 and tokens[0].word == "的" and tokens[1].word in TERMS:
        tokens = tokens[2:]  # 以每亩700元|的价格|流转土地
    if "比" in signs:
        tokens = without_then(tokens)
    return _without_note(tokens) if SAME_BELOW in signs else tokens


def _before_deed(tokens: Sequence[Token], end: int, signs: Set[str]) -> tuple[int, str | None]:
    """Where the phrase ends before where it was done, or before a deed; and the verb of that."""
    topic = topic_of_deed(tokens, end) if "在" in signs else 0
    if topic:
        return topic, tokens[end - 1].word
    if "在" in signs:
        end = skip_location(tokens, end)
    done = _closing_deed(tokens, end)
    return end - (done is not None), done


def _is_alone(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether all that is left tells how or where, but not what: 带动|周边|320户."""
    only = tokens[begin]
    return end - begin == 1 and (only.tag in ("a", "ad", "d", "an") or only.word in NAMELESS)


# 新增|组建党组织的企业: what was founded in them says which they are.
FOUNDING = frozenset("组建 成立 建立 设立".split())
FOUNDED = re.compile(r"(?:组织|支部|党委|党总支|党小组|工会|妇联|团委)$")
FOUNDED_IN = re.compile(
    r"(?:企业|单位|合作社|车间|商会|社会组织|协会|园区|楼宇|市场|项目|工地|村|小区)$"
)


def _founds_inside(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether the verb of founding right before *begin* is told of those counted."""
    if not 0 < begin < end - 2 or tokens[begin - 1].word not in FOUNDING:
        return False
    if tokens[begin + 1].word != "的" or not FOUNDED.search(tokens[begin].word):
        return False
    return FOUNDED_IN.search(tokens[end - 1].word) is not None


# 带动|周边|320户, 可|带动350人, 整合|成|3个
NAMELESS = frozenset("周边 附近 邻近 周围 沿线 四周 可 将 拟 应 成 为".split())
HAD = frozenset("有 没有 无 缺乏 缺少 具有".split())
MEASURED = re.compile(r"(?:收入|收益|产值|利润|面积|产量|投资|资产|营收)$")


def _behind_other(tokens: Sequence[Token], begin: int, end: int) -> int:
    """Behind what a list begins with that is of another kind.

    有|一定规模、|集体收益|5万元: the first is had, the last is measured; 社会组织和|从业|30人: a
    noun, and a verb.
    """
    if not begin < end - 2:
        return begin
    listed = next((at for at in range(end - 2, begin, -1) if tokens[at].word == "、"), 0)
    had = listed and begin and tokens[begin - 1].word in HAD
    if had and MEASURED.search(tokens[end - 1].word):
        return listed + 1
    last, other = tokens[end - 1], tokens[end - 3]
    noun = other.tag[0] == "n" or has_head(other.word)
    apart = tokens[end - 2].word in "和与及" and last.tag == "v" and noun
    nominal = load_lexicon().nominal
    return end - 1 if apart and last.word not in nominal and not has_head(last.word) else begin


# 一头|约70斤的生猪, 一个月|1200元: how many or how long is no name
SPELLS = frozenset("月年天季")
EACH_SPELL = re.compile("(?<=[费租资薪酬钱款息金])一(?:个月|年|天|季)$")  # 房租|一个月
FEW = frozenset("一两三四五六七八九十半几这那")
ONE = re.compile(
    r"[一两三四五六七八九十半几这那][片座栋间处头只条匹亩个户株棵块斤袋箱盒件组队批堆捆月天年季晚][月季地人]?|[一二两三]"
)


def _name(tokens: Sequence[Token], begin: int, end: int) -> str:
    """The words of a phrase as a name."""
    fillers = load_lexicon().fillers
    words = tokens[begin:end]
    if len(words) > 1 and words[-2].word in MODALS and words[-1].word in GAINS:
        words = [*words[:-2], words[-1]]  # 每亩|可|增收
    kept = [t.word for t in words if t.word not in fillers or t.tag in NAMING]
    name = "".join(kept)
    name = tidy(ONE_OF_EACH.sub("", name) if "、" in name else name)
    if len(name) == 2 and begin and tokens[begin - 1].word in ALL_KINDS:
        name = tokens[begin - 1].word + name  # 各类|活动
    return EACH_SPELL.sub("", name) if name[-1:] in SPELLS else name


# 彩超机一台、|救护车|2辆
ONE_OF_EACH = re.compile(r"^[^、]{1,10}[一两][个台辆座栋套间处条名位只头张部艘架所家]、(?=..)")
MODALS = frozenset("可 能 可以 能够 将 会".split())
GAINS = frozenset("增收 创收 节支 增产 盈利 获利 分红 节约 节省".split())
SERVED = re.compile(rf"(?:{PERSONS.pattern})|(?:主体|单位|家庭|商户|部门)$")
FOR_WHOM = frozenset("为 给 向 帮 替 帮助".split())
TOTALS = frozenset("累计 总计 共计 合计".split())
# Words of which one stands in every phrase that a rule of location, span, change or sum shortens.
SAME_BELOW = "下同"
SIGNS = FOR_WHOM | TOTALS | OPENING | {"在", "内", "比", SPANNING, SAME_BELOW}


def _without_note(tokens: Sequence[Token]) -> list[Token]:
    """生产总值同比|（下同）|增长5%: without the note."""
    at = next(index for index, token in enumerate(tokens) if token.word == SAME_BELOW)
    return [token for index, token in enumerate(tokens) if abs(index - at) > 1]


def _before_said(tokens: Sequence[Token], links: list[str], signs: Set[str]) -> int:
    """Where the phrase ends before what leads to the number: 共有, （, 连续8年; see `links`."""
    end = len(tokens)
    if tokens[-1].word[-1] in CLASS_ENDS:
        end = before_classes(tokens, end)
    end = _behind_links(tokens, end, links)
    if end > 1 and tokens[end - 1].word in ("（", "("):  # 合作社|（|共计|95家）
        end = _behind_links(tokens, end - 1, links)
    passed = "大关" in links or (links and end and tokens[end - 1].word in ROUND)
    end = before_mark(tokens, end) if passed else end
    if "比" in signs:
        end = before_time(tokens, end)
    if SPANNING in signs:
        end = before_span(tokens, end)
    return _before_compared(tokens, end) if links and links[0] in ("多", "少") else end


ROUND = frozenset(
    "十亿 百亿 千亿 万亿 十万 百万 千万 过万 破万 破亿".split()
)  # 突破|百亿、达114亿元


def _before_change(
    tokens: Sequence[Token], end: int, links: list[str], signs: Set[str]
) -> tuple[int, str | None]:
    """Where the phrase ends before how it changed (养老保险|新增, 满意率|由|82%), and that verb."""
    shift = _shift_before(tokens, end)
    arrives = not shift and links[-1:] and links[-1] in ARRIVING
    if end and arrives and tokens[end - 1].word in GROWING:
        end -= 1  # 高新技术企业|发展|到500家
    if shift:
        width = 2 if shift not in load_lexicon().shifts else 1
        end = _skip_comparison(tokens, end - width)
        end -= bool(end) and tokens[end - 1].word in AGAIN  # 养老保险|新|参保
    opening = 0 if OPENING.isdisjoint(signs) else opens_change(tokens, end)
    return (_behind_links(tokens, opening, []) if opening else end), shift


def _behind_links(tokens: Sequence[Token], end: int, links: list[str]) -> int:
    """Where the phrase ends before 共有, 同比 and the like, which join *links*."""
    if end > 2 and tokens[end - 2].word == "每":  # 保持在|每|立方米
        per = before_measure(tokens, end)
        end = per if links_on(tokens[per - 1].word, tokens[per - 1].tag) else end
    while end and links_on(tokens[end - 1].word, tokens[end - 1].tag):
        links.append(tokens[end - 1].word)
        end -= 1
        end = before_measure(tokens, end)
    at = before_each(tokens, end)
    return end if at == end else _behind_links(tokens, at, links)


def _behind_within(tokens: Sequence[Token], begin: int, end: int) -> int:
    """网格|内|电信诈骗发案率: without within what."""
    for at in range(begin + 1, min(begin + 4, end - 1)):
        if tokens[at].word == "内" and tokens[end - 1].end - tokens[at].end > 3:
            return at + 1
    return begin


def _behind_total(tokens: Sequence[Token], begin: int, end: int) -> int:
    """中心平台|累计|进场项目: what was counted, where it is a noun of its own."""
    for at in range(end - 2, begin, -1):
        if tokens[at].word in TOTALS:
            noun = tokens[end - 1].tag[0] == "n" and tokens[end - 1].end - tokens[at].end > 3
            return at + 1 if noun else begin
    return begin


ALL_KINDS = frozenset("各类 各级 各种".split())
ARRIVING = frozenset("到 至 成 为".split())
GROWING = frozenset(
    "发展 恢复 壮大 扩张 扩展 培育 增加 回升 回落 攀升 跃升 飙升 猛增 激增 剧增 骤降 锐减"
    " 缩小 扩大 缩短 压减".split()
)


def _before_bracket(tokens: Sequence[Token], end: int) -> int:
    """综合党组织|（甲驿站、乙之家）|5个: what is counted stands before those named in a bracket."""
    if not end or tokens[end - 1].word not in ("）", ")"):
        return end
    opening = opening_of(tokens, end - 1)
    named = opening > 0 and tokens[end - 1].start - tokens[opening].end > NAMED_WIDTH
    return opening if named else end


NAMED_WIDTH = 8  # characters within a bracket that are more than part of a name


def _shift_before(tokens: Sequence[Token], end: int) -> str | None:
    """The verb of change right before a number: 业务|新增|38.8亿元."""
    word = tokens[end - 1].word if end else ""
    if end > 1 and tokens[end - 2].word in ("多", "少") and len(word) == 1:  # 亩产|多|打
        return tokens[end - 2].word + word
    return word if word in load_lexicon().shifts else None


def _before_compared(tokens: Sequence[Token], end: int) -> int:
    """预备党员38名，|比去年同期|多12名: what is compared with an earlier time ends before 比."""
    for at in range(end - 1, max(end - 5, -1), -1):
        if tokens[at].word in ("比", "较"):
            return at if EARLIER.match("".join(t.word for t in tokens[at + 1 : end])) else end
    return end


EARLIER = re.compile(r"(?:去年|上年|前年|往年|以前|过去|上月|同期|年初|原来)")
BESIDE = frozenset("与同和跟")


def _skip_comparison(tokens: Sequence[Token], end: int) -> int:
    """人均收入|较全省平均水平|增长60%: without what it is compared with."""
    for at in range(end - 1, -1, -1):
        word = tokens[at].word
        if word in ("比", "较", "较前", "比前") or (word[0] in "较比" and EARLIER.match(word[1:])):
            end = at
            break
        if word == "在" and any(token.word in BASES for token in tokens[at + 2 : end]):
            end = at  # 补贴标准|在原有基础上|增加
            break
        if word in ("相比", "同期相比", "相比较"):
            end = next((i for i in range(at, -1, -1) if tokens[i].word in BESIDE), at)
            break
    while end and is_link(tokens[end - 1]):
        end -= 1
    return end


BASES = frozenset("基础 基数".split())
AGAIN = frozenset("新 再 又 净 共".split())


def _closing_deed(tokens: Sequence[Token], end: int) -> str | None:
    """小额信贷|发放1.3亿元: the verb between what it is done to and the number."""
    if end < 2 or tokens[end - 1].word not in load_lexicon().actions:
        return None
    lexicon = load_lexicon()
    before, verb = tokens[end - 2], tokens[end - 1].word
    if before.word in DATE_PARTS or ends_phrase(before) or before.word in LISTING:
        return None
    if verb in lexicon.intransitive and before.word not in lexicon.actions:
        return verb
    acts = ACTOR.search(before.word) is not None or before.word.endswith("财政")
    if acts or before.word in lexicon.actions or is_nominal(tokens, end - 1, end):
        return None
    return tokens[end - 1].word


def _behind_served(
    tokens: Sequence[Token], begin: int, end: int, action: str | None
) -> tuple[int, str | None]:
    """为|隔离群众|代购|生活物资: behind the verb that follows whom it is done for."""
    if not 0 < begin < end or tokens[begin - 1].word not in FOR_WHOM:
        return begin, action
    for at in range(begin + 1, end - 1):
        if tokens[at].tag == "v" and SERVED.search(tokens[at - 1].word):
            return at + 1, tokens[at].word
    return begin, action
