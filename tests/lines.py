"""Lines as the steps of cleaning pass them on, for the tests of each."""

from __future__ import annotations

from collections.abc import Iterable

from textmine.aligned import AlignedText


def lines(*texts: str) -> list[AlignedText]:
    return [AlignedText.of(text) for text in texts]


def texts(found: Iterable[AlignedText]) -> list[str]:
    return [line.text for line in found]
