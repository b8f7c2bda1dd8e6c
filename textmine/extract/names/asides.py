"""Clauses beside the act that the rules do not know: before what it was done, how things were."""

from __future__ import annotations

import re

from textmine.extract.rulebook import rule

EVENT = (
    "(?:[开动施复]工|[完竣]工|开业|营业|上市|上岗|上路|[开入升]学|开园|入园|入住|换届|选举|表决|评审|验收|交付|发放|兑付|分红|签约|收购"
    "|播种|耕种|栽种|收割|采收|采摘|收获|春耕|秋收|天黑|出[海车警栏]|开会|上会|议事|离[任职岗]|到期|[拆动搬]迁|审批|启动|实施|出台|决策|决定"
    "|调解|开庭|起诉|立案|执行|来临|到来|来之|过年|春节|下山|挂牌|投[产用]|整治|改造|定稿)"
)
# 老楼改造开工之前, 每学期开学前; not 走在前, 房屋前, 把公示放在决策之前
BEFOREHAND = re.compile(
    "(?![把将]|[^,，“]*(?:[放摆挺做想走跑站冲干]在|置于))"
    f"(?:[^,，“]{{1,24}}之前|[^,，“]{{0,12}}{EVENT}前)$"
)
# 活动现场, 每到赶场天: where and when
WHEN = re.compile(
    "(?:在)?[^,，“]{0,6}(?:活动|会议|采访|仪式|比赛|大赛|开班|签约|揭牌|座谈会)现场"
    "|每到[^,，“]{0,4}(?:[天日季节期]|周[一二三四五六末日]|月[初底末]|年[底关末初])"
)
# 住户分散, 交通不便, 流动人口多: how it was, before what was done about it
PLIGHT = re.compile(
    "(?!(?:破解|解决|化解|缓解|治理|防止|避免|针对|降低|减少|帮助?|让|把|将|使|对|组织|引导|改善|整治|改造|扶持|补|关))[^,，“”、\\d]{2,12}"
    "(?:(?:较为?|比较|十分|非常|相对|偏|太|很|最|普遍|居住)?(?:分散|不便|薄弱|偏远|闭塞|滞后|落后|匮乏|短缺|紧缺|老化|简陋)"
    "|(?<![排释纾畏避解济犯克])难|(?<=[班家作农])(?:晚|忙)|(?<=[病医学药房])贵|(?<=[率度险本例重龄路口地量点民员田水])(?:较|偏|太|很|最|又)?(?:多|少|低|差|远|散|高|大|重))$"
)


def is_circumstance(clause: str) -> bool:
    """Whether a clause only says when, why, for whom, or before what; it names nothing."""
    return bool(
        rule("circumstance").match(clause) or BEFOREHAND.match(clause) or WHEN.fullmatch(clause)
    )


def is_plight(clause: str) -> bool:
    """Whether a clause says how things were: 住户分散, 流动人口多."""
    return PLIGHT.match(clause) is not None


# 推动联动共赢, 促进农户增收致富, 提高办事效率: what for, not what was done
AIM = re.compile(
    "(?:不断|进一步|加快|全面|持续|大力|积极|有效|切实|深入|努力|着力|共同){0,2}"
    "(?:推动|推进|促进|实现|助推|助力|带动|谋求|追求|坚持|强化|深化|确保|提升|提高|增强|激发|保障|维护)了?"
    "[^“”、,，]{0,10}?(?:[共双多]赢|(?:高质量|跨越|可持续|又好又快|协调|健康|全面|均衡|融合)发展|增收(?:致富)?|增产|增效|提档升级|转型升级"
    "|(?:乡村|产业|全面|农村|民族|文化|组织|人才|生态)振兴|共同富裕|共富|[和社][谐会]稳定|长治久安"
    "|(?:服务|治理|管理)(?:水平|能力|质量|效能)|效率|[聚斗心织信引]力|[极动]性|满意度|[得福全]感)"
    "|(?:牢固)?(?:树[立牢]|发扬|弘扬|秉[承持]|践行|强化|增强|坚[持定])[^,，、]{2,12}(?:思想|意识|精神|理念|观念|信念|作风)"
    "|(?:荣获|获评|获得|入选|被评为)[^,，、]{2,16}(?:称号|荣誉|[单名]位?)"
    "|(?:合作|互利|联动|互惠|协同|抱团|携手|多方|共享|村企|政企|校企|银企){1,2}[共双多]赢"
)


def is_aim(named: str) -> bool:
    """Whether a name says only what something was done for."""
    return AIM.fullmatch(named) is not None
