"""Baskets and exports: what was put in comes out, in files that others open."""

from __future__ import annotations

import io
import json
from urllib.parse import unquote

import docx
import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.web import TestClient, practice_id, submit


def test_basket_to_word(client: TestClient) -> None:
    practice = practice_id(client, "村企联建")
    fields = {"practice": practice, "name": "年终材料", "heading": "联建", "back": "/?q=联建#x"}
    assert submit(client, "/", "/baskets/add", fields).status_code == 303
    assert "已在素材" in client.get("/", params={"q": "村企联建"}).text
    noted = {**fields, "note": "用在第二部分"}
    submit(client, "/", "/baskets/add", noted)
    page = client.get("/baskets", params={"name": "年终材料"}).text
    assert 'value="用在第二部分"' in page
    answer = client.get("/export", params={"form": "docx", "basket": "年终材料"})
    assert unquote(answer.headers["content-disposition"]).endswith("年终材料.docx")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "联建" in text
    assert "组建党总支8个" in text
    assert "用在第二部分" in text


def test_basket_items_go(client: TestClient) -> None:
    practice = practice_id(client, "村企联建")
    submit(client, "/", "/baskets/add", {"practice": practice, "name": "甲"})
    submit(client, "/", "/baskets/take-out", {"practice": practice, "name": "甲"})
    assert "这份素材是空的" in client.get("/baskets", params={"name": "甲"}).text
    submit(client, "/", "/baskets/drop", {"name": "甲"})
    assert "还没有素材" in client.get("/baskets").text
    assert client.get("/baskets", params={"name": "甲"}).status_code == 404


def export(client: TestClient, form: str, **params: str) -> bytes:
    answer = client.get("/export", params={"form": form, **params})
    assert answer.status_code == 200, answer.text
    return answer.content


def test_exports_hold_what_was_found(client: TestClient) -> None:
    lines = export(client, "jsonl", q="支部建在社上").decode().splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["寿光统筹城乡党建"]
    csv = export(client, "csv", pattern="migrant_management")
    assert csv.startswith(b"\xef\xbb\xbf")
    assert "春节谈心" in csv.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(export(client, "xlsx", place="37")))["做法"]
    assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == {
        "村企联建",
        "支部建在社上",
    }
    table = pq.read_table(io.BytesIO(export(client, "parquet", table="metrics")))
    assert sorted(table.column("value").to_pylist()) == [3.0, 8.0, 12.0]
    assert "方法" in export(client, "codebook").decode()


def test_exports_are_in_the_language_of_the_page(client: TestClient) -> None:
    client.get("/", params={"lang": "en"})  # as its visitor chose
    csv = export(client, "csv", q="支部建在社上").decode("utf-8-sig")
    assert "Built on industry" in csv
    assert "产业链建" in export(client, "csv", lang="zh", q="支部建在社上").decode("utf-8-sig")


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"form": "exe"}, 400), ({"table": "secrets"}, 400), ({"basket": "没有"}, 404),
        ({"year": "x"}, 400), ({"form": "csv", "table": "../../etc"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_exported(client: TestClient, params: dict[str, str], status: int) -> None:
    assert client.get("/export", params=params).status_code == status


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"form": "xlsx"}, "案例.xlsx"),
        ({"form": "csv"}, "案例-做法.csv"),
        ({"form": "csv", "table": "metrics", "q": "联建"}, "案例-联建-指标.csv"),
        ({"form": "parquet", "table": "metrics", "lang": "en"}, "cases-metrics.parquet"),
        ({"form": "codebook", "q": '"村企/联建" OR 共建?'}, "案例-村企 联建 OR 共建-说明.md"),
        ({"form": "docx", "q": "联" * 200}, f"案例-{'联' * 40}.docx"),
    ],
)
def test_a_file_is_named_by_what_was_asked(
    client: TestClient, asked: dict[str, str], name: str
) -> None:
    answer = client.get("/export", params={"lang": "zh", **asked})
    assert unquote(answer.headers["Content-Disposition"]).rpartition("''")[2] == name
