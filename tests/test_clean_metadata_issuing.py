"""Who issued a document, of what level that body is, and the document's number."""

import pytest

from textmine.clean.metadata.issuing import level_of, number_above, title_issuer

LEVELS = [
    ("教育部办公厅", "country"),
    ("民政部", "country"),
    ("中国科协", "country"),
    ("北京市人民政府", "province"),
    ("中共重庆市委", "province"),
    ("广东省民政厅", "province"),
    ("省科技厅", "province"),
    ("省委办公厅", "province"),
    ("毕节地委", "city"),
    ("市教育局", "city"),
    ("上海市静安区委办公室", "county"),
    ("重庆市万州区民政局", "county"),
    ("阿拉善右旗人民政府", "county"),
    ("长阳土家族自治县民政局", "county"),
    ("涟水县社区建设领导小组办公室", "county"),
    ("镇党委", "township"),
    ("北埔乡公所", "township"),
    ("新华社区党委", "village"),
    ("石桥社区发展协会", "village"),
    ("某某青年报", None),
    ("北京大学", None),
]


@pytest.mark.parametrize(("body", "level"), LEVELS)
def test_the_last_division_of_a_name_tells_the_level(body: str, level: str | None) -> None:
    assert level_of(body) == level


TITLES = [
    ("延边州人民政府关于推进人参产业发展的实施意见", "延边州人民政府"),
    ("市政府办公厅关于印发河长制方案的通知", "市政府办公厅"),
    ("中共安岳县委关于加强村级组织建设的决定", "中共安岳县委"),
    ("县委组织部关于在全县推行积分制的通知", "县委组织部"),
    ("石嘴山市大武口区民政局转发养老服务规范的通知", "石嘴山市大武口区民政局"),
    ("“公开事项”清水河县人民政府办公室印发防汛预案的通知", "清水河县人民政府办公室"),
    ("安康市水利局 安康市财政局关于下达计划的通知", "安康市水利局"),
    ("关于加强防汛工作的通知", None),
    ("平安街道关于社区治理的实践", None),
    ("论政府关于市场的作用", None),
]


@pytest.mark.parametrize(("title", "body"), TITLES)
def test_a_title_begins_with_who_issued_it(title: str, body: str | None) -> None:
    assert title_issuer(title) == body


NUMBERS = [
    (("会党发〔2014〕6号", "各乡镇党委:"), "会党发〔2014〕6号"),
    (("东府(2019)5號", "各镇:"), None),  # the text is simplified before
    (("东府(2019)5号", "各镇:"), "东府(2019)5号"),
    (("甘民安[2021]17号 签发人:某某", "各县:"), "甘民安[2021]17号"),
    (("(楚政令〔2008〕第3号)", "第一条"), "楚政令〔2008〕第3号"),
    (("青海省人民政府令", "第61号", "第一条"), "青海省人民政府令第61号"),
    (("青海省人民政府令第61号", "第一条"), "青海省人民政府令第61号"),
    (("第5号令", "第一条"), "第5号令"),
    (("府社行字第1090012345号函", "主旨:"), "府社行字第1090012345号函"),
    (("吕梁市住房保障局公告", "(第12号)", "一、"), "吕梁市住房保障局公告第12号"),
    (("根据国发〔2014〕45号文件精神,制定本办法。",), None),
    (("第3号桥已经通车。", "第4号楼封顶。"), None),
    (("各乡镇党委:", "现印发给你们。"), None),
]


@pytest.mark.parametrize(("lines", "number"), NUMBERS)
def test_the_number_stands_above_the_text(lines: tuple[str, ...], number: str | None) -> None:
    assert number_above(lines) == number
