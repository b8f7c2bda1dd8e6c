"""A small case database and a client of the page over it; for the tests of the page."""

from __future__ import annotations

import re
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from httpx import Response

from tests.records import SHOUGUANG, P, make_entry, make_outcome, make_page, make_record, simple
from textmine.store.database import CaseDatabase
from textmine.types import Outcome
from textmine.web.app import create_app
from textmine.web.options import WebOptions

with warnings.catch_warnings():
    # Starlette warns of httpx before its successor is in every distribution; either will do.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

__all__ = [
    "TestClient",
    "listening",
    "make_client",
    "make_database",
    "outcomes",
    "practice_id",
    "submit",
]

SHOU = ("寿光市", "370783")
LINKED = P(
    text="引导12家龙头企业与15个村结成对子，组建党总支8个，人称“村企联建”模式。",
    name="村企联建",
    subtypes=("village_enterprise",),
    place=SHOU,
    period="2009",
    metrics=(("12家龙头企业", "龙头企业", 12.0, "家"), ("党总支8个", "党总支", 8.0, "个")),
)
ONION = P(
    text="把支部建在合作社上，社员种葱的归一组，跑运输的归一组。",
    name="支部建在社上",
    patterns=("industry_chain", "functional_groups"),
    place=("安丘市", "370784"),
    period="2010",
)
HOME = P(
    text="外出党员回乡过年时集中谈心，讲一讲村企联建的账。",
    name="春节谈心",
    patterns=("migrant_management",),
    status="proposed",
    period="2011",
)
TRICKY = P(
    text="<script>alert(1)</script>与村里联建“&”支部。",
    name="<b>联建</b>&",
    place=("昆山市", "320583"),
    period="2015",
)


def traditional() -> Outcome:
    """A practice in traditional characters on page 2 of its source."""
    source = "寿光縣\n封面\n村企聯建：三個村與企業結對。\n"
    page = make_page("old/t.pdf", source, breaks=(7,))
    record = make_record(page, [], title="老报告", variant="hant")
    simplified = source.replace("縣", "县").replace("聯", "联").replace("個", "个")
    simplified = simplified.replace("與", "与").replace("業", "业").replace("結對", "结对")
    wish = P(
        text="村企联建：三个村与企业结对。",
        name="三村结对",
        metrics=(("三个村", "村", 3.0, "个"),),
    )
    same = make_page("old/t.pdf", simplified, digest=page.digest)
    found = make_record(same, [wish], title="老报告", variant="hant")
    assert found.id == record.id
    return make_outcome(page, found)


def outcomes() -> tuple[Outcome, ...]:
    """What the small database holds."""
    return (
        simple(
            "news/a.txt",
            LINKED,
            ONION,
            lead="寿光市近年来城乡差距不小，党员作用发挥得不够。",
            title="寿光统筹城乡党建",
            date="2010-05",
            genre="case",
            places=(SHOUGUANG,),
        ),
        simple("plans/b.txt", HOME, title="关于流动党员的打算", genre="plan", suspect="demo"),
        simple("news/c.txt", TRICKY, title="<i>昆山</i>见闻", genre="news"),
        traditional(),
    )


def make_database(path: Path) -> Path:
    """The small database at *path*."""
    path.write_bytes(_database())
    return path


@cache
def _database() -> bytes:
    """The small database, made once."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.db"
        with CaseDatabase.open(Path(folder) / "cases.db") as database:
            for outcome in outcomes():
                database.add(outcome, make_entry(outcome))
            database.group()
            database.backup(whole)
        return whole.read_bytes()


def make_client(database: Path, **options: Any) -> TestClient:
    """A browser without a screen."""
    return TestClient(create_app(database, WebOptions(**options)), follow_redirects=False)


@contextmanager
def listening(database: Path) -> Iterator[str]:
    """The address of a page that listens on this computer, over a database."""
    server = uvicorn.Server(uvicorn.Config(create_app(database), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the page ended before it began to listen"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def token_in(response: Response) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', response.text)
    assert found, "the page has no form"
    return found[1]


def submit(
    client: TestClient, page: str, address: str, fields: Mapping[str, Any], **more: Any
) -> Response:
    """Open *page* and send a form of it to *address*."""
    token = token_in(client.get(page))
    return client.post(address, data={"csrf": token, **fields}, **more)


def practice_id(client: TestClient, name: str) -> str:
    """The id of the first practice that a search for *name* finds."""
    found = re.search(
        r'<article class="card" id="(p-\w+)">', client.get("/", params={"q": name}).text
    )
    assert found, name
    return found[1]
