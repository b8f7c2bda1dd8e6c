"""Files that are needed for a while, and what to do where there is no room for them."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textmine.errors import NoRoomError, TextmineError

# A disk, or somebody's share of it, is full.
NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
SPARE = 1_000_000  # bytes; where fewer are free, that is why something could not be written
ELSEWHERE = "set TMPDIR (on Windows: TEMP) to a folder that has room"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that goes with the block; NoRoomError where what lies in it cannot be written."""
    try:
        made = tempfile.TemporaryDirectory(prefix="textmine-")
    except OSError as error:
        raise no_room() from error
    with made as folder:
        try:
            yield Path(folder)
        except OSError as error:
            if error.errno not in NO_ROOM or not str(error.filename or folder).startswith(folder):
                raise
            raise no_room() from error
        except TextmineError as error:
            if not error.subject.startswith(folder) or shutil.disk_usage(folder).free > SPARE:
                raise
            raise no_room() from error


def no_room() -> NoRoomError:
    """That there is no room for temporary files, where, and what to do."""
    try:
        folder = tempfile.gettempdir()
    except OSError:
        return NoRoomError("", f"there is no folder for temporary files; {ELSEWHERE}")
    return NoRoomError(folder, f"has no room for temporary files; free some, or {ELSEWHERE}")
