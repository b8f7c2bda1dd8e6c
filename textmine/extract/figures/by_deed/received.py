"""Money with its noun and the verb that pays it: 书记每月发津贴300元, 农户一年交36元卫生费."""

from __future__ import annotations

import re

from textmine.extract.figures.by_deed.verbed import FOLK, before_verb, payer_of
from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot

# 书记|每月|发|津贴|300元, 农户|一年|交|36元|卫生费: what money it is that is paid
PAYING = frozenset(
    (
        "发 领 领取 享受 得 获 交 缴 缴纳 收 收取 只收 补助 给 发给 发放 提 提取 拿 付 支付 返还 "
        "安排 落实 核拨 拨"
    ).split()
)
GIVEN_OUT = frozenset("发 给 发给 发放 补助 返还 安排 落实 核拨 拨 提 提取".split())
MONEY = re.compile(
    r"[^\W\d]{0,5}(?:[补津]贴|补助|工资|报酬|租金|分红|红利|[^\W\d](?:费|金|款)"
    r"|费用|邮资|养老金|奖励|绩效|利息|押金)$"
)


SUMMED = frozenset("累计 共 共计 合计 总计 达 达到 约 近 超过 为".split())


def name_received(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """书记每月津贴 of 书记每月发津贴300元, 农户每年卫生费 of 农户一年交36元卫生费."""
    left, behind = spot.left, spot.after.text
    while left and left[-1].word in SUMMED:
        left = left[:-1]
    at = len(left) - 1
    if behind and MONEY.fullmatch(behind) and left and left[-1].word in PAYING:
        noun = behind
    elif not spot.is_followed and at > 0 and MONEY.search(left[-1].word):
        at = next((i for i in range(at - 1, max(at - 4, -1), -1) if left[i].word in PAYING), -1)
        noun = "".join(token.word for token in left[at + 1 :]) if at >= 0 else ""
        if not MONEY.fullmatch(noun):
            return None
    else:
        return None
    upto, each, _by_month = before_verb(left, at)
    who = payer_of(reading, left[:upto])
    if who and not each and left[upto:at] and not spot.is_each:
        each = SPANS.get("".join(token.word for token in left[upto:at]), "")
    paid_out = left[at].word in GIVEN_OUT and not (PERSON.search(who) or FOLK.search(who))
    who = "" if paid_out or who in noun else who
    if not (who or each) or each in noun:
        return None
    return Named(f"{who}{each}{noun}", noun, left[at].word, "attribute")


SPANS = {"一年": "每年", "一个月": "每月", "一天": "每天", "按月": "每月", "一学期": "每学期"}
