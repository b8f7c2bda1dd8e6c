"""Tables of texts: CSV, JSONL, Parquet; workbooks are read like them.

A column is known by its name; `columns` of the settings maps others.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from textmine.acquire import media
from textmine.acquire.extracted import may_be_mark
from textmine.errors import UnreadableError, UnsupportedError
from textmine.settings import AcquireSettings

# Names of columns, compared without case, blanks and signs.
NAMES: dict[str, str] = {
    "text": "text content body fulltext article 正文 内容 文本 全文 文章内容 正文内容 原文 文章",
    "title": "title headline name 标题 题目 题名 文章标题 名称 篇名"
    " 案例名称 案例标题 材料名称 材料标题",
    "author": "author authors creator 作者 撰稿人 撰稿 作者姓名",
    "date": "date published publishdate pubdate publishedat time year 日期 时间 发布时间 发布日期"
    " 发表时间 成文日期 成文时间 发文日期 年份",
    "issuer": "issuer organization organisation agency publisher 发文机关 发布机构 发文单位"
    " 单位 机关 报送单位 来源单位",
    "number": "number docnumber 文号 发文字号",
    "place": "place region location 地区 地点 区域 所属地区 省市县",
    "source": "source 来源 稿源 出处 信息来源",
    "site": "site website 网站 站点 网站名称",
    "site_date": "sitedate uploaded uploaddate 上传时间 上传日期",
    "url": "url link address href 网址 链接 地址 原文链接 来源网址",
    "retrieved": "retrieved crawled fetched accessed 采集时间 抓取时间 下载时间",
    "file": "file filename path filepath 文件 文件名 路径 文件路径",
    "secrecy": "secrecy classification 密级 密别 秘密等级 保密等级 保密级别 涉密等级",
    "parent": "parent",  # the address of the page that a document was attached to
    "id": "id key no record 编号 序号",
}
# Columns that say something of an article; the others hold its text or name what it is in.
SUPPLIED = tuple(column for column in NAMES if column not in ("text", "file", "id", "parent"))
KNOWN = {name: column for column, names in NAMES.items() for name in names.split()}
DAMAGED = "is a damaged table; open it in Excel and save it anew as XLSX"
# What the column of texts is called where none has a better name: 正文 beside 主要内容 is the text.
LESSER = frozenset("案例内容 材料内容 具体内容 主要内容 经验做法 主要做法 做法".split())
HEADS = 5  # rows at the top, among which the names of the columns stand below the table's title
SIGNS = re.compile(r"[\s_\-./:：()（）\[\]]+")
csv.field_size_limit(1 << 30)  # a cell may hold a whole report


@dataclass(frozen=True, slots=True)
class Row:
    """A text of a table, named by its id or number, and what the table says of it."""

    name: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table that came as text."""

    media_type: str
    rows: Iterator[Row]


# ---- columns -------------------------------------------------------------------------------------
def map_columns(header: Sequence[Any], settings: AcquireSettings) -> dict[str, int]:
    """What each known column is: {"text": 3, "title": 0}; the settings' names come first."""
    names = [SIGNS.sub("", str(cell)).lower() if cell is not None else "" for cell in header]
    found: dict[str, int] = {}
    for column, wanted in dict(settings.columns).items():
        key = SIGNS.sub("", wanted).lower()
        if key in names:
            found[column] = names.index(key)
    for index, name in enumerate(names):
        column = KNOWN.get(name, "")
        if column and column not in found and index not in found.values():
            found[column] = index
    if "text" not in found and (lesser := [at for at, name in enumerate(names) if name in LESSER]):
        found["text"] = lesser[0]
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """The row that names the columns, what each is, and what the titles above it say of all."""

    names: Sequence[Any]
    columns: Mapping[str, int]
    said: Mapping[str, str] = field(default_factory=dict)


def find_head(rows: Iterator[Sequence[Any]], settings: AcquireSettings) -> Head:
    """The head of a table, taken off *rows*; it may stand below titles.

    Where none of the first rows names a text, the fullest, without columns.
    """
    fullest: Sequence[Any] = ()
    said: dict[str, str] = {}
    for number, row in enumerate(itertools.islice(rows, HEADS)):
        columns = map_columns(row, settings)
        if "text" in columns and (not number or len(columns) > 1):
            return Head(row, columns, said)
        if marks := [str(cell) for cell in row if cell and may_be_mark(str(cell))]:
            said["secrecy"] = marks[0]
        fullest = max(fullest, row, key=lambda cells: sum(map(_is_filled, cells)))
    return Head(fullest, {})


