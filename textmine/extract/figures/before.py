"""Figures named by the phrase before them: 农民人均纯收入8274元, 投资100万元建成中心."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.counted import PERSON
from textmine.extract.figures.objects import object_behind
from textmine.extract.figures.owners import DOER, SHELL, programme
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

TAUGHT = frozenset("培训 轮训 巡诊 体检 考察 演出 宣讲 宣传 义诊 指导 服务 走访 慰问".split())
MANNERS = frozenset({"联合", "单独", "挂靠", "独立", "合作"})  # 联合|组建14个
# Of a measure, no further measure is (出口创汇1.9亿美元，利税1.7亿元).
MEASURES = re.compile(
    r"(?:人口|户数|收入|产值|创汇|税收|利润|利税|支出|总值|增加值|产量|余额|面积|占地|年龄|长度|里程|数量|总数|率|总额|金额|销售额|营业额|零售额|交易额)$"
)
FUNDS = frozenset({"资金", "贷款"})  # are named with who gives them
RATES = ("率", "比例", "比重")  # of which the threshold says of whom they are
AMONG = re.compile(r"每(?:百|千|万|亿|十万)[^，,。；;]{1,8}$")  # 每千名老人拥有养老床位
GOT_OUT = frozenset("拿出 抽出 腾出".split())  # also days and rooms
RAISING = frozenset("投入 争取 筹措 筹集 整合 拨付 安排".split())
FUND = re.compile(r"(?:[^\W\d]{0,4})(?:资金|经费|款项)")
# What money that was found, paid or set aside is called by what it went to.
SAID = {
    "投入": "投资",
    "拿出": "资金",
    **dict.fromkeys("筹措 筹集 争取 安排 拨付 落实 整合 下拨 争取到".split(), "资金"),
}
PLANNED = re.compile(r"(?:计划|概算|预计|规划|累计|已?完成|总)投资")
PAID_FOR = tuple("投入 投资 补助 补贴 安排 拨款 拨付 列支 出资 捐资 筹资".split())
PAID = re.compile(
    r"^.{0,6}财政(?=(?:投入|投资|补助|补贴|安排|拨款|拨付|列支)$)"
    r"|^.{1,12}?(?:厅|局|办|委|公司|集团|总队|支队|部门|政府|部|会|银行|单位|合作社|企业|学校|医院)"
    r"(?:先后|累计|共|再|又|还)?(?=(?:投入|投资|出资|捐资|拨付|拨款|筹资)$)"
)
# 三年计划|投入
AHEAD = re.compile(r"^(?:[一两二三四五六七八九十]+年(?:来|间|内)?|计划|预计|累计|拟|共|已)+(?=..)")
PAYING = re.compile(r"(?:投资|投入|出资|捐资|筹资|集资)$")
GRADE = re.compile(r"(?:国家|省|市|县|区|镇|乡|村|部|中央|地|厅|世界)级")
# 营收过百亿元|企业|达到9家: the figure before is part of what is counted.
PASSED = re.compile(
    r"(?:超过?|过|达到?|高于|突破)[\d.十百千]+[万亿]*[元亩吨人户](?:以上)?([^\W\d]{2,8})$"
)
SIZES = tuple("面积 产量 总产 产值 长度 总数 占地".split())
SIZE = re.compile(rf"(?:播种|种植|建筑|占地|养殖|经营|流转|耕地)?总?(?:{'|'.join(SIZES)})$")


def name_attribute(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """总投资5亿元, 白酒产业实现营收1500亿元: whose it is."""
    phrase, action = spot.before.text or spot.before.action or "", spot.before.action
    threshold = spot.quantity.modifier and spot.right and spot.right[0].word == "的"
    planned = phrase[:1] in MEASURE_BEGINS and MEASURE.fullmatch(phrase)
    if threshold or not (planned or phrase in load_lexicon().attributes):
        return None
    earned = action in EARNING
    if earned and action != phrase:  # 社员|分红300元
        return None
    if reading.text[max(0, spot.before.start - 2) : spot.before.start] == "辖区":
        return Named("辖区" + phrase, None, action, "attribute")
    owner = _owner_before(reading, spot, phrase, previous)
    subject = reading.subject(spot)
    if not subject and (action is None or action in load_lexicon().light):
        subject = owner or _topic_of(reading, spot, phrase)
    if not subject or subject.endswith((phrase, "人口")) or MEASURES.search(subject):
        idle = owner or earned or action in load_lexicon().light
        done = "" if idle else action or ""
        return Named(done + phrase, owner, action)
    return Named(subject + phrase, subject, action, "attribute")


def _owner_before(reading: Reading, spot: Spot, phrase: str, previous: Named | None) -> str:
    """What was made or counted right before a measure, where it may own one."""
    owner = _whose(reading.made_before(spot) or (previous.head if previous else None))
    if MEASURES.search(owner):
        return ""
    if owner and PERSON.search(owner) and not OF_PERSONS.search(phrase):
        return reading.sentence_subject(spot)
    return owner


def _topic_of(reading: Reading, spot: Spot, phrase: str) -> str:
    """What the clause before, the label or the thing last built gives to a measure."""
    topic = _whose(reading.topic(spot)) or reading.label(spot)
    if topic or not BUILT.fullmatch(phrase):
        return topic
    return reading.last_phrase(spot, BUILDINGS, beyond=True)


MEASURE_BEGINS = frozenset("规设授注概核计")
# 规划面积, 授信金额: which measure of it, and not whose
MEASURE = re.compile(
    r"(?:规划|设计|授信|注册|概算|核定|计划)总?(?:用地|建筑)?(?:面积|金额|总额|额度|投资|产能|规模|容量|库容|资[金本])"
)
# What only a thing that was built has, and such things.
BUILT = re.compile(
    r"(?:总?占地|总?建筑|总|使用|规划|营业)?面积|总?占地|总投资|库容|装机容量|藏书|床位"
)
BUILDINGS = re.compile(
    r"(?:馆|中心|站|园|园区|厂|公司|基地|医院|学校|小学|项目|工程|车间|市场|广场|公园|水库|电站|大棚|小区|大楼|食堂|驿站)$"
)
OF_PERSONS = re.compile(r"(?:年龄|工资|薪|学历|党龄|工龄|报酬)$")


def _whose(owner: str | None) -> str:
    """项目 of 项目总投资: a measure owns no other."""
    return "" if WORKED.search(owner or "") else OWN_SUM.sub("", ONE.sub("", owner or ""))


# Work and matter moved own nothing: 完成土石方21万立方米，总投资286万元.
WORKED = re.compile(r"(?:土石?方|石方|砌石|混凝土|投工|投劳|用工|工日|劳力|垃圾|淤泥)$")
ONE = re.compile(r"(?<=..)[一两][座个所处栋条幢间家]$")  # 办公楼一座，建筑面积90平方米
OWN_SUM = re.compile(
    r"(?<=..)(?:(?:计划|概算|预计|协议)?(?:总?投资额?|占地(?:面积)?|总?建筑面积|注册资[金本]|总资产)"
    r"|年?(?:存栏|出栏)量?)$"
)


def name_spent(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """投资100多万元建立起了视频中心: what it went to."""
    before, spending = spot.before, load_lexicon().spending
    phrase = before.text or before.action or ""
    phrase = PAID.sub("", phrase) if phrase.endswith(PAID_FOR) else phrase
    phrase = AHEAD.sub("", phrase) if phrase.endswith(PAID_FOR) else phrase
    given = load_lexicon().actions.get(before.action or "") == "input"
    pays = before.action in spending or phrase in spending or phrase.endswith(PAID_FOR)
    if not (given or pays):
        return None
    told = spot.right or (before.action in RAISING and len(before.text) == 2)
    if given and told and FUND.fullmatch(before.text):
        thing = object_behind(reading, spot)  # 落实资金7万元维修了村桥
        return Named(thing + before.text, thing, before.action, "spent") if thing else None
    if before.elided and before.action in spending and is_money(spot.quantity.unit):
        phrase = before.action or ""  # 拿出攒下的|30万元承包荒山
    follows = reading.text.startswith(before.action or "。", before.start + len(before.text))
    if follows and before.action in spending and DOER.search(before.text):
        phrase = before.action or ""  # 区里|拿出|60万元
    paying = PAYING.search(phrase)
    if paying and spot.right and spot.right[0].word in load_lexicon().making:
        phrase = paying[0]  # 村企联合投资90万元|建起冷库
    if phrase not in spending or (phrase in GOT_OUT and not is_money(spot.quantity.unit)):
        return None
    owner = previous.head if previous else None
    planned = PLANNED.search(reading.text, spot.clause_start, spot.quantity.start)
    if planned and phrase == "投资" and owner and not owner.endswith("投资"):
        return Named(owner + phrase, owner, before.action, "attribute")
    if owner and phrase == "投资" and reading.text[spot.left_start : spot.left_start + 1] == "、":
        return Named(owner + phrase, owner, before.action, "attribute")
    owner = reading.subject(spot) if phrase == "支出" else ""
    if owner:  # 党费专户|支出8万元
        return Named(owner + phrase, owner, before.action, "spent")
    thing = object_behind(reading, spot)
    paid = "" if SHELL.search(thing) else SAID.get(phrase, phrase)  # 拿出100万元设立专项基金
    return Named(thing + paid, thing, phrase, "spent") if thing else None


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


def name_relative(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """村均401万元, 每千名老人拥有养老床位53张, 省级74家, 联合组建14个: said with another noun."""
    before = spot.before
    phrase, owner = before.text, previous.head if previous else None
    if phrase in PER_PERSON and previous and previous.indicator:
        return Named(phrase + previous.indicator, owner, before.action)
    if spot.is_each and phrase:
        among = AMONG.search(reading.text, spot.left_start, max(before.start, 0))
        if among:
            return Named(among[0] + phrase, phrase, before.action)
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
    if not action and unit in PEOPLE and _is_bare(phrase):
        kind = "人员" if phrase in JOBS else PEOPLE[unit]  # 其中专职|8人
        return Named(phrase + kind, phrase, None)
    follows = bool(action) and reading.text.startswith(action, before.start + len(phrase))
    if follows and (len(phrase) == 2 or (is_money(unit) and action in EARNING)):
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
    if action in RAISED and is_money(unit) and GIVER.search(phrase):
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
# Verbs whose sum is of whoever stands before them.
EARNING = frozenset("分红 盈利 创收 增收 让利 获利 返利 结余".split())
BUILDING = frozenset("修缮 建设 新建 改造 维修 修建 改建 扩建 装修 翻修 硬化 绿化".split())
MONEY = re.compile(r"(?:资金|经费|投资|费用?|款|金|债券|补[贴助]|贷款|收入|产值|额|值)$")
MEASURED_OF = frozenset("零售额 增加值 主营收入 主营业务收入 总产值 工业产值 营业收入".split())
RAISED = frozenset("捐款 捐资 集资 自筹 筹资".split())  # 村民|共捐款30万元
GIVER = re.compile(r"[人员户民众部者工师们]$|青年$|老板$")
GIVING = frozenset("奖励 补助 补贴 资助 救助 慰问 奖补 扶持".split())


def _thing_sized(phrase: str) -> str:
    """桑树 of 桑树种植面积."""
    return (SIZE.sub("", phrase) if phrase.endswith(SIZES) else phrase) or phrase


GOODS = re.compile(
    r"(?!创汇|退税|贸易|总|加工|交货|供货|数量|价).{2}(?!.{0,4}[度率额量值比数]$)"
)  # 出口创汇 sells nothing
EMPLOYED = re.compile(
    r"((?:群众|农民|村民|居民|边民|妇女|青年|移民|残疾人|城镇|全年|农村|失业人员|困难人员|高校毕业生|劳动力|贫困|返乡|退役军人){0,4}(?:新增|转移|再|实现|吸纳|带动|稳定|帮扶|灵活){0,4}就业)"
    r"(?:人数)?(?:再?超过?|达到?|约|近)?$"
)


ONLY = re.compile(r"(?:(?:也|则|就|却)?(?:只有|仅有|仅为|只|仅|则为|为|则|高达)(?:约|近)?)?")
ADMIN = re.compile(r"[^\W\d]{1,8}[省市县区旗镇乡]")


def name_listed_place(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """52个村（其中甲市29个、乙县19个）: each place has its part of what was counted before."""
    same = previous is not None and previous.unit == spot.quantity.unit
    if not same or previous is None or not ADMIN.fullmatch(spot.before.text):
        return None
    end = spot.before.start + len(spot.before.text)
    first = next((token for token in spot.left if token.start == spot.before.start), None)
    if first is None or first.tag != "ns":
        return None
    alone = ONLY.fullmatch(reading.text, end, spot.quantity.start)  # 丙乡|只有|1975亩
    return replace(previous, way="inherited") if alone else None


def name_employed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    said = spot.before.text + (spot.before.action or "")
    if spot.quantity.unit not in PEOPLE or "就业" not in said:
        return None
    match = EMPLOYED.search(reading.text, spot.left_start, spot.quantity.start)
    return Named(match[1], match[1], spot.before.action) if match else None
