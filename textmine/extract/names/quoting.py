"""Coined names: the words in quotes that say what a practice is called.

`quoted_name(sentence)` leaves out slogans, aims and attributes; a noun joined to the quotes is
part of the name.
"""

from __future__ import annotations

import re

from textmine.extract.names.shaping import is_misshapen
from textmine.extract.names.trimming import COMMA, QUOTED
from textmine.extract.rulebook import rule

FIRST_WORDS = 45  # characters in which a practice is named
FAR_WORDS = 75  # in which a name stands that says itself what it is: “1+3+N”架构
SCHEME = re.compile("[+＋—-]")
CHAIN = re.compile("[—－–→~～-].+[—－–→~～-]")
# “县—乡—村”|三级联动机制: the noun that the levels are of.
LEVELS = re.compile(
    "[二两三四五六七\\d]级[\u4e00-\u9fff]{2,6}(?:机制|体系|架构|链条|网络|格局|模式|组织)"
)
# “收件+踏勘+发证”的|林权登记改革
MADE_OF = re.compile("的([\u4e00-\u9fff]{4,10})(?=[,，。;；]|$)")
# “议事厅”|“调解队”: two of a kind are named together.
BESIDE = re.compile("、?(“[^“”]{2,8}”)(?=[,，。;；]|$)")
LEAST_RHYME = 4  # characters of each phrase of a slogan of several
LEAST_LISTED = 8  # characters of quoted words that may hold a list
SHORT_QUOTE = 2  # quoted words that say little without what kind they are of: 河道“清零”行动
LONGEST_LEAD = 4  # characters before two names that the whole clause is about: 组建了“…”“…”
SHORT_TAIL = 3  # characters after a quoted name that may be any noun
AFTER_QUOTE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?=以及|[,，。;；:：、和与(（]|(?<![惠普涉触])及|$)"
)
# “红马甲”|“老法官”等宣讲队: several of a kind are known by the kind.
SEVERAL = re.compile(
    "(?:、?“[^“”]{2,16}”){1,4}等(?:系列|一批|多个|多支)?+(?!(?:公益|特色|主题)?(?:活动|平台|载体|形式|方式|服务|项目|品牌|工作|做法))"
    "([\u4e00-\u9fff]{3,8}?)(?=\\d|[,，。;；、]|$)"
)
ATTRIBUTE = re.compile("[\u4e00-\u9fff]{2}")
# 创设养老服务|“爱心卡”: what kind of thing the quoted words name.
KIND = re.compile(
    "(?:(?:推行|推出|创设|创办|开设|发放|设立|建立|打造|搭建|实施|开展|组建|成立)了?(?=[\u4e00-\u9fff]{3,6}“)"
    "|(?:形式|方式|类型)的)([\u4e00-\u9fff、]{2,8}(?<![的和及与以主题种、]))(?=“)"
)
# 与“万家乐”超市签订协议, 联合“春雨”托养中心: with whom, no name
PARTY = re.compile("(?:^|[,，])[^,，“”]{0,8}(?:与|和|同|跟|联合|会同|携手)(?<![合共][同])$")
FIRM = re.compile(
    "^[\u4e00-\u9fff]{0,4}(?:公司|超市|合作社|企业|集团|银行|商场|[茶药车酒]企|[店厂院]|中心|协会|机构|基金会)(?:签|$)"
)
REGISTERED = re.compile("(?:注册|申请注册)了?$")  # 注册|“春雨”: a trademark
# “双带头”|型村干部: what kind of people or things.
OF_KIND = re.compile(
    "[型式](?:[\u4e00-\u9fff]{0,3}?(?:党员|干部|人才|青年|书记|农民|能人|骨干|企业|组织|支部|村(?!干部)|班子))?"
)


def quoted_name(sentence: str, *, bare: bool) -> str:
    """The first coined name of a sentence, "" where it has none.

    With *bare*, quoted words need no verb of naming before them and no noun behind them.
    """
    quoted = [
        (match, name) for match in QUOTED.finditer(sentence) if (name := _quoted(sentence, match))
    ]
    if not quoted:
        return ""
    named = [
        name
        for match, name in quoted
        if name[0] == match[0][0]
        or match[1] not in name  # named by what several are
        or rule("naming").search(sentence[: match.start()])
        or (bare and "、" not in match[1])
    ]
    bodies = [name for name in named if rule("body_name").search(name)]
    return next((name for name in named if name not in bodies), next(iter(bodies), ""))


