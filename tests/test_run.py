"""Runs: what is done is skipped, order and workers change nothing, limits are kept."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from textmine.errors import SourceError
from textmine.run import pool
from textmine.run.documents import Document, find_documents
from textmine.run.pool import chunks_of
from textmine.run.running import Summary, Wish, run
from textmine.settings import RunSettings, Settings
from textmine.store.database import CaseDatabase
from textmine.store.out.lines import LineStore

TEXT = (
    "{place}推行村企联建。二是组织{n}家企业与{n}个村结对，建立联合党总支{n}个，培训党员1400人次。"
)

pytestmark = pytest.mark.usefixtures("warm_workers")
PLACES = ["寿光市", "慈溪市", "昆山市", "安岳县", "定西市"]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "deep").mkdir(parents=True)
    for number, place in enumerate(PLACES):
        path = folder / ("deep" if number % 2 else ".") / f"{number}.txt"
        path.write_text(TEXT.format(place=place, n=number + 11), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def mine_into(path: Path, folder: Path, workers: int = 1, **options: bool) -> Summary:
    settings = Settings(run=RunSettings(workers=workers))
    with closing(LineStore(path)) as store:
        summary = run([folder], store, settings, Wish(**options))
        store.finish(summary.names)
    return summary


def test_a_run_and_another(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    first = mine_into(out, reports)
    text = out.read_text(encoding="utf-8")
    paths = [json.loads(line)["source"]["path"] for line in text.splitlines()]
    assert paths == ["0.txt", "2.txt", "4.txt", "deep/1.txt", "deep/3.txt"]
    assert (first.documents, first.skipped, first.articles) == (6, 0, 5)
    assert [(e.document, e.reason) for e in first.set_aside] == [("empty.txt", "no_text")]
    second = mine_into(out, reports)
    assert (second.documents, second.skipped, second.articles) == (6, 6, 5)
    assert out.read_text(encoding="utf-8") == text


def test_workers_change_nothing(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, cold = (tmp_path / f"{name}.jsonl" for name in ("one", "two", "cold"))
    mine_into(one, reports, workers=1)
    mine_into(two, reports, workers=2)
    monkeypatch.setattr(pool, "START_METHOD", "spawn")  # as they begin for everybody
    mine_into(cold, reports, workers=1)
    assert one.read_bytes() == two.read_bytes() == cold.read_bytes()


def test_a_changed_document_is_mined_again(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    mine_into(out, reports)
    (reports / "0.txt").write_text(TEXT.format(place="诸城市", n=99), encoding="utf-8")
    assert mine_into(out, reports).skipped == 5
    assert "诸城市" in out.read_text(encoding="utf-8")


def test_what_was_set_aside_can_be_tried_again(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    mine_into(out, reports)
    assert mine_into(out, reports, retry_failed=True).skipped == 5


@pytest.mark.parametrize(
    ("limits", "reason"),
    [({"max_seconds": 0.1}, "timeout"), ({"max_memory_mb": 1}, "memory")],
)
def test_limits(cold_workers: None, tmp_path: Path, limits: dict[str, float], reason: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    line = TEXT.format(place="寿光市", n=12)
    (folder / "long.txt").write_text("\n".join([line] * 20_000), encoding="utf-8")
    settings = Settings(run=replace(RunSettings(), **limits))
    with closing(LineStore(tmp_path / "out.jsonl")) as store:
        summary = run([folder], store, settings)
    assert [entry.reason for entry in summary.set_aside] == [reason]


def test_documents_are_named_by_what_the_user_named(reports: Path) -> None:
    assert [d.name for d in find_documents([reports])][:2] == ["0.txt", "2.txt"]
    assert [d.name for d in find_documents([reports / "deep" / "1.txt"])] == ["1.txt"]


def write_all(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


NINE, TEN, ELSEWHERE = "a/09/r.txt", "a/10/r.txt", "b/09/r.txt"
ALIKE: list[tuple[list[str], dict[str, str]]] = [
    (["a/09", "a/10"], {"09/r.txt": NINE, "10/r.txt": TEN, "s.txt": "a/10/s.txt"}),
    (["a/10", "a/09"], {"09/r.txt": NINE, "10/r.txt": TEN, "s.txt": "a/10/s.txt"}),
    ([NINE, TEN], {"09/r.txt": NINE, "10/r.txt": TEN}),
    (["a/09", "b/09"], {NINE: NINE, ELSEWHERE: ELSEWHERE}),
    ([NINE, TEN, "b"], {NINE: NINE, "10/r.txt": TEN, ELSEWHERE: ELSEWHERE}),
    (["a/09", NINE], {"r.txt": NINE}),
    (["a"], {"09/r.txt": NINE, "10/r.txt": TEN, "10/s.txt": "a/10/s.txt"}),
]


@pytest.mark.parametrize(("asked", "named"), ALIKE)
def test_files_of_one_name_are_named_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], named: dict[str, str]
) -> None:
    write_all(tmp_path, NINE, TEN, "a/10/s.txt", ELSEWHERE)
    monkeypatch.chdir(tmp_path)
    found = find_documents([Path(each) for each in asked])
    assert {each.name: each.path.read_text(encoding="utf-8") for each in found} == named
    assert [each.name for each in found] == sorted(named)


WRITTEN = (
    "c.db c.db-wal c.db-shm c.db.files/x/a.txt c.db.scans/y o.jsonl o.jsonl.part o.jsonl.run.db"
).split()


@pytest.mark.parametrize(
    ("target", "left"),
    [("c.db", WRITTEN[5:]), ("o.jsonl", WRITTEN[:5]), ("elsewhere/c.db", WRITTEN), (None, WRITTEN)],
)
def test_what_a_run_writes_is_no_document(
    tmp_path: Path, target: str | None, left: list[str]
) -> None:
    write_all(tmp_path, "c.db.txt", *WRITTEN)
    found = find_documents([tmp_path], tmp_path / target if target else None)
    assert {document.name for document in found} == {"c.db.txt", *left}
    uploaded = find_documents([tmp_path / "c.db.files"], tmp_path / "c.db")
    assert [document.name for document in uploaded] == ["x/a.txt"]


def test_a_run_into_the_folder_of_the_reports(reports: Path) -> None:
    known = {document.name for document in find_documents([reports])}
    for _ in range(2):
        with CaseDatabase.open(reports / "cases.db") as database:
            assert set(run([reports], database, Settings()).names) == known


def test_chunks_keep_order_and_number(tmp_path: Path) -> None:
    documents = [Document(str(i), tmp_path / "gone", tmp_path) for i in range(150)]
    chunks = list(chunks_of(documents))
    assert [len(chunk) for chunk in chunks] == [64, 64, 22]
    assert [index for chunk in chunks for index, _ in chunk] == list(range(150))


def test_a_mistake_of_ours_is_kept_with_its_trace(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textmine.mine import load
    from textmine.run import attempt

    def broken(*_: object) -> None:
        raise KeyError("a rule that is not there")

    monkeypatch.setattr(attempt, "mine_page", broken)
    document = find_documents([reports / "0.txt"])[0]
    entry = attempt.mine_document(document, load(), Settings()).entry
    assert (entry.status, entry.reason) == ("set aside", "internal")
    assert "a rule that is not there" in (entry.trace or "")


def test_every_error_is_an_entry(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from textmine.mine import load
    from textmine.run import attempt

    for kind in SourceError.__subclasses__():

        def fail(*_: object, kind: type[SourceError] = kind) -> None:
            raise kind("0.txt", "as the test wants it")

        monkeypatch.setattr(attempt, "mine_page", fail)
        document = find_documents([reports / "0.txt"])[0]
        result = attempt.mine_document(document, load(), Settings())
        assert (result.entry.reason, result.members) == (kind.reason, ())


class Pipe:
    """What a worker is told by its parent, and what it answers."""

    def __init__(self, *chunks: list[tuple[int, Document]] | None) -> None:
        self.chunks = list(chunks)
        self.sent: list[object] = []

    def recv(self) -> list[tuple[int, Document]] | None:
        return self.chunks.pop(0)

    def send(self, message: object) -> None:
        self.sent.append(message)


def test_the_clock_counts_each_article_of_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textmine.run import worker

    rows = [f"{place},{TEXT.format(place=place, n=12)}" for place in PLACES]
    (tmp_path / "t.csv").write_text("\n".join(["题名,正文", *rows]), encoding="utf-8")
    (document,) = find_documents([tmp_path / "t.csv"])
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    pipe = Pipe([(7, document)], None)
    worker.work(pipe, Settings(), worker.as_it_is)  # type: ignore[arg-type]
    *begun, finished = pipe.sent
    assert begun == [worker.Started(7)] * len(PLACES)
    assert isinstance(finished, worker.Finished)
    assert finished.result.entry.articles == len(PLACES)
