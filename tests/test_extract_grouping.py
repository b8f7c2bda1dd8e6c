"""Which sentences of a paragraph without numbers tell measures, and where each ends."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from textmine.detect import structure
from textmine.extract.grouping import group_sentences
from textmine.extract.passages import Outline

NLP = spacy.blank("zh")
FIND = structure.StructureDetector()


def told(text: str) -> list[str]:
    """The first six characters of each measure and its last three."""
    structure.register_layers()
    layers = FIND(Doc(NLP.vocab, words=[text]))._
    outline = Outline(text, layers.items, layers.sentences, layers.paragraphs, layers.sections)
    found = group_sentences(outline, 0, len(text), -1)
    return [f"{text[p.start : p.start + 6]}…{text[p.end - 3 : p.end]}" for p in found]


LEAD = "柳林乡党委在果园里成立联合支部,把九个村的党员编在一起,统一育苗、统一打药、统一卖果。"
TALLY = "截至去年底,果园共增收60多万元。\n"
CASES = [
    # what goes on with the measure before
    (LEAD + "老果农王大爷从前只会埋头种树,如今也学会了上网看行情。", ["柳林乡党委在…行情。"]),
    (LEAD + "完善分红办法,推动收入到户。", ["柳林乡党委在…到户。"]),
    (LEAD + "截至去年底,果园共增收60万元。", ["柳林乡党委在…万元。"]),
    (LEAD + "\n据悉,此次共有果农92户入社。", ["柳林乡党委在…入社。"]),
    (LEAD + "\n在联合支部的带动下,各村先后栽树3000亩。", ["柳林乡党委在…0亩。"]),
    (LEAD + "为支持果农贮存鲜果,乡里出资12万元修建冷库一座,免费供大家存放苹果和梨子。",
     ["柳林乡党委在…梨子。"]),
    ("推行错时服务,把窗口开到晚上八点,方便下地的人办事。柳湾供电公司抽调六名电工到村口坐班,随叫随到。",
     ["推行错时服务…随到。"]),
    ("推行“一册、一牌、一箱”联系办法。“一册”即联户手册,记下家底和难处,由网格长每月翻看一遍。"
     "“一牌”即门前的连心牌,镇党委为320户群众设立服务专线,组建夜间应急小分队12支。",
     ["推行“一册、…2支。"]),
    ("推行错时服务,把窗口开到晚上八点。目前,全县已有120个窗口延时开放,办结3万件。",
     ["推行错时服务…万件。"]),
    ("坚持农时到哪里、服务就跟到哪里。结合农忙特点,抽调六名农机手组建抢收队,免费帮老人收麦。",
     ["坚持农时到哪…收麦。"]),
    # what opens another
    ("推行错时服务,把窗口开到晚上八点,方便下地的人办事。深化村医包户,为每名老人建立健康台账,每月上门量血压、"
     "送药品,并挨家教会家属几种常用的急救办法。", ["推行错时服务…办事。", "深化村医包户…办法。"]),
    (LEAD + "针对村里老人吃饭难的情况,乡里开办“银龄餐桌”,请热心党员轮流掌勺送餐,每顿只收三元。",
     ["柳林乡党委在…卖果。", "针对村里老人…三元。"]),
    (LEAD + "同时该乡推行网格长夜巡,每晚九点到村口和渡口各查一遍安全隐患。",
     ["柳林乡党委在…卖果。", "同时该乡推行…隐患。"]),
    (LEAD + "2018年以来,相继在两个外地商会成立流动党员支部,帮助在外务工的老乡讨薪和落户。",
     ["柳林乡党委在…卖果。", "2018年以…落户。"]),
    ("县里组建“银杏”宣讲队,每周到各村讲一堂课,已讲六十场;成立调解工作室,聘请十名老法官轮流坐班调解纠纷。",
     ["县里组建“银…十场;", "成立调解工作…纠纷。"]),
    (LEAD + "同时还充分发挥村广播和微信群的作用,把天气、行情和招工的消息及时告诉每一户果农。",
     ["柳林乡党委在…卖果。", "同时还充分发…果农。"]),
    (LEAD + "这些做法方便了果农,也壮大了集体。", ["柳林乡党委在…卖果。"]),
    (LEAD[:-1] + ",带动六十户增收。推行错峰采摘,把游客分到六个园子,由志愿者带路,"
     "人人都能在自家门口挑到新鲜的好果。",
     ["柳林乡党委在…增收。", "推行错峰采摘…好果。"]),
    ("征求意见稿规定,食堂要每天公开进货台账和供应商名单。征求意见稿还要求,校长每周陪餐不少于一次并做好记录。",
     ["征求意见稿规…名单。", "征求意见稿还…记录。"]),
    # what only sounds like it
    (LEAD + "完善育苗、打药、采收、装箱、运输、分红六个环节的办法,让果农从“单打”走向“抱团”。",
     ["柳林乡党委在…团”。"]),
    # what belongs to none
    (LEAD + "这是全县党建工作的一个缩影。", ["柳林乡党委在…卖果。"]),
    ("“以前办证要跑三趟,真是累人。”村民刘大爷说。那天他不到半小时就领到了补贴登记证。", []),
    ("“以前吃水要走三里路,真是累人。”村民刘大爷说。针对山区吃水难,县里投资90万元修建蓄水池12座。",
     ["针对山区吃水…2座。"]),
    ("正值农忙,合作社的场院里堆满新谷,社员们开展比赛。", []),
    ("柳湾村地处河滩,有一百二十户人家。村里成立联合支部,把三个组的党员编在一起,统一养护堤坝。",
     ["村里成立联合…堤坝。"]),
    ("老人吃饭没有着落。村里成立联合支部,请热心党员轮流掌勺,每顿只收三元。",
     ["老人吃饭没有…三元。"]),
    ("据村主任刘强介绍,目前果树已进入丰产期,种植面积两千亩。", []),
    ("龙泉县完善老党员关爱机制,采取有力措施,确保取得实效。\n" + 3 * (LEAD + TALLY),
     ["柳林乡党委在…万元。"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "measures"), CASES)
def test_measures(text: str, measures: list[str]) -> None:
    assert told(text) == measures
