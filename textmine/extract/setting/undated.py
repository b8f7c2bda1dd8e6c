"""Periods that date no figure: of a dateline, a title, an honour, or what is only compared with."""

from __future__ import annotations

import re

from textmine.detect.layers import FoundPeriod

BACK = 48  # characters in which a title may be opened

# What a date of a newspaper's first line is followed by: when it was written.
DATELINE = re.compile(
    r"\s*+(?:(?<![年月])(?:讯(?![息问号])|(?:电|消息)(?:(?![\u4e00-\u9fff])|(?=记者|通讯员))|报道)|[（(]记者)"
)
# 比2005年增长三倍, 是2020年的3.2倍, 恢复到2019年同期的九成: the year that is compared with.
COMPARED_BEFORE = re.compile(r"(?:比|较|相当于|是|为|于|[到至达])$")
LEVEL = re.compile(r"(?:(?<![回])[降升跌高加减长大少小短]|发展|扩展|缩短|压缩)[到至]$")
COMPARED_BEHIND = re.compile(
    r"(?:底|末|初|全年|同期|同月)?(?:水平)?(?:的)?"
    r"(?:相比|增|减|提|下|上|翻|多|少|高|低|净"
    r"|的?(?:约|近|超过?)?(?:百分之[一二三四五六七八九十百]"
    r"|(?:\d{1,9}(?:\.\d{1,4})?|[一二三四五六七八九十两]{1,5})(?:多|余)?(?:倍|%|％|成)))"
)
PART = re.compile(
    r"(?:同期|同月)?(?:水平)?的(?:约|近|超过?)?"
    r"(?:百分之[一二三四五六七八九十百]|[\d一二三四五六七八九十两.]+(?:多|余)?(?:倍|%|％|成))"
)
LAST_YEAR = frozenset(
    {"一年来", "一年以来", "一年多来", "过去一年", "过去的一年"}
)  # of the year just named, if one was
# 为2019年以来最高, 自2019年以来首次: since when there was none like it
RECORD = re.compile(r"的?(?:最[高好低快优大多]|首次|新[高低]|第[一二三])")
# 上世纪七十年代修建的小区: says when it was built, not of when its figures are.
ATTRIBUTIVE = re.compile(
    r"(?:前后|初期?|末期?|中期|底)?(?:修建|建成|建造|兴建|始建|出生|毕业|入党|成立|竣工|落成|投用"
    r"|查摆|查找|梳理|反馈|排查|印发|出台|颁布|下发|签订|确定|制定)(?:出|出来)?的"
)
# 荣获2014年全国文明村称号: the year of a title, not of the figures behind it.
HONOURED = re.compile(
    r"(?:荣获|荣膺|获评|获得|获|评为|评选为|入选|授予)(?:了)?[“《]?[^，,。；;\d]{0,6}$"
)
TITLE = re.compile(
    r"[^，,。；;\d]{0,28}?(?:称号|荣誉|先进|示范|十佳|百强|优秀|文明|模范|最美|美丽|典型|等次|奖(?![补励金]))"
)


def may_date(text: str, period: FoundPeriod) -> bool:
    """Whether it may date a figure: no dateline, no year of a title or a comparison."""
    end = period.end
    if period.text in LAST_YEAR or _is_titled(text, period):
        return False
    if period.text.endswith("以来") and RECORD.match(text, end):
        return False
    told = DATELINE.match(text, end) or ATTRIBUTIVE.match(text, end)
    return told is None and not _is_compared(text, period)


def _is_titled(text: str, period: FoundPeriod) -> bool:
    """Whether it belongs to the name of a document or of an honour."""
    before = text[max(0, period.start - BACK) : period.start]
    if before.rfind("《") > before.rfind("》"):
        return True
    return bool(HONOURED.search(before[-12:]) and TITLE.match(text, period.end))


def _is_compared(text: str, period: FoundPeriod) -> bool:
    """Whether something is only compared with it."""
    compared = COMPARED_BEFORE.search(text, max(0, period.start - 3), period.start)
    if compared is None or LEVEL.search(text, max(0, period.start - 4), period.start):
        return False  # 由2014年的18.6%降至2018年的1.2%
    behind = PART if compared[0] in "到至达" else COMPARED_BEHIND
    return behind.match(text, period.end) is not None
