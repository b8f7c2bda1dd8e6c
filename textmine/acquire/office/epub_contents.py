"""The table of contents of an EPUB, and which of its entries are articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from textmine.acquire.office.xml import Element, attribute, child, children, local, text_of

MAX_NESTING = 10
# What the parts of one article are called; a book whose entries are these is one article.
SECTION = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节節]|[一二三四五六七八九十]{1,3}\s*[、.．]|"
    r"[（(][一二三四五六七八九十]{1,3}[）)]|(?:(?:案例|工作|项目)?背景|案例概述|点评|思考|"
    r"(?:主要|具体|经验|创新)?(?:做法|经验|举措|成效|启示)|存在(?:的)?问题|经验启示|对策建议|"
    r"(?:取得|工作|实施|改革)(?:的)?成效|几点(?:体会|启示)|下一步.{0,6})$"
)
# What stands in a book beside its articles.
FRAME = re.compile(
    r"(?:封面|封底|扉页|书名页|版权(?:信息|页|所有)?|目\s*录|[总總]目[录錄]|编委会(?:名单)?|cover|"
    r"title ?page|copyright(?: page)?|(?:table of )?contents|toc)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """A line of the table of contents, and the place that it points to."""

    label: str
    target: str  # a file, and a place in it behind #
    inner: list[Entry] = field(default_factory=list)


def read_ncx(root: Element) -> list[Entry]:
    """The contents of an EPUB 2."""
    return _points(child(root, "navMap"), 0)


def _points(parent: Element | None, depth: int) -> list[Entry]:
    return [
        Entry(
            text_of(child(point, "navLabel", "text")),
            attribute(child(point, "content"), "src") or "",
            _points(point, depth + 1) if depth < MAX_NESTING else [],
        )
        for point in children(parent, "navPoint")
    ]


def read_nav(root: Element) -> list[Entry]:
    """The contents of an EPUB 3."""
    for nav in root.iter():
        if local(nav) == "nav" and "toc" in (attribute(nav, "type") or "").split():
            return _items(child(nav, "ol"), 0)
    return []


def _items(parent: Element | None, depth: int) -> list[Entry]:
    found: list[Entry] = []
    for item in children(parent, "li"):
        link = next((element for element in item.iter() if local(element) in ("a", "span")), None)
        inner = _items(child(item, "ol"), depth + 1) if depth < MAX_NESTING else []
        said = " ".join(text_of(link).split())
        found.append(Entry(said, attribute(link, "href") or "", inner))
    return found


def find_articles(
    entries: Sequence[Entry], is_part: Callable[[Entry], bool] = lambda entry: True
) -> Iterator[Entry]:
    """The entries that begin an article; none where the whole book is one.

    What an entry holds are articles only where the entry *is part* of a book, without a text of its
    own before them.

    >>> [entry.label for entry in find_articles([Entry("甲镇的食堂", ""), Entry("乙村的院坝", "")])]
    ['甲镇的食堂', '乙村的院坝']
    >>> list(find_articles([Entry("一、背景", ""), Entry("二、做法", "")]))
    []
    """
    if len(entries) < 2 and not any(entry.inner for entry in entries):
        return
    if _are_sections(entry.label for entry in entries):
        return
    for entry in entries:
        yield entry
        if entry.inner and is_part(entry):
            yield from find_articles(entry.inner, is_part)


def _are_sections(labels: Iterable[str]) -> bool:
    told = [bool(SECTION.match(label)) for label in labels if not FRAME.fullmatch(label)]
    return 2 * sum(told) > len(told)
