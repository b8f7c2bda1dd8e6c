"""Commands as their users give them."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from textmine.cli.commands import app
from textmine.errors import TextmineError


def run(*arguments: object) -> Result:
    """What a command prints and its exit status; raises the error that `main` would explain."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, TextmineError):
        raise result.exception
    return result
