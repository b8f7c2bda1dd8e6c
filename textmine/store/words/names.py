"""The Chinese names of closed lists, for people who read tables; `naming` has those of patterns.

In English the values are words already: implemented, yoy, county.
"""

from __future__ import annotations

from collections.abc import Mapping

from textmine.store.words.naming import Tongue

STATUS = {"implemented": "已实施", "proposed": "拟实施"}
GENRES = {
    "case": "案例",
    "plan": "方案",
    "speech": "讲话",
    "news": "新闻",
    "paper": "论文",
    "regulation": "规定",
    "other": "其他",
}
MODIFIERS = {"about": "约", "over": "以上", "under": "以下"}
CHANGES = {
    "yoy": "同比",
    "increase": "增加",
    "decrease": "减少",
    "increase_to": "增至",
    "decrease_to": "减至",
}
ROLES = {
    "context": "背景",
    "input": "投入",
    "output": "产出",
    "outcome": "成效",
    "target": "目标",
}
LEVELS = {
    "country": "国家",
    "province": "省",
    "city": "市",
    "county": "县",
    "township": "乡镇",
    "village": "村",
    "region": "区域",
    "other": "其他",
}
VERDICTS = {"right": "核对无误", "corrected": "已更正", "added": "人工补充"}
FIELDS = {
    "name": "名称",
    "status": "状态",
    "patterns": "模式",
    "subtypes": "子类",
    "span": "起止",
    "indicator": "指标名",
    "value": "数值",
    "value_max": "上限",
    "unit": "单位",
    "modifier": "限定",
    "change": "变化",
    "period": "时期",
    "place": "地点",
}
VARIANTS = {"hans": "简体", "hant": "繁体"}


def call(value: str | None, names: Mapping[str, str], tongue: Tongue) -> str | None:
    """A value of a list in a language; itself where the list lacks it."""
    return names.get(value, value) if value and tongue == "zh" else value
