"""Who or what a number counts, where more than the next noun tells: 3126名学生|学杂费."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.clauses import BEARER, REACH, Spot
from textmine.extract.phrases.nouns import ASKING, is_count
from textmine.extract.phrases.tokens import Token, has_head

THINGS = frozenset("个 处 项 片 块 座 条".split())
PERSON = re.compile(
    r"(?:人|员|户|农民|群众|干部|学生|教师|职工|工|者|师|骑手|司机|妇女|青年|老人|长辈|村民|书记|代表"
    r"|农|村官)$"
)
HOUSES = re.compile(
    r"全倒户|[^\W\d的全]{1,3}户(?=[，,。；;在有都均已、]|全部|统一|集体|自愿|率先|先后|纷纷|主动|通过|走上|实现|$)"
)
# 返乡党员|上岗, 农户|入社: what those counted do, in one verb.
DOES = re.compile(
    r"(.{0,8}(?:党员|干部|农户|贫困户|群众|村民|居民|技术员|党支部|党组织|企业|大学生|人员|家庭|单位|机关|(?<!乡)村|社区))"
    r"((?:吃水|饮水|住房|出行|生活|就医|上学|用电|灌溉|看病|用水)(?:困难|不便|难|紧张|短缺)|党建(?:联建|共建|结对)"
    r"|(?:上云|上规|升规|入统|进村|入户|下沉|包村|上岗|入社|入股|入会|驻村|联户|联村|返乡|回乡|脱贫|受益|参与|参加|报名|落户|入驻|换届|挂牌|达标|先行|出列|摘帽|搬迁|转产|转岗).{0,6})$"
)
# 带动15万|农户|发展特色产业
LED = frozenset("带动 帮扶 扶持 辐射".split())
LED_TO = re.compile(
    r"([^\W\d]{0,4}?(?:农户|贫困户|脱贫户|村民|群众|农民|党员|居民|妇女|青年|职工|(?<!乡)村))([^\W\d]{4,12})$"
)
# 项目|建成投产: what became of things, in one verb or two.
BECAME = re.compile(
    r"(.{0,14}(?:项目|企业|工程|学校|医院|卫生院|电站|公园|小区|景区|基地|园区|中心|实验室|平台|设施|场馆|车间|泵站|厂房|公路|大桥|村|社区))"
    r"((?:实现)?(?:建成投产|建成投用|建成启用|投入使用|投入运营|开工建设|启动建设|竣工投产|投产达效|加快建设|落地开工"
    r"|签约落地|挂牌成立|完成改造|建成|投产|投用|开工|竣工|落地|通车))$"
)
# 学生|学杂费: what is theirs, behind those counted.
BORNE = re.compile(
    r"[^，,。；;]{0,6}?(?:学生|群众|职工|农民工?|村民|居民|老人|儿童|患者|党员|干部|妇女|农户|贫困户)"
    r"(?=(?:的)?(?:学杂费|学费|医药费|医疗费|费用|工资|欠薪|居住环境|居住条件|人居环境|房屋|住房|户口|档案|资料|信息|问题|债务|保险|保费))"
)
# 改善|800户群众|居住环境, 解决|210名村民的|饮水难题
BETTERING = frozenset("改善 解决 提升 优化 化解".split())
BETTERED = re.compile(
    r"的?([^，,。；;、\d的]{2,8}?(?:条件|环境|问题|难题|困难|难))(?=[，,。；;、]|$)"
)
# Where those counted together end: with the list, or where they do something.
LIST_END = (
    r"(?=[、，,。；;和及与等（(]|$"
    r"|担任|组成|组建|参加|参与|加入|分别|全部|深入|走进|开展|结成|成为)"
)
# 党员与|贫困户结对: with whom they do it, not who else is counted
WITH_WHOM = (
    "结[对成亲缘]|签[订约]|联系|对接|牵手|面对面|一对一|交流|座谈|见面|谈心|互动|同吃|同住|达成"
)
JOINED = re.compile(
    rf"(?:、[^，,。；;、\d和及与的]{{2,10}}?{LIST_END}){{1,4}}"
    r"(?:[和及与][^，,。；;、\d和及与的]{1,7}?[员者机手工师户人生])?"
    rf"|[和及与][^，,。；;、\d和及与的结]{{1,7}}?[员者机手工师户人生](?!{WITH_WHOM})"
)
AMOUNT_OWNED = re.compile(
    r"[约超近过达]?[\d.,]+[万亿]*[^\W\d的]{1,4}?(?:(?:以上|以下|左右)的?|的)(?=[^\W\d])"
)
AMOUNT = re.compile(r"(?:投资|收入|产值|营收|利润|税收|纳税|面积|规模|销售额|产量)$")


LASTING = re.compile(
    r"(?:长达|历时|停工|超期|逾期)了?[约近超逾]?[\d.一二两三四五六七八九十]+[多余]?(?:个[多余]?月|[年天周月])[多余半]?(?:以上|之久)?的"
)


def relative_head(reading: Reading, spot: Spot) -> str:
    """40个大学生村官任职的|贫困村: the noun behind a clause that describes it."""
    owned = AMOUNT_OWNED.match(reading.text, spot.right_end)
    if owned and AMOUNT.search(spot.after.text):  # 27个|总投资94亿元的|医药项目
        return phrase_after(reading.text, reading.tokens(owned.end(), spot.clause_end)).text
    length = LASTING.match(reading.text, spot.quantity.end, spot.clause_end)
    if length:  # 18个|长达5年以上的|遗留楼盘
        return phrase_after(reading.text, reading.tokens(length.end(), spot.clause_end)).text
    if spot.quantity.unit not in THINGS:
        return ""
    start = spot.after.start + len(spot.after.text)
    end = min(spot.right_end, start + REACH)  # no comma for a page: 的 stands near or not at all
    tokens = reading.tokens(start, end)[:6]
    at = next((i for i, token in enumerate(tokens) if token.word == "的"), 0)
    marked = any(
        token.tag == "ul" or (token.tag == "x" and not token.word[0].isalnum())
        for token in tokens[:at]
    )  # 均建起|了|像样的活动室: done, not described
    if at == 0 or marked or tokens[0].word in load_lexicon().stops:
        return ""
    end = min(spot.right_end, tokens[at].end + REACH)
    head = phrase_after(reading.text, reading.tokens(tokens[at].end, end)).text
    return "" if ABSTRACT.search(head) else head


# 81个站点的建设任务: the stations are counted.
ABSTRACT = re.compile(r"(?:任务|工作|建设|改造|问题|情况|支持|服务|帮助|目标|全覆盖)$")


def counted_persons(reading: Reading, spot: Spot) -> str:
    """3126名学生|学杂费; 2600名外卖骑手、快递员和网约车司机: who is counted, all of them."""
    phrase = spot.after.text
    house = HOUSES.match(reading.text, spot.quantity.end) if spot.quantity.unit == "户" else None
    if house and not phrase.endswith(house[0]):
        return house[0]
    does = DOES.match(phrase) or BECAME.match(phrase)
    if does is None and (spot.before.action in ASKING or spot.before.action in LED):
        does = LED_TO.match(phrase)
        does = does if does and does[2][:2] in load_lexicon().actions else None
    if does:
        return f"{does[2]}的{does[1]}"
    if spot.quantity.unit not in ("名", "位", "人", "户"):
        return ""
    if PERSON.search(phrase) and spot.before.action in BETTERING:
        better = BETTERED.match(reading.text, spot.after.start + len(phrase))
        return f"{spot.before.action}{better[1]}的{phrase}" if better else ""
    if not PERSON.search(phrase):
        head = BORNE.match(phrase)
        rest = phrase[head.end() :] if head else ""
        deed = f"{spot.before.action}{rest}的" if spot.before.action and rest else ""
        return deed + head[0] if head else ""
    end = spot.after.start + len(phrase)
    more = JOINED.match(reading.text, end, spot.right_end)
    whole = more and (more.end() < spot.right_end or spot.right_end == spot.clause_end)
    return phrase + more[0] if more and whole else ""


ONE_OF = re.compile(r"(?P<who>[^，,。；;、\d“”「」]{2,18}?)之一(?=[，,。；;]|$)")


def bearer(reading: Reading, spot: Spot) -> str:
    """Those counted, where more is told of them at once, or of whom somebody is one."""
    one = ONE_OF.match(reading.text, spot.quantity.end, spot.right_end)
    told = one or BEARER.match(reading.text, spot.quantity.end, spot.right_end + 1)
    return told["who"] if told else ""


BODIES = re.compile(
    r"(?:机关|企业|单位|乡镇|街道|村|社区|学校|医院|合作社|公司|机构|部门|国家|党[（(]工[）)]委|党委|党支部|协会|商会|园区)$"
)
# 机关|、企事业单位|全部纳入; 国家|和地区: what is counted together.
OTHERS = re.compile(
    r"(?:、[^，,。；;、\d和及与的（(]{2,7}(?:[（(]工[)）]委)?){0,2}(?:[和及与][^，,。；;、\d和及与的]{2,7}?)??"
    r"(?=[，,。；;]|$|全部|均|都|共同|分别|向|建立|纳入|参加|参与|实现|开展|签订|结成|组成|加入|成立|入驻)"
)
KIND = re.compile(
    r"(?:机关|企业|单位|乡镇|街道|村|社区|学校|医院|合作社|公司|机构|部门|地区|组织|委|党支部|协会|商会|园区|站所)$"
)


def with_others(reading: Reading, spot: Spot) -> str:
    """The noun behind a number with those counted together with it."""
    phrase = spot.after.text
    end = spot.after.start + len(phrase)
    if reading.text[end : end + 1] not in "、和" or not BODIES.search(phrase):
        return phrase
    more = OTHERS.match(reading.text, end, spot.right_end)
    whole = more is not None and KIND.search(more[0]) and len(more[0]) <= 12
    return phrase + more[0] if more and whole else phrase


DONE = frozenset("完成 实现 实施 推进 加快 加强 抓好 抓实".split())
BETWEEN = frozenset("了 共 约 近 超 首批 累计 总计 建设 推进 过".split())
RUNNING = frozenset(
    "使用 效率 工作 任务 水平 质量".split()
)  # what is said of a thing, not its name
BREAKS = frozenset("的 通 和 及 与 一批 以及".split())  # what a thing's name does not hold
MANY = frozenset("人 名 位 人次 户 户次 次 场 期 场次 家次".split())  # persons and events
CLOSERS = frozenset({"", *"，,。；;、和及与以\n"})
LONGEST_OBJECT = 20  # characters
OBJECT_END = re.compile(r"(?:、|和|及|以及|与)?$")


def whole_object(reading: Reading, spot: Spot) -> str:
    """建成7个|县域紧密型医共体: what was made, up to the clause's end, verbs within it and all."""
    phrase, unit, end = spot.after.text, spot.quantity.unit, spot.right_end
    start = spot.after.start if phrase else spot.quantity.end
    if not spot.right or unit in MANY or start + len(phrase) >= end:
        return ""
    if not is_count(unit) or not _is_done(spot):
        return ""
    joined = OBJECT_END.search(reading.text, start, end)
    end = joined.start() if joined else end
    closed = reading.text[end : end + 1] in CLOSERS
    if not closed or not start + len(phrase) < end <= start + LONGEST_OBJECT:
        return ""
    rest = reading.tokens(start + len(phrase), end)
    if [token.word for token in rest] in (["建设"], ["工作"]):
        return ""
    last = rest[-1]
    nominal = last.word in load_lexicon().named_deeds or last.word in load_lexicon().nominal
    ends = last.tag[0] == "n" or nominal or has_head(last.word)
    whole = ends and last.word not in RUNNING and not any(_goes_beyond(token) for token in rest)
    return reading.text[start:end] if whole else ""


