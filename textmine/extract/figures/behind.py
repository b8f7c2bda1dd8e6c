"""Figures named by the noun behind them: 17个联合党总支, 22公里的内环线."""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.counted import (
    PERSON,
    bearer,
    counted_persons,
    relative_head,
    sized_thing,
    whole_object,
    with_others,
)
from textmine.extract.figures.owners import programme
from textmine.extract.figures.reading import LISTING, Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.clauses import NOTHING, Spot
from textmine.extract.phrases.nouns import (
    AREAS,
    ASKING,
    BENEFITING,
    PEOPLE,
    RATIOS,
    is_count,
    is_money,
    joined,
    needs_verb,
    noun_of_deed,
)
from textmine.extract.phrases.tokens import PER_PERSON, Phrase, Token

PICKED = frozenset({"有", "其中", "又有", "还有", "已有", "就有"})
# 年产3000吨食材: the verb names the figure, the noun follows.
YIELDS = frozenset("年产 日产 年加工 年处理 年出栏 年存栏 年销售 日处理 占地".split())
# What is measured by the figure behind it, whatever follows (人均纯收入8274元).
VALUED = tuple(
    "收入 支出 产值 总值 产量 面积 率 额 投资 投入 资金 经费 价 价格 成本 利润 税收 比例 比重"
    " 占比 工资 报酬 标准 规模 能力 量 值 长度 里程 总计 存款 贷款 资本 补贴 补助".split()
)


