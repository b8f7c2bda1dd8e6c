"""An article about a township or a village: its focus lies below what the gazetteer weighs.

"全镇", "镇党委", "我村" say at which level a report is written; the township or village that it
names most is then what it is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from textmine.detect.layers import Focus, FoundPlace
from textmine.types import Level

# At which level a report speaks of itself.
SPEAKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("village", re.compile(r"[全我本](?:村|社区)(?!民?小组)|村[\"“]?两委|(?:村|社区)党(?:总?支部?|委)")),
    ("township", re.compile(r"[全我本](?:镇|乡|街道)|(?:镇|乡|街道)(?:党工?委|政府|办事处|里)")),
    ("county", re.compile(r"[全我本](?:省|市|县|区|旗|州)(?![民性])|(?:省|市|县|区|旗|州)(?:委|政府)")),
)
# A village or township that is one of several examples is not what the article is about: it must
# make up this much of the mentions at its level, and be named this often unless the title does.
LEAST_SHARE = 0.5
LEAST_MENTIONS = {"township": 2, "village": 3}
TITLE_WORTH = 3


def narrow(
    focus: Focus | None, places: Sequence[FoundPlace], text: str, title: str | None
) -> Focus | None:
    """The township or village that the article is about, else *focus*."""
    said = {level: len(pattern.findall(text)) for level, pattern in SPEAKS}
    for level in ("village", "township"):
        others = sum(count for other, count in said.items() if other != level)
        own = _dominant(places, level, title or "")
        if own and (own.text in (title or "") or said[level] > max(1, others)):
            return Focus(own.text, own.adcode, own.start, own.full, own.level)
    return focus


def _dominant(places: Sequence[FoundPlace], level: str, title: str) -> FoundPlace | None:
    counts = Counter(place.text for place in places if place.level == level)
    for name in counts:
        counts[name] += TITLE_WORTH * (name in title)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    if count < LEAST_MENTIONS[level] or count < LEAST_SHARE * counts.total():
        return None
    return next(place for place in places if place.text == name and place.level == level)
