"""A changed label stage labels again from what was kept, and gives what mining again would."""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.mining import SETTINGS, exported, mine_into
from textmine import resources
from textmine.run import pool
from textmine.run.running import run
from textmine.settings import LabelSettings, Settings
from textmine.store.corrections import Said, correct
from textmine.store.database import CaseDatabase
from textmine.store.file import schema
from textmine.store.out.lines import LineStore

pytestmark = pytest.mark.usefixtures("warm_workers")

REPORTS = resources.find("corpora/reports")
CHOSEN = ("deqing-points.docx", "linxian-cases.html", "party-compilation.txt", "yaoan-plan.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all tests of this file share."""
    return tmp_path_factory.mktemp("relabel")


@pytest.fixture(scope="module")
def reports(folder: Path) -> Path:
    reports = folder / "reports"
    reports.mkdir()
    for name in CHOSEN:
        shutil.copy(REPORTS / name, reports)
    (reports / "empty.txt").write_text("", encoding="utf-8")
    for file in reports.iterdir():  # a run opens what was changed just before it
        os.utime(file, (1_600_000_000, 1_600_000_000))
    return reports


@pytest.fixture(scope="module")
def mined(folder: Path, reports: Path, warm: str) -> Path:
    """The database that mining them gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "START_METHOD", warm)
        assert mine_into(folder / "mined.db", [reports]).relabelled == 0
    return folder / "mined.db"


@pytest.fixture
def old(mined: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(mined, tmp_path / "old.db"))


@pytest.fixture(scope="module")
def fewer(folder: Path) -> Settings:
    """Settings with a taxonomy of fewer patterns."""
    model = resources.find("models/patterns")
    text = (model / "taxonomy.toml").read_text(encoding="utf-8")
    head, *patterns = text.split("[[patterns]]")
    assert len(patterns) > 10
    file = folder / "fewer.toml"
    file.write_text("[[patterns]]".join([head, *patterns[:4]]), encoding="utf-8")
    return replace(SETTINGS, label=LabelSettings(taxonomy=str(file)))


@pytest.fixture(scope="module")
def other(folder: Path) -> Settings:
    """Settings with a model that takes other passages for practices: its weights are changed."""
    import numpy as np

    model = folder / "other"
    shutil.copytree(resources.find("models/patterns"), model)
    with np.load(model / "model.npz") as arrays:
        changed: dict[str, Any] = dict(arrays)
    changed["bias"] = changed["bias"] - 4.0
    np.savez_compressed(model / "model.npz", **changed)
    return replace(SETTINGS, label=LabelSettings(model=str(model)))


def rows(path: Path) -> list[tuple[Any, ...]]:
    """What search and counts read of practices and metrics."""
    practices, labels, metrics = schema.PRACTICES.c, schema.LABELS, schema.METRICS.c
    joined = schema.PRACTICES.join(labels, labels.c.practice == practices.key)
    owned = schema.METRICS.outerjoin(schema.PRACTICES, metrics.practice == practices.key)
    query = select(practices.id, practices.score, practices.subtypes, labels.c.code, labels.c.score)
    with CaseDatabase.open(path) as database, database.read() as connection:
        found = connection.execute(query.select_from(joined)).all()
        owners = connection.execute(select(metrics.id, practices.id).select_from(owned)).all()
    return sorted([*map(tuple, found), *map(tuple, owners)], key=str)


@pytest.mark.parametrize("name", ["fewer", "other"])
def test_labelled_again_is_as_mined_again(
    reports: Path, old: Path, tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    settings: Settings = request.getfixturevalue(name)
    new = tmp_path / "new.db"
    first = exported(old)
    after = mine_into(old, [reports], settings)
    fresh = mine_into(new, [reports], settings)
    assert exported(old) == exported(new) != first
    assert rows(old) == rows(new)
    assert (after.relabelled, fresh.relabelled) == (5, 0)
    assert (after.practices, after.metrics) == (fresh.practices, fresh.metrics)
    assert (mine_into(old, [reports], settings).skipped, after.skipped) == (5, 0)


def test_and_back_again(reports: Path, old: Path, other: Settings) -> None:
    first = exported(old), rows(old)
    mine_into(old, [reports], other)
    mine_into(old, [reports])
    assert (exported(old), rows(old)) == first


def test_no_source_is_opened(
    reports: Path, old: Path, other: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        assert reports not in self.parents, f"{self} was opened"
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    assert mine_into(old, [reports], other).relabelled == 5


@pytest.mark.parametrize("name", ["fewer", "other"])
def test_the_same_content_at_several_paths(
    reports: Path, tmp_path: Path, name: str, request: pytest.FixtureRequest
) -> None:
    settings: Settings = request.getfixturevalue(name)
    several = tmp_path / "several"
    for copy in ("a", "b"):
        shutil.copytree(reports, several / copy)
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    mine_into(old, [several])
    mine_into(old, [several], settings)
    mine_into(new, [several], settings)
    assert exported(old) == exported(new)
    assert rows(old) == rows(new)


def test_lines_are_labelled_again_too(reports: Path, tmp_path: Path, other: Settings) -> None:
    texts = []
    for name, steps in (("old.jsonl", (SETTINGS, other)), ("new.jsonl", (other,))):
        for settings in steps:
            with closing(LineStore(tmp_path / name)) as store:
                summary = run([reports], store, settings)
                store.finish(summary.names)
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    assert texts[0] == texts[1]


def test_what_people_corrected_holds(reports: Path, old: Path, other: Settings) -> None:
    with CaseDatabase.open(old) as database:
        practice = next(p for record in database.records() for p in record.practices)
        correct(database, practice.id, "name", "甲乙丙丁", Said(who="张三"))
    mine_into(old, [reports])
    mine_into(old, [reports], replace(SETTINGS, label=other.label))
    mine_into(old, [reports])
    with CaseDatabase.open(old) as database:
        assert database.practice(practice.id).practice.name == "甲乙丙丁"


def test_a_document_kept_without_passages_is_mined(
    reports: Path, old: Path, tmp_path: Path, other: Settings
) -> None:
    with CaseDatabase.open(old) as database, database.write() as connection:
        connection.execute(schema.SOURCES.update().values(drafts=None))
    assert mine_into(old, [reports], other).relabelled == 1  # the empty one
    new = tmp_path / "new.db"
    mine_into(new, [reports], other)
    assert exported(old) == exported(new)


@pytest.mark.parametrize("kept", [True, False])
def test_what_was_set_aside_in_an_archive_is_told_once(
    tmp_path: Path, other: Settings, kept: bool
) -> None:
    path, folder = tmp_path / "cases.db", tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.write(REPORTS / CHOSEN[0], CHOSEN[0])
        archive.writestr("empty.txt", "")
    mine_into(path, [folder])
    if not kept:
        with CaseDatabase.open(path) as database, database.write() as connection:
            connection.execute(schema.SOURCES.update().values(drafts=None))
    after = mine_into(path, [folder], other)
    assert [entry.document for entry in after.set_aside] == ["a.zip/empty.txt"]
    assert (after.relabelled, after.documents) == (int(kept), 1)
