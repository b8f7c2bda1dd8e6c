"""Documents and recognised pages at addresses of fsspec: folders, `s3://…`, `hdfs://…`."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import fsspec
from fsspec.spec import AbstractFileSystem

from textmine.acquire.folders import HIDDEN
from textmine.run.naming import tell_apart
from textmine.store.file.entries import Entry

LIST = "@"  # before the address of a text file with an address a line
WILD = "*?["


@dataclass(frozen=True, slots=True)
class Remote:
    """A document somewhere: its name in records, its address, its size."""

    name: str
    address: str
    size: int

    def from_above(self) -> Remote:
        """The same, named from the folder above that which its name is relative to."""
        root = self.address.removesuffix(self.name).rstrip("/")
        above, _, folder = root.rpartition("/")
        if not above or folder.endswith(":"):  # no folder, but what the address begins with
            return self
        return replace(self, name=f"{folder}/{self.name}")

    def called(self, name: str) -> Remote | None:
        """The same by another name, relative to a folder further up or down; None if it is none."""
        return replace(self, name=name) if f"/{self.address}".endswith(f"/{name}") else None


class Remotely:
    """How it is seen where files at addresses lie; they are not opened."""

    def __init__(self) -> None:
        self._folders: dict[str, bool] = {}  # whether they are there

    def lies(self, document: Remote) -> str:
        """Its address."""
        return document.address

    def is_there(self, path: str) -> bool:
        """Whether a file lies there; it is taken to be where that cannot be seen."""
        folder = path.rpartition("/")[0]
        try:
            if folder not in self._folders:
                files, place = fsspec.core.url_to_fs(folder)
                self._folders[folder] = files.exists(place)
            files, place = fsspec.core.url_to_fs(path)
            return self._folders[folder] and bool(files.isfile(place))
        except OSError:
            return True

    def is_unchanged(self, document: Remote, entry: Entry) -> bool:
        """By its size."""
        return entry.size == document.size

    def says_the_same(self, document: Remote, entry: Entry) -> bool:
        """Of two files that are there their size tells too little."""
        return False


@dataclass(frozen=True, slots=True)
class AddressShelf:
    """Recognised pages at an address that all workers reach."""

    address: str

    def read(self, name: str) -> str:
        """What some worker wrote there."""
        files, folder = fsspec.core.url_to_fs(self.address)
        text: str = files.cat_file(f"{folder}/{name}").decode()
        return text

    def write(self, name: str, text: str) -> None:
        """A file, moved into place."""
        files, folder = fsspec.core.url_to_fs(self.address)
        target = f"{folder}/{name}"
        files.makedirs(target.rpartition("/")[0], exist_ok=True)
        partial = f"{target}.{uuid.uuid4().hex}"
        files.pipe_file(partial, text.encode())
        files.mv(partial, target)


def find_remote(inputs: Sequence[str]) -> list[Remote]:
    """The documents of folders, globs, single files and lists (`@FILE`), by name; each once.

    Those that would bear one name are told apart (`naming`), as files of this machine are.
    """
    found: dict[str, Remote] = {}
    for asked in inputs:
        for document in _find(asked):
            found.setdefault(document.address, document)
    return tell_apart([*found.values()])


def _find(address: str) -> Iterator[Remote]:
    if not address.startswith(LIST):
        yield from _find_at(address)
        return
    with fsspec.open(address.removeprefix(LIST), "r", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield from _find(line.strip())


def is_here(files: AbstractFileSystem) -> bool:
    """Whether a file system is that of this machine."""
    protocol = files.protocol
    return "file" in ((protocol,) if isinstance(protocol, str) else protocol)


def _find_at(address: str) -> Iterator[Remote]:
    files, path = fsspec.core.url_to_fs(address)
    if is_here(files):
        path = os.path.normpath(path).replace(os.sep, "/")
    signs = [path.index(sign) for sign in WILD if sign in path]
    if signs:
        root = path[: min(signs)].rpartition("/")[0]
        infos = files.glob(path, detail=True)
    else:
        infos = files.find(path, detail=True)
        root = path if files.isdir(path) else path.rpartition("/")[0]
    for name, info in infos.items():
        relative = name[len(root) :].lstrip("/")
        hidden = any(HIDDEN.search(part) for part in relative.split("/"))
        if info["type"] == "file" and not hidden:
            yield Remote(relative, files.unstrip_protocol(name), int(info["size"] or 0))
