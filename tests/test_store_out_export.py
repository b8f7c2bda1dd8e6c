"""Exports: each format is read back by what its readers use."""

from __future__ import annotations

import csv
import json
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.records import SHOUGUANG, P, holding, simple
from textmine.errors import StoreError
from textmine.plain import from_dict, to_dict
from textmine.store import baskets, corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.find.counts import Rules
from textmine.store.find.indicators import MetricQuery
from textmine.store.find.queries import Query
from textmine.store.into.importing import import_file
from textmine.store.out.cells import MAX_CELL, harmless, safe_text
from textmine.store.out.citations import cite
from textmine.store.out.codebook import in_words
from textmine.store.out.export import Export, write_export
from textmine.store.out.tables import TABLES
from textmine.store.out.word import Entry, write_document
from textmine.store.out.workbook import read_workbook
from textmine.store.words.naming import Naming
from textmine.store.words.wording import number
from textmine.types import Record

LINKED = P(
    text="=SUM(A1)一是村企联建。引导12家企业与15个村结对。",
    name="=村企联建",
    subtypes=("village_enterprise",),
    place=("寿光市", "370783"),
    period="2009",
    metrics=(("12家企业", "企业", 12.0, "家"),),
)
CHAIN = P(
    text="支部建在合作社上,\n党员带头\x0b种菜。", name="合作社支部", patterns=("industry_chain",)
)
FIRST = simple(
    "r/a.txt", LINKED, lead="寿光市的做法。", title="寿光做法", author="张三", date="2010-05",
    genre="case", places=(SHOUGUANG,),
)  # fmt: skip
SECOND = simple("r/b.txt", CHAIN, title="大棚里的支部", url="http://example.cn/1.html")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[CaseDatabase]:
    with holding(tmp_path, FIRST, SECOND) as opened:
        yield opened


def export(database: CaseDatabase, form: str, **options: object) -> Path:
    path = database.path.with_name(f"out.{form}")
    written = write_export(database, path, Export(form=form, **options))  # type: ignore[arg-type]
    assert written.files[0] == path
    assert not path.with_name(path.name + ".part").exists()
    return path


def test_jsonl_is_the_records(database: CaseDatabase) -> None:
    lines = export(database, "jsonl").read_text(encoding="utf-8").splitlines()
    records = [FIRST.records[0], SECOND.records[0]]
    assert [json.loads(line) for line in lines] == [to_dict(record) for record in records]
    assert [from_dict(Record, json.loads(line)) for line in lines] == records


def test_csv_opens_in_a_chinese_excel(database: CaseDatabase) -> None:
    path = export(database, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["名称"] for row in rows] == ["'=村企联建", "合作社支部"]
    assert rows[0]["原文"] == "'" + LINKED.text
    assert (rows[0]["模式"], rows[0]["子类"]) == ("联合共建", "村企联建")
    assert (rows[0]["地点全称"], rows[0]["区划代码"]) == ("山东省潍坊市寿光市", "370783")
    assert (rows[0]["状态"], rows[0]["年份"], rows[0]["来源文件"]) == ("已实施", "2009", "r/a.txt")


def test_english_names_columns_and_patterns(database: CaseDatabase) -> None:
    with export(database, "csv", tongue="en").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert list(row) == [column.name for column in TABLES["practices"].columns]
    shown = (row["patterns"], row["subtypes"], row["status"], row["genre"])
    assert shown == ("Joint building", "Village with enterprise", "implemented", "case")
    document = Document(str(export(database, "docx", tongue="en")))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Joint building", "Built on industry"]
    read = pq.read_table(export(database, "parquet", tongue="en"))
    assert read["patterns"].to_pylist() == ["Joint building", "Built on industry"]


def test_an_english_workbook_is_read_back(database: CaseDatabase) -> None:
    path = export(database, "xlsx", tongue="en")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["practices", "metrics", "places", "articles", "notes"]
    sheet = book["practices"]
    names = [cell.value for cell in sheet[1]]
    sheet.cell(3, names.index("patterns") + 1).value = "joint building; 流动党员管理"
    sheet.cell(3, names.index("status") + 1).value = "proposed"
    sheet.cell(3, names.index("period") + 1).value = "someday"
    book.save(path)
    imported = import_file(database, path, Said(who="甲"))
    assert (imported.corrections, [each.where for each in imported.refused]) == (
        2, ["practices 3 period"],
    )  # fmt: skip
    (practice,) = database.article(SECOND.records[0].id).practices
    codes = [label.code for label in practice.patterns]
    assert (codes, practice.status) == (["joint_build", "migrant_management"], "proposed")


