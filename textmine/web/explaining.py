"""What went wrong, in Chinese: the messages of the program, by the table `errors.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

HOLE = re.compile(r"\\\{(\w+)\\\}")
PART = ": "  # after what a message is about


class Wording(NamedTuple):
    """A message with holes, and how the Chinese page puts it."""

    pattern: re.Pattern[str]
    chinese: str


@cache
def wordings() -> tuple[Wording, ...]:
    """All messages that the table knows, in its order."""
    table = tomllib.loads(Path(__file__).with_name("errors.toml").read_text(encoding="utf-8"))
    return tuple(
        Wording(re.compile(HOLE.sub(r"(?P<\1>.*?)", re.escape(english)), re.DOTALL), chinese)
        for group in table.values()
        for english, chinese in group.items()
    )


@lru_cache(maxsize=1000)
def in_chinese(message: str) -> str:
    """A message in Chinese; what it is about stays before it, and one that is not known as it is.

    >>> in_chinese("a.pdf: needs a password; save it without one")
    'a.pdf：有密码，请去掉密码另存'
    """
    if said := _worded(message):
        return said
    for at in (match.start() for match in re.finditer(PART, message)):
        if said := _worded(message[at + len(PART) :]):
            return f"{message[:at]}：{said}"
    return message


def _worded(message: str) -> str | None:
    for pattern, chinese in wordings():
        if match := pattern.fullmatch(message):
            return chinese.format(**{n: _worded(v) or v for n, v in match.groupdict().items()})
    return None
