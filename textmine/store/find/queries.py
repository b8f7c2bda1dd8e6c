"""What people ask: words with their operators, and the filters beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from textmine.aligned import AlignedText
from textmine.chinese.script import is_traditional, to_simplified
from textmine.errors import SettingsError
from textmine.store.file.fulltext import spaced

Unit = Literal["practice", "passage"]
Order = Literal["relevance", "newest", "oldest", "place"]
Unstated = Literal["place", "year", "status", "genre", "source"]

MAX_WORDS = 1_000  # characters of a query; a pasted text goes to `similar.search_by_task`
MAX_TERMS = 24
MAX_LIMIT = 10_000

# Brackets group nothing that clauses would not: (联建 OR 共建) 管理 is read the same without them.
TOKEN = re.compile(
    r"""-(?=\S)|["“‘「『《](?P<quoted>[^"”’」』》]*)["”’」』》]?|(?P<word>\||[^\s"“‘「『《()\[\]{}【】〔〕|]+)"""
)
WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width signs, as typed
YEARS = re.compile(r"(\d{4})?(?:\s{0,9}([-–—~至])\s{0,9}(\d{4})?)?")
OR = frozenset({"OR", "|", "或"})
AND = frozenset({"AND", "&", "+"})
NOT = "NOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words and filters; values of one filter are alternatives, filters hold together.

    `words`: 村企联建 党总支 (both), "联合 党委" (as it stands), 联建 OR 共建, -流动. `place` takes
    names and codes, `year` the first and the last one (None: open), `unit` "passage" also finds
    paragraphs that stand in no practice. `widen` lets equivalent terms in. `without` names filters
    of which nothing is stated: beside values of the same filter one more alternative.
    """

    words: str = ""
    pattern: tuple[str, ...] = ()
    subtype: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    year: tuple[int | None, int | None] | None = None
    status: str | None = None
    genre: tuple[str, ...] = ()
    has_metric: bool | None = None
    indicator: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    article: str | None = None
    repeats: bool = False  # also what a reprint or an older version repeats
    suspects: bool = True
    unit: Unit = "practice"
    widen: bool = True
    order: Order = "relevance"
    limit: int = 20
    offset: int = 0

    def __post_init__(self) -> None:
        for name in ("place", "indicator"):
            object.__setattr__(self, name, tuple(map(as_stored, getattr(self, name))))
        if len(self.words) > MAX_WORDS:
            raise SettingsError("words", f"are longer than {MAX_WORDS} characters")
        if not 0 <= self.limit <= MAX_LIMIT:
            raise SettingsError("limit", f"is 0 to {MAX_LIMIT}, not {self.limit}")
        if self.offset < 0:
            raise SettingsError("offset", f"is 0 or more, not {self.offset}")
        if unfit := [name for name in self.without if name not in get_args(Unstated)]:
            raise SettingsError(unfit[0], f"is one of {', '.join(get_args(Unstated))}")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query: each of `clauses` must be met by one of its alternatives.

    `quoted` are those of them that are meant as they stand, without equivalent terms.
    """

    clauses: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    quoted: frozenset[str] = frozenset()

    @property
    def terms(self) -> tuple[str, ...]:
        """Every word asked for, in order."""
        return tuple(dict.fromkeys(term for clause in self.clauses for term in clause))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for: no word with a letter or a figure."""
        return not self.clauses and not self.excluded

    @property
    def plain(self) -> bool:
        """Whether the words stand side by side, with no sign that says how they are meant."""
        return not self.quoted and not self.excluded and all(len(c) == 1 for c in self.clauses)

    def written(self, clauses: Iterable[tuple[str, ...]]) -> str:
        """*clauses* of these words, with what is excluded, as they may be asked for.

        >>> asked = parse_words('联建 OR 共建 "党总支" -流动')
        >>> asked.written(asked.clauses)
        '联建 OR 共建 “党总支” -流动'
        """
        whole = [" OR ".join(map(self._quote, clause)) for clause in clauses]
        return " ".join([*whole, *(f"-{self._quote(term)}" for term in self.excluded)])

    def _quote(self, term: str) -> str:
        return f"“{term}”" if term in self.quoted or " " in term else term


def parse_words(words: str) -> Words:
    """Words with quotes, OR, AND, NOT and - in simplified characters.

    >>> asked = parse_words('村企聯建 OR 共建 "黨 總支" -流动')
    >>> asked.clauses, asked.excluded, asked.quoted
    ((('村企联建', '共建'), ('党 总支',)), ('流动',), frozenset({'党 总支'}))
    """
    clauses: list[list[str]] = []
    excluded: list[str] = []
    quoted: set[str] = set()
    negative = either = False
    for match in TOKEN.finditer(simplified(words).translate(WIDTHS)):
        word = match["quoted"] if match["quoted"] is not None else match["word"]
        if word is None or word == NOT:
            negative = True
        elif match["word"] in OR:
            either = bool(clauses)
        elif match["word"] not in AND and spaced(word):
            if match["quoted"] and not negative:
                quoted.add(word)
            if negative:
                excluded.append(word)
            elif either:
                clauses[-1].append(word)
            else:
                clauses.append([word])
            negative = either = False
    kept = tuple(tuple(dict.fromkeys(clause)) for clause in clauses[:MAX_TERMS])
    return Words(kept, tuple(excluded[:MAX_TERMS]), frozenset(quoted))


def parse_years(text: str) -> tuple[int | None, int | None]:
    """The years of "2008-2012", "2008-", "-2012" or "2008"; a SettingsError for anything else.

    >>> parse_years("2008-2012"), parse_years("2010")
    ((2008, 2012), (2010, 2010))
    """
    match = YEARS.fullmatch(text.strip())
    if match is None or not text.strip(" -"):
        raise SettingsError("year", f"is 2010, 2008-2012, 2008- or -2012, not {text!r}")
    first, dash, last = match.groups()
    low, high = (int(year) if year else None for year in (first, last))
    if low and high and low > high:
        raise SettingsError("year", f"runs backwards; say {high}-{low}")
    return (low, high) if dash else (low, low)


def as_stored(name: str) -> str:
    """A name as records have it: in simplified characters (臺中 → 台中, 補助 → 补助)."""
    return simplified(name) if is_traditional(name) else name


def simplified(text: str) -> str:
    """*text* in simplified characters, whether it was traditional or not."""
    return to_simplified(AlignedText.of(text)).text


@lru_cache(maxsize=512)
def finder(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds the terms in a text as the index does: across punctuation, in any case."""
    parts = [
        r"[\W_]*".join(re.escape(c) for c in term if c.isalnum())
        for term in sorted(terms, key=len, reverse=True)
        if spaced(term)
    ]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None
