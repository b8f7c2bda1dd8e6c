"""Noun phrases beside a number, from words and their tags.

The phrase before a number runs back to the verb that governs it (建立|村企联合党总支|17个), the
phrase behind it on to the verb or particle that follows (17个|联合党总支|开展). jieba's tags are
too coarse to parse with, so the bounds are word lists (`rules/words.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textmine.detect.words import Words
from textmine.extract.lexicon import load_lexicon

OPENERS = {"”": "“", "》": "《", "）": "（", ")": "(", "’": "‘", '"': '"', "」": "「"}
CLOSERS = {opener: closer for closer, opener in OPENERS.items()}
LISTING = frozenset("、和及与或")
PARTICLES = frozenset({"p", "c", "ul", "uz", "ug", "d", "r", "y", "e", "o", "uv", "ud"})
# Adverbs and pronouns by jieba's dictionary that stand inside names.
NAMELIKE = re.compile(r"^(?:非公|自主|就近|随军|义务|互助|共同|高速|专项|统一|非|不动产|特困|首席)")
ASIDE = re.compile(r"(?:等方面|方面|过程中|工作中|中)$")
MOST = 24  # characters of a phrase; longer ones are clauses


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the part of it within the stretch asked for (its tag is "x" then)."""

    start: int
    end: int
    word: str
    tag: str


@dataclass(frozen=True, slots=True)
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
    found = []
    index = max(words.at(start), 0)
    while index < len(words.starts) and words.starts[index] < end:
        first = words.starts[index]
        word = words.words[index]
        left, right = max(first, start), min(first + len(word), end)
        if left < right:
            whole = left == first and right == first + len(word)
            found.append(Token(left, right, text[left:right], words.tags[index] if whole else "x"))
        index += 1
    return found


# ---- before a number ---------------------------------------------------------------------------
def phrase_before(tokens: Sequence[Token]) -> Phrase:
    """The phrase that ends before a number; *tokens* run from the clause's start to it."""
    lexicon = load_lexicon()
    end = len(tokens)
    links: list[str] = []
    while end and _is_link(tokens[end - 1]):
        links.append(tokens[end - 1].word)
        end -= 1
    shift = _shift_before(tokens, end)
    if shift:
        end = _skip_comparison(tokens, end - 1)
    opening = _opens_change(tokens, end)
    if opening:
        end = opening
    elided = bool(end) and tokens[end - 1].word == "的"
    end -= elided
    done = _closing_deed(tokens, end)
    begin, action = _walk_back(tokens, end - 1 if done else end, elided)
    end, action = (end - 1, done) if done else (end, action)
    begin, action = _strip_front(tokens, begin, end, action)
    if begin >= end:
        return Phrase("", action or shift, tuple(links))
    if tokens[end - 1].tag in ("a", "ad", "d", "an") and end - begin == 1:
        return Phrase("", action or shift, tuple(links))
    kept = [t for t in tokens[begin:end] if t.word not in lexicon.fillers or t.tag in ("a", "n")]
    phrase = tidy("".join(t.word for t in kept))
    return Phrase(phrase, action, tuple(links), elided, tokens[begin].start)


def _shift_before(tokens: Sequence[Token], end: int) -> str | None:
    """The verb of change right before a number: 业务|新增|38.8亿元."""
    word = tokens[end - 1].word if end else ""
    return word if word in load_lexicon().shifts else None


FORMERLY = frozenset(
    "原来 过去 最初 当初 以前 原先 起初 的 上年 去年 年初 每人 每年 每月 每 人 年 月 亩 户 每亩 每户 仅 只".split()
)


def _opens_change(tokens: Sequence[Token], end: int) -> int:
    """满意率|由过去的|82%: where 由 or 从 opens a change, the phrase ends before it; else 0."""
    at = end
    while at and (
        tokens[at - 1].word in FORMERLY
        or tokens[at - 1].word[0] == "每"
        or tokens[at - 1].tag in ("t", "m")
    ):
        at -= 1
    return at - 1 if at > 1 and tokens[at - 1].word in ("由", "从", "自") else 0


