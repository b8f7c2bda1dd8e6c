"""Upload: files are kept by content, mined once in the background, and also after a restart."""

from __future__ import annotations

import errno
import io
import os
import re
import zipfile
from pathlib import Path

import pytest

from tests.web import TestClient, make_client, submit
from textmine.run.documents import find_documents
from textmine.store.database import CaseDatabase
from textmine.store.words.paths import UPLOADED
from textmine.temporary import no_room
from textmine.web import jobs
from textmine.web.jobs import Jobs, keep, other_names, safe_name
from textmine.web.routes import exporting

pytestmark = pytest.mark.usefixtures("warm_workers")

REPORT = """关于岭口镇联合党建的报告

一、主要做法
一是村企联建。镇党委引导3家茶厂与5个村结成对子，联合组建党总支2个，当年帮助村集体增收12万元。
二是流动党员管理。在省城设立流动党员服务站1个，登记外出党员46名，每季度开展一次活动。
"""


def upload(client: TestClient, *files: tuple[str, bytes]) -> int:
    fields = [("files", (name, content)) for name, content in files]
    return submit(client, "/upload", "/upload", {}, files=fields).status_code


def test_from_upload_to_search(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path) as client:
        assert upload(client, ("报告.txt", REPORT.encode()), ("空.txt", b"")) == 303
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        page = client.get("/upload").text
        assert "报告.txt" in page
        assert "收录" in page
        assert "没有正文" in page
        assert "收录 1 个，未收录 1 个" in page
        assert re.search(r'<a href="/article/a-\w+">关于岭口镇联合党建的报告</a>', page)
        assert "村企<mark>联建</mark>" in client.get("/", params={"q": "联建"}).text


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_keeps_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()

    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with make_client(path) as client:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            assert upload(client, ("报告.txt", REPORT.encode())) == 507
            fields = [("files", ("报告.txt", REPORT.encode()))]
            said = submit(client, "/upload", "/upload", {}, files=fields).text
        assert "磁盘已满，没有做完；腾出空间后请再试。" in said
        assert [each for each in jobs.files_of(path).rglob("*") if each.is_file()] == []
        assert upload(client, ("报告.txt", REPORT.encode())) == 303
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        assert "收录 1 个" in client.get("/upload").text


def test_what_else_the_system_refuses_is_a_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()

    def refused(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "replace", refused)
    with make_client(path) as client, pytest.raises(OSError, match=os.strerror(errno.EIO)):
        upload(client, ("报告.txt", REPORT.encode()))


def test_an_export_without_room_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()

    def full(*_: object) -> None:
        raise no_room()

    monkeypatch.setattr(exporting, "write_export", full)
    with make_client(path) as client:
        answer = client.get("/export", params={"form": "xlsx"})
        assert answer.status_code == 507
        assert "放不下临时文件；请腾出空间" in answer.text


def test_a_file_that_is_there_already_leads_to_its_article(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("一.txt", REPORT)
    with make_client(path) as client:
        upload(client, ("报告.txt", REPORT.encode()), ("全部.zip", packed.getvalue()))
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        page = client.get("/upload").text
        (article,) = set(re.findall(r'<a href="/article/(a-\w+)">', page))
        told = re.findall(r'class="path">([^<]+)</th>.*?href="/article/(a-\w+)"', page, re.DOTALL)
        assert sorted(told) == [("全部.zip", article), ("报告.txt", article)]
        # The folder of its content, by which a file is kept, is for no reader.
        shown = client.get(f"/article/{article}").text
        places = set(re.findall(r"上传/[^<\s]+", shown))
        assert places == {"上传/全部.zip/一.txt", "上传/报告.txt"}


def test_an_upload_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path) as client:
        upload(client, ("报告.txt", REPORT.encode()), ("空.txt", b""))
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        documents = re.findall(r'name="document" value="([^"]+)"', client.get("/upload").text)
        assert [name.rpartition("/")[2] for name in documents] == ["空.txt", "报告.txt"]
        for name in documents:
            fields = {"document": name}
            assert submit(client, "/upload", "/upload/withdraw", fields).status_code == 303
        page = client.get("/upload").text
        assert "已撤回" in page
        assert "还没有上传过文件" in page
        assert list((tmp_path / "cases.db.files" / UPLOADED).iterdir()) == []
        assert "库里还没有文章" in client.get("/").text


