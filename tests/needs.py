"""Proof that every way to match a pattern holds one of the words that its rule needs."""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-untyped]
import re._parser as parser  # type: ignore[import-untyped]
from collections.abc import Iterable
from itertools import product
from typing import Any

GAP = "\0"  # what may be any characters, or none


def spelled(parsed: Any) -> set[str]:
    """What a pattern says of the texts that it matches, a way each, with gaps."""
    found = {""}
    for op, of in parsed:
        own = {GAP}
        if op is codes.LITERAL:
            own = {chr(of)}
        elif op is codes.SUBPATTERN:
            own = spelled(of[-1])
        elif op is codes.BRANCH:
            own = set().union(*map(spelled, of[1]))
        elif op is codes.IN and all(kind is codes.LITERAL for kind, _ in of):
            own = {chr(char) for _, char in of}
        elif op is codes.MAX_REPEAT and of[:2] == (0, 1):
            own = {"", *spelled(of[2])}
        elif op in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
            own = {""}
        found = {one + other for one, other in product(found, own)}
    return found


def unneeded(pattern: re.Pattern[str], words: Iterable[str]) -> list[str]:
    """The ways to match a pattern that hold none of some words."""
    needs = tuple(words)
    ways = spelled(parser.parse(pattern.pattern))
    return [way for way in ways if not any(word in way for word in needs)]
