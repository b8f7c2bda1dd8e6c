"""Addresses: one form for each, which are traps, which may be asked for, which continue another.

The words and patterns are in `sites.toml`, table [every.crawl].
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from textmine.acquire.html.sites import load_sites

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SCHEMES = {"http": 80, "https": 443}
LONGEST = 500  # characters of an address; those of trap generators grow, articles' stay below 300
SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
NUMBER = re.compile(r"\d+")
HEXADECIMAL = re.compile(r"(?<![0-9a-zA-Z])[0-9a-fA-F-]{8,}(?![0-9a-zA-Z])")
PART_OF_PATH = re.compile(r"(?:[_-]p?|/)(\d{1,3})$")
PART_WORDS = re.compile(r"[\[（(【]?第?(\d{1,3})页?[\]）)】]?")


@dataclass(frozen=True, slots=True)
class Trap:
    """A form of address that leads nowhere, with addresses that it must and must not match."""

    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the table says of all sites."""

    ignored: frozenset[str]
    following: frozenset[str]
    parts: frozenset[str]
    files: frozenset[str]
    traps: tuple[Trap, ...]


@cache
def words() -> Words:
    """The table [every.crawl] of the shipped `sites.toml`."""
    table: Mapping[str, Any] = load_sites().every.crawl
    traps = tuple(
        Trap(re.compile(row["pattern"], re.IGNORECASE), tuple(row["yes"]), tuple(row["no"]))
        for row in table["trap"]
    )
    ignored, following, parts, files = (
        frozenset(table[name]) for name in ("ignored", "next", "parts", "files")
    )
    return Words(ignored, following, parts, files, traps)


def canonical(address: str) -> str | None:
    """The one form of an address; None where it is none of http or https.

    Without fragment, default port, user, session and tracking parameters; the other parameters
    and their escapes stay in order and as they are, since old servers read them byte by byte.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme.lower() not in SCHEMES or not host:
        return None
    scheme = parts.scheme.lower()
    place = f"[{host}]" if ":" in host else host
    if port and port != SCHEMES[scheme]:
        place += f":{port}"
    path = _plain_path(SESSION_PATH.sub("", parts.path))
    return urlunsplit((scheme, place, path, _plain_query(parts.query), ""))


def _plain_path(path: str) -> str:
    if not path.startswith("/"):
        return "/"
    plain = posixpath.normpath(path).replace("//", "/", 1)
    return plain + "/" if path.endswith("/") and plain != "/" else plain


def _plain_query(query: str) -> str:
    ignored = words().ignored
    kept = [p for p in query.split("&") if p and p.split("=", 1)[0].lower() not in ignored]
    return "&".join(kept)


def is_trap(address: str) -> bool:
    """Whether an address is of a form that never ends."""
    return len(address) > LONGEST or any(trap.pattern.search(address) for trap in words().traps)


def form(address: str) -> str:
    """The address with its numbers and keys blanked: pages made by one program share it."""
    parts = urlsplit(address)
    shown = f"{parts.netloc}{parts.path}?" + "&".join(
        sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    )
    return NUMBER.sub("0", HEXADECIMAL.sub("0", shown))


def extension(address: str) -> str:
    """The extension of a file's address ("" where there is none), from path or parameters."""
    parts = urlsplit(address)
    names = [parts.path, *(value for _, value in parse_qsl(parts.query))]
    found = (posixpath.splitext(unquote(name))[1].lower().lstrip(".") for name in names)
    return next((ending for ending in found if ending in words().files), "")


# ---- who may be asked ----------------------------------------------------------------------------
def is_private(host: str) -> bool:
    """Whether a host, as written or as resolved, is an address of a machine or network of ours."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:  # also 127.1, 0x7f.1 and 2130706433, which systems read as addresses
        address: Address = ipaddress.ip_address(socket.inet_aton(name))
    except (OSError, ValueError):
        try:
            address = ipaddress.ip_address(name.split("%")[0])
        except ValueError:
            return False
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global or address.is_multicast


# ---- articles on several pages -------------------------------------------------------------------
def is_next(text: str) -> bool:
    """Whether the text of a link says that it leads to another part."""
    plain = text.strip().lower()
    return plain in words().following or bool(PART_WORDS.fullmatch(plain))


def part_number(first: str, address: str) -> int | None:
    """Which part of the article at *first* another address is; None where it is none of it."""
    one, other = urlsplit(first), urlsplit(address)
    if one.netloc != other.netloc:
        return None
    return _by_parameter(one, other) if one.path == other.path else _by_path(one, other)


def _by_parameter(one: SplitResult, other: SplitResult) -> int | None:
    known = set(parse_qsl(one.query, keep_blank_values=True))
    query = parse_qsl(other.query, keep_blank_values=True)
    added = [pair for pair in query if pair not in known]
    kept = {name for name, _ in known if name.lower() not in words().parts}
    if len(added) != 1 or not kept <= {name for name, _ in query}:
        return None
    name, value = added[0]
    return int(value) if name.lower() in words().parts and re.fullmatch(r"\d{1,3}", value) else None


def _by_path(one: SplitResult, other: SplitResult) -> int | None:
    stem, ending = posixpath.splitext(one.path)
    longer, ending_of_other = posixpath.splitext(other.path)
    match = PART_OF_PATH.search(longer)
    same = ending == ending_of_other and one.query == other.query
    return int(match[1]) if match and same and longer[: match.start()] == stem else None
