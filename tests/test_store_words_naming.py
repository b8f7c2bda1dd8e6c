"""How patterns are called: in one language or both, by code, by either name."""

from __future__ import annotations

import pytest

from textmine.label.taxonomy import parse_taxonomy
from textmine.store.words.naming import Naming, Tongue

OWN = """
zh = "村务"
[[patterns]]
code = "pair"
zh = "结对"
en = "Pairs, of two"
definition = "两村结对"
definition_en = "Two villages pair up"
[[patterns]]
code = "talk"
zh = "议事"
definition = "坐下来谈"
[[patterns]]
code = "books"
en = "Open books"
"""
NAMING = Naming(parse_taxonomy(OWN.encode(), "own.toml"))


@pytest.mark.parametrize(
    ("tongue", "code", "name"),
    [
        ("zh", "pair", "结对"),
        ("en", "pair", "Pairs, of two"),
        ("en", "talk", "议事"),  # the only name it has
        ("zh", "books", "Open books"),
        ("en", "unheard_of", "unheard_of"),
    ],
)
def test_a_name_in_a_language(tongue: Tongue, code: str, name: str) -> None:
    assert NAMING.speaking(tongue).name(code) == name


@pytest.mark.parametrize(
    ("tongue", "title", "definitions", "listed"),
    [
        ("zh", "村务", ["两村结对", "坐下来谈"], "结对、议事"),
        ("en", "村务", ["Two villages pair up", "坐下来谈"], "Pairs, of two, 议事"),
    ],
)
def test_saying_in_a_language(
    tongue: Tongue, title: str, definitions: list[str], listed: str
) -> None:
    naming = NAMING.speaking(tongue)
    entries = [naming.entries["pair"], naming.entries["talk"]]
    assert (naming.title, [naming.definition(entry) for entry in entries]) == (title, definitions)
    assert naming.listed(map(naming.name, ("pair", "talk"))) == listed


@pytest.mark.parametrize("said", ["pair", "结对", "Pairs, of two", "PAIRS, OF TWO"])
def test_a_code_by_any_name(said: str) -> None:
    assert NAMING.code_of(said) == "pair"


def test_what_nobody_knows_stands_for_itself() -> None:
    assert (NAMING.code_of("结亲"), Naming(None).title) == ("结亲", "")
