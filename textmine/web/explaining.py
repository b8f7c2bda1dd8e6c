"""What went wrong, in Chinese: the messages of the program, by the table `errors.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

ERRORS = Path(__file__).with_name("errors.toml")
HOLE = re.compile(r"\\\{(\w+)\\\}")
# What a hole of a name takes, where not anything: counts, a plural's s, a verb that agrees.
TAKES = {
    **dict.fromkeys("nmk", r"[\d,]+"),
    **dict.fromkeys("stu", "s?"),
    "verb": r"\w+",
    "aux": r"\w+",
}
PART = ": "  # after what a message is about


class Wording(NamedTuple):
    """A message with holes, how the Chinese page puts it, and how much of it is no hole."""

    pattern: re.Pattern[str]
    chinese: str
    said: int


@cache
def wordings(path: Path = ERRORS) -> tuple[Wording, ...]:
    """All messages that a table knows, in its order."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        _wording(english, chinese) for group in table.values() for english, chinese in group.items()
    )


def _wording(english: str, chinese: str) -> Wording:
    literal = re.escape(english)
    pattern = HOLE.sub(lambda hole: f"(?P<{hole[1]}>{TAKES.get(hole[1], '.*?')})", literal)
    return Wording(re.compile(pattern, re.DOTALL), chinese, len(HOLE.sub("", literal)))


@lru_cache(maxsize=1000)
def in_chinese(message: str, *tables: Path) -> str:
    """A message in Chinese; what it is about stays before it, and one that is not known as it is.

    By *tables*, the first that knows it; else by that of the errors.

    >>> in_chinese("a.pdf: needs a password; save it without one")
    'a.pdf：有密码，请去掉密码另存'
    """
    known = tables or (ERRORS,)
    ends = [match.end() for match in re.finditer(PART, message)]
    found = [(*said, at) for at in (0, *ends) if (said := _worded(message[at:], known))]
    if not found:
        return message
    _, told, at = max(found, key=lambda each: each[0])  # what says most of it
    return f"{message[: at - len(PART)]}：{told}" if at else told


def _worded(message: str, tables: tuple[Path, ...]) -> tuple[int, str] | None:
    """A message by the wording that has most of its words, and how many these are."""
    met = [(each, match) for path in tables for each in wordings(path)
           if (match := each.pattern.fullmatch(message))]  # fmt: skip
    if not met:
        return None
    wording, match = max(met, key=lambda pair: pair[0].said)
    filled = {
        name: _worded(value, tables) or (0, value) for name, value in match.groupdict().items()
    }
    said = wording.chinese.format(**{name: text for name, (_, text) in filled.items()})
    return wording.said + sum(size for size, _ in filled.values()), said
