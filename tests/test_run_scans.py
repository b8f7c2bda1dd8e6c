"""Pictures of text run in a lane of their own, each page once; their values say how sure it is."""

from __future__ import annotations

import errno
import gc
import importlib.util
import os
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from generated import write_reports
from scans import picture, scan, seen

from textmine.acquire.files import read_pages
from textmine.acquire.paged.ocr import NEED_OCR, PageCache
from textmine.aligned import AlignedText
from textmine.mine import mine
from textmine.mine.spots import SourceMap
from textmine.run import sorting
from textmine.run.documents import Document
from textmine.run.plan import plan_run
from textmine.run.recognising import Held
from textmine.run.running import Summary, Wish, run
from textmine.run.sorting import sort_documents
from textmine.run.worker import Finished, Started, as_it_is, work_on_scans
from textmine.settings import AcquireSettings, RunSettings, Settings
from textmine.store.database import CaseDatabase
from textmine.store.file.entries import SET_ASIDE
from textmine.store.file.packing import pack, unpack
from textmine.store.kept.pages import pack_page, unpack_page
from textmine.store.out.lines import LineStore
from textmine.types import Article, Page, Record

pytestmark = pytest.mark.usefixtures("warm_workers")

SETTINGS = Settings()
image = pytest.importorskip("PIL.Image")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = write_reports(tmp_path / "reports", 3)
    (folder / "000" / "00001a.pdf").write_bytes(scan(1, 2, 3))
    return folder


def mine_into(path: Path, folder: Path, settings: Settings = SETTINGS, **wish: bool) -> Summary:
    with CaseDatabase.open(path) as database:
        summary = run([folder], database, settings, Wish(**wish))
        database.group()
    return summary


def records(path: Path) -> list[Record]:
    with CaseDatabase.open(path) as database:
        return list(database.records())


def names(found: Sequence[Record]) -> list[str]:
    return [record.source.path for record in found]


def test_scans_come_last_and_stand_in_their_place(
    engine: Path, reports: Path, tmp_path: Path
) -> None:
    done: list[str] = []
    out = LineStore(tmp_path / "out.jsonl")
    summary = run([reports], out, SETTINGS, progress=lambda _, __, name: done.append(name))
    out.finish(summary.names)
    out.close()
    texts, scan_name = [f"000/0000{n}.txt" for n in range(3)], "000/00001a.pdf"
    assert (done, summary.articles, summary.set_aside) == ([*texts, scan_name], 4, [])
    mine_into(tmp_path / "cases.db", reports)
    assert names(records(tmp_path / "cases.db")) == [*texts[:2], scan_name, texts[2]]
    assert seen(engine) == [1, 2, 3, 1, 2, 3]  # each ledger has pages of its own


def test_values_carry_the_confidence_of_their_line(
    engine: Path, reports: Path, tmp_path: Path
) -> None:
    mine_into(tmp_path / "cases.db", reports)
    record = next(r for r in records(tmp_path / "cases.db") if r.source.path.endswith(".pdf"))
    assert "ocr: recognised from a picture" in record.warnings
    (tmp_path / "plain.txt").write_text(record.text, encoding="utf-8")
    (plain,) = mine(tmp_path / "plain.txt").records
    by_value = {metric.value: metric for metric in plain.metrics}
    factors = {
        metric.value: round((metric.score or 0) / (by_value[metric.value].score or 1), 1)
        for metric in record.metrics
    }
    assert factors == {17: 0.8, 15: 0.8, 9: 0.8, 12: 0.6, 300: 0.9}
    assert {metric.page for metric in record.metrics} == {2, 3}


