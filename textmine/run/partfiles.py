"""The parts of a run at an address: written with their ledger, read, and joined where small.

A part is there when its ledger is. Joining writes the joined part, then its ledger, and only then
takes the pieces away: whenever that is interrupted, a document stands in one part or in two that
say the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import fsspec

from textmine.errors import ConfidentialError
from textmine.run.addresses import Remote
from textmine.run.recognising import Held
from textmine.run.results import Result
from textmine.store.file.entries import Entry
from textmine.store.out.parts import (
    CONFIRMED,
    LEDGER,
    PART,
    Piece,
    join_pieces,
    pack_entries,
    pack_sources,
    read_head,
    unpack_places,
    unpack_releases,
    written_at,
)

SMALL = 1_000_000  # bytes of a part that is worth joining
JOINED = 4_000_000  # bytes that become one part; joining takes some ten times that in memory
LEAST = 8  # fewer pieces wait for more: else each run wrote again what the last one joined
JOINED_NAME = "part-joined-"
AT_ONCE = 256  # ledgers read at a time; where addresses are far away, side by side


@dataclass(frozen=True, slots=True)
class Joint:
    """Small parts that become the part *name*: of each the documents that others have anew."""

    name: str
    stale: dict[str, frozenset[str]]


def write_part(output: str, chunk: Sequence[Remote], results: Sequence[Result]) -> list[Entry]:
    """Write a part, then its ledger; the entries. Written twice it is the same part."""
    names = "\0".join(f"{document.name}\0{document.size}" for document in chunk)
    stages = repr(sorted(results[0].entry.stages.items()))
    entries = [entry for result in results for entry in (result.entry, *result.members)]
    part = pack_sources(result.outcome for result in results)
    addresses = {document.name: document.address for document in chunk}
    _write(output, f"part-{_digest(names + stages)}", part, pack_entries(entries, addresses))
    return entries


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _write(output: str, name: str, part: bytes, ledger: bytes) -> None:
    files, folder = fsspec.core.url_to_fs(output)
    files.makedirs(folder, exist_ok=True)
    for ending, data in ((PART, part), (LEDGER, ledger)):
        target = f"{folder}/{name}{ending}"
        files.pipe_file(target + ".tmp", data)
        files.mv(target + ".tmp", target)


# ---- the ledger -------------------------------------------------------------------------------
def read_held(output: str) -> Held:
    """What all parts in *output* hold, the latest of each document, and where that lay."""
    found: dict[str, Entry] = {}
    addresses: dict[str, str | None] = {}
    since: dict[str, bytes] = {}
    for _, ledger in _ledgers(output, _list(output).sizes):
        at = written_at(ledger)
        for entry, address in unpack_places(ledger):
            if at > since.get(entry.document, b""):
                since[entry.document], found[entry.document] = at, entry
                addresses[entry.document] = address
    return Held(found, {address: name for name, address in addresses.items() if address})


@dataclass(frozen=True, slots=True)
class _Listing:
    """The parts of an output by name with their bytes; those without a ledger."""

    sizes: dict[str, int]
    bare: frozenset[str]


def _list(output: str) -> _Listing:
    files, folder = fsspec.core.url_to_fs(output)
    found = files.glob(f"{folder}/*{PART}", detail=True)
    bytes_of = {path.rpartition("/")[2]: int(info["size"] or 0) for path, info in found.items()}
    names = [file.removesuffix(LEDGER) for file in sorted(bytes_of) if file.endswith(LEDGER)]
    sizes = {name: bytes_of.get(name + PART, 0) + bytes_of[name + LEDGER] for name in names}
    parts = {file.removesuffix(PART) for file in bytes_of if not file.endswith(LEDGER)}
    return _Listing(sizes, frozenset(parts - sizes.keys()))


def _ledgers(output: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The names of parts, and their ledgers."""
    files, folder = fsspec.core.url_to_fs(output)
    left = list(names)
    for at in range(0, len(left), AT_ONCE):
        some = left[at : at + AT_ONCE]
        paths = [f"{folder}/{name}{LEDGER}" for name in some]
        yield from zip(some, files.cat_ranges(paths, None, None, on_error="raise"), strict=True)


