"""Every expression that reads Chinese, with what it must and must not match.

Expressions that stand in code have their examples in `examples.toml` beside it, by module and
name; those of a table of expressions by name and key:

    [before.NAMELESS]
    yes = ["预计|年底"]
    no = ["预计|增收"]

A bar says where an expression that matches at a place is tried, two bars where its stretch of text
ends too; what is searched for is searched in all of the text or between the bars. `way` says how
it is tried where the code does not tell: "search", "match" or "fullmatch".
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WAYS = {
    "fullmatch": "fullmatch", "match": "match", "search": "search", "sub": "search",
    "subn": "search", "split": "search", "findall": "search", "finditer": "search",
}  # fmt: skip
USE = re.compile(rf"\b([A-Z][A-Z_0-9]*)(?:\[[^]\n]*\])?\.({'|'.join(WAYS)})\b")
BAR = "|"


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of the package, and where its examples stand."""

    module: str  # textmine.extract.names.acts
    name: str  # NAME, or NAME.key in a table
    pattern: re.Pattern[str]

    @property
    def folder(self) -> Path:
        return ROOT.joinpath(*self.module.split(".")[:-1])

    @property
    def keys(self) -> tuple[str, str]:
        return self.module.rpartition(".")[2], self.name


def expressions(module: str) -> Iterator[Expression]:
    """The expressions with Chinese characters that a module makes at its top."""
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    loaded = importlib.import_module(module)
    for name in _assigned(ast.parse(path.read_text(encoding="utf-8"))):
        value = getattr(loaded, name, None)
        for key, pattern in _patterns(value):
            if CHINESE.search(pattern.pattern):
                yield Expression(module, f"{name}.{key}" if key else name, pattern)


def _assigned(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _patterns(value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if _is_pattern(value):
        yield "", value  # type: ignore[misc]
    elif isinstance(value, Mapping):
        yield from ((str(key), each) for key, each in value.items() if _is_pattern(each))
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        yield from ((str(at), each) for at, each in enumerate(value) if _is_pattern(each))


def _is_pattern(value: object) -> bool:
    return isinstance(value, re.Pattern) and isinstance(value.pattern, str)


@cache
def ways() -> dict[str, str]:
    """How each expression is tried, by its name: the freest of the ways in which the code does."""
    used: dict[str, set[str]] = {}
    for path in sorted((ROOT / "textmine").rglob("*.py")):
        for name, way in USE.findall(path.read_text(encoding="utf-8")):
            used.setdefault(name, set()).add(WAYS[way])
    freest = ("search", "match", "fullmatch")
    return {name: next(way for way in freest if way in found) for name, found in used.items()}


@cache
def read_examples(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    """The examples of a folder's modules: module → name → yes, no and way."""
    path = folder / "examples.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def matches(expression: Expression, example: str, way: str = "") -> bool:
    """Whether an expression matches an example, tried as the code tries it."""
    head, *rest = example.split(BAR)
    text, start = head + "".join(rest), len(head) if rest else 0
    end = start + len(rest[0]) if len(rest) > 1 else len(text)
    way = way or ways().get(expression.name.partition(".")[0], "search")
    return getattr(expression.pattern, way)(text, start, end) is not None


def faults(expression: Expression) -> list[str]:
    """What is wrong with the examples of an expression, a line each."""
    module, name = expression.keys
    first, _, key = name.partition(".")
    told = read_examples(expression.folder).get(module, {}).get(first, {})
    told = told.get(key, {}) if key else told  # type: ignore[assignment]
    yes, no = list(map(str, told.get("yes", ()))), list(map(str, told.get("no", ())))  # type: ignore[call-overload]
    way = str(told.get("way", ""))
    missing = [
        f"{name}: no example in `{kind}`" for kind, rows in (("yes", yes), ("no", no)) if not rows
    ]
    wrong = [f"{name} does not match {row}" for row in yes if not matches(expression, row, way)]
    return (
        missing + wrong + [f"{name} matches {row}" for row in no if matches(expression, row, way)]
    )


def modules(package: str = "textmine") -> list[str]:
    """The modules of a package that compile expressions."""
    found = (ROOT / "textmine").rglob("*.py")
    names = (
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in found
        if "re.compile" in path.read_text(encoding="utf-8")
    )
    return sorted(name for name in names if f"{name}.".startswith(f"{package}."))


if __name__ == "__main__":  # python -m tests.examples textmine.clean
    for package in sys.argv[1:] or ["textmine"]:
        for module in modules(package):
            for expression in expressions(module):
                for fault in faults(expression):
                    print(f"{module} {fault}")