def test_a_page_is_recognised_once(engine: Path, reports: Path, tmp_path: Path) -> None:
    (reports / "again.pdf").write_bytes(scan(3, 1))
    picture(2).save(reports / "page.png")  # type: ignore[attr-defined]
    mine_into(tmp_path / "cases.db", reports)
    assert seen(engine) == [1, 2, 3, 2]  # the PNG is drawn in another size
    os.utime(reports / "000" / "00001a.pdf", (1, 1))
    settings = replace(SETTINGS, acquire=AcquireSettings(max_depth=2))
    assert mine_into(tmp_path / "cases.db", reports, settings).skipped == 0
    assert len(seen(engine)) == 4


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_what_was_recognised_before_a_kill_is_kept(
    engine: Path, reports: Path, tmp_path: Path
) -> None:
    (engine / "poison").write_text("3", encoding="utf-8")
    path = tmp_path / "cases.db"
    killed = mine_into(path, reports)
    assert [(e.document, e.reason) for e in killed.set_aside] == [("000/00001a.pdf", "memory")]
    assert seen(engine) == [1, 2, 3]
    (engine / "poison").unlink()
    assert mine_into(path, reports, retry_failed=True).set_aside == []
    assert seen(engine) == [1, 2, 3, 3]
    assert len(records(path)) == 4


