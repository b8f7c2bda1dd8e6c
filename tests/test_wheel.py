"""An installed wheel works from an empty folder, with all that we ship and no checkout beside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel would install."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


def textmine(site: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "textmine", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_it_mines_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    reports = installed / "textmine" / "shipped" / "corpora" / "reports"
    run = textmine(installed, tmp_path, "mine", str(reports), "--format", "jsonl", "-o", "o.jsonl")
    assert run.returncode == 0, run.stderr
    lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 21
    assert all(json.loads(line)["text"] for line in lines)


def test_what_is_shipped_is_there(installed: Path) -> None:
    shipped = installed / "textmine" / "shipped"
    for name in ("models/patterns/model.npz", "models/patterns/taxonomy.toml", "NOTICE",
                 "corpora/gazetteer", "corpora/practices"):  # fmt: skip
        assert (shipped / name).exists(), name
    assert (installed / "textmine" / "py.typed").exists()


def test_training_works_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    corpus = installed / "textmine" / "shipped" / "corpora" / "governance"
    run = textmine(installed, tmp_path, "train", "--corpus", str(corpus), "-o", "model")
    assert run.returncode == 0, run.stderr
    text = "街道开通接诉即办平台，群众诉求由系统自动派单，十分钟内响应，办结率98%。"
    (tmp_path / "a.txt").write_text(
        f"二、主要做法。一是接诉即办。{text}二是数据共享。{text}", "utf-8"
    )
    mined = textmine(
        installed,
        tmp_path,
        "mine",
        "a.txt",
        "--model",
        "model",
        "--format",
        "jsonl",
        "-o",
        "o.jsonl",
    )
    assert mined.returncode == 0, mined.stderr
    record = json.loads((tmp_path / "o.jsonl").read_text(encoding="utf-8"))
    assert record["pipeline"]["model"].startswith("model@")
