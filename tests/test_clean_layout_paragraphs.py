"""Paragraphs that were run together are parted; what is whole stays."""

import pytest

from tests.lines import lines, texts
from textmine.clean.layout.paragraphs import restore_paragraphs

LEAD = (
    "桐梓县地处黔北,辖25个乡镇(街道),农村党支部412个,在册党员2.6万名,近三年围绕产业调整组织设置,收到较好效果。"
    * 3
)

PARTED = [
    (f"{LEAD} 一、主要做法。先试点后推开。", [LEAD, "一、主要做法。先试点后推开。"]),
    (f"{LEAD}二、工作成效。集体增收。", [LEAD, "二、工作成效。集体增收。"]),
    (
        f"{LEAD} 一、 二、三产业融合发展,效益明显。",
        [f"{LEAD} 一、 二、三产业融合发展,效益明显。"],
    ),
    (
        f"{LEAD}总产值增长5%；二、三产业增加值增长8%。",
        [f"{LEAD}总产值增长5%；二、三产业增加值增长8%。"],
    ),
    (f"{LEAD}二、三级联动。逐级包抓。", [LEAD, "二、三级联动。逐级包抓。"]),
    (f"{LEAD} (二)抓培训。", [LEAD, "(二)抓培训。"]),
    (f"{LEAD} 3、建台账。", [LEAD, "3、建台账。"]),
    (f"{LEAD}一是抓班子。二是抓队伍。", [f"{LEAD}一是抓班子。二是抓队伍。"]),
    (
        "一、强化阵地建设 近年来,全乡新建活动场所九处,面积两千平方米。",
        ["一、强化阵地建设", "近年来,全乡新建活动场所九处,面积两千平方米。"],
    ),
    (
        "编者按 武陵山区群众居住分散,如何把党员组织起来?这里有一份答卷。",
        ["编者按", "武陵山区群众居住分散,如何把党员组织起来?这里有一份答卷。"],
    ),
    (
        "一、强化阵地建设。近年来,全乡新建场所九处。",
        ["一、强化阵地建设。近年来,全乡新建场所九处。"],
    ),
]


@pytest.mark.parametrize(("before", "after"), PARTED)
def test_restore_paragraphs(before: str, after: list[str]) -> None:
    assert texts(restore_paragraphs(lines(before))) == after


def test_the_entries_of_a_flattened_casebook_stand_alone() -> None:
    text = f"遵义市桐梓县:“三员”进山记 {LEAD}{LEAD} 遵义市习水县:赤水河边的联建 {LEAD}"
    assert texts(restore_paragraphs(lines(text))) == [
        "遵义市桐梓县:“三员”进山记", LEAD * 2, "遵义市习水县:赤水河边的联建", LEAD
    ]  # fmt: skip


def test_a_flattened_report_gets_its_items_back() -> None:
    text = (
        LEAD * 3
        + " 一、抓班子。一是选好人。二是管好人。三是用好人。 二、抓队伍。第一,建台账。第二,常培训。"
    )
    found = texts(restore_paragraphs(lines(text)))[1:]
    assert found == [
        "一、抓班子。",
        "一是选好人。",
        "二是管好人。",
        "三是用好人。",
        "二、抓队伍。",
        "第一,建台账。",
        "第二,常培训。",
    ]
