"""How far the phrase before a number reaches back: to the verb that governs it, or where it ends.

Words that elsewhere end a phrase are part of it where they say of what age, kind or part of a
whole those counted are (35岁以下|党员, 自主|知识产权, 茶产业链|各|环节).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.fronts import AWAY, DATE_PARTS, PASSING, THESE, USING
from textmine.extract.phrases.nominal import (
    PERSONS,
    ends,
    ends_phrase,
    is_compound,
    is_nominal,
)
from textmine.extract.phrases.tokens import MOST, OPENERS, Token

ASIDE = re.compile(r"(?:等方面|方面|过程中|工作中)$")


def walk_back(tokens: Sequence[Token], end: int, relative: bool) -> tuple[int, str | None]:
    """From *end* back to the first word of the phrase, and the verb before it."""
    actions, own_verb = load_lexicon().actions, False
    for at in _words_before(tokens, end):
        token = tokens[at]
        word = token.word
        if word == "的":
            relative = True
        elif relative and _opens_relative(tokens, at, end):
            return at, None
        elif _goes_on(tokens, at, end, relative):
            pass
        elif is_compound(tokens, at, end):
            own_verb = True
        elif word in actions and not is_nominal(tokens, at, end):
            if not relative or own_verb:
                return at + 1, word
            own_verb = True
        elif ends(word, token.tag) and not _belongs(tokens, at, end):
            return at + 1, _deed_done(tokens, at)
        elif token.tag == "v":
            if not relative and _is_done_by(tokens, at, end):
                return at + 1, word
            own_verb = True
        if (relative and ASIDE.search(word)) or tokens[end - 1].end - token.start > MOST:
            return at + 1, None
    return 0, None


def _words_before(tokens: Sequence[Token], end: int) -> Iterator[int]:
    """The indexes of the words before *end*, nearest first; quotes and brackets are passed over."""
    at = end
    while at > 0:
        closes = tokens[at - 1].word in OPENERS
        at = opening_of(tokens, at - 1) if closes else at - 1
        if not closes:
            yield at


def _opens_relative(tokens: Sequence[Token], at: int, end: int) -> bool:
    """采取|此种形式|的|企业, 有|研发活动|的|企业: a verb that describes those counted."""
    if tokens[at].word == "有":
        return PERSONS.search(tokens[end - 1].word) is not None
    return tokens[at].word in USING and at + 1 < end


def _is_done_by(tokens: Sequence[Token], at: int, end: int) -> bool:
    """法院|审结|案件: a verb of no list, behind who does it and before what it is done to."""
    lexicon, word = load_lexicon(), tokens[at].word
    if not 0 < at < end - 1 or len(word) != 2 or is_nominal(tokens, at, end):
        return False
    if word in lexicon.modifiers or word in lexicon.nominal or word in lexicon.heads:
        return False
    return BODY.search(tokens[at - 1].word) is not None and tokens[at + 1].tag[0] == "n"


BODY = re.compile(r"(?:委|[员委]会|法院|检察院|政府|[^格]局|支部|部门|学校|医院|公司|合作社|银行)$")


def _goes_on(tokens: Sequence[Token], at: int, end: int, relative: bool) -> bool:
    """Whether a verb or pronoun is part of what follows: 外出|务工人员, 采取|这种|形式|的|企业."""
    word = tokens[at].word
    if relative and word in THESE:
        return at > 0 and _governs(tokens[at - 1])
    return word in AWAY and at + 1 < end and PERSONS.search(tokens[at + 1].word) is not None


def _belongs(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a word that ends other phrases is part of this one: an age, 每, a whole, a kind."""
    return (
        _is_age(tokens, at)
        or _is_each(tokens, at)
        or _is_whole(tokens, at, end)
        or _is_kind(tokens, at, end)
    )


def _governs(token: Token) -> bool:
    return token.tag == "v" or token.word in load_lexicon().actions or token.word in USING


def _deed_done(tokens: Sequence[Token], at: int) -> str | None:
    """捐赠|了|电脑20台, 缓缴|3|月份|水费, 净增|各类|店铺: the verb before 了, a month or 各类."""
    while at > 0 and (tokens[at].word in PASSED_OVER or tokens[at].word.isdigit()):
        at -= 1
    at -= tokens[at].tag == "ul"
    word = tokens[at].word if at >= 0 else ""
    return word if word in load_lexicon().actions else None


PASSED_OVER = DATE_PARTS | frozenset("各类 各级 各种 各项 各个".split())


def _is_whole(tokens: Sequence[Token], at: int, end: int) -> bool:
    """高层领导|中|党员比例: in whom the share is."""
    if tokens[at].word != "中" or not SHARE.search(tokens[end - 1].word) or at == 0:
        return False
    return tokens[at - 1].tag[0] in "nvx" and not ends_phrase(tokens[at - 1])


SHARE = re.compile(r"(?:比例|比重|占比|占有率|率)$")


def _is_each(tokens: Sequence[Token], at: int) -> bool:
    """茶产业链|各|环节: one part of what stands before it."""
    if at == 0 or tokens[at].word not in ("各", "各个", "各类", "各级"):
        return False
    before = tokens[at - 1]
    return before.tag in ("n", "nz", "x") and before.word[-1].isalnum() and not ends_phrase(before)


def _is_kind(tokens: Sequence[Token], at: int, end: int) -> bool:
    """自主|知识产权: an adverb before a noun says of what kind it is."""
    word, tag = tokens[at].word, tokens[at].tag
    if word == "再" and at + 1 < end and tokens[at + 1].word[:2] in REPEATED:
        return True
    if tag not in ("d", "ad") or len(word) < 2 or at + 1 >= end or word in load_lexicon().stops:
        return False
    return tokens[at + 1].tag == "n" and len(tokens[at + 1].word) > 1


REPEATED = frozenset("犯罪 违法 就业 利用 生产 担保 贷款 融资 制造 教育".split())


def _is_age(tokens: Sequence[Token], at: int) -> bool:
    """35|岁|以下|党员, 营收|超|百亿|企业: an age, a mark passed is part of the name."""
    if at + 1 >= len(tokens):
        return False
    passed = tokens[at].word in PASSING and tokens[at + 1].tag == "m" and at > 0
    return passed or tokens[at + 1].word[:1] in ("岁", "周", "强")  # 世界|500|强|企业


def opening_of(tokens: Sequence[Token], closing: int) -> int:
    """The index of the bracket or quote that *closing* closes, or *closing* itself."""
    opener = OPENERS[tokens[closing].word]
    for at in range(closing - 1, -1, -1):
        if tokens[at].word == opener:
            return at
    return closing
