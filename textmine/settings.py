"""One frozen class of settings per stage, checked when made; `textmine.toml` fills them.

[acquire]
max_bytes = 200_000_000

[detect]
segmenter = "jieba"
"""

from __future__ import annotations

import codecs
import dataclasses
import hashlib
import json
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from textmine.errors import SettingsError

WANTED: Mapping[type, str] = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: 'text in quotes, "…"',
}


def _at_least(least: float, **values: float) -> None:
    for name, value in values.items():
        if value < least:
            raise SettingsError(name, f"must be {least:g} or more, got {value:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquireSettings:
    """Limits that keep one document from taking everything."""

    max_bytes: int = 100_000_000  # of one file, and of all members of an archive together
    max_characters: int = 20_000_000  # of one document once decoded
    max_members: int = 20_000  # of an archive
    max_depth: int = 3  # archives within archives
    max_bad_share: float = 0.01  # of characters that no encoding fits (design.md, section 7)
    encoding: str | None = None  # overrides what is declared and guessed
    ocr: Literal["auto", "never"] = "auto"
    # of tables of texts: ours = theirs ("text" = "正文内容"); also given as a TOML table
    columns: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(sorted(dict(self.columns).items())))
        _at_least(1, max_bytes=self.max_bytes, max_characters=self.max_characters)
        _at_least(0, max_members=self.max_members, max_bad_share=self.max_bad_share)
        try:
            codecs.lookup(self.encoding or "utf-8")
        except LookupError as error:
            raise SettingsError(
                "encoding", f"is not known: {self.encoding!r}; gb18030, big5 …"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How politely and how far `fetch` goes where `sites.toml` says nothing else of a site."""

    allow_private: bool = False  # addresses of the own machine and network
    contact: str = ""  # an address or page that sites are told with each request
    delay: float = 1.0  # seconds between two requests to a site
    concurrency: int = 1  # requests to a site at a time
    depth: int = 5  # links from a start page
    pages: int = 10_000  # addresses of a site
    barren: int = 20  # pages of one form in a row without a new link, then no more of them
    max_wait: float = 600.0  # seconds that a site may ask to wait (Retry-After, Crawl-delay)
    max_age: int = 600  # seconds for which an answer may be taken from the cache unasked

    def __post_init__(self) -> None:
        _at_least(0, delay=self.delay, depth=self.depth, max_wait=self.max_wait)
        _at_least(0, max_age=self.max_age)
        _at_least(1, concurrency=self.concurrency, pages=self.pages, barren=self.barren)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSettings:
    """What counts as text worth mining."""

    min_han: int = 20  # fewer Chinese characters than this in a document is `no_text`

    def __post_init__(self) -> None:
        _at_least(1, min_han=self.min_han)


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectSettings:
    """The segmenter: rjieba (fast) or jieba; both cut Han text alike."""

    segmenter: Literal["rjieba", "jieba"] = "rjieba"

    def __post_init__(self) -> None:
        _refuse_unfit("segmenter", self.segmenter, Literal["rjieba", "jieba"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """Keywords kept for each practice."""

    keywords: int = 6

    def __post_init__(self) -> None:
        _at_least(0, keywords=self.keywords)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSettings:
    """The model that tags practices: the name of a shipped one or a folder."""

    model: str = "patterns"
    taxonomy: str | None = None  # a file that replaces the model's own


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How many documents are mined at a time, and what one of them may take."""

    workers: int = 1
    max_seconds: float = 120.0  # for one document, of an archive or table for each within
    max_memory_mb: int = 4_000  # for one worker
    scans: str | None = None  # folder that keeps recognised pages; by default beside the ledger
    # Documents marked as secret that somebody confirmed: (name, SHA-256 of the file).
    released: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        _at_least(1, workers=self.workers, max_memory_mb=self.max_memory_mb)
        _at_least(0.1, max_seconds=self.max_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set."""

    acquire: AcquireSettings = field(default_factory=AcquireSettings)
    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    detect: DetectSettings = field(default_factory=DetectSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    label: LabelSettings = field(default_factory=LabelSettings)
    run: RunSettings = field(default_factory=RunSettings)

    def digest(self, *stages: str) -> str:
        """Eight hexadecimal digits that change when a setting of one of *stages* does."""
        values = {stage: dataclasses.asdict(getattr(self, stage)) for stage in stages}
        text = json.dumps(values, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def load_settings(path: Path | None = None) -> Settings:
    """The settings of *path*, else of `textmine.toml` in this folder, else the defaults.

    Raises a SettingsError for a file that is not there or cannot be read, for a name that is no
    setting (it says which are), and for a value beyond its bounds.
    """
    if path is None:
        path = Path("textmine.toml")
        if not path.exists():
            return Settings()
    elif not path.exists():
        raise SettingsError(str(path), "does not exist")
    try:
        tables = tomllib.loads(
            path.read_text(encoding="utf-8-sig")
        )  # the Editor of Windows marks it
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(path), f"cannot be read: {error}") from error
    try:
        return make_settings(tables)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error.subject}", error.message) from error


def make_settings(tables: Mapping[str, Any]) -> Settings:
    """Settings from tables by stage; an unknown name is refused with those that exist."""
    stages = {entry.name: entry.default_factory for entry in dataclasses.fields(Settings)}
    made: dict[str, Any] = {}
    for stage, values in tables.items():
        _refuse_unknown("table", stage, stages)
        if not isinstance(values, Mapping):
            raise SettingsError(stage, f"is a table: write [{stage}] on a line of its own")
        kind: Any = stages[stage]
        hints = typing.get_type_hints(kind)
        for name, value in values.items():
            _refuse_unknown(f"setting of [{stage}]", name, kind.__dataclass_fields__)
            _refuse_unfit(name, value, hints[name])
        made[stage] = kind(**values)
    return Settings(**made)


def _refuse_unknown(what: str, name: str, known: Mapping[str, Any]) -> None:
    if name not in known:
        raise SettingsError(name, f"is no {what}; known: {', '.join(sorted(known))}")


def _refuse_unfit(name: str, value: Any, hint: Any) -> None:
    """Refuse what no file may say: text for a number, a word that is none of a few."""
    choices = typing.get_args(hint)
    if typing.get_origin(hint) is Literal:
        if value not in choices:
            raise SettingsError(name, f"is {' or '.join(choices)}, not {value!r}")
        return
    kind = next((each for each in (hint, *choices) if each in WANTED), None)
    if kind is None:  # columns = {text = "正文"}
        fits = isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values())
        wanted = 'a table of names, {text = "正文"}'
    else:
        fits = type(value) is kind or (kind is float and type(value) is int)
        wanted = WANTED[kind]
    if not fits:
        raise SettingsError(name, f"must be {wanted}, got {value!r}")
