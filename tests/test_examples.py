"""Expressions in code match what their examples say they must, and nothing they must not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.examples import ROOT, expressions, faults, modules, read_examples
from textmine.resources import unfold


@pytest.mark.parametrize("module", modules())
def test_expressions_hold_to_their_examples(module: str) -> None:
    assert [fault for each in expressions(module) for fault in faults(each)] == []


@pytest.mark.parametrize("path", sorted((ROOT / "textmine").rglob("examples.toml")), ids=str)
def test_no_example_is_of_nothing(path: Path) -> None:
    """An example whose expression is gone proves nothing."""
    package = ".".join(path.parent.relative_to(ROOT).parts)
    told = {(module, name) for module, rows in read_examples(path.parent).items() for name in rows}
    made = {
        (module, expression.name.partition(".")[0])
        for module in {module for module, _ in told}
        for expression in expressions(f"{package}.{module}")
    }
    assert told - made == set()


RULE_FILES = sorted(
    {*(ROOT / "textmine").rglob("rules/**/*.toml"), *(ROOT / "textmine").rglob("examples.toml")}
)
WIDEST = 130  # columns; a Chinese character takes two


def width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_can_be_read_on_a_screen(path: Path) -> None:
    """Long lists and expressions are folded (`textmine.resources.unfold`)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    wide = [f"{at}: {line[:40]}…" for at, line in enumerate(lines, 1) if width(line) > WIDEST]
    assert wide == []


def test_folded_expressions_are_one() -> None:
    assert unfold("\n(?:\n  村|镇\n  |\\ 乡\n)\n") == r"(?:村|镇|\ 乡)"
