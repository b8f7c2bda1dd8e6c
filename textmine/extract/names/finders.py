"""Names of practices told without a label: each finder gives "" where it finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from textmine.extract.names.acts import (
    Sentence,
    first_act,
    founded,
    handled,
    treated,
    treated_first,
)
from textmine.extract.names.complements import made_of
from textmine.extract.names.first_clause import first_clause, labelled
from textmine.extract.names.gist import acted, main_act, some_act
from textmine.extract.names.people import as_whom, doubles, gathered, sent_to
from textmine.extract.names.plainly import set_up_plainly
from textmine.extract.names.quoting import FAR_WORDS, FIRST_WORDS, quoted_name
from textmine.extract.names.trimming import (
    QUOTED,
    TAIL,
    shorten,
    trim_verb,
    without_start,
)
from textmine.extract.rulebook import possible, rule

LONGEST_ATTRIBUTE = 70  # of clauses before the thing that they are of
LONG_ATTRIBUTE = re.compile(
    "(?:形成|构建|构筑|建立|建成|打造|实行|推行|健全|完善|搭建)[了起出]{0,2}"
    "(?:“[^“”]{17,60}”的?|(?P<clauses>[^。;；:：“”的]{4,70})的)"
    "(?P<thing>[\u4e00-\u9fff]{2,12}?(?:体系|机制|架构|格局|模式|网络|链条|制度|平台))(?=[,，。;；、]|$)"
)
PAUSE = re.compile("[、,，]")
# "依托“学习强国”平台,开设…": with what, not what was done.
LEANING = re.compile(
    "[^,，。“]{0,10}(?:依托|借助|利用|结合|对照|参照)(?:[^,，。“]{20,60}(?<!搭建)(?<!打造)(?<![建设成]立)(?<!开[设办展])(?<!推行)(?<!实施)(?<!组建))?“[^”]{2,10}”[^“”,，]{0,12}[,，](?!(?!围绕|聚焦).{0,12}“)"
    "|[^,，。“]{0,24}以“[^”]{2,12}”[^“”,，]{0,8}为(?:依托|抓手|载体|引领|统领|牵引|平台|契机)[,，]"
)
QUANTITY = re.compile(
    r"^[^\d]{0,16}\d[\d.]*[万余多]{0,2}(?:亩|个|家|名|座|公里|间|处|户|块|栋|台|条|项)"
)
POINTS = re.compile("[她他它这那我你]")  # 她说的本子|,就是“连心账”
MADE = re.compile("[成为当做]")
ROLE_END = re.compile(
    "(?:”|中心户|示范户|联系户|[^党人成动]员|[^老教]师|[\u4e00-\u9fff][屋亭角园院])$"
)  # 党员中心户, 校外辅导员
PAID = re.compile(r"[\d万亿]元|资金|经费")
# 以茶业党委为核心|,建设茶业联盟
SETS_UP = re.compile("[,，](?:建设|组建|成立|打造|建立|搭建|创办|设立)")
PLUS = re.compile(
    r"(?:形成|推行|采取|采用|实行|探索|打造|创新|构建|建立|推广|按照|通过|以|为|走出)了?"
    r"([\u4e00-\u9fffA-Za-z\d]{1,6}(?:\+[\u4e00-\u9fffA-Za-z\d]{1,7}?){1,5})"
    r"(?=的|模式|发展|产业化|经营|机制|方式|体系|[,，。]|$)"
)


LETTER = re.compile(r"“?[\dA-Za-z]”?")  # “1”即“一线串六珠”


def namely(sentence: Sentence) -> str:
    """ "挂,即对…" → 挂; "先“虚”后“实”的过程,即…" → 先“虚”后“实”."""
    label = rule("quoted_label").match(sentence.text)
    if label and not rule("bare_count").match(label[1]):
        return label[1]  # “轮岗”:机关干部每季度…
    heads = rule("heads_with_colon").match(sentence.text)
    if heads and not rule("generic").match(heads[1]):
        return trim_verb(heads[1])  # 建章立制:各村定下十条公约
    match = rule("namely").match(sentence.text)
    if not match:
        return ""
    phrase = without_start(rule("placed_act"), match[1])
    torn = phrase.count("“") != phrase.count("”")  # “免审|即得”
    if torn or POINTS.match(phrase) or LETTER.fullmatch(phrase):
        return ""
    coined = QUOTED.search(phrase)
    if coined and coined.end() == len(phrase) and len(coined[1]) > 2:
        return coined[1]
    return TAIL.sub("", trim_verb(phrase))


def _topic(sentence: Sentence) -> str:
    """ "居民自治推行“四议”工作法" → 居民自治."""
    match = rule("topic").match(sentence.text)
    return match[1] if match else ""


def _coined(sentence: Sentence) -> str:
    """A quoted name with its noun, or behind a verb of naming: 推行“头雁工程”."""
    act = acted(sentence) if LEANING.match(sentence.text) else ""
    return act or quoted_name(sentence.text, bare=False)


def _in_quotes(sentence: Sentence) -> str:
    """Any quoted words that are no slogan."""
    return quoted_name(sentence.text, bare=True)


def _pushed(sentence: Sentence) -> str:
    """ "通过共上党课、互派干部等,推动队伍联育;" → 队伍联育."""
    match = rule("pushed").match(sentence.text)
    return match[1] if match else ""


def _behind_clauses(sentence: Sentence) -> str:
    """ "形成县有中心,乡有站,村有员的三级服务网络" → 三级服务网络."""
    match = LONG_ATTRIBUTE.search(sentence.text, 0, FAR_WORDS + LONGEST_ATTRIBUTE)
    if not match or match.start() > FIRST_WORDS:
        return ""
    first, *more = PAUSE.split(match["clauses"] or "")
    if match["clauses"] and (not more or rule("thing_end").search(first)):
        return ""
    acts = (rule(kind).match(clause) for clause in more for kind in ("concrete", "abstract"))
    return "" if any(acts) else match["thing"]


def _way(sentence: Sentence) -> str:
    """ "通过村村联建、村企联建等形式建立…" → the ways."""
    match = rule("way").search(sentence.text)
    if not match or rule("bidden_way").match(match[1]):
        return ""
    before = sentence.text[: match.start()].rpartition(",")[0]
    if before and some_act(replace(sentence, text=before)):
        return ""  # 选聘300名毕业生,报名采取网上报名等方式
    return match[1].strip("“”")


def _set_apart(sentence: Sentence) -> str:
    """ "每月10日定为党员活动日" → 党员活动日."""
    for clause in sentence.clauses[:2]:
        told = rule("set_apart").search(clause) if "为" in clause else None
        if told:
            return told[1]
    return ""


def _spent_on(sentence: Sentence) -> str:
    """ "每年列支500万元,用于活动场所改扩建" → 活动场所改扩建."""
    for money, clause in pairwise(sentence.clauses[:3]):
        told = rule("spent_on").match(clause)
        if told and PAID.search(money):
            return told[2] or shorten(told[1])
    return ""


def _seated(sentence: Sentence) -> str:
    """ "在远洋渔船上设立党小组" → 远洋渔船党小组."""
    told = rule("seated").search(sentence.text, 0, FAR_WORDS)
    return f"{told[1]}{told[2]}" if told else ""


def _made_into(sentence: Sentence) -> str:
    """ "把楼长、物业编成11个应急小组" → 应急小组."""
    told = (rule("made_into").search(c) for c in sentence.clauses[:2] if MADE.search(c))
    things = chain((match[1] for match in told if match and made_of(match)), as_whom(sentence))
    ends = rule("thing_end")
    return next((thing for thing in things if ends.search(thing) or ROLE_END.search(thing)), "")


def _disposed(sentence: Sentence) -> str:
    """ "把300亩撂荒地集中流转过来" → 撂荒地集中流转."""
    for clause in sentence.clauses[:2]:
        told = rule("disposed").match(clause) if "把" in clause or "将" in clause else None
        if told:
            return shorten(QUANTITY.sub("", told[1])) + told[2][:4]
    return ""


def _combined(sentence: Sentence) -> str:
    """ "将选派农技员下乡与夜校开课相结合" → 选派农技员下乡."""
    for clause in sentence.clauses[:3]:
        told = rule("combined").match(clause) if "结合" in clause else None
        if told:
            return shorten(told[1])
    return ""


def _begins_with_base(sentence: Sentence) -> str:
    """ "以龙头企业为依托,…" → 龙头企业为依托, unless a thing is then set up on it."""
    base = _base_in(sentence.clauses[0]) if sentence.clauses else ""
    if not base or not SETS_UP.match(sentence.text, len(sentence.clauses[0])):
        return base
    act = main_act(sentence) or some_act(sentence)
    return act if act and rule("thing_end").search(act) else base


def _based_on(sentence: Sentence) -> str:
    """The same anywhere in the sentence."""
    return _base_in(sentence.text)


def _base_in(text: str) -> str:
    match = rule("based_on").search(text)
    if not match:
        return ""
    phrase = match[1]
    coined = QUOTED.match(phrase)
    if coined:
        return coined[1]
    return shorten(re.sub("或[^或为]{2,12}(?=为)", "", phrase))


def _means(sentence: Sentence) -> str:
    """ "通过土地托管平台,帮助农户…" → 土地托管平台: by what somebody was served."""
    for clause in sentence.clauses[:3]:
        told = rule("means").fullmatch(clause)
        if told:
            return shorten(told[1])
    return ""


def _plus(sentence: Sentence) -> str:
    """ "形成支部+协会+农户的模式": a name that its plus signs coin."""
    match = PLUS.search(sentence.text)
    return match[1] if match else ""


Finder = Callable[[Sentence], str]
FINDERS: tuple[Finder, ...] = (
    namely, _topic, _pushed, labelled, first_act, _behind_clauses, _coined, _plus,
    _seated, sent_to, doubles, _made_into, _set_apart, gathered, _disposed, _combined,
    _spent_on, first_clause,
    founded,
    _begins_with_base, treated_first, _way, main_act, _in_quotes, treated, _based_on, handled,
    _means, some_act, set_up_plainly,
)  # fmt: skip
# Those that may name a practice by its second sentence, where the first tells no act.
SURE_FINDERS: tuple[Finder, ...] = (
    _behind_clauses, _coined, treated_first, founded, main_act, _in_quotes, set_up_plainly,
)  # fmt: skip
# Those that name the parts of what a label only counts.
PART_FINDERS: tuple[Finder, ...] = (_coined, _plus, first_clause)
# The rules without which a finder finds nothing: where a sentence holds no word that any of them
# needs, it is not asked.
RULES_OF: dict[Finder, frozenset[str]] = {
    namely: frozenset({"quoted_label", "heads_with_colon", "namely"}),
    _topic: frozenset({"topic"}),
    _pushed: frozenset({"pushed"}),
    first_act: frozenset({"moved", "found_first"}),
    _seated: frozenset({"seated"}),
    sent_to: frozenset({"sent_to"}),
    doubles: frozenset({"doubles"}),
    _made_into: frozenset({"made_into", "as_whom"}),
    _set_apart: frozenset({"set_apart"}),
    gathered: frozenset({"gathered"}),
    _disposed: frozenset({"disposed"}),
    _combined: frozenset({"combined"}),
    _spent_on: frozenset({"spent_on"}),
    founded: frozenset({"found"}),
    _begins_with_base: frozenset({"based_on"}),
    treated_first: frozenset({"treated"}),
    _way: frozenset({"way"}),
    treated: frozenset({"treated"}),
    _based_on: frozenset({"based_on"}),
    handled: frozenset({"handled"}),
    _means: frozenset({"means"}),
}
ASKED = frozenset().union(*RULES_OF.values())


def worth_asking(finders: tuple[Finder, ...], sentence: Sentence) -> tuple[Finder, ...]:
    """Those of some finders that may find anything in a sentence, in their order."""
    return _may_find(finders, ASKED & possible(sentence.text))


@lru_cache(maxsize=4096)
def _may_find(finders: tuple[Finder, ...], may: frozenset[str]) -> tuple[Finder, ...]:
    return tuple(
        find for find in finders if find not in RULES_OF or not may.isdisjoint(RULES_OF[find])
    )
