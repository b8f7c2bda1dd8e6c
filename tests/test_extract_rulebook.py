"""Every rule of practices.toml against what it must and must not match."""

from __future__ import annotations

import pytest

from textmine.errors import SettingsError
from textmine.extract.rulebook import Rule, read_rules, rule

RULES = read_rules()
YES = [(name, text) for name, entry in RULES.items() for text in entry.yes]
NO = [(name, text) for name, entry in RULES.items() for text in entry.no]


def matches(entry: Rule, text: str) -> bool:
    find = entry.pattern.match if entry.at == "start" else entry.pattern.search
    return find(text) is not None


@pytest.mark.parametrize(("name", "text"), YES)
def test_rule_matches(name: str, text: str) -> None:
    assert matches(RULES[name], text)


@pytest.mark.parametrize(("name", "text"), NO)
def test_rule_leaves_alone(name: str, text: str) -> None:
    assert not matches(RULES[name], text)


def test_every_rule_has_both() -> None:
    assert [name for name, entry in RULES.items() if not (entry.yes and entry.no)] == []


def test_start_rules_match_inside_a_text() -> None:
    """`^` would tie a rule to the beginning of the whole text."""
    tied = [n for n, e in RULES.items() if e.at == "start" and e.pattern.pattern.startswith("^")]
    assert tied == []


def test_unknown_rule_names_the_known() -> None:
    with pytest.raises(SettingsError, match="theory"):
        rule("nothing of the kind")
