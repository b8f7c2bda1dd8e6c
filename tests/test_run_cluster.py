"""On a cluster: the same records, whatever happens to a worker; parts become a database."""

from __future__ import annotations

import json
import os
import signal
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from generated import write_reports
from scans import scan, seen

from tests.commands import run

pytest.importorskip("distributed")

from textmine.errors import ResourceError, StoreError
from textmine.mine import load
from textmine.run import chunks, cluster
from textmine.run.addresses import AddressShelf, Remote, find_remote
from textmine.run.cluster import run_on_cluster
from textmine.run.partfiles import read_held
from textmine.settings import RunSettings, Settings
from textmine.store.database import CaseDatabase
from textmine.store.out.compare import compare_exports
from textmine.store.out.parts import Arriving, import_parts

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # dask's own
    pytest.mark.usefixtures("warm_workers"),
]


@pytest.fixture
def warm_cluster(warm: str) -> Iterator[None]:
    """Workers of a cluster in processes begin as `warm_workers` do."""
    import dask

    with dask.config.set({"distributed.worker.multiprocessing-method": warm}):
        yield


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = write_reports(tmp_path / "reports", 20)
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def here() -> Iterator[str]:
    """The address of a cluster whose workers are threads of this process: started at once."""
    from distributed import LocalCluster

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(processes=False, **options) as started:
        yield started.scheduler_address


def test_parts_become_the_database_that_a_run_here_gives(
    here: str,
    warm_cluster: None,
    reports: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "CHUNK_FILES", 8)
    parts = tmp_path / "parts"
    assert run("mine", reports, "--cluster", "local", "-o", parts).exit_code == 3
    assert len(list(parts.glob("*.ledger.parquet"))) == 3
    assert run("import", tmp_path / "a.db", parts).exit_code == 0
    assert run("mine", reports, "--db", tmp_path / "b.db").exit_code == 3
    assert compare_exports(tmp_path / "a.db", tmp_path / "b.db").differences == ()
    before = {path.name: path.stat().st_mtime_ns for path in parts.iterdir()}
    (reports / "new.txt").write_text("寿光市推行村企联建，建立联合党总支17个。", encoding="utf-8")
    assert run("mine", reports, "--cluster", here, "-o", parts).exit_code == 3
    after = {path.name: path.stat().st_mtime_ns for path in parts.iterdir()}
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 2


