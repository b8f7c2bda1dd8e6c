"""Which places the sentences of a text are about.

A place with which a clause begins, or a village named anywhere in a report on its town or county,
owns the figures behind it, until its sentence or, where it leads, its paragraph goes over to
something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from textmine.detect.layers import Focus, FoundPlace
from textmine.extract.lexicon import load_lexicon
from textmine.extract.setting.article_place import ArticlePlace
from textmine.extract.setting.scenes import CLAUSE_END, is_left, is_site
from textmine.extract.setting.siting import ACTS, OPENING
from textmine.types import Level

SENTENCE_END = re.compile(r"[。！!？?\n]")
CLAUSE_MARK = re.compile(r"[，,；;、][^。！!？?\n]*\Z")
WITHIN = re.compile(r"[，,、][^；;：:。！!？?\n]*\Z")  # the middle of a part of a sentence
FIGURE = re.compile(r"\d")
LEAD = 14
OPENERS = re.compile(
    r"(?:其中|例如|比如|据[^，,。；;]{1,6}|[\d年月日底初末以来至-]{2,14}|[今去前]年[^，,。；;\d]{0,4}|目前)[，,]"
)
LOCATIVE = re.compile(r"(?:(?<!现)在|到|赴|(?<!过)去|从|由|向|与|和|(?<!以)往|至|于|跟|同|、)$")
BREAKS = "，,。；;：:！？\n(（"
# Before the place that a clause is about: times, and openers such as 其中 and 据统计.
LEADING = re.compile(
    rf"(?:^|[{BREAKS}]|\| )"
    r"(?:其中|例如|比如|如今?|目前|现在|眼下|当前|过去|以往|以前|此前|据[^，,。；;]{1,4}|[\d年月日底初末以来至-]{2,14}|今年|去年|近年来"
    r"|截至[^，,。；;]{0,8}|同时|至此|(?:邻近|相邻|隔壁|临近|毗邻)的){0,3}[，,]?"
    r"(?:(?!成为|位居|位列|属于|来自)[^，,。；;：:\n]{2,8}[省市县区州]|该[省市县区州旗镇乡])?$"
)
AGENT = re.compile(r"[，,；;]由$")  # 平湖与青田合作，由青田276个村筹资…
# Below the article's place, a village is what the sentence is about wherever it stands in it, but
# not as a partner, a way there, an example of a list, or where somebody comes from.
BESIDE = re.compile(
    r"(?:与|和|跟|同|、|及|向|往|赴|自|如|像|学习|借鉴|推广|复制|等|对接|联系|(?:邻近|相邻|毗邻|周边|附近)的?|以及|距|离|来自|不同于|流入|流向|流出到|销往|发往|派往|前往|输往|输送到)$"
)
LISTS = re.compile(
    r"[^，,。；;]{0,4}(?:、|等[地\d一二两三四五六七八九十几]|等[^，,。；;]{0,4}[村镇乡]|和(?![谐平])|与(?!会))"
)
CLOSER = re.compile("[)）]")
PRESS = ("日报", "晚报", "晨报", "早报", "商报", "都市报", "电视台", "新闻网", "广播网")
LAND = ("高原", "平原", "盆地", "山脉", "流域", "丘陵", "沿海")
# 青石等13个县; 柳沟村、石桥村等11个村
AMONG_OTHERS = re.compile(r"(?:、[^，,。；;]{1,30})?等[地\d一二两三四五六七八九十]")
# 以三台坝村为龙头，与邻村组建…: the measure is of more than that village.
CORE = re.compile(r"[村镇乡]?为(?:龙头|中心|核心|主体|依托|示范|样板|试点|纽带)")
# 泸州|一家酒厂在村里建起收购点: who comes from there
ONE = frozenset("一家 一位 一名 的一 某企 某公".split())
COMING = re.compile(
    r"的?(?:一[家位名个]|某)[^，,。；;\d]{0,8}?(?:企业|公司|厂|集团|商会|老板|客商|商人|专家|教授)"
)
EVENT = re.compile(r"[^，,。；;\d]{0,4}(?:地震|抗震|洪灾|水灾|泥石流|疫情|会议精神|讲话|峰会)")
HONOURED = re.compile(r"[^，,。；;]{0,8}(?:入选|入列|上榜|跻身|获评|被评|荣获|获得|列入|入围)")
# 寿光某某重工等一批项目, 青石等13个县: one of several, of which a figure tells together
ONE_OF = re.compile(
    r"[^，,。；;]{0,60}等[^，,。；;\d]{0,4}$|(?:、[^，,。；;]{1,30})?等[^，,。；;\d]{0,12}$"
)
# 某市某古城等12个项目开工，创建…: an example, whose sentence goes on about the whole
EXAMPLE = re.compile(r"[^，,。；;\d]{0,20}等\d|(?:、[^，,。；;]{1,30})?等[^，,。；;\d]{1,12}\d")
PROVINCIAL = re.compile(rf"[\d各共全累已现]|{ACTS.pattern}")  # 内蒙古31个旗县
# of parts of several provinces, which own nothing that a report on one place counts
ACROSS = frozenset(
    {"长三角", "珠三角", "京津冀", "川渝", "成渝", "粤港澳", "粤港澳大湾区", "西部", "东部", "中部"}
)
# What says that the next sentence is of the place that its paragraph began with.
HERE = re.compile(r"当地|这里|[该全][县市区州旗镇乡]")
BROAD = ("province", "city")  # a report on one names counties one by one
LOWER: tuple[Level, ...] = ("country", "province", "city", "county", "township", "village")


class Subjects:
    """The places of one text that its figures may be of."""

    def __init__(self, text: str, places: Sequence[FoundPlace], focus: Focus | None) -> None:
        self.text = text
        # a river or a mountain has no figures, nor has a newspaper
        self.places = [
            place
            for place in places
            if place.level != "other"
            and not (place.text.endswith(LAND) or text.startswith(PRESS, place.end))
        ]
        self.focus = focus
        self.article_place = ArticlePlace(focus)
        self.starts = [place.start for place in self.places]
        self._chains = self._find_chains()
        self.found = self._find_subjects()
        self._found_starts = [place.start for place in self.found]

    def latest(self, at: int, paragraph: int) -> FoundPlace | None:
        """The last place before *at*, in the paragraph from *paragraph*, to own figures."""
        index = bisect_right(self._found_starts, at) - 1
        subject = self.found[index] if index >= 0 else None
        return subject if subject and subject.start >= paragraph else None

    def head(self, paragraph: int, at: int) -> FoundPlace | None:
        """The place with which a paragraph begins: 曹县 of 曹县以汉服出名。在大集镇，…全县…."""
        first = bisect_left(self._found_starts, paragraph)
        place = self.found[first] if first < len(self.found) else None
        return place if place and place.start < at and self._heads_paragraph(place) else None

    def governing(
        self, subject: FoundPlace | None, sentence_start: int, at: int
    ) -> FoundPlace | None:
        """The place, unless the figure at *at* has left it."""
        if subject is None or self._is_site(subject, at) or self._is_aside(subject, at):
            return None
        if self._is_one_of(subject, at) or self._is_named_only(subject, at):
            return None
        if subject.start >= sentence_start:
            return subject
        if is_left(self.text, self.start_of(subject), subject.end, at):
            return None
        here = HERE.search(self.text, subject.end, at) and self._heads_paragraph(subject)
        return subject if here or self._carries(subject) else None

    def _heads_paragraph(self, subject: FoundPlace) -> bool:
        """Whether a paragraph begins with it, or only says before where or when."""
        start = self.start_of(subject)
        paragraph = self.text.rfind("\n", 0, start) + 1
        return OPENING.fullmatch(self.text, paragraph, start) is not None

    def start_of(self, place: FoundPlace) -> int:
        """Where the chain of places begins that *place* ends."""
        return self._chains[bisect_right(self.starts, place.start) - 1]

    def _is_site(self, subject: FoundPlace, at: int) -> bool:
        """Whether a place is where something was done, in another clause than that of *at*."""
        if subject.level not in LOWER[4:] or not self.article_place.may_hold(subject):
            return False
        return is_site(self.text, self.start_of(subject), subject.end, at)

    def _is_one_of(self, subject: FoundPlace, at: int) -> bool:
        if self.text.find("等", subject.end, at) < 0 or self._acts(subject):
            return False
        clause = CLAUSE_END.search(self.text, subject.end, at)
        if clause and EXAMPLE.match(self.text, subject.end, clause.start()):
            return True
        return ONE_OF.match(self.text, subject.end, at) is not None

    def _acts(self, place: FoundPlace) -> bool:
        """Whether a verb stands right behind it: 谈固街道|举办相亲会、读书会等活动65场."""
        return self.text[place.end : place.end + 2] in load_lexicon().actions

    def _is_named_only(self, subject: FoundPlace, at: int) -> bool:
        """Whether a report on a city names it with a project or an honour, and goes on itself.

        寿光某某重工开工建设，新增企业30家; 青州入选全国达标县；新建基站30个.
        """
        if not self.focus or self.focus.level not in BROAD or self._is_introduced(subject):
            return False
        clause = CLAUSE_END.search(self.text, subject.end, at)
        if clause is None or FIGURE.search(self.text, subject.end, clause.start()):
            return False
        if HONOURED.match(self.text, subject.end):
            return True
        before = self.text[max(0, self.start_of(subject) - LEAD) : self.start_of(subject)]
        inside = WITHIN.search(OPENERS.sub("", before)) is not None
        return inside and ACTS.match(self.text, subject.end) is None

    def _is_aside(self, subject: FoundPlace, at: int) -> bool:
        """Whether a bracket closed behind it: (其中余江区17个…)，今年解决60%."""
        if not CLOSER.search(self.text, subject.end, at):
            return False
        opened = max(self.text.rfind(mark, 0, subject.start) for mark in "(（")
        return opened > max(self.text.rfind(mark, 0, subject.start) for mark in ")）")

    def _find_subjects(self) -> list[FoundPlace]:
        """The places that figures may be of, in order.

        One that only owns what follows (…的客商) steps back behind the subject of its sentence.
        """
        found: list[FoundPlace] = []
        told: set[str] = set()  # villages that the text has introduced
        for at, place in enumerate(self.places):
            if self._owns_nothing(place):
                continue
            if self._opens(at, place) or self._lies_within(at, place, place.text in told):
                found.append(place)
                told.add(place.text)
            elif self._owns(place):
                between = self.text[found[-1].end : place.start] if found else "。"
                if SENTENCE_END.search(between):
                    found.append(place)
        return found

    def _owns_nothing(self, place: FoundPlace) -> bool:
        """豫皖两省交界处; 美国、欧盟居次; 湖南石化研究院 in a report on a city of 湖南."""
        if len(place.text) == 1:
            return True
        if self.focus is None:
            return False
        if place.level == "country" or place.text in ACROSS:
            return True
        above = place.level == "province" and self.article_place.lies_in(place)
        return above and PROVINCIAL.match(self.text, place.end) is None

    def _opens(self, at: int, place: FoundPlace) -> bool:
        """Whether a clause begins with it, times and other places apart.

        Of 宁夏中宁县 it is the last; not where something is done (在广东顺德等地开辟了…).
        """
        if self.goes_on(at) or not self._leads(place, self._chains[at]):
            return False
        if self.text[place.end : place.end + 2] in ONE and COMING.match(self.text, place.end):
            return False
        others = AMONG_OTHERS.match(self.text, place.end)
        return not (others or EVENT.match(self.text, place.end))

    def _leads(self, place: FoundPlace, start: int) -> bool:
        """Whether what stands before its chain of places, from *start*, lets a clause begin."""
        if not start or self.text[start - 1] in BREAKS:
            return True
        behind = self.text[place.end : place.end + 1]
        if behind.isdigit() and AGENT.search(self.text, max(0, start - 2), start):
            return True
        if self.text[start - 1] == "在" and behind in ("，", ","):  # 在甘肃，…
            start -= 1
        return LEADING.search(self.text[max(0, start - 20) : start]) is not None

    def goes_on(self, at: int) -> bool:
        """Whether a place stands right behind it, of which it only says where it is."""
        return at + 1 < len(self.places) and self._chains[at] == self._chains[at + 1]

    def _find_chains(self) -> list[int]:
        """Where the chain of places begins that each ends: 宁夏 of 宁夏中宁县."""
        chains: list[int] = []
        for at, start in enumerate(self.starts):
            goes_on = at and self._leads_to(self.places[at - 1], self.places[at])
            chains.append(chains[-1] if goes_on else start)
        return chains

    def _leads_to(self, place: FoundPlace, following: FoundPlace) -> bool:
        """江门 of 江门开平市 and of 江门的开平市."""
        if following.start == place.end:
            return True
        if following.start != place.end + 1 or self.text[place.end] != "的":
            return False
        return bool(following.full and place.full and following.full.startswith(place.full))

    def _lies_within(self, at: int, place: FoundPlace, known: bool) -> bool:
        """柳沟村 in 企业给柳沟村修路…, of an article on a town: named anywhere in it."""
        if self.focus is None or self.focus.level not in LOWER or place.level not in LOWER[4:]:
            return False
        below = LOWER.index(place.level) - LOWER.index(self.focus.level)
        # a report on a city names villages in passing, but 蒲城县孙镇六井村 is introduced
        introduced = known or self._chains[at] < place.start
        if below <= 0 or (below > 2 and not introduced) or self.goes_on(at):
            return False
        if HONOURED.match(self.text, place.end) or CORE.match(self.text, place.end):
            return False
        start = self._chains[at]
        before = self.text[max(0, start - 6) : start]
        quoted = self.text[start - 1 : start] in ("“", "「", "《")
        listed = quoted or LISTS.match(self.text, place.end)
        return not listed and BESIDE.search(before) is None and self.article_place.may_hold(place)

    def _owns(self, place: FoundPlace) -> bool:
        if not self.text.startswith("的", place.end):
            return False
        before = self.text[max(0, place.start - 4) : place.start]
        elsewhere = LOCATIVE.search(before) or BESIDE.search(before)
        return not elsewhere and self.article_place.may_hold(place)

    def _carries(self, subject: FoundPlace) -> bool:
        """Whether it owns the sentences behind its own too: as the subject of a whole one."""
        if not self.article_place.may_hold(subject):
            return False
        broad = self.focus is not None and self.focus.level in BROAD
        if (subject.level == "village" and not broad) or (broad and self._is_introduced(subject)):
            return True
        if broad and subject.level not in ("city", "village"):
            return False
        start = self.start_of(subject)
        before = self.text[max(0, start - LEAD) : start]
        return CLAUSE_MARK.search(OPENERS.sub("", before)) is None

    def _is_introduced(self, subject: FoundPlace) -> bool:
        """Whether a paragraph opens with it and where it lies: 清晨，霍邱县临淮岗镇的…."""
        return self.start_of(subject) < subject.start and self._heads_paragraph(subject)


@lru_cache(maxsize=1)
def subjects_of(text: str, places: tuple[FoundPlace, ...], focus: Focus | None) -> Subjects:
    """The subjects of a text, which its figures and then its measures ask for."""
    return Subjects(text, places, focus)
