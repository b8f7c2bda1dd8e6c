"""Which document a file is: told by where it lies, by its name, and by what is in it.

A file that lies where it lay is the document that it was, changed or not. One that bears the name
of a document, but lies elsewhere, is that document if it says the same, or if the folder that it
came from was moved; else it is another one, and is named from the folder above.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from textmine.run.documents import Document, is_unchanged, stamp_of
from textmine.run.naming import Named
from textmine.store.file.entries import Entry

N = TypeVar("N", bound=Named)
Looked = TypeVar("Looked", bound=Named, contravariant=True)


@dataclass(frozen=True, slots=True)
class Held:
    """What a sink holds: entries by document, and documents by where their file lies.

    `files` is None where the sink holds one run alone, whose names tell all.
    """

    entries: Mapping[str, Entry]
    files: Mapping[str, str] | None = None


@dataclass(slots=True)
class Recognised(Generic[N]):
    """Documents by the names that they have in the sink, and how they came by them.

    `files` are those that the sink does not know yet; `same` says what was held already, by its
    content. Two are guesses: `moved` are taken for new versions, for their folder was moved;
    `beside` are kept as documents of their own, each with the name that it would have had.
    """

    documents: list[N] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    moved: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)


class Ways(Protocol[Looked]):
    """How it is seen where files lie and what they say."""

    def lies(self, document: Looked) -> str:
        """Where a file lies, for all who look alike."""

    def is_there(self, path: str) -> bool:
        """Whether a file lies there."""

    def is_unchanged(self, document: Looked, entry: Entry) -> bool:
        """Whether a file is as it was."""

    def says_the_same(self, document: Looked, entry: Entry) -> bool:
        """Whether a file says what another one says that is there, too: time proves nothing."""


def recognise_files(found: Sequence[Document], held: Held) -> Recognised[Document]:
    """Give each file of this machine the name of the document that it is; by name."""
    return recognise(found, held, _Here())


def recognise(found: Sequence[N], held: Held, ways: Ways[N]) -> Recognised[N]:
    """Give each file the name of the document that it is, by name; no two have one."""
    if held.files is None:
        return Recognised(list(found))
    recogniser = _Recogniser(held.entries, held.files, ways)
    recogniser.recognise(found)
    recognised = recogniser.recognised
    recognised.documents.sort(key=lambda document: document.name)
    return recognised


class _Here:
    """Files of this machine."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}  # by what they are called, where they are

    def lies(self, document: Document) -> str:
        """The absolute path, its folders resolved; in UTF-8, whatever the bytes of its name."""
        folder, name = os.path.split(document.path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder).rstrip(os.sep) + os.sep
        path = self._folders[folder] + name
        try:
            path.encode()
        except UnicodeEncodeError:
            path = os.fsencode(path).decode("utf-8", "backslashreplace")
        return path

    def is_there(self, path: str) -> bool:
        return Path(path).is_file()

    def is_unchanged(self, document: Document, entry: Entry) -> bool:
        return is_unchanged(document, entry)

    def says_the_same(self, document: Document, entry: Entry) -> bool:
        return bool(entry.digest) and stamp_of(document.path).digest == entry.digest


class _Recogniser(Generic[N]):
    """Gives out names: to files that lie where they lay, to new ones, then to what is in doubt."""

    def __init__(
        self, entries: Mapping[str, Entry], files: Mapping[str, str], ways: Ways[N]
    ) -> None:
        self.recognised: Recognised[N] = Recognised()
        self._entries, self._files, self._ways = entries, files, ways
        self._lay: dict[str, list[str]] = defaultdict(list)  # where files of a document lay
        for path, document in files.items():
            self._lay[document].append(path)
        self._taken: set[str] = set()

    def recognise(self, found: Sequence[N]) -> None:
        """Give every file its name."""
        strangers = [document for document in found if not self._take_where_it_lay(document)]
        doubtful = []
        for document in strangers:
            if document.name in self._entries or document.name in self._taken:
                doubtful.append(document)
            else:
                self._take(document)
        others = [document for document in doubtful if not self._take_same(document)]
        moved = self._moved(doubtful, others)
        for document in others:
            if document.name not in self._taken and self._takes_over(document, moved):
                self._take(document)
            else:
                self._take_beside(document)

    def _take_where_it_lay(self, document: N) -> bool:
        """Take a file as the document that it was, unless another file still says what that did."""
        lies = self._ways.lies(document)
        name = self._files.get(lies)
        known = document.called(name) if name and name not in self._taken else None
        if known is None:
            return False
        entry = self._entries.get(known.name)
        if (
            entry
            and self._lies_elsewhere(known.name, lies)
            and not self._ways.is_unchanged(known, entry)
        ):
            return False
        self._take(known)
        return True

    def _take_same(self, document: N) -> bool:
        """Take a file as the document of its name if it says the same."""
        entry = self._entries.get(document.name)
        if entry is None or document.name in self._taken or not self._is_same(document, entry):
            return False
        self.recognised.same.add(document.name)
        self._take(document)
        return True

    def _is_same(self, document: N, entry: Entry) -> bool:
        """By content where the file that the document came from is still there, for then there are
        two; else by time and size, as where a file lies where it lay."""
        if self._lies_elsewhere(document.name, self._ways.lies(document)):
            return self._ways.says_the_same(document, entry)
        return self._ways.is_unchanged(document, entry)

    def _takes_over(self, document: N, moved: set[_Move]) -> bool:
        """Whether a file that says something else is a new version of what bore its name."""
        if self._lies_elsewhere(document.name, self._ways.lies(document)):
            return False
        if not self._entries[document.name].articles:
            return True  # there is nothing to lose
        if self._move(document) not in moved:
            return False
        self.recognised.moved.append(document.name)
        return True

    def _take_beside(self, document: N) -> None:
        """Take a file as a document of its own, named from further up."""
        above, under = document.from_above(), document
        while above != under:
            entry = self._entries.get(above.name)
            if above.name not in self._taken and (not entry or self._is_same(above, entry)):
                self.recognised.beside[above.name] = document.name
                self._take(above)
                return
            above, under = above.from_above(), above
        if document.name not in self._taken:  # at the top of a drive, which has no folder above
            self.recognised.moved.append(document.name)
            self._take(document)

    def _take(self, document: N) -> None:
        path = self._ways.lies(document)
        self._taken.add(document.name)
        self.recognised.documents.append(document)
        if self._files.get(path) != document.name:
            self.recognised.files[path] = document.name

    # ---- where files lie ------------------------------------------------------------------------
    def _lies_elsewhere(self, name: str, lies: str) -> bool:
        """Whether a file that gave a document is still there, and is not the one that *lies*."""
        return any(path != lies and self._ways.is_there(path) for path in self._lay.get(name, ()))

    def _moved(self, doubtful: Sequence[N], others: Sequence[N]) -> set[_Move]:
        """The folders that were moved: at least half of what bears the old names says the same."""
        changed = Counter(self._move(document) for document in others)
        same = Counter(
            self._move(document)
            for document in doubtful
            if document.name in self.recognised.same
            and not self._lies_elsewhere(document.name, self._ways.lies(document))
        )
        return {move for move, count in changed.items() if same[move] >= count}

    def _move(self, document: N) -> _Move:
        """From which folder a document would have come, "" where that was not noted; to which."""
        lay = next(iter(self._lay.get(document.name, ())), "")
        return _folder(lay, document.name), _folder(self._ways.lies(document), document.name)


_Move = tuple[str, str]


def _folder(path: str, name: str) -> str:
    """What *name* is relative to."""
    return path.replace(os.sep, "/").removesuffix(name)
