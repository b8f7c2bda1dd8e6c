"""Cases: one practice in one place over one time, told by one report or by many.

Two practices of different articles are one case where `sameness` says so. Figures that differ
stand side by side; people join and part what this gets wrong (`corrections.join_case`,
`part_case`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.groups.likeness import (
    Numbers,
    Pairs,
    candidate_pairs,
    each_once,
    listed,
    meeting,
    numbered,
    read_signatures,
)
from textmine.store.groups.sameness import (
    SAME,
    SAME_TEXT,
    YEARS_APART,
    Told,
    pairs_of,
    same_case,
    same_place,
    same_time,
)
from textmine.store.groups.uniting import FittingUnions, Unions
from textmine.store.history.events import Event, read_events, standing
from textmine.store.kept.homes import PAIRING, homes_of, other_of


def group_cases(connection: Connection) -> None:
    """Every practice into its case; the same whatever the order of adding."""
    told = list(_all_told(connection))
    kinds = schema.EVENTS.c.kind.in_((*PAIRING, "undo"))
    events = standing(read_events(connection, kinds))
    said = _read_said(told, events, homes_of(connection, events))
    cases, links = [], []
    for rows in _united(told, said).values():
        members = [told[row] for row in rows]
        case = _case_row(members)
        cases.append(case)
        links += [{"practice_id": member.id, "case_id": case["id"]} for member in members]
    for table, found in ((schema.CASES, cases), (schema.CASE_PRACTICE, links)):
        connection.execute(table.delete())
        if found:
            connection.execute(table.insert(), found)


# ---- what is joined ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Said:
    """That two rows are one case, or are not."""

    one: int
    other: int
    same: bool


def _read_said(
    told: Sequence[Told], events: Sequence[Event], homes: Mapping[str, str]
) -> list[_Said]:
    """What people said of practices that are here, the last first."""
    rows = {practice.id: row for row, practice in enumerate(told)}
    found = []
    for event in reversed(events):
        one, other = (rows.get(homes.get(each.id, "")) for each in (event.target, other_of(event)))
        if one is not None and other is not None:
            found.append(_Said(one, other, event.kind == "join"))
    return found


def _united(told: Sequence[Told], said: Sequence[_Said]) -> dict[int, list[int]]:
    """Joined by people first; then by likeness, the surest first, but never what they parted
    nor what is told of two places or times, or twice by one article.

    Which are joined first only matters where both sides of such a thing would come together;
    all others are compared only until they are one: of reports that are alike, each once.
    """
    pairs = _candidates(told)
    whole = Unions()
    _join_as_said(whole, said)
    for one, other in listed(pairs):
        if whole.find(one) != whole.find(other) and same_case(told[one], told[other]) > SAME:
            whole.join(one, other)
    groups = whole.groups(range(len(told)))
    careful = _careful_unions(told)
    parted = _join_as_said(careful, said)
    disputed = {whole.find(one) for one, other in parted if whole.find(one) == whole.find(other)}
    disputed |= {name for name, members in groups.items() if _differ(told, members)}
    again = [row for name in disputed for row in groups[name]]
    for one, other in _surest(told, pairs[np.isin(pairs, again).all(axis=1)]):
        if careful.fit(one, other) and not _are_parted(careful, parted, one, other):
            careful.join(one, other)
    rest = {name: members for name, members in groups.items() if name not in disputed}
    return rest | careful.groups(again)


def _surest(told: Sequence[Told], pairs: Pairs) -> Iterator[tuple[int, int]]:
    """The pairs that are the same case, the surest first."""
    sure = np.array([same_case(told[one], told[other]) for one, other in listed(pairs)])
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -sure))
    return listed(pairs[order[sure[order] > SAME]])


def _join_as_said(unions: Unions, said: Sequence[_Said]) -> list[tuple[int, int]]:
    """Join what people joined; the pairs that they parted. What was said last holds."""
    parted: list[tuple[int, int]] = []
    for each in said:
        one, other = each.one, each.other
        if unions.find(one) == unions.find(other):
            continue
        if not each.same:
            parted.append((one, other))
        elif not _are_parted(unions, parted, one, other):
            unions.join(one, other)
    return parted


def _are_parted(unions: Unions, parted: Sequence[tuple[int, int]], one: int, other: int) -> bool:
    """Whether joining two would bring together what people parted."""
    sides = {unions.find(one), unions.find(other)}
    return len(sides) == 2 and any({unions.find(a), unions.find(b)} == sides for a, b in parted)


# ---- one place, one time, once an article -----------------------------------------------------
Years = tuple[int, int] | None
Place = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where the practices of a case are told to be, over which years and in which articles.

    `said` where people joined what one article tells apart.
    """

    places: frozenset[Place]
    years: Years
    articles: set[str]
    said: bool = False


