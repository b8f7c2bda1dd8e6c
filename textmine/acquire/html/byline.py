"""Lines that say who published a text and when, and the values in them.

A byline is a row of labels and values (发布时间：… 来源：… 作者：… 浏览次数：…); an office's
table of particulars (发文机关, 文号, 成文日期) is one, too, with tabs for colons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# field: labels before a colon or a tab. "" ends a value and is no field of its own.
LABELS: dict[str, tuple[str, ...]] = {
    "date": (
        "(?:发布|发表|发文|成文|印发|更新|刊登|刊发|发稿|公开|制定|生成)(?:时间|日期|于)",
        "(?:發布|發表|更新|上稿|刊登)(?:時間|日期|於)", "(?:公布|刊出)?日期", "时间", "時間",
    ),
    "site_date": ("(?:上传|入库|收录|分享|上載)(?:时间|日期|于|時間)",),
    "author": (
        "(?:文章)?作\\s{0,2}者", "撰稿人?", "撰文", "文字", "通讯员", "(?:本报)?记者", "記者",
    ),
    "issuer": (
        "(?:发布|公开|信息公开)(?:机构|单位|主体)", "(?:发文|制发|制定)(?:机关|单位)", "责任部门",
        "(?:信息|文章|稿件|内容|新闻|消息|资料)?来\\s{0,2}源", "(?:新聞|文章|資料)?來源",
        "發布(?:單位|機關)", "稿源", "出处", "供稿(?:单位)?", "转自",
    ),
    "number": ("(?:发文|發文)(?:字|文)[号號]", "文件编号", "文\\s{0,4}号"),
    "": (
        "(?:责任|本文|值班|执行|责)?编辑?", "(?:責任|網路|責)?編輯?", "审核", "校对", "签发",
        "[初复终]审", "摄影", "人气",
        "(?:浏览|点击|阅读|访问|查看|瀏覽|點閱)(?:次数|量|数|人次|數)?",
        "字\\s?[号體体號]", "大小", "评论", "分享(?:到|至)?", "打印", "收藏", "索\\s?引\\s?号",
        "主\\s?题\\s?词", "(?:主题|组配|体裁|信息)?分\\s?类", "关键[字词]", "有效性", "语种",
        "公开(?:方式|形式|范围)",
        "(?:生效|废止)日期", "名\\s{0,4}称", "标\\s{0,4}题", "格式",
        "页数", "文档编号", "上传人", "(?:所属)?(?:栏目|频道)", "移动端", "扫一扫",
    ),
}  # fmt: skip
# After a label: a colon, a tab, or at once a year, a count, a size of type, a bracket.
LABEL_END = (
    r"(?:\s{0,2}[：:︰]|[ ]?\t|(?=[ ]?(?:(?:19|20)\d\d[-/年.]|\d+ ?次|[大中小【\[]|\d{1,7}$)))"
)
GROUPS = (f"(?P<{field or 'other'}>{'|'.join(labels)})" for field, labels in LABELS.items())
LABEL = re.compile(rf"(?<![\u4e00-\u9fff])(?:{'|'.join(GROUPS)}){LABEL_END}")
YEAR = r"(?:19|20)\d\d"
MONTH = r"年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?"  # 年5月, 年5月3日
SPELT = r"[二一][〇○零九Oo0]\S{2}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
DATE = re.compile(
    rf"(?<!\d)(?:{YEAR}\s?(?:[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}(?!\d)|{MONTH})"
    rf"|民[国國]\s?\d{{2,3}}\s?{MONTH}|{YEAR}\d{{4}}(?!\d)|{SPELT})"
)
OWN_DATE = re.compile(rf"[（(]?\s?(?:{YEAR}\s?{MONTH}|{SPELT})\s?[）)]?")
CLOCK = re.compile(r"(?:上午|下午|星期.|周.)?\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?")
REPORTER = re.compile(r"[记記]者[ ]?([\u4e00-\u9fff]{2,4})[ ]?[／/][ ]?[^，。]{2,10}[報报][導道]")
MARGIN = " \t|｜丨/·•—-_,，;；:：[]【】()（）<>〈〉\u3000\xa0"
EMPTY = re.compile(r"(?i:null|none|undefined|n/a)|无|未知|佚名|本站|网络|互联网|管理员|admin")
LONGEST = 200  # characters of a byline
LONGEST_VALUE = 60
FILLED = 0.6  # share of a byline that labels, values and dates make up


class Stated(NamedTuple):
    """A value of a byline: the field, and where it stands in the line."""

    field: str
    start: int
    end: int


def is_own_date(line: str) -> bool:
    """Whether a line is a date as a document bears it below its title: (2010年5月)."""
    return OWN_DATE.fullmatch(line.strip()) is not None


def find_stated(line: str) -> Iterator[Stated]:
    """The values of a line with labels; a date also without one."""
    dated = False
    for label, end in _labelled(line):
        stated = _value(line, label.lastgroup or "", label.end(), end)
        if stated:
            dated = dated or stated.field in ("date", "site_date")
            yield stated
    if reporter := REPORTER.search(line):
        yield Stated("author", *reporter.span(1))
    if not dated and (date := DATE.search(line)) and is_byline(line):
        yield Stated("date", *date.span())


def _labelled(line: str) -> Iterator[tuple[re.Match[str], int]]:
    """Labels, and where the value of each ends."""
    labels = list(LABEL.finditer(line))
    for number, label in enumerate(labels, 1):
        yield label, labels[number].start() if number < len(labels) else len(line)


def _value(line: str, field: str, start: int, end: int) -> Stated | None:
    if field == "other":
        return None
    if field in ("date", "site_date"):
        date = DATE.search(line, start, end)
        return Stated(field, *date.span()) if date else None
    if date := DATE.search(line, start, end):  # 来源：人民网 2012-05-03
        end = date.start()
    end = start + len(line[start:end].rstrip(MARGIN))
    start = end - len(line[start:end].lstrip(MARGIN))
    if line.count("（", start, end) > line.count("）", start, end) and line[end : end + 1] == "）":
        end += 1
    value = line[start:end]
    if not value or len(value) > LONGEST_VALUE or EMPTY.fullmatch(value) or "。" in value:
        return None
    return Stated(field, start, end)


def is_byline(line: str) -> bool:
    """Whether a line is made of labels with values, dates and clock times, and little else."""
    if len(line) > LONGEST or "。" in line:
        return False
    rest = list(line)
    for label, end in _labelled(line):
        end = min(end, label.end() + LONGEST_VALUE)
        rest[label.start() : end] = " " * (end - label.start())
    left = "".join(rest)
    for known in (DATE, CLOCK, REPORTER):
        left = known.sub("", left)
    return len(re.sub(r"\W", "", left)) <= (1 - FILLED) * len(re.sub(r"\W", "", line))
