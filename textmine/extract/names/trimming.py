"""Phrases cut down to names: without empty verbs, figures, attributes and long lists."""

from __future__ import annotations

import re

from textmine.chinese.listing import AND_SO_ON
from textmine.extract.names.complements import end_of_verb
from textmine.extract.rulebook import rule

LONGEST_OBJECT = 16
SHORTEST_OBJECT = 2
ACT = re.compile("压实|夯实|做实|凝聚|激发|理顺|畅通|筑牢|传导|配齐|建强|用好|管好|办好|抓好")
LONGEST_NAME = 22
COMMA = re.compile("[,，]")
QUOTED = re.compile(r"[“‘\"「『]([^“”‘’\"「」『』]{2,16})[”’\"」』]")
# How sure a figure is, or what bounds it: 占比|不得超过|20%
SURE = (
    "(?:近|约|共|逾|超过?|[低高]于|至[少多]|最[少多高低]"
    "|不(?:得|能|准|可|许)?(?:[少低多高大小]于|超过?))"
)
COUNTED = re.compile(
    rf"{SURE}?\d[\d.]{{0,15}}(?:多|余)?[万千百亿]{{0,2}}(?:多|余)?"
    r"(?:个|家|名|所|处|支|项|条|座|户|批|套|次|期|场|人|块|间|元|份|平?米|公里|亩|平方米|立方米|吨|公斤"
    r"|斤|棵|株|盏|台|辆|张|根|头|只|册|幅|栋|幢|件|口|眼|尾|架|部|枚|趟|例|宗|笔|对|羽|匹|人次|户次|场次|期次|件次|天|年|桌|分|小时|分钟|个?工作日|个?月|个百分点|%|％)?(?:以上)?$"
    r"|(?<=[\u4e00-\u9fff]{3})(?<![一两二三四五六七八九十百千第])(?!一起$)(?:近|约|超|共)?[一两二三四五六七八九十百千万]{1,7}[多余]?[万亿]?"
    r"(?:个|家|名|座|所|处|支|条|户|批|次|期|场|间|起|人|盏|眼|台|亩|公里|份|件|项|户次|人次|元|册|吨|斤|公斤|台|辆|棵|株|头|只|块|本|张|套)$"
)
# "木材、食用菌和生猪3个产业党支部": what is counted at the end.
INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:\d{1,9}|[一两二三四五六七八九十]{1,6})(?:个|家|名|支|项|类|处|所)(?=[\u4e00-\u9fff]{4})"
)
# "“法治小院”“说事亭”等调解点": what the list is of.
AMONG = re.compile(f"[^等]{AND_SO_ON}([\u4e00-\u9fff]{{3,10}})$")
# "棉被、帐篷等救灾储备库", "木雕、竹编三大手工作坊": what a list is of.
OF_LIST = re.compile(
    f"、[^“”、]{{1,16}}?(?:{AND_SO_ON}"
    "(?:(?:多种|各种|各类|多项|多个|一批|一系列|系列|[\\d一二两三四五六七八九十]{1,3}[大个项类种级]))?"
    "|[一二三四五六七八九十]大)((?![一二三四五六七八九十两]|[个项类])[\u4e00-\u9fff]{4,12})$"
)
# 组织卫健、民政等|部门联合|开展评估: who does it together, not what the list is of
JOINTLY = re.compile("^(?:部门|单位|机构|企业|力量)(?:联合|共同|协同)(?=[\u4e00-\u9fff]{4})")
# 由医生、护士等|组成的|医疗队: whom it is made up of
MADE_UP = re.compile("^(?:共同)?(?:组成|构成|参加|参与|组建|构建)的(?=[\u4e00-\u9fff]{3})")
# Nouns that any list may be of.
SORT = re.compile(
    "(?:工作|活动|方式|形式|措施|内容|项目|问题|方面|部门|单位|人员|资金|力量|区域|作用|情况|资源|服务|主题)$"
)
# 232.5千瓦|光伏发电站, 80万元|入股养鱼; not 一元|爱心食堂, 一米|阳光书屋
AMOUNT = re.compile(
    r"^(?![百千万](?:米|亩|吨|元|公里)[\u4e00-\u9fff]{2,8}(?:行动|工程|计划|项目|活动)$)"
    r"(?!(?:[一二三四五1]元|[一1](?:[米亩吨]|公里|平方米|立方米))(?![多余的]))(?:总?投资|投入|出资)?[\d一二两三四五六七八九十百千][\d一二两三四五六七八九十百千.]*[万亿]?(?:千瓦|兆瓦|吨|公里|平方米|立方米|米|元|亩)(?:多|余)?的?(?=[\u4e00-\u9fff]{3})"
)
# "市民中心|目前已通过规划": what is said of a thing, behind it.
ADVERB = re.compile(
    "(?<=[\u4e00-\u9fff”]{4})(?:目前|现已|已经|已(?<!而已)|均(?<![人户村亩年月日季平]均)(?![衡等匀价])"
    "|都(?<![首成古陪国新花江]都)(?<!之都)(?![市会])|将(?![军士来])|正在|再次|也"
    "|还(?<![耕偿归返发交退]还)(?![田林草湖款贷湿]))(?![的是])"
)
OF_PARTY = re.compile("党的(?=[一二十]|精神|建设|政策|理论|创新理论|组织)")
LONG_ATTRIBUTE = 10  # characters of a phrase that may keep its attribute
LEAST_HEAD = 4
SHORT_MEMBER, LONGEST_LIST = 3, 20  # characters of a member of a list, and of a list kept whole
# 网格党支部、|56个|楼栋党小组
INNER_COUNT = re.compile(
    r"(?<=[、和及])(?:\d[\d.]*[多余万]*[个名支项条处所座批套间]|一[次场名个项本条](?=[\u4e00-\u9fff]{2}))"
)
# 资助困难职工子女|1200人|上大学
AMIDST = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])(?:不少于|不低于|不超过|超过|至少|近|约|逾|超)|(?<=[\u4e00-\u9fff]{2}))\d[\d.]*[多余万]*"
    r"(?:[个家名人户支条]次?(?:以上|以下|左右)?(?=[\u4e00-\u9fff]{3})|[只头株棵盏](?=[\u4e00-\u9fff]{2})"
    r"|(?:亩|公里|平方米)(?!的)(?=[\u4e00-\u9fff]{3}))"
)
# 建起|一个|党总支、联系了|两家|调料商
SPELT = re.compile(
    "(?<=[\u4e00-\u9fff])(?<![第把将的对在各每这那一两二三四五六七八九十百千])"
    "(?:了[一两二三四五六七八九十]{1,3}[期次场轮]|了?[一两二三四五六七八九十]{1,3}"
    "(?:个|名|家|支|批|项|条|张|本|座|处|套|台|辆|间|所))(?=[\u4e00-\u9fff]{3})(?![月的组村人])"
)
NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千]")
# 创业社区|61个|、创业市场
BEFORE_NEXT = re.compile(
    r"\d[\d.]{0,15}[多余万]{0,3}(?:[个家名支项条处所座批套间亩吨台辆眼]|(?:平方|立方)?米|公里)(?=[、和及])"
)
# 举办展会|160场、交易额超3亿元: figures in a row are of one act each
FIGURES = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})\d[\d.]{0,15}[多余万]{0,3}(?:[件份起场次期]|[万亿]{0,2}元)[、和及].*"
)
LEADING_COUNT = re.compile(
    r"^(?:\d[\d.]*|[一二两三四五六七八九十百千]{2,})[多余万]*[个家名人户支条](?:[市县乡镇村]的)?(?=[\u4e00-\u9fff]{3})"
)
# 将县直单位由以前的47个增加到|100个: what changed, and how.
CHANGED = re.compile(
    r"[将把]?([^，,、由从]{2,20})[由从](?:[^，,、]{0,9}\d[^，,、]{0,6}?|(?:以前|原来|原先|过去|最初|上年|去年)的?)"
    r"(增加|增|提高|提升|扩展|扩大|扩充|发展|减少|压减|压缩|降低|下降|缩短|缩减|升|降|减)[到至为](?:\d.*)?$"
)
WAYS = {"增": "增加", "发展": "增加", "升": "提高", "降": "降低", "减": "减少"}
OF_WHOM = re.compile("[^对的、]{2,8}对[^对的]{2,8}的")  # 村民对村干部的|评议办法
TREATS = re.compile("[对把将由]")  # 对部门的|效率作测评: no attribute
SAYS = re.compile(r"[不\d]")  # "…的比例不低于50%": no thing
BARE_ONE = re.compile("一[个支张本套批条]")  # 打造|一批品牌: says little without its verb
TAIL = re.compile(r"(?:的(?:过程|工作|办法|原则|方法|方式|形式|做法|组织体系|关系|思路))$")


