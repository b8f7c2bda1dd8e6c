"""extract.figures.by_relation.listed: how many there are of those told one by one."""

from __future__ import annotations

import pytest

import textmine
from textmine.extract.metrics import find_metrics

LISTED = [
    ("参加联盟的企业有恒丰果业、青山冷链、绿源食品3家。", "参加联盟的企业"),
    ("全县建立电商站的乡镇有柳溪、石岗、东坪等6个。", "建立电商站的乡镇"),
    ("签约的学校是实验小学、第二中学、职业学校3所。", "签约的学校"),
    ("目前未通公路的自然村还有上坪、下坪、长岭4个。", "未通公路的自然村"),
    ("获评先进的支部分别是环卫支部、园林支部、公交支部和市政支部4个。", "获评先进的支部"),
    ("县里整治的河道包括青河、沙河、东沟等11条。", "整治的河道"),
    ("开办的课程有剪纸、陶艺、刺绣等16门。", "开办的课程"),
    ("该园区投产的项目包括纸箱厂、糖果厂、面粉厂共3个。", "投产的项目"),
    ("现有青山、恒丰、绿源3个合作社。", "合作社"),
    ("与恒丰、青山等5家企业签订协议。", "签订协议的企业"),
    ("合作社有厂房、冷库、烤房12间。", "厂房、冷库、烤房"),
    ("包括恒丰、青山在内的8家企业捐了款。", "企业"),
    ("资助包括李某在内的30名学生。", "资助学生"),
]


@pytest.mark.parametrize(("text", "indicator"), LISTED)
def test_what_they_are(text: str, indicator: str) -> None:
    assert find_metrics(textmine.load()(text))[0].indicator == indicator


def test_no_place_among_the_names_is_that_of_their_count() -> None:
    text = "寿光市办起食堂9个。设立驿站的乡镇有石湾镇、东坪镇2个。"
    found = find_metrics(textmine.load()(text))[1]
    assert (found.indicator, found.place and found.place.text) == ("设立驿站的乡镇", "寿光市")


MORE = [
    ("招待费减少350万元，压减比例达40%。", ["招待费", "招待费"]),
    ("建成后可带动约350人长期就业。", ["就业的人员"]),
    ("乡公所布建34处社区照顾关怀据点。", ["社区照顾关怀据点"]),
    ("全县关怀据点达到231处。", ["关怀据点"]),
    ("扩建3处村里活动中心。", ["村里活动中心"]),
]


@pytest.mark.parametrize(("text", "indicators"), MORE)
def test_named_whole(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in find_metrics(textmine.load()(text))] == indicators


BORNE = [
    ("遴选18名较强带动力的致富能手。", "致富能手"),
    ("建成3座综合功能的便民驿站。", "便民驿站"),
    ("全区有15个较好基础的试点社区。", "试点社区"),
    ("培育12家一定规模的加工企业。", "加工企业"),
    ("现已打造8支较大影响力的志愿服务队。", "志愿服务队"),
    ("表彰5个村的党员。", "村"),
    ("社区将9个大网格细化为38个小网格。", "大网格"),
    ("8个窗口整合成3个。", "窗口"),
    ("3个乡镇之间建起联席会。", "建起联席会的乡镇"),
    ("以五条精品旅游路线为主轴。", "精品旅游路线"),
]


@pytest.mark.parametrize(("text", "indicator"), BORNE)
def test_neither_what_they_have_nor_what_becomes_of_them(text: str, indicator: str) -> None:
    assert find_metrics(textmine.load()(text))[0].indicator == indicator
