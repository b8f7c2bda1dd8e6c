"""The application that commands register with, and what they print with."""

from __future__ import annotations

import logging
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

import textmine
from textmine.cli.spoken import WRONG_USE, Commands
from textmine.cli.tongue import Speaking, say

app = typer.Typer(
    name="textmine",
    help="Mine Chinese case reports for practices, metrics and places, each with its evidence.",
    cls=Commands,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# For people; results go to standard output. Neither takes [words] of a file for markup of ours.
console = Speaking(stderr=True, highlight=False, markup=False)
output = Console(highlight=False, markup=False)


def complain(word: str, what: str) -> None:
    """Say on one line what went wrong, the first *word* in red."""
    console.print(Text.assemble((say(word), "red"), " ", say(what)), soft_wrap=True)


class Telling(logging.Handler):
    """Says what the library has to say while a command runs: that it waits for another program."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say it on a line, above a progress bar where there is one."""
        complain("note", record.getMessage())


@app.callback(invoke_without_command=True)
def version(
    ctx: typer.Context,
    show: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
) -> None:
    """Mine Chinese case reports for practices, metrics and places, each with its evidence."""
    if show:
        output.print(textmine.__version__)
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(WRONG_USE)
