"""Which period a figure takes: its sentence, what opens its paragraph, the heading above."""

import pytest

from textmine.detect.layers import FoundHeading, Quantity
from textmine.detect.periods import find_periods
from textmine.extract.setting.dating import Dates, reviewed_year

CASES = [  # text with the figure in «», its period in an article of 2019
    ("2018年，林区整治。湖区水质连续三年达标，优良天数占«86%»。", "2018"),
    ("2018年，林区整治。连续三年，每户领到«86元»。", "2018"),
    ("2018年，全镇开工。坚持每季度研判，店铺总量达«320户»。", "2018"),
    ("2018年，全镇开工。坚持每年研判，店铺达«320户»。", None),
    ("2018年，全镇开工。自上次普查以来首次进位；产值增长«5%»。", "2018"),
    ("2018年，全镇开工。每月培训«30人次»。", None),
    ("2018年，全镇开工。近三年来种树«30亩»。", None),
    ("2018年，全镇硬化道路«12公里»。", "2018"),
    ("2018年，全镇硬化道路12公里。安装路灯«300盏»。", "2018"),
    ("截至2017年底，全县有合作社40家。入社农户«2600户»。", "2017"),
    ("工业方面，2016年，引进项目9个。合同金额«4亿元»。", "2016"),
    ("2016年电商销售额«3亿元»，2017年电力用户3万户。", "2016"),
    ("2017年消息化改造投入«30万元»。", "2017"),
    ("3月5日电 全县有合作社«40家»。", None),
    ("村里2015年换了班子。全村修塘坝«6口»。", None),  # a year within a sentence stays in it
    ("老周卖了货车从南方回来，大伙选他，如今当了支书。养羊大户发展到«27户»。", None),
    ("2014年3月8日，镇里开会。参会代表«56名»。", None),  # what happened on a day
    ("客运量恢复到2015年的九成，达«80万人次»。", None),
    ("接待游客恢复至2013年同期的104.9%，收入«3亿元»。", None),
    ("产值达到2012年的3.2倍，利税«800万元»。", None),
    ("自2011年协会成立以来，服务茶农«63户»。", "2011/2019"),
    ("2013年启动试点以来，化解积案«47件»。", "2013/2019"),
    ("从2014年3月工程开工至今，铺管«18公里»。", "2014-03/2019"),
    ("2016年起，县里每年列支«200万元»。", "2016/2019"),
    ("2005年以前，全镇学校«13所»都是平房。", None),
    ("2020年以前，全县«96个»村要全部通硬化路。", "2020"),
    ("三年前，村里只有合作社«2家»。", "2016"),
    ("三年前的老楼«12栋»也修了。", None),
    ("2017年和2018年，全市共选派书记«1260名»。", "2017/2018"),
    ("2017年、2018年，县里分别安排«300万元»、500万元。", "2017"),
    ("2017年、2018年，县里分别安排300万元、«500万元»。", "2018"),
    ("2012年、2018年，两次普查人口都是«3万人»。", "2018"),
    ("2015、2016、2017三年培训农民«1.8万人次»。", "2015/2017"),
    ("去年底到今年3月，街道改造老楼«16栋»。", "2018/2019-03"),
    ("去年10月至今年4月，调处纠纷«89起»。", "2018-10/2019-04"),
    ("村里荣获2014年全省文明村称号，现有党员«63名»。", None),
    ("县里获评全省2014年度考核优秀等次，现有党员«63名»。", None),
    ("增速为2014年以来最高，新增企业«63家»。", None),
    ("《产业规划（2018—2025年）》出台，新增企业«63家»。", None),
    ("县里获得2014年奖补资金«200万元»。", "2014"),
    ("合作社成立于2009年，现有社员«186户»。", None),
    ("大桥建于2009年，投资«600万元»。", "2009"),
    ("2018年，全区连续三年投入«1.2亿元»。", None),
    ("2018年，他把地租出去，每年租金3000元，打工挣了«2万元»。", "2018"),
    ("2018年，他把地租出去，每年租金«3000元»。", None),
    ("2016年，每人捐50元。第二年，又捐了«31万元»。", "2017"),
    ("“能演大戏。”2017年，全市提升设施。其中，广场«20处»。", "2017"),
    ("2017年，全市建站40个。下一步，市里再建«15个»。", None),
    ("从2014年起，县里每年拿出«60万元»。", "2014/2019"),
    ("自2013年起，每个支部每月补助«300元»。", "2013/2019"),
    ("县里每年拿出«60万元»。", None),
    ("2018年，果园3万亩，上半年套袋20万个；鱼塘«900亩»。", "2018"),
    ("上半年引进项目5个；2017年，引进«8个»。", "2017"),
    ("“十三五”时期，覆盖率从70%增长到«98%»。", "2016/2020"),
    ("由2014年的26.8%降到«1%»。", None),
    ("按照市里的部署，2010年，全县建点。全县建成站点«81个»。", "2010"),
]


