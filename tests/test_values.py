"""Values that stages hand on are not changed, though most of them are not frozen at run time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import textmine

PACKAGE = Path(textmine.__file__).parent
STAGES = ("chinese", "clean", "detect", "extract", "label", "mine")

# What is put together step by step, by the module that alone holds it while it grows.
BUILT_UP = {
    ("detect/outline.py", "node"),
    ("detect/evidence.py", "scene"),
    ("detect/openings.py", "opening"),
    ("detect/places.py", "nlp"),
    ("detect/segment.py", "vocab"),
    ("extract/practices.py", "layers"),
    ("label/fitting.py", "head"),
    ("mine/__init__.py", "nlp"),
}


def changed(path: Path) -> Iterator[tuple[str, str]]:
    """The module and the name of each value whose attribute is assigned in *path*."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                yield path.relative_to(PACKAGE).as_posix(), target.value.id


def test_only_what_grows_is_changed() -> None:
    files = [path for stage in STAGES for path in (PACKAGE / stage).rglob("*.py")]
    found = {change for path in files for change in changed(path)}
    assert {(module, name) for module, name in found if name != "self"} == BUILT_UP
