"""Coined names: the words in quotes that say what a practice is called.

`quoted_name(sentence)` leaves out slogans, aims and attributes; a noun joined to the quotes is
part of the name.
"""

from __future__ import annotations

import re

from textmine.extract.rulebook import rule
from textmine.extract.trimming import QUOTED

FIRST_WORDS = 45  # characters in which a practice is named
FAR_WORDS = 75  # in which a name stands that says itself what it is: “1+3+N”架构
SCHEME = re.compile("[+＋—-]")
SHORT_TAIL = 3  # characters after a quoted name that may be any noun
AFTER_QUOTE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?=以及|[,，。;；:：、和及与(（]|$)")
# “红马甲”|“老法官”等宣讲队: several of a kind are known by the kind.
SEVERAL = re.compile(
    "(?:、?“[^“”]{2,16}”){1,4}等(?!活动|平台|载体|形式|方式|服务|项目|品牌|系列|工作|做法)"
    "([\u4e00-\u9fff]{3,8}?)(?=\\d|[,，。;；、]|$)"
)
ATTRIBUTE = re.compile("[\u4e00-\u9fff]{2}")
# 创设养老服务|“爱心卡”: what kind of thing the quoted words name.
KIND = re.compile(
    "(?:推行|推出|创设|创办|开设|发放|设立|建立|打造|搭建|实施|开展|组建|成立)了?"
    "([\u4e00-\u9fff]{3,6}(?<![的和及与以主题种]))$"
)


def quoted_name(sentence: str, *, bare: bool) -> str:
    quoted = [
        (match, name) for match in QUOTED.finditer(sentence) if (name := _quoted(sentence, match))
    ]
    named = [
        name
        for match, name in quoted
        if bare or name[0] == match[0][0] or rule("naming").search(sentence[: match.start()])
    ]
    bodies = [name for name in named if rule("body_name").search(name)]
    return next((name for name in named if name not in bodies), next(iter(bodies), ""))


def _quoted(sentence: str, match: re.Match[str]) -> str:
    """The name that quoted words give, "" where they are a slogan or stand too far in."""
    scheme = SCHEME.search(match[1]) and rule("scheme").match(sentence, match.end())
    within = FAR_WORDS if scheme else FIRST_WORDS
    if match.start() > within and sentence[match.start() - 1] != "等":
        return ""
    if "、" in match[1] and len(match[1]) < 8:
        return ""
    if rule("slogan").search(sentence[: match.end()]):
        return ""
    among = SEVERAL.match(sentence, match.end())
    if among:
        return among[1]
    noun = _noun_after(sentence, match.end())
    if not noun and rule("aim").search(sentence[: match.start()]):
        return ""
    if noun:
        return match[0] + noun
    if ATTRIBUTE.match(sentence, match.end()) and not rule("no_noun").match(sentence, match.end()):
        return ""  # 找准“热门”话题: says what kind of thing
    kind = KIND.search(sentence[: match.start()])
    return f"{kind[1]}{match[0]}" if kind else match[1] if len(match[1]) > 2 else ""


def _noun_after(sentence: str, at: int) -> str:
    """The noun that quoted words are joined to: "头雁"|工程, not "头雁"|工作开展以来."""
    tail = AFTER_QUOTE.match(sentence, at)
    if rule("no_noun").match(sentence, at):
        return ""
    whole = tail[0] if tail else ""
    if whole and (len(whole) <= SHORT_TAIL or rule("thing_end").search(whole)):
        return whole
    noun = rule("coined_noun").match(sentence, at)
    return noun[0] if noun else ""
