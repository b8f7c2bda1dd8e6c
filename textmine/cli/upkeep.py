"""Commands that keep a case database in order: status, remove, confirm, backup, diff."""

from __future__ import annotations

import dataclasses
import getpass
import json
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from textmine.cli.app import app, console, output
from textmine.cli.labelling import tell_former
from textmine.cli.mined import print_set_aside, tell_run
from textmine.cli.options import AsJson, Database, InLanguage, Lang
from textmine.cli.printing import print_json
from textmine.cli.tongue import Table, say
from textmine.counting import many

SHOWN = 40  # differences that the terminal lists; --json has all


@app.command()
def status(
    database: Database,
    whole: Annotated[
        bool, typer.Option("--all", help="List each document that was set aside.")
    ] = False,
    as_json: AsJson = False,
    lang: InLanguage = Lang.zh,
) -> None:
    """What the database holds, how the latest run ended, what was set aside and why.

    Example: textmine status cases.db
    """
    from textmine.plain import to_dict
    from textmine.store.database import CaseDatabase
    from textmine.store.status import read_status

    with CaseDatabase.open(database, create=False, read_only=True) as opened:
        found = read_status(opened, lang.value)
    if as_json:
        print_json(to_dict(found))
        return
    table = Table("what", "how many")
    for field in dataclasses.fields(found):
        value = getattr(found, field.name)
        if isinstance(value, int | str):
            table.add_row(say(field.name), f"{value:,}" if isinstance(value, int) else value)
    output.print(table)
    tell_former(found.former, lang)
    tell_run(found)
    if found.set_aside:
        print_set_aside(found.set_aside, output, database=None if whole else database)


@app.command()
def remove(
    database: Database,
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Paths or ids.")],
) -> None:
    """Withdraw documents, by path or by the id of an article or practice of theirs.

    What people said of them stays, and holds again if they come back.

    Example: textmine remove cases.db reports/old.docx
    """
    from textmine.store.database import CaseDatabase

    with CaseDatabase.open(database, create=False) as opened:
        for name in names:
            console.print(f"{name}: {many(opened.remove(name), 'article')} withdrawn")
        opened.group()


@app.command()
def confirm(
    database: Annotated[
        Path,
        typer.Argument(metavar="CASES.DB", help="Case database, FILE of a JSONL run, or parts."),
    ],
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="Paths, as in status.")],
    who: Annotated[str | None, typer.Option(help="Who confirms; else your login name.")] = None,
    why: Annotated[str | None, typer.Option(help="Why it may be taken in.")] = None,
) -> None:
    """Let documents marked 秘密, 机密 or 内部 be mined by the next run; who said so is kept.

    The name of a folder or an archive stands for all that is held back in it.

    Example: textmine confirm cases.db reports/old.docx --who 张三 --why 已解密
    """
    from textmine.store.database import CaseDatabase
    from textmine.store.out.lines import LineStore
    from textmine.store.out.parts import confirm_parts

    said = names, who or getpass.getuser(), why
    if database.is_dir():
        confirm_parts(database, *said)
    else:
        lines = database.with_name(database.name + ".run.db").exists()
        sink: Any = LineStore(database) if lines else CaseDatabase.open(database, create=False)
        with closing(sink):
            sink.confirm(*said)
    console.print(f"{many(len(names), 'document')} confirmed; mine again to take in")


@app.command()
def backup(
    database: Database,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
) -> None:
    """Copy a case database, whole, while others go on using it.

    Example: textmine backup cases.db copies/cases-2026-05-01.db
    """
    from textmine.store.database import CaseDatabase

    with CaseDatabase.open(database, create=False, read_only=True) as opened:
        opened.backup(file)
    console.print(f"{file}: {file.stat().st_size / 1e6:,.1f} MB")


@app.command()
def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="An export in JSONL, or a case database.")
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another, to compare with it.")],
    as_json: AsJson = False,
) -> None:
    """Compare two exports by field: what came, what went, what is told otherwise.

    Example: textmine diff before.jsonl after.jsonl
    """
    from textmine.store.out.compare import compare_exports

    found = compare_exports(old, new)
    if as_json:
        rows = [dataclasses.asdict(difference) for difference in found.differences]
        shown = {"counts": found.counts, "fields": found.by_field(), "differences": rows}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    counts = Table("what", "added", "removed", "changed", "same")
    for kind, row in found.counts.items():
        counts.add_row(say(kind), *(f"{number:,}" for number in row.values()))
    output.print(counts)
    if fields := found.by_field():
        table = Table("field", "changed")
        for field, number in fields.items():
            table.add_row(field, f"{number:,}")
        output.print(table)
    for each in found.differences[:SHOWN]:
        told = f" {each.field}: {brief(each.old)} → {brief(each.new)}" if each.field else ""
        output.print(f"{each.what} {each.kind} {each.id} {each.name}{told[:200]}")
    if len(found.differences) > SHOWN:
        output.print(f"… {len(found.differences) - SHOWN:,} more; --json has all")


def brief(value: Any) -> str:
    """A value of a record as people tell it: of a place its name, of patterns their codes.

    >>> brief([{"code": "joint_build", "score": 0.9}]), brief({"text": "寿光市", "adcode": None})
    ('joint_build', '寿光市')
    """
    if isinstance(value, dict):
        if "code" in value:
            return str(value["code"])
        told = (brief(part) for part in value.values() if part not in (None, [], ""))
        return " ".join(told)
    if isinstance(value, list):
        return ", ".join(map(brief, value)) or "—"
    return "—" if value is None else str(value)
