"""Decides title, author, issuer, number and dates from what the head, the end and the page say.

Supplied values outrank all others and are listed. Then the document speaks for itself (head,
end), then the publication line of a news or government page, never the upload note of a library:
when somebody uploaded a report says nothing on when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textmine.chinese.script import is_traditional, simplify
from textmine.clean.characters.glyphs import drop_readings
from textmine.clean.fields import (
    DOCUMENT_NUMBER,
    is_body,
    read_author,
    read_date,
)
from textmine.clean.lines import squash
from textmine.clean.metadata.dating import (
    enacted_date,
    labelled_date,
    notice_date,
    notice_end,
    tail_date,
    title_date,
)
from textmine.clean.metadata.issuing import (
    LONGEST_NUMBERED,
    level_of,
    number_above,
    title_issuer,
)
from textmine.clean.metadata.outer_titles import labelled_titles, tidy_title
from textmine.clean.metadata.pieces import Head
from textmine.clean.metadata.reporters import (
    dateline_author,
    last_lines,
    note_author,
    signed_author,
)
from textmine.clean.metadata.titles import NO_TITLE
from textmine.types import Candidate, Page

SUBTITLE_BELOW = re.compile(
    r"(?:\s*+<[^<>]{1,200}>){1,8}\s*+((?:—|─|―|–|-){1,2}[^<>\n—]{6,60})\s*<"
)
SITE = re.compile(r"[网網]$|原[创創]|本站|[时時][间間]$|转载|轉載")
SUPPLIER = re.compile(r"(?:[发發][布佈]|供稿|[报報]送|提供|撰稿)[单單]位[:：]$")
ISSUER_LABEL = re.compile(
    r"(?:发文|发布|公开|发稿)(?:机关|机构|单位|部门)\s*[:：]\s*([\u4e00-\u9fff]{3,30}?)"
    r"(?=[^\u4e00-\u9fff]|$|(?:发布|发文|成文|生成|更新|公开)?(?:时间|日期)|来源|浏览|点击)"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one article: its head and lines, and what its page says around it."""

    head: Head
    lines: Sequence[str]  # the text, a paragraph each
    part_title: str | None  # by which a compilation calls it
    titles: Sequence[str]  # other titles that the page gives, the likeliest first
    notes: Sequence[str]  # lines that say when, whence and by whom
    library: bool
    alone: bool  # the only article of its page
    own: Sequence[str] = ()  # of several articles, the notes that stand in this one's head


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of an article that are decided here."""

    title: str | None
    author: str | None
    issuer: str | None
    issuer_level: str | None
    document_number: str | None
    date: str | None
    site_date: str | None
    supplied: tuple[str, ...]


def decide(page: Page, evidence: Evidence) -> Metadata:
    """The metadata of an article."""
    supplied = {c.field: c.value for c in page.candidates if c.origin == "supplied"}
    known = _Known(page, evidence)
    title = supplied.get("title") or known.title()
    author = supplied.get("author") or known.author()
    issuer = supplied.get("issuer") or known.issuer()
    return Metadata(
        title=title,
        author=author,
        issuer=issuer,
        issuer_level=level_of(issuer) if issuer else None,
        document_number=supplied.get("number") or known.number(),
        date=_normal(supplied.get("date")) or known.date(title),
        site_date=_normal(supplied.get("site_date")) or known.site_date(),
        supplied=tuple(sorted(supplied)),
    )


def plain_value(value: str) -> str:
    """A value of the page's markup in simplified characters without glosses, as its text is."""
    value = drop_readings(value)
    return simplify(value) if is_traditional(value) else value


def _normal(date: str | None) -> str | None:
    return (read_date(date) or date) if date else None


