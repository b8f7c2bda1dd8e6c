"""What a sentence of free text tells: a measure, its result, talk, background, or nothing of it."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import islice

from textmine.extract.rulebook import begins_with, possible, rule
from textmine.types import SectionRole

STRICT_ROLES = ("background", "problem", "result", "lesson")
SILENT_ROLES = ("problem", "result", "lesson")
FIGURE = re.compile(r"\d")
NOW_ACTS = re.compile(
    "[^,，。]{0,12}(?:围绕|针对|依托|通过)[^。]{2,30}(?:成立|组建|设立|建立|推行|开展|实施|采取|选派|创办)"
)
# 今年以来,|先后有46名青年回村创业: how many did it, not what was done
COUNTS_WHO = re.compile(r"[已共又先后累计]{0,4}有[近约]?\d[\d.]*[万余多]{0,2}[名位人户家对]")
LONGEST_LEAD = 40  # characters that the rule of leads spans, with some to spare
FAR_ACTOR = 90  # characters in which a sentence says who acts
LEAST_ROLL = 6  # pauses between fields named one after the other
LONGEST_SCENE = 76  # characters in which a sentence shows that it paints somebody's life
LEAST_SPOKEN = 28  # characters in which somebody may tell a measure
SPOKEN_FIGURE = re.compile(
    r"\d|‘|每(?:[个户周月年天村名栋]|季度)|[一两二三四五六七八九十百千][多余]?[名个次户亩元万位盏间]"
)
SINCE = ("以来,", "以来，")
# "据村支书介绍,": what then follows is how things stand, unless it says who did what.
ACCORDING = re.compile(
    "(?:据[^,，。]{2,30}(?:介绍|透露|估算|测算)|[^,，。]{2,40}(?:介绍|透露))[,，]"
)


def what_is_told(piece: str, role: SectionRole) -> str:
    """What a sentence in a section of *role* tells.

    `measure`; `result` of the one before; `speech` of somebody; `scene`, what a place or somebody
    is like; `other`, something besides; `question` that leads to the next one; `closing`, nothing
    that belongs to one (theory, leads, conclusions, ceremonies, other sections).
    """
    piece = piece.strip()
    may = possible(piece)
    for read in READERS:
        told = read(piece, role, may)
        if told:
            return told
    return "measure" if tells_acts(piece) or _tells_plainly(piece) else "other"


def _asks(piece: str, role: SectionRole, may: Set[str]) -> str:
    return "question" if piece.endswith(("?", "？")) else ""


def _lays_down(piece: str, role: SectionRole, may: Set[str]) -> str:
    """Of a sentence by which something is laid down, or that says what a scheme is."""
    if role in SILENT_ROLES:
        return ""
    laid_down = any(name in may and rule(name).match(piece) for name in ("decrees", "defines"))
    return "measure" if laid_down else ""


def _closes(piece: str, role: SectionRole, may: Set[str]) -> str:
    """Of what belongs to no measure."""
    if role in SILENT_ROLES or ends_in_lead(piece):
        return "closing"
    if "theory" in may and is_theory(piece):
        return "closing"
    if rule("bids_all").match(piece) or ("conclusion" in may and rule("conclusion").match(piece)):
        return "closing"
    if "appraises" in may and rule("appraises").search(piece, max(0, len(piece) - LONGEST_LEAD)):
        return "closing"
    found = "found_a_way" in may and rule("found_a_way").search(piece)
    if found and not tells_acts(piece, 2):
        return "closing"
    if "preamble" in may and rule("preamble").search(piece):
        return "closing"
    held = rule("ceremony").search(piece) if "ceremony" in may else None
    if held and not tells_deed(piece[: held.start()]):
        return "closing"
    rolled = "roll" in may and piece.count("、") >= LEAST_ROLL and rule("roll").search(piece)
    return "closing" if rolled else ""


def _speaks(piece: str, role: SectionRole, may: Set[str]) -> str:
    if "speech" not in may or not rule("speech").match(piece):
        return ""
    if tells_acts(piece, 2) and tells_more(piece):
        return ""
    return "measure" if _tells_own_act(piece) else "speech"


def _tells_own_act(piece: str) -> bool:
    """Whether somebody says at length what those for whom he speaks did, with a figure or name."""
    if len(piece) < LEAST_SPOKEN or not SPOKEN_FIGURE.search(piece):
        return False
    return rule("told_by_actor").match(piece) is not None


def _reports(piece: str, role: SectionRole, may: Set[str]) -> str:
    return "scene" if _only_reports(piece, may) else ""


def _states_result(piece: str, role: SectionRole, may: Set[str]) -> str:
    """Of a sentence that says what came of it, unless it says who did it just now."""
    if "effect" in may and rule("effect").match(piece):
        return "result"
    honour = rule("honour").search(piece) if "honour" in may else None
    states = honour or ("result" in may and rule("result").match(piece))
    if not states or tells_acts(piece[: honour.start()] if honour else piece, 2):
        return ""
    return "measure" if acts_now(piece) else "result"


def _lays_down_principle(piece: str, role: SectionRole, may: Set[str]) -> str:
    return "other" if "principle" in may and rule("principle").match(piece) else ""


def _stands_in_background(piece: str, role: SectionRole, may: Set[str]) -> str:
    """In sections that seldom tell measures one must show several acts."""
    if role not in STRICT_ROLES:
        return ""
    told = tells_acts(piece, 2) and not rule("result").match(piece)
    told = told or tells_deed(_without_time(piece))
    return "measure" if told and rule("shown").search(piece) else "closing"


def _without_time(piece: str) -> str:
    """A sentence without the words that say since when or until when it holds."""
    so_far = rule("so_far").match(piece)
    return piece[so_far.end() :] if so_far else piece


# What a sentence tells is said by the first of these that says anything.
READERS = (
    _asks, _lays_down, _closes, _speaks, _reports, _states_result, _lays_down_principle,
    _stands_in_background,
)  # fmt: skip


def _only_reports(piece: str, may: Set[str]) -> bool:
    """Whether a sentence paints a place or somebody's life, or says how things stand."""
    if ACCORDING.match(piece) and not (
        tells_acts(piece, 2) or tells_deed(ACCORDING.sub("", piece))
    ):
        return True
    if any(name in may and rule(name).match(piece) for name in ("scene", "trouble")):
        return True
    paints = "described" in may and rule("described").match(piece)
    paints = paints or ("private" in may and rule("private").search(piece, 0, LONGEST_SCENE))
    return bool(paints) and not tells_acts(piece, 3)


