"""RTF: what Word and WPS save as .rtf, and what many a .doc of old is within."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from textmine.acquire.extracted import DAMAGED, MAX_CELL, Extracted, line_starts, secrecy_of
from textmine.errors import NoTextError, TooLargeError, UnreadableError
from textmine.settings import AcquireSettings
from textmine.types import Candidate

# Control words with their number, bytes, signs, groups, text; ends of lines say nothing.
TOKEN = re.compile(
    r"\\(?:(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|'(?P<byte>[0-9a-f]{2})|(?P<sign>.))"
    r"|(?P<group>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL | re.IGNORECASE,
)
SIGNS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
WORDS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "nestrow": "\n",
    "tab": "\t", "cell": "\t", "nestcell": "\t", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
ENDS = frozenset(("par", "line", "sect", "page"))  # within a cell: a blank
# Groups that are no text of the body; those that begin with \* are none either, but these.
APART = frozenset(
    "colortbl stylesheet pict object nonshppict themedata colorschememapping datastore latentstyles"
    " listtable listoverridetable rsidtbl xmlnstbl generator filetbl revtbl sp fldinst bkmkstart"
    " bkmkend atnid atnauthor annotation ftnsep ftnsepc aftnsep aftnsepc".split()
)
TEXTUAL = frozenset(("shpinst", "shptxt", "shppict"))
KEPT_APART = frozenset(
    "title author header headerl headerr headerf footer footerl footerr footerf".split()
)
PROPERTIES = frozenset(("title", "author"))
CHARSETS = {134: "gb18030", 136: "big5", 128: "cp932", 129: "cp949"}  # of a font
PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 65001: "utf-8", 932: "cp932"}
MAX_DEPTH = 1_000  # of groups; a document has a few dozen


def read_rtf(data: bytes, name: str, settings: AcquireSettings) -> Extracted:
    """The text of an RTF document, a paragraph a line, the cells of a row parted by tabs.

    Raises UnreadableError (damaged), TooLargeError, NoTextError (nothing but pictures).
    """
    reader = _Reader(name, settings.max_characters)
    reader.read(data.decode("latin-1"))
    text = "\n".join(_lines("\n".join((reader.text.said(), *reader.noted()))))
    if not text:
        raise NoTextError(name, "holds no text, only pictures or objects")
    return Extracted(
        text=text,
        paragraphs=line_starts(text),
        candidates=tuple(reader.candidates()),
    )


def _lines(text: str) -> Iterator[str]:
    """The lines with something in them; of a row of long cells each cell is one: it is layout."""
    for line in text.split("\n"):
        cells = [cell.strip() for cell in line.rstrip("\t").split("\t")]
        if len(cells) < 3 and line.endswith("\t") and max(map(len, cells)) > MAX_CELL:
            yield from filter(None, cells)
        elif line.strip():
            yield line.rstrip()


@dataclass(slots=True)
class _Text:
    """What is said so far; the bytes at its end wait for the others of their sign."""

    parts: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)
    page: str = "cp1252"

    def add(self, text: str) -> None:
        self.flush()
        self.parts.append(text)

    def add_bytes(self, data: bytes, page: str) -> None:
        if page != self.page:
            self.flush()
            self.page = page
        self.waiting += data

    def flush(self) -> None:
        if self.waiting:
            self.parts.append(self.waiting.decode(self.page, "replace"))
            self.waiting.clear()

    def said(self) -> str:
        """All of it; two halves of a sign beyond 65,535 become one."""
        self.flush()
        return "".join(self.parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class _Group:
    """What holds within braces."""

    into: _Text | None  # None: nowhere
    page: str
    after: int = 1  # signs that stand for one in Unicode, behind it
    table: bool = False
    fonts: bool = False
    starred: bool = False
    hidden: bool = False

    def inner(self) -> _Group:
        """A group within."""
        return dataclasses.replace(self, starred=False)

    def open_text(self) -> _Text | None:
        """Where signs go now."""
        return None if self.hidden else self.into


class _Reader:
    """Reads one document."""

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self.left = most
        self.text = _Text()
        self.apart: list[tuple[str, _Text]] = []
        self.notes: list[_Text] = []
        self.groups = [_Group(self.text, "cp1252")]
        self.pages: dict[int, str] = {}  # of fonts
        self.font = 0
        self.skip = 0  # signs that repeat one in Unicode

    def read(self, source: str) -> None:
        """Take in a whole document."""
        at, does = 0, self._actions()
        while found := TOKEN.search(source, at):
            at = found.end()
            if found["word"] == "bin":
                at += max(0, int(found["number"] or 0))
            kind = found.lastgroup or ""
            does["word" if kind == "number" else kind](found)
        if len(self.groups) > 1:
            raise UnreadableError(self.name, DAMAGED)

    def noted(self) -> Iterator[str]:
        """The notes, each a line behind its mark in the text."""
        for number, note in enumerate(self.notes, 1):
            yield f"[{number}] {' '.join(note.said().split())}"

    def _actions(self) -> dict[str, Callable[[re.Match[str]], None]]:
        return {
            "word": lambda found: self._word(found["word"], found["number"]),
            "byte": lambda found: self._bytes(bytes.fromhex(found["byte"])),
            "sign": lambda found: self._sign(found["sign"]),
            "group": lambda found: self._open() if found["group"] == "{" else self._close(),
            "text": lambda found: self._bytes(found["text"].encode("latin-1")),
        }

    def _open(self) -> None:
        group = self.groups[-1]
        if len(self.groups) > MAX_DEPTH:
            raise UnreadableError(self.name, DAMAGED)
        self.skip = 0
        self.groups.append(group.inner())

    def _close(self) -> None:
        self.skip = 0
        if len(self.groups) > 1:
            self.groups.pop()

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.groups[-1].starred = True
        elif sign in SIGNS:
            self._add(SIGNS[sign])

    def _word(self, word: str, number: str | None) -> None:
        group, value = self.groups[-1], int(number or 0)
        if word in APART or (group.starred and word not in TEXTUAL):
            group.into = None
        elif word in KEPT_APART:
            group.into = _Text() if group.into is not None else None
            if group.into is not None:
                self.apart.append((word, group.into))
        elif word == "footnote" and group.into is not None:
            self.notes.append(_Text())
            group.into.add(f"[{len(self.notes)}]")
            group.into = self.notes[-1]
        elif word == "u":
            self._add(chr(value % 65_536))
            self.skip = group.after
        elif word in WORDS:
            self._add(" " if group.table and word in ENDS else WORDS[word])
        else:
            self._setting(group, word, value, number)
        group.starred = False

    def _setting(self, group: _Group, word: str, value: int, number: str | None) -> None:
        """What changes how the rest of the group is read."""
        if word == "uc":
            group.after = max(0, value)
        elif word == "fonttbl":
            group.into, group.fonts = None, True
        elif word == "f":
            self.font = value
            group.page = self.pages.get(value, group.page)
        elif word == "fcharset" and group.fonts and value in CHARSETS:
            self.pages[self.font] = CHARSETS[value]
        elif word == "ansicpg":
            group.page = PAGES.get(value, "cp1252")
        elif word in ("intbl", "pard"):
            group.table = word == "intbl"
        elif word in ("v", "deleted"):
            group.hidden = number != "0"
        elif word == "plain":
            group.hidden = False

    def _add(self, text: str) -> None:
        into = self.groups[-1].open_text()
        if into is not None:
            self._spend(len(text))
            into.add(text)

    def _bytes(self, data: bytes) -> None:
        group = self.groups[-1]
        into = group.open_text()
        skipped = min(self.skip, len(data))
        self.skip -= skipped
        if into is not None and len(data) > skipped:
            self._spend(len(data) - skipped)
            into.add_bytes(data[skipped:], group.page)

    def _spend(self, signs: int) -> None:
        self.left -= signs
        if self.left < 0:
            raise TooLargeError(self.name, "has more than max_characters of the settings")

    def candidates(self) -> Iterator[Candidate]:
        """Title and author as its properties give them; a mark of secrecy in a margin."""
        margins: list[str] = []
        for word, text in self.apart:
            said = text.said().strip()
            if word in PROPERTIES and said:
                yield Candidate(field=word, value=said, origin="properties")
            else:
                margins += said.split("\n")
        yield from secrecy_of(margins)
