"""A passage that comes twice goes once; a formula may come again."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.chrome.repeats import drop_repeats

A = (
    "县委把抓基层打基础作为长远之计,先后整顿后进支部四十二个,"
    "新建活动场所三十一处,群众评价明显提高。调整支部书记十七名,平均年龄下降六岁。"
)
B = (
    "各乡镇因地制宜培育特色产业,发展设施蔬菜两万亩,"
    "组建合作社一百二十家,带动三千余户稳定增收。乡村旅游年接待游客六万人次,综合收入九百万元。"
)
C = "纪检部门加强监督检查,对工作落实不力的单位及时约谈,确保各项任务按期完成。"

ROWS = [
    ((A, B, A, B), [A, B]),
    ((A, B, "经验启示", C, A, B), [A, B, "经验启示", C]),
    ((A, "做法", B, C, A, "做法", B), [A, "做法", B, C]),
    ((A, B, A + B), [A, B]),
    ((A, B, C), [A, B, C]),
    ((A, B, A), [A, B, A]),
    (("各位代表!", A, "各位代表!", B, "各位代表!"), ["各位代表!", A, "各位代表!", B, "各位代表!"]),
    ((), []),
]


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_drop_repeats(before: tuple[str, ...], after: list[str]) -> None:
    assert [line.text for line in drop_repeats([AlignedText.of(t) for t in before])] == after
