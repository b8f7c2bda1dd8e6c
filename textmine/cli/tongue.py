"""What the terminal says to people, in their language: Chinese where their computer speaks it.

Commands are written in English; `chinese.toml`, and the errors of the page, say it in Chinese.
What programs read (`--json`, exports) is the same in every language.
"""

from __future__ import annotations

import locale
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import rich.table
from rich.console import Console

OURS = "TEXTMINE_LANG"
ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that says anything holds (POSIX)
CHINESE = Path(__file__).with_name("chinese.toml")


def speaks_chinese() -> bool:
    """Whether people are spoken to in Chinese: by TEXTMINE_LANG, else as their computer does."""
    told = next((os.environ[name] for name in (OURS, *ASKED) if os.environ.get(name)), "")
    return (told or _of_windows()).lower().startswith(("zh", "chinese"))


@cache
def _of_windows() -> str:
    """The language of Windows, which sets no variable for it."""
    return (locale.getlocale()[0] or "") if sys.platform == "win32" else ""


def say(message: str) -> str:
    """A message in the language of who reads it; one that no table knows as it is."""
    if not speaks_chinese():
        return message
    from textmine.web.explaining import ERRORS, in_chinese  # needless for who reads English

    return in_chinese(message, CHINESE, ERRORS)


class Speaking(Console):
    """A console for people: strings are said in their language."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print as rich does."""
        super().print(*(say(o) if isinstance(o, str) else o for o in objects), **options)


class Table(rich.table.Table):
    """A table for people: its title and heads are said in their language."""

    def __init__(self, *heads: str, title: str | None = None, **options: Any) -> None:
        super().__init__(*heads, title=say(title) if title else None, **options)

    def add_column(self, header: Any = "", *more: Any, **options: Any) -> None:
        """Add a column as rich does."""
        super().add_column(say(header) if isinstance(header, str) else header, *more, **options)
