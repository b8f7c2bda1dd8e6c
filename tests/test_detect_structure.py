"""The tree of items, the roles of sections, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.structure import StructureDetector


def tree(doc: Doc) -> list[str]:
    """Each item as its level and its first five characters."""
    return [f"{item.level} {doc.text[item.start : item.start + 5]}" for item in doc._.items]


TREES = [
    ("一、建组织\n(一)联村\n两村合并支部。\n(二)联企\n村企合办总支。\n二、抓队伍\n每年轮训一次书记。",
     ["1 一、建组织", "2 (一)联村", "2 (二)联企", "1 二、抓队伍"]),
    ("一是建网。二是管人，做到两点：一是登记；二是联系。三是保障。每村拨款五千元。",
     ["1 一是建网。", "1 二是管人，", "2 一是登记；", "2 二是联系。", "1 三是保障。"]),
    ("在组织上做了两件事。一是合并支部；二是增设支部。\n在作用上做了两件事。一是亮牌；二是评星。",
     ["1 一是合并支", "1 二是增设支", "1 一是亮牌；", "1 二是评星。"]),
    ("一是建台账。一户一页。二是结对子。一人两户。四是设基金。凑起十二万元。",
     ["1 一是建台账", "1 二是结对子", "1 四是设基金"]),
    ("（一）做法\n1.摸底。逐户登记。\n2.建账。一户一页。\n（二）成效\n群众满意。",
     ["1 （一）做法", "2 1.摸底。", "2 2.建账。", "1 （二）成效"]),
    ("建立村民议事委员会\n每季度议一次村里的大事，定了就办。\n书记带头讲党课\n每月到各组讲一次，讲完收意见。\n"
     "摄影基地建设\n修好栈道三里，添了观景台一座。",
     ["1 建立村民议", "1 书记带头讲", "1 摄影基地建"]),
    ("建网点\n每村设点一个，共建成十二个。\n石桥镇人民政府\n二〇一二年五月印，供各村参阅。",
     ["1 建网点\n每"]),
    ("1.摸底。逐户登记。2.建账。一户一页。", ["1 1.摸底。", "1 2.建账。"]),
    ("二、主要做法 （一）摸底。逐户登记。（二）建账。一户一页。\n三、体会\n贵在坚持。",
     ["1 二、主要做", "2 （一）摸底", "2 （二）建账", "1 三、体会\n"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "items"), TREES)
def test_tree(structured: Language, text: str, items: list[str]) -> None:
    assert tree(structured(text)) == items


ROLES = [
    ("一、基本情况\n全镇十二个村。\n二、主要做法\n成立联合支部。\n三、存在问题\n经费不足。\n四、下步打算\n再建三个。",
     ["background", "practice", "problem", "plan"]),
    # Chapters of years are chapters: the third is the second's brother.
    ("一、2011年工作回顾\n建成渡口三处,方便了两岸果农。\n二、2012年工作安排\n修好水渠,接通支线。\n"
     "三、加强自身建设\n严守纪律,当好公仆。", ["practice", "plan"]),
    ("各位代表:\n一、2023年主要工作\n草场改良二十万亩。\n二、2024年发展思路\n再建棚圈千座。\n"
     "三、提升政府效能\n办事限时。", ["background", "practice", "plan"]),
    # An item that says how well it went is one of its series, though a 机制 stands elsewhere.
    ("一、2019年工作回顾\n（一）聚焦补短板，发展活力显著增强\n建成车间九个。\n（二）聚焦惠民生，"
     "保障更加有力\n发放补贴三百万元。\n（三）健全河长机制\n聘河长四十名。\n二、2020年工作安排\n"
     "修好水渠。", ["practice", "plan"]),
    ("[摘要]\n本文考察三个牧业村的草场纠纷。\n一、村庄治理的危机\n能人外流。\n二、改进的方向\n请回乡贤。\n"
     "三、结语\n治理要靠人。", ["other", "problem", "plan", "other"]),
    ("第一章总则\n第一条为规范村级财务,制定本办法。\n第二章民主理财的方式\n第二条设理财小组,每月审核票据。\n"
     "第三章附则\n第三条自公布之日起施行。", ["other", "practice", "other"]),
    ("镇里地处山区。\n一、取得的成效\n收入翻番。\n二、几点启示\n必须坚持以人为本。",
     ["background", "result", "lesson"]),
    ("记者从县里获悉，一批协会成立了。", ["other"]),
    ("给住户带来诸多不便，主要体现在：\n一是门禁损坏。多日无人修。\n二是车辆乱停。堵住通道。",
     ["background", "problem"]),
    ("2019年工作回顾\n建成渡口三处,方便了两岸果农。\n2020年主要工作\n修好水渠,接通支线。\n"
     "全面加强自身建设\n严守纪律,当好公仆。", ["practice", "plan"]),
    ("2019年主要工作\n建成渡口三处,方便了两岸果农。\n全面加强自身建设\n严守纪律,当好公仆。",
     ["practice"]),
    ("全镇推行代办制，每村设代办员一名。" * 40 + "\n一、取得的成效\n收入翻番。",
     ["other", "result"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_sections(structured: Language, text: str, roles: list[str]) -> None:
    assert [section.role for section in structured(text)._.sections] == roles


NO_HEADINGS = [
    "镇里成立了协会。\n(记者 李明)\n协会每月开会一次，讨论种植和销售的事。",
    "2010年5月\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "关键词:农村 党员 设岗\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "各村民委员会,镇直各部门\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "村名\n户数\n人口\n面积\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "石桥省人民政府令\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "自治州州长 扎西\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "第82号\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "县长\n镇里成立了协会，每月开会一次，讨论种植和销售的事情。",
    "青年返乡最怕没有舞台。协会为此办起了三家合作社，吸收返乡青年四十名参加。",
]


ITEM_ROLES = [
    # What is still amiss is listed; no colon announces it.
    ("一年来修了三条路。回头看,镇里的工作还存在不少短板。一是产业底子薄,带动力不强;二是养老服务点偏少。",
     ["problem", "problem"]),
    ("我们也清醒看到,改革仍面临一些绕不开的问题。一是办事环节偏多;二是窗口人手不足。",
     ["problem", "problem"]),
    ("与先进县区相比,尚有较大差距。一是企业规模小,税源不足;二是路网没有成环。",
     ["problem", "problem"]),
    # Measures may stand right behind what made them necessary.
    ("部分村仍存在带头人难选的问题。一是公开推选,让能人回村;二是组织部门下派书记。",
     ["practice", "practice"]),
    ("去年仍有三个村存在矛盾。一是建立调解室,每村三人;二是每周接访。", ["practice", "practice"]),
    # A series that begins anew has a lead of its own.
    ("在组织上做了两件事。一是合并支部;二是增设支部。产量未达预期,主要原因:一是春旱;二是人手不够。",
     ["practice", "practice", "problem", "problem"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ITEM_ROLES)
def test_roles_of_items(structured: Language, text: str, roles: list[str]) -> None:
    assert [item.role for item in structured(text)._.items] == roles


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_lines_that_head_nothing(structured: Language, text: str) -> None:
    assert structured(text)._.headings == ()


def test_headings_tell_their_marker_level_and_block(structured: Language) -> None:
    text = "一、做法\n(1)联村。两村合并支部，统一修渠。"
    first, second = structured(text)._.headings
    assert (first.marker, first.level, first.block_end) == ("一、", 1, len(text))
    assert (second.marker, second.level, text[second.start : second.end]) == ("(1)", 2, "(1)联村")


YEARS = [
    "一、2023年工作回顾", "二、2024年重点工作", "三、2010年以来的主要做法", "一、1998年的基础",
    "二 、2016年政府工作安排", "四、2035年远景目标", "三、2008年抗灾纪实", "二、2021年度工作计划",
    "五、2003年改制的由来", "十、2019年大事",
]  # fmt: skip


@pytest.mark.parametrize("line", YEARS)
def test_a_chapter_may_begin_with_a_year(structured: Language, line: str) -> None:
    (heading,) = structured(f"{line}\n全乡修渠三条，旱地变成了水浇地。")._.headings
    assert (heading.marker.replace(" ", "")[-1], heading.level) == ("、", 1)


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "(1)", "一是", "二是", "三是", "第一，", "——", "编者按", "\n", "。",
     "；", "：", "，", "建立制度", "主要做法", "存在问题", "“五抓”", "近年来", "村企联建。",
     " ", "2.1"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_the_text(text: str) -> None:
    doc = StructureDetector()(Doc(NLP.vocab, words=[text] if text else []))
    size = len(doc.text)
    items = doc._.items
    for item in items:
        assert 0 <= item.start <= item.label_end <= item.end <= size
        if item.parent >= 0:
            assert items[item.parent].start <= item.start
            assert item.end <= items[item.parent].end
    starts = [item.start for item in items]
    assert starts == sorted(starts)
    sections = doc._.sections
    assert all(a.end <= b.start for a, b in pairwise(sections))
    assert sum(len(doc.text[s.start : s.end].strip()) for s in doc._.sentences) <= size


NLP = Language()


def test_headings_of_the_development_gold(shared: Path, structured: Language) -> None:
    import json

    missed: list[str] = []
    for path in sorted((shared / "eval" / "gold").glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))["headings"]
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        found = [text[h.start : h.end] for h in structured(text)._.headings]
        missed += [f"{path.stem}: {h}" for h in wanted if h not in found]
        missed += [f"{path.stem}: not {h}" for h in found if h not in wanted]
    assert missed == []
