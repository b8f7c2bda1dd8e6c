"""What a figure counts: the shortest noun phrase that stays clear out of context."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmine.detect.units import load_units
from textmine.detect.words import Words
from textmine.extract.changes import FoundChange
from textmine.extract.clauses import Spot
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases import Phrase, phrase_after, phrase_before, tidy, tokens_between

PEOPLE = {"人": "人口", "户": "农户", "人次": "人次", "名": "人员", "位": "人员"}
SHARE = re.compile(r"占(?:到|了|全[市县区镇村省]|总|其|的|比|据)*[^，,。；;]*$")
SHARE_NOUN = re.compile(r"占比|比重|比例|占有率")
PER = re.compile(r"每(?:年|半年|季度|月|周|个?季度|学期|两年|天|日)")
AREAS = re.compile(r"面积|基地|园|区|耕地|土地|林地|果园|农田|占地|绿地|地$|田$|林$")
GENERIC = frozenset(
    "资金 投资 问题 人员 项目 贷款 面积 产值 款 钱 收入 经费 物资 费用 户 人 个 家".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator, with the head noun that later figures of the sentence may leave out."""

    indicator: str | None
    head: str | None
    action: str | None
    inherited: bool = False


def name_metric(
    text: str, words: Words, spot: Spot, change: FoundChange, previous: Named | None
) -> Named:
    """The indicator of the quantity at *spot*; *previous* is that of the figure before it."""
    named = _name(text, words, spot, change, previous)
    indicator = named.indicator
    per = PER.search(text, spot.clause_start, spot.quantity.start)
    if indicator and per and _is_rate(spot) and not indicator.startswith(per[0]):
        indicator = per[0] + indicator
    return Named(indicator, named.head, named.action, named.inherited)


def _is_rate(spot: Spot) -> bool:
    return not spot.quantity.unit.endswith(("%", "百分点"))


def _name(
    text: str, words: Words, spot: Spot, change: FoundChange, previous: Named | None
) -> Named:
    before, after = spot.before, spot.after
    share = SHARE.search(text, spot.left_start, spot.quantity.number_start)
    if share and spot.quantity.unit == "%":
        return _name_share(text, spot, share.start(), previous, words)
    if text[: spot.quantity.start].endswith(("提前", "提早")):
        return _ahead(text, words, spot)
    if change.relative and not before.text:
        return _inherit(previous, before.action)
    if spot.quantity.unit == "百分点" and COMPARED.search(
        text, spot.clause_start, spot.quantity.start
    ):
        return _compared(text, spot, previous)
    if before.elided and previous and not after.text:
        return _elided(before, previous)
    if _counts(spot) and after.text:
        return _counted(text, words, spot)
    if before.text or before.action in load_lexicon().spending:
        return _measured(text, words, spot, previous)
    if after.text and text[spot.quantity.end : spot.quantity.end + 1] != "的":
        return Named(after.text, after.text, before.action)
    return _without_phrase(text, words, spot, previous)


def _counts(spot: Spot) -> bool:
    unit = load_units().by_name.get(spot.quantity.unit)
    return unit is None or unit.dimension == "count"


def _inherit(previous: Named | None, action: str | None) -> Named:
    if previous is None:
        return Named(None, None, action)
    return Named(previous.indicator, previous.head, action, inherited=True)


COMPARED = re.compile(r"(?:[高低]于|[快慢]于|领先|落后|高出|低出)[^，,。；;]*$")


def _compared(text: str, spot: Spot, previous: Named | None) -> Named:
    """高于全国平均水平16个百分点: the gap, said in full."""
    match = COMPARED.search(text, spot.clause_start, spot.quantity.start)
    gap = tidy(match[0]) if match else ""
    subject = phrase_before(text, [t for t in spot.left if match and t.end <= match.start()]).text
    owner = subject or (previous.indicator if previous else "") or ""
    return Named(owner + gap, owner, None)


def _elided(before: Phrase, previous: Named) -> Named:
    """单建或联建党组织的8个: of what was counted before."""
    head = previous.head or ""
    return Named(f"{before.text}的{head}", head, before.action)


PICKED = {"有", "其中", "又有", "还有", "已有", "就有"}
TREATED = re.compile(r"进行(.+)$")