def test_the_codebook_has_both_names(database: CaseDatabase) -> None:
    book = export(database, "csv").with_name("out.csv.codebook.md").read_text(encoding="utf-8")
    assert "- 联合共建 · Joint building（joint_build）：" in book


def test_csv_of_metrics(database: CaseDatabase) -> None:
    with export(database, "csv", table="metrics").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["指标"], row["数值"], row["单位"], row["原文"]) == (
        "企业",
        "12",
        "家",
        "12家企业",
    )


def test_tables_say_who_checked(database: CaseDatabase) -> None:
    record = FIRST.records[0]
    corrections.check(database, record.metrics[0].id, Said(who="李明"))
    corrections.correct(database, record.practices[0].id, "name", "联建", Said(who="王芳"))
    corrections.skip(database, SECOND.records[0].practices[0].id, Said(who="李明"))
    (metric,) = read_table(database, "metrics")
    assert (metric["已核对"], metric["核对人"]) == ("1", "李明")
    assert metric["核对时间"].startswith("20")
    first, second = read_table(database, "practices")
    assert (first["已核对"], first["核对人"]) == ("1", "王芳")
    assert (second["已核对"], second["核对人"], second["核对时间"]) == ("0", "", "")
    book = export(database, "xlsx").with_name("out.xlsx.codebook.md").read_text(encoding="utf-8")
    assert "人工改正与核对 2 处" in book


def read_table(database: CaseDatabase, table: str) -> list[dict[str, str]]:
    """The rows of a table as CSV."""
    text = export(database, "csv", table=table).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_values_of_an_indicator(tmp_path: Path) -> None:
    figures = (("收入3万元", "收入", 30000.0, "元"), ("收入9万元", "收入", 90000.0, "元"))
    told = simple("a.txt", P(text="村里收入3万元，目标为收入9万元，有大棚20个。",
                             metrics=(*figures, ("大棚20个", "大棚", 20.0, "个"))))  # fmt: skip
    record = told.records[0]
    held = (record.metrics[0], replace(record.metrics[1], role="target"), record.metrics[2])
    told = replace(told, records=(replace(record, metrics=held),))
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(told)
        database.add(SECOND)

        def values(query: MetricQuery) -> list[tuple[str, str]]:
            path = export(database, "csv", table="metrics", values=query)
            with path.open(encoding="utf-8-sig", newline="") as file:
                return [(row["数值"], row["作用"]) for row in csv.DictReader(file)]

        assert values(MetricQuery(indicator="收入", limit=1)) == [("30000", "")]
        every = MetricQuery(indicator="收入", rules=Rules(proposed=True))
        assert values(every) == [("30000", ""), ("90000", "目标")]
        assert values(MetricQuery(indicator="没有")) == []
        note = (tmp_path / "out.csv.codebook.md").read_text(encoding="utf-8")
    assert "从 0 篇文章中提取" in note
    assert "选取条件：指标“没有”；不含拟实施与目标、转载与旧版、存疑。" in note
    assert "## 核对与引用" in note


def test_a_metric_of_a_reprint_says_so(tmp_path: Path) -> None:
    text = "一是村企联建，引导12家企业与15个村结对，互派干部，同上党课，共办产业。" * 4
    metrics = (("12家企业", "企业", 12.0, "家"),)
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        for name in ("a.txt", "b.txt"):
            practice = P(text=text, metrics=metrics)
            told = simple(name, practice, lead=f"见{name}。", title="村企联建", date="2010")
            database.add(told)
        database.group()
        with export(database, "csv", table="metrics").open(encoding="utf-8-sig") as file:
            assert [row["重复"] for row in csv.DictReader(file)] == ["0", "1"]