def without_start(pattern: re.Pattern[str], text: str) -> str:
    """A text without what a pattern matches at its start."""
    match = pattern.match(text)
    return text[match.end() :] if match else text


def trim_verb(phrase: str) -> str:
    """Without the empty verb that a named thing hangs on, where enough is left."""
    phrase = without_start(rule("bidding"), without_start(rule("actor"), phrase))
    match = rule("empty_verb").match(phrase)
    rest = phrase[end_of_verb(match) :] if match else phrase
    named = rule("thing_end").search(rest) or QUOTED.match(rest)
    if match and named and _goes_on_with_act(rest):
        return TAIL.sub("", phrase)  # 强化联动、压实责任
    bare = not named or len(rest) < 4 or BARE_ONE.match(rest)
    return TAIL.sub("", phrase if bare else rest)


def _goes_on_with_act(rest: str) -> bool:
    """Whether a list goes over from things to another act: 联动、压实责任."""
    first, _, more = rest.partition("、")
    act = ACT.match(more) or rule("abstract").match(more) or rule("concrete").match(more)
    return act is not None and "“" not in first and len(more) - act.end() >= SHORTEST_OBJECT


def shorten(phrase: str) -> str:
    """Without figures behind it, and without a long attribute before it."""
    phrase = TAIL.sub("", COUNTED.sub("", AMOUNT.sub("", phrase)))
    listed = _what_list_is_of(phrase)
    if listed:
        return listed
    if len(phrase) > LONGEST_OBJECT and (each := BEFORE_NEXT.search(phrase, SHORT_MEMBER)):
        return phrase[: each.start()]  # 辣椒厂房|2300平方米、烘干线
    counted = INSIDE.search(phrase)
    if counted and len(phrase) - counted.end() > 3:
        phrase = phrase[counted.end() :]
    phrase = _without_attribute(phrase)
    return _of_list(phrase) if len(phrase) > LONGEST_OBJECT and "、" in phrase else phrase


