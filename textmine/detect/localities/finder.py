"""Townships, villages and communities, found by pattern and by the list of townships.

A name and its ending (双河镇, 柳林村, 河湾社区). What stands before the ending must be a name:
known to the gazetteer, or by its looks (`stems`); 行政村, 示范镇 and 每个社区 are kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textmine.detect.divisions.gazetteer import Gazetteer
from textmine.detect.divisions.name_rules import Kind
from textmine.detect.divisions.names import Hit
from textmine.detect.localities.again import find_again
from textmine.detect.localities.guesses import ACCEPTED, NEVER, guess_name
from textmine.detect.localities.series import find_areas, find_series
from textmine.detect.localities.stems import (
    COUNTED,
    DEEDS,
    HAN,
    LINKS,
    VILLAGES,
    Spot,
    continues,
    direct_start,
    generic_words,
    stem_of,
)
from textmine.detect.localities.toponyms import load_toponyms
from textmine.detect.words import Words

# The characters around an ending that can be no part of a name sort out nine of ten at once.
ENDING = re.compile(
    r"[街社苏嘎镇乡村屯寨](?<![农乡各本全该每我驻返一两,，。、“”（()）：:；;！？!?\s\d%·—].)"
    r"(?:(?<=街)道|(?<=社)区|(?<=苏)木|(?<=嘎)查|(?<=[镇乡])(?!(?<=村镇)银行)"
    # 泥汊镇|镇长, 静升镇|村民; not 古镇|镇, 乡|村民宿
    r"(?![里级贤愁亲土域街]|镇(?![长党政干]|村[两干])|村(?!民(?![宿居俗风间族主营情办生])|干|两委|支))"
    r"(?<!镇镇(?=[长党政干村]))"
    r"|(?<=村)(?![里级庄镇企居务容口规晚情域寨屯落均史霸貌民]|街道|村(?![民委支级两党官主书集务干规]))"
    r"(?<!镇村(?=[两三]级|干部|联动|组))"
    r"|(?<=屯)(?![田垦兵粮积溪留昌村堡格镇乡街社]|[上下前后东西南北中]村)"
    r"|(?<=寨)(?![村子门堡镇乡街社]|[上下前后东西南北中]村))"
)
# What these end is more often a word than a name: 村寨, 石屯, 苗寨.
DOUBTED = {"屯": 1.0, "寨": 2.5}
BEHIND_ITS_COUNTY = 3.5  # 通榆县什花道乡: gone before the list of townships begins
SITUATED = re.compile("位于|地处|坐落|隶属|属于|紧邻|毗邻|距离?[县镇乡市]")
IS_SITUATED = 1.5  # 新营下村隶属于…: with what opens a portrait of a village
NEXT_LISTED = re.compile("[、和与及]([\u4e00-\u9fff]{2,4}?(?:街道|[镇乡]))")
BEFORE_ANOTHER = 2.5  # 昌布镇、泽西街道: the first of a row
BEHIND_ITS_TOWNSHIP = 1.0  # 西联镇垄上村: whatever its name looks like
OF_A_TOWNSHIP = 2.5  # what it adds to the rating that some township bears the name
INNER = ("新", "自然", "村")  # of 安业新村, 向荣自然村, 向家村村
JOINED = frozenset("任从在到赴由自驻与和原为是")  # 曾任大墅镇…: cut as 任大墅
# How often a character ends names for it to go with the place before: 寨 in 黄石寨村.
ENDS_NAMES = 1.0
# 小城镇, 古镇, 水乡, 之乡: only the list of townships says whether such a name is one.
UNSURE_LAST = frozenset("城集小古水之原美强名重老同故家他异还回下离包联入")
TOWN_ENDS = frozenset("镇乡道木")
ESTATE = re.compile("[一二三四五六七八九十新]村")  # 曹杨|二村|社区
SIDES = frozenset("前后上下东西南北大小")
BRAND = re.compile(
    r"”(?:[\u4e00-\u9fff]{2,4})?(?:模式|品牌|工作法|建设|创建|行动|工程|计划|机制|项目)"
)
VILLAGE_BODY = re.compile("党支部|党总支|支部|支书|书记|村民|两委|村委会|坐落|地处|位于")
OFFICE = "公所"  # 潮州|镇公所: of a township of Taiwan, whatever city bears the name
FORMER_AFTER = frozenset("由将把从在是与和及、，,。；;：:（(“")
COUNTED_BEHIND = re.compile(
    r"(?:共|达到?|各)?(?:\d{1,5}|[一二两三四五六七八九十百]{1,5})多?个(?=[、，,。；;和与及]|$)"
)
OFTEN = 3  # so often a name of two characters stands that is cut as none
# What may stand before a name that begins a clause, or that somebody goes to.
LEADING = tuple("\n，,。；;到在从把给对由接是、")
LONGEST_REST = 3  # characters of a township's name behind the place that it begins with


@dataclass(frozen=True, slots=True)
class Localities:
    """Townships and villages; `swallowed` are the places that turned out to be their names."""

    found: list[Hit]
    swallowed: set[Hit]


@dataclass(slots=True)
class LocalityFinder:
    """Finds townships, villages and communities around the places that are already known.

    `nearby(name)` says whether a township of this name lies in a division that the article names.
    """

    gazetteer: Gazetteer
    nearby: Callable[[str], bool]
    _repeated: dict[str, bool] = field(default_factory=dict)

    def find(self, text: str, words: Words, places: Sequence[Hit]) -> Localities:
        """The localities in *text*, in order, and the places that were only their names."""
        found: list[Hit] = []
        swallowed: set[Hit] = set()
        known = iter([*places, Hit(len(text), len(text), "", "trap")])
        earlier = before = Hit(0, 0, "", "trap")
        after = next(known)
        for match in ENDING.finditer(text) if words.starts else ():
            while after.start < match.start():
                earlier, before, after = before, after, next(known)
            if before.end == match.end() and self._is_torn(before, text, behind=earlier.end):
                swallowed.add(before)
                name = text[before.start - 1 : before.end]
                found.append(Hit(before.start - 1, before.end, name, "township"))
            if _goes_on_village(before, found, text):  # 天平镇|新马村, where 马村 is a county
                swallowed.add(before)
                behind = found[-1].end
                found.append(Hit(behind, before.end, text[behind : before.end], "village"))
            if before.end >= match.end() or after.start < match.end():
                continue
            last = found[-1].end if found else 0
            if 0 < last == match.start() and text[last - 1] == "村" and match[0] == "社区":
                first = found[-1].start  # 清凉二村|社区
                found[-1] = Hit(first, match.end(), text[first : match.end()], "village")
                continue
            limit = max(before.end, last)
            # What stands in one list with a locality is one.
            listed = 0 < limit == last and text[limit] in LINKS
            behind = limit + 1 if listed else limit or -1
            spot = Spot(text, words, match.start(), match.end(), limit, behind)
            chained = 0 < last == before.start and before.end == spot.at
            if chained or self._is_name(before, spot):  # 福民街道|南阳社区
                swallowed.add(before)
                start: int | None = before.start
            else:
                start = self._name_start(spot)
            if start is not None and not _is_kind_or_brand(text, start, spot.end):
                kind: Kind = "village" if spot.ending in VILLAGES else "township"
                start += self._is_former(text, start, spot)
                found.append(Hit(start, spot.end, text[start : spot.end], kind))
        found += find_series(self.gazetteer, text, [*places, *found])
        found += find_areas(self.gazetteer, text, places)
        found = sorted([*found, *find_again(text, words, found, places)])
        return Localities(found, swallowed)

    def _is_former(self, text: str, start: int, spot: Spot) -> bool:
        """Whether it begins with a word for what it was: 由|原青石乡撤并."""
        if text[start] != "原" or spot.at - start < len("原青石"):
            return False
        before = text[start - 1 : start] if start else ""
        opens = not before or before in FORMER_AFTER
        return opens and not self.gazetteer.has_township(text[start : spot.end])

    def _is_torn(self, place: Hit, text: str, behind: int) -> bool:
        """Whether a county in 乡 or 镇 is the end of a township's name: 平乡 in 新华镇、和平乡.

        So is 丰镇 in 上林县|大丰镇, right *behind* another place.
        """
        name = text[place.start - 1 : place.end]
        clear = text[place.start - 2 : place.start - 1] in "、，,。；;" or behind == place.start - 1
        return place.kind == "short" and clear and self.gazetteer.has_township(name)

    def _is_name(self, before: Hit, spot: Spot) -> bool:
        """Whether the place before an ending is but its name: 朝阳街道, 大埔村, 黄石寨村."""
        if before.kind in ("full", "trap") or before.text == "中国":
            return False
        if before.end == spot.at and spot.text.startswith(OFFICE, spot.end):
            return True
        if before.kind != "hard" and self._begins_township(before, spot):
            return True
        if spot.ending == "社区" and ESTATE.fullmatch(spot.text, before.end, spot.at):
            return before.kind == "short"
        if before.end == spot.at - 1:
            last = spot.text[before.end]
            return last not in generic_words() and load_toponyms().ends_name(last) > ENDS_NAMES
        if before.end != spot.at:
            return False
        if not continues(spot.rest_of_word(), spot.ending):  # 琼海阳江镇|上科村委会
            return self.nearby(before.text + spot.ending)
        if spot.ending == "社区":
            if len(before.text) > 2 and before.text[-1] in "区县市":
                return False  # 板桥区|社区里的志工
            return before.kind != "short" or self._is_only(before.text, "社区", spot.text)
        return spot.ending in VILLAGES or self.gazetteer.has_township(before.text + spot.ending)

    def _begins_township(self, before: Hit, spot: Spot) -> bool:
        """Whether a name is but the beginning of a township's: 龙门 of 南岸区|龙门浩街道."""
        length = spot.at - before.end
        name = spot.text[before.start : spot.end]
        return 0 < length < LONGEST_REST and self.nearby(name) and not self.nearby(name[2:])

    def _is_only(self, name: str, ending: str, text: str) -> bool:
        """Whether a name stands before an ending only: 麻阳社区, 华山社区, and 麻阳 nowhere else.

        Of counties, rivers and mountains; a city has communities of its own.
        """
        levels = ("county", "other")
        if any(division.level not in levels for division in self.gazetteer.named(name)):
            return False
        return text.count(name) == text.count(name + ending)

    def _name_start(self, spot: Spot) -> int | None:
        """Where the name before an ending begins, or None where there is no name."""
        village = spot.ending in VILLAGES
        listed = not village and self.gazetteer.ends_township(spot.tail)
        unsure = not village and spot.text[spot.at - 1] in UNSURE_LAST
        if unsure and not listed and spot.behind < 0:
            return None
        starts = spot.starts()
        if not starts:
            return None
        if listed or (not village and spot.behind == spot.at - 1):
            known = self._known_start(spot, starts)
            if known is not None:
                return known
        if unsure and self._is_kind(spot, starts):
            return None
        if not spot.stands_alone():
            return None
        if spot.behind >= 0 and (direct := direct_start(spot, starts)) is not None:
            return direct
        if village and _has_people(spot):
            return spot.behind
        return self._guessed_start(spot)

    def _guessed_start(self, spot: Spot) -> int | None:
        """Where a name that no list holds begins by its looks; None where none is likely enough."""
        village = spot.ending in VILLAGES
        guess = guess_name(spot, load_toponyms())
        inner = next((word for word in INNER if spot.text.endswith(word, 0, spot.at)), "")
        if spot.ending == "村" and inner and spot.at - len(inner) >= max(0, spot.limit):
            shorter = guess_name(spot._replace(at=spot.at - len(inner)), load_toponyms())
            guess = max(filter(None, (guess, shorter)), key=lambda each: each.rating, default=None)
        needed = ACCEPTED + DOUBTED.get(spot.ending, 0.0)
        if guess and not village and self.gazetteer.has_township(spot.text[guess.start : spot.end]):
            needed -= OF_A_TOWNSHIP
        elif guess and not village and guess.start == spot.behind:
            needed -= BEHIND_ITS_COUNTY
        elif guess and village:
            needed -= _village_bonus(spot, guess.start)
        elif guess and _leads_row(spot):
            needed -= BEFORE_ANOTHER
        if guess is None or guess.rating < needed:
            return spot.at - 2 if self._is_repeated(spot) else None
        return _with_side(spot, guess.start)

    def _is_repeated(self, spot: Spot) -> bool:
        """Whether two characters that are no word stand before 村 again and again: 账干村."""
        start = spot.at - 2
        if spot.text[spot.at : spot.end] != "村" or start < max(0, spot.limit):
            return False
        if spot.words.words[spot.words.at(start)] == spot.text[start : spot.at]:
            return False  # 托管村
        name = spot.text[start : spot.end]
        if name not in self._repeated:
            self._repeated[name] = _stands_often(name, spot.text)
        return self._repeated[name]

    def _is_kind(self, spot: Spot, starts: Sequence[int]) -> bool:
        """Whether 小城镇, 古镇 and the like are kinds of town here: in no list, behind no name."""
        torn = spot.words.starts[spot.words.at(spot.at)] != spot.at
        if spot.behind >= 0 and not torn:
            return False
        names = [spot.text[start : spot.end] for start in starts if spot.at - start > 1]
        return not any(self.gazetteer.has_township(name) for name in names)

    def _known_start(self, spot: Spot, starts: list[int]) -> int | None:
        """The longest name that is a township's, where it may be meant."""
        torn = [
            start for start in range(starts[-1] + 1, spot.at - 1) if spot.text[start - 1] in JOINED
        ]
        for start in [*sorted(starts), *torn]:
            stem, name = spot.text[start : spot.at], spot.text[start : spot.end]
            if (len(stem) == 1 and start != spot.behind) or stem in generic_words():
                continue
            if not self.gazetteer.has_township(name):
                continue
            if start == spot.behind or self.nearby(name):
                return start
        return None


