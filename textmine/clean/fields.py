"""What the short pieces at the head and the end of a report are: names, bodies, dates, numbers.

The word lists are in rules/head.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from textmine.chinese.dates import DateMatch, find_dates, parse_date
from textmine.clean.lines import HAN

POINTS = ("day", "month", "year")


@cache
def _lists() -> dict[str, str]:
    path = files("textmine.clean") / "rules" / "head.toml"
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


def word_list(name: str) -> str:
    """A list of rules/head.toml as alternatives of a regular expression, longest first."""
    return "|".join(sorted(set(_lists()[name].split()), key=lambda word: (-len(word), word)))


def unless(name: str) -> str:
    """That none of the words of a list ends here."""
    return "".join(f"(?<!{word})" for word in word_list(name).split("|"))


# ---- dates --------------------------------------------------------------------------------------
LONGEST_DATE = 24  # characters, with brackets and spaces
# Taiwan's public pages count years from 1912: 发布日期:104-12-15.
REPUBLIC_DATE = re.compile(
    r"[日期时间][:：]\s*([5-9]\d|1[01]\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)"
)
FIRST_YEAR_OF_REPUBLIC = 1912
GLUED_CLOCK = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?=\d\d:\d\d)")  # 2021-02-2509:24
DAY_FIRST = re.compile(r"(?<![\d.])([0-2]?\d|3[01])\.(0?\d|1[0-2])\.((?:19|20)\d\d)(?![\d.])")
# 《某某日报》(2019年3月5日 第 5 版), 原载某某日报 2016-05-04 A03版: where and when it was printed
PRINTED = re.compile(
    rf"[（(]?(?:(?:原载|载于|载|来源|摘自|选自)\s*+(?:[:：]\s*+)?)?"
    rf"(?:《[{HAN}·]{{2,14}}》|(?<![{HAN}])[{HAN}·]{{1,10}}[日晚早晨时商周]?报{unless('no_paper')})\s*+(?:[（(,，]\s*+)?"
    r"(?P<day>(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}\s?日?)"
    r"\s*+(?:[,，]\s*+)?(?:(?:第\s*+)?[A-Z]?\d{1,3}\s*+版?[^\s，,。）)]{0,6})?\s*+[）)]{0,2}"
)


def find_date(text: str) -> DateMatch | None:
    """The first day, month or year in *text*."""
    return next((found for found in find_dates(text) if found.kind in POINTS), None)


def read_date(text: str) -> str | None:
    """The first date in *text* as "2010", "2010-05" or "2010-05-03"; None without one."""
    if day := DAY_FIRST.search(text):
        return parse_date(f"{day[3]}-{day[2]}-{day[1]}")
    if date := parse_date(GLUED_CLOCK.sub(r"\g<0> ", text)):
        return date
    match = REPUBLIC_DATE.search(text)
    if match is None:
        return None
    year = int(match[1]) + FIRST_YEAR_OF_REPUBLIC - 1
    return parse_date(f"{year}-{match[2]}-{match[3]}")


# ---- who ----------------------------------------------------------------------------------------
STAND_IN = "×xXＸ＊*○"
NAME = (
    rf"(?!{word_list('no_name')}|(?:{word_list('city')}|[{HAN}]{{1,3}}[省市县区])(?![{HAN}]))(?:(?:{word_list('compound')})[{HAN}]{{1,2}}"
    rf"|[{''.join(_lists()['surname'].split())}](?:[{HAN}]{{1,2}}|某某?|[{STAND_IN}]{{1,2}})"
    rf"|[{HAN}]{{2,6}}·[{HAN}]{{2,6}})"
)
NAMES = re.compile(rf"{NAME}(?:\s{{0,9}}[、,，/\s]\s{{0,9}}{NAME}){{0,7}}")
COMMA = re.compile(r"[,，]\s?")  # 某某,某某 are told as 某某 某某
# Of people whose names run together: 黎小东王一川. Only where their role was named.
RUN_TOGETHER = re.compile(rf"({NAME})((?:{NAME}){{0,3}})")
# 某某日报记者, 实习记者, 驻某地特约通讯员, 某某日报/某某网通讯员
REPORTER = (
    rf"(?:(?:(?<![{HAN}])[{HAN}·]{{2,14}}?[报网][/／、])?"
    rf"(?:《[{HAN}]{{2,8}}》(?:新闻周刊|周刊|杂志)?"
    rf"|《?(?<![{HAN}])[{HAN}·]{{2,14}}?(?:报|网|台|社|端|在线|周刊|杂志|融媒体?中心|融媒|(?=[全融]媒体))》?)\s?)?"
    r"(?:本报|本台|本网|本刊|见习|实习|特约|特派|驻站|首席|全媒体|融媒体){0,2}(?:记者|通讯员|实习生)"
)
ROLES = rf"{REPORTER}|{word_list('role')}|图(?![们木])"
ROLE = re.compile(
    rf"^[\[(（【\s/]*(?:文\s*+(?:字\s*+)?[/／|｜:：]|(?:本文)?(?:{ROLES})\s*+[:：/／|｜]?)\s*"
)
# After these even a surname that is in no list is one.
SURE_ROLE = re.compile(
    r"^[\[(（【\s]*(?:作\s*者|执\s*笔(?:\s*人)?|撰\s*稿(?:\s*人)?|授\s*课(?:\s*人)?|主讲人?|报告人)\s*[:：]"
)
RARE_NAME = re.compile(rf"(?!{word_list('no_name')})[{HAN}]{{2,3}}(?<![部委局办室站网社院会组])")
PEN_ROLE = re.compile(rf"^(?:{ROLES})\s+")  # 作者:通讯员 皖组宣: of no surname
INNER_ROLE = re.compile(rf"(?:{ROLES})\s*+(?:[:：]\s*+)?(?={NAME})")
OFFICE = re.compile(rf"^[{HAN}{STAND_IN}\s、]{{0,20}}?(?:{word_list('office')})\s*({NAME})$")

BODY_END = word_list("body_end")
BODY = (
    rf"(?:(?={word_list('verb_place')})|(?!{word_list('verb_start')}))"
    rf"(?:中共|中国共产党|共青团|国家|全国)?(?:(?!的|思考|实践|领办|引领|带动|赋能)[{HAN}{STAND_IN}·“”]){{1,30}}?"
    rf"(?:(?:{BODY_END}){unless('weak_end')}"
    rf"|(?<=[省市县区州盟旗镇乡村校院共])(?:(?![进促助带让把建推服战])[{HAN}{STAND_IN}]){{0,12}}?(?:{word_list('weak_end')})(?<![格布结全大]局))"
    r"(?<!网站)(?:联合)?"
)
STRONG_ENDS = frozenset(BODY_END.split("|")) - frozenset(word_list("weak_end").split("|"))
BODIES = re.compile(rf"{BODY}(?:\s*+(?:[、,，]\s*+)?{BODY}){{0,3}}")
GLUED_BODY = re.compile(
    rf"(?:中共|中国|国家|全国|共青团|[{HAN}{STAND_IN}]{{1,8}}?(?:{word_list('body_start')}))"
    rf"[{HAN}{STAND_IN}·]{{0,20}}?(?:{BODY_END})$"
)
NOBODY = frozenset(_lists()["nobody"].split())
BRACKETS = " ()（）[]【】"
PAPER = re.compile(rf"《?[{HAN}·]{{1,10}}(?:[日晚早晨时商]报|网[{HAN}]{{1,6}}站|电视台)》?")
LONGEST_PAPER = 14
# 本报讯(记者某某), 【某某网讯】: a report begins, though another one stands before it.
DATELINE_START = re.compile(
    rf"^(?:本[报刊网台][^\s，,。]{{0,6}}讯|[{HAN}]{{2,6}}[报网]讯|[【\[][^】\]]{{1,10}}讯[】\]])\s*+(?=[(（])"
)
SIGNS = "□■◎◆◇●▲△★☆"  # before the name of an author
# Newspapers and sites publish what others wrote.
MEDIUM = re.compile(
    r"(?:[日晚早晨时商周]报|网|网[\u4e00-\u9fff]{0,6}站|电视台|电台|客户端|在线|发布)$"
)

# ---- numbers of documents -----------------------------------------------------------------------
# 国发〔2014〕45号, (2019)5号, 府社行字第1090012345号函, 某某省人民政府令第82号, 第5号令
DOCUMENT_NUMBER = re.compile(
    rf"[{HAN}{STAND_IN}]{{1,12}}"
    rf"\s*[〔\[（(【﹝]\s*(?:19|20)\d\d\s*[〕\]）)】﹞]\s*+(?:第\s*)?[\d{STAND_IN}]{{1,4}}\s*号"
    rf"|[{HAN}]{{1,8}}字第\s?\d{{5,12}}\s?号(?:函|公告|令)?"
    rf"|[{HAN}]{{2,24}}(?:令|公告|通告)\s*[(（]?第\s*[\d〇零一二三四五六七八九十百]{{1,4}}\s*号[)）]?"
    rf"|(?<![{HAN}])(?:(?!贯彻|落实|学习|执行|根据|按照)[{HAN}]{{1,20}}(?:政府|委员会|[常省市县州部委局厅署院]))?"
    r"第\s*[\d〇零一二三四五六七八九十百]{1,4}\s*号(?:令|公告)"
)
# 某某省人民政府令 / 第82号: in two lines
ORDER = re.compile(rf"[{HAN}]{{2,24}}(?:令|公告|通告)")
ORDER_NUMBER = re.compile(r"[(（]?第\s*[\d〇零一二三四五六七八九十百]{1,4}\s*号[)）]?")
# The masthead of a bulletin ends with its number; a journal's issue and a paper's secrecy may
# stand anywhere in a head.
MASTHEAD = re.compile(
    r"^[（(]?(?:总)?第\s*[\d一二三四五六七八九十百]{1,5}\s*期(?:.{0,6}总第?\d+期)?[）)]?$"
)
ISSUE = re.compile(
    rf"{MASTHEAD.pattern}|^第\d{{1,5}}期[(（](?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日[)）]?$"
    r"|^.{0,20}(?:19|20)\d\d年第?\d{1,2}期$"
    r"|^(?:内部资料|内部参考|仅供参阅|秘密|机密|急件|特急)$"
)


def is_name(text: str) -> bool:
    """Whether *text* is one or several names of people and nothing else."""
    return bool(NAMES.fullmatch(text.strip()))


def is_body(text: str) -> bool:
    """Whether *text* is the name of one or several bodies and nothing else."""
    text = text.strip()
    return bool(BODIES.fullmatch(text)) or (len(text) >= 3 and text in STRONG_ENDS)


def is_paper(text: str) -> bool:
    """Whether *text* is the name of a newspaper or of a site's office and nothing else."""
    return len(text) <= LONGEST_PAPER and PAPER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether *text* is a date, perhaps in brackets, and nothing else."""
    text = text.strip(BRACKETS)
    if not 4 <= len(text) <= LONGEST_DATE:
        return False
    date = find_date(text)
    return date is not None and (date.start, date.end) == (0, len(text))


def read_author(text: str) -> str | None:
    """Who wrote it, from "文/李某", "王 玉 新", "中共某县委组织部 李某"; None for a nobody."""
    text = text.strip().lstrip(SIGNS)
    called = SURE_ROLE.match(text) is not None
    rest = without_roles(ROLE.sub("", text).strip(BRACKETS + ":：/"))
    if not rest or rest.lower() in NOBODY:
        return None
    bare = close_name(PEN_ROLE.sub("", rest) if called else rest)
    if called and RARE_NAME.fullmatch(bare):
        return bare
    if is_name(bare.removesuffix("等")) or is_body(bare) or _is_body_and_name(bare):
        bare = COMMA.sub(" ", bare) if is_name(bare) else bare
        return bare if called or not MEDIUM.search(bare) else None
    if (office := OFFICE.match(bare)) is not None:
        return office[1]
    return (part_names(bare) or _rare_names(bare)) if rest != text else None


def _rare_names(text: str) -> str | None:
    """王雅静 扎西: names behind a role of which one begins with no surname that we know."""
    words = [word for word in re.split(r"[\s、,，/]+", text) if not re.fullmatch(ROLES, word)]
    known = len(words) > 1 and any(is_name(word) for word in words)
    return " ".join(words) if known and all(map(RARE_NAME.fullmatch, words)) else None


def part_names(text: str) -> str | None:
    """Names of which some run together, a space between each two; None where other words are."""
    rows = [RUN_TOGETHER.fullmatch(row) for row in re.split(r"[\s、,，/]+", text)]
    if not all(rows):
        return None
    names = [name for row in rows if row for name in (row[1], *re.findall(NAME, row[2]))]
    return " ".join(names)


def without_roles(text: str) -> str:
    """Names alone: 陶广 本报记者 苏文 → 陶广 苏文."""
    return re.sub(r"\s+", " ", INNER_ROLE.sub(" ", text)).strip()


def _is_body_and_name(text: str) -> bool:
    parts = re.split(r"[\s、,，/]+", text)
    if len(parts) > 1:
        return all(is_name(part) or is_body(part) for part in parts)
    return bool(re.fullmatch(rf"(?:{BODY}){NAME}", text))


def close_name(text: str) -> str:
    """Names without the spaces that set them wide: 王 玉 新 → 王玉新, 县 委 办 → 县委办."""
    words = text.split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        pairs = ["".join(words[at : at + 2]) for at in range(0, len(words), 2)]
        several = len(words) > 4 and len(words) % 2 == 0 and all(map(is_name, pairs))
        return " ".join(pairs) if several else "".join(words)
    return WIDE.sub(_close, text)


WIDE = re.compile(rf"(?<![{HAN}])[{HAN}](?:\s+[{HAN}])+(?![{HAN}])")


def _close(match: re.Match[str]) -> str:
    """钱 艳 宋 岩 is two names, 王 玉 新 one."""
    letters = match[0].split()
    odd = len(letters) % 2
    pairs = ["".join(letters[at : at + 2]) for at in range(0, len(letters) - 3 * odd, 2)]
    return " ".join([*pairs, "".join(letters[-3:])] if odd else pairs)
