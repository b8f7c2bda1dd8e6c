"""What an article is as a whole: its genre, whether it breaks off, whether it may be evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textmine.clean.lines import CLOSING
from textmine.types import Genre

# ---- genre --------------------------------------------------------------------------------------
# Tried on the title in this order; the last word of a title says what a document is.
GENRES: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    ("speech", re.compile(r"讲话|致辞|致词|发言|演讲|主持词|讲稿|述职")),
    (
        "paper",
        re.compile(
            r"研究|初探|探析|浅谈|浅析|试论|论|刍议|思考|对策|路径|逻辑|机理|综述|探讨|分析"
        ),
    ),
    (
        "case",
        re.compile(
            r"经验|做法|案例|总结|汇报|调查|调研|启示|探索|实践|纪实|侧记|典型|材料|工作报告|情况报告|情况的报告"
        ),
    ),
    ("plan", re.compile(r"方案|规划|计划|要点|安排|打算|设想|预案|纲要")),
    (
        "regulation",
        re.compile(
            r"政策.{0,6}(?:问答|解答|解读)|条例|办法|规定|细则|制度|通知|决定|意见|规程|章程|守则|准则|规则|批复|通报|公告"
        ),
    ),
)
# A title that tells what somebody did with rules is none of them: 某镇推行流动党员联系制度.
RULES_AT_WORK = re.compile(
    r"^(?!关于|.*的(?:通知|意见|决定)).{2,}?(?:推行|推出|实行|探索|创新|落实|出台|建立|健全|完善).{2,30}制度"
)
ENDS_WITH_KIND = re.compile(
    r"(?P<plan>(?:实施|工作|试点|活动)?(?:方案|规划|计划|要点|安排|预案))|(?P<regulation>条例|办法|规定|细则|通知|决定|意见|规程|章程|规则|批复)"
    r"|(?P<speech>讲话|致辞|发言|讲稿)|(?P<case>总结|汇报|经验材料|典型材料|调研报告|调查报告|纪实|案例|(?<!研究)报告)"
)
NEWS_OPENING = re.compile(
    r"^.{0,30}?(?:讯[(（\s]|讯$|本报讯|记者|通讯员|昨天|昨日|日前|近日|\d{1,2}月\d{1,2}日[,，]|\d{1,2}日(?:上午|下午)?[,，])"
)
PAPER_MARK = re.compile(
    r"^[\[【(（]?(?:摘\s*要|关\s*键\s*词|关键字|abstract|key\s*words)", re.IGNORECASE
)
# What a journal's page says beside the text; a site's notes have none of it.
JOURNAL_NOTE = re.compile(r"中图分类号|文献标识码|文章编号|收稿日期")
SHORT_NEWS = 3000  # characters
CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
NOTE_OF_TITLE = re.compile(r"[(（].{0,20}[)）]$")


def judge_genre(
    title: str | None, lines: Sequence[str], *, published: bool = False, notes: Sequence[str] = ()
) -> Genre:
    """What kind of document it is, by its title, its opening and its outer form.

    *published* says that its page has a publication line, as news have; *notes* are the lines
    that say when, whence and by whom.
    """
    title = NOTE_OF_TITLE.sub("", title or "")
    if any(PAPER_MARK.match(line) for line in lines[:8]):
        return "paper"
    if any(JOURNAL_NOTE.search(note) for note in notes):
        return "paper"
    for match in ENDS_WITH_KIND.finditer(title):
        if match.end() == len(title):
            return match.lastgroup  # type: ignore[return-value]
    short = _is_short(lines)
    if short and NEWS_OPENING.match(lines[0]):
        return "news"
    return _genre_within(title) or ("news" if short and published else "other")


def _genre_within(title: str) -> Genre | None:
    """The genre of the first kind of word that stands anywhere in a title."""
    at_work = RULES_AT_WORK.search(title) is not None
    genres = (genre for genre, pattern in GENRES if pattern.search(title))
    return next((genre for genre in genres if genre != "regulation" or not at_work), None)


def _is_short(lines: Sequence[str]) -> bool:
    """Whether a text may be a piece of news: not long, and without chapters."""
    chapters = sum(CHAPTER.match(line) is not None for line in lines)
    return bool(lines) and sum(map(len, lines)) <= SHORT_NEWS and chapters < 2


# ---- preview ------------------------------------------------------------------------------------
FINAL = "。！？!?…；;：:"
SURELY_TORN = 40
LEAST_TORN = 8  # characters of a last line that no sentence ends
TELLS = re.compile(r"^[^，,。；;：:\d]{3,16}(?:是|使|把|将|对|为了|成为|已经)[^。；;：:]{3,24}$")
# A last line that ends well without a full stop: whom to call, who signs, when.
COMPLETE = re.compile(r"联系|电话|邮箱|地址|网址|邮编|[:：][^，,。]{0,20}$|\d[日月年]?$")


# 一、…, (二)…: a heading, of which text must follow; not "附:一、二等奖名单"
HEADS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^。；;:：]{2,40}$"
)


def is_truncated(lines: Sequence[str]) -> bool:
    """Whether the last line stops in mid-sentence, or heads what is not there."""
    if not lines:
        return False
    last = lines[-1].rstrip()
    before = lines[-2].rstrip() if len(lines) > 1 else ""
    if HEADS.match(last) and before[-1:] in FINAL and _heads_prose(lines):
        return True
    if HEADS.match(before) and _begins_to_tell(last):
        return True
    if last[-1:] in "，,、":
        return True
    if last[-1:] in FINAL + CLOSING + "*":
        return False
    if len(last) < LEAST_TORN or not any(sign in last for sign in "。，,；;"):
        return False
    return len(last) >= SURELY_TORN or COMPLETE.search(last) is None


def _heads_prose(lines: Sequence[str]) -> bool:
    """Whether the headings of a text stand above prose: a list of items is whole."""
    return any(
        HEADS.match(line) and following[-1:] == "。" and len(following) >= SURELY_TORN
        for line, following in pairwise(lines)
    )


def _begins_to_tell(last: str) -> bool:
    """Whether the only line below a heading is a sentence's beginning: 政治功能是基层党组织最基."""
    return last[-1:] not in FINAL + CLOSING and TELLS.search(last) is not None


