"""The focus of an article about a township or village, told from its text and title."""

from __future__ import annotations

import pytest
from spacy.language import Language

from textmine.aligned import AlignedText
from textmine.detect import places  # noqa: F401  (registers the component)
from textmine.types import Article, Page

CASES = [
    # the title names it
    ("信丰县古陂镇2011年工作总结", "全年新建果园12个，培训果农300人次。", "古陂镇"),
    # the text speaks as a township
    (
        None,
        "三河镇位于县城西部。全镇有党员1200名，镇党委设立服务站6个，全镇建成产业园3个。",
        "三河镇",
    ),
    # a news item begins with it
    ("“三联”激活一池春水", "近年来，武陟县詹店镇坚持党建引领，与12家企业结对共建。", "詹店镇"),
    # a county's report that names a township as an example
    (
        "寿光市推进城乡党建一体化",
        "寿光市委建立联合党总支17个。全市党员5.9万名。如羊口镇建立服务站2个。",
        "寿光市",
    ),
    # a news item that begins with a village, behind its township
    (
        None,
        "走进竹溪县丰坝镇柳林沟村，路边都是茶园。柳林沟村过去缺水，去年全镇修渠，柳林沟村也通了水。",
        "柳林沟村",
    ),
    # the title names the county: how the text begins tells nothing
    (
        "平顺县联村共建壮大集体经济",
        "“产业连片以后好管了。”龙门镇白杨坡村的书记说。近年来，平顺县推行党建联建，龙门镇走在前面。",
        "平顺县",
    ),
    (
        "武夷山市的做法",
        "武夷信息化扶贫基地设在村里。武夷山市出资，武夷茶农受益。",
        "武夷山市",
    ),
    # the title names a village that only the text around it shows to be one
    (
        "垄上村分红了",
        "日前，义安区西联镇垄上村开分红大会。义安区有21个村试点，义安区还出了补贴。",
        "垄上村",
    ),
    # a story of one village that names an office of its county once
    (
        "为民谋富的人",
        "付山村地处英山县西河边，离县城30公里。县委组织部派来三名队员。付山村要修桥，付山村人捐了款。",
        "付山村",
    ),
    # by its whole name, whichever is used more
    (
        None,
        "凤凰县新场镇山口村是个穷村。山口人种桃，山口合作社卖桃，山口的桃甜。村党支部领办合作社。",
        "山口村",
    ),
    # a roundup of townships of several counties
    (
        "浙江：党旗飘在第一线",
        "连日来，临海市东塍镇组建突击队，东塍镇干部下沉。东塍镇党委还设立值守点。"
        "青田县祯埠镇转移群众。余杭区鸬鸟镇的民宿建起微网格。",
        "浙江",
    ),
    # one community, named once where the text begins, and nothing around it afterwards
    (
        "甘肃省兰州市城关区：“五色”治理",
        "兰州市城关区东岗社区立足老楼多的实际，选配9名委员。社区划分网格13个，服务居民3万人次。",
        "东岗社区",
    ),
    (
        "甘肃省兰州市城关区：“五色”治理",
        "兰州市城关区东岗社区开起夜校。城关区推开后，全区划分网格130个。",
        "城关区",
    ),
    # a county's report that tells of one village: the title says whose it is
    (
        "修水县“颐养之家”惠及老人",
        "每天上午，黄沙镇汤桥村的食堂飘出饭香。汤桥村改造了祠堂，汤桥村党支部出了菜钱，全村老人都来。",
        "修水县",
    ),
    (
        "成县：花椒树下的课堂",
        "椒园村的花椒红了。椒园村党支部把课堂搬到树下，椒园村办课16期。",
        "成县",
    ),
    (
        "上海深化楼宇党建",
        "陆家嘴街道的一栋楼里，白领在上党课。陆家嘴街道办讲座120场，街道党工委牵头。",
        "上海",
    ),
    (
        "崇仁：链上党旗红",
        "崇仁县巴山镇刘渡村养麻鸡的人说，合作社帮了大忙。该县把党组织建在链上，该县有产业支部30个。",
        "崇仁县",
    ),
    # the title names the village, too
    (
        "平利县老县镇蒋家坪村：小茶叶大产业",
        "蒋家坪村有茶园1800亩。蒋家坪村党支部牵头建厂，蒋家坪村网上卖茶。",
        "蒋家坪村",
    ),
    # a county or its office begins, of which the township is one part
    (None, "春分前后，临泽县水务局修渠80公里。在倪家营镇，渠水流进了800亩制种田。", "临泽县"),
    (
        "村企牵手",
        "东阳市86家企业与79个村结对。巍山镇怀鲁村办起了缝纫点。东阳市还评出示范村12个。",
        "东阳市",
    ),
    # what holds a place says where it is, and is no mention of its own
    (
        "浙江省衢州市江山市探索片区组团",
        "江山市分22个片区。浙江省媒体作了报道，衢州市推广。",
        "江山市",
    ),
    ("山东省莱西市在青岛建立流动支部", "在青岛务工的党员有430名，莱西市派去联络员9名。", "莱西市"),
    # what it begins with, where no place is named more than the others; nothing in an overview
    (
        "小村大业",
        "走进靖江市德胜村，厂房连成片。产品卖到常州、南通、徐州，还给盐城送去技术。",
        "靖江市",
    ),
    (
        "几点思考",
        "支部是基础，一些地方作了探索，也有不少值得总结和借鉴的好做法。如浙江德清县请来能人，四川丹棱县杨场镇建起协会，丹棱县还办夜校。",
        None,
    ),
    (None, "全县有党员3万名。县委在昆山市学习后，在双河镇先行试点，全县推开。", None),
]


