"""Take the pictures of the tutorial anew: mine the demo reports, serve them, look with Chromium.

python docs/make_pictures.py
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from textmine.run import run
from textmine.settings import Settings
from textmine.store.database import CaseDatabase
from textmine.web.app import create_app

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "pictures"
NAME = "李明"  # who is at the computer
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = {"width": 1200, "height": 820}
COLOURS = 96  # of the palette: text stays sharp, files small


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the page over the demo reports."""
    path = folder / "cases.db"
    with CaseDatabase.open(path) as database:
        run([ROOT / "corpora/reports"], database, Settings())
        database.group()
    server = uvicorn.Server(uvicorn.Config(create_app(path), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def search(page: Any) -> None:
    """Words in, practices out, filters at the side."""
    page.fill("#q", "流动党员")
    page.press("#q", "Enter")
    page.wait_for_selector("article.card")


def article(page: Any) -> None:
    """A figure of an article with its words in the source, in traditional characters."""
    search(page)
    page.locator("article.card", has_text="红色驿站").locator(".figures a").first.click()
    page.wait_for_selector("#evidence")


def practice(page: Any) -> None:
    """A practice with its figures, the form for the basket and the one for corrections."""
    search(page)
    page.locator("article.card h2 a", has_text="红色驿站").click()
    page.wait_for_selector("#edit")
    page.click("#edit summary")
    page.locator("form.basket").evaluate("e => window.scrollTo(0, e.offsetTop - 400)")


SHOTS: tuple[Callable[[Any], None], ...] = (search, article, practice)


def main() -> None:
    """Take every picture."""
    os.environ["LOGNAME"] = NAME
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as address,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for shot in SHOTS:
            page = browser.new_page(viewport=SIZE)
            page.goto(address)
            shot(page)
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(PICTURES / f"{shot.__name__}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
