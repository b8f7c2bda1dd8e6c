"""Array lookups find what a search through the text finds."""

from __future__ import annotations

import numpy as np
import pytest

from textmine.label.ngrams import NgramTable

CHARACTERS = "村企联建党员民自治理服务"
CASES = [
    (["村", "村企", "企"], "村企联"),
    (["联建党", "建"], "村企联建党建"),  # nothing shorter leads to 联建党
    (["党员", "员"], "员"),
    (["📱a", "a"], "a📱a🏠a"),
    (["村民自治", "民自"], "村民自治村民自"),
    ([], "村"),
    (["村"], ""),
]


@pytest.mark.parametrize(("ngrams", "text"), CASES)
def test_every_ngram_is_found_the_shorter_first(ngrams: list[str], text: str) -> None:
    codes = np.array(list(map(ord, text)), dtype=np.uint32)
    wanted = [
        (number, start, start + length)
        for length in range(1, 5)
        for start in range(len(text))
        for number, ngram in enumerate(ngrams)
        if len(ngram) == length and text.startswith(ngram, start)
    ]
    assert [tuple(found) for found in np.transpose(NgramTable(ngrams).find(codes))] == wanted


def test_ngrams_of_three_are_found_among_many_that_share_their_slots() -> None:
    ngrams = [f"{a}{b}{c}" for a in CHARACTERS for b in CHARACTERS for c in CHARACTERS if a != c]
    text = "".join(f"{a}{b}{c}" for a in CHARACTERS for b in CHARACTERS for c in CHARACTERS)
    codes = np.array(list(map(ord, text)), dtype=np.uint32)
    numbers, starts, ends = NgramTable(ngrams).find(codes)
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == [ngrams[n] for n in numbers]
    assert len(numbers) == sum(text[at] != text[at + 2] for at in range(len(text) - 2))
