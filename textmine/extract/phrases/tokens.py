"""Noun phrases beside a number: what both sides share.

The phrase before a number runs back to the verb that governs it (建立|村企联合党总支|17个), the
phrase behind it on to the verb or particle that follows (17个|联合党总支|开展). jieba's tags are
too coarse to parse with, so the bounds are word lists (`rules/words.toml`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from textmine.detect.words import Words
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.particles import BEGINS, ENDS

OPENERS = {"”": "“", "》": "《", "）": "（", ")": "(", "’": "‘", '"': '"', "」": "「"}
CLOSERS = {opener: closer for closer, opener in OPENERS.items()}
# Before 增收 and the like: 户均年增收.
PER_PERSON = frozenset(
    "年 月 均 人均 户均 年均 每户 每人 亩均 村均 每亩 每村 每亩地 每亩田".split()
)
LISTING = frozenset("、和及与或")
PARTICLES = frozenset({"p", "c", "ul", "uz", "ug", "d", "r", "y", "e", "o", "uv", "ud"})
# Adverbs and pronouns by jieba's dictionary that stand inside names.
NAMELIKE = re.compile(
    r"^(?:本地|外地|非公|高新|公共|自主|就近|随军|义务|互助|共同|高速|专项|统一|非|不动产|特困|首席|本科|专科|正式|骨干)"
)
KEPT = 16384  # answers about single words that are kept: few words make most of a text
MOST = 24  # characters of a phrase; longer ones are clauses


@dataclass(slots=True)
class Token:
    """A word, or the part of it within the stretch asked for (its tag is "x" then)."""

    start: int
    end: int
    word: str
    tag: str


@dataclass(slots=True)
class Phrase:
    """What stands beside a number.

    `text` is the phrase ("" where there is none), `action` the verb that governs it, `links` the
    words between phrase and number, or before the action (共有, 同比, 增长), nearest first;
    `elided` a phrase that ends in 的 and lacks its noun.
    """

    text: str
    action: str | None = None
    links: tuple[str, ...] = ()
    elided: bool = False
    start: int = -1


def tokens_between(text: str, words: Words, start: int, end: int) -> list[Token]:
    """The words of `text[start:end]`, cut at its edges."""
    if start >= end:
        return []
    first = max(bisect_right(words.starts, start) - 1, 0)
    last = bisect_left(words.starts, end, first, min(first + end - start + 1, len(words.starts)))
    found = [
        Token(at, at + len(word), word, tag)
        for at, word, tag in zip(
            words.starts[first:last], words.words[first:last], words.tags[first:last], strict=True
        )
    ]
    if SEAM.search(text, start, end):
        found = [part for token in found for part in _parts(token)]
    if YEAR.search(text, start, end):
        found = [part for token in found for part in _behind_year(text, token)]
    if found and found[0].start < start:
        found[0] = _cut(text, found[0], start, end)
        found = _held(text, found)
    if found and ONES.search(text, start, end):
        found = _as_ones(text, found)
    if MIDDLING.search(text, start, end):
        found = _with_grade(found)
    if found and found[-1].end > end:
        found[-1] = _cut(text, found[-1], start, end)
    return _rejoin(text, found, start, end)


# 120个会|所, 6个会|诊室: jieba takes 个会 for a word
HELD = re.compile(r"(?<=[个])会[所诊展客堂馆场议员费]")


def _held(text: str, tokens: list[Token]) -> list[Token]:
    """Words whose first is half of another, with the noun that it begins."""
    first, *more = tokens
    if first.word != "会" or not more or not HELD.match(text, first.start):
        return tokens
    whole = Token(first.start, more[0].end, first.word + more[0].word, "n")
    return [whole, *more[1:]]


# 因病|返贫户, 已|婚育妇女, 节约|集约用地: what says of what kind they are is one word
ONES = re.compile(
    r"因[病灾学残故公疫婚老房](?:返贫|致[贫困残]|辍学|失[能业]|死亡|[去离逝]世|缺勤|退学)|已婚(?:已?育)?(?=妇女|[男女人青家育])"
    r"|节约集约(?=用|利用|型|示范)|本[村镇乡县市省区]籍(?=[^\W\d]{2})"
)


def _as_ones(text: str, tokens: list[Token]) -> list[Token]:
    """With such words as one, which jieba cuts apart."""
    first, last = tokens[0].start, tokens[-1].end
    for one in ONES.finditer(text, first, last):
        left, right = one.span()
        inside = [token for token in tokens if token.start < right and token.end > left]
        at = tokens.index(inside[0])
        head, tail = text[inside[0].start : left], text[right : inside[-1].end]
        pieces = [
            Token(inside[0].start, left, head, "x"),
            Token(left, right, one[0], "b"),
            Token(right, inside[-1].end, tail, inside[-1].tag),
        ]
        tokens[at : at + len(inside)] = [piece for piece in pieces if piece.word]
    return tokens


# 中|轻度, 中|大型: of what grade; not 户中|低保户, 学生中|大学生
GRADE = (
    r"[高低](?:温|端|档|级|等|层|速|产|强度|职|海拔|山|收入)|[大小轻重]型|[轻重]度|[东西]部|[老青]年"
    r"|[长短](?:期|途|线|波|程)|[早晚](?:稻|熟|期)"
)
MIDDLING = re.compile(f"中(?:{GRADE})")


def _with_grade(tokens: list[Token]) -> list[Token]:
    """With such words as one, but where a noun before 中 says among whom: 党员|中|青年."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        among = len(joined) > 1 and joined[-2].tag[0] == "n"
        grade = last and last.word == "中" and MIDDLING.match("中" + token.word)
        if last and grade and not among:
            tag = "b" if token.tag[0] in "da" else token.tag  # 轻度 alone is an adverb
            joined[-1] = Token(last.start, token.end, last.word + token.word, tag)
        else:
            joined.append(token)
    return joined


