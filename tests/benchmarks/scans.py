"""What poor scans cost: reports of ours as pictures, made worse, recognised and mined.

    python -m tests.benchmarks.scans [REPORT…] [--pages FOLDER]

Each report is set as an official document is (A4, type of 16 points, 28 signs a line) or in small
type of 10.5 points, drawn at 200 dots an inch, made worse with a fixed seed, put into a PDF and
mined. Shown are the share of characters that are read right (one less the edits a character), the
share of figures (value and unit) found, how many of those found are right, how sure the engine is
of the pages, the mean score of figures of the text itself, of right and of wrong ones (how many),
and seconds of processor time a page. Needs `textmine[ocr]` and a Chinese font.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rich.console import Console
from rich.table import Table

from textmine.acquire.files import read_pages
from textmine.acquire.paged.ocr import recognise
from textmine.mine import load, mine
from textmine.settings import Settings
from textmine.types import Page, Record

REPORTS = Path(__file__).parents[2] / "corpora" / "reports"
CHOSEN = ("hailun-brief.txt", "jiaoling-summary.txt")
DOTS = 200  # an inch
WIDTH, HEIGHT = round(8.27 * DOTS), round(11.69 * DOTS)
TEXT_WIDTH, TEXT_HEIGHT = 448, 634  # points: 28 signs of 16 points, 22 lines
LEADING = 1.8  # of the type, from line to line
SEED = 7

Worsen = Callable[[Image.Image], Image.Image]


def turned(degrees: float) -> Worsen:
    """Laid askew."""
    return lambda page: page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def coarse(dots: int) -> Worsen:
    """Scanned at fewer dots an inch."""
    size = (round(WIDTH * dots / DOTS), round(HEIGHT * dots / DOTS))
    return lambda page: page.resize(size, Image.Resampling.BOX)


def noisy(strength: float) -> Worsen:
    """Grain, and a dot in a hundred black or white."""

    def worsen(page: Image.Image) -> Image.Image:
        chance = np.random.default_rng(SEED)
        signs = np.asarray(page, dtype=float)
        signs = signs + chance.normal(0, strength, signs.shape)
        dots = chance.random(signs.shape)
        signs[dots < 0.005], signs[dots > 0.995] = 0, 255
        return Image.fromarray(signs.clip(0, 255).astype(np.uint8))

    return worsen


def squeezed(quality: int) -> Worsen:
    """Kept as a JPEG of poor quality."""

    def worsen(page: Image.Image) -> Image.Image:
        buffer = io.BytesIO()
        page.save(buffer, "JPEG", quality=quality)
        return Image.open(buffer).convert("L")

    return worsen


def blurred(radius: float) -> Worsen:
    """Out of focus."""
    return lambda page: page.filter(ImageFilter.GaussianBlur(radius))


def faded(page: Image.Image) -> Image.Image:
    """Grey on grey, as copies of copies are."""
    return page.point(lambda light: 110 + round(light * 0.4))


@dataclass(frozen=True, slots=True)
class Scan:
    """How a report is set, and what is done to its pages."""

    name: str
    worsen: tuple[Worsen, ...] = ()
    points: float = 16


def poor(dots: int) -> tuple[Worsen, ...]:
    """All at once."""
    return (turned(1.5), blurred(1), noisy(25), coarse(dots), squeezed(30))


SCANS = (
    Scan("as drawn"),
    Scan("skew 3°", (turned(3),)),
    Scan("faded", (faded,)),
    Scan("noise", (noisy(40),)),
    Scan("JPEG of quality 10", (squeezed(10),)),
    Scan("72 dots an inch", (coarse(72),)),
    Scan("small type", (), 10.5),
    Scan("small type, 100 dots", (coarse(100),), 10.5),
    Scan("small type, 72 dots", (coarse(72),), 10.5),
    Scan("small type, skew, blur, noise, JPEG, 100 dots", poor(100), 10.5),
    Scan("the same, 72 dots", poor(72), 10.5),
)


@dataclass(slots=True)
class Figures:
    """Figures of the text and of the scan: how many agree, and the scores of the scan's."""

    meant: int = 0
    found: int = 0
    agree: int = 0
    right: list[float] = field(default_factory=list)
    wrong: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)


# ---- pages ---------------------------------------------------------------------------------------
def font(dots: int) -> ImageFont.FreeTypeFont:
    """A Chinese font of this machine, of so many dots."""
    asked = ["fc-match", "-f", "%{file}", "Noto Serif CJK SC"]
    path = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return ImageFont.truetype(path, dots)


