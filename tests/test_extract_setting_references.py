"""Documents and experience that a passage refers to."""

from __future__ import annotations

import pytest

from textmine.detect.layers import FoundPlace
from textmine.extract.setting.references import find_references

CASES = [
    ("印发《村务公开办法(试行)》。", [("document", "《村务公开办法(试行)》")]),
    ("按《关于学习贯彻〈条例〉的通知》办理。", [("document", "《关于学习贯彻〈条例〉的通知》")]),
    ("根据川委发〔2012〕9号文件", [("number", "川委发〔2012〕9号")]),
    (
        "根据共和政发〔2021〕5号、景和发〔2019〕2号",
        [("number", "共和政发〔2021〕5号"), ("number", "景和发〔2019〕2号")],
    ),
    (
        "按照江办发(2015)第12号文件和省委字[2016]3号文件",
        [("number", "江办发(2015)第12号"), ("number", "省委字[2016]3号")],
    ),
    (
        "签订《结对共建协议书》，发放《便民联系卡》。",
        [("document", "《结对共建协议书》"), ("document", "《便民联系卡》")],
    ),
    ("《江州日报》头版报道，排演《青山渡》，编写《江州志》。", []),
    ("推广好的做法。", []),
    ("第3号令。", []),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_references(text: str, found: list[tuple[str, str]]) -> None:
    assert [(r.kind, r.text) for r in find_references(text, 0, len(text))] == found


def test_experience_of_another_place() -> None:
    text = "借鉴诸暨市枫桥的先进经验,建起调解室。"
    (found,) = find_references(text, 0, len(text), [FoundPlace(2, 5, "诸暨市", "county", "330681")])
    assert (found.kind, found.place and found.place.adcode) == ("experience", "330681")
    assert text[found.start : found.end] == found.text
