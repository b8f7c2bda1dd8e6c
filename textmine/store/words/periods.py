"""Years of the normalised periods that records carry ("2009", "2010-01/2010-04")."""

from __future__ import annotations

import re

from textmine.errors import StoreError

YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def years_of(period: str | None) -> tuple[int, int] | None:
    """The first and the last year of a period, or None where it names none."""
    years = [int(year) for year in YEAR.findall(period or "")]
    return (min(years), max(years)) if years else None


def first_year(period: str | None) -> int | None:
    """The first year of a period or date."""
    years = years_of(period)
    return years[0] if years else None


DAY = re.compile(r"(\d{4})(?:[年.\-](\d{1,2})(?!\d)(?:[月.\-](\d{1,2})(?!\d))?)?")


def read_period(written: str) -> str | None:
    """A period as people type it, as records carry it; StoreError for what names no year.

    >>> read_period("2010年5月"), read_period("2008—2012年"), read_period("")
    ('2010-05', '2008/2012', None)
    """
    if not written:
        return None
    ends = ["-".join(p.zfill(2) for p in day if p) for day in DAY.findall(written)][:2]
    if not ends:
        raise StoreError(written, "is no period: 2010, 2010-05, 2008/2012")
    return "/".join(dict.fromkeys(ends))
