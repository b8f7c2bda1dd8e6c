"""Labels that no number announces: "强化政治引领。各村支部…", "上下联动。…".

A phrase of the form that officials give to headings (`rules/labels.toml`) is one wherever it
opens a paragraph and prose goes on behind it; any other short first sentence only where the
paragraphs beside it begin with one of like build.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from textmine.detect.layers import Stretch
from textmine.resources import unfold

RULES = Path(__file__).parents[1] / "rules" / "labels.toml"
# A label without a number is shorter than a heading, or it is just a short sentence.
LONGEST_PLAIN_LABEL = 24
LONGEST_SLOGAN = 32
LONGEST_INNER = 14
LEAST_BODY = 25  # characters told under a label
MOST_APART = 3  # characters that two labels side by side differ in, if without commas
LEAST_INNER = 2  # labels inside paragraphs: one alone is a sentence
FULL_STOP = re.compile(r"[。！!]")
NO_LABEL = re.compile(r"[，,；;：:]")
BRACKETED = re.compile(r"【(?![^】]*(?:[讯电报社]|记者|网|来源|摘要|关键词)】)[^【】\n]{2,20}】")
# A sentence that tells something is no label.
TELLS = re.compile(
    "是|了(?!解|然|结)|被|没有|常常|[我你她它]|(?<!其)他|这|那|怎|什么|(?<!小)说(?!事|理|唱|服)|各位|同志们|代表们"
)
# Nor one that says where, 在东街社区,同样热闹; 在职党员进社区,服务零距离 is one.
WHERE = re.compile("在(?![职校岗册线编保]|外(?:党员|务工|人才|乡贤|人员|流动))")
# Nor one that says when, how often or how many.
TELLS_WHEN = re.compile(
    r"\d(?!\+)|也|离不开|(?<![重主需首摘必])要(?![素点闻害道件塞])|[还都就][要是在能]|[今去明昨]年|近日|日前|目前|时节|以来|截至|同时|此外|因此|经过"
)
INNER = re.compile(rf"。([\u4e00-\u9fff“”]{{4,{LONGEST_INNER}}})。(?=[^\n]{{{LEAST_BODY}}})")


class LabelRule(NamedTuple):
    """A form of labels, with what it must and must not match."""

    name: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


class Label(NamedTuple):
    """Where a label without a number begins; `at_line` says that it opens its paragraph."""

    start: int
    paragraph: int
    at_line: bool


@cache
def label_rules() -> tuple[LabelRule, ...]:
    """The rules of labels.toml, in order."""
    tables = tomllib.loads(RULES.read_text(encoding="utf-8"))
    words = {name: "|".join(entries) for name, entries in tables["words"].items()}
    return tuple(
        LabelRule(
            row["name"],
            re.compile(re.sub(r"<(\w+)>", lambda match: words[match[1]], unfold(row["pattern"]))),
            tuple(row["yes"]),
            tuple(row["no"]),
        )
        for row in tables["rule"]
    )


@lru_cache(maxsize=4096)
def is_slogan(phrase: str) -> bool:
    """Whether a phrase without its stop has the form of a heading, each of its clauses."""
    clauses = [clause.strip() for clause in NO_LABEL.split(phrase)]
    if len(clauses) > 2 or TELLS.search(phrase) or TELLS_WHEN.search(phrase):
        return False
    first, *others = clauses
    if not any(rule.pattern.fullmatch(first) for rule in label_rules()):
        return False
    return all(3 <= len(other) <= 16 for other in others)


def find_labels(
    text: str, paragraphs: Sequence[Stretch], taken: frozenset[int]
) -> tuple[list[Label], list[Label]]:
    """The labels in brackets and the plain ones; *taken* are paragraphs that open otherwise."""
    plain: list[Label] = []
    bracketed: list[Label] = []
    for paragraph in paragraphs:
        if paragraph.paragraph in taken:
            continue
        start = paragraph.start + _indent(text, paragraph)
        label = Label(start, paragraph.paragraph, True)
        if BRACKETED.match(text, start):
            bracketed.append(label)
        elif _is_label(text, start, paragraph.end):
            plain.append(label)
    rows = _in_rows(text, plain)
    opened = {label.paragraph: label for label in rows}
    inside: list[Label] = []
    for label in _inside(text, paragraphs):
        before = opened.get(label.paragraph)
        if label.paragraph not in taken and (not before or _tells_below(text, before, label)):
            inside.append(label)
            opened[label.paragraph] = label
    return bracketed, sorted([*rows, *inside])


def _in_rows(text: str, labels: Sequence[Label]) -> list[Label]:
    """Slogans, and those whose neighbouring paragraph has a label of like build."""
    phrases = {label.paragraph: _phrase(text, label.start) for label in labels}

    def alike(one: int, other: int) -> bool:
        return other in phrases and _alike(phrases[one], phrases[other])

    return [
        label
        for label in labels
        if is_slogan(_phrase(text, label.start))
        or any(alike(label.paragraph, label.paragraph + step) for step in (-1, 1))
    ]


def _tells_below(text: str, label: Label, after: Label) -> bool:
    """Whether enough stands below a label before the next: not "完善保障体系。扩大参保范围。…"."""
    return after.start - label.start - len(_phrase(text, label.start)) > LEAST_BODY


def _phrase(text: str, start: int) -> str:
    stop = FULL_STOP.search(text, start)
    return text[start : stop.start() if stop else start].strip()


def _alike(one: str, other: str) -> bool:
    """Whether two labels are of one build: as long, and with their commas in one place."""
    commas = [NO_LABEL.search(phrase) for phrase in (one, other)]
    if commas[0] and commas[1]:
        return abs(commas[0].start() - commas[1].start()) <= 1
    return not any(commas) and abs(len(one) - len(other)) <= MOST_APART


def _indent(text: str, paragraph: Stretch) -> int:
    piece = text[paragraph.start : paragraph.end]
    return len(piece) - len(piece.lstrip())


def _is_label(text: str, start: int, end: int) -> bool:
    stop = FULL_STOP.search(text, start, min(end, start + LONGEST_SLOGAN + 1))
    if not stop or end - stop.end() < LEAST_BODY:
        return False
    label = text[start : stop.start()].strip()
    if label.startswith("“") and "”" not in label:
        return False  # what somebody says
    if len(label) > LONGEST_PLAIN_LABEL:
        return is_slogan(label)
    commas = NO_LABEL.findall(label)
    phrase = not commas or (len(commas) == 1 and commas[0] in ",，")
    where = commas and WHERE.match(label)  # "在东街社区,同样热闹" says where, heads nothing
    return len(label) >= 3 and phrase and not where and not TELLS.search(label)


def _inside(text: str, paragraphs: Sequence[Stretch]) -> Iterator[Label]:
    """Slogans that stand as sentences of their own inside paragraphs, two or more in a text."""
    starts = [match.start(1) for match in INNER.finditer(text) if is_slogan(match[1])]
    if len(starts) < LEAST_INNER:
        return
    at = 0
    for start in starts:
        while paragraphs[at].end <= start:
            at += 1
        yield Label(start, paragraphs[at].paragraph, False)
