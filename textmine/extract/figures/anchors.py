"""Which place a figure belongs to; its period, by `dating`.

The nearest statement in the sentence decides, then the paragraph, last the place that the article
is about. Thresholds belong to no place and no time, what each is to do or get to no time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.detect.layers import Focus, FoundHeading, FoundPlace, Quantity
from textmine.detect.resolving.focus import is_partner
from textmine.extract.figures.by_relation.distribution import Share
from textmine.extract.figures.wholes import AREA, LEVELS, UNITS, WHOLE
from textmine.extract.setting.dating import Dates
from textmine.extract.setting.general import General, find_general
from textmine.extract.setting.scenes import of_nation
from textmine.extract.setting.siting import (
    block_at,
    find_blocks,
    is_likened,
    place_of,
    reference,
    told_example,
)
from textmine.extract.setting.stories import speaker, storied
from textmine.extract.setting.subjects import LOWER, subjects_of
from textmine.types import PlaceRef

# 126个村书记|选举: of more than a village
VILLAGES = re.compile(
    r"(?:^|[，,。；;：:\n])(?:目前|此次|本次|现在|今年|全[市县区镇]|共|已?有|其中)?\d{2,4}个(?:行政|建制)?村(?![民级务医组干]|小组)"
)
GRANTS = re.compile(r"(?:党委|政府|组织部)?(?:研究)?(?:批准|同意|批复|任命|授予|表彰|命名|评为)")
LISTED = frozenset({"、", "和", "与", "及", "以及"})
# 乡政府, 辖区: of whom the sentence's own place may be part.
WEAK = re.compile(r"[市县区镇乡](?:委|里|内|政府|财政|党委)|[村]|辖区")
AUTONOMOUS = frozenset({"15", "45", "54", "64", "65"})
# 在|柳沟村建成…, 用于|石桥村修路: between money and where it went
SITE = re.compile(r"(?:用于|支持|帮助|扶持|为|给|在|实施了?|建成了?|修建了?|改造了?|兴建了?)")
# 其中|洛江区集中有|38家, 在|元谋县已有|676名
THERE = re.compile(
    r"(?:境内|一地)?(?:集中|分布)?(?:就|已|已经|共|现|还|目前){0,2}(?:有|建有|拥有|设有)了?(?:约|近)?"
)
LONGEST_CHAIN = 4  # places in a row
OFFICE = re.compile(r"[市县区镇乡](?:委|政府|财政|党委|里)")


@dataclass(slots=True)
class Stand:
    """Where a figure stands, and of what rule it is part, if any."""

    quantity: Quantity
    at: int
    sentence: int  # where its sentence begins
    paragraph: int  # where its paragraph begins
    general: General | None


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
        self.subjects = subjects_of(text, tuple(places), focus)
        self.places = self.subjects.places
        self.focus = focus
        self.paragraphs = paragraphs
        # 位列全省前茅, said of a county: no word on the province
        self._is_provincial = focus is None or focus.level == "province"
        wholes = [m for m in WHOLE.finditer(text) if "省" not in m[0] or self._is_provincial]
        self._wholes = [match[0] for match in wholes]
        self._whole_starts = [match.start() for match in wholes]
        self._blocks = find_blocks(text, headings, self.places, focus)
        self._own = place_of(None, focus)
        self._is_local = focus is not None and focus.level in LOWER[4:]
        self._part_starts = [heading.start for heading in headings if heading.marker]

    def stand(self, quantity: Quantity, sentence_start: int) -> Stand:
        """Where a figure stands, to ask for its period and its place."""
        at = quantity.start
        index = bisect_right(self.paragraphs, at) - 1
        paragraph = self.paragraphs[index] if index >= 0 else 0
        general = find_general(self.text, quantity, sentence_start, paragraph)
        return Stand(quantity, at, sentence_start, paragraph, general)

    def names(self, quantity: Quantity) -> bool:
        """Whether a number is part of a place's name: 三台坝村."""
        at = bisect_right(self.subjects.starts, quantity.number_start) - 1
        return at >= 0 and quantity.number_start < self.places[at].end

    def chain_end(self, offset: int) -> int:
        """The end of the places that stand there in a row (某省|某县|某村), 0 without one.

        The last is below the province; *offset* may be a part of the first.
        """
        at = bisect_right(self.subjects.starts, offset) - 1
        if at < 0 or offset >= self.places[at].end:
            return 0
        while self.subjects.starts[at + 1 : at + 2] == [self.places[at].end]:
            at += 1
        return self.places[at].end if self.places[at].level in LOWER[2:] else 0

    def period(self, stand: Stand, *, before: int | None = None) -> str | None:
        """When it was so; see `dating.Dates.period`. A threshold holds at no time, whatever the
        sentence tells: 2004年换届后立了规矩,凡5000元以上的开支….
        """
        if stand.general == "threshold":
            return None
        if stand.general and not self.dates.names(stand.sentence, stand.at):
            return None
        start = self._own_part(stand.sentence, stand.at)
        return self.dates.period(stand.quantity, start, stand.paragraph, before=before)

    def _own_part(self, start: int, at: int) -> int:
        """Where the part of a sentence begins that tells of another place: 甲县，去年…；乙县….

        Only what opens the sentence dates it too.
        """
        part = max(self.text.rfind("；", start, at), self.text.rfind(";", start, at)) + 1
        if not part:
            return start
        place = bisect_right(self.subjects.starts, part - 1)
        opens = self.subjects.starts[place : place + 1] == [part]
        return part if opens else start

    # ---- places --------------------------------------------------------------------------------
    def place(self, stand: Stand) -> PlaceRef | None:
        """The place that the sentence is about, else the paragraph, else the article."""
        beside = self._beside(stand.at)
        threshold = stand.general == "threshold"
        if beside is None and (threshold or of_nation(self.text, stand.sentence, stand.at)):
            return None
        found = beside or self._told(stand)
        if found and found.level == "village" and beside is None and self._counts_villages(stand):
            found = None
        if found:
            return reference(found.text, found.adcode)
        block = block_at(self._blocks, stand.at) if self._blocks else None
        if block:
            return place_of(block, self.focus)
        wider = self._wider(stand) if beside is None and self._is_local else None
        if wider:
            return reference(wider.text, wider.adcode)
        example = told_example(self.text, stand.sentence, stand.at, self.focus)
        return place_of(None, example) if example else self._own

    def _wider(self, stand: Stand) -> FoundPlace | None:
        """The county of which a paragraph tells (该县…), where the article names but a village."""
        first = bisect_left(self._whole_starts, stand.paragraph)
        told = self._wholes[first : bisect_right(self._whole_starts, stand.at)]
        wide = (
            LEVELS[each[1:]]
            for each in reversed(told)
            if each[0] in "全该我本" and each[1:] in LEVELS
        )
        levels = next(wide, ())
        if self.focus is None or self.focus.level in levels:
            return None
        for place in reversed(self.places):
            there = place.start < stand.at and place.level in levels
            if there and not is_partner(self.text, self.subjects.start_of(place), place.end):
                return place
        return None

    def _told(self, stand: Stand) -> FoundPlace | None:
        """The place that sentence or paragraph tell of; None where that is the article's."""
        at = stand.at
        told_by = speaker(self.subjects, at, stand.paragraph)
        if told_by and self.subjects.latest(at, self.text.rfind("“", 0, at)) is None:
            return told_by
        latest = self.subjects.latest(at, stand.paragraph)
        subject = self.subjects.governing(latest, stand.sentence, at) if latest else None
        whole = self._whole_between(subject.end if subject else stand.sentence, at)
        near = subject is not None and subject.start >= stand.sentence
        if subject and whole and subject.level == "village" and self._is_granted(whole, at):
            return subject
        own = whole in ("", AREA) or (subject and whole[0] == "村" and subject.level == "village")
        if subject and (own or (near and WEAK.match(whole))):
            return subject
        found = self._meant(whole, latest, stand) if whole else self._site_behind(stand.quantity)
        return found or self._storied(whole, latest, stand)

    def _counts_villages(self, stand: Stand) -> bool:
        """Whether the sentence counts villages (126个村), of which none has several."""
        start = max(stand.sentence - 1, 0)
        counted = VILLAGES.search(self.text, start, stand.quantity.end + 6)
        return counted is not None and counted.start() <= stand.quantity.start

    def _is_granted(self, whole: str, at: int) -> bool:
        """镇党委批准成立党支部，|辖12名党员: whether an office only lets the village do it."""
        if not OFFICE.match(whole):
            return False
        start = self._whole_starts[bisect_right(self._whole_starts, at - 1) - 1]
        return GRANTS.match(self.text, start + len(whole)) is not None

    def _storied(self, whole: str, latest: FoundPlace | None, stand: Stand) -> FoundPlace | None:
        """The village of whose story its paragraph is a part, if that names no place."""
        if latest or (whole and "村" not in whole):
            return None
        at = stand.at
        village = storied(self.subjects, stand.paragraph, at)
        if village is None:
            return None
        first = bisect_right(self._whole_starts, village.end)
        last = bisect_right(self._whole_starts, at - 1)
        wider = any(each[0] in "全我本该" for each in self._wholes[first:last] if "村" not in each)
        parted = any(village.end < start <= at for start in self._part_starts)
        return None if wider or parted else village

    def _site_behind(self, quantity: Quantity) -> FoundPlace | None:
        """省里投资65万元在|柳沟村|建成…: the village or township where money went."""
        if quantity.unit != "元":
            return None
        first = bisect_right(self.subjects.starts, quantity.end)
        run = self.places[first : first + LONGEST_CHAIN]
        if not run or not SITE.fullmatch(self.text, quantity.end, run[0].start):
            return None
        last = run[0]
        for place in run[1:]:
            last = place if place.start == last.end else last
        low = last.level in LOWER[4:]
        return last if low and self.subjects.article_place.may_hold(last) else None

    def _beside(self, at: int) -> FoundPlace | None:
        """The place right before a number: 其中甲市29个、乙县19个; none of 甲市、乙县2个园区."""
        index = bisect_right(self.subjects.starts, at - 1) - 1
        if index < 0:
            return None
        place = self.places[index]
        if place.end != at:
            there = at - place.end < 9 and self.text[place.start - 1 : place.start] in ("在", "中")
            return place if there and THERE.fullmatch(self.text, place.end, at) else None
        earlier = self.places[index - 1] if index else None
        listed = earlier and self.text[earlier.end : place.start] in LISTED
        return None if listed else place

    def row(self, start: int, end: int, share: Share) -> list[PlaceRef]:
        """The places, one a figure, that 甲、乙、丙三县 … 分别为 lists before its figures."""
        first = bisect_right(self.subjects.starts, start - 1)
        run: list[FoundPlace] = []
        best: list[FoundPlace] = []
        for place in self.places[first : bisect_right(self.subjects.starts, end - 1)]:
            joined = run and self.text[run[-1].end : place.start] in LISTED
            run = [*run, place] if joined else [place]
            best = run if len(run) == share.count else best
        return [reference(place.text, place.adcode) for place in best]

    def _whole_between(self, start: int, end: int) -> str:
        """The last 全市, 我县, 镇里 … between two offsets, "" without one."""
        at = bisect_right(self._whole_starts, end - 1) - 1
        return self._wholes[at] if at >= 0 and self._whole_starts[at] >= start else ""

    def _meant(self, whole: str, latest: FoundPlace | None, stand: Stand) -> FoundPlace | None:
        """What 全镇, 我县 … speak of where it is not the article's: the last of its kind."""
        levels = next((LEVELS[unit] for unit in UNITS if unit in whole and whole != AREA), ())
        if not levels:
            return None
        before = stand.at
        if latest and latest.level in levels and self._stays_with(latest, whole, before):
            return latest
        if latest and latest.level in levels and self.text.startswith(whole, latest.end):
            return latest  # 泉州|全市
        head = self.subjects.head(stand.paragraph, before)
        if head and head.level in levels and self.subjects.article_place.lies_apart(head):
            return head
        if self._is_own(whole, levels):
            return None
        named = [
            place
            for place in self.places
            if place.start < before
            and place.level in levels
            and not is_likened(self.text, place.start, place.text)
        ]
        if not named or whole[0] != "村":
            told = latest and latest.level == "township" and latest.start >= stand.sentence
            gone = told and named and latest and latest.start > named[-1].end
            if gone and "村" in whole:  # 柳沟村…。石桥乡村官联系本村4户
                return latest
            return named[-1] if named else None
        # 村党支部, of an article on one village; 村集体 of all villages
        alone = len({place.text for place in named}) == 1
        return named[-1] if alone and named[-1].start >= stand.paragraph else None

    def _is_own(self, whole: str, levels: Sequence[str]) -> bool:
        """Whether it speaks of the article's own place, or of one above that is none here."""
        if self.focus is None:
            return False
        if self.focus.level in levels or self._is_region(whole):
            return True
        own = self.focus.full or self.focus.text
        if "市" in whole and self.focus.level == "province" and own.endswith("市"):
            return True  # 本市 of 天津
        # 县委组织部抽查, of an article on a township
        return self._is_above(levels) and OFFICE.match(whole) is not None

    def _is_region(self, whole: str) -> bool:
        """Whether 全区 is the autonomous region: in 广西, of an article on no 区."""
        if self.focus is None or "区" not in whole or "社区" in whole:
            return False
        own = self.focus.full or self.focus.text
        return (self.focus.adcode or "")[:2] in AUTONOMOUS and not own.endswith("区")

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
