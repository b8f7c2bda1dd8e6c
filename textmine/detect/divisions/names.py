"""Names of places in a text: where a name of the gazetteer stands as a word of its own.

Every name is found in one pass (Aho-Corasick, leftmost and longest), then held against the words
around it: 海城市 in 沿海城市 or 康县 in 小康县 is no name. What kind of name it is says how much
more evidence it needs (rules/places.toml); `detect.resolving.evidence` looks for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from textmine.detect.divisions.gazetteer import Gazetteer
from textmine.detect.divisions.name_rules import Kind, leads, next_words, traps, word_kinds
from textmine.detect.words import Words


class Hit(NamedTuple):
    """A name in the text; `kind` says what further evidence it needs to be a place."""

    start: int
    end: int
    text: str
    kind: Kind


# "南京路", "北京西路": roads and streets are no places (GUIDE.md); 中国道路, 广东路子 are none.
ROAD = re.compile(
    r"[东西南北中]?[一二三四五环]?(?:路(?:(?![子径线上过透演网桥口])|上(?=有|的))|大道|大街|街(?![道镇头区坊])|巷|胡同)"
)
# What a name goes on to when it is part of a longer one: 宁远河, 翠屏山, 文昌阁.
FEATURES = frozenset("河山江湖溪岭峰岩洞阁寺庙宫塔祠陵沟坝峡泉潭岗坡墩坑堰洼")
SLOPE = re.compile("[东西南北]{1,2}(?:麓|坡|侧|脚|面|端|段|部|边)")  # 五指山|东北麓
NUMERALS, DIGITS = frozenset("万千百十亿三五七九"), frozenset("0123456789.两几数")
GOING = frozenset("从在到赴由自向往驻对与和至抵离来设辖含")
PEOPLE = frozenset("族语")  # 朝鲜族, 越南语
CAPITAL = re.compile(r"会(?![同计议展堂员面长])")  # 四川省会
HALVES = ("中区", "南区", "北区")
# What stands behind these is a person: 记者常晓宁安伟 names no 宁安.
BYLINE = re.compile(
    r"[记通实编摄作责](?:(?<=[记作])者|(?<=通)讯员|(?<=实)习生|(?<=编)辑|(?<=摄)影|(?<=责)(?:编|任校对))"
    r"[:： ]?[^\s从在到赴自由对，。,、节]{0,8}"
)
LAWGIVER = "中华人民共和国"  # 《中华人民共和国城乡规划法》 names a law, not the country
IN_LIST = frozenset("、和与及")  # a chained name stands beside one of these, or behind its division


class NameFinder:
    """Finds names of places above the township."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.kinds: dict[str, Kind] = {word: "trap" for trap in traps() for word in trap.words}
        special = word_kinds()
        for name in gazetteer.names():
            usual: Kind = "full" if len(name) > 2 and _ends_as_division(name) else "short"
            if gazetteer.unofficial(name):
                usual = "chained"
            elif usual == "short" and name[-1] != "县" and gazetteer.long_gone(name):
                usual = "soft"
            self.kinds.setdefault(name, special.get(name, usual))
        self._patterns = list(self.kinds)
        self._kinds = list(self.kinds.values())
        self._longest: dict[str, int] = {}  # name, by its first two characters
        for name in self._patterns:
            beginning = name[:2]
            if len(name) > self._longest.get(beginning, 0):
                self._longest[beginning] = len(name)
        self._matcher = AhoCorasick(
            self._patterns,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str, words: Words, before: Sequence[Hit] = ()) -> list[Hit]:
        """The names in *text* that stand as words, in order, without overlaps.

        Behind one of *before* a name may stand whatever its character is: 在沪|固始籍党员.
        """
        found: list[Hit] = []
        ends = {hit.end for hit in before}
        doubted: list[Doubt] = []
        last = -1
        matches = self._matcher.find_matches_as_indexes(text)
        kinds = self._kinds
        for number, (index, start, end) in enumerate(matches):
            kind = kinds[index]
            if kind == "trap" or start < last:
                continue
            hit = Hit(start, end, self._patterns[index], kind)
            last = start if start in ends else last
            if kind == "chained" and start != last and not _in_list(text, start, end):
                continue
            fitting = fits(text, words, hit, last) or _is_mountain(text, words, hit)
            if fitting or self._leads_on(hit, matches[number + 1 : number + 2]):
                if kind == "full" and text[end : end + 2] in HALVES:
                    found += self._split(text, hit)
                else:
                    found.append(hit)
            else:
                others = list(self._rescan(text, words, max(start, last), end))
                if others and start > last:
                    doubted.append(Doubt(hit, len(found), len(found) + len(others)))
                found += others
            last = found[-1].end if found else -1
        return _without_names(text, _settle(found, doubted) if doubted else found)

    def _leads_on(self, hit: Hit, following: list[tuple[int, int, int]]) -> bool:
        """Whether a name that does not fit leads on to what lies in it: 东营|河口区."""
        if not following or following[0][1] != hit.end or hit.kind not in ("short", "full"):
            return False
        name = self._patterns[following[0][0]]
        if self.kinds[name] != "full":
            return False
        holders = {division.key for division in self.gazetteer.named(hit.text)}
        return any(division.parent in holders for division in self.gazetteer.named(name))

    def _split(self, text: str, hit: Hit) -> list[Hit]:
        """乐山市中区 is 乐山 and 市中区, where there is such a district."""
        if hit.text[-1] != "市":
            return [hit]
        whole = text[hit.end - 1 : hit.end + 2]
        holders = {division.key for division in self.gazetteer.named(hit.text[:-1])}
        if not any(division.parent in holders for division in self.gazetteer.named(whole)):
            return [hit]
        middle = hit.end - 1
        return [
            Hit(hit.start, middle, hit.text[:-1], "short"),
            Hit(middle, hit.end + 2, whole, "full"),
        ]

    def _rescan(self, text: str, words: Words, start: int, end: int) -> Iterator[Hit]:
        """The names behind a match that did not fit: 江苏 behind 从江 in 从江苏来."""
        at, last = start, -1
        while at < end:
            longest = self._longest.get(text[at : at + 2], 0)
            for stop in range(min(at + longest, len(text)), at + 1, -1):
                name = text[at:stop]
                kind = self.kinds.get(name, "trap")
                if kind == "trap":
                    continue
                if kind == "chained" and at != last and not _in_list(text, at, stop):
                    continue
                hit = Hit(at, stop, name, kind)
                if fits(text, words, hit, last):
                    yield hit
                    last = stop
                    at = stop - 1
                    break
            at += 1