class Strip:
    """The words of a stretch of text, read once: its figures ask for part after part of them."""

    def __init__(self, text: str, words: Words, start: int, end: int) -> None:
        self.text, self.words = text, words
        self.tokens = tuple(tokens_between(text, words, start, end))
        self._starts = [token.start for token in self.tokens]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """What `tokens_between` gives for two offsets within the stretch."""
        if start >= end:
            return ()
        first = max(bisect_right(self._starts, start) - 1, 0)
        found = self.tokens[first : bisect_left(self._starts, end, first)]
        if found and (found[0].start < start or found[-1].end > end):
            return tuple(tokens_between(self.text, self.words, start, end))
        return found


WHOLES = frozenset({"一体", "为一体", "于一体", "一身"})
WHOLE_REACH = 24  # words from 集 to 一体


def behind_whole(tokens: list[Token]) -> list[Token]:
    """The words behind 集…为一体的, which says what a thing unites: 集|养殖、旅游于一体的|基地."""
    if not tokens or tokens[0].word[0] != "集":
        return tokens
    for at, token in enumerate(tokens[:WHOLE_REACH]):
        if token.word in WHOLES and at + 1 < len(tokens) and tokens[at + 1].word == "的":
            return tokens[at + 2 :]
    return tokens


# A measure and the verb or adverb behind it, which jieba takes for one word: 上线率|达70%,
# 普及率|均超20%, 降费|超4亿元, 减|至2件.
GLUED = re.compile(
    r"(?P<noun>[率额量数值价积度费]|[^\W\d]?[费收城])(?P<verb>均?[达为超]|均|居|拟|仅|高达|控制|保持|[升降涨跌])|减(?=至)至|均(?=[达超])[达超]"
    r"|(?P<body>[^\W\d]?[村镇乡社])(?:有|(?<=村)建)"
    r"|(?P<level>价格|物价|成本|体重|人口|同比)(?:上涨|上升|下降|增加|减少)|(?P<than>价格|产量)比"
)
SEAM = re.compile(
    r"[率额量数值价积度费收城减均已共为村镇乡社格重本口比]"
    r"(?:(?<=[价体成人同物][格重本口比价])(?:上涨|上升|下降|增加|减少)|(?<=[价产][格量])比|(?<=[村镇乡社])有|(?<=村)建|(?<![减均已共为村镇乡社])(?:[均达为超居拟仅升降涨跌]|高达|控制|保持)|(?<=减)至|(?<=均)[达超]"
    r"|(?<=已)(?![经有达知婚故然往久获])|(?<=为)(?=[村镇乡县])"
    r"|(?<=共)(?![同有计建享治富青和识存管商创用性事鸣聚赢通产襄振融养育学同]))"
)
# 已|卖, 共|覆土, 为|村集体: a word that leads to the next, which jieba takes for its beginning
LED = re.compile(
    r"已(?![经有达知婚故然往久获])|为(?=[村镇乡县])"
    r"|共(?![同有计建享治富青和识存管商创用性事鸣聚赢通产襄振融养育学同])"
)
LEADS = frozenset("已共为")
SPLIT = frozenset("达为超均居拟仅制持至升降涨跌有建加少比")  # what such a word ends in


