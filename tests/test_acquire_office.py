"""Office formats on ten own reports each: DOCX, DOC (and WPS), PDF with a text layer, OFD."""

import io
import zipfile
from difflib import SequenceMatcher
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from textmine.acquire.archive import Archive, Budget
from textmine.acquire.files import read_pages
from textmine.acquire.paged.ofd import read_ofd
from textmine.errors import EncryptedError, UnreadableError, UnsafeError, UnsupportedError
from textmine.settings import AcquireSettings

OFFICE = Path(__file__).parent / "data" / "acquire" / "office"
NAMES = sorted(path.stem for path in OFFICE.glob("*.docx"))
# Where a page cannot say what the document does: notes stand at its foot, a box where it was
# drawn, and LibreOffice prints deleted text.
LOOSE = {"04-notes": 0.77, "05-boxes": 0.78, "07-changes": 0.96}


def expected(name: str) -> str:
    return (OFFICE / f"{name}.txt").read_text(encoding="utf-8")


def squash(text: str) -> str:
    return "".join(text.split())


def likeness(want: str, got: str) -> float:
    return SequenceMatcher(None, squash(want), squash(got), autojunk=False).ratio()


@pytest.mark.parametrize("kind", ["docx", "doc"])
@pytest.mark.parametrize("name", NAMES)
def test_word(name, kind):
    (page,) = read_pages(OFFICE / f"{name}.{kind}")
    assert page.source == page.body.text == expected(name)
    starts = [0, *page.paragraphs]
    assert [page.source[start:].split("\n")[0] for start in starts] == expected(name).split("\n")


@pytest.mark.parametrize("name", NAMES)
def test_pdf(name):
    (page,) = read_pages(OFFICE / f"{name}.pdf")
    assert likeness(expected(name), page.body.text) >= LOOSE.get(name, 1.0)


@pytest.mark.parametrize("name", ["01-plain", "02-lists", "03-tables", "06-fields", "10-official"])
def test_lines_of_a_pdf_become_paragraphs(name):
    (page,) = read_pages(OFFICE / f"{name}.pdf")
    assert page.body.text == expected(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["docx", "doc", "pdf"])
def test_body_is_where_it_says(name, kind):
    (page,) = read_pages(OFFICE / f"{name}.{kind}")
    for at, character in enumerate(page.body.text):
        start, end = page.body.source_span(at, at + 1)
        assert page.source[start:end] == character or character in "\n "


# ---- OFD ----------------------------------------------------------------------------------------
WIDTH, MARGIN, SIZE, STEP, SIGNS = 210.0, 30.0, 4.0, 7.0, 36


def ofd_page(lines: list[tuple[float, float, str]], extra: str = "") -> str:
    objects = "".join(
        f'<ofd:TextObject ID="{n}" Size="{SIZE}" Boundary="{x} {y} 150 {STEP}"><ofd:TextCode X="0" '
        f'Y="{SIZE}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        for n, (x, y, text) in enumerate(lines)
    )
    return (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Area><ofd:PhysicalBox>'
        f"0 0 {WIDTH} 297</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer>{objects}{extra}"
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )


def make_ofd(pages: list[str], **parts: str) -> bytes:
    xmlns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    places = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}.xml"/>' for n in range(len(pages)))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "OFD.xml",
            f"<ofd:OFD {xmlns}><ofd:DocBody><ofd:DocInfo><ofd:Title>题名</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        file.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {xmlns}><ofd:Pages>{places}</ofd:Pages></ofd:Document>",
        )
        for n, page in enumerate(pages):
            file.writestr(f"Doc_0/Pages/P{n}.xml", page)
        for name, content in parts.items():
            file.writestr(f"{name}.xml", content)
    return data.getvalue()


def read(data: bytes):
    settings = AcquireSettings()
    return read_ofd(Archive(data, "a.ofd", Budget.of(settings)), settings)


