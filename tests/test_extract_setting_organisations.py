"""Bodies named in a passage."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from textmine.detect.layers import FoundPlace
from textmine.detect.words import Words
from textmine.extract.setting.organisations import find_organisations
from textmine.mine import load
from textmine.types import Organisation

NLP = load()


def find(
    text: str, end: int | None = None, places: Sequence[FoundPlace] = ()
) -> tuple[Organisation, ...]:
    doc = NLP.make_doc(text)
    words = Words(doc._.words, doc._.word_starts, doc._.tags)
    return find_organisations(text, 0, len(text) if end is None else end, places, words)


NAMED = [
    ("透过县农业局辅导，借由县财政局补助。", [("县农业局", "county"), ("县财政局", "county")]),
    ("由县委组织部牵头,县财政局配合。", [("县委组织部", "county"), ("县财政局", "county")]),
    ("红星社区党委与绿源物业有限公司签约。",
     [("红星社区党委", "village"), ("绿源物业有限公司", None)]),
    ("依托县中医医院办起夜校。", [("县中医医院", None)]),
    ("茶叶协会和供销合作社一起收购。", [("茶叶协会", None), ("供销合作社", None)]),
    ("各支部、该协会、每个公司都来了。", []),
    ("群众都说好。", []),
    ("全县产业破局，镇党建破局，县城宴会厅和村史展览厅都开了。", []),
    ("市高新局和县财政局牵头。", [("市高新局", None), ("县财政局", "county")]),
    ("流入地党组织和居住地党组织共同负责。", []),
    ("由此走出“党支部+合作社”的路子。", []),
    ("镇里下设3个产业链党委。", [("产业链党委", None)]),
    ("明确县财政局按月通报。", [("县财政局", "county")]),
    # A name is read back from its head, as far as its words may go.
    ("提高大学生村官党支部整体能力。", [("大学生村官党支部", "village")]),
    ("年内新增上市公司2家，建成投用中小学5所。", []),
    ("深化公立医院改革，建好县级医院。", []),
    ("加快市三医院建设，支持北湖小学扩建。", [("市三医院", None), ("北湖小学", None)]),
    ("动工兴建石桥镇中心卫生院。", [("石桥镇中心卫生院", "township")]),
    ("有20项工作获省政府激励。", []),
    ("力争江州航空学院秋季开学。", [("江州航空学院", None)]),
    ("由养殖协会牵头，向生猪运输合作社供货。", [("养殖协会", None), ("生猪运输合作社", None)]),
    ("挂牌成立市县两级疾病预防控制局。", [("市县两级疾病预防控制局", None)]),
    ("第三十五中学开学了。", [("第三十五中学", None)]),
    ("成立“骑手之家”党支部和“1+N”行业党委。",
     [("“骑手之家”党支部", None), ("“1+N”行业党委", None)]),
    ("村里的“新丰农业合作社”分了红。", [("“新丰农业合作社”", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bodies"), NAMED)
def test_named(text: str, bodies: list[tuple[str, str | None]]) -> None:
    found = find(text)
    assert [body.text for body in found] == [name for name, _ in bodies]


def test_place_and_level() -> None:
    text = "安化县委组织部和东坪镇杨林社区党支部结对。"
    places = [
        FoundPlace(0, 3, "安化县", "county", "430923"),
        FoundPlace(8, 11, "东坪镇", "township", "430923100"),
    ]
    first, second = find(text, places=places)
    assert (first.text, first.place and first.place.adcode) == ("安化县委组织部", "430923")
    assert (second.text, second.level, second.place and second.place.text) == (
        "东坪镇杨林社区党支部",
        "village",
        "东坪镇",
    )
    assert text[second.start : second.end] == second.text


def test_each_once_and_inside_the_span() -> None:
    text = "县总工会出资。县总工会出人。县财政局出题。"
    found = find(text, 14)
    assert [body.text for body in found] == ["县总工会"]
