"""The key under which one indicator is found whatever its words: 农民人均纯收入, 农民纯收入人均.

The words are data that users can edit (`rules/indicator_keys.toml`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RULES = Path(__file__).parents[1] / "rules" / "indicator_keys.toml"


@dataclass(frozen=True, slots=True)
class Keys:
    """The tables, compiled."""

    same: dict[str, str]
    words: re.Pattern[str]
    drop: re.Pattern[str]
    per: tuple[str, ...]
    measured: re.Pattern[str]  # what is measured, at the end of a name

    def key(self, indicator: str | None) -> str | None:
        """The key of *indicator*, None where there is none.

        >>> load_keys().key("农民纯收入人均") == load_keys().key("农民人均纯收入")
        True
        """
        if not indicator:
            return None
        text = self.words.sub(
            lambda match: self.same.get(match[0], match[0]), self.drop.sub("", indicator)
        )
        for word in self.per:
            rest = text.replace(word, "") if word in text else ""
            if rest and (match := self.measured.search(rest)):
                text = rest[: match.start()] + word + match[0]
        return text or indicator


@cache
def load_keys(path: Path = RULES) -> Keys:
    """The tables of *path*: those that we ship, or a user's own."""
    with path.open("rb") as file:
        tables = tomllib.load(file)
    same = tables["same"]
    # A word that is already the usual one must not be changed from within (地区生产总值).
    ordered = sorted({*same, *same.values()}, key=len, reverse=True)
    return Keys(
        same,
        re.compile("|".join(map(re.escape, ordered))),
        re.compile("|".join(map(re.escape, tables["drop"]["words"]))),
        tuple(tables["per"]["words"]),
        re.compile(f"(?:{'|'.join(sorted(tables['per']['before'], key=len, reverse=True))})$"),
    )
