"""Where the folder of temporary files is full: what is said, and that nothing is left of it."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest

from textmine.errors import NoRoomError, StoreError, TextmineError
from textmine.store.database import CaseDatabase
from textmine.store.out.export import Export, write_export
from textmine.temporary import temporary_folder

Usage = namedtuple("Usage", "total used free")
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail_with(error: Exception) -> Path:
    with temporary_folder() as folder:
        (folder / "a.txt").write_text("half", encoding="utf-8")
        if isinstance(error, StoreError):
            raise StoreError(str(folder / "a.db"), error.message)
        raise error


@pytest.mark.parametrize("error", [FULL, StoreError("a.db", "the disk reports an error")])
def test_no_room_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1 << 20, 1 << 20, 0))
    with pytest.raises(NoRoomError, match="free some, or set TMPDIR") as raised:
        fail_with(error)
    assert raised.value.subject == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EACCES, "not allowed"),
        OSError(errno.ENOSPC, "full", "elsewhere.xlsx"),
        StoreError("a.db", "is damaged"),  # on a disk that has room
        TextmineError("other.db", "is damaged"),
    ],
)
def test_other_errors_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(type(error)) as raised:
        fail_with(error)
    assert not isinstance(raised.value, NoRoomError)
    assert list(tmp_path.iterdir()) == []


def test_no_folder_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    with pytest.raises(NoRoomError, match="there is no folder for temporary files; set TMPDIR"):
        fail_with(FULL)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_workbook_without_room_for_its_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl.worksheet import _writer

    sheets = tmp_path / "sheets"
    sheets.mkdir()

    def make_full(suffix: str = "") -> str:
        path = sheets / f"{len(list(sheets.iterdir()))}{suffix}"
        path.symlink_to("/dev/full")
        _writer.ALL_TEMP_FILES.append(str(path))
        return str(path)

    monkeypatch.setattr(_writer, "create_temporary_file", make_full)
    out = tmp_path / "cases.xlsx"
    with (
        CaseDatabase.open(tmp_path / "cases.db") as database,
        pytest.raises(NoRoomError, match="has no room for temporary files"),
    ):
        write_export(database, out, Export(form="xlsx"))
    assert list(sheets.iterdir()) == []
    assert list(tmp_path.glob("cases.xlsx*")) == []
