"""textmine: from Chinese case reports to practices, metrics and places, each with its evidence.

import textmine
outcome = textmine.mine("report.docx")
for practice in outcome.records[0].practices:
    print(practice.name, [label.code for label in practice.patterns])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textmine.version import __version__

if TYPE_CHECKING:
    from textmine.mine import load, mine

__all__ = ["__version__", "load", "mine"]


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import; `import textmine` must not (design.md, section 9).
    if name in ("load", "mine"):
        # The package of the same name as the function: take the function.
        import importlib

        return getattr(importlib.import_module("textmine.mine"), name)
    raise AttributeError(f"module 'textmine' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What may be asked for, also before it is loaded."""
    return sorted(__all__)
