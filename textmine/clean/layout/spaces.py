"""Spaces that are left over from a layout are closed.

A space means something between Latin words and in a row of names; elsewhere in Chinese text it
means nothing.
"""

from __future__ import annotations

import re

from textmine.aligned import AlignedText
from textmine.clean.fields import is_name, without_roles

# A space means something between Latin words and in a row of names; elsewhere in Chinese text it
# is left over from a layout.
SPACE = re.compile(r"(?<=\S)[ ]+(?=\S)")
BRACKET = re.compile(r"[(（]([^()（）]{4,40})[)）]")
GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")


def close_spaces(line: AlignedText) -> AlignedText:
    """Without the spaces that mean nothing."""
    text = line.text
    if " " not in text or _is_row(text):
        return line
    line = line.sub(GROUPED, lambda match: match[0].replace(" ", ""))
    text = line.text
    rows = [match.span() for match in BRACKET.finditer(text) if _names_row(match[1])]
    return line.delete(
        match.span()
        for match in SPACE.finditer(text)
        if not _between_words(text, match) and not any(a < match.start() < b for a, b in rows)
    )


def _between_words(text: str, space: re.Match[str]) -> bool:
    before, after = text[space.start() - 1], text[space.end()]
    if not (before.isascii() and after.isascii()):
        return False
    return before.isalpha() or after.isalpha() or (before.isdigit() and after.isdigit())


def _names_row(text: str) -> bool:
    """Whether names stand side by side, with a role between them or not."""
    return is_name(text) or (is_name(text.split()[0]) and is_name(without_roles(text)))


def _is_row(text: str) -> bool:
    """Whether a line is a row of cells or of names, which the spaces part."""
    if "\t" in text:
        return True
    words = text.split()
    return len(words) > 1 and all(map(is_name, words))
