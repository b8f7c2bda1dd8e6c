"""Mines folders into a case database and exports it; for the tests of runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textmine.run.running import Summary, run
from textmine.settings import Settings
from textmine.store.database import CaseDatabase
from textmine.store.out.export import Export, write_export

SETTINGS = Settings()


def mine_into(path: Path, folders: Sequence[Path], settings: Settings = SETTINGS) -> Summary:
    with CaseDatabase.open(path) as database:
        summary = run(folders, database, settings)
        database.group()
    return summary


def exported(path: Path) -> str:
    """All records of a database, as its JSONL export writes them."""
    out = path.with_suffix(".jsonl")
    with CaseDatabase.open(path) as database:
        write_export(database, out, Export(form="jsonl", codebook=False))
    return out.read_text(encoding="utf-8")
