"""Bounds of a figure that stand apart from it: 至少拿出200万元, 两小时内答复."""

from __future__ import annotations

import re

from textmine.extract.phrases.clauses import Spot
from textmine.types import Modifier

# 至少拿出200万元: the modifier stands before the verb.
BOUNDING = re.compile("[至最起不约]")
DISTANT: tuple[tuple[re.Pattern[str], Modifier], ...] = (
    (re.compile(r"(?:至少|最少|起码|不少于|不低于)[^，,。；;、\d的]{1,6}$"), "over"),
    (re.compile(r"约占[^，,。；;、\d]{1,14}$"), "about"),
    (
        re.compile(
            r"(?:至多|最多|不超过|最高)(?![达为时价值]|气温|温度|海拔|水位|单产|亩产|产量|纪录|一[天年月日])"
            r"[^，,。；;、\d的达为是]{1,6}$"
        ),
        "under",
    ),
)


WITHIN = re.compile(r"(?<=[天日时钟])(?:之内|内)")  # 两小时内答复


def modifier_of_verb(text: str, spot: Spot) -> Modifier | None:
    """over for 至少拿出200万元, under for 两小时内答复; None where nothing of it is said."""
    if text.startswith("内", spot.quantity.unit_end) and WITHIN.match(text, spot.quantity.unit_end):
        return "under"
    if not BOUNDING.search(spot.said):
        return None
    start = max(spot.left_start, spot.quantity.start - 16)
    for pattern, modifier in DISTANT:
        if pattern.search(text, start, spot.quantity.start):
            return modifier
    return None
