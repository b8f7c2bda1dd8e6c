"""Places by name and year: what corpora/gazetteer holds, ready to be looked up.

Divisions from province to county since 1981 are read when the gazetteer is made (0.03 s),
townships when the first one is asked for. Where the data come from: corpora/gazetteer/README.md.
"""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import cast

from textmine.errors import ResourceError
from textmine.resources import find
from textmine.types import Level

FOREVER = 9999
CHINA = "CN"  # in regions.toml
TAIWAN = "710000"
ARCHIVE = "divisions.zip"
RENAMED = frozenset("处办区")  # what names of offices end in that stand for a 街道


@dataclass(frozen=True, slots=True, eq=False)  # each is made once, and hashed very often
class Division:
    """A place under one name and one parent: `since` is its first year, `until` the first after.

    `code` is GB/T 2260 (9 digits for townships) and "" for regions, rivers and foreign places;
    `today` the code of what took its place ("" where it is still there); `short` its other names.
    `official` is False for codes that stand in no standard (parts of Taiwan, Hong Kong, Macao).
    """

    code: str
    name: str
    level: Level
    parent: str = ""
    since: int = 0
    until: int = FOREVER
    today: str = ""
    lat: float | None = None
    lon: float | None = None
    short: tuple[str, ...] = ()
    official: bool = True

    @property
    def key(self) -> str:
        """What tells it from other places: its code, or its name where it has none."""
        return self.code or self.name

    def valid_in(self, year: int | None) -> bool:
        """Whether it bore this name in *year* (None: today)."""
        return self.until == FOREVER if year is None else self.since <= year < self.until


