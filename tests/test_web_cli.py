"""The commands of the page: accounts by prompt, and no page for others without them."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from socket import socket

import pytest
from typer.testing import CliRunner

from tests.commands import run
from tests.web import make_database
from textmine.cli.commands import app
from textmine.errors import SettingsError, StoreError
from textmine.web import app as page
from textmine.web.accounts import read_accounts, verify
from textmine.web.options import WebOptions

PASSWORD = "一个很长很长的密码"


def test_account_asks_for_the_password(tmp_path: Path) -> None:
    file = tmp_path / "accounts.txt"
    command = ["account", str(file), "李明", "--role", "reader"]
    result = CliRunner().invoke(app, command, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output
    account = read_accounts(file)["李明"]
    assert (account.role, verify(PASSWORD, account.hashed)) == ("reader", True)
    assert file.stat().st_mode & 0o077 == 0


def test_serve_passes_its_options_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[Path, WebOptions]] = []
    monkeypatch.setattr(page, "serve", lambda path, options: served.append((path, options)))
    path = make_database(tmp_path / "cases.db")
    with closing(socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    result = run("serve", path, "--port", port, "--read-only")
    assert result.exit_code == 0
    assert served == [(path, WebOptions(port=port, read_only=True))]


def test_serve_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="--open begins an empty one"):
        run("serve", tmp_path / "none.db", "--port", 0)


def test_serve_only_reads_what_may_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[WebOptions] = []
    monkeypatch.setattr(page, "serve", lambda _, options: served.append(options))
    path = make_database(tmp_path / "cases.db")
    monkeypatch.setattr(os, "access", lambda _, mode: mode == os.R_OK)
    result = run("serve", path)
    assert served == [WebOptions(read_only=True)]
    assert f"{path} may not be written, so it is only read" in result.stderr


def test_serve_refuses_what_is_not_safe(tmp_path: Path) -> None:
    path = make_database(tmp_path / "cases.db")
    with pytest.raises(SettingsError):
        run("serve", path, "--host", "0.0.0.0")
    with pytest.raises(StoreError):
        run("serve", tmp_path / "none.db")
