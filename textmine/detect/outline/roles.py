"""What a heading says about the paragraphs below it: background, problem, practice, …"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from textmine.detect.needed import Needed
from textmine.resources import unfold
from textmine.types import SectionRole

RULES = Path(__file__).parents[1] / "rules" / "roles.toml"
HANDLED = "[圾水物料盾纷批诉访].."  # 垃圾处理存在的问题
# "解决群众困难", "补短板": a problem that is being dealt with is a measure, not a problem.
DEALT_WITH = re.compile(
    rf"(?:讨论|研究|审议|决定|协调|反映(?!强烈|集中|突出)|收集|梳理|汇总|答复|回应|解决|破解|攻克|克服|补齐?|聚焦|针对|排查|整改(?!不|难|滞后)|查摆|正视|直面|导向|(?:处理|办理|化解)(?<!{HANDLED})|(?:处理|办理|化解)(?![中上]?(?:方面|工作)?[还仍]?存在))[^，,。]{{0,12}}$"
    r"|问题(?:导向|清单|整改(?!不|难|滞后))|短板强"
)
# A sentence gives a role to the series after it only where it announces one.
ANNOUNCES = re.compile(
    r"[:：]$|如下|以下|下列|[一二三四五六七八九十几\d](?:个|种|项|点|条|大)[^,，。;；]{0,12}[。:：]?$|[“\"]四[^”]{1,6}[”\"][。:：]?$"
)
# Or where what it says of the whole is itself a result.
SUMS_UP = re.compile(r"(?:成效|成果|成绩|效果)(?:十分|非常|初步|较为)?(?:显著|明显|显现|突出)")
# What is wanted of somebody: "要抓好五个方面的工作:".
WANTED = re.compile(
    r"(?:^|[,，])(?:要(?![素闻害点道塞件案])|应当?(?![急用对运变届激邀聘])|必须|力争|拟|建议)|下一?步|今后|打算|明年"
)
CLAUSE = re.compile("[,，。:：]")
SHOWS = re.compile(
    "(?:具体|主要|集中|突出)?(?:表现|体现|反映)(?:在|为|如下|于)?$"
)  # of what was said

# "…还存在一些短板弱项。一是产业基础不牢": a statement, and first of all a lack.
TROUBLED = re.compile(
    r"(?:还|仍|尚|依[然旧])(?:然|旧|须)?(?:存在|面临|有)[^,，。:：]{0,24}"
    r"(?:问题|困难|不足|短板|弱项|差距|挑战|瓶颈|薄弱环节|薄弱点|矛盾|欠缺|制约)[。.;；]?$"
)
LACKING = re.compile(
    r"不[高强足够大快优全实平牢顺深细严紧多适明稳]|未|短板|差距|弱|滞后|缺[乏少口失]|有限(?!公司|责任)|到位|难|偏[低慢少小窄多高重]|下[降滑]|欠|艰巨|压力|制约|失衡"
)
FIRST_SAID = 60  # characters of a first item in which it says what is lacking


class RoleRule(NamedTuple):
    """A pattern that tells a role, with what it must and must not match.

    `needs` are words of which a heading holds one where it matches.
    """

    role: SectionRole
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    needs: tuple[str, ...]


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The rules of roles.toml, in order."""
    rows = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return tuple(
        RoleRule(
            row["role"],
            re.compile(unfold(row["pattern"])),
            tuple(row["yes"]),
            tuple(row["no"]),
            tuple(row["needs"].split()),
        )
        for row in rows
    )


@cache
def _needed() -> Needed[int]:
    return Needed({number: rule.needs for number, rule in enumerate(role_rules())})


@lru_cache(maxsize=4096)
def role_of(text: str) -> SectionRole | None:
    """The role that a heading announces, or None."""
    text = text.rstrip(" 。:：”’")
    rules = role_rules()
    for rule in [rules[number] for number in sorted(_needed().possible(text))]:
        match = rule.pattern.search(text)
        if match and not (rule.role == "problem" and DEALT_WITH.search(text)):
            return rule.role
    return None


def announced_role(sentence: str) -> SectionRole | None:
    """The role that the sentence before a series gives its items, or None.

    Its last clause decides: "针对班子薄弱的实际,采取了以下措施:" leads to measures.
    """
    sentence = sentence.strip()
    if SUMS_UP.search(sentence):
        return "result"
    if not ANNOUNCES.search(sentence):
        return None
    clauses = [clause for clause in CLAUSE.split(sentence) if clause.strip()]
    if len(clauses) > 1 and SHOWS.match(clauses[-1]):
        clauses.pop()
    role = role_of(clauses[-1]) if clauses else None
    return "plan" if role in (None, "practice") and WANTED.search(sentence) else role


def leads_to_troubles(sentence: str, item: str) -> bool:
    """Whether a sentence states that something is amiss, and the item after it says what."""
    troubled = TROUBLED.search(sentence) is not None and DEALT_WITH.search(sentence) is None
    return troubled and LACKING.search(item, 0, FIRST_SAID) is not None
