"""What single sentences tell."""

from __future__ import annotations

import pytest

from textmine.extract.passages.telling import (
    tells_deed,
    tells_deed_behind,
    tells_grounded_deed,
    what_is_told,
)
from textmine.types import SectionRole

TOLD: list[tuple[str, SectionRole, str]] = [
    ("镇党委成立果业联合支部,统一育苗。", "other", "measure"),
    ("为让老人走动起来,村里15名党员轮流陪护。", "other", "measure"),
    ("据不完全统计,全区已建立企业支部210个。", "other", "scene"),
    ("截至去年底,参加活动的党员达到1200人。", "other", "result"),
    ("石桥村先后荣获“省级文明村”称号。", "other", "result"),
    ("老李高兴地说:“办证再也不用跑县城了。”", "other", "speech"),
    ("乡党委书记王强说,仅此一项,村里增收20万元。", "other", "speech"),
    ("柳河镇位于县城东南,辖9个村。", "other", "scene"),
    ("以前,各村各干各的,谁也不服谁。", "other", "scene"),
    ("记者走进果园,看到一派丰收景象。", "other", "scene"),
    ("县委书记一行来到柳河镇,听取情况介绍。", "other", "closing"),
    ("18日上午,全县召开社区工作推进会,总结去年工作。", "other", "closing"),
    ("不足之处,敬请各位批评指正。", "other", "closing"),
    ("当前,全国花卉产能总体过剩,各产区同质竞争日益激烈。", "other", "closing"),
    ("石湾剪纸入选省级非遗名录,传承人登上了央视。", "other", "result"),
    ("做好这项工作具有十分重要的意义。", "other", "closing"),
    ("怎样才能把散户带起来?", "other", "question"),
    ("目前,该县围绕茶叶主业,相继成立了21个协会支部。", "other", "measure"),
    ("目前,全县有协会支部21个,会员3000人。", "other", "result"),
    ("今年以来,有12名果农写了入社申请,多数是外出回来的年轻人。", "other", "result"),
    ("近年来,先后有30多户人家种上了药材,日子有了盼头。", "other", "result"),
    ("聚焦基层减负,县里把上报的表格从86项压减至9项。", "other", "measure"),
    ("正值农忙,合作社的场院里堆满了新谷。", "other", "scene"),
    ("据村主任介绍,目前果树已进入丰产期。", "other", "scene"),
    ("过去,这些人分布零散,组织活动、开展服务、建立支部都存在不少困难。", "other", "scene"),
    ("过去,老人吃饭难,如今村里办起食堂,建立送餐队,推行助餐卡,解决了这个问题。", "other", "measure"),
    ("据村主任介绍,村党支部成立冷链合作社,统一卖果。", "other", "measure"),
    ("村里选派了两名联络员。", "problem", "closing"),
    ("如今李巧云在茶厂上班,每月工资有三千多元,日子越过越好。", "practice", "scene"),
    ("老郑的妻子身体不好,两个孩子还在念书,全靠他一人打零工。", "other", "scene"),
    ("夜市驿站启用后,不仅方便了摊主,也带动周边建起三个服务点。", "other", "result"),
    ("江口县还将继续完善选人办法,为山区发展提供坚强保证。", "other", "closing"),
    ("“我们和家政公司签了约,二十名妇女拿证上岗,工资由镇里补三成。”主任说。", "other", "measure"),
    ("在石湾镇,像老周这样靠种药翻身、兴办合作社的农户有30多家。", "other", "result"),
    ("每隔几天,村支书都要到地头走访,查看大棚改造进度。", "other", "scene"),
    ("目前全区累计在一线设置村官培育岗310余个。", "other", "result"),
    ("随后,一系列共建行动紧锣密鼓地铺开。", "other", "closing"),
    ("志愿者们热情地给老人盛饭,提供剪发服务。", "other", "scene"),
    ("入户摸底显示,全街道有楼宇企业210家,其中已建立支部的38家。", "other", "result"),
    ("石湾村以祠堂为纽带,走出一条省钱管用的治理新路,乡亲们都说好。", "other", "closing"),
    ("石湾村成立议事会,制定公约,走出一条治理新路。", "other", "measure"),
    ("新城建成后,随着路网连通,吸引了一批物流公司落户。", "other", "scene"),
    ("走近柳荫小屋,墙角摆着热水壶和针线盒,登记本挂在门后。", "other", "scene"),
    ("“社区给46位独居老人装了呼叫器,一按就有人上门,不收一分钱。”网格员说。", "other", "measure"),
    ("“多亏了社区给我介绍工作,现在每月能挣3000元,日子好过了。”", "other", "speech"),
    ("柳湾曾是出了名的穷村,村民多次找上门来闹。", "other", "scene"),
    ("为大病党员的妻子和孩子送去慰问金,免费安排体检。", "other", "measure"),
    ("茶农合作社就是由支部领办,把散户的茶园编成片区,统一炒制的组织。", "other", "measure"),
    ("所谓“板凳议事会”,就是把会场搬到院坝,请各家坐下来定下办法。", "other", "measure"),
    ("所谓统筹,就是要把城乡作为一个整体。", "other", "closing"),
    ("石桥镇把正在进行的河道整治与食堂建设结合起来,组织4个村成立联合支部。", "other", "measure"),
    ("为居民送文化上门,这是区文化馆开展流动文化站建设的一个缩影。", "other", "closing"),
    ("“三色管理”工作法曾两次被写入省委文件,省里要求推行。", "other", "result"),
    ("合作社为他提供种姜和肥料,年底他多挣2万元。", "other", "scene"),
    ("村民周大福前年加入合作社,种了12亩生姜。", "other", "scene"),
    ("民警老陶多次到周某家中劝说,两家终于握手言和。", "other", "scene"),
    ("“银龄”饭堂负责人介绍,饭堂每天有130人就餐,年轻人占七成。", "other", "scene"),
    ("石桥村党支部书记介绍,村里投入12万元建起老年食堂。", "other", "measure"),
    ("河湾村村支书李长河告诉笔者,八成农户愿意流转土地。", "other", "speech"),
    ("乡党委书记告诉记者,明年还准备把支部建到果园去。", "other", "measure"),
    ("通过修建产业路、扶持能人创业,使村容有了较大改善。", "other", "result"),
    ("青湾县成立茶业支部6个,县里还举行揭牌仪式。", "other", "measure"),
    ("2019年以来,清溪县推出“板凳课堂”,组织56名宣讲员进院坝。", "background", "measure"),
    ("近年来,清溪县推动工作走深走实,建立机制,完善制度。", "background", "result"),
]