@dataclass(frozen=True, slots=True)
class _Known:
    """The candidates for each field, asked in order of their rank."""

    page: Page
    evidence: Evidence

    def title(self) -> str | None:
        head = self.evidence.head
        if head.title is not None:
            rest = squash(head.subtitle.text) if head.subtitle is not None else ""
            return head.title.text + rest
        if self.evidence.part_title:
            return self.evidence.part_title
        if not self.evidence.alone:
            return None
        given = [c.value for c in self._candidates("title")]
        whole = [value + self._subtitle(value) for value in given[:1]]
        around = (*labelled_titles(self.evidence.notes), *self.evidence.titles)
        found = (tidy_title(plain_value(text)) for text in (*whole, *given[1:], *around))
        return next((title for title in found if title and not NO_TITLE.match(title)), None)

    def _subtitle(self, title: str) -> str:
        """What the markup sets below the title: <h1>…</h1><p>——以三个乡为例</p>."""
        places = re.finditer(re.escape(title), self.page.source) if title else ()
        found = (SUBTITLE_BELOW.match(self.page.source, place.end()) for place in places)
        return next((match[1].strip() for match in found if match), "")

    def author(self) -> str | None:
        return next((author for author in self._authors() if author), None)

    def _authors(self) -> Iterator[str | None]:
        yield self.evidence.head.author
        given = self._candidates("author")
        for candidate in given:
            if candidate.origin != "meta":
                yield read_author(plain_value(candidate.value))
        notes = self.evidence.notes if self.evidence.alone else self.evidence.own
        yield from map(note_author, notes)
        yield signed_author(self.evidence.lines)
        yield dateline_author(self.evidence.head.body)
        yield from self._meta_authors([plain_value(c.value) for c in given if c.origin == "meta"])
        for candidate in self._candidates("issuer"):
            if self._supplies(candidate.value):
                yield plain_value(candidate.value)

    def _meta_authors(self, values: Sequence[str]) -> Iterator[str]:
        """Whom the meta tags of a page name, but for its web editor, whom they often name."""
        editors = "".join(note for note in self.evidence.notes if "编" in note)
        for author in map(read_author, values):
            if author and author not in editors:
                yield author
        if self._is_public_account():
            yield from values

    def _is_public_account(self) -> bool:
        """Whether the page is one of WeChat's: who writes there may choose any name."""
        return any("微信公众" in c.value for c in self._candidates("site"))

    def _supplies(self, body: str) -> bool:
        """Whether the page names a body as the one that supplied the text."""
        at = self.page.source.find(body)
        before = re.sub(r"<[^<>]*>|\s", "", self.page.source[max(0, at - 80) : max(0, at)])
        return SUPPLIER.search(before) is not None and is_body(plain_value(body))

    def issuer(self) -> str | None:
        head = self.evidence.head
        if head.bodies:
            return head.bodies[0]
        labelled = [ISSUER_LABEL.search(note) for note in self.evidence.notes]
        found = [match[1] for match in labelled if match]
        if head.title is not None and (entitled := title_issuer(head.title.text)):
            return entitled
        found += [
            plain_value(c.value) for c in self._candidates("issuer") if not SITE.search(c.value)
        ]
        found += [line for line in self._signed() if is_body(line)]
        return found[0] if found else None

    def _signed(self) -> list[str]:
        """The lines in which a body may sign: the last, or those before what a notice brings."""
        head, lines = self.evidence.head, self.evidence.lines
        end = notice_end(head.title.text if head.title else None, lines)
        return [*last_lines(lines), *lines[max(0, (end or 0) - 1) : end or 0]]

    def number(self) -> str | None:
        if self.evidence.head.number:
            return self.evidence.head.number
        for note in self.evidence.notes:
            if len(note) <= LONGEST_NUMBERED and (match := DOCUMENT_NUMBER.search(squash(note))):
                return match[0]
        return number_above(self.evidence.lines)

    def date(self, title: str | None) -> str | None:
        head = self.evidence.head
        lines, notes = self.evidence.lines, self.evidence.notes
        own = head.date or labelled_date(notes) or tail_date(lines) or notice_date(title, lines)
        own = own or enacted_date(lines)
        return own or self._noted_date() or head.issue or title_date(title)

    def _noted_date(self) -> str | None:
        """When the page says that it was published; of a library only beside its author."""
        if own := next(filter(None, map(read_date, self.evidence.own)), None):
            return own
        if not self.evidence.library:
            return self._publication()
        if not self.evidence.alone:
            return None
        return next((read_date(note) for note in self.evidence.notes if note_author(note)), None)

    def site_date(self) -> str | None:
        given = self._candidates("site_date")
        if given:
            return _normal(given[0].value)
        return self._publication()

    def _publication(self) -> str | None:
        """The date of the publication line, or of the reader's candidates."""
        for candidate in self._candidates("date"):
            if (date := read_date(candidate.value)) is not None:
                return date
        found = (read_date(note) for note in self.evidence.notes)
        return next((date for date in found if date), None)

    def _candidates(self, field: str) -> list[Candidate]:
        return [c for c in self.page.candidates if c.field == field and c.origin != "supplied"]
