"""Money that is parted among people and uses, or paid by the month, where no noun names it.

红利12万元，其中2万元奖给学生、1万元留作公积金 are parts of what was told before; 一个月1200元, of
somebody at work, is a wage.
"""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot

GOING = frozenset("分留交返归奖送付发拨捐借转用投作充存全直都再")
# 5万元|分给脱贫户, 8万元|留作发展资金
WENT = re.compile(
    r"(?:直接|全部|全都|再|都)?(?P<use>(?:(?:分|留|交|返还|归还|奖励?|送|付|发放?|拨|捐|借|转)给|返还|归"
    r"|用于|用来|用作|用在|留作|投向|投入到|作为|充作|转作|转入|存入)(?!了|于|的)[^，,。；;、\d]{1,12}?)(?=[，,。；;、]|$)"
)
NOUN = re.compile(r"[^\W\d的]{2,10}$")
SUM = re.compile(r"(?:增长|比重|比例|占比|上升|下降|分给|留给|用于)")

# 村民老陈现在|每月|6000多元
MONTHLY = frozenset("月天日约近有能拿领挣赚")
PAID = re.compile(
    r"(?P<each>每个?月|一个月|月均|每天|一天|每日)(?:[大最]概|[最至]少|也|都|还|就|能|可以?|有|拿到?|领到?|挣到?|赚到?|约|近){0,3}$"
)
WORK = re.compile(
    r"工作|打工|上班|务工|干活|岗位|就业|上岗|做工|工资|月薪|[保护驾清洁理接服][^，,。]{0,3}员"
)
WHO = re.compile(r"[人员户民工师手者娘嫂叔伯哥姐妈爸]$|^(?:我|她|他|自己|大家|本人)们?$")
TOLD = 60  # characters before a wage in which it is said that somebody works


def name_parted_sum(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """分给脱贫户的分红款 of 分红款20万元里，5万元分给脱贫户."""
    text, end = reading.text, spot.quantity.end
    if spot.before.text or spot.before.action or text[end : end + 1] not in GOING:
        return None
    went = WENT.match(text, end, spot.clause_end)
    if went is None:
        return None
    whole = _whole(previous) or "资金"
    use = went["use"]
    return Named(use if use.endswith(whole) else f"{use}的{whole}", whole, None, "deed")


def _whole(previous: Named | None) -> str:
    """The sum that was told before; of a part, the sum that it is part of."""
    if previous is None or previous.unit != "元":
        return ""
    told = previous.head or ""
    told = told if len(told) > 1 else previous.indicator or ""
    return told if NOUN.fullmatch(told) and not SUM.search(told) else ""


def name_paid(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """月工资 of 在扶贫车间干活，一个月2300元."""
    text, start = reading.text, spot.quantity.start
    if spot.after.text or text[start - 1] not in MONTHLY:
        return None
    paid = PAID.search(text, spot.left_start, start)
    if paid is None:
        return None
    whose = phrase_before(reading.tokens(spot.left_start, paid.start())).text
    if whose and not WHO.search(whose):
        return None
    told = WORK.search(text, max(0, spot.clause_start - TOLD), paid.start())
    if told is None:
        return None
    said = paid["each"][0] == "每"  # 每月, which is put before the name at last
    each = "" if said else "月" if "月" in paid["each"] else "日"
    return Named(f"{each}工资", None, None, "attribute")
