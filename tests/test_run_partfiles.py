"""Small parts become one, and whenever that is interrupted nothing is lost or told twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from records import P, make_entry, simple

pytest.importorskip("fsspec")
from fsspec.implementations.local import LocalFileSystem

from textmine.run import partfiles
from textmine.run.addresses import Remote
from textmine.run.partfiles import find_joints, join_parts, read_held, write_part
from textmine.run.results import Result
from textmine.store.database import CaseDatabase
from textmine.store.out.export import Export, write_export
from textmine.store.out.parts import import_parts

COUNT = 9
OPERATIONS = ("pipe_file", "mv", "rm_file")


def result(name: str, text: str) -> Result:
    outcome = simple(name, P(text=text))
    return Result(outcome, replace(make_entry(outcome), size=len(text)))


def add(output: Path, *told: tuple[str, str]) -> None:
    """A part with a document for each (name, text)."""
    results = [result(name, text) for name, text in told]
    remotes = [Remote(name, f"file:///{name}", len(text)) for name, text in told]
    write_part(str(output), remotes, results)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Nine parts of a document each; the first document stands in another one anew."""
    folder = tmp_path / "parts"
    for number in range(COUNT):
        add(folder, (f"{number}.txt", f"寿光市第{number}个村与企业结对，修路{number + 3}里。"))
    add(folder, ("0.txt", "寿光市的村与企业结对，修路一百里，种树三千棵。"))
    return folder


def join(output: Path) -> None:
    for joint in list(find_joints(str(output))):
        join_parts(str(output), joint)


def exported(output: Path, path: Path) -> bytes:
    """What a database of the parts exports."""
    path.unlink(missing_ok=True)
    with CaseDatabase.open(path) as database:
        import_parts(database, output)
        write_export(database, path.with_suffix(".jsonl"), Export(form="jsonl", codebook=False))
    return path.with_suffix(".jsonl").read_bytes()


def names(output: Path) -> list[str]:
    return sorted(path.name for path in output.iterdir())


def test_small_parts_become_one(output: Path, tmp_path: Path) -> None:
    ledger, before = read_held(str(output)).entries, exported(output, tmp_path / "a.db")
    join(output)
    part, beside = sorted(names(output), key=len)
    assert (part.startswith("part-joined-"), part.replace(".", ".ledger.")) == (True, beside)
    assert read_held(str(output)).entries == ledger
    assert exported(output, tmp_path / "b.db") == before
    assert before.count(b"\n") == COUNT
    assert "种树三千棵".encode() in before
    add(output, ("0.txt", "寿光市的村与企业不再结对，各修各的路，各种各的树。"))
    assert read_held(str(output)).entries["0.txt"].size == 25
    join(output)
    assert len(names(output)) == 4  # two are too few


def test_a_document_that_a_large_part_has_anew_is_left_out(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(output, *((f"{n}.txt", "一" * 500 + f"第{n}次修路。") for n in range(4)))
    large = max(output.glob("*.parquet"), key=lambda path: path.stat().st_size)
    monkeypatch.setattr(partfiles, "SMALL", large.stat().st_size)
    ledger = read_held(str(output)).entries
    (joint,) = find_joints(str(output))
    assert large.stem not in joint.stale
    assert sorted(d for stale in joint.stale.values() for d in stale) == sorted(
        ["0.txt", "0.txt", "1.txt", "2.txt", "3.txt"]
    )
    join(output)
    assert read_held(str(output)).entries == ledger


class Ended(BaseException):
    """The process ends here."""


@pytest.fixture
def ends_after(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Lets so many operations on files through, then ends."""
    real = {name: getattr(LocalFileSystem, name) for name in OPERATIONS}
    left = [0]

    def make(name: str) -> Any:
        def operate(self: Any, *arguments: Any, **options: Any) -> Any:
            if left[0] == 0:
                raise Ended
            left[0] -= 1
            return real[name](self, *arguments, **options)

        return operate

    def arm(count: int) -> None:
        left[0] = count
        for name in OPERATIONS:
            monkeypatch.setattr(LocalFileSystem, name, make(name))

    yield arm
    monkeypatch.undo()


# Two files are written and moved, then those of ten pieces removed.
@pytest.mark.parametrize("operations", [1, 3, 4, 5, 14])
def test_joining_is_interrupted(
    output: Path, tmp_path: Path, ends_after: Any, operations: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, before = read_held(str(output)).entries, exported(output, tmp_path / "a.db")
    (joint,) = find_joints(str(output))
    ends_after(operations)
    with pytest.raises(Ended):
        join_parts(str(output), joint)
    monkeypatch.undo()
    assert read_held(str(output)).entries == ledger
    assert exported(output, tmp_path / "b.db") == before
    again = tmp_path / "again"
    again.mkdir()
    for path in output.iterdir():
        (again / path.name).write_bytes(path.read_bytes())
    join_parts(str(output), joint)  # by another worker
    assert [name for name in names(output) if not name.endswith(".tmp")] == [
        f"{joint.name}.ledger.parquet", f"{joint.name}.parquet",
    ]  # fmt: skip
    monkeypatch.setattr(partfiles, "LEAST", 1)
    join(again)  # by the next run
    assert len([name for name in names(again) if not name.endswith(".tmp")]) == 2
    assert read_held(str(again)).entries == ledger == read_held(str(output)).entries
    assert exported(again, tmp_path / "c.db") == before
