"""What `--help` prints: whole in both languages, and nothing in the table that nobody says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from textmine.cli import helping
from textmine.cli.commands import app
from textmine.cli.helping import KINDS, Parameter, chinese, declared, parameters

HAN = re.compile("[\u4e00-\u9fff]")
COMMANDS = {
    command.name or command.callback.__name__: command.callback
    for command in app.registered_commands
    if command.callback
}
PROGRAM: Any = app.registered_callback.callback if app.registered_callback else None


def printed(*words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    return result.output


@pytest.fixture
def in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


# ---- both languages ---------------------------------------------------------------------------
def texts() -> Iterator[str]:
    """Every help text of the program, on one line each."""
    for command in (PROGRAM, *COMMANDS.values()):
        doc = command.__doc__ or ""
        paragraphs = (" ".join(part.split()) for part in doc.split("\n\n"))
        yield from (part for part in paragraphs if not part.startswith(helping.EXAMPLE))
        yield from (" ".join(each.help.split()) for each in parameters(command))


@pytest.mark.parametrize("text", sorted(set(texts())))
def test_every_help_text_has_its_chinese(text: str) -> None:
    assert text, "an argument, an option or a command without help"
    assert HAN.search(chinese()[text])


# What typer says of itself, and what this program does with it, is not declared by a command.
FRAME = {
    "Show this message and exit.",
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    *KINDS.values(),
}
SAID = re.compile(r'told\(\s*"((?:[^"\\]|\\.)*)"')


def test_nothing_is_translated_that_nobody_says() -> None:
    sources = [(helping.CHINESE.parent / name).read_text(encoding="utf-8")
               for name in ("helping.py", "spoken.py")]  # fmt: skip
    frame = {said for source in sources for said in SAID.findall(source)}
    headings = {"Arguments", "Options", "Commands", "TEXT"}
    assert set(chinese()) - set(texts()) - FRAME - frame - headings == set()


def test_what_typer_adds_has_its_chinese() -> None:
    group: Any = typer.main.get_command(app)
    context = typer.Context(group)
    added = {one.help for one in group.get_params(context) if one.name != "show"}
    assert added <= set(chinese())
    assert len(added) == 3


# ---- what is printed --------------------------------------------------------------------------
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.usefixtures("in_chinese")
def test_the_help_of_a_command_is_chinese(name: str) -> None:
    page = printed(name)
    assert page.startswith(f"用法：textmine {name} [选项]")
    assert f"例：textmine {name}" in page
    for word in ("Usage", "Options", "Arguments", "Example", "default:", "required", "message"):
        assert word not in page
    for each in parameters(COMMANDS[name]):
        assert each.names[0] in page


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_is_english(name: str) -> None:
    page = printed(name)
    assert page.startswith(f"Usage: textmine {name} [OPTIONS]")
    assert f"\nExample: textmine {name}" in page
    assert not re.search("用法|选项|参数|必填|默认", page)


@pytest.mark.usefixtures("in_chinese")
def test_the_program_lists_its_commands_in_chinese() -> None:
    page = printed()
    assert [line.split()[0] for line in page.partition("\n命令\n")[2].splitlines() if line] == [
        *COMMANDS
    ]
    assert all(HAN.search(line) for line in page.splitlines() if line)


def test_no_line_is_filled_up_or_cut() -> None:
    for name in COMMANDS:
        page = printed(name)
        assert not re.search(r" \n|…\n", page)
        lines = [line for line in page.splitlines() if not line.startswith(("Example", "Usage"))]
        assert max(map(len, lines)) <= 100


def test_without_a_word_the_program_tells_its_use() -> None:
    result = CliRunner().invoke(app, [])
    assert (result.exit_code, result.output.startswith("Usage: ")) == (2, True)


class Colour(Enum):
    red = "red"
    blue = "blue"


ROWS: list[tuple[Any, Any, tuple[str, str]]] = [
    (Annotated[int, typer.Option("--limit", help="How many.")], 20,
     ("--limit N", "How many. (default: 20)")),
    (Annotated[bool, typer.Option("--json", help="As JSON.")], False, ("--json", "As JSON.")),
    (Annotated[bool, typer.Option(help="Hide it.")], True,
     ("--given / --no-given", "Hide it. (default: --given)")),
    (Annotated[datetime | None, typer.Option(help="When.")], None, ("--given DATE", "When.")),
    (Annotated[list[str] | None, typer.Option(help="Where.")], None, ("--given TEXT", "Where.")),
    (Annotated[Colour, typer.Option("-c", "--colour", help="Which.")], Colour.red,
     ("-c, --colour", "Which. red | blue (default: red)")),
    (Annotated[list[str], typer.Argument(help="Paths.")], Parameter.__class__,
     ("GIVEN...", "Paths.")),
    (Annotated[str, typer.Argument(metavar="FILE", help="It.")], helping.inspect.Parameter.empty,
     ("FILE", "It. (required)")),
]  # fmt: skip


@pytest.mark.parametrize(("hint", "default", "row"), ROWS, ids=lambda value: str(value)[:30])
def test_rows(hint: Any, default: Any, row: tuple[str, str]) -> None:
    assert helping._row(declared("given", hint, default)) == row
