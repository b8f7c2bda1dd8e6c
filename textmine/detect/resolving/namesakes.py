"""Villages that bear the name of one that the whole country knows, and are others.

>>> from textmine.detect.places import find_places
>>> [place.full for place in find_places("青石镇刘庄村的党员") if place.level == "village"]
['青石镇刘庄村']
"""

from __future__ import annotations

from collections.abc import Sequence

from textmine.detect.divisions.names import Hit
from textmine.detect.resolving.evidence import Candidates

# What ends with one of these right before a village's name is what the village lies in.
HOLDER_ENDS = frozenset("镇乡道县市区旗")
NEAR = 12  # characters before a name that are looked at


def drop_namesakes(text: str, hits: Sequence[Hit], candidates: Candidates) -> list[Hit]:
    """*hits* without the known villages that the text puts elsewhere, once or throughout."""
    others = {hit.text for hit in hits if _lies_elsewhere(text, hit, candidates)}
    return [hit for hit in hits if hit.text not in others] if others else list(hits)


def _lies_elsewhere(text: str, hit: Hit, candidates: Candidates) -> bool:
    """Whether a known village stands behind a township or county that is not its own."""
    if text[hit.start - 1 : hit.start] not in HOLDER_ENDS or hit.text[-1] in HOLDER_ENDS:
        return False
    before = text[max(0, hit.start - NEAR) : hit.start]
    options = [division for _, division in candidates.of(hit.text, None)]
    if any(division.level != "village" for division in options):
        return False
    holders = [
        name
        for division in options
        for name in (
            division.name.removesuffix(hit.text),
            *(above.name for above in candidates.gazetteer.ancestors(division)),
        )
    ]
    return not any(name and before.endswith(name) for name in holders)
