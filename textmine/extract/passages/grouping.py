"""Free text: which sentences tell a measure, and which go on with the one before.

A paragraph tells one measure unless a sentence opens another: with an aim of its own ("为…,"),
another body, a name that was not yet told, or the word that it is another.
"""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.passages.apart import (
    founds_body,
    holds_regularly,
    name_each,
    takes_up_nothing,
    tells_of_another_village,
)
from textmine.extract.passages.briefs import goes_on_in_brief, only_opens, sums_up
from textmine.extract.passages.context import LONGEST_CONTEXT, leads_to
from textmine.extract.passages.passage import LEAST_GROUP, LONG_GROUP, LONG_ITEM, Outline, Passage
from textmine.extract.passages.sentences import (
    EXPLAINS,
    LEAST_OPENING,
    Told,
    founds,
    is_headless,
    read_sentences,
    set_elsewhere,
)
from textmine.extract.passages.telling import FIGURE, acts_now, tells_deed
from textmine.extract.rulebook import rule

SHORT_GROUP = 60
LEAST_AFTER_ACTOR = 70  # the same where the sentence before says who acts, and this does not
LEAST_DEED = 30  # a shorter sentence on what somebody did goes on with the measure before it
# What people say belongs to the measure before it, if short; under a heading of its own also if
# longer.
SHORT_ASIDE, LONG_ASIDE = 45, 110
LEAST_APART = 24  # a shorter sentence goes on with the measure before it, whatever its words
LAST_CLAUSE = 50  # characters in which it stands
QUOTED = re.compile("“[^“”]{2,14}”")
DEMAND = re.compile(
    "(?:[^,，。“]{0,10}(?:会议|强调|指出|要求)[,，])?(?:各[^,，。]{1,8})?要(?![求素点闻件是])[^,，。]{4,}"
)
ACTOR = re.compile("[\u4e00-\u9fff]{1,5}?(支部|党委|小组|协会|局|中心|服务队)(?!门|部|面)")


def group_sentences(
    outline: Outline, start: int, end: int, index: int, shortest: int = SHORT_GROUP
) -> list[Passage]:
    """The measures of a stretch without lists; *shortest* is how long one is at least told."""
    grouping = _Grouping(outline, index, shortest)
    for sentence in read_sentences(outline, start, end):
        grouping.add(sentence)
    return [passage for passage in grouping.found if passage.end - passage.start >= LEAST_GROUP]


