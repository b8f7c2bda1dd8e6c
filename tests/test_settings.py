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
    ("run = 2\n", r"write \[run\]"),
    ('[run]\nworkers = "2"\n', "workers: must be a whole number, got '2'"),
    ("[run]\nworkers = 1.5\n", "must be a whole number"),
    ("[run]\nworkers = true\n", "must be a whole number"),
    ('[run]\nmax_seconds = "x"\n', "max_seconds: must be a number"),
    ("[crawl]\nallow_private = 1\n", "must be true or false"),
    ("[label]\nmodel = 3\n", "must be text in quotes"),
    ("[label]\ntaxonomy = 3\n", "must be text in quotes"),
    ('[acquire]\nocr = "always"\n', "auto or never, not 'always'"),
    ('[acquire]\nencoding = "utf-99"\n', "encoding: is not known: 'utf-99'"),
    ('[acquire]\ncolumns = "正文"\n', "a table of names"),
    ("[acquire]\ncolumns = {text = 1}\n", "a table of names"),
    ('[run]\nreleased = "x"\n', "a table of names"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_wrong_files_say_what_is_right(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "textmine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_settings(path)


def test_right_files_are_taken() -> None:
    tables = {
        "run": {"max_seconds": 30, "workers": 2},
        "acquire": {"encoding": "gbk", "columns": {"text": "正文"}, "ocr": "never"},
        "crawl": {"allow_private": True, "delay": 0.5},
    }
    made = make_settings(tables)
    assert (made.run.max_seconds, made.acquire.columns) == (30, (("text", "正文"),))


def test_the_digest_follows_its_stages() -> None:
    plain, other = Settings(), make_settings({"detect": {"segmenter": "jieba"}})
    assert plain.digest("clean") == other.digest("clean")
    assert plain.digest("detect") != other.digest("detect")
