"""What each sentence of a stretch of free text tells, one after the other.

    read_sentences(outline, start, end) → Told, in the order of the text

A sentence is read with its place: the first of a paragraph may count what the one before it told,
what follows an anecdote belongs to it, clauses behind a semicolon may stand alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textmine.detect.layers import Stretch
from textmine.extract.names.openings import NEWS_HEAD
from textmine.extract.names.trimming import without_start
from textmine.extract.passages.overviews import opens_article
from textmine.extract.passages.passage import START, Outline, within
from textmine.extract.passages.telling import tells_deed, tells_more, what_is_told
from textmine.extract.rulebook import begins_with, rule

LEAST_HALF = 20  # characters of a clause behind or before a semicolon that is a measure
LEAST_OPENING = 40  # a shorter sentence opens no other measure, unless it names something
OPENING = 4  # paragraphs in which the overview stands, perhaps behind an anecdote
SEMICOLON = re.compile("[;；]")
PLACE_COUNTED = re.compile(
    "\\d|每[月周季天户村]|[一两二三四五六七八九十百千万][多余]?[个名户亩间座口支位台份本张盏场]"
    "|[十百千万][多余]?[\u4e00-\u9fff]|“"
)
PLACE_NEAR = re.compile("[^,，。“全各该本我]{2,18}?[村区镇乡道市县旗州]")
VILLAGES = ("村", "社区", "小区", "嘎查")
TOWNSHIPS = ("镇", "乡", "街道", "苏木")
HALVES = (";", "；")
COINED = re.compile("“([^“”]{2,14})”")
# "镇长李明介绍,": what then follows is read for itself.
SAID_BY = re.compile("[^,，。“”]{2,24}(?:介绍|透露|告诉记者)[,，]")
# “一表”|即《需求登记表》, of “一单、一表、一卡”管理法
EXPLAINS = re.compile("(?:其中,?)?“([^“”]{1,10})”(?:就?是指|指的?是|即|就是)")
EDITOR = re.compile("【[^】]{1,8}】")  # 【编者按】|近年来,…
WHICH = re.compile("“([^“”]{1,8})”是[^,，。;；]{2,20}[。]?$")  # “一站”是服务站。
# 答：|今年将选聘…: who speaks, in an interview or a page of questions
SPEAKER = re.compile("[\u4e00-\u9fff]{1,4}[:：]")
ASKED = re.compile("(?:问(?<!.问)|记者(?<!.记者)|主持人(?<!.主持人))[:：]")  # at a line
# 上学零证明:教育部门与公安…; not 联系人:…, 申请条件:…
COLON_LABEL = re.compile(
    "[\u4e00-\u9fff“”]{3,14}(?<!单位|部门|时间|时限|地点|电话|来源|对象|条件|材料|依据|期限|标准)"
    "(?<![人者员问答])[:：](?=[^\n]{20})"
)
IN_A_ROW = 3
MORE_TOLD = 2  # times its length that follows a sentence which only tells the heading again


class Told(NamedTuple):
    """A sentence, or half of one, with what it tells.

    `tells` is as in `telling.what_is_told`, or `tally` for a paragraph that counts what the one
    before it told; `first` and `last` say where in its paragraph it stands, `half` that it
    stands behind a semicolon.
    """

    start: int
    end: int
    paragraph: int
    tells: str
    first: bool
    last: bool
    half: bool


def read_sentences(outline: Outline, start: int, end: int) -> Iterator[Told]:
    """The sentences of `start:end` and what each tells where it stands."""
    text = outline.text
    stretches = list(_halved(outline, within(outline.sentences, start, end)))
    paragraph, anecdote = -1, False
    for position, sentence in enumerate(stretches):
        tells = read_sentence(outline, sentence)
        half = text[sentence.start - 1 : sentence.start] in HALVES
        tells = "measure" if half and tells != "closing" else tells
        first, follows = sentence.paragraph != paragraph, sentence.paragraph == paragraph + 1
        if tells == "other" and not first and _says_which(outline, sentence):
            tells = "question"
        if first:
            if tells == "other" and (
                EXPLAINS.match(text, sentence.start) or _is_labelled_too(outline, sentence)
            ):
                tells = "measure"
            if rule("over_years").match(text, sentence.start, sentence.end):
                tells = "closing"
            elif follows and rule("tally").match(text, sentence.start, sentence.end):
                tells = "tally"
            anecdote = tells in ("speech", "scene", "other") and _is_anecdote(text, sentence)
            paragraph = sentence.paragraph
        if tells in ("scene", "other") and _is_another(text, sentence):
            tells = "measure"
        if tells == "other" and _tells_of_place(text[sentence.start : sentence.end]):
            tells = "measure"
        if anecdote and tells == "measure" and not _turns(text, sentence):
            tells = "other"
        anecdote = anecdote and tells != "question"
        after = stretches[position + 1 : position + 2]
        last = not after or after[0].paragraph != paragraph
        yield Told(sentence.start, sentence.end, paragraph, tells, first, last, half)


def is_headless(text: str, start: int) -> bool:
    """Whether a sentence tells what is done without saying by whom: "推行…", "结合…,建立…"."""
    return rule("headless").match(text, start) is not None


def founds(text: str, start: int, end: int) -> bool:
    """Whether somebody sets up something with a name in the first clauses of a sentence."""
    return rule("founds").match(text, start, end) is not None


def set_elsewhere(text: str, one: int, other: int) -> bool:
    """Whether two sentences or clauses each open with a place of one level, but not the same."""
    if not PLACE_NEAR.match(text, other) or not PLACE_NEAR.match(text, one):
        return False
    first, second = rule("set_in").match(text, one), rule("set_in").match(text, other)
    if not first or not second or _level(first[1]) != _level(second[1]):
        return False
    return not (first[1].endswith(second[1]) or second[1].endswith(first[1]))


def _level(place: str) -> str:
    """What level of division a name of a place ends in: village, township or county."""
    if place.endswith(VILLAGES):
        return "village"
    return "township" if place.endswith(TOWNSHIPS) else "county"


def opens_measure(text: str, sentence: Stretch) -> bool:
    """Whether a sentence has the form that opens a measure, whatever stands before it."""
    if any(rule(name).match(text, sentence.start) for name in ("aimed", "half", "named")):
        return True
    return tells_deed(text[sentence.start : sentence.end])


def read_sentence(outline: Outline, sentence: Stretch) -> str:
    """What a sentence tells; see `telling.what_is_told`."""
    span = sentence.start, sentence.end
    if span not in outline.told:
        outline.told[span] = _read_afresh(outline, sentence)
    told = outline.told[span]
    again = told in ("measure", "other") and _repeats_heading(outline, sentence)
    return "closing" if again else told


def _read_afresh(outline: Outline, sentence: Stretch) -> str:
    piece = without_start(NEWS_HEAD, outline.text[sentence.start : sentence.end].strip())
    piece = EDITOR.sub("", piece) if piece.startswith("【") else piece
    opens = sentence.paragraph < OPENING and not _behind_story(outline, sentence)
    if opens and opens_article(outline, sentence, piece):
        return "closing"
    if "“" in piece and _is_explained(outline, sentence):
        return "closing"
    told = what_is_told(piece, outline.role_at(sentence.start))
    if told == "measure" and piece.startswith(("这些", "这一", "这种", "这项", "这次")):
        return "other"  # goes on with what was told, if anything was
    quoted = told == "measure" and _in_quotation(outline, sentence)
    return "speech" if quoted and not tells_more(piece) else told


def _behind_story(outline: Outline, sentence: Stretch) -> bool:
    """Whether a sentence sets up something by name behind others of a later paragraph."""
    if sentence.paragraph < 2 or sentence.start == outline.paragraphs[sentence.paragraph].start:
        return False
    return founds(outline.text, sentence.start, sentence.end)


def _is_explained(outline: Outline, sentence: Stretch) -> bool:
    """Whether the next paragraph explains the first part of the scheme that a sentence names."""
    below = outline.paragraphs[sentence.paragraph + 1 : sentence.paragraph + 2]
    part = EXPLAINS.match(outline.text, below[0].start) if below else None
    return part is not None and part[1] in outline.text[sentence.start : sentence.end]


def _repeats_heading(outline: Outline, sentence: Stretch) -> bool:
    """Whether it is the first below the title, or a brief's heading, and names what that names."""
    heading, end = _heading_above(outline, sentence.start)
    own = outline.text[sentence.start : sentence.end]
    named = any(name in own for name in COINED.findall(heading))
    return named and end - sentence.end >= MORE_TOLD * len(own)


