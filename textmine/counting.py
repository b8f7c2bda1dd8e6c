"""Counts as people read them."""

from __future__ import annotations


def many(number: int, thing: str) -> str:
    """A count with its noun.

    >>> many(1, "document"), many(2_000, "document")
    ('1 document', '2,000 documents')
    """
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
