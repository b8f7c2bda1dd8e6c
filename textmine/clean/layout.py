"""Paragraphs as their author had them: marks of pages out, broken lines joined, runs-in parted.

A paragraph is an `AlignedText` of one line. The functions take and return lists of them and do
nothing to text that is already so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from textmine.aligned import AlignedText
from textmine.clean.fields import DATELINE_START, is_name, without_roles
from textmine.clean.lines import CLOSING, ends_sentence

HAN = "\u3400-\u9fff"
CLOSERS = re.escape(CLOSING)
NUMBER = "[一二三四五六七八九十]{1,3}"

# ---- lines that were wrapped at a width ---------------------------------------------------------
# A text is wrapped where most lines end within a few columns of one width, and
# seldom with a sentence. 60 is beyond the widest page of a typewriter-like layout.
LEAST_WRAPPED = 8
WIDEST = 60
NARROWEST = 36  # columns; narrower lines are verse, lists or menus
SLACK = 4  # columns: a sign may not begin a line, a number is not broken
NARROW = re.compile(r"[A-Za-z0-9 .%/+-]")

ITEM = re.compile(
    rf"(?:{NUMBER}\s*[、.．](?!\s*{NUMBER}\s*、)|[（(]\s*(?:{NUMBER}|\d{{1,2}})\s*[）)]"
    rf"|\d{{1,2}}\s*[、.．](?!\d)"
    rf"|第{NUMBER}[章节条篇部编]|第{NUMBER}[,，、]|{NUMBER}[是要]|[①-⑳●■◆★]|——)"
)


def unwrap(text: AlignedText) -> AlignedText:
    """*text* without the line breaks of a fixed width."""
    lines = text.text.split("\n")
    width = _wrap_width(lines)
    if width is None:
        return text
    indented = sum(line[:2].isspace() for line in lines) >= LEAST_WRAPPED // 2
    edits: list[tuple[int, int, str]] = []
    end = 0
    for line, following in pairwise(lines):
        end += len(line) + 1
        if _goes_on(line, following, width, indented=indented):
            lead = len(following) - len(following.lstrip())
            blank = " " if _latin(line[-1:]) and _latin(following.lstrip()[:1]) else ""
            edits.append((end - 1 - len(line) + len(line.rstrip()), end + lead, blank))
    return text.edit(edits)


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The width that most lines fill, in columns, or None."""
    full = [line.strip() for line in lines if line.strip()]
    short = [line for line in full if len(line) <= WIDEST]
    if len(short) < LEAST_WRAPPED or len(full) - len(short) > 0.1 * len(full):
        return None
    widths = Counter(map(_columns, short))
    width = max(widths, key=lambda w: (sum(widths[w - i] for i in range(SLACK + 1)), w))
    near = [line for line in short if width - SLACK <= _columns(line) <= width]
    wider = sum(_columns(line) > width + SLACK for line in full)
    open_ended = sum(not ends_sentence(line) for line in near)
    wrapped = width >= NARROWEST and len(near) >= LEAST_WRAPPED and open_ended >= 0.6 * len(near)
    return width if wrapped and len(near) >= 0.4 * len(full) and wider <= 0.1 * len(full) else None


def _columns(line: str) -> int:
    """Chinese characters and signs take two columns, Latin letters, digits and spaces one."""
    return 2 * len(line) - len(NARROW.findall(line))


def _goes_on(line: str, following: str, width: int, *, indented: bool) -> bool:
    text, rest = line.strip(), following.strip()
    if not rest or _columns(text) < width - SLACK:
        return False
    if indented:
        return not following[:2].isspace()
    return not (ends_sentence(text) and (ITEM.match(rest) or text[-1] in "。！？"))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


ENDS_INSIDE = re.compile(r"[\u3400-\u9fff]、$|中共$")  # where a link begins


