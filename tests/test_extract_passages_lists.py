"""Lists that no marker numbers."""

from __future__ import annotations

import pytest

from textmine.extract.passages.lists import find_lists

LISTS = [
    ("在机关方面,开展科长走流程活动,查出堵点七十六处;在企业方面,建立党员先锋岗,培养骨干四十名;"
     "在学校方面,推行教师家访制度,每学期走遍全班。", ["在机关方面", "在企业方面", "在学校方面"]),
    ("突出“三抓”:抓好新任村干部的集中轮训,全年一共办了六期培训班;"
     "抓好流动党员的登记造册,年前和年后由支委各查一次;"
     "抓好活动室的开放使用,每月十五日开门学习一次,雷打不动。",
     ["抓好新任村", "抓好流动党", "抓好活动室"]),
    ("引,即引回在外能人任职;派,即选派机关干部下村。", ["引,即引回", "派,即选派"]),
    ("对留守的党员,由支部组织到户送学,每月至少一次,"
     "学习内容由镇里统一编印成册,老人听得懂、记得住、用得上。"
     "对外出的党员,在务工地依托商会设立临时支部,"
     "过年回来集中补课一次,平时用手机交流思想、缴纳党费。",
     ["对留守的党", "对外出的党"]),
    ("实施“头雁工程”,选好村里的带头人,两年换下三十名。实施“归雁工程”,请回在外的能人,办厂四十家。",
     ["实施“头雁", "实施“归雁"]),
    ("实行“三定”:定人;定岗;定责。", []),
    ("考核内容上突出实绩和民意两个方面;考核方式上平时考核与年终考核相结合;"
     "考核结果上与评先和报酬挂钩。", []),
    ("“说事日”每月一次,干部都要到场听取意见。“说事日”受到群众的普遍欢迎和上级的肯定。", []),
    ("镇里办了三件事。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), LISTS)
def test_find_lists(text: str, parts: list[str]) -> None:
    found = [part for parts in find_lists(text, 0, len(text)) for part in parts]
    assert [text[part.start : part.start + 5] for part in found] == parts


def test_loose_lists_are_for_free_text() -> None:
    text = (
        "新建公办幼儿园12所,新增学位三千六百个以上;改造老旧小区58个,惠及城乡居民近两万户;"
        "设立党员关爱基金300万元,救助生活困难的党员和群众近千名。"
    )
    assert find_lists(text, 0, len(text)) == []
    assert len(find_lists(text, 0, len(text), loose=True)[0]) == 3


def test_a_second_measure_with_a_name_is_split_off() -> None:
    text = (
        "在城区,建立了街道、社区、楼栋三级党组织网络;在农村,打破村与村的界限建立了联合党总支,"
        "并推广“支部+协会”、“支部+基地”等做法,把党员聚在产业链上。"
    )
    (parts,) = find_lists(text, 0, len(text))
    assert [text[part.start : part.start + 3] for part in parts] == ["在城区", "在农村", "并推广"]
