"""What several tests share: where the development data is, and a blank pipeline."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import settings
from scans import FAKE
from spacy.language import Language

from textmine.acquire import ocr
from textmine.detect import segment  # noqa: F401  (registers the tokenizer)

# Machines differ: no test fails for being slow.
settings.register_profile("textmine", deadline=None)
settings.load_profile("textmine")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout; the test is skipped where it is absent."""
    if not SHARED.exists():
        pytest.skip("the development data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def blank() -> Language:
    """A pipeline that only segments."""
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "textmine_segmenter"}}})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of the page's tests."""
    from tests.web import make_database  # the page takes a second to load

    return make_database(tmp_path / "cases.db")


@pytest.fixture
def client(path: Path) -> Iterator[Any]:
    """Somebody who looks at it."""
    from tests.web import make_client

    with make_client(path) as opened:
        yield opened


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An engine of recognition that everybody finds, workers too; its folder."""
    folder = tmp_path / "engine"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(FAKE))
    monkeypatch.setenv("TEXTMINE_FAKE_OCR", str(folder))
    sys.modules.pop("rapidocr", None)
    ocr._engine.cache_clear()
    yield folder
    sys.modules.pop("rapidocr", None)
    ocr._engine.cache_clear()
