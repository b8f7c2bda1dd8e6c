"""Places: the marked sentences, the traps, which division each is, and what an article is about."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from tests.marks import Line, read_marked
from tests.pipelines import pipeline
from textmine.aligned import AlignedText
from textmine.detect.divisions.abbreviations import find_abbreviations
from textmine.detect.divisions.gazetteer import load_gazetteer
from textmine.detect.divisions.name_rules import traps, word_kinds
from textmine.detect.divisions.names import NameFinder
from textmine.detect.localities.stems import generic_words
from textmine.detect.places import find_places, year_of
from textmine.detect.words import Words
from textmine.types import Article, Page

GOLD = read_marked(Path(__file__).parents[1] / "corpora" / "gold" / "places.txt", "place")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline("textmine_places")


def mark(nlp: Language, text: str, **fields: object) -> Doc:
    page = Page(path="a", digest="", media_type="", source=text, body=AlignedText.of(text))
    doc = nlp.make_doc(text)
    doc._.article = Article(page=page, number=1, text=AlignedText.of(text), **fields)
    return nlp(doc)


# ---- the gold ---------------------------------------------------------------------------------
def test_the_gold_is_large_enough() -> None:
    assert len(GOLD) >= 300
    assert sum(not line.marks for line in GOLD) >= 100


@pytest.mark.parametrize("line", GOLD, ids=lambda line: f"line {line.number}")
def test_marked_sentence(nlp: Language, line: Line) -> None:
    places = mark(nlp, line.text, date=line.header.get("date"))._.places
    assert [(each.start, each.end) for each in places] == [
        (each.start, each.end) for each in line.marks
    ]
    unsettled = (None, "?")
    for place, marked in zip(places, line.marks, strict=True):
        assert place.text == marked.text
        assert place.adcode == (None if marked.value in unsettled else marked.value)
        assert marked.value != "?" or place.level in ("county", "township")


# ---- rules ------------------------------------------------------------------------------------
@pytest.mark.parametrize("trap", traps(), ids=lambda trap: trap.what)
def test_trap(trap) -> None:
    assert [text for text in trap.no if find_places(text)] == []
    assert [text for text in trap.yes if not find_places(text)] == []
    gazetteer = load_gazetteer()
    idle = [
        word
        for word in trap.words
        if not any(
            gazetteer.named(word[start:end])
            for start in range(len(word))
            for end in range(start + 2, len(word) + 1)
        )
    ]
    assert idle == []


def test_words_need_evidence(nlp: Language) -> None:
    """Every name that is also a word: none without evidence, a place behind its division."""
    gazetteer = load_gazetteer()
    alone, missed = [], []
    for name in word_kinds():
        assert gazetteer.named(name)
        if any(place.level != "other" for place in nlp(f"他说起{name}来。")._.places):
            alone.append(name)  # 清水河 is at least a river
        parents = [
            gazetteer.get(each.parent)
            for each in gazetteer.named(name)
            if each.parent and each.official and each.level == "county" and each.valid_in(None)
        ]
        if parents and not any(
            name in [place.text for place in nlp(f"{parent.name}{name}的支部")._.places]
            or f"{parent.name}{name}" in FUSED
            for parent in parents
            if parent
        ):
            missed.append(name)
    assert alone == []
    assert missed == []


# Read otherwise behind their division, and rightly so.
FUSED = frozenset(["海东市民和", "海东市民和县", "宁波市海曙"])


def test_generic_words_are_no_names(nlp: Language) -> None:
    wrong = [
        f"{word}{ending}"
        for word in generic_words()
        for ending in ("村", "社区")
        if any(place.level == "village" for place in nlp(f"走进{word}{ending}看看。")._.places)
    ]
    assert wrong == []


ENDINGS = [
    ("上海市场广阔", ["上海"]),
    ("寿光市委和寿光市民政局", ["寿光市", "寿光市"]),
    ("亭湖区域内", ["亭湖"]),
    ("四川省会成都", ["四川", "成都"]),
    ("南京路步行街", []),
    ("南京路上有商户", []),
    ("南京路上的商铺", []),
    ("北京西路的商铺", []),
    ("广东路子对头", ["广东"]),
    ("四川人爱喝茶", ["四川"]),
    ("北京大学在海淀", ["北京", "海淀"]),
    ("朝鲜族和越南语", []),
    ("乐山市中区的社区", ["乐山", "市中区"]),
    ("青岛市南区的楼宇", ["青岛", "市南区"]),
    ("内江城区的街道，内江的做法", ["内江", "内江"]),
    ("新梅江公园和宁远河", ["宁远河"]),
    ("7万山区群众", []),
    ("川东社、川西社率先流转土地", []),
    ("陇东组的三户搬了家", []),
    ("川西社会组织发展快", ["川西"]),
    ("吉林省长春市", ["吉林省", "长春市"]),
    ("从江苏来", ["江苏"]),
    ("赴绩溪县考察", ["绩溪县"]),
    ("上林县大丰镇的油菜花", ["上林县", "大丰镇"]),
    ("重庆市南岸区龙门浩街道的老街", ["重庆市", "南岸区", "龙门浩街道"]),
    ("土默特左旗台阁牧镇什报气村书记讲的是奶牛", ["土默特左旗", "台阁牧镇", "什报气村"]),
    ("马鞍山市的蔬菜好。和县以协会为依托。", ["马鞍山市", "和县"]),
    ("马鞍山市的蔬菜好，乡镇和县里都出了钱。", ["马鞍山市"]),
    ("云南昆明和贵州贵阳", ["云南", "昆明", "贵州", "贵阳"]),
]


@pytest.mark.parametrize(("text", "names"), ENDINGS)
def test_where_a_name_begins_and_ends(text: str, names: list[str]) -> None:
    assert [place.text for place in find_places(text)] == names


LOCALITIES = [
    (
        "丁集镇东街村位于镇政府东北",
        [("丁集镇", "township"), ("东街村", "village")],
        "河南省周口市项城市",
    ),
    (
        "曾任大墅镇凤林社区书记",
        [("大墅镇", "township"), ("凤林社区", "village")],
        "浙江省杭州市淳安县",
    ),
    (
        "卓洋乡利洋村村民的柿子树，利洋村党支部",
        [("卓洋乡", "township"), ("利洋村", "village"), ("利洋村", "village")],
        "福建省宁德市古田县",
    ),
    ("朝阳街道和大埔村", [("朝阳街道", "township"), ("大埔村", "village")], ""),
    ("万家村的党员", [("万家村", "village")], ""),
    ("惠及千家万家村民", [], ""),
    ("黄石寨村的茶园", [("黄石寨村", "village")], ""),
    ("周边四个麦区村", [], ""),
    ("干部进村，由四村合办", [], ""),
]


@pytest.mark.parametrize(("text", "wanted", "around"), LOCALITIES)
def test_localities(text: str, wanted: list[tuple[str, str]], around: str) -> None:
    county = around[-3:]
    places = [each for each in find_places(f"{county}的经验。{text}") if each.text != county]
    assert [(each.text, each.level) for each in places] == wanted
    assert all((each.full or "").startswith(around) for each in places)


def test_a_village_stays_where_it_was_found() -> None:
    text = "怀宁县小市镇杨旗村。\n安庆市来人参观杨旗村。"
    fulls = [each.full for each in find_places(text) if each.text == "杨旗村"]
    assert fulls == ["安徽省安庆市怀宁县小市镇杨旗村"] * 2


@pytest.mark.parametrize("lead", ["", "革命老区", "武陵山区", "家乡"])
def test_what_only_praises_a_village_does_not_hold_it(lead: str) -> None:
    places = [each.full for each in find_places(f"{lead}小岗村的党员")]
    assert places[-1] == "安徽省滁州市凤阳县小溪河镇小岗村"


def test_a_long_village_name_is_known_without_its_ending() -> None:
    assert [each.text for each in find_places("沧县吴家铺村的支部。吴家铺的枣树。")] == [
        "沧县",
        "吴家铺村",
        "吴家铺",
    ]


def test_a_township_is_known_without_its_ending_too() -> None:
    text = "临海市括苍镇设立驿站。括苍镇组织委员说，括苍的旅游起步早。"
    assert [(each.text, each.adcode) for each in find_places(text)] == [
        ("临海市", "331082"),
        ("括苍镇", "331082107"),
        ("括苍镇", "331082107"),
        ("括苍", "331082107"),
    ]


def test_a_township_belongs_to_the_county_that_has_it() -> None:
    text = "开化县的人到义乌打工。大溪边乡驻义乌的支部。开化的党员。"
    fulls = [each.full for each in find_places(text) if each.level == "township"]
    assert fulls == ["浙江省衢州市开化县大溪边乡"]


ABBREVIATIONS = [
    ("在沪流动党员党委", ["沪"]),
    ("驻京办的同志", ["京"]),
    ("赴粤考察", ["粤"]),
    ("苏、浙、沪等地", ["苏", "浙", "沪"]),
    ("来新就业", ["新"]),
    ("来新，去旧", []),
    ("甲、乙、丙三组", []),
    ("借力粤桂对口扶贫协作修路", ["粤", "桂"]),
    ("苏陕协作建起了车间", ["苏", "陕"]),
    ("沪滇劳务协作站", ["沪", "滇"]),
    ("桂林合作社", []),
    ("云贵合作社", []),
    ("在川流不息的人群中", []),
]


@pytest.mark.parametrize(("text", "names"), ABBREVIATIONS)
def test_abbreviations(nlp: Language, text: str, names: list[str]) -> None:
    doc = nlp.make_doc(text)
    words = Words(doc._.words, doc._.word_starts, doc._.tags)
    known = load_gazetteer().abbreviations
    assert [hit.text for hit in find_abbreviations(text, words, known)] == names


STAYING = [
    ("在京资阳籍农民工党委", ["京", "资阳"]),
    ("驻粤信宜商会党支部", ["粤", "信宜"]),
    ("在沪固始籍流动党员", ["沪", "固始"]),
    ("平江籍务工党员", ["平江"]),
    ("赴深监利籍党员", ["深", "监利"]),
    ("在沪信宜流动党员党委", ["沪", "信宜"]),
    ("与资阳籍企业家座谈", ["资阳"]),
    ("把籍贯登记清楚", []),
    ("资阳市设雁江、安岳两个党支部", ["资阳市", "雁江", "安岳"]),
]


@pytest.mark.parametrize(("text", "names"), STAYING)
def test_where_somebody_stays_and_where_he_is_from(text: str, names: list[str]) -> None:
    assert [each.text for each in find_places(text)] == names


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("闽宁协作二十年。", ["350000", "640000"]),
        ("陕、甘、宁三省区。", ["610000", "620000", "640000"]),
        ("南京市成立在宁流动党员党委。", ["320100", "320100"]),
    ],
)
def test_a_character_may_stand_for_two_divisions(text: str, codes: list[str]) -> None:
    assert [each.adcode for each in find_places(text)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("甘南县设点。在甘南,党员上门。", ["230225", "230225"]),
        ("甘南设点。", ["623000"]),
        ("长沙县设点。在长沙,党员上门。", ["430121", "430100"]),
    ],
)
def test_a_name_in_full_tells_what_it_is_short_for(text: str, codes: list[str]) -> None:
    assert [each.adcode for each in find_places(text)] == codes


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("琼海阳江镇上科村委会修路。", ["琼海", "阳江镇", "上科村"]),
        ("生态园党支部与南寨、北寨等10个村联建。", ["南寨", "北寨"]),
        ("开展苏木镇党委书记讲党课活动。", []),
        ("办起北京鸭养殖场和牡丹园。", []),
    ],
)
def test_names_that_others_touch(text: str, names: list[str]) -> None:
    assert [each.text for each in find_places(text)] == names


def test_names_are_found_without_words_too() -> None:
    hits = NameFinder(load_gazetteer()).find("江苏省盐城市亭湖区", Words())
    assert [hit.text for hit in hits] == ["江苏省", "盐城市", "亭湖区"]


# ---- which division ---------------------------------------------------------------------------
def test_a_division_that_is_gone_names_its_heir(nlp: Language) -> None:
    places = mark(nlp, "济宁市市中区在商圈建支部。", date="2009-06")._.places
    assert [(each.adcode, each.successor) for each in places] == [
        ("370800", None),
        ("370802", "370811"),
    ]
    assert places[1].full == "山东省济宁市市中区"


def test_the_name_of_the_time(nlp: Language) -> None:
    (place,) = mark(nlp, "襄樊的做法", date="2009")._.places
    assert (place.adcode, place.successor, place.full) == ("420600", "420600", "湖北省襄樊市")
    (place,) = mark(nlp, "襄城区的做法", date="2009")._.places
    assert (place.successor, place.full) == (None, "湖北省襄樊市襄城区")


def test_what_nothing_decides_keeps_its_candidates() -> None:
    (place,) = find_places("鼓楼区的做法")
    assert (place.adcode, place.level) == (None, "county")
    assert {each.adcode for each in place.candidates} == {"320106", "320302", "350102", "410204"}
    assert sum(each.score for each in place.candidates) == pytest.approx(1, abs=0.01)


def test_title_and_author_decide(nlp: Language) -> None:
    text = "鼓楼区先行试点。"
    for fields in ({"title": "徐州的探索"}, {"author": "中共徐州市委组织部"}, {"issuer": "徐州市"}):
        (place,) = mark(nlp, text, **fields)._.places
        assert place.adcode == "320302"


def test_a_title_begins_with_the_place_that_it_tells_of(nlp: Language) -> None:
    text = "春天的东坪村，油菜花开了。全县推行议事制，县委抓点示范。"
    for title in ("广西上林：后进村变了样", "上林：后进村变了样"):
        focus = mark(nlp, text, title=title)._.focus
        assert (focus.text, focus.adcode) == ("上林", "450125")


def test_a_title_tells_where_somebody_stayed(nlp: Language) -> None:
    text = "全县推行议事制。阿克苏来人学习，阿克苏的制衣厂落户。"
    focus = mark(nlp, text, title="我在柯坪当“第一书记”")._.focus
    assert (focus.text, focus.adcode) == ("柯坪", "652929")


def test_who_wrote_is_heard_once(nlp: Language) -> None:
    """An office of the city that is author and issuer weighs no more than the title's county."""
    office = "毕节地区教育学会调研组"
    title = "关于大方县农村留守儿童教育情况的调查"
    doc = mark(nlp, "我们到大方县走了21天。", title=title, author=office, issuer=office)
    assert doc._.focus.text == "大方县"


