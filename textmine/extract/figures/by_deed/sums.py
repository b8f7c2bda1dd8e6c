"""Money whose name is a verb or a bare word: each is told whose it is, and what it is called.

改种药材2000亩，每亩补300元 is 药材每亩补助; 村里办起共享食堂，…，盈余2万元 is 共享食堂盈余.
"""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_deed.verbed import NOUNS
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_money
from textmine.extract.phrases.tokens import tidy

# What stays of a clause behind the noun: 票价|只收, 办公经费|提到, 额度|最高.
REMAINS = re.compile(
    r"(?<=..)(?:最[高低多少]|只收|(?<![每一两几船整单])只|仅|才|折合|提到|降到|涨到|跌破|涨破|凑齐|可达|统一|就){1,3}$"
)
LEADS = re.compile(r"^(?:凡|虽然?|但|其实|反倒|总算|另外?)(?=...)")
# What a verb of paying gives, as a noun.
GIVEN = (
    (re.compile(r"(?<![奖代国农粮贴候弥])补$"), "补助"),
    (re.compile(r"(?<=[每政里])(?P<x>[^\W\d]{0,4}?)再?奖$"), r"\g<x>奖励"),
    (re.compile(r"(?:(?<![融信])贷出?|放贷|(?<![发投存下开释排流播])放|贷款放)$"), "贷款"),
    (re.compile(r"花[去掉费]?$"), "花费"),
    (re.compile(r"捐(?:资金|出)?$"), "捐款"),
    (re.compile(r"(?<=[政里县省市])配$"), "配套"),
    (re.compile(r"(?<=[政里局委会司位])[掏出]$"), "出资"),
    (re.compile(r"(?<![要认实自代追补成公])[缴交]$"), "缴费"),
    (re.compile(r"(?<=[担斤吨个只头亩箱盒份张件])卖$"), "售价"),
    (re.compile(r"(?:倒贴|赔进)$"), "亏损"),
    (re.compile(r"省下$"), "节省"),
)
ENDS = frozenset("补奖贷出放花去掉费捐金配掏缴交卖贴进下")


