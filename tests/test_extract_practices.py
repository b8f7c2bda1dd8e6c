"""The component that proposes practices: its fields, its promises, its floors."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect import segment, structure  # noqa: F401  (registers the components)
from textmine.detect.layers import Focus, FoundPeriod, FoundPlace
from textmine.extract import practices  # noqa: F401
from textmine.extract.candidates import CandidatePractice
from textmine.mine import load

REPORTS = Path(__file__).parents[1] / "corpora" / "gold" / "reports"
TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "textmine_segmenter"}}}


def make_pipeline(**config: int) -> Language:
    nlp = spacy.blank("zh", config=TOKENIZER)
    nlp.add_pipe("textmine_structure")
    nlp.add_pipe("textmine_practices", config=config)
    return nlp


NLP = make_pipeline()
WHOLE = load()
TEXT = (
    "二、主要做法\n"
    "一是村社联建。2011年,桐柏县委组织部借鉴诸暨市的经验,在月河镇组建联合党总支12个,"
    "印发《联建工作办法》。二是设立代办点。下一步,要在每个村设一个代办点。"
)


@pytest.fixture(scope="module")
def candidates() -> tuple[CandidatePractice, ...]:
    doc = NLP.make_doc(TEXT)
    at = TEXT.index
    if not Doc.has_extension("metrics"):
        Doc.set_extension("metrics", default=())
    doc._.places = (
        FoundPlace(at("桐柏县"), at("桐柏县") + 3, "桐柏县", "county", "411330"),
        FoundPlace(at("诸暨市"), at("诸暨市") + 3, "诸暨市", "county", "330681"),
    )
    doc._.focus = Focus("桐柏县", "411330", at("桐柏县"))
    doc._.periods = (FoundPeriod(at("2011年"), at("2011年") + 5, "2011年", "2011"),)
    doc._.metrics = (SimpleNamespace(quantity_start=at("12个"), period=None),)
    for _, component in NLP.pipeline:
        doc = component(doc)
    return tuple(doc._.candidates)


NAMED_BEFORE = [
    ("到了王家庄村,屋子都还不旧,人却大半出门打工去了。", "王家庄村"),
    ("这里的屋子都还不旧,人却大半出门打工去了。", "寿光市"),
]


@pytest.mark.parametrize(("before", "place"), NAMED_BEFORE)
def test_the_place_named_before_a_measure(before: str, place: str) -> None:
    measure = "前年成立互助食堂,聘请三名厨娘,每天做两顿饭,老人只交五元。"
    text = f"寿光市下了一场透雨,寿光市的菜农很高兴。\n{before}{measure}"
    (told,) = WHOLE(text)._.candidates
    assert text[told.start : told.end] == measure
    assert told.place is not None
    assert told.place.text == place


def test_what_is_said_of_a_practice(candidates: tuple[CandidatePractice, ...]) -> None:
    first = candidates[0]
    assert TEXT[first.start : first.start + 6] == "一是村社联建"
    assert (first.name, first.status, first.role, first.kind) == (
        "村社联建", "implemented", "practice", "item",
    )  # fmt: skip
    assert first.headings == ("二、主要做法",)
    assert (first.period, first.metrics) == ("2011", (0,))
    assert first.place is not None
    assert first.place.text == "桐柏县"
    assert first.organisations[0].text == "桐柏县委组织部"
    assert [(r.kind, r.text) for r in first.references] == [
        ("experience", "借鉴诸暨市的经验"),
        ("document", "《联建工作办法》"),
    ]
    assert first.summary is not None
    assert first.summary in TEXT


DATED = [
    # its own words, whatever its figures say
    ("一是结对共建。2012年，22个单位与村结对。到2014年底，结对村增收80万元。", ["2012"]),
    # most of its figures
    ("去年底前：一是结对共建。各单位与村结对，2013年增收80万元。", ["2013"]),
    # what opens the paragraph, in years
    (
        "2011年6月以来，全县有新的变化。一是结对共建，机关支部与村支部结对。"
        "二是送教上门，党校教员到村里讲课。",
        ["2011", "2011"],
    ),
    # the heading that reports on a year, or plans for one
    ("一、2015年工作回顾\n（一）结对共建。机关支部与村支部结对，干部每月进村走访。", ["2015"]),
    ("二、2016年工作安排\n（一）结对共建。组织机关支部与村支部结对，干部每月进村走访。", ["2016"]),
    # a plan for five years is asked last
    ("“十二五”期间，一是结对共建。机关支部与村支部结对，2013年增收80万元。", ["2013"]),
    ("一是结对共建。“十二五”期间，机关支部与村支部结对，干部每月进村走访。", ["2011/2015"]),
    # the year of a title or a comparison dates nothing
    ("一是结对共建。机关支部与村支部结对，户均收入比2009年翻了一番。", [None]),
    ("一是结对共建。机关支部与村支部结对，干部每月进村走访。", [None]),
]


@pytest.mark.parametrize(("text", "periods"), DATED)
def test_when_a_measure_was_taken(text: str, periods: list[str | None]) -> None:
    assert [candidate.period for candidate in WHOLE(text)._.candidates] == periods


def test_the_next_one_is_proposed(candidates: tuple[CandidatePractice, ...]) -> None:
    second = candidates[1]
    assert (second.name, second.status, second.metrics) == ("设立代办点", "proposed", ())
    assert len(candidates) == 2


LED = [
    ("白水镇党委建立两项制度:", "implemented"),
    ("市领导在座谈会上强调,", "proposed"),
    ("《意见》提出两条措施:", "proposed"),
    ("通知明确,这项工作包含了两个方面的内容:", "proposed"),
]


@pytest.mark.parametrize(("lead", "status"), LED)
def test_the_lead_says_whether_its_items_were_done(lead: str, status: str) -> None:
    items = "一是行前谈话,每位党员外出都要登记去向。二是定期联系,由支委每月打一次电话。"
    found = NLP(lead + items)._.candidates
    assert [candidate.status for candidate in found] == [status, status]


def test_a_sentence_that_announces_nothing_says_nothing_of_the_items() -> None:
    text = (
        "去年全镇12个村有了集体收入。到2020年,力争所有村年收入达到5万元以上。\n"
        "一是入股分红。去年3个村把60万元资金入股企业,每村分红1.8万元。\n"
        "二是服务创收。两个社区先后成立劳务公司2家,组织务工300余人次。"
    )
    assert [found.status for found in NLP(text)._.candidates[-2:]] == ["implemented"] * 2


NOTED = (
    "一是建设农家书屋。整合闲置校舍,配齐图书报刊。{0}\n二是推行划段巡河。落实巡河员,发现问题及时上报。{0}\n"
    "三是设立调解窗口。安排律师坐堂,每周值班一天。{0}"
)


@pytest.mark.parametrize(
    "note",
    ["（责任单位:镇文化站、各村）", "\n牵头部门：镇司法所；配合部门：各村", "(牵头领导:李明)"],
)
def test_notes_of_who_is_to_act_make_a_plan_and_belong_to_no_measure(note: str) -> None:
    text = NOTED.format(note)
    found = NLP(text)._.candidates
    assert [candidate.status for candidate in found] == ["proposed"] * 3
    assert [text[candidate.end - 3 : candidate.end] for candidate in found] == [
        "报刊。", "上报。", "一天。",
    ]  # fmt: skip


DONE = "去年,县里先后建成了{}处服务站,培训了村医120名,已惠及群众3000人。"
WANTED = "要大力推进{}建设,必须在年底前完成选址,力争明年全部建成使用。"
PLAIN = "在石桥镇推行{}代办制,由党员每周上门一次,收取材料送到大厅。"


@pytest.mark.parametrize(("first", "status"), [(DONE, "implemented"), (WANTED, "proposed")])
def test_the_rest_of_its_chapter_says_whether_it_was_done(first: str, status: str) -> None:
    other = WANTED if first == DONE else DONE
    items = [
        f"（{number}）{text.format('公路')}"
        for number, text in zip("一二三四五六", [*[first] * 5, PLAIN], strict=True)
    ]
    rest = [f"（{number}）{other.format('水库')}" for number in "一二三四五六"]
    text = "\n".join(["一、城乡面貌", *items, "二、民生事业", *rest])
    found = [c for c in NLP(text)._.candidates if "代办制" in c.name]
    assert [candidate.status for candidate in found] == [status]


def test_a_long_text_that_turns_is_read_by_what_stands_near() -> None:
    done = [f"{name}乡{DONE.format(number)}" for number, name in enumerate("甲乙丙丁戊己庚辛壬", 1)]
    wanted = [f"{name}乡{WANTED.format('渡口')}" for name in "子丑寅卯辰巳午未申"]
    plain = "柳河镇推行村村通客车,由镇里统一调度,票价不变。"
    again = "石桥镇推行“晒谷场说事”制度,由老支书坐堂,大小事当面讲清。"
    text = "\n".join([*done[:5], plain, *done[5:], *wanted, again])
    found = [c for c in NLP(text)._.candidates if text[c.start : c.end] in (plain, again)]
    assert [candidate.status for candidate in found] == ["implemented", "proposed"]


def test_a_numbered_heading_names_the_one_measure_below_it() -> None:
    body = "社区每季度给党员打分,单位每半年回访一次,结果装进档案。"
    text = f"二、工作措施\n1、实行双向监督\n{body}\n2、设立互助金\n每户出资二十元。"
    assert NLP(text)._.candidates[0].name == "实行双向监督"


@pytest.mark.parametrize("note", ["（45）", "[3]", "〔12〕"])
def test_a_name_has_no_signs_of_notes(note: str) -> None:
    text = f"一、主要做法\n(一)推行“晒谷场说事”{note}制度。各村每月说事一次,解决难事320件。"
    assert NLP(text)._.candidates[0].name == "“晒谷场说事”制度"


def test_keywords_are_configured(candidates: tuple[CandidatePractice, ...]) -> None:
    assert 0 < len(candidates[0].keywords) <= 6
    found = make_pipeline(keywords=2)(TEXT)._.candidates
    assert [len(candidate.keywords) for candidate in found] == [2, 1]  # 代办点 is all it tells of


def test_results_told_elsewhere_go_to_the_practice_they_name() -> None:
    text = (
        "一、主要做法\n一是推行民情夜访。干部晚上进村入户。二是开办田头夜校。农技员上门授课。\n"
        "二、取得成效\n民情夜访收集意见312条。全镇人均收入9000元。"
    )
    doc = NLP.make_doc(text)
    if not Doc.has_extension("metrics"):
        Doc.set_extension("metrics", default=())
    doc._.metrics = tuple(
        SimpleNamespace(quantity_start=text.index(figure), period=None)
        for figure in ("312条", "9000元")
    )
    for _, component in NLP.pipeline:
        doc = component(doc)
    assert [(c.name, c.metrics) for c in doc._.candidates] == [
        ("推行民情夜访", (0,)),
        ("开办田头夜校", ()),
    ]


def test_spacy_knows_what_it_needs_and_gives() -> None:
    meta = NLP.get_pipe_meta("textmine_practices")
    assert meta.assigns == ["doc._.candidates"]
    assert "doc._.metrics" in meta.requires


def test_nothing_in_nothing() -> None:
    assert NLP("")._.candidates == ()
    assert NLP("春风又绿江南岸,明月何时照我还。")._.candidates == ()


PIECES = st.sampled_from(
    ["一、主要做法\n", "（一）抓组织\n", "1.建台账。", "一是", "二是", "——", "突出“五抓”:", "；",
     "。", "\n", "，", "在机关方面,", "对流动党员,", "成立联合支部12个", "镇党委选派干部到村",
     "实施“头雁工程”", "具有重要意义", "同时,", "截至目前", "……", "存在的问题\n", "？", "挂,即"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_passages_never_overlap(text: str) -> None:
    found = NLP(text)._.candidates
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[c.start : c.end].strip() == text[c.start : c.end] for c in found)
    assert all(c.name for c in found)


# ---- floors on the reports that this project wrote: they may only rise --------------------------
def shingles(text: str) -> Counter[str]:
    return Counter(text[i : i + 4] for i in range(max(1, len(text) - 3)))


def overlap(one: str, other: str) -> float:
    a, b = shingles(one), shingles(other)
    return sum((a & b).values()) / sum((a | b).values())


def test_floors_on_the_reports() -> None:
    wanted = found = hits = 0
    for path in sorted(REPORTS.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))["practices"]
        proposed = [text[c.start : c.end] for c in NLP(text)._.candidates]
        for practice in gold:
            start = text.index(practice["starts"])
            whole = text[start : text.index(practice["ends"], start) + len(practice["ends"])]
            hits += any(overlap(whole, passage) >= 0.5 for passage in proposed)
        wanted, found = wanted + len(gold), found + len(proposed)
    if not wanted:
        pytest.skip("the reports are not in this checkout")
    assert hits / wanted >= 0.92
    assert hits / found >= 0.82
