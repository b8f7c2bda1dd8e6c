"""How the page is served."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from textmine.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """Where it listens, who may do what, and how much it takes.

    Without `accounts` everybody at this computer may edit, which is why another address than
    127.0.0.1 needs them. `upload_bytes` bounds one request, all its files together.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    read_only: bool = False
    accounts: Path | None = None
    page_size: int = 20
    upload_bytes: int = 100_000_000
    upload_files: int = 1_000

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise SettingsError("--port", f"is 0 to 65535, not {self.port}")
        if not is_loopback(self.host) and self.accounts is None:
            raise SettingsError(
                "--host",
                f"{self.host} can be reached from other computers; give --accounts FILE as well "
                "(`textmine account FILE NAME` adds people to it)",
            )


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches *host*."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
