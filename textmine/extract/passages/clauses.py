"""Lists in one sentence: clauses of one form, or that each tell an act with a figure.

"在机关方面,…;在社区方面,…", "建,即对…;挂,即…", "突出“五抓”:抓好…;抓好…;…", and what a news item
opens with: "在…建立党组织,实现“…”全覆盖……".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textmine.extract.passages.parts import (
    CLAUSE,
    FIGURE,
    LEAST_CLAUSE,
    LEAST_COUNTED,
    LEAST_MEAN,
    Part,
    are_long,
)
from textmine.extract.rulebook import rule

LEAST_FORMED = (18, 22)  # least and mean length where the clauses have one form
LEAST_NAMELY = 12  # "挂,即…" says itself that it is one of several
PAUSE = re.compile(r"[,，:：]")
COLON = re.compile(r"[:：]")
PLACES = (
    r"城市|城区|市区|县城|集镇|城镇|农村|乡村|乡镇|镇村|社区|机关|企业|非公企业|学校|医院|园区|"
    r"国企|国有企业|两新组织|“两新”组织|街道|村级|镇级|县级|市级|村|镇|县|市"
)
# Forms that the clauses of a list share, with how many of them it takes.
FORMS: tuple[tuple[str, re.Pattern[str], int], ...] = (  # name, form, least number
    ("namely", re.compile(r"[“\"]?[^,，。;；:：“”]{1,8}[”\"]?[,，]?(?:即|就是)(?!可|使|将|便)"), 2),
    ("area", re.compile(r"在[^,，。;；]{2,16}方面[,，]?"), 3),
    ("place", re.compile(rf"在(?:{PLACES})[,，]"), 2),
    ("means", re.compile(r"通过[^,，。;；]{4,40}[,，]"), 3),
    ("by", re.compile(r"以[^,，。;；]{2,24}为[^,，。;；]{1,6}[,，]"), 3),
)
SUMMED = re.compile("累计|总计|合计")  # one tally, in several clauses
ANNOUNCED = re.compile("[^,，。;；:：]{0,20}(?:如下|包括|[是为有])[:：]")
TREATS = re.compile(r"对(?:于)?(?=[^,，。;；]{2,40}[,，])")
TELLING = re.compile(r"\d|[“”]")
SPLIT_OFF = re.compile(r"[,，](?=并(?:推广|推行|实施|开展|建立|设立|成立|探索)[^,，。;；]{0,6}“)")


def clauses_of(text: str, sentence: Part, *, loose: bool) -> list[Part]:
    """The clauses of a sentence that are measures, [] where they are none."""
    span = sentence.start, sentence.end
    if text.find(";", *span) < 0 and text.find("；", *span) < 0:
        return []
    clauses = [Part(*m.span()) for m in CLAUSE.finditer(text, *span)]
    if len(clauses) < 2 or all(TREATS.match(text, clause.start) for clause in clauses[1:]):
        return []  # how each kind is treated, by one measure
    parts = _formed(text, clauses)
    if not parts:
        start = _announced_start(text, clauses) if len(clauses) > 2 else None
        whole = [Part(start, clauses[0].end), *clauses[1:]] if start is not None else []
        parts = whole if are_long(whole, LEAST_CLAUSE, LEAST_MEAN) else []
    if not parts and loose and len(clauses) > 2:
        lead = ANNOUNCED.match(text, *clauses[0])
        told = [Part(lead.end() if lead else clauses[0].start, clauses[0].end), *clauses[1:]]
        parts = told if _all_tell(text, told) else []
    return [part for whole_part in parts for part in _split_off(text, whole_part)]


def _all_tell(text: str, clauses: Sequence[Part]) -> bool:
    """Whether each clause tells an act with a figure, or shorter ones mostly begin with it."""
    figures = sum(bool(FIGURE.search(text, *clause)) for clause in clauses)
    if 3 * figures < 2 * len(clauses) or SUMMED.search(text, *clauses[0]):
        return False
    long = figures == len(clauses) and are_long(clauses, LEAST_CLAUSE, LEAST_MEAN)
    if long and all(_tells_act(text, clause) for clause in clauses):
        return True
    acts = sum(bool(rule("verb_first").match(text, clause.start)) for clause in clauses)
    if figures < len(clauses) and acts < len(clauses):
        return False
    return 3 * acts >= 2 * len(clauses) and are_long(clauses, *LEAST_COUNTED)


def _tells_act(text: str, part: Part) -> bool:
    """Whether a clause tells an act with a figure."""
    acts = rule("concrete").search(text, part.start, part.end)
    return bool(acts and FIGURE.search(text, part.start, part.end))


def _formed(text: str, clauses: Sequence[Part]) -> list[Part]:
    """The clauses from where they share a form, nothing where they share none."""
    for name, form, least in FORMS:
        if len(clauses) < least or not all(form.match(text, p.start) for p in clauses[1:]):
            continue
        start = _begin(text, clauses[0], form)
        parts = [Part(start, clauses[0].end), *clauses[1:]] if start is not None else []
        least_long = (LEAST_NAMELY, LEAST_NAMELY) if name == "namely" else LEAST_FORMED
        if are_long(parts, *least_long):
            return parts
    return []


def _begin(text: str, first: Part, form: re.Pattern[str]) -> int | None:
    """The first place in the first clause where the form of the others stands."""
    starts = [first.start, *(m.end() for m in PAUSE.finditer(text, first.start, first.end))]
    fits = [start for start in starts if form.match(text, start, first.end)]
    return fits[0] if fits else None


def _announced_start(text: str, clauses: Sequence[Part]) -> int | None:
    """Where the first clause goes on behind what announces the list: "突出“三抓”:|抓好…"."""
    first = clauses[0]
    colons = [m.start() for m in COLON.finditer(text, first.start, first.end)]
    if not colons or not rule("announced").search(text[first.start : colons[-1]]):
        return None
    start = colons[-1] + 1
    openings = [
        text[start : start + 2],
        *(text[part.start : part.start + 2] for part in clauses[1:]),
    ]
    alike = max(openings.count(opening) for opening in openings) >= 0.6 * len(openings)
    verbs = rule("verb_first")
    acts = sum(bool(verbs.match(text, part.start)) for part in clauses[1:])
    return start if alike or acts >= 0.6 * (len(clauses) - 1) else None


def _split_off(text: str, part: Part) -> Iterator[Part]:
    """ "…,并推广“党支部+协会”等做法": a second measure with a name of its own."""
    cut = SPLIT_OFF.search(text, part.start + LEAST_CLAUSE, part.end)
    if cut and part.end - cut.end() >= LEAST_CLAUSE:
        yield Part(part.start, cut.start())
        yield Part(cut.end(), part.end)
    else:
        yield part


def roll_of(text: str, sentence: Part) -> list[Part]:
    """The achievements that a news item opens with: "在…建立党组织,实现“…”全覆盖……"."""
    dots = text.find("…", sentence.start, sentence.end)
    if dots < 0 or (sentence.start and text[sentence.start - 1] != "\n"):
        return []
    if any(text.find(mark, sentence.start, dots) >= 0 for mark in ";；"):
        return []  # people, told one by one
    parts: list[Part] = []
    start = sentence.start
    for pause in [*re.finditer("[,，]", text[sentence.start : dots]), None]:
        end = sentence.start + pause.end() if pause else dots
        if TELLING.search(text, start, end):
            parts.append(Part(start, end - 1 if pause else end))
            start = end
    return parts if len(parts) > 1 else []
