"""Labelled passages: one JSON object a line, one file a theme, as in corpora/practices.

    {"id": "…", "text": "…", "patterns": ["joint_build"], "subtypes": [], "headings": ["…"],
     "kind": "practice", …}

`kind` is "practice" or says what else the passage is (background, problem, lesson, …). A later
line replaces an earlier one of the same id, so that decisions made afterwards hold; files named
`decisions*.jsonl` are read last. `corpus.toml` may name the `typical` writers: those whose themes
and labels come as often as in real reports; and the themes `held_back` from training when it is
scored, so that figures stay comparable while a corpus grows.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmine.acquire.encoding import decode
from textmine.errors import ResourceError, SettingsError
from textmine.label.taxonomy import Pattern, Subtype, Taxonomy

PRACTICE = "practice"
SEPARATED = re.compile("[;；、,，]")  # labels in one string


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A passage with its labels; `theme` is the file it stands in, `writer` who wrote it.

    `typical` says whether its writer tells of patterns as often as real reports do.
    """

    id: str
    text: str
    patterns: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    kind: str = PRACTICE
    genre: str = "other"
    theme: str = ""
    writer: str = ""
    typical: bool = True

    @property
    def is_practice(self) -> bool:
        """Whether the passage tells a practice."""
        return self.kind == PRACTICE


def read_corpus(folder: Path, taxonomy: Taxonomy) -> list[Example]:
    """The examples of all *.jsonl files in *folder*; raises where a line does not fit."""
    files = sorted(
        folder.glob("*.jsonl"), key=lambda path: (path.stem.startswith("decisions"), path)
    )
    if not folder.is_dir():
        raise ResourceError(str(folder), "is no folder")
    if not files:
        raise ResourceError(str(folder), "holds no *.jsonl files with labelled practices")
    typical = _names(folder, "typical")
    examples: dict[str, Example] = {}
    for path in files:
        for example in _read_file(path, taxonomy):
            earlier = examples.get(example.id)
            theme = earlier.theme if earlier else example.theme
            examples[example.id] = _in_theme(example, theme, typical)
    return list(examples.values())


def held_back_themes(folder: Path) -> Sequence[str]:
    """The themes that corpus.toml keeps from training when it is scored; mostly none."""
    return _names(folder, "held_back")


def _names(folder: Path, key: str) -> Sequence[str]:
    path = folder / "corpus.toml"
    if not path.is_file():
        return ()
    try:
        names = tomllib.loads(path.read_text(encoding="utf-8")).get(key, [])
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), f"is not TOML: {error}") from error
    if not isinstance(names, list):
        raise SettingsError(str(path), f"`{key}` must be a list of names")
    return names


def _in_theme(example: Example, theme: str, typical: Sequence[str]) -> Example:
    writer = theme.partition("-")[0]
    is_typical = not typical or writer in typical
    return dataclasses.replace(example, theme=theme, writer=writer, typical=is_typical)


def _read_file(path: Path, taxonomy: Taxonomy) -> Iterator[Example]:
    text = decode(path.read_bytes(), name=path.name).text
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _read_line(line, f"{path.name}:{number}", path.stem, taxonomy)


def _read_line(line: str, where: str, theme: str, taxonomy: Taxonomy) -> Example:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SettingsError(where, f"is not JSON: {error}") from error
    text = row.get("text") if isinstance(row, Mapping) else None
    if not isinstance(text, str) or not text.strip():
        raise SettingsError(where, "has no text")
    example = example_of(_in_codes(row, where, taxonomy), theme)
    check_labels(example, where, taxonomy)
    return example


def _in_codes(row: Mapping[str, Any], where: str, taxonomy: Taxonomy) -> dict[str, Any]:
    """*row* with its labels as codes, be they names of the taxonomy or one string."""
    named = names_of(taxonomy)
    coded = dict(row)
    for key in ("patterns", "subtypes"):
        given = coded.get(key) or ()
        labels = SEPARATED.split(given) if isinstance(given, str) else given
        if not isinstance(labels, Sequence) or not all(isinstance(each, str) for each in labels):
            raise SettingsError(where, f"`{key}` is to be a list of codes")
        coded[key] = [named.get(label.strip().lower(), label) for label in labels if label.strip()]
    return coded


def names_of(taxonomy: Taxonomy) -> dict[str, str]:
    """Codes and names of patterns and subtypes, in small letters → the code."""
    entries: list[Pattern | Subtype] = []
    for pattern in taxonomy.patterns:
        entries += [pattern, *pattern.subtypes]
    names = {name.lower(): each.code for each in reversed(entries) for name in (each.zh, each.en)}
    return {name: code for name, code in names.items() if name} | {
        each.code.lower(): each.code for each in entries
    }


def example_of(row: Mapping[str, Any], theme: str) -> Example:
    """The example in a row of a corpus; keys that training does not need are left alone."""
    patterns = tuple(row.get("patterns") or ())
    return Example(
        id=str(row.get("id") or f"{theme}-{hash_of(row['text'])}"),
        text=str(row["text"]),
        patterns=patterns,
        subtypes=tuple(row.get("subtypes") or ()),
        headings=tuple(row.get("headings") or ()),
        kind=str(row.get("kind") or (PRACTICE if patterns else "other")),
        genre=str(row.get("genre") or "other"),
        theme=theme,
        writer=theme.partition("-")[0],
    )


def hash_of(text: str) -> str:
    """A short name for a text that has none."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def check_labels(example: Example, where: str, taxonomy: Taxonomy) -> None:
    """Raise where the labels of an example are not of the taxonomy."""
    unknown = [code for code in example.patterns if code not in taxonomy.codes]
    unknown += [code for code in example.subtypes if code not in taxonomy.parent_of]
    if unknown:
        known = ", ".join(taxonomy.codes)
        raise SettingsError(
            where,
            f"unknown codes {', '.join(unknown)}; patterns are: {known} (of {taxonomy.zh}; "
            "--taxonomy or a taxonomy.toml in the folder names others)",
        )
    if example.is_practice != bool(example.patterns):
        raise SettingsError(where, "a practice needs a pattern; what has none is of another kind")
