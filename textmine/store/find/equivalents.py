"""Terms that stand for the same thing: the shipped table, or the one that users edited."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from textmine.errors import SettingsError
from textmine.store.file.schema import EQUIVALENTS
from textmine.store.file.state import touch

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Equivalents:
    """Groups of terms, and what each term widens to."""

    groups: Groups
    _group_of: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for group in self.groups:
            for term in group:
                self._group_of.setdefault(term, group)

    def of(self, word: str) -> tuple[str, ...]:
        """What *word* also means: the other terms of its group, else itself with a part replaced.

        "村企联建" also means "村企共建" and "村企结对": the longest term within it counts.
        """
        group = self._group_of.get(word)
        if group:
            # What holds the word itself is found by it anyway.
            return tuple(term for term in group if word not in term)
        inside = [term for term in self._group_of if len(term) > 1 and term in word]
        if not inside:
            return ()
        part = max(inside, key=len)
        others = (word.replace(part, term) for term in self._group_of[part] if term != part)
        # 党支部 within 支部: replacing one by the other only doubles what is there.
        return tuple(dict.fromkeys(w for w in others if word not in w and w not in word))


@cache
def shipped() -> dict[str, Any]:
    """What equivalents.toml holds: `groups`, `short` ones, `common` words, `asking` ones, …"""
    path = Path(__file__).with_name("equivalents.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def written_out(term: str) -> tuple[str, ...]:
    """*term* with what is short in it written out (流党管理 → 流动党员管理)."""
    short: dict[str, str] = shipped()["short"]
    return tuple(
        term.replace(part, whole)
        for part, whole in short.items()
        if part in term and whole not in term
    )


@cache
def common_words() -> frozenset[str]:
    """Words that say nothing about what a pasted text is about."""
    return frozenset(shipped()["common"].split())


@cache
def asking_words() -> frozenset[str]:
    """Words by which people ask for experience."""
    return frozenset(shipped()["asking"].split())


@cache
def question_words() -> frozenset[str]:
    """Words that ask, wherever they stand in what is written without spaces."""
    return frozenset(shipped()["questions"].split())


def read_equivalents(database: CaseDatabase) -> Equivalents:
    """The table of the database, or the shipped one where it has none."""
    with database.read() as connection:
        query = select(EQUIVALENTS.c.words).order_by(EQUIVALENTS.c.place)
        own = [json.loads(words) for words in connection.execute(query).scalars()]
    return Equivalents(tuple(tuple(group) for group in own or shipped()["groups"]))


def write_equivalents(database: CaseDatabase, groups: Iterable[Sequence[str]]) -> None:
    """Give the database a table of its own; no groups brings the shipped one back.

    Raises SettingsError for a group of fewer than two terms or a term of one character.
    """
    kept = [[term.strip() for term in group if term.strip()] for group in groups]
    for group in kept:
        if len(group) < 2 or min(map(len, group)) < 2:
            raise SettingsError(
                "、".join(group), "is no group: it takes two terms of at least two characters"
            )
    with database.write() as connection:
        connection.execute(delete(EQUIVALENTS))
        rows = [
            {"place": place, "words": json.dumps(group, ensure_ascii=False)}
            for place, group in enumerate(kept)
        ]
        if rows:
            connection.execute(EQUIVALENTS.insert(), rows)
        touch(connection)
    database.look_again()
