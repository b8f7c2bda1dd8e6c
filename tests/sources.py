"""The package's own modules, read once for all tests that hold each of them to a rule."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "textmine"
# A wheel that was built here keeps what it ships among them.
MODULES = tuple(sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts))
LEAST = 400  # modules: fewer, and they were not found


@cache
def tree_of(path: Path) -> ast.Module:
    """A module as Python reads it; nobody changes it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def breaks(
    find: Callable[[ast.Module], Iterable[object]], modules: Iterable[Path] = MODULES
) -> dict[str, list[object]]:
    """By module, what *find* sees in it; modules in which it sees nothing are left out."""
    assert len(MODULES) > LEAST
    found = {path.relative_to(PACKAGE).as_posix(): list(find(tree_of(path))) for path in modules}
    return {name: seen for name, seen in found.items() if seen}