def test_xlsx(database: CaseDatabase) -> None:
    book = openpyxl.load_workbook(export(database, "xlsx"))
    assert book.sheetnames == ["做法", "指标", "地点", "文章", "说明"]
    sheet = book["做法"]
    header = [cell.value for cell in sheet[1]]
    name, code = (
        sheet.cell(2, header.index("名称") + 1),
        sheet.cell(2, header.index("区划代码") + 1),
    )
    assert (name.value, name.data_type, name.quotePrefix) == ("=村企联建", "s", True)
    assert (code.value, code.data_type, code.number_format) == ("370783", "s", "@")
    assert sheet.cell(3, header.index("原文") + 1).value == "支部建在合作社上,\n党员带头种菜。"
    assert isinstance(sheet.cell(2, header.index("年份") + 1).value, int)
    formulas = [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []


def test_workbook_remembers_what_was_there(database: CaseDatabase) -> None:
    rows = list(read_workbook(export(database, "xlsx")))
    first = next(row for row in rows if row.table == "practices")
    assert first.original["name"] == first.cells["name"] == "=村企联建"
    assert [
        row.table for row in rows
    ] == "practices practices metrics places articles articles".split()


def test_a_workbook_is_known_by_its_content(database: CaseDatabase) -> None:
    path = export(database, "xlsx").rename(database.path.with_name("edited.et"))
    assert len(list(read_workbook(path))) == 6
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(StoreError, match="cannot be read as a workbook"):
        list(read_workbook(path))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("甲\x00乙\ufffe", "甲乙"), ("甲\n乙", "甲\n乙"), ("长" * MAX_CELL, "长" * MAX_CELL)],
)
def test_cells_hold_what_they_can(text: str, kept: str) -> None:
    assert safe_text(text) == kept
    assert len(safe_text("长" * (MAX_CELL + 1))) == MAX_CELL


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_runs_as_a_formula(sign: str) -> None:
    assert harmless(sign + "1") == "'" + sign + "1"
    assert (harmless("1" + sign), harmless(-1.5), harmless(None)) == ("1" + sign, -1.5, None)


def test_rows_beyond_a_sheet_go_on_in_the_next(
    database: CaseDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textmine.store.out.workbook.MAX_ROWS", 2)
    path = export(database, "xlsx")
    assert "做法 2" in openpyxl.load_workbook(path).sheetnames
    assert sum(row.table == "practices" for row in read_workbook(path)) == 2


@pytest.mark.parametrize("table", TABLES)
def test_parquet(database: CaseDatabase, table: str) -> None:
    read = pq.read_table(export(database, "parquet", table=table))
    assert read.column_names == [column.name for column in TABLES[table].columns]  # type: ignore[index]
    if table == "practices":
        assert read["name"].to_pylist() == ["=村企联建", "合作社支部"]
        assert read["adcode"].to_pylist() == ["370783", None]
        assert read["year"].to_pylist() == [2009, None]
        assert str(read.schema.field("year").type) == "int64"
        assert read.schema.field("name").metadata[b"header"].decode() == "名称"


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "parquet", "docx"])
def test_empty_exports_are_whole(tmp_path: Path, form: str) -> None:
    with CaseDatabase.open(tmp_path / "empty.db") as database:
        assert export(database, form).exists()


