"""Figures of things compared or ranked in prose: 甲乡面积最大，为8640亩；乙乡次之，为5210亩.

Tables told in sentences name the measure once, with the first row or before all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot

# The place of the first row, which the others have not.
PLACE = re.compile(
    r"(?!农村|城镇|乡村|城乡|山区|全[市县区]|各|城市|[县市区镇村]域)[^\W\d]{1,4}?[市县区旗镇乡村](?=..{2})(?![级域民委办])"
)
# 为8640亩, 达5210亩: nothing but that it is so stands before the figure.
BEING = re.compile(r"(?:分别)?(?:仅|约|高)?(?:为|达到?|有|是)(?:约|近)?")
# 土地流转面积|最大，
RANKED = re.compile(
    r"(?:则|均|又|却)?(?:最[高大多低少小长短快慢强差]|居(?:首|第.|全.{1,2}第.)位?|排(?:名)?第.|位(?:居|列).{1,4}"
    r"|垫底|领先)[，,]$"
)
# 最多的一户|2.6万元, 最少的也有|900元
EXTREME = re.compile(
    r"(?:其中|而|甚至)?最[高大多低少小长短](?:的)?(?:[一每单][户人家个亩村年次年名])?"
    r"(?:也|就|都|则|只|仅|才)*(?:有|是|为|达到?|能|拿|得到?|到)?"
)


def row_above(text: str, spot: Spot, earlier: Sequence[Spot]) -> int:
    """How far back among *earlier* the figure stands that the first of a row goes on from; or 0.

    甲乡8640亩，占46%；|乙乡5210亩: rows of one sentence stand between semicolons.
    """
    row = _last_of(text, spot.sentence_start, spot.quantity.start) + 1
    last = earlier[-1] if earlier else spot
    if not row or last.quantity.start >= row or last.sentence != spot.sentence:
        return 0
    above, found = _last_of(text, spot.sentence_start, row - 1), 0
    for back, each in enumerate(reversed(earlier), 1):
        if each.sentence != spot.sentence or each.quantity.start < above:
            break
        if each.quantity.unit == spot.quantity.unit:
            found = back
    return found


def _last_of(text: str, start: int, end: int) -> int:
    """Where the last semicolon of a stretch stands; -1 without one."""
    return max(text.rfind("；", start, end), text.rfind(";", start, end))


def name_ranked(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """白石乡流转面积最大，为8640亩: what is the largest."""
    text, start = reading.text, spot.clause_start
    if start != spot.left_start or not BEING.fullmatch(text, start, spot.quantity.start):
        return None
    ranked = RANKED.search(text, max(spot.sentence_start, start - 30), start)
    if ranked is None:
        return None
    begin = max(text.rfind(mark, spot.sentence_start, ranked.start()) for mark in "，,；;。：:")
    tokens = reading.tokens(max(begin + 1, spot.sentence_start), ranked.start())
    phrase = PLACE.sub("", phrase_before(tokens).text)
    told = len(phrase) > 2 and phrase[-1] not in AREA_ENDS
    return Named(phrase, phrase, None) if told else None


AREA_ENDS = frozenset("省市县区镇乡村组旗")  # 河西片区|居第二: of the measure told before
# 像这样的|代办事项，社区列出了47项
# 这种上门服务的|理发员，在桥头村已有7名
LIKE = re.compile(
    r"(?:(?:像|类似|诸如)[^，,。；;]{0,8}?[这那一]样(?:[^，,。；;]{2,14})?的|这[种类些](?:[^，,。；;]{2,18}的)?)"
    r"(?P<thing>[^，,。；;的\d]{2,10})[，,]$"
)
THERE = re.compile(
    r"(?:在|全|我们?|本|[^\W\d]{1,6}(?=[省市县区旗镇乡村])).{0,6}?[省市县区旗镇乡村里]$"
)


def name_like(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """像他这样的种植户，全村已有63户: more of those just told of."""
    text, start = reading.text, spot.clause_start
    if spot.after.text or start != spot.left_start or text[start - 1 : start] not in ("，", ","):
        return None
    before = spot.before
    if before.text and before.text[-1] not in AREA_ENDS and before.text[-1] != "里":
        return None
    if before.text and not THERE.fullmatch(text, start, before.start + len(before.text)):
        return None
    like = LIKE.search(text, spot.sentence_start, start)
    return Named(like["thing"], like["thing"], spot.before.action) if like else None


def name_extreme(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """户均分红4300元，最多的一户|2.6万元: of what was told of all of them."""
    if previous is None or previous.unit != spot.quantity.unit:
        return None
    text = reading.text
    if (
        text[spot.left_start] not in "，,、最其而甚"
        or not spot.quantity.start - spot.left_start < 14
    ):
        return None
    said = text[spot.left_start : spot.quantity.start].lstrip("，,、")
    return replace(previous, action=None, way="inherited") if EXTREME.fullmatch(said) else None
