"""Which names are places after all: what the article says beside a name that is also a word.

合作 is a city of Gansu and 和平 a county of Guangdong, but hardly ever. Such a name (kinds soft,
hard and chained of rules/places.toml) becomes a mention where the article gives evidence for it:
its division stands before it, others of its kind stand around it, its full name or its parent is
named elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from textmine.detect.divisions.gazetteer import Division, Gazetteer
from textmine.detect.divisions.names import Hit

# Names of one list stand this close: "杭州、嘉兴", "成都和重庆".
LIST_GAP = re.compile(r"、|和|与|及|以及|至|到|[-—–－~～/]{1,2}|[，,]|(?<=.)”、“")
# What follows a list of places that share an ending: "东城、西城两区", "陕、甘、宁三省区".
SHARED = re.compile(
    r"等?(?:\d{1,3}|[两二三四五六七八九十]{1,3}|各)?个?"
    r"(?:省区市|省市区|省区|省市|省|地市|市州|市县|县市区|县（市|县\(市|县市|县区|区县|旗县|[市县区州旗](?![委长政民场域位间直级属])|地)"
)
TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道)")
# What tells of a county: 忠县|有党员, 忠县|石梁镇; in an article that speaks of its own county.
COUNTY_HAS = re.compile(
    r"有(?!关)|共|现|地处|位于|人(?:口|均|多|出)|党员|农村|农民|[\u4e00-\u9fff]{2,3}[镇乡](?!长|级|政)"
)
OWN_COUNTY = re.compile("[全该我]县|县委|县里|县财政")
# 雄县|委组织部, 城北区|人民政府: whoever governs a place
GOVERNED = re.compile(
    "委(?![员托屈婉派任培实])|人民政府|政府(?!购买|采购|主导|引导|投资)|政协|人大(?!代表)"
)
JOINS = frozenset("和应与同")
# 雄县|抓住难点, 湖滨区|近年来: what a place does whose article says 全县, 全区; not 富县|强民
DIVISION_ACTS = re.compile(
    r"抓(?!手)|把|将(?![军士])|以(?![及上下来外内])|坚持|积极|探索|创新|从|立足|按照|开展|通过|着力|大力|聚焦|围绕"
    r"|建(?:立|成|起)|成立|组建|出台|制定|实施|推[行动进出]|结合|针对|采取|强化|加强|深化|持续|始终|扎实|全面|不断"
    r"|认真|切实|先后|是(?!非)|被(?!动)|在(?![线校职建编岗])|自(?=\d|[今去])|近|[今去]年|率先|突出|注重|充分|依托|深入"
    r"|统筹|整合|投入|选派|组织|打造|构建|紧[紧扣盯]|还|也|已|先|[\d“]"
)
# A soft name that no division around it vouches for stands so often, and once behind such a word.
OFTEN = 3
DIRECTIONS = frozenset("东北 西北 西南 东南".split())
TOWARDS = re.compile(r"(?:在|到|赴|去|往|从|来自|远销|销往|支援|闯)$")
OF_PEOPLE = re.compile("籍(?:[^贯册]|$)")  # 固始籍党员: people are from a place
NO_DIRECTION = frozenset("部方角面侧向风边端片山坡约距偏大师财政交民农林石科军")
WHERE = re.compile(r"(?:在|到|赴|来|从|位于|地处|走进|走访|落户|来自|考察)$")
SEAT = re.compile("县(?:城|委|政府|人民政府|里|境|直)")  # 临县|县城: no 面临县城
CLAUSE_STARTS = ("", "\n", "。", "；", ";", "，", ",", "：", "“")
OF_WHERE = ("的", "、", "在", "赴", "自")  # 鲁南的费县
# A lead of this much over the next candidate makes a name sure (长沙: the city, not the county).
SURE_LEAD = 1.25
# 宁南 is the south of Ningxia and a county of Sichuan: what the article names decides.
OF_A_PROVINCE = 1.8
LEVEL_PRIOR = {"province": 3.7, "city": 2.5, "country": 3.0, "region": 2.6, "other": 1.6}


@dataclass(slots=True)
class Scene:
    """What an article names for sure: codes and names of places, with their ancestors, counted."""

    year: int | None = None
    counts: Counter[str] = field(default_factory=Counter)  # key of a place or an ancestor
    own: Counter[str] = field(default_factory=Counter)  # key of a place named itself
    full: set[str] = field(default_factory=set)  # codes of divisions named in full


class Candidates:
    """The places that a name may stand for in a year, the likelier first where nothing is known."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.of = lru_cache(maxsize=20_000)(self._of)
        self.lineage = lru_cache(maxsize=20_000)(self._lineage)
        self.full_name = lru_cache(maxsize=20_000)(gazetteer.full_name)

    def _of(self, name: str, year: int | None) -> tuple[tuple[float, Division], ...]:
        """(prior, division), one for each line of divisions that follow one another."""
        lines: dict[str, Division] = {}
        divisions = self.gazetteer.named(name)
        if not divisions:
            codes = self.gazetteer.abbreviations.get(name, ())
            divisions = [known for code in codes if (known := self.gazetteer.get(code))]
        for division in divisions:
            line = division.today or division.key
            if line not in lines or _fits_better(division, lines[line], year):
                lines[line] = division
        rated = [(_prior(division, name, year), division) for division in lines.values()]
        return tuple(sorted(rated, key=lambda pair: -pair[0]))

    def _lineage(self, division: Division, year: int | None) -> frozenset[str]:
        """The codes of a division and of all that hold it, then and today."""
        line = [division, *self.gazetteer.ancestors(division, year)]
        today = {division.today for division in line if division.today}
        above = {
            parent.code
            for code in today
            if (heir := self.gazetteer.get(code))
            for parent in self.gazetteer.ancestors(heir)
        }
        return frozenset({division.key for division in line} | today | above)

    def sure(self, name: str, year: int | None) -> Division | None:
        """The place that the name stands for without any context, if that is clear."""
        rated = self.of(name, year)
        if len(rated) == 1 or (len(rated) > 1 and rated[0][0] - rated[1][0] >= SURE_LEAD):
            return rated[0][1]
        return None

    def inside(self, name: str, holder: Division, year: int | None) -> Division | None:
        """The one place of this name that lies in *holder*: 井冈山 of 江西井冈山."""
        options = [each for _, each in self.of(name, year)]
        within = [each for each in options if holder.key in self.lineage(each, year)]
        return within[0] if len(within) == 1 else None


