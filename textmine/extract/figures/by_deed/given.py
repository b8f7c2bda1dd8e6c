"""Money that people give, get or need, where only the verb says so: 捐出3万元, 分到5000元."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot

LAST = frozenset("出到了得领取要需近约")  # what the verbs below end in: cheaper than a search
MOVED = re.compile(
    r"(?:(?P<given>捐出|捐献|捧出|捐了|捐献出)|(?P<got>分到|分得|分了|领到|领了|领取|拿到|领)"
    r"|(?P<needed>(?<!不)(?:尚|还)?需要?))(?:出|到)?了?[近约]?$"
)
# What is handed out among people.
SHARES = re.compile(
    r"分红款?|红利|股金|租金|工资|薪[水金酬]|补贴|补助|奖金|奖励|利息|报酬|劳务费|补偿款?|返利|慰问金|救助金"
)
AWAY = frozenset("钱捐全都")
GIVEN_AWAY = re.compile(r"钱?(?:全部|全都|都|一并)?捐(?!款箱)")  # 把3000元钱捐了出来
TOLD = 160  # characters before a figure in which it is said what is handed out


def name_given(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """捐款 of 捐出3万元; 分红 of 今天分红，老王家分到5000元; 所需资金 of 预计需要300万元."""
    text, start = reading.text, spot.quantity.start
    behind = text[spot.quantity.end : spot.quantity.end + 1]
    if behind in AWAY and GIVEN_AWAY.match(text, spot.quantity.end):
        return Named("捐款", None, "捐", "deed")
    if text[start - 1] not in LAST:
        return None
    moved = MOVED.search(text, spot.left_start, start)
    if moved is None:
        return None
    if moved["given"]:
        return Named("捐款", None, moved["given"], "deed")
    if moved["needed"]:
        bare = not spot.right and text[moved.start() - 1] not in "所必急"
        return Named("所需资金", None, "需要", "deed") if bare else None
    if SHARES.match(text, spot.quantity.end + text.startswith("的", spot.quantity.end)):
        return None
    paragraph = max(text.rfind("\n", 0, start) + 1, start - TOLD)
    told = SHARES.findall(text, paragraph, moved.start())
    return Named(told[-1], None, moved["got"], "deed") if told else None