def test_the_name_of_who_answers_is_no_place(nlp: Language) -> None:
    title = "让走出去的人有底气——县劳动保障局局长余德清答记者问"
    assert mark(nlp, "全县常年在外的有8.7万人。", title=title)._.focus is None


def test_a_township_of_a_district_that_is_gone_lies_in_it(nlp: Language) -> None:
    text = "上海市卢湾区开展调解。打浦桥街道设了六个点。"
    fulls = [each.full for each in mark(nlp, text, date="2009")._.places]
    assert fulls == ["上海市", "上海市卢湾区", "上海市卢湾区打浦桥街道"]


def test_a_title_tells_which_of_two_a_name_is(nlp: Language) -> None:
    text = "全市建成服务站。江西省、井冈山市都有补助，井冈山市的小区先行。"
    focus = mark(nlp, text, title="江西井冈山：小区有了服务站")._.focus
    assert (focus.text, focus.adcode) == ("井冈山市", "360881")


def test_a_place_carries_its_coordinates() -> None:
    (place,) = find_places("亭湖区")
    assert (place.lat, place.lon, place.score) == (33.3832, 120.1306, 1.0)


def test_year_of(nlp: Language) -> None:
    article = mark(nlp, "一", date="2010-05")._.article
    assert year_of(article) == 2010
    bounded = mark(nlp, "一", date_bounds=("2008", None))._.article
    assert year_of(bounded) == 2008
    between = mark(nlp, "一", date_bounds=("2005", "2010"))._.article
    assert year_of(between) == 2007
    assert year_of(mark(nlp, "一")._.article) is None


