"""Two exports compared by field: what came, what went, what is told otherwise.

Articles, practices, metrics and places are the same where their ids are: a changed file gives
others. What made a record (`pipeline`) is not compared.
"""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from textmine.errors import StoreError
from textmine.plain import to_dict
from textmine.store.database import CaseDatabase
from textmine.store.file.packing import pack, unpack

Row = dict[str, Any]
What = Literal["added", "removed", "changed"]
ITEMS = {"practices": "practice", "metrics": "metric", "places": "place"}
IGNORED = frozenset(("pipeline", "schema", *ITEMS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that differs; for what was added or removed `field` is None."""

    kind: str  # article, practice, metric, place
    what: What
    id: str
    path: str
    title: str | None
    name: str | None
    field: str | None = None
    old: Any = None
    new: Any = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, and by kind how many are (added, removed, changed, same)."""

    differences: tuple[Difference, ...]
    counts: Mapping[str, Mapping[str, int]]

    def by_field(self) -> Mapping[str, int]:
        """How many values of each field changed: {"practice.status": 3, …}."""
        changed = (d for d in self.differences if d.field is not None)
        return dict(sorted(Counter(f"{d.kind}.{d.field}" for d in changed).items()))


def compare_exports(old: Path, new: Path) -> Comparison:
    """What differs between two exports, each a JSONL file or a case database."""
    before = {row["id"]: pack(row) for row in read_rows(old)}
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in ("article", *ITEMS.values())}
    found: list[Difference] = []
    for row in read_rows(new):
        packed = before.pop(row["id"], None)
        found += _compare(None if packed is None else unpack(packed), row, counts)
    for packed in before.values():
        found += _compare(unpack(packed), None, counts)
    states = ("added", "removed", "changed", "same")
    table = {kind: {state: counts[kind][state] for state in states} for kind in counts}
    return Comparison(tuple(found), table)


NO_EXPORT = "is no export in JSONL and no case database"
BLANK = codecs.BOM_UTF8 + b" \t\r\n"  # before the first line of a JSONL


def read_rows(path: Path) -> Iterator[Row]:
    """The records of an export as JSON."""
    if not path.exists():
        raise StoreError(str(path), "does not exist")
    if path.is_dir():
        raise StoreError(str(path), NO_EXPORT)
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"SQLite format 3"):
        with CaseDatabase.open(path, read_only=True) as database:
            yield from (json.loads(json.dumps(to_dict(record))) for record in database.records())
        return
    if head and not head.lstrip(BLANK).startswith(b"{"):
        raise StoreError(str(path), NO_EXPORT)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, f"{path}:{number}")


def _row(line: bytes, where: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise StoreError(where, "is no line of JSON") from error
    if not isinstance(row, dict) or not {"id", "source", "text", *ITEMS} <= row.keys():
        raise StoreError(where, "is no record of an export")
    return row


def _compare(
    old: Row | None, new: Row | None, counts: Mapping[str, Counter[str]]
) -> Iterator[Difference]:
    """The differences of one article and of all in it."""
    row = new or old or {}
    where = {"path": row["source"]["path"], "title": row["title"]}
    pairs = [("article", row["id"], _own(old), _own(new))]
    for items, kind in ITEMS.items():
        before, after = _by_id(old, items), _by_id(new, items)
        for identity in dict.fromkeys([*before, *after]):
            pairs.append((kind, identity, before.get(identity), after.get(identity)))
    for kind, identity, one, other in pairs:
        fields = list(_fields(one, other))
        state = fields[0][0] if fields else "same"
        counts[kind][state] += 1
        for what, field, was, now in fields:
            yield Difference(
                kind=kind,
                what=what,
                id=identity,
                name=_name(other or one or {}),
                field=field,
                old=was,
                new=now,
                **where,
            )


def _own(row: Row | None) -> Row | None:
    return None if row is None else {k: v for k, v in row.items() if k not in IGNORED}


def _by_id(row: Row | None, items: str) -> dict[str, Row]:
    """The items of an article; where they name one another by number, here by id."""
    if row is None:
        return {}
    found = {item["id"]: dict(item) for item in row[items]}
    for item in found.values():
        if items == "metrics" and item["practice"] is not None:
            item["practice"] = row["practices"][item["practice"]]["id"]
        if items == "practices":
            item["metrics"] = [row["metrics"][number]["id"] for number in item["metrics"]]
    return found


def _fields(old: Row | None, new: Row | None) -> Iterator[tuple[What, str | None, Any, Any]]:
    if old is None or new is None:
        yield ("added" if old is None else "removed"), None, None, None
        return
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield "changed", name, old.get(name), new.get(name)


def _name(item: Row) -> str | None:
    """What a person knows an item by."""
    name = item.get("name") or item.get("title") or item.get("text")
    return None if name is None else str(name)[:40]
