"""An outcome as it will be kept: packed by the process that mined it, which loads no database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from textmine.plain import to_json
from textmine.store.file.packing import pack, pack_text
from textmine.store.kept.drafts import pack_drafts
from textmine.store.kept.pages import keep_page, pack_page
from textmine.types import Outcome, Page, Record

PAGE_COLUMNS = ("decoded", "breaks", "paragraphs", "page")  # of a source


@dataclass(frozen=True, slots=True)
class PackedLines:
    """What is kept of an outcome: rows of lines and of pages, without document and position."""

    lines: tuple[dict[str, Any], ...]
    pages: tuple[dict[str, Any], ...]


def pack_lines(outcome: Outcome) -> Outcome:
    """An outcome as its lines and pages alone."""
    packed = PackedLines(
        lines=tuple(_line(record, outcome) for record in outcome.records),
        pages=tuple(asdict(keep_page(page)) for page in outcome.pages),
    )
    return replace(outcome, records=(), drafts={}, pages=(), packed=packed)


def _line(record: Record, outcome: Outcome) -> dict[str, Any]:
    return {"line": to_json(record), "drafts": pack_drafts([record], outcome.drafts)}


def pack_sources(outcome: Outcome) -> Outcome:
    """An outcome with its sources as they are kept; its records are still asked for."""
    return replace(outcome, drafts={}, pages=(), packed=tuple(source_rows(outcome)))


def source_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """A row for each page that has records; `decoded` is None where the page is not given."""
    pages = {(page.digest, page.path): page for page in outcome.pages}
    for sha256, paths in by_place(outcome).items():
        for path, found in paths.items():
            source = found[0].source
            yield {
                "document": outcome.path,
                "path": path,
                "url": source.url,
                "sha256": sha256,
                "media_type": source.media_type,
                "encoding": source.encoding,
                "records": pack(found),
                "drafts": pack_drafts(found, outcome.drafts),
                **_page_columns(pages.get((sha256, path))),
            }


def _page_columns(page: Page | None) -> dict[str, Any]:
    if page is None:
        return {"decoded": None, "breaks": "[]", "paragraphs": "[]", "page": None}
    return {
        "decoded": pack_text(page.source),
        "breaks": json.dumps(page.breaks),
        "paragraphs": json.dumps(page.paragraphs),
        "page": pack_page(page),
    }


def by_place(outcome: Outcome) -> dict[str, dict[str, list[Record]]]:
    """The records of an outcome by content and path."""
    records: dict[str, dict[str, list[Record]]] = {}
    for record in outcome.records:
        source = record.source
        records.setdefault(source.sha256, {}).setdefault(source.path, []).append(record)
    return records