def _quoted(sentence: str, match: re.Match[str]) -> str:
    """The name that quoted words give, "" where they are a slogan or stand too far in."""
    scheme = SCHEME.search(match[1]) and rule("scheme").match(sentence, match.end())
    within = FAR_WORDS if scheme else FIRST_WORDS
    if match.start() > within and sentence[match.start() - 1] != "等":
        return ""
    if ("、" in match[1] and len(match[1]) < LEAST_LISTED) or _is_slogan(sentence, match):
        return ""
    behind = _named_behind(sentence, match)
    if behind:
        return behind
    noun = _noun_after(sentence, match.end())
    if FIRM.search(noun) and PARTY.search(sentence, 0, match.start()):
        return ""
    if not noun:
        return _without_noun(sentence, match)
    kind = _kind_before(sentence, match) if len(match[1]) <= SHORT_QUOTE else None
    return f"{kind[1] if kind else ''}{match[0]}{noun}"


def _is_slogan(sentence: str, match: re.Match[str]) -> bool:
    """Whether quoted words are a principle, a stock phrase, or a clause of their own."""
    clause = COMMA.search(match[1]) and not _noun_after(sentence, match.end())
    if _is_rhyme(match[1]) and sentence.startswith("的", match.end()):
        return MADE_OF.match(sentence, match.end()) is None or not _named_behind(sentence, match)
    return bool(clause) or rule("slogan").search(sentence[: match.end()]) is not None


def _is_rhyme(words: str) -> bool:
    """Whether quoted words are two or more phrases of one length: 景在村中留、人在画中游."""
    lengths = [len(part) for part in words.split("、")]
    return len(lengths) > 1 and min(lengths) == max(lengths) >= LEAST_RHYME


def _named_behind(sentence: str, match: re.Match[str]) -> str:
    """What stands behind quoted words that only say of which kind, levels or parts it is."""
    among = SEVERAL.match(sentence, match.end())
    if among:
        return among[1] if not is_misshapen(among[1]) else sentence[match.start() : among.end(1)]
    levels = LEVELS.match(sentence, match.end()) if CHAIN.search(match[1]) else None
    if levels:
        return levels[0]
    scheme = SCHEME.search(match[1]) or _is_rhyme(match[1])
    made = MADE_OF.match(sentence, match.end()) if scheme else None
    return made[1] if made and rule("thing_end").search(made[1]) else ""


def _without_noun(sentence: str, match: re.Match[str]) -> str:
    """The name that quoted words are by themselves, with another beside it."""
    before = sentence[: match.start()]
    if rule("aim").search(before):
        return ""
    if ATTRIBUTE.match(sentence, match.end()) and not rule("no_noun").match(sentence, match.end()):
        return ""  # 找准“热门”话题: says what kind of thing
    kind = _kind_before(sentence, match)
    if kind:
        return f"{kind[1]}{match[0]}"
    if REGISTERED.search(before):
        return f"注册{match[0]}"
    beside = BESIDE.match(sentence, match.end())
    if beside and len(match[1]) > 2 and len(COMMA.split(before)[-1]) <= LONGEST_LEAD:
        return f"{match[0]}{beside[1]}"
    return match[1] if len(match[1]) > 2 else ""


def _kind_before(sentence: str, match: re.Match[str]) -> re.Match[str] | None:
    """What kind of thing quoted words name, said right before them."""
    told = KIND.search(sentence, 0, match.start() + 1)
    return told if told and told.end() == match.start() else None


def _noun_after(sentence: str, at: int) -> str:
    """The noun that quoted words are joined to: "头雁"|工程, not "头雁"|工作开展以来."""
    if rule("no_noun").match(sentence, at):
        return ""
    kind = OF_KIND.match(sentence, at)
    if kind:
        return kind[0]
    tail = AFTER_QUOTE.match(sentence, at)
    whole = tail[0] if tail and tail[0][-1] not in "下后时" and "为" not in tail[0] else ""
    noun = rule("coined_noun").match(sentence, at)
    if whole and (len(whole) <= SHORT_TAIL or rule("thing_end").search(whole)):
        acts_on = noun and rule("verb_first").match(whole, len(noun[0]))
        return noun[0] if noun and acts_on else whole  # “亮灯”工程|推动夜间巡防
    return noun[0] if noun else ""
