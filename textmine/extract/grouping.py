"""Free text: which sentences tell a measure, and which go on with the one before.

A paragraph tells one measure unless a sentence opens another: with an aim of its own ("为…,"),
another body, a name that was not yet told, or the word that it is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from textmine.detect.layers import Stretch
from textmine.extract.naming import NEWS_HEAD
from textmine.extract.passages import LEAST_GROUP, LONG_GROUP, LONG_ITEM, Outline, Passage, within
from textmine.extract.rulebook import rule
from textmine.extract.telling import acts_now, tells_deed, tells_more, what_is_told

SHORT_GROUP = 60
LEAST_PARAGRAPH = 60
LEAST_HALF = 20  # characters of a clause behind or before a semicolon that is a measure
LEAST_OPENING = 40  # a shorter sentence opens no other measure, unless it names something
LEAST_AFTER_ACTOR = 70  # the same where the sentence before says who acts, and this does not
LEAST_DEED = 30  # a shorter sentence on what somebody did goes on with the measure before it
# An article opens with an overview where paragraphs of so many characters follow it.
MORE_TEXT = 180
OPENING = 4  # paragraphs in which the overview stands, perhaps behind an anecdote
# What people say belongs to the measure before it, if short; under a heading of its own also if
# longer.
SHORT_ASIDE, LONG_ASIDE = 45, 110
LAST_CLAUSE = 50  # characters in which it stands
LONGEST_CONTEXT = 70  # what is told before the act that answers it
HALVES = (";", "；")
SEMICOLON = re.compile("[;；]")
QUOTED = re.compile("“[^“”]{2,14}”")
ACTOR = re.compile("[\u4e00-\u9fff]{1,5}?(支部|党委|小组|协会|局|中心|服务队)(?!门|部|面)")


def group_sentences(
    outline: Outline, start: int, end: int, index: int, shortest: int = SHORT_GROUP
) -> list[Passage]:
    """The measures of a stretch without lists; *shortest* is how long one is at least told."""
    found: list[Passage] = []
    group: Passage | None = None  # the last measure, while it may go on
    context = -1  # where the sentences begin that may lead to the next one
    paragraph, anecdote = -1, False
    for sentence in _halved(outline.text, within(outline.sentences, start, end)):
        told = read_sentence(outline, sentence)
        half = outline.text[sentence.start - 1 : sentence.start] in HALVES
        if half and told != "closing":
            group, told = None, "measure"
        if sentence.paragraph != paragraph:
            tallies = sentence.paragraph == paragraph + 1 and rule("tally").match(
                outline.text, sentence.start, sentence.end
            )
            group, context = group if tallies else None, -1
            told = "result" if tallies else told
            paragraph = sentence.paragraph
            anecdote = told in ("speech", "other") and _is_anecdote(outline.text, sentence)
        elif group and told == "measure" and _tallies(outline.text, sentence):
            told = "result"
        if told == "other" and _is_another(outline.text, sentence):
            told = "measure"
        if anecdote and told == "measure" and not _turns(outline.text, sentence):
            told = "other"
        if group and _goes_on(outline.text, group, sentence, told, shortest):
            group = found[-1] = replace(group, end=sentence.end)
        elif told == "measure":
            near = context >= 0 and sentence.start - context <= LONGEST_CONTEXT
            first = context if near else sentence.start
            group = Passage(first, sentence.end, "sentence", index, sentence.start)
            found.append(group)
            context = -1
        else:
            fresh = context < 0 and (not group or told == "question")
            context = sentence.start if told in ("other", "question") and fresh else -1
            group = None
    return [passage for passage in found if passage.end - passage.start >= LEAST_GROUP]


def _tallies(text: str, sentence: Stretch) -> bool:
    """Whether a sentence only counts what has come of it so far."""
    tally = rule("tally").match(text, sentence.start, sentence.end)
    return bool(tally) and not acts_now(text[sentence.start : sentence.end])


def _is_another(text: str, sentence: Stretch) -> bool:
    """Whether a long sentence says itself that it tells another measure."""
    long = sentence.end - sentence.start >= LEAST_OPENING
    return long and rule("another").match(text, sentence.start) is not None


def opens_measure(text: str, sentence: Stretch) -> bool:
    """Whether a sentence has the form that opens a measure, whatever stands before it."""
    if any(rule(name).match(text, sentence.start) for name in ("aimed", "half", "named")):
        return True
    return tells_deed(text[sentence.start : sentence.end])


def _is_anecdote(text: str, sentence: Stretch) -> bool:
    """Whether a paragraph opens with what somebody says, or with a picture of the place."""
    piece = NEWS_HEAD.sub("", text[sentence.start : sentence.end])
    return any(rule(name).match(piece) for name in ("speech", "scene"))


def _turns(text: str, sentence: Stretch) -> bool:
    """Whether a sentence of an anecdote goes over to what was done for all."""
    if any(rule(name).match(text, sentence.start) for name in ("aimed", "opening", "another")):
        return True
    return tells_deed(text[sentence.start : sentence.end])


def _halved(text: str, sentences: Sequence[Stretch]) -> Iterator[Stretch]:
    """The sentences, those with semicolons cut where a clause sets up something of its own."""
    for sentence in sentences:
        at = sentence.start
        for stop in SEMICOLON.finditer(text, sentence.start + LEAST_HALF, sentence.end):
            near = stop.end() - at < LEAST_HALF or sentence.end - stop.end() < LEAST_HALF
            if not near and rule("half").match(text, stop.end(), sentence.end):
                yield Stretch(at, stop.end(), sentence.paragraph)
                at = stop.end()
        yield Stretch(at, sentence.end, sentence.paragraph)


def _goes_on(text: str, group: Passage, sentence: Stretch, told: str, shortest: int) -> bool:
    """Whether a sentence goes on with the measure before it."""
    length, own = group.end - group.start, sentence.end - sentence.start
    if told in ("closing", "question") or length > LONG_ITEM:
        return False
    if told == "result":
        return True
    if told == "other":
        return not _is_yet_to_come(text, group, sentence.start, sentence.end)
    if told == "speech":
        aside = LONG_ASIDE if group.item >= 0 else SHORT_ASIDE
        goes_on = rule("continuing").match(text, sentence.start, sentence.end)
        return bool(goes_on) or (own <= aside and length <= LONG_GROUP)
    headless = is_headless(text, sentence.start)
    joined = _joined_by_form(text, group, sentence, headless)
    return (
        _joined_by_length(text, group, sentence, headless, shortest) if joined is None else joined
    )


def _joined_by_form(text: str, group: Passage, sentence: Stretch, headless: bool) -> bool | None:
    """Whether a measure sentence goes on by its wording; None where that does not tell."""
    if any(rule(name).match(text, sentence.start) for name in ("another", "decrees")):
        return False
    long = sentence.end - sentence.start >= LEAST_OPENING
    if long and headless and _is_told_out(text, group):
        return False
    if (
        not headless
        and is_headless(text, group.core)
        and rule("example").match(text, sentence.start)
    ):
        return True  # "推行…制度。柳湾公司支部…"
    anew = _begins_anew(text, group, sentence)
    if anew or (long and (_founds(text, sentence) or rule("aimed").match(text, sentence.start))):
        return _names_again(text, group, sentence)
    return None


def _joined_by_length(
    text: str, group: Passage, sentence: Stretch, headless: bool, shortest: int
) -> bool:
    """Whether a measure sentence goes on, by how much was told already."""
    length, own = group.end - group.start, sentence.end - sentence.start
    parallel = headless and is_headless(text, group.core)
    if length <= shortest:
        return not parallel or own < LEAST_OPENING
    if _other_actor(text, group, sentence):
        return False
    if _founds(text, sentence):
        return _names_again(text, group, sentence)
    if rule("continuing").match(text, sentence.start, sentence.end):
        return True
    if headless or rule("opening").match(text, sentence.start, sentence.end):
        named = rule("named").match(text, sentence.start)
        return own < (LEAST_OPENING if parallel else LEAST_AFTER_ACTOR) and not named
    return length + own <= LONG_GROUP


def _founds(text: str, sentence: Stretch) -> bool:
    return rule("founds").match(text, sentence.start, sentence.end) is not None


def _is_told_out(text: str, group: Passage) -> bool:
    """Whether a measure ends with what came of it."""
    return (
        rule("came_of_it").search(text, max(group.start, group.end - LAST_CLAUSE), group.end)
        is not None
    )


def is_headless(text: str, start: int) -> bool:
    """Whether a sentence tells what is done without saying by whom: "推行…", "结合…,建立…"."""
    return rule("headless").match(text, start) is not None


def _begins_anew(text: str, group: Passage, sentence: Stretch) -> bool:
    """Whether a sentence says who did something else, or what is still to be done."""
    if sentence.end - sentence.start < LEAST_DEED:
        return False
    so_far = rule("so_far").match(text, sentence.start, sentence.end)
    start = so_far.end() if so_far else sentence.start
    if not so_far and rule("continuing").match(text, start, sentence.end):
        return False
    if _is_yet_to_come(text, group, start, sentence.end):
        return True
    return tells_deed(text[start : sentence.end]) or (
        rule("founds").match(text, start, sentence.end) is not None
    )


def _is_yet_to_come(text: str, group: Passage, start: int, end: int) -> bool:
    """Whether a sentence tells what is still to be done, after a measure that was done."""
    future = rule("future")
    return bool(future.search(text, start, end)) and not future.search(text, group.core, group.end)


def _other_actor(text: str, group: Passage, sentence: Stretch) -> bool:
    """Whether a sentence begins with a body like that of the measure before it, but another."""
    one = ACTOR.match(text, group.core, group.end)
    other = ACTOR.match(text, sentence.start, sentence.end)
    return bool(one and other and one[1] == other[1] and one[0] != other[0])


def _names_again(text: str, group: Passage, sentence: Stretch) -> bool:
    """Whether all coined names of a sentence stand in the measure before it."""
    before = text[group.start : group.end]
    names = QUOTED.findall(text, sentence.start, sentence.end)
    return bool(names) and all(name in before for name in names)


def read_sentence(outline: Outline, sentence: Stretch) -> str:
    """What a sentence tells; see `telling.what_is_told`."""
    piece = NEWS_HEAD.sub("", outline.text[sentence.start : sentence.end].strip())
    if (
        sentence.paragraph < OPENING
        and rule("overview").match(piece)
        and _tells_more(outline, sentence)
    ):
        return "closing"
    told = what_is_told(piece, outline.role_at(sentence.start))
    if told == "measure" and piece.startswith(("这些", "这一", "这种", "这项", "这次")):
        return "other"  # goes on with what was told, if anything was
    quoted = told == "measure" and _in_quotation(outline, sentence)
    return "speech" if quoted and not tells_more(piece) else told


def _in_quotation(outline: Outline, sentence: Stretch) -> bool:
    """Whether a sentence goes on with what somebody says."""
    before = outline.text[outline.paragraphs[sentence.paragraph].start : sentence.start]
    return before.count("“") > before.count("”")


def _tells_more(outline: Outline, sentence: Stretch) -> bool:
    """Whether paragraphs follow that tell what a first one sums up."""
    after = outline.paragraphs[sentence.paragraph + 1 :]
    long = [p for p in after if p.end - p.start >= LEAST_PARAGRAPH]
    own = sentence.end - sentence.start
    return sum(p.end - p.start for p in long) >= max(MORE_TEXT, 2 * own)