def test_what_waited_for_the_extra_is_read_once_it_is_there(
    engine: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine_into(tmp_path / "cases.db", reports)
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        known = database.entries()
    name = "000/00001a.pdf"
    known[name] = replace(known[name], status=SET_ASIDE, reason="unsupported", message=NEED_OCR)
    work = sort_documents([reports], Held(known), SETTINGS, Wish())
    assert [document.name for document in work.todo] == [name]
    monkeypatch.setattr(sorting, "can_recognise", lambda _: False)
    assert sort_documents([reports], Held(known), SETTINGS, Wish()).todo == []


class Pipe:
    """A worker's end of a pipe: a chunk, and what is sent back."""

    def __init__(self, *documents: Document) -> None:
        self._chunks = [list(enumerate(documents)), None]
        self.sent: list[object] = []

    def recv(self) -> object:
        return self._chunks.pop(0)

    def send(self, message: object) -> None:
        self.sent.append(message)


def test_the_clock_counts_a_page(engine: Path, reports: Path, tmp_path: Path) -> None:
    """Whoever watches it is told of the document and of each of its pages."""
    name = "00001a.pdf"
    pipe = Pipe(Document(name, reports / "000" / name, reports / "000"))
    settings = Settings(run=RunSettings(scans=str(tmp_path / "scans")))
    work_on_scans(pipe, settings, as_it_is)  # type: ignore[arg-type]
    gc.unfreeze()
    assert pipe.sent[:-1] == [Started(0)] * 4
    assert isinstance(pipe.sent[-1], Finished)
    assert seen(engine) == [1, 2, 3]


def test_scans_in_an_archive(engine: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("scan.pdf", scan(1, 2))
        archive.writestr("empty.txt", "")
    aside = mine_into(tmp_path / "cases.db", folder).set_aside
    assert [(entry.document, entry.reason) for entry in aside] == [("a.zip/empty.txt", "no_text")]
    assert names(records(tmp_path / "cases.db")) == ["a.zip/scan.pdf"]


def test_a_page_without_text(engine: Path, reports: Path, tmp_path: Path) -> None:
    (reports / "blank.pdf").write_bytes(scan(9))
    (entry,) = mine_into(tmp_path / "cases.db", reports).set_aside
    assert (entry.document, entry.reason) == ("blank.pdf", "no_text")


@pytest.mark.parametrize(
    ("settings", "what"),
    [(AcquireSettings(), "pip install textmine[ocr]"), (AcquireSettings(ocr="never"), "never")],
)
def test_without_recognition_the_reason_says_what_to_do(
    reports: Path, tmp_path: Path, settings: AcquireSettings, what: str
) -> None:
    if settings.ocr != "never" and importlib.util.find_spec("rapidocr"):
        pytest.skip("the extra is installed")
    (entry,) = mine_into(tmp_path / "cases.db", reports, Settings(acquire=settings)).set_aside
    assert (entry.document, entry.reason) == ("000/00001a.pdf", "unsupported")
    assert what in (entry.message or "")


def mixed(path: Path) -> Path:
    """A PDF of two pages of text with a picture between them."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    reader = pytest.importorskip("reportlab.lib.utils").ImageReader
    page = canvas.Canvas(str(path), pagesize=(300, 400))
    for number in (1, 2, 3):
        if number == 2:
            page.drawImage(reader(picture(2)), 0, 0, 300, 400)
        else:
            page.drawString(50, 300, f"Report of the township number {number}")
        page.showPage()
    page.save()
    return path


def test_a_picture_among_pages_of_text(engine: Path, tmp_path: Path) -> None:
    (page,) = read_pages(mixed(tmp_path / "a.pdf"))
    assert isinstance(page, Page)
    assert "组织17家企业" in page.body.text
    assert page.confidences == (1.0, 0.8, 1.0)
    assert page.sureness == (1.0, 0.8, 1.0)
    assert unpack_page(pack_page(page), page.source) == page
    assert page.warnings == ("pdf: 1 of 3 pages are pictures: recognised",)


def test_how_sure_each_line_is(engine: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(scan(1, 3))
    (page,) = read_pages(tmp_path / "a.pdf")
    assert isinstance(page, Page)
    lines = dict(zip(page.source.split("\n"), page.sureness, strict=True))
    assert [(line[:4], score) for line, score in lines.items()] == [
        ("寿光市推", 0.95), ("2009", 0.85), ("二是支部", 0.6), ("带动农户", 0.9),
    ]  # fmt: skip
    assert page.confidences == (0.883, 0.682)  # of a page: the mean of its characters


def sources(text: str, confidences: tuple[float, ...], sureness: tuple[float, ...]) -> SourceMap:
    body = AlignedText.of(text)
    page = Page(
        path="a.pdf", digest="", media_type="application/pdf", source=text, body=body,
        breaks=(6,), confidences=confidences, sureness=sureness,
    )  # fmt: skip
    return SourceMap(Article(page=page, number=1, text=body))


SPANS = [
    ((0, 2), 0.5),  # within the first line
    ((4, 5), 0.9),  # within the second
    ((1, 5), 0.6),  # two signs of the first line with its end, one of the second
    ((6, 8), 0.4),
    ((8, 9), 0.4),  # the last sign
]


@pytest.mark.parametrize(("span", "factor"), SPANS)
def test_a_value_is_as_sure_as_its_lines(span: tuple[int, int], factor: float) -> None:
    found = sources("甲乙丙\n丁\n戊己庚", (0.7, 0.4), (0.5, 0.9, 0.4))
    assert found.sure(1.0, found.where(*span)) == factor
    assert found.sure(None, found.where(*span)) is None


def test_a_page_kept_by_an_older_program_knows_its_pages_alone() -> None:
    found = sources("甲乙丙\n丁\n戊己庚", (0.7, 0.4), ())
    assert [found.sure(1.0, found.where(at, at + 1)) for at in (0, 4, 6)] == [0.7, 0.7, 0.4]
    old = {k: v for k, v in unpack(pack_page(found.page)).items() if k != "sureness"}
    assert unpack_page(pack(old), found.page.source) == found.page


def test_a_picture_that_is_not_read_is_told(tmp_path: Path) -> None:
    settings = AcquireSettings(ocr="never")
    (page,) = read_pages(mixed(tmp_path / "a.pdf"), settings=settings)
    assert isinstance(page, Page)
    assert page.warnings == ("pdf: 1 of 3 pages are pictures, not read",)


def test_a_plan_counts_them(engine: Path, reports: Path) -> None:
    mixed(reports / "mixed.pdf")
    plan = plan_run([reports], Held({}), SETTINGS, Wish())
    assert (plan.scans, plan.to_mine, seen(engine)) == (4, 5, [1])  # one page tells how long
    assert plan.seconds_a_scan is not None


@pytest.mark.parametrize("what", ["write_text", "replace"])
def test_a_page_that_cannot_be_kept_is_used(
    engine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """For the disk is full, or the file is open elsewhere (Windows)."""
    cache, real = PageCache(tmp_path / "scans"), getattr(Path, what)

    def trouble(path: Path, *arguments: object, **options: object) -> None:
        real(path, *arguments, **options)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, what, trouble)
        first = cache(picture(1))
    assert [
        path for path in (tmp_path / "scans").rglob("*") if path.suffix not in ("", ".json")
    ] == []
    assert cache(picture(1)) == first


def test_a_half_written_page_is_recognised_again(engine: Path, tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "scans")
    first = cache(picture(1))
    (kept,) = (tmp_path / "scans").rglob("*.json")
    kept.write_text('[["寿光', encoding="utf-8")
    assert cache(picture(1)) == first == cache(picture(1))
    assert seen(engine) == [1, 1]
