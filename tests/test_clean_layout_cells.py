import pytest

from textmine.aligned import AlignedText
from textmine.clean.layout.cells import part_cells

ROWS = [
    ("", ""),
    ("某县成立联合党委。", "某县成立联合党委。"),
    # tables: drawn with bars and dashes, or with a figure in a cell
    ("|村|户数|\n|---|---|\n|石桥村|86户|", "村\t户数\n石桥村\t86户"),
    ("村 | 户数 |\n--- | ---: |\n石桥村 | 一般 |", "村\t户数\n石桥村\t一般"),
    (
        "村|户数\n石桥村|86\n柳沟村|1,204户\n全镇共2村。",
        "村\t户数\n石桥村\t86\n柳沟村\t1,204户\n全镇共2村。",
    ),
    (
        "上文。\n| 村 | 占比 |\n| 石桥村 | 12.5% |\n下文。",
        "上文。\n村\t占比\n石桥村\t12.5%\n下文。",
    ),
    # what a page says of itself
    (
        "索 引 号 | AB-1 | 发布机构 | 石桥镇政府 |\n公开类别 | 主动公开 | 发布时间 | 2020-01-16 |",
        "索 引 号:AB-1\n发布机构:石桥镇政府\n公开类别:主动公开\n发布时间:2020-01-16",
    ),
    ("|文号|石政发〔2019〕7号|\n\n正文。", "文号:石政发〔2019〕7号\n\n正文。"),
    # menus, a line alone, titles with bars
    ("首页 | 新闻 | 专题\n党建 | 民生 | 图片", "首页 | 新闻 | 专题\n党建 | 民生 | 图片"),
    ("党建前沿 | 石桥镇联建3个支部", "党建前沿 | 石桥镇联建3个支部"),
    ("村|户数\n|\n石桥村|86", "村|户数\n|\n石桥村|86"),
]


@pytest.mark.parametrize(("text", "parted"), ROWS)
def test_tables_written_with_bars(text: str, parted: str) -> None:
    assert part_cells(AlignedText.of(text)).text == parted


def test_cells_keep_their_place_in_the_source() -> None:
    text = "| 村 | 户数 |\n|---|---|\n| 石桥村 | 86户 |"
    parted = part_cells(AlignedText.of(text))
    at = parted.text.index("86户")
    assert parted.source_span(at, at + 3) == (text.index("86户"), text.index("86户") + 3)
