"""Tables of texts, and what a table says of files."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from textmine.acquire.files import read_pages
from textmine.acquire.folders import list_files
from textmine.acquire.tables import map_columns
from textmine.errors import NoTextError, UnreadableError, UnsupportedError
from textmine.settings import AcquireSettings
from textmine.types import Page

HEADER = ["编号", "标题", "正文", "发布日期", "作者", "网址"]
ROWS = [
    ["k1", "联建", "青禾镇建立联合党委，\n覆盖十二村。", "2012-03-01", "刘岩", "http://a.cn/1"],
    ["k2", "链建", "白石乡把支部建在茶叶链上。", "2013年", "", ""],
]


def as_csv(rows, delimiter=",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def as_xlsx(rows) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.create_sheet("说明", 0).append(["本表由各乡镇填报"])
    for row in rows:
        book.worksheets[1].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_parquet(rows) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    header, *rest = rows
    columns = {name: [row[at] for row in rest] for at, name in enumerate(header)}
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def as_jsonl(rows) -> str:
    header, *rest = rows
    objects = [dict(zip(header, row, strict=True)) for row in rest]
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in objects)


TABLE = [HEADER, *ROWS]
FILES = {
    "t.csv": as_csv(TABLE).encode("gb18030"),
    "t.tsv": as_csv(TABLE, "\t").encode(),
    "t.txt": b"\xef\xbb\xbf" + as_csv(TABLE).encode(),
    "t.jsonl": as_jsonl(TABLE).encode(),
    "t.json": json.dumps([dict(zip(HEADER, row, strict=True)) for row in ROWS]).encode(),
    "t.parquet": as_parquet(TABLE),
}


@pytest.mark.parametrize(("name", "data"), FILES.items(), ids=FILES.keys())
def test_rows_become_pages(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    one, two = read_pages(tmp_path / name)
    assert (one.path, two.path) == (f"{name}/k1", f"{name}/k2")
    assert (one.source, one.body.text.count("\n")) == (ROWS[0][2].replace("\r", ""), 1)
    assert (one.media_type, one.encoding, one.url) == ("text/plain", None, "http://a.cn/1")
    assert [(c.field, c.value, c.origin) for c in two.candidates] == [
        ("title", "链建", "supplied"),
        ("date", "2013年", "supplied"),
    ]


def test_workbook(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(as_xlsx(TABLE))
    one, two = read_pages(tmp_path / "t.xlsx")
    assert (one.path, two.path) == ("t.xlsx/Sheet-k1", "t.xlsx/Sheet-k2")
    assert one.source == ROWS[0][2]


WORKBOOK = Path(__file__).parent / "data/acquire/office/11-workbook.xls"


def test_workbook_of_excel_97():
    one, two = read_pages(WORKBOOK)
    assert (one.path, two.path) == ("11-workbook.xls/内部资料-1", "11-workbook.xls/内部资料-2")
    assert one.source == ROWS[0][2]
    said = {c.field: c.value for c in one.candidates}
    assert said == {"title": "联建", "date": "2012-03-01", "secrecy": "内部资料"}
    assert [c.value for c in two.candidates if c.field == "date"] == ["2013年"]


@pytest.mark.parametrize("end", [600, 1500, 3000, 4500])
def test_cut_workbook(tmp_path, end):
    (tmp_path / "t.xls").write_bytes(WORKBOOK.read_bytes()[:end])
    with pytest.raises(UnreadableError, match="damaged"):
        list(read_pages(tmp_path / "t.xls"))


def test_empty_text_is_said(tmp_path):
    (tmp_path / "t.csv").write_text("title,text\n甲,\n乙,乙村有党员十二名。\n", encoding="utf-8")
    error, page = read_pages(tmp_path / "t.csv")
    assert (type(error), error.subject, page.path) == (NoTextError, "t.csv/1", "t.csv/2")


def test_text_may_be_markup(tmp_path):
    (tmp_path / "t.csv").write_text("title,text\n甲,<p>甲村。</p><p>乙村。</p>\n", encoding="utf-8")
    (page,) = read_pages(tmp_path / "t.csv")
    assert (page.media_type, page.body.text) == ("text/html", "甲村。\n乙村。")


NO_TABLES = [
    "标题，正文，都要写清楚。\n这是说明。",
    "甲村,乙村,丙村\n是三个村。",
    '{"not": "a table"}',
    "{broken",
    "[1, 2]",
    "[" * 100_000,
    "通知\n各乡镇：",
    "标题\t页码\n第一章\t1",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_texts_that_are_no_tables(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (page,) = read_pages(tmp_path / "a.txt")
    assert page.source == text


BAD = [
    ("t.csv", "甲,乙\n1,2\n", UnsupportedError, "columns are 甲, 乙"),
    ("t.jsonl", '{"title": "甲", "text": "乙村。"}\n{broken', UnreadableError, "line 2"),
]


@pytest.mark.parametrize(("name", "text", "error", "message"), BAD)
def test_bad_tables(tmp_path, name, text, error, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message) as caught:
        list(read_pages(tmp_path / name))
    assert caught.value.subject == name


# Rows above the names of the columns, and what becomes of them.
TITLED = [
    ([["各县材料汇总表", "", ""]], "public"),
    ([["附件1", "", ""], ["各县材料汇总表", "", ""], ["填报日期", "2022年", ""]], "public"),
    ([["内部资料 注意保存", "", ""]], "内部资料 注意保存"),
]
UNDER = [["序号", "案例名称", "主要做法"], ["1", "联建", "青禾镇建立联合党委，覆盖十二村。"]]


@pytest.mark.parametrize(("titles", "mark"), TITLED)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_titles_may_stand_above_the_names_of_columns(tmp_path, kind, titles, mark):
    rows = [*titles, *UNDER]
    data = as_xlsx(rows) if kind == "xlsx" else as_csv(rows).encode("gb18030")
    (tmp_path / f"t.{kind}").write_bytes(data)
    (page,) = read_pages(tmp_path / f"t.{kind}")
    said = {c.field: c.value for c in page.candidates}
    assert page.source == UNDER[1][2]
    assert (said["title"], said.get("secrecy", "public")) == ("联建", mark)


def test_the_better_name_is_the_text():
    header = ["题目", "主要内容", "正文"]
    assert map_columns(header, AcquireSettings()) == {"title": 0, "text": 2}


def test_what_columns_there_are_is_told_without_empty_cells(tmp_path):
    rows = [["2022年主要指标", None, None], ["县", "收入", "人口"], ["甲县", 1, 2]]
    (tmp_path / "t.xlsx").write_bytes(as_xlsx(rows))
    with pytest.raises(UnsupportedError, match="columns are 本表由各乡镇填报, 县, 收入, 人口;"):
        list(read_pages(tmp_path / "t.xlsx"))


def test_workbook_without_texts(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(as_xlsx([["甲", "乙"], ["1", "2"]]))
    with pytest.raises(UnsupportedError, match="without a column of texts"):
        list(read_pages(tmp_path / "t.xlsx"))


COLUMNS = [
    (["Title", "Full_Text", "Publish Date"], {}, {"title": 0, "text": 1, "date": 2}),
    (["标题：", "内容 ", "来源"], {}, {"title": 0, "text": 1, "source": 2}),
    (["材料", "正文"], {"text": "材料"}, {"text": 0}),
    (["正文", "内容"], {}, {"text": 0}),  # the first of two
    ([None, 3], {}, {}),
]


@pytest.mark.parametrize(("header", "columns", "found"), COLUMNS)
def test_map_columns(header, columns, found):
    assert map_columns(header, AcquireSettings(columns=columns)) == found


# ---- metadata.csv -------------------------------------------------------------------------------
def supplied(page: Page) -> dict[str, str]:
    return {c.field: c.value for c in page.candidates if c.origin == "supplied"}


def test_metadata_beside_files(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/a.txt", "sub/b.txt", "c.txt"):
        (tmp_path / name).write_text("青禾镇建立联合党委。", encoding="utf-8")
    rows = "文件名,标题,发布日期,来源,网站,抓取时间\na.txt,甲,2012,县报,平川网,2020-01-02\n"
    rows += "sub\\a.txt,乙,,,,\n./sub/b.txt,丙,,,,\n"
    (tmp_path / "metadata.csv").write_text(rows, encoding="gb18030")
    pages = {p.path: p for root, f in list_files([tmp_path]) for p in read_pages(f, root=root)}
    assert {name: supplied(page) for name, page in pages.items()} == {
        "a.txt": {"title": "甲", "date": "2012", "issuer": "县报", "site": "平川网"},
        "sub/a.txt": {"title": "乙"},
        "sub/b.txt": {"title": "丙"},
        "c.txt": {},
    }
    assert (pages["a.txt"].site, pages["a.txt"].retrieved) == ("平川网", "2020-01-02")


def test_metadata_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("x/b.txt", "青禾镇建立联合党委。")
        file.writestr("metadata.csv", "file,author\nx/b.txt,刘岩\n")
    (page,) = read_pages(tmp_path / "a.zip")
    assert supplied(page) == {"author": "刘岩"}


def test_metadata_of_members_beside_the_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("b.txt", "青禾镇建立联合党委。")
    (tmp_path / "metadata.csv").write_text("file,author\na.zip/b.txt,刘岩\n", encoding="utf-8")
    (page,) = read_pages(tmp_path / "a.zip")
    assert supplied(page) == {"author": "刘岩"}


def test_metadata_without_files(tmp_path):
    (tmp_path / "metadata.csv").write_text("title\n甲\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("青禾镇建立联合党委。", encoding="utf-8")
    with pytest.raises(UnsupportedError, match="no column that names files"):
        list(read_pages(tmp_path / "a.txt"))