@pytest.mark.parametrize(("title", "text", "focus"), CASES)
def test_focus(nlp: Language, title: str | None, text: str, focus: str | None) -> None:
    page = Page(
        path="a.txt", digest="0", media_type="text/plain", source=text, body=AlignedText.of(text)
    )
    doc = nlp.make_doc(text)
    doc._.article = Article(page=page, number=1, text=page.body, title=title)
    found = nlp(doc)._.focus
    if focus is None:
        assert found is None or found.level != "township"
    else:
        assert found.text == focus


@pytest.mark.parametrize(
    ("issuer", "focus"),
    [("中共德清县委组织部", "德清县"), ("德清日报", "二都村"), (None, "二都村")],
)
def test_an_office_writes_of_its_own_county(nlp: Language, issuer: str | None, focus: str) -> None:
    text = "我们在二都村试点。二都村党员108名，二都村每月公布得分，全村都看得到。村党支部列出细则。"
    page = Page(
        path="a.txt", digest="0", media_type="text/plain", source=text, body=AlignedText.of(text)
    )
    doc = nlp.make_doc(text)
    doc._.article = Article(
        page=page, number=1, text=page.body, title="积分管理的做法", issuer=issuer
    )
    assert nlp(doc)._.focus.text == focus


def test_what_names_the_example_is_of_the_example(nlp: Language) -> None:
    text = (
        "汤桥村的食堂飘出饭香，汤桥村党支部出了菜钱。\n"
        "一是支部办食堂。汤桥村改造祠堂，办起食堂1个。\n"
        "二是多方出钱。商会牵头募捐，设立基金12万元。\n"
    )
    page = Page(
        path="a.txt", digest="0", media_type="text/plain", source=text, body=AlignedText.of(text)
    )
    doc = nlp.make_doc(text)
    title = "修水县“颐养之家”惠及老人"
    doc._.article = Article(page=page, number=1, text=page.body, title=title)
    metrics = {metric.value: metric.place.text for metric in nlp(doc)._.metrics}
    assert metrics == {1: "汤桥村", 120_000: "修水县"}
