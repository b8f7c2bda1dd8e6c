"""Quotation marks of every style read as one: the rules of practices know “” alone.

A page may quote with "straight marks" or 「corner brackets」. `curled` reads both as “”, character
by character, so that offsets stay; `as_written` gives a phrase its page's own marks again.
"""

from __future__ import annotations

import re

CORNERS = str.maketrans("「」『』", "“”‘’")
WRITTEN_CORNERS = str.maketrans("“”‘’", "「」『』")
WRITTEN_STRAIGHT = str.maketrans("“”", '""')
MARK = re.compile("[“”‘’]")
PAIR = re.compile('"([^"\n]*)"')


def curled(text: str) -> str:
    """A text of the same length with “” for other marks; one straight mark alone stays.

    >>> curled('设立"议事亭",开办「银龄食堂」')
    '设立“议事亭”,开办“银龄食堂”'
    """
    if "「" in text or "『" in text:
        text = text.translate(CORNERS)
    return "\n".join(map(_paired, text.split("\n"))) if '"' in text else text


def as_written(phrase: str, text: str) -> str:
    """A phrase of `curled(text)` with the marks of *text*.

    >>> as_written("“议事亭”联席会", '设立"议事亭"联席会')
    '"议事亭"联席会'
    """
    if not MARK.search(phrase) or phrase in text:
        return phrase
    corners = phrase.translate(WRITTEN_CORNERS)
    if corners in text:
        return corners
    straight = phrase.translate(WRITTEN_STRAIGHT)
    return straight if straight in text else phrase


def _paired(line: str) -> str:
    """A line with its straight marks in pairs, as it stands where one has no other."""
    return line if line.count('"') % 2 else PAIR.sub(r"“\1”", line)
