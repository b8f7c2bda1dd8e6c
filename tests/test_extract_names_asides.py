"""Names beside what tells no act: before what it was done, how things were, what for."""

from __future__ import annotations

import pytest

from textmine.extract.names.naming import name_of

BESIDE = [
    # before what it was done
    ("在新楼动工之前,居委会挨户征求意见。", "居委会挨户征求意见"),
    ("在合同签约之前,村里召开户主会表决。", "召开户主会表决"),
    ("救济款兑付之前,村里张榜公布名单。", "村里张榜公布名单"),
    ("每次换届前,镇里开设民情热线。", "民情热线"),
    ("赶在雨季来临前,水利站清淤渠道。", "清淤渠道"),
    # how things were
    ("山里住户分散,交通不便,镇里开设代购点。", "开设代购点"),
    ("小区流动人口多,社区设立登记窗口。", "登记窗口"),
    ("村里老龄化程度高,镇里开办助餐点。", "开办助餐点"),
    ("家长工作忙,社区开设托管班。", "开设托管班"),
    ("看病难,镇里开设流动诊所。", "开设流动诊所"),
    # where and when
    ("活动现场,律师为村民解答土地纠纷。", "律师为村民解答土地纠纷"),
    ("每到赶场天,医生在场口摆摊量血压。", "医生在场口摆摊量血压"),
    # what for
    ("树立“一盘棋”思想,各部门联合执法。", "各部门联合执法"),
    ("坚持“以人民为中心”的理念,医院开设夜间门诊。", "开设夜间门诊"),
    ("弘扬雷锋精神,组建义务维修队。", "义务维修队"),
    ("推动党建与产业联动共赢,村里成立合作社。", "成立合作社"),
    ("坚持互利共赢,两村出资修路。", "出资修路"),
    ("推动高质量发展,建设标准化厂房。", "建设标准化厂房"),
    ("促进农民增收,村里办起粉条厂。", "办起粉条厂"),
    ("提高办事效率,实行一窗受理。", "实行一窗受理"),
    ("促进和谐稳定,司法所每月坐堂说法。", "坐堂说法"),
    ("加快推动产业振兴。", "加快推动产业振兴"),  # nothing else is told
    # with whom, and whose mark
    ("与“万家乐”超市签订协议,统一收购蔬菜。", "签订协议"),
    ("“春雨”合作社与农户签订收购合同,保底价每斤两元。", "签订收购合同"),
    ("成立“春雨”合作社,统一收购鲜果。", "“春雨”合作社"),
    ("合作社注册“山里红”,把山货卖到省城。", "注册“山里红”"),
    ("推出“山里红”,把山货卖到省城。", "山里红"),
    # how often is no part of it
    ("对全镇危房进行一轮排查,登记造册。", "危房排查"),
    ("镇里对老党员开展一次走访慰问。", "老党员走访慰问"),
]


@pytest.mark.parametrize(("text", "name"), BESIDE, ids=[row[0] for row in BESIDE])
def test_the_act_names_not_what_stands_beside_it(text: str, name: str) -> None:
    assert name_of(text, "") == name


def test_a_marked_clause_keeps_its_aim() -> None:
    text = "一是提高办事效率,实行一窗受理。"
    assert name_of(text, "") == "提高办事效率"
