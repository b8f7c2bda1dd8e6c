"""Every rule of rules/practices against what it must and must not match."""

from __future__ import annotations

import re._constants as codes  # type: ignore[import-untyped]
import re._parser as parser  # type: ignore[import-untyped]
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.needs import unneeded
from textmine.errors import SettingsError
from textmine.extract import rulebook
from textmine.extract.rulebook import Rule, begins_with, possible, read_rules, rule

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


def beginnings(parsed: Sequence[Any]) -> set[int]:
    """The characters that what is parsed may begin with; none where that may be many."""
    for op, of in parsed:
        if op is codes.LITERAL:
            return {of}
        if op is codes.IN:
            return {char for kind, char in of if kind is codes.LITERAL}
        if op is codes.SUBPATTERN:
            return beginnings(of[-1])
        if op is codes.BRANCH:
            return set().union(*map(beginnings, of[1]))
        if op not in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
            return set()
    return set()


def look_aheads(parsed: Any) -> Iterator[tuple[set[int], set[int]]]:
    """Each look-ahead for one of some characters, with what may stand where it looks."""
    parts = list(parsed) if isinstance(parsed, parser.SubPattern | list | tuple) else []
    for at, part in enumerate(parts):
        if isinstance(part, tuple) and part[0] is codes.ASSERT:
            direction, (first, *more) = part[1]
            if direction > 0 and first[0] is codes.IN and not more:
                yield beginnings([first]), beginnings(parts[at + 1 :])
        yield from look_aheads(part)


@pytest.mark.parametrize("name", RULES)
def test_look_aheads_let_pass_what_follows_them(name: str) -> None:
    pairs = list(look_aheads(parser.parse(RULES[name].pattern.pattern)))
    assert [follows - ahead for ahead, follows in pairs if follows and not ahead >= follows] == []


NEEDY = [name for name, entry in RULES.items() if entry.needs]


@pytest.mark.parametrize("name", NEEDY)
def test_every_way_to_match_holds_what_is_needed(name: str) -> None:
    assert unneeded(RULES[name].pattern, RULES[name].needs) == []


@pytest.mark.parametrize("name", NEEDY)
def test_rules_are_possible_where_they_match(name: str) -> None:
    assert [text for text in RULES[name].yes if name not in possible(text)] == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("“办得真快。”老陈笑了。", True),  # speech
        ("记者在大厅看到队伍不长。", False),  # a scene, not asked for
        ("镇里建起便民服务站。", False),
    ],
)
def test_begins_with(text: str, begins: bool) -> None:
    assert begins_with(text, "speech", "described") == begins


def test_nothing_stands_unused() -> None:
    """Each word list and part stands in a pattern, each rule is asked for by its name."""
    patterns, lists = "", []
    for path in rulebook.RULES.glob("*.toml"):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        patterns += "".join(row["pattern"] for row in tables.get("rule", ()))
        lists += [*tables.get("words", ()), *tables.get("parts", ())]
    assert [name for name in lists if f"<{name}>" not in patterns] == []
    package = rulebook.RULES.parents[1]
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert [name for name in RULES if f'"{name}"' not in code] == []


def test_no_two_rules_have_one_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = '[[rule]]\nname = "done"\npattern = "已"\nyes = ["已办"]\nno = ["将办"]\n'
    (tmp_path / "words.toml").write_text("[words]\n[parts]\n", encoding="utf-8")
    for name in ("one.toml", "other.toml"):
        (tmp_path / name).write_text(row, encoding="utf-8")
    monkeypatch.setattr(rulebook, "RULES", tmp_path)
    rulebook.read_rules.cache_clear()
    try:
        with pytest.raises(SettingsError, match="two rules are called 'done'"):
            rulebook.read_rules()
    finally:
        rulebook.read_rules.cache_clear()
