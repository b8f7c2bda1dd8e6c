"""Numbers that are none: ranks, parts of words, names, years and codes."""

from __future__ import annotations

import re

from textmine.detect.numbers.modifiers import modifier_before
from textmine.detect.numbers.units import FoundUnit
from textmine.detect.words import Words

FIGURES = frozenset("零〇一二两三四五六七八九十百千万亿几多余点分之近约数上超逾过达")
CLOCK = FIGURES | frozenset("0123456789０１２３４５６７８９")
LONE = frozenset("百千万亿佰仟萬億")
LONE_FIGURES = LONE | {"十", "拾"}
MASSES = frozenset("百万 千万 亿万".split())  # 千万市民: a great many, unless 人 is said
FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖")
YEAR = re.compile(r"(?:19|20)\d\d|[一二][〇○零九]?[〇○零一二三四五六七八九]{2,3}|0\d|[5-9]\d")
RANKED = re.compile(r"(?:第|前|[A-Za-z]|[0-9.][.:：/／]|[+＋×*]|[A-Za-z][-—])$")
# 前 that is no rank: 目前12个, 提前2年
BEFORE = ("目前", "此前", "之前", "以前", "年前", "日前", "提前", "当前", "先前", "眼前", "前前")
VAGUE = ("数", "几", "幾", "若干", "成百", "上百")  # 数十项
# 成千上万, 好百十户; but 建成|十处, 编成|百余支, 办好|十件
VAGUE_ALONE = re.compile(r"(?<![建完达形组编分划改做变办结集造育养落译抓管])(?:成|好)$")
# nor is it behind what happened: 改革前1200元, 合并前23个村, and no rank counts money or land
HAPPENED = re.compile(
    r"(?:改革|改制|改造|改建|[合撤]并|调整|整[合治]|治理|搬[迁家]|脱贫|[扶帮]扶|扶贫|创建|试点|启动|实施|推行|流转"
    r"|[入转]股|入[社会]|加入|开[办业工]|成立|[组建新]建|建[立成社园]|投[产用]|换届|疫情|[受旱水火]灾|地震|解放|结对|提[标质]|通车)前$"
)
RANK_UNIT = re.compile(
    r"[\d一二两三四五六七八九十百]+(?:强|名|位|季|天|个?月|年|周|[日期批届次轮排夜晚])"
)
MATTER = re.compile(r"\d[\d.]*[十百千万亿]*(?:元|亩|吨|公斤|斤|平方米)")


# 二次分红, 二期工程, 二组村民: before these 二 is an ordinal, and two of them are 两
SECOND = frozenset("次 期 组 级 类 线 队 楼 层 环 产 胎 代 轮 批 号".split())
# 百亿乡镇, 千万元村, 十亿元企业: how large those of a class are, said of each of them
CLASS = re.compile("[十百千]?[万亿]")
# 亿元街道改造, 百万元户外广告, 千万元村集体收入 are sums.
OTHER = "[级里长场域民委容政道外城村贤土集办直均用巷间内口头房庄企属]|(?<!县)区"
CLASSED = re.compile(
    f"级?(?:大户|大县|强县|大镇|强镇|企业|产业|集群|园区|商圈|项目|品牌|单品|[楼乡镇村县市区街户](?!{OTHER}))"
)
CLASSED_BODY = re.compile(f"(?:强|大)?[乡镇村县](?!{OTHER})")
SPANNED = frozenset("至到~～—-")
# 通往|二组, 柳沟村|三组: a group of a village by its number
GROUPED = ("村", "社区", "往", "屯", "寨", "住")


def is_rank(text: str, at: int) -> bool:
    """Whether the number at offset *at* is an ordinal, a clock time or part of a code."""
    if "一" <= text[at - 1 : at] <= "鿿" and text[at - 1] not in "第前":
        return False
    before = text[max(0, at - 3) : at]
    if RANKED.search(before) is None or before.endswith(BEFORE):
        return False
    return before[-1] != "前" or not _tells_then(text, at)


def _tells_then(text: str, at: int) -> bool:
    """Whether the number behind 前 is how much it was: 改革前1200元; not 培训前3天, 前3名."""
    if MATTER.match(text, at):
        return True
    return HAPPENED.search(text, max(0, at - 5), at) is not None and not RANK_UNIT.match(text, at)


def leads_a_word(words: Words, match: re.Match[str], found: FoundUnit | None) -> bool:
    """Whether Chinese figures are part of a longer word (统一, 一体化, 三农)."""
    start, end = match.start("plain"), match.end()
    index = words.at(start)
    if index < 0:
        return False
    word, first = words.words[index], words.starts[index]
    numeric = words.tags[index].startswith(("m", "x", "q"))
    if first < start:
        return not numeric and not FIGURES.issuperset(word[: start - first])
    return not numeric and first + len(word) > max(end, found.end if found else 0)


def is_name(text: str, match: re.Match[str], value: float, found: FoundUnit) -> bool:
    """Whether it names a year (2009年), or says no amount (百家企业, 数十项)."""
    plain = match["plain"]
    before = text[max(0, match.start() - 4) : match.start()]
    if plain[0] in LONE_FIGURES and (
        before.endswith(VAGUE) or (plain[0] in LONE and VAGUE_ALONE.search(before))
    ):
        return True
    if plain in "零〇" or (plain in FINANCIAL and found.unit.dimension != "money"):
        return True  # 陆羽
    if len(plain) == 1 and _is_ordinal(text, match, before, found):
        return True
    lone = plain in LONE or (plain in MASSES and found.end == match.end())
    if lone and not match["more"]:
        return modifier_before(text, match.start()) is None
    if not match["more"] and CLASS.fullmatch(plain) and _tells_class(text, match, found):
        return True
    timed = before.endswith(("时", "点", "分")) and before[-2:-1] in CLOCK
    if timed and found.unit.name in ("分", "秒"):  # 9时30分, but 平均分12分
        return True
    return found.unit.name == "年" and YEAR.fullmatch(plain) is not None and value > 4


def _tells_class(text: str, match: re.Match[str], found: FoundUnit) -> bool:
    """Whether a round sum says of what class a body is; 万户 and 百万市场主体 count."""
    if found.unit.dimension == "money":
        at = found.end
    elif match["plain"][-1] == "亿":
        at = match.end()
    else:
        return False
    if CLASSED_BODY.match(text, at):  # 特色产业超十亿元镇
        return True
    return CLASSED.match(text, at) is not None and modifier_before(text, match.start()) is None


def _is_ordinal(text: str, match: re.Match[str], before: str, found: FoundUnit) -> bool:
    """Whether one Chinese figure tells which, not how many."""
    if found.unit.name == "厂":  # 原柴油机二厂, 三厂的老职工
        return match["plain"] not in "两几" and not match["plain"].isascii()
    if match["plain"] == "二":
        spanned = text[match.end() : match.end() + 1] in SPANNED
        return found.unit.name in SECOND and not spanned
    return found.unit.name == "组" and not match["plain"].isascii() and before.endswith(GROUPED)
