"""Which articles tell a measure in every sentence, and what goes on with one there."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from textmine.detect import structure
from textmine.extract.passages.briefs import is_brief
from textmine.extract.passages.passage import Outline
from textmine.extract.passages.segmentation import find_passages
from textmine.extract.passages.sentences import read_sentence

NLP = spacy.blank("zh")
FIND = structure.StructureDetector()


def outline_of(text: str) -> Outline:
    structure.register_layers()
    layers = FIND(Doc(NLP.vocab, words=[text]))._
    return Outline(text, layers.items, layers.sentences, layers.paragraphs, layers.sections)


BRIEF = (
    "石泉镇健全村组联动机制,划出五十四个网格。推行积分超市,每月给出力的农户兑换米面。"
    "打造“邻里茶座”,请老教师、老支书轮流坐堂说理。通过“敲门行动”,把代办窗口送到二百多户老人家里。"
)
STORY = (
    "石泉镇去年在果园里成立联合支部,把九个村的党员编在一起。支书老周每天清早到各村转一圈。"
    "果农们先是半信半疑,后来看到收成,纷纷要求入社。镇里又拿出六万元修了冷库。"
)
NUMBERED = (
    "一是健全机制。划出网格五十四个。配齐网格员。二是推行积分。打造超市。开展兑换。"
    "三是上门。推行代办。"
)
ARTICLES = [
    (BRIEF, True),
    ("近三年,石泉镇变化很大。\n" + BRIEF, True),
    (BRIEF[:40], False),  # too little to tell
    (STORY, False),
    (STORY + "\n" + STORY + "推行代办制。开展夜校。", False),
    (NUMBERED, False),  # its numbers say what a measure is
    ("存在的问题\n" + BRIEF, False),
]


@pytest.mark.parametrize(("text", "brief"), ARTICLES)
def test_is_brief(text: str, brief: bool) -> None:
    assert is_brief(outline_of(text)) is brief


FOUR = ["石泉镇健…网格。", "推行积分…米面。", "打造“邻…说理。", "通过“敲…家里。"]
ENDINGS = [
    ("", FOUR),
    ("目前已有三百户受益,代办证照四百件。", FOUR),  # of all, not of the last
    ("该模式入选全省治理案例,实现了从一人管到众人管。", FOUR),
    ("累计服务老人八百名,办成实事一百二十件。", FOUR),
    ("每周把办不了的事带回镇里会商。推行首问负责,谁接的件由谁跟到底、给答复。",
     [*FOUR[:3], "通过“敲…会商。", "推行首问…答复。"]),
    ("同步修建机耕路十二公里,让农机直接开到田头。", [*FOUR, "同步修建…田头。"]),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "measures"), ENDINGS)
def test_measures(ending: str, measures: list[str]) -> None:
    text = BRIEF + ending
    found = find_passages(outline_of(text))
    assert [f"{text[p.start : p.start + 4]}…{text[p.end - 3 : p.end]}" for p in found] == measures


OPENINGS = [
    ("近三年,石泉镇推出便民新举措。", FOUR),  # says what is told
    ("石泉镇推行“石泉议事”,请老支书坐堂。", ["石泉镇推…坐堂。", *FOUR]),
    ("各村要组织党员轮流坐堂,方便老人找到。", ["各村要组…找到。", *FOUR]),
]


@pytest.mark.parametrize(("opening", "measures"), OPENINGS)
def test_first_sentence(opening: str, measures: list[str]) -> None:
    text = opening + BRIEF
    found = find_passages(outline_of(text))
    assert [f"{text[p.start : p.start + 4]}…{text[p.end - 3 : p.end]}" for p in found] == measures


def test_a_sentence_that_names_the_heading_again() -> None:
    text = "“石泉议事”解民忧\n石泉镇推行“石泉议事”,破解山区治理难题。" + BRIEF
    found = find_passages(outline_of(text))
    assert [text[p.start : p.start + 4] for p in found] == [piece[:4] for piece in FOUR]


def test_a_sentence_that_names_the_title_again() -> None:
    text = "石泉镇有个“石泉议事”。" + STORY
    outline = outline_of(text)
    titled = replace(outline, title="“石泉议事”解民忧")
    assert find_passages(outline)[0].start == 0
    assert find_passages(titled)[0].start > 0


FINE = (
    "强化阵地共建。设立邻里茶座二十处,每处请两名老党员值守到晚上九点,门口挂牌,随来随坐随说,不收一分茶钱,不留一句怨言。"
    "推行“错时开放”,周末和农闲时节由村民小组轮流照看,钥匙交给住得最近的人保管,谁家要用随时去取,用完扫净。"
    "开展“借书到户”,由邮递员顺路把农技书籍送到田头,两周一换,老人还能听到用方言录好的讲解,读完再换下一本。\n"
)
COARSE = (
    "深化队伍共育。举办“田间夜校”六十期,请种植能手轮流讲课,录成方言短片在村里的大喇叭和微信群里播放。"
    "组织返乡大学生结对帮带,每人联系三户,按月到地里走一遍,把问题记在本子上带回农技站会诊,一户一方。\n"
)
SHORT = (
    "提升窗口服务。开设“午间窗口”,办事的人下了班也能办完再走。"
    "开设“周末专班”,把证照送到行动不便的老人手里。\n"
)
PLAIN = "改进干部作风。干部每周住村两晚,把群众的难事一件件记在本上,逐条答复。\n"
SIBLINGS = [
    (FINE + COARSE, 5),  # as the first is told, so is the second
    (COARSE + PLAIN, 2),
    (SHORT, 2),
    (SHORT + PLAIN + PLAIN.replace("改进", "转变"), 3),  # a short one among others is whole
]


@pytest.mark.parametrize(("text", "measures"), SIBLINGS)
def test_labels_side_by_side_are_cut_alike(text: str, measures: int) -> None:
    assert len(find_passages(outline_of(text))) == measures


def test_a_village_among_those_a_measure_is_for() -> None:
    text = BRIEF + "\n推行早市代卖,支部派车把菜送进城。柳湾村请来司机两名,每天四点发车。"
    assert len(find_passages(outline_of(text))) == len(FOUR) + 1


def test_villages_side_by_side_in_a_brief() -> None:
    villages = (
        "永安村把闲置粮站租给青年开面馆,租金一半归集体;桥头村办起竹编夜校,请老匠人每周教两晚手艺。"
    )
    found = find_passages(outline_of(f"{BRIEF}\n{villages}"))
    assert len(found) == len(FOUR) + 2


COUNTS = [
    ("记者从县里获悉,截至9月底,全县登记民办学校42家,支部组建率达91%。", "closing"),
    ("据统计,截至目前,全州建成果业支部60个,带动果农3000户。", "closing"),
    ("目前,全旗牧区党员服务点有86个,每点3人。", "closing"),
    ("截至6月底,镇里组建护果队、聘请农技员12名,逐户教剪枝。", "measure"),
]


@pytest.mark.parametrize(("opening", "tells"), COUNTS)
def test_an_opening_that_only_counts(opening: str, tells: str) -> None:
    measure = "镇里在渡口设立议事点,每月请船工、货主、村干部坐到一起,商定泊位、装卸和收费的办法。"
    outline = outline_of("\n".join([opening, *[measure * 2] * 3]))
    assert read_sentence(outline, outline.sentences[0]) == tells