@pytest.mark.parametrize(("sentence", "role", "told"), TOLD)
def test_what_is_told(sentence: str, role: SectionRole, told: str) -> None:
    assert what_is_told(sentence, role) == told


DEEDS = [
    ("2019年9月,清河县成立了果业党委。", True),
    ("通过流转土地,村支部建成育苗大棚。", True),
    ("供电公司对老旧线路进行改造。", True),
    ("要发展果业,提高组织力。", False),
    ("青石村是一个山区村,建成于明代。", False),
    ("党组织建设得到加强。", False),
]


@pytest.mark.parametrize(("sentence", "deed"), DEEDS)
def test_tells_deed(sentence: str, deed: bool) -> None:
    assert tells_deed(sentence) is deed


DEEDS_BEHIND = [
    ("该县打破乡镇界限,以苹果产业为纽带,联合8家合作社,组建联合党委。", True),
    ("面对茶农接受慢的实际,我们以茶园为教室,聘请11名土专家。", True),
    ("该县打破乡镇界限,以苹果产业为纽带,组建联合党委。", False),  # neither a figure nor a name
    ("这一做法以点带面,推行“轮值制”。", False),
    ("近年来,全县以党建为引领,农民收入增长12%。", False),
]


@pytest.mark.parametrize(("sentence", "deed"), DEEDS_BEHIND)
def test_tells_a_deed_behind_how_and_why(sentence: str, deed: bool) -> None:
    assert tells_deed_behind(sentence) is deed


GROUNDED = [
    ("恒达公司党委结合用工实际,建立机制,把24名技工纳入骨干培养名单。", True),
    ("为方便老人看病,利用“村村响”广播发布坐诊时间。", True),
    ("立足果乡实际,推行冷链共享。", False),  # neither a figure nor a name
    ("围绕中心、服务大局,人人争当先锋。", False),
]


@pytest.mark.parametrize(("sentence", "deed"), GROUNDED)
def test_tells_what_was_set_up_on_what_ground(sentence: str, deed: bool) -> None:
    assert tells_grounded_deed(sentence) is deed
