"""The tables that keep what a database labels its practices by (`store.file.labelling`)."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, Text


def taxonomies_table(metadata: MetaData) -> Table:
    """Taxonomies: the one in force, and others whose codes are still borne."""
    return Table(
        "taxonomies",
        metadata,
        Column("digest", String(64), primary_key=True),
        Column("content", LargeBinary, nullable=False),  # the TOML file
        Column("at", String(32), nullable=False),
    )


def models_table(metadata: MetaData) -> Table:
    """The model in force, unless it is shipped."""
    return Table(
        "models",
        metadata,
        Column("id", Text, primary_key=True),
        Column("content", LargeBinary, nullable=False),  # zip of its files
    )