def test_bounds_that_names_tell(nlp: Language) -> None:
    marks = mark(nlp, "监利市建了服务站。", date_bounds=("2017", None))._
    assert (marks.date_bounds, marks.date_evidence) == (("2020", None), ((0, 3),))
    assert mark(nlp, "监利市建了服务站。", date="2021-03")._.date_bounds is None


# ---- what an article is about -----------------------------------------------------------------
FOCUS = [
    ("盐城市亭湖区按照要求推进。亭湖区有12个支部，全区行动快。", "亭湖区"),
    ("孝感各县动起来：汉川、应城、云梦、安陆都有支部。全市共有党员9万名，孝感走在前。", "孝感"),
    (
        "我省各地都在试点，浙江的衢州、丽水、温州、宁波走在前面，全省已有三百个。浙江省委要求推广。",
        "浙江",
    ),
    ("到北京、上海、广州、成都、武汉学习。", None),
    # named once, far from the beginning, but by an article that speaks at its level
    (
        "记者从组织部门获悉，截至去年底，全市共有共产党员四十万名，基层党组织两万个，比上年净增五百个，"
        "其中党支部一万九千个，党总支八百个。算下来，每二十位温州人里就有一位党员。全市今年还要再建站点。",
        "温州",
    ),
    ("全县农村党员两万名，我县坚持分类管理。", None),
    # whom it has as a partner
    (
        "思南县外出党员多。先后与广东东莞市、浙江玉环县签订协议。又与浙江玉环县结成亲家，互派干部。",
        "思南县",
    ),
    ("西乡县对接东部。同江苏常州市武进区签约，与武进区、天宁区共建园区3个。", "西乡县"),
    ("安化县党员多。县委和浙江义乌市委达成协议，与义乌市委互派干部。", "安化县"),
    # who speaks is no place
    (
        "记者：固始县外出的人多？\n余德清：全县有九万人。\n记者：怎么管？\n余德清：余德清管。",
        "固始县",
    ),
    # a county of one character, by what only a county has
    ("忠县有党员四万名。县委设立互助金。", "忠县"),
    ("腊月里，忠县石梁镇的老党员收到棉被。全县都送了。", "忠县"),
    ("应县委要求，和县政府签约，全县建站。", None),
    # or where it governs or acts, and the article speaks of itself
    ("雄县抓住难点，一件一件办。全县建站32个。", "雄县"),
    ("近几年，夏县坚持支部领办。全县建社12家。", "夏县"),
    ("吉县委组织部印发通知，选派书记。", "吉县"),
    ("湖滨区近年来建成驿站。全区设点30个。", "湖滨区"),
    ("新安县人民政府推行代办。", "新安县"),
    ("富县强民，兴县富民。全县建站32个。", None),
    ("撤乡成县是多年的愿望，全县人都盼着。", None),
]


