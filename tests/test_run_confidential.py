"""Marked documents are held back until somebody confirms; who did so is kept."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.archives import zipped
from tests.commands import run
from textmine.acquire.crawl.keep import Fetched, Shelf
from textmine.errors import StoreError
from textmine.store.database import CaseDatabase
from textmine.store.file.schema import LEDGER

pytestmark = pytest.mark.usefixtures("warm_workers")

BODY = "关于村企联建的报告\n寿光市推行村企联建。二是建立联合党总支17个，联系人王某13905361234。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "open.txt").write_text(BODY.replace("17", "19"), encoding="utf-8")
    (folder / "secret.txt").write_text("机密★5年\n" + BODY, encoding="utf-8")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("1.txt", BODY.replace("17", "23"))
        archive.writestr("2.txt", "内部资料 注意保存\n" + BODY.replace("17", "29"))
    return folder


def held(db: Path) -> dict[str, str]:
    with CaseDatabase.open(db) as database:
        return {name: e.reason for name, e in database.entries().items() if e.reason}


def paths(db: Path) -> list[str]:
    with CaseDatabase.open(db) as database:
        return [record.source.path for record in database.records()]


def test_held_back_until_confirmed(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    assert run("mine", reports, "--db", db).exit_code == 3
    assert held(db) == {"a.zip/2.txt": "confidential", "secret.txt": "confidential"}
    assert paths(db) == ["a.zip/1.txt", "open.txt"]
    assert run("confirm", db, "secret.txt", "a.zip/2.txt", "--who", "张三").exit_code == 0
    with CaseDatabase.open(db) as database:
        said = [(release.document, release.who) for release in database.releases()]
    assert said == [("a.zip/2.txt", "张三"), ("secret.txt", "张三")]
    assert run("mine", reports, "--db", db).exit_code == 0
    assert held(db) == {}
    assert paths(db) == ["a.zip/1.txt", "a.zip/2.txt", "open.txt", "secret.txt"]


def test_an_archive_of_nothing_else_is_confirmed_as_a_whole(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    with zipfile.ZipFile(reports / "a.zip", "w") as archive:
        archive.writestr("2.txt", "内部资料 注意保存\n" + BODY.replace("17", "29"))
    run("mine", reports, "--db", db)
    assert held(db) == {"a.zip": "confidential", "secret.txt": "confidential"}
    run("confirm", db, "a.zip")
    run("mine", reports, "--db", db)
    assert held(db) == {"secret.txt": "confidential"}
    assert paths(db) == ["a.zip/2.txt", "open.txt"]


CONTAINERS: dict[str, str | bytes] = {
    # The mark stands in the text of a member, however deep.
    "a.zip": zipped({
        "1.txt": BODY, "2.txt": "内 部\n" + BODY, "3.txt": BODY + "密级：机密\n",
        "inner.zip": zipped({"4.txt": "機　密★10年\n" + BODY, "5.txt": BODY}),
    }),
    # … or in a name: of a member, of a folder in an archive, of an archive, of a folder.
    "b.zip": zipped({"内部/1.txt": BODY, "联建（秘密）.txt": BODY, "3.txt": BODY,
                     "机密.zip": zipped({"4.txt": BODY})}),
    "c/内部资料.zip": zipped({"1.txt": BODY}),
    "绝密★长期/1.txt": BODY,
    "c/联建-内部.txt": BODY,
    "c/内部管理.txt": BODY,
    "d.csv": f'标题,正文,密级\n一,"{BODY}",公开\n二,"{BODY}",内部\n',
    # Fetched: an article of two pages that were joined, and what was attached to it.
    "pages/example.gov.cn/metadata.csv": (
        "file,url,site,retrieved,parent\n1.html,http://example.gov.cn/1.html,,2020-01-01,\n"
        "2.txt,http://example.gov.cn/%E5%86%85%E9%83%A8%E8%B5%84%E6%96%99.txt,,2020-01-01,"
        "http://example.gov.cn/1.html\n"
    ),
    "pages/example.gov.cn/1.html": f"<html><body><h1>关于村企联建的报告</h1><p>{BODY * 3}</p>"
    f"<p>内部资料，注意保存</p><p>{BODY * 3}</p></body></html>",
    "pages/example.gov.cn/2.txt": BODY,
    "pages/example.gov.cn/3.txt": "秘密\n" + BODY,
}  # fmt: skip
OPEN = ["a.zip/1.txt", "a.zip/inner.zip/5.txt", "b.zip/3.txt", "c/内部管理.txt", "d.csv/1"]
HELD = [
    "a.zip/2.txt", "a.zip/3.txt", "a.zip/inner.zip/4.txt", "b.zip/内部/1.txt",
    "b.zip/机密.zip/4.txt", "b.zip/联建（秘密）.txt", "c/内部资料.zip", "c/联建-内部.txt",
    "d.csv/2", "pages/example.gov.cn/1.html", "pages/example.gov.cn/2.txt",
    "pages/example.gov.cn/3.txt", "绝密★长期/1.txt",
]  # fmt: skip


@pytest.fixture
def containers(tmp_path: Path) -> Path:
    folder = tmp_path / "all"
    for name, content in CONTAINERS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_held_back_in_every_container(containers: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    assert run("mine", containers, "--db", db).exit_code == 3
    assert held(db) == dict.fromkeys(HELD, "confidential")
    with CaseDatabase.open(db) as database:
        taken = [n for r in database.records() for n in (r.source.path, *r.source.also_at)]
    assert sorted(taken) == OPEN
    # A folder or an archive is confirmed with all that is in it.
    assert run("confirm", db, "b.zip", "pages/", "c").exit_code == 0
    assert run("mine", containers, "--db", db).exit_code == 3
    still = ["a.zip/2.txt", "a.zip/3.txt", "a.zip/inner.zip/4.txt", "d.csv/2", "绝密★长期/1.txt"]
    assert held(db) == dict.fromkeys(still, "confidential")


PAGE = f"<html><body><h1>联建动态</h1>{{}}<p>{BODY * 3}</p></body></html>"
HOST, OTHER = "http://a.gov.cn", "http://files.a.gov.cn"
ATTACHED = [
    # the page, what stands on it, what was attached to it, whether that is held back
    (f"{HOST}/1.html", "<p>内部资料 注意保存</p>", f"{HOST}/1.txt", True),
    (f"{HOST}/2.html", "<p>机密★5年</p>", f"{OTHER}/2.txt", True),
    (f"{HOST}/3.html", "<p>加强内部管理</p>", f"{HOST}/3.txt", False),
    (f"{HOST}/内部资料/4.html", "", f"{OTHER}/4.txt", True),  # the address of the page is marked
    (f"{HOST}/5.html", "<p>秘密</p>", f"{HOST}/5.html?next", False),  # a page that a list led to
]


def fetch(folder: Path, page: str, mark: str, attached: str) -> str:
    """Keep a page and what was attached to it as the crawler does; the name of the latter."""
    text = PAGE.format("") if "?" in attached else BODY.replace("17", "31")
    for url, body, parent in ((page, PAGE.format(mark), None), (attached, text, page)):
        kept = Shelf(folder).keep(
            Fetched(
                url=url, asked=url, body=body.encode(), ending="html" if "<" in body else "txt",
                status=200, headers={}, retrieved="2020-01-01T00:00:00Z", site="", parent=parent,
            )
        )  # fmt: skip
    return kept.file


def messages(db: Path) -> dict[str, str | None]:
    with CaseDatabase.open(db) as database:
        return {name: e.message for name, e in database.entries().items() if e.reason}


@pytest.mark.parametrize(("page", "mark", "attached", "is_held"), ATTACHED)
def test_what_was_attached_is_marked_as_its_page(
    tmp_path: Path, page: str, mark: str, attached: str, is_held: bool
) -> None:
    name, db = fetch(tmp_path / "pages", page, mark, attached), tmp_path / "cases.db"
    run("mine", tmp_path / "pages", "--db", db)
    assert ("came with a page or mail marked" in (messages(db).get(name) or "")) is is_held
    if is_held:
        run("confirm", db, name)
        run("mine", tmp_path / "pages", "--db", db)
        assert name in paths(db)


def test_what_was_attached_is_marked_as_its_page_in_an_archive(tmp_path: Path) -> None:
    name = Path(fetch(tmp_path / "pages", *ATTACHED[0][:3]))
    files = (tmp_path / "pages" / name.parent).glob("[!.]*.*")
    (tmp_path / "all.zip").write_bytes(zipped({file.name: file.read_bytes() for file in files}))
    run("mine", tmp_path / "all.zip", "--db", tmp_path / "cases.db")
    told = [message for message in messages(tmp_path / "cases.db").values() if message]
    assert any(message.startswith("came with a page or mail marked") for message in told)


def test_the_folder_that_is_named_may_bear_the_mark(containers: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    assert run("mine", containers / "绝密★长期", "--db", db).exit_code == 1
    assert held(db) == {"1.txt": "confidential"}


def test_a_changed_file_needs_another_confirmation(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    run("confirm", db, "secret.txt")
    (reports / "secret.txt").write_text("绝密★长期\n" + BODY, encoding="utf-8")
    run("mine", reports, "--db", db)
    assert "secret.txt" in held(db)


def test_what_is_not_held_back_cannot_be_confirmed(reports: Path, tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    with pytest.raises(StoreError, match="is not held back"):
        run("confirm", db, "open.txt")


def test_lines_are_held_back_and_masked(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run("mine", reports, "--format", "jsonl", "-o", out)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    run("confirm", out, "secret.txt")
    run("mine", reports, "--format", "jsonl", "-o", out)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["source"]["path"] for row in rows] == ["a.zip/1.txt", "open.txt", "secret.txt"]
    assert ["王某139********" in row["text"] for row in rows] == [True] * 3
    run("mine", reports, "--format", "jsonl", "-o", out, "--no-mask")
    assert "13905361234" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_exports_mask(reports: Path, tmp_path: Path, form: str) -> None:
    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    found = []
    for option in ("--mask", "--no-mask"):
        out = tmp_path / f"out.{form}"
        run("export", db, "-o", out, option)
        found.append("13905361234" in out.read_text(encoding="utf-8-sig"))
    assert found == [False, True]


def test_an_older_database_is_brought_up(reports: Path, tmp_path: Path) -> None:
    """A file of version 1 had no drafts, pages, times, confirmations, taxonomies, models, files."""
    from sqlalchemy import text

    db = tmp_path / "cases.db"
    run("mine", reports, "--db", db)
    before = paths(db)
    with CaseDatabase.open(db) as database, database.write() as connection:
        for change in (
            "ALTER TABLE sources DROP COLUMN drafts",
            "ALTER TABLE sources DROP COLUMN page",
            "ALTER TABLE ledger DROP COLUMN size",
            "ALTER TABLE ledger DROP COLUMN mtime",
            "DROP TABLE releases",
            "DROP TABLE taxonomies",
            "DROP TABLE models",
            "DROP TABLE files",
            "UPDATE state SET value = '1' WHERE name = 'schema'",
        ):
            connection.execute(text(change))
    assert paths(db) == before
    with CaseDatabase.open(db) as database, database.read() as connection:
        assert set(connection.execute(LEDGER.select()).keys()) >= {"size", "mtime"}
        assert database.releases() == ()
