"""Indicators without the place of their figure, which is a field of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.figures.anchors import Anchors
from textmine.extract.phrases.clauses import Spot
from textmine.types import PlaceRef


def without_place(text: str, indicator: str | None, spot: Spot, anchors: Anchors) -> str | None:
    """人均纯收入 of 付山村人均纯收入, also where the name was cut in two: 付|山村."""
    start = spot.before.start
    end = anchors.chain_end(start) if indicator and start >= 0 else 0
    if not end or not indicator:
        return indicator
    bare = HAD.sub("", indicator.removeprefix(text[start:end]))
    return bare if len(bare) > 1 and not BESIDE.match(bare) else indicator


# 柳沟村|有|机井, but 有机肥, 有效灌溉面积, 共有产权住房
HAD = re.compile(
    "^(?:的|[现共]?有(?=..)"
    "(?!效(?!益)|机(?![井关动械耕电场房床具制组构])|线(?![路上下索])|限(?![上额])|关(?![工爱口联停])"
    "|轨(?!道)|志(?!愿)|声(?=[读书阅])|组织(?=排放|输出|劳务|外出)|产权|价证|形[市资]|期徒|[色序偿氧害毒]))"
)
# 余姚市|外实到内资: what is beside the place or of its rank
BESIDE = re.compile("外(?![出来商地资贸籍埠国向包卖])|[内级属]")


def behind_places(indicator: str | None, row: Sequence[PlaceRef]) -> str | None:
    """年销售额 of 太原年销售额: what is said of all the places."""
    for place in row:
        head, found, tail = (indicator or "").rpartition(place.text)
        indicator = (
            re.sub(r"^(?:[两三四五六七八九\d][省市县区镇乡村]|等地?|的)+", "", tail)
            if found
            else head or tail
        )
    return indicator