def _fits_better(one: Division, other: Division, year: int | None) -> bool:
    """Whether *one* of two names of a line is the better for *year*."""
    if one.valid_in(year) != other.valid_in(year):
        return one.valid_in(year)
    if year is None:
        return one.until > other.until
    return _distance(one, year) < _distance(other, year)


def _distance(division: Division, year: int) -> int:
    return max(0, division.since - year, year - division.until + 1)


def _prior(division: Division, name: str, year: int | None) -> float:
    rating = LEVEL_PRIOR.get(division.level, 1.0)
    if division.level == "county":
        rating = {"市": 1.2, "县": 0.7, "区": 0.4}.get(division.name[-1], 0.7)
    if division.level == "region" and division.parent:
        return OF_A_PROVINCE
    if division.name == name:
        rating = 2.0 + rating / 4
    if not division.valid_in(year):
        rating -= 2.0
    return rating if division.official else rating - 3.0


def add_to_scene(scene: Scene, candidates: Candidates, name: str, weight: int = 1) -> None:
    """Count a name for every division that it certainly lies in."""
    division = candidates.sure(name, scene.year)
    if not division:
        return
    add_division(scene, candidates, division, weight)
    if name == division.name:
        scene.full |= {division.key, division.today or division.key}


def add_division(scene: Scene, candidates: Candidates, division: Division, weight: int) -> None:
    """Count what is known to be named for itself and every division that it lies in."""
    for code in candidates.lineage(division, scene.year):
        scene.counts[code] += weight
    scene.own[division.key] += weight


