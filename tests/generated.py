"""Reports made by the number: short, all different, each with practices, figures and places."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

PLACES = "寿光市 慈溪市 昆山市 安岳县 定西市 海伦市 林县 平利县 溆浦县 中宁县 蕉岭县 灵山县".split()
THEMES = (
    "村企联建 党建联盟 流动党员驿站 红色网格 支部领办合作社 产业链党委 党员积分制 先锋夜校".split()
)
MEASURES = (
    "组织{n}家企业与{m}个村党支部结对，建立联合党总支{k}个，吸纳资金{n}.5万元。",
    "在{m}个乡镇设立流动党员服务站{k}个，登记外出党员{n}名，每季度走访一次。",
    "推行积分管理，{n}名党员参加评议，调处矛盾{m}件，群众满意度提高{k}个百分点。",
    "依托合作社建立党小组{k}个，带动{n}户农户种植{m}亩，户均增收{n}00元。",
    "开办夜校{k}所，培训骨干{n}人次，帮助{m}名青年返乡创业。",
)


def texts(count: int, seed: int = 7) -> Iterator[str]:
    """*count* reports, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        place, year = chance.choice(PLACES), chance.randint(2006, 2022)
        theme = chance.choice(THEMES)
        lines = [f"{place}推行{theme}的做法", f"{year}年以来，{place}以{theme}为抓手。主要做法是："]
        for sign in "一二三四"[: chance.randint(2, 4)]:
            numbers = {name: chance.randint(3, 90) for name in "nmk"}
            measure = chance.choice(MEASURES).format(**numbers)
            lines.append(f"{sign}是{chance.choice(THEMES)}。{measure}")
        yield "\n".join(lines) + "\n"


def write_reports(folder: Path, count: int, seed: int = 7) -> Path:
    """*count* text files, a hundred to a folder."""
    for number, text in enumerate(texts(count, seed)):
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
