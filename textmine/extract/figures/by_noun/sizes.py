"""Sizes of a thing that is named behind them: 长90米、宽4米的桥, 700人的小村, 2平方公里园区."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.clauses import Spot, counts_bounded
from textmine.extract.phrases.nouns import AREAS
from textmine.extract.phrases.tokens import tidy

# What a dimension, or 约 behind it, ends in: cheaper than a search.
SIZE_ENDS = frozenset("长宽高深厚径地积资量达到约近超过为仅各度产工理栏")
DIMENSION = re.compile(
    r"(?P<name>占地(?:面积)?|(?:总?建筑|展陈|营业|使用)?面积|总?投资|库容量?|容量|[年日](?:产|加工|处理|出栏)|直径|半径"
    r"|全?长(?<![增延生成]长)度?|[宽高深厚](?<![增加拓提挖]\w)度?)"
    r"(?:达到?|约|近|超过?|为|仅|各)?$"
)
MORE = re.compile(
    r"(?:[、，,和]?(?:占地|建筑|面积|总?投资|库容|直径|[长宽高深厚])(?:面积|度|达|约|近|超|各)?"
    r"[\d.]+[万亿]?(?:余|多)?[^\W\d的、，,]{1,4}"
    r"|[、，,][可能]?够?以?(?:同时)?容纳\d+[余多]?[人名](?:[^\W\d的]{2})?){0,3}的"
)
LENGTHS = frozenset("公里 千米 米 里 厘米".split())
FULL = {"长": "长度", "全长": "长度", "宽": "宽度", "高": "高度", "深": "深度", "厚": "厚度"}
YEARLY = ("产", "加工", "处理", "出栏")  # 年产5000吨的|饲料厂
SIDES = frozenset("长宽高深厚")
LINEAR = SIDES | {"度", "径"}
BEHIND = re.compile(r"(?P<name>[长宽高深厚])的")
SETTLED = re.compile(r"[^，,。；;\d]{0,8}?(?:村庄?|村子|山寨|寨子?|屯|社区|小区|小镇|[大小]县)")
BARE = re.compile(
    r"(?:大|小|山|新|老|偏远|贫困|纯)*(?:村庄?|村子|山村|山寨|寨子|社区|小区|小镇|县)"
)
AREA_OF = re.compile(
    r"的?(?P<thing>辖区|院落|校园|园区|街区|景区|场地|厂房|大院"
    r"|(?:区域|范围|片区|城区|库区|林区|矿区|山场|水域|海域)(?=[内里上中]|之内))"
)

BECAME = re.compile(r"(?<=..)(?:动工|开工|投产|投用|投运|落成|竣工|开业|通车|启用|投入)(?:建设)?$")
HOUSEHOLD = re.compile(
    r"(?:全家|一家|家里|家中|家有|一家子|[^\W\d]家[两三四几]代)(?:老小|老少|共|有|共有|现有|上下){0,2}$"
)
FAR = 24  # characters behind a size in which the thing is named


def name_dimension(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """占地80亩的苗圃, 长90米、宽4米的桥: of the thing behind; 桥长118米，宽7米: of that before."""
    size, end = _size_of(reading.text, spot)
    if not size:
        side = spot.said.strip("，,、约")
        told = (previous.indicator if previous else "") or ""
        if side not in SIDES or len(told) < 2 or told[-1] not in SIDES or not previous:
            return None
        return Named(told[:-1] + side, previous.head, None)
    thing = phrase_after(reading.text, reading.tokens(end, end + FAR)).text
    thing = BECAME.sub("", thing)
    size = size + "量" if size.endswith(YEARLY) else FULL.get(size, size)
    return Named(thing + size, thing, None) if thing else None


def _size_of(text: str, spot: Spot) -> tuple[str, int]:
    """Which size a figure gives, "" where none, and where the thing behind it begins."""
    start, end = spot.quantity.start, spot.quantity.end
    long = spot.quantity.unit in LENGTHS
    if long and text[end : end + 1] in FULL:  # 90米长的桥
        behind = BEHIND.match(text, end)
        return (behind["name"], behind.end()) if behind else ("", end)
    if text[start - 1] not in SIZE_ENDS:
        return "", end
    said = DIMENSION.search(text, spot.left_start, start)
    if said is None or (said["name"][-1] in LINEAR and not long):  # 售价高达|300元
        return "", end
    more = MORE.match(text, end)
    return (said["name"], more.end()) if more else ("", end)


def name_inhabitants(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """700人的小村: how many live there; a village told by its name is the figure's place."""
    text, end = reading.text, spot.quantity.end
    if not text.startswith("的", end) or spot.before.text:
        return None
    where = SETTLED.match(text, end + 1)
    if where is None or spot.before.action or not _closes(text, where.end()):
        return None
    kind = "户数" if spot.quantity.unit == "户" else "人口"
    whole = where[0] if BARE.fullmatch(where[0]) else ""
    return Named(whole + kind, whole or None, None)


