"""detect.quantities: numbers with their units, ranges and modifiers."""

from __future__ import annotations

import tomllib

import pytest
import spacy

from tests.tables import read_rows, share_found
from textmine.detect.layers import Quantity
from textmine.detect.numbers.units import RULES, find_unit, to_si
from textmine.detect.quantities import find_quantities, make_quantities
from textmine.detect.segment import Segmenter
from textmine.detect.words import Words

NLP = spacy.blank("zh")
SEGMENTER = Segmenter(NLP.vocab)
FINDER = make_quantities(NLP, "textmine_quantities")


def quantities(text: str) -> list[Quantity]:
    return list(FINDER(SEGMENTER(text))._.quantities)


def brief(text: str) -> list[tuple]:
    """(value, unit), with value_max and modifier where there are any."""
    return [
        (
            q.value,
            *([q.value_max] if q.value_max is not None else []),
            q.unit,
            *([q.modifier] if q.modifier else []),
        )
        for q in quantities(text)
    ]


ONE = [
    ("划分成十四个网格", (14, "个")),
    ("已办好十件实事", (10, "件")),
    ("旅游收入达六百亿元", (60000000000, "元")),
    ("服务长者3万2，500人", (32500, "人")),
    # 前 of a time, not of a rank
    ("月收入改革前1200元", (1200, "元")),
    ("合并前23个村", (23, "个")),
    ("疫情前120家", (120, "家")),
    ("过去租前300亩", (300, "亩")),
    ("补助一二三万元", (1230000, "元")),
    ("设点二三0个", (230, "个")),
    ("服务二五○人", (250, "人")),
    ("增加百分之八．五", (8.5, "%")),
    ("补助三．五亿元", (350000000, "元")),
    ("募得新台币约2,350万元", (23500000, "新台币", "about")),
    ("投入人民币500万元", (5000000, "元")),
    ("人均减负2400元", (2400, "元")),
    ("负2.4度", (-2.4, "度")),
    # counters, known and unknown
    ("联合党总支17个", (17, "个")),
    ("3所学校", (3, "所")),
    ("发展社员128户", (128, "户")),
    ("培训果农8200人次", (8200, "人次")),
    ("接待来访3400人(次)", (3400, "人")),
    ("出栏生猪10万头（只）", (100000, "头")),
    ("全镇12村", (12, "村")),
    ("建成3个亿元村", (3, "个")),
    ("投入千万元县级资金", (10000000, "元")),
    ("投入百万元户外广告", (1000000, "元")),
    ("投入百万元镇区亮化", (1000000, "元")),
    ("总投资十亿元县城改造", (1000000000, "元")),
    ("筹集千万元乡贤基金", (10000000, "元")),
    ("实现千万元村集体经济收入", (10000000, "元")),
    ("建成百亿乡镇3个", (3, "个")),
    ("建成十亿元楼宇15栋", (15, "栋")),
    ("快递量突破十亿件", (1000000000, "件", "over")),
    ("引进34万农民工", (340000, "人")),
    ("惠及8万农户", (80000, "户")),
    ("带动两万余贫困户", (20000, "户", "over")),
    ("入社的40622农户", (40622, "户")),
    ("教育1280党员", (1280, "人")),
    ("全家5口人", (5, "人")),
    ("安装路灯五百六十盏", (560, "盏")),
    # numbers
    ("总投资1,286.5万元", (12865000, "元")),
    ("户籍人口５６，０００人", (56000, "人")),
    ("筹资三十五万元", (350000, "元")),
    ("投资3.2个亿元", (320000000, "元")),
    ("贷款壹佰贰拾万元", (1200000, "元")),
    ("外商投资1.5亿美元", (150000000, "美元")),
    ("港币两千九百六十元", (2960, "港元")),
    ("人民币 8千元", (8000, "元")),
    ("补助123元5角", (123.5, "元")),
    ("十块三毛", (10.3, "元")),
    ("出栏后能挣1000多块", (1000, "元", "over")),
    ("每月工资三千块，离家近", (3000, "元")),
    ("按斤卖八块", (8, "元")),
    ("卖出8块菜地", (8, "块")),
    ("每斤卖3块5。", (3.5, "元")),
    ("每只三块五左右", (3.5, "元", "about")),
    ("每亩省下300块。", (300, "元")),
    ("全省共立碑300块。", (300, "块")),
    ("花园里铺石板300块，", (300, "块")),
    ("给村里立牌300块。", (300, "块")),
    ("省内发放展板1000块。", (1000, "块")),
    ("制作展板12块，挂在墙上", (12, "块")),
    ("每斤多卖五角钱", (0.5, "元")),
    ("近百万市民", (1000000, "人", "about")),
    ("服务百万人次", (1000000, "人次")),
    # modifiers
    ("投入300多万元", (3000000, "元", "over")),
    ("吸纳1.2万余人", (12000, "人", "over")),
    ("走访近300户", (300, "户", "about")),
    ("约占三成", (30, "%", "about")),
    ("突破18亿元", (1800000000, "元", "over")),
    ("超过了60%", (60, "%", "over")),
    ("不少于4次", (4, "次", "over")),
    ("至少12天", (12, "天", "over")),
    ("30人以上", (30, "人", "over")),
    ("50万元（含）以上", (500000, "元", "over")),
    ("不足5%", (5, "%", "under")),
    ("3公里以内", (3, "公里", "under")),
    ("200元左右", (200, "元", "about")),
    ("十几家企业", (10, "家", "over")),
    ("上千亩果园", (1000, "亩", "over")),
    ("近百名干部", (100, "名", "about")),
    ("附近3家", (3, "家")),
    ("通过5个渠道", (5, "个")),
    ("签约8家", (8, "家")),
    ("节约200元", (200, "元")),
    # ranges
    ("每户2-4亩", (2, 4, "亩")),
    ("三至五名", (3, 5, "名")),
    ("10%~15%", (10, 15, "%")),
    ("1万(含)-5万元", (10000, 50000, "元")),
    ("2—3万元", (20000, 30000, "元")),
    ("三四百人", (300, 400, "人")),
    ("十七八个", (17, 18, "个")),
    ("百分之三十到四十", (30, 40, "%")),
    # shares and multiples
    ("三分之二的农户", (66.67, "%")),
    ("百分之二十五点五", (25.5, "%")),
    ("完成计划的2/5", (40, "%")),
    ("千分之三", (0.3, "%")),
    ("7.5成", (75, "%")),
    ("四成七", (47, "%")),
    ("八折优惠", (80, "%")),
    ("过半", (50, "%", "over")),
    ("近一半", (50, "%", "about")),
    ("5‰", (5, "‰")),
    ("提高3.5个百分点", (3.5, "百分点")),
    ("增长2.5倍", (2.5, "倍")),
    ("翻了两番", (4, "倍")),
    ("产值翻番", (2, "倍")),
    ("翻了一番多", (2, "倍", "over")),
    ("收入翻了近一番", (2, "倍", "about")),
    ("产量翻了将近两番", (4, "倍", "about")),
    ("利润翻了不止一番", (2, "倍", "over")),
    ("同比-3.9%", (-3.9, "%")),
    # measures
    ("装机30万千瓦", (300000, "千瓦")),
    ("发电1.2亿千瓦时", (120000000, "千瓦时")),
    ("浓度35微克/立方米", (35, "微克/立方米")),
    ("亩产值8000元/亩", (8000, "元")),
    ("水渠24公里", (24, "公里")),
    ("库容320万立方米", (3200000, "立方米")),
    ("节能2.6万吨标准煤", (26000, "吨标准煤")),
    ("绿地1200㎡", (1200, "平方米")),
    ("任期两年半", (2.5, "年")),
    ("不到一刻钟", (15, "分钟", "under")),
    ("走路两刻钟", (30, "分钟")),
    ("产值170.98亿元", (17098000000, "元")),
    ("投资83.4亿元", (8340000000, "元")),
    ("分成三组", (3, "组")),
    ("自家8亩多地", (8, "亩", "over")),
    ("新建5亩多功能广场", (5, "亩")),
    ("组织二至三次", (2, 3, "次")),
]


