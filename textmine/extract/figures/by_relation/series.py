"""What the figures of a row share: 分别, a deed told last, the noun of a series, a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textmine.extract.figures.by_relation.distribution import Figure, Share, spread
from textmine.extract.figures.changes import FoundChange
from textmine.extract.figures.reading import Named
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import AREAS


@dataclass(slots=True)
class Draft:
    """A figure that is named, before its place and its time are looked for."""

    spot: Spot
    named: Named
    change: FoundChange
    of: int | None
    number: int  # among the drafts
    share: Share | None = None  # what 分别 gives it
    # where the number of the first end stands, for the second end of a change
    opened: int | None = None
    shared: str | None = None  # the verb of the list that it stands in


def told_within(text: str, spot: Spot, drafts: Sequence[Draft]) -> Named | None:
    """收入超10万元的村 of 12个村收入超10万元，占71%: those whose name holds the figure before."""
    if len(drafts) < 2 or not text.startswith("占", spot.clause_start):
        return None
    last, whole = drafts[-1].spot, drafts[-2]
    said = text[last.quantity.number_start : last.quantity.end]
    same = last.sentence == whole.spot.sentence == spot.sentence
    if not same or said not in (whole.named.indicator or ""):
        return None
    return replace(whole.named, head=whole.named.indicator, way="before", part=None)


def before_bracket(text: str, spot: Spot, drafts: Sequence[Draft]) -> Named | None:
    """商会 of 商会68个（其中党委5个、支部63个），增长12%: what was counted before the bracket."""
    last = drafts[-1].spot.quantity.end
    closed = CLOSED.search(text, last, spot.quantity.start)
    opened = max(text.rfind(mark, spot.sentence_start, last) for mark in "（(")
    if closed is None or opened < 0 or CLOSED.search(text, opened, last):
        return None
    before = (draft for draft in reversed(drafts) if draft.spot.quantity.end <= opened)
    whole = next(before, None)
    return whole.named if whole and whole.spot.sentence == spot.sentence else None


CLOSED = re.compile("[）)]")


def goes_on(text: str, last: Spot, spot: Spot) -> bool:
    """Whether a figure stands in the list of the one before: 新建农庄2家、旅游点14家."""
    if last.clause != spot.clause or last.quantity.unit.endswith("元"):
        return False
    end = last.after.start + len(last.after.text) if last.after.text else last.quantity.end
    return text[end : end + 1] in ("、", "和", "及") and "的" not in text[end : spot.quantity.start]


# 城、乡居民收入分别为…
SIDES = re.compile("^[城乡](?=(?:常住)?居民)")
SIDE = {"城": "城镇", "乡": "农村"}


def spread_rows(text: str, drafts: list[Draft]) -> list[Draft]:
    """With the figures behind 分别 given to what each belongs to."""
    figures = [Figure(draft.spot, draft.change, draft.named.indicator) for draft in drafts]
    for index, share in spread(text, figures).items():
        draft = drafts[index]
        told = SIDES.sub(lambda side: SIDE[side[0]], share.indicator or "") or None
        named = replace(draft.named, indicator=told, head=told, way="spread")
        of = draft.of if share.of is None else share.of
        drafts[index] = replace(draft, named=named, of=of, share=share)
    return drafts


def spread_deeds(text: str, drafts: list[Draft]) -> list[Draft]:
    """在105家企业和87个合作社建立党组织: the deed behind the last is that of all of the series."""
    for index in range(len(drafts) - 1, 0, -1):
        last, draft = drafts[index], drafts[index - 1]
        head, whole = last.named.head, last.named.indicator or ""
        fated = FATED.fullmatch(whole) if whole[:1] in ("受", "参", "加") else None
        if fated:  # 82个村、3万人口受益
            head, whole = "人口", f"{fated[1]}的人口"
        if not head or "的" not in whole or last.spot.before.elided:
            continue  # 25个县市重建的631个场所: told before the number
        named = draft.named
        share = "占比" if whole.endswith("占比") else ""
        whole = whole.removesuffix(share)
        plain = (named.indicator or "").removesuffix(share) == named.head
        if not whole.endswith(f"的{head}") or not plain:
            continue
        start = draft.spot.after.start + len(draft.spot.after.text)
        between = text[start : last.spot.quantity.start] if draft.spot.after.text else "。"
        apart = between or not share  # 6个镇30%的店: the share is of the villages
        if apart and draft.spot.clause == last.spot.clause and SERIES.fullmatch(between):
            rated = share if draft.spot.quantity.unit == "%" else ""
            joined = whole.removesuffix(head) + (named.head or "") + rated
            drafts[index - 1] = replace(draft, named=replace(named, indicator=joined))
    return drafts


def share_heads(text: str, drafts: list[Draft]) -> list[Draft]:
    """300亩茶叶、120亩油茶和60亩黄精基地, 4类、36个民生项目: the noun behind the last of a row."""
    for index in range(len(drafts) - 1, 0, -1):
        last, draft = drafts[index], drafts[index - 1]
        spot, thing = draft.spot, draft.spot.after.text
        end = spot.after.start + len(thing) if thing else spot.quantity.end
        if last.spot.clause != spot.clause or not JOINED.fullmatch(
            text, end, last.spot.quantity.start
        ):
            continue
        unit, behind = spot.quantity.unit, last.named.head or last.spot.after.text
        homes = unit == "户" and not thing and end == last.spot.quantity.start
        often = (
            OF_PERSONS.fullmatch(last.named.indicator or "")
            if unit in OFTEN and not thing
            else None
        )
        fate = OF_FARMERS.fullmatch(last.named.indicator or "") if homes else None
        sort = unit in SORTS and not thing and last.spot.after.text
        grown = GROWN.search(behind) if unit in AREAS and unit == last.spot.quantity.unit else None
        if fate:
            name = fate[1] + "的农户"
        elif sort:
            name = behind + "类别"
        elif often and draft.named.indicator in load_lexicon().actions:
            name = often[1]
        elif grown and 2 <= len(thing) <= LONGEST_CROP and not GROWN.search(thing):
            name = thing + grown[0]
        else:
            continue
        named = replace(draft.named, indicator=name, head=name)
        drafts[index - 1] = replace(draft, named=named)
    return drafts


OF_FARMERS = re.compile(r"([^\W\d的]{2,8})的(?:农民|群众|村民|人员)")
JOINED = re.compile("[、和与及，,]?共?|以及")
OFTEN = frozenset("次 批 批次 期".split())
OF_PERSONS = re.compile(r"(.{3,})的(?:人员|人次|人数)")  # 组织7次、共35人|到外地参观
SORTS = frozenset({"类", "大类"})
GROWN = re.compile(
    r"(?:种植|采摘|示范|产业|科技|生态|观光|育苗|良种|标准化|繁育){0,3}(?:基地|示范园|示范区|示范片|采摘园|产业园|产业带|种植园|果园|茶园|大棚|园区|园)$"
)
LONGEST_CROP = 5  # characters
# What became of persons, who are told by nothing else.
FATED = re.compile(r"(受益|受灾|受影响|受惠|参与|参加|加入)的?(?:人口|人员|农户)")
SERIES = re.compile(
    r"|[、和与及]|以及|(?:相继|分别|先后|自愿)?(?:与|和|同|跟)[^，,。；;\d]{0,14}|、[^，,。；;、\d]{0,5}"
)
