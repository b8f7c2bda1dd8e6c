"""Safety: who gets in, which forms are ours, what a browser may load, how much we take."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web import TestClient, make_client, make_database, outcomes, submit, token_in
from textmine.errors import SettingsError
from textmine.web.accounts import Keys, hash_password, read_accounts, verify, write_account
from textmine.web.app import PAGES
from textmine.web.options import WebOptions, is_loopback
from textmine.web.safety import FORM_BYTES

PASSWORD = "一个很长很长的密码"
PEOPLE = (("王芳", "reader"), ("李明", "editor"), ("赵强", "administrator"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_database(tmp_path_factory.mktemp("web") / "cases.db")


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "accounts.txt"
    for name, role in PEOPLE:
        write_account(path, name, role, PASSWORD)  # type: ignore[arg-type]
    return path


@pytest.fixture
def client(database: Path, accounts: Path) -> Iterator[TestClient]:
    with make_client(database, accounts=accounts) as opened:
        yield opened


def log_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    fields = {"name": name, "password": password}
    return submit(client, "/login", "/login", fields).status_code


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "cases.example.cn"])
def test_another_address_needs_accounts(host: str, accounts: Path) -> None:
    with pytest.raises(SettingsError, match="--accounts"):
        WebOptions(host=host)
    assert WebOptions(host=host, accounts=accounts).host == host


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("a.cn", False)],
)
def test_loopback(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_a_stranger_is_led_nowhere_but_to_the_login(client: TestClient) -> None:
    assert 'href="/overview"' not in client.get("/login").text
    log_in(client, PEOPLE[0][0])
    assert 'href="/overview"' in client.get("/").text


def test_passwords_are_hashed(accounts: Path) -> None:
    assert PASSWORD not in accounts.read_text(encoding="utf-8")
    assert [(a.name, a.role) for a in read_accounts(accounts).values()] == list(PEOPLE)
    hashed = hash_password(PASSWORD)
    assert hashed != hash_password(PASSWORD)
    assert (verify(PASSWORD, hashed), verify("另一个密码", hashed)) == (True, False)


@pytest.mark.parametrize("line", ["李明", "李明\tking\tscrypt$a$b", "李 明\teditor\tscrypt$a", ""])
def test_a_bad_file_of_accounts(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")
    with pytest.raises(SettingsError):
        read_accounts(tmp_path / "a.txt")


@pytest.mark.parametrize(("name", "password"), [("a b", PASSWORD), ("", PASSWORD), ("a", "short")])
def test_a_bad_account(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(SettingsError):
        write_account(tmp_path / "a.txt", name, "reader", password)


@pytest.mark.parametrize("path", ["/", "/article/a-1", "/practice/p-1", "/source/a-1"])
def test_nobody_gets_in_without_an_account(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_logging_in_and_out(client: TestClient) -> None:
    assert log_in(client, "李明", "不对的密码") == 403
    assert log_in(client, "没有这人") == 403
    assert log_in(client, "李明") == 303
    assert "李明" in client.get("/").text
    assert submit(client, "/", "/logout", {}).status_code == 303
    assert client.get("/").status_code == 303


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("王芳", "/baskets/add", 403),
        ("李明", "/baskets/add", 404),  # there is no such practice
        ("李明", "/upload", 403),
        ("赵强", "/upload", 303),
    ],
)
def test_roles(client: TestClient, name: str, address: str, status: int) -> None:
    assert log_in(client, name) == 303
    client.app.state.site.jobs.start = lambda: None  # type: ignore[attr-defined]
    assert submit(client, "/", address, {"practice": "p-0"}).status_code == status


def test_a_session_is_signed() -> None:
    keys = Keys()
    session = keys.session("李明")
    assert keys.name_in(session) == "李明"
    assert keys.name_in(session[:-2]) is None
    assert keys.name_in("x" + session) is None
    assert keys.name_in("") is None
    assert Keys().name_in(session) is None


def test_guessing_is_slowed(client: TestClient) -> None:
    for _ in range(5):
        assert log_in(client, "王芳", "不对的密码") == 403
    assert log_in(client, "王芳") == 403


def test_headers(client: TestClient) -> None:
    for path in ("/login", "/static/page.css", "/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-frame-options"], headers["x-content-type-options"]) == (
            "DENY",
            "nosniff",
        )


def test_pages_load_nothing_from_elsewhere(database: Path) -> None:
    with make_client(database) as client:
        page = client.get("/?q=联建").text
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert " style=" not in page
    assert "onclick" not in page


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({}, {}),
        ({"csrf": "x" * 43}, {}),
        ({"csrf": "ours"}, {"origin": "http://evil.example"}),
        ({"csrf": "ours"}, {"origin": "null"}),
    ],
)
def test_foreign_forms(client: TestClient, fields: dict[str, str], headers: dict[str, str]) -> None:
    token = token_in(client.get("/login"))
    filled = {name: token if value == "ours" else value for name, value in fields.items()}
    assert client.post("/login", data=filled, headers=headers).status_code == 403


def test_another_browser_cannot_use_our_token(database: Path, accounts: Path) -> None:
    with make_client(database, accounts=accounts) as client:
        token = token_in(client.get("/login"))
        client.cookies.clear()
        client.get("/login")
        assert client.post("/login", data={"csrf": token}).status_code == 403


def test_other_names_of_this_computer_are_refused(database: Path) -> None:
    with make_client(database) as client:
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_form_is_bounded(client: TestClient) -> None:
    token = token_in(client.get("/login"))
    answer = client.post("/login", data={"csrf": token, "name": "x" * FORM_BYTES})
    assert answer.status_code == 413


ODD = (
    "", "x", "💥\u200b", "p-0", "0", "-1", "9" * 400, "../../etc/passwd", "' OR 1=1 --",
    "{{7*7}}", "\x00", "\ud7ff", "[[", "甲" * 30_000,
)  # fmt: skip


def form_routes() -> list[str]:
    """Every address that takes a form."""
    found = [r.path for page in PAGES for r in page.router.routes if "POST" in r.methods]
    assert len(found) >= 20
    return sorted(set(found))


@pytest.mark.parametrize("route", form_routes())
def test_whatever_a_form_says_is_no_mistake_of_ours(tmp_path: Path, route: str) -> None:
    record = outcomes()[0].records[0]
    ids = {"practice": record.practices[0].id, "metric": record.metrics[0].id,
           "place": record.places[0].id, "article": record.id, "event": "e-1"}  # fmt: skip
    target = ids.get(route.split("/")[1], record.practices[0].id)
    names = (
        "name text near patterns subtypes subtypes_shown status period place adcode keywords "
        "summary value value_max unit indicator total practice genre date before other why back "
        "query table heading note level successor"
    ).split()
    with make_client(make_database(tmp_path / "cases.db")) as client:
        token = token_in(client.get("/task"))
        for odd in ODD:
            fields = {"csrf": token, **dict.fromkeys(names, odd)}
            answer = client.post(route.replace("{identity}", target), data=fields)
            assert answer.status_code < 500, odd[:20]
        sent = client.post(route.replace("{identity}", target), data={"csrf": token})
        assert sent.status_code < 500
