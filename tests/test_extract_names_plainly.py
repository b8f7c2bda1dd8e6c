"""Names of what is told in plain words, without a verb of policy."""

from __future__ import annotations

import pytest

from textmine.extract.names.acts import Sentence
from textmine.extract.names.naming import name_of
from textmine.extract.names.plainly import set_up_plainly

THINGS = [  # what is counted, or stands behind a verb that sets up anything
    ("茶农在山口设了3条炒茶线,学生娃放学就来帮手。", "炒茶线"),
    ("镇里从退休校长里挑了7名村史员,每月贴补两百。", "村史员"),
    ("寨子里把老碾房腾空,办了个豆豉作坊,常年用工十来人。", "豆豉作坊"),
    ("林场同农校谈妥,开了护林进修班,学费场里出一半。", "护林进修班"),
    ("每个组的碰头会都加设妇女旁听席,能说话不投票。", "妇女旁听席"),
    ("明年想在缺医的三个寨试办流动药房,十天转一圈。", "流动药房"),
    ("沿河各寨各建1处亲水戏台,由木匠会包工。", "亲水戏台"),
    ("渔户没有干等,开春到立夏连开4场赶海集,船老大自己吆喝。", "赶海集"),
    ("坝上布局两千亩旱稻留种田,种子站包收。", "旱稻留种田"),
    ("老支部扩成了党总支,下设果农支部6个,组长就近找。", "果农支部"),
]


@pytest.mark.parametrize(("text", "name"), THINGS)
def test_things_set_up_in_plain_words(text: str, name: str) -> None:
    named = name_of(text, "")
    assert named.endswith(name)
    assert len(named) <= len(name) + 2  # at most with its verb


NOTHING = ["镇里连着开会到半夜。", "山上缺水,人背马驮。", "老人分十二类登记。", "大家商量了三回。"]


@pytest.mark.parametrize("text", NOTHING)
def test_no_thing_is_set_up(text: str) -> None:
    assert set_up_plainly(Sentence(text)) == ""


CLAUSES = [  # how, by whom or with what it was done, before what is not so or how it was
    ("他们没有一哄而上,按大寨、小寨、散户排班。", "按大寨、小寨、散户排班"),
    ("春茶下树,把散户的鲜叶收拢,统一过秤。", "把散户的鲜叶收拢"),
    ("渡口没有一封了之,由船运社租下两岸。", "由船运社租下两岸"),
    ("一月住三晚,从机关抽20个人蹲点,缺勤的谈话。", "从机关抽人蹲点"),
    ("从前放水看脸色,按表计价,墙上一月贴一回。", "按表计价"),
    ("山里的木料不愁卖,凭证按估价四成放款,半年放了九百万。", "凭证按估价四成放款"),
]


@pytest.mark.parametrize(("text", "name"), CLAUSES)
def test_clauses_that_say_how(text: str, name: str) -> None:
    assert name_of(text, "") == name


HEADS = [  # what a first clause aims at, holds to or is about
    ("要大力发展设施渔业,新建网箱300口,每口补两千元。", "设施渔业"),
    ("筑牢山林防火防线,清理可燃物,新增瞭望塔9座。", "山林防火防线"),
    ("借力东部协作,该县还修了便道、水柜等一批设施。", "东部协作"),
    ("三年来,我们坚持水利先行,修塘坝31口,组建管水协会6个。", "水利先行"),
    ("一年多来,我们坚持茶旅相融,新扩茶园两千亩,办民宿40家。", "茶旅相融"),
    ("在师徒结对上,组织九十名老匠人与徒弟签约,两年教会三百人。", "师徒结对"),
    ("经费保障方面,从去年起县财政按人均八十元列支培训费。", "经费保障"),
]


@pytest.mark.parametrize(("text", "name"), HEADS)
def test_first_clauses_that_head_the_others(text: str, name: str) -> None:
    assert name in name_of(text, "")


LABELS = [  # a label and the name
    ("搭建一个平台", "搭建一个平台"),
    ("打造一批样板", "打造一批样板"),
    ("加强窖藏管理,确保薯种安全", "加强窖藏管理"),
    ("增设收茶点,方便散户卖叶", "增设收茶点"),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_labels(label: str, name: str) -> None:
    assert name_of(f"{label}。各村都照着办了。", label) == name


def test_a_day_is_no_heading() -> None:
    told = "镇里设立议事亭,每旬议一次水。"
    assert "议事亭" in name_of(told, "", "【2016年5月4日阴】", alone=True)


def test_what_opens_a_list_is_no_label() -> None:
    assert name_of("账是这样算的:一亩省水二百方,全村推行滴灌积分。", "") != "账是这样算的"


OTHERS = [  # what a question, a room made into another, or what is not so leaves the name to
    ("村里请会计讲“家底怎么理”,推行季度晒账,一户发一张。", "季度晒账"),
    ("“水淹到哪里、人守到哪里”,镇里组建巡堤队,三班倒。", "巡堤队"),
    ("入冬把120平方米的旧碾房改成饭堂,老人不用摸黑回家。", "旧碾房改成饭堂"),
    ("林校从去年起把闲着的两间宿舍改成家书屋,装了电话。", "家书屋"),
    ("其三是事往一处办。水务站统一承揽清淤,两村少花三成。", "统一承揽清淤"),
]


@pytest.mark.parametrize(("text", "name"), OTHERS)
def test_what_tells_no_act_leaves_the_name_to_what_does(text: str, name: str) -> None:
    assert name in name_of(text, "")


@pytest.mark.parametrize(
    "line", ["石湾县林业局局长(2014年3月2日)", "讲者：周青 整理：林叶", "文并摄：江川"]
)
def test_who_wrote_is_no_heading(line: str) -> None:
    assert name_of("凡两万元以上的采购先估价,核减不低于一成。", "", line) != line