def name_sum(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named:
    """*named* with a noun for its verb, and with whose it is where it says no more than 补助."""
    name = named.indicator or _by_weight_only(reading, spot)
    if name and spot.quantity.unit in ("%", "倍", "百分点"):
        said = ADVERB.sub("", TAKEN_OFF.sub("", name))
        return named if said == named.indicator else replace(named, indicator=said)
    if not name or not is_money(spot.quantity.unit):
        return named
    alone = ALONE.fullmatch(name) if len(name) <= LONGEST_VERB else None
    name = (alone["most"] or "") + NOUNS[alone["verb"]] if alone else name
    name = ADVERB.sub("", name)
    said = OFTEN_LAST.sub(_each_first, REMAINS.sub("", LEADS.sub("", name)))
    if said[-1] in ENDS:
        for verb, noun in GIVEN:
            said, count = verb.subn(noun, said)
            if count:
                break
    said = _by_weight(spot, said)
    said = _whose(reading, spot, said, previous) + said if len(said) <= LONGEST_BARE else said
    return named if said == named.indicator else replace(named, indicator=said)


# 误工补贴|一天, 办公经费|一年一村: for each of what, said last
OFTEN_LAST = re.compile(
    r"(?P<thing>[^\W\d一每]{3,12})(?P<each>(?:一(?:个?月|年|天|次|村|户|人|亩|斤|吨)){1,2})$"
)
# 买菜钱|省下|三分之一: by how much less it is
TAKEN_OFF = re.compile(r"(?<=[^\W\d]{2})(?:省下|压低|压降|压减|砍掉|降下来|降低)$")


# 奖|2000元, 最高赔|20万元: a verb that nothing tells more of
ALONE = re.compile(r"(?P<most>最[高低多少])?(?P<verb>" + "|".join(NOUNS) + ")")


LONGEST_VERB = 4  # characters, with 最高


def _each_first(said: re.Match[str]) -> str:
    """每天误工补贴 of 误工补贴一天."""
    return said["each"].replace("一", "每") + said["thing"]


# 谷子由|每斤|1.9元
BY_WEIGHT = re.compile(
    r"(?P<each>每(?:个人)?[^\W\d每年月天日周季个人]|[每一](?:公斤|千克|[斤吨担枚箱筐盒瓶份张株棵袋只头亩户]))(?:约|近|只|才|不到|超过){0,2}$"
)
WEIGHT = re.compile(r"每(?:公斤|千克|[斤吨担枚箱筐盒瓶份张株棵袋只头])")
# 旺季均价|反, 群众的花销|不准, 合格率|没低: what a clause goes on with is no part of a name
ADVERB = re.compile(
    r"(?<=[^\W\d]{2})(?:反倒?|反而|需要|不[准得能宜]|没[低高少多有]|从未|一直|(?<![需主纪重首提摘必])要|[不虽仍亦已没])$"
)
COMPARED = frozenset("卖比从提较")
WEIGHED = re.compile(r"每(?:公斤|千克|[斤吨担枚箱筐])[^\W\d每]{2,8}")
PRICE = re.compile(
    r"[费款金价额润本薪资酬]$|收入|支出|收益|补[助贴]|奖励|工资|成本|产值|增收|售价|价格"
)


def _by_weight(spot: Spot, name: str) -> str:
    """谷子每斤价格 of 谷子由每斤1.9元: what a price is of, and for how much of it."""
    by = BY_WEIGHT.search(spot.said) if spot.said[-1:] in WEIGHTS else None
    if WEIGHED.fullmatch(name) and not PRICE.search(name) and COMPARED.isdisjoint(spot.said):
        return name + "价格"  # 核桃每公斤才6元
    if by is None or by["each"] in name or "每" + by["each"][1:] in name or name in by["each"]:
        return name
    each = "每" + by["each"][1:]
    if PRICE.search(name):  # 土地流转费由|每亩|260元
        return each + name
    return f"{name}{each}价格" if WEIGHT.fullmatch(each) else name


def _by_weight_only(reading: Reading, spot: Spot) -> str | None:
    """木耳 of 木耳每斤45元, where nothing else is said."""
    by = BY_WEIGHT.search(spot.said) if spot.said[-1:] in WEIGHTS else None
    if by is None or not is_money(spot.quantity.unit):
        return None
    return phrase_before(reading.tokens(spot.left_start, spot.left_start + by.start())).text or None


WEIGHTS = frozenset("斤克吨担枚箱筐盒瓶份张株棵袋只头亩户晚餐次度节场平立方位间约近才到过")
LONGEST_BARE = 8
# 每亩|补助: of how much of a thing, and no word of what it is
EACH = re.compile(
    r"每(?P<unit>[^\W\d每年月天日周季])(?P<often>每[年月天日季])?"
    r"(?P<what>补助|补贴|奖励|奖补|津贴|售价|价格|收费|租金|成本|费用|产值|收入|收益|利润|纯?增收|贷款|保费|捐款|缴费|亏损)?"
)
SOULS = frozenset({"人", "名", "位"})
BARE = re.compile(
    r"(?:年|总|首期)?(?:资金|本金|启动资金|周转金|救助款?|资助款?|股金|盈余|结余|余额|收入|收益|营收|利润|净利润|净收[入益]|毛利"
    r"|分红|捐款|贷款|发放贷款|贷款余额|投入|投资|经费|工作经费|运营经费|注册资[本金]|成本|售价|收费|票价|花费|所需|所需资金|到位资金"
    r"|补贴|补助|奖金|销售额|营业额|流水|会费|股本|规模|保额|保费|门票收入)"
)
# What is founded, opened or launched: it has money of its own.
FOUNDED = re.compile(
    r"(?:设立|成立|开办|创办|合办|[办建兴]起|组建|推出|注册|兴建|新建|动工兴建|筹建|开设|张罗起|推行|推广|试行|建立)了?"
    r"(?:一?[个家支所座项只])?"
    r"(?P<thing>(?:“[^”“，,。；;\d]{2,10}”|「[^」「，,。；;\d]{2,10}」)[^\W\d的了]{0,5}"
    r"|[^\W\d的了“「]{0,10}?(?:合作社|公司|超市|食堂|基金|互助金|共济金|担保金|协会|工坊|车间|大厦|中心|餐厅|乐园|农场|加工厂|冷库|选果场|书院|茶馆|民宿|保险|市场|市集|大集|银行|幼儿园|养老院|卫生室))"
    r"(?![^\W\d]{1,3}[的员])"
)
REACH = 120  # characters of a paragraph before a sum in which a thing may be founded


def _whose(reading: Reading, spot: Spot, name: str, previous: Named | None) -> str:
    each = EACH.fullmatch(name)
    if each:
        return _counted_in(each["unit"], name, previous) or _counted_before(
            reading, spot, each["unit"]
        )
    whom = _beneficiary(reading, spot) if GRANTED.fullmatch(name) else ""
    if whom or not BARE.fullmatch(name):
        return whom
    thing = _founded(reading, spot) or reading.quoted_before(spot)
    return "" if name in thing or thing[-2:] == name[:2] else thing


GRANTED = re.compile(
    r"(?:一次性|每[人户村]|每[人户]?每?[年月天])?(?:奖励|补助|补贴|奖金|救助|资助|津贴|贷款|贴息)"
)
# 对考上大学的困难学生，一次性|奖励3000元
TOWARDS = re.compile(r"对于?(?P<whom>[^，,。；;：:\d]{2,24})[，,](?=[^，,。；;\d]{0,12}$)")


def _beneficiary(reading: Reading, spot: Spot) -> str:
    """To whom it is given, where the clause before opens with 对."""
    start = max(spot.sentence_start, spot.quantity.start - REACH)
    towards = TOWARDS.search(reading.text, start, spot.quantity.start)
    whom = phrase_before(reading.tokens(*towards.span("whom"))) if towards else None
    if whom is None or whom.elided:
        return ""
    return whom.text if 1 < len(whom.text) <= 10 else ""


def _counted_in(unit: str, name: str, previous: Named | None) -> str:
    """改种药材2000亩，每亩|补助: what was counted in that unit right before."""
    if previous is None or not previous.head or len(previous.head) < 2:
        return ""
    same = previous.unit == unit or (unit == "人" and previous.unit in SOULS)
    thing = previous.head.rpartition("的")[2]
    return "" if not same or thing in name or len(thing) > 10 else thing


def _counted_before(reading: Reading, spot: Spot, unit: str) -> str:
    """有机茶园1万亩，认证费由财政担六成，每亩|奖励: what was counted in that unit before."""
    if unit in "人户个村次":
        return ""
    counts = COUNTS.finditer(reading.text, spot.sentence_start, spot.clause_start)
    last = None
    for count in counts:
        last = count if count["unit"] == unit else last
    if last is None:
        return ""
    start = max(
        reading.text.rfind(mark, spot.sentence_start, last.start()) for mark in "，,；;。：:"
    )
    tokens = reading.tokens(max(start + 1, spot.sentence_start), last.start())
    thing = phrase_before(tokens).text.rpartition("的")[2]
    return thing if 1 < len(thing) <= 10 else ""


COUNTS = re.compile(r"\d[\d.,]{0,9}[万千百]?[余多]?(?P<unit>[^\W\d])")


def _founded(reading: Reading, spot: Spot) -> str:
    """What was founded before in the paragraph, the nearest."""
    begin = reading.text.rfind("\n", 0, spot.quantity.start) + 1
    begin = max(begin, spot.quantity.start - REACH)
    last = ""
    for found in FOUNDED.finditer(reading.text, begin, spot.quantity.start):
        last = found["thing"]
    return tidy(last)
