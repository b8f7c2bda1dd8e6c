"""What every passage is, as columns of numbers in memory, and how they are read.

GROUP BY takes 65 to 211 ms at 100,000 practices, a column 1 to 4. What the numbers stand for is
in the `values` of a column, where 0 is always "unknown".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Integer, case, cast, func, select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.state import generation

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """One value a passage: numbers into `values`; 0 is unknown."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    def mask(self, wanted: Iterable[str]) -> Mask:
        """Where one of *wanted* stands."""
        asked = set(wanted)
        chosen = np.array([value in asked for value in self.values])
        return chosen[self.codes]

    def counts(self, rows: Mask) -> Numbers:
        """How many of *rows* have each value."""
        return np.bincount(self.codes[rows], minlength=len(self.values))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Several values a passage: row and value side by side."""

    values: tuple[str, ...]
    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    size: int

    def mask(self, wanted: Iterable[str]) -> Mask:
        """Where one of *wanted* stands."""
        asked = set(wanted)
        chosen = np.array([value in asked for value in self.values])
        mask = np.zeros(self.size, dtype=bool)
        mask[self.rows[chosen[self.codes]]] = True
        return mask

    def counts(self, rows: Mask) -> Numbers:
        """How many of *rows* have each value."""
        return np.bincount(self.codes[rows[self.rows]], minlength=len(self.values))


@dataclass(slots=True)
class Columns:
    """All passages of one generation of the database."""

    generation: int
    keys: Numbers
    position: NDArray[np.int32]  # key → row, -1 where there is none
    practice: NDArray[np.int64]  # key, 0 for a paragraph
    article: NDArray[np.int64]
    status: Coded
    genre: Coded
    source: Coded
    adcode: Coded
    place: Coded  # full names
    year: NDArray[np.int16]  # 0: unknown
    year_end: NDArray[np.int16]
    pattern: Pairs
    subtype: Pairs
    indicator: Pairs
    measured: Mask
    suspect: Mask
    repeat: Mask
    merit: NDArray[np.float32]
    # Scores of terms that were looked up; a click on a facet asks for the same words again.
    terms: dict[str, NDArray[np.uint8]] = field(default_factory=dict)
    # What only some pages need, read when the first of them asks (counts, indicators).
    later: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.keys)

    def rows_of(self, keys: Numbers) -> Numbers:
        """Rows of passage keys; keys written since are left out."""
        known = keys[keys < len(self.position)]
        rows = self.position[known]
        return rows[rows >= 0].astype(np.int64)


# ---- reading ----------------------------------------------------------------------------------
_OWN = schema.PASSAGES.c.practice.is_not(None)


def _either(own: Any, above: Any) -> Any:
    """A practice's own value; for a paragraph that of its article."""
    return case((_OWN, own), else_=above)


PASSAGE_TEXTS = 6  # the last columns of the query
PASSAGE_QUERY = (
    select(
        schema.PASSAGES.c.key,
        func.coalesce(schema.PASSAGES.c.practice, 0),
        schema.PASSAGES.c.article,
        func.coalesce(_either(schema.PRACTICES.c.year, schema.ARTICLES.c.year), 0),
        func.coalesce(_either(schema.PRACTICES.c.year_end, schema.ARTICLES.c.year), 0),
        case((schema.ARTICLES.c.suspect.is_not(None), 1), else_=0),
        case((schema.is_repeat(), 1), else_=0),
        cast(func.coalesce(schema.PRACTICES.c.score, 0) * 100, Integer),
        schema.ARTICLES.c.genre,
        schema.ARTICLES.c.origin,
        _either(schema.PRACTICES.c.adcode, schema.ARTICLES.c.adcode),
        func.coalesce(
            schema.PRACTICES.c.place_full, schema.PRACTICES.c.place, schema.ARTICLES.c.place
        ),
        schema.PRACTICES.c.subtypes,
        schema.PRACTICES.c.status,
    )
    .join(schema.ARTICLES, schema.ARTICLES.c.key == schema.PASSAGES.c.article)
    .outerjoin(schema.PRACTICES, schema.PRACTICES.c.key == schema.PASSAGES.c.practice)
    .outerjoin(schema.DUPLICATES, schema.DUPLICATES.c.article_id == schema.ARTICLES.c.id)
    .outerjoin(schema.REPEATS, schema.REPEATS.c.practice_id == schema.PRACTICES.c.id)
    .order_by(schema.PASSAGES.c.key)
)
LABEL_QUERY = select(schema.LABELS.c.practice, schema.LABELS.c.code)
INDICATOR_QUERY = select(
    schema.METRICS.c.practice,
    func.coalesce(schema.METRICS.c.indicator_key, schema.METRICS.c.indicator),
).where(schema.METRICS.c.practice.is_not(None))


