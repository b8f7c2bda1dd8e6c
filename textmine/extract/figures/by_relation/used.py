"""What a part goes to: 集体收益40%用于扩大再生产, 岗位四成留给本地人."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot

USED = re.compile(
    r"(?:直接|全部|主要)?(?:(?<!合)作(?!业|物|用)|转作|用于|用作|用来|留作|留给|归|分给|投向|投入|返还|返给|直接给|奖给|交给|提作|充作|转入|存入|上缴)[^，,。；;、\d]{1,14}"
)
DIVIDED_BY = re.compile(
    r"(?:^|[，,。；;])(?P<what>[^，,。；;\d]{2,8}?)(?:再|则|均|全部)?按照?[^，,。；;]{0,12}比例[^，,。；;]{0,6}[，,]$"
)


def name_use(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """集体收益40%用于扩大再生产、20%用于公益事业: the share of a use."""
    use = USED.match(reading.text, spot.quantity.end, spot.right_end)
    if use is None:
        return None
    listed = previous is not None and previous.way == "use"
    owner = previous.head if listed and previous else spot.before.text
    if not owner:
        owner = (previous.head if previous else "") or reading.matter(spot) or reading.topic(spot)
    said = reading.text[spot.sentence_start : spot.clause_start]
    if not listed and "比例" in said:  # 集体分红再按“2413”的比例分配，其中20%分给村民
        owner = next((by["what"] for by in DIVIDED_BY.finditer(said)), owner)
    if owner and THINGS.search(owner):  # 留给本地人的|岗位
        return Named(f"{use[0]}的{owner}占比", owner, None, "use")
    return Named(f"{owner}{use[0]}比例", owner, None, "use")


# What is no money: 岗位, 名额, 房源
THINGS = re.compile(r"(?:岗位?|名额|席位?|房源|摊位|车位|床位|铺位|订单|指标|[户人员])$")
