"""extract.figures.predicates: what those counted do, and words that say nothing of them."""

from __future__ import annotations

import pytest

from tests.figures import metrics

CASES = [
    # what is denied stays denied
    ("尚不具备建立党组织条件的69个企业", ["不具备建立党组织条件的企业"]),
    ("企业157户，已建立党组织的有88户", ["企业", "建立党组织的企业"]),
    ("社区把已到社区报到的355名党员编入网格", ["到社区报到的党员"]),
    ("300余名党员报名参与", ["报名参与的党员"]),
    ("150亩小麦等着收割", ["小麦"]),
    ("20家单位的党组织定期开展联建", ["单位"]),
    # a measure, a sum or a noun behind those counted is no deed of theirs
    ("52家省级龙头企业年销售收入23亿元", ["省级龙头企业", "省级龙头企业年销售收入"]),
    ("310户合作社社员一年分得红利46万元", ["合作社社员", "红利"]),
    ("11家集聚区累计营收超100亿元", ["集聚区", "集聚区营收"]),
    # verbs that mostly link, where nothing else is told
    ("3个大豆品种通过国审", ["通过国审的大豆品种"]),
    ("600家企业上平台", ["上平台的企业"]),
    ("26家企业成为市级龙头企业", ["成为市级龙头企业的企业"]),
    # done by all of a list
    (
        "16个州市、3个工委及110个省级部门都成立了领导班子",
        ["成立领导班子的州市", "成立领导班子的工委", "成立领导班子的省级部门"],
    ),
    ("90%以上的村建起了像样的活动室", ["建起像样的活动室的村占比"]),
    ("60个村均建起了像样的活动室", ["建起像样的活动室的村"]),
    # how fine a thing is says nothing
    ("80个村全部制定了符合实际、操作性强的发展规划", ["制定发展规划的村"]),
    ("15个村建立了功能完善、管理规范的服务站", ["建立服务站的村"]),
    ("其余3户家里没有劳动力", ["家里没有劳动力的农户"]),
    ("60多户村民雨天出行要绕道", ["雨天出行要绕道的村民"]),
    ("18个村的代表各自介绍了做法", ["村"]),
]


@pytest.mark.parametrize(("text", "indicators"), CASES, ids=[row[0] for row in CASES])
def test_deeds(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in metrics(text)] == indicators
