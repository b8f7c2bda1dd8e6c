"""Marks of secrecy: 机密★5年, 内部资料 注意保存, in a text, beside it, or in the name of a file.

Whoever marks a document says so at its head or foot, in a running head, in a property of the
file, or in the name of the file, of a folder or of an archive. What is held back for a word that
was no mark costs a click; what is not held back cannot be called back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from urllib.parse import unquote, urlsplit

from textmine.clean.lines import HAN
from textmine.types import Candidate, Page

HEAD_LINES, HEAD_CHARACTERS = 12, 600  # a mark stands above the title, at most below a red head
FOOT_LINES = 4
LONGEST = 80  # characters of a line that is a mark, or holds one in brackets
# Every mark holds one of these.
SIGNS = tuple("密|内部|內部|内 部|內 部|内　部|內　部|内参|党内|公开|公開".split("|"))

# The levels and terms of GB/T 9704 and of the rules on secrets (秘密★1年, 机密★5年, 绝密★长期),
# beside them the number of the copy, and how urgent it is.
LEVEL = r"(?:绝密|机密|秘密|機密|絕密|工作秘密|商[业業]秘密|(?:核心|普通)商密)[级級]?"
TERM = (
    r"(?:(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:年|个月|个?月)|长期|長期|[启解啟][用封密]前)"
)
URGENT = r"(?:特提|特急|加急|平急|急件)"
COMPANION = (
    r"(?:(?:份号|编号|編號|序号|[Nn][Oo]\.?|№|第)?:?\d{1,8}[号號份期]?|(?:(?:19|20)\d\d年)?第?\d{1,4}期|"
    rf"(?:保密)?期限:?{TERM}|(?:紧急程度|缓急|緊急程度):?{URGENT}|{URGENT})"
)
LABEL = (
    r"(?:(?:密|機密|机密|保密|秘密|涉密)[级級等](?:[别級级别等]|标[识志])?|秘密等[级級]|密別|密别)"
)
PAPER = r"(?:件|文件|资料|材料|資料|档案|檔案|文档)"
CARE = (
    r"(?:(?:请)?注意保[存密]|(?:严禁|不得|请勿|切勿|禁止|嚴禁)(?:外传|翻印|公开|传播|复印|转载|外傳)|"
    r"妥善保管|仅供参考|仅供内部(?:使用|参考)|[阅用]后[收退]回|不予公开)"
)
WHOSE = (
    r"(?:[仅只僅]?[供限][于於]?)?(?:党政?|系统|系統|单位|單位|机关|機關|行业|领导|本[省市县区委])?"
)
# These words say it wherever a line holds nothing else.
INTERNAL = (
    rf"{WHOSE}[内內]部(?:工作|学习|交流|培训|會議|会议)?(?:资料|文件|材料|刊物|读物|参考|参阅|传阅|使用|"
    r"掌握|发行|資料|參考|參閱|讀物|傳閱|發行)|内参|党内(?:文件|刊物|资料)|[此本]件不[予宜得]?公[开開]"
)
# These only at a head or a foot: elsewhere they may be a heading.
FAINT = (
    r"[内內]部[级級]?|[内內]部(?:交流|情况|通报|简报|动态|信息|事项|文稿|讲义|讨论稿|征求意见稿|送审稿|"
    r"情况通报|版|稿)"
)
CORE = (
    rf"(?P<faint>(?:{FAINT})(?:[★☆*＊]{TERM}?)?)|(?:{INTERNAL})(?:[,，、·—-]{{0,2}}{CARE}){{0,3}}"
    rf"|(?:{LABEL}:?)?(?:{LEVEL}|[内內]部(?<=:..)){PAPER}?(?:[★☆*＊]?{TERM}|[★☆*＊])?(?:{CARE})?"
    r"|(?:信息)?公开(?:属性|选项|方式|类[别型]):?(?:不予公开|不公开|[内內]部)"
)
MARK = re.compile(rf"{COMPANION}{{0,3}}[★☆*＊]?(?:{CORE}){COMPANION}{{0,3}}")
LABELLED = re.compile(rf"{LABEL}:(?:{LEVEL}|[内內]部)")  # anywhere in a line of such fields
ALONE = re.compile(
    r"[\s\u3000\u200b-\u200f\u2060\ufeff【】\[\]（）()〔〕{}<>《》“”\"'!！。.|│□■●◆▲_]+|[-—–]{2,}"
)
BRACKETED = re.compile(r"[（(【\[〔]([^（(【\[〔）)】\]〕]{2,24})[）)】\]〕]")
CELLS = re.compile(r"\t|[ \u3000]{2,}|[|│]")

YES = tuple(
    "秘密★1年|机密★5年|绝密★长期|机 密 ★ 五 年|000012 秘密★10年 特急|秘密|机密★启封前|密级：机密|"
    "【内部资料】|内部资料 注意保存|内部文件，不得外传|（内部材料，请勿外传）|內部資料|"
    "内部资料，仅供参考|机　密|機 密|絕密★長期|★秘密★|密级:内部|密級：機密|秘密级|机密级★5年|"
    "密级　秘密　保密期限　十年|编号：001 密级：秘密|仅供内部参考|仅限系统内部使用|内部发行|"
    "工作秘密|商业秘密|机密文件|绝密文件 阅后收回|内部学习资料|（此件不公开）|公开属性：不予公开|"
    "密级：\t秘密\t编号\t12|机密★5年\t紧急\t发改字〔2010〕5号|内部资料    2010年第3期|"
    "发文单位：某县委办 密级：秘密 份数：20|关于村企联建的调研报告（内部资料）|"
    "[秘密]村企联建的几点看法".split("|")
)
FAINT_YES = "内部|内 部|【内部】|（内部）|内部★|內部|内部情况|内部讨论稿|内 部 通 报".split("|")
NO = tuple(
    "推进机密设备管理工作|秘密警察|内部资料室建设情况|加强内部文件管理的通知|公开|"
    "关于保守秘密的规定|内部使用的车辆|工作秘密管理办法|机密工程5年成果|密级：公开|（此件公开发布）|"
    "公开属性：主动公开|推进商业秘密保护|加强内部管理|内部控制|党内民主|保密工作|密切联系群众|"
    "（密切配合）|盘活内部资源|人口密集|内部审计报告|公开方式：依申请公开".split("|")
)


def mark_of(text: str) -> str | None:
    """The mark of secrecy that a document bears, as it is written; None for none."""
    if not _has_sign(text):
        return None
    lines = [line for line in text.splitlines() if line.strip()]
    within = 0
    for number, line in enumerate(lines):
        within += len(line)
        head = number < HEAD_LINES and within - len(line) <= HEAD_CHARACTERS
        edge = head or number >= len(lines) - FOOT_LINES
        if len(line) <= LONGEST and _has_sign(line) and _is_mark(line, edge=edge):
            return line.strip()
    return None


def _has_sign(text: str) -> bool:
    return any(sign in text for sign in SIGNS)


def _is_mark(line: str, *, edge: bool) -> bool:
    """Whether a line is a mark, or holds one in a cell or, at an edge, in brackets."""
    cells = [cell for cell in CELLS.split(line.strip()) if cell.strip()]
    parts = [line, *(cells if len(cells) > 1 else ())]
    parts += [f"{name}:{value}" for name, value in pairwise(cells)]
    if edge:
        parts += BRACKETED.findall(line)
    plain = [_plain(part) for part in parts]
    return bool(LABELLED.search(plain[0])) or any(_says(part, edge=edge) for part in plain)


def _plain(text: str) -> str:
    return ALONE.sub("", text).replace("：", ":")


def _says(plain: str, *, edge: bool) -> bool:
    found = MARK.fullmatch(plain)
    return found is not None and (edge or found["faint"] is None)


# ---- names of files ------------------------------------------------------------------------------
SPACED = re.compile(r"(?<=[绝机秘機絕内內])[\s\u3000]+(?=[密部])")
HAN_RUN = re.compile(f"[{HAN}]+")
NAMED = re.compile(
    rf"(?:{LABEL})?(?:{LEVEL}|[内內]部)(?:[级級]|{PAPER}|版|稿|[启解]封前|长期)?(?:{CARE})?"
    rf"|.{{0,60}}(?:{INTERNAL}|[内內]部[版稿]|(?:绝密|机密|秘密|機密|絕密){PAPER})|(?:{INTERNAL}){CARE}"
)
NAMED_YES = (
    "机密/2019.txt|内部-联建.docx|a.zip/秘密.zip/1.txt|联建（内部）.docx|【内部资料】联建.pdf|b内部.txt|"
    "机密★5年.docx|机 密 联建.txt|县委内部资料/3.txt|联建_秘密_终稿.doc|內部資料.zip/1.txt|"
    "01机密/a.txt|密级秘密-联建.txt|联建 内部版.docx|机密文件/1.txt|%E5%86%85%E9%83%A8/a.doc".split(
        "|"
    )
)
NAMED_NO = (
    "内部控制建设.docx|联建.txt|保守秘密教育.txt|内部管理/1.txt|商业秘密保护工作.docx|"
    "reports/a.zip/2.txt|党内民主.txt|关于加强内部审计的报告.txt|揭秘密林.txt".split("|")
)


def mark_in_name(name: str) -> str | None:
    """The words of a path that mark it as secret: of a folder's, an archive's, a file's name."""
    for part in unquote(name).replace("\\", "/").split("/"):
        for run in HAN_RUN.findall(SPACED.sub("", part)):
            if NAMED.fullmatch(run):
                return str(run)
    return None


# ---- pages ---------------------------------------------------------------------------------------
def find_mark(page: Page, names: Iterable[str] = ()) -> str | None:
    """The mark of secrecy of a page: in its text, beside it, in its name or one of *names*."""
    named = (mark_in_name(name) for name in (page.path, *names, *_address(page)))
    return next(filter(None, chain(_marks(page), named)), None)


def _address(page: Page) -> Iterator[str]:
    if page.url:
        yield urlsplit(page.url).path


def _marks(page: Page) -> Iterator[str | None]:
    yield mark_of(page.body.text)
    if not page.media_type.startswith("text/html") and page.source != page.body.text:
        yield mark_of(page.source)  # with the running heads, which are no part of the body
    yield from (mark_of(candidate.value) for candidate in _beside(page, inherited=False))


def inherited_mark(page: Page) -> str | None:
    """The mark of secrecy of the page that a document was attached to."""
    marks = (mark_of(candidate.value) for candidate in _beside(page, inherited=True))
    return next(filter(None, marks), None)


def _beside(page: Page, *, inherited: bool) -> Iterator[Candidate]:
    for candidate in page.candidates:
        if candidate.field == "secrecy" and (candidate.origin == "parent") is inherited:
            yield candidate
