"""Done or to be done."""

from __future__ import annotations

import pytest

from textmine.extract.passages.status import Signs, Standing, status_of, tendency_of
from textmine.types import Genre, SectionRole, Status

WORDS = [
    ("全县先后选派干部126名,建起活动室40个。", "implemented"),
    ("去年以来,镇里开办夜校六所,请来了农技员授课。", "implemented"),
    ("截至6月底,已有十二个村换发了新证。", "implemented"),
    ("市里表彰了一批先进支部。", "implemented"),
    ("探索建立了乡贤议事会,三年里化解纠纷210起。", "implemented"),
    ("要拓宽渠道,加大培训力度。", "proposed"),
    ("应由社区牵头,每季度通报一次。", "proposed"),
    ("拟选派20名干部到村挂职。", "proposed"),
    ("建议县财政每年安排专项经费。", "proposed"),
    ("下一步,将在全县推开这一做法。", "proposed"),
    ("力争到2026年底前全部达标。", "proposed"),
    ("会议强调,各乡镇必须建立台账。", "proposed"),
    ("对外出党员,可单独编组,由专人联系。", "proposed"),
    ("县残联打算在每个乡镇建立托养点,选聘护理员60名。", "proposed"),
    ("除了将继续办好夜校,还将引导企业签订合同。", "proposed"),
    ("镇里按照县委要求,把窗口前移到村。", "implemented"),
    ("多方奔走,争取以工代赈资金380万元,硬化村道。", "implemented"),
    ("水毁路计划抢修12处,实际完成14处。", "implemented"),
    ("全面落实学徒培养行动计划,应急调度有序。", "implemented"),
    ("扩建果库,争取年底前投产。", "proposed"),
    ("全市计划新开便民线路六条。", "proposed"),
]


@pytest.mark.parametrize(("text", "status"), WORDS)
def test_by_words(text: str, status: Status) -> None:
    assert status_of(Signs(text).between(0, len(text)), Standing()) == status


STANDING: list[tuple[SectionRole, Genre, float, Status]] = [
    ("practice", "case", 0.0, "implemented"),
    ("practice", "news", 0.0, "implemented"),
    ("practice", "plan", 0.0, "proposed"),
    ("practice", "regulation", 0.0, "proposed"),
    ("plan", "case", 0.0, "proposed"),
    ("practice", "paper", -0.6, "proposed"),
    ("practice", "paper", 0.7, "implemented"),
]


@pytest.mark.parametrize(("role", "genre", "tendency", "status"), STANDING)
def test_where_words_say_nothing(
    role: SectionRole, genre: Genre, tendency: float, status: Status
) -> None:
    standing = Standing(role=role, genre=genre, tendency=tendency)
    assert status_of(0.0, standing) == status


def test_signs_of_a_span_only() -> None:
    text = "要建立台账。先后建立台账40本。"
    signs = Signs(text)
    assert signs.between(0, 6) < 0 < signs.between(6, len(text))
    assert signs.between(3, 3) == 0


def test_one_voice_is_not_heard_twice() -> None:
    assert tendency_of([-1.0, 0.0]) == 0


def test_tendency() -> None:
    assert tendency_of([]) == 0
    assert tendency_of([3.0, 1.0, 0.0]) == 0.5
    assert tendency_of([-1.0, -2.0, 1.0, 0.0]) == -0.2
