"""What names of villages look like: which are known, and how likely characters make one.

>>> toponyms = load_toponyms()
>>> [toponyms.rarity(stem) for stem in ("柳林", "黄土嘴", "烂泥箐", "试点")]
['usual', 'common', 'known', 'unknown']
>>> toponyms.odds("枫木冲") > 5 > 0 > toponyms.odds("试点")
True
"""

from __future__ import annotations

import zipfile
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from textmine.errors import ResourceError
from textmine.resources import find

ARCHIVE = "stems.zip"
UNSEEN = -2.0  # of a character that no village's name has

Rarity = Literal["usual", "common", "known", "unknown"]
RARITIES: tuple[Rarity, ...] = ("usual", "common", "known")


class Toponyms:
    """The stems (柳林 of 柳林村) of China's villages and communities, and their characters.

    Where the list comes from and what it leaves out: corpora/gazetteer/README.md.
    """

    def __init__(self, folder: Path) -> None:
        parts = _read(folder / ARCHIVE, "stems.txt").split("\n\n")
        self._tables = [_by_length(part) for part in parts]
        self._odds: dict[str, tuple[float, float, float]] = {}
        for line in _read(folder / ARCHIVE, "chars.tsv").splitlines():
            character, first, middle, last = line.split("\t")
            self._odds[character] = int(first) / 10, int(middle) / 10, int(last) / 10
        self.rarity = lru_cache(maxsize=20_000)(self._rarity)
        self.odds = lru_cache(maxsize=20_000)(self._rate)

    def _rarity(self, stem: str) -> Rarity:
        """Whether thirty villages bear the name ("usual"), three, at least one, or none."""
        for rarity, table in zip(RARITIES, self._tables, strict=True):
            if _holds(table, stem):
                return rarity
        return "unknown"

    def _rate(self, stem: str) -> float:
        """How much likelier the characters are in a name than in any text (logarithm)."""
        seen = [self._odds.get(character, (UNSEEN,) * 3) for character in stem]
        return seen[0][0] + sum(each[1] for each in seen[1:-1]) + seen[-1][2]

    def ends_name(self, character: str) -> float:
        """The odds of a character as the last of a name: high for 坝, 湾, 冲."""
        return self._odds.get(character, (UNSEEN,) * 3)[2]


@cache
def load_toponyms() -> Toponyms:
    """The names that we ship, read once, when they are first needed (0.1 s)."""
    return Toponyms(find("corpora/gazetteer"))


def _by_length(lines: str) -> dict[int, str]:
    """Length → the stems of that length in one string, in order: 30 times smaller than a set.

    The lines are ordered by their lengths.
    """
    return {length: "".join(stems) for length, stems in groupby(lines.split("\n"), key=len)}


def _holds(tables: dict[int, str], stem: str) -> bool:
    """Whether a stem stands in one of the tables, by bisection."""
    size = len(stem)
    table = tables.get(size, "")
    low, high = 0, len(table) // size if size else 0
    while low < high:
        middle = (low + high) // 2
        found = table[middle * size : middle * size + size]
        if found == stem:
            return True
        if found < stem:
            low = middle + 1
        else:
            high = middle
    return False


def _read(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(name).decode("utf-8").rstrip("\n")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ResourceError(str(path), f"cannot be read: {error}") from error
