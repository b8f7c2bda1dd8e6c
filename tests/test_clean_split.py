"""A compilation is taken apart, a report is not."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.split import split_articles

A = "全镇十二个村党支部全部换届到位,新选进致富能手三十一名,平均年龄下降五岁,班子结构明显优化。" * 4
B = "街道辖区内有商务楼宇十九座,入驻企业六百余家,从业人员一万三千人,党员四百一十二名。" * 4


def parts(*texts: str) -> list[tuple[str | None, int]]:
    return [
        (part.title, len(part.lines)) for part in split_articles([AlignedText.of(t) for t in texts])
    ]


COMPILATIONS = [
    (
        ("第一篇:换届工作总结", A, "第二篇:楼宇党建汇报", B),
        [("换届工作总结", 1), ("楼宇党建汇报", 1)],
    ),
    (("篇一:换届工作总结", A, A, "篇二:楼宇党建", B), [("换届工作总结", 2), ("楼宇党建", 1)]),
    (("村级党建总结第1篇", A, "村级党建总结第2篇", B), [("村级党建总结", 1), ("村级党建总结", 1)]),
    (("村级党建总结 篇1", A, "村级党建总结 篇2", B), [(None, 1), (None, 1)]),
    (
        ("第一篇:甲地的换届总结", A, "第五篇:乙地的楼宇党建", B),
        [("甲地的换届总结", 1), ("乙地的楼宇党建", 1)],
    ),
    (("换届工作总结(精选多篇)", "第一篇:换届工作总结", A), [("换届工作总结", 1)]),
    (("【案例1】换届", "一、做法", A, "【案例2】楼宇", "一、做法", B), [("换届", 2), ("楼宇", 2)]),
    (("交流材料之一:换届", A, "交流材料之二:楼宇", B), [("换届", 1), ("楼宇", 1)]),
    (
        (
            "(一)甲县推行联建",
            f"一是组织联。{A}",
            "(二)乙区建好楼宇",
            f"一是阵地。{B}",
            "(三)丙镇兴产业",
            f"一是支部。{A}",
        ),
        [("甲县推行联建", 1), ("乙区建好楼宇", 1), ("丙镇兴产业", 1)],
    ),
    (
        (
            "换届工作总结",
            "中共甲镇委",
            "一、做法",
            A,
            "二、体会",
            A,
            "楼宇党建工作汇报",
            "乙街道党工委",
            "一、现状",
            B,
            "二、打算",
            B,
        ),
        [(None, 6), (None, 6)],
    ),
]


@pytest.mark.parametrize(("texts", "found"), COMPILATIONS)
def test_compilations(texts: tuple[str, ...], found: list[tuple[str | None, int]]) -> None:
    assert parts(*texts) == found


WHOLE = [
    ("一、做法", A, "二、成效", B),
    ("第一篇 总则", "短。", "第二篇 分则", "短。"),
    ("全县党建报告", A, "一、典型案例", "案例一:甲村", A, "案例二:乙村", B, "二、建议", A),
    ("(一)强化组织领导", A, "(二)加强队伍建设", B, "(三)健全考核机制", A),
    ("案例一是换届,案例二是楼宇。", A, B),
    ("第二篇文章写道:", A),
    (A,),
    (),
]


@pytest.mark.parametrize("texts", WHOLE)
def test_reports_stay_whole(texts: tuple[str, ...]) -> None:
    assert parts(*texts) == [(None, len(texts))]


def test_the_rest_of_a_compilation_is_elsewhere() -> None:
    assert parts("第一篇:换届工作总结", A, B) == [("换届工作总结", 2)]


def test_a_long_preface_is_an_article_of_its_own() -> None:
    preface = A * 4
    found = parts(preface, "第一篇:换届总结", A, "第二篇:楼宇党建", B)
    assert found == [(None, 1), ("换届总结", 1), ("楼宇党建", 1)]