def _heading_above(outline: Outline, start: int) -> tuple[str, int]:
    """The heading right above a sentence, "" for none, and where what it heads ends."""
    if start == outline.paragraphs[0].start:
        return outline.title, len(outline.text)
    position = bisect_right(outline.items, start - 1, key=START) - 1 if outline.brief else -1
    if position >= 0:
        item = outline.items[position]
        if item.start < item.label_end < start <= item.label_end + 2:
            return outline.text[item.start : item.label_end], item.end
    return "", start


def _in_quotation(outline: Outline, sentence: Stretch) -> bool:
    """Whether a sentence goes on with what somebody says."""
    before = outline.text[outline.paragraphs[sentence.paragraph].start : sentence.start]
    return before.count("“") > before.count("”")


def _is_another(text: str, sentence: Stretch) -> bool:
    """Whether a long sentence says itself that it tells another measure."""
    if sentence.end - sentence.start < LEAST_OPENING:
        return False
    if not rule("another").match(text, sentence.start):
        return False
    span = sentence.start, sentence.end
    return any(rule(name).search(text, *span) for name in ("shown", "plain_act", "abstract"))


def _is_labelled_too(outline: Outline, sentence: Stretch) -> bool:
    """Whether a paragraph is one of three in a row that each begin with a label and a colon."""
    if not COLON_LABEL.match(outline.text, sentence.start):
        return False
    at = sentence.paragraph
    near = outline.paragraphs[max(0, at - 2) : at + 3]
    labelled = [COLON_LABEL.match(outline.text, p.start) is not None for p in near]
    return any(all(three) and len(three) == IN_A_ROW for three in _threes(labelled))


