"""Phrases that read as names, and what is cut from those that nearly do."""

from __future__ import annotations

import pytest

from textmine.extract.names.shaping import is_misshapen, mend

MENDED = [
    ("今年推行错时上班", "推行错时上班"),
    ("还举办采茶比赛", "举办采茶比赛"),
    ("拟以楼栋为单位设小组", "以楼栋为单位设小组"),
    ("由楼长送餐上门", "送餐上门"),
    ("坚持每季度召开恳谈会", "召开恳谈会"),
    ("结成校地联盟后", "结成校地联盟"),
    ("开设了便民窗口", "开设便民窗口"),
    ("沿江步道三公里", "沿江步道"),
    ("总投资三千万元的体育馆", "体育馆"),
    ("养老服务中心已投入使用", "养老服务中心"),
    ("民政局把孤寡老人一户一档", "把孤寡老人一户一档"),
    ("田管家”服务队", "服务队"),
    ("便民服务日", "便民服务日"),
    ("果品合作社已吸纳散户入社", "吸纳散户入社"),
    ("“净水”行动中", "“净水”行动"),
    ("城东污水处理厂正式投入运行", "城东污水处理厂"),
    ("康养中心二期项目开工建设", "康养中心二期项目"),
    ("推动物流园项目开工建设", "推动物流园项目开工建设"),
    ("把支部建在果园里", "把支部建在果园里"),
    ("创建无诉讼社区为抓手", "创建无诉讼社区"),
    ("邻里联盟为抓手", "邻里联盟为抓手"),
    ("以创建无诉讼社区为抓手", "以创建无诉讼社区为抓手"),
    ("把果园作为支撑", "把果园作为支撑"),
    ("之社区共餐据点", "社区共餐据点"),
]


@pytest.mark.parametrize(("phrase", "name"), MENDED)
def test_mend(phrase: str, name: str) -> None:
    assert mend(phrase) == name


MISSHAPEN = [
    "居民公约墙特别醒目",
    "从招商情况来看",
    "同比提高",
    "工业用电平稳增长",
    "将于年底动工",
    "建成运行",
    "3人荣登好人榜",
    "困难脱贫户",
    "供销社通过订单和分红",
    "管网布局有待完善",
    "宣传栏、发放明白纸",
    "制定管护公约》",
    "在种植大户的带动下",
    "结对三年",
    "在外商会为",
    "把任务分解成",
    "按三成给予补助的30%",
    "其他服务项目",
    "不准摆酒席",
    "谁家该进",
    "批发城有各类市场",
    "蔬菜产业发展迅速",
    "投入资金",
    "工作机制",
    "从鞋底到成鞋",
    "“懂的人不愿干",
]
NAMES = [
    "联合支部",
    "“头雁”工程",
    "送学上门",
    "把支部建在链上",
    "三级网格",
    "选派驻村干部",
    "由“点”到“面”",
    "应急救援队",
    "“3+1”帮扶",
]


@pytest.mark.parametrize("phrase", MISSHAPEN)
def test_no_reader_takes_it_for_a_name(phrase: str) -> None:
    assert is_misshapen(phrase)


@pytest.mark.parametrize("phrase", NAMES)
def test_reads_as_a_name(phrase: str) -> None:
    assert not is_misshapen(phrase)