class _Grouping:
    """Puts the sentences of a stretch together; `index` is the item that they stand in."""

    def __init__(self, outline: Outline, index: int, shortest: int) -> None:
        self.text, self.brief = outline.text, outline.brief
        self.index, self.shortest = index, shortest
        self.found: list[Passage] = []
        self._group: Passage | None = None  # the last measure, while it may go on
        self._context = -1  # where the sentences begin that may lead to the next one
        self._in_paragraph = 0  # measures that began in the paragraph
        self._labelled = False  # the last measure began with a label: "“揭榜挂帅”强品牌。"

    def add(self, sentence: Told) -> None:
        """Let the last measure go on with a sentence, begin another, or pass the sentence by."""
        if sentence.first:
            self._context, self._in_paragraph = -1, 0
        if (
            sentence.tells == "tally"
            and self._group
            and _turns_to_done(self.text, self._group, sentence)
        ):
            self._group, sentence = None, sentence._replace(tells="measure")
        alone = sentence.half and sentence.tells != "closing"
        if alone or (sentence.first and sentence.tells != "tally"):
            self._group = None
        tells = self._tells(sentence)
        if self._group and self._goes_on(self._group, sentence, tells):
            self._group = self.found[-1] = replace(self._group, end=sentence.end)
        elif tells == "measure":
            self._open(sentence)
        else:
            self._pass(sentence, tells)

    def _tells(self, sentence: Told) -> str:
        """What a sentence tells after those before it."""
        if self.brief and sums_up(self.text, sentence, self._in_paragraph):
            return "closing"
        if sentence.tells == "measure" and self._only_opens(sentence):
            return "closing"
        if sentence.tells == "measure" and self._group and _tallies(self.text, sentence):
            return "result"
        return sentence.tells

    def _open(self, sentence: Told) -> None:
        leads = self._context >= 0 and leads_to(self.text, self._context, sentence.start)
        first = self._context if leads else sentence.start
        self._group = Passage(
            first, sentence.end, "sentence", self.index, sentence.start, led=self._led(sentence)
        )
        self.found.append(self._group)
        self._context = -1
        self._in_paragraph += 1
        short = sentence.end - sentence.start < LEAST_GROUP
        self._labelled = short and sentence.first and self._is_label(sentence)

    def _led(self, sentence: Told) -> int:
        """Where what stands right before a measure begins, -1 for nothing."""
        near = sentence.start - self._context <= LONGEST_CONTEXT
        return self._context if near else -1

    def _is_label(self, sentence: Told) -> bool:
        """Whether a short sentence before others has the form of a label."""
        named = rule("named").match(self.text, sentence.start) is not None
        return not sentence.last and (named or is_headless(self.text, sentence.start))

    def _pass(self, sentence: Told, tells: str) -> None:
        fresh = self._context < 0 and (not self._group or tells == "question")
        leads = tells == "question" or (tells == "other" and not self._leads_nowhere(sentence))
        self._group, self._context = None, sentence.start if fresh and leads else -1

    def _leads_nowhere(self, sentence: Told) -> bool:
        """Whether a sentence only opens its paragraph, or demands something for itself."""
        return self._only_opens(sentence) or DEMAND.match(self.text, sentence.start) is not None

    def _only_opens(self, sentence: Told) -> bool:
        return self.brief and only_opens(self.text, sentence)

    def _goes_on(self, group: Passage, sentence: Told, tells: str) -> bool:
        """Whether a sentence goes on with the measure before it."""
        length = group.end - group.start
        if tells in ("closing", "question") or length > LONG_ITEM:
            return False
        if tells in ("result", "tally"):
            return True
        if tells in ("scene", "other"):
            return not _is_yet_to_come(self.text, group, sentence.start, sentence.end)
        if tells == "speech":
            aside = LONG_ASIDE if group.item >= 0 else SHORT_ASIDE
            short = sentence.end - sentence.start <= aside and length <= LONG_GROUP
            return short or _continues(self.text, sentence)
        if self._labelled and length <= LONG_GROUP:
            return True
        if self.brief:
            return goes_on_in_brief(self.text, group, sentence)
        joined = _joined_by_form(self.text, group, sentence)
        if joined is None:
            return _joined_by_length(self.text, group, sentence, self.shortest)
        return joined


def _tallies(text: str, sentence: Told) -> bool:
    """Whether a sentence only counts what has come of it so far."""
    tally = rule("tally").match(text, sentence.start, sentence.end)
    return bool(tally) and not acts_now(text[sentence.start : sentence.end])


def _continues(text: str, sentence: Told) -> bool:
    return rule("continuing").match(text, sentence.start, sentence.end) is not None


def _joined_by_form(text: str, group: Passage, sentence: Told) -> bool | None:
    """Whether a measure sentence goes on by its wording; None where that does not tell."""
    part = EXPLAINS.match(text, sentence.start, sentence.end)
    if part and part[1] in text[group.start : group.end]:
        return True
    headless = is_headless(text, sentence.start)
    if any(rule(name).match(text, sentence.start) for name in ("another", "decrees")):
        return False
    if _demands_more(text, group, sentence) or set_elsewhere(text, group.core, sentence.start):
        return False
    long = sentence.end - sentence.start >= LEAST_OPENING
    if long and headless and _is_told_out(text, group):
        return False
    if _aims_each(text, group, sentence):
        return False
    example = not headless and rule("example").match(text, sentence.start)
    if example and is_headless(text, group.core):
        return True  # "推行…制度。柳湾公司支部…"
    if long and tells_of_another_village(text, group, sentence):
        return False
    if _begins_anew(text, group, sentence) or (long and _has_aim_or_name(text, sentence)):
        return _names_again(text, group, sentence)
    return None