def read_columns(connection: Connection) -> Columns:
    """The columns of the database as it is now."""
    current = generation(connection)
    numbers, texts = read_table(connection, PASSAGE_QUERY, PASSAGE_TEXTS)
    keys, practice = numbers[0], numbers[1]
    size = len(keys)
    position = np.full(int(keys[-1]) + 1 if size else 1, -1, dtype=np.int32)
    position[keys] = np.arange(size, dtype=np.int32)
    is_practice = practice > 0
    row_of = np.full(int(practice.max(initial=0)) + 1, -1, dtype=np.int32)
    row_of[practice[is_practice]] = np.flatnonzero(is_practice)
    indicator = _pairs(_chunks(connection, INDICATOR_QUERY), row_of, size)
    measured = np.zeros(size, dtype=bool)
    measured[indicator.rows] = True
    status = texts[5]
    suspect = numbers[5] > 0
    # What may be no evidence comes after everything that is as good.
    merit = 2 * is_practice + numbers[7] / 100 + measured + (status.codes > 0) * 0.1 - 2 * suspect
    return Columns(
        generation=current,
        keys=keys,
        position=position,
        practice=practice,
        article=numbers[2],
        status=status,
        genre=texts[0],
        source=texts[1],
        adcode=texts[2],
        place=texts[3],
        year=numbers[3].astype(np.int16),
        year_end=numbers[4].astype(np.int16),
        pattern=_pairs(_chunks(connection, LABEL_QUERY), row_of, size),
        subtype=_spread(texts[4], size),
        indicator=indicator,
        measured=measured,
        suspect=suspect,
        repeat=numbers[6] > 0,
        merit=merit.astype(np.float32),
    )


CASE_QUERY = select(schema.PRACTICES.c.key, schema.CASE_PRACTICE.c.case_id).join(
    schema.CASE_PRACTICE, schema.CASE_PRACTICE.c.practice_id == schema.PRACTICES.c.id
)


def read_cases(connection: Connection, columns: Columns) -> Numbers:
    """A number of its case for each row; a practice that is in none has one of its own."""
    (keys,), (cases,) = read_table(connection, CASE_QUERY, 1)
    case_of = -np.arange(int(columns.practice.max(initial=0)) + 1, dtype=np.int64)
    known = keys < len(case_of)
    case_of[keys[known]] = cases.codes[known]
    return case_of[columns.practice]


CHUNK = 20_000


def read_table(connection: Connection, query: Any, texts: int) -> tuple[list[Any], list[Coded]]:
    """The rows of *query* as columns: numbers first, then as many *texts*."""
    table = _Reader(len(query.selected_columns), texts)
    for rows in _chunks(connection, query):
        table.add(rows)
    return table.numbers, table.coded


def _chunks(connection: Connection, query: Any) -> Iterator[list[Any]]:
    """Plain tuples, many at a time: three times as fast as rows that know their names."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(str(query.compile(connection, compile_kwargs={"literal_binds": True})))
        while rows := cursor.fetchmany(CHUNK):
            yield list(rows)
    finally:
        cursor.close()


class _Reader:
    """Turns rows into columns of numbers as they come, so that few rows are in memory."""

    def __init__(self, width: int, texts: int) -> None:
        self._numbers: list[list[NDArray[Any]]] = [[] for _ in range(width - texts)]
        self._codes: list[list[NDArray[np.int32]]] = [[] for _ in range(texts)]
        self._values: list[dict[str | None, int]] = [{None: 0, "": 0} for _ in range(texts)]

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        """Take in some rows."""
        columns = list(zip(*rows, strict=True))
        for values, figures in zip(columns, self._numbers, strict=False):
            figures.append(np.array(values))
        texts = columns[len(self._numbers) :]
        for column, codes, numbers in zip(texts, self._codes, self._values, strict=True):
            found = [numbers.setdefault(value, len(numbers) - 1) for value in column]
            codes.append(np.array(found, dtype=np.int32))

    @property
    def numbers(self) -> list[NDArray[Any]]:
        """The columns that are numbers."""
        return [_joined(parts, np.int64) for parts in self._numbers]

    @property
    def coded(self) -> list[Coded]:
        """The columns that are texts."""
        return [
            Coded(tuple(str(v or "") for v in list(values)[1:]), _joined(parts, np.int32))
            for values, parts in zip(self._values, self._codes, strict=True)
        ]


def _joined(parts: list[Any], kind: Any) -> Any:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)


def _pairs(chunks: Iterable[list[tuple[Any, ...]]], row_of: NDArray[np.int32], size: int) -> Pairs:
    """(practice key, value) rows as pairs of row and number; the same pair once."""
    numbers: dict[str, int] = {"": 0}
    rows, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for chunk in chunks:
        keys, values = zip(*chunk, strict=True)
        found = [numbers.setdefault(value or "", len(numbers)) for value in values]
        rows.append(row_of[np.array(keys, dtype=np.int64)].astype(np.int64))
        codes.append(np.array(found, dtype=np.int64))
    pairs = np.unique(np.concatenate(rows) * len(numbers) + np.concatenate(codes))
    row, code = np.divmod(pairs, len(numbers))
    return Pairs(tuple(numbers), row.astype(np.int32), code.astype(np.int32), size)


def _spread(column: Coded, size: int) -> Pairs:
    """A column of JSON lists as pairs."""
    numbers: dict[str, int] = {"": 0}
    rows, codes = [np.empty(0, np.int64)], [np.empty(0, np.int32)]
    for code, written in enumerate(column.values):
        where = np.flatnonzero(column.codes == code) if written not in ("", "[]") else ()
        for value in json.loads(written) if len(where) else ():
            rows.append(np.asarray(where, dtype=np.int64))
            number = numbers.setdefault(value, len(numbers))
            codes.append(np.full(len(where), number, dtype=np.int32))
    return Pairs(tuple(numbers), np.concatenate(rows).astype(np.int32), np.concatenate(codes), size)
