"""What stands beside every export: what the columns mean, and how the data came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textmine.label.taxonomy import Pattern, Subtype
from textmine.store.naming import Naming
from textmine.store.tables import TABLES
from textmine.types import Record


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the exported data came from: counts of the whole database beside the records."""

    set_aside: dict[str, int]  # reason → documents
    repeats: int  # articles that repeat another
    corrections: int
    selection: str  # the query in words; "" for everything


def codebook(records: Sequence[Record], provenance: Provenance, naming: Naming) -> Iterator[str]:
    """The lines of the codebook, in Markdown."""
    yield "# 数据说明"
    yield ""
    yield "## 方法"
    yield ""
    yield methods(records, provenance)
    for table in TABLES.values():
        yield ""
        yield f"## 表：{table.title}（{table.name}）"
        yield ""
        for column in table.columns:
            yield f"- {column.header}（{column.name}）：{column.meaning}"
    yield ""
    yield "## 模式与子类"
    yield ""
    yield from _patterns(naming)
    yield from _other_codes(records, naming)


def methods(records: Sequence[Record], provenance: Provenance) -> str:
    """A paragraph for the methods section of a paper: sources, dates, versions, exclusions."""
    years = sorted(record.date[:4] for record in records if record.date)
    span = f"{years[0]}年至{years[-1]}年" if years else "均未写明日期" if records else "没有文章"
    undated = sum(1 for record in records if not record.date)
    practices = sum(len(record.practices) for record in records)
    metrics = sum(len(record.metrics) for record in records)
    suspects = sum(1 for record in records if record.suspect)
    versions = Counter(f"{r.pipeline.version}，模型 {r.pipeline.model}" for r in records)
    parts = [
        f"数据由 textmine 从 {len(records)} 篇文章中提取（{span}，{undated} 篇无日期），"
        f"含做法 {practices} 条、指标 {metrics} 个；每个值都附有原文及其在来源文件中的位置。",
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


def _set_aside(reasons: dict[str, int]) -> str:
    if not reasons:
        return "没有未能处理的文件。"
    listed = "、".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
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
