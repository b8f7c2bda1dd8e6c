"""extract.figures.by_deed.parted: parts of a sum, and wages that no noun names."""

from __future__ import annotations

import pytest

from tests.figures import metrics

CASES = [
    (
        "红利12万元，其中2万元奖给学生，1万元留作公积金",
        ["红利", "奖给学生的红利", "留作公积金的红利"],
    ),
    ("全年租金15万元，6万元返还农户", ["租金", "返还农户的租金"]),
    ("补偿款90万元，60万元付给农户", ["补偿款", "付给农户的补偿款"]),
    (
        "项目资金500万元，200万元投向道路、300万元投向水利",
        ["项目资金", "投向道路的项目资金", "投向水利的项目资金"],
    ),
    ("8万元归合作社", ["归合作社的资金"]),
    # a verb before the sum says what it is
    ("安排300万元用于修路", ["安排资金"]),
    # wages of those at work
    ("在扶贫车间干活，一个月2300元", ["月工资"]),
    ("她在茶厂上班，每月能拿3200元", ["每月工资"]),
    ("村民老陈在基地务工，现在每天120元", ["每天工资"]),
    ("房租一个月600元", ["房租"]),
]


@pytest.mark.parametrize(("text", "indicators"), CASES, ids=[row[0] for row in CASES])
def test_sums(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in metrics(text)] == indicators