def _demands_more(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a sentence demands something else in detail: "要开展轮训,…。要选派指导员,…。"."""
    if not DEMAND.match(text, sentence.start) or not DEMAND.match(text, group.core):
        return False
    detailed = sentence.end - sentence.start >= LEAST_DEED
    return detailed or FIGURE.search(text, sentence.start, sentence.end) is not None


def _joined_by_length(text: str, group: Passage, sentence: Told, shortest: int) -> bool:
    """Whether a measure sentence goes on, by how much was told already."""
    headless = is_headless(text, sentence.start)
    length, own = group.end - group.start, sentence.end - sentence.start
    parallel = headless and is_headless(text, group.core)
    if (headless and founds_body(text, sentence)) or holds_regularly(text, sentence):
        return False
    if length <= shortest:
        return not parallel or (own < LEAST_OPENING and not name_each(text, group, sentence))
    if _other_actor(text, group, sentence):
        return False
    if founds(text, sentence.start, sentence.end):
        return _names_again(text, group, sentence)
    if _continues(text, sentence):
        return True
    if headless or rule("opening").match(text, sentence.start, sentence.end):
        named = rule("named").match(text, sentence.start)
        return own < (LEAST_OPENING if parallel else LEAST_AFTER_ACTOR) and not named
    if own >= LEAST_APART and takes_up_nothing(text, group, sentence):
        return False
    return length + own <= LONG_GROUP


def _has_aim_or_name(text: str, sentence: Told) -> bool:
    """Whether a sentence says first what it is for, or sets up something with a name."""
    aimed = rule("aimed").match(text, sentence.start)
    return aimed is not None or founds(text, sentence.start, sentence.end)


def _aims_each(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a measure and a sentence behind it both say first what for: "为…,…。为…,…。"."""
    if sentence.end - sentence.start < LEAST_GROUP:
        return False
    aimed = rule("aimed").match
    return aimed(text, sentence.start) is not None and aimed(text, group.core) is not None


def _is_told_out(text: str, group: Passage) -> bool:
    """Whether a measure ends with what came of it."""
    return (
        rule("came_of_it").search(text, max(group.start, group.end - LAST_CLAUSE), group.end)
        is not None
    )


def _begins_anew(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a sentence says who did something else, or what is still to be done."""
    if sentence.end - sentence.start < LEAST_DEED:
        return False
    so_far = rule("so_far").match(text, sentence.start, sentence.end)
    start = so_far.end() if so_far else sentence.start
    if not so_far and rule("continuing").match(text, start, sentence.end):
        return False
    if _is_yet_to_come(text, group, start, sentence.end):
        return True
    return tells_deed(text[start : sentence.end]) or founds(text, start, sentence.end)


def _is_yet_to_come(text: str, group: Passage, start: int, end: int) -> bool:
    """Whether a sentence tells what is still to be done, after a measure that was done."""
    future = rule("future")
    return bool(future.search(text, start, end)) and not future.search(text, group.core, group.end)


def _turns_to_done(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a sentence tells what was done already, behind a measure that is still to come."""
    future = rule("future").search
    if not future(text, group.core, group.end) or future(text, sentence.start, sentence.end):
        return False
    return rule("already").search(text, sentence.start, sentence.end) is not None


def _other_actor(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a sentence begins with a body like that of the measure before it, but another."""
    one = ACTOR.match(text, group.core, group.end)
    other = ACTOR.match(text, sentence.start, sentence.end)
    return bool(one and other and one[1] == other[1] and one[0] != other[0])


def _names_again(text: str, group: Passage, sentence: Told) -> bool:
    """Whether all coined names of a sentence stand in the measure before it."""
    before = text[group.start : group.end]
    names = QUOTED.findall(text, sentence.start, sentence.end)
    return bool(names) and all(name in before for name in names)
