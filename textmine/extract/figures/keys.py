"""The key under which one indicator is found whatever its words: 农民人均纯收入, 农民纯收入人均.

The words are data that users can edit (`rules/indicator_keys.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ADDED = "新增"  # which the change of a figure says, too
RULES = Path(__file__).parents[1] / "rules" / "indicator_keys.toml"


@dataclass(frozen=True, slots=True)
class Keys:
    """The tables, compiled."""

    same: dict[str, str]
    words: re.Pattern[str]
    drop: re.Pattern[str]
    whole: dict[str, str]
    front: re.Pattern[str]  # whose figure it is, where that says nothing
    tail: re.Pattern[str]  # that it is a rate of growth, or how many there are in all
    per: tuple[str, ...]
    measured: re.Pattern[str]  # what is measured, at the end of a name

    def key(self, indicator: str | None, deed: str = "", *, rate: bool = False) -> str | None:
        """The key of *indicator*, None where there is none.

        *deed* is what was done with them where they are no stock: 新登记 of 新登记企业20家; that
        they were added is part of the key of a *rate* only.

        >>> load_keys().key("农民纯收入人均") == load_keys().key("农民人均纯收入")
        True
        """
        if not indicator:
            return None
        text = self._usual(self.drop.sub("", indicator))
        text = self._usual(self.tail.sub("", self.front.sub("", text)))
        for word in self.per:
            rest = text.replace(word, "") if word in text else ""
            if rest and (match := self.measured.search(rest)):
                text = rest[: match.start()] + word + match[0]
        key = self.whole.get(text, text) or indicator
        if not deed or deed in key:
            return key
        return self.whole.get(deed + key) or (key if deed == ADDED and not rate else deed + key)

    def _usual(self, text: str) -> str:
        return self.words.sub(lambda match: self.same.get(match[0], match[0]), text)


@cache
def load_keys(path: Path = RULES) -> Keys:
    """The tables of *path*: those that we ship, or a user's own."""
    with path.open("rb") as file:
        tables = tomllib.load(file)
    same = tables["same"]
    front, tail = tables["front"], tables["tail"]
    stocked = "|".join(f"(?<={re.escape(word)})" for word in tail["stocked"])
    return Keys(
        same,
        # A word that is already the usual one must not be changed from within (地区生产总值).
        re.compile(_any({*same, *same.values()})),
        re.compile(_any(tables["drop"]["words"])),
        tables["whole"],
        re.compile(f"^(?:{_any(front['words'])})(?={_any(front['before'])})"),
        re.compile(f"(?<=..)(?:{_any(tail['growth'])}|(?:{stocked})(?:{_any(tail['stock'])}))$"),
        tuple(tables["per"]["words"]),
        re.compile(f"(?:{_any(tables['per']['before'])})$"),
    )


def _any(words: Iterable[str]) -> str:
    """An expression for one of *words*, the longest that fits."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
