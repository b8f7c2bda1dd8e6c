"""Files made to do harm, or spoilt on the way: an explained error or a page, and nothing else.

Each is read in a process of its own with a limit of memory; none may take long, write outside, or
end in an error that textmine cannot explain. tests/fuzz finds new rows.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import zipped
from tests.test_acquire_office_epub import LONG, TOC, TWO, case, entry, epub, nav
from tests.test_acquire_office_opendocument import (
    ALIKE,
    HEAD,
    cell,
    frame,
    odp,
    ods,
    p,
    page_of,
    row,
    sheet,
)
from tests.test_acquire_office_ppt97 import group, outline, ppt, shape, slide, text

ROOT = Path(__file__).parents[1]
OFFICE = ROOT / "tests/data/acquire/office"
SECONDS = 10  # for one document; the slowest takes about two
MEMORY_MB = 1500
SENTENCE = "青禾镇组织十二个村党支部与企业结对，帮助村集体增收86万元。"
KINDS = ("01-plain.docx", "03-tables.docx", "01-plain.doc", "03-tables.doc", "01-plain.pdf")
KINDS += ("11-workbook.xls",)
SLIDE = slide(shape(text("主要做法", 0)), shape(text(SENTENCE)), group(shape(text("图注"))))
WHOLES = {
    "made.ods": ods(sheet(HEAD, *[row(cell("甲"), cell(SENTENCE))] * 20)),
    "made.odp": odp(*[page_of(frame(p(SENTENCE)), frame(p("做法"), "title"))] * 20),
    "made.ppt": ppt(*[SLIDE] * 20),
    "made.epub": epub(TWO, TOC),
}
READ = """
import json, resource, sys, time
from pathlib import Path
from textmine.acquire.files import read_pages
from textmine.clean.page import clean_page
from textmine.errors import SourceError
from textmine.types import Page
limit = int(sys.argv[2]) * 1_000_000
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
for path in sorted(Path(sys.argv[1]).iterdir()):
    begun, told = time.process_time(), "page"
    try:
        for page in read_pages(path):
            if isinstance(page, Page):
                clean_page(page)
            else:
                told = page.reason
    except SourceError as error:
        told = error.reason
        assert str(error)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
    print(json.dumps([path.name, told, time.process_time() - begun]), flush=True)
