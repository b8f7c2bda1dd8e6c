"""The patterns by which practices are tagged, read from a taxonomy.toml.

    taxonomy = read_taxonomy(Path("models/patterns/taxonomy.toml"))
    taxonomy.codes                      # ("joint_build", "industry_chain", …)
    taxonomy["joint_build"].zh          # "联合共建"

A taxonomy is data: nothing in the code knows what the patterns are about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from textmine.errors import ResourceError, SettingsError

CODE = re.compile(r"[a-z][a-z0-9_]*")
PATTERN_KEYS = {
    "code", "zh", "en", "definition", "definition_en", "belongs", "excludes", "cues", "examples",
    "subtypes",
}  # fmt: skip
SUBTYPE_KEYS = {"code", "zh", "en", "definition", "definition_en", "cues"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtype:
    """A kind of a pattern."""

    code: str
    zh: str
    en: str
    definition: str = ""
    definition_en: str = ""
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern: what belongs to it, what does not, and the words that speak for it."""

    code: str
    zh: str
    en: str
    definition: str = ""
    definition_en: str = ""
    belongs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    subtypes: tuple[Subtype, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """All patterns of a field, in the order of its file."""

    name: str
    zh: str
    en: str
    patterns: tuple[Pattern, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the patterns."""
        return tuple(pattern.code for pattern in self.patterns)

    @cached_property
    def parent_of(self) -> Mapping[str, str]:
        """Subtype → its pattern."""
        return {sub.code: pattern.code for pattern in self.patterns for sub in pattern.subtypes}

    def __getitem__(self, code: str) -> Pattern:
        for pattern in self.patterns:
            if pattern.code == code:
                return pattern
        known = ", ".join(self.codes)
        raise SettingsError(code, f"is no pattern of the taxonomy {self.name}; known: {known}")


def read_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in a TOML file; raises `SettingsError` that names what is wrong with it."""
    try:
        return parse_taxonomy(path.read_bytes(), str(path))
    except FileNotFoundError as error:
        raise ResourceError(str(path), "there is no such taxonomy file") from error


def _decoded(content: bytes) -> str:
    """TOML is UTF-8; what an old Chinese Notepad saved is GB18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def parse_taxonomy(content: bytes, source: str) -> Taxonomy:
    """The taxonomy that stands in TOML; *source* is the file that errors name."""
    try:
        rows = tomllib.loads(_decoded(content))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(source, f"is not a taxonomy in TOML: {error}") from error
    patterns = tuple(_pattern(row, source) for row in rows.get("patterns", ()))
    name = rows.get("name", Path(source).stem)
    zh = rows.get("zh") or rows.get("en") or name
    taxonomy = Taxonomy(name, zh, rows.get("en") or zh, patterns)
    _check(taxonomy, source)
    return taxonomy


def _pattern(row: Mapping[str, Any], source: str) -> Pattern:
    values = _fields(row, PATTERN_KEYS, source)
    subtypes = tuple(
        Subtype(**_fields(sub, SUBTYPE_KEYS, source)) for sub in row.get("subtypes", ())
    )
    return Pattern(**{**values, "subtypes": subtypes})


def _fields(row: Mapping[str, Any], allowed: set[str], source: str) -> dict[str, Any]:
    code = str(row.get("code", ""))
    unknown = sorted(set(row) - allowed)
    if unknown:
        raise SettingsError(source, f"pattern {code!r} has unknown keys: {', '.join(unknown)}")
    if not CODE.fullmatch(code):
        raise SettingsError(source, f"code {code!r} must be lower-case ASCII letters, digits and _")
    zh = row.get("zh") or row.get("en") or code  # one name is enough
    values = {**row, "zh": zh, "en": row.get("en") or zh}
    return {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}


def _check(taxonomy: Taxonomy, source: str) -> None:
    if len(taxonomy.patterns) < 2:
        raise SettingsError(source, "needs at least two [[patterns]]")
    codes = [*taxonomy.codes]
    codes += [sub.code for pattern in taxonomy.patterns for sub in pattern.subtypes]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise SettingsError(source, f"has codes that stand twice: {', '.join(twice)}")
