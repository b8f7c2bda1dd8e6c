"""Pictures of text, and an engine that stands for rapidocr and knows them by how grey they are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

FAKE = Path(__file__).parent / "data" / "fake_ocr" / "rapidocr.py"
STEP = 20  # of grey between two pages, as in the engine


def seen(engine: Path) -> list[int]:
    """The pages that the engine was shown, in order; *engine* is its folder."""
    path = engine / "seen"
    return [int(line) for line in path.read_text(encoding="utf-8").split()] if path.exists() else []


def picture(number: int) -> object:
    """A page of the engine."""
    image = pytest.importorskip("PIL.Image")
    return image.new("RGB", (300, 400), (STEP * number,) * 3)


def scan(*numbers: int) -> bytes:
    """A PDF of pictures."""
    first, *rest = [picture(number) for number in numbers]
    buffer = io.BytesIO()
    first.save(buffer, "PDF", save_all=True, append_images=rest)  # type: ignore[attr-defined]
    return buffer.getvalue()
