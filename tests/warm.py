"""What workers of the tests need, once: imported by the process that they begin as copies of.

Nothing here but what every worker does first: it imports, loads and looks things up.
"""

from __future__ import annotations

import contextlib

from generated import texts

from textmine.aligned import AlignedText
from textmine.mine import load, mine
from textmine.run import worker  # noqa: F401
from textmine.types import Page

with contextlib.suppress(ImportError):
    import distributed  # noqa: F401

nlp = load()
for text in texts(8):
    body = AlignedText.of(text)
    page = Page(path="a.txt", digest="", media_type="text/plain", source=text, body=body)
    mine(page, nlp=nlp)
