"""extract.figures.by_noun.bodies: party bodies, members and staff with the body whose they are."""

from __future__ import annotations

import pytest

from tests.figures import metrics

CASES = [
    # set up in bodies of a kind
    ("在全县茶叶合作社建立党组织42个", ["茶叶合作社党组织"]),
    ("在各个商务楼宇成立党支部18个，在农贸市场设立党小组9个", ["商务楼宇党支部", "农贸市场党小组"]),
    ("在一些建筑工地设立党小组11个", ["建筑工地党小组"]),
    ("在大山镇建立党支部6个", ["党支部"]),
    ("在农牧区设立46个党小组", ["党小组"]),
    # parts of the cells just counted
    (
        "行业协会党组织210个（其中党委6个，党总支9个）",
        ["行业协会党组织", "行业协会党委", "行业协会党总支"],
    ),
    (
        "非公企业党组织386个，其中党委4个、党支部382个",
        ["非公企业党组织", "非公企业党委", "非公企业党支部"],
    ),
    ("全县有基层党组织27个，其中党委3个", ["基层党组织", "党委"]),
    # members and staff of the bodies just counted, or just set up
    ("全区有物流企业320家，从业人员2.1万人", ["物流企业", "物流企业从业人员"]),
    ("共有民营医院12家，党员85名", ["民营医院", "民营医院党员"]),
    ("全市有养老机构41家，护理员900人", ["养老机构", "护理员"]),
    ("镇党委批准成立花椒协会党支部，有党员15名", ["花椒协会党支部党员"]),
    ("去年11月，建材市场党总支正式挂牌成立，现有党员47名", ["建材市场党总支党员"]),
    (
        "电商产业园党委下辖5个党总支、31个党支部，共有412名党员和56名入党积极分子",
        [
            "电商产业园党委下辖党总支",
            "电商产业园党委下辖党支部",
            "电商产业园党委党员",
            "电商产业园党委入党积极分子",
        ],
    ),
    ("非公有制企业3.8万家，党组织组建率为94.2%", ["非公有制企业", "非公有制企业党组织组建率"]),
    # a place has its members without more
    ("全镇辖21个村，有党组织34个、党员1762名", ["村", "党组织", "党员"]),
    ("全县有14个镇，5.9万名党员", ["镇", "党员"]),
]


@pytest.mark.parametrize(("text", "indicators"), CASES, ids=[row[0] for row in CASES])
def test_owner(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in metrics(text)] == indicators


WHOLE_WORDS = [
    # a character of another word is no measure, no end of a list, no "and"
    ("36个村开设夜间课堂以及周末讲堂", ["开设夜间课堂的村"]),
    ("28个镇制定果树普及计划", ["制定果树普及计划的镇"]),
    ("售价高达300元的古树茶", ["售价"]),
    ("利润增长3000元的农户", ["利润"]),
    ("20名党员与贫困户结对", ["结对的党员"]),
    ("获得省级一等奖优秀作品12件", ["省级一等奖优秀作品"]),
    ("中等职业学校12所，就业率98%", ["中等职业学校", "中等职业学校就业率"]),
    ("建成高等院校6所，升学率达到92%", ["高等院校", "高等院校升学率"]),
    ("去年修了路。为上坑村等3个村理清路子", ["村"]),
]


@pytest.mark.parametrize(("text", "indicators"), WHOLE_WORDS, ids=[row[0] for row in WHOLE_WORDS])
def test_reads_whole_words(text: str, indicators: list[str]) -> None:
    assert [metric.indicator for metric in metrics(text)] == indicators
