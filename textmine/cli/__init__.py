"""The command line: one thin command per thing. Each reads options, calls one function, prints.

Libraries that take a second to import (spaCy, SQLAlchemy, FastAPI) are imported inside the
commands that need them, so that `textmine --help` answers at once.
"""

from __future__ import annotations

import sys

from textmine.cli import cases, doctor, evaluating, fetch, mining, page, training, upkeep
from textmine.cli.app import app, console
from textmine.errors import SourceError, TextmineError

__all__ = ["app", "main"]

# Registering the commands is what importing their modules is for.
COMMANDS = (fetch, mining, evaluating, cases, upkeep, training, page, doctor)


def main() -> None:
    """Run a command; errors that we know how to explain end it with one line and status 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console of code page 936 cannot show every character: replaced, never a crash.
            stream.reconfigure(errors="replace")
    try:
        app()
    except SourceError as error:
        console.print(f"[red]{error.reason}[/red] {error}", soft_wrap=True)
        raise SystemExit(1) from error
    except TextmineError as error:
        console.print(f"[red]error[/red] {error}", soft_wrap=True)
        raise SystemExit(1) from error
