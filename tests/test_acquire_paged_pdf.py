"""PDF: what bad files get; scans. The text layer is tested with the other office formats."""

import importlib.util
import io
from pathlib import Path

import pytest

from textmine.acquire.files import read_pages
from textmine.acquire.paged.pdf import read_image, read_pdf
from textmine.errors import EncryptedError, NoTextError, UnreadableError, UnsupportedError
from textmine.settings import AcquireSettings

OFFICE = Path(__file__).parent / "data" / "acquire" / "office"
OCR = importlib.util.find_spec("rapidocr") is not None
SETTINGS = AcquireSettings()


def make_pdf(draw, **options) -> bytes:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    data = io.BytesIO()
    page = canvas.Canvas(data, **options)
    draw(page)
    page.save()
    return data.getvalue()


def blank(page) -> None:
    page.rect(100, 100, 200, 200, fill=1)
    page.showPage()


def test_scan_names_the_extra(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UnsupportedError, match=r"pip install textmine\[ocr\]"):
        read_pdf(make_pdf(blank), "a.pdf", SETTINGS)


def test_scan_with_ocr_turned_off():
    with pytest.raises(UnsupportedError, match="settings say"):
        read_pdf(make_pdf(blank), "a.pdf", AcquireSettings(ocr="never"))


def test_encrypted():
    encrypt = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption("secret")
    data = make_pdf(lambda page: page.drawString(100, 100, "secret"), encrypt=encrypt)
    with pytest.raises(EncryptedError, match="needs a password"):
        read_pdf(data, "a.pdf", SETTINGS)


@pytest.mark.parametrize("cut", [0.1, 0.5])
def test_cut_off(cut):
    data = (OFFICE / "01-plain.pdf").read_bytes()
    with pytest.raises((UnreadableError, UnsupportedError)):
        read_pdf(data[: int(cut * len(data))], "a.pdf", AcquireSettings(ocr="never"))


def test_pages_begin_where_they_say():
    def draw(page) -> None:
        for number in range(1, 4):
            page.drawString(100, 700, f"Report of the township number {number}")
            page.showPage()

    extracted = read_pdf(make_pdf(draw), "a.pdf", SETTINGS)
    starts = [0, *extracted.breaks]
    assert [extracted.text[start:].split("\n")[0][-1] for start in starts] == ["1", "2", "3"]


def test_text_printed_twice_is_read_once():
    def draw(page) -> None:
        page.drawString(100, 700, "Bold heading")
        page.drawString(100.3, 700, "Bold heading")
        page.showPage()

    assert read_pdf(make_pdf(draw), "a.pdf", SETTINGS).text == "Bold heading"


def test_properties():
    def draw(page) -> None:
        page.setTitle("题名")
        page.setAuthor("刘岩")
        page.drawString(100, 700, "Report of the township")

    candidates = read_pdf(make_pdf(draw), "a.pdf", SETTINGS).candidates
    assert {c.field: c.value for c in candidates if c.field != "date"} == {
        "title": "题名",
        "author": "刘岩",
    }


@pytest.mark.skipif(not OCR, reason="needs the extra ocr")
def test_scan_is_recognised():
    pdfium = pytest.importorskip("pypdfium2")
    page = pdfium.PdfDocument(OFFICE / "10-official.pdf")[0]
    picture = io.BytesIO()
    page.render(scale=200 / 72).to_pil().save(picture, "PNG")
    extracted = read_image(picture.getvalue(), "a.png", SETTINGS)
    (original,) = read_pages(OFFICE / "10-official.pdf")
    same = sum(a == b for a, b in zip(extracted.body.text, original.body.text, strict=False))
    assert same > 0.95 * len(original.body.text)
    assert min(extracted.confidences) > 0.9
    assert extracted.warnings == ("ocr: recognised from a picture",)


@pytest.mark.skipif(not OCR, reason="needs the extra ocr")
def test_picture_without_text():
    image = pytest.importorskip("PIL.Image")
    picture = io.BytesIO()
    image.new("RGB", (200, 200), "white").save(picture, "PNG")
    with pytest.raises(NoTextError, match="no text was recognised"):
        read_image(picture.getvalue(), "a.png", SETTINGS)
