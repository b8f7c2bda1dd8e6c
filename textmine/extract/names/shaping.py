"""Whether a phrase reads as a name, and what makes it one: the check that every name passes.

A name is an act with its object or a thing of a kind. It opens with no adverb or time, its quotes
are closed, it ends in no particle, count or word that wants more, and it tells no state.
"""

from __future__ import annotations

import re

from textmine.extract.names.trimming import ADVERB, AMOUNT, COUNTED, NUMERAL
from textmine.extract.rulebook import rule

NAMES = re.compile("[\u4e00-\u9fffA-Za-z]{2}")
DONE = re.compile("(?<=^[\u4e00-\u9fff]{2})了(?![解却断结])")  # 设立|了|便民药箱
HANDLED = re.compile(
    "(?<=[\u4e00-\u9fff]{2})把(?![关握手])[\u4e00-\u9fff、]{6,60}$"
)  # 民政局|把孤儿一人一档
LONGEST_CLOSE = 7  # characters of the words that close no name
QUOTE = re.compile("[“”]")
BARE_COUNT = re.compile(
    "(?<=[\u4e00-\u9fff]{4})(?:近|约|超|达)?[\\d一二两三四五六七八九十百千万]{1,8}[多余]?"
    "(?:米|公里|里|亩|年|个月|天|轮|遍|回)$"
)


def mend(phrase: str) -> str:
    """A phrase without what stands around a name: when and by whom, counts, halves of quotes."""
    phrase = phrase.strip(" ,，、:：;；")
    phrase = DONE.sub("", phrase) if "了" in phrase else phrase
    counted = NUMERAL.search(phrase)
    phrase = AMOUNT.sub("", phrase) if counted else phrase
    opening = rule("before_name").match(phrase)
    if opening and len(phrase) - opening.end() > 3:
        phrase = phrase[opening.end() :]
    handled = HANDLED.search(phrase) if "把" in phrase else None
    phrase = phrase[handled.start() :] if handled else phrase
    closing = rule("behind_name").search(phrase)
    if closing and closing.start() > 3:
        phrase = phrase[: closing.start()]
    phrase = _without_predicate(_paired(phrase))
    return BARE_COUNT.sub("", COUNTED.sub("", phrase)) if counted else phrase


def _without_predicate(phrase: str) -> str:
    """A thing without what is said of it: 市民中心|已通过规划."""
    said = ADVERB.search(phrase)
    told = said and rule("thing_end").search(phrase[: said.start()])
    return phrase[: said.start()] if said and told else phrase


def _paired(phrase: str) -> str:
    """A phrase without a quote that has no other."""
    marks = QUOTE.findall(phrase)
    if marks == ["“"]:
        return phrase.lstrip("“") if phrase[0] == "“" else phrase[: phrase.index("“")]
    if marks == ["”"]:
        return phrase.rstrip("”") if phrase[-1] == "”" else phrase[phrase.index("”") + 1 :]
    return phrase


def is_misshapen(name: str) -> bool:
    """Whether no reader would take a phrase for a name."""
    return (
        name.count("“") != name.count("”")
        or not (NAMES.search(name) or NAMES.search(QUOTE.sub("", name)))
        or rule("opens_badly").match(name) is not None
        or rule("closes_badly").search(name, max(0, len(name) - LONGEST_CLOSE)) is not None
        or rule("counts").search(name) is not None
        or rule("tells_state").match(name) is not None
    )
