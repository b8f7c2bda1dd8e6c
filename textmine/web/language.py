"""What the page says, in Chinese and English: one table, `strings.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from textmine.label.taxonomy import Pattern, Subtype
from textmine.store.words import divisions
from textmine.store.words.naming import TONGUES, Naming, Tongue
from textmine.store.words.wording import figure, number, short_english
from textmine.web.explaining import in_chinese

Language = Tongue
LANGUAGES = TONGUES


@cache
def table() -> Mapping[str, tuple[str, str]]:
    """Every string by its key ("search.button"), Chinese and English."""
    path = Path(__file__).with_name("strings.toml")
    groups = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{group}.{name}": (both[0], both[1])
        for group, strings in groups.items()
        for name, both in strings.items()
    }


class Speaker:
    """Says things in one language, and patterns as a database calls them.

    >>> Speaker("zh")("search.button")
    '检索'
    """

    def __init__(self, language: Language, naming: Naming | None = None) -> None:
        self.language = language
        self.naming = (naming or Naming(None)).speaking(language)
        self._column = LANGUAGES.index(language)

    def __call__(self, key: str, **values: Any) -> str:
        """The string *key*; KeyError where there is none. Numbers get their separators."""
        said = table()[key][self._column]
        return said.format(**{name: _plain(value) for name, value in values.items()})

    def code(self, code: str) -> str:
        """The name of a pattern or subtype; of one that the taxonomy lacks, this is said too."""
        name = self.naming.name(code)
        return self("pattern.former", name=name) if self.naming.is_former(code) else name

    def words_to_find(self) -> str:
        """An example of what may be searched for, of words that speak for patterns."""
        known = self.naming.taxonomy
        words = [(*pattern.cues, pattern.zh)[0] for pattern in known.patterns] if known else []
        if len(words) < 3:
            return self("search.placeholder_plain")
        return self("search.placeholder", one=words[0], two=words[1], three=words[2])

    def task_to_paste(self) -> str:
        """An example of a task, in the words of the taxonomy."""
        patterns = self.naming.taxonomy.patterns if self.naming.taxonomy else ()
        example = next((example for pattern in patterns for example in pattern.examples), "")
        return (
            self("task.placeholder", example=example) if example else self("task.placeholder_plain")
        )

    def definition(self, pattern: Pattern | Subtype) -> str:
        """What a pattern or subtype is; in Chinese where the taxonomy says it in no other way."""
        return self.naming.definition(pattern)

    def value(self, group: str, value: str | None) -> str:
        """A value of a closed list (`genre`, `status` …); itself where the list lacks it."""
        both = table().get(f"{group}.{value}")
        return both[self._column] if both else value or ""

    def figure(self, value: float) -> str:
        """A figure as the language writes it: 1.532万 or 15,320."""
        return figure(value, self.language)

    def tick(self, value: float) -> str:
        """A figure beside a chart, where there is little room."""
        return number(value) if self.language == "zh" else short_english(value)

    def quoting(self) -> Markup:
        """The attribute of what is quoted from reports, for a voice that reads the page aloud."""
        return Markup("" if self.language == "zh" else ' lang="zh-Hans"')

    def error(self, message: str) -> str:
        """What the program says of an error."""
        return in_chinese(message) if self.language == "zh" else message

    def facet(self, name: str, value: str) -> str:
        """How a value of a filter is called."""
        if name in ("pattern", "subtype"):
            return self.code(value)
        if name == "without":
            return self(f"facet.{value}")
        if name == "place":
            return divisions.name_of(value) if value.isdigit() else value
        return self.value(name, value)


def _plain(value: Any) -> Any:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