def _careful_unions(told: Sequence[Told]) -> FittingUnions[_Setting]:
    def setting(row: int) -> _Setting:
        return _Setting(frozenset({_place_of(told[row])}), told[row].years, {told[row].article})

    return FittingUnions(setting, _both_settings, _settings_fit)


def _place_of(told: Told) -> Place:
    return told.place, told.adcode


def _both_settings(one: _Setting, other: _Setting) -> _Setting:
    years = [year for span in (one.years, other.years) if span for year in span]
    few, many = sorted((one.articles, other.articles), key=len)
    said = one.said or other.said or not few.isdisjoint(many)
    many |= few  # the smaller into the larger: what both were is not asked again
    span = (min(years), max(years)) if years else None
    return _Setting(one.places | other.places, span, many, said)


def _settings_fit(one: _Setting, other: _Setting) -> bool:
    """Whether places and times of two agree and no article tells of both; what people joined
    needs not agree again."""
    if not same_time(one.years, other.years):
        return False
    if not (one.said or other.said or one.articles.isdisjoint(other.articles)):
        return False
    known = one.places <= other.places or other.places <= one.places
    return known or all(same_place(*a, *b) for a in one.places for b in other.places)


def _differ(told: Sequence[Told], rows: Sequence[int]) -> bool:
    """Whether practices are of several places, of times with years between, or of one article."""
    if len(rows) < 3:  # two were compared themselves
        return False
    if len({told[row].article for row in rows}) < len(rows):
        return True
    places = {_place_of(told[row]) for row in rows}
    if any(not same_place(*one, *other) for one, other in combinations(places, 2)):
        return True
    spans = sorted(years for row in rows if (years := told[row].years))
    latest = list(accumulate((end for _, end in spans), max))
    return any(
        begin > end + YEARS_APART for end, (begin, _) in zip(latest, spans[1:], strict=False)
    )


# ---- what is compared -------------------------------------------------------------------------
def _candidates(told: Sequence[Told]) -> Pairs:
    """Pairs of rows worth comparing: of alike texts, or of one place with names that share a pair
    of characters or with the same figure. Those of one place follow each other."""
    signatures = read_signatures([practice.signature for practice in told])
    places = [(practice.adcode or "")[:6] or practice.place or "" for practice in told]
    keys: dict[tuple[str, str], int] = {}
    rows, codes = [], []
    for row, (practice, place) in enumerate(zip(told, places, strict=True)):
        if place:
            for word in pairs_of(practice.name) | _figures(practice.text):
                rows.append(row)
                codes.append(keys.setdefault((place, word), len(keys)))
    named = meeting(np.array(rows, dtype=np.int64), np.array(codes, dtype=np.int64))
    pairs = each_once([candidate_pairs(signatures, SAME_TEXT / 3), named], len(told))
    article: Numbers = numbered([practice.article for practice in told])
    place_of: Numbers = numbered(places)
    pairs = pairs[article[pairs[:, 0]] != article[pairs[:, 1]]]
    by_place: Pairs = pairs[np.argsort(place_of[pairs[:, 0]], kind="stable")]
    return by_place


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
