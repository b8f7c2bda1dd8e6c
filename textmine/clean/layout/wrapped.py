"""Lines that were broken at a fixed width are joined again to paragraphs.

`unwrap` does nothing to a text that was not wrapped. A width is told in columns (a Chinese sign
takes two) or in characters, whichever the lines agree on better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from textmine.aligned import AlignedText
from textmine.clean.chrome.furniture import Kind
from textmine.clean.chrome.kinds import find_rule
from textmine.clean.layout.broken import CLOSERS, ITEM
from textmine.clean.lines import ends_sentence, squash

# A text is wrapped where most lines end within a few columns of one width, and
# seldom with a sentence. 60 is beyond the widest page of a typewriter-like layout.
LEAST_WRAPPED = 8
FEWEST_WRAPPED = 4  # where all lines of a short text tell it: most fill the width, none is wider
WIDEST = 60
NARROWEST = 36  # columns; narrower lines are verse, lists or menus
SLACK = 4  # columns: a sign may not begin a line, a number is not broken
NARROW = re.compile(r"[A-Za-z0-9 .%/+-]")  # what takes one column
LEAST_INDENTED = 2  # paragraphs that begin with blanks: then all do
LEAST_FLUSH = 0.2  # share of lines that begin where the text does

# What may not be parted: a number or a word, and a sign with what may not begin or end a line.
UNIT = re.compile(rf"[“‘「『（(《〈【\[]*(?:[A-Za-z0-9.%/+-]+|.)[{CLOSERS}，。、；：！？,;:!?]*")

# 2016 / 06/29 / 23:46: the date of a page whose head sets it in a column of its own.
FRAMES = (Kind.FURNITURE, Kind.PREVIEW, Kind.RELATED)
STACKED_DATE = re.compile(
    r"(?m)^((?:19|20)\d\d)\n+(0?[1-9]|1[0-2])[-/.]([0-3]?\d)\n+(\d{1,2}:\d\d)(?=\n|:\d\d\n|:\n)"
)


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a text was wrapped: `width` is the longest a full line gets, `usual` what most have.

    `margin` is how many blanks lines begin with, `indented` whether paragraphs begin with more.
    """

    measure: Callable[[str], int]
    width: int
    usual: int
    margin: int
    indented: bool


def unwrap(text: AlignedText) -> AlignedText:
    """*text* without the line breaks of a fixed width, and with a stacked date in one line."""
    text = text.sub(STACKED_DATE, r"\1-\2-\3 \4")
    lines = text.text.split("\n")
    wrap = _find_wrap(lines)
    if wrap is None:
        return text
    edits: list[tuple[int, int, str]] = []
    end = 0
    for line, following in pairwise(lines):
        end += len(line) + 1
        if _goes_on(line, following, wrap):
            lead = len(following) - len(following.lstrip())
            blank = " " if _latin(line[-1:]) and _latin(following.lstrip()[:1]) else ""
            edits.append((end - 1 - len(line) + len(line.rstrip()), end + lead, blank))
    return text.edit(edits)


def _find_wrap(lines: Sequence[str]) -> _Wrap | None:
    """The width that most lines fill, and how paragraphs begin, or None."""
    margin = _margin(lines)
    full = [line.rstrip()[margin:] for line in lines if line.strip()]
    short = [line for line in full if len(line) <= WIDEST]
    if len(short) < FEWEST_WRAPPED or len(full) - len(short) > 0.1 * len(full):
        return None
    measures = (_columns, _characters)
    widths = [Counter(map(measure, short)) for measure in measures]
    measure, counted = max(zip(measures, widths, strict=True), key=lambda pair: _most(pair[1])[0])
    width = _most(counted)[1]
    near = [line for line in short if width - SLACK <= measure(line) <= width]
    if width < NARROWEST or not _is_wrapped(full, near, wider=max(map(measure, full)) > width):
        return None
    if sum(measure(line) > width + SLACK for line in full) > 0.1 * len(full):
        return None
    usual = max(range(width - SLACK, width + 1), key=lambda w: counted[w])
    indented = sum(_blanks(line) >= 2 for line in full)
    return _Wrap(measure, width, usual, margin, indented >= LEAST_INDENTED)


def _is_wrapped(full: Sequence[str], near: Sequence[str], *, wider: bool) -> bool:
    """Whether so many of the *full* lines are *near* one width, and end in mid-sentence."""
    share = len(near) / len(full)
    open_ended = sum(not ends_sentence(line) for line in near) / max(1, len(near))
    if len(near) >= LEAST_WRAPPED:
        return share >= 0.4 and open_ended >= 0.6
    told = any(sign in line for line in near for sign in "，,、。；;")
    items = sum(ITEM.match(line) is not None for line in near)
    few = len(near) >= FEWEST_WRAPPED and told and not wider and items <= 1
    return few and share >= 0.6 and open_ended >= 0.75


def _most(widths: Counter[int]) -> tuple[int, int]:
    """How many lines lie within SLACK below a width, and that width: the best and widest."""
    return max((sum(widths[w - i] for i in range(SLACK + 1)), w) for w in widths)


def _margin(lines: Sequence[str]) -> int:
    """How many blanks the lines of a text begin with that begin no paragraph."""
    leads = Counter(_blanks(line) for line in lines if line.strip())
    return min((lead for lead in leads if leads[lead] >= LEAST_FLUSH * leads.total()), default=0)


def _blanks(line: str) -> int:
    return len(line) - len(line.lstrip())


def _columns(line: str) -> int:
    """Chinese characters and signs take two columns, Latin letters, digits and spaces one."""
    return 2 * len(line) - len(NARROW.findall(line))


def _characters(line: str) -> int:
    """What a line takes, where each character takes as much as any other."""
    return 2 * len(line)


def _goes_on(line: str, following: str, wrap: _Wrap) -> bool:
    text, rest = line.rstrip()[wrap.margin :], following.strip()
    if not rest or wrap.measure(text) < wrap.width - SLACK:
        return False
    if not ends_sentence(rest) and (rule := find_rule(squash(rest))) and rule.kind in FRAMES:
        return False  # what a library says of a preview, below its last line
    if _blanks(following) >= wrap.margin + 2:
        return False
    if not ends_sentence(text):
        return True
    if ITEM.match(rest) and not (wrap.indented and ends_sentence(rest)):
        return False
    # A paragraph ended where the next line's first sign would still have found room.
    return wrap.indented or wrap.measure(text + _first_unit(rest)) > wrap.usual


def _first_unit(text: str) -> str:
    found = UNIT.match(text)
    return found[0] if found else ""


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
