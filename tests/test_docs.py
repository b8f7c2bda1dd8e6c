"""What the documents say is so: commands exist and are named, snippets run, figures are real."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from readme import REPORT, ROOT, with_blocks
from typer.testing import CliRunner

from textmine.cli.commands import app

COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands)
READMES = ["README.md", "README.zh-CN.md"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_record_and_the_scores_are_real(name: str) -> None:
    assert read(name) == with_blocks(read(name))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"Example: textmine {command}" in result.output


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_in_the_readme(name: str, command: str) -> None:
    assert re.search(rf"(?:textmine |[,、] ?`){command}\b", read(name))


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_only_commands_that_exist(name: str) -> None:
    named = set(re.findall(r"textmine ([a-z]+)", read(name)))
    assert named - set(COMMANDS) - {"mines", "reads"} == set()


@pytest.mark.parametrize("name", READMES)
def test_the_python_example_runs(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (snippet,) = re.findall(r"```python\n(.*?)```", read(name), re.DOTALL)
    assert REPORT in snippet
    exec(compile(snippet, name, "exec"), {})
    assert "['joint_build'" in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_the_two_commands_stand_first(name: str) -> None:
    block = re.search(r"```sh\n(.*?)```", read(name), re.DOTALL)
    assert block
    first, second = block[1].strip().splitlines()
    assert "textmine mine corpora/reports --db" in first
    assert shlex.split(second)[-1] == "pytest"


def test_changelog_and_notice_are_there() -> None:
    for name in ("CHANGELOG.md", "NOTICE", "LICENSE", "corpora/README.md"):
        assert len(Path(ROOT / name).read_text(encoding="utf-8")) > 200
