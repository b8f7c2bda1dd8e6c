"""Bad input gets the reason that is promised for it, and only that; the others are mined."""

from __future__ import annotations

import importlib.util
import io
import os
from pathlib import Path

import pytest

from tests.archives import zipped
from textmine.run.running import run
from textmine.settings import Settings
from textmine.store.database import CaseDatabase
from textmine.store.file.entries import Entry
from textmine.types import Record

OFFICE = Path(__file__).parent / "data" / "acquire" / "office"
TEXT = "寿光市推行村企联建的做法\n一是村企联建。组织17家企业与15个村党支部结对，增收86万元。\n"
PAGE = f"<p>{TEXT}</p>"
DOCX, PDF = (OFFICE / "01-plain.docx").read_bytes(), (OFFICE / "01-plain.pdf").read_bytes()
DOC = (OFFICE / "01-plain.doc").read_bytes()


def pdf(*, password: str | None = None) -> bytes:
    """A PDF of a black square, or one that is locked."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=password)
    page.rect(100, 100, 200, 200, fill=1)
    page.showPage()
    page.save()
    return out.getvalue()


def misread(every: int) -> bytes:
    """GB 18030 in which one of so many bytes stands in no encoding."""
    data = bytearray((TEXT * 40).encode("gb18030"))
    data[::every] = b"\xff" * len(data[::every])
    return bytes(data)


OCR = importlib.util.find_spec("rapidocr") is not None
SCAN = ("no_text", "recognised") if OCR else ("unsupported", "pip install textmine[ocr]")
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
# By the rows of the table: what it is called, what is in it, the reason (None: mined), and a word
# of what the user is told to do.
PROMISED: list[tuple[str, bytes | str, str | None, str]] = [
    ("empty.txt", "", "no_text", "empty"),
    ("blank.txt", " \n\n　\n", "no_text", ""),
    ("chrome.html", "<html><body><nav><a href=/>首页</a><a href=/a>新闻</a></nav>", "no_text", ""),
    ("english.txt", "The township set up party branches in companies. " * 20, "no_text", ""),
    ("cut.docx", DOCX[: len(DOCX) // 2], "unreadable", ""),
    ("cut.doc", DOC[:5000], "unreadable", ""),
    ("cut.pdf", b"%PDF-1.7\n" + PDF[3000:4000], "unreadable", ""),
    ("locked.pdf", pdf(password="secret"), "encrypted", "password"),
    ("scan.pdf", pdf(), *SCAN),
    ("packed.rar", b"Rar!\x1a\x07\x01\x00" + bytes(100), "unsupported", ""),
    ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 20, "unsupported", ""),
    ("a text.pdf", TEXT, None, ""),
    ("a page.txt", PAGE, None, ""),
    ("a document.doc", DOCX, None, ""),
    ("few bad bytes.txt", misread(1000), None, ""),
    ("many bad bytes.txt", misread(20), "encoding", ""),
    ("bomb.zip", zipped({f"{n}.txt": bytes(30_000_000) for n in range(5)}), "too_large", ""),
    ("laughs.docx", zipped({"word/document.xml": f"<!DOCTYPE x [{LAUGHS}]><x>&a9;</x>"}),
     "unsafe", ""),
    ("deep.html", "<div>" * 100_000 + PAGE, None, ""),
]  # fmt: skip
HUGE = 500_000_000


@pytest.fixture(scope="module")
def mined(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Entry], list[Record]]:
    """The ledger and the records of a run over all of them."""
    folder = tmp_path_factory.mktemp("promised")
    reports = folder / "reports"
    reports.mkdir()
    for name, data, _, _ in PROMISED:
        (reports / name).write_bytes(data.encode() if isinstance(data, str) else data)
    with (reports / "huge.txt").open("wb") as file:
        file.truncate(HUGE)
    if os.name != "nt":
        (reports / "loop.txt").symlink_to(reports / "loop.txt")
        (reports / "gone.txt").symlink_to(reports / "nowhere.txt")
        os.mkfifo(reports / "pipe.txt")
    with CaseDatabase.open(folder / "cases.db") as database:
        run([reports], database, Settings())
        return database.entries(), list(database.records())


@pytest.mark.parametrize(
    ("name", "reason", "word"), [(name, reason, word) for name, _, reason, word in PROMISED]
)
def test_the_reason(
    mined: tuple[dict[str, Entry], list[Record]], name: str, reason: str | None, word: str
) -> None:
    entry = mined[0][name]
    assert (entry.reason, bool(entry.articles)) == (reason, reason is None)
    assert word in (entry.message or "")


def test_a_huge_file_is_not_read(mined: tuple[dict[str, Entry], list[Record]]) -> None:
    entry = mined[0]["huge.txt"]
    assert (entry.reason, "max_bytes" in (entry.message or "")) == ("too_large", True)


@pytest.mark.skipif(os.name == "nt", reason="needs links")
@pytest.mark.parametrize("name", ["loop.txt", "gone.txt", "pipe.txt"])
def test_what_is_no_file(mined: tuple[dict[str, Entry], list[Record]], name: str) -> None:
    assert mined[0][name].reason == "unavailable"


def test_bad_bytes_are_counted(mined: tuple[dict[str, Entry], list[Record]]) -> None:
    (record,) = [each for each in mined[1] if each.source.path == "few bad bytes.txt"]
    assert any("encoding" in warning or "replaced" in warning for warning in record.warnings)


def test_nothing_was_a_mistake_of_ours(mined: tuple[dict[str, Entry], list[Record]]) -> None:
    assert [entry for entry in mined[0].values() if entry.reason == "internal"] == []
