"""Records as flat tables: what CSV, XLSX and Parquet hold, and what each column means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from textmine.store.out.columns import (
    CHECKED_COLUMNS,
    Cell,
    Column,
    Context,
    FlatTable,
    TableName,
    checked_cells,
    place_cells,
    place_columns,
    source_cells,
    source_columns,
)
from textmine.store.words import names
from textmine.store.words.periods import first_year, years_of
from textmine.store.words.placenames import PlaceNames

# ---- practices --------------------------------------------------------------------------------
PRACTICE_COLUMNS = (
    Column("id", "做法编号", "做法的固定编号：同一来源文件的同一段文字，编号不变"),
    Column("case_id", "案例编号", "同一地点、同一做法、时间相接的做法归为一个案例"),
    Column("name", "名称", "文中给出的名称，或其标题", field="name"),
    Column("status", "状态", "已实施或拟实施", field="status"),
    Column("patterns", "模式", "一至三个，主要的在前，以“；”分隔", field="patterns"),
    Column("score", "模式概率", "主要模式的校准概率，0 到 1", "number"),
    Column("subtypes", "子类", "模式的子类，以“；”分隔", field="subtypes"),
    *place_columns("做法"),
    Column("place_full", "地点全称", "省、市、县的全称"),
    Column("period", "时期", "做法的时期，如 2009 或 2009/2010", "code", "period"),
    Column("year", "年份", "时期的第一年；没有时期则为文章年份", "whole"),
    Column("evidence", "原文", "做法的全部原文，即证据"),
    Column("metrics", "指标数", "做法中指标的个数", "whole"),
    Column("headings", "上级标题", "从大到小，以“ > ”分隔"),
    Column("page", "页", "来源文件中的页码", "whole"),
    Column("paragraph", "段", "来源文件中的段落号", "whole"),
    Column("source_start", "原文起", "在解码后的来源文件中的起点（字符）", "whole"),
    Column("source_end", "原文止", "在解码后的来源文件中的终点（字符）", "whole"),
    *CHECKED_COLUMNS,
    Column("same_case", "人工判为同一案例", "有人判定与之是同一案例的做法的编号，以“；”分隔"),
    Column("other_case", "人工判为不同案例", "有人判定与之不是同一案例的做法的编号，以“；”分隔"),
    Column("genre", "体裁", "文章的体裁"),
    Column("suspect", "存疑", "文章可能不是证据的原因（范文、演示等）"),
    *source_columns(),
)


def _practice_rows(context: Context) -> Iterator[tuple[Cell, ...]]:
    record, name, tongue = context.record, context.naming.name, context.naming.tongue
    places = PlaceNames(record)
    for practice in context.practices():
        yield (
            practice.id,
            context.case_of.get(practice.id),
            practice.name,
            names.call(practice.status, names.STATUS, tongue),
            "；".join(name(label.code) for label in practice.patterns),
            practice.patterns[0].score,
            "；".join(map(name, practice.subtypes)),
            *place_cells(practice.place or record.place),
            places.full(practice),
            practice.period,
            first_year(practice.period) or first_year(record.date),
            record.text[practice.start : practice.end],
            len(practice.metrics),
            " > ".join(practice.headings),
            practice.page,
            practice.paragraph,
            practice.source_start,
            practice.source_end,
            *checked_cells(practice),
            *context.said_of(practice.id),
            names.call(record.genre, names.GENRES, tongue),
            record.suspect,
            *source_cells(record),
        )


# ---- metrics ----------------------------------------------------------------------------------
METRIC_COLUMNS = (
    Column("id", "指标编号", "指标的固定编号"),
    Column("practice_id", "做法编号", "指标所属的做法；不属于任何做法则空"),
    Column("indicator", "指标", "所计或所量的对象", field="indicator"),
    Column("indicator_key", "统一名称", "同一指标的各种叫法共有的名称；没有归并则空"),
    Column("value", "数值", "万、亿已乘出", "number", "value"),
    Column("value_max", "数值上限", "“2至4户”的 4；不是范围则空", "number", "value_max"),
    Column("unit", "单位", "基本单位", field="unit"),
    Column("modifier", "约数", "约、以上、以下", field="modifier"),
    Column(
        "change",
        "变化",
        "同比、增加、减少：数值是变化的幅度；增至、减至：数值是变化后的水平；空：水平",
        field="change",
    ),
    Column("role", "作用", "背景、投入、产出、成效；目标：文中预期而未达到的", field="role"),
    Column("status", "状态", "所属做法已实施或拟实施；不属于做法则空"),
    Column("repeat", "重复", "文章或做法与另一篇重复为 1，计数时应略去", "whole"),
    Column("suspect", "存疑", "文章可能不是证据的原因（范文、演示等）"),
    Column("period", "时期", "数值的时期", "code", "period"),
    Column("year", "年份", "时期的第一年；文中没有写明则空", "whole"),
    Column("year_end", "末年", "时期的最后一年", "whole"),
    *place_columns("数值"),
    Column("evidence", "原文", "指标的原文，即证据"),
    Column("page", "页", "来源文件中的页码", "whole"),
    Column("paragraph", "段", "来源文件中的段落号", "whole"),
    Column("source_start", "原文起", "在解码后的来源文件中的起点（字符）", "whole"),
    Column("source_end", "原文止", "在解码后的来源文件中的终点（字符）", "whole"),
    Column("score", "把握", "数值、单位、约数、指标、变化都对的校准概率，0 到 1", "number"),
    *CHECKED_COLUMNS,
    *source_columns(),
)


def _metric_rows(context: Context) -> Iterator[tuple[Cell, ...]]:
    record, tongue = context.record, context.naming.tongue
    for metric in record.metrics:
        practice = None if metric.practice is None else record.practices[metric.practice]
        owner = practice.id if practice else None
        if not context.holds(metric, owner):
            continue
        years = years_of(metric.period) or (None, None)
        yield (
            metric.id,
            owner,
            metric.indicator,
            metric.indicator_key,
            metric.value,
            metric.value_max,
            metric.unit,
            names.call(metric.modifier, names.MODIFIERS, tongue),
            names.call(metric.change.kind, names.CHANGES, tongue) if metric.change else None,
            names.call(metric.role, names.ROLES, tongue),
            names.call(practice.status if practice else None, names.STATUS, tongue),
            int((owner or record.id) in context.repeats),
            record.suspect,
            metric.period,
            *years,
            *place_cells(metric.place),
            metric.text,
            metric.page,
            metric.paragraph,
            metric.source_start,
            metric.source_end,
            metric.score,
            *checked_cells(metric),
            *source_cells(record),
        )


# ---- places and articles ----------------------------------------------------------------------
PLACE_COLUMNS = (
    Column("text", "地名", "文中的写法"),
    Column("count", "次数", "在文章中出现的次数", "whole"),
    Column("adcode", "区划代码", "文章日期时有效的 GB/T 2260 代码", "code"),
    Column("successor", "现代码", "改名或合并后的现行代码", "code"),
    Column("level", "级别", "省、市、县、乡镇、村、区域"),
    Column("full", "全称", "省、市、县的全称"),
    Column("lat", "纬度", "度，WGS 84", "number"),
    Column("lon", "经度", "度，WGS 84", "number"),
    *source_columns(),
)


def _place_rows(context: Context) -> Iterator[tuple[Cell, ...]]:
    record, tongue = context.record, context.naming.tongue
    counts = Counter((p.text, p.adcode) for p in record.places)
    shown: set[tuple[str, str | None]] = set()
    for place in record.places:
        key = (place.text, place.adcode)
        if key in shown:
            continue
        shown.add(key)
        yield (
            place.text,
            counts[key],
            place.adcode,
            place.successor,
            names.call(place.level, names.LEVELS, tongue),
            place.full,
            place.lat,
            place.lon,
            *source_cells(record),
        )


ARTICLE_COLUMNS = (
    *source_columns(editable=True),
    Column("author", "作者", "署名", field="author"),
    Column("issuer", "发文机关", "发文机关或发布单位", field="issuer"),
    Column("number", "文号", "发文字号", field="number"),
    Column("genre", "体裁", "案例、方案、讲话、新闻、论文、规定、其他", field="genre"),
    Column("variant", "字体", "来源为简体或繁体"),
    Column("truncated", "不完整", "预览被截断为 1", "whole"),
    Column("suspect", "存疑", "可能不是证据的原因", field="suspect"),
    *place_columns("文章"),
    Column("practices", "做法数", "文章中做法的个数", "whole"),
    Column("metrics", "指标数", "文章中指标的个数", "whole"),
    Column("characters", "字数", "清洗后的字数", "whole"),
    Column("also_at", "另见", "同一文章的其他位置，以“；”分隔"),
    Column("sha256", "来源校验", "来源文件的 SHA-256", "code"),
    Column("version", "程序版本", "生成记录的程序与模型", "code"),
)


def _article_rows(context: Context) -> Iterator[tuple[Cell, ...]]:
    record, tongue = context.record, context.naming.tongue
    yield (
        *source_cells(record),
        record.author,
        record.issuer,
        record.number,
        names.call(record.genre, names.GENRES, tongue),
        names.call(record.variant, names.VARIANTS, tongue),
        int(record.truncated),
        record.suspect,
        *place_cells(record.place),
        len(record.practices),
        len(record.metrics),
        len(record.text),
        "；".join(record.source.also_at),
        record.source.sha256,
        f"{record.pipeline.version} {record.pipeline.model}",
    )


TABLES: dict[TableName, FlatTable] = {
    "practices": FlatTable("practices", "做法", PRACTICE_COLUMNS, _practice_rows),
    "metrics": FlatTable("metrics", "指标", METRIC_COLUMNS, _metric_rows),
    "places": FlatTable("places", "地点", PLACE_COLUMNS, _place_rows),
    "articles": FlatTable("articles", "文章", ARTICLE_COLUMNS, _article_rows),
}


def rows_of(table: FlatTable, contexts: Iterable[Context]) -> Iterator[tuple[Cell, ...]]:
    """All rows of a table, in the order of the records."""
    for context in contexts:
        yield from table.rows(context)
