"""What `--help` prints, in the language of who asks: by what each command declares of itself.

The words stand in English in the commands; `help.toml` has them in Chinese. The reference pages of
docs/ are made from the same.
"""

from __future__ import annotations

import inspect
import re
import tomllib
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text
from typer.models import OptionInfo

from textmine.cli.tongue import speaks_chinese

CHINESE = Path(__file__).with_name("help.toml")
EXAMPLE = "Example: "
ENDS = re.compile("(?<! ) ++$", re.MULTILINE)  # what rich fills its lines up with
# What an option that is no switch is followed by.
KINDS: dict[type, str] = {int: "N", float: "N", Path: "PATH", datetime: "DATE"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or option of a command as it is declared, whatever version of typer reads it."""

    names: tuple[str, ...]  # how an option is written; one word for an argument
    option: bool
    help: str
    choices: tuple[str, ...] = ()
    default: Any = None
    required: bool = False
    flag: bool = False
    kind: str = ""  # a word for what an option takes; "" for a switch
    many: bool = False


def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """What a command takes."""
    hints = typing.get_type_hints(command, include_extras=True)
    signature = inspect.signature(command).parameters
    return [
        declared(name, hints[name], signature[name].default)
        for name in signature
        if typing.get_origin(hints[name]) is typing.Annotated
    ]


def declared(name: str, hint: Any, default: Any) -> Parameter:
    """One parameter, from `Annotated[kind, typer.Option(…)]`."""
    kind, info = typing.get_args(hint)[:2]
    option = isinstance(info, OptionInfo)
    names: tuple[str, ...] = (info.metavar or name.upper(),)
    if option:
        # Inside Annotated, typer keeps the first name as the default of the option's information.
        written = (info.default, *(info.param_decls or ()))
        names = tuple(n for n in written if isinstance(n, str) and n.startswith("-"))
        plain = name.replace("_", "-")
        names = names or (f"--{plain}", *([f"--no-{plain}"] if kind is bool else []))
    of = [part for part in (kind, *typing.get_args(kind)) if isinstance(part, type)]
    choices = [str(value.value) for part in of if issubclass(part, Enum) for value in part]
    taken = next((word for part, word in KINDS.items() if part in of), "TEXT")
    return Parameter(
        names,
        option,
        info.help or "",
        tuple(choices),
        default,
        required=default is inspect.Parameter.empty,
        flag=kind is bool,
        kind="" if kind is bool or choices or not option else taken,
        many=any(typing.get_origin(part) is list for part in (kind, *typing.get_args(kind))),
    )


@cache
def chinese() -> dict[str, str]:
    """The Chinese of each help text, by its English."""
    return tomllib.loads(CHINESE.read_text(encoding="utf-8"))


def told(text: str) -> str:
    """A help text on one line, in the language of who reads it."""
    line = " ".join(text.split())
    return chinese().get(line, line) if speaks_chinese() else line


# ---- printing ---------------------------------------------------------------------------------
def usage(command: Any, ctx: Any) -> str:
    """How a command is written, on one line."""
    pieces = [ctx.command_path, told("[OPTIONS]")]
    if is_group(command):
        pieces.append(told("COMMAND [ARGS]..."))
    for each in parameters(function_of(command)):
        if not each.option:
            shown = each.names[0] if each.required else f"[{each.names[0]}]"
            pieces.append(shown + _dots(each))
    return told("Usage: {}").format(" ".join(pieces))


def help_text(command: Any, ctx: Any) -> str:
    """The whole help of a command or of the program, as wide as the terminal."""
    console = Console(highlight=False, markup=False)
    with console.capture() as captured:
        for part in _parts(command, ctx):
            console.print(part, soft_wrap=isinstance(part, Text))
    return ENDS.sub("", captured.get())


def is_group(command: Any) -> bool:
    """Whether a command is the program itself, with commands of its own."""
    return hasattr(command, "list_commands")


def function_of(command: Any) -> Callable[..., Any]:
    """The function behind a command, under what typer wraps it in."""
    kept: Callable[..., Any] = inspect.unwrap(
        command.callback, stop=lambda function: hasattr(function, "__signature__")
    )
    return kept


def _parts(command: Any, ctx: Any) -> Iterator[Text | Group | str]:
    yield Text(usage(command, ctx) + "\n", "bold")
    for paragraph in (command.help or "").split("\n\n"):
        if paragraph.startswith(EXAMPLE):  # as it is typed: never broken into lines
            yield Text(told("Example: {}").format(paragraph.removeprefix(EXAMPLE)) + "\n")
        else:
            yield told(paragraph) + "\n"
    taken = parameters(function_of(command))
    yield from _table("Arguments", [_row(each) for each in taken if not each.option])
    options = [*(each for each in taken if each.option), *_others(command, ctx, taken)]
    yield from _table("Options", [_row(each) for each in options])
    if is_group(command):
        known = ((name, command.get_command(ctx, name)) for name in command.list_commands(ctx))
        rows = [(name, told(each.help.partition("\n\n")[0])) for name, each in known]
        yield from _table("Commands", rows)


def _others(command: Any, ctx: Any, taken: list[Parameter]) -> Iterator[Parameter]:
    """The options that typer adds of itself."""
    known = {name for each in taken for name in each.names}
    for each in command.get_params(ctx):
        if each.opts[0].startswith("-") and not known.intersection(each.opts):
            names = tuple(sorted(each.opts, key=len))
            yield Parameter(names, option=True, help=each.help or "", flag=True)


def _row(each: Parameter) -> tuple[str, str]:
    """How a parameter is written, and what it does."""
    between = " / " if each.flag and each.names[0].startswith("--") else ", "
    name = between.join(each.names) + ("" if each.option else _dots(each))
    notes = [told("required")] if each.required else []
    if each.option and (default := _shown(each)):
        notes.append(told("default: {}").format(default))
    does = " ".join(filter(None, [told(each.help), " | ".join(each.choices)]))
    for note in notes:
        does = told("{} ({})").format(does, note)
    return f"{name} {told(each.kind)}".rstrip(), does


def _dots(each: Parameter) -> str:
    """What says that an argument may be given many times."""
    return "..." if each.many else ""


def _shown(each: Parameter) -> str:
    """A default that is worth telling, as it would be typed."""
    if each.flag:
        return each.names[0] if each.default and len(each.names) > 1 else ""
    default = getattr(each.default, "value", each.default)
    return str(default) if isinstance(default, (str, int, float)) else ""


def _table(heading: str, rows: list[tuple[str, str]]) -> Iterator[Group]:
    if rows:
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, style="cyan")
        grid.add_column(overflow="fold")
        for name, does in rows:
            grid.add_row(f"  {name}", does)
        yield Group(Text(told(heading), "bold"), grid, "")
