"""extract.figures.screening: every rule on the texts that it must and must not refuse."""

from __future__ import annotations

import tomllib

import pytest
import spacy

from textmine.detect.quantities import QuantityFinder
from textmine.detect.segment import Segmenter
from textmine.extract.figures.screening import RULES, Screen

SEGMENTER = Segmenter(spacy.blank("zh").vocab)
FINDER = QuantityFinder()

with RULES.open("rb") as file:
    ROWS = tomllib.load(file)["rule"]


def refusals(text: str) -> list[str | None]:
    """For each quantity the name of the rule that refuses it, or None."""
    screen = Screen(text)
    return [screen.refusal(quantity) for quantity in FINDER(SEGMENTER(text))._.quantities]


def kept(text: str) -> list[str]:
    found = FINDER(SEGMENTER(text))._.quantities
    return [text[q.start : q.end] for q in Screen(text).keep(found)]


YES = [(row["name"], text) for row in ROWS for text in row["yes"]]
NO = [(row["name"], text) for row in ROWS for text in row["no"]]


@pytest.mark.parametrize(("rule", "text"), YES)
def test_refused(rule: str, text: str) -> None:
    """By this rule, or by one that stands before it, or because it is no quantity at all."""
    found = refusals(text)
    assert rule in found or None not in found


@pytest.mark.parametrize(("rule", "text"), NO)
def test_not_refused(rule: str, text: str) -> None:
    found = refusals(text)
    assert None in found
    assert rule not in found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_each_rule_has_proof(row: dict) -> None:
    assert any(row["name"] in refusals(text) for text in row["yes"])
    assert row["no"]


SLOGANS = [
    "学习“三个代表”重要思想",
    "深化“三级联创”",
    "推行“五事工作法”",
    "坚定“四个自信”、做到“两个维护”",
    "加强“两新”组织党建",
    "开展“百企帮百村”行动",
    "实施“千名干部下基层”活动",
    "推进“一村一品”",
    "落实“三会一课”",
    "创建“五好”支部",
    "办好“十件实事”",
    "争做“四有”党员",
    "《关于十条措施的意见》",
    "建设「三个一百」工程",
    "“一户一策”",
    "围绕“一个中心、两个基本点”",
    "打造“15分钟便民圈”",
    "落实‘四个不摘’",
    "“1+N”模式",
]


@pytest.mark.parametrize("text", SLOGANS)
def test_names_in_quotes_are_no_metrics(text: str) -> None:
    assert kept(text) == []


def test_a_quoted_sentence_keeps_its_figures() -> None:
    assert kept("提出“到2012年全县农民人均纯收入达到10000元以上”的目标") == ["10000元以上"]


BARE = [
    ("投资由300万增加到500万", ["300万", "500万"]),
    ("注册用户超过60万", ["超过60万"]),
    ("打造百亿级产业", []),
    ("面向14亿中国人", []),
    ("户均一万零六百，比上年多", ["一万零六百"]),
    ("考上大学的奖两千，村里出", ["两千"]),
    ("他家收了五万七，", ["五万七"]),
    ("茶叶卖了46万多。", ["46万多"]),
    ("弱水三千，只取一瓢", []),
    ("走过三千多里路", ["三千多里路"]),
    ("合作社月薪四千到六千。", ["四千到六千"]),
]


@pytest.mark.parametrize(("text", "metrics"), BARE)
def test_bare_amounts(text: str, metrics: list[str]) -> None:
    assert kept(text) == metrics


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("“今年收了900斤枣。”老人说", ["900斤"]),
        ("“我家有3口人，”她说", ["3口人"]),
        ("实施“12项民生工程”", []),
        ("「今天六十八份，一份都不少。」阿姨说", ["六十八份"]),
        ("推动「五十家示范店」", []),
    ],
)
def test_speech_in_quotes_is_no_name(text: str, figures: list[str]) -> None:
    assert kept(text) == figures


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("投资3万。", "元"),
        ("投资者达3万。", "人"),
        ("获奖学生2万。", "人"),
        ("补贴5万。", "元"),
        ("补种树苗5万。", None),
        ("奖励社员2万。", "元"),
        ("补助人均3万。", "元"),
    ],
)
def test_unit_of_a_bare_number(text: str, unit: str | None) -> None:
    (quantity,) = FINDER(SEGMENTER(text))._.quantities
    assert Screen(text).implied_unit(quantity) == unit
