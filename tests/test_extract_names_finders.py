"""Names of practices told without a label, past what stands in their way."""

from __future__ import annotations

import pytest

from textmine.extract.names.acts import Sentence
from textmine.extract.names.finders import FINDERS, RULES_OF, worth_asking
from textmine.extract.names.naming import name_of
from textmine.extract.rulebook import read_rules

PASSAGES = [
    # numbers of kinds
    ("【案例二】村医坐诊,每周三到敬老院量血压。", "村医坐诊"),
    ("做法三:错峰送学,把课堂搬到工棚。", "错峰送学"),
    ("[模式一]公司领办,果农以地入股。", "公司领办"),
    ("〔典型三〕湖边议事,每月在渡口开一次。", "湖边议事"),
    ("举措之二:夜间问诊,每晚留一个窗口。", "夜间问诊"),
    ("【样本一】邻里换工,谁家忙帮谁家。", "邻里换工"),
    ("方式五:代耕代种,由农机队承包。", "代耕代种"),
    ("（类型三）商会建站,在异地商会设联络站。", "商会建站"),
    # a quoted label
    ("二是“带”:由老木匠带徒弟,每人带三名。", "带"),
    ("三是“轮岗”:机关干部每季度到窗口值一周班。", "轮岗"),
    ("“讲”:每月请老支书讲村史。", "讲"),
    ("一是“一村一场”:每个村开一场招聘会。", "一村一场"),
    ("四是“回炉”:对考试落后的村医补训十天。", "回炉"),
    ("(2)“晒”:把低保名单贴到村口。", "晒"),
    ("第三,“请”:请退休教师给留守儿童上课。", "请"),
    ("五是“户户连心”：给每户发一张联系卡。", "户户连心"),
    # by which units
    ("该镇以自然村、片区为单位,组建果业小组12个。", "果业小组"),
    ("全县以乡镇为单位,统一举办电商培训班。", "统一举办电商培训班"),
    ("以楼栋为单位设立党员中心户,每户管三层。", "设立党员中心户"),
    ("县里以机关科室、窗口为单位,推行首问负责制。", "首问负责制"),
    ("以村民小组为单位,定期召开院坝会,听取意见。", "定期召开院坝会"),
    ("该街道以商圈、市场为单位,根据行业分布设立联合支部。", "联合支部"),
    # what a long attribute is of
    ("镇里建立了党委统抓,片长包联,村干部具体负责的防汛责任机制。", "防汛责任机制"),
    ("合作社构筑起上下贯通、简便易学的农技培训体系,手把手教社员。", "农技培训体系"),
    ("全县形成县级统筹、乡镇搭台、企业唱戏的用工服务格局。", "用工服务格局"),
    ("健全由工会牵头,商会配合,劳动部门指导的劳资协商制度,每季协商一次。", "劳资协商制度"),
    ("林场建立县乡联动,部门协同,社会参与的护林防火机制。", "护林防火机制"),
    ("学校初步形成了书记抓总、支委分工、党员包班的支部工作格局。", "支部工作格局"),
    ("完善村里报告、镇里核实、县里督办的救助申请制度。", "救助申请制度"),
    ("社区搭建起线上点单、支部派单、党员接单的送货服务平台,一年送货三千单。", "送货服务平台"),
    ("全市还构建起了横向到边,纵向到底,责任到人的矿山巡查体系。", "矿山巡查体系"),
    # of which kind
    ("注重选拔懂技术、会管理、肯吃苦的“土专家”型人才担任农技员。", "“土专家”型人才"),
    ("优先推荐思想过硬、业务精通、作风扎实的“三好”型青年进村班子。", "“三好”型青年"),
    ("重视吸收口碑好、有手艺、心肠热的“乡间匠人”进入议事会。", "乡间匠人"),
    ("大力培养政治上可靠、生产上领先、群众中叫得响的“双带头”式村干部。", "“双带头”式村干部"),
    # what people are brought to do
    ("镇里组织驻村医生、返乡护士和独居老人结对,每周上门一次。", "返乡护士和独居老人结对"),
    ("县里动员机关干部、退休教师和大学生上门送学。", "上门送学"),
    ("社区定期邀请律师、民警、老支书坐堂调解,每周二开门。", "坐堂调解"),
    ("支部定期邀请农技员、种粮能手、经纪人上夜课。", "上夜课"),
    ("村里发动党员、妇女、学生清扫街巷,每月两次。", "清扫街巷"),
    ("组织工会、妇联和社区工作者走访慰问困难户。", "走访慰问困难户"),
    ("协会安排技术员、加工户、运销户同台议价。", "同台议价"),
    ("该乡组织种粮大户、农技站职工中的党员和贫困户结对。", "党员和贫困户结对"),
    # what changed into what
    ("干部由“要我学”变为“我要学”,各村开设夜校36所。", "开设夜校"),
    ("从“坐等办”到“上门办”,镇里推出代办专车。", "推出代办专车"),
    ("商户由“各管各”转向“一起管”,街道成立商户自管会。", "商户自管会"),
    ("把“一次性输血”变成“长期造血”,县里设立产业基金。", "产业基金"),
    # a chain of aims
    ("为提高果农水平,培养技术骨干,镇里为每个村配备一名科技特派员。", "配备科技特派员"),
    ("为缓解停车难,方便接送,学校门口设立限时车位。", "设立限时车位"),
    ("为扩大销路,打造地方品牌,合作社开设直播间。", "开设直播间"),
    ("为留住青年,储备村级后备力量,县里建立人才档案。", "人才档案"),
    # forms of what
    ("县里推出认领苗木、冠名道路等多种形式的“添片绿”活动。", "“添片绿”活动"),
    ("推出了以企带社、技术入股和代销等多种形式的村企“手拉手”。", "村企“手拉手”"),
    ("组织冬训、夜训、线上训等各类形式的“果农大课堂”。", "果农大课堂"),
    ("实行了以老带新、以师带徒等不同形式的“青蓝结对”。", "青蓝结对"),
    # whose rule
    ("建立党支部对合作社的监督制度,每季度查一次账。", "党支部对合作社的监督制度"),
    ("实行村民对村干部的评议办法,年底公布结果。", "村民对村干部的评议办法"),
    # as whom
    ("该镇为每个支部安排一名老支书、一名农技员,作为党建指导员。", "党建指导员"),
    ("县里给每家企业选派一名税务干部、一名银行职员,担任服务专员。", "服务专员"),
    # what was amiss
    ("山区校点分散,存在重复建设、无人管护等困境。为此,县里推行联校办学。", "推行联校办学"),
    ("老街水电线路混乱,经常出现漏水、断电等隐患。为此,街道统一改造管线。", "统一改造管线"),
    # by whom it is led
    (
        "由党员牵头成立的养蜂社、加工坊采取代销、包销的办法帮扶困难户。",
        "采取代销、包销的办法帮扶困难户",
    ),
    # ways are the name where only a circumstance stands before them, not behind an act
    ("今年以来,通过党员联户、干部包片等形式服务群众,群众办事不出村。", "党员联户、干部包片"),
    ("镇里选聘二十名退役军人,报名采取自荐、推荐等方式,张榜公示。", "选聘退役军人"),
    ("三天时间,村两委成员、党员筹集入股金超过80万元。", "筹集入股金"),
    (
        "立足打造“现代消费中心”，发放消费券1.3亿元、引领群众消费超过60亿元。",
        "发放消费券",
    ),
    ("要求每名党员每月志愿服务不少于4小时。", "志愿服务"),
]