def _parts(token: Token) -> tuple[Token, ...]:
    if token.word[0] in LEADS and 1 < len(token.word) < 5 and LED.match(token.word):
        lead, rest = token.word[0], token.word[1:]
        middle = token.start + 1
        return (
            Token(token.start, middle, lead, "p" if lead == "为" else "d"),
            Token(middle, token.end, rest, "n" if lead == "为" else "v"),
        )
    splits = token.word[-1] in SPLIT and 1 < len(token.word) < 5
    match = GLUED.fullmatch(token.word) if splits else None
    if match is None:
        return (token,)
    noun = match["noun"] or match["body"] or match["level"] or match["than"] or ""
    middle = token.start + max(len(noun), 1)
    first, second = token.word[: middle - token.start], token.word[middle - token.start :]
    return (
        Token(token.start, middle, first, "n" if noun else "v"),
        Token(middle, token.end, second, {"均": "d", "比": "p"}.get(second, "v")),
    )


# 2015|年|收入, 2019|年|老旧小区: the year, not by the year, which jieba takes for one word
YEAR = re.compile(
    r"(?<=[12]\d\d\d)年(?:(?P<thing>产[值量奶]|利税|发电量|增长?率|成交额|收入|销售额|销量|租金|运量|长者|老)"
    r"|(?P<act>总?产))"
)


def _behind_year(text: str, token: Token) -> tuple[Token, ...]:
    """A word that begins with the year before it, in two."""
    match = YEAR.match(text, token.start) if token.word[0] == "年" else None
    if match is None or match.end() != token.end:
        return (token,)
    middle = token.start + 1
    return (
        Token(token.start, middle, "年", "m"),
        Token(middle, token.end, token.word[1:], "n" if match["thing"] else "v"),
    )


@lru_cache
def _joined() -> AhoCorasick:
    """What finds such words, the longest first."""
    lexicon = load_lexicon()
    return AhoCorasick(
        sorted({*lexicon.joined, *lexicon.terms}),
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.DFA,
    )


STARTS = attrgetter("start")


def _rejoin(text: str, tokens: list[Token], start: int, end: int) -> list[Token]:
    """With words that jieba does not know as one: 报|到, 家县|直."""
    terms = load_lexicon().terms
    for _, first_in, last_in in _joined().find_matches_as_indexes(text[start:end]):
        left, right = start + first_in, start + last_in
        term = terms.get(text[left:right])
        if term and not term.holds(text, left, right):
            continue
        at = bisect_right(tokens, left, key=STARTS) - 1
        until = bisect_left(tokens, right, at, key=STARTS)
        first, last = tokens[at], tokens[until - 1]
        word = text[left:right]
        whole = first is last and first.start == left and first.end == right
        if whole and first.tag[0] in "n" + ("v" if word in load_lexicon().actions else ""):
            continue
        pieces = [
            Token(first.start, left, text[first.start : left], "x"),
            Token(left, right, word, _tag_of(word)),
            Token(right, last.end, text[right : last.end], "x"),
        ]
        tokens[at:until] = [piece for piece in pieces if piece.word]
    return tokens


def _tag_of(word: str) -> str:
    lexicon = load_lexicon()
    made = word[-1] in "成建" and len(word) < 4  # 改造成, but 乱搭乱建
    return "v" if made or word in lexicon.shifts or word in lexicon.actions else "n"


def _cut(text: str, token: Token, start: int, end: int) -> Token:
    left, right = max(token.start, start), min(token.end, end)
    return Token(left, right, text[left:right], "x")


# Who acts: behind these, 培训 or 种植 is the verb of a clause, not part of a name.
ACTOR = re.compile(
    r"(?:(?<![农乡])村|镇|(?<!家)乡|县|(?<!上)市|(?<![老灾山库牧林矿湖郊])区|街道|社区|支部|党委|总支|合作社|公司|企业|农户|群众|党员|干部|协会|单位|部门|学校"
    r"|医院|法院|检察院|卫生院|(?<!管)委员会|局|站|园|村民|居民|大户|带头人|政府|委|队伍?|(?<!社)会|我们|他们|组|农民|农|户)$"
)