def _closes(text: str, at: int) -> bool:
    return not text[at : at + 1].isalnum() or text[at] not in "民委支干党级部里"


def name_bounded(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """3000人以上|安置点|12个: how large those are that the next figure counts."""
    text, end = reading.text, spot.quantity.end
    if spot.before.text or not counts_bounded(text, end, spot.right_end):
        return None
    thing, unit = tidy(text[end : spot.right_end]), spot.quantity.unit
    kind = "面积" if unit in AREAS else "户数" if unit == "户" else "人数"
    return Named(thing + kind, thing, None, "rule")


def name_housed(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """村干部在三间漏雨的|瓦房|里办公: the rooms, not who is in them."""
    if reading.text[spot.quantity.start - 1] != "在":
        return None
    house = HOUSED.match(reading.text, spot.quantity.end, spot.clause_end)
    return Named(house["name"], house["name"], None, "behind") if house else None


HOUSED = re.compile(
    r"(?:[^，,。；;\d的]{0,10}的)?(?P<name>[^\W\d的]{1,5}?[房屋楼棚窑洞室院])(?=[里内中办])"
)


def name_ground(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """在2平方公里的园区内: the area of what the figure stands before."""
    if spot.quantity.unit not in AREAS:
        return None
    ground = AREA_OF.match(reading.text, spot.quantity.end)
    if ground is None or spot.before.action:
        return None
    return Named(ground["thing"] + "面积", ground["thing"], None)


def name_household(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """一家五口: how many live in a home."""
    text, start = reading.text, spot.quantity.start
    if text[start - 1] not in "家小少共有下里中子":
        return None
    home = HOUSEHOLD.search(text, max(spot.clause_start, start - 8), start)
    return Named("家庭人口", None, None) if home else None


def name_room(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """能容纳300人就餐的|食堂, 礼堂|可容纳500人: of the room behind, before or built last."""
    room = ROOM.search(spot.said) if "容" in spot.said or "坐" in spot.said else None
    if room is None:
        return None
    behind = FOR.match(reading.text, spot.quantity.end, spot.clause_end)
    tokens = reading.tokens(behind.end(), behind.end() + FAR) if behind else []
    thing = phrase_after(reading.text, tokens).text
    if not thing:
        thing = reading.subject_until(spot, spot.left_start + room.start())
    thing = thing or (previous.head if previous else "") or ""
    return Named(thing + "容纳人数", thing or None, None)


ROOM = re.compile(r"(?:可|能够?|可以)?(?:同时)?(?:容纳|坐下|坐得下)(?:近|约|上)?$")
FOR = re.compile(r"[^，,。；;、\d的]{0,6}的")


def name_made_of(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """由15人组成的|宣讲队: how many are in it, where nothing says who they are."""
    if spot.after.text or not spot.said.endswith("由"):
        return None
    made = MADE_OF.match(reading.text, spot.quantity.end, spot.clause_end)
    if made is None:
        return None
    tokens = reading.tokens(made.end(), made.end() + FAR)
    body = phrase_after(reading.text, tokens).text
    return Named(body + "人数", body, None) if body else None


MADE_OF = re.compile(r"(?:共同|联合)?(?:组成|构成|参加)的")
