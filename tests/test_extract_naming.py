"""What practices are called."""

from __future__ import annotations

import pytest

from textmine.extract.naming import name_of, strip_marker

MARKERS = [
    ("二是村企联建", "村企联建"),
    ("（一）推行代办制", "推行代办制"),
    ("3.建好阵地", "建好阵地"),
    ("第一,建立联系卡", "建立联系卡"),
    ("——推行干部夜访", "推行干部夜访"),
    ("一要统一规划", "统一规划"),
    ("一方面,建立服务网", "建立服务网"),
    ("2.1建立联席会议", "建立联席会议"),
    ("一户一策", "一户一策"),
    ("2008年村务公开", "2008年村务公开"),
]


@pytest.mark.parametrize(("text", "stripped"), MARKERS)
def test_strip_marker(text: str, stripped: str) -> None:
    assert strip_marker(text) == stripped


LABELS = [
    ("一是强弱联建", "强弱联建"),
    ("二是建立健全包村联户责任制度", "包村联户责任制度"),
    ("（二）创新性地探索推行党员积分管理", "党员积分管理"),
    ("三是统筹城乡人才,在选人用人上取得新突破", "统筹城乡人才"),
    ("(一)针对人手不足,组建红色代办队伍", "红色代办队伍"),
    ("一是围绕龙头建", "围绕龙头建"),
    ("二是把支部建在果园里", "把支部建在果园里"),
    ("——驻外党工委", "驻外党工委"),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_named_by_its_label(label: str, name: str) -> None:
    assert name_of(f"{label}。县里给每个村拨了五千元。", label) == name


PASSAGES = [
    ("挂,即把零散党员挂靠到邻近支部;", "挂"),
    ("一是先“近”后“远”的过程,即先抓城郊、再抓山区。", "先“近”后“远”"),
    ("二是推广“说事日”,即每月初一干部坐堂听事。", "说事日"),
    ("三是减少会议的次数,在各乡镇推行无会周。", "减少会议的次数"),
    ("在学校方面,开展“家访月”活动,教师走遍每一户。", "“家访月”活动"),
    ("在企业方面,探索技能党课新模式,推动学用结合。", "技能党课新模式"),
    ("通过村社联建、校社联建等形式建立了党组织", "村社联建、校社联建"),
    ("二是以骨干企业为依托,把上下游的党员编在一起;", "骨干企业为依托"),
    ("县财政拿出二十万元设立互助基金,帮困难党员。", "互助基金"),
    ("抓好村级办公用房建设,使干部有地方办公;", "村级办公用房建设"),
    ("协会每月召开「榕树下会议」一次,谁都可以提案。", "榕树下会议"),
    ("将支部延伸到楼栋,让居民找得到人。", "将支部延伸到楼栋"),
    ("按照“就近就便”的原则,组建联合支部12个。", "联合支部"),
]


@pytest.mark.parametrize(("text", "name"), PASSAGES)
def test_named_by_a_phrase(text: str, name: str) -> None:
    assert name_of(text, "") == name


def test_heading_over_one_passage() -> None:
    text = "社区党组织对辖区党员逐户登记,每半年向单位反馈一次。"
    assert name_of(text, "", "（三）实行双重考评", alone=True) == "双重考评"


def test_a_name_is_never_empty_nor_long() -> None:
    for text in ("了。", "党组织,", "《》", "每逢佳节倍思亲" * 12):
        assert 0 < len(name_of(text, "")) <= 22