@pytest.mark.parametrize(("text", "name"), FOCUS)
def test_focus(nlp: Language, text: str, name: str | None) -> None:
    focus = nlp(text)._.focus
    assert (focus.text if focus else None) == name


@pytest.mark.parametrize("text", ["走进响水彝族乡，看到新房。", "去了平远回族乡。"])
def test_a_township_of_a_people_is_no_county(text: str) -> None:
    assert [place.level for place in find_places(text) if place.level == "county"] == []


def test_the_title_names_the_focus(nlp: Language) -> None:
    focus = mark(nlp, "借鉴昆山经验，全市支部行动起来。", title="慈溪市城乡联建调查")._.focus
    assert (focus.text, focus.adcode, focus.start) == ("慈溪市", "330282", -1)


def test_work_reports(nlp: Language, shared: Path) -> None:
    folder = shared / "data" / "city_work_reports"
    wrong = Counter()
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        text = (folder / "txt" / Path(row["text_file"]).name).read_text("utf-8")
        focus = nlp(text)._.focus
        if (focus.adcode if focus else None) != row["code"]:
            wrong[row["city"]] = focus
    # The file of 台州市 is the report of the State Council: it is about none of the cities.
    assert (len(rows), dict(wrong)) == (43, {"台州市": None})


def test_raw_and_empty_text(nlp: Language) -> None:
    assert nlp("")._.places == ()
    assert nlp("")._.focus is None
    assert nlp.analyze_pipes()["problems"] == {"textmine_places": []}


