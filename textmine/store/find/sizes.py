"""Figures that a query sets a bound to: 超过1万, 5000元以上, 不到10%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from textmine.chinese.numerals import PLAIN, parse_numeral
from textmine.store.file import schema
from textmine.store.find.matching import Keys

TOLD = 64  # figures that are marked in texts

UNITS = "元|[%％]|个|名|户|人|亩|家|件|次|吨|公里|公顷|平方米|米|间|所|项|岁|天"
BOUND = re.compile(
    r"(?:(?P<least>不低于|不少于|不小于|至少|超过|高于|大于|多于|突破|达到|达|超)"
    r"|(?P<most>不超过|不高于|不多于|低于|少于|小于|不到|不足|至多))?"
    rf"(?P<size>{PLAIN})(?P<unit>{UNITS})?(?:(?P<up>以上|多)|(?P<down>以下|以内))?"
)


@dataclass(frozen=True, slots=True)
class Size:
    """The least and the most that a figure may be, one of them None; a unit if one is said."""

    least: float | None
    most: float | None
    unit: str | None


def size_said(word: str) -> Size | None:
    """The bound that a word sets to a figure, None where it sets none.

    >>> size_said("超过1万元"), size_said("5%以下"), size_said("1万元")
    (Size(least=10000.0, most=None, unit='元'), Size(least=None, most=5.0, unit='%'), None)
    """
    match = BOUND.fullmatch(word)
    value = parse_numeral(match["size"]) if match else None
    if match is None or value is None:
        return None
    unit = "%" if match["unit"] == "％" else match["unit"]
    up, down = match["least"] or match["up"], match["most"] or match["down"]
    if bool(up) == bool(down):
        return None
    return Size(value, None, unit) if up else Size(None, value, unit)


def parted_by_sizes(word: str) -> list[str]:
    """What stands before, between and after the bounds that a word sets, and the bounds.

    >>> parted_by_sizes("人均纯收入超过1万元的村")
    ['人均纯收入', '超过1万元', '的村']
    """
    parts: list[str] = []
    end = 0
    for match in BOUND.finditer(word):
        if size_said(match[0]):
            parts += [word[end : match.start()], match[0]]
            end = match.end()
    return [part for part in [*parts, word[end:]] if part]


@dataclass(frozen=True, slots=True)
class Measured:
    """Passages of practices with a figure in the bound, and how some of these figures read."""

    keys: Keys
    texts: tuple[str, ...]


def measured(connection: Connection, size: Size, names: Sequence[str]) -> Measured:
    """Practices with a figure of one of *names* in the bound of *size*."""
    figures, passages = schema.METRICS.c, schema.PASSAGES.c
    query = (
        select(passages.key, figures.text)
        .join(schema.METRICS, figures.practice == passages.practice)
        .where(
            or_(
                *(figures.text.contains(name, autoescape=True) for name in names),
                *(figures.indicator.contains(name, autoescape=True) for name in names),
            )
        )
        .order_by(passages.key)
    )
    if size.least is not None:
        query = query.where(func.coalesce(figures.value_max, figures.value) >= size.least)
    if size.most is not None:
        query = query.where(figures.value <= size.most)
    if size.unit:
        query = query.where(figures.unit == size.unit)
    rows = connection.execute(query).all()
    keys = np.unique(np.array([row.key for row in rows], dtype=np.int64))
    return Measured(keys, tuple(dict.fromkeys(row.text for row in rows))[:TOLD])