@pytest.mark.parametrize(
    ("route", "document"),
    [
        ("withdraw", "reports/a.txt"),
        ("withdraw", "上传/../cases.db"),
        ("withdraw", "上传/0123456789abcdef"),
        ("withdraw", "上传/../../etc/passwd"),
        ("confirm", "reports/a.txt"),
        ("confirm", "上传/0123456789abcdef/a.txt"),
    ],
)
def test_only_uploaded_files_are_taken_back(tmp_path: Path, route: str, document: str) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path) as client:
        fields = {"document": document}
        assert submit(client, "/upload", f"/upload/{route}", fields).status_code in (400, 404)
    assert path.is_file()


def test_a_marked_document_waits_for_a_click(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path) as client:
        upload(client, ("密.txt", ("秘密★一年\n" + REPORT).encode()))
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        page = client.get("/upload").text
        assert "待确认" in page
        (name,) = set(re.findall(r'name="document" value="([^"]+)"', page))
        assert submit(client, "/upload", "/upload/confirm", {"document": name}).status_code == 303
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        assert "收录 1 个，未收录 0 个" in client.get("/upload").text


def test_files_are_kept_once_by_content(tmp_path: Path) -> None:
    one = keep(tmp_path, "a.txt", io.BytesIO(b"x"))
    same = keep(tmp_path, "b.txt", io.BytesIO(b"x"))
    other = keep(tmp_path, "a.txt", io.BytesIO(b"y"))
    assert (one.new, same.new, other.new) == (True, False, True)
    assert one.path == same.path
    assert (one.path.read_bytes(), other.path.read_bytes()) == (b"x", b"y")


def test_what_came_before_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path) as client:
        for files, said in (
            (("a.txt",), ""),
            (("a.txt", "b.txt"), "有的内容以前上传过"),
            (("b.txt",), "内容以前上传过，没有重复收录；"),
        ):
            upload(client, *((name, name.encode()) for name in files))
            client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
            page = client.get("/upload").text
            assert ("以前上传过" in page, said in page) == (bool(said), True)


def test_names_of_the_same_content_are_kept(tmp_path: Path) -> None:
    kept = keep(tmp_path, "通知.doc", io.BytesIO(b"x")).path
    os.utime(kept.parent, (1, 1))
    for name in ("通知.wps", "通知.doc", "通知 终稿.wps", "通知.wps"):
        keep(tmp_path, name, io.BytesIO(b"x"))
    assert other_names(kept.parent) == ("通知.wps", "通知 终稿.wps")
    assert kept.parent.stat().st_mtime > 1  # among the latest again
    assert [document.path for document in find_documents([tmp_path])] == [kept]


def test_no_file_that_was_sent_is_missing_from_the_list(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path) as client:
        upload(client, ("一.txt", REPORT.encode()), ("二.txt", REPORT.encode()), ("空.doc", b""))
        client.app.state.site.jobs.wait(120)  # type: ignore[attr-defined]
        page = client.get("/upload").text
    assert "同一内容还上传过：二.txt" in page
    assert "空.doc" in page


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\报告.docx", "报告.docx"),
        ("a\x00b\n.txt", "a b .txt"),
        ("...", "file"),
        ("", "file"),
        ("长" * 300 + ".docx", "长" * 70 + ".docx"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL"),
        ("com1 .tar.gz", "_com1 .tar.gz"),
        ("康?|<报告>.txt", "康 报告 .txt"),
        ("context.txt", "context.txt"),
        ("%22经验%22.docx", "经验 .docx"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_what_waited_is_taken_up_at_the_next_start(tmp_path: Path) -> None:
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        jobs = Jobs(database)
        started: list[str] = []
        jobs.start = lambda: started.append("yes")  # type: ignore[method-assign]
        jobs.resume()
        assert started == []
        keep(jobs.folder, "a.txt", io.BytesIO(REPORT.encode()))
        jobs.resume()
        assert started == ["yes"]
        assert (jobs.folder / UPLOADED).is_dir()


def test_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    CaseDatabase.open(path).close()
    with make_client(path, upload_bytes=1000) as client:
        assert upload(client, ("a.txt", b"x" * 2000)) == 413
        assert not (tmp_path / "cases.db.files").exists()
