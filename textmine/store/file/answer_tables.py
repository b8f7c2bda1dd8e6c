"""What became of what people said: the latest answer of each practice and metric, and its home."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)


def housed_table(metadata: MetaData) -> Table:
    """The table of events that found what they are about, by article; derived from events."""
    article = ForeignKey("articles.key", ondelete="CASCADE")
    return Table(
        "housed",
        metadata,
        Column("event", String(34), primary_key=True),
        Column("article", Integer, article, primary_key=True, index=True),
    )


def answers_table(metadata: MetaData) -> Table:
    """The answers as a table of *metadata*; derived from events.

    `place` to `score` are as mined: a sample is drawn from what was mined, and a correction takes
    nothing out of it.
    """
    article = ForeignKey("articles.key", ondelete="CASCADE")
    return Table(
        "answers",
        metadata,
        Column("id", String(16), primary_key=True),
        Column("article", Integer, article, nullable=False, index=True),
        Column("kind", String(16), nullable=False),  # practice, metric
        Column("verdict", String(16), nullable=False),
        Column("wrong", Text, nullable=False),  # fields, divided by spaces
        Column("who", Text, nullable=False),
        Column("at", String(32), nullable=False),
        Column("place", Text),
        Column("adcode", String(9)),
        Column("patterns", Text, nullable=False),  # codes, a space around each
        Column("role", String(16)),
        Column("lot", BigInteger, nullable=False),
        Column("score", Float),
    )
