"""Where a scene is set, where an example ends, and what is said of the nation."""

from __future__ import annotations

import pytest

from textmine.extract.setting.scenes import is_left, is_site, of_nation

SITES = [  # the place in «», the figure behind |; whether something was only done there
    ("在«柳溪村»建起驿站，损耗下降|20%。", True),
    ("到«柳溪村»开办夜校，学员|60名。", True),
    ("在«柳溪村»，损耗下降|20%。", False),
    ("在«柳溪村»远教服务站，|14台电脑一字排开。", False),
    ("记者在«柳溪村»示范段看到，|80亩稻田新修了沟。", False),
    ("在«柳溪村»村民活动中心里，|12名老人正在吃饭。", False),
    ("走访«柳溪村»，慰问|12名老人。", False),
]


@pytest.mark.parametrize(("marked", "site"), SITES)
def test_a_site_is_not_what_the_next_clause_tells_of(marked: str, site: bool) -> None:
    text = marked.translate({ord(mark): None for mark in "«»|"})
    start = marked.index("«")
    assert is_site(text, start, marked.index("»") - 1, marked.index("|") - 2) is site


LEFT = [  # the place in «», the figure behind |
    ("全县抓安全。«柳溪村»配电工2名。筑牢防线，排查隐患|300处。", True),
    ("«柳溪村»配电工2名。筑牢防线，排查隐患|300处。", False),
    ("在«柳溪村»食堂，有老人9名。聚焦就餐难，建食堂|30个。", True),
    ("«柳溪村»配电工2名。推行网格，设网格|300个。", True),
    ("全县抓安全。«柳溪村»配电工2名。又买灭火器|40个。", False),
]


@pytest.mark.parametrize(("marked", "left"), LEFT)
def test_an_example_ends_where_another_measure_begins(marked: str, left: bool) -> None:
    text = marked.translate({ord(mark): None for mark in "«»|"})
    start = marked.index("«")
    assert is_left(text, start, marked.index("»") - 1, marked.index("|") - 2) is left


NATIONS = [
    ("吸引全台974处社区参与，选出|20处。", False),
    ("吸引全台各县市|974处社区参与。", True),
    ("全台目前有社区|974处。", True),
    ("大会吸引全台9|74处社区参与。", True),
    ("全台设备共|20件。", False),
    ("我国现有社工|43万人。", True),
    ("他表示，目前全国共有志愿者|2亿人。", True),
    ("全国31个省市都建了会，会员|8000名。", True),
    ("我国首个示范县，建站|20个。", False),
    ("全国文明村建站|20个。", False),
    ("我国地广人多，各地不同，县里建站|20个。", False),
    ("在全国率先推行，建站|20个。", False),
]


@pytest.mark.parametrize(("marked", "nation"), NATIONS)
def test_what_is_told_of_the_nation(marked: str, nation: bool) -> None:
    assert of_nation(marked.replace("|", ""), 0, marked.index("|")) is nation
