"""One background job that mines what was uploaded; its ledger is the database's own.

Files are kept in `cases.db.files/上传/SHA/NAME`. What the ledger does not know yet is mined when a
file comes in and when the page starts, so that a job goes on after a restart.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from textmine.errors import StoreError, TextmineError
from textmine.run.documents import find_documents
from textmine.run.labelling import settings_for
from textmine.run.running import run
from textmine.settings import Settings
from textmine.store.database import CaseDatabase
from textmine.store.file.entries import Entry
from textmine.store.words.paths import DEPTH, UPLOADED

LOG = logging.getLogger(__name__)

NAMES = ".names"  # beside a kept file: what else it was called, a line each
UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
# Characters of a kept name: below the 255 bytes that file systems allow in UTF-8, and short enough
# for Windows' 260 characters a path in a folder as deep as desktops are.
LONGEST = 80
# Names that Windows keeps for devices, whatever comes after a dot.
DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the job is; `error` says why it ended."""

    running: bool = False
    done: int = 0
    total: int = 0
    name: str = ""
    error: str = ""


def files_of(database: Path) -> Path:
    """The folder beside a database that holds what was uploaded to it."""
    return database.with_name(database.name + ".files")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that came in: where it lies, and whether its content was not there before."""

    path: Path
    new: bool


def keep(folder: Path, name: str, content: BinaryIO) -> Kept:
    """Keep an uploaded file under its content's hash; the same content once, with all its names."""
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    content.seek(0)
    home = folder / UPLOADED / digest.hexdigest()[:16]
    path = home / safe_name(name)
    if home.is_dir():
        for kept in home.iterdir():
            if not kept.name.startswith("."):
                _remember_name(kept, path.name)
                return Kept(kept, new=False)
    home.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")  # hidden files are not mined
    try:
        with part.open("wb") as file:
            while block := content.read(BLOCK):
                file.write(block)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # half a file would fill what room is left
        raise
    return Kept(path, new=True)


def _remember_name(kept: Path, name: str) -> None:
    """Note that a file came in once more, perhaps under another name, and that it did so now."""
    if name != kept.name and name not in other_names(kept.parent):
        with (kept.parent / NAMES).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{name}\n")
    os.utime(kept.parent)


def other_names(home: Path) -> tuple[str, ...]:
    """Under which names the content of the folder *home* came in later."""
    try:
        return tuple((home / NAMES).read_text(encoding="utf-8").splitlines())
    except OSError:
        return ()


def safe_name(name: str) -> str:
    """A file name without folders, controls and what Windows forbids.

    >>> safe_name("../../etc/报告:1.txt")
    '报告 1.txt'
    >>> safe_name("%22经验%22.docx")
    '经验 .docx'
    """
    name = name.replace("%22", " ")  # how browsers send a quotation mark
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = UNFIT.sub(" ", last).strip(" .") or "file"
    if DEVICES.match(plain):
        plain = "_" + plain
    stem, dot, suffix = plain.rpartition(".")
    return f"{stem[: LONGEST - 10]}.{suffix[:9]}" if dot else plain[:LONGEST]


class Jobs:
    """Runs at most one job; what comes in meanwhile is mined by the same one."""

    def __init__(self, database: CaseDatabase, settings: Settings | None = None) -> None:
        self.database = database
        self.folder = files_of(database.path)
        self.settings = settings or Settings()
        self.progress = Progress()
        self._lock = threading.Lock()
        self._again = False
        self._thread: threading.Thread | None = None

    def resume(self) -> None:
        """Start where files wait that the ledger does not know."""
        if self.folder.is_dir():
            known = self.database.entries()
            if any(document.name not in known for document in find_documents([self.folder])):
                self.start()

    def start(self) -> None:
        """Mine what waits; a job that runs looks once more when it is done."""
        with self._lock:
            if self._thread is not None:
                self._again = True
                return
            self.progress = Progress(running=True)
            self._thread = threading.Thread(target=self._work, name="textmine-job", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Until the job is done, at most *seconds*; for tests and for closing."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _work(self) -> None:
        error = ""
        try:
            while self._once():
                pass
        except TextmineError as failure:
            error = str(failure)
            LOG.exception("an upload job ended")
        finally:
            with self._lock:
                self._thread = None
                self.progress = Progress(error=error)

    def _once(self) -> bool:
        """One run; whether something came in meanwhile, which takes another one."""

        def show(done: int, total: int, name: str) -> None:
            self.progress = Progress(True, done, total, name)

        settings = settings_for(self.database, self.settings)
        run([self.folder], self.database, settings, progress=show)
        self.database.group()
        with self._lock:
            again, self._again = self._again, False
            if not again:
                self._thread = None
            return again

    def withdraw(self, document: str) -> None:
        """Take an uploaded file and what came of it out again; StoreError while a job runs."""
        if self.progress.running:
            raise StoreError(document, "cannot be withdrawn while files are mined; try again later")
        home = self.folder.joinpath(*document.split("/")[: DEPTH - 1])
        if home.parent != self.folder / UPLOADED or document.count("/") != DEPTH - 1:
            raise StoreError(document, "is no document that was uploaded")
        self.database.remove(document)
        self.database.group()
        shutil.rmtree(home, ignore_errors=True)

    def entries(self) -> list[Entry]:
        """What became of uploaded documents: the latest first, of one minute those set aside."""
        arrived: dict[str, int] = {}

        def order(entry: Entry) -> tuple[int, bool, str]:
            home = "/".join(entry.document.split("/")[: DEPTH - 1])
            if home not in arrived:
                folder = self.folder / home
                arrived[home] = int(folder.stat().st_mtime // 60) if folder.is_dir() else 0
            return -arrived[home], entry.reason is None, entry.document

        return sorted(self._uploaded(), key=order)

    def _uploaded(self) -> Iterator[Entry]:
        for name, entry in self.database.entries().items():
            if name.startswith(UPLOADED + "/"):
                yield entry
