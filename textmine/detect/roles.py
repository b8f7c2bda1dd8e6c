"""What a heading says about the paragraphs below it: background, problem, practice, …"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from textmine.types import SectionRole

RULES = Path(__file__).parent / "rules" / "roles.toml"
# "解决群众困难", "补短板": a problem that is being dealt with is a measure, not a problem.
DEALT_WITH = re.compile(
    r"(?:解决|破解|化解|攻克|克服|补齐?|聚焦|针对|排查|整改|查摆|正视|直面|导向)[^，,。]{0,12}$"
    r"|问题(?:导向|清单|整改)|短板强"
)


class RoleRule(NamedTuple):
    """A pattern that tells a role, with what it must and must not match."""

    role: SectionRole
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def role_rules() -> tuple[RoleRule, ...]:
    """The rules of roles.toml, in order."""
    rows = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return tuple(
        RoleRule(row["role"], re.compile(row["pattern"]), tuple(row["yes"]), tuple(row["no"]))
        for row in rows
    )


def role_of(text: str) -> SectionRole | None:
    """The role that a heading or a leading sentence announces, or None."""
    for rule in role_rules():
        match = rule.pattern.search(text)
        if match and not (rule.role == "problem" and DEALT_WITH.search(text)):
            return rule.role
    return None