def _tells_plainly(piece: str) -> bool:
    """Whether a sentence tells an act in everyday words, with a figure or a name or a plan."""
    plain = rule("plain_act").search(piece)
    return bool(plain) and any(rule(name).search(piece) for name in ("shown", "future", "regular"))


def acts_now(piece: str) -> bool:
    """Whether a sentence on how things stand says who did it to what end: 目前,该县围绕…成立."""
    so_far = rule("so_far").match(piece)
    if so_far is None:
        return False
    rest = piece[so_far.end() :]
    if COUNTS_WHO.match(rest):
        return False
    since = so_far[0].endswith(SINCE) and (tells_deed(rest) or _tells_plainly(rest))
    return since or NOW_ACTS.match(piece, so_far.end()) is not None


def tells_acts(piece: str, least: int = 1) -> bool:
    """Whether a piece tells so many concrete acts."""
    concrete = rule("concrete")
    if least == 1:
        return concrete.search(piece) is not None
    return next(islice(concrete.finditer(piece), least - 1, None), None) is not None


def is_theory(piece: str) -> bool:
    """Whether a piece says what things mean, with no figure of what was done."""
    return not FIGURE.search(piece) and rule("theory").search(piece) is not None


def ends_in_lead(piece: str) -> bool:
    """Whether a sentence ends with the words that announce what follows."""
    return bool(rule("lead").search(piece, max(0, len(piece) - LONGEST_LEAD)))


def tells_more(piece: str) -> bool:
    """Whether what somebody says holds a figure or a plan."""
    return bool(FIGURE.search(piece) or rule("future").search(piece))


def tells_grounded_deed(sentence: str) -> bool:
    """Whether a sentence says what was set up on what ground, with a figure or a name."""
    told = rule("shown").search(sentence) and rule("grounded_deed").match(sentence)
    return bool(told) and not rule("theory").search(sentence)


def tells_deed_behind(sentence: str) -> bool:
    """Whether a sentence says who acts, how or why, and in a later clause what was set up.

    "该县以茶业党委为核心,联合3家企业,组建茶业联盟" does, with a figure or a name.
    """
    actor = rule("actor_clause").search(sentence, 0, FAR_ACTOR)
    if not actor or not rule("shown").search(sentence) or sentence[0] == "这":
        return False
    if not rule("set_up_behind").search(sentence, actor.end()):
        return False
    if rule("theory").search(sentence) or rule("conclusion").match(sentence):
        return False
    return not begins_with(sentence, "described", "speech", "scene")


def tells_deed(piece: str) -> bool:
    """Whether a sentence says that somebody named set something up or carried something out.

    "2019年,清河县成立了果业支部" does; "发展果业支部,提高组织力" says not who.
    """
    told = rule("deed").match(piece) or ("了" in piece and rule("deed_later").match(piece))
    if not told or rule("conclusion").match(piece):
        return False
    return not begins_with(piece, "described", "speech", "scene")