def read_released(output: str) -> tuple[tuple[str, str], ...]:
    """Documents of *output* marked as secret that somebody confirmed, with their digests."""
    files, folder = fsspec.core.url_to_fs(output)
    path = f"{folder}/{CONFIRMED}"
    if not files.exists(path):
        return ()
    return tuple((each.document, each.digest) for each in unpack_releases(files.cat_file(path)))


def reopened(known: dict[str, Entry], released: Sequence[tuple[str, str]]) -> set[str]:
    """What is held back though it was confirmed, with the archives that hold it."""
    names: set[str] = set()
    for name, digest in released:
        entry = known.get(name)
        if entry and (entry.reason, entry.digest) == (ConfidentialError.reason, digest):
            parts = name.split("/")
            names |= {"/".join(parts[: n + 1]) for n in range(len(parts))}
    return names


# ---- joining ----------------------------------------------------------------------------------
def find_joints(output: str) -> Iterator[Joint]:
    """Which small parts of *output* become one; clears what an interrupted joining left."""
    listing = _list(output)
    small = [name for name, size in listing.sizes.items() if size < SMALL]
    if len(small) < LEAST:
        return
    contents = _contents(output, listing, small)
    group: list[str] = []
    size = 0
    for name in small:
        group.append(name)
        size += listing.sizes[name]
        if size >= JOINED:
            yield _joint(group, contents)
            group, size = [], 0
    if len(group) > 1:
        yield _joint(group, contents)


def _joint(group: Sequence[str], contents: Mapping[str, _Content]) -> Joint:
    told = "\0".join(f"{name}\0{contents[name].at!r}" for name in group)
    return Joint(JOINED_NAME + _digest(told), {name: contents[name].stale for name in group})


@dataclass(frozen=True, slots=True)
class _Content:
    """When a part was written, and which of its documents another one has anew."""

    at: bytes
    stale: frozenset[str]


def _contents(output: str, listing: _Listing, small: Sequence[str]) -> dict[str, _Content]:
    """What stands in small parts.

    Of two that were written at once the large one counts, for it may have been joined from both.
    """
    heads = {name: read_head(ledger) for name, ledger in _ledgers(output, small)}
    latest: dict[str, tuple[bytes, bool, str]] = {}
    for name, head in heads.items():
        for document in head.documents:
            mark = (head.at, False, name)
            latest[document] = max(mark, latest.get(document, mark))
    replaced = {each for head in heads.values() for each in head.replaces}
    for name, ledger in _ledgers(output, (n for n in listing.sizes if n not in heads)):
        head = read_head(ledger)
        replaced.update(head.replaces)
        for document in latest.keys() & set(head.documents):
            latest[document] = max((head.at, True, name), latest[document])
    _remove(output, sorted(replaced & listing.bare))
    return {
        name: _Content(head.at, frozenset(d for d in head.documents if latest[d][2] != name))
        for name, head in heads.items()
    }


def join_parts(output: str, joint: Joint) -> None:
    """Make one part of several; done twice, or gone on with, it comes to the same."""
    files, folder = fsspec.core.url_to_fs(output)
    if not files.exists(f"{folder}/{joint.name}{LEDGER}"):
        _write(output, joint.name, *join_pieces(_pieces(files, folder, joint)))
    _remove(output, list(joint.stale))


def _pieces(files: Any, folder: str, joint: Joint) -> Iterator[Piece]:
    for name, stale in joint.stale.items():
        part, ledger = (files.cat_file(f"{folder}/{name}{ending}") for ending in (PART, LEDGER))
        yield Piece(name, part, ledger, stale)


def _remove(output: str, names: Sequence[str]) -> None:
    """Take parts away, each after its ledger, for without one it does not count."""
    files, folder = fsspec.core.url_to_fs(output)
    for name in names:
        for path in (f"{folder}/{name}{LEDGER}", f"{folder}/{name}{PART}"):
            if files.exists(path):
                files.rm_file(path)