def typeset(text: str, lines_a_page: int = 12) -> list[str]:
    """Pages with a running head and page numbers; first lines set in by two signs."""
    lines: list[tuple[float, str]] = []
    for paragraph in text.split("\n"):
        first = SIGNS - 2
        lines.append((MARGIN + 2 * SIZE, paragraph[:first]))
        rest = paragraph[first:]
        lines += [(MARGIN, rest[at : at + SIGNS]) for at in range(0, len(rest), SIGNS)]
    pages = []
    for number in range(0, len(lines), lines_a_page):
        part = lines[number : number + lines_a_page]
        placed = [(x, 30 + STEP * row, line) for row, (x, line) in enumerate(part)]
        head = (MARGIN, 15.0, "平川县工作通讯")
        foot = (100.0, 280.0, f"— {number // lines_a_page + 1} —")
        pages.append(ofd_page([foot, *reversed(placed), head]))  # drawn in any order
    return pages


@pytest.mark.parametrize("name", [name for name in NAMES if name != "03-tables"])
def test_ofd(name):
    text = expected(name).replace(" ", "") + "\n" + expected("01-plain") * 2
    extracted = read(make_ofd(typeset(text)))
    assert likeness(text, extracted.body.text) >= 0.99
    assert extracted.body.text.count("平川县工作通讯") == 0
    assert extracted.text.count("平川县工作通讯") == len(extracted.breaks) + 1
    for start in extracted.breaks:
        assert extracted.text[start:].startswith("平川县工作通讯")


def test_ofd_table_keeps_rows():
    rows = [("指标", "2011年", "2012年"), ("产值", "1320", "1708")]
    placed = [
        (30.0 + 50 * column, 40.0 + STEP * row, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    assert read(make_ofd([ofd_page(placed)])).text == "指标\t2011年\t2012年\n产值\t1320\t1708"


PLACED = [
    ('<ofd:TextCode X="0" Y="4" DeltaX="g 3 4">党建引领</ofd:TextCode>', "党建引领"),
    ('<ofd:TextCode X="0" Y="4" DeltaX="4 4 4">党建引领</ofd:TextCode>', "党建引领"),
    ('<ofd:TextCode X="8" Y="4">引领</ofd:TextCode><ofd:TextCode X="0" Y="4">党建</ofd:TextCode>',
     "党建引领"),
    ('<ofd:TextCode X="0" Y="4" DeltaY="g 1 7">上下</ofd:TextCode>', "上\n下"),
    # Digits of one pitch with the text have no blanks between them; a gap of its own is one.
    ('<ofd:TextCode X="0" Y="4" DeltaX="g 8 4">2018年12个镇</ofd:TextCode>', "2018年12个镇"),
    ('<ofd:TextCode X="0" Y="4" DeltaX="4 2 4 2 2">共1826户</ofd:TextCode>', "共18 26户"),
    ('<ofd:TextCode X="0" Y="4" DeltaX="g 9999999999 1">一</ofd:TextCode>', "一"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "text"), PLACED)
def test_ofd_places_of_signs(codes, text):
    extra = f'<ofd:TextObject Size="4" Boundary="30 40 100 8">{codes}</ofd:TextObject>'
    assert read(make_ofd([ofd_page([], extra)])).text == text


def test_ofd_scaled_and_hidden_objects():
    extra = (
        '<ofd:TextObject Size="1" CTM="4 0 0 4 0 0" Boundary="30 40 100 8"><ofd:TextCode X="0" '
        'Y="1">正文</ofd:TextCode></ofd:TextObject><ofd:TextObject Size="4" Visible="false" '
        'Boundary="30 60 100 8"><ofd:TextCode X="0" Y="4">隐藏</ofd:TextCode></ofd:TextObject>'
    )
    extracted = read(make_ofd([ofd_page([], extra)]))
    assert extracted.text == "正文"
    assert [(c.field, c.value, c.origin) for c in extracted.candidates] == [
        ("title", "题名", "properties")
    ]


BAD = [
    (make_ofd([ofd_page([])]), UnsupportedError, "has no text but pictures"),
    (make_ofd([], Encryptions="<x/>"), EncryptedError, "encrypted"),
    (make_ofd(["<!DOCTYPE x><x/>"]), UnsafeError, "entities"),
    (make_ofd(["<x>"]), UnreadableError, "damaged XML"),
]


@pytest.mark.parametrize(("data", "error", "message"), BAD)
def test_bad_ofd(data, error, message):
    with pytest.raises(error, match=message):
        read(data)
