"""What a run would do and cost, said before it: files by type, scans, hours and disk.

A sample of the files is mined into a database that is thrown away; what it took is carried
over to the rest by the size of the files.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmine.acquire import media
from textmine.acquire.files import read_pages
from textmine.acquire.paged.ocr import Spotted, can_recognise, put_off, recognise, threads_for
from textmine.acquire.paged.pdf import count_scanned_pages
from textmine.errors import SourceError
from textmine.mine import load
from textmine.run.attempt import mine_document
from textmine.run.documents import Document, size_of
from textmine.run.recognising import Held
from textmine.run.sorting import Wish, sort_documents
from textmine.settings import Settings
from textmine.store.database import CaseDatabase
from textmine.store.file.entries import SET_ASIDE
from textmine.temporary import temporary_folder

SAMPLE = 24  # files that are mined for the estimate, spread over all of them by size
SAMPLE_SECONDS = 20.0  # then no more of them
HEAD = 4096  # bytes of a file that its type is seen by


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The files of one media type that are to be mined; `scans` are pages to be recognised."""

    media_type: str
    files: int
    bytes: int
    scans: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done: counts of documents, and what the work costs.

    `set_aside` are those of the unchanged, and members of archives, that gave no record. `hours`
    are those of all `workers` together at the rate of the sample (`sampled` files), of which
    `scan_hours` go to recognising pages, each `seconds_a_scan` as one of them took now (None:
    they are not recognised); `disk_mb` is what the database grows by.
    """

    documents: int
    unchanged: int
    set_aside: int
    to_relabel: int
    to_mine: int
    kinds: tuple[Kind, ...]
    scans: int
    sampled: int
    seconds_per_mb: float
    workers: int
    hours: float
    scan_hours: float
    seconds_a_scan: float | None
    disk_mb: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sample took: files, their bytes, seconds on one core, bytes of the database."""

    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    stored: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier runs left: documents as they are, what of them gave no record, old labels."""

    unchanged: int = 0
    set_aside: int = 0
    to_relabel: int = 0


NOTHING = Before()


def plan_run(paths: Sequence[Path], held: Held, settings: Settings, wish: Wish) -> Plan:
    """What a run into a sink that holds this would do and cost."""
    work = sort_documents(paths, held, settings, wish)
    kept = [work.known[d.name] for d in work.current if d.name in work.known]
    kept += [member for entry in kept for member in work.members.get(entry.document, ())]
    aside = sum(entry.status == SET_ASIDE for entry in kept)
    before = Before(len(work.current), aside, len(work.stale))
    return make_plan([*work.again, *work.todo], settings, before)


def make_plan(todo: Sequence[Document], settings: Settings, before: Before = NOTHING) -> Plan:
    """The plan of mining *todo*, beside documents of which less or nothing is to be done."""
    kinds = tuple(_kinds(todo))
    scans = sum(kind.scans for kind in kinds)
    size = sum(kind.bytes for kind in kinds)
    measured = measure(list(_spread([d for d in todo if not _scans_of(d)[1]])), settings)
    rate = measured.seconds / measured.bytes if measured.bytes else 0.0
    growth = measured.stored / measured.bytes if measured.bytes else 0.0
    seconds_a_scan = time_a_scan(todo, settings) if scans else None
    scan_seconds = (seconds_a_scan or 0.0) * scans
    seconds = (rate * size + scan_seconds) / settings.run.workers
    return Plan(
        documents=len(todo) + before.unchanged + before.to_relabel,
        unchanged=before.unchanged,
        set_aside=before.set_aside,
        to_relabel=before.to_relabel,
        to_mine=len(todo),
        kinds=kinds,
        scans=scans,
        sampled=measured.files,
        seconds_per_mb=round(rate * 1e6, 3),
        workers=settings.run.workers,
        hours=round(seconds / 3600, 4),
        scan_hours=round(scan_seconds / settings.run.workers / 3600, 4),
        seconds_a_scan=seconds_a_scan and round(seconds_a_scan, 2),
        disk_mb=round(max(growth, 0.0) * size / 1e6, 3),
    )


def _kinds(documents: Sequence[Document]) -> Iterator[Kind]:
    """The types, the commonest first."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document in documents:
        kind, scans = _scans_of(document)
        found[kind].append((size_of(document), scans))
    for kind, files in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        sizes, scans_each = zip(*files, strict=True)
        yield Kind(media_type=kind, files=len(files), bytes=sum(sizes), scans=sum(scans_each))


def _scans_of(document: Document) -> tuple[str, int]:
    """The media type of a file, and how many of its pages are pictures of text."""
    try:
        with document.path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return "unavailable", 0
    kind = media.sniff_bytes(head) or _kind_of_text(head)
    if kind == media.PDF:
        return kind, count_scanned_pages(document.path)
    return kind, int(kind.startswith(media.IMAGE))


def _kind_of_text(head: bytes) -> str:
    return media.sniff_text(head.decode("utf-8", "replace")) or media.TEXT


def _spread(documents: Sequence[Document]) -> Iterator[Document]:
    """A few of them, evenly from the smallest to the largest."""
    by_size = sorted(documents, key=lambda document: (size_of(document), document.name))
    step = max(1, len(by_size) // SAMPLE)
    yield from by_size[step // 2 :: step][:SAMPLE]


def measure(sample: Sequence[Document], settings: Settings) -> Measured:
    """Mine *sample* into a database that is thrown away, and say what that took."""
    if not sample:
        return Measured()
    nlp = load(settings)
    mine_document(sample[0], nlp, settings)  # the first pays for what is loaded when first used
    files, size = 0, 0
    started = time.perf_counter()
    with temporary_folder() as folder:
        path = folder / "sample.db"
        with CaseDatabase.open(path) as database:
            empty = _stored(path)
            for document in sample:
                result = mine_document(document, nlp, settings)
                database.add(result.outcome, result.entry, result.members)
                files, size = files + 1, size + size_of(document)
                if time.perf_counter() - started > SAMPLE_SECONDS:
                    break
            seconds = time.perf_counter() - started
        return Measured(files, size, seconds, _stored(path) - empty)


def time_a_scan(documents: Sequence[Document], settings: Settings) -> float | None:
    """Seconds that a picture of text takes to recognise, by one; None where none can be."""
    if not can_recognise(settings.acquire):
        return None
    threads, took = threads_for(settings.run.workers), []

    def time_one(image: Any) -> Sequence[Spotted]:
        started = time.perf_counter()
        recognise(image, threads)
        took.append(time.perf_counter() - started)
        return put_off(image)  # one is enough

    for document in documents:
        if _scans_of(document)[1] and not took:
            with suppress(SourceError):
                list(read_pages(document.path, settings=settings.acquire, by=time_one))
    return took[0] if took else None


def _stored(path: Path) -> int:
    """Bytes of a database with its write-ahead log."""
    return sum(file.stat().st_size for file in path.parent.glob(path.name + "*"))
