"""taxonomy.toml as data, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guide import GUIDE, SUBTYPES
from textmine import resources
from textmine.errors import ResourceError, SettingsError
from textmine.label.taxonomy import read_taxonomy

TWO = '[[patterns]]\ncode = "a"\n[[patterns]]\ncode = "b"\n'


def test_shipped_patterns_are_those_of_the_guide() -> None:
    taxonomy = read_taxonomy(resources.find("models/patterns/taxonomy.toml"))
    assert taxonomy.codes == tuple(GUIDE.split())
    own = {p.code: " ".join(s.code for s in p.subtypes) for p in taxonomy.patterns if p.subtypes}
    assert own == SUBTYPES


@pytest.mark.parametrize("code", GUIDE.split())
def test_every_pattern_is_described(code: str) -> None:
    pattern = read_taxonomy(resources.find("models/patterns/taxonomy.toml"))[code]
    described = (pattern.zh, pattern.en, pattern.definition, pattern.belongs, pattern.excludes)
    assert all(described)
    assert all((pattern.cues, pattern.examples, pattern.definition_en))
    assert all(sub.definition and sub.definition_en for sub in pattern.subtypes)


def test_example_of_another_field_reads() -> None:
    taxonomy = read_taxonomy(resources.find("corpora/governance/taxonomy.toml"))
    assert taxonomy.name == "governance"
    assert len(taxonomy.codes) == 6


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[patterns]\n", "not a taxonomy in TOML"),
        ('[[patterns]]\ncode = "a"\n', "at least two"),
        (TWO + '[[patterns]]\ncode = "a"\n', "stand twice: a"),
        (TWO + '[[patterns]]\ncode = "村企"\n', "lower-case ASCII"),
        (TWO + '[[patterns]]\ncode = "c"\nwords = []\n', "unknown keys: words"),
        (TWO + '[[patterns.subtypes]]\ncode = "a"\n', "stand twice: a"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint):
        read_taxonomy(path)


def test_what_an_old_notepad_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    named = TWO.replace('code = "a"', 'code = "a"\nzh = "村企联建"', 1)
    path.write_bytes(named.encode("gb18030"))
    assert read_taxonomy(path).patterns[0].zh == "村企联建"


def test_missing_file_and_unknown_code(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no such taxonomy"):
        read_taxonomy(tmp_path / "none.toml")
    path = tmp_path / "two.toml"
    path.write_text(TWO, encoding="utf-8")
    with pytest.raises(SettingsError, match="known: a, b"):
        read_taxonomy(path)["c"]
