"""The table of strings: complete, used, and in both languages with the same figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textmine.label.taxonomy import Pattern
from textmine.web import language
from textmine.web.language import Speaker, table

WEB = Path(language.__file__).parent
FIELD = re.compile(r"\{(\w+)\}")
USED = re.compile(r"""\b(?:t|say)\(\s*["']([a-z_]+\.[a-z_]+)["'](?!\s*~)""")
# Groups whose strings are named by a value of a record, a filter or a rule.
BY_VALUE = frozenset(
    "order facet status has_metric genre modifier change level role nav unit excluded kept reason "
    "field event suspect wrong".split()
)


def sources() -> str:
    files = [*WEB.glob("*.py"), *(WEB / "pages").glob("*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("key", sorted(table()))
def test_both_languages(key: str) -> None:
    chinese, english = table()[key]
    assert chinese
    assert english
    assert set(FIELD.findall(chinese)) == set(FIELD.findall(english))


def test_every_string_that_is_used_is_there() -> None:
    assert sorted(set(USED.findall(sources())) - set(table())) == []


def test_every_string_is_used() -> None:
    text = sources()
    unused = [key for key in table() if key not in text and key.partition(".")[0] not in BY_VALUE]
    assert [key for key in unused if not key.startswith(("search.widened", "article.han"))] == []


def test_no_chinese_in_templates() -> None:
    for file in (WEB / "pages").glob("*.html"):
        found = re.findall(r"[\u4e00-\u9fff]+", file.read_text(encoding="utf-8"))
        assert found == [], file.name


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        (Speaker("zh")("search.found", n=1200), "找到 1,200 个做法"),
        (Speaker("en")("search.found", n=3), "Practices found: 3"),
        (Speaker("zh").code("joint_build"), "联合共建"),
        (Speaker("en").code("joint_build"), "Joint building"),
        (Speaker("en").code("unheard_of"), "unheard_of"),
        (Speaker("zh").facet("place", "37"), "山东省"),
        (Speaker("zh").facet("genre", "plan"), "方案"),
        (Speaker("zh").facet("source", "news"), "news"),
    ],
)
def test_saying(spoken: str, said: str) -> None:
    assert spoken == said


@pytest.mark.parametrize(
    ("said", "in_english", "expected"),
    [("zh", "A pair", "结对"), ("en", "A pair", "A pair"), ("en", "", "结对")],
)
def test_definition_of_a_pattern(said: language.Language, in_english: str, expected: str) -> None:
    pattern = Pattern(code="pair", zh="", en="", definition="结对", definition_en=in_english)
    assert Speaker(said).definition(pattern) == expected
