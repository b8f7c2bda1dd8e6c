"""Which files a folder holds, and what each is called."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from textmine.acquire.fetched import METADATA

HIDDEN = re.compile(r"(?:^|/)(?:\.|~\$|__MACOSX/|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)

# A browser puts the styles and pictures of a page that it saves beside it: NAME.htm, NAME_files.
BESIDE = re.compile(r"(?:_|\.)files/", re.IGNORECASE)
PAGE = re.compile(r"\.(?:s|x)?html?$", re.IGNORECASE)
# What may be a document of its own even there.
DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|wps|ofd|odt|od[sp]|xlsx?|pptx?|dps|csv|zip|eml)$", re.IGNORECASE
)


def list_files(paths: Sequence[Path]) -> list[tuple[Path, Path]]:
    """The files at *paths* as (root, file), folders searched, each file once.

    Hidden files, lock files of offices, `metadata.csv` and the styles and pictures that a browser
    saved with a page are left out; a folder that links to
    one above it is entered once; a path that is no folder is listed even if it cannot be read.
    """
    found: dict[str, tuple[Path, Path]] = {}
    for path in paths:
        if path.is_dir():
            named = sorted((relative_name(path, file), file) for file in _walk(path))
            pages = saved_pages(name for name, _ in named)
            for name, file in named:
                if not is_part_of_page(name, pages):
                    found.setdefault(os.path.realpath(file), (path, file))
        else:
            found.setdefault(os.path.realpath(path), (path.parent, path))
    return list(found.values())


def _walk(root: Path) -> Iterator[Path]:
    entered: set[str] = set()
    for folder, folders, files in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not HIDDEN.search(name))
        for name in files:
            if not HIDDEN.search(name) and not is_metadata(name):
                yield Path(folder, name)


def saved_pages(names: Iterable[str]) -> frozenset[str]:
    """The names of pages without their extension."""
    return frozenset(PAGE.sub("", name) for name in names if PAGE.search(name))


def is_part_of_page(name: str, pages: Collection[str]) -> bool:
    """Whether a file is a style, script or picture that a browser saved with one of *pages*.

    >>> is_part_of_page("a_files/logo.png", {"a"}), is_part_of_page("b_files/logo.png", {"a"})
    (True, False)
    >>> is_part_of_page("a_files/annex.pdf", {"a"})
    False
    """
    if DOCUMENT.search(name):
        return False
    return any(name[: found.start()] in pages for found in BESIDE.finditer(name))


def is_metadata(name: str) -> bool:
    """Whether a file is the table that says what others are."""
    return posixpath.basename(name.replace("\\", "/")).lower() == METADATA


def relative_name(root: Path, file: Path) -> str:
    """The POSIX name of a file under *root*; bytes that are not UTF-8 are read as GB18030."""
    try:
        name = file.relative_to(root).as_posix()
    except ValueError:
        name = file.name
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return name