def uncounted(name: str) -> str:
    """A name without how many of each: 资助困难职工子女|1200人|上大学."""
    if not NUMERAL.search(name):
        return name
    name = FIGURES.sub("", name)
    return SPELT.sub(
        "", AMIDST.sub("", LEADING_COUNT.sub("", INNER_COUNT.sub("", BEFORE_NEXT.sub("", name))))
    )


def what_changed(name: str) -> str:
    """A name that tells a figure's change without its figures.

    >>> what_changed("把联系企业的干部从原来的120名增至"), what_changed("把支部从村扩展到产业链")
    ('联系企业的干部增加', '把支部从村扩展到产业链')
    """
    changed = CHANGED.match(name)
    return changed[1] + WAYS.get(changed[2], changed[2]) if changed else name


def _what_list_is_of(phrase: str) -> str:
    """The noun behind 等 that says what a list is of, "" where it says little."""
    if "“" in phrase:
        among = AMONG.search(phrase)
        return among[1] if among and len(phrase) > LONGEST_OBJECT else ""
    listed = OF_LIST.search(phrase)
    if not listed or SORT.search(listed[1]):
        return ""
    return MADE_UP.sub("", JOINTLY.sub("", listed[1]))


def _without_attribute(phrase: str) -> str:
    """The noun behind the last 的 of a long phrase, where it says enough."""
    if len(phrase) <= LONG_ATTRIBUTE or "的" not in phrase:
        return phrase
    if len(phrase) <= LONGEST_OBJECT and OF_WHOM.match(phrase):
        return phrase
    head = OF_PARTY.sub("党", phrase).rsplit("的", 1)[-1]
    return head if len(head) > 3 and "”" not in head.split("“")[0] else phrase


def fit(phrase: str, longest: int) -> str:
    """A phrase that is no longer than a name, cut where it can be."""
    if len(phrase) <= longest:
        return phrase
    said = ADVERB.search(phrase)
    if said and said.start() <= longest:
        phrase = phrase[: said.start()]
    head = "" if TREATS.search(phrase) else phrase.rsplit("的", 1)[-1]
    if len(phrase) > LONGEST_OBJECT and len(head) >= LEAST_HEAD and not SAYS.search(head):
        phrase = head
    while len(phrase) > longest and "、" in phrase:
        phrase = phrase.rsplit("、", 1)[0]
    return phrase[:longest]


def _of_list(phrase: str) -> str:
    """Of a long list its last members, with the noun that all share, else its first.

    One of short members ("苹果、旅游、蔬菜、粮食产业党委") stays whole.
    """
    members = phrase.split("、")[:-1]
    short = max(map(len, members)) <= SHORT_MEMBER and len(phrase) <= LONGEST_LIST
    if short and rule("thing_end").search(phrase):
        return phrase
    first, _, rest = phrase.partition("、")
    while len(rest) > LONGEST_OBJECT and "、" in rest:
        rest = rest.split("、", 1)[1]
    return rest if len(rest) <= LONGEST_OBJECT else first
