"""extract.setting.ahead: what a sentence says somebody is to do, and what was done."""

from __future__ import annotations

import pytest

import textmine
from textmine.acquire.texts import page_of
from textmine.extract.metrics import find_metrics
from textmine.extract.setting.ahead import begins_later, looks_ahead

AHEAD = [
    "该县将结合农时，开办夜校12所。",
    "据悉，县农机站将依托合作社，培训机手600人。",
    "区里将以此为契机，建起托幼点3个。",
    "市残联将在每个街道建一处托养点，请护工照看。",
    "协会还将定期邀请老匠人授课。",
    "两镇将共同成立联合党委，每季度议事一次。",
    "该乡拟投入80万元，修建蓄水池2座。",
    "村里正打算用两年时间，对楼道长轮训一遍。",
    "社工站准备拿出5万元，设立互助金。",
    "为缓解停车难，社区将腾出空地，新增车位120个。",
]
NOT_AHEAD = [
    "该县将夜校办到村口，开课12门。",
    "区里将通过考核的商户纳入名册，签约300份。",
    "县里将闲置粮站改成食堂，供餐40人。",
    "街道将以前的厂房改成托幼点。",
    "按照年初计划，该县建成水厂2座。",
    "该局拟定章程，组织商户签下责任书。",
    "水毁路将抢修12处，实际修好14处。",
    "县里启动送医下乡，每月将派出医生20名。",
    "县里将对茶农的培训列入考核，办班22期。",
    "水利站充分准备，40天修好渠道。",
]


@pytest.mark.parametrize("text", AHEAD)
def test_somebody_is_to_act(text: str) -> None:
    assert looks_ahead(text, 0, len(text))


@pytest.mark.parametrize("text", NOT_AHEAD)
def test_somebody_acted(text: str) -> None:
    assert not looks_ahead(text, 0, len(text))


LATER = [
    ("到2030年，村村通公交。", 2024, True),
    ("明年，镇里开办夜校。", None, True),
    ("三年后，入园率达到九成。", None, True),
    ("“十四五”末，实现镇镇有驿站。", None, True),
    ("到2012年底，建成驿站12处。", 2013, False),
    ("到2030年，村村通公交。", None, False),
    ("三年后，合作社从5户扩大到200户。", None, False),
    ("两年后，他当选村支书，带头修渠。", None, False),
    ("2012年3月，镇里开办夜校。", 2010, False),
]


@pytest.mark.parametrize(("text", "year", "later"), LATER)
def test_a_time_to_come(text: str, year: int | None, later: bool) -> None:
    assert begins_later(text, 0, len(text), year) is later


def test_news_that_looks_ahead_tells_what_is_proposed() -> None:
    told = (
        "清溪县把课堂搬进茶园\n2021年3月5日　来源：清溪日报\n"
        "本报讯　近日，清溪县在茶园成立田间党支部5个，组织党员200名认领茶园责任田。\n"
        "该县将依托茶叶学校，举办茶农培训班12期。\n"
        "到2025年，全县建成茶叶检测站15个，每个乡镇有一个。\n"
    )
    record = textmine.mine(page_of(told)).records[0]
    assert [practice.status for practice in record.practices] == [
        "implemented",
        "proposed",
        "proposed",
    ]


def test_figures_behind_it_are_targets() -> None:
    doc = textmine.load()("县里成立支部8个。县里还将建起果库3座，培训果农600人。")
    assert [metric.role == "target" for metric in find_metrics(doc)] == [False, True, True]