def _threes(marks: Sequence[bool]) -> Iterator[Sequence[bool]]:
    return (marks[first : first + IN_A_ROW] for first in range(len(marks) - IN_A_ROW + 1))


def _says_which(outline: Outline, sentence: Stretch) -> bool:
    """Whether a short sentence says what a part of a scheme is: "“一会”是…。", of “一会、一站”."""
    part = WHICH.match(outline.text, sentence.start, sentence.end)
    if part is None:
        return False
    start = outline.paragraphs[sentence.paragraph].start
    return part[1] in outline.text[start : sentence.start]


def _tells_of_place(piece: str) -> bool:
    """Whether a sentence that opens with a place says in everyday words what is done there."""
    if not PLACE_NEAR.match(piece):
        return False
    told = PLACE_COUNTED.search(piece) is not None or piece.endswith(HALVES)
    return told and bool(rule("set_in").match(piece) and rule("plain_act").search(piece))


def _is_anecdote(text: str, sentence: Stretch) -> bool:
    """Whether a paragraph opens with what somebody says, or with a picture of the place."""
    piece = without_start(NEWS_HEAD, text[sentence.start : sentence.end])
    return begins_with(piece, "speech", "scene")


def _turns(text: str, sentence: Stretch) -> bool:
    """Whether a sentence of an anecdote goes over to what was done for all."""
    said = SAID_BY.match(text, sentence.start, sentence.end)
    start = said.end() if said else sentence.start
    if any(rule(name).match(text, start) for name in ("aimed", "opening", "another")):
        return True
    return tells_deed(text[start : sentence.end])


def _halved(outline: Outline, sentences: Sequence[Stretch]) -> Iterator[Stretch]:
    """The sentences, those with semicolons cut where a clause sets up something of its own."""
    for sentence in sentences:
        at = _behind_speaker(outline, sentence)
        for stop in SEMICOLON.finditer(outline.text, sentence.start + LEAST_HALF, sentence.end):
            near = stop.end() - at < LEAST_HALF or sentence.end - stop.end() < LEAST_HALF
            if not near and (
                _stands_alone(outline, stop.end(), sentence.end)
                or set_elsewhere(outline.text, at, stop.end())
            ):
                yield Stretch(at, stop.end(), sentence.paragraph)
                at = stop.end()
        yield Stretch(at, sentence.end, sentence.paragraph)


def _behind_speaker(outline: Outline, sentence: Stretch) -> int:
    """Where a sentence begins, without who says it in an interview."""
    text, paragraph = outline.text, outline.paragraphs[sentence.paragraph]
    if sentence.start != paragraph.start or not (said := SPEAKER.match(text, sentence.start)):
        return sentence.start
    return said.end() if ASKED.search(text) else sentence.start


def _stands_alone(outline: Outline, start: int, end: int) -> bool:
    """Whether a clause behind a semicolon tells a measure of its own."""
    if rule("half").match(outline.text, start, end):
        return True
    return outline.brief and is_headless(outline.text, start)
