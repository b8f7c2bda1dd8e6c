"""Places of a query as codes of divisions, and codes as names."""

from __future__ import annotations

from functools import cache

from textmine.detect.divisions.gazetteer import load_gazetteer

PROVINCE, CITY, COUNTY = 2, 4, 6  # digits of GB/T 2260 that name each
# What lies in Taiwan has no code in the standard; the gazetteer's own begin otherwise.
TAIWAN, WITHIN_TAIWAN = "71", "83"


def prefix_of(code: str) -> str:
    """The digits that all divisions below *code* begin with ("370000" → "37")."""
    if len(code) > COUNTY:
        return code
    for length in (PROVINCE, CITY):
        if set(code[length:]) <= {"0"}:
            return code[:length]
    return code


@cache
def prefixes_of(place: str) -> tuple[str, ...]:
    """What the codes of *place* (a name or a code) begin with, of every year; () if unknown.

    >>> prefixes_of("山东")
    ('37',)
    """
    if place.isdigit():
        codes = {prefix_of(place)}
    else:
        named = load_gazetteer().named(place)
        codes = {prefix_of(code) for each in named for code in (each.code, each.today) if code}
    if TAIWAN in codes:
        codes.add(WITHIN_TAIWAN)
    return tuple(sorted(codes))


@cache
def today_of(code: str) -> str:
    """The code of what stands in the place of a division that was renamed or merged since."""
    division = load_gazetteer().get(code) if len(code) == COUNTY else None
    return division.today or code if division else code


@cache
def name_of(prefix: str) -> str:
    """The name of the division that a code or the first digits of one stand for."""
    code = (TAIWAN if prefix == WITHIN_TAIWAN else prefix).ljust(COUNTY, "0")
    division = load_gazetteer().get(code)
    if division is None and len(prefix) == CITY and prefix.endswith("90"):
        return "省直辖县级行政区划"
    return division.name if division else prefix


@cache
def full_name_of(code: str) -> str | None:
    """The name of a division behind those it lies in, or None where the code is unknown.

    >>> full_name_of("370783")
    '山东省潍坊市寿光市'
    """
    gazetteer = load_gazetteer()
    division = gazetteer.get(code)
    return gazetteer.full_name(division) if division else None


@cache
def code_of(name: str) -> str | None:
    """The code of the one division that bears *name* today, or None."""
    codes = {d.code for d in load_gazetteer().named(name) if d.code and d.valid_in(None)}
    return codes.pop() if len(codes) == 1 else None
