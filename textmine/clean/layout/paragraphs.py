"""Paragraphs that were run together are parted.

Chapters begin a line wherever a sentence ends before them; items only after a space, or in a
text that has lost its line breaks (one line with several chapters in it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmine.aligned import AlignedText
from textmine.chinese.markers import IN_A_ROW
from textmine.clean.layout.broken import CLOSERS, NUMBER
from textmine.clean.lines import HAN, ends_sentence

CHAPTER = rf"(?!{IN_A_ROW}){NUMBER}\s?[、.．](?!\s*{NUMBER}\s*[、月日年届次期])(?=\s*[{HAN}“《])"
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
