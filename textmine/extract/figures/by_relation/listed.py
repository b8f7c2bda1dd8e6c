"""How many there are of those told one by one: 参加联盟的企业有甲、乙、丙3家."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot

# Names that 、 joins stand right before the count; of what they are, before 有 or 包括.
LISTED = re.compile(
    r"(?P<of>[^，,。；;：:、\d“”]{0,16}(?:的|未[^，,。；;：:、\d“”的]{1,6})"
    r"[^，,。；;：:、\d“”的有是为]{1,6}?)[,，:：]?"
    r"(?:(?:现|共|还|主要|就|已|目前|仅|只|总共|分别|依次|一共){0,2}(?:有|包括|包含|是|为)|分别是|即)[:：]?"
    r"(?P<names>[^，,。；;：:、\d]{1,16}(?:、[^，,。；;：:、\d]{1,16}){1,12})$"
)
ENOUGH = re.compile(r"(?:等[^，,。；;、\d]{0,1}|共|总共|共计|一共|计|这)$")
# 在园区, 目前全县: where and when, not of what
WHERE = re.compile(
    r"(?:目前|现在|如今|其中|此外|另外)?(?:[全我该本][省市县区镇乡村州旗院校]|在[^的]{2,8}?[区里内上中]|[省市县区镇乡村]里"
    r"|该[^的]{1,3}?[区园县镇乡村社]|他们|她们|我们|这里|当地)?(?:中|的)?"
)
LONGEST = 120  # characters of such a clause


def name_listed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """成立支部的企业 of 成立支部的企业有甲公司、乙公司3家: not the names but what they are."""
    if spot.after.text:
        return None
    told = _listed(reading.text, spot.clause_start, spot.quantity.start)
    if told is None:
        return None
    of = told["of"]
    where = WHERE.match(of)
    of = of[where.end() :] if where else of
    return Named(of, of, None, "listed") if len(of) > 2 else None


def before_names(text: str, start: int, end: int) -> int:
    """Where what they are ends, before the names that a clause lists up to its count at *end*."""
    told = _listed(text, start, end)
    return told.end("of") if told else end


def _listed(text: str, start: int, end: int) -> re.Match[str] | None:
    """The names right before a count, with what they are."""
    if end - start > LONGEST or text.find("、", start, end) < 0:
        return None
    enough = ENOUGH.search(text, start, end)
    return LISTED.search(text, start, enough.start() if enough else end)
