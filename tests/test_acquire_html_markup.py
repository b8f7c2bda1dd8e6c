"""The tree of a page: lines, repairs, entities, places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmine.acquire.html.markup import MAX_DEPTH, parse
from textmine.acquire.html.rows import join_rows
from textmine.acquire.html.tree import aligned, read_attributes


def lines(source: str) -> list[str]:
    tree = parse(source)
    return [aligned(source, block.spans).text for block in join_rows(tree)]


LINES = [
    ("甲<p>乙</p>丙", ["甲", "乙", "丙"]),
    ("<p>甲<p>乙", ["甲", "乙"]),  # an open paragraph ends where the next begins
    ("<li>甲<li>乙", ["甲", "乙"]),
    ("甲<br>乙<BR/>丙</br>丁", ["甲", "乙", "丙", "丁"]),
    ("<p>甲<b>乙</b><i>丙</i></p>", ["甲乙丙"]),
    ("<p>甲\n  乙</p>", ["甲乙"]),  # a line broken in the source
    ("<p>one\n two</p>", ["one two"]),
    ("<p>　　甲&nbsp;乙 </p>", ["甲 乙"]),
    ("<p>&#20013;&#x56FD;&amp;&lt;&mdash;&hellip;</p>", ["中国&<—…"]),
    ("<p>a&copy=1&unknown;</p>", ["a©=1&unknown;"]),
    ("<pre>甲\n乙</pre>", ["甲", "乙"]),
    ("<script>甲</script><style>乙</style><!-- 丙 --><p>丁", ["丁"]),
    ("<textarea>甲</textarea><noscript>乙</noscript><select><option>丙</select>丁", ["丁"]),
    ('<p title="a>b" alt=\'c>d\'>甲</p>', ["甲"]),
    ("<p>3 < 5，且 7 > 6</p>", ["3 < 5，且 7 > 6"]),
    ("<![CDATA[x]]><?php y ?><!DOCTYPE z>甲", ["甲"]),
    ("<!-->甲<!-- a --!>乙", ["甲乙"]),
    ("<ruby>构<rp>(</rp><rt>gòu</rt><rp>)</rp></ruby>建", ["构(gòu)建"]),
    ("<table><tr><td>甲<td>12<tr><td>乙<td>3</table>", ["甲\t12", "乙\t3"]),
    ("<table><tr><th></th><th>甲</th><th>乙</th></tr></table>", ["\t甲\t乙"]),
    ("<table><tr><td>只有一格</td></tr></table>", ["只有一格"]),
    ("<table><tr><td><p>甲</p><p>乙</p></td><td>1</td></tr></table>", ["甲 乙\t1"]),
    ("<table><tr><td>短</td><td>" + "长" * 200 + "</td></tr></table>", ["短", "长" * 200]),
    ("<dl><dt>所属地区</dt><dd>平川县</dd><dt>面积</dt><dd>12平方公里</dd></dl>",
     ["所属地区\t平川县", "面积\t12平方公里"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), LINES)
def test_lines(source, expected):
    assert lines(source) == expected


LINKS = [
    ('<a href="x">甲乙</a>丙', 2),
    ("<a name=x>甲乙</a>丙", 0),  # an anchor, not a link
    ('<a href="x">甲<a href="y">乙</a>丙', 2),
]


@pytest.mark.parametrize(("source", "linked"), LINKS)
def test_characters_in_links(source, linked):
    assert sum(block.linked for block in parse(source).blocks) == linked


def test_depth_is_limited():
    tree = parse("<div>" * 3000 + "甲" + "</div>" * 3000 + "<p>乙</p>")
    assert len(tree.nodes) <= MAX_DEPTH + 1
    assert [block.text for block in tree.blocks] == ["甲", "乙"]


def test_attributes():
    raw = ' CLASS="a b" id=c data-x=\'1&amp;2\' checked class="later"'
    expected = {"class": "a b", "id": "c", "data-x": "1&2", "checked": ""}
    assert read_attributes(raw) == expected


MARKUP = "<p> </p> <b> </b> <br> <td> <tr> <table> </table> </a> <li> < > & <!-- --> <pre>"
PIECES = [*MARKUP.split(" "), '<a href="x">', "&amp;", "&nbsp;", "甲", "乙。", "x1", " ", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markup_reads_back(source):
    tree = parse(source)
    for block in join_rows(tree):
        text = aligned(source, block.spans)
        for at, character in enumerate(text.text):
            start, end = text.source_span(at, at + 1)
            assert character in "\t " or source[start:end] in (character, "&amp;")
