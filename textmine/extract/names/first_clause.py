"""The first clause of a sentence as a name: "织密“关爱网”,以老党员为主体…" → 织密“关爱网”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.detect.outline.labels import is_slogan
from textmine.extract.names.acts import Sentence, without_bidding
from textmine.extract.names.asides import is_circumstance
from textmine.extract.names.gist import CUT_OFF, acted
from textmine.extract.names.trimming import (
    AMONG,
    AMOUNT,
    COMMA,
    COUNTED,
    LONGEST_OBJECT,
    QUOTED,
    trim_verb,
    without_start,
)
from textmine.extract.rulebook import rule

LEAST_FIRST = 5  # characters of a verb and the first thing of a list
LONGEST_LABEL = 10  # characters of a first clause that heads the others
LONGEST_LIST = 22  # characters of a list that names a practice
SHARED = re.compile("(?:工程|行动|活动|机制|制度|服务|计划|培训|项目)$")
# 建成红色先锋、橙色暖心|四大驿站
ALL_ARE = re.compile(
    "(?<=[\u4e00-\u9fff])(?<![二三四五六七八九十])(?<!党的)[二三四五六七八九十]大(?!会)[\u4e00-\u9fff]{2,6}$"
)
# 采取入户走访、座谈交流等形式|,对…: how, not what was done.
WAYS = re.compile(
    "(?:采取|采用|通过|运用)[^,，“”]{4,30}(?:等(?:多种|各种)?|的)(?:形式|方式|办法|途径|手段|渠道)$"
)
LISTED = re.compile("“[^“”]*、")


def labelled(sentence: Sentence) -> str:
    """ "织密“关爱网”,以老党员为主体…": a first clause in the form of a heading."""
    comma = COMMA.search(sentence.text, 0, LONGEST_LABEL + 1)
    if not comma or not rule("told_how").match(sentence.text, comma.end()):
        return ""
    clause = sentence.text[: comma.start()]
    quoted = QUOTED.search(clause)
    if not is_slogan(clause) or (quoted and "、" in quoted[1]):
        return ""
    return trim_verb(clause)


def first_clause(sentence: Sentence) -> str:
    """ "一是减少村庄的数量,在推进…": the first clause of an item stands for a label."""
    if _says_how(sentence.text) and acted(sentence):
        return ""
    clause = _opening(sentence.clauses)
    if len(clause) < 3 or _is_adverbial(clause):
        return ""
    if not sentence.marked and not _opens_with_act(clause):
        return ""
    name = COUNTED.sub("", AMOUNT.sub("", trim_verb(clause)))
    return "" if _says_nothing(name) else name


def _opens_with_act(clause: str) -> bool:
    return any(rule(name).match(clause) for name in ("verb_first", "aims_high"))


def _says_how(text: str) -> bool:
    """Whether a first clause only says with what, in which way, or in which field."""
    if rule("with_means").match(text):
        return True
    clause = COMMA.split(text, maxsplit=1)[0]
    return any(look.match(clause) for look in (rule("general_aim"), WAYS))


def _says_nothing(name: str) -> bool:
    hollow = rule("hollow").match(name) or rule("based_on").search(name)
    return hollow is not None or LISTED.match(name) is not None


def _opening(clauses: Sequence[str]) -> str:
    """The first of several clauses, without who acts, cut to its gist where it is long."""
    if len(clauses) < 2:
        return ""
    clause = without_start(rule("subject"), without_bidding(clauses[0]).removeprefix("我们"))
    if len(clause) <= LONGEST_OBJECT:
        return clause
    among = AMONG.search(clause)
    cut = among[1] if among else _first_of(clause)
    return cut if len(cut) <= LONGEST_OBJECT or _shares_noun(cut) else ""


def _is_adverbial(clause: str) -> bool:
    return bool(rule("adverbial").match(clause)) or is_circumstance(clause)


def _first_of(clause: str) -> str:
    """ "培育种粮大户、农机能手、…": the first of three or more, with its verb."""
    if _shares_noun(clause):
        return clause
    all_are = ALL_ARE.search(clause)
    if all_are:
        return all_are[0]
    first, *others = clause.split("、")
    whole = (
        len(others) > 1
        and not CUT_OFF.search(first)
        and len(first) > LEAST_FIRST
        and "“" not in first
    )
    return first if whole and "等" not in clause else clause


def _shares_noun(clause: str) -> bool:
    """Whether a list that is no longer than a name ends in what all are: 硬化、绿化、亮化工程."""
    listed = "、" in clause and SHARED.search(clause) is not None
    return listed and len(trim_verb(clause)) <= LONGEST_LIST
