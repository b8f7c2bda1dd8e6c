"""What an article is as a whole: its genre, whether it is a preview, whether it may be evidence,
and between which years it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.clean.fields import CN_YEAR, read_date
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
            r"条例|办法|规定|细则|制度|通知|决定|意见|规程|章程|守则|准则|规则|批复|通报|公告"
        ),
    ),
)
ENDS_WITH_KIND = re.compile(
    r"(?P<plan>(?:实施|工作|试点|活动)?(?:方案|规划|计划|要点|安排|预案))|(?P<regulation>条例|办法|规定|细则|通知|决定|意见|规程|章程|规则|批复)"
    r"|(?P<speech>讲话|致辞|发言|讲稿)|(?P<case>总结|汇报|经验材料|典型材料|调研报告|调查报告|纪实|案例)"
)
NEWS_OPENING = re.compile(
    r"^.{0,30}?(?:讯[(（\s]|讯$|本报讯|记者|通讯员|昨天|昨日|日前|近日|\d{1,2}月\d{1,2}日[,，]|\d{1,2}日(?:上午|下午)?[,，])"
)
PAPER_MARK = re.compile(
    r"^[\[【(（]?(?:摘\s*要|关\s*键\s*词|关键字|abstract|key\s*words)", re.IGNORECASE
)
SHORT_NEWS = 3000


def judge_genre(title: str | None, lines: Sequence[str], *, published: bool = False) -> Genre:
    """What kind of document it is, by its title, its opening and its outer form.

    *published* says that its page has a publication line, as news have.
    """
    title = re.sub(r"[(（].{0,20}[)）]$", "", title or "")
    if any(PAPER_MARK.match(line) for line in lines[:8]):
        return "paper"
    ends = [match for match in ENDS_WITH_KIND.finditer(title) if match.end() == len(title)]
    if ends and ends[0].lastgroup:
        return ends[0].lastgroup  # type: ignore[return-value]
    size = sum(map(len, lines))
    chapters = sum(bool(re.match(r"[一二三四五六七八九十]{1,3}、", line)) for line in lines)
    short = bool(lines) and size <= SHORT_NEWS and chapters < 2
    if short and NEWS_OPENING.match(lines[0]):
        return "news"
    for genre, pattern in GENRES:
        if pattern.search(title):
            return genre
    return "news" if short and published else "other"


# ---- preview ------------------------------------------------------------------------------------
FINAL = "。！？!?…；;：:"
LEAST_TORN = 40  # characters of a last line that no sentence ends


def is_truncated(lines: Sequence[str]) -> bool:
    """Whether the last line stops in mid-sentence."""
    if not lines:
        return False
    last = lines[-1].rstrip()
    if last[-1:] in "，,、":
        return True
    if last[-1:] in FINAL + CLOSING + "*":
        return False
    return len(last) >= LEAST_TORN and any(sign in last for sign in "。，,；;")


# ---- suspicion ----------------------------------------------------------------------------------
MODEL_TEXT = re.compile(
    r"范文|模板|样本|样板|参考稿|模版|例文|\(通用\d*篇?\)|（通用\d*篇?）|精选\d+篇|\d+篇(?:合集|汇编|范文)"
)
PLACEHOLDER = re.compile(
    r"(?:[×xX＊*Ｘ○]{1,4}|\*\*)(?:省|市|县|区|镇|乡|村|街道|社区|县区|同志|公司|单位|局|委|年|月)|(?:xx|XX|××|\*\*|○○){1,3}(?=[\u4e00-\u9fff])"
)
BLANK = re.compile(r"_{3,}|＿{2,}|[(（]\s{2,}[)）]|[(（]此处|（略）|\[填写|【填写")
STAND_INS = "×xX＊*Ｘ○"
BLANKS = ("___", "＿＿", "(  ", "（  ", "此处", "（略）", "[填写", "【填写")
DEMO = re.compile(r"演示|示例文档|测试文档|demo", re.IGNORECASE)


def find_suspicion(title: str | None, lines: Sequence[str], frame: str = "") -> str | None:
    """Why an article may be no evidence, or None. *frame* is what the page says around it."""
    if match := MODEL_TEXT.search(title or ""):
        return f"model text: {match[0]}"
    text = "\n".join((title or "", frame, *lines))
    if any(sign in text for sign in STAND_INS) and (match := PLACEHOLDER.search(text)):
        return f"placeholder: {match[0]}"
    if any(sign in text for sign in BLANKS) and (match := BLANK.search(text)):
        return f"blank to fill in: {match[0].strip()}"
    if match := DEMO.search(title or ""):
        return f"demonstration: {match[0]}"
    return None


# ---- bounds -------------------------------------------------------------------------------------
# Congresses and plenums by the year they met; a text that cites one is not older.
CONGRESS = {"十五": 1997, "十六": 2002, "十七": 2007, "十八": 2012, "十九": 2017, "二十": 2022}
PLENUM = re.compile(r"(十五|十六|十七|十八|十九|二十)(?:大|届([一二三四五六七])中全会)")
# Policies that the documents of their time name, by the year that coined them.
COINED = {
    "三个代表": 2000, "科学发展观": 2003, "先进性教育": 2005, "社会主义新农村": 2005, "创先争优": 2010,
    "群众路线教育实践活动": 2013, "精准扶贫": 2013, "三严三实": 2015, "两学一做": 2016, "乡村振兴": 2017,
    "新时代中国特色社会主义": 2017, "不忘初心、牢记使命": 2017, "新冠": 2020, "党史学习教育": 2021, "中国式现代化": 2021,
    "新质生产力": 2023, "社会工作部": 2023,
}  # fmt: skip
PLAN_START = {
    "九五": 1996,
    "十五": 2001,
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
}
PLAN = re.compile(
    r"[“\"](九五|十五|十一五|十二五|十三五|十四五|十五五)[”\"](?:期间以来|以来|开局|初|时期以来)"
)
CITED_YEAR = re.compile(rf"(?:(?:19|20)\d\d|{CN_YEAR})(?=年)")
FUTURE_LEAD = re.compile(
    r"(?:到|至|力争|争取|计划|预计|拟于|将于|目标|规划|远景|[-—~～])\s*$|(?:到|至|力争|于)$"
)
FUTURE_TAIL = re.compile(r"^(?:前|底前|末前|远景|目标|规划|基本实现|建成|将)")


def find_bounds(text: str, latest: str | None) -> tuple[str | None, str | None]:
    """The earliest and latest year in which *text* can have been written.

    *latest* is the date from which on it existed (a site's, a file's), or None.
    """
    limit = int(latest[:4]) if latest else 2100
    years = [year for year in _cited_years(text) if 1978 <= year <= limit]
    earliest = max(years, default=None)
    return (str(earliest) if earliest else None), (latest[:4] if latest else None)


def _cited_years(text: str) -> list[int]:
    years = [_plenum_year(match) for match in PLENUM.finditer(text)]
    years += [PLAN_START[match[1]] for match in PLAN.finditer(text)]
    years += [year for word, year in COINED.items() if word in text]
    cited = (match for match in CITED_YEAR.finditer(text) if not _is_future(text, match))
    return years + [int((read_date(f"{match[0]}年") or "0")[:4]) for match in cited]


def _is_future(text: str, match: re.Match[str]) -> bool:
    lead, tail = (
        text[max(0, match.start() - 6) : match.start()],
        text[match.end() + 1 : match.end() + 7],
    )
    return bool(FUTURE_LEAD.search(lead) or FUTURE_TAIL.match(tail))


def _plenum_year(match: re.Match[str]) -> int:
    first = CONGRESS[match[1]]
    if match[2] is None:
        return first
    # The first plenum meets at once, the second in spring, then one a year.
    return first + max(
        0, "一二三四五六七".index(match[2]) - 1 + ("一二三四五六七".index(match[2]) == 1)
    )