def pages_of(text: str, points: float) -> list[Image.Image]:
    """The pages of a report."""
    rows: list[str] = []
    for number, line in enumerate(line.strip() for line in text.split("\n") if line.strip()):
        rows += _rows(line if number == 0 else "\u3000\u3000" + line, TEXT_WIDTH / points)
    lines = int(TEXT_HEIGHT / points / LEADING)
    return [_drawn(rows[at : at + lines], points) for at in range(0, len(rows), lines)]


def _wide(sign: str) -> float:
    """Ems: letters and figures are half as wide as Chinese characters."""
    return 0.5 if sign.isascii() else 1.0


def _rows(line: str, ems: float) -> Iterator[str]:
    row, width = "", 0.0
    for sign in line:
        if width + _wide(sign) > ems:
            yield row
            row, width = "", 0.0
        row, width = row + sign, width + _wide(sign)
    yield row


def _drawn(rows: Sequence[str], points: float) -> Image.Image:
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    size = points / 72 * DOTS
    pen, type_ = ImageDraw.Draw(page), font(round(size))
    for number, row in enumerate(rows):
        left, top = (WIDTH - TEXT_WIDTH / 72 * DOTS) / 2, HEIGHT / 9 + number * size * LEADING
        for sign in row:  # each in its square, as in a document
            pen.text((left, top), sign, 0, type_)
            left += _wide(sign) * size
    return page


def as_pdf(pages: Sequence[Image.Image], worsen: Sequence[Worsen], path: Path) -> None:
    """A PDF of A4 pages."""
    made = []
    for page in pages:
        for change in worsen:
            page = change(page)
        made.append(page.convert("RGB"))
    dots = made[0].width / 8.27
    made[0].save(path, "PDF", save_all=True, append_images=made[1:], resolution=dots, quality=90)


# ---- measures ------------------------------------------------------------------------------------
def edits(one: str, other: str) -> int:
    """Levenshtein's distance."""
    codes = np.array([ord(sign) for sign in other])
    steps = np.arange(len(other) + 1)
    row = steps
    for number, sign in enumerate(one, 1):
        new = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(sign)))
        new = np.concatenate([[number], new])
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def bare(text: str) -> str:
    """Without blanks, and signs of one meaning alike."""
    same = str.maketrans("，：；！？（）", ",:;!?()")
    return "".join(text.split()).translate(same)


def compare(records: Sequence[Record], plain: Sequence[Record], into: Figures) -> None:
    """Figures of a scan beside those of its text."""
    meant = Counter((m.value, m.unit) for record in plain for m in record.metrics)
    into.plain += [m.score for record in plain for m in record.metrics if m.score is not None]
    into.meant += meant.total()
    for metric in (m for record in records for m in record.metrics):
        key = (metric.value, metric.unit)
        agrees = meant[key] > 0
        meant[key] -= agrees
        into.found += 1
        into.agree += agrees
        if metric.score is not None:
            (into.right if agrees else into.wrong).append(metric.score)


def measure(paths: Sequence[Path], scan: Scan, folder: Path) -> list[str]:
    """A row of the table."""
    nlp, figures = load(Settings()), Figures()
    wrong = signs = pages = 0
    seconds, sure = 0.0, []
    for path in paths:
        (plain,) = read_pages(path)
        assert isinstance(plain, Page)
        text = plain.body.text
        drawn = pages_of(text, scan.points)
        target = folder / f"{path.stem}.pdf"
        as_pdf(drawn, scan.worsen, target)
        started = time.process_time()
        (page,) = read_pages(target, by=recognise)
        assert isinstance(page, Page)
        seconds += time.process_time() - started
        pages += len(drawn)
        sure += page.confidences
        wrong += edits(bare(text), bare(page.body.text))
        signs += len(bare(text))
        compare(mine(page, nlp=nlp).records, mine(plain, nlp=nlp).records, figures)
    return [
        f"{1 - wrong / signs:.1%}",
        f"{figures.agree / figures.meant:.0%}",
        f"{figures.agree / figures.found:.0%}" if figures.found else "–",
        *(f"{statistics.mean(s):.2f}" if s else "–" for s in (sure, figures.plain, figures.right)),
        f"{statistics.mean(figures.wrong):.2f} ({len(figures.wrong)})" if figures.wrong else "–",
        f"{seconds / pages:.1f}",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--pages", type=Path, help="Keep the PDFs in this folder.")
    options = parser.parse_args()
    paths = options.reports or [REPORTS / name for name in CHOSEN]
    heads = "scan,characters,figures found,of those right,page,text,right,wrong,s a page"
    table = Table(*heads.split(","))
    with tempfile.TemporaryDirectory() as temporary:
        for scan in SCANS:
            folder = (options.pages or Path(temporary)) / scan.name.replace(" ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            table.add_row(scan.name, *measure(paths, scan, folder))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
