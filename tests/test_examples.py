"""Expressions in code match what their examples say they must, and nothing they must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import ROOT, expressions, faults, modules, read_examples


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
