"""What every metric is, as columns of numbers in memory, for the tables of indicators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import case, func, or_, select
from sqlalchemy.engine import Connection

from textmine.store.file import schema
from textmine.store.file.columns import Coded, Mask, Numbers, read_table


@dataclass(frozen=True, slots=True)
class Figures:
    """All metrics that name an indicator, of one generation of the database."""

    keys: Numbers
    value: NDArray[np.float64]
    year: NDArray[np.int16]  # 0: unknown
    changed: Mask
    suspect: Mask
    repeat: Mask
    proposed: Mask
    indicator: Coded  # its key, else its words
    said: Coded
    key: Coded
    unit: Coded
    place: Coded
    adcode: Coded
    order: Numbers  # rows by indicator, unit, place and year; what is unknown last


_METRICS, _PRACTICES, _ARTICLES = schema.METRICS.c, schema.PRACTICES.c, schema.ARTICLES.c
_NAME = func.coalesce(_METRICS.indicator_key, _METRICS.indicator)
TEXTS = 6  # the last columns of the query
QUERY = (
    select(
        _METRICS.key,
        _METRICS.value,
        func.coalesce(_METRICS.year, _PRACTICES.year, _ARTICLES.year, 0),
        case((_METRICS.change.is_not(None), 1), else_=0),
        case((_ARTICLES.suspect.is_not(None), 1), else_=0),
        case((schema.is_repeat(), 1), else_=0),
        case((or_(_PRACTICES.status == "proposed", _METRICS.role == "target"), 1), else_=0),
        _NAME,
        _METRICS.indicator,
        _METRICS.indicator_key,
        _METRICS.unit,
        func.coalesce(_METRICS.place, _PRACTICES.place, _ARTICLES.place),
        func.coalesce(_METRICS.adcode, _PRACTICES.adcode, _ARTICLES.adcode),
    )
    .join(schema.ARTICLES, _ARTICLES.key == _METRICS.article)
    .outerjoin(schema.PRACTICES, _PRACTICES.key == _METRICS.practice)
    .outerjoin(schema.DUPLICATES, schema.DUPLICATES.c.article_id == _ARTICLES.id)
    .outerjoin(schema.REPEATS, schema.REPEATS.c.practice_id == _PRACTICES.id)
    .where(_NAME.is_not(None))
    .order_by(_METRICS.key)
)


def read_figures(connection: Connection) -> Figures:
    """The metrics of the database as it is now."""
    numbers, texts = read_table(connection, QUERY, TEXTS)
    year = numbers[2].astype(np.int16)
    indicator, said, key, unit, place, adcode = texts
    late = np.where(year > 0, year, np.int16(9999))
    order = np.lexsort((late, ranked(adcode), ranked(unit), ranked(indicator)))
    return Figures(
        keys=numbers[0].astype(np.int64),
        value=numbers[1].astype(np.float64),
        year=year,
        changed=numbers[3] > 0,
        suspect=numbers[4] > 0,
        repeat=numbers[5] > 0,
        proposed=numbers[6] > 0,
        indicator=indicator,
        said=said,
        key=key,
        unit=unit,
        place=place,
        adcode=adcode,
        order=order,
    )


def ranked(column: Coded) -> Numbers:
    """For each row the place of its value in their order; unknown ("") comes last."""
    values = column.values
    order = sorted(range(len(values)), key=lambda number: (not values[number], values[number]))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[column.codes]
