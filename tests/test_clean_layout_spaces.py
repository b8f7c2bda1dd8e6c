"""Spaces that mean nothing are closed; those between words and names stay."""

import pytest

from textmine.aligned import AlignedText
from textmine.clean.layout.spaces import close_spaces

CLOSED = [
    ("共有 14 个镇,102 万人, 2230 个组织", "共有14个镇,102万人,2230个组织"),
    ("增长13.8% ;实现收入 44.1 亿元", "增长13.8%;实现收入44.1亿元"),
    ("推行“ 三级联创” 活动", "推行“三级联创”活动"),
    ("唯一设 置单元", "唯一设置单元"),
    ("投入 7 000 多万元,涉及 1 234 567 人", "投入7000多万元,涉及1234567人"),
    ("加入 WTO 以后", "加入WTO以后"),
    ("与 Hong Kong Jockey Club 合作", "与Hong Kong Jockey Club合作"),
    ("通过 ISO 9001 认证", "通过ISO 9001认证"),
    ("20 世纪 80 年代末期", "20世纪80年代末期"),
    ("张大力 李小梅 赵建国", "张大力 李小梅 赵建国"),
    ("主 要 做 法", "主要做法"),
    ("新建场所\t20\t23", "新建场所\t20\t23"),
    ("没有空格。", "没有空格。"),
]


@pytest.mark.parametrize(("before", "after"), CLOSED)
def test_close_spaces(before: str, after: str) -> None:
    assert close_spaces(AlignedText.of(before)).text == after
