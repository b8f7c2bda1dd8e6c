"""Which place a figure belongs to; its period, by `dating`.

The nearest statement in the sentence decides, then the paragraph, last the place that the article
is about. Thresholds and general rules belong to no place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from textmine.detect.layers import Focus, FoundHeading, FoundPlace, Quantity
from textmine.extract.dating import Dates
from textmine.extract.distribution import Share
from textmine.extract.general import find_general
from textmine.extract.scenes import is_left, is_site, of_nation
from textmine.extract.siting import block_at, find_blocks, place_of
from textmine.types import Level, PlaceRef

SENTENCE_END = re.compile(r"[。！？\n]")
CLAUSE_MARK = re.compile(r"[，,；;、][^。！？\n]*$")
OPENERS = re.compile(r"(?:其中|例如|比如|[\d年月日底初末以来至-]{2,14}|今年|去年|目前)[，,]")
LISTED = frozenset({"、", "和", "与", "及", "以及"})
LOCATIVE = re.compile(r"(?:在|到|赴|去|从|由|向|与|和|往|至|于|跟|同|、)$")
BREAKS = "，,。；;：:！？\n(（"
# Before the place that a clause is about: times, and openers such as 其中 and 据统计.
LEADING = re.compile(
    rf"(?:^|[{BREAKS}]|\| )"
    r"(?:其中|例如|比如|如|目前|据[^，,。；;]{1,4}|[\d年月日底初末以来至-]{2,14}|今年|去年|近年来"
    r"|截至[^，,。；;]{0,8}|同时|至此){0,3}[，,]?"
    r"(?:(?!成为|位居|位列|属于|来自)[^，,。；;：:\n]{2,8}[省市县区州])?$"
)
# 乡政府, 辖区: of whom the sentence's own place may be part.
WEAK = re.compile(r"[市县区镇乡](?:委|里|内|政府|财政|党委)|[村]|辖区")


def _each(characters: str, rest: str) -> str:
    """One alternative a character: where all begin with one, a search skips all other places."""
    return "|".join(character + rest for character in characters)


WHOLE = re.compile(
    "|".join(
        (
            r"全(?<![列居于在名达]全)(?:市|县|区|镇|乡|村|旗|州|省(?!前|第|平均|最|首|先进|领先|范围|唯一|率先|推广))",
            _each("市县区镇乡", r"(?<![\u4e00-\u9fff].)(?:委|里|政府|财政|委组织部)"),
            _each("镇乡", "党委"),
            "全(?:社区|街道|嘎查|苏木)",
            _each("我本该", "(?:[市县区镇乡村省旗州]|社区|小区|街道|嘎查)"),
            _each("市县区镇乡村", "[里内]"),
            "辖区",
            r"村(?<![\u4e00-\u9fff]村)(?:党支部|党总支|支部|[“\"]?两委|委会|集体)",
        )
    )
)
# Which kinds of places 全市, 我县, 镇里 … may speak of.
LEVELS = {
    "省": ("province",), "市": ("city", "county"), "州": ("city",), "县": ("county",),
    "区": ("county",), "旗": ("county",), "镇": ("township",), "乡": ("township",),
    "村": ("village",), "社区": ("village",), "小区": ("village",),
    "街道": ("township",), "嘎查": ("village",), "苏木": ("township",),
}  # fmt: skip
UNITS = sorted(LEVELS, key=len, reverse=True)  # 社区 before 区
# Below the article's place, a village is what the sentence is about wherever it stands in it, but
# not as a partner, a way there, an example of a list, or where somebody comes from.
BESIDE = re.compile(
    r"(?:与|和|跟|同|、|及|向|往|赴|自|如|像|学习|借鉴|推广|复制|等|对接|联系|(?:邻近|相邻|毗邻|周边|附近)的?|以及|距|离|来自|不同于)$"
)
LISTS = re.compile(
    r"[^，,。；;]{0,4}(?:、|等[地\d一二两三四五六七八九十几]|等[^，,。；;]{0,4}[村镇乡]|和(?![谐平])|与(?!会))"
)
CLOSER = re.compile("[)）]")
LAND = ("高原", "平原", "盆地", "山脉", "流域", "丘陵", "沿海")
# 美姑等13个县; 金土村、石头村等11个村
AMONG_OTHERS = re.compile(r"(?:、[^，,。；;]{1,30})?等[地\d一二两三四五六七八九十]")
# 以三台坝村为龙头，与邻村组建…: the measure is of more than that village.
CORE = re.compile(r"[村镇乡]?为(?:龙头|中心|核心|主体|依托|示范|样板|试点|纽带)")
OFFICE = re.compile(r"[市县区镇乡](?:委|政府|财政|党委|里)")
EVENT = re.compile(r"[^，,。；;\d]{0,4}(?:地震|抗震|洪灾|水灾|泥石流|疫情|会议精神|讲话|峰会)")
HONOURED = re.compile(r"[^，,。；;]{0,8}(?:入选|获评|被评|荣获|获得|列入|入围)")
LOWER: tuple[Level, ...] = ("country", "province", "city", "county", "township", "village")


class Anchors:
    """Looks up periods and places of one text."""

    def __init__(
        self,
        text: str,
        dates: Dates,
        places: Sequence[FoundPlace],
        focus: Focus | None,
        paragraphs: Sequence[int],
        headings: Sequence[FoundHeading] = (),
    ) -> None:
        self.text = text
        self.dates = dates
        # a river or a mountain has no figures
        self.places = [
            place for place in places if place.level != "other" and not place.text.endswith(LAND)
        ]
        self.focus = focus
        self.paragraphs = paragraphs
        # with it begin the codes of all places within the article's own
        self._prefix = re.sub("(?:00){1,3}$", "", (focus.adcode if focus else None) or "")
        # 位列全省前茅, said of a county: no word on the province
        self._is_provincial = focus is None or focus.level == "province"
        wholes = [m for m in WHOLE.finditer(text) if "省" not in m[0] or self._is_provincial]
        self._wholes = [match[0] for match in wholes]
        self._whole_starts = [match.start() for match in wholes]
        self._place_starts = [place.start for place in self.places]
        self._subjects = self._find_subjects()
        self._blocks = find_blocks(text, headings, self.places, focus)
        self._asked, self._answer = -1, False
        self._subject_starts = [place.start for place in self._subjects]

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph of *offset* begins."""
        index = bisect_right(self.paragraphs, offset) - 1
        return self.paragraphs[index] if index >= 0 else 0

    def names(self, quantity: Quantity) -> bool:
        """Whether a number is part of a place's name: 三台坝村."""
        at = bisect_right(self._place_starts, quantity.number_start) - 1
        return at >= 0 and quantity.number_start < self.places[at].end

    def period(
        self, quantity: Quantity, sentence_start: int, *, before: int | None = None
    ) -> str | None:
        """When it was so; see `dating.Dates.period`."""
        if self._is_general(quantity, sentence_start) and not self.dates.names(
            sentence_start, quantity.start
        ):
            return None
        paragraph = self.paragraph_start(quantity.start)
        return self.dates.period(quantity, sentence_start, paragraph, before=before)

    # ---- places --------------------------------------------------------------------------------
    def place(self, quantity: Quantity, sentence_start: int) -> PlaceRef | None:
        """The place that the sentence is about, else the paragraph, else the article."""
        beside = bisect_right(self._place_starts, quantity.start - 1) - 1
        if beside >= 0 and self.places[beside].end == quantity.start:
            return _reference(self.places[beside])  # 其中甲市29个、乙县19个
        if self._is_general(quantity, sentence_start):
            return None
        if of_nation(self.text, sentence_start, quantity.start):
            return None
        latest = self._latest(quantity.start)
        subject = self._governing(latest, sentence_start, quantity.start)
        whole = self._whole_between(subject.end if subject else sentence_start, quantity.start)
        near = subject is not None and subject.start >= sentence_start
        if subject and (not whole or (near and WEAK.match(whole))):
            return _reference(subject)
        if whole and (meant := self._meant(whole, latest, quantity.start)):
            return _reference(meant)
        return place_of(block_at(self._blocks, quantity.start), self.focus)

    def _latest(self, at: int) -> FoundPlace | None:
        """The last place before *at* in its paragraph that figures may be of."""
        index = bisect_right(self._subject_starts, at) - 1
        subject = self._subjects[index] if index >= 0 else None
        return subject if subject and subject.start >= self.paragraph_start(at) else None

    def _governing(
        self, subject: FoundPlace | None, sentence_start: int, at: int
    ) -> FoundPlace | None:
        """The place, unless the figure at *at* has left it."""
        if subject is None or self._is_site(subject, at) or self._is_aside(subject, at):
            return None
        if subject.start >= sentence_start:
            return subject
        start = self._chain_start(bisect_right(self._place_starts, subject.start) - 1)
        left = is_left(self.text, start, subject.end, at)
        return subject if not left and self._carries(subject) else None

    def _is_site(self, subject: FoundPlace, at: int) -> bool:
        """Whether a place is where something was done, in another clause than that of *at*."""
        if subject.level not in LOWER[4:] or not self._is_within(subject):
            return False
        start = self._chain_start(bisect_right(self._place_starts, subject.start) - 1)
        return is_site(self.text, start, subject.end, at)

    def _is_aside(self, subject: FoundPlace, at: int) -> bool:
        """Whether a bracket closed behind it: (其中贵溪市29个…)，今年解决60%."""
        if not CLOSER.search(self.text, subject.end, at):
            return False
        opened = max(self.text.rfind(mark, 0, subject.start) for mark in "(（")
        return opened > max(self.text.rfind(mark, 0, subject.start) for mark in ")）")

    def row(self, start: int, end: int, share: Share) -> list[PlaceRef]:
        """The places, one a figure, that 甲、乙、丙三县 … 分别为 lists before its figures."""
        first = bisect_right(self._place_starts, start - 1)
        run: list[FoundPlace] = []
        best: list[FoundPlace] = []
        for place in self.places[first : bisect_right(self._place_starts, end - 1)]:
            joined = run and self.text[run[-1].end : place.start] in LISTED
            run = [*run, place] if joined else [place]
            best = run if len(run) == share.count else best
        return [_reference(place) for place in best]

    def _is_general(self, quantity: Quantity, sentence_start: int) -> bool:
        """Whether it is part of a rule, not of what is so in some place."""
        if self._asked != quantity.number_start:  # asked twice a figure: for period and place
            self._asked = quantity.number_start
            self._answer = find_general(self.text, quantity, sentence_start)
        return self._answer

    def _whole_between(self, start: int, end: int) -> str:
        """The last 全市, 我县, 镇里 … between two offsets, "" without one."""
        at = bisect_right(self._whole_starts, end - 1) - 1
        return self._wholes[at] if at >= 0 and self._whole_starts[at] >= start else ""

    def _meant(self, whole: str, latest: FoundPlace | None, before: int) -> FoundPlace | None:
        """What 全镇, 我县 … speak of where it is not the article's: the last of its kind."""
        levels = next((LEVELS[unit] for unit in UNITS if unit in whole), ())
        if latest and latest.level in levels and self._stays_with(latest, whole, before):
            return latest
        if not levels or (self.focus and self.focus.level in levels):
            return None
        if "市" in whole and self.focus and self.focus.level == "province":
            return None  # 本市 of 天津
        if self.focus and self._is_above(levels) and OFFICE.match(whole):
            return None  # 县委组织部抽查, of an article on a township
        named = [p for p in self.places if p.start < before and p.level in levels]
        if whole[0] == "村" and len({place.text for place in named}) > 1:
            return None  # 村党支部, of an article on one village
        return named[-1] if named else None

    def _stays_with(self, latest: FoundPlace, whole: str, before: int) -> bool:
        """Whether 村里, 全村 mean a village just named, with no word on a whole town since."""
        if latest.level not in LOWER[4:] or (
            whole[0] not in "全我本该" and whole[-1] not in "里内"
        ):
            return False
        first = bisect_right(self._whole_starts, latest.end)
        last = bisect_right(self._whole_starts, before - 1)
        return all(each[-1] == whole[-1] for each in self._wholes[first:last])

    def _is_above(self, levels: Sequence[str]) -> bool:
        """Whether all of some levels are above the article's own."""
        own = self.focus.level if self.focus else None
        if own not in LOWER:
            return False
        return all(level in LOWER and LOWER.index(level) < LOWER.index(own) for level in levels)

    def _find_subjects(self) -> list[FoundPlace]:
        """The places that figures may be of, in order.

        One that only owns what follows (…的客商) steps back behind the subject of its sentence.
        """
        found: list[FoundPlace] = []
        told: set[str] = set()  # villages that the text has introduced
        for at, place in enumerate(self.places):
            # 豫皖两省交界处; 美国、欧盟居次
            if len(place.text) == 1 or (self.focus and place.level == "country"):
                continue
            if self._opens(at, place) or self._lies_within(at, place, place.text in told):
                found.append(place)
                told.add(place.text)
            elif self._owns(place):
                between = self.text[found[-1].end : place.start] if found else "。"
                if SENTENCE_END.search(between):
                    found.append(place)
        return found

    def _opens(self, at: int, place: FoundPlace) -> bool:
        """Whether a clause begins with it, times and other places apart.

        Of 宁夏中宁县 it is the last; not where something is done (在广东顺德等地开辟了…).
        """
        if self._goes_on(at):
            return False
        if AMONG_OTHERS.match(self.text, place.end) or EVENT.match(self.text, place.end):
            return False
        start = self._chain_start(at)
        if not start or self.text[start - 1] in BREAKS:
            return True
        return LEADING.search(self.text[max(0, start - 20) : start]) is not None

    def _goes_on(self, at: int) -> bool:
        """Whether a place stands right behind it, of which it only says where it is."""
        return at + 1 < len(self.places) and self.places[at + 1].start == self.places[at].end

    def _chain_start(self, at: int) -> int:
        """Where the chain of places begins that one ends: 宁夏 of 宁夏中宁县."""
        while at and self.places[at - 1].end == self.places[at].start:
            at -= 1
        return self.places[at].start

    def _lies_within(self, at: int, place: FoundPlace, known: bool) -> bool:
        """马营村 in 企业为马营村提供资金…, of an article on a town: named anywhere in it."""
        if self.focus is None or self.focus.level not in LOWER or place.level not in LOWER[4:]:
            return False
        below = LOWER.index(place.level) - LOWER.index(self.focus.level)
        # a report on a city names villages in passing, but 大荔县许庄镇西渠头村 is introduced
        introduced = known or self._chain_start(at) < place.start
        if below <= 0 or (below > 2 and not introduced) or self._goes_on(at):
            return False
        if HONOURED.match(self.text, place.end) or CORE.match(self.text, place.end):
            return False
        start = self._chain_start(at)
        before = self.text[max(0, start - 6) : start]
        quoted = self.text[start - 1 : start] in ("“", "「", "《")
        listed = quoted or LISTS.match(self.text, place.end)
        return not listed and BESIDE.search(before) is None and self._is_within(place)

    def _owns(self, place: FoundPlace) -> bool:
        if not self.text.startswith("的", place.end):
            return False
        before = self.text[max(0, place.start - 4) : place.start]
        elsewhere = LOCATIVE.search(before) or BESIDE.search(before)
        return not elsewhere and self._is_within(place)

    def _carries(self, subject: FoundPlace) -> bool:
        """Whether it owns the sentences behind its own too: as the subject of a whole one."""
        if not self._is_within(subject):
            return False
        if subject.level == "village":
            return True
        if self.focus and self.focus.level in ("province", "city") and subject.level != "city":
            return False  # a report on a city or province names counties one by one
        before = self.text[max(0, subject.start - 14) : subject.start]
        return CLAUSE_MARK.search(OPENERS.sub("", before)) is None

    def _is_within(self, place: FoundPlace) -> bool:
        """Whether a place may lie in the one that the article is about."""
        code = self.focus.adcode if self.focus else None
        if self.focus and self.focus.full and self._contains(place):
            return False
        if not code or not place.adcode:
            return True
        return place.adcode.startswith(self._prefix)

    def _contains(self, place: FoundPlace) -> bool:
        """Whether the article's place lies in it: 怀化 of 湖南省怀化市溆浦县龙潭坳乡."""
        if self.focus is None or not self.focus.full or place.text == self.focus.text:
            return False
        at = self.focus.full.find(place.text)
        return at >= 0 and not self.focus.full.endswith(place.text)


def _reference(place: FoundPlace) -> PlaceRef:
    return PlaceRef(text=place.text, adcode=place.adcode)