@pytest.mark.parametrize(("text", "quantity"), ONE, ids=[row[0] for row in ONE])
def test_one_quantity(text: str, quantity: tuple) -> None:
    assert brief(text) == [quantity]


MORE = [
    ("每斤卖到9块8，不愁销路", [(9.8, "元")]),
    ("每份倒贴1块6。", [(1.6, "元")]),
    ("每度电加价一角五分", [(0.15, "元")]),
    ("收购价高出2角5分", [(0.25, "元")]),
    ("每斤便宜三毛五，", [(0.35, "元")]),
    ("每袋补八毛。", [(0.8, "元")]),
    ("挖了三毛竹", []),
    ("电费比去年降了7块多。", [(7, "元", "over")]),
    ("每人给补20块，", [(20, "元")]),
    ("他家分到七亩三，", [(7.3, "亩")]),
    ("机耕路宽四米半", [(4.5, "米")]),
    ("从镇里抽了18个人驻村", [(18, "人")]),
    ("建成3个人工湖", [(3, "个")]),
    ("会场坐了二百来号人", [(200, "人", "about")]),
    ("墙上215个心愿，先上120座灶", [(215, "个"), (120, "座")]),
    ("上百人参加", [(100, "人", "over")]),
    ("问过54名老板，吵过17回", [(54, "名"), (17, "回")]),
    ("户数过300个，收入过10亿元", [(300, "个", "over"), (1e9, "元", "over")]),
    ("占四成多，七成还多的村", [(40, "%", "over"), (70, "%", "over")]),
    ("不得超25平方米，每天不得多于4趟", [(25, "平方米", "under"), (4, "趟", "under")]),
    ("花销不准少于六成，卖不上90元", [(60, "%", "over"), (90, "元", "under")]),
    ("120户出头，每班20人封顶", [(120, "户", "over"), (20, "人", "under")]),
    ("要管三千多口子", [(3000, "人", "over")]),
    ("牛羊由8600头只压到5200头只", [(8600, "头只"), (5200, "头只")]),
    ("空房占了一多半", [(50, "%", "over")]),
    ("月薪四千到六千。", [(4000, 6000, "")]),
    ("由三千到五千", [(3000, ""), (5000, "")]),
    ("由3万到5万", [(30000, ""), (50000, "")]),
    ("从75%提升至98%", [(75, "%"), (98, "%")]),
    ("532户1926人", [(532, "户"), (1926, "人")]),
    ("12个县（市、区）、168个乡镇", [(12, "个"), (168, "个")]),
    ("20个万亩基地", [(20, "个")]),
    ("分别提高1.2和2.3个百分点", [(1.2, "百分点"), (2.3, "百分点")]),
    ("男女职工分别有12、36名", [(12, "名"), (36, "名")]),
    ("产值分别为3.2和4.5亿元", [(3.2e8, "元"), (4.5e8, "元")]),
    ("1、2号楼分别完工", []),
    ("完成第3、4组任务", [(4, "组")]),
    ("接种3.2万剂次", [(32000, "剂次")]),
]


