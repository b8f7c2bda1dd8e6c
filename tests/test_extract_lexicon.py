"""extract.lexicon: every term with what it must and must not match."""

from __future__ import annotations

import re

import pytest

from textmine.extract.lexicon import Term, read_terms

YES = [(term, text) for term in read_terms() for text in term.yes]
NO = [(term, text) for term in read_terms() for text in term.no]


def finds(term: Term, text: str) -> bool:
    spans = [m.span() for word in term.words for m in re.finditer(word, text)]
    return any(term.holds(text, *span) for span in spans)


@pytest.mark.parametrize(("term", "text"), YES, ids=[text for _, text in YES])
def test_term_is_read_whole(term: Term, text: str) -> None:
    assert finds(term, text)


@pytest.mark.parametrize(("term", "text"), NO, ids=[text for _, text in NO])
def test_words_that_only_look_like_it(term: Term, text: str) -> None:
    assert not finds(term, text)
