"""Lines that say who wrote, for whom and when, in any order: 某某晚报 2013年4月9日 某某.

Every word of such a line is of the head: a day, a medium, a role, a name, a place it was sent from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from textmine.clean.fields import NAMES, NOBODY, RARE_NAME, find_date, is_body, is_name, unless
from textmine.clean.lines import HAN

LONGEST = 64  # characters of such a line
LONGEST_DATED = 30  # of one that names nobody
MOST_UNKNOWN = 2  # words of it that say neither: a column's name, where it was sent from

SIGNS = re.compile(r"(?<=\s)·(?=\s)|[◎■□●◆▲★|｜／/:：，,()（）【】『』「」\[\]]+|[─—–-]{2}")
# 龙塘镇2018年…, 2013年9月会议: a date among words of a sentence
GLUED = re.compile(
    rf"^[{HAN}]|日[{HAN}](?<!日讯)$|月[{HAN}](?<!月[号刊])$|\d年[{HAN}](?<!年[第春夏秋冬])$"
)
CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
ISSUE = re.compile(
    r"(?:刊于|载于|原载|刊登于|来源)?《[^《》]{2,16}》|第?\d{1,4}期|(?<=\s)(?:号|[春夏秋冬](?:季?号)?)(?=\s|$)"
)
COUNTS = re.compile(
    r"(?:阅读|浏览|点击|访问|评论|查看|下载|收藏|点赞|人气)(?:次数|总数|人次|数|量|率)?\s?(?:[:：]\s?\d*|\d+|$)"
)
# 记者某某／某地报道, 某某／某地: where it was sent from
PLACE = re.compile(rf"(?<=[{HAN}]{{2}})／(?P<where>[{HAN}]{{2,3}})(?:报[道导])?(?=\s|】|$)")
# 记者某某/某地报道, 某某社／记者 某某／某地 报道, as papers of Taiwan have it
REPORTED_FROM = re.compile(
    rf"^[【〔\[(（]?\s?(?:[{HAN}A-Za-z]{{2,10}}\s?[/／]\s?)?"
    rf"(?:(?:[{HAN}A-Za-z]{{0,6}}(?:记者|特派员)|[{HAN}A-Za-z]{{2,8}}[报社台网])\s?)?"
    rf"(?P<who>{NAMES.pattern}|(?<=记者)[{HAN}]{{2,3}})\s?[/／]\s?"
    rf"(?P<from>[{HAN}、 ]{{2,8}}?)(?:即时|综合|连线|专题)?\s?报[导道]\s?[】〕\])）]?$"
)
LABEL = re.compile(
    r"(?:发布|更新|刊登|发表|采访|写作)?(?:时间|日期)|来源|稿源|专稿|节录|专电|[报報][道导導]|讯"
)
MEDIUM = re.compile(
    rf"[{HAN}·]{{1,14}}(?:报{unless('no_paper')}|刊|网|台|社|通讯|信息|简报|动态|之窗|选编|论坛|视窗|发布|客户端|融媒|新闻|频道|在线|周刊|中心)"
)
# Who wrote, and who did something else for the page.
WRITER = re.compile(
    rf"文(?:字|并摄|图)?|图文|讲者|口述|整理|作者|(?P<of>[{HAN}]{{0,20}}?)"
    r"(?:撰[文稿]|采[写访]|供稿|资料提供|(?:首席|见习|实习|特约|特派|全媒体)?(?:记者|通讯员))"
    rf"(?P<name>[{HAN}·]{{2,8}})?"
)
OTHER = re.compile(
    rf"(?:摄影?|供?图|制图|(?:责任)?编辑|责编|编审|审核|校对|监制|实习生)[{HAN}]{{0,4}}"
)
REPORTS = re.compile(rf"[{HAN}]{{0,6}}(?:讯|报[道导])")  # 某地讯
OWN = frozenset("本报 本刊 本网 本台 本社".split())
NAMED_FROM = re.compile(rf"^【\s?(?P<who>{NAMES.pattern})\s(?P<from>[{HAN}]{{2,8}})\s?】$")
NOT_FROM = frozenset("摄影 图文 文图 整理".split())
SHORT = re.compile(rf"[{HAN}]{{2,6}}")
PEN = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{2,6}}[·．][{HAN}]{{1,6}}")


@dataclass(frozen=True, slots=True)
class Byline:
    """What such a line says; `author` is None where it names nobody."""

    author: str | None
    date: str | None


@dataclass(slots=True)
class _Words:
    """The words of a line, sorted by what they are."""

    writers: list[str] = field(default_factory=list)  # behind a role
    names: list[str] = field(default_factory=list)  # without one
    bodies: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_byline(text: str) -> Byline | None:
    """Who wrote and when, by a line that says nothing else; None where it says more."""
    if len(text) > LONGEST or "。" in text:
        return None
    if (report := REPORTED_FROM.match(text) or NAMED_FROM.match(text)) and report[
        "from"
    ].strip() not in NOT_FROM:
        return Byline(" ".join(re.split(r"[\s、/／]+", report["who"].strip())), None)
    date = find_date(text)
    if date is not None and GLUED.search(text[max(0, date.start - 1) : date.end + 1]):
        return None
    rest = text if date is None else text[: date.start] + " " + text[date.end :]
    words = _sort(_words(rest))
    if date and words.media and len(words.unknown) == 1 and _may_be_rare(words.unknown[0]):
        words.names.append(words.unknown.pop())  # 某某融媒 乌云嘎 2022-09-30
    is_short = len(text) <= LONGEST_DATED
    who = _who(words, dated=date is not None)
    if _says_more(words) or not (who or (date and date.kind != "year" and is_short)):
        return None
    return Byline(" ".join(who) or None, date.value if date else None)


def _says_more(words: _Words) -> bool:
    """Whether a line has more, or longer, words than a byline that are none of its own."""
    unknown = words.unknown
    return len(unknown) > MOST_UNKNOWN or any(not SHORT.fullmatch(word) for word in unknown)


def _who(words: _Words, *, dated: bool) -> list[str]:
    """Persons before bodies; those without a role only where a date says that it is a byline."""
    people = [who for who in words.writers if not is_body(who)]
    return people or words.writers or (words.names or words.bodies if dated else [])


def _words(text: str) -> list[str]:
    """The words between signs and spaces, names that are set wide closed: 邵 楠."""
    text = PLACE.sub(_without_place, text.replace("/", "／"))
    bare = SIGNS.sub(" ", CLOCK.sub(" ", ISSUE.sub(" ", COUNTS.sub(" ", text))))
    found: list[str] = []
    for word in bare.split():
        if found and _goes_on(found[-1], word):
            found[-1] += word
        else:
            found.append(word)
    return found


def _goes_on(before: str, word: str) -> bool:
    """Whether two words are a name that was set wide: 邵|楠, 柴|静怡."""
    short = 1 in (len(before), len(word)) and len(before + word) <= len("王小明")
    return short and before != "文" and (len(before + word) == 2 or is_name(before + word))


def _without_place(match: re.Match[str]) -> str:
    """Nothing, but 撰文／某某 names the writer."""
    before = match.string[: match.start()]
    return match[0] if WRITER.fullmatch(before[-2:]) or before.endswith("摄影") else " "


def _sort(words: list[str]) -> _Words:
    found = _Words()
    role = ""
    for word in words:
        writer = WRITER.fullmatch(word)
        if OTHER.fullmatch(word):
            role = "other"
        elif writer and _is_role(writer):
            role = "writer"
            named = writer["name"] or (writer["of"] if is_body(writer["of"] or "") else None)
            found.writers.extend([named] if named else [])
        elif role == "other" and PEN.fullmatch(word):
            role = ""
        elif LABEL.fullmatch(word) or REPORTS.fullmatch(word) or word in NOBODY:
            continue
        elif MEDIUM.fullmatch(word):
            found.media.append(word)
        elif is_body(word):
            (found.writers if role == "writer" else found.bodies).append(word)
        elif role == "writer" and _may_write(word, first=not found.writers):
            found.writers.append(word)
        elif (is_name(word) and len(word) <= len("欧阳小明")) or "·" in word:
            found.names.append(word)
        else:
            found.unknown.append(word)
    return found


def _may_be_rare(word: str) -> bool:
    """Whether a word may be a name of no surname; one of two characters is rather a column's."""
    return len(word) == len("扎西多") and RARE_NAME.fullmatch(word) is not None


def _may_write(word: str, *, first: bool) -> bool:
    """Whether a word behind a role is a name; the first one may be of no surname."""
    return is_name(word) or (first and PEN.fullmatch(word) is not None and word not in NOBODY)


def _is_role(writer: re.Match[str]) -> bool:
    """Whether what stands with a role is a medium before it, and a name behind it."""
    name, of = writer["name"], writer["of"]
    told = not of or of in OWN or is_body(of) or MEDIUM.fullmatch(of) is not None
    return told and (not name or is_name(name) or RARE_NAME.fullmatch(name) is not None)