def _is_filled(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _row(number: int, cells: Sequence[Any], columns: Mapping[str, int]) -> Row | None:
    values = {name: _text(cells[at]) for name, at in columns.items() if at < len(cells)}
    text = values.pop("text", "")
    if not any((text, *values.values())):
        return None
    key = re.sub(r"[/\\\0]", "_", values.pop("id", "")) or str(number)
    return Row(key, text, {name: value for name, value in values.items() if value})


def _text(cell: Any) -> str:
    """A cell as text; a whole number without its point, a moment as its day."""
    if cell is None:
        return ""
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (list, tuple)):
        return "、".join(map(_text, cell))
    return str(cell).strip("\ufeff")


def need_text(columns: Mapping[str, int], header: Iterable[Any], name: str) -> None:
    if "text" not in columns:
        shown = ", ".join(str(cell) for cell in header if _is_filled(cell))[:200]
        raise UnsupportedError(
            name,
            f"is a table without a column of texts; its columns are {shown}; name the right one in "
            'the settings: [acquire.columns] text = "…"',
        )


def all_rows(rows: Iterable[Sequence[Any]], head: Head) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if found := _row(number, row, head.columns):
            yield dataclasses.replace(found, values={**head.said, **found.values})


# ---- kinds of tables -----------------------------------------------------------------------------
def read_text_table(text: str, name: str, settings: AcquireSettings) -> TextTable | None:
    """The table in a text file; None where it is no table of texts but a text.

    A file called .csv or .tsv that has no column of texts is an UnsupportedError.
    """
    start = text.lstrip("\ufeff \r\n\t")[:1]
    if start in "{[" and start:
        objects = _json_rows(text, name, settings)
        return TextTable(media.JSONL, objects) if objects is not None else None
    named = name.lower().endswith((".csv", ".tsv"))
    first = text.split("\n", 1)[0]
    delimiter = max("\t,;", key=first.count)
    if not first.count(delimiter) or (not named and len(first) > 300):
        return None
    line = csv.reader([first.strip("\r\ufeff")], delimiter=delimiter)
    try:
        header = next(line, [])
    except csv.Error as error:
        if named:
            raise UnreadableError(name, DAMAGED) from error
        return None
    columns = map_columns(header, settings)
    if ("text" in columns and len(columns) > 1) or named:
        cells = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        rows = checked_rows(cells, name)
        head = find_head(rows, settings)
        need_text(head.columns, head.names, name)
        return TextTable(media.CSV, all_rows(rows, head))
    return None


def checked_rows(cells: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    """The rows of a CSV; an UnreadableError where they cannot be told."""
    try:
        yield from cells
    except csv.Error as error:
        raise UnreadableError(name, DAMAGED) from error


def _json_rows(text: str, name: str, settings: AcquireSettings) -> Iterator[Row] | None:
    """Rows of JSONL, or of one list of objects; None where the text is something else."""
    try:
        objects = _objects(text)
        first = next(objects, None)
    except (ValueError, RecursionError):  # nested as no table is
        return None
    if not isinstance(first, dict) or "text" not in map_columns(list(first), settings):
        return None
    return _object_rows(first, objects, name, settings)


def _objects(text: str) -> Iterator[Any]:
    if text.lstrip().startswith("["):
        yield from json.loads(text)
        return
    for line in text.split("\n"):
        if line.strip():
            yield json.loads(line)


def _object_rows(
    first: dict[str, Any], rest: Iterator[Any], name: str, settings: AcquireSettings
) -> Iterator[Row]:
    number, row = 1, first
    while True:
        if isinstance(row, dict):
            columns = map_columns(list(row), settings)
            if found := _row(number, list(row.values()), columns):
                yield found
        number += 1
        try:
            row = next(rest)
        except StopIteration:
            return
        except (ValueError, RecursionError) as error:
            raise UnreadableError(
                name, f"is damaged JSON in line {number}; mend that line"
            ) from error


def read_parquet(data: bytes, name: str, settings: AcquireSettings) -> Iterator[Row]:
    """The rows of a Parquet file, a batch at a time."""
    import pyarrow  # 0.2 s to load
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        header = list(file.schema_arrow.names)
        columns = map_columns(header, settings)
        need_text(columns, header, name)
        kept = {column: header[at] for column, at in columns.items()}
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=list(kept.values())):
            for values in batch.to_pylist():
                number += 1
                cells = [values[original] for original in kept.values()]
                if made := _row(number, cells, {c: at for at, c in enumerate(kept)}):
                    yield made
    except pyarrow.ArrowException as error:
        raise UnreadableError(name, "is a damaged Parquet file; write it anew") from error