def _skip_comparison(tokens: Sequence[Token], end: int) -> int:
    """人均收入|较全省平均水平|增长60%: without what it is compared with."""
    for at in range(end - 1, -1, -1):
        if tokens[at].word in ("比", "较", "相比"):
            end = at
            break
    while end and _is_link(tokens[end - 1]):
        end -= 1
    return end


# Who acts: behind these, 培训 or 种植 is the verb of a clause, not part of a name.
ACTOR = re.compile(
    r"(?:村|镇|乡|县|市|区|街道|社区|支部|党委|总支|合作社|公司|企业|农户|群众|党员|干部|协会|单位|部门|学校"
    r"|医院|局|站|园|村民|居民|大户|带头人|政府|委|会|我们|他们|组|农民|农|户)$"
)


def _is_link(token: Token) -> bool:
    return (
        token.word == "均"
        or token.word in load_lexicon().stops
        or token.tag in PARTICLES
        or (token.tag == "x" and token.word in "：:,，、 \u3000")
        or token.word in LISTING
    )


def _closing_deed(tokens: Sequence[Token], end: int) -> str | None:
    """小额信贷|发放1.3亿元: the verb between what it is done to and the number."""
    if end < 2 or tokens[end - 1].word not in load_lexicon().actions:
        return None
    before = tokens[end - 2]
    if _ends_phrase(before) or ACTOR.search(before.word) or _is_nominal(tokens, end - 1, end):
        return None
    if (
        before.word in load_lexicon().actions
        or before.word.endswith("财政")
        or before.word in LISTING
    ):
        return None
    return tokens[end - 1].word


def _walk_back(tokens: Sequence[Token], end: int, relative: bool) -> tuple[int, str | None]:
    """From *end* back to the first word of the phrase, and the verb before it."""
    lexicon = load_lexicon()
    at, own_verb = end, False
    while at > 0:
        token = tokens[at - 1]
        if token.word in OPENERS:
            at = _opening(tokens, at - 1)
            continue
        if token.word == "的":
            relative = True
        elif token.word in lexicon.actions and not _is_nominal(tokens, at - 1, end):
            if not relative or own_verb:
                return at, token.word
            own_verb = True
        elif _ends_phrase(token):
            return at, None
        elif token.tag == "v":
            own_verb = True
        if relative and ASIDE.search(token.word):
            return at, None
        if tokens[end - 1].end - token.start > MOST:
            return at, None
        at -= 1
    return 0, None


def _ends_phrase(token: Token) -> bool:
    lexicon = load_lexicon()
    if token.word in lexicon.fillers or token.word in LISTING or token.word in ("均", "次均"):
        return False
    if token.word in lexicon.stops:
        return True
    if token.tag in PARTICLES and not NAMELIKE.match(token.word):
        return True
    if token.word[0].isdigit():
        return True
    return token.tag == "x" and not token.word[0].isalnum() and token.word not in "的·+-—"


def _opening(tokens: Sequence[Token], closing: int) -> int:
    """The index of the bracket or quote that *closing* closes, or *closing* itself."""
    opener = OPENERS[tokens[closing].word]
    for at in range(closing - 1, -1, -1):
        if tokens[at].word == opener:
            return at
    return closing