NUMBERED = [
    ("金砂一村和金砂二村合并建立党总支。", ["金砂一村", "金砂二村"]),
    ("三合村、四合村、五一村的党员一起上党课。", ["三合村", "四合村", "五一村"]),
    ("八一村党支部书记带着十二名党员修路。", ["八一村"]),
    ("河湾二村党支部书记带头修路。", ["河湾二村"]),
    ("党员包联一村一户，建强三村五社。", []),
    ("推行一村一品，驻一村联三村。", []),
    ("庆五一、迎七一，每月五一村村都办节目。", []),
    ("创建平安村十二个、团结村三个。", []),
    ("桃花岛、六横岛上的渔民党员。", ["桃花岛", "六横岛"]),
    ("青石街道由原青石乡撤并而来。", ["青石街道", "青石乡"]),
    ("平安区和互助县联合开展党员活动。", ["平安区", "互助县"]),
    ("天平镇新马村的党员到同心镇参观。", ["天平镇", "新马村", "同心镇"]),
    ("支书高平介绍说，全村增收。第一书记黄海的手。主任安康表示感谢。", []),
    ("县委书记南京考察，代表江苏、浙江发言。", ["南京", "江苏", "浙江"]),
    ("《乡村治理》，北京：人民出版社，2019年版。", []),
    ("潮州镇公所与里港乡公所合办课程。", ["潮州镇", "里港乡"]),
]


