"""Array lookups find what a search through the text finds."""

from __future__ import annotations

import numpy as np
import pytest

from textmine.label.ngrams import NgramTable

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
def test_every_ngram_is_found_by_its_end_the_longest_first(ngrams: list[str], text: str) -> None:
    codes = np.array(list(map(ord, text)), dtype=np.uint32)
    wanted = [
        (number, end - len(ngram), end)
        for end in range(len(text) + 1)
        for number, ngram in sorted(enumerate(ngrams), key=lambda pair: -len(pair[1]))
        if text[:end].endswith(ngram)
    ]
    assert [tuple(found) for found in np.transpose(NgramTable(ngrams).find(codes))] == wanted
