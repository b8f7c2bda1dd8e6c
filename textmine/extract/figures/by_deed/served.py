"""Deeds that are counted with whom they are done for: 对楼栋长开展培训14期."""

from __future__ import annotations

import re

from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import ACTIVITIES, Spot

UNITS = ACTIVITIES | {"人次", "户次"}
FOR_WHOM = re.compile(
    r"[对为给向](?P<whom>[^，,。；;、\d的]{2,10}?)(?:集中|分批|统一|定期|轮流|逐一|逐户|全面|免费|上门)*"
    r"(?:开展|进行|举办|组织|实施|提供)了?$"
)
KIND = re.compile(r"(?:企业|单位|机关|乡镇|社区|学校|家庭|商户|组织|部门|村)$")


def name_served(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """Named by whom a deed is done for, said in the clause or counted right before it."""
    deed, start = spot.before.text, spot.before.start
    if spot.quantity.unit not in UNITS or spot.after.text or not deed or start < spot.left_start:
        return None
    whom = _whom(reading, spot, previous)
    if not whom or whom[-2:] in deed:
        return None
    return Named(whom + deed, deed, spot.before.action)


def _whom(reading: Reading, spot: Spot, previous: Named | None) -> str:
    served = FOR_WHOM.search(reading.text, spot.left_start, spot.before.start)
    if served:
        told = PERSON.search(served["whom"]) or KIND.search(served["whom"])
        return served["whom"] if told else ""
    # 为43名在外党员|送学500人次
    head = previous.head if previous and spot.clause_start < spot.left_start else None
    beside = spot.before.start == spot.left_start and not spot.before.action
    direct = beside and head and reading.text.endswith(head, 0, spot.left_start)
    return head if direct and head and PERSON.search(head) else ""