@pytest.mark.parametrize(("marked", "value"), CASES)
def test_period_of_a_figure(marked: str, value: str | None) -> None:
    text = marked.replace("«", "").replace("»", "")
    start = marked.index("«")
    figure = _quantity(start, marked.index("»") - 1)
    sentence = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    dates = Dates(text, find_periods(text, "2019"))
    assert dates.period(figure, sentence, 0, before=_opened(text, sentence, start)) == value


def _opened(text: str, sentence: int, start: int) -> int | None:
    """Where the first end of a change has its number."""
    at = text.find("%", sentence, start)
    return at - 1 if at >= 0 and "到" in text[at:start] else None


def _quantity(start: int, end: int) -> Quantity:
    return Quantity(start, end, start, end, end, 1.0, None, "个", None, "number")


TITLES = [
    ("一、2011年工作回顾", "2011"),
    ("2009年国民经济和社会发展统计公报", "2009"),
    ("（一）2016年主要工作完成情况", "2016"),
    ("2022年度党建工作总结", "2022"),
    ("二、2012年工作安排", "2012"),
    ("2015年重点任务", "2015"),
    ("三、今后五年的目标", None),
    ("工作回顾", None),
]


@pytest.mark.parametrize(("title", "year"), TITLES)
def test_year_that_a_heading_reports_on(title: str, year: str | None) -> None:
    assert reviewed_year(title) == year


REPORTS = [  # headings of a report, the figure under the last, its period
    (("2011年工作回顾",), "修路«9公里»。", "2011"),
    (("2011年工作回顾", "2012年工作安排"), "修路«9公里»。", "2012"),
    (("2011年工作回顾",), "2010年修路«9公里»。", "2010"),
    (("主要做法",), "修路«9公里»。", None),
    (("2011年工作回顾", "今后五年的目标"), "修路«9公里»。", None),
]


@pytest.mark.parametrize(("heads", "marked", "value"), REPORTS)
def test_period_under_a_heading(heads: tuple[str, ...], marked: str, value: str | None) -> None:
    body = "\n".join([*heads, marked])
    text = body.replace("«", "").replace("»", "")
    start = body.index("«")
    starts = [text.index(head) for head in heads]
    ends = [*starts[1:], len(text)]
    headings = [
        FoundHeading(at, at + len(head), 1, "other", "", end)
        for at, head, end in zip(starts, heads, ends, strict=True)
    ]
    line = text.rindex("\n", 0, start) + 1
    inside = [p for p in find_periods(text, "2012") if p.start >= line]
    dates = Dates(text, inside, headings)
    figure = _quantity(start, body.index("»") - 1)
    assert dates.period(figure, line, line, before=None) == value


def test_title_of_a_bulletin_dates_its_figures() -> None:
    text = "新建校舍5.9万平方米。"
    dates = Dates(text, [], (), "某县2009年国民经济和社会发展统计公报")
    assert dates.period(_quantity(4, 11), 0, 0, before=None) == "2009"
