"""In whom a share is: 党员中|务工的占三成, 残疾人中，|八成实现就业."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.tokens import Phrase

LONGEST_WITHIN = 16  # characters
# 在外流动党员中，|…的占42%
AMONG_WHOM = re.compile(
    r"(?:^|(?<=[，,。；;：:\n]))(?:在(?!外(?!来)|岗(?!位)|职(?![工业])|校(?!园)|册|地|押|建(?!档)|库|营(?![商业])|读(?!书)|研(?!究)|编|任|孵|家(?!庭)|园(?!区)|训)|从(?!业|事(?!业)))?"
    r"(?P<whole>[^，,。；;：:\d\n]{2,14}?)(?<!过程)(?<!工作)(?<!活动)(?:当中|之中|(?<![集高初适途心])中)[，,]"
)
THESE = frozenset("这批 这些 该批 这群 那些".split())


def told_within(reading: Reading, spot: Spot, found: Phrase) -> str:
    """村干部中|35岁以下的|占40%: with in whom the share is; "" where that is too long."""
    whole = phrase_before(reading.tokens(spot.left_start, found.start - 1)).text
    if not whole or len(whole) + len(found.text) > LONGEST_WITHIN:
        return ""
    said = reading.text[found.start : found.start + len(found.text)]
    return f"{said}的{whole}" if found.elided else f"{whole}中{said}"


def among_whom(reading: Reading, match: re.Match[str]) -> str:
    """The noun of a match of `AMONG_WHOM`."""
    if match["whole"][0] == "在":  # 在岗职工
        return match["whole"]
    whole = phrase_before(reading.tokens(*match.span("whole"))).text or match["whole"]
    return whole[2:] if whole[:2] in THESE and len(whole) > 3 else whole


def those_among(reading: Reading, spot: Spot) -> str:
    """残疾人 of 残疾人中，|八成实现就业."""
    if spot.said or spot.left_start != spot.clause_start:
        return ""
    among = AMONG_WHOM.search(reading.text, spot.sentence_start, spot.clause_start)
    return among_whom(reading, among) if among and among.end() == spot.clause_start else ""
