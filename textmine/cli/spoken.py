"""Commands whose help, and what is wrong with their use, are said in the language of who asks."""

from __future__ import annotations

from typing import Any

import typer
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from textmine.cli.helping import help_text, told, usage
from textmine.cli.tongue import Speaking, say

# What a wrong option or argument raises: typer names only what is made of it.
UsageError: Any = typer.BadParameter.__bases__[0]
WRONG_USE = 2


class Command(TyperCommand):
    """One command."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what `--help` prints."""
        formatter.write(help_text(self, ctx))


class Commands(TyperGroup):
    """The program: all commands, and its own options before their names."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what `--help` prints."""
        formatter.write(help_text(self, ctx))

    def make_context(self, *given: Any, **more: Any) -> Any:
        """Read what stands before the name of a command."""
        try:
            return super().make_context(*given, **more)
        except UsageError as error:
            raise _refused(error) from error

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named, with its own options and arguments."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise _refused(error) from error


def _refused(error: Any) -> typer.Exit:
    """Says how the command is written and what is wrong; what ends the program then."""
    console = Speaking(stderr=True, highlight=False, markup=False)
    lines = []
    if error.ctx:
        lines.append(usage(error.ctx.command, error.ctx))
        lines.append(told("Try {} for help.").format(f"`{error.ctx.command_path} --help`"))
    for line in lines:
        console.print(Text(line), soft_wrap=True)
    wrong = Text.assemble((say("error"), "red"), " ", say(error.format_message()))
    console.print(wrong, soft_wrap=True)
    return typer.Exit(WRONG_USE)
