"""What a bare deed counts when only the sentence before says it: 规划冷库86座。已建成61座。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textmine.extract.figures.reading import Named
from textmine.extract.phrases.clauses import Spot

# Deeds that reach a stage of what was counted before.
STAGES = re.compile(
    r"(?:已|基本|全部|全面|目前)*(?P<deed>开工建设|投入使用|投入运营|建成投用|开工|完工|竣工|建成|投用|投产|启用|完成|落地|办结|办理|整改|化解|销号|解决|通过验收|验收)"
)
SHORT = 3  # characters of a noun that keeps its description
REACH = 160  # characters back to the figure


def carry_thing(text: str, spot: Spot, named: Named, before: Sequence[tuple[Spot, Named]]) -> Named:
    """*named* with the thing that the nearest figure before, of its unit, counts."""
    stage = STAGES.fullmatch(named.indicator or "")
    if stage is None:
        return named
    for last, told in reversed(before):
        if spot.quantity.start - last.quantity.end > REACH:
            return named
        if last.quantity.unit == spot.quantity.unit and told.head:
            if "\n" in text[last.quantity.end : spot.quantity.start]:
                return named
            head = told.head.rpartition("的")[2]
            head = head if len(head) > SHORT else told.head
            return replace(named, indicator=f"{stage['deed']}的{head}", head=head)
    return named
