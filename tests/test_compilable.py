"""What the compiled wheel is made of keeps to what mypyc can compile; .ci/compiled builds it."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import breaks

ROOT = Path(__file__).parents[1]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
    "build"
]["targets"]["wheel"]["hooks"]["mypyc"]


def modules(key: str) -> set[Path]:
    """The modules of *key*, include or exclude: files, and all files of folders."""
    paths = [ROOT / name.lstrip("/") for name in HOOK[key]]
    return {file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])}


def obstacles(tree: ast.AST) -> Iterator[str]:
    """What mypyc stops at, or compiles into something slower than before."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            held = [item for each in node.comparators for item in getattr(each, "elts", ())]
            if any(isinstance(item, ast.Starred) for item in held):
                yield f"line {node.lineno}: in (…, *others)"
        if isinstance(node, ast.Name) and node.id == "cached_property":
            yield f"line {node.lineno}: cached_property is computed each time"


def test_all_that_the_wheel_names_is_there() -> None:
    assert [
        path for key in ("include", "exclude") for path in modules(key) if not path.exists()
    ] == []
    assert modules("exclude") < modules("include")


def test_nothing_stands_in_the_way() -> None:
    assert breaks(obstacles, modules("include") - modules("exclude")) == {}


@pytest.mark.parametrize("code", ["x in (None, *y)", "@cached_property\ndef f(): ..."])
def test_obstacles_are_found(code: str) -> None:
    assert len(list(obstacles(ast.parse(code)))) == 1
