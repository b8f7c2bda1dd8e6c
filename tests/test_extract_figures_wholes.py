"""extract.figures.wholes and anchors: of which place a figure is, where several are told."""

from __future__ import annotations

import pytest

from tests.figures import metrics

CASES = [
    # the county of a paragraph, where the article names but a village of it
    (
        "青石县柳沟村很美。\n近年来，该县推行支部办社。在乡村建立各类合作社107个",
        ("青石县", "柳沟村"),
        "柳沟村",
        ["青石县"],
    ),
    (
        "青石县柳沟村很美。\n村里修了路，建起大棚12座",
        ("青石县", "柳沟村"),
        "柳沟村",
        ["柳沟村"],
    ),
    # a place where so many are
    ("全市有台资企业400家，其中洛江县集中有38家", ("洛江县",), "青石县", ["青石县", "洛江县"]),
    ("这样的代办员，在洛江县已有76名", ("洛江县",), "青石县", ["洛江县"]),
    # where somebody goes to, and what a share is of
    ("全县流入广平县的党员有380名", ("广平县",), "青石县", ["青石县"]),
    ("石桥镇贫困人口占全县贫困人口的25%", ("石桥镇",), "青石县", ["石桥镇"]),
    # words that only end or begin like 本市, 全市
    ("柳沟村合作社向资本市场融资12万元", ("柳沟村",), "石桥镇", ["柳沟村"]),
    ("在柳沟村试点，全镇样本村30个，农户1200户", ("柳沟村",), "石桥镇", ["石桥镇", "石桥镇"]),
    # a place and the whole of it
    ("洛江县最早办社。广平县全县共有企业400家", ("洛江县", "广平县"), "洛江县", ["广平县"]),
    # who speaks stands behind the words
    (
        "“我家的7亩地，全部流转了，一年收租金3200元。”在青石县石桥镇柳沟村“四在农家”示范点，组长老陈说。",
        ("青石县", "石桥镇", "柳沟村"),
        "青石县",
        ["柳沟村", "柳沟村"],
    ),
    (
        "“镇里有党员1200名。”日前，石桥镇党委书记介绍",
        ("石桥镇",),
        "青石县",
        ["石桥镇"],
    ),
]


@pytest.mark.parametrize(("text", "places", "focus", "found"), CASES, ids=[row[0] for row in CASES])
def test_place(text: str, places: tuple[str, ...], focus: str, found: list[str]) -> None:
    told = metrics(text, places=places, focus=focus)
    assert [metric.place and metric.place.text for metric in told] == found
