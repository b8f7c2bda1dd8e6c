"""extract.indicators: what figures count, in sentences of many provinces and topics."""

from __future__ import annotations

import pytest
from test_extract_metrics import metrics

ROWS = [
    ("全州68个苏木与煤矿结成互助对子", ["结成互助对子的苏木"]),
    ("动员340名退休教师参加课后托管", ["参加课后托管的退休教师"]),
    ("安排26名技术员通过直播平台完成示范教学", ["完成示范教学的技术员"]),
    ("全部412个行政村都已成立道德评议会且运转良好", ["成立道德评议会的行政村"]),
    ("组织75个科室包联了120个小区", ["包联的科室", "包联的小区"]),
    ("为河西片区24位失能老人送去了护理床", ["送去护理床的失能老人"]),
    ("30多家商会和企业向山区学校捐建图书室", ["捐建图书室的商会和企业"]),
    ("产品销往70多个国家和地区", ["国家和地区"]),
    ("累计脱贫326户1104人，未脱贫19户52人", ["脱贫户", "脱贫人口", "未脱贫户", "未脱贫人口"]),
    ("投资42万元，完成石桥村6.4公里砂石路", ["砂石路投资", "砂石路"]),
    ("县水利局先后投资90万元在杨家湾修建3公里的引水渠", ["引水渠投资", "引水渠"]),
    ("筹措18万元编制了河道规划", ["河道规划资金"]),
    ("落实经费5.6万元翻修了村小学围墙和食堂", ["村小学围墙和食堂经费"]),
    ("投资26万元对通组公路进行拓宽改造", ["通组公路拓宽改造投资"]),
    ("投入70万元完善了柑橘基地的灌溉、仓储等附属设施", ["柑橘基地附属设施投资"]),
    ("修建3公里的引水渠和1.8公里的机耕路", ["引水渠", "机耕路"]),
    ("院落面积5600平方米，其中900平方米为砖木老屋", ["院落面积", "砖木老屋面积"]),
    ("辖区面积41平方公里", ["辖区面积"]),
    ("60%以上社区建立了矛盾调处室", ["建立矛盾调处室的社区占比"]),
    ("全旗30%以上的嘎查建起了饲草基地", ["建起饲草基地的嘎查占比"]),
    ("骨干工匠中党员比例达71%", ["骨干工匠中党员比例"]),
    ("村干部中大专以上学历比例为58%", ["村干部中大专以上学历比例"]),
    ("审批事项实现100%全程网办", ["审批事项全程网办比例"]),
    ("各项贷款余额30亿元，比年初增加4亿元，增幅15.4%", ["贷款余额", "贷款余额", "贷款余额"]),
    ("新增等级民宿26家", ["等级民宿"]),
    ("培育引领型龙头企业9家", ["引领型龙头企业"]),
    ("梳理35项社区权责清单、12项镇级服务清单", ["社区权责清单", "镇级服务清单"]),
    ("配备1台触摸一体机", ["触摸一体机"]),
    ("建成86套教师周转公寓", ["教师周转公寓"]),
    ("建成64套农民集中居住公寓", ["农民集中居住公寓"]),
    ("吸纳茶产业链各环节能手41名", ["茶产业链各环节能手"]),
    ("今年中心累计成交项目312项", ["成交项目"]),
    ("行政审批中心上线率达92%", ["行政审批中心上线率"]),
    ("布局合理、设施完善的便民服务站14个", ["便民服务站"]),
    ("信贷、会计、安保等7本操作手册", ["操作手册"]),
    ("组建“老娘舅”“和事佬”等调解队16支", ["调解队"]),
    ("发放《防汛手册》等书籍900册", ["发放的书籍"]),
    ("其中一、二、三产分别增长5%、9%、6%", ["一产", "二产", "三产"]),
    ("新增数字化转型促进中心2个", ["数字化转型促进中心"]),
    ("18个补短板事项高质量完成", ["补短板事项"]),
    ("企业职工养老保险新参保4.6万人", ["企业职工养老保险"]),
    ("粮食总产量连续8年稳定在120万吨以上", ["粮食总产量"]),
    ("全市综合考评前移12位", ["综合考评位次"]),
    ("全年接待游客量、旅游收入分别增长25%和10%", ["游客量", "旅游收入"]),
    ("组建不少于8人的消防小队", ["消防小队人数"]),
    (
        "工程建设项目61项，预算投资9亿元，节约率7.5%",
        ["工程建设项目", "工程建设项目预算投资", "工程建设项目节约率"],
    ),
    ("出口创汇2.3亿美元，利税1.1亿元", ["出口创汇", "利税"]),
    ("出口贡献度38%", ["出口贡献度"]),
    ("9个县(市、区)组织开展了轮训", ["县(市、区)"]),
    ("打造15个国家级、省级改革试点", ["国家级、省级改革试点"]),
    ("完成修复造林4.5万亩", ["修复造林"]),
    ("抢险队25分钟赶到现场", ["抢险队赶到现场用时"]),
    ("实行六个月的试用期", ["试用期"]),
    ("70岁以上老人免费体检", ["老人年龄"]),
    ("村里65岁以上长辈310人", ["长辈年龄", "65岁以上长辈"]),
    ("40岁及以下的医生有62名", ["医生年龄", "40岁及以下的医生"]),
    ("学校王校长今年51岁", []),
]


