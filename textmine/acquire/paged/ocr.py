"""Pictures of text: recognised a page at a time by the extra `ocr`, and each page only once.

A run does so in a lane of its own, for a page takes seconds: readers are given `put_off`, which
sends a document there, or in the lane a `PageCache`, which keeps on disk what was recognised.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, Protocol

from textmine.acquire.paged.lines import Glyph, Line, read_lines
from textmine.errors import UnsupportedError
from textmine.settings import AcquireSettings

NEED_OCR = (
    "is a scan without a text layer; install the extra that reads it: pip install textmine[ocr]"
)
NO_OCR = 'is a scan without a text layer, and the settings say ocr = "never"'
SAME_SIZE = 0.3  # heights of recognised lines differ by so much though the type is the same
LEAST_SCORE = 0.5  # of a recognised line, below which it is no text
ALL_CORES = -1  # threads of the engine; they wait for each other by spinning


def threads_for(workers: int) -> int:
    """Threads of the engine in each of *workers* processes of this machine.

    A page took 4.8 s of processor time with one thread, 7.2 with two (rapidocr 3.10, two cores).
    """
    return max(1, (os.cpu_count() or 1) // workers)


class Spotted(NamedTuple):
    """A line that was recognised: its text, how sure that is (0..1), and its box in pixels."""

    text: str
    score: float
    left: float
    right: float
    top: float
    bottom: float


Recognise = Callable[[Any], Sequence[Spotted]]  # of a picture (PIL)


class PutOffError(UnsupportedError):
    """The document holds pictures of text, which another lane recognises."""


def put_off(_: Any) -> Sequence[Spotted]:
    """A recogniser that recognises nothing, but sends the document to where that is done."""
    raise PutOffError("", "waits for recognition")


def can_recognise(settings: AcquireSettings) -> bool:
    """Whether pictures of text can and may be recognised."""
    return settings.ocr != "never" and importlib.util.find_spec("rapidocr") is not None


def need_ocr(name: str, settings: AcquireSettings) -> None:
    """Raise the UnsupportedError of a scan where it cannot, or may not, be recognised."""
    if settings.ocr == "never":
        raise UnsupportedError(name, NO_OCR)
    if not can_recognise(settings):
        raise UnsupportedError(name, NEED_OCR)


@cache
def _engine(threads: int) -> Any:
    """The recogniser; its models take a second to load."""
    from rapidocr import RapidOCR

    threading = "EngineConfig.onnxruntime.intra_op_num_threads"
    return RapidOCR(params={"Global.log_level": "error", threading: threads})


@cache
def _engine_name() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return "rapidocr"


def recognise(image: Any, threads: int = ALL_CORES) -> Sequence[Spotted]:
    """The lines of a picture."""
    import numpy

    found = _engine(threads)(numpy.asarray(image))
    boxes = found.boxes if found.boxes is not None else ()
    lines = zip(boxes, found.txts or (), found.scores or (), strict=True)
    return [_spotted(box, text, float(score)) for box, text, score in lines]


def _spotted(box: Any, text: str, score: float) -> Spotted:
    xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
    return Spotted(text, score, min(xs), max(xs), min(ys), max(ys))


class Shelf(Protocol):
    """Where recognised pages are kept, by names such as ab/ab12….json."""

    def read(self, name: str) -> str:
        """What was kept; an OSError where nothing was."""

    def write(self, name: str, text: str) -> None:
        """Keep it, whole or not at all."""


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """A folder of this machine."""

    folder: Path

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """A file, renamed into place."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        try:
            partial.write_text(text, encoding="utf-8", newline="\n")
            partial.replace(path)  # on Windows refused while somebody reads what is there
        finally:
            partial.unlink(missing_ok=True)


class PageCache:
    """Recognises pages and keeps what it found on a *shelf*, by the hash of the picture.

    *tell* is called before each page, for whoever watches the clock.
    """

    def __init__(
        self,
        shelf: Path | Shelf,
        tell: Callable[[], None] = lambda: None,
        threads: int = ALL_CORES,
    ) -> None:
        self._shelf = FolderShelf(shelf) if isinstance(shelf, Path) else shelf
        self._tell = tell
        self._threads = threads

    def __call__(self, image: Any) -> Sequence[Spotted]:
        self._tell()
        name = _name_of(image)
        try:
            return [Spotted(*line) for line in json.loads(self._shelf.read(name))]
        except (OSError, ValueError, TypeError):
            pass  # not yet recognised, or by a run that was ended while it wrote
        found = recognise(image, self._threads)
        with suppress(OSError):  # a full disk: what is recognised is used, though not kept
            self._shelf.write(name, json.dumps(found, ensure_ascii=False))
        return found


def _name_of(image: Any) -> str:
    digest = hashlib.sha256(f"{_engine_name()} {image.mode} {image.size}".encode())
    digest.update(image.tobytes())
    name = digest.hexdigest()
    return f"{name[:2]}/{name}.json"


class Recognised(NamedTuple):
    """A page as lines, like those of a text layer, and the mean score of its characters."""

    lines: list[Line]
    score: float | None


def read_page(image: Any, by: Recognise, scale: float = 1.0) -> Recognised:
    """The lines of a picture; *scale* is how many of its pixels make a unit of the page."""
    spotted = [line for line in by(image) if line.score >= LEAST_SCORE]
    signs = list(_evened([_sign(line, scale) for line in spotted]))
    weight = sum(len(line.text) for line in spotted)
    score = sum(line.score * len(line.text) for line in spotted) / weight if weight else None
    return Recognised(read_lines(signs, image.width / scale), score)


def _sign(line: Spotted, scale: float) -> Glyph:
    """A recognised line as one sign."""
    left, right, top, bottom = (side / scale for side in line[2:])
    return Glyph(line.text, left, right, top, bottom, bottom - top, line.score)


def _evened(signs: list[Glyph]) -> Iterator[Glyph]:
    """Lines of nearly the usual height as of that height: boxes of recognised lines vary."""
    usual = median([sign.size for sign in signs] or [0.0])
    for sign in signs:
        near = abs(sign.size - usual) < SAME_SIZE * usual
        yield sign._replace(size=usual) if near else sign
