"""How patterns and subtypes are called in one database, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

from textmine.label.taxonomy import Pattern, Subtype, Taxonomy

Tongue = Literal["zh", "en"]
TONGUES: tuple[Tongue, ...] = get_args(Tongue)


@dataclass(frozen=True)
class Naming:
    """The taxonomy in force, and others whose codes records and corrections may still bear.

    `taxonomy` is None where nobody has said which one it is: codes then stand for themselves.
    `tongue` is the language of names where no other is asked for; a taxonomy that gives a name
    in one language only is called by it in both.
    """

    taxonomy: Taxonomy | None
    others: tuple[Taxonomy, ...] = ()
    tongue: Tongue = "zh"

    def speaking(self, tongue: Tongue) -> Naming:
        """The same in a language."""
        return self if tongue == self.tongue else replace(self, tongue=tongue)

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

    def name(self, code: str, tongue: Tongue | None = None) -> str:
        """What people call a pattern or subtype; the code itself where nobody knows it."""
        entry = self.entries.get(code)
        return getattr(entry, tongue or self.tongue) if entry else code

    def listed(self, names: Iterable[str]) -> str:
        """Names in a line."""
        return ("、" if self.tongue == "zh" else ", ").join(names)

    @property
    def title(self) -> str:
        """What the taxonomy in force is called; "" where it is not known."""
        return getattr(self.taxonomy, self.tongue) if self.taxonomy else ""

    def definition(self, entry: Pattern | Subtype) -> str:
        """What a pattern or subtype is; in Chinese where the taxonomy says it in no other way."""
        return (self.tongue == "en" and entry.definition_en) or entry.definition

    def code_of(self, said: str) -> str:
        """The code of what people named, in either language; what they said if it is no name."""
        if said in self.entries:
            return said
        in_force_first = sorted(self.entries.items(), key=lambda pair: pair[0] not in self.codes)
        plain = said.casefold()
        names = (
            (code, (entry.zh.casefold(), entry.en.casefold())) for code, entry in in_force_first
        )
        return next((code for code, called in names if plain in called), said)

    def is_former(self, code: str) -> bool:
        """Whether a code is of no taxonomy in force, but of another or of none."""
        return self.taxonomy is not None and code not in self.codes


def _entries(taxonomy: Taxonomy) -> dict[str, Pattern | Subtype]:
    found: dict[str, Pattern | Subtype] = {}
    for pattern in taxonomy.patterns:
        found[pattern.code] = pattern
        found |= {subtype.code: subtype for subtype in pattern.subtypes}
    return found
