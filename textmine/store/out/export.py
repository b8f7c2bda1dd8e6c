"""Data out: JSONL, CSV, XLSX, Parquet and DOCX, each with a codebook beside it."""

from __future__ import annotations

import csv
import errno
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, select

from textmine.errors import StoreError
from textmine.plain import to_json
from textmine.store.baskets import items_of
from textmine.store.file import schema
from textmine.store.find.indicators import MetricQuery, metrics_of
from textmine.store.find.queries import Query
from textmine.store.find.search import keys_of
from textmine.store.out.cells import harmless, plain
from textmine.store.out.codebook import Provenance, codebook, in_words, values_in_words
from textmine.store.out.columns import Cell, Context, FlatTable, TableName
from textmine.store.out.decisions import Decision, decisions_by_line, pairs_of, read_decisions
from textmine.store.out.masking import mask, mask_record
from textmine.store.out.tables import TABLES, rows_of
from textmine.store.words.naming import Naming, Tongue

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

Format = Literal["jsonl", "csv", "xlsx", "parquet", "docx"]


FULL = "cannot be written: the disk is full"
ASK = "is the folder there, and is the file closed in Excel?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What to write: everything, what a query finds, a basket, or the values of an indicator.

    `table` is what CSV and Parquet hold, which have room for one. JSONL holds whole records:
    with a query, those of the articles that it finds.
    """

    form: Format
    query: Query | None = None
    basket: str | None = None
    values: MetricQuery | None = None  # all that it finds, whatever its limit
    table: TableName = "practices"
    codebook: bool = True
    mask: bool = True  # hide numbers of telephones and identity cards
    tongue: Tongue = "zh"  # of columns and of the names of patterns


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote: its files, how many records and practices, of one table its rows."""

    files: tuple[Path, ...]
    articles: int
    practices: int
    rows: int | None = None


