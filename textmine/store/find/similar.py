"""Comparable cases: for a case, or for a pasted paragraph that says what somebody is to do.

Not words that match, but what a practice is about: the informative words of the text (and what
stands for the same) weighed by how rare they are, the pattern that the best matches agree on,
and the level and place. Each answer carries the sentences that match and the reason in words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.detect.divisions.gazetteer import load_gazetteer
from textmine.store.file import schema
from textmine.store.file.columns import Columns
from textmine.store.find.equivalents import Equivalents, common_words, read_equivalents
from textmine.store.find.hits import Hit, make_hits, read_passages
from textmine.store.find.matching import matching, phrase
from textmine.store.find.queries import simplified
from textmine.store.words import divisions
from textmine.store.words.naming import Naming
from textmine.store.words.segments import search_words, words_of

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

MAX_TASK = 20_000  # characters of a pasted draft
INFORMATIVE = 24  # words of a task that are looked for, the rarest and most frequent first
NAMED = 1.6  # a word in the name of a practice says more than one in its text
EQUIVALENT = 0.7  # what stands for the same says a little less
CLOSEST = 15  # first matches that vote on the pattern
LOOKED_AT = 400  # of the best matches, ordered anew by pattern and place
PATTERN, PLACE, LEVEL = 0.35, 0.12, 0.05  # shares added for the same pattern, place, level
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
SENTENCES = 2

Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a practice is comparable: codes of patterns, the first digits of the division that
    both are in, or of how many digits both are (0: neither), words, and how many figures."""

    patterns: tuple[str, ...]
    within: str
    level: int
    words: tuple[str, ...]
    figures: int

    def in_words(self, naming: Naming) -> str:
        """As a Chinese clause."""
        levels = {divisions.PROVINCE: "省级", divisions.CITY: "市级", divisions.COUNTY: "县级"}
        parts = (
            "同为" + "、".join(map(naming.name, self.patterns)) if self.patterns else "",
            f"同在{divisions.name_of(self.within)}" if self.within else "",
            f"同为{levels[self.level]}" if self.level else "",
            "都讲到" + "、".join(self.words) if self.words else "",
            f"有{self.figures}个指标可比" if self.figures else "",
        )
        return "；".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Match:
    """A comparable practice: how close, the sentences that match, and why, in words."""

    hit: Hit
    score: float  # 0 to 1, the closest first
    sentences: tuple[str, ...]
    shared: tuple[str, ...]
    reason: str
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody asks about: words, the first digits of places, and patterns where known."""

    text: str
    places: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


def search_by_task(database: CaseDatabase, text: str, *, limit: int = 10) -> list[Match]:
    """Practices that are comparable to what *text* tells or asks."""
    asked = simplified(text[:MAX_TASK])
    names = _place_names(asked)
    places = tuple(prefix for name in names for prefix in divisions.prefixes_of(name))
    return _closest(database, Task(asked, places), limit)


def similar_to(database: CaseDatabase, identity: str, *, limit: int = 10) -> list[Match]:
    """Practices comparable to a practice, those of its own case left out."""
    found = database.practice(identity)
    text = found.record.text[found.practice.start : found.practice.end]
    place = found.practice.place or found.record.place
    places = (divisions.prefix_of(place.adcode),) if place and place.adcode else ()
    known = tuple(label.code for label in found.practice.patterns)
    own = _own_case(database, identity)
    task = Task(f"{found.practice.name}。{text}", places, known)
    matches = _closest(database, task, limit + len(own))
    return [match for match in matches if match.hit.id not in own][:limit]


def _own_case(database: CaseDatabase, identity: str) -> set[str]:
    links = schema.CASE_PRACTICE.c
    with database.read() as connection:
        case = select(links.case_id).where(links.practice_id == identity).scalar_subquery()
        members = connection.execute(select(links.practice_id).where(links.case_id == case))
        return {identity, *members.scalars()}


def _place_names(text: str) -> Iterable[str]:
    """Words of the text that are names of divisions."""
    gazetteer = load_gazetteer()
    return dict.fromkeys(word for word in words_of(text) if len(word) > 1 and gazetteer.named(word))


# ---- matching ---------------------------------------------------------------------------------
def _closest(database: CaseDatabase, task: Task, limit: int) -> list[Match]:
    columns, naming = database.columns(), database.naming()
    table = read_equivalents(database)
    with database.read() as connection:
        words = _weighed_words(connection, columns, task.text, table)
        worth = np.zeros(len(columns), dtype=np.float32)
        for word in words:
            worth += word.weight * word.found
        worth[(columns.practice == 0) | columns.repeat] = 0.0
        worth /= sum(word.weight for word in words) * NAMED if words else 1.0
        rows = _best(worth, LOOKED_AT)
        if not len(rows):
            return []
        cued = _cued(task.text, naming)
        patterns = task.patterns or _voted(columns, rows[:CLOSEST], worth, cued)
        task = replace(task, patterns=patterns)
        worth = worth + _context(columns, patterns, task.places) * (worth > 0)
        rows = rows[np.lexsort((rows, -worth[rows]))][:limit]
        keys = columns.keys[rows].tolist()
        shown = tuple(term for word in words for term in word.terms)
        hits = make_hits(connection, keys, shown)
        texts = read_passages(connection, keys)
    top = 1.0 + PATTERN + PLACE + LEVEL
    found = []
    for hit, row, key in zip(hits, rows.tolist(), keys, strict=True):
        match = _explain(hit, float(worth[row]) / top, texts[key].text, words, task)
        found.append(replace(match, reason=match.reasons.in_words(naming)))
    return found


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the task, what stands for it, its weight, and where it was found (0 to NAMED)."""

    word: str
    terms: tuple[str, ...]
    weight: float
    found: Weights


