"""Lines broken at a width are joined to the paragraphs that they were; what is whole stays."""

import re

import pytest

from textmine.aligned import AlignedText
from textmine.clean.layout.wrapped import unwrap

WRAPPED = """  党的建设是乡镇工作的根本保证。今年以来,我乡党委坚
持把抓好党建作为最大政绩,紧紧围绕脱贫攻坚这个中心,
着力建班子、带队伍、打基础,各项工作取得了新的成效。
  在班子建设方面,完善了集体领导与个人分工负责相结
合的制度,全年召开党委会议二十六次,研究重大事项九十
三项,没有出现一起违反议事规则的问题。
  在队伍建设方面,举办培训班八期,选派十二名年轻干
部到村任职,发展党员三十一名,其中女党员十四名,大专
以上学历二十二名,党员队伍的结构进一步得到改善。
  在阵地建设方面,投入资金八十六万元,改建和扩建七
个村的活动场所,配齐桌椅、投影和图书,做到有人管理、
有人使用,成为党员群众愿意去的地方。"""


def test_unwrap() -> None:
    found = unwrap(AlignedText.of(WRAPPED)).text.split("\n")
    assert [line.strip()[:6] for line in found] == [
        "党的建设是乡",
        "在班子建设方",
        "在队伍建设方",
        "在阵地建设方",
    ]
    assert [line[-4:] for line in found] == ["的成效。", "的问题。", "到改善。", "的地方。"]


def test_what_a_library_says_is_not_joined_to_the_last_line() -> None:
    preview = "当前文档最多预览五页,下载文档查看全文"
    torn = WRAPPED.rsplit("\n", 1)[0] + "\n" + preview
    assert unwrap(AlignedText.of(torn)).text.split("\n")[-1] == preview


NOT_WRAPPED = [
    "一段很长的话,没有按宽度折行,所以不应当合并。" * 4 + "\n" + "第二段也很长,同样没有折行。" * 5,
    "\n".join(f"第{n}条 各村党支部应当按月公开党务。" for n in "一二三四五六七八九十"),
    "短句\n短句\n短句",
    "",
]


@pytest.mark.parametrize("text", NOT_WRAPPED)
def test_what_is_not_wrapped_stays(text: str) -> None:
    assert unwrap(AlignedText.of(text)).text == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2016\n06/29\n23:46\n\n县里总结了经验。", "2016-06-29 23:46\n\n县里总结了经验。"),
        ("2018\n\n3-07\n09:05:12\n县里总结了经验。", "2018-3-07 09:05:12\n县里总结了经验。"),
        ("2016\n106\n23:46\n县里总结了经验。", "2016\n106\n23:46\n县里总结了经验。"),
    ],
)
def test_a_stacked_date_is_one_line(text: str, whole: str) -> None:
    assert unwrap(AlignedText.of(text)).text == whole


# Sentences end at the edge, before it, and where a number had no room; items begin lines.
DIGITS = frozenset("0123456789,")
PLAIN = [
    "某镇有十八个村。党委把联系群众的事摆在前头,每月走访一次,把村里说的难事记在册上,"
    "一件一件地办。去年办成36件,今年又办成五十二件。老人们说,干部腿勤了,路就近了。",
    "一是把册子交给群众看。每件难事由谁办、何时办完,都写在村口的栏里,办完请当事人签字。"
    "没办成的也写明原因。镇纪委每季抽查一成,抽到不实的,当场退回去重办,并在会上说明。",
    "二是把时间让给农忙。会议一律放在雨天和晚上开,材料能合并的合并。村干部因此每月多出"
    "四天下田,帮缺劳力的人家插秧收谷。十二个村成立了互助组,共有214户参加,换工八百多个。",
    "这样做了两年,信访从每年四十七件降到9件。",
]


def wrapped(text: str, width: int, *, by_column: bool = True) -> str:
    """A paragraph broken at a width: a closing sign hangs over, a number stays whole."""
    lines, line, taken = [], "", 0
    for unit in re.findall(r"(?:\d+|.)[,。、]*", text):
        size = len(unit) if not by_column else sum(1 if c in DIGITS else 2 for c in unit)
        if line and taken + size > width:
            lines.append(line)
            line, taken = "", 0
        line, taken = line + unit, taken + size
    return "\n".join([*lines, line])


# Not 42, where a paragraph ends at the very edge and nothing tells that it does.
@pytest.mark.parametrize("width", [40, 44, 46, 48, 50, 52, 54])
def test_paragraphs_flush_left_are_found(width: int) -> None:
    for by_column, size in ((True, width), (False, width // 2)):
        text = "\n".join(wrapped(each, size, by_column=by_column) for each in PLAIN)
        assert unwrap(AlignedText.of(text)).text.split("\n") == PLAIN


@pytest.mark.parametrize("width", range(40, 58, 2))
def test_two_indented_paragraphs_tell_that_all_are(width: int) -> None:
    text = "\n".join(wrapped("　　" + each, width) for each in PLAIN)
    joined = unwrap(AlignedText.of(text)).text.split("\n")
    assert [line.strip() for line in joined] == PLAIN


@pytest.mark.parametrize("margin", ["    ", "　　"])
def test_a_margin_is_no_indent(margin: str) -> None:
    body = "\n".join(wrapped("　　" + each, 50) for each in PLAIN)
    text = "\n".join(margin + line for line in body.split("\n"))
    joined = unwrap(AlignedText.of(text)).text.split("\n")
    assert [line.strip() for line in joined] == PLAIN


def test_a_heading_below_a_full_line_stays_one() -> None:
    first = wrapped("　　" + PLAIN[0] * 2, 44)
    while len(first.rsplit("\n", 1)[1]) < 20:
        first = first[:-1] + "了。"
    text = "\n".join([first, "二、把事办在前头", wrapped("　　" + PLAIN[2] * 2, 44)])
    assert "二、把事办在前头" in unwrap(AlignedText.of(text)).text.split("\n")


SHORT = (
    "某村把三间旧校舍修成了活动室,白天老人下棋,晚上夜校讲嫁接。支部每月公布一次账目,谁都可以来问。"
)


@pytest.mark.parametrize("width", [38, 40, 44])
def test_a_few_lines_tell_it_where_all_agree(width: int) -> None:
    text = wrapped(SHORT * 2, width)
    assert unwrap(AlignedText.of(text)).text == SHORT * 2


ALIKE = (
    "一、坚持党建引领,推动乡村全面振兴\n二、坚持产业富民,推动种养加工提速\n"
    "三、坚持绿色发展,推动人居环境改善\n四、坚持共建共享,推动基层治理提升"
)


def test_headings_alike_in_length_stay_lines() -> None:
    assert unwrap(AlignedText.of(ALIKE)).text == ALIKE