def name_owned(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """22公里的内环线, 6成的流动党员有返乡打算: what stands behind 的."""
    before = spot.before
    linked = bool(spot.right) and spot.right[0].word == "的"
    pace = _paced(reading, spot) if linked else None
    if pace:
        return pace
    if not linked or spot.after.text or before.action in load_lexicon().spending:
        return None
    if spot.quantity.unit in ("人", "名") and spot.quantity.modifier:
        body = phrase_after(reading.text, spot.right[1:]).text
        if BODY.search(body):  # 组建不少于5人的执法队
            return Named(body + "人数", body, before.action)
    beside = reading.text.endswith(before.text, 0, spot.quantity.start)
    if (
        before.text and beside and before.action and spot.quantity.unit in LENGTHS
    ):  # 完成公路9公里|的路基改造
        thing = phrase_after(reading.text, spot.right[1:]).text
        whole = thing if PLACED.fullmatch(before.text) else before.text + thing
        return Named(whole, thing, before.action) if thing else None
    placed = not beside and spot.quantity.unit in LENGTHS  # 在杨家湾修建3公里|的引水渠
    if PLACED.fullmatch(before.text) and spot.quantity.unit in AREAS:  # 新村150平方米|的搬迁房
        thing = phrase_after(reading.text, spot.right[1:]).text
        return Named(thing + "面积", thing, before.action) if thing else None
    placed = placed or (spot.quantity.unit in LENGTHS and _is_route(reading, spot))
    if before.text and not placed and not _stands_apart(reading, spot):
        return None
    phrase = phrase_after(reading.text, spot.right[1:])
    if not phrase.text or spot.quantity.unit != "%":
        return Named(phrase.text, phrase.text, before.action) if phrase.text else None
    if MEASURE.search(phrase.text):  # 按6%的比例固定分红
        deed = reading.predicate(spot, phrase.start + len(phrase.text))
        return Named(deed + phrase.text, phrase.text, None)
    deed = reading.predicate(spot, phrase.start + len(phrase.text))
    whole = f"{deed}的{phrase.text}" if deed else phrase.text
    return Named(whole + "占比", phrase.text, None)


def _paced(reading: Reading, spot: Spot) -> Named | None:
    """开发区连续五年保持20%以上|的增速, 村里有了9万元|的进项: whose it is stands before."""
    kinds = PACED.get(spot.quantity.unit)
    pace = kinds.match(reading.text, spot.quantity.unit_end) if kinds else None
    if pace is None:
        return None
    owner = FIRST.sub("", spot.before.text) or reading.subject(spot)
    return Named(owner + pace["name"], owner or None, spot.before.action, "rate")


PACED = {
    "%": re.compile(
        r"(?:以上|以下|左右)?的(?:年均|平均|高|较高|稳定|快速)?"
        r"(?P<name>增速|增幅|增长率?|增长速度)(?=[，,。；;、]|$)"
    ),
    "元": re.compile(r"(?:以上|左右)?的(?P<name>年?(?:进项|进账|纯?收入|收益))(?=[，,。；;、]|$)"),
}
FIRST = re.compile(r"(?:第一次|头一回|首次|每年|一年|终于)?(?:带来|获得|拿到|增加|创造)?$")
BODY = re.compile(r"(?:队|队伍|组|小组|班子|委员会|理事会|专班)$")


# 一座有36个床位的|敬老院
HOLDING = re.compile(r"[一两][^\W\d的]{1,8}(?:有|设有|内设|带有|配有|含有|拥有|可容纳|能容纳)$")
HELD_IN = re.compile(
    r"(?:[、和][^，,。；;、]{2,10}){0,3}的(?P<whole>[^，,。；;、\d的]{2,12})(?=[，,。；;]|$)"
)


def name_held(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """建成一所有12个班级的小学, 盖起一栋有14个教室、2个宿舍的教学楼: of what they are part."""
    thing = spot.after.text
    if not thing or not is_count(spot.quantity.unit):
        return None
    opened = "有" in spot.said or "设" in spot.said or "容" in spot.said
    if not opened or not HOLDING.search(reading.text, spot.clause_start, spot.quantity.start):
        return None
    end = spot.after.start + len(thing)
    held = HELD_IN.match(reading.text, end, spot.clause_end)
    return Named(held["whole"] + thing, thing, None, "behind") if held else None


def name_being(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """其中450平方米为危旧厂房: what so much of it is."""
    if spot.quantity.unit not in AREAS or spot.before.text or not spot.right:
        return None
    if spot.right[0].word not in ("为", "是", "属"):
        return None
    thing = phrase_after(reading.text, spot.right[1:]).text
    return Named(thing + "面积", thing, None) if thing else None


def _stands_apart(reading: Reading, spot: Spot) -> bool:
    """Whether the phrase before is of another: 2公里的水渠和|2.5公里|的灌溉渠; 9个县|50%|的村."""
    left = reading.text[spot.left_start : spot.quantity.start]
    if left[:1] == "的" and left[-1:] in LISTING:
        return True
    return spot.quantity.unit == "%" and not MEASURED.search(left) and SOME.match(left) is not None


ROUTE = re.compile("[^\\W\\d][至到][^\\W\\d]")


def _is_route(reading: Reading, spot: Spot) -> bool:
    """柳村至青山垭|5公里的村道: from where to where."""
    before = spot.before
    opened = before.start > 0 and reading.text[before.start - 1] in "至到"
    return opened or ROUTE.search(before.text) is not None


LENGTHS = frozenset({"公里", "米", "千米", "里"})
SOME = re.compile(
    r"[^，,。；;\d]{0,12}(?:[省市县区镇乡村户家][)）]?|单位|企业|组织|[村居农]民|群众|职工)$"
)
MEASURED = re.compile(r"[率度额量值比占达到为升降增减高低]")
MEASURE = re.compile(r"(?:比例|比重|标准|速度|幅度|增速|利率|价格|折扣|份额)$")


LAND = re.compile(r"(?:的)?(?:土)?地(?![面块区方势产盘段点形震上下皮界址理质图级勤膜力租质带])")
# How a thing is done, which jieba takes for a noun.
HOW = frozenset("高质量 高水平 高标准 高效 高效率 大规模".split())


SERVED = re.compile(r"(?:^|[，,])(?:先后|已)?[为对给向让帮]")  # 为上坑村等|3个后进村理清发展路子


def _said_at_once(spot: Spot) -> str:
    """户数, 党支部: what is counted, where the noun behind says something else; else ""."""
    phrase, unit = spot.after.text, spot.quantity.unit
    if unit == "户" and phrase in ("人", "人家"):
        return "户数"
    means = MEANS_OF.match(phrase) if unit in BODY_UNITS else None
    if means:
        return means[1]
    if unit in BODY_UNITS and phrase[-1:] in PEOPLE_ENDS:
        body = BODY_OF.fullmatch(phrase)
        return body[1] if body else ""
    return ""


def name_behind(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """17个联合党总支: the noun behind the number."""
    phrase, before, unit = spot.after.text, _governing(reading, spot), spot.quantity.unit
    counted = _said_at_once(spot)
    if counted:
        return Named(counted, counted, before.action, "behind")
    if not phrase and unit in AREAS and LAND.match(reading.text, spot.quantity.end):
        phrase = "土地"  # 拥有近70亩地
        if not before.text and not before.action:
            return Named(phrase, phrase, None, "behind")
    if (
        phrase
        and before is NOTHING
        and SERVED.search(reading.text, spot.left_start, spot.quantity.start)
    ):
        return Named(phrase, phrase, None, "behind")
    if phrase and is_count(unit):
        alone = _counted_alone(reading, spot, before)
        if alone:
            return Named(alone, alone, before.action, "behind")
        phrase = with_others(reading, spot)
    if phrase and before.text in YIELDS:
        return Named(phrase + before.text, phrase, before.action, "behind")
    if phrase in HOW:
        return None
    done = before.text or before.action
    if not phrase and done in load_lexicon().actions:
        phrase = sized_thing(reading, spot)  # 建设1处200亩苹果示范园
    phrase = phrase or whole_object(reading, spot)
    if not phrase or (before.text and before.text not in HOW and _is_measured(before.text, unit)):
        return None
    phrase = (
        relative_head(reading, spot)
        or whole_object(reading, spot)
        or counted_persons(reading, spot)
        or phrase
    )
    parts = _divided(reading, spot, phrase, previous) if is_count(unit) else None
    if parts:
        return parts
    listed = reading.goes_on_with(spot, phrase, previous)
    end = spot.after.start + len(spot.after.text)
    if listed != phrase and reading.text.startswith("的", end):  # 覆盖90个村、4万户|果农的平台
        return Named(listed, phrase, None, "behind")
    named = _said_with(reading, spot, before, phrase)
    bare = named.indicator == phrase and not before.text
    return replace(named, indicator=listed) if bare and listed != phrase else named


def _counted_alone(reading: Reading, spot: Spot, before: Phrase) -> str:
    """Those counted, where the words behind go on with what is so with them; else ""."""
    told = bearer(reading, spot)
    if told and (not before.text or PLACED.fullmatch(before.text)):
        return told
    bare = MOOD.sub("", spot.after.text)
    if bare.endswith("外") and "除" in spot.said:  # 除6名技术员外
        bare = bare[:-1]
    return bare if bare != spot.after.text else ""


# 100家|会员企业|力量: whose strength or means it is
MEANS_OF = re.compile(
    r"([^\W\d的]{0,8}(?:企业|公司|单位|部门|合作社|学校|医院|机构|组织|支部))(?:力量|资源|优势)"
)
BODY_UNITS = frozenset("个 家 所".split())
PEOPLE_ENDS = frozenset("部员工众民生")
# 9个党支部|党员干部: the bodies are counted, not their people.
BODY_OF = re.compile(
    r"([^\W\d的]{0,8}?(?:支部|单位|部门|企业|班组|科室|党组织|合作社|社区|行政村|学校|医院|机关))"
    r"(?:的?(?:全体|广大|在职)?(?:党员干部|党员|干部|职工|群众|居民|师生|员工))"
)


DIVIDED = re.compile(
    r"[将把](?!全|该|所有|每|整个)(?P<whole>[^，,。；;、\d]{2,6}?)(?:科学|合理|无缝|统一|重新|按[^，,。；;\d]{2,8}?)?"
    r"(?:划分|细分|切分|分)(?:为|成)(?:了|约)?$"
)


def _divided(reading: Reading, spot: Spot, phrase: str, previous: Named | None) -> Named | None:
    """把林区划分为8个管护片、15个护林点: parts of what."""
    if previous and previous.way == "divided" and previous.indicator and reading.is_listed(spot):
        whole = previous.indicator.removesuffix(previous.head or "")
        return Named(whole + phrase, phrase, None, "divided")
    if reading.text[spot.quantity.start - 1] not in "为成了约":
        return None
    divided = DIVIDED.search(reading.text, spot.left_start, spot.quantity.start)
    return Named(divided["whole"] + phrase, phrase, None, "divided") if divided else None


def _is_measured(phrase: str, unit: str) -> bool:
    """Whether a figure of such a unit is that of the phrase before it."""
    return not is_count(unit) and (unit in RATIOS or phrase.endswith(VALUED))


# 173个单位|工作力度|大: not the bodies, but how they are
MOOD = re.compile(
    r"(?<=[村镇乡县区户员部众民业社司位门校关支])(?:工作|服务|发展|生产)?(?:力度|热情|积极性|干劲|劲头|信心|面貌)$"
)
REACHING_OUT = frozenset("覆盖 服务 辐射 惠及 连接".split())
TOWARD = frozenset("在 与 和 同 跟 对 为 向 给 由 让 从".split())


def _governing(reading: Reading, spot: Spot) -> Phrase:
    """What stands before the number and may govern it."""
    if reading.text[spot.quantity.start - 1 : spot.quantity.start] == "等":
        return NOTHING  # 信贷、会计等|13本手册
    before = spot.before
    if before.links and before.links[0] in TOWARD and not before.action:
        return replace(before, text="")  # 局里还在|7个港口建立了哨所
    asks = before.text in ASKING or before.text in TOGETHER
    if asks and not before.action:  # 组织|220个部门
        return replace(before, text="", action=before.text)
    deed = _deed_of(spot) if spot.after.text and not before.action else ""
    if deed and before.text not in YIELDS:  # 合作社|流转|91亩土地, 资助|19名学生
        return replace(before, text="", action=deed)
    if before.action in ASKING and before.text in load_lexicon().actions and spot.after.text:
        return replace(before, text="", action=before.text)  # 指导|联系|40家企业
    if before.action and before.text in REACHING_OUT:  # 形成|覆盖|80个小区的网络
        return replace(before, text="", action=before.text)
    return before


def _deed_of(spot: Spot) -> str:
    """The verb with which the phrase before a number ends."""
    if is_money(spot.quantity.unit):  # 新签约|2000万元以上项目
        return ""
    last = next((token.word for token in reversed(spot.left) if token.tag != "ul"), "")
    return last if last in load_lexicon().actions and spot.before.text.endswith(last) else ""


def _said_with(reading: Reading, spot: Spot, before: Phrase, phrase: str) -> Named:
    """The noun behind a number with what makes it clear: a description, a deed, a verb."""
    unit = spot.quantity.unit
    if before.text in PER_PERSON:  # 户均|3.2亩|茶园
        return Named(before.text + phrase, phrase, before.action, "behind")
    if before.text.startswith("每") and PERHEAD.match(before.text):
        return Named(f"{before.text}的{phrase}", phrase, before.action, "behind")
    if phrase in load_lexicon().nominal and unit in PEOPLE:
        return Named(phrase + PEOPLE[unit], phrase, before.action)
    picked = _described_before(reading, spot) if is_count(unit) or len(phrase) == 2 else ""
    if picked:
        return Named(f"{picked}的{phrase}", phrase, before.action, "behind")
    if before.action and OWNING.match(reading.text, spot.after.start + len(phrase)):
        return Named(phrase, phrase, before.action, "behind")  # 整合3个村|的土地
    bare = not before.text or PLACED.fullmatch(before.text)
    asked = bare and (before.action in ASKING or before.action in TOGETHER)
    if asked or before.action in MOVING:
        whole = _with_deed(reading, spot, phrase)
        if whole != phrase or before.action not in MOVING:
            return Named(whole, phrase, before.action, "behind")
    reaching = programme(reading, spot) if before.action in BENEFITING else ""
    if reaching:
        whole = reaching + joined(before.action or "", phrase)
        return Named(whole, phrase, before.action, "behind")
    if before.action or (before.text and not PLACED.search(before.text)):
        return Named(_with_verb(before, phrase, unit), phrase, before.action, "behind")
    whole = _with_deed(reading, spot, phrase)
    if unit == "%" and spot.quantity.modifier != "about" and not MEASURE.search(phrase):
        whole += "占比"  # 60%以上乡镇建立了平台
    return Named(whole, phrase, None, "behind")


OWNING = re.compile(r"的(?![，,。；;]|确)[^\W\d]{2}")
# With whom one does something: 联合7家书店|成立书会.
MOVING = frozenset("带动 帮扶 扶持".split())
TOGETHER = MOVING | frozenset("联合 携手 会同 邀请 协同 协调 依托".split())


def _with_verb(before: Phrase, phrase: str, unit: str) -> str:
    """花椒收购, 受益农户, 流转土地: with the verb before the number, where that says more."""
    action = before.action or ""
    noun = "" if before.text else noun_of_deed(action, phrase, unit)
    if not noun and action in BENEFITING and unit == "户":
        return "受益" + phrase
    return noun or (joined(action, phrase) if needs_verb(phrase, action) else phrase)


# 872个村|被评为“示范达标村”: what they became.
AWARDED = re.compile(
    r"被(?:评定|评选|评|确定|确认|列|命名|认定|授予)为?[^“”，。；]{0,4}(“[^”]{3,24}”)"
)
# 姚王镇|16个村居与企业结成对子: a place before the number governs nothing.
PLACED = re.compile(r"[^\W\d]{1,8}(?:省|市|县|区|旗|镇|乡|村|街道|社区)$")


IDLE = frozenset("dcrxp")  # tags of words that describe nothing


def _described_before(reading: Reading, spot: Spot) -> str:
    """排在末位的有|17名党员: what is said of those counted, before the number."""
    if not spot.before.elided or reading.follows_threshold(spot):
        return ""
    end = reading.text.rfind("的", spot.left_start, spot.quantity.start)
    tokens = reading.tokens(spot.left_start, end)
    while tokens and (tokens[0].tag in IDLE or tokens[0].word in ("其中", "有")):
        tokens = tokens[1:]
    tokens = _last_deed(tokens)
    if len(said := "".join(token.word for token in tokens)) == 2 == len(spot.after.text):
        return said if tokens[-1].tag == "v" else ""  # 自筹的|20万元资金
    verbs = bool(tokens) and any(
        t.tag in ("v", "a") or t.word in load_lexicon().actions for t in tokens
    )
    return said if verbs and 3 <= len(said) <= 12 else ""


def _last_deed(tokens: list[Token]) -> list[Token]:
    """外地经商 of 老周请来在外地经商的两名同乡: without who does what with those counted."""
    if not tokens or not (tokens[0].tag in ("r", "nr") or PERSON.search(tokens[0].word)):
        return tokens
    first = next((at for at, token in enumerate(tokens) if token.tag == "v" and at), 0)
    if not first or len(tokens) < first + 3:
        return tokens
    rest = tokens[first + 1 :]
    while rest and (rest[0].tag in IDLE_FRONT or rest[0].word in COMPLEMENTS):
        rest = rest[1:]
    return rest


IDLE_FRONT = frozenset({"p", "d", "ul", "ug", "uz", "f"})
COMPLEMENTS = frozenset("到 了 上 过 来 起".split())
SOLVED = re.compile(
    r"得到(?:了|有效|妥善|圆满|及时|根本|彻底|明显|较大|极大|全面){0,2}"
    r"(?:解决|保障|缓解|改善|落实|提升|提高|满足|化解|处理|回应)"
)
STATED = re.compile(r"(?<=[^获取赢懂值觉记使心])得(?!到|分|票|主|益)")
PERHEAD = re.compile(r"每(?:人|[名个位户村家支组].{1,6}|[^，,。；;]{1,6}[员部户]).{1,4}$")


def _with_deed(reading: Reading, spot: Spot, phrase: str) -> str:
    """17个村建立了党组织: with what those counted do, where it is short or picks them out."""
    end = spot.after.start + len(phrase)
    if "的" in phrase or reading.lists_on(end):
        return phrase
    named = AWARDED.match(reading.text, end)
    if named:
        return named[1]
    deed = reading.predicate(spot, end).replace("进行", "")
    if deed.endswith("已经"):  # 116个单位|的党组织已经|和135个支部结对
        return phrase
    if SOLVED.fullmatch(deed):  # 1.1万名群众出行难问题得到解决: the trouble is solved, not they
        return phrase
    if STATED.search(deed):  # 24间客房|收拾得干干净净
        return phrase
    picked = not PICKED.isdisjoint(spot.before.links[:2])
    if deed in ASKING or deed in load_lexicon().light or deed[:1] == "第":
        deed = ""
    opens = spot.clause_start == spot.left_start == spot.quantity.start
    short = len(phrase) <= 3
    if not short and not deed.startswith("实现"):
        short = len(deed) <= (10 if opens else 8) and len(phrase) <= (12 if opens else 8)
    tells = deed and len(deed) <= 15 and (picked or short)
    return f"{deed}的{phrase}" if tells else phrase