class Gazetteer:
    """Every place we know, by name, by code and by year.

    >>> gazetteer = load_gazetteer()
    >>> [division.code for division in gazetteer.named("襄樊")]
    ['420600']
    >>> gazetteer.full_name(gazetteer.get("370802", 2009), 2009)
    '山东省济宁市市中区'
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lines = _read_member(folder / ARCHIVE, "counties.tsv")
        self._made: list[Division | None] = [None] * len(self._lines)
        self._names: dict[str, list[int]] = {}
        self._codes: dict[str, list[int]] = {}
        self._townships: dict[str, list[Division]] = {}
        self._official: set[str] = set()  # names not only of unofficial counties
        self._lasting: set[str] = set()  # names not only of counties gone before 2000
        for index, line in enumerate(self._lines):
            row = line.split("\t")
            self._codes.setdefault(row[0], []).append(index)
            names = [row[1], *row[9].split("|")] if row[9] else [row[1]]
            for name in names:
                self._names.setdefault(name, []).append(index)
            if not row[10] or row[2] != "county":
                self._official.update(names)
            elif row[3] == TAIWAN:  # its counties are no parts of a city: 苗栗县 stands alone
                self._official.add(row[1])
            if not "" < row[5] < "2000" or row[2] != "county":
                self._lasting.update(names)
        self.abbreviations = self._read_aliases()
        self._read_own()

    def _division(self, index: int) -> Division:
        """The division of one line, made when it is first asked for."""
        made = self._made[index]
        if made is None:
            made = self._made[index] = _make_division(self._lines[index])
        return made

    # ---- our own lists -------------------------------------------------------------------------
    def _read_aliases(self) -> dict[str, list[str]]:
        """Adds the other names of divisions; gives the one-character ones: character → codes."""
        tables = _read_toml(self.folder / "aliases.toml")
        for table in ("names", "old"):
            for code, names in tables[table].items():
                for name in names:
                    self._official.add(name)
                    self._lasting.add(name)
                    known = self._names.setdefault(name, [])
                    known += [index for index in self._codes[code] if index not in known]
        abbreviations: dict[str, list[str]] = {}
        for code, names in tables["abbreviations"].items():
            for name in names:
                abbreviations.setdefault(name, []).append(code)
        return abbreviations

    def _read_own(self) -> None:
        for code, table in _read_toml(self.folder / "regions.toml").items():
            parent = "" if code == CHINA else code
            for name in table["names"]:
                self._add(Division("", name, "region", parent))
        for names in _read_toml(self.folder / "nature.toml").values():
            for name in names:
                self._add(Division("", name, "other"))
        abroad = _read_toml(self.folder / "abroad.toml")
        levels: dict[str, Level] = {"countries": "country", "world": "region", "cities": "other"}
        for kind, level in levels.items():
            for entry in abroad[kind]:
                name, *others = entry.split("|")
                self._add(Division("", name, level, short=tuple(others)), name, *others)
        for code, villages in _read_toml(self.folder / "villages.toml").items():
            for name, others in villages.items():
                level = "township" if name.endswith("镇") else "village"
                self._add(Division("", name, level, code, short=tuple(others)), *others)

    def _add(self, division: Division, *names: str) -> None:
        self._made.append(division)
        names = names or (division.name,)
        self._official.update(names)
        self._lasting.update(names)
        for name in names:
            self._names.setdefault(name, []).append(len(self._made) - 1)

    # ---- questions -----------------------------------------------------------------------------
    def names(self) -> Iterator[str]:
        """Every name of a place above the township."""
        return iter(self._names)

    def named(self, name: str) -> list[Division]:
        """The places above the township of this name, full or short, of all years."""
        return [self._division(index) for index in self._names.get(name, ())]

    def unofficial(self, name: str) -> bool:
        """Whether only parts of Taiwan, Hong Kong and Macao below the city bear this name."""
        return name in self._names and name not in self._official

    def long_gone(self, name: str) -> bool:
        """Whether only counties bore this name, and none since 2000."""
        return name in self._names and name not in self._lasting

    def get(self, code: str, year: int | None = None) -> Division | None:
        """The division of this code in *year*, else the nearest later one, else the last."""
        if len(code) == 9:
            return self._township(code)
        known = [self._division(index) for index in self._codes.get(code, ())]
        for division in known:
            if division.until == FOREVER or (year is not None and year < division.until):
                return division
        return known[-1] if known else None

    def ancestors(self, division: Division, year: int | None = None) -> list[Division]:
        """What it belonged to in *year*, nearest first; if it was gone by then, at its end."""
        if division.until != FOREVER and (year is None or year >= division.until):
            year = division.until - 1
        found: list[Division] = []
        parent = self.get(division.parent, year) if division.parent else None
        while parent:
            found.append(parent)
            parent = self.get(parent.parent, year) if parent.parent else None
        return found

    def full_name(self, division: Division, year: int | None = None) -> str:
        """ "山东省潍坊市寿光市": names as they were in *year*."""
        above = [parent.name for parent in reversed(self.ancestors(division, year))]
        return "".join([*above, division.name])

    # ---- townships -----------------------------------------------------------------------------
    @cached_property
    def _township_lines(self) -> dict[str, str]:
        """The lines of each name, joined: lists of one would take as long to make as all else."""
        lines: dict[str, str] = {}
        for line in _read_member(self.folder / ARCHIVE, "townships.tsv"):
            name = line[10 : line.index("\t", 10)]
            if name[-1] in RENAMED:
                name = _plain_township(name)
            lines[name] = f"{lines[name]}\n{line}" if name in lines else line
        return lines

    @cached_property
    def _township_codes(self) -> dict[str, str]:
        every = "\n".join(self._township_lines.values()).split("\n")
        return {line[:9]: line for line in every}

    @cached_property
    def _township_tails(self) -> set[str]:
        return {
            name[-4 if name.endswith(("街道", "苏木")) else -3 :] for name in self._township_lines
        }

    def ends_township(self, tail: str) -> bool:
        """Whether a township's name ends so: two characters and 镇, 乡, 街道 or 苏木."""
        return tail in self._township_tails

    def has_township(self, name: str) -> bool:
        """Whether there is, or was since 2016, a township of this name."""
        return _plain_township(name) in self._township_lines

    def townships(self, name: str) -> list[Division]:
        """The townships of this name; 街道 also stands for 街道办事处 and 办事处."""
        if name not in self._townships:
            lines = self._township_lines.get(_plain_township(name), "").splitlines()
            self._townships[name] = [_make_township(line) for line in dict.fromkeys(lines)]
        return self._townships[name]

    def _township(self, code: str) -> Division | None:
        line = self._township_codes.get(code)
        return _make_township(line) if line else None


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that we ship, read once."""
    return Gazetteer(find("corpora/gazetteer"))


def _plain_township(name: str) -> str:
    if name[-1:] not in RENAMED:
        return name
    for ending in ("街道办事处", "地区办事处", "办事处", "街办", "地区"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)] + "街道"
    return name


def _make_division(line: str) -> Division:
    code, name, level, parent, since, until, today, lat, lon, short, unofficial = line.split("\t")
    years = int(since or 0), int(until or FOREVER)
    place = float(lat) if lat else None, float(lon) if lon else None
    names = tuple(short.split("|")) if short else ()
    official = not unofficial
    return Division(code, name, cast(Level, level), parent, *years, today, *place, names, official)


def _make_township(line: str) -> Division:
    code, name, since, until, lat, lon = line.split("\t")
    years = int(since or 0), int(until or FOREVER)
    place = float(lat) if lat else None, float(lon) if lon else None
    return Division(code, name, "township", code[:6], *years, "", *place)


def _read_member(path: Path, name: str) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(name).decode("utf-8").splitlines()
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ResourceError(str(path), f"cannot be read: {error}") from error


def _read_toml(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(path), f"cannot be read: {error}") from error
