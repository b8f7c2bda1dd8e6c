"""Whose a bare word is: 办结率 of the suggestions, 建成18处 of the stations, 月工资 of the women.

A figure that its own clause names by a verb, a rate or a measure only takes the noun that the
sentence gave before.
"""

from __future__ import annotations

import re
from itertools import pairwise

from textmine.chinese.listing import AND_SO_ON
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import ACTIVITIES, Spot
from textmine.extract.phrases.nouns import AREAS, SHORT_DEEDS, is_count, is_money
from textmine.extract.phrases.tokens import PER_PERSON, Token

RATE = re.compile(r"(?:有效|平均|综合|总|年|实际|首次)?[^\W\d的]{1,2}(?:率|及率)")
ON_LOANS = re.compile(r"(?:不良|逾期|坏账)(?:贷款)?率")  # of loans, whoever takes them
# 到位资金57亿元，开工率…: money has but these
OF_MONEY = re.compile(
    r"(?:到位|使用|支出|拨付|兑付|执行|回收|还款|偿还|发放|利用|周转|征缴|收缴|入库|报销|溢价|利润|毛利|增长|回报|收益|不良|逾期|到账|滞留|节约|节支)率$"
)
SATISFIED = re.compile(r"(?:满意|知晓|支持|好评|认可|参与|投票|赞成|同意|幸福|信任)率")  # of people
MEASURED = re.compile(
    r"(?:[查盖及]面|量|数|次|面积|年龄|金额|总额|收入|产值|比例|占比|率|价|高出)$"
)
WAGE = re.compile(r"(?:工资|月薪|年薪|收入|报酬|补贴|待遇|务工收入|分红)$")
PERSON = re.compile(
    r"(?:人|员|户|农民|群众|干部|[习业学医]生|教师|职工|工|者|师|妇女|青年|长辈|老人|书记)$"
)
DOER = re.compile(
    r"(?:村|镇|乡|县|市|区|街道|社区|党委|政府|委|局|会|部门|单位|支部|们|我|他|[省市县区镇乡村]里)$"
)
TRAIL = re.compile(rf"^.*(?:的|{AND_SO_ON})(?=[^的等]{{2}})")
DEEDS = frozenset("次 场 期 场次 批次 轮 遍 堂 节 届".split())
PERSONS = {"人": "人员", "名": "人员", "位": "人员"}
POINTS = {
    "扣": "扣分",
    "加": "加分",
    "得": "得分",
    "计": "计分",
    "记": "计分",
    "占": "分值",
    "奖": "加分",
}
SHELL = re.compile(r"(?:资金|基金|经费|补贴|专款|补助|款)$")
PER_HEAD_BEGINS = frozenset("平每人户村亩单")
PER_HEAD = re.compile(
    r"(?:平均)?(?:每|人均|户均|村均|亩均|单[户株亩件次])"
    r"(?:[名个位家户人亩村天月年季度周支条件次公斤箱日餐单]{0,3}(?:每[天月年季度周日次]{1,2})?)"
)


