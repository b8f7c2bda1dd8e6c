"""The house: imports only go left, nothing forms a cycle, the front door is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sources import MODULES, PACKAGE, breaks, tree_of

ORDER = (
    "version errors temporary aligned frozen types plain counting garbage settings resources "
    "chinese acquire clean detect extract label stages mine store run web evaluate cli"
).split()
# Inside what has several folders: what each folder or module builds on stands left of it.
INSIDE = {
    "acquire": (
        "encoding media extracted fetched folders archive mojibake gzipped mhtml mail tables "
        "workbooks html office paged supplied texts files crawl"
    ).split(),
    "clean": (
        "lines fields characters chrome layout metadata genre judge secrecy signature split page"
    ).split(),
    "detect": (
        "layers words needed anchoring segment outline numbers divisions localities resolving "
        "structure quantities periods places"
    ).split(),
    "extract": (
        "candidates lexicon rulebook phrases setting names figures passages metrics practices"
    ).split(),
    "extract/figures": (
        "confidence keys reading changes aims governing screening bounding objects predicates "
        "roles tables by_noun by_deed by_rule by_relation wholes finishing anchors unplaced "
        "indicators"
    ).split(),
    "label": (
        "cues folders gate ngrams taxonomy features evidence scoring terms compiled loading model "
        "training"
    ).split(),
    "store": (
        "words file history kept groups upgrade database baskets casebook corrections former "
        "training status find out into"
    ).split(),
    "web": (
        "accounts asking charts excerpt explaining jobs marking opening options safety totals "
        "api_models language telling templates site fields failures routes app"
    ).split(),
}
GROUND = ORDER[ORDER.index("errors") : ORDER.index("acquire")]
HEAVY = ("spacy", "sklearn", "skops", "sqlalchemy", "fastapi", "pyarrow", "jieba", "rjieba")


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imported(path: Path) -> list[str]:
    """Names of the textmine modules that *path* imports, wherever it does."""
    tree = tree_of(path)
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert all(node.level == 0 for node in froms), f"relative import in {path}"
    plain = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    names = [name for node in froms for name in modules_of(node)] + plain
    return [name for name in names if name.startswith("textmine.")]


def modules_of(node: ast.ImportFrom) -> set[str]:
    """`from textmine.a import b` reaches the module textmine.a.b where there is one."""
    package = PACKAGE.parent.joinpath(*(node.module or "").split("."))
    inner = {alias.name for alias in node.names}
    modules = {
        name for name in inner if (package / f"{name}.py").exists() or (package / name).is_dir()
    }
    whole = {node.module or ""} if inner - modules else set()
    return whole | {f"{node.module}.{name}" for name in modules}


def test_imports_only_go_left() -> None:
    assert {path: right for path in MODULES if (right := reached_to_the_right(path))} == {}


def reached_to_the_right(path: Path) -> list[str]:
    """The later stages that a module imports from."""
    stage = stage_of(path)
    if stage in ("__init__", "__main__"):
        return []
    reached = [name.split(".")[1] for name in imported(path)]
    return [name for name in reached if ORDER.index(name) > ORDER.index(stage)]


@pytest.mark.parametrize("folder", INSIDE)
def test_folders_build_on_those_before(folder: str) -> None:
    inner = [path for path in MODULES if path.is_relative_to(PACKAGE / folder)]
    assert {path: later for path in inner if (later := built_on_later(folder, path))} == {}


def built_on_later(folder: str, path: Path) -> list[str]:
    """What a module of *folder* imports from rooms of it that stand after its own."""
    room = path.relative_to(PACKAGE / folder).parts[0].removesuffix(".py")
    if room == "__init__":
        return imported(path)
    within = f"textmine.{folder.replace('/', '.')}."
    order = INSIDE[folder]
    inner = [
        name.removeprefix(within).split(".")[0]
        for name in imported(path)
        if name.startswith(within)
    ]
    return [name for name in inner if order.index(name) > order.index(room)]


def test_what_reaches_to_the_right_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the house turned round, nearly all of them do."""
    here = sys.modules[__name__]
    monkeypatch.setattr(here, "ORDER", ORDER[::-1])
    monkeypatch.setitem(INSIDE, "store", INSIDE["store"][::-1])
    assert "store" in reached_to_the_right(PACKAGE / "run/running.py")
    assert "database" in built_on_later("store", PACKAGE / "store/into/importing.py")


@pytest.mark.parametrize("page", ["architecture.md", "architecture.en.md", "architecture.svg"])
def test_the_architecture_names_the_ground_floor_in_order(page: str) -> None:
    told = (PACKAGE.parent / "docs" / page).read_text(encoding="utf-8")
    assert any(sign.join(GROUND) in told for sign in ("`、`", "`, `", " · "))


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_import_cycle() -> None:
    modules = {module_name(path): imported(path) for path in MODULES}
    seen: dict[str, int] = {}  # 1: being visited, 2: done

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if seen.get(name) == 2 or name not in modules:
            return
        assert seen.get(name) != 1, f"cycle: {' → '.join([*trail, name])}"
        seen[name] = 1
        for target in modules[name]:
            visit(target, (*trail, name))
        seen[name] = 2

    for name in modules:
        visit(name, ())


def loaded_by(statement: str) -> set[str]:
    """The modules that a fresh Python has after *statement*."""
    code = f"{statement}; import sys; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_import_is_light() -> None:
    assert loaded_by("import textmine").isdisjoint(HEAVY)


def test_mining_needs_no_training_library() -> None:
    assert loaded_by("import textmine.mine").isdisjoint({"sklearn", "skops", "scipy"})


def prints_or_catches_all(tree: ast.Module) -> Iterator[int]:
    """The lines of calls of print and of bare excepts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from [node.lineno] * (node.func.id == "print")


def test_no_print_and_no_bare_except() -> None:
    assert breaks(prints_or_catches_all) == {}
    assert list(prints_or_catches_all(ast.parse("try: f()\nexcept: print(1)"))) == [2, 2]
