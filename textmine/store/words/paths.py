"""Names of documents as people read them."""

from __future__ import annotations

UPLOADED = "上传"  # the folder that names of uploaded documents begin with
DEPTH = 3  # parts of such a name: 上传/SHA/NAME


def shown_path(path: str) -> str:
    """A path without the folder that names the content of what was uploaded.

    >>> shown_path("上传/5b19fb0c2d1691aa/总结.docx"), shown_path("a/b/c.txt")
    ('上传/总结.docx', 'a/b/c.txt')
    """
    parts = path.split("/")
    kept = parts[0] == UPLOADED and len(parts) >= DEPTH
    return "/".join((parts[0], *parts[DEPTH - 1 :])) if kept else path
