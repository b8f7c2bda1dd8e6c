"""What a title looks like, and what stands in its place: columns, key words, sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from textmine.aligned import AlignedText
from textmine.clean.fields import (
    BRACKETS,
    DOCUMENT_NUMBER,
    ISSUE,
    is_body,
    is_date,
    is_name,
    word_list,
)
from textmine.clean.lines import HAN_SIGN, squash

LONGEST_TITLE = 60
SHORTEST_TITLE = 4
SHORTEST_BROKEN = 7  # characters of the first line of a title in two; columns have shorter names

TITLE_END = word_list("title_end")
LIKELY_TITLE = re.compile(
    rf"(?:{TITLE_END})(?:[(（].{{1,20}}[)）])?$|^(?:关于|浅谈|浅析|试论|论|在.{{2,40}}上的)|——"
)
ENDS_LIKE_TITLE = re.compile(rf"(?:{TITLE_END})$")
SENTENCE_START = re.compile(rf"(?:{word_list('sentence_start')}|自\d|\d{{1,4}}[年月])")
SUBTITLE = re.compile(r"^\s*[—–―─-]{1,4}\s*(?=\S)")
# "(2024年1月16日在某市人民代表大会上)": when and where a speech was given.
OCCASION = re.compile(
    r"^[—–―─\s(（-]*(?=(?:19|20|二).{3,16}[月日]).{6,60}(?:上|会|会议|时)"
    r"(?:的(?:讲话|发言|汇报|报告|致辞|交流)(?:摘要|提纲|要点|节选|实录|稿)?)?[)）]?$"
)
# "(中共某市委党校,浙江 嵊州 312400)": where the author of a paper works.
AFFILIATION = re.compile(r"^(?:(?:\d[.．])?[^。;；]{4,60}\d{6}(?:[;；]|(?=\d[.．])|$)){1,5}$")
TRAILING_BRACKET = re.compile(r"(?<!\s)\s*[(（]([^()（）]{2,40})[)）]\s*$")
# Stars of footnotes, and what a forum puts behind a title.
STARRED = re.compile(r"(?<=[^\s*※＊])[*※＊]+(?=$|\s)|[\[【](?:复制链接|复制本帖地址)[\]】]$")
DOCUMENT_HEAD = re.compile(r"^(.{4,40}?)(?:文件|简报|信息专报)$")
# Lines of the frame, not of the head.
FRAME = (
    r"核心阅读|阅读提示|内容(?:提要|摘要)|编者按|导语|导读|关\s*键\s*词|关键字|摘\s*要|图[为:：]"
    r"|(?:栏目|分类|标签|期刊|专题|更多)[\u4e00-\u9fff]{0,2}(?:\W|$)"
    r"|更多.{0,8}(?:报道|新闻|资讯|信息|文章|推荐|链接)$",
    r"[\W\d_]+$|[，,、。：:；;]|[•·●]",
    r"(?:各位|尊敬的|同志们|女士们|朋友们).{0,16}[!！]$",
    r"[(（][^()（）]*[)）]$|[^(（]*[(（][^)）]*$|.*(?:[:：]|\d{1,2}[:：]\d\d.*来源.*)$",
    r"[【\[].{2,12}[讯道][】\]]$|.{0,24}(?:讯|日电|专电)$|本报(?:记者|通讯员|特约)|.{0,40}总第\d+期",
    r".{0,24}?第?[A-Za-z]?\d{1,3}版(?:[:：].*)?$",
    r"(?:一是|主要|基本|存在|几点|工作|下一步|今后|经验|相关)?(?:做法|情况|问题|成效|体会"
    r"|启示|背景|打算|建议|对策|经验|思路|目标)(?:与.{2,6})?$",
)
NO_TITLE = re.compile(f"^(?:{'|'.join(FRAME)})")


def title_score(text: str, hints: Sequence[str]) -> float:
    """How much a line without white space looks like a title, 0 where it cannot be one."""
    bare = TRAILING_BRACKET.sub("", text)
    if (
        len(HAN_SIGN.findall(bare)) < SHORTEST_TITLE
        or is_date(bare)
        or is_name(bare)
        or NO_TITLE.match(bare)
    ):
        return 0.0
    if SUBTITLE.match(bare) or DOCUMENT_NUMBER.fullmatch(bare) or DOCUMENT_HEAD.match(bare):
        return 0.0
    if OCCASION.match(bare) or ISSUE.match(bare) or AFFILIATION.match(bare.strip(BRACKETS)):
        return 0.0
    score = 1.0 + min(len(bare), 20) / 20
    score += 2.0 * bool(LIKELY_TITLE.search(bare)) - 1.5 * is_body(bare)
    return score + 4.0 * max((likeness(bare, hint) for hint in hints), default=0.0)


def likeness(text: str, hint: str) -> float:
    """0..1: the share of the longer one that stands in the other in one piece, from 0.5 on."""
    if not text or not hint:
        return 0.0
    match = SequenceMatcher(None, text, hint, autojunk=False).find_longest_match()
    share: float = match.size / max(len(text), len(hint))
    return share if share >= 0.5 or match.size == min(len(text), len(hint)) else 0.0


PLACE_LABEL = re.compile(r"[\u4e00-\u9fff]{2,20}[省市县区州旗镇乡村道][：:]")


def begins_title(before: str, after: str, *, first: bool) -> bool:
    """Whether two lines are one title: only the second one ends like a title."""
    bare, rest = squash(before), squash(after)
    if PLACE_LABEL.fullmatch(bare):  # 某省某市：/ “六联”共治老街区
        return len(rest) >= SHORTEST_TITLE and rest[-1] not in "。；;，,"
    if not first or len(bare) < SHORTEST_BROKEN or len(rest) > LONGEST_TITLE:
        return False
    # A line that stands for itself, or is followed by the first entry of a casebook.
    if NO_TITLE.match(bare) or bare[-1] in "！？!?" or PLACE_LABEL.match(rest):
        return False
    if bare.count("《") > bare.count("》") and "》" in rest:
        return True
    if bare.count("“") > bare.count("”") and "”" in rest and ENDS_LIKE_TITLE.search(rest):
        return True
    if bare[-1] in "—–" and not is_name(rest):
        return len(bare.rstrip("—–")) >= SHORTEST_TITLE
    whole = ENDS_LIKE_TITLE.search(bare) is not None
    return not whole and _ends_title(rest) and title_score(bare, ()) >= 1.0


def _ends_title(rest: str) -> bool:
    """Whether a line is the second half of a title: it ends like one and begins like nothing."""
    if not ENDS_LIKE_TITLE.search(rest) and rest[-1] not in "—–":
        return False
    return not any(rule.match(rest) for rule in (SENTENCE_START, NO_TITLE, SUBTITLE))


# Two parts of a title, each long enough to be no word set wide: 党建引领聚民心 抱团发展促增收;
# not …把支部建在 产业链上 or “联村联企” 建设, which go on.
SPACE = re.compile(r"\s+")
LATIN = re.compile("[A-Za-z]")
PART_END = re.compile(r"[\u3400-\u9fff\d》！？!?%％]$(?<![的在和与及向对把将为由于从是])")
PART_START = re.compile(r"(?![的和与及之等])[\u3400-\u9fff\d“‘《]")
LEAST_PART = 4  # Chinese characters


def tidy(title: AlignedText) -> AlignedText:
    """A title without the spaces that mean nothing, the stars of footnotes and a forum's links."""
    return title.sub(STARRED, "").strip().sub(SPACE, kept_space)


def kept_space(space: re.Match[str]) -> str:
    """What is left of white space in a title: one space between two parts or two Latin words.

    A line break within it is where the title was broken to fit, and is left out.
    """
    text = space.string
    before, after = text[: space.start()], text[space.end() :]
    if LATIN.match(before[-1:]) and LATIN.match(after):
        return " "
    if "\n" in space[0] or not PART_END.search(before) or not PART_START.match(after):
        return ""
    left, right = before.split()[-1], after.split()[0]
    if min(len(HAN_SIGN.findall(left)), len(HAN_SIGN.findall(right))) < LEAST_PART:
        return ""
    return "" if begins_title(left, right, first=True) else " "