def name_rate(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """人民建议437件，办结率98.4%: the rate of what was counted before."""
    phrase = spot.before.text
    if (
        phrase[-1:] != "率"
        or not RATE.fullmatch(phrase)
        or (spot.before.action and spot.before.action not in load_lexicon().light)
    ):
        return None
    manner = reading.text[max(0, spot.before.start - 2) : spot.before.start]
    if manner in ("按期", "按时", "一次", "首次", "有效"):
        phrase = manner + phrase
    if ON_LOANS.fullmatch(phrase):
        return Named("贷款" + phrase, None, None, "attribute")
    if previous and is_money(previous.unit) and not OF_MONEY.search(phrase):
        return Named(phrase, None, None)
    owner = _trimmed(_told(previous))
    if SATISFIED.fullmatch(phrase):
        return Named(phrase, owner or None, None) if previous else None
    owner = owner or _trimmed(reading.matter(spot)) or reading.topic(spot)
    if owner and MEASURED.search(owner):  # 投诉量下降两成，办结率…: not of how many they are
        return Named(phrase, None, None)
    if not owner or owner.endswith(phrase):
        return None
    cut = owner.find(phrase[:-1])  # 新农合|参合人口, 参合率
    owner = owner[:cut] if cut > 1 else owner
    return Named(owner + phrase, owner, None, "rate") if cut else None


ANYBODY = frozenset("人员 人口 人数 人次 户数".split())


def _told(previous: Named | None) -> str:
    """报名人员 of 报名的有420人, of which the head is but 人员."""
    if previous is None or previous.head not in ANYBODY:
        return (previous.head if previous else "") or ""
    told = previous.indicator or ""
    return told if told.endswith(previous.head) and len(told) <= MOST_OWNER else ""


MOST_OWNER = 8  # characters


def name_wage(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """吸纳贫困妇女163名，月工资1500元: the pay of those who were counted before."""
    phrase = spot.before.text
    if phrase not in load_lexicon().attributes or not WAGE.search(phrase):
        return None
    owner = _trimmed(previous.head if previous else None)
    if not PERSON.search(owner):
        return None
    return Named(owner + phrase, owner, None, "attribute")


def name_payer(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """县财政注资500万元、商会认缴260万元: who paid it, where nothing says for what."""
    verb = spot.before.action
    if spot.before.text or verb not in load_lexicon().spending or not is_money(spot.quantity.unit):
        return None
    office = OFFICE.fullmatch(spot.said.removesuffix(verb))
    payer = office["who"] if office else _subject_of(spot, verb)
    return Named(payer + verb, payer, verb, "deed") if payer else None


def fill_bare(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
    """With a noun where the indicator is a bare verb, or says no more than 每人每天."""
    word = named.indicator or ""
    if len(word) == LONGEST_VERB and previous is None:
        return named
    if word[:1] in PER_HEAD_BEGINS and PER_HEAD.fullmatch(word):
        thing = reading.matter(spot) or (previous.head if previous else "") or ""
        return Named(word + thing, thing or None, named.action, "deed")
    if spot.quantity.unit == "分" and word in POINTS:
        return Named(POINTS[word], None, named.action, "deed")
    if _says_enough(spot, word, previous):
        return named
    return _with_noun(reading, spot, word, previous, named.action or word) or named


def _says_enough(spot: Spot, word: str, previous: Named | None) -> bool:
    """Whether an indicator is more than a verb, or a verb that needs no noun."""
    unit = spot.quantity.unit
    if not _is_verb(spot, word) or unit in ("人次", "户次"):
        return True
    if unit == "对" and len(word) == LONGEST_VERB:  # 结对帮扶300对
        return True
    made = spot.before.action in load_lexicon().making and unit not in PERSONS
    if made and spot.before.text == word != word[:1]:
        return True  # 设|出口4个
    gone = previous is not None and previous.unit == unit  # 新招的9个大学生走了4个
    if (word in ON_FOOT and not gone) or MADE.fullmatch(word):  # 每天走2万步, 打井5眼
        return True
    apart = previous is None or previous.unit != unit
    deed = apart and word in load_lexicon().named_deeds
    return deed and not is_count(unit) and not is_money(unit)  # 清淤3800立方米


def _with_noun(
    reading: Reading, spot: Spot, verb: str, previous: Named | None, action: str
) -> Named | None:
    """A bare verb with what it was done to, who paid, or what became of whom."""
    unit = spot.quantity.unit
    put = _put_first(spot, verb)
    if put:
        return Named(said(verb, put, unit), put, action, "deed")
    payer = _paid_by(spot, verb)
    if payer:
        return Named(payer + verb, payer, action, "deed")
    if verb in BECOMING and unit in MEMBERS:  # 累计脱贫97户412人
        return Named(denied(spot) + verb + MEMBERS[unit], None, action, "deed")
    thing = _thing(reading, spot, previous, verb)
    if unit in AREAS and verb in LEASED and not LAND.search(thing):
        thing = "土地"  # 从20户人家流转过来75亩
    if is_money(unit) and _is_strange(verb, thing):
        return None
    if unit in PERSONS and not PERSON.search(thing):
        return Named(verb + PERSONS[unit], PERSONS[unit], action, "deed")
    return Named(said(verb, thing, unit), thing, action, "deed") if thing else None


def _paid_by(spot: Spot, verb: str) -> str:
    """保险公司|赔付15万元: who pays, where it is neither a public body nor a person."""
    payer = _subject_of(spot, verb) if is_money(spot.quantity.unit) else ""
    short = 2 < len(payer) <= 10 and verb not in payer
    return payer if short and not DOER.search(payer) and not PERSON.search(payer) else ""


def _is_strange(deed: str, thing: str) -> bool:
    """Whether a sum is not of what was told before: 日均访问量3万次，成交4亿元.

    Persons who are sent put nothing in: 选派干部35名，3年投入1.2亿元.
    """
    return MEASURED.search(thing) is not None or (
        deed in PUT_IN and PERSON.search(thing) is not None
    )


ON_FOOT = frozenset("走 跑 爬".split())
# A verb with what it makes, which jieba cuts as one word.
MADE = re.compile(
    "[打修架植造建铺挖筑栽种养装砌][井路桥树林房渠坝窖塘灯猪鸡鸭鹅羊牛蜂鱼虾菜茶果楼棚厕墙沟堤]"
)
PUT_IN = frozenset("投入 投资 出资 筹资 拿出 筹集 筹措 争取 整合".split())
LEASED = frozenset("流转 承包 租赁 租种 入股 托管 租用 承租 出租 代耕 撂荒 复垦 复耕".split())
LAND = re.compile(r"[地田园林山塘场塬坡滩]$|土地|面积|基地|大棚|水面")
PROGRAMME = re.compile(r"(?:计划|行动|工程|项目|活动|服务|平台|政策|[”」》])$")


def programme(reading: Reading, spot: Spot) -> str:
    """“暖心行动”|惠及…: what reaches them, where it has a name."""
    subject = reading.subject(spot)
    return subject if len(subject) <= 10 and PROGRAMME.search(subject) else ""


MEMBERS = {"户": "户", "人": "人口"}
# What becomes of persons and households: 累计脱贫158户.
BECOMING = frozenset("脱贫 返贫 致贫 参保 参合 返乡 搬迁 出列 摘帽".split())


def _put_first(spot: Spot, word: str) -> str:
    """路灯|就|装|了210盏: the thing that was done stands before the verb."""
    sold = word in load_lexicon().trading and not is_money(spot.quantity.unit)
    if not (sold or is_count(spot.quantity.unit)) or spot.quantity.unit in MEMBERS:
        return ""
    first = _subject_of(spot, word)
    tagged = any(token.tag[0] == "n" and first.endswith(token.word) for token in spot.left)
    told = tagged and first[-1:] not in "家人" and not DOER.search(first)
    return first if told and len(first) <= 10 and not PERSON.search(first) else ""


def denied(spot: Spot) -> str:
    """未 of 未脱贫28户."""
    words = [token.word for token in spot.left]
    return next((word for word in words if word in ("未", "尚未")), "")[-1:]


def _thing(reading: Reading, spot: Spot, previous: Named | None, deed: str) -> str:
    if previous and previous.head and previous.unit == spot.quantity.unit:
        return previous.head
    named = deed in load_lexicon().making or spot.quantity.unit in ACTIVITIES
    found = reading.quoted_before(spot) if named else ""
    found = found or reading.matter(spot)
    if found:
        return found
    topic = reading.topic(spot)
    return (previous.head if previous else "") or ("" if DOER.search(topic) else topic)


def _subject_of(spot: Spot, verb: str) -> str:
    """县财政|注资500万元: who does it."""
    at = next((i for i, token in enumerate(spot.left) if token.word == verb), 0)
    return phrase_before(spot.left[:at]).text if at else ""


def said(deed: str, thing: str, unit: str) -> str:
    """A thing and what was done with it, as one says it for things, deeds and money."""
    lexicon = load_lexicon()
    if thing.endswith(deed) or (deed in lexicon.making and unit not in ("元", "%")):
        return thing
    if deed in lexicon.attributes:
        return thing + deed  # 合作社存栏
    if is_money(unit) and SHELL.search(thing):
        return thing
    if is_money(unit):
        sold = SHORT_DEEDS.get(deed) if deed in SOLD else None
        return deed + thing if deed in lexicon.trading and not sold else thing + (sold or deed)
    if unit in DEEDS or unit in ("%", "百分点"):
        return thing + deed
    return f"{deed}的{thing}"


OFFICE = re.compile("(?P<who>[省市县区镇乡村]里)(?:又|再|还|另外?)?")  # 县里|补助60万元
SOLD = frozenset("卖 卖出 售出".split())
LONGEST_VERB = 4  # characters of the longest that jieba's dictionary or our lists hold


def _is_verb(spot: Spot, word: str) -> bool:
    if len(word) > LONGEST_VERB:
        return False
    lexicon = load_lexicon()
    token = next((token for token in reversed(spot.left) if token.word == word), None)
    if token is None and len(word) == LONGEST_VERB:  # 活化|利用23栋, 基本|建成80套
        return any(
            one.word + two.word == word and one.tag[0] in "vda" and two.word in lexicon.actions
            for one, two in pairwise(spot.left)
            if one.word not in PER_PERSON
        )
    return token is not None and (word in lexicon.actions or _tagged(token))


def _tagged(token: Token) -> bool:
    return token.tag in ("v", "vd") and token.word not in load_lexicon().heads


def _trimmed(owner: str | None) -> str:
    """在职党员 of 社区报到的在职党员, 社区工厂 of 毛绒玩具等社区工厂."""
    return TRAIL.sub("", owner or "")