# ---- broken lines -------------------------------------------------------------------------------
def join_broken(lines: Iterable[AlignedText]) -> list[AlignedText]:
    """With lines joined that break a sentence; headings and items stay lines of their own."""
    groups: list[list[AlignedText]] = []
    for line in lines:
        if groups and _belongs_together(groups[-1][-1].text, line.text, torn=len(groups[-1]) > 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join_pieces(group) for group in groups]


def join_pieces(pieces: Sequence[AlignedText]) -> AlignedText:
    """The pieces of one line, put together."""
    return pieces[0] if len(pieces) == 1 else AlignedText.join(pieces, "")


def _belongs_together(before: str, after: str, *, torn: bool) -> bool:
    """Whether a sentence goes on from one line to the next; no line begins with a comma.

    A sentence that was *torn* before goes on until it ends: links were lines of their own.
    """
    if "\t" in before:
        return False
    if after[0] in "，,、；;：。！？)）”’》":
        return True
    inside = ENDS_INSIDE.search(before, max(0, len(before) - 2))
    if inside and "\t" not in after and not ITEM.match(after):
        return True
    return (_breaks_off(before) or (torn and not ends_sentence(before))) and _continues(after)


def _breaks_off(text: str) -> bool:
    """Whether a line stops in mid-sentence; a heading has no full stop and is shorter."""
    if "\t" in text or ends_sentence(text):
        return False
    if text[-1:] in "，,、":
        return len(text) >= 8
    if len(text) >= 60 or "。" in text or "；" in text:
        return True
    commas = sum(text.count(sign) for sign in "，,、")
    return len(text) >= 30 and commas > 0 and (commas > 2 or re.search(r"\d", text) is not None)


def _continues(text: str) -> bool:
    if "\t" in text or ITEM.match(text) or DATELINE_START.match(text):
        return False
    return ends_sentence(text) or len(text) >= 30


# ---- paragraphs that were run together ----------------------------------------------------------
# Chapters begin a line wherever a sentence ends before them; items only after a space, or in a
# text that has lost its line breaks (one line with several chapters in it).
CHAPTER = rf"{NUMBER}\s?[、.．](?!\s*{NUMBER}\s*[、月日年届次期])(?=\s*[{HAN}“《])"
SUBCHAPTER = rf"[（(]{NUMBER}[）)](?=\s*[{HAN}“《])"
POINT = (
    rf"\d{{1,2}}[、.．](?=\s*[{HAN}“《])|{NUMBER}[是要](?=[{HAN}])"
    rf"|第{NUMBER}[,，、](?=[{HAN}])"
)
ENDED = (
    rf"(?<=[。！？!?；;：:][{CLOSERS}]|[{HAN}][。！？!?；;：:]|[{CLOSERS}\d%％)）][。！？!?；;：:])"
)
RUN_IN_CHAPTER = re.compile(rf"(?:{ENDED}\s*|(?<=[^\s、，,和与至到])\s+)(?={CHAPTER})")
RUN_IN_ITEM = re.compile(rf"(?<=[^\s、，,])\s+(?=(?:{SUBCHAPTER}|{POINT}))")
RUN_IN_POINT = re.compile(rf"(?<=[。！？!?])[{CLOSERS}]?\s*(?=(?:{SUBCHAPTER}|{POINT}))")
LEAST_RUN_IN = 120
FLATTENED = 500  # characters of a line with two chapters in it: its line breaks are lost

LABEL = (
    r"(?:编者按|编者的话|按语|摘\s?要|内容提要|内容摘要|核心提示|提要|引言|前言|导语|导读|序言"
    "|结语|后记)"
)
HEAD_AND_SPACE = re.compile(
    rf"^(?:{CHAPTER}|{SUBCHAPTER}|\d{{1,2}}[、.．](?!\d)|第{NUMBER}[章节部]分?)"
    rf"[^。，,；;：:！？\n]{{2,40}}\s+(?=[{HAN}“《])"
)
# 某省某市：“一网共治”解难题 某市健全…: the entries of a casebook, run in
RUN_IN_ENTRY = re.compile(
    rf"(?P<before>(?:^| ))(?P<entry>[{HAN}]{{2,20}}[省市县区州旗镇乡村道][：:]"
    rf"[^。！？；;：:\s]{{4,40}})(?= [{HAN}])"
)
LABEL_AND_SPACE = re.compile(rf"^{LABEL}\s+(?=[{HAN}“《])")


