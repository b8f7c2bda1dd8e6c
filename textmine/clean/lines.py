"""A text as the lines that it is made of, without losing where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

HAN = "\u3400-\u9fff"  # Chinese characters, within a set of characters
HAN_SIGN = re.compile(f"[{HAN}]")
SENTENCE_END = "。！？!?；;…"
CLOSING = "”’」』）)】》〉]"


@dataclass(frozen=True, slots=True)
class Line:
    """`text` stands at [start, end) of its document, without the white space around it."""

    text: str
    start: int
    end: int

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
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            at = start + len(raw) - len(raw.lstrip())
            lines.append(Line(stripped, at, at + len(stripped)))
        start += len(raw) + 1
    return lines


def count_han(text: str) -> int:
    """How many Chinese characters *text* has."""
    return len(HAN_SIGN.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether *text* ends where a sentence, a list's lead or a title in brackets may end."""
    bare = text.rstrip().rstrip(CLOSING)
    return bare[-1:] in SENTENCE_END or bare[-1:] in "：:" or bare != text.rstrip()
