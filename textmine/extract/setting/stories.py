"""Which place a story or a speech is about: its village, in paragraphs that name it no more.

“全村1200亩。”榆树庄村书记说; 新桥村 of paragraphs that go on with 村支书, 村里 or whom the one
before introduced.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from textmine.detect.layers import FoundPlace
from textmine.extract.setting.scenes import end_of_speech, is_left
from textmine.extract.setting.siting import LEAD
from textmine.extract.setting.subjects import LOWER, SENTENCE_END, Subjects

# What the story of one village goes on with in its next paragraphs.
STORY = re.compile(
    r"村(?:支书|主任|里|民|[“\"]?两委|党支部|支部|集体|委会|干部|口)|[全该我]村|这个村|支书|支部书记|驻村|社区(?:党委|党总支|书记|居委会)|[全该本]社区|居民|第一书记|工作队|[他她俺咱]|我[们家]"
)
INTRODUCED = 12  # characters behind a village in which its people are named
SAID = re.compile("\\s*“[^”]{1,60}”")  # “红了，红了！”青海省…
# “…”|在|赤水市复兴镇张家湾创建点，组长龙某告诉笔者
SEEN = re.compile(r"(?:日前|近日|昨日|[\d年月日]{2,11})?[，,]?(?:在|来到|走进|走到|站在)?")
STORY_LENGTH = 900  # characters from where the village was named last
# What says that a measure is of more than one village: 全旗, 各村, 县委, 市里, 县级.
WIDER = re.compile("[全我本该各][市县区旗州镇乡盟省]|各村")
OFFICES = re.compile(r"[市县区旗州](?:委|里|政府|财政|级|直)|[镇乡](?:党委|政府|里)|乡镇|部门")


def speaker(subjects: Subjects, at: int, paragraph: int) -> FoundPlace | None:
    """The place whose people say the words around *at*: “全村1200亩。”榆树庄村书记说."""
    behind = end_of_speech(subjects.text, paragraph, at)
    if behind < 0:
        return None
    first = bisect_left(subjects.starts, behind)
    if first == len(subjects.starts):
        return None
    start = subjects.starts[first]
    if start != behind and not SEEN.fullmatch(subjects.text, behind, start):
        return None
    while subjects.goes_on(first):
        first += 1
    return subjects.places[first]


def storied(subjects: Subjects, paragraph: int, at: int) -> FoundPlace | None:
    """新桥村 of the paragraphs before, where that from *paragraph* goes on with its story."""
    last = subjects.latest(paragraph, 0)
    if last is None or last.level != "village" or paragraph - last.end > STORY_LENGTH:
        return None
    told = STORY.search(subjects.text, paragraph, max(at, subjects.text.find("。", at)))
    if not (told or _goes_on_with(subjects.text, last, paragraph)):
        return None
    if is_left(subjects.text, subjects.start_of(last), last.end, at):
        return None
    if _names_whole(subjects, paragraph, at):
        return None
    opened = subjects.text.rfind("\n", 0, last.start) + 1
    if (said := SAID.match(subjects.text, opened, last.start)) is not None:
        opened = said.end()
    leads = SENTENCE_END.search(subjects.text, opened, last.start) is None
    again = sum(place.text == last.text for place in subjects.found) > 1
    return last if (leads or again) and subjects.article_place.may_hold(last) else None


def _names_whole(subjects: Subjects, start: int, end: int) -> bool:
    """Whether a stretch names what the article is about: 据烟台市委组织部介绍，…"""
    focus = subjects.focus
    if focus is None:
        return False
    named = subjects.places[bisect_left(subjects.starts, start) : bisect_left(subjects.starts, end)]
    return any(place.level == focus.level and place.adcode == focus.adcode for place in named)


def _goes_on_with(text: str, place: FoundPlace, paragraph: int) -> bool:
    """Whether a paragraph opens with whom the one before introduced: 柳沟村村民李某某."""
    name = text[paragraph : paragraph + 3]
    known = text[place.end : place.end + INTRODUCED]
    return len(name) == 3 and name.isalpha() and name in known


def told_in(subjects: Subjects, start: int, end: int) -> FoundPlace | None:
    """The village or township of whose story a passage is a part that names no place."""
    paragraph = subjects.text.rfind("\n", 0, start) + 1
    at = min(start + LEAD, end)
    told = subjects.latest(start, paragraph)
    told = subjects.governing(told, at, at) if told else storied(subjects, paragraph, at)
    roundup = subjects.focus is not None and subjects.focus.level == "province"
    if told and roundup and told.level in ("city", "county"):
        return told
    if told is None or told.level not in LOWER[4:]:
        return None
    since = start if told.start < paragraph else told.end
    wider = WIDER.search(subjects.text, told.end, end) or OFFICES.search(subjects.text, since, end)
    named = subjects.places[
        bisect_left(subjects.starts, told.end) : bisect_left(subjects.starts, end)
    ]
    return None if wider or any(_rules_out(subjects, place) for place in named) else told


def _rules_out(subjects: Subjects, place: FoundPlace) -> bool:
    """Whether a place named since tells that a measure is of it, or of the whole."""
    return subjects.article_place.may_hold(place) or (
        subjects.focus is not None and place.text == subjects.focus.text
    )