# ---- suspicion ----------------------------------------------------------------------------------
MODEL_TEXT = re.compile(
    r"范文|模板|样本|样板|参考稿|模版|例文|\(通用\d*篇?\)|（通用\d*篇?）|精选\d+篇|\d篇(?:合集|汇编|范文)"
)
PLACEHOLDER = re.compile(
    r"(?:[×xX＊*Ｘ○]{1,4}|\*\*)(?:省|市|县|区|镇|乡|村|街道|社区|县区|同志|公司|单位|局|委|年|月)|(?:xx|XX|××|\*\*|○○){1,3}(?=[\u4e00-\u9fff])"
    r"|[●◯〇]{2,4}(?:省|市|县|区|镇|乡|村|街道|社区|同志|公司|单位|局|委)"
)
BLANK = re.compile(r"_{3,}|＿{2,}|[(（]\s{2,}[)）]|[(（]此处|（略）|\[填写|【填写")
STAND_INS = "×xX＊*Ｘ○●◯〇"  # one begins every placeholder
STAND_IN = re.compile(f"[{STAND_INS}]")
BLANKS = ("___", "＿＿", "(  ", "（  ", "此处", "（略）", "[填写", "【填写")
DEMO = re.compile(r"演示|示例文档|测试文档|demo", re.IGNORECASE)
# "(本文为演示文本,内容虚构)": what a page says of its text, in either script.
DEMO_NOTE = re.compile(r"本文[^。\n<]{0,20}(?:演示|示例|测试)文[本档檔]")


def is_demo(page: str) -> bool:
    """Whether a page says that its text was made up to show something."""
    return DEMO_NOTE.search(page) is not None


def find_suspicion(title: str | None, lines: Sequence[str], frame: str = "") -> str | None:
    """Why an article may be no evidence, or None. *frame* is what the page says around it."""
    title = title or ""
    if match := MODEL_TEXT.search(title):
        return f"model text: {match[0]}"
    text = "\n".join((title, frame, *lines))
    if match := _find_placeholder(text):
        return f"placeholder: {match[0]}"
    if any(sign in text for sign in BLANKS) and (match := BLANK.search(text)):
        return f"blank to fill in: {match[0].strip()}"
    match = DEMO.search(title)
    return f"demonstration: {match[0]}" if match else None


def _find_placeholder(text: str) -> re.Match[str] | None:
    """XX县, ××同志: looked for only where a text has such a sign at all."""
    if not any(sign in text for sign in STAND_INS):
        return None
    found = (PLACEHOLDER.match(text, sign.start()) for sign in STAND_IN.finditer(text))
    return next((match for match in found if match), None)
