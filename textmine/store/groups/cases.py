"""Cases: one practice in one place over one time, told by one report or by many.

Two practices of different articles are one case where places and periods agree and names and
words are alike. Figures that differ stand side by side; people join and part what this gets
wrong (`corrections.join_case`, `part_case`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.groups.likeness import (
    Unions,
    candidate_pairs,
    containment,
    pairs_within,
    read_signatures,
    shingles,
)
from textmine.store.history.events import Event, read_events, standing
from textmine.store.words.segments import words_of

# Words of names that say nothing about which practice it is.
GENERIC = re.compile(
    "推行|推开|实行|实施|开展|推进|建立|成立|设立|选派|建设|打造|创新|把|了|的|“|”"
    "|模式|工作法|机制|制度|工程|做法|活动|管理|制$|工作$|党员$"
)

# Weights and threshold set on corpora/gold/cases.jsonl (2026-11, F1 in tests/test_store_cases.py).
NAME, WORDS, PATTERN = 0.5, 1.0, 0.05
SAME = 0.62
# Texts that share this much are the same report of it, whatever the name.
SAME_TEXT = 0.5
# A year apart: a report of the spring tells of the year before.
YEARS_APART = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a practice is compared by; `years` is None where no period is known."""

    id: str
    article: str
    name: str
    text: str
    patterns: tuple[str, ...]
    place: str | None
    adcode: str | None
    years: tuple[int, int] | None
    signature: str = ""


def same_case(one: Told, other: Told) -> float:
    """How sure two practices are the same case: over `SAME` they are; 0 where they cannot be."""
    if not (_same_place(one, other) and _same_time(one, other)):
        return 0.0
    if containment(_shingles(one.text), _shingles(other.text)) >= SAME_TEXT:
        return 1.0
    known = one.place is not None and other.place is not None
    if not known:
        return 0.0  # without a place only the same words prove anything
    names = _name_likeness(one.name, other.name)
    words = containment(_words(one.text, one.place), _words(other.text, other.place))
    shared = PATTERN if set(one.patterns) & set(other.patterns) else -PATTERN
    return min(1.0, NAME * names + WORDS * words + shared)


def _same_place(one: Told, other: Told) -> bool:
    if one.adcode and other.adcode:
        shorter, longer = sorted((one.adcode, other.adcode), key=len)
        return longer.startswith(shorter)  # a township (9 digits) is within its county
    if one.place and other.place:
        return one.place == other.place
    return True


def _same_time(one: Told, other: Told) -> bool:
    if one.years is None or other.years is None:
        return True
    return (
        one.years[0] <= other.years[1] + YEARS_APART
        and other.years[0] <= one.years[1] + YEARS_APART
    )


