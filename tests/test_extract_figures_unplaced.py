"""extract.figures.unplaced: indicators behind a place keep the words that begin with 有."""

from __future__ import annotations

import pytest

from tests.figures import metrics


@pytest.mark.parametrize(
    ("told", "indicator"),
    [
        ("有效灌溉面积1.2万亩", "有效灌溉面积"),
        ("有机肥施用率80%", "有机肥施用率"),
        ("有机稻种植面积300亩", "有机稻种植面积"),
        ("有机井12眼", "机井"),
        ("有线电视用户300户", "有线电视用户"),
        ("有色金属产量30吨", "有色金属产量"),
        ("有害生物防治率90%", "有害生物防治率"),
        ("有党员32名", "党员"),
        ("现有耕地3000亩", "耕地"),
    ],
)
def test_words_of_having(told: str, indicator: str) -> None:
    (metric,) = metrics(f"柳沟村{told}", places=("柳沟村",), focus="柳沟村")
    assert (metric.indicator, metric.place and metric.place.text) == (indicator, "柳沟村")