def test_a_query_selects(database: CaseDatabase) -> None:
    path = export(database, "csv", query=Query(words="合作社"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["名称"] for row in csv.DictReader(file)] == ["合作社支部"]
    lines = export(database, "jsonl", query=Query(words="合作社")).read_text(encoding="utf-8")
    assert [json.loads(line)["title"] for line in lines.splitlines()] == ["大棚里的支部"]


@pytest.mark.parametrize(
    ("form", "table", "told"),
    [
        ("csv", "metrics", ["表：指标（metrics）"]),
        ("parquet", "places", ["表：地点（places）"]),
        (
            "jsonl",
            "practices",
            [f"表：{table.title}（{table.name}）" for table in TABLES.values()] + ["JSONL"],
        ),
    ],
)
def test_the_codebook_explains_what_the_file_holds(
    database: CaseDatabase, form: str, table: str, told: list[str]
) -> None:
    path = export(database, form, table=table)
    book = path.with_name(path.name + ".codebook.md").read_text(encoding="utf-8")
    heads = [line[3:] for line in book.splitlines() if line.startswith("## ")]
    assert heads == ["方法", "核对与引用", *told, "模式与子类"]


def test_codebook_stands_beside(database: CaseDatabase) -> None:
    path = export(database, "xlsx", query=Query(place=("山东",)))
    book = path.with_name("out.xlsx.codebook.md").read_text(encoding="utf-8")
    assert "从 1 篇文章中提取（2010年，0 篇无日期）" in book
    assert "选取条件：地点 山东。" in book
    for table in TABLES.values():
        assert f"## 表：{table.title}" in book
        assert all(f"（{column.name}）：{column.meaning}" in book for column in table.columns)


def test_what_cannot_be_written_is_explained(database: CaseDatabase) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_export(database, database.path.parent / "none" / "out.csv", Export(form="csv"))


# ---- baskets and Word -------------------------------------------------------------------------
def test_basket_becomes_a_document(database: CaseDatabase) -> None:
    one, two = FIRST.records[0].practices[0], SECOND.records[0].practices[0]
    baskets.put_in(database, "调研报告", one.id, who="甲", heading="村企之间")
    baskets.annotate(database, "调研报告", one.id, "可引用")
    baskets.put_in(database, "调研报告", two.id, who="甲")
    path = export(database, "docx", basket="调研报告")
    document = Document(str(path))
    texts = [(p.style.name, p.text) for p in document.paragraphs]
    assert texts == [
        ("Title", "调研报告"),
        ("Heading 1", "村企之间"),
        ("Heading 2", "=村企联建"),
        ("Normal", "山东省潍坊市寿光市｜2009年｜联合共建"),
        ("Normal", LINKED.text),
        ("List Bullet", "企业：12家（2009）"),
        ("Normal", "备注：可引用"),
        ("Heading 1", "产业链建"),
        ("Heading 2", "合作社支部"),
        ("Normal", "产业链建"),
        ("Normal", "支部建在合作社上,"),
        ("Normal", "党员带头种菜。"),
    ]
    with zipfile.ZipFile(path) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        body = archive.read("word/document.xml").decode()
        types = archive.read("[Content_Types].xml").decode()
    assert "张三. 寿光做法[Z]. 2010-05. r/a.txt." in notes
    assert "佚名. 大棚里的支部[EB/OL]. http://example.cn/1.html." in notes
    assert body.count("<w:footnoteReference ") == 2
    styles = {s.style_id: s for s in Document(str(path)).styles}
    marks = re.findall(r'<w:rStyle w:val="(\w+)"/></w:rPr><w:footnoteRef', body + notes)
    texts = re.findall(r'<w:pStyle w:val="(\w+)"', notes)
    assert [styles[name].font.superscript for name in marks] == [True] * 4
    assert [styles[name].font.size for name in texts] == [Pt(9)] * 2
    assert "/word/footnotes.xml" in types


def test_a_long_document_is_written_in_a_moment(tmp_path: Path) -> None:
    lines = [f"第{n}行写明做法。" for n in range(12_000)]
    entries = [Entry(heading=f"标题{n % 50}", text=line) for n, line in enumerate(lines)]
    path = tmp_path / "long.docx"
    started = time.process_time()
    write_document(path, "长", entries, Naming(None))
    assert time.process_time() - started < 15  # 60 s when each looks through those before
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/document.xml").decode().count("写明做法") == len(lines)


def test_basket_keeps_what_is_withdrawn(database: CaseDatabase) -> None:
    practice = SECOND.records[0].practices[0]
    baskets.put_in(database, "素材", practice.id, who="甲")
    database.remove("r/b.txt")
    texts = [p.text for p in Document(str(export(database, "docx", basket="素材"))).paragraphs]
    assert "支部建在合作社上," in texts


def test_baskets(database: CaseDatabase) -> None:
    one, two = FIRST.records[0].practices[0].id, SECOND.records[0].practices[0].id
    for identity in (two, one, two):
        baskets.put_in(database, "素材", identity, who="甲")
    assert [item.practice_id for item in baskets.items_of(database, "素材")] == [two, one]
    assert [(b.name, b.who, b.size) for b in baskets.baskets(database)] == [("素材", "甲", 2)]
    baskets.take_out(database, "素材", two)
    assert [item.practice_id for item in baskets.items_of(database, "素材")] == [one]
    baskets.drop(database, "素材")
    assert baskets.baskets(database) == []
    with pytest.raises(StoreError, match="no basket"):
        baskets.items_of(database, "素材")


RECORD = FIRST.records[0]
UPLOADED = replace(RECORD.source, path="上传/5b19fb0c2d1691aa/总结.docx")
ONLINE = replace(SECOND.records[0].source, retrieved="2019-05-13T08:00:00")


@pytest.mark.parametrize(
    ("record", "page", "reference"),
    [
        (RECORD, None, "张三. 寿光做法[Z]. 2010-05. r/a.txt."),
        (RECORD, 12, "张三. 寿光做法[Z]. 2010-05: 12. r/a.txt."),
        (replace(RECORD, author=None, issuer="寿光市委组织部", number="寿组发〔2010〕3号"), None,
         "寿光市委组织部. 寿光做法：寿组发〔2010〕3号[Z]. 2010-05. r/a.txt."),
        (replace(RECORD, author=None, title=None, date=None), None, "佚名. a.txt[Z]. r/a.txt."),
        (replace(RECORD, source=ONLINE), None,
         "张三. 寿光做法[EB/OL]. (2010-05)[2019-05-13]. http://example.cn/1.html."),
        (replace(RECORD, source=UPLOADED), None, "张三. 寿光做法[Z]. 2010-05. 上传/总结.docx."),
    ],
)  # fmt: skip
def test_references(record: Record, page: int | None, reference: str) -> None:
    if record.source is ONLINE:
        record = replace(record, source=replace(ONLINE, url="http://example.cn/1.html"))
    assert cite(record, page) == reference


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12.0, "12"),
        (33.33, "33.33"),
        (10_000.0, "1万"),
        (41_670_000_000.0, "416.7亿"),
        (-2e4, "-2万"),
    ],
)
def test_figures(value: float, written: str) -> None:
    assert number(value) == written


