"""What a short piece is: a date, a name, a body, a document's number."""

import pytest

from textmine.clean.fields import (
    DOCUMENT_NUMBER,
    close_name,
    is_body,
    is_date,
    is_name,
    read_author,
    read_date,
)

DATES = [
    ("24.08.2017  10:15", "2017-08-24"),
    ("24.08.20171", None),
    ("发布时间:2021-02-2509:24:33", "2021-02-25"),
    ("二〇一二年九月二十日", "2012-09-20"),
    ("(2010年5月)", "2010-05"),
    ("2009年12月", "2009-12"),
    ("2016-05-12 06:29周海明", "2016-05-12"),
    ("时间:2018-04-11 09:00:15下载本文", "2018-04-11"),
    ("民国104年", "2015"),
    ("发布日期:104-12-15 点阅次数:355", "2015-12-15"),
    ("一九九八年", "1998"),
    ("上传时间:", None),
    ("104-12-15", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_read_date(text: str, date: str | None) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize("text", ["2011年3月", "(二〇〇八年十月)", "2015年6月1日", "2010.5"])
def test_is_date(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["2011年3月以来,全县", "县委 2011年3月", "3月", "", "五年"])
def test_is_no_date(text: str) -> None:
    assert not is_date(text)


AUTHORS = [
    ("王 立 新", "王立新"),
    ("李  敏", "李敏"),
    ("文/赵国华", "赵国华"),
    ("图 赵国华", "赵国华"),
    ("图们市委组织部", "图们市委组织部"),
    ("图木舒克市委组织部", "图木舒克市委组织部"),
    ("郑州", None),
    ("马山县", None),
    ("金华明", "金华明"),
    ("作者:孙小虎", "孙小虎"),
    ("本报记者 陈力 通讯员 王小明", "陈力 王小明"),
    ("张三丰、李四光", "张三丰、李四光"),
    ("欧阳文山", "欧阳文山"),
    ("阿不都·热西提", "阿不都·热西提"),
    ("中共尉氏县委组织部", "中共尉氏县委组织部"),
    ("中共XX县委组织部", "中共XX县委组织部"),
    ("湖州市委党校课题组", "湖州市委党校课题组"),
    ("云南省社会科学院调研组", "云南省社会科学院调研组"),
    ("中共如东县委组织部 顾建军", "中共如东县委组织部 顾建军"),
    ("市人民政府市长 周光明", "周光明"),
    ("罗 山 县 委 组 织 部", "罗山县委组织部"),
    ("本报评论员", "本报评论员"),
    ("□ 孙  虎", "孙虎"),
    ("■ 本报记者 陈力", "陈力"),
    ("通讯员陈力王小明", "陈力 王小明"),
    ("陈力王小明", None),
    ("陇原日报", None),
    ("红云网永州站", None),
    ("党支部领办合作社", None),
    ("中共XX县委副书记陈力", "陈力"),
    ("作者:会员上传", None),
    ("作者:佚名", None),
    ("admin", None),
    ("统筹城乡党建", None),
    ("党建网", None),
    ("加快发展步伐", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "author"), AUTHORS)
def test_read_author(text: str, author: str | None) -> None:
    assert read_author(text) == author


BODIES = (
    "中共南湖区委 浙江省民政厅 市直机关工委 国务院发展研究中心 中央党校 城关镇人民政府"
    " 青山街道党工委 石桥村党支部 县农业局 新华社 北京大学政府管理学院 市委办公室"
    " 从江县委组织部 当阳市人民政府办公室 当涂县委党校 让胡路区委组织部 走马镇党委"
).split()


@pytest.mark.parametrize("text", BODIES)
def test_bodies(text: str) -> None:
    assert is_body(text)


TITLES = (
    "构建城乡统筹基层党建新格局 打造区域党建新布局 探索建立党群服务中心 深化党建引领社区 红色驿站"
    " 揭牌 封顶 温馨 乡村振兴战略部署 我市百支党员志愿队进社区 关于加强村级组织的调查 建好一个支部"
    " 从县委组织部 当好县委办公室 让村民委员会"
).split()


@pytest.mark.parametrize("text", TITLES)
def test_titles_are_no_bodies(text: str) -> None:
    assert not is_body(text)
    assert not is_name(text)


NUMBERS = [
    ("富组发〔2015〕18号", "富组发〔2015〕18号"),
    ("中办发[2009]7号文件", "中办发[2009]7号"),
    ("城镇党发(2018)第9号", "城镇党发(2018)第9号"),
    ("青山省人民政府第238号令", "青山省人民政府第238号令"),
    ("第5号令", "第5号令"),
    ("贯彻省政府第5号令", None),
    ("2012年第3号", None),
    ("〔2012〕3号", None),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_document_number(text: str, number: str | None) -> None:
    match = DOCUMENT_NUMBER.search(text)
    assert (match[0] if match else None) == number


WIDE = [
    ("王 玉 新", "王玉新"),
    ("李秀云 钱 进 宋 岩", "李秀云 钱进 宋岩"),
    ("童 辉 于君博", "童辉 于君博"),
    ("县 委 办", "县委办"),
    ("王玉新", "王玉新"),
]


@pytest.mark.parametrize(("text", "closed"), WIDE)
def test_close_name(text: str, closed: str) -> None:
    assert close_name(text) == closed
