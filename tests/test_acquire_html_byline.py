"""Bylines: who published a text and when."""

import pytest

from textmine.acquire.html.byline import find_stated, is_byline, is_own_date

STATED = [
    ("发布时间：2012-08-21 来源：县委办公室 作者：张三 李四 浏览次数：231次 字号：[大 中 小]",
     {"date": "2012-08-21", "issuer": "县委办公室", "author": "张三 李四"}),
    ("2024年5月3日 09:10 新华社", {"date": "2024年5月3日"}),
    ("来源：人民网 2012-05-03 09:11", {"issuer": "人民网", "date": "2012-05-03"}),
    ("索引号\t0001/2012\t发文机关\t平川县人民政府办公室\t成文日期\t2012年3月1日",
     {"issuer": "平川县人民政府办公室", "date": "2012年3月1日"}),
    ("文 号：平发〔2014〕17号 主题词：党建", {"number": "平发〔2014〕17号"}),
    ("上传人：ab***12 上传时间：2021-01-01 格式：DOC", {"site_date": "2021-01-01"}),
    ("日期:2010/3/4 点击:33", {"date": "2010/3/4"}),
    ("发表于 2011-3-9 21:07:33", {"date": "2011-3-9"}),
    ("2015-09-21 10:30 山城新聞網 記者林文彥／南投報導",
     {"author": "林文彥", "date": "2015-09-21"}),
    ("作者：（某某大学教授）", {"author": "某某大学教授"}),
    ("作者：佚名 来源：网络", {}),
    ("二〇一二年九月二十日", {"date": "二〇一二年九月二十日"}),
    ("民國104年9月21日", {"date": "民國104年9月21日"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "values"), STATED)
def test_find_stated(line, values):
    found = {stated.field: line[stated.start : stated.end] for stated in find_stated(line)}
    assert found == values


PROSE = [
    "时间就是金钱，效率就是生命。",
    "记者 王五 报道",
    "2009年12月，县委印发文件，要求各乡镇一个月内完成摸底。",
    "资金来源：县财政每年安排120万元，乡镇配套60万元，其余由村集体自筹。",
    "来源广泛的资金支持了二十三个村的道路建设和饮水工程",
    "全县共发展合作社214家",
]


@pytest.mark.parametrize("line", [line for line, values in STATED if values])
def test_is_byline(line):
    assert is_byline(line)


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_byline(line):
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line", ["(2010年5月)", "2012年5月9日", "二〇一二年五月九日", "（ 2010年5月 ）"]
)
def test_a_document_bears_its_own_date(line):
    assert is_own_date(line)


@pytest.mark.parametrize(
    "line", ["2012-05-09 10:22", "时间:2012年5月9日", "2012年5月9日,镇里开会", ""]
)
def test_other_dates_are_the_pages(line):
    assert not is_own_date(line)