@pytest.mark.parametrize(("text", "found"), MORE)
def test_several_quantities(text: str, found: list[tuple]) -> None:
    assert brief(text) == found


NONE = [
    "首个工业百亿乡镇",
    "入选特色产业超十亿元镇",
    "违规三四轮车退出",
    "第一个亿元村和百万元户",
    "统一部署",
    "一体推进",
    "三农工作",
    "服务百姓",
    "三中全会精神",
    "第一书记",
    "第3位",
    "前10名",
    "结对前3个月",
    "考核排名前30%",
    "评选前12个村",
    "2009年",
    "二〇一二年",
    "5G网络",
    "4A级景区",
    "G15高速",
    "1+N模式",
    "7×24在线",
    "8:30开会",
    "第二产业",
    "百企帮百村",
    "千家万户",
    "数十项制度",
    "几十个",
    "数百名群众",
    "成千上万",
    "两委班子",
    "六大体系",
    "12345热线",
    "三成立",
    "一方面",
    "零距离",
    "99年",
    "万众一心",
    "双过半",
    "惠及千万农民",
    "百万市民的期盼",
    "通往二组的路",
    "二组的村民",
    "柳沟村三组的老李",
    "开工建设二期工程",
    "原柴油机二厂的职工",
    "三厂和四厂合并",
    "打造一刻钟便民生活圈",
    "拨打12380党员热线",
    "2010党员大会",
]


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    assert brief(text) == []


def test_spans_cover_number_unit_and_modifier() -> None:
    text = "先后投入近300多万元以上资金"
    (found,) = quantities(text)
    assert text[found.start : found.end] == "近300多万元以上"
    assert text[found.number_start : found.number_end] == "300多万"
    assert text[found.number_end : found.unit_end] == "元"


def test_it_works_without_words() -> None:
    assert [(q.value, q.unit) for q in find_quantities("建成17个支部")] == [(17, "个")]
    assert find_quantities("", Words()) == []