@pytest.mark.parametrize(("text", "name"), PASSAGES)
def test_named_past_what_stands_in_the_way(text: str, name: str) -> None:
    assert name_of(text, "") == name


NOT_GATHERED = [
    ("组织支部书记、大学生村官的培训班,每年两期。", "组织支部书记、大学生村官的培训班"),
    ("我市培养输送的运动员、教练员人数均创新高,并承办排球赛事。", "承办排球赛事"),
    ("组建联合支部,完善台账,落实党员的管理制度。", "联合支部"),
]


@pytest.mark.parametrize(("text", "name"), NOT_GATHERED)
def test_other_lists_and_attributes(text: str, name: str) -> None:
    assert name_of(text, "") == name


def test_finders_are_asked_for_what_their_rules_need() -> None:
    rules = read_rules()
    asked = {name for names in RULES_OF.values() for name in names}
    assert [name for name in sorted(asked) if not rules[name].needs] == []


TEXTS = [text for entry in read_rules().values() for text in (*entry.yes, *entry.no)]


def test_finders_that_are_not_asked_would_find_nothing() -> None:
    found = []
    for text in TEXTS:
        sentence = Sentence(text)
        asked = worth_asking(FINDERS, sentence)
        assert [find for find in FINDERS if find in asked] == list(asked)
        found += [(find, text) for find in FINDERS if find not in asked and find(sentence)]
    assert found == []


def test_finders_are_spared() -> None:
    assert len(worth_asking(FINDERS, Sentence("镇里请来木匠,修好了桥。"))) < len(FINDERS) / 2
