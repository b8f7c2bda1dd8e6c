"""Who issued a document, of what level that body is, and the number it gave the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textmine.clean.fields import (
    BODIES,
    BRACKETS,
    DOCUMENT_NUMBER,
    MEDIUM,
    ORDER,
    ORDER_NUMBER,
    is_body,
)
from textmine.clean.lines import squash

# 某某市人民政府办公室关于…, 某某县委印发…
ENTITLED = re.compile(rf"({BODIES.pattern})\s*+(?:关于|印发|转发|批转)(?=.{{4}})")
COLUMN = re.compile(r"^(?:“[^”]{2,16}”|【[^】]{2,16}】)\s*")  # of the site, before a title
CITES = re.compile("根据|依据|依照|按照|遵照|为|贯彻|转发|学习|现将")  # another document
FIRST_LINES = 6  # among which a document's number stands
LONGEST_NUMBERED = 80  # characters of a line with a number

# The last division that a body's name gives; what has none is of the whole country.
LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "country",
        re.compile(
            r"^(?:中共中央|中央|国务院|全国|国家|中华|中国(?!共产党)|最高人民)"
            r"|^(?:外交|教育|科技|科学技术|公安|民政|司法|财政|人力资源和?社会保障|自然资源|国土资源|生态环境|环境保护"
            r"|建设|住房和?城乡建设|交通|交通运输|水利|农业|农业农村|商务|文化|文化和旅游|卫生|铁道|应急管理|工业和信息化|退役军人事务)部"
        ),
    ),
    (
        "village",
        re.compile(
            r"(?:村|社区|居)(?:党|支部|总支|委|民委员会|联合党)|村委会|居委会"
            r"|社区(?!建设|工作|治理|矫正|教育|学院|大学|医院|银行)"
        ),
    ),
    (
        "township",
        re.compile(r"[\u4e00-\u9fff](?:乡|镇|街道)(?!党校|企业|建设|规划|振兴)|^(?:乡|镇|街道)"),
    ),
    (
        "county",
        re.compile(
            r"[\u4e00-\u9fff](?:县|(?<!自治)(?<![社校园小林景矿地专库灾])区|旗)(?!域)|^(?:县|区)"
        ),
    ),
    (
        "province",
        re.compile(
            r"^(?:中共|中国共产党|共青团)?(?:北京|天津|上海|重庆)市?(?!政法|大学|学院|师范)"
        ),
    ),
    ("city", re.compile(r"[\u4e00-\u9fff](?:市|州(?!省)|盟(?!市))|^(?:市|州)|地区|地委|行署")),
    (
        "province",
        re.compile(
            r"[\u4e00-\u9fff](?:省|自治区)|^(?:省|自治区)|新疆|西藏|内蒙古|广西|宁夏"
            r"|^(?:中共)?(?:河北|山西|辽宁|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)"
            r"(?!大学|师范|农业大学|财经|理工|[省])|[\u4e00-\u9fff]厅$"
        ),
    ),
)


def level_of(body: str) -> str | None:
    """The level of a body by the last division that its name gives (寿光市 counts as a city).

    None where it gives none, and for a medium: 中国青年报 is no office of the state.
    """
    if MEDIUM.search(body):
        return None
    for level, pattern in LEVELS:
        if pattern.search(body):
            return level
    return None


def title_issuer(title: str) -> str | None:
    """The body with whose name a title begins: 某某市人民政府关于…的意见."""
    match = ENTITLED.match(COLUMN.sub("", title))
    if match is None or not is_body(match[1]):
        return None
    first: str = match[1].split()[0]  # of several that issue it together
    return first if is_body(first) else match[1]


def number_above(lines: Sequence[str]) -> str | None:
    """The number that one of the first lines begins with, or that two of them make up."""
    short = [squash(line) for line in lines[:FIRST_LINES] if len(line) <= LONGEST_NUMBERED]
    for line in short[:3]:
        match = DOCUMENT_NUMBER.match(line.lstrip(BRACKETS))
        if match and not CITES.match(match[0]):
            return match[0]
    for order, number in pairwise(short):
        if ORDER.fullmatch(order) and ORDER_NUMBER.fullmatch(number):
            return order + number.strip(BRACKETS)
    return None
