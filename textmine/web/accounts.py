"""Who may do what: a file of accounts with hashed passwords, and signed sessions.

A line of the file is `NAME<tab>ROLE<tab>HASH`; `textmine account FILE NAME` writes it after asking
for the password, so that no password stands on a command line.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from textmine.errors import SettingsError

Role = Literal["reader", "editor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

NAME = re.compile(r"[^\s/:;,|]{1,40}")
LEAST_PASSWORD = 8

# scrypt as OWASP's password storage sheet asks for it (2024): N 2^15, r 8, p 3; 0.2 s here.
COST, BLOCK, PARALLEL = 2**15, 8, 3
MEMORY = 128 * COST * BLOCK * 2

SESSION_SECONDS = 12 * 3600
TRIES = 5  # wrong passwords for a name before it has to wait
WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Account:
    """A person, what they may do, and the hash of their password."""

    name: str
    role: Role
    hashed: str


def hash_password(password: str) -> str:
    """A salted scrypt hash."""
    salt = os.urandom(16)
    return f"scrypt${_encode(salt)}${_encode(_scrypt(password, salt))}"


def verify(password: str, hashed: str) -> bool:
    """Whether *password* is the one that was hashed."""
    kind, _, rest = hashed.partition("$")
    salt, _, digest = rest.partition("$")
    if kind != "scrypt" or not digest:
        return False
    return hmac.compare_digest(_scrypt(password, _decode(salt)), _decode(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=32
    )


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_accounts(path: Path) -> Mapping[str, Account]:
    """The accounts of a file, by name; raises SettingsError that names the line."""
    if not path.exists():
        raise SettingsError(str(path), "does not exist; `textmine account FILE NAME` makes one")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"cannot be read: {error}") from error
    found: dict[str, Account] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.partition("\t")
        role, _, hashed = rest.partition("\t")
        known = next((known for known in ROLES if known == role), None)
        if not NAME.fullmatch(name) or known is None or not hashed.startswith("scrypt$"):
            raise SettingsError(f"{path}:{number}", "is no account: NAME, ROLE and HASH, by tabs")
        found[name] = Account(name, known, hashed.strip())
    if not found:
        raise SettingsError(str(path), "has no account; `textmine account FILE NAME` adds one")
    return found


def write_account(path: Path, name: str, role: Role, password: str) -> None:
    """Add an account to a file, or give one another role and password."""
    if not NAME.fullmatch(name):
        raise SettingsError(name, "is no name: 1 to 40 characters without spaces and / : ; , |")
    if len(password) < LEAST_PASSWORD:
        raise SettingsError("password", f"has at least {LEAST_PASSWORD} characters")
    known = dict(read_accounts(path)) if path.exists() else {}
    known[name] = Account(name, role, hash_password(password))
    text = "".join(f"{a.name}\t{a.role}\t{a.hashed}\n" for a in known.values())
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


@dataclass(slots=True)
class Keys:
    """Signs what browsers keep for us; made anew at each start, which ends all sessions."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _failures: dict[str, tuple[int, float]] = field(default_factory=dict)

    def sign(self, purpose: str, text: str) -> str:
        """A signature of *text* that holds for one purpose only."""
        return _encode(hmac.digest(self.secret, f"{purpose}\0{text}".encode(), "sha256"))

    def session(self, name: str) -> str:
        """A cookie that says who somebody is, for SESSION_SECONDS."""
        text = f"{_encode(name.encode())}.{int(time.time()) + SESSION_SECONDS}"
        return f"{text}.{self.sign('session', text)}"

    def name_in(self, session: str) -> str | None:
        """The name in a session cookie that is ours and not over."""
        text, _, signature = session.rpartition(".")
        name, _, ends = text.partition(".")
        if not hmac.compare_digest(signature.encode(), self.sign("session", text).encode()):
            return None
        return _decode(name).decode() if int(ends) > time.time() else None

    def log_in(self, accounts: Mapping[str, Account], name: str, password: str) -> bool:
        """Whether name and password fit; after some wrong ones the name has to wait."""
        tries, since = self._failures.get(name, (0, 0.0))
        if tries >= TRIES and time.monotonic() - since < WAIT_SECONDS:
            return False
        account = accounts.get(name)
        # A hash is computed for unknown names too: the answer takes equally long.
        hashed = account.hashed if account else NOBODY
        if verify(password, hashed) and account:
            self._failures.pop(name, None)
            return True
        if len(self._failures) > 10_000:
            self._failures.clear()
        self._failures[name] = (tries % TRIES + 1, time.monotonic())
        return False


NOBODY = f"scrypt${_encode(bytes(16))}${_encode(bytes(32))}"
