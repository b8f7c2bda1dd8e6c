"""Years of the normalised periods that records carry ("2009", "2010-01/2010-04")."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def years_of(period: str | None) -> tuple[int, int] | None:
    """The first and the last year of a period, or None where it names none."""
    years = [int(year) for year in YEAR.findall(period or "")]
    return (min(years), max(years)) if years else None


def first_year(period: str | None) -> int | None:
    """The first year of a period or date."""
    years = years_of(period)
    return years[0] if years else None