def _is_mountain(text: str, words: Words, hit: Hit) -> bool:
    """Whether it is a mountain of whose side is spoken, cut as 五指|山东|北麓."""
    if hit.text[-1] != "山" or not SLOPE.match(text, hit.end):
        return False
    return words.starts[words.at(hit.start)] == hit.start


class Doubt(NamedTuple):
    """A name that did not fit, and where the names found in its place stand in the list."""

    hit: Hit
    start: int
    end: int


def _settle(found: list[Hit], doubted: list[Doubt]) -> list[Hit]:
    """With doubted names back where the article uses them more: 内江城区 is of 内江, not 江城."""
    uses = Counter(hit.text for hit in found)
    for doubt in reversed(doubted):
        others = found[doubt.start : doubt.end]
        if uses[doubt.hit.text] >= max(uses[hit.text] for hit in others):
            found[doubt.start : doubt.end] = [doubt.hit]
    return found


def _without_names(text: str, hits: list[Hit]) -> list[Hit]:
    """Without what stands in the names of reporters and of laws."""
    bylines = [each.span() for each in BYLINE.finditer(text)]
    if bylines:
        hits = [
            hit
            for hit in hits
            if len(hit.text) != 2 or not any(start < hit.start < end for start, end in bylines)
        ]
    return [h for h in hits if h.text != LAWGIVER or text[h.start - 1 : h.start] != "《"]


def overlaps(span: tuple[int, int], taken: Sequence[Hit]) -> bool:
    """Whether a span shares a character with one of *taken*, which are in order."""
    before = bisect_left(taken, span[1], key=lambda hit: hit.start)
    return before > 0 and taken[before - 1].end > span[0]


def _in_list(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in IN_LIST or text[end : end + 1] in IN_LIST


def _ends_as_division(name: str) -> bool:
    return name[-1] in "省市县区州旗盟" or len(name) > 3


def fits(text: str, words: Words, hit: Hit, last: int) -> bool:
    """Whether the name stands as a word, or as the beginning of one (四川人, 北京大学).

    *last* is where the name before it ended.
    """
    start, end, name, kind = hit
    starts = words.starts
    first = bisect_right(starts, start) - 1
    if first < 0:
        return True
    word_start, word = starts[first], words.words[first]
    if start != last:
        if word_start != start:
            return _is_within(hit, word, start - word_start)
        if first and _is_glued(words.words[first - 1], name):
            return False
    final, stop = first, word_start + len(word)
    if stop < end:
        final = bisect_right(starts, end - 1) - 1
        word_start, word = starts[final], words.words[final]
        stop = word_start + len(word)
    if name[-1] == "省" and CAPITAL.match(text, end):
        return False
    if kind == "full" or (len(name) == 2 and name[1] == "县"):
        return word_start != end - 1 or word not in next_words()
    if stop != end:
        if text[end] == "之" and name[-1] in FEATURES:
            return True  # 黄河之滨
        longer = first == final and kind == "short" and text[end] not in PEOPLE
        return longer and not ROAD.match(text, end)
    return _may_stand_before(text, end, words.words[final + 1 : final + 2])


def _may_stand_before(text: str, end: int, following: Sequence[str]) -> bool:
    """Whether a name that ends with a word may stand before the next.

    With that it is no river (渭南|河), people, road, or group of a village (川西|社).
    """
    if not following:
        return True
    after = following[0]
    if after in ("社", "组"):
        return False
    if after[0] in FEATURES and (len(after) == 1 or after[1] in "村镇乡屯社街口"):
        return False
    return after[0] not in PEOPLE and not ROAD.match(text, end)


def _is_within(hit: Hit, word: str, at: int) -> bool:
    """Whether a name stands within a word that was cut by guess: 赴绩溪县, 从平阳."""
    if hit.kind == "full":
        return at + len(hit.text) <= len(word)
    return (
        at == 1 and word[0] in GOING and len(word) == at + len(hit.text) and hit.kind != "chained"
    )


def _is_glued(before: str, name: str) -> bool:
    """Whether the one character before belongs to the name: 新 in 新梅江, 7万 in 7万山区."""
    if name[0] in NUMERALS and before[-1] in DIGITS:
        return True
    return len(before) == 1 and "\u4e00" <= before <= "\u9fff" and before not in leads()
