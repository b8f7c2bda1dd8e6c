"""Opens the page in this computer's browser, and knows whether it is open already."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
import webbrowser

from textmine.errors import StoreError

WAIT_SECONDS = 60  # loading on a slow disk for the first time
PAUSE_SECONDS = 0.2


def is_taken(host: str, port: int) -> bool:
    """Whether something listens there already."""
    if port == 0:  # any free one
        return False
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def is_ours(address: str) -> bool:
    """Whether what listens at *address* is a page of textmine."""
    try:
        with urllib.request.urlopen(f"{address}api/openapi.json", timeout=5) as answer:
            return b'"title":"textmine"' in answer.read(200)
    except (OSError, urllib.error.URLError):
        return False


def show_again(address: str) -> None:
    """Open the browser on a page that is served already; raises if it is another program's."""
    if not is_ours(address):
        raise StoreError(address, "is used by another program; give another --port, such as 8123")
    webbrowser.open(address)


def show_when_up(host: str, port: int, address: str) -> threading.Thread:
    """Open the browser as soon as the page answers."""
    thread = threading.Thread(target=_wait, args=(host, port, address), daemon=True)
    thread.start()
    return thread


def _wait(host: str, port: int, address: str) -> None:
    pause = threading.Event()
    for _ in range(int(WAIT_SECONDS / PAUSE_SECONDS)):
        if is_taken(host, port):
            webbrowser.open(address)
            return
        pause.wait(PAUSE_SECONDS)
