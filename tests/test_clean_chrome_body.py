"""Furniture by kind, by place and by contrast with the prose around it."""

import pytest

from textmine.clean.chrome.body import find_body
from textmine.clean.chrome.furniture import Kind
from textmine.clean.chrome.kinds import sort_lines

PROSE = "洪湖市燕窝镇把支部建在莲藕产业链上,组建联合党委三个,带动农户一千二百户,户均增收四千元。"
MORE = "镇里还选派二十名科技特派员驻点,开办田间课堂,培训种植户三千人次,推广新品种八个。"


def kept(*lines: str) -> list[str]:
    return [line.text for line in find_body("\n".join(lines)).lines]


ITEMS = ("1.建立联合党支部", "2.村企结对共建", "3.发放助农贷款", "4.培训流动党员", "5.设立窗口")
BODIES = [
    (ITEMS, list(ITEMS)),
    (("首页 > 党建", "打印 关闭", *ITEMS, "上一篇:甲", "下一篇:乙"), []),  # a ranking of a site
    (("某镇要闻", "通知公告", "领导信箱", "政务公开", "网上办事", *ITEMS), []),  # mostly a menu
    (("1.某某", "2.某某"), []),
    ((PROSE, MORE), [PROSE, MORE]),
    (("首页 > 党建", "打印 关闭", PROSE, MORE, "上一篇:甲", "下一篇:乙"), [PROSE, MORE]),
    ((PROSE, "- 2 -", MORE), [PROSE, MORE]),
    ((PROSE, MORE, "相关文章", PROSE, MORE), [PROSE, MORE]),
    (
        (PROSE, MORE, "洪湖市燕窝镇党委 2014年8月", "版权所有 某网"),
        [PROSE, MORE, "洪湖市燕窝镇党委 2014年8月"],
    ),
    ((PROSE, MORE, "(燕窝镇 马小川)", "分享到:"), [PROSE, MORE, "(燕窝镇 马小川)"]),
    ((PROSE, MORE, "wangxiao_88", "© 2020 某网"), [PROSE, MORE]),
    (("相关阅读", "某镇做法", PROSE, MORE, MORE), ["某镇做法", PROSE, MORE, MORE]),
    (
        (PROSE, "一、抓产业", MORE, "二、抓队伍", PROSE),
        [PROSE, "一、抓产业", MORE, "二、抓队伍", PROSE],
    ),
    (("12", "20", "31", PROSE), ["12", "20", "31", PROSE]),
    (("©某网", "备案号:00000"), []),
]


@pytest.mark.parametrize(("lines", "body"), BODIES)
def test_body(lines: tuple[str, ...], body: list[str]) -> None:
    assert kept(*lines) == body


def test_a_title_said_thrice_before_the_text_is_no_running_head() -> None:
    title = "某市关于印发莲藕产业规划的通知"
    note = "作者:某某网 时间:2024-07-22 08:35:06 来源:某某网"
    assert title in kept(title, note, title, "某市人民政府", title, PROSE, MORE)
    assert kept(title, PROSE, title, MORE, title, MORE, title, PROSE) == [
        title,
        PROSE,
        MORE,
        MORE,
        PROSE,
    ]


PICTURES = [
    "IMG_2031.JPG",
    "影片长度:12:30",
    "王小满(左二)在藕田里(受访者供图)",
    "燕窝镇俯瞰(资料照片)",
    "▲▼燕窝镇藕田体验活动。（图／镇公所提供，下同）",
    "(资料图片仅供参考)",
]


@pytest.mark.parametrize("line", PICTURES)
def test_pictures_stand_within_the_text(line: str) -> None:
    short = "镇里请来专家讲课,听课三百人次。"
    assert kept(PROSE, line, short, line, MORE) == [PROSE, short, MORE]


SITE_SPEECH = [
    "声明:本站部分文章由网友上传,版权归原作者所有,如有侵权请联系本站删除,本站不承担法律责任。",
    "下面是小编为大家整理的村级党建工作总结,希望对您有所帮助,欢迎阅读下载,供大家参考。",
    "本文档由用户自行上传,下载前请先在线预览全部内容,虚拟文档售出后不支持退款和更换。",
    "前言:本站为你精心整理了镇党委工作总结范文,客服老师可以帮助你提供个性化的参考范文,欢迎咨询。",
    "凡本网注明来源的作品,版权均属本网所有,未经本网授权不得转载,违者将追究法律责任。",
    "《某镇总结》由会员分享,可在线阅读,更多相关《某镇总结》请在某某文库网上搜索。",
]


@pytest.mark.parametrize("line", SITE_SPEECH)
def test_sites_speak_of_themselves(line: str) -> None:
    assert [item.kind for item in sort_lines(line)] == [Kind.FURNITURE]


REPORT_SPEECH = [
    "县里开展打击侵权盗版行动,规范网站转载行为,公布投诉举报电话,全年下载量超过五万次。",
    "合作社吸收会员四百户,成为全市最大的柑橘产销组织,会员可享受统一贷款和技术服务。",
    "党员扫描二维码登录平台,上传学习心得,年底凭积分兑换荣誉称号,参学率达到百分之九十八。",
    "社区开通微信公众号和手机客户端,居民点击即可反映诉求,后台二十四小时内回复。",
    "图书室可供党员在线阅读和下载电子书,共有资源三万册。",
    "各支部要按月上传会议记录,乡镇党委在线审核,不合格的退回补正。",
]


@pytest.mark.parametrize("line", REPORT_SPEECH)
def test_reports_use_the_same_words(line: str) -> None:
    assert [item.kind for item in sort_lines(line)] == [Kind.PROSE]


def test_a_running_head_goes_and_the_title_stays() -> None:
    head = "全县组织工作经验汇编"
    assert kept("某镇抓党建", head, PROSE, head, MORE, head, PROSE) == [
        "某镇抓党建",
        PROSE,
        MORE,
        PROSE,
    ]


def test_a_salutation_that_comes_again_is_no_running_head() -> None:
    lines = ("各位代表!", PROSE, "各位代表!", MORE, "各位代表!", PROSE)
    assert kept(*lines) == list(lines)


def test_teasers_are_no_text() -> None:
    teaser = "某县党建工作总结 一年来,在县委的正确领导下,我局党组坚持以创建学习型党组织为抓手……"
    assert kept(PROSE, MORE, "下载本文档", teaser, "收藏 分享", teaser) == [PROSE, MORE]


PAGES = [
    (("上传人:ab**1 文档编号:1234 上传时间:2020-01-02", PROSE), (True, False)),
    (("当前文档最多预览五页", PROSE), (True, True)),
    (("2014-08-01 09:12 来源:洪湖组工网", PROSE), (False, False)),
    ((f"{PROSE}(剩余3120字)",), (False, True)),
    (("点击分享此信息:", PROSE), (False, False)),
]


@pytest.mark.parametrize(("lines", "flags"), PAGES)
def test_library_and_preview(lines: tuple[str, ...], flags: tuple[bool, bool]) -> None:
    body = find_body("\n".join(lines))
    assert (body.library, body.preview) == flags
