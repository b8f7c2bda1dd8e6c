"""Finds what we ship outside the package, in an installed wheel or in a checkout.

Rules are shipped within it, beside the code that asks for them; `unfold` reads their expressions.
"""

from __future__ import annotations

from pathlib import Path

from textmine.errors import ResourceError

# The wheel carries models/ and corpora/ in textmine/shipped (pyproject.toml); a checkout has
# them beside the package.
PLACES = (Path(__file__).parent / "shipped", Path(__file__).parent.parent)


def find(name: str) -> Path:
    """The file or folder *name* ("models/patterns", "corpora/reports"); POSIX separators."""
    for place in PLACES:
        path = place / name
        if path.exists():
            return path
    raise ResourceError(name, "is missing from this installation; install textmine again")


def unfold(pattern: str) -> str:
    """An expression told on several lines for people to read, as one: without the blanks around.

    A blank that belongs to the expression is written `\\ ` or `\\s`.
    """
    return "".join(line.strip() for line in pattern.splitlines())
