"""Every rule of labels.toml, and which first sentences head the rest of their paragraph."""

from __future__ import annotations

import pytest
from spacy.language import Language

from textmine.detect.outline.labels import is_slogan, label_rules

YES = [(rule.name, text) for rule in label_rules() for text in rule.yes]
NO = [(rule.name, text) for rule in label_rules() for text in rule.no]
PATTERNS = {rule.name: rule.pattern for rule in label_rules()}


@pytest.mark.parametrize(("name", "text"), YES)
def test_rule_matches(name: str, text: str) -> None:
    assert PATTERNS[name].fullmatch(text)


@pytest.mark.parametrize(("name", "text"), NO)
def test_rule_leaves_alone(name: str, text: str) -> None:
    assert not PATTERNS[name].fullmatch(text)


BODY = "各村支部每季度集中学习一次,并派出指导员十二名到企业讲课。"
HEADED = [  # a text, and its headings
    (f"强化政治引领。{BODY}", ["强化政治引领"]),
    (f"村企联动,共建共享。{BODY}", ["村企联动,共建共享"]),
    (f"强社带弱社。{BODY}", []),
    (f"变化从一张清单开始。{BODY}\n村里的老会计对此最有发言权。{BODY}", []),  # of a story
    (f"组团下乡送课。{BODY}\n搭台比武练兵。{BODY}", ["组团下乡送课", "搭台比武练兵"]),
    (f"健全责任体系。{BODY}创新服务方式。{BODY}强化阵地建设。{BODY}",
     ["健全责任体系", "创新服务方式", "强化阵地建设"]),
    (f"健全责任体系。创新服务方式。{BODY}", ["健全责任体系"]),
    (f"强镇带动,周边三个村联合办厂。{BODY}", ["强镇带动,周边三个村联合办厂"]),
    (f"以“训”提能,锻造过硬队伍。{BODY}", ["以“训”提能,锻造过硬队伍"]),
    (f"人才引进方面。{BODY}", ["人才引进方面"]),
    (f"初春时节,山里一片新绿。{BODY}", []),
    (f"开展活动3次。{BODY}", []),
    (f"企业要发展,离不开人才。{BODY}", []),
    (f"健全议事机制。\n{BODY}", ["健全议事机制"]),
    (f"做好三件事。\n——建网。{BODY}\n——建队。{BODY}", ["——建网", "——建队"]),
    (f"全县探索双向共管。建强工作站点。{BODY}完善保障办法。{BODY}",
     ["建强工作站点", "完善保障办法"]),
    (f"全县探索双向共管。建强工作站点。{BODY}", []),
    (f"【工商日报讯】{BODY}", []),
    (f"变“坐等上门”为“送到田头”。{BODY}", ["变“坐等上门”为“送到田头”"]),
    (f"3.坚持走访制度。每月两次。开展蹲点调研活动。{BODY}建强工作站点。{BODY}",
     ["3.坚持走访制度"]),
    (f"“双链”聚合力“双网”促增收\n{BODY}", ["“双链”聚合力“双网”促增收"]),
    (f"首先,开设夜校。{BODY}其次,办起食堂。{BODY}此外,他还推行错时延时服务。{BODY}",
     ["首先,开设夜校", "其次,办起食堂"]),
    (f"在职党员进社区,服务零距离。{BODY}\n在外党员有归属,管理不断线。{BODY}",
     ["在职党员进社区,服务零距离", "在外党员有归属,管理不断线"]),
    (f"在东街社区,同样热闹。{BODY}\n在西街社区,同样忙碌。{BODY}", []),
    (f"【把准需求】{BODY}", ["【把准需求】"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "headings"), HEADED)
def test_what_heads_a_paragraph(structured: Language, text: str, headings: list[str]) -> None:
    assert [text[h.start : h.end] for h in structured(text)._.headings] == headings


SLOGANS = [
    ("选优配强支部书记,建强乡村队伍", True),
    ("抓培训,强素质", False),
    ("党建赋能,激发活力,带动增收", False),
    ("近年来加强党建", False),
    ("加强了领导", False),
    ("强化就业帮扶", True),
]


@pytest.mark.parametrize(("phrase", "is_one"), SLOGANS)
def test_slogans(phrase: str, is_one: bool) -> None:
    assert is_slogan(phrase) is is_one


SERIES = [  # a label with a comma counts only where the others of its series have one too
    ("情况如下。一是逐户摸底,掌握实情。经查,有九户。二是按月派医生到村里坐诊。三是送药到家。", []),
    ("情况如下。一是逐户摸底,掌握实情。经查,有九户。二是按月派医生。每次两名。三是送药到家。每月一回。",
     ["一是逐户摸底,掌握实情", "二是按月派医生", "三是送药到家"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "headings"), SERIES)
def test_labels_of_a_series(structured: Language, text: str, headings: list[str]) -> None:
    assert [text[h.start : h.end] for h in structured(text)._.headings] == headings
