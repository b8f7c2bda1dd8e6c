"""Which document a file is: nothing that was held is lost, nothing is held twice for a move."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mining import exported, mine_into

from tests.commands import run
from textmine.run.documents import find_documents, stamp_of
from textmine.run.recognising import Held, Recognised, recognise_files
from textmine.run.running import Summary
from textmine.store.corrections import Said, correct
from textmine.store.database import CaseDatabase
from textmine.store.file.entries import Entry
from textmine.store.into.merge import merge_database

pytestmark = pytest.mark.usefixtures("warm_workers")


@dataclass
class Ledger:
    """What a sink would hold after runs over folders of *home*."""

    home: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def mine(self, asked: Sequence[str]) -> Recognised:
        found = find_documents([self.home / each for each in asked])
        recognised = recognise_files(found, Held(dict(self.entries), dict(self.files)))
        names = [document.name for document in recognised.documents]
        assert names == sorted(set(names))
        for document in recognised.documents:
            stamp = stamp_of(document.path)
            seen = document.path.stat()
            self.entries[document.name] = Entry(
                document=document.name,
                digest=stamp.digest,
                size=seen.st_size,
                mtime=seen.st_mtime_ns,
                stages={},
                status="mined",
                articles=1,
            )
            self.texts[document.name] = document.path.read_text(encoding="utf-8")
        self.files.update(recognised.files)
        return recognised

    def do(self, step: str) -> Recognised | None:
        """`write FILE TEXT`, `move FROM TO`, `copy FROM TO`, `forget` or `mine FOLDER…`."""
        verb, *rest = step.split()
        paths = [self.home / each for each in rest]
        if verb == "mine":
            return self.mine(rest)
        if verb == "write":
            paths[0].parent.mkdir(parents=True, exist_ok=True)
            paths[0].write_text(rest[1], encoding="utf-8")
        elif verb == "move":
            paths[1].parent.mkdir(parents=True, exist_ok=True)
            paths[0].rename(paths[1])
        elif verb == "copy":
            shutil.copytree(*paths)
        elif verb == "forget":  # as in a database of an older version
            self.files.clear()
        return None


TWO = ["write a/r.txt one", "write b/r.txt two"]
PLAIN: list[tuple[list[str], dict[str, str]]] = [
    # two folders, on two days: both stay, in either order, again and again
    ([*TWO, "mine a", "mine b"], {"r.txt": "one", "b/r.txt": "two"}),
    ([*TWO, "mine b", "mine a"], {"r.txt": "two", "a/r.txt": "one"}),
    ([*TWO, "mine a", "mine b", "mine a", "mine b"], {"r.txt": "one", "b/r.txt": "two"}),
    ([*TWO, "mine a/r.txt", "mine b/r.txt"], {"r.txt": "one", "b/r.txt": "two"}),
    ([*TWO, "mine a", "mine a b"], {"r.txt": "one", "b/r.txt": "two"}),
    ([*TWO, "mine a b", "mine a"], {"a/r.txt": "one", "b/r.txt": "two"}),
    ([*TWO, "write c/b/r.txt three", "mine a", "mine b", "mine c/b"],
     {"r.txt": "one", "b/r.txt": "two", "c/b/r.txt": "three"}),
    # a changed file takes the place of what it said before, and of that alone
    (["write a/r.txt one", "mine a", "write a/r.txt new", "mine a"], {"r.txt": "new"}),
    ([*TWO, "mine a", "mine b", "write b/r.txt new", "mine b"], {"r.txt": "one", "b/r.txt": "new"}),
    ([*TWO, "mine a", "mine b", "write a/r.txt new", "mine a"], {"r.txt": "new", "b/r.txt": "two"}),
    ([*TWO, "mine a b", "write a/r.txt new", "mine a"], {"a/r.txt": "new", "b/r.txt": "two"}),
    # whichever folder is named, the file is the same document
    (["write a/x/r.txt one", "mine a", "write a/x/r.txt new", "mine a/x"], {"x/r.txt": "new"}),
    (["write a/x/r.txt one", "mine a/x", "write a/x/r.txt new", "mine a"], {"r.txt": "new"}),
    # a folder that was moved
    (["write a/r.txt one", "mine a", "move a c", "mine c"], {"r.txt": "one"}),
    (["write a/r.txt one", "mine a", "move a c", "mine c", "write c/r.txt new", "mine c"],
     {"r.txt": "new"}),
    (["write a/r.txt one", "write a/s.txt s", "mine a", "move a c", "write c/r.txt new", "mine c"],
     {"r.txt": "new", "s.txt": "s"}),
    # a copy: one document while both say the same, then two
    (["write a/r.txt one", "mine a", "copy a c", "mine c"], {"r.txt": "one"}),
    (["write a/r.txt one", "mine a", "copy a c", "mine c", "write c/r.txt new", "mine c"],
     {"r.txt": "one", "c/r.txt": "new"}),
    (["write a/r.txt one", "mine a", "copy a c", "mine c", "write a/r.txt new", "mine a"],
     {"r.txt": "one", "a/r.txt": "new"}),
    (["write a/r.txt one", "write a/s.txt s", "mine a", "copy a c", "write c/r.txt new", "mine c"],
     {"r.txt": "one", "c/r.txt": "new", "s.txt": "s"}),
    # its files are noted again by what they say, where no one knows where they lay
    ([*TWO, "mine a", "forget", "mine a", "mine b"], {"r.txt": "one", "b/r.txt": "two"}),
    ([*TWO, "mine a", "mine b", "forget", "mine b", "mine a"], {"r.txt": "one", "b/r.txt": "two"}),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "texts"), PLAIN)
def test_what_is_plain(tmp_path: Path, steps: list[str], texts: Mapping[str, str]) -> None:
    ledger = Ledger(tmp_path)
    for step in steps:
        ledger.do(step)
    assert ledger.texts == texts
    again = ledger.do(steps[-1])
    assert again
    assert (again.moved, again.beside, again.files) == ([], {}, {})
    assert ledger.texts == texts


MANY = [f"write a/{n}.txt old{n}" for n in range(4)]
GUESSED: list[tuple[list[str], list[str], dict[str, str]]] = [
    # moved, and changed before it was mined again: most of it says the same
    ([*MANY, "mine a", "move a c", "write c/0.txt new", "mine c"], ["0.txt"], {}),
    # all of it is other text: the old folder may only be on a drive that is not here
    ([*MANY[:1], "mine a", "move a away", "write c/0.txt new", "mine c"], [], {"c/0.txt": "0.txt"}),
    # a few files in common with a folder that is gone
    ([*MANY, "mine a", "move a c", *(f"write c/{n}.txt new" for n in range(3)), "mine c"],
     [], {f"c/{n}.txt": f"{n}.txt" for n in range(3)}),
    # nobody noted where the files lay: most of them say the same, or none does
    ([*MANY, "mine a", "forget", "write a/0.txt new", "mine a"], ["0.txt"], {}),
    ([*MANY[:1], "mine a", "forget", "write a/0.txt new", "mine a"], [], {"a/0.txt": "0.txt"}),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "moved", "beside"), GUESSED)
def test_what_is_guessed_is_told(
    tmp_path: Path, steps: list[str], moved: list[str], beside: Mapping[str, str]
) -> None:
    ledger = Ledger(tmp_path)
    *_, told = [ledger.do(step) for step in steps]
    assert told
    assert (told.moved, told.beside) == (moved, beside)
    again = ledger.do(steps[-1])
    assert again
    assert (again.moved, again.beside, again.files) == ([], {}, {})


def test_alike_times_and_sizes_prove_nothing_of_two_files(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for step in ("write a/r.txt one", "write b/r.txt two"):
        ledger.do(step)
    for name in "ab":
        os.utime(tmp_path / name / "r.txt", (1_000_000_000, 1_000_000_000))
    ledger.do("mine a")
    ledger.do("mine b")
    assert ledger.texts == {"r.txt": "one", "b/r.txt": "two"}


def test_what_gave_nothing_is_replaced_once_its_file_is_gone(tmp_path: Path) -> None:
    held = Held({"r.txt": Entry(document="r.txt", digest="0", stages={}, status="set aside")}, {})
    (tmp_path / "r.txt").write_text("new", encoding="utf-8")
    recognised = recognise_files(find_documents([tmp_path]), held)
    assert [document.name for document in recognised.documents] == ["r.txt"]
    assert (recognised.moved, recognised.beside) == ([], {})


def test_a_sink_of_one_run_names_by_that_run(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for step in TWO:
        ledger.do(step)
    ledger.do("mine a")
    found = find_documents([tmp_path / "b"])
    assert recognise_files(found, Held(ledger.entries)).documents == found


# ---- into a database --------------------------------------------------------------------------
TEXT = """一、推行村企联建
{place}推行村企联建，组织企业与村结对共建，党组织书记交叉任职，定期开展共建活动。
二、基本情况
{place}共有党员{n}名。
"""


def write_report(path: Path, place: str, n: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(place=place, n=n), encoding="utf-8")


def names_of(path: Path) -> dict[str, int]:
    """The number in the text of each record, by path."""
    with CaseDatabase.open(path, read_only=True) as database:
        return {record.source.path: int(record.metrics[-1].value) for record in database.records()}


def correct_name(path: Path, of: str, name: str) -> None:
    with CaseDatabase.open(path) as database:
        record = next(each for each in database.records() if each.source.path == of)
        correct(database, record.practices[0].id, "name", name, Said(who="甲"))


def corrected(path: Path) -> dict[str, str]:
    with CaseDatabase.open(path, read_only=True) as database:
        return {each.source.path: each.practices[0].name for each in database.records()}


def test_reports_of_one_name_in_two_runs_both_stay(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    write_report(tmp_path / "a" / "r.txt", "寿光市", 17)
    write_report(tmp_path / "b" / "r.txt", "昆山市", 23)
    mine_into(path, [tmp_path / "a"])
    correct_name(path, "r.txt", "甲的名称")
    summary = mine_into(path, [tmp_path / "b"])
    assert (summary.beside, summary.changed) == ({"b/r.txt": "r.txt"}, [])
    correct_name(path, "b/r.txt", "乙的名称")
    assert names_of(path) == {"r.txt": 17, "b/r.txt": 23}
    for folder in "ab":
        assert mine_into(path, [tmp_path / folder]).skipped == 1
    write_report(tmp_path / "b" / "r.txt", "昆山市", 29)
    assert mine_into(path, [tmp_path / "b"]).changed == ["b/r.txt"]
    assert names_of(path) == {"r.txt": 17, "b/r.txt": 29}
    assert corrected(path) == {"r.txt": "甲的名称", "b/r.txt": "乙的名称"}


def test_a_moved_folder_doubles_nothing_and_keeps_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "base" / "cases.db"
    for n in range(3):
        write_report(tmp_path / "a" / f"{n}.txt", "寿光市", 17 + n)
    path.parent.mkdir()
    mine_into(path, [tmp_path / "a"])
    correct_name(path, "0.txt", "甲的名称")
    (tmp_path / "a").rename(tmp_path / "c")
    write_report(tmp_path / "c" / "0.txt", "寿光市", 27)
    summary = mine_into(path, [tmp_path / "c"])
    assert (summary.moved, summary.skipped) == (["0.txt"], 2)
    assert names_of(path) == {"0.txt": 27, "1.txt": 18, "2.txt": 19}
    assert corrected(path)["0.txt"] == "甲的名称"
    (tmp_path / "deep").mkdir()
    (tmp_path / "c").rename(tmp_path / "deep" / "c")
    mine_into(path, [tmp_path / "deep"])  # by other names: the same contents are the same articles
    assert sorted(names_of(path).values()) == [18, 19, 27]


def test_a_database_and_its_reports_may_be_moved_together(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    write_report(stick / "a" / "r.txt", "寿光市", 17)
    mine_into(stick / "cases.db", [stick / "a"])
    stick.rename(tmp_path / "other")
    write_report(tmp_path / "other" / "a" / "r.txt", "寿光市", 19)
    summary = mine_into(tmp_path / "other" / "cases.db", [tmp_path / "other" / "a"])
    assert (summary.changed, summary.moved, summary.beside) == (["r.txt"], [], {})


def test_what_is_removed_comes_back_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    write_report(tmp_path / "a" / "r.txt", "寿光市", 17)
    write_report(tmp_path / "b" / "r.txt", "昆山市", 23)
    mine_into(path, [tmp_path / "a"])
    mine_into(path, [tmp_path / "b"])
    with CaseDatabase.open(path) as database:
        database.remove("r.txt")
        assert set(database.files().values()) == {"b/r.txt"}
    mine_into(path, [tmp_path / "b"])
    mine_into(path, [tmp_path / "a"])
    assert names_of(path) == {"r.txt": 17, "b/r.txt": 23}


def test_a_merged_database_loses_no_report_to_one_of_the_same_name(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "cases.db", tmp_path / "other.db"
    write_report(tmp_path / "a" / "r.txt", "寿光市", 17)
    write_report(tmp_path / "b" / "r.txt", "昆山市", 23)
    mine_into(theirs, [tmp_path / "a"])
    with CaseDatabase.open(ours) as database:
        merge_database(database, theirs)
    mine_into(ours, [tmp_path / "b"])
    assert names_of(ours) == {"r.txt": 17, "b/r.txt": 23}


def test_a_merge_says_which_reports_it_leaves_out(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "cases.db", tmp_path / "other.db"
    for folder, place, n, path in (("a", "寿光市", 17, ours), ("b", "昆山市", 23, theirs)):
        write_report(tmp_path / folder / "r.txt", place, n)
        write_report(tmp_path / folder / f"{n}.txt", place, n + 1)
        write_report(tmp_path / folder / "both.txt", "寿光市", 5)
        mine_into(path, [tmp_path / folder])
    result = run("import", ours, theirs)
    assert result.exit_code == 3
    assert "refused r.txt: is held here with another text; mine that file, too" in result.stderr
    assert "both.txt" not in result.stderr
    assert names_of(ours) == {"r.txt": 17, "17.txt": 18, "23.txt": 24, "both.txt": 5}
    mine_into(ours, [tmp_path / "b"])
    assert names_of(ours)["b/r.txt"] == 23
    with CaseDatabase.open(ours) as database:
        assert merge_database(database, theirs).left == ()


def test_archives_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    for folder, place, n in (("a", "寿光市", 17), ("b", "昆山市", 23)):
        write_report(tmp_path / folder / "r.txt", place, n)
        with zipfile.ZipFile(tmp_path / folder / "all.zip", "w") as archive:
            archive.write(tmp_path / folder / "r.txt", "in/r.txt")
            archive.writestr("in/empty.txt", "")
        (tmp_path / folder / "r.txt").unlink()
        mine_into(path, [tmp_path / folder])
    assert names_of(path) == {"all.zip/in/r.txt": 17, "b/all.zip/in/r.txt": 23}
    again = mine_into(path, [tmp_path / "b"])
    assert [entry.document for entry in again.set_aside] == ["b/all.zip/in/empty.txt"]


def test_a_file_that_links_lead_to(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    write_report(tmp_path / "a" / "r.txt", "寿光市", 17)
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "here").symlink_to(tmp_path / "a")
    mine_into(path, [tmp_path / "links"])
    write_report(tmp_path / "a" / "r.txt", "寿光市", 19)
    mine_into(path, [tmp_path / "links"])
    assert names_of(path) == {"here/r.txt": 19}


def test_what_a_run_says_of_names(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    write_report(tmp_path / "a" / "r.txt", "寿光市", 17)
    write_report(tmp_path / "b" / "r.txt", "昆山市", 23)

    def said(folder: str) -> str:
        result = run("mine", tmp_path / folder, "--db", path)
        assert result.exit_code == 0
        return result.stderr

    said("a")
    told = said("b")
    assert "1 document kept beside what bears the same name: b/r.txt (r.txt)" in told
    assert "textmine remove" in told
    write_report(tmp_path / "b" / "r.txt", "昆山市", 29)
    told = said("b")
    assert "1 document has changed and took the place of what was held: b/r.txt" in told
    assert "beside" not in told
    assert "moved" not in told


def test_order_of_folders_changes_no_figure(tmp_path: Path) -> None:
    write_report(tmp_path / "a" / "r.txt", "寿光市", 17)
    write_report(tmp_path / "b" / "r.txt", "昆山市", 23)
    values = []
    for number, order in enumerate(("ab", "ba")):
        path = tmp_path / f"{number}.db"
        summaries: list[Summary] = [mine_into(path, [tmp_path / each]) for each in order]
        assert [summary.articles for summary in summaries] == [1, 1]
        values.append(sorted(names_of(path).values()))
        assert exported(path).count("\n") == 2
    assert values[0] == values[1] == [17, 23]
