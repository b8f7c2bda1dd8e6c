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
    # wards and peoples' settlements of Taiwan
    (
        "台南市七股区笃农里的长者来共餐，笃农里办了两年。",
        ["台南市", "七股区", "笃农里", "笃农里"],
    ),
    ("高雄市前镇区草衙里里长挨户问。", ["高雄市", "前镇区", "草衙里"]),
    ("台南市七股区永安里的长者到永安里社区。", ["台南市", "七股区", "永安里", "永安里社区"]),
    ("南投县仁爱乡清流部落办起厨房。", ["南投县", "仁爱乡", "清流部落"]),
    ("台北市万华区公园里的长者每天运动。", ["台北市", "万华区"]),
    ("新北市板桥区社区里的志工。", ["新北市", "板桥区"]),
    ("朝阳区胡同里的居民来议事，原住民部落的歌声。", ["朝阳区"]),
]


@pytest.mark.parametrize(("text", "names"), TEXTS)
def test_settlements(text: str, names: list[str]) -> None:
    assert [place.text for place in find_places(text)] == names