def _name_likeness(one: str, other: str) -> float:
    """Pairs of characters that two names share, generic words left out."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    # The mean of Dice and containment: 村企联建 within 推行村企联建 is whole, 支部 alone is not.
    return (2 * shared / (len(first) + len(second)) + shared / min(len(first), len(second))) / 2


@lru_cache(maxsize=20_000)
def _pairs(name: str) -> frozenset[str]:
    letters = "".join(c for c in GENERIC.sub("", name) if c.isalnum()) or name
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1)) or frozenset({letters})


@lru_cache(maxsize=20_000)
def _words(text: str, place: str | None) -> frozenset[str]:
    """Words and figures of a text; the place, which both name anyway, left out."""
    return frozenset(words_of(text.replace(place, " ") if place else text))


@lru_cache(maxsize=20_000)
def _shingles(text: str) -> frozenset[str]:
    return shingles(text)


# ---- grouping ---------------------------------------------------------------------------------
def group_cases(connection: Connection) -> None:
    """Every practice into its case; the same whatever the order of adding."""
    told = {practice.id: practice for practice in _all_told(connection)}
    events = standing(read_events(connection, schema.EVENTS.c.kind.in_(("join", "part", "undo"))))
    unions = _unite(told, events)
    cases, links = [], []
    for members in unions.groups(told).values():
        case = _case_row([told[member] for member in members])
        cases.append(case)
        links += [{"practice_id": member, "case_id": case["id"]} for member in members]
    for table, rows in ((schema.CASES, cases), (schema.CASE_PRACTICE, links)):
        connection.execute(table.delete())
        if rows:
            connection.execute(table.insert(), rows)


def _unite(told: Mapping[str, Told], events: Sequence[Event]) -> Unions:
    """Joined by people first; then by likeness, the surest first, but never what they parted.

    Which are joined first only matters where both sides of what was parted would come together;
    all others are compared only until they are one: of reports that are alike, each once.
    """
    pairs = [
        pair for pair in _candidates(list(told.values())) if pair[0].article != pair[1].article
    ]
    whole, unions = Unions(), Unions()
    _join_as_said(whole, told, events)
    for one, other in pairs:
        if whole.find(one.id) != whole.find(other.id) and same_case(one, other) > SAME:
            whole.join(one.id, other.id)
    parted = _join_as_said(unions, told, events)
    disputed = {whole.find(one) for one, other in parted if whole.find(one) == whole.find(other)}
    for member in told:
        if whole.find(member) not in disputed:
            unions.join(whole.find(member), member)
    for first, second in _surest([pair for pair in pairs if whole.find(pair[0].id) in disputed]):
        if not _are_parted(unions, parted, first, second):
            unions.join(first, second)
    return unions


def _surest(pairs: Iterable[tuple[Told, Told]]) -> list[tuple[str, str]]:
    """The pairs that are the same case, the surest first, by their ids."""
    scored = sorted(
        (-same_case(one, other), min(one.id, other.id), max(one.id, other.id))
        for one, other in pairs
    )
    return [(first, second) for score, first, second in scored if -score > SAME]


def _join_as_said(
    unions: Unions, told: Mapping[str, Told], events: Sequence[Event]
) -> list[tuple[str, str]]:
    """Join what people joined; the pairs that they parted. What was said last holds."""
    parted: list[tuple[str, str]] = []
    for event in reversed(events):
        one, other = event.target.id, str(event.new["id"])
        if not {one, other} <= told.keys() or unions.find(one) == unions.find(other):
            continue
        if event.kind == "part":
            parted.append((one, other))
        elif not _are_parted(unions, parted, one, other):
            unions.join(one, other)
    return parted


def _are_parted(unions: Unions, parted: Sequence[tuple[str, str]], one: str, other: str) -> bool:
    """Whether joining two would bring together what people parted."""
    sides = {unions.find(one), unions.find(other)}
    return len(sides) == 2 and any({unions.find(a), unions.find(b)} == sides for a, b in parted)


def _candidates(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs worth comparing: of alike texts, or of one place with names that share a pair."""
    signatures = read_signatures([practice.signature for practice in told])
    pairs = set(candidate_pairs(signatures, SAME_TEXT / 3))
    buckets: dict[tuple[str, str], list[int]] = {}
    for row, practice in enumerate(told):
        place = (practice.adcode or "")[:6] or practice.place
        if place:
            for key in (*_pairs(practice.name), *_figures(practice.text)):
                buckets.setdefault((place, key), []).append(row)
    for rows in buckets.values():
        pairs.update(pairs_within(rows))
    for one, other in pairs:
        yield told[one], told[other]


@lru_cache(maxsize=20_000)
def _figures(text: str) -> frozenset[str]:
    """Figures with what follows them, as names may differ: "17个", "三百多名"."""
    return frozenset(re.findall(r"\d{2,}[^\d\W]|[一二三四五六七八九十百千]{3,}[^\d\W]", text))


def _all_told(connection: Connection) -> Iterator[Told]:
    practices, articles, passages = schema.PRACTICES.c, schema.ARTICLES.c, schema.PASSAGES.c
    labels: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(select(schema.LABELS.c.practice, schema.LABELS.c.code)):
        labels[row.practice] = (*labels.get(row.practice, ()), row.code)
    query = (
        select(schema.PRACTICES, articles.id.label("article_id"), passages.text)
        .join(schema.ARTICLES, articles.key == practices.article)
        .join(schema.PASSAGES, passages.practice == practices.key)
        .order_by(practices.id)
    )
    for row in connection.execute(query):
        yield Told(
            id=row.id,
            article=row.article_id,
            name=row.name,
            text=row.text,
            patterns=labels.get(row.key, ()),
            place=row.place,
            adcode=row.adcode,
            years=(row.year, row.year_end or row.year) if row.year else None,
            signature=row.signature,
        )


def _case_row(members: Sequence[Told]) -> dict[str, str | int | None]:
    """The case of some practices: the name and place that most of them give."""
    years = [year for member in members if member.years for year in member.years]
    return {
        "id": "c-" + members[0].id.removeprefix("p-"),
        "name": _commonest(member.name for member in members) or "",
        "place": _commonest(member.place for member in members),
        "adcode": _commonest(member.adcode for member in members),
        "year": min(years, default=None),
        "year_end": max(years, default=None),
    }


def _commonest(values: Iterable[str | None]) -> str | None:
    """The value that occurs most; of several the shortest."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], len(value), value), default=None)
