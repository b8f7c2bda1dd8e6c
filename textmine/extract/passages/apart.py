"""What sets a sentence apart from a measure before it: a body, a village or a meeting."""

from __future__ import annotations

import re

from textmine.extract.passages.passage import LEAST_GROUP, Passage
from textmine.extract.passages.repeats import OPENING, TOLD_BEFORE, share_told_before
from textmine.extract.passages.sentences import Told
from textmine.extract.passages.telling import FIGURE
from textmine.extract.rulebook import rule

LEAST_FOUNDING = 28  # a shorter one that founds something without a figure is a step of a measure
# 推行积分管理|,积分与评优挂钩
THING_SET_UP = re.compile(
    "(?:在[^,，。]{1,10})?(?:推行|实行|开展|建立|设立|成立|组建|实施|落实|推出|开设|开办)[^,，。；;]{4,20}(?=[,，])"
)
# 成立果农学院|,轮训干部, not 建立一套机制|,
BODY_FOUNDED = re.compile(
    "(?:成立|组建|创办|开办|建立|设立|开设|开通)(?!健全|完善|了?一[套批系]|[^,，]{0,12}(?:领导小组|专班))[^,，。；;、的“]{4,20}(?=[,，])"
)
# 柳湾镇石桥村|多年来想办厂, 石桥村|党支部书记李明
VILLAGE_STORY = re.compile(
    "(?:地处[^,，。]{2,14}的)?(?!全|各|该|本|我|每|两|几|有的|一些|周边|其他)[一-鿿]{0,6}?([一-鿿]{2}(?:村|社区))"
    "(?=原|多年|过去|以前|曾|党支部书记|村?支书|村主任|书记|则|也)"
)
# 每季度召开一次联席会议,
REGULAR_MEETING = re.compile(
    r"[^,，。“]{0,12}每(?:半年|年|季度?|个?月|周)[^,，。]{0,4}(?:召开|举办|举行|组织|开展)[一两二三四\d]{1,2}[次期场回]"
    "[^,，。]{2,20}(?:会议?|讲座|论坛|比武|评比|竞赛)[,，]"
)
# 县里推开了|这个办法, 果业公司与|该镇东岭村…
RESUMED = re.compile(
    "[这该此](?:个|一|套|种|项|些|样的)?(?:办法|做法|制度|模式|机制|经验|举措|措施|工作|活动)"
    "|(?<!应)该(?:[省市县区镇乡村社]|街道|公司|企业|支部|协会)"
)


def takes_up_nothing(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a sentence takes up neither words of the measure before it nor the whole of it."""
    if share_told_before(text, sentence.start, group) >= TOLD_BEFORE:
        return False
    return RESUMED.search(text, sentence.start, sentence.start + OPENING) is None


def name_each(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a measure and a sentence behind it each set up a thing of its own by name."""
    if sentence.end - sentence.start < LEAST_GROUP:
        return False
    first = (THING_SET_UP.match(text, start) for start in (group.core, sentence.start))
    return all(told is not None and _is_thing(told[0]) for told in first)


def founds_body(text: str, sentence: Told) -> bool:
    """Whether a sentence founds a body or a scheme of its own: "成立果农学院,轮训干部…"."""
    length = sentence.end - sentence.start
    if length < LEAST_GROUP:
        return False
    if length < LEAST_FOUNDING and not FIGURE.search(text, sentence.start, sentence.end):
        return False
    founded = BODY_FOUNDED.match(text, sentence.start, sentence.end)
    return founded is not None and _is_thing(founded[0])


def _is_thing(phrase: str) -> bool:
    return "”" in phrase or rule("thing_end").search(phrase) is not None


def tells_of_another_village(text: str, group: Passage, sentence: Told) -> bool:
    """Whether a sentence goes over to a village that the measure before it does not name."""
    village = VILLAGE_STORY.match(text, sentence.start, sentence.end)
    return village is not None and village[1] not in text[group.start : group.end]


def holds_regularly(text: str, sentence: Told) -> bool:
    """Whether a sentence begins with a meeting that is held again and again."""
    return REGULAR_MEETING.match(text, sentence.start, sentence.end) is not None
