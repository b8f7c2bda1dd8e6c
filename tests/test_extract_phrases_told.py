"""extract.phrases: what is told of those counted before their noun, and words that name nothing."""

from __future__ import annotations

import pytest
from test_extract_metrics import metrics

DESCRIBED = [
    ("打造了30个不同类型、不同特色、不同规模的教学点", ["教学点"]),
    ("聘请了45名懂技术、会经营、善管理的土专家", ["土专家"]),
    ("建成8处功能齐全、设施配套、管理规范的服务站", ["服务站"]),
    ("形成了7个布局合理、链条完整、效益明显的产业带", ["产业带"]),
    ("挑选60名熟悉农村、善做群众工作的年轻干部", ["年轻干部"]),
    ("慰问了12名党员、干部的家属", ["慰问党员"]),
]
NO_NAME = [
    # a place, a note or a number of things names no figure
    ("建有扶贫车间310个，其中安山镇集中有45个", ["扶贫车间", "扶贫车间"]),
    ("全市共有创业园28个，其中漳平市就有9个", ["创业园", "创业园"]),
    ("这种走村串户的代办员，在我们镇已有86名", ["代办员"]),
    ("像这样上门服务的理发员，在桥头村现有7人", ["理发员"]),
    ("墙角有一头约90斤的小猪", ["小猪体重"]),
    ("地上码着一堆足有300公斤的红薯", ["红薯重量"]),
    ("一般公共预算收入12.5亿元，同口径增长6.2%", ["一般公共预算收入", "一般公共预算收入"]),
    ("全年地区生产总值同比（下同）增长5.1%", ["地区生产总值"]),
    ("去年我把家里8亩多地入股到了合作社", ["土地"]),
    # who speaks names nothing of what he says
    (
        "农户老陈扳着指头算账：“我家6亩地租赁给了公司，得了4800元租金”",
        ["土地", "租金"],
    ),
]
NAMES = [
    ("分设4个产业联合党委，300多个新农村建设先进村", ["产业联合党委", "新农村建设先进村"]),
    ("新增全国乡村治理示范村5个", ["乡村治理示范村"]),
    ("3个镇建设美丽乡村", ["建设美丽乡村的镇"]),
]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [*DESCRIBED, *NO_NAME, *NAMES],
    ids=[row[0] for row in [*DESCRIBED, *NO_NAME, *NAMES]],
)
def test_phrases(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in metrics(text)] == indicators
