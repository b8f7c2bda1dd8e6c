"""The table of sites: its rules prove themselves, its rows are found."""

import pytest

from textmine.acquire.html.markup import parse
from textmine.acquire.html.selectors import find, read_selector
from textmine.acquire.html.sites import SITES as SITES_TABLE
from textmine.acquire.html.sites import load_sites
from textmine.errors import ResourceError

SITES = load_sites()
YES = [(rule.pattern, line) for rule in SITES.furniture for line in rule.yes]
NO = [(rule.pattern, line) for rule in SITES.furniture for line in rule.no]


@pytest.mark.parametrize(("pattern", "line"), YES)
def test_furniture_matches(pattern, line):
    assert pattern.fullmatch(line)


@pytest.mark.parametrize(("pattern", "line"), NO)
def test_furniture_does_not_match(pattern, line):
    assert not pattern.fullmatch(line)
    assert not SITES.every.is_furniture(line)


@pytest.mark.parametrize("line", SITES.every.notice.yes)
def test_notice_matches(line):
    assert SITES.every.notice.matches(line)


@pytest.mark.parametrize("line", SITES.every.notice.no)
def test_notice_does_not_match(line):
    assert not SITES.every.is_furniture(line)


def test_every_rule_has_both_kinds_of_proof():
    rules = [*SITES.furniture, SITES.every.notice]
    assert [rule for rule in rules if not (rule.yes and rule.no)] == []


ROWS = [
    ("https://mp.weixin.qq.com/s/abc", "<p>x", "微信公众平台"),
    ("https://max.book118.com/html/1.shtm", "<p>x", "原创力文档"),
    ("http://politics.people.com.cn/n1/1.html", "<p>x", "人民网"),
    ("http://notpeople.com.cn/1.html", "<p>x", ""),
    (None, '<h1 id="activity-name">x</h1><div id="js_content">y</div>', "微信公众平台"),
    (None, '<span id="thread_subject">x</span>', "Discuz! 论坛"),
    (None, "<p>x", ""),
]


@pytest.mark.parametrize(("url", "source", "name"), ROWS)
def test_row_of_a_page(url, source, name):
    assert SITES.of(parse(source), url).name == name


SELECTORS = [
    ("#a", '<p id="a">'),
    (".b", '<p class="a b">'),
    ("p.a.b", '<p class="b a">'),
    ("[itemprop=author]", "<p itemprop=author>"),
    ("p", "<p>"),
]


@pytest.mark.parametrize(("selector", "source"), SELECTORS)
def test_selector(selector, source):
    nodes = parse(source + "<div id=z class=c>").nodes
    assert [read_selector(selector).matches(node) for node in nodes] == [False, True, False]


CSS = [
    ("div > p", ["p1"]),
    ("p:last-of-type", ["p1", "p2"]),
    ("#a p, #b", ["p1", "b"]),
    ("[class^=te]", ["p2"]),
    ("ul li", []),
]
CSS_PAGE = (
    '<div id="a">\n一<p id="p1">二</p></div>\r\n<br>\u2028<b id="b" title="x\n>">三</b>\n'
    '<p id="p2" class="text">四</p>'
)


@pytest.mark.parametrize(("selector", "ids"), CSS)
def test_selector_of_any_css(selector, ids):
    found = find(parse(CSS_PAGE), read_selector(selector))
    assert [node.attributes["id"] for node in found] == ids


@pytest.mark.parametrize("text", ["", "p >", "#", "p:first", "a[b"])
def test_selector_that_is_none(text):
    with pytest.raises(ResourceError, match="is no CSS selector"):
        read_selector(text)


def test_marks_are_simple(tmp_path):
    table = tmp_path / "sites.toml"
    text = SITES_TABLE.read_text(encoding="utf-8")
    table.write_text(text + '\n[[site]]\nname = "x"\nmarks = ["div > p"]\n', encoding="utf-8")
    with pytest.raises(ResourceError, match="marks are sought on every page"):
        load_sites(table)


def test_table_that_is_none(tmp_path):
    table = tmp_path / "sites.toml"
    table.write_text("[every]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="no table of sites"):
        load_sites(table)
