"""Settings: read from a file, checked when made, wrong names answered with the right ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from textmine.errors import SettingsError
from textmine.settings import Settings, load_settings, make_settings


def test_defaults_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_a_file_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "textmine.toml").write_text('[detect]\nsegmenter = "jieba"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings().detect.segmenter == "jieba"


def test_a_file_with_the_mark_of_windows(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[detect]\nsegmenter = "jieba"\n', encoding="utf-8-sig")
    assert load_settings(tmp_path / "a.toml").detect.segmenter == "jieba"
    with pytest.raises(SettingsError, match="does not exist"):
        load_settings(tmp_path / "none.toml")


WRONG = [
    ("[detekt]\n", "known: acquire"),
    ("[detect]\nsegmentor = 1\n", "known: segmenter"),
    ('[detect]\nsegmenter = "pkuseg"\n', "rjieba or jieba"),
    ("[run]\nworkers = 0\n", "1 or more"),
    ("[run\n", "cannot be read"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_wrong_files_say_what_is_right(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "textmine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_settings(path)


def test_the_digest_follows_its_stages() -> None:
    plain, other = Settings(), make_settings({"detect": {"segmenter": "jieba"}})
    assert plain.digest("clean") == other.digest("clean")
    assert plain.digest("detect") != other.digest("detect")
