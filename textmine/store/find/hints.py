"""What people may have meant: a pattern or a place that nobody knows is refused, not searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sqlalchemy import select

from textmine.detect.divisions.gazetteer import load_gazetteer
from textmine.errors import SettingsError
from textmine.store.file import schema
from textmine.store.find.queries import Query
from textmine.store.words import divisions
from textmine.store.words.naming import Naming

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

NEAR = 0.5  # of difflib's likeness: one character of two is another one
MOST, MANY = 3, 1000  # near names that are told, and of which they are chosen
GREATER = ("country", "province", "city", "county")


def understood(database: CaseDatabase, query: Query) -> Query:
    """A query with the codes of the patterns and subtypes that it names.

    Raises a SettingsError for a pattern or subtype, or a place, that nothing could be found by.
    """
    naming = database.naming()
    patterns = tuple(map(naming.code_of, query.pattern))
    subtypes = tuple(map(naming.code_of, query.subtype))
    unknown = [code for code in (*patterns, *subtypes) if code not in naming.entries]
    if unknown and (other := [code for code in unknown if code not in _codes_in(database)]):
        raise SettingsError(other[0], f"is no pattern; known: {_known(database, naming)}")
    refuse_unknown(database, query.place)
    return replace(query, pattern=patterns, subtype=subtypes)


def refuse_unknown(database: CaseDatabase, places: Sequence[str]) -> None:
    """Raise a SettingsError for a place that stands neither in the gazetteer nor in *database*."""
    for place in places:
        if not divisions.prefixes_of(place):
            _refuse_place(place, _places_in(database))


def _refuse_place(place: str, known: Iterable[str]) -> None:
    signs, held = set(place), {name for name in known if name}
    if any(place in name for name in held):
        return
    divided = {name for name in load_gazetteer().names() if not signs.isdisjoint(name)}
    near = [
        *get_close_matches(place, sorted(held), MOST, NEAR),
        *sorted(get_close_matches(place, sorted(divided), MANY, NEAR), key=_rank_beside(place)),
    ]
    meant = f"; did you mean {'、'.join([*dict.fromkeys(near)][:MOST])}?" if near else ""
    raise SettingsError(place, f"is no place that is known here{meant}")


def _rank_beside(place: str) -> Callable[[str], tuple[bool, int]]:
    """Names that begin alike first, then the greater divisions."""

    def rank(name: str) -> tuple[bool, int]:
        levels = [each.level for each in load_gazetteer().named(name)]
        level = min((GREATER.index(each) for each in levels if each in GREATER), default=9)
        return name[0] != place[0], level

    return rank


def _codes_in(database: CaseDatabase) -> set[str]:
    with database.read() as connection:
        return set(connection.execute(select(schema.LABELS.c.code).distinct()).scalars())


def _known(database: CaseDatabase, naming: Naming) -> str:
    patterns = naming.taxonomy.patterns if naming.taxonomy else ()
    names = {pattern.code: f"{pattern.code} {pattern.zh}" for pattern in patterns}
    return "、".join([*names.values(), *sorted(_codes_in(database) - names.keys())])


def _places_in(database: CaseDatabase) -> set[str]:
    practices, places = schema.PRACTICES.c, schema.PLACES.c
    found: set[str] = set()
    with database.read() as connection:
        for column in (practices.place, practices.place_full, places.text):
            found |= set(connection.execute(select(column).distinct()).scalars())
    return found
