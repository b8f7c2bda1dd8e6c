"""Prices that only selling tells: 石榴一公斤卖到22元, 每斤茶叶能卖80元, 土鸡蛋一个卖2元."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot

LAST = frozenset(
    "卖售到了出上得价给过约近斤克吨只头个颗枚瓶盒箱袋件条尾株棵双筐串支两担张份碗杯桶捆本才就只能有不"
)  # what such a verb ends in: cheaper than a search
EACH = "(?P<each>[每一](?:公斤|千克|[斤吨只头个颗枚瓶盒箱袋件条尾株棵双筐串支两担张份碗杯桶捆本]))"
# By how much it is sold, the thing before or behind that, and that it is sold.
SOLD = re.compile(
    rf"{EACH}(?P<thing>[^，,。；;、\d比较]{{0,8}}?)"
    r"(?:[就也都才只便还再可能要最]|可以|能够|现在|如今|原来|平均|至少|最[高低多少好]|均价|市场价){0,4}"
    r"(?:卖|售)(?:[到了出上得过给]|价){0,2}[约近不]?$"
)
# 鲜叶最高卖到|每斤|120元
SOLD_AT = re.compile(rf"(?P<thing>)(?:最[高低多]|平均|能|可|就)?(?:卖|售)(?:到|了|出|价)?{EACH}$")
# 卖鲜叶|一斤|才8块钱
SOLD_FIRST = re.compile(
    rf"卖(?P<thing>[^，,。；;、\d了]{{1,6}}?){EACH}(?:才|就|只|能|有|得){{0,2}}$"
)
AGAIN = re.compile(r"(?:卖|售)[到了出上]?$")
WHEN = re.compile(r"(?:最?[高低好差多少贵](?:的)?(?:时候?|峰|年份)|现在|如今|原来|以前|去年|今年)$")
PRICED = re.compile(r"(?:卖价|售价|价格|单价|行情)$")
ERA = re.compile(r"(?:[年月]|(?<!月)季)$|^民国$")  # a clause that only says when
LONGEST = 8  # characters of what is sold


def name_priced(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """石榴每公斤售价 of 石榴一公斤卖到22元."""
    if spot.after.text or spot.said[-1:] not in LAST:
        return None
    sold = SOLD.search(spot.said) or SOLD_AT.search(spot.said) or SOLD_FIRST.search(spot.said)
    again = previous is not None and (previous.indicator or "").endswith("售价")
    if sold is None:
        return previous if again and AGAIN.search(spot.said) else None
    thing = phrase_before(reading.tokens(spot.left_start, spot.left_start + sold.start())).text
    thing = sold["thing"] or WHEN.sub("", thing)
    if not thing:
        told = previous.head if previous else reading.matter(spot) or reading.topic(spot)
        thing = PRICED.sub("", told or "")
    thing = "" if len(thing) > LONGEST or ERA.search(thing) else thing
    return Named(f"{thing}每{sold['each'][1:]}售价", thing or None, None, "attribute")
