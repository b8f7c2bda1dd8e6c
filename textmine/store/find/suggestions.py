"""What people may have meant by words that nothing holds: slips, pinyin, a word too many.

Words are compared with those of the database: its patterns and what speaks for them, equivalent
terms, places, indicators and the names of practices. What is proposed finds something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from textmine.chinese.pinyin import readings
from textmine.store.file import schema
from textmine.store.find.equivalents import read_equivalents
from textmine.store.find.queries import Query, parse_words, simplified
from textmine.store.find.search import practices_of
from textmine.store.words.segments import words_of

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

MOST = 3  # proposals that are shown
TRIED = 12  # of which, as each is a search
NAMES = 20_000  # practices whose names are read for their words
KNOWN = 10_000  # words that are compared, the most frequent; 50 ms for a query
LONGEST = 12  # characters of a name that is a word by itself

PINYIN = re.compile(r"[a-zA-Zü' ]{4,60}")
INITIALS = 3  # letters at least that may be the first ones of syllables
DIVISION = re.compile(r".{2,20}?(?:自治[区州县旗]|[省市区县州盟旗镇乡村]|街道|社区)")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the database and how it is read."""

    text: str
    syllables: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        return "".join(syllable[:1] for syllable in self.syllables)


def near_words(database: CaseDatabase, query: Query) -> tuple[str, ...]:
    """Words to search for in the place of those of *query*, the likeliest first.

    >>> near_words(database, Query(words="流动党圆"))  # doctest: +SKIP
    ('流动党员',)
    """
    columns = database.columns()
    known: tuple[_Word, ...] = columns.later.get("known_words") or _known_words(database)
    columns.later["known_words"] = known
    for rank in _proposals(query.words, known):
        tried = islice(dict.fromkeys(rank), TRIED)
        asked = (replace(query, words=words, widen=False) for words in tried)
        found = (one.words for one in asked if practices_of(database, columns, one).any())
        if meant := tuple(islice(found, MOST)):
            return meant
    return ()


@dataclass(frozen=True, slots=True)
class Fewer:
    """Some of the words of a query that nothing holds all of, and how many practices hold these."""

    words: str
    total: int


def fewer_words(database: CaseDatabase, query: Query) -> tuple[Fewer, ...]:
    """What finds something with one word less, else with one word alone: what finds least first."""
    words, columns = parse_words(query.words), database.columns()
    clauses = words.clauses[:TRIED]
    if len(clauses) < 2:
        return ()
    for chosen in (list(combinations(clauses, len(clauses) - 1)), [(each,) for each in clauses]):
        asked = dict.fromkeys(words.written(each) for each in chosen)
        counts = (
            (
                each,
                int(practices_of(database, columns, replace(query, words=each), whole=True).sum()),
            )
            for each in asked
        )
        found = sorted((Fewer(*pair) for pair in counts if pair[1]), key=lambda each: each.total)
        if found:
            return tuple(found[: 2 * MOST])
    return ()


def _proposals(words: str, known: Sequence[_Word]) -> Iterator[Iterable[str]]:
    """Other words for all of *words*, the likeliest kind first: pinyin read, or one put right."""
    if PINYIN.fullmatch(words.strip()):
        letters = re.sub(r"[^a-z]", "", words.lower().replace("ü", "v"))
        yield (word.text for word in known if word.letters == letters)
        if len(letters) >= INITIALS:
            yield (word.text for word in known if word.initials == letters)
        return
    plain = simplified(words)
    terms = parse_words(words).terms
    for slips in (_alike, _one_other, _one_more):
        yield (plain.replace(said, meant) for said, meant in slips(terms, known))


Slips = Iterator[tuple[str, str]]  # what is written and what is meant


def _alike(terms: Iterable[str], known: Sequence[_Word]) -> Slips:
    """Words read like a part of a term: 党圆 for 党员."""
    by_reading = {word.syllables: word.text for word in reversed(known)}
    for term in terms:
        read = readings(term)
        for size in range(len(term), 1, -1):
            for at in range(len(term) - size + 1):
                meant = by_reading.get(read[at : at + size])
                if meant and "" not in read[at : at + size] and meant != term[at : at + size]:
                    yield term[at : at + size], meant


def _one_other(terms: Iterable[str], known: Sequence[_Word]) -> Slips:
    """Words of which a part of a term has one character otherwise, or two in another order."""
    for term in terms:
        for word in known:
            size = len(word.text)
            for at in range(len(term) - size + 1 if size > 2 else 0):
                said = term[at : at + size]
                others = sum(a != b for a, b in zip(said, word.text, strict=True))
                if others == 1 or (others == 2 and sorted(said) == sorted(word.text)):
                    yield said, word.text


def _one_more(terms: Iterable[str], known: Sequence[_Word]) -> Slips:
    """Words with one character more or less than a whole term."""
    for term in terms:
        for word in known:
            short, long = sorted((term, word.text), key=len)
            if len(short) > 2 and len(long) == len(short) + 1 and _lacks_one(short, long):
                yield term, word.text


def _lacks_one(short: str, long: str) -> bool:
    at = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    return short[at:] == long[at + 1 :]


# ---- the words of a database ---------------------------------------------------------------------
def _known_words(database: CaseDatabase) -> tuple[_Word, ...]:
    """Words that the database holds: its terms first, then those of its names by frequency."""
    columns = database.columns()
    terms = [term for group in read_equivalents(database).groups for term in group]
    for entry in database.naming().entries.values():
        terms += [entry.zh, *getattr(entry, "cues", ())]
    places = dict.fromkeys(
        part for place in columns.place.values for part in DIVISION.findall(place)
    )
    terms += [*places, *(place[:-1] for place in places if len(place) > 2)]
    counted = Counter(words for name in _names(database) for words in _words_in(name))
    counted.update(value for value in columns.indicator.values if 1 < len(value) <= LONGEST)
    kept = dict.fromkeys([*terms, *(word for word, _ in counted.most_common(KNOWN))])
    return tuple(_Word(word, readings(word)) for word in [*kept][:KNOWN] if len(word) > 1)


def _names(database: CaseDatabase) -> list[str]:
    names = select(schema.PRACTICES.c.name).distinct().limit(NAMES)
    with database.read() as connection:
        return [name for name in connection.execute(names).scalars() if name]


def _words_in(name: str) -> list[str]:
    return [*words_of(name), *([name] if 1 < len(name) <= LONGEST else [])]
