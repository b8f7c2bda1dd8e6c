"""How far two people agree who checked the same, each in a copy of the database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from textmine.errors import StoreError
from textmine.store.file import schema
from textmine.store.find.queue import CHECKED, Kind
from textmine.store.find.sample import Z
from textmine.store.history.fields import stated
from textmine.store.history.judging import JUDGED, Item, items_by_id

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.types import Record

VERDICT, HOLDS = "verdict", "holds"


@dataclass(frozen=True, slots=True)
class Rate:
    """Of n that both checked how many they hold the same of, and Cohen's kappa with its bounds.

    `what` is "holds" (whether there is such a thing at all), "verdict" (right, corrected,
    rejected) or a field, of which only those count that neither rejected. `kappa` is None where
    both always say the same one thing: chance alone would have them agree.
    """

    what: str
    n: int
    same: int
    share: float
    kappa: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of which the two hold different things."""

    id: str
    path: str
    title: str | None
    text: str
    what: str
    first: Any
    second: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What two copies say: `first` and `second` are checked in each, `both` in both.

    `before` were answered before the copy was made: one person's answer, which is left out.
    """

    kind: Kind
    first: int
    second: int
    both: int
    before: int
    rates: tuple[Rate, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer, and what it leaves of the practice or metric; None where it was rejected."""

    verdict: str
    by: tuple[str, str]  # who, when
    article: str
    item: Item | None = None
    record: Record | None = None


def agreement(first: CaseDatabase, second: CaseDatabase, kind: Kind = "metric") -> Agreement:
    """How far the people who checked two copies of one database agree.

    Raises a StoreError where they checked nothing in common.
    """
    one, other = _answers(first, kind), _answers(second, kind)
    common = [identity for identity in one if identity in other]
    parted = [identity for identity in common if one[identity].by != other[identity].by]
    if not parted:
        raise StoreError(
            str(second.path), f"has no answer of its own to what was checked in {first.path}"
        )
    ours, theirs = _with_items(first, one, parted), _with_items(second, other, parted)
    pairs = [(identity, ours[identity], theirs[identity]) for identity in parted]
    return Agreement(
        kind=kind,
        first=len(one),
        second=len(other),
        both=len(parted),
        before=len(common) - len(parted),
        rates=tuple(_rates(pairs, kind)),
        differences=tuple(_differences(pairs, kind)),
    )


Pair = tuple[str, _Said, _Said]


def _answers(database: CaseDatabase, kind: Kind) -> dict[str, _Said]:
    """The answers by the id of what they are about, in its order."""
    answers, articles = schema.ANSWERS.c, schema.ARTICLES.c
    query = (
        select(answers.id, answers.verdict, answers.who, answers.at, articles.id.label("article"))
        .join(schema.ARTICLES, articles.key == answers.article)
        .where(answers.kind == kind, answers.verdict.in_(CHECKED))
        .order_by(answers.lot, answers.id)
    )
    with database.read() as connection:
        rows = connection.execute(query).all()
    return {row.id: _Said(row.verdict, (row.who, row.at), row.article) for row in rows}


def _with_items(
    database: CaseDatabase, answers: Mapping[str, _Said], ids: Sequence[str]
) -> dict[str, _Said]:
    """The answers with what they are about, as it was left."""
    wanted = sorted({answers[identity].article for identity in ids})
    records = {record.id: record for record in database.records(wanted)}
    items = {name: items_by_id(record) for name, record in records.items()}
    return {
        identity: _Said(
            said.verdict,
            said.by,
            said.article,
            items[said.article].get(identity) if said.verdict != "rejected" else None,
            records[said.article],
        )
        for identity, said in ((identity, answers[identity]) for identity in ids)
    }


# ---- rates --------------------------------------------------------------------------------------
def _rates(pairs: Sequence[Pair], kind: Kind) -> Iterator[Rate]:
    yield rate(HOLDS, [(str(a.item is not None), str(b.item is not None)) for _, a, b in pairs])
    yield rate(VERDICT, [(a.verdict, b.verdict) for _, a, b in pairs])
    kept = [(a.item, b.item) for _, a, b in pairs if a.item and b.item]
    for field in JUDGED[kind]:
        yield rate(field, [(_value(a, field), _value(b, field)) for a, b in kept])


def _value(item: Item, field: str) -> str:
    """What a field says, to be compared; patterns in any order are the same."""
    said = stated(item, field)
    return json.dumps(sorted(said) if isinstance(said, list) else said, sort_keys=True)


def rate(what: str, pairs: Sequence[tuple[str, str]]) -> Rate:
    """Share and kappa (Cohen 1960) of pairs of values, with bounds of 95 in 100.

    >>> found = rate("holds", [("yes", "yes")] * 20 + [("yes", "no")] * 5
    ...              + [("no", "yes")] * 10 + [("no", "no")] * 15)
    >>> found.share, found.kappa
    (0.7, 0.4)
    """
    n, same = len(pairs), sum(a == b for a, b in pairs)
    if not n:
        return Rate(what, 0, 0, 0.0, None, None, None)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[value] * theirs[value] for value in ours) / (n * n)
    share = same / n
    if chance == 1:
        return Rate(what, n, same, share, None, None, None)
    kappa = round((share - chance) / (1 - chance), 6)
    reach = Z * sqrt(share * (1 - share) / n) / (1 - chance)
    return Rate(what, n, same, share, kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))


# ---- differences --------------------------------------------------------------------------------
def _differences(pairs: Sequence[Pair], kind: Kind) -> Iterator[Difference]:
    for identity, ours, theirs in pairs:
        item, record = ours.item or theirs.item, ours.record
        if item is None or record is None or ours.item == theirs.item:
            continue
        text = record.text[item.start : item.end]
        about = identity, record.source.path, record.title, text
        if ours.item is None or theirs.item is None:
            yield Difference(*about, VERDICT, ours.verdict, theirs.verdict)
            continue
        for field in JUDGED[kind]:
            if _value(ours.item, field) != _value(theirs.item, field):
                one, other = stated(ours.item, field), stated(theirs.item, field)
                yield Difference(*about, field, one, other)
