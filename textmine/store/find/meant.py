"""What words of a query say beside what they are: a year means a period, a question asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.store.find.equivalents import asking_words
from textmine.store.words.segments import search_words

Years = tuple[int | None, int | None]

YEAR = r"(?:19|20)\d\d"
SAID = re.compile(
    rf"(?<!\d)(?P<first>{YEAR})(?!\d)年?(?:(?:[-–—~至到]{{1,2}}(?P<last>{YEAR})(?!\d)年?)"
    r"|(?P<since>以来|以后|之后|后|起|至今)|(?P<until>以前|之前|前)"
    r"|(?<=年)(?:底|初|末|上半年|下半年|\d{1,2}月份?))?(?:度|间|期间)?"
)


def years_said(word: str) -> Years | None:
    """The first and the last year that a word of a query means, None where it means no year.

    >>> years_said("2013年"), years_said("2008至2012年"), years_said("2010年以来")
    ((2013, 2013), (2008, 2012), (2010, None))
    """
    match = SAID.fullmatch(word)
    if match is None:
        return None
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if match["since"]:
        return first, None
    if match["until"]:
        return None, first
    return min(first, last), max(first, last)


def parts_of(word: str) -> list[str]:
    """The words within one that nothing holds as it stands; a year with its 年 is one of them."""
    parts: list[str] = []
    end = 0
    for match in SAID.finditer(word):
        parts += [*search_words(word[end : match.start()]), match[0]]
        end = match.end()
    return parts + search_words(word[end:])


def only_asks(clauses: Sequence[Sequence[str]], clause: Sequence[str]) -> bool:
    """Whether a clause only asks for experience (怎么, 案例), beside one that says of what."""
    asking = asking_words()
    if not asking.issuperset(clause):
        return False
    return any(not asking.issuperset(other) for other in clauses)