def _goes_on_village(place: Hit, found: Sequence[Hit], text: str) -> bool:
    """Whether a county's name in 村 is the end of a village's right behind its township."""
    if not found or found[-1].kind != "township" or text[place.end - 1 : place.end] != "村":
        return False
    return 0 < place.start - found[-1].end <= 2 and place.kind not in ("full", "trap")


def _leads_row(spot: Spot) -> bool:
    """Whether another township's name stands next in a row with this one."""
    following = NEXT_LISTED.match(spot.text, spot.end)
    return following is not None and stem_of(following[1]) not in generic_words()


def _has_people(spot: Spot) -> bool:
    """Whether a village's people or offices follow a name behind its township: 什报气|村书记."""
    stem = spot.text[max(0, spot.behind) : spot.at]
    if spot.behind < 2 or not 2 <= len(stem) <= 4 or not VILLAGE_BODY.match(spot.text, spot.end):
        return False
    if spot.text[spot.behind - 1] not in TOWN_ENDS or stem in generic_words():
        return False
    return COUNTED.isdisjoint(stem) and stem[-1] not in DEEDS and HAN.match(stem) is not None


def _stands_often(name: str, text: str) -> bool:
    """Whether a name of a village is used so often that it must be one."""
    if text.count(name) < OFTEN or not HAN.match(name):
        return False
    if name[:-1] in generic_words() or not NEVER.isdisjoint(name[:-1]):
        return False
    return sum(text.count(lead + name) for lead in LEADING) > 1


def _village_bonus(spot: Spot, start: int) -> float:
    """What stands around a village's name: its township before it, or where it lies behind it."""
    before = spot.text[start - 1 : start]
    if start == spot.behind and before in TOWN_ENDS:
        return BEHIND_ITS_TOWNSHIP
    opens = not before or before in "\n。，,；;"
    return IS_SITUATED if opens and SITUATED.match(spot.text, spot.end) else 0.0


def _with_side(spot: Spot, start: int) -> int:
    """后苏家山村 with its first character, where a sentence or clause begins with it."""
    if start - 1 < max(0, spot.limit) or spot.text[start - 1] not in SIDES:
        return start
    opens = start == 1 or spot.text[start - 2] in "\n。，,；;、"
    return start - 1 if opens else start


def _is_kind_or_brand(text: str, start: int, end: int) -> bool:
    """Whether it is counted, 平安村十二个, or but the name of a model: “暖心社区”服务模式."""
    if COUNTED_BEHIND.match(text, end):
        return True
    return text[start - 1 : start] == "“" and BRAND.match(text, end) is not None