def test_a_database_takes_parts_in_as_they_come(
    here: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CHUNK_FILES", 4)
    monkeypatch.setattr(cluster, "LEAST_FILES", 4)
    parts, path = tmp_path / "parts", tmp_path / "a.db"
    changed = reports / "000" / "00002.txt"
    changed.write_text("寿光市推行村企联建，建立联合党总支17个。", encoding="utf-8")
    run_on_cluster([str(changed)], str(parts), here, Settings())  # an older part of one document
    text = changed.read_text(encoding="utf-8").replace("17", "117")
    (reports / "00002.txt").write_text(text, encoding="utf-8")

    class Ended(Exception):
        pass

    counts: list[int] = []
    with CaseDatabase.open(path) as database:
        arriving = Arriving(database, parts)

        def show(done: int, total: int, name: str) -> None:
            arriving.take()
            counts.append(len(database.entries()))
            if len(counts) == 3:
                raise Ended  # as by a kill

        with pytest.raises(Ended):
            run_on_cluster([str(reports)], str(parts), here, Settings(), show)
    assert counts == sorted(counts)  # a busy parent may find them all at once
    assert 0 < counts[-1] <= 22
    assert run("mine", reports, "--cluster", here, "-o", parts, "--db", path).exit_code == 3
    assert run("mine", reports, "--db", tmp_path / "b.db").exit_code == 3
    assert compare_exports(path, tmp_path / "b.db").differences == ()
    elsewhere = ("-o", "memory://parts", "--db", path)
    assert run("mine", reports, "--cluster", here, *elsewhere).exit_code == 2


def lethal(chunk: list[Remote], output: str, settings: Settings) -> Any:
    """`mine_chunk`, but one document kills every worker that it is given to."""
    if any("00003" in document.name for document in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return chunks.mine_chunk(chunk, output, settings)


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_a_worker_that_is_lost_costs_one_document(
    warm_cluster: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask

    reports = write_reports(tmp_path / "reports", 8)
    monkeypatch.setattr(cluster, "CHUNK_FILES", 4)
    real = cluster.Client.submit

    def submit(self: Any, task: Any, *arguments: Any, **options: Any) -> Any:
        task = lethal if task is chunks.mine_chunk else task
        return real(self, task, *arguments, **options)

    monkeypatch.setattr(cluster.Client, "submit", submit)
    parts = tmp_path / "parts"
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        settings = Settings(run=RunSettings(workers=1))
        entries = run_on_cluster([str(reports)], str(parts), "local", settings)
    aside = {entry.document: entry.reason for entry in entries if entry.reason}
    assert aside == {"000/00003.txt": "memory"}
    assert sum(entry.articles for entry in entries) == 7
    assert set(read_held(str(parts)).entries) == {entry.document for entry in entries}
    assert len(list(parts.glob("*.ledger.parquet"))) == 1  # of eight, for they are small


def test_a_scheduler_is_found_by_the_file_that_it_writes(
    here: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "scheduler.json"
    file.write_text(json.dumps({"address": here}), encoding="utf-8")
    with cluster.connect(str(file), Settings()) as client:
        assert len(client.nthreads()) == 2
    monkeypatch.setattr(cluster, "WAIT_SECONDS", 0.0)
    with pytest.raises(ResourceError, match="was written by no scheduler"):
        cluster.connect(str(tmp_path / "other.json"), Settings()).__enter__()


def test_chunks_are_smaller_where_documents_are_few() -> None:
    documents = [Remote(f"{n}.txt", f"file:///{n}.txt", 1_000) for n in range(1_000)]
    sizes = [{len(c) for c in cluster.chunks_of(documents[:n], 32)} for n in (5, 64, 640, 1_000)]
    assert sizes == [{5}, {8}, {20}, {31, 8}]
    assert {len(c) for c in cluster.chunks_of(documents * 20, 32)} == {256, 32}


def test_inputs_are_folders_globs_files_and_lists(reports: Path, tmp_path: Path) -> None:
    (reports / "000" / "~$lock.docx").write_text("", encoding="utf-8")
    listed = tmp_path / "list.txt"
    listed.write_text(f"{reports}/000/00001.txt\n\n{reports}/000/0001*.txt\n", encoding="utf-8")
    counts = [
        len(find_remote([address]))
        for address in (str(reports), f"{reports}/**/0000*.txt", f"@{listed}", f"file://{reports}")
    ]
    assert counts == [21, 10, 11, 21]
    assert find_remote([f"{reports}/000/00001.txt"])[0].name == "00001.txt"
    assert find_remote([f"{reports}/*/00001.txt"])[0].name == "000/00001.txt"


APART: list[tuple[list[str], list[str]]] = [
    (["a/09", "a/10"], ["09/r.txt", "10/r.txt", "s.txt"]),
    (["a/09/r.txt", "b/09/r.txt"], ["a/09/r.txt", "b/09/r.txt"]),
    (["a/09", "a/09/r.txt"], ["r.txt"]),  # one file
    (["a/09/r.txt", "a/*/r.txt"], ["10/r.txt", "r.txt"]),
    (["a", "b"], ["10/r.txt", "10/s.txt", "a/09/r.txt", "b/09/r.txt"]),
    (["a/../a/09", "a/10/r.txt"], ["09/r.txt", "10/r.txt"]),
]


@pytest.mark.parametrize("where", ["{}", "file://{}", "memory://{}"])
@pytest.mark.parametrize(("asked", "named"), APART)
def test_documents_of_one_name_at_addresses_are_named_apart(
    tmp_path: Path, where: str, asked: list[str], named: list[str]
) -> None:
    import fsspec

    root = where.format(tmp_path)
    if "memory" in root and any(".." in each for each in asked):
        pytest.skip("an address has no ..")
    for name in ("a/09/r.txt", "a/10/r.txt", "a/10/s.txt", "b/09/r.txt"):
        with fsspec.open(f"{root}/{name}", "w", auto_mkdir=True) as file:
            file.write(f"寿光市推行村企联建，建立联合党总支17个，见{name}。")
    found = find_remote([f"{root}/{each}" for each in asked])
    assert [each.name for each in found] == named
    output = f"{root}/parts"
    done = chunks.mine_chunk(found, output, Settings())
    assert [entry.document for entry in done.entries] == named
    assert {each.document for each in read_held(output).entries.values()} == set(named)
    assert len({entry.digest for entry in done.entries}) == len(named)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("memory://r.txt", ["r.txt"]),
        ("s3://bucket/a/r.txt", ["a/r.txt", "bucket/a/r.txt", "bucket/a/r.txt"]),
        ("file:///a/r.txt", ["a/r.txt", "a/r.txt"]),
    ],
)
def test_no_name_goes_beyond_the_top(address: str, names: list[str]) -> None:
    document = Remote("r.txt", address, 1)
    for name in names:
        document = document.from_above()
        assert document.name == name


def mined_at(root: str, folder: str, here: str) -> dict[str, str]:
    """The text of each document in the parts after a run over a folder, without its first line."""
    import fsspec
    import pyarrow.parquet as pq

    run_on_cluster([f"{root}/{folder}"], f"{root}/parts", here, Settings())
    files, output = fsspec.core.url_to_fs(f"{root}/parts")
    held = read_held(f"{root}/parts")
    digests = {entry.digest for entry in held.entries.values()}
    rows = [
        row
        for path in files.glob(f"{output}/*.parquet")
        if "ledger" not in path
        for row in pq.read_table(files.open(path)).to_pylist()
    ]
    return {row["document"]: row["decoded"][-8:] for row in rows if row["sha256"] in digests}


@pytest.mark.parametrize("where", ["{}", "memory://{}"])
def test_documents_of_one_name_in_two_runs_both_stay(here: str, tmp_path: Path, where: str) -> None:
    import fsspec

    root = where.format(tmp_path)

    def write(name: str, last: str) -> None:
        with fsspec.open(f"{root}/{name}", "w", auto_mkdir=True, encoding="utf-8") as file:
            file.write(
                f"寿光市推行村企联建，组织企业与村结对共建，建立联合党总支。\n共有党员{last}名。"
            )

    write("a/r.txt", "101")
    write("b/r.txt", "202")  # of the same size
    assert mined_at(root, "a", here) == {"r.txt": "共有党员101名。"[-8:]}
    both = {"r.txt": "共有党员101名。"[-8:], "b/r.txt": "共有党员202名。"[-8:]}
    for folder in "bab":
        assert mined_at(root, folder, here) == both
    write("b/r.txt", "3033")
    both["b/r.txt"] = "共有党员3033名。"[-8:]
    assert mined_at(root, "b", here) == both
    files, folder = fsspec.core.url_to_fs(f"{root}/a")
    files.mv(folder, folder.replace("/a", "/c"), recursive=True)
    assert mined_at(root, "c", here) == both
    if not root.startswith("memory"):
        with CaseDatabase.open(tmp_path / "cases.db") as database:
            import_parts(database, tmp_path / "parts")
            assert {record.source.path for record in database.records()} == set(both)


def test_what_was_guessed_of_addresses_is_told(here: str, tmp_path: Path) -> None:
    text = "寿光市推行村企联建，组织企业与村结对共建，建立联合党总支17个。"
    for number, name in enumerate(("a/r.txt", "b/r.txt"), 1):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text * number, encoding="utf-8")
    run("mine", tmp_path / "a", "--cluster", here, "-o", tmp_path / "parts")
    (tmp_path / "a").rename(tmp_path / "away")
    said = run("mine", tmp_path / "b", "--cluster", here, "-o", tmp_path / "parts").stderr
    assert "1 document kept beside what bears the same name: b/r.txt (r.txt)" in said


def test_a_document_elsewhere_is_fetched(reports: Path, tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/in/a/1.txt", (reports / "000" / "00001.txt").read_bytes())
    (document,) = find_remote(["memory://in"])
    assert (document.name, document.size > 100) == ("a/1.txt", True)
    done = chunks.mine_chunk([document], "memory://out", Settings())
    assert [(entry.document, entry.status) for entry in done.entries] == [("a/1.txt", "mined")]
    assert set(read_held("memory://out").entries) == {"a/1.txt"}


def test_a_document_that_takes_too_long_is_set_aside(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = chunks.mine_document

    def slow(document: Any, *rest: Any, **more: Any) -> Any:
        while "00003" in document.name:
            sum(range(1000))
        return real(document, *rest, **more)

    monkeypatch.setattr(chunks, "mine_document", slow)
    settings, output = Settings(run=RunSettings(max_seconds=3)), str(tmp_path / "parts")
    load(settings)  # what is loaded when first used does not count
    done = chunks.mine_chunk(find_remote([str(reports)])[:6], output, settings)
    aside = {each.document: (each.reason, each.message) for each in done.entries if each.reason}
    assert aside == {
        "000/00003.txt": ("timeout", "took longer than 3 seconds (settings: max_seconds)")
    }
    assert sum(entry.articles for entry in done.entries) == 5


def test_a_deadline_that_is_met_raises_nothing() -> None:
    from textmine.run.deadline import deadline

    for _ in range(200):
        with deadline(1.0):
            pass
    time.sleep(2.2)  # twice the time ends the process


def test_what_is_confirmed_is_taken_in(here: str, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 2)
    (reports / "empty.txt").write_text("", encoding="utf-8")
    parts, marked = tmp_path / "parts", "内部资料\n寿光市推行村企联建，建立联合党总支17个。\n"
    (reports / "marked.txt").write_text(marked, encoding="utf-8")
    with zipfile.ZipFile(reports / "a.zip", "w") as archive:
        archive.writestr("inner.txt", marked * 2)

    def held() -> list[str]:
        run("mine", reports, "--cluster", here, "-o", parts)
        entries = read_held(str(parts)).entries.values()
        return sorted(entry.document for entry in entries if entry.reason == "confidential")

    first = held()
    assert "marked.txt" in first
    assert len(first) == 2
    assert run("confirm", parts, *first, "--who", "张三").exit_code == 0
    assert held() == []
    with pytest.raises(StoreError, match="is not held back"):
        run("confirm", parts, "empty.txt")
    assert run("import", tmp_path / "a.db", parts).exit_code == 0
    assert run("mine", reports, "--db", tmp_path / "b.db").exit_code == 3
    assert run("confirm", tmp_path / "b.db", *first).exit_code == 0
    assert run("mine", reports, "--db", tmp_path / "b.db").exit_code == 3
    assert compare_exports(tmp_path / "a.db", tmp_path / "b.db").differences == ()


def test_of_what_was_mined_twice_the_latest_counts(reports: Path, tmp_path: Path) -> None:
    parts, file = str(tmp_path / "parts"), reports / "000" / "00001.txt"
    for number in range(4):
        text = "寿光市推行村企联建，建立联合党总支17个。" * (number + 1)
        file.write_text(text, encoding="utf-8")
        chunks.mine_chunk(find_remote([str(file)]), parts, Settings())
        assert read_held(parts).entries["00001.txt"].size == len(text.encode())
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        import_parts(database, Path(parts))
        (record,) = database.records()
    assert record.text.count("17个") == 4


# ---- pictures of text ---------------------------------------------------------------------------
@pytest.fixture
def scans(engine: Path, tmp_path: Path) -> Path:
    """Three reports of text, and two of pictures: one alone, one in an archive."""
    folder = write_reports(tmp_path / "reports", 3)
    (folder / "000" / "00001a.pdf").write_bytes(scan(1, 2, 3))
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("scan.pdf", scan(2, 3))
    return folder


def test_scans_are_tasks_of_their_own(
    warm_cluster: None, engine: Path, scans: Path, tmp_path: Path
) -> None:
    parts, told = tmp_path / "parts", []
    settings = Settings(run=RunSettings(workers=1))
    entries = run_on_cluster(
        [str(scans)], str(parts), "local", settings, lambda done, _, name: told.append((done, name))
    )
    names = ["000/00000.txt", "000/00001.txt", "000/00001a.pdf", "000/00002.txt", "more.zip"]
    assert [(entry.document, entry.articles) for entry in entries] == [(name, 1) for name in names]
    assert told == [(3, names[0]), (4, names[2]), (5, names[4])]
    assert len(list(parts.glob("*.ledger.parquet"))) == 3  # one of texts, one for each scan
    assert seen(engine) == [1, 2, 3]  # the pages of the archive were kept by then
    assert run("import", tmp_path / "a.db", parts).exit_code == 0
    assert run("mine", scans, "--db", tmp_path / "b.db").exit_code == 0
    assert compare_exports(tmp_path / "a.db", tmp_path / "b.db").differences == ()
    run_on_cluster([str(scans)], str(parts), "local", settings)
    assert len(seen(engine)) == 6  # those of b.db alone


def test_of_a_scan_that_killed_its_workers_the_pages_before_are_kept(
    warm_cluster: None, engine: Path, scans: Path, tmp_path: Path
) -> None:
    import dask

    (engine / "poison").write_text("3", encoding="utf-8")
    parts, settings = str(tmp_path / "parts"), Settings(run=RunSettings(workers=1))
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        killed = run_on_cluster([str(scans)], parts, "local", settings)
    aside = {entry.document: entry.reason for entry in killed if entry.reason}
    assert aside == {"000/00001a.pdf": "memory", "more.zip": "memory"}
    assert sorted(set(seen(engine))) == [1, 2, 3]
    assert [seen(engine).count(page) for page in (1, 2)] == [1, 1]


def test_on_a_cluster_the_clock_counts_a_page(
    engine: Path, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[list[int]] = []

    @contextmanager
    def watched(_: float) -> Iterator[Any]:
        yield lambda: begun.append(seen(engine))

    monkeypatch.setattr(chunks, "deadline", watched)
    (document,) = find_remote([f"{scans}/000/*.pdf"])
    put_off = chunks.mine_chunk([document], str(tmp_path / "parts"), Settings())
    assert (put_off.entries, put_off.scans, seen(engine)) == ((), (document,), [])
    done = chunks.mine_scans([document], str(tmp_path / "parts"), Settings())
    assert [(each.document, each.reason) for each in done.entries] == [("00001a.pdf", None)]
    assert (begun, seen(engine)) == ([[], [1], [1, 2]], [1, 2, 3])


def test_recognised_pages_at_an_address() -> None:
    shelf = AddressShelf("memory://pages")
    with pytest.raises(OSError, match="ab"):
        shelf.read("ab/abc.json")
    shelf.write("ab/abc.json", "[]")
    assert shelf.read("ab/abc.json") == "[]"
