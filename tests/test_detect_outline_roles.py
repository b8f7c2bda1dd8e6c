"""Every role rule against the headings that it must and must not match."""

from __future__ import annotations

import pytest

from tests.needs import unneeded
from textmine.detect.outline.roles import RoleRule, announced_role, role_of, role_rules

YES = [(rule.role, text) for rule in role_rules() for text in rule.yes]
NO = [(rule.role, text) for rule in role_rules() for text in rule.no]


@pytest.mark.parametrize(("role", "heading"), YES)
def test_rule_matches(role: str, heading: str) -> None:
    assert role_of(heading) == role


@pytest.mark.parametrize(("role", "heading"), NO)
def test_rule_leaves_alone(role: str, heading: str) -> None:
    assert role_of(heading) != role


@pytest.mark.parametrize("rule", role_rules(), ids=lambda rule: rule.needs[0])
def test_every_way_to_match_holds_what_is_needed(rule: RoleRule) -> None:
    assert unneeded(rule.pattern, rule.needs) == []


TROUBLES = [
    "群众反映强烈的问题",
    "垃圾处理存在的问题",
    "矛盾化解存在的不足",
    "项目审批办理中存在的问题",
]
MEASURES = ["解决群众反映强烈的问题", "整改存在的问题", "处理存在的问题", "着力化解矛盾纠纷"]


@pytest.mark.parametrize("heading", TROUBLES + MEASURES)
def test_what_is_dealt_with_is_no_problem(heading: str) -> None:
    assert (role_of(heading) == "problem") == (heading in TROUBLES)


SENTENCES = [
    ("针对村级班子薄弱的实际,县委采取了以下措施:", "practice"),
    ("当前,这项工作还面临以下困难:", "problem"),
    ("目前流动党员管理主要有“四难”。", "problem"),
    ("应注意把握好以下四项原则:", "lesson"),
    ("经过三年努力,全镇组织建设成效显著。", "result"),
    ("具体做法如下:", "practice"),
    ("下一步,我们打算做好以下几项工作:", "plan"),
    ("县里的基础还比较薄弱,群众看病存在困难。", None),
    ("一年来,各村成立协会,先后办了几件实事:", None),
    ("要统筹谋划,着力抓好五个方面的工作。", "plan"),
    ("镇党委成立了联合支部。", None),
    ("要素保障到位，做到以下三点：", None),
    ("，应用系统有三个特点：", None),
]


@pytest.mark.parametrize(("sentence", "role"), SENTENCES)
def test_announced_role(sentence: str, role: str | None) -> None:
    assert announced_role(sentence) == role
