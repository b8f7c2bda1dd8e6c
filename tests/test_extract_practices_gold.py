"""Headings and passages of small texts built as reports are built (corpora/gold/structure.txt)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language

from tests.pipelines import pipeline
from textmine.detect import segment, structure  # noqa: F401  (registers the components)
from textmine.extract import practices  # noqa: F401

GOLD = Path(__file__).parents[1] / "corpora" / "gold" / "structure.txt"
MARK = re.compile(r"<(/?)([hpc])>")


@dataclass(frozen=True)
class Marked:
    """A text with its headings, the practices in it, and what may be proposed besides."""

    text: str
    headings: list[str]
    practices: list[str]
    allowed: list[str]


def read_marked(marked: str) -> Marked:
    """Split marked text; refuses marks that are not closed in order."""
    spans: dict[str, list[str]] = {"h": [], "p": [], "c": []}
    text, at, open_marks = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if not mark[1]:
            open_marks.append((mark[2], len(text)))
            continue
        kind, start = open_marks.pop()
        assert kind == mark[2], f"crossed mark at {marked[mark.start() : mark.start() + 20]}"
        spans[kind].append(text[start:])
    text += marked[at:]
    assert not open_marks, f"unclosed mark in {marked[:30]}"
    assert "<" not in text, f"unknown mark in {marked[:30]}"
    return Marked(text, spans["h"], spans["p"], spans["c"])


def blocks() -> dict[str, Marked]:
    parts = re.split(r"^## (.+)\n", GOLD.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: read_marked(body.strip("\n"))
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }


BLOCKS = blocks()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline("textmine_structure", "textmine_practices")


def test_there_are_enough() -> None:
    assert len(BLOCKS) >= 60


@pytest.mark.parametrize("name", BLOCKS)
def test_headings(nlp: Language, name: str) -> None:
    block = BLOCKS[name]
    doc = nlp(block.text)
    assert [block.text[h.start : h.end] for h in doc._.headings] == block.headings


@pytest.mark.parametrize("name", BLOCKS)
def test_practices(nlp: Language, name: str) -> None:
    block = BLOCKS[name]
    found = [block.text[c.start : c.end] for c in nlp(block.text)._.candidates]
    assert [text for text in found if text not in block.allowed] == block.practices