@pytest.mark.parametrize(("text", "indicators"), ROWS, ids=[row[0] for row in ROWS])
def test_what_a_figure_counts(text: str, indicators: list[str]) -> None:
    assert [found.indicator for found in metrics(text)] == indicators


ROLES = [  # the part that each figure plays
    ("新建农庄2家、旅游点14家", ["output", "output"]),
    ("办结建议118件、提案211件和信访件9件", ["output", "output", "output"]),
    ("投资300万元，新建厂房2栋", ["input", "output"]),
    ("现有党员96名、村民1200人", ["context", "context"]),
    ("带动农户800户，户均收入2.6万元", ["outcome", "outcome"]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES, ids=[row[0] for row in ROLES])
def test_part_that_a_figure_plays(text: str, roles: list[str]) -> None:
    assert [found.role for found in metrics(text)] == roles


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("共有支部58个，其中村支部41个", [True, False]),
        ("有活动场所的270个，占总数的80%", [False, False]),
        ("安装路灯300盏", [False]),
    ],
)
def test_sum_of_parts(text: str, totals: list[bool]) -> None:
    assert [found.total for found in metrics(text)] == totals


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("约占党员总数的24%", ["about"]),
        ("任支书累计满15年的", ["over"]),
        ("圆满完成6项改革", [None]),
        ("约为3000人", ["about"]),
    ],
)
def test_modifiers_apart_from_the_number(text: str, modifiers: list[str | None]) -> None:
    assert [found.modifier for found in metrics(text)] == modifiers


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("节约率为9.3%", [None]),
        ("节约资金12万元", ["decrease"]),
        ("与去年同期相比增长6.2%", ["yoy"]),
        ("报表从860张压减至78张", [None, "decrease_to"]),
    ],
)
def test_changes_in_words(text: str, changes: list[str | None]) -> None:
    assert [found.change for found in metrics(text)] == changes


PLACES = [  # text, places in it, the article's, the place of each figure
    ("以塘头村为龙头，与邻村组建联合党委，修路8公里。", ("塘头村",), "湖镇镇", ["湖镇镇"]),
    ("在塘头村建起冷库，果品损耗率下降6个百分点。", ("塘头村",), "湖镇镇", ["湖镇镇"]),
    ("在塘头村建起冷库3座。", ("塘头村",), "湖镇镇", ["塘头村"]),
    ("推广塘头村的做法，组建支部5个。", ("塘头村",), "湖镇镇", ["湖镇镇"]),
    ("县委组织部随机抽查，通报干部2名。", (), "湖镇镇", ["湖镇镇"]),
    ("每分可抵2元。", (), "龙游县", [None]),
    ("5万元以下的29个。", (), "龙游县", [None, "龙游县"]),
    ("当年全县有贫困户600户。", (), "龙游县", ["龙游县"]),
    ("70岁以上老人每月领取300元。", (), "龙游县", [None, "龙游县"]),
]


@pytest.mark.parametrize(
    ("text", "names", "focus", "places"), PLACES, ids=[row[0] for row in PLACES]
)
def test_places_of_figures(
    text: str, names: tuple[str, ...], focus: str, places: list[str | None]
) -> None:
    found = metrics(text, places=names, focus=focus)
    assert [m.place and m.place.text for m in found] == places
