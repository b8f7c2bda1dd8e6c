"""Every rule of furniture matches what it must and nothing that it must not."""

import pytest

from textmine.clean.furniture import RULES, STRONG, WEAK, Rule
from textmine.clean.lines import SPACE

YES = [pytest.param(rule, line, id=f"{rule.name}-{line[:12]}") for rule in RULES for line in rule.yes]
NO = [pytest.param(rule, line, id=f"{rule.name}-{line[:12]}") for rule in RULES for line in rule.no]


@pytest.mark.parametrize(("rule", "line"), YES)
def test_rule_matches(rule: Rule, line: str) -> None:
    assert rule.pattern.search(SPACE.sub("", line)) is not None


@pytest.mark.parametrize(("rule", "line"), NO)
def test_rule_leaves(rule: Rule, line: str) -> None:
    assert rule.pattern.search(SPACE.sub("", line)) is None


def test_words_are_listed_once() -> None:
    assert len({*STRONG, *WEAK}) == len(STRONG) + len(WEAK)
