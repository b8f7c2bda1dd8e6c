"""Nouns that say too little alone take their owner from what was said before.

队员 of the teams just counted, 下设党支部 of the body just set up, 驿站 by its name in quotes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.chinese.listing import AND_SO_ON
from textmine.extract.figures.by_noun.bodies import of_body, set_up
from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.reading import LISTING, Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import ACTIVITIES, Spot
from textmine.extract.phrases.nouns import PEOPLE
from textmine.extract.phrases.tokens import KINDS

BELOW = re.compile(r"下(?<![地以线]下)(?:设(?![施备计])|辖|属)|内设(?![施备计])")
BODY = re.compile(
    r"(?:党委|总支|支部|党工委|党组|联盟|协会|联合会|商会|中心|公司|集团|合作社|联社|联合体|委员会|学院)$"
)
# To what each kind of members belongs.
MEMBERS = {
    "会员": r"协会|商会|联盟|联合会|工会|学会",
    "社员": r"合作社|联社|经济社|社",
    "队员": r"队",
    "组员": r"组",
    "学员": r"班|校|学院|学堂|讲堂|中心|基地",
    "用户": r"平台|系统|小程序|软件|网|客户端|APP|[”」]",
    "床位": r"医院|卫生院|民宿|中心|敬老院|养老院|公寓|酒店|站|院",
    "成员": r"会|队|组|班|联盟|合作社|联合体|委员会|团",
    "": r"队|站|点|中心|社|会|平台|园|院|馆|[”」]",
}
MEMBER_OF = {kind: re.compile(rf"(?:{ends})[”」]?$") for kind, ends in MEMBERS.items()}
EXAMPLES = re.compile(
    rf"^[^的]*?[^的等]{AND_SO_ON}(?!方面|设备|物资|设施|问题|事项|活动|书籍|工作|方式|形式|行为)(?:各类|各种|领域|行业)?(?=[^的等]{{4}})"
)
SHORT = 3  # characters of a noun that a name in quotes may stand for
PARAGRAPH = 240  # characters before a figure in which the name may stand


def enrich(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
    """*named* with the owner or the name that makes it clear; unchanged where it is."""
    if not named.indicator:
        return named
    if "等" in named.indicator:
        named = replace(named, indicator=_without_examples(named.indicator, named.action))
    return (
        of_body(reading, spot, named, previous)
        or _below(reading, spot, named, previous)
        or _member(reading, spot, named, previous)
        or _part(reading, spot, named, previous)
        or _of_trade(reading, spot, named, previous)
        or (_attended(named, previous) if previous and previous.unit in ACTIVITIES else None)
        or _named_before(reading, spot, named)
        or named
    )


# “三官一律”“50+调解队”等|宣讲队
CITED = re.compile(r"^(?:[“「《][^“”「」《》]*[”」》][、和]?)+等(?:各类|各种)?(?=[^\W\d]{2})")


def _without_examples(indicator: str, action: str | None) -> str:
    """What kind of things they are, without those named as examples."""
    bare = CITED.sub("", indicator)
    bare = KINDS.sub("", bare)
    if bare != indicator:
        return f"{action}的{bare}" if action and len(bare) == 2 else bare
    return KINDS.sub("", EXAMPLES.sub("", indicator))


def _below(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named | None:
    """成立茶业协会党委，下设3个党支部: of the body just named."""
    below = named.head and ("下" in spot.said or "内设" in spot.said)
    match = BELOW.search(spot.said) if below else None
    if match is None:
        return None
    owner = reading.subject_until(spot, spot.left_start + match.start()) or reading.matter(spot)
    owner = owner or (previous.head if previous else "") or set_up(reading, spot)
    if not BODY.search(owner) or len(owner) > 12 or owner in (named.indicator or ""):
        return None
    thing = (named.indicator or "").removeprefix(match[0])
    return replace(named, indicator=f"{owner}{match[0]}{thing}")


def _member(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named | None:
    """组建宣讲队32支，队员410人: of the teams."""
    member = named.indicator or ""
    member = member.removeprefix(f"{named.action}的") if "的" in member else member
    if member not in load_lexicon().members:
        return None
    kind = next(word for word in MEMBER_OF if member.endswith(word))
    owner = (previous.part or previous.head if previous else "") or ""
    belongs = MEMBER_OF[kind]
    if not belongs.search(owner):
        owner = reading.last_phrase(spot, belongs)
    if not owner or len(owner) > 14:
        return None
    joined = owner + (member[1:] if owner.rstrip("”」")[-1:] == member[0] else member)
    return replace(named, indicator=joined)


def _part(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named | None:
    """外出务工人员26万人，其中党员5300名: party members among those."""
    whole = (previous.head if previous else "") or ""
    schooled = spot.quantity.unit in PEOPLE and SCHOOLED.search(named.indicator or "")
    if schooled and 1 < len(whole) <= 10 and WHOM.search(whole):  # 高中以上学历|5人
        return replace(named, indicator=f"{named.indicator}的{whole}", head=whole)
    kind = PARTS.get(named.indicator or "")
    if kind is None:
        return None
    if not reading.is_part(spot) or not WHOM.search(whole) or len(whole) > 10:
        return None
    bare = whole.removesuffix("人员")
    joined = bare + kind if bare != whole and kind == "党员" else kind + whole
    return replace(named, indicator=joined, head=joined)


LONGEST_PART = 8  # characters of 其中 and a trade
SAID_OF_PART = re.compile("^(?:其中)?[、和及与]?")


def _of_trade(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named | None:
    """商户420家，其中餐饮63家、零售21家: of the shops."""
    if previous is None or previous.unit != spot.quantity.unit or len(spot.said) > LONGEST_PART:
        return None
    lexicon, whole = load_lexicon(), previous.head or ""
    trade = SAID_OF_PART.sub("", spot.said)
    if trade not in lexicon.trades:
        return None
    listed = previous.part is not None and (spot.said[:1] in LISTING or spot.said == trade)
    if whole[:2] in lexicon.actions and whole[2:] in lexicon.generic:
        whole = whole[2:]  # 引进|项目
    if not (listed or reading.is_part(spot)) or not 1 < len(whole) <= 10 or trade in whole:
        return None
    return replace(named, indicator=trade + whole, head=whole, part=trade + whole)


SCHOOLED = re.compile(r"(?:学历|文化程度|职称|学位)$")
ATTENDED = re.compile(
    r"(?:参加|参与|到场|参会|听课|受教育)的?(?:人员|人次|人数|群众|党员|干部|居民|村民)|观众|听众"
)


def _attended(named: Named, previous: Named) -> Named | None:
    """举办“邻里节”107场，参加人员800人次: of the activity just counted."""
    event = previous.head
    if not event or len(event) > 10 or not ATTENDED.fullmatch(named.indicator or ""):
        return None
    return replace(named, indicator=event + (named.indicator or "").replace("的", ""))


PARTS = {"党员": "党员", "女性": "女", "妇女": "女", "女": "女"}
WHOM = re.compile(
    r"(?:人员|员|师|工|者|干部|农民|骑手|司机|村官|书记|代表|能手|组长|网格长|党员|村民|群众|教师|医生)$"
)


def _named_before(reading: Reading, spot: Spot, named: Named) -> Named | None:
    """办起“红色驿站”，…。目前设立驿站17个: by its name in quotes, earlier in the paragraph."""
    head = named.head or ""
    if not 2 <= len(head) <= SHORT or PERSON.search(head) or not head.isalpha():
        return None
    if head in load_lexicon().generic:
        return None
    whole = (named.indicator or "").replace("的", "")
    if whole != head and whole.removesuffix(head) != (named.action or ""):
        return None
    start = max(reading.text.rfind("\n", 0, spot.clause_start), spot.clause_start - PARAGRAPH, 0)
    before = reading.text[start : spot.clause_start]
    if head + "”" not in before and head + "」" not in before:  # spares making a pattern
        return None
    # 以“小网格”托起“大民生” names no network.
    found = re.findall(
        rf"[“「](?!小{head}|大{head})[^”“」「，,。；;、+＋\n]{{1,8}}{head}[”」]", before
    )
    return replace(named, indicator=found[-1]) if found else None