@pytest.mark.parametrize(("text", "names"), NUMBERED)
def test_numbers_counts_and_lists(nlp: Language, text: str, names: list[str]) -> None:
    assert [place.text for place in nlp(text)._.places] == names


NAMESAKES = [
    ("青石镇刘庄村的党员上党课。", "青石镇刘庄村"),
    ("学习刘庄村的经验。", "河南省新乡市新乡县七里营镇刘庄村"),
    ("商水县刘庄村的党员。刘庄村变了样。", "河南省周口市商水县刘庄村"),
]


@pytest.mark.parametrize(("text", "full"), NAMESAKES)
def test_a_village_of_a_known_name_may_be_another(nlp: Language, text: str, full: str) -> None:
    assert [place.full for place in nlp(text)._.places if place.level == "village"][:1] == [full]


def test_an_authors_name_is_no_place(nlp: Language) -> None:
    doc = mark(nlp, "陇南市武都区发展花椒。武都区组建支部。", author="白杨 焦小霞")
    assert doc._.focus.text == "武都区"


# Names that say only where a district lies: they need their city beside them.
ONLY_WHERE = {"矿区", "西区", "东区", "老城区", "新市区"}


def test_counties_are_told_from_an_article_of_their_own(nlp: Language) -> None:
    """Each of today whose name no other has, also 雄县, 新安县, 当阳市 and 若尔盖县."""
    gazetteer = load_gazetteer()
    counties: dict[str, str] = {}
    for name in gazetteer.names():
        found = [each for each in gazetteer.named(name) if each.name == name and each.official]
        today = [each.code for each in found if each.level == "county" and each.valid_in(None)]
        if len(today) == 1 and {each.today or each.code for each in found} == set(today):
            counties[name] = today[0]
    assert len(counties) > 2_000
    texts = [f"{name}抓住难点，一件一件办。全{name[-1]}建成驿站32个。" for name in counties]
    told = {
        name: doc._.focus.adcode if doc._.focus else None
        for name, doc in zip(counties, nlp.pipe(texts), strict=True)
    }
    assert {name for name in counties if told[name] != counties[name]} <= ONLY_WHERE