def restore_paragraphs(lines: Iterable[AlignedText]) -> list[AlignedText]:
    """With chapters, and items where the source lost its line breaks, on lines of their own."""
    parted = [part for line in lines for part in _part(line)]
    return [part for line in parted for part in _part_heading(line)]


def _part(line: AlignedText) -> list[AlignedText]:
    text = line.text
    if len(text) < LEAST_RUN_IN:
        return [line]
    cuts: dict[int, int] = {}
    if "一、" in text or "二、" in text or "、 " in text:
        cuts = {match.start(): match.end() for match in RUN_IN_CHAPTER.finditer(text)}
    if " " in text:
        cuts |= {match.start(): match.end() for match in RUN_IN_ITEM.finditer(text)}
    if len(text) >= FLATTENED and len(cuts) >= 2:
        cuts |= {match.start(): match.end() for match in RUN_IN_POINT.finditer(text)}
    if len(text) >= FLATTENED and len(entries := list(RUN_IN_ENTRY.finditer(text))) >= 2:
        cuts |= {entry.start("before"): entry.end("before") for entry in entries}
        cuts |= {entry.end("entry"): entry.end("entry") + 1 for entry in entries}
    return _cut(line, cuts)


def _part_heading(line: AlignedText) -> list[AlignedText]:
    """一、主要做法 近年来,… → the heading and its paragraph."""
    if " " not in line.text[:60]:
        return [line]
    match = LABEL_AND_SPACE.match(line.text) or HEAD_AND_SPACE.match(line.text)
    if match is None or not ends_sentence(line.text) or len(line) - match.end() < 15:
        return [line]
    return [line[: match.end()].strip(), line[match.end() :]]


def _cut(line: AlignedText, cuts: dict[int, int]) -> list[AlignedText]:
    if not cuts:
        return [line]
    parts, last = [], 0
    for start in sorted(cuts):
        if start > last:
            parts.append(line[last:start].strip())
            last = cuts[start]
    return [*parts, line[last:]]


# ---- spaces -------------------------------------------------------------------------------------
# A space means something between Latin words and in a row of names; elsewhere in Chinese text it
# is left over from a layout.
SPACE = re.compile(r"(?<=\S)[ ]+(?=\S)")
BRACKET = re.compile(r"[(（]([^()（）]{4,40})[)）]")
GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")


def close_spaces(line: AlignedText) -> AlignedText:
    """Without the spaces that mean nothing."""
    text = line.text
    if " " not in text or _is_row(text):
        return line
    line = line.sub(GROUPED, lambda match: match[0].replace(" ", ""))
    text = line.text
    rows = [match.span() for match in BRACKET.finditer(text) if _names_row(match[1])]
    return line.delete(
        match.span()
        for match in SPACE.finditer(text)
        if not _between_words(text, match) and not any(a < match.start() < b for a, b in rows)
    )


def _between_words(text: str, space: re.Match[str]) -> bool:
    before, after = text[space.start() - 1], text[space.end()]
    if not (before.isascii() and after.isascii()):
        return False
    return before.isalpha() or after.isalpha() or (before.isdigit() and after.isdigit())


def _names_row(text: str) -> bool:
    """Whether names stand side by side, with a role between them or not."""
    return is_name(text) or (is_name(text.split()[0]) and is_name(without_roles(text)))


def _is_row(text: str) -> bool:
    """Whether a line is a row of cells or of names, which the spaces part."""
    if "\t" in text:
        return True
    words = text.split()
    return len(words) > 1 and all(map(is_name, words))
