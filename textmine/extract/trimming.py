"""Phrases cut down to names: without empty verbs, figures, attributes and long lists."""

from __future__ import annotations

import re

from textmine.extract.rulebook import rule

LONGEST_OBJECT = 16
QUOTED = re.compile(r"[“‘\"「『]([^“”‘’\"「」『』]{2,16})[”’\"」』]")
COUNTED = re.compile(
    r"(?:近|约|超|共)?\d[\d.]{0,15}(?:多|余)?[万千百]?(?:个|家|名|所|处|支|项|条|座|户|批|套|次|期|场|人|块|间|元|份|米|公里|亩|平方米|吨)?(?:以上)?$"
)
# "木材、食用菌和生猪3个产业党支部": what is counted at the end.
INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:\d{1,9}|[一两二三四五六七八九十]{1,6})(?:个|家|名|支|项|类|处|所)(?=[\u4e00-\u9fff]{4})"
)
# "“法治小院”“说事亭”等调解点": what the list is of.
AMONG = re.compile("[^等]等(?!级|候|额)([\u4e00-\u9fff]{3,10})$")
# 232.5千瓦|光伏发电站, 80万元|入股养鱼
AMOUNT = re.compile(
    r"^(?:投入|投资|出资)?\d[\d.]*[万亿]?(?:千瓦|兆瓦|吨|公里|平方米|立方米|米|元|亩)(?:多|余)?(?=[\u4e00-\u9fff]{3})"
)
# "市民中心|目前已通过规划": what is said of a thing, behind it.
ADVERB = re.compile(
    "(?<=[\u4e00-\u9fff”]{4})(?:目前|现已|已经|已|均|都|将|正在|再次|也|还)(?![的是])"
)
LEAST_HEAD = 4
SAYS = re.compile(r"[不\d]")  # "…的比例不低于50%": no thing
TAIL = re.compile(r"(?:的(?:过程|工作|办法|原则|方法|方式|形式|做法|组织体系|关系|思路))$")


def trim_verb(phrase: str) -> str:
    """Without the empty verb that a named thing hangs on, where enough is left."""
    phrase = rule("bidding").sub("", rule("actor").sub("", phrase, count=1), count=1)
    match = rule("empty_verb").match(phrase)
    rest = phrase[match.end() :] if match else phrase
    named = rule("thing_end").search(rest) or QUOTED.match(rest)
    return TAIL.sub("", rest if named and len(rest) >= 4 else phrase)


def shorten(phrase: str) -> str:
    """Without figures behind it, and without a long attribute before it."""
    phrase = TAIL.sub("", COUNTED.sub("", AMOUNT.sub("", phrase)))
    among = AMONG.search(phrase)
    if among and "“" in phrase and len(phrase) > LONGEST_OBJECT:
        return among[1]
    counted = INSIDE.search(phrase)
    if counted and len(phrase) - counted.end() > 3:
        phrase = phrase[counted.end() :]
    if len(phrase) > 10 and "的" in phrase:
        head = phrase.rsplit("的", 1)[1]
        phrase = head if len(head) > 3 and "”" not in head.split("“")[0] else phrase
    return _of_list(phrase) if len(phrase) > LONGEST_OBJECT and "、" in phrase else phrase


def fit(phrase: str, longest: int) -> str:
    """A phrase that is no longer than a name, cut where it can be."""
    if len(phrase) <= longest:
        return phrase
    said = ADVERB.search(phrase)
    if said and said.start() <= longest:
        phrase = phrase[: said.start()]
    head = phrase.rsplit("的", 1)[-1]
    if len(phrase) > LONGEST_OBJECT and len(head) >= LEAST_HEAD and not SAYS.search(head):
        phrase = head
    while len(phrase) > longest and "、" in phrase:
        phrase = phrase.rsplit("、", 1)[0]
    return phrase[:longest]


def _of_list(phrase: str) -> str:
    """Of a long list its last members, with the noun that all share, else its first."""
    first, _, rest = phrase.partition("、")
    while len(rest) > LONGEST_OBJECT and "、" in rest:
        rest = rest.split("、", 1)[1]
    return rest if len(rest) <= LONGEST_OBJECT else first
