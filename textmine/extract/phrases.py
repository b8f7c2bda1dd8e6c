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
def phrase_before(text: str, tokens: Sequence[Token]) -> Phrase:
    """The phrase that ends before a number; *tokens* run from the clause's start to it."""
    lexicon = load_lexicon()
    end = len(tokens)
    links: list[str] = []
    while end and _is_link(tokens[end - 1]):
        links.append(tokens[end - 1].word)
        end -= 1
    elided = bool(end) and tokens[end - 1].word == "的"
    end -= elided
    begin, action = _walk_back(tokens, end, elided)
    begin, action = _strip_front(tokens, begin, end, action)
    if begin >= end:
        return Phrase("", action, tuple(links))
    kept = [t for t in tokens[begin:end] if t.word not in lexicon.fillers or t.tag in ("a", "n")]
    phrase = tidy("".join(t.word for t in kept))
    return Phrase(phrase, action, tuple(links), elided, tokens[begin].start)


def _is_link(token: Token) -> bool:
    return (
        token.word in load_lexicon().stops
        or token.tag in PARTICLES
        or (token.tag == "x" and token.word in "：:,，、 \u3000")
        or token.word in LISTING
    )


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
    if token.word in lexicon.fillers or token.word in LISTING:
        return False
    if token.word in lexicon.stops:
        return True
    if token.tag in PARTICLES and not NAMELIKE.match(token.word):
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
    if tokens[at].word not in lexicon.nominal:
        return False
    if at == end - 1:  # closes the phrase
        return at > 0 and not _ends_phrase(tokens[at - 1])
    return any(_has_head(token.word) for token in tokens[at + 1 : end]) and (
        at == 0 or tokens[at + 1].word in lexicon.heads or not _ends_phrase(tokens[at - 1])
    )


def _has_head(word: str) -> bool:
    heads = load_lexicon().heads
    return word in heads or word[-2:] in heads or (len(word) > 2 and word[-1] in heads)


def _strip_front(
    tokens: Sequence[Token], begin: int, end: int, action: str | None
) -> tuple[int, str | None]:
    """Without leading particles and verbs; the last verb left out is the action."""
    lexicon = load_lexicon()
    while begin < end:
        token, rest = tokens[begin], tokens[begin + 1 : end]
        is_verb = token.word in lexicon.actions
        bare = "".join(t.word for t in rest)
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
def phrase_after(text: str, tokens: Sequence[Token], *, activity: bool = False) -> Phrase:
    """The phrase that begins right behind a number; *activity*: verbs may close it (两次检查)."""
    lexicon = load_lexicon()
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
        if _stops_forward(token):
            break
        if token.word in lexicon.actions or token.tag in ("v", "vd"):
            if not _verb_fits(tokens, at, end, activity):
                break
            if activity or token.word in lexicon.nominal or token.word in lexicon.heads:
                end = at + 1
        elif token.tag not in ("a", "b", "m"):
            end = at + 1
        at += 1
    if not end or tokens[end - 1].end - tokens[0].start > MOST + 12:
        return Phrase("")
    return Phrase(tidy(text[tokens[0].start : tokens[end - 1].end]), start=tokens[0].start)


def _stops_forward(token: Token) -> bool:
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
    if end == 0:
        return word in lexicon.nominal or word not in lexicon.actions
    return bool(behind) and _has_head(behind) and tokens[at].word not in ("获得", "参加", "实现")


QUOTED = re.compile(r"^[、和及与或的了等各\s：:]+|[、和及与或的了等\s：:]+$")


def tidy(phrase: str) -> str:
    """Without list marks and particles at either end."""
    return QUOTED.sub("", phrase)