def has_head(word: str) -> bool:
    """Whether a word ends in a noun that can head a name (党支部, 合作社)."""
    heads = load_lexicon().heads
    return word in heads or word[-2:] in heads or (len(word) > 2 and word[-1] in heads)


WHOLE = re.compile(
    r"^领域的?(?=[^\W\d]{2})|^年(?=[村镇乡县市区].{2})|^组(?=组长)|^[年月日底末初]*(?:全|我|本|该)(?:市(?!场)|区(?!间)|乡(?!土)|县|镇|村|省|州|旗|校|院|社区|街道)(?![域级籍])(?=.{2})"
    r"|(?<=..)(?:(?<![发到表传直抵送])达到?|(?<![签公条合契节预履])(?<!规民)约为?|平均|(?<![平人户村亩年月日])均|(?<=[村镇乡县社户])共|(?<!有关)方面)$"
)
NAMED_ONES = re.compile(
    r"[（(](?=[^（）()]*[^（）()、]{2})(?=[^（）()]*[、,，])[^（）()]*+[）)]?$"
)  # 党工委(高湾、李石)
ASIDE = re.compile(r"^[（(][^（）()]{1,6}[）)](?=[^\W\d]{3})")  # 新建|(晋级)园区
# 工业企业（已搬迁至邻县的除外）, 公益性用房（以下简称社区用房）面积
NOTE = re.compile(r"[（(](?:以下简?称[^（）()]*+[）)]|[^（）()]{8,}+[）)]?$)")
# 布局合理、功能齐备的|服务中心
DESCRIBED = re.compile(
    r"^(?:[^\W\d、的]{3}[理备通善明好全范美洁强出进流富显硬高优广深晰便适]、){1,4}[^\W\d、的]{4}的(?=[^\W\d]{2})"
)
UNITED = re.compile(r"^(?:.*[为于])?一[体身]的(?=[^\W\d]{2})")
QUOTED = re.compile(
    rf"^(?:[、或\s：:）)]|{'|'.join(BEGINS.values())})+|(?:[、或了\s：:]|{'|'.join(ENDS.values())})+$"
)


KINDS = re.compile(r"^(?:(?:各种|各类|多种)(?:不同)?类型|不同(?:类型|种类|行业))的?(?=[^\W\d]{2})")
BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


class Edges(NamedTuple):
    """A pattern tied to both ends of a phrase, with what it may begin and end with there.

    Few phrases have such an end, and to look at two characters is faster than to match.
    """

    pattern: re.Pattern[str]
    begins: frozenset[str]
    ends: frozenset[str]

    def cut(self, phrase: str) -> str:
        """A phrase without what the pattern matches."""
        may = phrase[:1] in self.begins or phrase[-1:] in self.ends
        return self.pattern.sub("", phrase) if may else phrase


EDGES = (
    Edges(KINDS, frozenset("各多不"), frozenset()),
    Edges(WHOLE, frozenset("年组月日底末初全我本该"), frozenset("达到约为均共面\n")),
    Edges(
        QUOTED,
        frozenset("、或的了各：:）)等及与和" + BLANKS),
        frozenset("、和及或的了等：:与" + BLANKS),
    ),
)


@lru_cache(maxsize=KEPT)
def tidy(phrase: str) -> str:
    """Without list marks and particles at either end."""
    kinds, whole, quoted = EDGES
    phrase = kinds.cut(phrase)
    if "(" in phrase or "（" in phrase:
        phrase = ASIDE.sub("", phrase)
        phrase = NOTE.sub("", NAMED_ONES.sub("", phrase))
    if "体的" in phrase:
        phrase = UNITED.sub("", phrase)
    if "、" in phrase:
        phrase = DESCRIBED.sub("", phrase)
    return quoted.cut(whole.cut(phrase))


WITHIN = frozenset({"里", "里面", "里头"})


def phrase_to(text: str, tokens: Sequence[Token], end: int) -> Phrase:
    """The words before index *end* as a phrase; none where they are too many for one."""
    end -= end > 1 and tokens[end - 1].word in WITHIN  # 17个大棚|里|种的都是西红柿
    if not end or tokens[end - 1].end - tokens[0].start > MOST + 12:
        return Phrase("")
    last = tokens[end - 1]
    inside = end > 1 and last.tag == "s" and last.word[1:] == "里"  # 大|棚里, by jieba
    return Phrase(tidy(text[tokens[0].start : last.end - inside]), start=tokens[0].start)
