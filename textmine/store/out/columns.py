"""What a flat table is: columns with their meaning, and the cells that several tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from textmine.store.words.naming import Naming, Tongue
from textmine.types import Metric, PlaceRef, Practice, Record

Cell = str | int | float | bool | None
TableName = Literal["practices", "metrics", "places", "articles"]
Kind = Literal["text", "number", "whole", "code"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs and for people, what it means, what its cells are.

    `whole` cells are numbers without decimals, `code` cells look like numbers and are none
    (370783); `field` is what a change of the cell
    corrects when an edited workbook is imported.
    """

    name: str
    header: str
    meaning: str
    kind: Kind = "text"
    field: str | None = None

    def heads(self, tongue: Tongue) -> str:
        """What stands above the column; in English its name."""
        return self.header if tongue == "zh" else self.name


@dataclass(frozen=True, slots=True)
class Context:
    """A record with what stands beside it in the database."""

    record: Record
    case_of: dict[str, str]
    wanted: frozenset[str] | None  # practices to show; None: all
    naming: Naming
    repeats: frozenset[str] = frozenset()  # practices and articles that say again what others say
    figures: frozenset[str] | None = None  # metrics to show; None: those of `wanted`
    # What people said of cases: practices that each is the "same" case as, or is "apart" from.
    said: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def practices(self) -> Iterator[Practice]:
        """The practices that are asked for."""
        for practice in self.record.practices:
            if self.wanted is None or practice.id in self.wanted:
                yield practice

    def said_of(self, practice: str) -> tuple[Cell, Cell]:
        """Those that people said are one case with a practice, and those that are not."""
        one, other = (self.said.get(each, {}).get(practice) for each in ("same", "apart"))
        return "；".join(one) if one else None, "；".join(other) if other else None

    def holds(self, metric: Metric, owner: str | None) -> bool:
        """Whether a metric of a practice, or of none, is asked for."""
        if self.figures is not None:
            return metric.id in self.figures
        return self.wanted is None or owner in self.wanted


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table of the export: title, columns and how a record becomes rows."""

    name: TableName
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Context], Iterator[tuple[Cell, ...]]]

    def titled(self, tongue: Tongue) -> str:
        """What a sheet of the table is called; in English the table's name."""
        return self.title if tongue == "zh" else self.name


def source_columns(*, editable: bool = False) -> tuple[Column, ...]:
    """What every table says of the article."""
    title, date = ("title", "date") if editable else (None, None)
    return (
        Column("article_id", "文章编号", "文章的固定编号"),
        Column("title", "文章题名", "文章自己的题名", field=title),
        Column("date", "文章日期", "文章自己的日期；未写明则空", "code", date),
        Column("path", "来源文件", "来源文件的相对路径"),
        Column("url", "网址", "来源网址；没有则空"),
    )


def source_cells(record: Record) -> tuple[Cell, ...]:
    """The cells of `source_columns`."""
    return (record.id, record.title, record.date, record.source.path, record.source.url)


CHECKED_COLUMNS = (
    Column(
        "checked", "已核对", "有人核对或改正过为 1；写 1 后导入，即记为核对无误", "whole", "checked"
    ),
    Column("checked_by", "核对人", "最后核对或改正的人"),
    Column("checked_at", "核对时间", "最后核对或改正的时间（UTC）", "code"),
)


def checked_cells(item: Practice | Metric) -> tuple[Cell, Cell, Cell]:
    """The cells of `CHECKED_COLUMNS`."""
    checked = item.checked
    return (1, checked.by, checked.at) if checked else (0, None, None)


def place_cells(place: PlaceRef | None) -> tuple[Cell, Cell]:
    """The cells of `place_columns`."""
    return (place.text, place.adcode) if place else (None, None)


def place_columns(what: str) -> tuple[Column, ...]:
    """The place of *what* and its code."""
    return (
        Column("place", "地点", f"{what}所属地点的名称", field="place"),
        Column("adcode", "区划代码", "GB/T 2260 行政区划代码", "code", "adcode"),
    )
