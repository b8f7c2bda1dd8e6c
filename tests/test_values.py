"""Values that stages hand on are not changed, though most of them are not frozen at run time."""

import ast
import dataclasses
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import textmine
from textmine.mine.opened import opened
from textmine.types import Period, PlaceRef

PACKAGE = Path(textmine.__file__).parent
STAGES = ("chinese", "clean", "detect", "extract", "label", "mine")

# What is put together step by step, by the module that alone holds it while it grows.
BUILT_UP = {
    ("detect/outline/tree.py", "node"),
    ("detect/resolving/evidence.py", "scene"),
    ("detect/outline/openings.py", "opening"),
    ("detect/places.py", "nlp"),
    ("detect/segment.py", "vocab"),
    ("label/training/fitting.py", "head"),
    ("mine/__init__.py", "nlp"),
    ("mine/opened.py", "value"),
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


def test_a_value_made_open_is_the_same_and_frozen() -> None:
    made, plain = opened(PlaceRef)(text="寿光市"), PlaceRef(text="寿光市")
    assert type(made) is PlaceRef
    assert (made, hash(made), repr(made)) == (plain, hash(plain), repr(plain))
    assert pickle.loads(pickle.dumps(made)) == plain
    for change in (lambda: setattr(made, "text", "青州市"), lambda: delattr(made, "text")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()


def test_a_value_made_open_needs_all_its_fields() -> None:
    with pytest.raises(TypeError, match="source_end"):
        opened(Period)(text="2009年", start=0, end=5, source_start=0, value="2009")  # type: ignore[call-arg]
