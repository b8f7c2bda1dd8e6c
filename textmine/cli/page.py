"""Commands of the page: serve, account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from textmine.cli.app import app, complain, console
from textmine.cli.options import grouped
from textmine.cli.tongue import say


class Role(StrEnum):
    """What an account may do: read; also correct and collect; also upload."""

    reader = "reader"
    editor = "editor"
    administrator = "administrator"


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may do what with the page."""

    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody may change anything.")] = (
        False
    )
    accounts: Annotated[
        Path | None, typer.Option(help="File of accounts; `textmine account` writes it.")
    ] = None
    start: Annotated[
        bool,
        typer.Option("--open", help="Open the browser; make the database where there is none."),
    ] = False


@app.command()
@grouped
def serve(
    database: Annotated[Path, typer.Argument(metavar="CASES.DB", help="The case database.")],
    host: Annotated[
        str, typer.Option(help="Address to listen on; another than this computer needs --accounts.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    *,
    access: Access,
) -> None:
    """Serve the page over a case database.

    Example: textmine serve cases.db --port 8000
    """
    from textmine.errors import StoreError
    from textmine.run.labelling import missing_model
    from textmine.store.database import CaseDatabase
    from textmine.store.file.connect import may_write
    from textmine.web import opening
    from textmine.web.app import serve as listen
    from textmine.web.options import WebOptions

    sealed = database.exists() and not may_write(database)
    only = access.read_only or sealed
    options = WebOptions(host=host, port=port, read_only=only, accounts=access.accounts)
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    if opening.is_taken(host, port):
        if not access.start:
            raise StoreError(address, "is in use, perhaps by a textmine that runs; --port 8123")
        opening.show_again(address)
        return
    if not (database.exists() or access.start):
        raise StoreError(
            str(database),
            "does not exist; --open begins an empty one, `textmine mine PATH --db` makes one",
        )
    # Before the address is told: what is wrong with the database is said alone.
    with CaseDatabase.open(database, create=access.start, read_only=only) as opened:
        if (trouble := missing_model(opened)) and not only:
            complain("note", str(trouble))
    if sealed and not access.read_only:
        complain("note", f"{database} may not be written, so it is only read: nothing is corrected")
    if access.start:
        opening.show_when_up(host, port, address)
    console.print(f"{database} at {address} (Ctrl+C ends it)")
    listen(database, options)


@app.command()
def account(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="File of accounts; made where it is missing.")
    ],
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Who it is; the name stands on corrections.")
    ],
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.editor,
) -> None:
    """Add somebody to the accounts of a page, or give them another password and role.

    Example: textmine account accounts.txt 李明 --role editor
    """
    from textmine.web.accounts import write_account

    password = typer.prompt(
        say("Password"), hide_input=True, confirmation_prompt=say("The same again")
    )
    write_account(file, name, role.value, password)
    console.print(f"{name} is {role.value} in {file}")
