"""Files of forms: an edited workbook comes in as corrections, a draft is compared and forgotten."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from httpx import Response

from tests.web import TestClient, outcomes, submit
from textmine.store.database import CaseDatabase
from textmine.web.routes import receiving

PRACTICE = outcomes()[0].records[0].practices[0]
DRAFT = "我县想引导企业与村结对，组建联合党总支。"


def send(client: TestClient, content: bytes, name: str = "改.xlsx") -> Response:
    return submit(client, "/review", "/review/import", {}, files={"file": (name, content)})


def exported(client: TestClient) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(client.get("/export?form=xlsx").content))


def saved(book: openpyxl.Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def edited(client: TestClient, value: str, header: str = "名称") -> bytes:
    book = exported(client)
    sheet = book["做法"]
    headers = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[headers.index("名称")].value == PRACTICE.name:
            row[headers.index(header)].value = value
    return saved(book)


def test_edited_cells_become_corrections(client: TestClient, path: Path) -> None:
    answer = send(client, edited(client, "村企共联"))
    assert (answer.status_code, "记下 1 处校订" in answer.text) == (200, True)
    with CaseDatabase.open(path) as database:
        assert database.practice(PRACTICE.id).practice.name == "村企共联"
    assert "（改.xlsx）" in client.get(f"/practice/{PRACTICE.id}").text


def test_what_cannot_be_taken_over_is_listed(client: TestClient) -> None:
    answer = send(client, edited(client, "没有的模式", "模式"))
    assert "1 处不能采纳" in answer.text
    assert "没有的模式" in answer.text


def test_an_unchanged_workbook_says_so(client: TestClient) -> None:
    assert "没有改动" in send(client, saved(exported(client))).text


def spoilt(client: TestClient, written: str) -> bytes:
    book = exported(client)
    sheet = book["做法"]
    sheet.cell(2, sheet.max_column).value = written
    return saved(book)


def packed(**members: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


def test_what_is_no_workbook(client: TestClient) -> None:
    kept = io.BytesIO()
    docx.Document().save(kept)
    contents = (b"", b"PK\x03\x04", b"x" * 1000, kept.getvalue(), packed(a="b"),
                packed(**{"[Content_Types].xml": "<a", "xl/workbook.xml": "<"}),
                spoilt(client, "{"), spoilt(client, "[1]"))  # fmt: skip
    assert [send(client, content).status_code for content in contents] == [400] * len(contents)
    assert submit(client, "/review", "/review/import", {}).status_code == 400


def test_a_workbook_that_unpacks_too_far(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "UNPACKED", 1_000)
    assert send(client, packed(a="b" * 2_000)).status_code == 400


def drafted() -> bytes:
    document, kept = docx.Document(), io.BytesIO()
    document.add_paragraph(DRAFT)
    document.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("草稿.txt", DRAFT.encode("gb18030")), ("草稿.docx", drafted()), ("x.bin", DRAFT.encode())],
)
def test_a_draft_is_compared(client: TestClient, name: str, content: bytes) -> None:
    answer = submit(client, "/task", "/task", {"text": ""}, files={"file": (name, content)})
    assert answer.status_code == 200
    assert 'class="reason"' in answer.text
    assert DRAFT in answer.text


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"%PDF-1.4 broken", b"\xd0\xcf\x11\xe0x"]
)
def test_a_draft_that_cannot_be_read(client: TestClient, content: bytes) -> None:
    fields = {"text": "联建"}
    answer = submit(client, "/task", "/task", fields, files={"file": ("a.docx", content)})
    assert answer.status_code == 400
    assert "这份草稿读不出来" in answer.text
    assert "联建</textarea>" in answer.text


def test_neither_text_nor_draft(client: TestClient) -> None:
    files = {"file": ("", b"")}
    answer = submit(client, "/task", "/task", {"text": ""}, files=files)
    assert answer.status_code == 400
    assert "请先贴一段话，或者选一份草稿。" in answer.text