def _is_nominal(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a verb is part of a name: 建设资金, 养老护理培训, 农业生产难题."""
    lexicon = load_lexicon()
    word = tokens[at].word
    if at + 1 < end and tokens[at + 1].word in lexicon.measures and word not in lexicon.shifts:
        return word not in SAVING
    if word not in lexicon.nominal:
        return False
    before = tokens[at - 1] if at else None
    named = before is not None and (before.word in OPENERS or not _ends_phrase(before))
    if at == end - 1:  # closes the phrase
        return named or (before is not None and before.word in PER_PERSON)
    acted = before is not None and ACTOR.search(before.word) is not None
    if _has_head(tokens[at + 1].word) and (not acted or at + 2 == end):
        return True
    return named and not acted and before is not None and before.tag != "t"


SAVING = frozenset(
    "节约 节省 压缩 降低 增加 提高 争取 筹集 筹措 拨付 投入 落实 整合 协调 安排 提供 发放 募集".split()
)
# Before 增收 and the like: 户均年增收.
PER_PERSON = frozenset({"年", "月", "均", "人均", "户均", "年均", "每户", "每人"})


def _has_head(word: str) -> bool:
    heads = load_lexicon().heads
    return word in heads or word[-2:] in heads or (len(word) > 2 and word[-1] in heads)


DATE_PARTS = frozenset({"年", "月", "日", "年底", "年末", "年初", "月底", "月份", "月末"})


def _strip_front(
    tokens: Sequence[Token], begin: int, end: int, action: str | None
) -> tuple[int, str | None]:
    """Without leading particles and verbs; the last verb left out is the action."""
    lexicon = load_lexicon()
    while begin < end:
        token, rest = tokens[begin], tokens[begin + 1 : end]
        is_verb = token.word in lexicon.actions or (
            token.tag == "v" and token.word not in lexicon.modifiers | lexicon.nominal
        )
        bare = "".join(t.word for t in rest)
        if (
            is_verb
            and rest
            and rest[0].word in lexicon.measures
            and token.word not in lexicon.shifts | SAVING
        ):
            break
        if is_verb and (len(bare) == 1 or bare[:1] == "的"):  # 净增额, 遇到的问题
            break
        if is_verb and token.word in lexicon.nominal and rest and _has_head(rest[0].word):
            break
        if is_verb and rest and bare not in lexicon.attributes and token.tag != "n":
            action = action or token.word
        elif not (
            token.word in LISTING or token.word in lexicon.fillers or token.tag in ("t", "uj")
        ):
            break
        begin += 1
    return begin, action


# ---- behind a number ---------------------------------------------------------------------------
def phrase_after(
    text: str, tokens: Sequence[Token], *, activity: bool = False, amount: bool = False
) -> Phrase:
    """The phrase that begins right behind a number.

    *activity*: the unit counts deeds, verbs may close the phrase (两次检查). *amount*: the number
    is money or a measure, and a verb right behind it is what was done (300万元改善了…).
    """
    lexicon = load_lexicon()
    if activity:
        whole = _whole_activity(tokens)
        if whole:
            return whole
    end = 0  # behind the last word that may close the phrase
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.word in CLOSERS:
            closing = _closing(tokens, at)
            if closing == at:
                break
            at = end = closing + 1
            continue
        if at == 0 and _is_rest_of_verb(text, token):
            break
        if _stops_forward(token):
            if at == 0 and token.word in ("有", "具有", "能", "会", "符合"):
                described = _described(text, tokens, at)
                if described:
                    return described
            if end and token.tag in ("d", "ad") or token.word in ("相对", "较为"):
                described = _described(text, tokens[: at + 7], at)
                if described:
                    return described
            if at == 0 and token.word in ("涉及", "有关", "关于", "各类", "各种", "各级"):
                tokens = tokens[1:]
                continue
            break
        if token.word in lexicon.actions or token.tag in ("v", "vd"):
            if not _verb_fits(tokens, at, end, activity):
                break
            if amount and at == 0 and (len(tokens) < 2 or tokens[1].word not in lexicon.heads):
                break
            if activity or token.word in lexicon.nominal or token.word in lexicon.heads:
                end = at + 1
        elif token.tag == "a" and end and not _names(tokens, at + 1):
            return _described(text, tokens, at) or _behind_phrase(text, tokens, end)
        elif token.tag == "m" and not end and token.word[0] in "一两":  # 一条|水泥路
            tokens, at = tokens[1:], at - 1
        elif token.tag not in ("a", "b", "m"):
            end = at + 1
        at += 1
    return _behind_phrase(text, tokens, end)


ACTIVITY_END = re.compile(
    r"(?:活动|会议|座谈会|例会|推进会|现场会|评议|测评|点评|考核|检查|督查|培训|走访|比赛|大赛|演出|讲座|体检)$"
)


def _whole_activity(tokens: Sequence[Token]) -> Phrase | None:
    """一次|企业代表评议职能部门和工作人员活动: all of it, where it ends in what was done."""
    text = "".join(token.word for token in tokens)
    if not 4 <= len(text) <= 32 or not ACTIVITY_END.search(text) or _stops_forward(tokens[0]):
        return None
    if any(token.tag == "x" and not token.word[0].isalnum() for token in tokens):
        return None
    return Phrase(text, start=tokens[0].start)


def _is_rest_of_verb(text: str, token: Token) -> bool:
    """65户|参与: jieba took the first half of 参与 for the unit."""
    lexicon = load_lexicon()
    pair = text[token.start : token.start + 2]
    return (
        token.tag == "x"
        and len(token.word) == 1
        and (pair in lexicon.stops or pair in lexicon.actions)
    )


def _names(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun stands at *at*: 经济|薄弱|村."""
    return at < len(tokens) and (
        tokens[at].tag.startswith("n") or tokens[at].tag in ("zg", "j", "vn", "s", "q")
    )


def _described(text: str, tokens: Sequence[Token], at: int) -> Phrase | None:
    """特色鲜明、设施完善的|中心镇: the noun behind a description."""
    for index in range(at, min(at + 14, len(tokens))):
        if tokens[index].word == "的":
            return phrase_after(text, tokens[index + 1 :])
    return None


def _behind_phrase(text: str, tokens: Sequence[Token], end: int) -> Phrase:
    if not end or tokens[end - 1].end - tokens[0].start > MOST + 12:
        return Phrase("")
    return Phrase(tidy(text[tokens[0].start : tokens[end - 1].end]), start=tokens[0].start)


# jieba glues 经 to what it governs (经村|党支部研究).
BY = re.compile(r"经(?!济|营|验|销|理|纪|费|典|贸|办|商)|由(?!来)|被(?!动|告)")


def _stops_forward(token: Token) -> bool:
    if BY.match(token.word):
        return True
    if token.word in load_lexicon().stops or token.word in LISTING or token.word == "的":
        return True
    if token.tag in PARTICLES and not NAMELIKE.match(token.word):
        return True
    return token.tag == "x" and not token.word[0].isalnum() and token.word not in "·+-—"


def _closing(tokens: Sequence[Token], opening: int) -> int:
    closer = CLOSERS[tokens[opening].word]
    for at in range(opening + 1, len(tokens)):
        if tokens[at].word == closer:
            return at
    return opening


def _verb_fits(tokens: Sequence[Token], at: int, end: int, activity: bool) -> bool:
    """Whether a verb continues the phrase (返乡|人员) or is what the phrase does."""
    lexicon = load_lexicon()
    word = tokens[at].word
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in lexicon.heads and end == at:  # 合作组织
        return True
    if activity:
        return word in lexicon.nominal or word not in lexicon.actions or at == 0
    if end == 0 or tokens[at - 1].word in OPENERS:
        if word in lexicon.nominal or word in lexicon.modifiers:
            return True
        ahead = tokens[at + 1 : at + 4]
        return word not in lexicon.actions and any(_has_head(token.word) for token in ahead)
    if ACTOR.search(tokens[at - 1].word) and at + 2 < len(tokens):
        if not _stops_forward(tokens[at + 2]):  # 行政村|发展|设施蔬菜
            return False
    named = word in lexicon.nominal or word in lexicon.modifiers or word not in lexicon.actions
    return named and bool(behind) and _has_head(behind)


QUOTED = re.compile(r"^[、和及与或的了等各\s：:]+|[、和及与或的了等\s：:]+$")


def tidy(phrase: str) -> str:
    """Without list marks and particles at either end."""
    return QUOTED.sub("", phrase)
