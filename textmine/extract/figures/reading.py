"""What the words around a figure say: subjects, things, deeds; and what an indicator is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textmine.detect.words import Words
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot, behind_manner
from textmine.extract.phrases.nouns import joined, needs_verb
from textmine.extract.phrases.tokens import Token, has_head, tidy, tokens_between

TOGETHER = re.compile(
    r"[与和][^，,。；;、\d]{2,14}?(?:结成|结对|建立|签订|签约|组成|联合|共建|合作|开展|成立|对接|挂钩|结为|组建|达成|形成)"
)
LISTING = frozenset({"、", "和", "及", "与", "或"})
MARKS = "，,；;：:"
CLAUSES = 4  # how many clauses before a figure may tell what it counts
REACH = 60  # characters before a clause in which a name in quotes may stand
QUOTED_NAME = re.compile(r"(?:“[^”“，,。；;\d]{2,12}”|「[^」「，,。；;\d]{2,12}」)")
LONGEST_LABEL = 18  # characters of a label with its number
LABEL = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s?|[一二三四五六七八九十]是|第[一二三四五六七八九十]，)?抓?"
    r"(?P<name>[^\W\d]{3,8})(?:方面)?[。:：]"
)
ABOUT = frozenset("对 对于 针对 关于 围绕".split())
BEING = frozenset("是 原是 曾是 曾任 原为 系 作为".split())
LONGEST = 24  # characters of a phrase that holds a threshold
LISTED_AHEAD = re.compile(r".*\d[^、]{0,8}、|“[^”]*”|[^“”]*”")  # what a threshold does not hold
# 1000元以上的标准, but 的高标准农田, 的标准化大棚, 的高价值专利
TERM = re.compile(
    r"最?[高低]?(?:(?<!(?<!最)高)标准(?![化厂农良车地间池棚园件])|价格?(?!值)|单价|比例|利率|幅度)"
)

PARTING = ("其中，", "其中,", "其中：", "其中:")


@dataclass(slots=True)
class Named:
    """An indicator, with the noun that later figures of the sentence may leave out."""

    indicator: str | None
    head: str | None
    action: str | None
    way: str = "before"  # how it was found, for `confidence`
    unit: str = ""
    part: str | None = None  # the noun of a part (其中…), while `head` stays that of the whole
    lead: str | None = None  # the verb of the list that the figure stands in


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and its words."""

    text: str
    words: Words

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words between two offsets."""
        return tokens_between(self.text, self.words, start, min(end, len(self.text)))

    # ---- beside the figure ---------------------------------------------------------------------
    def is_listed(self, spot: Spot) -> bool:
        """Whether only 、 or 和 stands between the figure and the one before."""
        return self.text[spot.left_start : spot.quantity.start].strip() in LISTING

    def goes_on_with(self, spot: Spot, phrase: str, previous: Named | None) -> str:
        """服务商铺70家、|旅客2万人次: with the verb of the list, where a noun is short."""
        lead = previous.lead if previous else None
        begins = self.text[spot.left_start : spot.left_start + 1]
        if lead is None or begins not in LISTING or phrase in load_lexicon().members:
            return phrase
        beside = spot.before.start in (-1, spot.left_start + 1)
        beside = beside and phrase not in load_lexicon().actions
        return joined(lead, phrase) if beside and needs_verb(phrase, lead) else phrase

    def is_part(self, spot: Spot) -> bool:
        """Whether 其中 says that the figure is part of another."""
        if "其中" in spot.before.links[-1:] or self.text.startswith("其中", spot.clause_start):
            return True
        return self.text.endswith(PARTING, 0, spot.clause_start)

    def follows_threshold(self, spot: Spot) -> bool:
        """收入5万元以上|的村有412个, 投资5000万元以上|项目30个: the figure before is part of it."""
        start = spot.left_start
        if start <= spot.clause_start:
            return False
        start += 2 * self.text.startswith("之间", start)
        bounded = self.text[start - 2 : start] in ("以上", "以下") and self.text[start].isalnum()
        return bounded or (self.text[start] == "的" and not TERM.match(self.text, start + 1))

    def threshold_phrase(self, start: int, end: int) -> str:
        """村集体收入超10万元的村: with the threshold that is part of it; "" where too long."""
        listed = LISTED_AHEAD.match(self.text, start, end)  # 项目50个、|30亿元以上项目
        tokens = _skip(self.tokens(listed.end() if listed else start, end), "dxr")
        while tokens and tokens[-1].word in load_lexicon().stops:
            tokens = tokens[:-1]
        while len(tokens) > 1 and _makes(tokens[0].word):  # 新|引进|投资5000万元以上项目
            tokens = tokens[1:]
        whole = tidy("".join(token.word for token in tokens))
        return whole if len(whole) <= LONGEST else ""

    def lists_on(self, start: int) -> bool:
        """Whether a list goes on there; 与企业结成对子 says what is done."""
        mark = self.text[start : start + 1]
        return mark in LISTING and not (mark in "与和" and TOGETHER.match(self.text, start))

    # ---- whose figure --------------------------------------------------------------------------
    def subject(self, spot: Spot) -> str:
        """白酒产业|实现营收1500亿元: what stands before the verb."""
        action = spot.before.action
        at = next((i for i, token in enumerate(spot.left) if token.word == action), 0)
        return phrase_before(spot.left[:at]).text if at else ""

    def subject_until(self, spot: Spot, end: int) -> str:
        """协会党委|下设…: what stands in the clause before *end*."""
        return phrase_before(self.tokens(spot.left_start, end)).text

    def sentence_subject(self, spot: Spot) -> str:
        """公司现有员工860人 …；年产值3.2亿元: of the company, not of its staff."""
        end = min(spot.sentence_start + LONGEST, spot.clause_start)
        tokens = _skip(self.tokens(spot.sentence_start, end), "dptrx")
        counted = next((at for at, token in enumerate(tokens) if token.word[0].isdigit()), None)
        return phrase_after(self.text, tokens[:counted]).text

    def topic(self, spot: Spot) -> str:
        """The noun phrase with which the clause before begins."""
        tokens = self._clause_before(spot)
        if any(token.word in BEING for token in tokens[:3]):
            return ""  # 原是油田的一名职工，…
        tokens = _skip(tokens, "dptr")
        owned = self._owned(tokens)
        if owned:
            return owned
        while len(tokens) > 1 and (tokens[0].word in load_lexicon().actions or _leads(tokens)):
            tokens = tokens[1:]
        end = next((at for at, token in enumerate(tokens) if at and token.tag in "dpm"), None)
        phrase = phrase_after(self.text, tokens[:end]).text
        return "" if CLAUSE.search(phrase) else phrase

    def label(self, spot: Spot) -> str:
        """农村公路 of a measure headed 一是农村公路。, for the first figures behind it."""
        begin = self.text.rfind("\n", 0, spot.sentence_start) + 1
        if not 2 < spot.sentence_start - begin <= LONGEST_LABEL:
            return ""
        said = LABEL.fullmatch(self.text, begin, spot.sentence_start)
        tokens = self.tokens(*said.span("name")) if said else []
        if not tokens or tokens[0].word in load_lexicon().actions:
            return ""
        phrase = phrase_after(self.text, tokens).text
        return phrase if said and phrase == said["name"] else ""

    def _owned(self, tokens: list[Token]) -> str:
        """养羊合作社 of 村党支部领办的养羊合作社, where that is all of the clause."""
        at = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].word == "的"), 0)
        led = any(token.tag in ("p", "d", "c") for token in tokens[:at])
        rest = tokens[at + 1 :] if at and not led else []
        nouns = rest and all(t.tag[:1] == "n" or t.tag in ("l", "j", "zg", "vn", "v") for t in rest)
        return phrase_before(rest).text if nouns and rest[-1].tag[:1] in "nlz" else ""

    def object_before(self, spot: Spot) -> str:
        """收看远程教育节目，每月不少于4次: what the clause before is about."""
        tokens = self._clause_before(spot)
        while len(tokens) > 1 and tokens[-1].tag in ("i", "l") and len(tokens[-1].word) > 3:
            tokens = tokens[:-1]  # 村集体收入|从无到有
        return phrase_before(tokens).text

    def matter(self, spot: Spot) -> str:
        """The object of the nearest clause before that has one: 整治沿溪违建，拆除3100平方米."""
        for tokens in self._clauses_before(spot):
            thing = self._object_of(tokens)
            if thing:
                return thing
            opened = tokens[0].word if tokens else ""
            if opened in ABOUT:  # 对行业协会、商会，…集中攻坚，覆盖率达到95%
                return phrase_before(tokens[1:]).text
        return ""

    def made_before(self, spot: Spot) -> str:
        """The thing of the clause right before, where no figure stands in it."""
        tokens = self._clause_before(spot)
        counted = any(token.word[0].isdigit() for token in tokens)
        return "" if counted else self._object_of(tokens)

    def _object_of(self, tokens: list[Token]) -> str:
        """What the verb of a clause is done to, "" where the clause ends in something else."""
        phrase = phrase_before(tokens)
        if not phrase.text or not phrase.action or phrase.elided or CLAUSE.search(phrase.text):
            return ""
        verb = max((t.start for t in tokens if t.word == phrase.action), default=phrase.start)
        last = tokens[-1]
        named = last.tag not in ("d", "a", "ad", "f") and (
            last.word not in load_lexicon().actions or has_head(last.word)
        )
        counted = self.text[phrase.start - 1].isdigit()
        return _last_part(phrase.text) if verb < phrase.start and named and not counted else ""

    def last_phrase(self, spot: Spot, ends: re.Pattern[str], *, beyond: bool = False) -> str:
        """The last phrase before the clause that ends as *ends* says.

        It stands in the clause's sentence, *beyond* that in its paragraph.
        """
        first = self.text.rfind("\n", 0, spot.clause_start) + 1 if beyond else spot.sentence_start
        start = max(first, spot.clause_start - REACH)
        tokens = self.tokens(start, spot.clause_start)
        for at in range(len(tokens) - 1, -1, -1):
            if tokens[at].tag[:1] in "nlzx" and ends.search(tokens[at].word):
                return phrase_before(tokens[: at + 1]).text
        return ""

    def quoted_before(self, spot: Spot) -> str:
        """The last name in quotes of the clauses before: 把校舍改成“扶贫车间”，…，建成4个."""
        start = max(spot.sentence_start, spot.clause_start - REACH)
        names = QUOTED_NAME.findall(self.text, start, spot.clause_start)
        return names[-1] if names else ""

    def _clause_before(self, spot: Spot) -> list[Token]:
        return next(iter(self._clauses_before(spot)), [])

    def _clauses_before(self, spot: Spot) -> Iterator[list[Token]]:
        """The words of the clauses of the sentence before that of *spot*, nearest first."""
        end = spot.clause_start - 1
        for _ in range(CLAUSES):
            if end <= spot.sentence_start or self._is_speech(end):
                return
            start = max(self.text.rfind(mark, spot.sentence_start, end) for mark in MARKS)
            start = max(start + 1, spot.sentence_start)
            yield self.tokens(behind_manner(self.text, start, end), end)
            end = start - 1

    def _is_speech(self, mark: int) -> bool:
        """Whether a quote opens behind a colon: 老李算了一笔账：“…: who speaks names nothing."""
        if self.text[mark] not in ":：":
            return False
        return self.text[mark + 1 : mark + 2] == "“" or self.text[mark - 1] in "着道说示下"


# 贫困户花名册|挨家了解情况, 治理|三大示范区: what tells more than a thing
CLAUSE = re.compile(
    r"[^\W\d](?<![执穿衣])着(?![陆装力色落眼重手急火想])|了(?![解结])|(?:挨家|逐一|逐户|正在|已经|也(?!门)|(?<![冷退忘])却(?!步)"
    r"|便(?<![方简轻随顺大小]便)(?![民利捷携装服宜当器衣道桥池]))[^\W\d]"
    r"|(?<![第等])[一两二三四五六七八九十]大(?![会学专])"
)


def _leads(tokens: list[Token]) -> bool:
    """洽谈|一个|项目: a verb before how many, before what a clause is about."""
    return tokens[0].tag == "m" or (tokens[0].tag == "v" and tokens[1].tag == "m")


def _makes(word: str) -> bool:
    lexicon = load_lexicon()
    own = word in lexicon.spending or word in lexicon.joining
    return word == "新" or (word in lexicon.actions and not own)


def _last_part(phrase: str) -> str:
    """商铺 of 厂房和商铺: one thing of a list, unless all are said together."""
    return phrase if len(phrase) <= 10 else re.split("[、和及与]", phrase)[-1]


def is_idle(token: Token, tags: Iterable[str]) -> bool:
    """Whether a word says nothing: a known stop, or one of the given tags."""
    return token.word in load_lexicon().stops or token.tag in tags


def _skip(tokens: list[Token], tags: str) -> list[Token]:
    """Without leading words that say nothing: particles, or words of the given tags."""
    for index, token in enumerate(tokens):
        if not is_idle(token, tags):
            return tokens[index:]
    return []
