"""Party bodies, members and staff that are told bare, with the body whose they are.

在茶叶合作社建立党组织42个 are 茶叶合作社党组织, 物流企业320家，从业人员2.1万人 those of the
enterprises; a place has its members without more (全县有党员2万名).
"""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot

CELLS = frozenset("党组织 党委 党总支 党支部 党小组 支部".split())
PEOPLE = frozenset(
    "党员 正式党员 预备党员 入党积极分子 从业人员 员工 职工 在职职工 教职工 从业者".split()
)
RATES = frozenset("党组织组建率 党组织覆盖率 党的组织覆盖率".split())
BARE = CELLS | PEOPLE | RATES
LONGEST = 14  # characters of an owner
# What has members, staff or cells of its own; a place and its villages do not.
KIND = (
    "企业|公司|合作社|协会|商会|联合会|社会组织|经济组织|(?<=[”」])组织|园区|工业园|产业园|市场|商场|楼宇"
    "|商圈|学校|医院|工地|产业链|基地|小区|事务所|门店|民宿|农家乐|联盟|车间|项目部|院校|集团|工厂|平台"
    "|商铺|工商户|驿站|站点"
)
OWNER = re.compile(f"(?:{KIND})$")
CELL = "党委|党工委|党总支|党支部|党组织"
BODY = re.compile(f"(?:{KIND}|{CELL}|联合体)$")
OF_CELLS = re.compile(rf"(?!基层|各级|所属|下属)(?P<owner>[^的]{{2,{LONGEST}}}?)(?:基层)?党组织")
OF_BODY = re.compile(
    rf"(?P<owner>[^的]{{2,{LONGEST}}}(?:{CELL}))(?P<below>下辖|下设)?(?:{'|'.join(BARE - RATES)})"
)
# 在|各类农民专业协会|建立党小组63个
SITED = re.compile(
    r"在(?![册职岗校])(?P<site>[^，,。；;\d]{2,26}?)(?:上|中|里|内)?(?:单独|联合|相继|先后|全部|均|都|已){0,2}"
    r"(?:成立|建立|组建|设立|建起|设置|建)[了起]?(?:基层)?(?:党[^，,。；;、\d]{1,3})?$"
)
EACH_SITE = re.compile(
    r"^(?:[全我本该][省市县区镇乡]|一些|各[类个]?|部分|所有|多数|(?:有|符合)条件的)+"
)
# 镇党委批准成立|花椒协会党支部|，有党员15名; |建材市场党总支|正式挂牌成立
SET_UP = re.compile(
    rf"(?:成立|建立|组建|设立|建起)了?(?P<made>[^，,。；;、\d]{{2,16}}?(?:{CELL}|{KIND}))(?=[，,(（])"
    rf"|(?P<opened>[^，,。；;、\d]{{2,16}}?(?:{CELL}|{KIND}))(?:正式|顺利|应运){{0,2}}(?:挂牌)?(?:成立|而生)(?=[，,])"
)
HAVING = re.compile(r"(?:目前|现|已|总?共|一共|其中|拥?有|辖|管理|吸收|在册|企业|[(（,，和及、])*")
QUANTIFIED = re.compile(r"(?:人数|总数)?(?:达到?|约|近|超过?|为){0,2}$")
PARTED = re.compile(r"[（(]|其中")
NEAR = 12  # characters before a figure in which a bracket or 其中 makes it a part


def of_body(reading: Reading, spot: Spot, named: Named, previous: Named | None) -> Named | None:
    """*named* with the body whose cells, members or staff are counted; None where none is told."""
    bare = named.indicator or ""
    if bare not in BARE:
        return None
    if bare in CELLS:
        parted = _part(reading, spot, bare, previous)
        owner = "" if parted else _site(reading, spot) or _below(reading, spot, previous)
        return parted or (replace(named, indicator=owner + bare) if owner else None)
    if not _said_bare(spot, bare):
        return None
    owner = _counted(previous)
    if owner:
        return replace(named, indicator=owner + bare, head=owner)
    if bare in RATES:
        return None
    owner = _same(previous) or set_up(reading, spot)
    return replace(named, indicator=owner + bare) if owner else None


def _said_bare(spot: Spot, bare: str) -> bool:
    """Whether nothing but 共有 and the like stands in the clause: 共有|党员626名."""
    before = QUANTIFIED.sub("", spot.said).removesuffix(bare)
    return HAVING.fullmatch(before) is not None


def _site(reading: Reading, spot: Spot) -> str:
    """Where cells were set up, where that is a body: 在|商务楼宇|成立党支部18个."""
    sited = SITED.search(reading.text, spot.left_start, spot.quantity.start)
    if sited is None:
        return ""
    place = phrase_before(reading.tokens(*sited.span("site"))).text
    place = EACH_SITE.sub("", place)
    return place if OWNER.search(place) and len(place) <= LONGEST else ""


def _part(reading: Reading, spot: Spot, bare: str, previous: Named | None) -> Named | None:
    """社会组织党组织935个（其中党委24个、党总支25个）: parts of the cells of a kind of bodies."""
    whole = OF_CELLS.fullmatch(previous.head or "") if previous else None
    if whole is None or previous is None:
        return None
    owner = whole["owner"]
    begins = max(spot.sentence_start, spot.quantity.start - NEAR)
    goes_on = previous.indicator != previous.head and (previous.indicator or "").startswith(owner)
    if not goes_on and not PARTED.search(reading.text, begins, spot.quantity.start):
        return None
    return Named(owner + bare, previous.head, None, "behind", part=owner + bare)


def _below(reading: Reading, spot: Spot, previous: Named | None) -> str:
    """园区党委下辖8个党总支、|91个党支部: of the body that the list is told of."""
    last = OF_BODY.fullmatch(previous.indicator or "") if previous else None
    listed = last is not None and last["below"] and reading.text[spot.left_start] in "、和及,，"
    return last["owner"] + last["below"] if last and listed else ""


def _counted(previous: Named | None) -> str:
    """物流企业 of 物流企业320家，从业人员2.1万人: the bodies counted right before."""
    head = (previous.head or "").rpartition("的")[2] if previous else ""
    cells = OF_CELLS.fullmatch(head)
    head = cells["owner"] if cells else head
    return head if OWNER.search(head) and len(head) <= LONGEST else ""


def _same(previous: Named | None) -> str:
    """园区党委 of 园区党委下辖91个党支部，共有565名党员和|389名入党积极分子."""
    last = OF_BODY.fullmatch(previous.indicator or "") if previous else None
    return last["owner"] if last else ""


def set_up(reading: Reading, spot: Spot) -> str:
    """花椒协会党支部 of 成立花椒协会党支部，有党员15名: what was set up in the sentence."""
    all_told = list(SET_UP.finditer(reading.text, spot.sentence_start, spot.clause_start))
    if not all_told or all_told[-1].end() < spot.clause_start - 1:
        return ""
    found = all_told[-1]
    group = "made" if found["made"] else "opened"
    owner = phrase_before(reading.tokens(*found.span(group))).text
    return owner if BODY.search(owner) and len(owner) <= LONGEST else ""