def _counted(text: str, words: Words, spot: Spot) -> Named:
    """17个联合党总支: the noun behind the number."""
    phrase = spot.after.text
    named = Named(phrase, phrase, spot.before.action or None)
    if not spot.before.text and not spot.before.action:
        behind = _predicate_behind(text, words, spot, spot.after.start + len(phrase))
        treated = TREATED.match(behind)
        deed = treated[1] if treated else behind
        picked = bool(treated) or (set(spot.before.links[:2]) & PICKED and bool(deed))
        if deed and (picked or len(phrase) <= 3) and len(deed) <= 10:
            return Named(f"{deed}的{phrase}", phrase, None)
    return named


def _name_share(text: str, spot: Spot, at: int, previous: Named | None, words: Words) -> Named:
    """占总数的10.9%: the share of what the clause, or the figure before, is about."""
    subject = phrase_before(text, tokens_between(text, words, spot.left_start, at))
    owner = subject.text or (previous.indicator if previous else "") or ""
    if not owner:
        owner = spot.after.text
    if SHARE_NOUN.search(owner):
        return Named(owner, owner, "占")
    return Named(f"{owner}占比" if owner else None, owner, "占")


def _ahead(text: str, words: Words, spot: Spot) -> Named:
    """提前两年实现全覆盖: by how much."""
    thing = _thing_bought(text, words, spot)
    return Named(f"{thing}提前时间", thing, "提前")


def _measured(text: str, words: Words, spot: Spot, previous: Named | None) -> Named:
    """农民人均纯收入8274元, 投资100多万元建立起了…: the phrase before the number."""
    lexicon = load_lexicon()
    before = spot.before
    phrase = before.text or before.action or ""
    if phrase in lexicon.spending:
        thing = _thing_bought(text, words, spot)
        if thing:
            return Named(
                thing + ("投资" if phrase in ("投资", "总投资", "投入") else phrase), thing, phrase
            )
    if phrase in lexicon.attributes and previous and previous.head:
        owner = previous.head
        if not owner.endswith(phrase):
            return Named(owner + phrase, owner, before.action)
    return Named(phrase, phrase, before.action)


LAST_STEP = re.compile(r".*(?:后|并)")


def _thing_bought(text: str, words: Words, spot: Spot) -> str:
    """The object of the first verb behind the number, in this clause or the next."""
    lexicon = load_lexicon()
    end = spot.clause_end
    tokens = tokens_between(text, words, spot.quantity.end, end)
    if not tokens and text[end : end + 1] in ("，", ","):
        stop = min(end + 40, len(text))
        next_end = re.compile(r"[，,。；;！？\n]|\d").search(text, end + 1, stop)
        tokens = tokens_between(text, words, end + 1, next_end.start() if next_end else stop)
    for index, token in enumerate(tokens):
        if token.word in lexicon.actions or token.tag == "v":
            rest = tokens[index + 1 :]
            while rest and rest[0].word in ("起", "了", "起了", "到", "好", "完", "成", "出"):
                rest = rest[1:]
            thing = phrase_after(text, rest).text
            if thing:
                return thing
    return ""


def _without_phrase(text: str, words: Words, spot: Spot, previous: Named | None) -> Named:
    """Nothing stands beside the number: its clause, the figure before, or its unit tells."""
    action = spot.before.action
    predicate = _predicate_behind(text, words, spot)
    if predicate and previous and previous.head:
        return Named(f"{predicate}的{previous.head}", previous.head, None)
    if (
        spot.quantity.unit in PEOPLE
        and not action
        and not (previous and previous.head and predicate)
    ):
        return Named(PEOPLE[spot.quantity.unit], PEOPLE[spot.quantity.unit], action)
    if action:
        return Named(action + PEOPLE.get(spot.quantity.unit, ""), action, action)
    return _inherit(previous, action)


def _predicate_behind(text: str, words: Words, spot: Spot, start: int | None = None) -> str:
    """其中3.3万件经研究后提交会议审议: what those counted do or undergo."""
    start = spot.quantity.end if start is None else start
    last = LAST_STEP.search(text, start, spot.right_end)
    tokens = tokens_between(text, words, last.end() if last else start, spot.right_end)
    lexicon = load_lexicon()
    while tokens and (tokens[0].word in lexicon.stops or tokens[0].tag in ("p", "d")):
        tokens = tokens[1:]
    phrase = tidy("".join(token.word for token in tokens if token.tag != "ul"))
    return phrase if 2 <= len(phrase) <= 16 else ""
