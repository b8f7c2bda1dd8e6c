"""Text that knows where each of its characters came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

# So many characters are replaced faster one after the other than by a table, 100 times a few.
FEW = 40


class Run(NamedTuple):
    """`length` characters at `start` that stand for `source_length` characters at `source`.

    Equal lengths: character by character. Otherwise the run is one block, and every character
    of it stands for the whole block of the source.
    """

    start: int
    length: int
    source: int
    source_length: int


class AlignedText:
    """A string and, as runs, the place of each character in the decoded source.

    >>> page = AlignedText.of("構(gòu)建 14 個鎮")
    >>> clean = page.sub(r"\\([a-zò]+\\)|(?<=建) | (?=個)", "").translate({"構": "构", "個": "个"})
    >>> clean.text
    '构建14个鎮'
    >>> clean.source_span(0, 2)
    (0, 7)

    Offsets are Python slices. Edits return a new text and refer to positions in the old one.
    """

    __slots__ = ("_starts", "runs", "text")

    def __init__(self, text: str, runs: tuple[Run, ...]) -> None:
        self.text = text
        self.runs = runs
        self._starts = [run.start for run in runs]

    @classmethod
    def of(cls, source: str, start: int = 0) -> AlignedText:
        """The source itself, or a piece of it that begins at *start*."""
        return cls(source, (Run(0, len(source), start, len(source)),) if source else ())

    @classmethod
    def from_pieces(cls, pieces: Iterable[tuple[str, int, int]]) -> AlignedText:
        """Text put together from (text, source_start, source_end), in reading order."""
        texts: list[str] = []
        runs: list[Run] = []
        at = 0
        for text, source_start, source_end in pieces:
            if text:
                _append(runs, at, len(text), source_start, source_end - source_start)
                texts.append(text)
                at += len(text)
        return cls("".join(texts), tuple(runs))

    @classmethod
    def join(cls, parts: Iterable[AlignedText], separator: str = "\n") -> AlignedText:
        """The parts with *separator* between them; it stands for no character of the source."""
        pieces: list[tuple[str, int, int]] = []
        for number, part in enumerate(parts):
            if number and separator:
                here = pieces[-1][2] if pieces else 0
                pieces.append((separator, here, here))
            pieces.extend(part.pieces())
        return cls.from_pieces(pieces)

    def pieces(self) -> Iterable[tuple[str, int, int]]:
        """The runs as (text, source_start, source_end)."""
        text = self.text
        for start, length, source, source_length in self.runs:
            yield text[start : start + length], source, source + source_length

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"AlignedText({self.text[:40]!r}, {len(self.text)} characters)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AlignedText) and (self.text, self.runs) == (other.text, other.runs)

    def __hash__(self) -> int:
        return hash((self.text, self.runs))

    def __getitem__(self, part: slice) -> AlignedText:
        start, end, step = part.indices(len(self.text))
        if step != 1:
            raise ValueError("an AlignedText is cut in steps of one")
        if start < end:  # as a rule a piece lies in one run
            at, length, source, source_length = self.runs[bisect_right(self._starts, start) - 1]
            if end <= at + length == at + source_length:
                size = end - start
                here = Run(0, size, source + start - at, size)
                return AlignedText(self.text[start:end], (here,))
        runs: list[Run] = []
        self._copy(runs, 0, start, end)
        return AlignedText(self.text[start:end], tuple(runs))

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> AlignedText:
        """The text with all *edits* made at once; they may not overlap (ValueError)."""
        runs: list[Run] = []
        texts: list[str] = []
        last = at = 0
        for start, end, new in sorted(edits):
            if start < last or end < start or end > len(self.text):
                raise ValueError(f"edit ({start}, {end}) overlaps another or leaves the text")
            self._copy(runs, at, last, start)
            texts.append(self.text[last:start])
            at += start - last
            if new:
                source, source_end = self.source_span(start, end)
                _append(runs, at, len(new), source, source_end - source)
                texts.append(new)
                at += len(new)
            last = end
        if not last and not texts:
            return self
        self._copy(runs, at, last, len(self.text))
        texts.append(self.text[last:])
        return AlignedText("".join(texts), tuple(runs))

    def delete(self, spans: Iterable[tuple[int, int]]) -> AlignedText:
        """Without the given (start, end) spans."""
        return self.edit((start, end, "") for start, end in spans)

    def replace(self, old: str, new: str) -> AlignedText:
        """With every *old* replaced by *new*."""
        return self.sub(re.escape(old), lambda _: new)

    def sub(
        self, pattern: str | re.Pattern[str], new: str | Callable[[re.Match[str]], str]
    ) -> AlignedText:
        """Like `re.sub`; a match that would not change is left as it is."""
        edits: list[tuple[int, int, str]] = []
        for match in re.finditer(pattern, self.text):
            text = new(match) if callable(new) else match.expand(new)
            if text != match[0]:
                edits.append((match.start(), match.end(), text))
        return self.edit(edits)

    def translate(self, table: Mapping[str, str]) -> AlignedText:
        """With characters replaced one for one (ValueError where a value is not one long)."""
        if any(len(value) != 1 for value in table.values()):
            raise ValueError("translate() replaces one character by one; use edit()")
        text = self.text
        if len(table) > FEW or not table.keys().isdisjoint(table.values()):
            codes = {ord(old): new for old, new in table.items()}
            return AlignedText(text.translate(codes), self.runs)
        for old, new in table.items():
            text = text.replace(old, new)
        return AlignedText(text, self.runs)

    def strip(self, characters: str | None = None) -> AlignedText:
        """Without white space (or *characters*) at either end."""
        start = len(self.text) - len(self.text.lstrip(characters))
        end = len(self.text.rstrip(characters))
        return self[start : max(start, end)]

    def lines(self) -> list[AlignedText]:
        """The lines without their newlines."""
        found, start = [], 0
        while (end := self.text.find("\n", start)) >= 0:
            found.append(self[start:end])
            start = end + 1
        return [*found, self[start:]]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the decoded source, as a slice."""
        if start >= end:
            here = self._source_of(start)[0] if start < len(self.text) else self._source_end()
            return here, here
        at, length, source, source_length = self.runs[bisect_right(self._starts, start) - 1]
        plain = length == source_length
        here = source + start - at if plain else source
        if end <= at + length:  # as a rule it ends in the run that it begins in
            return here, here + end - start if plain else source + source_length
        return here, self._source_of(end - 1)[1]

    def _source_end(self) -> int:
        return self.runs[-1].source + self.runs[-1].source_length if self.runs else 0

    def _source_of(self, position: int) -> tuple[int, int]:
        """The source of one character."""
        run = self.runs[bisect_right(self._starts, position) - 1]
        if run.length == run.source_length:
            here = run.source + position - run.start
            return here, here + 1
        return run.source, run.source + run.source_length

    def _copy(self, runs: list[Run], at: int, start: int, end: int) -> None:
        """Append to *runs* those of `text[start:end]`, moved to *at*."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while start < end:
            run = self.runs[index]
            length = min(end, run.start + run.length) - start
            if run.length == run.source_length:
                _append(runs, at, length, run.source + start - run.start, length)
            else:
                _append(runs, at, length, run.source, run.source_length)
            at, start, index = at + length, start + length, index + 1


def _append(runs: list[Run], start: int, length: int, source: int, source_length: int) -> None:
    """Append a run, joined to the last one where both go on character by character."""
    if runs and length == source_length:
        last = runs[-1]
        follows = last.source + last.source_length == source
        if follows and last.length == last.source_length:
            runs[-1] = Run(last.start, last.length + length, last.source, last.length + length)
            return
    runs.append(Run(start, length, source, source_length))