@pytest.mark.parametrize(
    ("value", "upper", "unit", "si"),
    [
        (3.0, None, "亩", {"value": 2000.0, "value_max": None, "unit": "m²"}),
        (2.0, 4.0, "公里", {"value": 2000.0, "value_max": 4000.0, "unit": "m"}),
        (10.0, None, "斤", {"value": 5.0, "value_max": None, "unit": "kg"}),
        (5.0, None, "元", None),
        (5.0, None, "个", None),
    ],
)
def test_to_si(value: float, upper: float | None, unit: str, si: dict | None) -> None:
    assert to_si(value, upper, unit) == si


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12家电商企业", "家"),
        ("7家居家养老机构", "家"),
        ("30名单身青年", "名"),
        ("3套路灯", "套"),
        ("12处理发点", "处"),
        ("8处境外车辆停放点", "处"),
        ("3所有机农业学校", "所"),
        ("20位居民代表", "位"),
        ("4场景区演出", "场"),
        ("3期间伐技术培训", "期"),
        ("4组织物展柜", "组"),
        ("5户口粮种植", "户"),
    ],
)
def test_a_counter_stands_before_a_longer_word(text: str, unit: str) -> None:
    assert find_unit(text, len(text) - len(text.lstrip("0123456789"))).unit.name == unit  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["3家电", "5家庭", "3名单", "8处理", "2处理发现", "4组织", "2套路", "6户口", "3期间"]
)
def test_but_not_before_its_own(text: str) -> None:
    found = find_unit(text, 1)
    assert found is None or found.end != 2


def _unit_rows() -> list[tuple[str, str, bool]]:
    with (RULES / "units.toml").open("rb") as file:
        tables = tomllib.load(file)
    rows = []
    for row in tables["unit"]:
        forms = row["forms"] if row.get("scale", 1) != 1 else [row["name"], *row.get("forms", ())]
        rows += [(form, row["name"], True) for form in forms]
        rows += [(forms[0] + c, row["name"], False) for c in row.get("unless", "").strip("[]")]
    for row in tables["counters"]["single"]:
        form, _, others = row.partition(":")
        rows += [(form, {"個": "个"}.get(form, form), True)]
        rows += [(form + c, form, False) for c in others]
    return rows


@pytest.mark.parametrize(("text", "unit", "yes"), _unit_rows())
def test_every_form_of_a_unit(text: str, unit: str, yes: bool) -> None:
    found = find_unit(text, 0)
    named = found.unit.name if found and found.end >= len(text) - (not yes) else None
    assert (named == unit) is yes


# ---- the tables of others ---------------------------------------------------------------------
@pytest.mark.shared
@pytest.mark.parametrize("name", ["percent", "currency", "dimension"])
@pytest.mark.parametrize(("tier", "floor"), [("core", 0.97), ("extended", 0.92)])
def test_recognizers(name: str, tier: str, floor: float) -> None:
    rows = read_rows(f"recognizers/{name}.jsonl")
    if not rows:
        pytest.skip("development data absent")
    assert share_found(rows, tier, quantities) >= floor


# What we read otherwise on purpose, and why.
DIFFERENT = {
    "15k左右": "no unit: k and w are not written in reports",
    "30w上下": "no unit: k and w are not written in reports",
    "10~15k元": "no unit: k and w are not written in reports",
    "三百万": "a bare amount is money only where its clause speaks of money",
    "肆佰叁拾萬": "a bare amount is money only where its clause speaks of money",
    "小于40万": "a bare amount is money only where its clause speaks of money",
    "3000多欧元": "over 3000, not a range to 4000",
    "十几块钱": "over 10, not a range to 20",
    "大约十多欧元": "over 10, not a range to 20",
    "几十万块": "no number is stated",
    "人民币数十亿元": "no number is stated",
    "数十亿元人民币": "no number is stated",
    "从8500到3万港元": "both ends of a change, each a figure of its own",
    "八到九百亿泰铢": "the table gives 9e10 for 九百亿 and 8e8 for 八: we read 八百亿 to 九百亿",
    "三五百块": "块 without 钱 may count pieces",
}


def _is_money(row: dict) -> bool:
    entry = row["expected"][0]
    low, high = entry["value"] if isinstance(entry["value"], list) else (entry["value"], None)
    return any(
        q.value == pytest.approx(float(low), abs=0.006)
        and q.value_max == (None if high is None else pytest.approx(float(high)))
        and q.unit == entry["unit"]
        for q in quantities(row["text"])
    )


@pytest.mark.shared
def test_jionlp_money() -> None:
    rows = read_rows("quantity/jionlp_tests/money_parser.jsonl")
    if not rows:
        pytest.skip("development data absent")
    assert {row["text"] for row in rows if not _is_money(row)} == set(DIFFERENT)