def test_a_plan_and_a_doubtful_source_say_so_in_a_document(tmp_path: Path) -> None:
    wish = P(
        text="打算明年结对三十个村。", name="结对", status="proposed", place=("寿光市", "370783")
    )
    with CaseDatabase.open(tmp_path / "c.db") as opened:
        opened.add(simple("a.txt", wish, suspect="template"))
        identity = next(opened.records()).practices[0].id
        baskets.put_in(opened, "一", identity, who="甲")
        document = Document(str(export(opened, "docx", basket="一")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "山东省潍坊市寿光市｜联合共建｜拟实施｜来源存疑" in texts
    languages = {e.get(qn("w:eastAsia")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"zh-CN"}
    assert round(document.sections[0].page_width.mm) == 210


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(), ""),
        (Query(words="联建 -试点"), "检索词“联建 -试点”"),
        (Query(year=(2008, 2012), status="implemented"), "年份 2008—2012 年；状态 已实施"),
        (Query(year=(2010, 2010)), "年份 2010 年"),
        (Query(year=(2008, None), widen=False), "年份 2008 年起；含近义词：否"),
        (Query(year=(None, 2012)), "年份 2012 年止"),
        (Query(genre=("news", "case"), has_metric=True), "体裁 新闻、案例；有指标：是"),
        (Query(without=("year", "place"), order="newest"), "未注明 年份、地点"),
    ],
)
def test_what_was_selected_is_told_in_chinese(query: Query, said: str) -> None:
    assert in_words(query, Naming(None)) == said


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_codebook_counts_what_the_export_holds(database: CaseDatabase, form: str) -> None:
    everything, chosen = (
        export(database, form, query=query).with_name(f"out.{form}.codebook.md").read_text("utf-8")
        for query in (None, Query(words="合作社"))
    )
    counted = re.compile(r"含做法 (\d+) 条、指标 (\d+) 个")
    whole, part = counted.search(everything), counted.search(chosen)
    assert whole
    assert part
    assert int(whole[1]) > int(part[1])
    if form == "csv":
        assert (part[1], part[2]) == ("1", str(rows_in(database, "metrics")))


def rows_in(database: CaseDatabase, table: str) -> int:
    path = export(database, "csv", table=table, query=Query(words="合作社"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return len(list(csv.DictReader(file)))
