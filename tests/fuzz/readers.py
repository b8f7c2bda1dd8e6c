"""Looks for inputs that readers, cleaners or the quantity grammar fall over, by coverage.

    pip install atheris
    python tests/fuzz/readers.py files FOLDER -max_total_time=300      # FOLDER keeps what it finds
    python tests/fuzz/readers.py text FOLDER -max_total_time=300
    python tests/fuzz/readers.py quantities FOLDER -max_total_time=300

Not part of the tests: atheris exists for few systems, and minutes find more than seconds. What it
finds becomes a row of tests/test_damaged.py. Errors that textmine knows how to explain are no
findings; all others are, as is a value whose place does not read back.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["textmine"]):
    from textmine.acquire.files import read_pages
    from textmine.chinese.dates import find_dates
    from textmine.clean.page import clean_page
    from textmine.detect.quantities import find_quantities
    from textmine.errors import SourceError, TextmineError
    from textmine.settings import AcquireSettings
    from textmine.types import Page

LIMITS = AcquireSettings(max_bytes=2_000_000, max_characters=500_000)
HOME = Path(tempfile.mkdtemp())


def files(data: bytes) -> None:
    """Any bytes are a page, or an error that says what to do."""
    path = HOME / "a.bin"
    path.write_bytes(data)
    try:
        for page in read_pages(path, settings=LIMITS):
            if isinstance(page, Page):
                clean_page(page)
    except SourceError:
        return


def text(data: bytes) -> None:
    """Any text is cleaned, and each article's characters stand in the source."""
    files(data.decode("utf-8", "ignore").encode())


def quantities(data: bytes) -> None:
    """Quantities and dates are found where they stand."""
    words = data.decode("utf-8", "ignore")
    try:
        for quantity in find_quantities(words):
            assert 0 <= quantity.start < quantity.end <= len(words)
        for date in find_dates(words):
            assert 0 <= date.start < date.end <= len(words)
    except TextmineError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    "files": files,
    "text": text,
    "quantities": quantities,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(__doc__)
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
