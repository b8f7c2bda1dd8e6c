"""Figures named by the phrase before them: 农民人均纯收入8274元, 投资100万元建成中心."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_noun.attributes import EARNING
from textmine.extract.figures.by_noun.counted import PERSON
from textmine.extract.figures.by_noun.owners import DOER, programme
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import (
    BENEFITING,
    DEEDS,
    PEOPLE,
    is_money,
    joined,
    needs_verb,
    noun_of_deed,
    noun_of_homes,
    noun_of_year,
)
from textmine.extract.phrases.tokens import PER_PERSON

REST = frozenset("剩下 余下 剩余".split())
TAUGHT = frozenset("培训 轮训 巡诊 体检 考察 演出 宣讲 宣传 义诊 指导 服务 走访 慰问".split())
MANNERS = frozenset({"联合", "单独", "挂靠", "独立", "合作"})  # 联合|组建14个
FUNDS = frozenset({"资金", "贷款"})  # are named with who gives them
RATES = ("率", "比例", "比重", "占比")  # of which the threshold says of whom they are
AMONG = re.compile(r"每(?:百|千|万|亿|十万)[^，,。；;]{1,8}$")  # 每千名老人拥有养老床位
GRADE = re.compile(r"(?:国家|省|市|县|区|镇|乡|村|部|中央|地|厅|世界)级")
# 营收过百亿元|企业|达到9家: the figure before is part of what is counted.
PASSED = re.compile(
    r"(?:超过?|过|达到?|高于|突破)[\d.十百千]+[万亿]*[元亩吨人户](?:以上)?([^\W\d]{2,8})$"
)
SIZES = tuple("面积 产量 总产 产值 长度 总数 占地".split())
SIZE = re.compile(rf"(?:播种|种植|建筑|占地|养殖|经营|流转|耕地)?总?(?:{'|'.join(SIZES)})$")


def name_passed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """营收过百亿元企业达到9家: by the mark that those counted passed."""
    if spot.before.text or spot.after.text or not spot.before.links:
        return None
    passed = PASSED.search(reading.text, spot.clause_start, spot.left_start)
    phrase = reading.threshold_phrase(spot.clause_start, spot.left_start) if passed else ""
    return Named(phrase, passed[1], spot.before.action) if passed and phrase else None


def name_threshold(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """收入5万元以上的村有412个."""
    phrase = spot.before.text
    if not phrase or not reading.follows_threshold(spot):
        return None
    if len(phrase) < 4 or phrase.startswith("之间") or phrase.endswith(RATES):
        phrase = reading.threshold_phrase(spot.clause_start, spot.quantity.start) or phrase
    return Named(phrase, phrase, spot.before.action)


EACH_OF = re.compile(r"^(?:每[^\W\d每]|[户人亩村]均)(?:每[年月天日])?")


def name_relative(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """村均401万元, 每千名老人拥有养老床位53张, 省级74家, 联合组建14个: said with another noun."""
    before = spot.before
    phrase, owner = before.text, previous.head if previous else None
    apart = previous and is_money(spot.quantity.unit) != is_money(previous.unit)
    if phrase in PER_PERSON and apart:  # 参合率98.9%，人均|筹资|340元
        return Named(phrase + before.action, owner, before.action) if before.action else None
    if phrase in PER_PERSON and previous and previous.indicator:
        told = EACH_OF.sub("", previous.indicator)  # 每亩分红600元，|户均|2300元
        return Named(phrase + (told or previous.indicator), owner, before.action)
    if spot.is_each and phrase:
        among = AMONG.search(reading.text, spot.left_start, max(before.start, 0))
        if among:
            return Named(among[0] + phrase, phrase, before.action)
    if owner and phrase in REST and previous and previous.unit == spot.quantity.unit:
        return Named(f"剩下的{owner}", owner, before.action)
    if owner and GRADE.fullmatch(phrase):
        return Named(phrase + GRADE.sub("", owner, count=1), owner, before.action)
    if owner and before.action and phrase in MANNERS:
        return Named(f"{phrase}{before.action}的{owner}", owner, before.action, "deed")
    return None


def name_before(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """农民人均纯收入8274元: the phrase before the number."""
    before, unit = spot.before, spot.quantity.unit
    phrase, action = before.text, before.action or ""
    if not phrase:
        return None
    if is_money(unit) and not _may_be_sum(spot):
        return Named(action + "资金" * (action in GATHERED) or None, None, action or None, "deed")
    if not action and unit in PEOPLE and _is_bare(phrase):
        kind = "人员" if phrase in JOBS else PEOPLE[unit]  # 其中专职|8人
        kind = "人数" if phrase in HARMED else kind
        return Named(phrase + kind, phrase, None)
    follows = bool(action) and reading.text.startswith(action, before.start + len(phrase))
    sold = action in load_lexicon().trading and not is_money(unit)
    if follows and not sold and (len(phrase) == 2 or (is_money(unit) and action in EARNING)):
        return Named(phrase + action, phrase, action)  # 沿线|创收, 村集体|分红
    phrase = (
        _as_noun(phrase, action, unit)
        or _with_verb(phrase, action, unit)
        or _as_reached(reading, spot)
        or _with_owner(reading, spot, previous)
    )
    if phrase in MEASURED_OF and action in load_lexicon().light:  # 限额以上企业|实现零售额
        subject = reading.subject(spot)
        owned = subject and len(subject) <= 10 and not DOER.search(subject)
        phrase = subject + phrase if owned else phrase
    head = None if before.elided else _thing_sized(before.text)
    return Named(phrase, head, before.action)


GATHERED = frozenset("筹集 争取 募集 筹措 整合 落实 拨付 凑 拿出".split())


def _may_be_sum(spot: Spot) -> bool:
    """Whether a sum may be called so: not 老年人|5元, 东挪西凑|20万元, 他多方|筹资1600万元."""
    end = spot.before.start + len(spot.before.text)
    last = next((token for token in reversed(spot.left) if token.end <= end), None)
    if last is None or last.end != end:
        return True
    named = last.word[-2:] in load_lexicon().attributes or MONEY.search(last.word)  # 拖欠工资
    by_hand = last.tag in ("i", "nr") and not named
    return not (by_hand or (not spot.before.action and PERSON.search(spot.before.text)))


HARMED = frozenset("死亡 受伤 伤亡 遇难 失踪 重伤 轻伤 感染 患病 确诊 牺牲".split())
JOBS = frozenset("专职 兼职 临时 挂职 聘用 返聘 在编".split())


def _is_bare(phrase: str) -> bool:
    return phrase in load_lexicon().modifiers or phrase in load_lexicon().nominal


def _as_noun(phrase: str, action: str, unit: str) -> str:
    """花椒收购, 肉鸡年产量, 居民户数: how much of a thing there was, as a noun; else ""."""
    noun = noun_of_deed(action, phrase, unit) or noun_of_year(phrase)
    traded = not noun and not action and phrase[:2] in load_lexicon().trading
    if traded and GOODS.match(phrase[2:]):
        noun = noun_of_deed(phrase[:2], phrase[2:], unit)
    return noun or (noun_of_homes(phrase) if unit == "户" else "")


def _with_verb(phrase: str, action: str, unit: str) -> str:
    """奖励村干部每人2000元, 修缮活动室18万元: the deed that is counted or paid; else ""."""
    taught = unit in DEEDS and action in TAUGHT
    given = action in GIVING and is_money(unit) and PERSON.search(phrase)
    paid = phrase.endswith("财政") and action in load_lexicon().spending
    if is_money(unit) and (paid or (action in RAISED and GIVER.search(phrase))):
        return phrase + action
    built = action in BUILDING and is_money(unit) and not MONEY.search(phrase)
    if taught or given or built:
        return phrase + action
    entered = ENTERED.match(phrase if not action else action + phrase)
    if entered and unit in MET and not PERSON.search(phrase):  # 纳入|低保范围|210人
        return f"{entered[1]}{entered[2]}的{'农户' if unit == '户' else '人员'}"
    if action and unit in MET and CONDITION.search(phrase):  # 消除|风险|711户
        return action + phrase + MET[unit]
    return ""


def _as_reached(reading: Reading, spot: Spot) -> str:
    """受益茶农, “暖心行动”惠及茶农: whom something benefits; else ""."""
    phrase, action = spot.before.text, spot.before.action or ""
    if action not in BENEFITING:
        return ""
    reaching = programme(reading, spot)
    if reaching:
        return reaching + joined(action, phrase)
    return "受益" + phrase if spot.quantity.unit == "户" else ""


def _with_owner(reading: Reading, spot: Spot, previous: Named | None) -> str:
    """The phrase with its verb, or with that of the list, where it says too little alone."""
    phrase, action = spot.before.text, spot.before.action or ""
    if needs_verb(phrase, action):
        return (reading.subject(spot) if phrase in FUNDS else "") + joined(action, phrase)
    return phrase if action else reading.goes_on_with(spot, phrase, previous)


# What persons and homes are counted by, where a verb has it as its object.
MET = {"户": "户", "人": "人员", "名": "人员", "位": "人员"}
ENTERED = re.compile(r"新?(纳入|列入|编入|进入|录入)([^\W\d的]{3,10})$")
CONDITION = re.compile(
    r"(?:风险|困难|难题|意向|低保|补贴|补助|津贴|贷款|[^保见论]证|证书|承诺书|待遇|职称|学历|资格|手续|协议|合同|慰问金|救助金|养老金)$"
)
BUILDING = frozenset("修缮 建设 新建 改造 维修 修建 改建 扩建 装修 翻修 硬化 绿化".split())
MONEY = re.compile(r"(?:资金|经费|投资|费用?|款|金|债券|补[贴助]|贷款|收入|产值|额|值)$")
MEASURED_OF = frozenset("零售额 增加值 主营收入 主营业务收入 总产值 工业产值 营业收入".split())
RAISED = frozenset("捐款 捐资 集资 自筹 筹资".split())  # 村民|共捐款30万元
GIVER = re.compile(r"[人员户民众部者工师们]$|青年$|老板$")
GIVING = frozenset("奖励 补助 补贴 资助 救助 慰问 奖补 扶持".split())


def _thing_sized(phrase: str) -> str:
    """桑树 of 桑树种植面积."""
    thing = SIZE.sub("", phrase) if phrase.endswith(SIZES) else phrase
    return thing if len(thing) > 1 else phrase  # 日产量


GOODS = re.compile(
    r"(?!创汇|退税|贸易|总|加工|交货|供货|数量|价).{2}(?!.{0,4}[度率额量值比数]$)"
)  # 出口创汇 sells nothing
EMPLOYED = re.compile(
    r"((?:群众|农民|村民|居民|边民|妇女|青年|移民|残疾人|城镇|全年|农村|失业人员|困难人员|高校毕业生|劳动力|贫困|返乡|退役军人){0,4}(?:新增|转移|再|实现|吸纳|带动|稳定|帮扶|灵活){0,4}就业)"
    r"(?:人数)?(?:再?超过?|达到?|约|近)?$"
)

WHO_WORKS = re.compile(r"[^\W\d的]{2,8}[员工者民人生户军女]")
ONLY = re.compile(
    r"(?:一地|境内)?(?:集中|分布|坐落|聚集|扎根|落户|现|共|已|[也则就却便还])*"
    r"(?:只有|仅有|仅为|只|仅|则为|为|则|高达|占了?|达|有|着)?(?:约|近)?"
)
THERE = re.compile(r"(?:集中|分布|坐落|聚集|扎根|落户)$")
ADMIN = re.compile(r"[^\W\d]{1,8}[省市县区旗镇乡]")


def name_listed_place(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """52个村（其中甲市29个、乙县19个）: each place has its part of what was counted before."""
    same = previous is not None and previous.unit == spot.quantity.unit
    place = THERE.sub("", spot.before.text)
    if not same or previous is None or not ADMIN.fullmatch(place):
        return None
    end = spot.before.start + len(place)
    first = next((token for token in spot.left if token.start == spot.before.start), None)
    if first is None or first.tag != "ns":
        return None
    alone = ONLY.fullmatch(reading.text, end, spot.quantity.start)  # 丙乡|只有|1975亩
    return replace(previous, way="inherited") if alone else None


def name_employed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """下岗职工再就业300人: who found work, where the words before the number say so."""
    said = spot.before.text + (spot.before.action or "")
    if spot.quantity.unit not in PEOPLE or "就业" not in said:
        return None
    match = EMPLOYED.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    whole = spot.before.text  # 下岗职工|再就业
    longer = whole.endswith(match[1]) and WHO_WORKS.fullmatch(whole[: -len(match[1])]) is not None
    named = whole if longer else match[1]
    return Named(named, named, spot.before.action)
