"""What several tests share: where the development data is, pipelines, workers, a database."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from scans import FAKE
from spacy.language import Language

from tests.pipelines import pipeline
from textmine.acquire.paged import ocr
from textmine.mine import load
from textmine.run import pool

# Machines differ: no test fails for being slow.
settings.register_profile("textmine", deadline=None)
settings.load_profile("textmine")

os.environ["LC_ALL"] = "C.UTF-8"  # the terminal speaks English, whoever runs the tests

TESTS = Path(__file__).parent
SHARED = TESTS.parents[1] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout; the test is skipped where it is absent."""
    if not SHARED.exists():
        pytest.skip("the development data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline."""
    return load()


@pytest.fixture(scope="session")
def blank() -> Language:
    """A pipeline that only segments."""
    return pipeline()


@pytest.fixture(scope="session")
def structured() -> Language:
    """A pipeline that finds sentences, headings, items and sections."""
    return pipeline("textmine_structure")


@pytest.fixture(scope="session")
def warm() -> str:
    """How processes begin as copies of one that has loaded what workers need (`warm.py`).

    The method of every system where this one has no such.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    from multiprocessing import forkserver  # which not every system has

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), str(TESTS.parent)]))
        multiprocessing.set_forkserver_preload(["warm"])
        forkserver.ensure_running()
    return "forkserver"


@pytest.fixture
def warm_workers(warm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers begin within a tenth of a second, not after three.

    A test that is about how they begin asks for `cold_workers`; commands in a process of their
    own begin them as everywhere.
    """
    monkeypatch.setattr(pool, "START_METHOD", warm)


@pytest.fixture
def cold_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers begin as they do for everybody; named after `warm_workers`, it has the last word."""
    monkeypatch.setattr(pool, "START_METHOD", "spawn")


@pytest.fixture(scope="module")
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """What a module calls `OUTCOMES`, in a database that its tests only ask."""
    from tests.records import holding  # SQLAlchemy takes a while to load

    with holding(tmp_path_factory.mktemp("asked"), *request.module.OUTCOMES) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of the page's tests."""
    from tests.web import make_database  # the page takes a second to load

    return make_database(tmp_path / "cases.db")


@pytest.fixture
def client(path: Path) -> Iterator[Any]:
    """Somebody who looks at it."""
    from tests.web import make_client

    with make_client(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Somebody who changes nothing, so that a module's tests share the database."""
    from tests.web import make_client, make_database

    with make_client(make_database(tmp_path_factory.mktemp("web") / "cases.db")) as opened:
        yield opened


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An engine of recognition that everybody finds, workers too; its folder."""
    folder = tmp_path / "engine"
    folder.mkdir()
    shutil.copy(FAKE, folder)
    monkeypatch.syspath_prepend(str(folder))
    sys.modules.pop("rapidocr", None)
    ocr._engine.cache_clear()
    yield folder
    sys.modules.pop("rapidocr", None)
    ocr._engine.cache_clear()
