"""Figures named by what stands behind 的, 有 or 是: 22公里的内环线, 有12个班级的小学, 5个是贫困村.

They belong to a thing that stands behind them (its length, its parts, its area), not to the noun
right behind the number.
"""

from __future__ import annotations

import re

from textmine.extract.figures.predicates import predicate_of
from textmine.extract.figures.reading import LISTING, Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import AREAS, is_count
from textmine.extract.phrases.tokens import Phrase


def name_owned(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """22公里的内环线, 6成的流动党员有返乡打算: what stands behind 的."""
    if not spot.right or spot.right[0].word != "的":
        return None
    told = _of_homes(reading, spot, previous) or _paced(reading, spot)
    if told or spot.after.text or spot.before.action in load_lexicon().spending:
        return told
    thing = phrase_after(reading.text, spot.right[1:])
    return _of_thing(reading, spot, thing) if thing.text else None


HAS = re.compile(
    r"的?(?P<what>(?:年|净|纯|总|月)?(?:收入|收益|利润|盈利|结余|进账|盈余|存款|欠款|负债|债务|外债))(?=[，,。；;、！!”」]|$)"
)
HAS_BEGINS = frozenset("的年净纯总月收利盈结进存欠负债外")


def name_having(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """社区集体收入 of 社区集体就有|68万元收入."""
    text, end = reading.text, spot.quantity.end
    if "有" not in spot.before.links or text[end : end + 1] not in HAS_BEGINS:
        return None
    has = HAS.match(text, end, spot.clause_end)
    whole = spot.before.text + has["what"] if has and spot.before.text else ""
    return Named(whole, spot.before.text, None, "attribute") if whole else None


def _of_homes(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """32户贫困户、111人|的增收门路: the persons of the homes counted before."""
    if not previous or previous.unit != "户" or spot.quantity.unit not in ("人", "名"):
        return None
    homes = HOMES.fullmatch(previous.indicator or "") if reading.is_listed(spot) else None
    if homes is None:
        return None
    return Named(homes["kind"] + "人口", previous.head, spot.before.action, "inherited")


def _of_thing(reading: Reading, spot: Spot, thing: Phrase) -> Named | None:
    """The length, area, weight, size or share of the *thing* behind 的."""
    before, unit, noun = spot.before, spot.quantity.unit, thing.text
    if unit in ("人", "名") and spot.quantity.modifier and BODY.search(noun):
        return Named(noun + "人数", noun, before.action)  # 组建不少于5人的执法队
    beside = reading.text.endswith(before.text, 0, spot.quantity.start)
    placed = PLACED.fullmatch(before.text) is not None
    if before.text and beside and before.action and unit in LENGTHS:
        whole = noun if placed else before.text + noun  # 完成公路9公里|的路基改造
        return Named(whole, noun, before.action)
    if placed and unit in AREAS:  # 新村150平方米|的搬迁房
        return Named(noun + "面积", noun, before.action)
    # 在杨家湾修建3公里|的引水渠
    sited = unit in LENGTHS and (not beside or _is_route(reading, spot))
    if before.text and not sited and not _stands_apart(reading, spot):
        return None
    if unit == "%":
        return _share_of(reading, spot, thing)
    return Named(noun + _weight(spot), noun, before.action)


def _weight(spot: Spot) -> str:
    """体重 or 重量 of 一头约70斤的|生猪; "" where nothing is weighed."""
    heavy = WEIGHED.search(spot.said) if spot.quantity.unit in WEIGHTS else None
    if heavy is None:
        return ""
    return "体重" if heavy["unit"] in "头只条匹尾" else "重量"


def _share_of(reading: Reading, spot: Spot, thing: Phrase) -> Named:
    """6成的|流动党员|有返乡打算: of whom the share is, and what they do."""
    noun = thing.text
    deed = predicate_of(reading, spot, thing.start + len(noun))
    if MEASURE.search(noun):  # 按6%的比例固定分红
        return Named(deed + noun, noun, None)
    whole = f"{deed}的{noun}" if deed else noun
    return Named(whole + "占比", noun, None)


HOMES = re.compile(r"(?P<kind>[^\W\d的]{0,4}(?:贫困|脱贫|低保|搬迁|移民|受灾|监测))户")
WEIGHTS = frozenset("斤 公斤 千克 克 吨".split())
WEIGHED = re.compile(
    r"[一两三几半每\d](?P<unit>[头只条匹尾颗个块袋堆捆筐株])(?:足有|足足|重|有|达)?(?:约|近)?$"
)


def _paced(reading: Reading, spot: Spot) -> Named | None:
    """开发区连续五年保持20%以上|的增速, 村里有了9万元|的进项: whose it is stands before."""
    kinds = PACED.get(spot.quantity.unit)
    pace = kinds.match(reading.text, spot.quantity.unit_end) if kinds else None
    if pace is None:
        return None
    owner = FIRST.sub("", spot.before.text) or reading.subject(spot)
    if len(owner) > LONGEST_EARNER and spot.quantity.unit == "元":
        owner = ""
    return Named(owner + pace["name"], owner or None, spot.before.action, "rate")


PACED = {
    "%": re.compile(
        r"(?:以上|以下|左右)?的(?:年均|平均|高|较高|稳定|快速)?"
        r"(?P<name>增速|增幅|增长率?|增长速度)(?=[，,。；;、]|$)"
    ),
    "元": re.compile(
        r"(?:以上|左右)?的(?P<name>年?(?:进项|进账|纯?收入|收益|工资|租金|分红|红利|奖金|利润|报酬|劳务费))(?=[，,。；;、]|$)"
    ),
}
FIRST = re.compile(
    r"(?:第一次|头一回|首次|[每一]年|一年下来|年底|(?:每个?|一个)月|终于)?(?:带来|获得|拿到|增加|创造)?$"
)
LONGEST_EARNER = 8  # characters of whose money it is, or how it was earned
BODY = re.compile(r"(?:队|队伍|组|小组|班子|委员会|理事会|专班)$")

# 一座有36个床位的|敬老院
HOLDING = re.compile(
    r"[一两][个所座栋幢家处条间支片块层套艘辆台批排期类本场届面张种对组口只艘][^\W\d的]{0,7}(?:有|设有|内设|带有|配有|含有|拥有|可容纳|能容纳)$"
)
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


# 7户|系低保户, 20名都|为流动党员
BEING = re.compile(r"(?:[都均也还]|大多|全部)?(?:为|是|系|属于?)(?!否)")
BEING_BEGINS = frozenset("都均也还大全为是系属")
LONGEST_KIND = 14  # characters
SOMEBODY = re.compile(r"(?:[人民工员者师户]|青年|干部|儿童|学生|村|企业)$")


def name_being(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """其中450平方米为|危旧厂房, 12户是|贫困户: what so much, or so many, of it are."""
    unit, noun = spot.quantity.unit, spot.after.text
    if not spot.is_followed or spot.is_each or not (unit in BEING_OF or is_count(unit)):
        return None
    if reading.text[spot.quantity.end] not in BEING_BEGINS and not noun:
        return None
    said = BEING.match(reading.text, spot.quantity.end, spot.right_end)
    if noun and not said:  # 38个|村|属于空壳村
        said = BEING.match(reading.text, spot.after.start + len(noun), spot.right_end)
    thing = _kind(reading, said.end(), spot) if said else ""
    apart = said is not None and said.start() > spot.quantity.end
    if not thing or (apart and not thing.endswith(noun)):  # 8名专家|都是博士: those who …
        return None
    return Named(thing + BEING_OF.get(unit, ""), thing, None)


BEING_OF = {"%": "占比", **dict.fromkeys(AREAS, "面积")}


def _kind(reading: Reading, start: int, spot: Spot) -> str:
    """The noun phrase that is all that stands there up to the end of the clause, or ""."""
    end = spot.right_end
    end -= 2 * reading.text.endswith("其中", start, end)
    end -= end > start and reading.text[end - 1] in LISTING
    tokens = reading.tokens(start, end)
    while tokens and tokens[0].tag[:1] in "td":  # 去年|新建企业
        tokens = tokens[1:]
    if not tokens or tokens[0].tag[:1] in "mr":
        return ""
    whole = reading.text[tokens[0].start : end]
    if not 2 <= len(whole) <= LONGEST_KIND:
        return ""
    noun = tokens[-1].tag[:1] in "nljz" and phrase_after(reading.text, tokens).text == whole
    told = len(tokens) <= 3 or tokens[-2].word == "的"
    return whole if noun or (told and SOMEBODY.search(whole)) else ""


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
    r"[^，,。；;\d]{0,12}(?:[省市县区镇乡村户家][)）]?|单位|企业|公司|合作社|集体|组织|[村居农]民|群众|职工)$"
)
MEASURED = re.compile(r"[率度额量值比占达到为升降增减高低]")
MEASURE = re.compile(r"(?:比例|比重|标准|速度|幅度|增速|利率|价格|折扣|份额)$")

# 姚王镇|16个村居与企业结成对子: a place before the number governs nothing.
PLACED = re.compile(r"[^\W\d]{1,8}(?:省|市|县|区|旗|镇|乡|村|街道|社区)$")
