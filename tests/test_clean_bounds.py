"""Between which years a text without a date was written."""

import pytest

from textmine.clean.bounds import find_bounds

BOUNDS = [
    ("2009年以来,全市建立支部90个。", None, ("2009", None)),
    ("2007年底,全县已建成活动室。力争到2012年实现全覆盖。", None, ("2007", None)),
    ("党的十七届四中全会提出新要求。", "2019-05-13", ("2009", "2019")),
    ("深入贯彻科学发展观,推进新农村建设。", None, ("2003", None)),
    ("开展“两学一做”学习教育。", "2018", ("2016", "2018")),
    ("获得2026年世界锦标赛举办权。2023年,全市完成投资90亿元。", None, ("2023", None)),
    ("2030年远景目标已经明确。", None, (None, None)),
    ("1921年建党,1949年建国。", None, (None, None)),
    ("2020年全面建成小康社会。2015年召开动员会,2015年底完成登记。", "2016-02-01", ("2015", "2016")),
    ("党员活动丰富多彩。", None, (None, None)),
    ("党员活动丰富多彩。", "2013-08-21", (None, "2013")),
]


@pytest.mark.parametrize(("text", "latest", "bounds"), BOUNDS)
def test_bounds(text: str, latest: str | None, bounds: tuple[str | None, str | None]) -> None:
    assert find_bounds(text, latest) == bounds
