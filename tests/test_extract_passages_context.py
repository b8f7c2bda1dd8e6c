"""What stands before a measure: a few words on it belong to it, how things stood does not."""

from __future__ import annotations

import pytest

from textmine.extract.passages.context import leads_to

MEASURE = "镇里请退休教师轮流坐班,每晚两小时,三十名孩子有人管。"
CONTEXTS = [
    # belongs to it
    ("孩子放学得有去处。", True),
    ("第二件是办夜校。", True),
    ("书从哪里来?", True),
    ("几个支书议了一夜,最后想出个土办法:轮流看娃。", True),
    ("放学以后的这段空当,家长们如今都靠“暮托班”。", True),
    ("坚持孩子在哪里、关爱就跟到哪里。", True),
    ("包村干部挨家挨户上门,把三十户的难处记在本子上。", True),
    ("孩子托得放心不放心,饭菜可口不可口,家长打分才作数。", True),
    ("村支书领着党员腾出两间仓库,成立托管小组。", True),
    # how things stood, another place, people's worries
    ("全镇九成青壮年在外打工,留在家里的不是老人就是孩子。", False),
    ("横岭乡山高沟深,从前送孩子上学要翻两道梁。", False),
    ("不足的是,有的村离得远,个别家长还不大放心。", False),
    ("下河村党员刘大姐的孙子去年期末考试没有及格。", False),
    ("外头回来的孩子,背后都被人叫作“小候鸟”。", False),
    ("石湾镇有中学一所、小学六所,学生三千二百名。", False),
]


@pytest.mark.parametrize(("context", "leads"), CONTEXTS)
def test_context_of_a_measure(context: str, leads: bool) -> None:
    assert leads_to(context + MEASURE, 0, len(context)) is leads


OF_WHOM = [
    ("在镇里支持下,他回村办起托管班,收下三十名孩子。", True),
    ("她把自家堂屋腾出来做自习室。", True),
    ("他说,托管班要一直办下去。", False),
    ("镇里把粮站腾出来做自习室。", False),
]


@pytest.mark.parametrize(("measure", "leads"), OF_WHOM)
def test_who_somebody_is(measure: str, leads: bool) -> None:
    context = "石湾村的孙长贵早年在外教书,懂孩子,人也热心。"
    assert leads_to(context + measure, 0, len(context)) is leads


def test_far_or_elsewhere() -> None:
    long = "全镇" + "青壮年在外打工,老人孩子留守," * 6 + "成立了协会。"
    assert not leads_to(long + MEASURE, 0, len(long))
    other = "在石湾镇,灯亮着。"
    assert not leads_to(other + "在横岭乡,党员轮流坐班,每晚两小时。", 0, len(other))