def _weighed_words(
    connection: Connection, columns: Columns, text: str, table: Equivalents
) -> list[_Word]:
    """The informative words of a text, the heaviest first.

    Weight: how rare the word is among the passages, and how often the text says it.
    """
    counts: dict[str, int] = {}
    for word in search_words(text):
        if word not in common_words() and not any(c.isdigit() for c in word):
            counts[word] = counts.get(word, 0) + 1
    words = []
    size = max(1, len(columns))
    for word, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:80]:
        terms = (word, *table.of(word))
        found = _where(connection, columns, terms)
        hits = int((found > 0).sum())
        if hits:
            weight = math.log(1 + size / hits) * (1 + math.log(times))
            words.append(_Word(word, terms, weight, found))
    words.sort(key=lambda word: (-word.weight, word.word))
    return words[:INFORMATIVE]


def _where(connection: Connection, columns: Columns, terms: Sequence[str]) -> Weights:
    found = np.zeros(len(columns), dtype=np.float32)
    for number, term in enumerate(terms):
        share = EQUIVALENT if number else 1.0
        for field, worth in (("text", 1.0), ("name", NAMED)):
            rows = columns.rows_of(matching(connection, field, phrase(term)))  # type: ignore[arg-type]
            found[rows] = np.maximum(found[rows], np.float32(worth * share))
    return found


def _best(worth: Weights, count: int) -> NDArray[np.int64]:
    rows = np.flatnonzero(worth > 0)
    if len(rows) > count:
        edge = np.partition(worth[rows], len(rows) - count)[len(rows) - count]
        rows = rows[worth[rows] >= edge]
    return rows[np.lexsort((rows, -worth[rows]))][:count]


def _voted(
    columns: Columns, rows: NDArray[np.int64], worth: Weights, cued: Mapping[str, float]
) -> tuple[str, ...]:
    """The patterns that the closest matches agree on, and whose cue words the text says."""
    votes: dict[str, float] = {}
    chosen = np.zeros(len(columns), dtype=np.float32)
    chosen[rows] = worth[rows]
    total = float(chosen.sum())
    weights = np.bincount(
        columns.pattern.codes,
        weights=chosen[columns.pattern.rows],
        minlength=len(columns.pattern.values),
    )
    for number, weight in enumerate(weights.tolist()):
        if weight:
            votes[columns.pattern.values[number]] = weight / total
    for code, share in cued.items():
        votes[code] = votes.get(code, 0.0) + share
    ranked = sorted(votes, key=lambda code: (-votes[code], code))
    return tuple(code for code in ranked[:2] if votes[code] >= 0.3)


def _cued(text: str, naming: Naming) -> Mapping[str, float]:
    """For each pattern, the share of the cue words in *text* that speak for it."""
    known = naming.taxonomy
    counts: dict[str, int] = {}
    for pattern in known.patterns if known else ():
        found = sum(1 for cue in pattern.cues if "…" not in cue and cue in text)
        if found:
            counts[pattern.code] = found
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()}


def _context(columns: Columns, patterns: tuple[str, ...], places: tuple[str, ...]) -> Weights:
    """What pattern, place and level add."""
    added = np.zeros(len(columns), dtype=np.float32)
    for rank, pattern in enumerate(patterns):
        added[columns.pattern.mask([pattern])] += PATTERN / (rank + 1)
    if places:
        codes = columns.adcode.values
        near = np.array([bool(code) and code.startswith(places) for code in codes])
        levels = {len(place) for place in places}
        level = np.array([bool(c) and len(divisions.prefix_of(c)) in levels for c in codes])
        added += PLACE * near[columns.adcode.codes] + LEVEL * level[columns.adcode.codes]
    return added


# ---- reasons ----------------------------------------------------------------------------------
def _explain(hit: Hit, score: float, text: str, words: Sequence[_Word], task: Task) -> Match:
    shared = [word for word in words if any(t in text or t in hit.name for t in word.terms)]
    names = tuple(word.word for word in shared)
    sentences = _sentences(text, shared)
    within = _common_division(hit.adcode, task.places)
    longest = [n for n in names if not any(n != other and n in other for other in names)]
    reasons = Reasons(
        patterns=tuple(mark.code for mark in hit.patterns if mark.code in task.patterns),
        within=within,
        level=0 if within else _common_level(hit.adcode, task.places),
        words=tuple(longest[:5]),
        figures=len(hit.figures),
    )
    score = round(min(1.0, score), 4)
    return Match(hit, score, sentences, names, "", reasons)


def _common_division(adcode: str | None, places: tuple[str, ...]) -> str:
    """The smallest of the places, else of their provinces, that a code is in; "" for none."""
    provinces = (place[: divisions.PROVINCE] for place in places)
    nearest = (*sorted(places, key=len, reverse=True), *provinces)
    return next((place for place in nearest if adcode and adcode.startswith(place)), "")


def _common_level(adcode: str | None, places: tuple[str, ...]) -> int:
    own = len(divisions.prefix_of(adcode)) if adcode else 0
    known = (divisions.PROVINCE, divisions.CITY, divisions.COUNTY)
    return own if own in known and own in {len(place) for place in places} else 0


def _sentences(text: str, words: Sequence[_Word]) -> tuple[str, ...]:
    """The sentences that hold the most of the shared words, in their order."""
    found = [match[0].strip() for match in SENTENCE.finditer(text)]
    worth = [
        sum(word.weight for word in words if any(term in sentence for term in word.terms))
        for sentence in found
    ]
    best = sorted(range(len(found)), key=lambda n: (-worth[n], n))[:SENTENCES]
    return tuple(found[n] for n in sorted(best) if worth[n] > 0)
