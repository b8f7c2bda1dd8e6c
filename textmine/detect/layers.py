"""What a marked Doc carries: the values that detect finds, and where they hang on `doc._`.

Everything is found on characters of `doc.text`; tokens are only a view. Offsets are Python
slices. Layers are tuples in the order of the text.

Values that a text has thousands of are dataclasses with slots only: to freeze them at run time
makes them five times slower. Nothing changes them all the same (tests/test_values.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc

from textmine.types import Level, Modifier, PlaceCandidate, SectionRole


# The two that are unpacked and compared most are named tuples.
class Stretch(NamedTuple):
    """A paragraph or a sentence: `paragraph` is the index of the paragraph it stands in."""

    start: int
    end: int
    paragraph: int


@dataclass(slots=True)
class FoundHeading:
    """A heading line or run-in label; `end` excludes the full stop that closes it.

    `marker` is the number as written ("一、", "（2）", "一是", "") and `block_end` the offset at
    which what it heads ends.
    """

    start: int
    end: int
    level: int
    role: SectionRole
    marker: str
    block_end: int


@dataclass(slots=True)
class Item:
    """A node of the tree of enumerations: from its marker to where the next one begins.

    `parent` is an index into `doc._.items` or -1; `label_end` the end of its heading or label
    (equal to `start` where it has none); `kind` names the series of its marker ("一、", "一是").
    """

    start: int
    end: int
    label_end: int
    level: int
    parent: int
    kind: str
    role: SectionRole


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A stretch of paragraphs with one role."""

    start: int
    end: int
    role: SectionRole


class FoundPlace(NamedTuple):
    """A mention of a place; see `types.Place` for the fields."""

    start: int
    end: int
    text: str
    level: Level
    adcode: str | None = None
    successor: str | None = None
    full: str | None = None
    lat: float | None = None
    lon: float | None = None
    score: float | None = None
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """An expression of time; `value` is None where nothing anchors it."""

    start: int
    end: int
    text: str
    value: str | None


@dataclass(slots=True)
class Quantity:
    """A number with its unit, before anybody asks what it counts.

    `start`/`end` cover number, unit and modifier words ("近300万元", "30人以上");
    `number_start`/`number_end` the number alone ("300万"); from there to `unit_end` stands the
    unit as written ("元"; empty for "翻一番"). `value` has 万 and 亿 multiplied out, `unit` is the
    base unit. `shape` says how it was told: number, range, fraction, multiple ("翻一番", "3倍"),
    tenths ("三成", "八折").
    """

    start: int
    end: int
    number_start: int
    number_end: int
    unit_end: int
    value: float
    value_max: float | None
    unit: str
    modifier: Modifier | None
    shape: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The place that an article is about; `example` is the one in it that it mostly tells of."""

    text: str
    adcode: str | None
    start: int  # of the mention that named it
    full: str | None = None
    level: Level | None = None
    example: Focus | None = None


# name on doc._, default value, what it holds
EXTENSIONS: tuple[tuple[str, object, str], ...] = (
    ("article", None, "the types.Article it was made from, or None for raw text"),
    ("text", "", "what the segmenter read: doc.text, which spaCy puts together each time"),
    ("word_starts", (), "array of offsets at which words begin"),
    ("words", (), "list of the words, as segmented"),
    ("word_numbers", (), "array of their numbers in spaCy's table of strings"),
    ("tags", (), "list of jieba's part-of-speech tags, one a word"),
    ("paragraphs", (), "tuple of Stretch"),
    ("sentences", (), "tuple of Stretch"),
    ("headings", (), "tuple of FoundHeading"),
    ("items", (), "tuple of Item"),
    ("sections", (), "tuple of FoundSection"),
    ("periods", (), "tuple of FoundPeriod"),
    ("places", (), "tuple of FoundPlace"),
    ("focus", None, "Focus of the article, or None"),
    ("date_bounds", None, "the article's bounds and what names of places say, or None"),
    ("date_evidence", (), "tuple of the spans that tell them"),
    ("quantities", (), "tuple of Quantity"),
)


def register_layers() -> None:
    """Declare the layers to spaCy; calling it again changes nothing."""
    for name, default, _ in EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def text_of(doc: Doc) -> str:
    """`doc.text`, which takes a second a million characters, as the segmenter kept it."""
    text: str = doc._.text
    return text or doc.text
