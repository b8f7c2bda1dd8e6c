"""Where the marks of a chart stand; the templates draw them as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textmine.store.find.counts import Count, Table
from textmine.store.find.indicators import MetricRow

# A map of equal tiles, roughly where the provinces lie; code → (short name, column, row).
PROVINCES: Mapping[str, tuple[str, int, int]] = {
    "23": ("黑龙江", 7, 0),
    "15": ("内蒙古", 5, 1), "22": ("吉林", 7, 1),
    "65": ("新疆", 0, 2), "62": ("甘肃", 2, 2), "64": ("宁夏", 3, 2), "14": ("山西", 4, 2),
    "13": ("河北", 5, 2), "11": ("北京", 6, 2), "21": ("辽宁", 7, 2),
    "54": ("西藏", 0, 3), "63": ("青海", 1, 3), "51": ("四川", 2, 3), "61": ("陕西", 3, 3),
    "41": ("河南", 4, 3), "37": ("山东", 5, 3), "12": ("天津", 6, 3),
    "53": ("云南", 2, 4), "50": ("重庆", 3, 4), "42": ("湖北", 4, 4), "34": ("安徽", 5, 4),
    "32": ("江苏", 6, 4), "31": ("上海", 7, 4),
    "52": ("贵州", 3, 5), "43": ("湖南", 4, 5), "36": ("江西", 5, 5), "33": ("浙江", 6, 5),
    "45": ("广西", 3, 6), "44": ("广东", 4, 6), "35": ("福建", 5, 6), "71": ("台湾", 7, 6),
    "46": ("海南", 3, 7), "82": ("澳门", 4, 7), "81": ("香港", 5, 7),
}  # fmt: skip

SHADES = 5  # steps of the colour, 0 for none
MOST_COLUMNS = 24  # years side by side; more are told as they come, without the empty ones


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the tile map; `shade` is 0 to SHADES."""

    code: str
    name: str
    column: int
    row: int
    count: int
    shade: int


def tiles(count: Count) -> list[Tile]:
    """All provinces with their counts."""
    of = {bar.value: bar.count for bar in count.bars}
    most = max(of.values(), default=0)
    return [
        Tile(code, name, column, row, of.get(code, 0), shade(of.get(code, 0), most))
        for code, (name, column, row) in PROVINCES.items()
    ]


def shade(count: int, most: int) -> int:
    """A step of the colour; what is there at all is never 0.

    By the root, for one full year would leave all others alike.

    >>> [shade(count, 100) for count in (0, 1, 9, 25, 100)]
    [0, 1, 2, 3, 5]
    """
    return math.ceil(SHADES * math.sqrt(count / most)) if count else 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the matrix."""

    column: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix with its sum."""

    value: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by two values; rows with most first, columns in their order, "" (unknown) last."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def matrix(table: Table) -> Matrix:
    """A cross count as rows of cells."""
    columns = _columns([column for column in table.columns if column])
    if "" in table.columns:
        columns = [*columns, ""]
    most = max(table.cells.values(), default=0)
    rows = []
    for value in table.rows:
        counts = [table.cells.get((value, column), 0) for column in columns]
        cells = tuple(
            Cell(column, count, shade(count, most))
            for column, count in zip(columns, counts, strict=True)
        )
        rows.append(Row(value, cells, sum(counts)))
    rows.sort(key=lambda row: (row.value == "", -row.total, row.value))
    return Matrix(tuple(columns), tuple(rows))


def _columns(years: Sequence[str]) -> list[str]:
    """The years with the empty ones between them, while they fit."""
    known = sorted(years)
    if not known:
        return []
    first, last = int(known[0]), int(known[-1])
    if last - first < MOST_COLUMNS:
        return [str(year) for year in range(first, last + 1)]
    return known


BESIDE = 11.0  # between the middles of two dots, which are 10 wide with a rim
FILLED = 0.84  # of the width of a year with dots, so that years stay apart


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on the chart of one indicator, in the units of its frame."""

    x: float
    y: float
    row: MetricRow


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid and what stands beside it."""

    at: float
    label: float


@dataclass(frozen=True, slots=True)
class Dots:
    """Values of one indicator over years; `width` and `height` are those of the plot."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]


def dots(rows: Sequence[MetricRow], *, width: float = 720, height: float = 220) -> Dots | None:
    """A dot for each value of a known year; None where there are fewer than two."""
    placed = [row for row in rows if row.year is not None]
    if len(placed) < 2:
        return None
    years = sorted({row.year or 0 for row in placed})
    ticks = round_ticks(min(0.0, *(row.value for row in placed)), max(r.value for r in placed))
    span = ticks[-1] - ticks[0] or 1.0
    first, last = years[0] - 0.5, years[-1] + 0.5

    band = width / (last - first)
    lanes = _lanes_of(placed, [height - row.value / span * height for row in placed], band)

    def x(year: float) -> float:
        return round((year - first) * band, 1)

    def y(value: float) -> float:
        return round(height - (value - ticks[0]) / span * height, 1)

    step = max(1, -(-(years[-1] - years[0] + 1) // 12))
    return Dots(
        width,
        height,
        tuple(
            Dot(round(x(row.year or 0) + lane * BESIDE, 1), y(row.value), row)
            for row, lane in zip(placed, lanes, strict=True)
        ),
        tuple(Tick(x(year), year) for year in range(years[0], years[-1] + 1, step)),
        tuple(Tick(y(value), value) for value in ticks),
    )


def _lanes_of(rows: Sequence[MetricRow], heights: Sequence[float], band: float) -> list[int]:
    """How many dots to the right of the middle of its year each stands, to the left below 0.

    Dots of one year that would hide one another stand side by side, as far as their year reaches.
    """
    reach = int(band * FILLED / 2 / BESIDE)
    ways = [0, *(way for n in range(1, reach + 1) for way in (n, -n))]
    found = [0] * len(rows)
    last: dict[tuple[int | None, int], float] = {}  # height of the latest dot, by year and lane
    for at in sorted(range(len(rows)), key=heights.__getitem__):
        year, height = rows[at].year, heights[at]
        free = (way for way in ways if height - last.get((year, way), -math.inf) >= BESIDE)
        lane = next(free, None)
        if lane is None:
            lane = min(ways, key=lambda way: last[year, way])
        last[year, lane], found[at] = height, lane
    return found


def round_ticks(low: float, high: float) -> list[float]:
    """Three to seven round numbers that reach from *low* to *high*.

    >>> round_ticks(0, 7300)
    [0.0, 2000.0, 4000.0, 6000.0, 8000.0]
    """
    span = (high - low) or abs(high) or 1.0
    size = 1.0
    while size * 10 <= span:
        size *= 10
    while size > span:
        size /= 10
    step = next(size * part for part in (0.2, 0.5, 1, 2, 5) if span / (size * part) <= 6)
    first = int(low // step)
    last = int(-(-high // step))
    return [round(step * number, 10) for number in range(first, max(last, first + 1) + 1)]
