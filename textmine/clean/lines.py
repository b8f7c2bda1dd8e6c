"""A text as the lines that it is made of, without losing where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = re.compile("[\u3400-\u9fff]")
SENTENCE_END = "。！？!?；;…"
CLOSING = "”’」』）)】》〉]"


@dataclass(frozen=True, slots=True)
class Line:
    """`text` stands at [start, end) of its document, without the white space around it.

    `indented` and `after_gap` tell what white space stood before it: two or more spaces, an
    empty line.
    """

    text: str
    start: int
    end: int
    indented: bool = False
    after_gap: bool = False

    @property
    def squashed(self) -> str:
        """The text without any white space."""
        return squash(self.text)


def squash(text: str) -> str:
    """*text* without any white space."""
    return "".join(text.split())


def split_lines(text: str) -> list[Line]:
    """The lines of *text* that hold something, in order."""
    lines: list[Line] = []
    start, gap = 0, False
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lead = len(raw) - len(raw.lstrip())
            at = start + lead
            lines.append(Line(stripped, at, at + len(stripped), lead > 1, gap))
        gap = not stripped
        start += len(raw) + 1
    return lines


def count_han(text: str) -> int:
    """How many Chinese characters *text* has."""
    return len(HAN.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether *text* ends where a sentence, a list's lead or a title in brackets may end."""
    bare = text.rstrip().rstrip(CLOSING)
    return bare[-1:] in SENTENCE_END or bare[-1:] in "：:" or bare != text.rstrip()
