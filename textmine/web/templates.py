"""The templates of the page, and how they put what they are given."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import textmine
from textmine.store.out.citations import cite
from textmine.store.words.paths import shown_path
from textmine.web.telling import local_time, tell_check, tell_reason

PAGES = Path(__file__).parent / "pages"
BETWEEN_TAGS = re.compile(r">[^\S\n]*+\n\s*<")
NEWLINE = re.compile(r"(?<!\s)\s*?\n\s*")


@cache
def environment() -> Environment:
    """The templates; each is compiled once, however many sites there are."""
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["oneline"] = one_line
    made.filters["shown"] = shown_path
    made.filters["sure"] = sure
    made.filters["spell"] = spell
    made.filters["code_in"] = lambda code, say: say.code(code)
    made.tests["match_practice"] = lambda identity: identity.startswith("p-")
    made.globals.update(
        version=textmine.__version__,
        cite=cite,
        tell_reason=tell_reason,
        local_time=local_time,
        tell_check=tell_check,
    )
    return made


def sure(score: float) -> str:
    """A probability in per cent; only what is certain is 100.

    >>> sure(0.864), sure(0.9987), sure(1.0)
    ('86%', '99%', '100%')
    """
    return f"{round(100 * score) if score >= 1 else min(round(100 * score), 99)}%"


def spell(period: str | None) -> str:
    """A period or date as people read it.

    >>> spell("2008/2012"), spell("2010-05"), spell(None)
    ('2008–2012', '2010-05', '')
    """
    return (period or "").replace("/", "–")


def one_line(html: Any) -> Any:
    """Rendered markup in one line: a result is one line of the page's source."""
    return type(html)(NEWLINE.sub(" ", BETWEEN_TAGS.sub("><", str(html)).strip()))
