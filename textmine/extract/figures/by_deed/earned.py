"""What was earned, where only the verb says so: 打工挣了3万元, 卖柑橘净赚4.2万元."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_money

ADVERBS = frozenset("能 可 就 便 也 还 可以 能够 就能".split())
LAST = frozenset("挣赚落剩账手下了到得来个回上近约")
EARNED = re.compile(
    r"(?:(?P<net>[净纯])(?:挣|赚|落|剩|得)|(?<![多少])(?:挣|赚|进账|入账|到手)|落(?=不?下))"
    r"(?:不?下|[了到得来个回上]){0,2}[近约]?$"
)


def name_earned(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """打工收入 of 一年打工挣了3万元, 净收入 of 净落1.8万元."""
    start = spot.quantity.start
    if reading.text[start - 1] not in LAST or not is_money(spot.quantity.unit):
        return None
    earned = EARNED.search(reading.text, spot.left_start, start)
    if earned is None:
        return None
    told = [token for token in spot.left if token.end <= earned.start()]
    while told and told[-1].word in ADVERBS:  # 打工|能|挣, but 缝纫|技能
        told = told[:-1]
    by = phrase_before(told)
    spared = COSTS.search(reading.text, spot.left_start, earned.start())
    bare = spared or not by.text or len(by.text) > LONGEST or WHOM.search(by.text)
    way = "" if bare else ABLE.sub("", (by.action or "") + by.text)
    return Named(f"{way}{earned['net'] or ''}收入", way or None, None, "deed")


# 卖羊|卖了3万元, 修路|修了8公里: a verb said again behind its object
COPIED = re.compile(
    r"(?P<deed>(?P<verb>[卖买种养修开吃读看建打挖栽送跑做喝讲办交织编采摘])(?![了过出到])[^，,。；;、\d了的]{1,4})"
    r"(?:就|也|都|又|已经?|共|一共)?(?P=verb)[了过出到掉上]{1,2}[近约]?$"
)


def name_copied(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """卖羊收入 of 卖羊卖了3万元; 修路 of 修路修了8公里."""
    copied = COPIED.search(spot.said) if spot.said[-1:] in COPIED_LAST else None
    if copied is None:
        return None
    deed = copied["deed"]
    sold = is_money(spot.quantity.unit) and copied["verb"] == "卖"
    return Named(deed + "收入" * sold, deed, copied["verb"], "deed")


COPIED_LAST = frozenset("了过出到掉上近约")
ABLE = re.compile(r"(?<=[树棵株亩户人家地田头只鱼猪羊牛鸡娘])能$")  # 每棵树能|挣, cut as 树能
COSTS = re.compile(r"[除刨扣抛减去][去掉除开]")  # 除去开销净剩9000元
LONGEST = 10  # characters of how it was earned
WHOM = re.compile(r"(?:[我你他她]|[们家人户民员]|老[^\W\d])$")