"""


def docx(body: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        {"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"}
    )


def spoilt() -> Iterator[tuple[str, bytes]]:
    """Whole files of each kind, cut, overwritten, doubled and mixed up, by a fixed seed."""
    dice = random.Random(20240601)
    wholes = {kind: (OFFICE / kind).read_bytes() for kind in KINDS} | WHOLES
    for kind, whole in wholes.items():
        for number in range(6):
            data = bytearray(whole)
            for _ in range(10 ** (number % 3 + 1)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            yield f"noise{number}-{kind}", bytes(data)
        cut = dice.randrange(len(whole))
        yield f"cut-{kind}", whole[:cut]
        yield f"turned-{kind}", whole[cut:] + whole[:cut]
        yield f"doubled-{kind}", whole + whole
        yield f"zeros-{kind}", whole[:cut] + bytes(len(whole) - cut)


def spoilt_parts() -> Iterator[tuple[str, bytes]]:
    """Sound zips of which a member is spoilt: what its checksum would hide from a reader."""
    dice = random.Random(20241124)
    for kind, whole in WHOLES.items():
        members = parts_of(whole) if kind.endswith(("s", "p", "b")) else {}
        for number in range(8 * bool(members)):
            name = dice.choice(sorted(members))
            data = bytearray(members[name].encode())
            for _ in range(4 ** (number % 4)):
                at, other = dice.randrange(len(data)), dice.randrange(len(data))
                data[at:at] = data[other : other + dice.randrange(30)]
                data[dice.randrange(len(data))] = dice.randrange(128)
            yield f"part{number}-{kind}", zipped({**members, name: bytes(data)})


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def leaders() -> bytes:
    """A table of contents torn in two: its end had left a line of nothing behind."""
    lengths = iter((16, 15, 15, 16, 16, 15, 14))
    text = (
        "主要做法…2\n取得的成效…5\n存在的困难…6\r对策建议…7\n\n"
        "新型农村集体经济，是巩固拓展脱贫攻坚戺例\n\n、做法…\n得的成效…\n存在的困难…"
    )
    return "".join(sign * (next(lengths) if sign == "…" else 1) for sign in text).encode()


def deep_group(depth: int) -> bytes:
    inner = shape(text(SENTENCE))
    for _ in range(depth):
        inner = group(inner)
    return inner


def made() -> dict[str, bytes]:
    """Built to take too much."""
    deep = 50_000
    nested = zipped({"a.txt": SENTENCE})
    for _ in range(8):
        nested = zipped({"a.zip": nested, "b.zip": nested})
    bomb = zipped({f"{n}.txt": bytes(20_000_000) for n in range(8)})
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    run = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    table = "<w:tbl><w:tr><w:tc>"
    return {
        "bomb.zip": bomb,
        "bomb.gz": gzip.compress(bytes(200_000_000)),
        "bombs in bombs.zip": nested,
        "bomb.docx": docx(run * 40_000),
        "laughs.docx": zipped({"word/document.xml": f"<!DOCTYPE x [{laughs}]><x>&a9;</x>"}),
        "outside.docx": zipped({"word/document.xml": outside}),
        "outside.ofd": zipped({"OFD.xml": outside}),
        "deep.docx": docx(table * deep + run),
        "deep.html": ("<div>" * deep + SENTENCE).encode(),
        "deep quotes.html": ("<p title='" * deep + SENTENCE).encode(),
        "deep brackets.txt": ("（《“" * deep + SENTENCE).encode(),
        "one line.txt": (SENTENCE * 20_000).encode(),
        "one word.txt": ("党" * 1_000_000).encode(),
        "one figure.txt": (SENTENCE + "1" * 500_000).encode(),
        "spaces.txt": (SENTENCE + " " * 1_000_000 + SENTENCE).encode(),
        "dots.txt": ("目录\n" + "一、做法" + "." * 500_000 + "3\n" + SENTENCE).encode(),
        "comments.html": ("<!---->" * 100_000 + SENTENCE).encode(),
        "commas.csv": ("title,text\n" + "," * 1_000_000 + SENTENCE).encode(),
        "old newlines.csv": f"title,te\rxt\n{SENTENCE},{SENTENCE}".encode(),
        "old newlines.txt": f"标题,正\r文,a\n{SENTENCE}".encode(),
        "leaders.txt": leaders(),
        "empty lines.txt": ("\n" * 1_000_000 + SENTENCE).encode(),
        "endless.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n"
                       b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF",
        "out.zip": zipped({"../../out.txt": SENTENCE, "/tmp/out.txt": SENTENCE}),
        "same.zip": zipped({"a.txt": SENTENCE, "A.TXT": SENTENCE, "con.txt": SENTENCE}),
        "rows.ods": ods(sheet(HEAD, *[ALIKE.format(1_000_000)] * 9)),
        "deep.odp": odp(page_of("<draw:g>" * deep + "</draw:g>" * deep)),
        "same slide.ppt": ppt(SLIDE, listed=outline(2) * 100_000),
        "deep.ppt": ppt(slide(deep_group(2_000))),
        "cells.ppt": ppt(slide(group(
            *(shape(text(SENTENCE), at=(n, n)) for n in range(20_000)), table=True
        ))),
        "same chapter.epub": epub(
            {"c.xhtml": case("甲")}, nav(*(entry(f"案例{n}", "c.xhtml") for n in range(50_000)))
        ),
        "deep.epub": epub(TWO, nav("<li><ol>" * 20_000 + "</ol></li>" * 20_000)),
        "open.epub": epub({"c.xhtml": "<a" * deep + "<p/>" * deep + LONG}),
        "odd.txt": "\ufeff\u202e\u0000\ud7ff\ufffe".encode() + SENTENCE.encode(),
    }  # fmt: skip


FILES = {**made(), **dict(spoilt()), **dict(spoilt_parts())}
EXPLAINED = {
    "page", "no_text", "unreadable", "encrypted", "unsupported", "encoding", "too_large", "unsafe",
    "unavailable",
}  # fmt: skip
# What these must get, whatever else may be said of the others.
WANTED = {
    "bomb.zip": "too_large", "bomb.gz": "too_large", "bombs in bombs.zip": "too_large",
    "laughs.docx": "unsafe", "outside.docx": "unsafe", "outside.ofd": "unsafe",
    "old newlines.csv": "unreadable", "old newlines.txt": "page",
    "rows.ods": "too_large", "same slide.ppt": "unreadable",
    "cells.ppt": "page", "same chapter.epub": "page",
    "out.zip": "unsafe", "one line.txt": "page", "comments.html": "page", "dots.txt": "page",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float]]:
    """What came of each file, and the processor seconds that it took."""
    if not hasattr(os, "fork"):
        pytest.skip("limits memory as POSIX does")
    folder = tmp_path_factory.mktemp("damaged")
    inside = folder / "files"
    inside.mkdir()
    for name, data in FILES.items():
        (inside / name).write_bytes(data)
    command = [sys.executable, "-c", READ, str(inside), str(MEMORY_MB)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert sorted(path.name for path in folder.iterdir()) == ["files"]
    assert sorted(path.name for path in inside.iterdir()) == sorted(FILES)
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    return {name: (reason, seconds) for name, reason, seconds in rows}


@pytest.mark.parametrize("name", FILES)
def test_it_is_read_or_explained(told: dict[str, tuple[str, float]], name: str) -> None:
    assert name in told, "the process ended before or in this file"
    reason, seconds = told[name]
    assert reason in EXPLAINED
    assert reason == WANTED.get(name, reason)
    assert seconds < SECONDS
