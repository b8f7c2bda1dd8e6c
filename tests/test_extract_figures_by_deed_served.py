"""extract.figures.by_deed.served: deeds that are counted with whom they are done for."""

from __future__ import annotations

import pytest

from tests.figures import metrics

ROWS = [
    ("对村干部开展轮训12期", ["村干部轮训"]),
    ("全年为企业免费举办政策讲座36场", ["企业政策讲座"]),
    ("向商户分批开展消防检查9轮", ["商户消防检查"]),
    ("为86名老党员送学300余人次", ["送学的老党员", "老党员送学"]),
    # whom it is done for is said already, or is no person and no body
    ("对老党员开展老党员慰问4次", ["老党员慰问"]),
    ("对辖区河道进行专项清淤5次", ["专项清淤"]),
    ("召开院坝会28场", ["院坝会"]),
]


@pytest.mark.parametrize(("text", "indicators"), ROWS)
def test_deeds_for_somebody(text: str, indicators: list[str]) -> None:
    assert [found.indicator for found in metrics(text)] == indicators
