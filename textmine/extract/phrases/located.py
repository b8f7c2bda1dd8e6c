"""Where the phrase before a number ends, if it is told between both where that is.

精品线|在义乌|总共有10条, 家庭工坊|在园区已建成|16个: what is counted stands before the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.tokens import ACTOR, KEPT, LISTING, PARTICLES, Token

SUCH = frozenset("这样 这种 这类 此类 此种 类似 同类 如此 这些".split())


def topic_of_deed(tokens: Sequence[Token], end: int) -> int:
    """家庭工坊|在园区|已建成|16个: where the noun ends of which it is told what was done; else 0.

    Who acts there (合作社在园区建成) is none, but 像这样的合作社 is.
    """
    if end < 3 or tokens[end - 1].word not in load_lexicon().making:
        return 0
    at = end - 1
    while (
        at
        and tokens[at - 1].word != "在"
        and (is_link(tokens[at - 1]) or _is_where(tokens[at - 1]))
    ):
        at -= 1
    if at < 2 or tokens[at - 1].word != "在":
        return 0
    at -= 1
    noun = tokens[at - 1]
    acts = ACTOR.search(noun.word) and SUCH.isdisjoint([token.word for token in tokens[:at]])
    return 0 if acts or noun.tag[0] not in "nlzx" or noun.tag in ("ns", "nr") else at


def _is_where(token: Token) -> bool:
    return token.tag in ("ns", "f", "s", "n", "nz", "nt", "x", "zg") or token.word in LISTING


def skip_location(tokens: Sequence[Token], end: int) -> int:
    """精品线|在义乌|总共有10条: without where it is, if something stands before that."""
    at = end
    while (
        at
        and end - at < 4
        and (
            tokens[at - 1].tag in ("ns", "f", "s", "n", "nz", "nt")
            or tokens[at - 1].word in LISTING
        )
    ):
        at -= 1
    if at < 2 or at == end or tokens[at - 1].word != "在":
        return end
    at -= 1
    while at and is_link(tokens[at - 1]):
        at -= 1
    return at or end


SINGLE = frozenset("平方米 平米 立方米 吨 公斤 千克 斤 度 株 只 头 箱 盒 公顷".split())


def is_link(token: Token) -> bool:
    """Whether a word only joins a phrase to what follows: 共, ：, 也."""
    return links_on(token.word, token.tag)


# 一般公共预算收入…，|同口径|增长6%
ALIKE_COUNTED = frozenset("均 可 同口径 可比口径 可比价".split())


@lru_cache(maxsize=KEPT)
def links_on(word: str, tag: str) -> bool:
    """What `is_link` says of a word of that tag."""
    return (
        word in ALIKE_COUNTED
        or word in load_lexicon().stops
        or tag in PARTICLES
        or (word[0] == "每" and word[1:] in SINGLE)
        or (tag == "x" and word in "：:,，、 \u3000")
        or word in LISTING
    )
