"""What stands beside every export: what the columns mean, and how the data came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from textmine.label.taxonomy import Pattern, Subtype
from textmine.store.find.indicators import MetricQuery
from textmine.store.find.queries import Query
from textmine.store.out.columns import TableName
from textmine.store.out.tables import TABLES
from textmine.store.words import names
from textmine.store.words.naming import Naming
from textmine.types import Record

# What a query may ask for, and why a document is set aside, as a paper says it.
ASKED = {
    "words": "检索词", "pattern": "模式", "subtype": "子类", "place": "地点", "year": "年份",
    "status": "状态", "genre": "体裁", "has_metric": "有指标", "indicator": "指标",
    "source": "来源", "without": "未注明", "article": "文章", "repeats": "含转载与旧版",
    "suspects": "含存疑", "widen": "含近义词",
}  # fmt: skip
REASONS = {
    "no_text": "没有正文", "unreadable": "无法读取", "encrypted": "已加密",
    "unsupported": "格式不支持", "encoding": "编码不明", "too_large": "太大", "unsafe": "不安全",
    "unavailable": "无法打开", "timeout": "超时", "memory": "内存不足", "internal": "程序错误",
    "confidential": "标有密级待确认",
}  # fmt: skip


# How a reader gets from a cell to the words of the source, and what a citation names.
CHECKING = (
    "- 从表到原文：`textmine show 案例库 编号`（或网页上点“原文”）显示那几个字和前后文；"
    "不用本程序，则打开“来源文件”，从“原文起”读到“原文止”（解码后的字符，从 0 数起，不含止）。",
    "- 文件是否原样：“文章”表的“来源校验”是文件的 SHA-256。",
    "- 数值已换成基本单位（1.2亿元记为 120000000 元），不同文章可以直接比较；"
    "不同单位（元与美元、% 与百分点、亩与公顷）不换算。",
    "- 时期由文中的话和文章日期推定；两者都没有写的，时期空着，不作猜测。",
    "- 引用时写明：来源文章的题名、日期、网址，做法或指标编号，以及“方法”一段的程序版本与模型。",
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the exported data came from: counts of the whole database beside the records.

    Of the practices and figures only those count that the export holds.
    """

    practices: int
    metrics: int
    set_aside: dict[str, int]  # reason → documents
    repeats: int  # articles that repeat another
    corrections: int
    selection: str  # the query in words; "" for everything


LINES = (
    "每行一篇文章，UTF-8。字段由 `textmine schema` 列出，含义见 docs/reference.md。",
    "- `start`、`end` 是 `text` 的切片（字符，从 0 数起，不含止）；`source_start`、`source_end` "
    "指解码后的来源文件。",
    "- 做法和指标的 `checked`：谁、何时核对，改正了哪几项；没有人核对则为 null。",
)


def codebook(
    records: Sequence[Record],
    provenance: Provenance,
    naming: Naming,
    tables: Iterable[TableName] = tuple(TABLES),
) -> Iterator[str]:
    """The lines of the codebook, in Markdown; of all *tables*, what JSONL holds, too."""
    tables = tuple(tables)
    yield "# 数据说明"
    yield ""
    yield "## 方法"
    yield ""
    yield methods(records, provenance)
    yield ""
    yield "## 核对与引用"
    yield ""
    yield from CHECKING
    for table in map(TABLES.__getitem__, tables):
        yield ""
        yield f"## 表：{table.title}（{table.name}）"
        yield ""
        for column in table.columns:
            yield f"- {column.header}（{column.name}）：{column.meaning}"
    if len(tables) == len(TABLES):
        yield from ("", "## JSONL", "", *LINES)
    yield ""
    yield "## 模式与子类"
    yield ""
    yield from _patterns(naming)
    yield from _other_codes(records, naming)


def methods(records: Sequence[Record], provenance: Provenance) -> str:
    """A paragraph for the methods section of a paper: sources, dates, versions, exclusions."""
    undated = sum(1 for record in records if not record.date)
    suspects = sum(1 for record in records if record.suspect)
    versions = Counter(f"{r.pipeline.version}，模型 {r.pipeline.model}" for r in records)
    parts = [
        f"数据由 textmine 从 {len(records)} 篇文章中提取（{_span(records)}，{undated} 篇无日期），"
        f"含做法 {provenance.practices} 条、指标 {provenance.metrics} 个；"
        "每个值都附有原文及其在来源文件中的位置。",
        f"程序版本 {'；'.join(version for version, _ in versions.most_common())}。"
        if records
        else "",
        f"选取条件：{provenance.selection}。" if provenance.selection else "",
        f"另有 {provenance.repeats} 篇转载或旧版计入其首见者；{suspects} 篇存疑，"
        "在计数时一般不计入。",
        _set_aside(provenance.set_aside),
        f"人工改正与核对 {provenance.corrections} 处。",
    ]
    return "".join(parts)


