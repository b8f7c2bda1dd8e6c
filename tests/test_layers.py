"""The house: imports only go left, nothing forms a cycle, the front door is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "textmine"
ORDER = (
    "version errors temporary aligned frozen types plain counting garbage settings resources "
    "chinese acquire clean detect extract label stages mine store run web evaluate cli"
).split()
# Inside what has several folders: what each folder or module builds on stands left of it.
INSIDE = {
    "acquire": (
        "encoding media extracted fetched folders archive mojibake gzipped mhtml mail tables "
        "html office paged supplied files crawl"
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
        "confidence keys reading changes screening bounding objects predicates roles tables "
        "by_noun by_deed by_rule by_relation finishing wholes anchors unplaced indicators"
    ).split(),
    "label": (
        "cues folders gate ngrams taxonomy features evidence scoring terms compiled loading model "
        "training"
    ).split(),
    "store": (
        "words file history kept groups upgrade database baskets casebook corrections former "
        "training status find out merge reimport"
    ).split(),
    "web": (
        "accounts asking charts excerpt explaining jobs marking opening options safety totals "
        "answers language telling site fields failures routes app"
    ).split(),
}
GROUND = ORDER[ORDER.index("errors") : ORDER.index("acquire")]
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "shipped" not in path.parts)
HEAVY = ("spacy", "sklearn", "skops", "sqlalchemy", "fastapi", "pyarrow", "jieba", "rjieba")


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[str]:
    """Names of the textmine modules that *path* imports, wherever it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_go_left(path: Path) -> None:
    stage = stage_of(path)
    if stage in ("__init__", "__main__"):
        return
    reached = [name.split(".")[1] for name in imported(path)]
    assert [name for name in reached if ORDER.index(name) > ORDER.index(stage)] == []


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        (folder, path)
        for folder in INSIDE
        for path in FILES
        if path.is_relative_to(PACKAGE / folder)
    ],
    ids=lambda value: value.relative_to(PACKAGE).as_posix() if isinstance(value, Path) else value,
)
def test_folders_build_on_those_before(folder: str, path: Path) -> None:
    room = path.relative_to(PACKAGE / folder).parts[0].removesuffix(".py")
    if room == "__init__":
        assert imported(path) == []
        return
    within = f"textmine.{folder.replace('/', '.')}."
    order = INSIDE[folder]
    inner = [
        name.removeprefix(within).split(".")[0]
        for name in imported(path)
        if name.startswith(within)
    ]
    assert [name for name in inner if order.index(name) > order.index(room)] == []


@pytest.mark.parametrize("page", ["architecture.md", "architecture.en.md", "architecture.svg"])
def test_the_architecture_names_the_ground_floor_in_order(page: str) -> None:
    told = (PACKAGE.parent / "docs" / page).read_text(encoding="utf-8")
    assert any(sign.join(GROUND) in told for sign in ("`、`", "`, `", " · "))


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_no_import_cycle() -> None:
    modules = {module_name(path): imported(path) for path in FILES}
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_print_and_no_bare_except(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    prints = [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
    bare = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert (prints, bare) == ([], [])
