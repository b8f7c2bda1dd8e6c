"""What frames a report's text: its table of contents, its references and their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.aligned import AlignedText
from textmine.clean.lines import HAN, HAN_SIGN, ends_sentence

# Begins where no other leader stands before it: a long one is read once, not from each dot.
LEADER = r"(?<![.．·•…‥])(?<![.．·•…‥]\s)(?:[.．·•…‥]\s?){3,}+|(?<![-_—])[-_—]{4,}+"
# "一、主要做法………………3": an entry of a table of contents on a line of its own. Without a leader
# it may be a row of figures, and counts only below the word 目录.
PAGE_NUMBER = r"\s*+[（(]?(?:\d{1,3}|[IVXivx]{1,4})[)）]?$"
ENTRY = re.compile(rf"^.{{2,60}}?(?:{LEADER}){PAGE_NUMBER}")
LOOSE_ENTRY = re.compile(rf"^.{{2,60}}?(?<!\s)(?:\s{{2}}|\t){PAGE_NUMBER}")
CONTENTS = re.compile(r"^[【\[]?目\s*[录次][】\]]?$")
# The same run together in one line.
INLINE = re.compile(
    rf"(?:目\s*[录次]\s*)?(?:[^。;；\n]{{2,60}}?(?:{LEADER})\s*+[（(]?\d{{1,3}}[)）]?\s*+){{2,}}"
)
LEAST_ENTRIES = 2
LONGEST_GAP = 4  # lines

LATIN = re.compile("[A-Za-z]")
LEAST_LETTERS = 40  # of a translation; fewer may be a name or an address

ABSTRACT = re.compile(
    r"^[\[【(（]?\s*abstract\s*[\]】)）]?\s*[:：]?(?=[^\u4e00-\u9fff]{40})", re.IGNORECASE
)
MOST_ABOVE = 12  # lines of a paper's head

REFERENCES = re.compile(
    r"^[\[【〔]?\s*(?:主要)?(?:参考|引用)(?:文献|资料|书目)\s*[\]】〕]?\s*[:：]?"
)
NOTES = re.compile(r"^[\[【〔]?\s*(?:注\s*释|尾注|脚注)\s*+(?:[\]】〕]\s*+)?[:：]?$")
# "[3] 某某. 论乡村治理[J]. …", "③《某省统计年鉴》,第5页": an entry of either.
REFERENCE = re.compile(
    r"^(?:[\[〔（(]\d{1,3}[\]〕）)]|[①-⑳]|\d{1,3}[.．])\s*\S.*(?:\[[A-Z](?:/[A-Z]{2})?\]|https?:"
    r"|\d{4}年?[\W\dA-Z年月日卷总第至修订增中文版一二三四五六七八九十]{0,12}[期页版](?![一-龥]))"
)
NOTE_ENTRY = re.compile(r"^(?:[\[〔（(]\d{1,3}[\]〕）)]|[①-⑳])")

# [1], [2,3], [1]35-36, 〔4〕: the mark of a reference, after a word or its punctuation.
MARK = re.compile(
    rf"(?<=[{HAN}。，,、；;：:！？”’」』》）)%％\d])\s?(?:\[\d{{1,3}}(?:[-~—–,，、]\d{{1,3}})*\]|〔\d{{1,2}}(?:[-~—–,，、]\d{{1,2}})*〕)"
    r"(?:\d{1,4}(?:[-—–]\d{1,4})?(?=[。，,；;、：:”’]|$))?"
)
CIRCLED = re.compile(
    rf"(?<=[{HAN}。，,、；;：:！？”’」』》）)])[①-⑳](?=[。，,、；;：:！？]|$|[{HAN}])"
)


def drop_contents(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """Without tables of contents."""
    texts = [line.text for line in lines]
    entries = {index for index, text in enumerate(texts) if _is_entry(text)}
    entries = _fill(texts, entries) if len(entries) >= LEAST_ENTRIES else set()
    for index, text in enumerate(texts):
        if CONTENTS.match(text):
            entries |= {index, *_announced(texts, index + 1), *_loose(texts, index + 1)}
    kept = [line for index, line in enumerate(lines) if index not in entries]
    return [_drop_inline(line) for line in kept]


def _fill(texts: Sequence[str], entries: set[int]) -> set[int]:
    """With the short lines before and between entries: 目 / 录, 第一篇."""
    filled, gap = set(entries), list[int]()
    for index in range(min(entries), max(entries)):
        gap = [] if index in entries else [*gap, index]
        if index + 1 in entries and len(gap) <= LONGEST_GAP and _are_short(texts, gap):
            filled.update(gap)
    first = min(entries)
    lead = range(max(0, first - LONGEST_GAP), first)
    starts = [i for i in lead if texts[i] in ("目", "目录") or CONTENTS.match(texts[i])]
    if starts and _are_short(texts, list(range(starts[0], first))):
        filled.update(range(starts[0], first))
    return filled


def _are_short(texts: Sequence[str], indexes: Sequence[int]) -> bool:
    return all(len(texts[i]) <= 20 and not ends_sentence(texts[i]) for i in indexes)


def _is_entry(text: str) -> bool:
    last = text[-1:]
    return (last.isdigit() or last in ")）IVXivx") and len(text) <= 90 and bool(ENTRY.match(text))


def _announced(texts: Sequence[str], start: int) -> list[int]:
    """The lines from *start* on that come again below, as headings do that a table announces."""
    later = {_bare(text) for text in texts[start:] if len(text) <= 60}
    counts: dict[str, int] = {}
    for text in texts[start:]:
        counts[_bare(text)] = counts.get(_bare(text), 0) + 1
    found: list[int] = []
    for index in range(start, len(texts)):
        bare = _bare(texts[index])
        if bare not in later or counts[bare] < 2 or len(texts[index]) > 60:
            break
        if any(_bare(texts[other]) == bare for other in found):
            break
        found.append(index)
    return found


def _loose(texts: Sequence[str], start: int) -> list[int]:
    """The lines from *start* on that end with a page number after spaces."""
    end = start
    while end < len(texts) and (LOOSE_ENTRY.match(texts[end]) or ENTRY.match(texts[end])):
        end += 1
    return list(range(start, end))


def _bare(text: str) -> str:
    return re.sub(r"\s|[.．·•…‥_—-]{3,}.*$|\d{1,3}$", "", text)


def _drop_inline(line: AlignedText) -> AlignedText:
    if "……" not in line.text and "..." not in line.text and "···" not in line.text:
        return line
    return line.delete(match.span() for match in INLINE.finditer(line.text))


def drop_translation(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """Without the translation, or the abstract in English, after a Chinese text."""
    end = len(lines)
    while end > 1 and not HAN_SIGN.search(lines[end - 1].text):
        end -= 1
    letters = sum(len(LATIN.findall(line.text)) for line in lines[end:])
    return _drop_abstract(list(lines if letters < LEAST_LETTERS else lines[:end]))


def _drop_abstract(lines: list[AlignedText]) -> list[AlignedText]:
    """Without the run of foreign lines before a text of which one is its abstract."""
    first = next(
        (i for i, line in enumerate(lines[:MOST_ABOVE]) if ABSTRACT.match(line.text)), None
    )
    if first is None:
        return lines
    start = end = first
    while start and _is_latin(lines[start - 1].text):
        start -= 1
    while end < len(lines) and _is_latin(lines[end].text):
        end += 1
    return lines[:start] + lines[end:] if end < len(lines) else lines


def _is_latin(text: str) -> bool:
    """Whether a line has letters and no Chinese, however short it is."""
    return HAN_SIGN.search(text) is None and LATIN.search(text) is not None


def drop_references(lines: Sequence[AlignedText]) -> list[AlignedText]:
    """Without the list of references and notes at the end, and without their marks in the text."""
    end = _start_of_references([line.text for line in lines])
    notes = [line.text for line in lines[end:]]
    circled = sum(bool(text) and text[0] in "①②③④⑤" for text in notes) > 0
    return [_drop_marks(line, circled=circled) for line in lines[:end]]


def _start_of_references(texts: Sequence[str]) -> int:
    """Where the list begins; it is in the second half and nothing but entries follow."""
    for index in range(len(texts) // 2, len(texts)):
        text = texts[index]
        if REFERENCES.match(text) and index:
            return index
        if NOTES.match(text) and all(map(NOTE_ENTRY.match, texts[index + 1 :][:2])):
            return index
    end = len(texts)
    while end > 1 and REFERENCE.match(texts[end - 1]):
        end -= 1
    return end if len(texts) - end >= LEAST_ENTRIES else len(texts)


def _drop_marks(line: AlignedText, *, circled: bool) -> AlignedText:
    text = line.text
    if "[" in text or "〔" in text:
        line = line.sub(MARK, "")
    return line.sub(CIRCLED, "") if circled and re.search("[①-⑳]", text) else line
