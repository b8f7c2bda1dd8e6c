"""Names of places that name another here: a village of the same name, a person, a printer.

>>> from textmine.detect.places import find_places
>>> [place.full for place in find_places("青石镇刘庄村的党员") if place.level == "village"]
['青石镇刘庄村']
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.detect.divisions.names import Hit
from textmine.detect.localities.features import SURNAMES
from textmine.detect.resolving.evidence import Candidates

# What ends with one of these right before a village's name is what the village lies in.
HOLDER_ENDS = frozenset("镇乡道县市区旗")
# 老区|小岗村, 水乡|周庄: what ends so names no division (我县|小岗村 does, and may be another)
NO_HOLDER = re.compile(
    "(?:[老山灾景库牧矿林农湖坝]区|[城名古重]镇|[城家故老水侨竹茶]乡|[城都]市|[渠河大]道)$"
)
OFFICE = re.compile(
    "(?:书记|主任|支书|队长|[镇乡县市省局站校院社厂]长|村民|农民|老人|党员|会长|理事长|经理|委员|老师|医生)$"
)
OFFICE_ENDS = frozenset("记任书长民人员理师生")
SAID = re.compile("的|说|告诉|介绍|表示|坦言|带[着领头]|也|就|正|和|、|，|,|。|等|同志|一家|家")
# 响水|彝族乡: a township, no county
PEOPLES = re.compile("[\u4e00-\u9fff]{1,3}族(?:[\u4e00-\u9fff]{1,3}族){0,2}乡")
PRINTER = re.compile("[:：][\u4e00-\u9fff]{2,14}(?:出版社|书局|印书馆|书店)")
NEAR = 12  # characters before a name that are looked at


def drop_namesakes(text: str, hits: Sequence[Hit], candidates: Candidates) -> list[Hit]:
    """*hits* without persons, without where a book was printed, and without the known villages
    that the text puts elsewhere, once or throughout.
    """
    speakers = {hit.text for hit in hits if _is_speaker(text, hit)}
    hits = [
        hit
        for hit in hits
        if not (_is_person(text, hit) or _prints(text, hit) or _names_township(text, hit))
        and not (hit.text in speakers and text[hit.start - 1 : hit.start] in SURNAMES)
    ]
    others = {hit.text for hit in hits if _lies_elsewhere(text, hit, candidates)}
    return [hit for hit in hits if hit.text not in others] if others else hits


def _is_person(text: str, hit: Hit) -> bool:
    """第一书记黄海的手, 支书高平说: a name of two characters behind an office."""
    if hit.kind == "full" or len(hit.text) != 2 or hit.text[0] not in SURNAMES:
        return False
    if text[hit.start - 1 : hit.start] not in OFFICE_ENDS or not SAID.match(text, hit.end):
        return False
    return OFFICE.search(text, max(0, hit.start - 4), hit.start) is not None


def _is_speaker(text: str, hit: Hit) -> bool:
    """余德清: of an interview: a surname and a name with which a line begins that somebody says."""
    at = hit.start - 1
    if hit.kind == "full" or text[hit.end : hit.end + 1] not in (":", "：") or at < 0:
        return False
    return text[at] in SURNAMES and text[at - 1 : at] in ("", "\n")


def _names_township(text: str, hit: Hit) -> bool:
    """响水彝族乡: a township, and no county."""
    return hit.kind == "short" and len(hit.text) == 2 and PEOPLES.match(text, hit.end) is not None


def _prints(text: str, hit: Hit) -> bool:
    """北京:人民出版社."""
    return text[hit.end : hit.end + 1] in (":", "：") and PRINTER.match(text, hit.end) is not None


def _lies_elsewhere(text: str, hit: Hit, candidates: Candidates) -> bool:
    """Whether a known village stands behind a township or county that is not its own."""
    if text[hit.start - 1 : hit.start] not in HOLDER_ENDS or hit.text[-1] in HOLDER_ENDS:
        return False
    before = text[max(0, hit.start - NEAR) : hit.start]
    if NO_HOLDER.search(before):
        return False
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
