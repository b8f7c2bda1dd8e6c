"""What an import brought, and what of it could not be taken over."""

from __future__ import annotations

from dataclasses import dataclass

from textmine.store.into.merge import Foreign


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that could not be taken over, and why."""

    where: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import brought.

    `known` are corrections that were said before, `held` articles that this database mined itself
    and that stay as they are.
    """

    articles: int = 0
    corrections: int = 0
    known: int = 0
    held: int = 0
    baskets: int = 0
    foreign: Foreign | None = None
    refused: tuple[Refused, ...] = ()
