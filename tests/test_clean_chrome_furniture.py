"""Every rule of furniture matches what it must and nothing that it must not."""

import pytest

from textmine.clean.chrome.furniture import Kind, Rule, library_words, rules, words
from textmine.clean.chrome.kinds import sort_lines
from textmine.clean.lines import squash

YES = [
    pytest.param(rule, line, id=f"{rule.name}-{line[:12]}") for rule in rules() for line in rule.yes
]
NO = [
    pytest.param(rule, line, id=f"{rule.name}-{line[:12]}") for rule in rules() for line in rule.no
]


@pytest.mark.parametrize(("rule", "line"), YES)
def test_rule_matches(rule: Rule, line: str) -> None:
    assert rule.pattern.search(squash(line)) is not None


@pytest.mark.parametrize(("rule", "line"), NO)
def test_rule_leaves(rule: Rule, line: str) -> None:
    assert rule.pattern.search(squash(line)) is None


@pytest.mark.parametrize(("rule", "line"), YES)
def test_line_reaches_its_rule(rule: Rule, line: str) -> None:
    """The words that let the rules be tried leave out none of them."""
    kinds = [item.kind for item in sort_lines(line)]
    assert kinds in ([rule.kind], [Kind.FURNITURE])


def test_words_are_listed_once() -> None:
    assert len(set(words().words)) == len(words().words)


def test_words_of_libraries_are_looked_for_in_a_text() -> None:
    assert library_words("text") - set(words().words) == frozenset()