def make_scene(hits: Iterable[Hit], candidates: Candidates, year: int | None) -> Scene:
    """The scene that the names which need no evidence set."""
    scene = Scene(year)
    names = Counter(hit.text for hit in hits if hit.kind in ("full", "short"))
    for name, count in names.items():
        add_to_scene(scene, candidates, name, count)
        scene.full |= {d.key for _, d in candidates.of(name, year) if d.name == name}
    return scene


class Judge:
    """Decides on the names that need evidence."""

    def __init__(
        self, text: str, hits: Sequence[Hit], candidates: Candidates, scene: Scene
    ) -> None:
        self.text = text
        self.hits = hits
        self.candidates = candidates
        self.scene = scene
        self.often = Counter(hit.text for hit in hits if hit.kind == "soft")
        self.accepted = [hit.kind in ("full", "short") for hit in hits]

    def accept(self) -> list[Hit]:
        """The hits that are places; two passes, so that a list may vouch for its beginning."""
        doubtful = [index for index, good in enumerate(self.accepted) if not good]
        for index in [*doubtful, *reversed(doubtful)]:
            if not self.accepted[index]:
                self.accepted[index] = self._is_place(index)
        for name in {self.hits[index].text for index in doubtful if self.accepted[index]}:
            add_to_scene(self.scene, self.candidates, name)
        return [hit for hit, good in zip(self.hits, self.accepted, strict=True) if good]

    def _is_place(self, index: int) -> bool:
        hit = self.hits[index]
        if OF_PEOPLE.match(self.text, hit.end):
            return True
        if hit.text[-1] == "县" and SEAT.match(self.text, hit.end):
            return True
        if self._follows_parent(index) or self._shares_ending(index) or self._leads_on(hit):
            return True
        if hit.kind == "chained":
            return False
        return self._named_in_full(hit) or self._beside_kin(index) or self._supported(hit)

    def _divisions(self, hit: Hit) -> list[Division]:
        return [division for _, division in self.candidates.of(hit.text, self.scene.year)]

    def _follows_parent(self, index: int) -> bool:
        """辽宁朝阳: the name stands right behind what holds it."""
        hit = self.hits[index]
        before = self.hits[index - 1] if index else None
        if not before or before.end != hit.start or not self.accepted[index - 1]:
            return False
        parents = {division.key for division in self._divisions(before)}
        return any(
            parents & self.candidates.lineage(division, self.scene.year) - {division.key}
            for division in self._divisions(hit)
        )

    def _leads_on(self, hit: Hit) -> bool:
        """兴化安丰镇: one of its townships stands right behind the name."""
        match = TOWNSHIP.match(self.text, hit.end)
        if not match:
            return False
        codes = {division.key for division in self._divisions(hit)}
        townships = self.candidates.gazetteer.townships(match[0])
        return any(township.parent in codes for township in townships)

    def _neighbours(self, index: int, step: int) -> list[int]:
        """The indexes of the names that stand in one list with this one, going one way."""
        found: list[int] = []
        while 0 <= index + step < len(self.hits):
            left, right = sorted((index, index + step))
            gap = self.text[self.hits[left].end : self.hits[right].start]
            if not (len(gap) <= 3 and LIST_GAP.fullmatch(gap)):
                break
            index += step
            found.append(index)
        return found

    def _shares_ending(self, index: int) -> bool:
        """东城、西城两区: a list of at least two, closed by what they are."""
        later = self._neighbours(index, 1)
        if not later and not self._neighbours(index, -1):
            return False
        last = self.hits[later[-1] if later else index]
        match = SHARED.match(self.text, last.end)
        return match is not None and len(match[0]) > 1

    def _beside_kin(self, index: int) -> bool:
        """The nearest accepted name of its list has the same parent."""
        own = {division.parent for division in self._divisions(self.hits[index])} - {""}
        for step in (-1, 1):
            listed = self._neighbours(index, step)
            near = next((i for i in listed if self.accepted[i] or self._in_full(index, i)), None)
            if near is None:
                continue
            others = {division.parent for division in self._divisions(self.hits[near])}
            if own & others:
                return True
            provinces = {code[:2] for code in own}
            if self.hits[index].kind == "soft" and provinces & {code[:2] for code in others}:
                return True
        return False

    def _in_full(self, *indexes: int) -> bool:
        """Whether names of a list all say what they are: 平安区和互助县."""
        return all(
            len(hit.text) > 2 and hit.text[-1] in "市县区旗州"
            for hit in map(self.hits.__getitem__, indexes)
        )

    def _named_in_full(self, hit: Hit) -> bool:
        return any(
            division.key in self.scene.full and division.name != hit.text
            for division in self._divisions(hit)
        )

    def _supported(self, hit: Hit) -> bool:
        """A soft name: its parent, or what lies in it, is named; or it stands there often."""
        if hit.text in DIRECTIONS:
            return self._is_direction_of_country(hit)
        if self._tells_of_county(hit) or self._governs_or_acts(hit):
            return True
        if hit.kind != "soft" and not self._begins_clause(hit):
            return False
        if hit.kind != "soft" and any(
            self.scene.counts[code] and code != division.key
            for division in self._divisions(hit)
            for code in self.candidates.lineage(division, self.scene.year)
        ):
            return True
        if self.often[hit.text] >= OFTEN and self._stands_as_place(hit.text):
            return True
        return any(
            self.scene.counts[division.parent] > 0 or self.scene.counts[division.key] > 0
            for division in self._divisions(hit)
            if division.parent
        )

    def _tells_of_county(self, hit: Hit) -> bool:
        """忠县 of 忠县有党员4.3万名 in an article that says 全县: what only a county has or is."""
        if len(hit.text) != 2 or hit.text[1] != "县" or not self._begins_clause(hit):
            return False
        told = COUNTY_HAS.match(self.text, hit.end) is not None
        return told and OWN_COUNTY.search(self.text) is not None

    def _governs_or_acts(self, hit: Hit) -> bool:
        """A division in full that has a government, or acts where the article says 全县, 全区."""
        kind = hit.text[-1]
        if kind not in "县市区旗" or hit.kind == "chained":
            return False
        joins = hit.text[0] in JOINS and len(hit.text) == 2  # 和|县政府签约
        if not joins and GOVERNED.match(self.text, hit.end):
            return True
        before = self.text[max(0, hit.start - 1) : hit.start]
        acts = before in CLAUSE_STARTS and DIVISION_ACTS.match(self.text, hit.end)
        return bool(acts) and any(own + kind in self.text for own in "全我该本")

    def _begins_clause(self, hit: Hit) -> bool:
        """和县 of ；和县以蔬菜协会为依托: a county of one character where a clause begins."""
        before = self.text[max(0, hit.start - 1) : hit.start]
        opens = before in CLAUSE_STARTS or before in OF_WHERE
        return opens and len(hit.text) == 2 and hit.text[1] == "县"

    def _stands_as_place(self, name: str) -> bool:
        return any(
            WHERE.search(self.text, max(0, hit.start - 2), hit.start)
            for hit in self.hits
            if hit.text == name
        )

    def _is_direction_of_country(self, hit: Hit) -> bool:
        """到东北办厂, not 县城东北3公里."""
        before = TOWARDS.search(self.text, max(0, hit.start - 2), hit.start)
        after = self.text[hit.end : hit.end + 1]
        return before is not None and after not in NO_DIRECTION and not after.isdigit()
