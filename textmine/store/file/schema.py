"""The tables of a case database; `store.file.migrations` makes a newer file of an older one.

What was read and what people said is kept (`sources`, `events`, `ledger`, `files`, `baskets`,
`searches`); everything else is derived from it by `store.kept.derive` and can be made again.
Nothing here is SQLite's own; the full-text tables are in `store.file.fulltext`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql import ColumnElement

from textmine.store.file.answer_tables import answers_table, housed_table
from textmine.store.file.files import files_table
from textmine.store.file.ledger import ledger_table
from textmine.store.file.releases import releases_table
from textmine.store.file.taxonomies import models_table, taxonomies_table

VERSION = 9

METADATA = MetaData()


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True)


def _of(target: str, name: str, **options: Any) -> Column[int]:
    """A reference that goes when its target goes."""
    link = ForeignKey(f"{target}.key", ondelete="CASCADE")
    return Column(name, Integer, link, **options)


def _where() -> tuple[Column[int], ...]:
    """The slice of the article's text, and of the decoded source."""
    names = ("start", "end", "source_start", "source_end")
    return tuple(Column(name, Integer, nullable=False) for name in names)


# ---- kept -------------------------------------------------------------------------------------
STATE = Table(
    "state",  # schema, generation (a counter of changes), grouped (the generation last grouped)
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

LEDGER = ledger_table(METADATA)

FILES = files_table(METADATA)

RELEASES = releases_table(METADATA)

TAXONOMIES, MODELS = taxonomies_table(METADATA), models_table(METADATA)

SOURCES = Table(
    "sources",
    METADATA,
    _key(),
    Column("document", Text, nullable=False, index=True),  # the file of the ledger
    Column("path", Text, nullable=False),
    Column("url", Text),
    Column("sha256", String(64), nullable=False, index=True),
    Column("media_type", String(128), nullable=False),
    Column("encoding", String(64)),
    Column("decoded", LargeBinary),  # zlib of UTF-8; null where only records were imported
    Column("breaks", Text, nullable=False),  # JSON, offsets of pages 2, 3, …
    Column("paragraphs", Text, nullable=False),
    Column("records", LargeBinary, nullable=False),  # zlib of JSON: the records as mined
    Column("drafts", LargeBinary),  # what practices were chosen from (store.drafts), if known
    Column("page", LargeBinary),  # the page as it was read (store.pages), if known
    UniqueConstraint("sha256", "path"),
)

EVENTS = Table(
    "events",
    METADATA,
    _key(),
    Column("id", String(34), nullable=False, unique=True),
    Column("at", String(32), nullable=False),  # UTC, ISO 8601
    Column("who", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("target", String(16), nullable=False),
    Column("target_id", String(16), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("evidence", Text, nullable=False),
    Column("field", String(32)),
    Column("old", Text),  # JSON
    Column("new", Text),  # JSON
    Column("why", Text),
    Column("undoes", String(34)),
)

SEARCHES = Table(
    "searches",
    METADATA,
    _key(),
    Column("name", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("query", Text, nullable=False),  # JSON
)

BASKETS = Table(
    "baskets",
    METADATA,
    _key(),
    Column("name", Text, nullable=False, unique=True),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
)

BASKET_ITEMS = Table(
    "basket_items",  # the text is copied, so that nothing is lost when a source is mined anew
    METADATA,
    _key(),
    _of("baskets", "basket", nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("practice_id", String(16), nullable=False),
    Column("heading", Text),
    Column("note", Text),
    Column("text", Text, nullable=False),
    UniqueConstraint("basket", "practice_id"),
)

EQUIVALENTS = Table(
    "equivalents",  # empty: the shipped table holds
    METADATA,
    Column("place", Integer, primary_key=True),
    Column("words", Text, nullable=False),  # JSON, a group of terms
)

# ---- derived ----------------------------------------------------------------------------------
ARTICLES = Table(
    "articles",
    METADATA,
    _key(),
    Column("id", String(16), nullable=False, unique=True),
    _of("sources", "source", nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("title", Text),
    Column("author", Text),
    Column("issuer", Text),
    Column("date", String(10)),
    Column("year", Integer),
    Column("genre", String(16), nullable=False),
    Column("variant", String(4), nullable=False),
    Column("suspect", Text),
    Column("place", Text),
    Column("adcode", String(9)),
    Column("origin", Text, nullable=False),  # site, host or folder: the facet "source"
    Column("signature", Text, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("truncated", Boolean, nullable=False),
    Column("revised", LargeBinary),  # zlib of JSON: the record as corrected; null as mined
    Index("articles_order", "source", "number"),
)

PRACTICES = Table(
    "practices",
    METADATA,
    _key(),
    Column("id", String(16), nullable=False, unique=True),
    _of("articles", "article", nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    *_where(),
    Column("status", String(16), nullable=False),
    Column("score", Float),
    Column("place", Text),
    Column("adcode", String(9)),
    Column("place_full", Text),
    Column("period", String(32)),
    Column("year", Integer),
    Column("year_end", Integer),
    Column("subtypes", Text, nullable=False),  # JSON
    Column("checked", Boolean, nullable=False, default=False),
    Column("signature", Text, nullable=False),  # of its text, as `clean.signature` makes it
    Column("lot", BigInteger, nullable=False, index=True),  # words.lots
)

LABELS = Table(
    "labels",
    METADATA,
    _of("practices", "practice", primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("score", Float, nullable=False),
)

METRICS = Table(
    "metrics",
    METADATA,
    _key(),
    Column("id", String(16), nullable=False, index=True),
    _of("articles", "article", nullable=False, index=True),
    _of("practices", "practice", index=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    *_where(),
    Column("indicator", Text),
    Column("indicator_key", Text),
    Column("value", Float, nullable=False),
    Column("value_max", Float),
    Column("unit", String(32), nullable=False),
    Column("modifier", String(8)),
    Column("change", String(16)),
    Column("period", String(32)),
    Column("year", Integer),
    Column("place", Text),
    Column("adcode", String(9)),
    Column("role", String(16)),
    Column("total", Boolean, nullable=False),
    Column("score", Float),
    Column("lot", BigInteger, nullable=False, index=True),  # words.lots
    Index("metrics_doubt", "score", "article", "position"),
)

PLACES = Table(
    "places",  # one row for each name and division of an article
    METADATA,
    _key(),
    _of("articles", "article", nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("adcode", String(9)),
    Column("level", String(16), nullable=False),
    Column("full", Text),
    Column("count", Integer, nullable=False),
    Column("ids", Text, nullable=False),  # JSON, of the mentions
)

PASSAGES = Table(
    "passages",  # what search finds: a practice, or a paragraph that stands in none
    METADATA,
    _key(),
    _of("articles", "article", nullable=False, index=True),
    _of("practices", "practice", index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),  # headings, title, place: matched, ranked last
)

TIMES = Table(
    "times",  # years that a passage tells of, or its article does where it states none itself
    METADATA,
    _of("passages", "passage", primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, primary_key=True),
    Column("own", Boolean, nullable=False),
)

DUPLICATES = Table(
    "duplicates",  # an article that repeats another: head is the one that stands for all
    METADATA,
    Column("article_id", String(16), primary_key=True),
    Column("head_id", String(16), nullable=False, index=True),
    Column("kind", String(16), nullable=False),  # reprint, version
    Column("likeness", Float, nullable=False),
)

REPEATS = Table(
    "repeats",  # practices of such an article that its head tells too; what is new in it counts
    METADATA,
    Column("practice_id", String(16), primary_key=True),
)

BORROWINGS = Table(
    "borrowings",  # the same words under another place: evidence of diffusion, never merged
    METADATA,
    Column("practice_id", String(16), primary_key=True),
    Column("from_id", String(16), primary_key=True),
    Column("likeness", Float, nullable=False),
)

CASES = Table(
    "cases",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("place", Text),
    Column("adcode", String(9)),
    Column("year", Integer),
    Column("year_end", Integer),
)

CASE_PRACTICE = Table(
    "case_practice",
    METADATA,
    Column("practice_id", String(16), primary_key=True),
    Column("case_id", String(16), nullable=False, index=True),
)

ANSWERS, HOUSED = answers_table(METADATA), housed_table(METADATA)

DERIVED = (ARTICLES, PRACTICES, LABELS, METRICS, PLACES, PASSAGES, TIMES, ANSWERS, HOUSED)


def is_repeat() -> ColumnElement[bool]:
    """Whether a practice, or a metric outside of one, says again what another article says.

    For queries that join `duplicates` and `repeats` from outside.
    """
    alone = PRACTICES.c.key.is_(None) & DUPLICATES.c.article_id.is_not(None)
    return alone | REPEATS.c.practice_id.is_not(None)
