"""What a name before a number sheds at its front: the verb of what was done, dates, particles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.nominal import GOVERNING, PERSONS, RATED, SORTS, is_compound
from textmine.extract.phrases.tokens import KEPT, LISTING, Token, has_head

PASSING = frozenset({"超", "超过"})
DATE_PARTS = frozenset({"年", "月", "日", "年底", "年末", "年初", "月底", "月份", "月末"})


def _is_date(token: Token) -> bool:
    if token.word[0] == "近" and LASTING.fullmatch(token.word):
        return True
    return token.tag == "t" and token.word not in UNDATED


# 清代|民居, 课后|服务: words of time that belong to what stands behind them
UNDATED = frozenset(
    "未来 现代 当代 近代 古代 新时代 青年 中年 老年 少年 青少年 青壮年 中青年 月季"
    " 课后 课间 术后 产后 清代 明代 元代 宋代 唐代 汉代 明清 清朝 明朝 元朝 宋朝 唐朝 唐宋 宋元"
    " 隋唐 汉唐 商周 清末 明末 晚清 北宋 南宋 东汉 西汉 战国 先秦".split()
)
# So do these before a thing and behind its verb: 周末|课堂, 开展|夜间|巡逻; not 春节|走访农户
KIND_TIMES = frozenset(
    "春季 夏季 秋季 冬季 冬春 秋冬 夏秋 春夏 夜间 晚间 午间 日间 夜晚 周末 假期 暑假 寒假 暑期"
    " 汛期 雨季 旱季 早期 中期 后期 晚期 战时 节日 春节 元旦 国庆 国庆节 中秋 中秋节 端午"
    " 端午节 元宵 元宵节 清明 清明节 孕期 青春期 更年期".split()
)
LASTING = re.compile(r"近[一二两三四五六七八九十几]{0,2}年来?")


def strip_front(
    tokens: Sequence[Token],
    begin: int,
    end: int,
    action: str | None,
    *,
    elided: bool,
    told: bool = False,
) -> tuple[int, str | None]:
    """Without leading particles and verbs; the last verb left out is the action."""
    if 0 < begin < end and _closes_date(tokens, begin):
        begin += 1
    while begin < end and _may_go(tokens[begin].word, tokens[begin].tag):
        if _describes(tokens, begin, end, elided) or (told and _tells_which(tokens, begin, end)):
            break
        if _is_leading_verb(tokens, begin, end, action):
            action = action or tokens[begin].word
        elif _tells_kind(tokens, begin, end, action) or not _is_filler(tokens, begin, end):
            break
        begin += 1
    return begin, action


@lru_cache(maxsize=KEPT)
def _may_go(word: str, tag: str) -> bool:
    """Whether a word at the front may be a verb, a particle or a date; nouns stay as they are."""
    lexicon = load_lexicon()
    verb = tag == "v" or word in lexicon.actions or word in USING
    particle = tag == "uj" or word in LISTING or word in lexicon.fillers
    dated = tag == "t" or word[0] == "近" or word[0] in SMALL_NUMBERS
    return verb or particle or dated or word == "新" or word in WELL or word in SCRAPS


def _closes_date(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].word in DATE_PARTS and tokens[at - 1].word[-1].isdigit()


# 采取此种形式的|企业: what those counted do by such means
THESE = frozenset("此种 此项 此类 这种 这项 这类 这些 这一 该 该项 上述 同样".split())
USING = frozenset("采取 采用 使用".split())
AWAY = frozenset("外出 返乡 进城 退休 下岗 失业 务工 打工 经商".split())  # 外出|务工人员
BUILDING = frozenset(
    "改造 提升 扩建 改建 建设 优化 续建 整治 修复 修缮 更新 筹集 培育 完善".split()
)


def _describes(tokens: Sequence[Token], begin: int, end: int, elided: bool) -> bool:
    """签订|承诺书|的|党员: the verb belongs to the description of those counted."""
    if end - begin < 2:
        return False
    if tokens[begin].word in USING or tokens[begin + 1].word in THESE:
        return any(token.word == "的" for token in tokens[begin + 1 : end - 1])
    if elided and tokens[begin].word in load_lexicon().making:  # 建立|党组织|的|有88家
        return True
    if tokens[begin].word not in load_lexicon().joining:
        return False
    if elided:
        return True
    said = any(token.word == "的" for token in tokens[begin + 1 : end - 1])
    return said and PERSONS.search(tokens[end - 1].word) is not None


def _tells_which(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """拿到|证书的学员|有九成: before 有 the verb says which they are."""
    if begin + 3 >= end or tokens[begin].word not in load_lexicon().actions:
        return False
    told = any(token.word == "的" for token in tokens[begin + 2 : end - 1])
    return told and tokens[begin + 1].tag[0] in "nv"


def _is_leading_verb(tokens: Sequence[Token], begin: int, end: int, action: str | None) -> bool:
    """Whether the first of a phrase is what was done, not part of the name that follows."""
    if end - begin < 2 or not _may_lead(tokens, begin, end, action):
        return False
    word, rest = tokens[begin].word, tokens[begin + 1 : end]
    if action and word in BUILDING and not has_head(rest[0].word):  # 新建|提升|口袋公园
        return True
    if any(token.word in PASSING for token in rest):  # 培育|产值超百亿园区
        return True
    if rest[0].word in SORTS:  # 引领|型|龙头企业
        return False
    if word == "发展" and action in PROMPTING:  # 带动|发展|合作社
        return True
    return not (_names_with(word, rest) or _is_noun_here(word, rest, action))


def _may_lead(tokens: Sequence[Token], begin: int, end: int, action: str | None) -> bool:
    """Whether a word is a verb, whatever follows; behind an *action*, one that is known."""
    lexicon, word = load_lexicon(), tokens[begin].word
    if word in lexicon.fillers:
        return False
    if word not in lexicon.actions and (action or not _is_other_verb(tokens, begin, end)):
        return False
    away = word in AWAY and PERSONS.search(tokens[begin + 1].word)
    return not (away or is_compound(tokens, begin, end))


def _names_with(word: str, rest: Sequence[Token]) -> bool:
    """Whether what follows a verb is no name without it: 调处|成功率, 净增|额, 遇到|的问题."""
    lexicon, bare = load_lexicon(), "".join(token.word for token in rest)
    if len(bare) == 1 or bare[0] == "的" or (bare in lexicon.attributes and len(bare) < 4):
        return True
    rate = (len(rest) == 1 or len(bare) <= SHORT_RATE) and bare[-1] == "率"
    moves = word in lexicon.shifts or word in lexicon.saving
    return (rate or rest[0].word in lexicon.measures) and not moves


def _is_noun_here(word: str, rest: Sequence[Token], action: str | None) -> bool:
    """Whether a verb that is also a noun is one: another verb stands before it, or a head after."""
    return word in load_lexicon().nominal and (bool(action) or has_head(rest[0].word))


def _is_other_verb(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether a word that is no known action is a verb by its tag, and none that names hold."""
    lexicon, word = load_lexicon(), tokens[begin].word
    if tokens[begin].tag != "v" or RATED.search(tokens[end - 1].word):
        return False
    return not (word in lexicon.modifiers or word in lexicon.nominal or word in lexicon.heads)


