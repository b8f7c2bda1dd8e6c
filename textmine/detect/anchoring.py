"""What expressions of time are worth in an article of a given date.

A `Value` makes the value of an expression from the article's own date and from the year named last
before it, each None where there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from textmine.chinese.moments import Point

DUMMY = 4  # a leap year that no report writes of; `shifted` and its like put the real one there


class Written(NamedTuple):
    """The article's own date, as far as it states one."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, value: str | None) -> Written | None:
        """From "2010", "2010-05" or "2010-05-03"."""
        return cls(*(int(part) for part in value.split("-"))) if value else None

    def value(self) -> str:
        """As it came."""
        return Point(*self).value()


Value = Callable[[Written | None, int | None], str | None]


def fixed(value: str, goes_on: bool) -> Value:
    """A value as it stands, or from it to the article."""
    return lambda written, _: close(value, written) if goes_on else value


def since_deed(value: str) -> Value:
    """2008年商会成立以来: from then to the article's date; without one, nothing."""
    return lambda written, _: close(value, written) if written else None


def close(value: str, written: Written | None) -> str:
    """What goes on since *value* ends with the article: "2009" in one of 2010 is "2009/2010".

    Of an article without a date only the beginning is known.
    """
    first = value.partition("/")[0]
    if not written:
        return first
    last = written.value()[: len(first)]
    return f"{first}/{last}" if last > first else first


def shifted(value: str, offset: int, goes_on: bool) -> Value:
    """A value with the article's year, shifted, in place of the dummy."""

    def make(written: Written | None, _: int | None) -> str | None:
        if not written:
            return None
        told = _with_year(value, written.year + offset)
        return close(told, written) if goes_on else told

    return make


def after(value: str, offset: int) -> Value:
    """A value with the year named last, shifted, in place of the dummy."""
    return lambda _, last: _with_year(value, last + offset) if last else None


def within(value: str, goes_on: bool) -> Value:
    """A value without a year: of the year named last, else of the article's."""

    def make(written: Written | None, last: int | None) -> str | None:
        year = last
        if written and (last is None or last > written.year):  # after a goal: "到2012年 … 上半年"
            year = written.year
        if not year:
            return None
        told = _with_year(value, year)
        return close(told, written) if goes_on else told

    return make


def _with_year(value: str, year: int) -> str:
    return value.replace(f"{DUMMY:04d}", f"{year:04d}").replace("Y", f"{year:04d}")


def never(written: Written | None, last: int | None) -> None:
    """近年来, 每年: nothing that a date of the article could anchor."""


def day_told(days: int) -> Value:
    """昨天: so many days from the article's own, as far as that is known."""

    def make(written: Written | None, _: int | None) -> str | None:
        if not written or not written.month or not written.day:
            return written.value() if written else None
        day = date(written.year, written.month, written.day) + timedelta(days=days)
        return day.isoformat()

    return make


def month_told(months: int) -> Value:
    """上月: so many months from the article's own, as far as that is known."""

    def make(written: Written | None, _: int | None) -> str | None:
        if not written or not written.month:
            return written.value() if written else None
        year, month = divmod(written.year * 12 + written.month - 1 + months, 12)
        return f"{year:04d}-{month + 1:02d}"

    return make
