"""Between which years a text without a date was written."""

import tomllib
from typing import Any

import pytest

from textmine.clean.metadata.bounds import RULES, find_bounds

ERAS = tomllib.loads(RULES.read_text(encoding="utf-8"))["era"]

BOUNDS = [
    # the newest year that is past, and the years in which one still speaks of it
    ("2009年以来,全市建立支部90个。", None, ("2009", "2012")),
    ("2009年,全市建立支部90个。到2009年底,全部配齐了书记。", None, ("2009", "2010")),
    ("2007年底,全县已建成活动室。力争到2012年实现全覆盖。", None, ("2007", "2010")),
    ("2010年底已经建成。力争到2011年实现全覆盖。", None, ("2010", "2011")),
    ("获得2026年世界锦标赛举办权。2023年,全市完成投资90亿元。", None, ("2023", "2026")),
    ("2020年全面建成小康社会。2015年召开动员会,2015年底完成登记。", "2016-02-01", ("2015", "2016")),
    ("2009年计划生育率达到97%,全县已有村级服务室90个。", None, ("2009", "2012")),
    ("庆祝建党100周年,全县表彰党员九十名。", None, ("2021", "2022")),
    ("2010年1至11月,全县产煤1386万吨。", None, ("2010", "2013")),
    ("2014年上半年，全旗出栏羔羊九万只。", None, ("2014", "2017")),
    ("2025年,乡党政办在乡党委的领导下服务群众。", None, ("2025", "2028")),
    ("2013年，路从寨子口修到了山顶。", None, ("2013", "2016")),
    ("寨里组织合作社，2006年加入的岩温最早。", None, ("2006", "2009")),
    ("会议回顾总结2017年工作,谋划2018年工作。2017年完成投资三亿元。", None, ("2017", "2018")),
    ("2018年,我们将再修一条渠。", None, (None, None)),
    ("2016年，全镇要建成三个市场。", None, (None, None)),
    ("县委部署2009年防汛工作。", None, (None, None)),
    # what is still to come tells nothing, nor do the plans at the end
    ("2030年远景目标已经明确。", None, (None, None)),
    ("1921年建党,1949年建国。", None, (None, None)),
    ("镇财政拟2010年预算5万元,县里2009年已经补助了2万元。", None, ("2009", "2012")),
    (
        "2008年发展党员十二名，建成了活动室。路修通了，灯也亮了，会也开起来了。下一步打算：2009年起，再建两个站，完成收尾。",
        None,
        ("2008", "2011"),
    ),
    ("2023年完成投资90亿元，为2025年发展奠定了基础。", None, ("2023", "2026")),
    ("人均收入从2013年的2100元提高到2016年的1.1万元。", None, ("2016", "2019")),
    ("到2020年，人均收入力争从2013年的2100元提高到2020年的2万元。", None, (None, None)),
    ("截至2010年底，全市有党员41万名。", None, ("2010", "2013")),
    ("据统计，2008年底全市共有非公企业9000家。", None, ("2008", "2011")),
    # anniversaries: of the year, and of the year before where one looks forward to them
    ("隆重庆祝新中国成立60周年，县里办了文艺汇演。", None, ("2009", "2010")),
    ("喜迎建党九十周年，村里办了歌会。", None, ("2010", "2012")),
    ("改革开放三十年来，镇上变了样。", None, ("2008", "2009")),
    ("纪念中国人民抗日战争胜利70周年，老兵讲了往事。", None, ("2015", "2016")),
    ("到建国100周年时，村村都是花园。", None, (None, None)),
    # a word may be newer than every year
    ("2023年底已经联网，2023年全年办件9万件。高效办成一件事清单已公布。", None, ("2024", "2024")),
    # offices that are gone tell the end only
    ("与县国土资源局联合办案。", None, (None, "2019")),
    ("与县国土资源局联合办案，推行家庭医生签约。", None, ("2011", "2019")),
    # congresses: until the next one
    ("党的十七届四中全会提出新要求。", "2019-05-13", ("2009", "2012")),
    ("认真学习党的十六大报告，完成了换届。", None, ("2002", "2007")),
    # campaigns, leaders, doctrines, plans
    ("深入贯彻科学发展观,推进新农村建设。", None, ("2005", "2015")),
    ("开展“两学一做”学习教育。", "2018", ("2016", "2018")),
    ("在先进性教育中建章立制。", None, ("2005", "2008")),
    ("创先争优活动开展以来，窗口亮了身份。", None, ("2010", "2013")),
    ("胡锦涛总书记到村里看望党员。", None, ("2002", "2013")),
    ("编制“十二五”规划，各村都开了会。", None, ("2009", "2016")),
    ("在先进性教育中建章立制，汶川地震后又捐了特殊党费。", None, ("2008", "2011")),
    ("用微信群开会，脱贫攻坚的战报天天发。", None, ("2015", None)),
    ("党员活动丰富多彩。", None, (None, None)),
    ("党员活动丰富多彩。", "2013-08-21", (None, "2013")),
]


@pytest.mark.parametrize(("text", "latest", "bounds"), BOUNDS)
def test_bounds(text: str, latest: str | None, bounds: tuple[str | None, str | None]) -> None:
    assert find_bounds(text, latest).years == bounds


@pytest.mark.parametrize("era", ERAS, ids=lambda era: era["words"][0])
def test_era(era: dict[str, Any]) -> None:
    """Every row says where its year comes from, and gives it to a text that knows only its word."""
    assert era["source"]
    assert era.get("since", 0) <= era.get("until", 9999)
    end = str(era["until"] + 1) if "until" in era else None
    start = str(era["since"]) if "since" in era else None
    for word in era["words"]:
        assert find_bounds(f"各支部都谈到了{word}，讲得实在。", None).years == (start, end)


def test_no_word_stands_twice() -> None:
    words = [word for era in ERAS for word in era["words"]]
    assert len(words) == len(set(words))