SHORT_RATE = 3  # characters of 治理率
PROMPTING = frozenset("带动 推动 引领 促进 助推 扶持".split())


def _is_filler(tokens: Sequence[Token], begin: int, end: int) -> bool:
    token, lexicon = tokens[begin], load_lexicon()
    word = token.word
    if word in LISTING or word in lexicon.fillers or token.tag == "uj":
        return True
    if end - begin > 1:
        renewed = (word == "新" or word in WELL) and tokens[begin + 1].word in lexicon.actions
        lasting = word[0] in SMALL_NUMBERS and SPELL.fullmatch(word) is not None
        if renewed or lasting or word in SCRAPS:
            return True
    return _is_date(token)


def _tells_kind(tokens: Sequence[Token], begin: int, end: int, action: str | None) -> bool:
    """Whether a time is part of a name: 周末|课堂, and behind its verb 开展|夜间|巡逻."""
    if end - begin < 2 or tokens[begin].word not in KIND_TIMES:
        return False
    if begin and tokens[begin - 1].word == action:
        return True
    behind, lexicon = tokens[begin + 1], load_lexicon()
    head = tokens[end - 1].word
    if begin + 2 < end and _is_measured_deed(behind.word, head):
        return True
    if begin + 3 == end and behind.word in PLACED and has_head(head):
        return True
    deed = behind.word in lexicon.actions and behind.word not in lexicon.nominal
    return not deed and behind.tag[:1] in "nljbx"


# 暑假|托管|班, 冬季|取暖|补助: what a season's thing is for
PLACED = frozenset("托管 取暖 供暖 供热 供水 灌溉 避暑 防汛 抗旱 护林 辅导".split())
# 后期|管护|资金: what a deed needs is called by it, as what is measured of it is
NEEDED = frozenset("资金 经费 费用 物资 设备 设施 成本 支出 负荷".split())


def _is_measured_deed(deed: str, head: str) -> bool:
    """冬季|供暖|面积, 早期|妊娠筛查率; not 春季|完成|造林面积, 后期|投入|资金."""
    lexicon = load_lexicon()
    if head not in NEEDED and head not in lexicon.measures and not RATED.search(head):
        return False
    governs = deed in GOVERNING or deed in lexicon.light or deed in lexicon.shifts
    return not (governs or deed in lexicon.spending or deed in lexicon.saving)


WELL = frozenset("有效 成功 全面 顺利 积极 大力 主动 稳妥 妥善".split())  # 有效|覆盖|流出党员
# 辖区|内|刑事案件发案率, 仅|此|一项|户均增收
SCRAPS = frozenset("起 出 内 里 中 此 这 该 此项 这项 仅此".split())
# 一年|调解涉外纠纷, 一季|卖出脐橙, 一个|大棚年收入
SMALL_NUMBERS = "一二两三四五六七八九十半几"
SPELL = re.compile(
    rf"[{SMALL_NUMBERS}]+(?:年|年来|年多|季|天|天天|夜|晚|上午|下午|早上|个|个月|月|年间|座|家|亩|户|名|位|项)"
)
