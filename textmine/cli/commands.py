"""All commands, as --help lists them."""

from __future__ import annotations

from textmine.cli import (
    agreeing,
    cases,
    doctor,
    evaluating,
    exchange,
    fetch,
    mining,
    page,
    reviewing,
    training,
    upkeep,
)
from textmine.cli.app import Telling, app, complain
from textmine.cli.spoken import Command

__all__ = ["Telling", "app", "complain"]

# Registering the commands is what importing their modules is for.
COMMANDS = (
    fetch,
    mining,
    evaluating,
    cases,
    exchange,
    reviewing,
    agreeing,
    upkeep,
    training,
    page,
    doctor,
)
# How --help lists them: the way of a report first, then care, learning and single parts.
ORDER = (
    "mine search show metrics review agree export import status serve account remove confirm "
    "backup diff fetch label train taxonomy evaluate places schema doctor"
).split()
app.registered_commands.sort(
    key=lambda command: ORDER.index(command.name or str(getattr(command.callback, "__name__", "")))
)
for _command in app.registered_commands:
    _command.cls = Command