def write_export(database: CaseDatabase, path: Path, export: Export) -> Written:
    """Write *export* to *path*, whole or not at all; raises a StoreError where it cannot be."""
    contexts = list(read_contexts(database, export))
    records = [context.record for context in contexts]
    tables = (export.table,) if export.form in ("csv", "parquet") else TABLES
    provenance = _provenance(database, export, contexts)
    note = list(codebook(records, provenance, database.naming(), tables))
    writers: dict[Format, Callable[[Path], int | None]] = {
        "jsonl": lambda part: _write_jsonl(
            part, contexts, read_decisions(database), masks=export.mask
        ),
        "csv": lambda part: _write_csv(part, export, contexts),
        "xlsx": lambda part: _write_xlsx(part, export, contexts, note),
        "parquet": lambda part: _write_parquet(part, TABLES[export.table], contexts),
        "docx": lambda part: _write_docx(part, database, export, contexts),
    }
    part = path.with_name(path.name + ".part")
    try:
        path.parent.stat()  # before openpyxl has begun sheets that it cannot end
        rows = writers[export.form](part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise StoreError(str(path), FULL) from error
        message = f"cannot be written: {error.strerror or error}; {ASK}"
        raise StoreError(str(path), message) from error
    files = [path]
    if export.codebook:
        files.append(path.with_name(path.name + ".codebook.md"))
        files[1].write_text("\n".join(note) + "\n", encoding="utf-8", newline="\n")
    practices = sum(len(list(context.practices())) for context in contexts)
    return Written(tuple(files), len(contexts), practices, rows)


def read_contexts(database: CaseDatabase, export: Export) -> Iterator[Context]:
    """The records to write, each with what stands beside it."""
    wanted, figures = _wanted(database, export), None
    if export.values is not None:
        owners = metrics_of(database, export.values)
        figures, wanted = frozenset(owners), frozenset(filter(None, owners.values()))
    with database.read() as connection:
        cases = schema.CASE_PRACTICE.c
        joined = connection.execute(select(cases.practice_id, cases.case_id))
        case_of = {row.practice_id: row.case_id for row in joined}
        practices, articles = schema.PRACTICES.c, schema.ARTICLES.c
        ids = select(practices.id, articles.id.label("article_id"))
        rows = connection.execute(ids.join(schema.ARTICLES)).all()
        again = (schema.DUPLICATES.c.article_id, schema.REPEATS.c.practice_id)
        repeats = {each for column in again for each in connection.scalars(select(column))}
    articles_of = None
    if export.values is not None:
        articles_of = _articles_of(database, figures or frozenset())
    elif wanted is not None:
        articles_of = {row.article_id for row in rows if row.id in wanted}
    naming = database.naming().speaking(export.tongue)
    decisions = read_decisions(database)
    said = {verdict: pairs_of(decisions, verdict) for verdict in ("same", "apart")}
    for record in database.records(articles_of):
        shown = mask_record(record) if export.mask else record
        yield Context(shown, case_of, wanted, naming, frozenset(repeats), figures, said)


def _articles_of(database: CaseDatabase, figures: Set[str]) -> set[str]:
    metrics, articles = schema.METRICS.c, schema.ARTICLES.c
    query = select(metrics.id, articles.id).join(schema.ARTICLES, articles.key == metrics.article)
    with database.read() as connection:
        return {article for metric, article in connection.execute(query) if metric in figures}


def _wanted(database: CaseDatabase, export: Export) -> frozenset[str] | None:
    """Ids of the practices to write; None for all."""
    if export.basket is not None:
        return frozenset(item.practice_id for item in items_of(database, export.basket))
    if export.query is None:
        return None
    keys = set(keys_of(database, export.query))
    practices = schema.PRACTICES.c
    with database.read() as connection:
        rows = connection.execute(select(practices.key, practices.id))
        return frozenset(row.id for row in rows if row.key in keys)


def _provenance(database: CaseDatabase, export: Export, contexts: Sequence[Context]) -> Provenance:
    ledger, events = schema.LEDGER.c, schema.EVENTS.c
    with database.read() as connection:
        aside = select(ledger.reason, func.count()).where(ledger.reason.is_not(None))
        reasons = connection.execute(aside.group_by(ledger.reason)).all()
        repeats = connection.execute(select(func.count()).select_from(schema.DUPLICATES)).scalar()
        corrections = connection.execute(
            select(func.count())
            .select_from(schema.EVENTS)
            .where(events.kind.not_in(("undo", "skip")))
        ).scalar()
    named = {str(row[0]): int(row[1]) for row in reasons}
    held = Counter[str]()
    for each in contexts:
        whole = export.form == "jsonl"  # it holds whole records
        rows = each.record.metrics if whole else list(TABLES["metrics"].rows(each))
        held["metrics"] += len(rows)
        held["practices"] += len(each.record.practices if whole else list(each.practices()))
    return Provenance(
        practices=held["practices"],
        metrics=held["metrics"],
        set_aside=named,
        repeats=repeats or 0,
        corrections=corrections or 0,
        selection=_chosen(export, database.naming()),
    )


def _chosen(export: Export, naming: Naming) -> str:
    """What was selected, for the methods paragraph."""
    if export.basket is not None:
        return f"素材“{export.basket}”"
    if export.values is not None:
        return values_in_words(export.values)
    return in_words(export.query, naming) if export.query else ""


# ---- formats ----------------------------------------------------------------------------------
def _write_jsonl(
    path: Path, contexts: Sequence[Context], decisions: Sequence[Decision], *, masks: bool
) -> None:
    lines = ([practice.id for practice in context.record.practices] for context in contexts)
    decided = decisions_by_line(decisions, lines)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for at, context in enumerate(contexts):
            line = to_json(context.record)
            if at in decided:
                rows = [decision.as_row(masks=masks) for decision in decided[at]]
                line = f'{line[:-1]}, "decisions": {to_json(rows)}}}'
            file.write(line + "\n")


def _write_csv(path: Path, export: Export, contexts: Sequence[Context]) -> int:
    table, count = TABLES[export.table], 0

    # With a byte order mark, without which a Chinese Excel reads GBK.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.heads(export.tongue) for column in table.columns])
        for row in rows_of(table, contexts):
            writer.writerow([harmless(plain(cell)) for cell in row])
            count += 1
    return count


def _write_xlsx(
    path: Path, export: Export, contexts: Sequence[Context], note: Sequence[str]
) -> None:
    from textmine.store.out.workbook import write_workbook

    write_workbook(path, contexts, note, export.tongue)


def _write_parquet(path: Path, table: FlatTable, contexts: Sequence[Context]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = list(rows_of(table, contexts))
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in table.columns]
    kinds: dict[str, tuple[Callable[[Any], Cell], Any]] = {
        "number": (float, pa.float64()),
        "whole": (int, pa.int64()),
    }
    arrays = []
    for c, values in zip(table.columns, columns, strict=True):
        make, held = kinds.get(c.kind, (str, pa.string()))
        arrays.append(pa.array([None if v is None else make(v) for v in values], held))
    fields = [
        pa.field(c.name, a.type, metadata={"header": c.header, "meaning": c.meaning})
        for c, a in zip(table.columns, arrays, strict=True)
    ]
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), path, compression="zstd")
    return len(rows)


def _write_docx(
    path: Path, database: CaseDatabase, export: Export, contexts: Sequence[Context]
) -> None:
    from textmine.store.out.word import Entry, heading_for, write_document

    naming = database.naming().speaking(export.tongue)
    found = {p.id: (p, context.record) for context in contexts for p in context.practices()}
    entries = []
    if export.basket is not None:
        for item in items_of(database, export.basket):
            practice, record = found.get(item.practice_id, (None, None))
            heading = item.heading or (heading_for(practice, naming) if practice else "其他")
            said = mask(item.text) if export.mask else item.text
            entries.append(Entry(heading, said, item.note, practice, record))
    else:
        for practice, record in found.values():
            text = record.text[practice.start : practice.end]
            heading = heading_for(practice, naming)
            entries.append(Entry(heading, text, practice=practice, record=record))
    write_document(path, export.basket or "案例材料", entries, naming)