def _is_done(spot: Spot) -> bool:
    """Whether the verb of what was done stands right before the number."""
    lexicon = load_lexicon()
    last = next((t.word for t in reversed(spot.left) if t.word not in BETWEEN), "")
    pivots = last in lexicon.pivots or last in ASKING
    return last in DONE or (last in lexicon.actions and not pivots)


def _goes_beyond(token: Token) -> bool:
    """Whether a word says that the clause tells something of a thing, not what it is called."""
    lexicon = load_lexicon()
    word = token.word
    acts = (
        word in lexicon.actions and word not in lexicon.nominal and word not in lexicon.named_deeds
    )
    breaks = word in BREAKS or word in lexicon.stops or not (word.isalnum() or word in "“”「」")
    return acts or breaks


SIZE = re.compile(
    r"(?:占地)?[约超近]?[\d.,]+[万亿]?(?:亩|平方米|平方公里|公里|米|公顷|万?吨|千瓦|兆瓦|立方米)的?"
)


def sized_thing(reading: Reading, spot: Spot) -> str:
    """建设1处|200亩|苹果示范园: the noun behind the size of what is counted."""
    size = SIZE.match(reading.text, spot.quantity.end, spot.clause_end)
    if size is None:
        return ""
    return phrase_after(reading.text, reading.tokens(size.end(), spot.clause_end)).text
