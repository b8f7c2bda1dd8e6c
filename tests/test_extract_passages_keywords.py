"""Keywords and one-sentence summaries."""

from __future__ import annotations

import tomllib

import pytest
from spacy.language import Language

from textmine.chinese.rarity import idf_table
from textmine.extract.passages.keywords import COMMON, Words, common_words, find_keywords, rarity_of

TEXT = "镇里开会。柑橘合作社统一收购柑橘,柑橘由党员挑选。大家都说好。"


@pytest.fixture
def words(blank: Language) -> Words:
    doc = blank.make_doc(TEXT)
    return Words(doc._.words, doc._.tags, doc._.word_starts, doc._.word_numbers)


def test_keywords(words: Words) -> None:
    (found,) = find_keywords(words, [(0, len(TEXT))], 3)
    assert len(found) == 3
    assert found[0] == "柑橘"
    assert set(found) <= set(words.words)


def test_keywords_of_each_span_only(words: Words) -> None:
    """A word counts as often as it stands in the span, and the rarest lead."""
    found = find_keywords(words, [(4, 5), (5, 16), (17, 24)], 2)
    assert found == [(), ("柑橘", "合作社"), ("柑橘", "挑选")]


@pytest.mark.parametrize(("spans", "most", "found"), [([(0, len(TEXT))], 0, [()]), ([], 6, [])])
def test_none_wanted(
    words: Words, spans: list[tuple[int, int]], most: int, found: list[tuple[str, ...]]
) -> None:
    assert find_keywords(words, spans, most) == found


def test_idf_is_of_jieba_and_leaves_common_words_out() -> None:
    assert len(idf_table()) > 200_000
    assert rarity_of("柑橘") == float(idf_table()["柑橘"]) > 0
    assert [rarity_of(word) for word in ("工作", "橘", "柑橘 A")] == [0, 0, 0]
    assert {"工作", "橘"} & set(idf_table())


def test_what_tells_a_practice_from_another_stays_a_keyword() -> None:
    telling = tomllib.loads(COMMON.read_text(encoding="utf-8"))["yes"].split()
    assert [word for word in telling if not rarity_of(word)] == []
    assert [word for word in common_words() if rarity_of(word)] == []


def test_words_of_places_are_no_keywords(words: Words) -> None:
    """As if 柑橘 were the name of a place."""
    named = [(5, 7), (14, 16), (17, 19)]
    (whole,) = find_keywords(words, [(0, len(TEXT))], 6)
    (found,) = find_keywords(words, [(0, len(TEXT))], 6, named)
    assert "柑橘" in whole
    assert "柑橘" not in found
    assert set(whole) - set(found) == {"柑橘"}
