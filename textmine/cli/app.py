"""The application that commands register with, and what they print with."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.text import Text

import textmine
from textmine.cli.tongue import Commands, Speaking, say

app = typer.Typer(
    name="textmine",
    help="Mine Chinese case reports for practices, metrics and places, each with its evidence.",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# For people; results go to standard output. Neither takes [words] of a file for markup of ours.
console = Speaking(stderr=True, highlight=False, markup=False)
output = Console(highlight=False, markup=False)


def complain(word: str, what: str) -> None:
    """Say on one line what went wrong, the first *word* in red."""
    console.print(Text.assemble((say(word), "red"), " ", say(what)), soft_wrap=True)


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Show the version and end."),
) -> None:
    """Mine Chinese case reports for practices, metrics and places, each with its evidence."""
    if show:
        output.print(textmine.__version__)
        raise typer.Exit
