"""Words beside a number that say how sure it is: 近, 约, 多, 超过, 以上, 不足 …

The words are in `rules/modifiers.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textmine.types import Modifier

RULES = Path(__file__).parents[1] / "rules"
KINDS: tuple[Modifier, ...] = ("about", "over", "under")
BRACKET = r"(?:[(（][含不次只个羽处户人名家]{1,2}[)）])?"


@dataclass(slots=True)
class FoundModifier:
    """What a word beside a number says, and where that word begins (or ends, behind it)."""

    kind: Modifier
    edge: int


class Modifiers:
    """The tables, compiled."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            tables = tomllib.load(file)
        self.before: dict[str, Modifier] = {
            w: k for k in KINDS for w in tables["before"].get(k, ())
        }
        self.longest = max(map(len, self.before))
        self.last = frozenset(word[-1] for word in self.before)
        self.others = {word: tuple(others) for word, others in tables["not"].items()}
        self.followed: dict[str, str] = tables["followed"]
        self.exceeding: dict[str, str] = tables["exceeding"]
        self.after = {word: kind for kind in KINDS for word in tables["after"].get(kind, ())}
        words = "|".join(sorted(self.after, key=len, reverse=True))
        self.first = frozenset(word[0] for word in self.after) | {"(", "（"}
        # 6家|上下游企业
        self.behind = re.compile(rf"{BRACKET}({words})(?!(?<=上下)[游级联楼水两])")

    def stands_alone(self, text: str, at: int, word: str) -> bool:
        """Whether a word of one character that ends at *at* is no end of another: not 通过."""
        wanted = self.followed.get(word)
        if wanted is not None and text[at : at + 1] not in wanted:
            return False
        return not text[max(0, at - 4) : at].endswith(self.others.get(word, ("\0",)))


@cache
def load_modifiers() -> Modifiers:
    """The tables that we ship."""
    return Modifiers(RULES / "modifiers.toml")


def modifier_before(text: str, at: int) -> FoundModifier | None:
    """The longest modifier that ends at offset *at*."""
    table = load_modifiers()
    if at == 0 or text[at - 1] not in table.last:
        return None
    for length in range(min(table.longest, at), 0, -1):
        word = text[at - length : at]
        kind = table.before.get(word)
        if kind is not None:
            if length == 1 and not table.stands_alone(text, at, word):
                return None
            return FoundModifier(kind, at - length)
    return None


def was_done(text: str, at: int) -> bool:
    """Whether the one-character modifier that ends at *at* only says that something was done.

    Asked where things, people or events are counted: 问过|54名, 吵过|17回.
    """
    before = load_modifiers().exceeding.get(text[at - 1])
    return before is not None and text[at - 2 : at - 1] not in before


def modifier_after(text: str, at: int) -> FoundModifier | None:
    """The modifier that begins at offset *at*, bracketed notes skipped: 50万元(含)以上."""
    table = load_modifiers()
    match = table.behind.match(text, at) if text[at : at + 1] in table.first else None
    return FoundModifier(table.after[match[1]], match.end()) if match else None
