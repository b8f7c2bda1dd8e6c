"""Marks of pages go, true enumerations stay."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.layout.pages import drop_counters, drop_page_marks

FILL = "各支部结合实际制定计划,明确责任人和完成时限,确保各项任务落到实处。" * 7


def run(*texts: str) -> list[str]:
    return [line.text for line in drop_page_marks([AlignedText.of(text) for text in texts])]


def test_a_torn_word_is_joined() -> None:
    found = run(
        f"1、{FILL}县里经济快速增", f"2、长,财政收入翻番。{FILL}党员队", f"3、伍不断壮大。{FILL}"
    )
    assert found == [f"{FILL}县里经济快速增长,财政收入翻番。{FILL}党员队伍不断壮大。{FILL}"]


def test_a_page_that_ends_with_a_sentence_keeps_its_break() -> None:
    found = run(
        f"{FILL}发展壮", f"2、大集体经济。{FILL}", f"3、{FILL}脱贫攻", f"4、坚取得进展。{FILL}"
    )
    assert found == [f"{FILL}发展壮大集体经济。{FILL}", f"{FILL}脱贫攻坚取得进展。{FILL}"]


def test_a_mark_before_an_item_of_its_own() -> None:
    assert run(f"1、{FILL}", f"2、二、建好阵地。{FILL}") == [FILL, f"二、建好阵地。{FILL}"]


def test_punctuation_after_a_mark() -> None:
    assert run(f"{FILL}以科学发展观为指针", f"2、,从实际出发。{FILL}") == [
        f"{FILL}以科学发展观为指针,从实际出发。{FILL}"
    ]


ENUMERATIONS = [
    ("1、健全组织。" + FILL, "2、选好书记。" + FILL, "3、办好实事。" + FILL),
    ("1、健全组织", "2、选好书记", "3、办好实事"),
    ("抓好三件事:", "1、修一条路", "2、建一个场", "3、带一批人"),
    (FILL, "3、项目。" + FILL),
    ("2、" + FILL,),
    (),
]


@pytest.mark.parametrize("texts", ENUMERATIONS)
def test_true_enumerations_stay(texts: tuple[str, ...]) -> None:
    assert run(*texts) == list(texts)


def test_every_character_keeps_its_place() -> None:
    source = f"{FILL}快速增\n\n2、长。{FILL}"
    page = AlignedText.of(source)
    cut = source.index("\n")
    (line,) = drop_page_marks([page[:cut], page[cut + 2 :]])
    at = line.text.index("增长")
    assert line.source_span(at, at + 2) == (cut - 1, cut + 5)


COUNTERS = [
    ("全镇新建党群服务中心三处。③9", "全镇新建党群服务中心三处。"),
    ("全镇新建党群服务中心③9", "全镇新建党群服务中心③9"),
    ("第 2 页 共 5 页书山有路勤为径,学海无涯苦作舟。全镇新建中心", "全镇新建中心"),
    ("书山有路勤为径的标语挂在农家书屋", "书山有路勤为径的标语挂在农家书屋"),
    ("使设置科学、合理。第13页 共13页", "使设置科学、合理。"),
    ("第2页/共9页各村要落实责任。", "各村要落实责任。"),
    ("第2 页 共9 页", ""),
    ("见报告第3页的附表。", "见报告第3页的附表。"),
    (FILL + "积极打造服务中心, 6", FILL + "积极打造服务中心,"),
    (FILL + "共有党员 126", FILL + "共有党员"),
    ("共有党员 126", "共有党员 126"),
    (FILL + "成立于2006", FILL + "成立于2006"),
]


@pytest.mark.parametrize(("before", "after"), COUNTERS)
def test_drop_counters(before: str, after: str) -> None:
    assert drop_counters(AlignedText.of(before)).text == after


def test_marks_inside_a_run_on_text() -> None:
    found = run(f"1、{FILL}县里经济快速增2、长。{FILL}党员队3、伍不断壮大。{FILL}{FILL}")
    assert found == [f"{FILL}县里经济快速增长。{FILL}党员队伍不断壮大。{FILL}{FILL}"]


def test_one_number_in_a_run_on_text_is_no_mark() -> None:
    text = f"{FILL}先后完成第2、第3批建设,又在东区2、西区3、南区各设一站。{FILL}{FILL}"
    assert run(text) == [text]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("各村建起党支部。endprint", "各村建起党支部。"),
        ("各村建起endprint党支部。", "各村建起党支部。"),
        ("startprint各村建起党支部。", "各村建起党支部。"),
        ("学习blueprint课程。", "学习blueprint课程。"),
    ],
)
def test_marks_of_printed_pages(line: str, left: str) -> None:
    assert drop_counters(AlignedText.of(line)).text == left
