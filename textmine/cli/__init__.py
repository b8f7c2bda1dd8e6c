"""The command line: one thin command per thing. Each reads options, calls one function, prints.

Libraries that take a second to import (spaCy, SQLAlchemy, FastAPI) are imported inside the
commands that need them, so that `textmine --help` answers at once; the commands themselves inside
`main`, for each worker process imports what the script `textmine` imports, and runs none of them.
"""

from __future__ import annotations

import logging
import sys

from textmine.errors import SettingsError, SourceError, TextmineError
from textmine.temporary import NO_ROOM

__all__ = ["main"]


def main() -> None:
    """Run a command; errors that we know how to explain end it with one line.

    The status is then 2 where an option, an argument or a settings file says what cannot be, else
    1 (design.md, section 7).
    """
    from textmine.cli.commands import Telling, app, complain

    logging.getLogger("textmine.store").addHandler(Telling())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console of code page 936 cannot show every character: replaced, never a crash.
            stream.reconfigure(errors="replace")
    try:
        app()
    except SourceError as error:
        complain(error.reason, str(error))
        raise SystemExit(1) from error
    except TextmineError as error:
        complain("error", str(error))
        raise SystemExit(2 if isinstance(error, SettingsError) else 1) from error
    except OSError as error:
        if not error.filename and error.errno not in NO_ROOM:
            raise  # nothing that a user named, nor a full disk (`-o - > FILE`): ours to mend
        what = error.filename or "what was to be printed or kept"
        complain("error", f"{what}: {error.strerror}")
        raise SystemExit(1) from error
