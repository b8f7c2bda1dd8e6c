"""Options that belong together are one frozen value, in the command and for whoever calls it.

    @dataclass(frozen=True, kw_only=True)
    class Paging:
        limit: Annotated[int, typer.Option(help="Hits shown.")] = 10
        offset: Annotated[int, typer.Option(help="Hits left out before.")] = 0

    @app.command()
    @grouped
    def search(database: Path, paging: Paging) -> None: ...

gives a command with --limit and --offset.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import typing
from collections.abc import Callable, Iterator
from enum import StrEnum
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

Database = Annotated[Path, typer.Argument(metavar="CASES.DB", help="The case database.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


class Lang(StrEnum):
    """A language that names of patterns are given in."""

    zh = "zh"
    en = "en"


InLanguage = Annotated[
    Lang,
    typer.Option(
        "--lang", envvar="TEXTMINE_LANG", help="Language of names of patterns and of figures."
    ),
]
Model = Annotated[
    str | None, typer.Option(help="A shipped model's name or a folder; else the database's own.")
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", help="A textmine.toml; by default the one in this folder."),
]


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """*command* with the fields of its dataclass parameters as options of their own, in place."""
    hints = typing.get_type_hints(command, include_extras=True)
    kinds = {name: kind for name, kind in hints.items() if dataclasses.is_dataclass(kind)}
    parameters = [
        flat
        for name, parameter in inspect.signature(command).parameters.items()
        for flat in (_flat(kinds[name]) if name in kinds else [_plain(parameter, hints[name])])
    ]

    @functools.wraps(command)
    def flattened(**given: Any) -> None:
        groups = {
            name: typing.cast(Any, kind)(**{f.name: given.pop(f.name) for f in _flat(kind)})
            for name, kind in kinds.items()
        }
        command(**given, **groups)

    shown: Any = flattened
    shown.__signature__ = inspect.Signature(parameters)
    shown.__annotations__ = {each.name: each.annotation for each in parameters}
    return flattened


def _plain(parameter: Parameter, hint: Any) -> Parameter:
    return parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hint)


def _flat(kind: Any) -> Iterator[Parameter]:
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        default = Parameter.empty if field.default is dataclasses.MISSING else field.default
        yield Parameter(
            field.name, Parameter.KEYWORD_ONLY, default=default, annotation=hints[field.name]
        )
