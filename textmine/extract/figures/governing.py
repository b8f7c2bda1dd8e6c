"""The verb that a figure stands under, its `action`: 举办 of 举办各类培训班34期.

What it counts is named elsewhere; the verb may stand further off, behind the figure (43户加入),
or with the first of a list (改造水厂2座、泵站6座).
"""

from __future__ import annotations

from functools import lru_cache

from textmine.extract.figures.changes import STOCK, FoundChange
from textmine.extract.figures.keys import ADDED
from textmine.extract.figures.reading import Named
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nominal import is_nominal
from textmine.extract.phrases.nouns import is_count
from textmine.extract.phrases.tokens import KEPT

# Tags of what may stand between a verb and what it is done to: nouns, what describes them, 等.
BESIDE = frozenset("n nr ns nt nz ng vn a an ag b r j l i f s zg eng u uj q k h".split())
NO_DEED = frozenset("占 含 为 是 有 达 达到 超 超过 突破 共有 包括 其中 位居 约占 占比".split())
REACHED = frozenset("惠及 带动 覆盖 辐射 吸纳".split())
WITH_NEW = frozenset("创更革翻全最重从")  # 创新|开展活动20场
FARTHEST = 10  # words


def verb_of(spot: Spot, named: Named, shared: str | None) -> str | None:
    """The verb that governs the figure; *shared* is that of the list it stands in."""
    action = named.action
    if shared and STOCK.search(spot.said):
        shared = None  # 净增店铺17户、总数169户
    if action is None:
        action = _within(spot) or _behind(spot, named.indicator or "") or _before(spot) or shared
    return None if action in NO_DEED else action


def flow_of(text: str, spot: Spot, action: str | None, named: str, change: FoundChange) -> str:
    """What makes a number no stock: 新登记 of 新登记企业20家, 惠及 of 惠及企业30家; else "".

    *named* is what is counted.
    """
    if change.kind == "increase" and not change.relative:
        return ADDED
    if action is None or change.kind or action in named or not is_count(spot.quantity.unit):
        return ""
    fresh = f"新{action.removeprefix('新')}"
    at = text.find(fresh, spot.clause_start, spot.quantity.start)
    if at >= 0:
        return "" if text[at - 1] in WITH_NEW else fresh
    return action if action in REACHED and "受益" not in named else ""


def _within(spot: Spot) -> str | None:
    """登记 of 登记志愿者12万人: a verb that the name keeps at its front."""
    phrase, at = spot.before, len(spot.left)
    if not phrase.text or phrase.text[-1] in "率额值":
        return None
    while at and spot.left[at - 1].start >= phrase.start:
        at -= 1
    verb = spot.left[at]
    if not acts(verb.word, verb.tag) or not phrase.text.startswith(verb.word):
        return None
    kept = verb.word in load_lexicon().actions
    return verb.word if kept and not is_nominal(spot.left, at, len(spot.left)) else None


def _behind(spot: Spot, indicator: str) -> str | None:
    """加入 of 已有43户加入: where the name tells what those counted do."""
    if "的" not in indicator or spot.quantity.unit == "%":
        return None
    told = indicator.partition("的")[0]
    return next(
        (t.word for t in spot.right[:FARTHEST] if t.word in told and acts(t.word, t.tag)), None
    )


def _before(spot: Spot) -> str | None:
    """举办 of 举办各类培训班34期: nothing but nouns stands between."""
    start = spot.before.start if spot.before.text else spot.quantity.start
    left = 0
    for token in reversed(spot.left):
        if token.end > start:
            continue
        if acts(token.word, token.tag):
            return token.word
        left += 1
        if left > FARTHEST or token.tag not in BESIDE:
            return None
    return None


@lru_cache(maxsize=KEPT)
def acts(word: str, tag: str) -> bool:
    """Whether a word of that tag is a verb, and none that mostly describes a noun."""
    lexicon = load_lexicon()
    if word in lexicon.nominal or word in lexicon.heads or word in lexicon.modifiers:
        return False
    if word in lexicon.stops or word in lexicon.light or word in lexicon.fillers:
        return False
    return word in lexicon.actions or (tag == "v" and len(word) > 1)
