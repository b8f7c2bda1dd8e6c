"""Villages, firms and the like that are counted right before a figure of theirs."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_count

# 9个|村集体经济年收入超过20万元: those that reach it are counted
REACHING = re.compile(
    r"(?P<head>(?:行政|建制|自然)?村(?!级|里|民)|企业|合作社|家庭农场|家庭|农户|公司|乡镇|镇|社区|县|园区)"
    r"(?P<measure>[^，,。；;\d的]{0,12}?(?:收入|产值|营收|利润|税收|纳税|销售额|产量|规模))"
    r"(?P<limit>(?:都|均|已|全部)?(?:超过?|过|突破|达到?|不足|低于|在)[约近]?"
    r"[\d.]+[万亿]?(?:余|多)?元(?:以上|以下|以内)?)"
)
# 3个|村集体经济年均增长18%, 9个|社区物业费收缴率提高到95%: the figure behind is theirs
OWNING = re.compile(
    r"((?P<head>[^，,。；;、\d的了“]{0,6}?"
    r"(?:村(?![级里民务])|企业|农户|家庭(?!农场)|农场|小镇|大户|合作社|社区|公司|乡镇|街道|园区|协会|学校|医院|窗口|站点))"
    r"[^，,。；;、\d的了“]{0,7}?(?:收入|产值|营收|利润|税收|销售额|产量|经济|总数|总量|总额|面积"
    r"|[^效]率|满意度|办件量|时间|成本))(?:同比|平均|年均|分别|[均都已也])?"
    r"(?:(?:增长|提高|提升|上升|增加|下降|降低|减少|压缩|缩短|达)[到至]?[了近约]?"
    r"(?=[\d一二两三四五六七八九十])|(?=占[^，,。；;、\d]{1,16}\d))"
)


# 八成|党员年龄在50岁以下
AGED = re.compile(
    r"(?:的)?(?P<head>[^\W\d的]{1,6}?[员部民户众人工师生者])(?:的?年龄)?(?:都|均)?(?P<limit>(?:在|不到|不足|超过)\d+(?:周?岁)(?:以上|以下|以内)?)"
)


def name_limited(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """年龄在50岁以下的党员占比 of 八成党员年龄在50岁以下; 收入超过10万元的村占比."""
    if spot.before.text or not spot.is_followed:
        return None
    begin = spot.quantity.end + reading.text.startswith("的", spot.quantity.end)
    aged = AGED.match(reading.text, begin, spot.clause_end)
    if aged:
        limit = aged["limit"].removeprefix("在")
        return Named(f"年龄{limit}的{aged['head']}占比", aged["head"], None, "share")
    match = REACHING.match(reading.text, begin, spot.clause_end)
    if match is None:
        return None
    whole = f"{match['measure']}{match['limit']}的{match['head']}占比"
    return Named(whole, match["head"], None, "share")


def name_reaching(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """6家企业年产值超过1亿元: how many reach it; 3家企业产值增长20%: whose figure it is."""
    if not is_count(spot.quantity.unit):
        return None
    match = REACHING.match(reading.text, spot.quantity.end)
    if match is None:
        owner = OWNING.match(reading.text, spot.quantity.end)
        return Named(owner["head"], owner[1], None, "class") if owner else None
    whole = f"{match['measure']}{match['limit']}的{match['head']}"
    return Named(whole, match["head"] + match["measure"], None, "class")
