"""What is said of the taxonomy and the model that a database is labelled by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textmine.cli.app import complain, console, output
from textmine.cli.options import Lang
from textmine.cli.tongue import Table

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase
    from textmine.store.former import FormerCode
    from textmine.store.into.imported import Imported


def tell_labelling(database: CaseDatabase) -> None:
    """By what it is labelled, and which patterns are borne that this does not know."""
    from textmine.run.labelling import missing_model
    from textmine.store.former import former_codes

    held, taxonomy = database.labelling(), database.naming().taxonomy
    if held:
        known = (
            f"{taxonomy.zh} ({len(taxonomy.codes)} patterns)" if taxonomy else "unknown taxonomy"
        )
        console.print(f"labelled by {known}, model {held.model}", soft_wrap=True)
    if trouble := missing_model(database):
        complain("note", str(trouble))
    tell_former(former_codes(database))


def tell_former(former: tuple[FormerCode, ...], lang: Lang = Lang.zh) -> None:
    """A line for each pattern that the taxonomy does not have and that is borne all the same."""
    if not former:
        return
    title = "patterns that this taxonomy does not have; they are kept as they are"
    table = Table("code", "name", "practices", "corrections", title=title, title_justify="left")
    for each in former:
        name = each.en if lang is Lang.en else each.zh
        table.add_row(each.code, name, f"{each.practices:,}", f"{each.corrections:,}")
    output.print(table)


def tell_foreign(imported: Imported, database: str) -> None:
    """That what came in is labelled by another taxonomy, and what to do about it."""
    if imported.foreign is None:
        return
    console.print(
        f"{imported.foreign.name} is another taxonomy than that of {database}: its patterns keep "
        f"their names; textmine mine --db {database} labels all anew by the one in force"
    )
    if imported.foreign.clashes:
        codes = ", ".join(imported.foreign.clashes)
        complain("note", f"both have {codes}, for different things; the names here are shown")