def _span(records: Sequence[Record]) -> str:
    """The years of records: 2008年至2012年, or why there are none."""
    if not records:
        return "没有文章"
    years = sorted(record.date[:4] for record in records if record.date)
    return "年至".join(sorted({years[0], years[-1]})) + "年" if years else "均未写明日期"


def in_words(query: Query, naming: Naming) -> str:
    """What was selected, for the methods paragraph; "" for everything.

    >>> in_words(Query(words="联建", year=(2008, None)), Naming(None))
    '检索词“联建”；年份 2008 年起'
    """
    default = Query()
    asked = {name: getattr(query, name) for name in ASKED}
    chosen = ((name, value) for name, value in asked.items() if value != getattr(default, name))
    return "；".join(ASKED[name] + _said(name, value, naming) for name, value in chosen)


def values_in_words(query: MetricQuery) -> str:
    """The same for the values of an indicator, with what is left out of them.

    >>> values_in_words(MetricQuery(indicator="人均纯收入", unit="元"))
    '指标“人均纯收入”；单位 元；不含拟实施与目标、转载与旧版、存疑'
    """
    rules = query.rules
    left = {"拟实施与目标": rules.proposed, "转载与旧版": rules.repeats, "存疑": rules.suspects}
    without = "、".join(what for what, taken in left.items() if not taken)
    parts = [
        f"指标“{query.indicator}”" if query.indicator else "",
        f"单位 {query.unit}" if query.unit else "",
        f"地点 {'、'.join(query.place)}" if query.place else "",
        f"年份 {_years(*query.year)}" if query.year else "",
        "只取水平，不取变化" if query.levels else "",
        f"不含{without}" if without else "",
    ]
    return "；".join(filter(None, parts))


def _said(name: str, value: Any, naming: Naming) -> str:
    if name == "words":
        return f"“{value}”"
    if isinstance(value, bool):
        return "：是" if value else "：否"
    if name == "year":
        return f" {_years(*value)}"
    values: tuple[str, ...] = value if isinstance(value, tuple) else (value,)
    if name in ("pattern", "subtype"):
        return " " + "、".join(naming.name(each, "zh") for each in values)
    known = {**names.STATUS, **names.GENRES, **ASKED}
    return " " + "、".join(known.get(each, each) for each in values)


def _years(first: int | None, last: int | None) -> str:
    if first is None:
        return f"{last} 年止"
    if last is None:
        return f"{first} 年起"
    return f"{first} 年" if first == last else f"{first}—{last} 年"


def _set_aside(reasons: dict[str, int]) -> str:
    if not reasons:
        return "没有未能处理的文件。"
    listed = "、".join(f"{REASONS.get(why, why)} {n}" for why, n in sorted(reasons.items()))
    return f"未能处理的文件 {sum(reasons.values())} 个（{listed}）。"


def _patterns(naming: Naming) -> Iterator[str]:
    known = naming.taxonomy
    if known is None:
        yield "没有保存分类表：模式以代码表示。"
        return
    yield f"分类表：{known.zh}（{known.en}）"
    yield ""
    for pattern in known.patterns:
        yield _entry(pattern)
        for subtype in pattern.subtypes:
            yield "  " + _entry(subtype)


def _other_codes(records: Sequence[Record], naming: Naming) -> Iterator[str]:
    """The codes that the records bear and the taxonomy in force does not have."""
    practices = [practice for record in records for practice in record.practices]
    borne = {label.code for practice in practices for label in practice.patterns}
    borne |= {code for practice in practices for code in practice.subtypes}
    if others := sorted(filter(naming.is_former, borne)):
        yield ""
        yield "以下代码不在上述分类表中（来自人工改正或并入的库）："
        yield ""
        for code in others:
            entry = naming.entries.get(code)
            yield _entry(entry) if entry else f"- {code}"


def _entry(entry: Pattern | Subtype) -> str:
    both = entry.zh if entry.zh == entry.en else f"{entry.zh} · {entry.en}"
    return f"- {both}（{entry.code}）：{entry.definition}"
