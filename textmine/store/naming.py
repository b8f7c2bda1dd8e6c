"""How patterns and subtypes are called in one database, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from textmine.label.taxonomy import Pattern, Subtype, Taxonomy

Tongue = Literal["zh", "en"]


@dataclass(frozen=True)
class Naming:
    """The taxonomy in force, and others whose codes records and corrections may still bear.

    `taxonomy` is None where nobody has said which one it is: codes then stand for themselves.
    """

    taxonomy: Taxonomy | None
    others: tuple[Taxonomy, ...] = ()

    @cached_property
    def codes(self) -> frozenset[str]:
        """The patterns and subtypes of the taxonomy in force."""
        return frozenset(_entries(self.taxonomy)) if self.taxonomy else frozenset()

    @cached_property
    def entries(self) -> Mapping[str, Pattern | Subtype]:
        """Every known pattern and subtype by its code: as the taxonomy in force has it, else as
        the first of the others."""
        known = [*reversed(self.others), *([self.taxonomy] if self.taxonomy else [])]
        return {code: entry for taxonomy in known for code, entry in _entries(taxonomy).items()}

    def name(self, code: str, tongue: Tongue = "zh") -> str:
        """What people call a pattern or subtype; the code itself where nobody knows it."""
        entry = self.entries.get(code)
        return getattr(entry, tongue) if entry else code

    def code_of(self, said: str) -> str:
        """The code of what people named, in either language; what they said if it is no name."""
        if said in self.entries:
            return said
        in_force_first = sorted(self.entries.items(), key=lambda pair: pair[0] not in self.codes)
        return next((c for c, entry in in_force_first if said in (entry.zh, entry.en)), said)

    def is_former(self, code: str) -> bool:
        """Whether a code is of no taxonomy in force, but of another or of none."""
        return self.taxonomy is not None and code not in self.codes


def _entries(taxonomy: Taxonomy) -> dict[str, Pattern | Subtype]:
    found: dict[str, Pattern | Subtype] = {}
    for pattern in taxonomy.patterns:
        found[pattern.code] = pattern
        found |= {subtype.code: subtype for subtype in pattern.subtypes}
    return found
