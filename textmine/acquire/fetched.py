"""Where pages that were fetched lie in their folder: HOST/NAME.html, a `metadata.csv` a host."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import urlsplit

METADATA = "metadata.csv"
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# What Windows takes for a device, whatever its ending: nul.example.cn.
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
LONGEST_NAME = 60  # of a file, before its key: paths of Windows end at 260


def host_folder(url: str) -> str:
    """The folder of a host; a port is joined by a line, which Windows allows."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", urlsplit(url).netloc).rstrip(".")
    return f"_{name}" if DEVICE.match(name) else name


def name_of(url: str) -> str:
    """The name of a page's file, without its ending: readable, safe on any system, unique."""
    parts = urlsplit(url)
    stem = posixpath.splitext(posixpath.basename(parts.path.rstrip("/")))[0] or "index"
    shown = UNSAFE.sub("_", f"{stem}_{parts.query}" if parts.query else stem)
    key = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{shown[:LONGEST_NAME].strip('_') or 'page'}-{key}"
