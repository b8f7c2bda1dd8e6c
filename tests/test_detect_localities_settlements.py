"""Hamlets without 村, and zones before a township."""

import pytest

from textmine.detect.places import find_places

TEXTS = [
    ("党员去了高家庄子和李家湾。", ["高家庄子", "李家湾"]),
    ("住在赵家沟子的老党员。", ["赵家沟子"]),
    ("管理好何家沟雨污分流工程。", ["何家沟"]),
    ("大家庄严宣誓。", []),
    ("在陈家坪大道设岗。", []),
    ("一家塘口的农家庄园。", []),
    ("从高新区鹏泉街道出发。", ["高新区", "鹏泉街道"]),
    ("经济技术开发区鹏泉街道的支部。", ["经济技术开发区", "鹏泉街道"]),
    ("滨江高新区鹏泉街道的支部。", ["鹏泉街道"]),  # the zone's name goes on to the left
    ("建设高新区，打造示范区。", []),
]


@pytest.mark.parametrize(("text", "names"), TEXTS)
def test_settlements(text: str, names: list[str]) -> None:
    assert [place.text for place in find_places(text)] == names
