"""Standards and prices: 按每村5万元的标准落实办公经费, 以9万元成交, 高于行价8%的价格收购."""

from __future__ import annotations

import re

from textmine.extract.figures.objects import object_from
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot

BY = re.compile(
    r"[按以](?:照)?(?P<own>[^，,。；;\d]{0,14}?)(?P<each>每[^，,。；;、\d]{1,12}?)?(?:不低于|最高|约|近)?$"
)
EACH = re.compile(r"[、，,和](?P<each>每[^，,。；;、\d]{1,12}?)(?:不低于|最高|约|近)?$")
STANDARD = re.compile(
    r"(?:[、和，,]每[^，,。；;、\d]{1,12}?[\d.]+万?元){0,3}(?:/[人户亩年月天])?(?:以上|左右)?的?"
    r"(?P<high>最?[高低]|保护|优惠|平均)?(?P<kind>标准|价格|单价|价|租金|利率)"
)
SOLD = re.compile(
    r"(?P<deed>成交|中标|竞得|拍得|拍出|售出|出售|卖出|转让|承包|发包|出租|流转|租赁|收购|回收|供应)"
)
# The characters that any of these begins with: cheaper than to try each.
BEGINS = frozenset(
    "给予进实的标价单租利最保优平以左/、和，,成中竞拍售出卖转承发流收回供作用充当安列落返拨提配支兑付"
)
# 按每名党员20元|安排活动经费
DONE = re.compile(
    r"(?:左右)?(?:给予|发给|发放|发|安排|列支|落实|返还|拨付|拨给|拨|提取|配套|支付|兑付|付给)"
    r"(?P<thing>[^，,。；;、\d的]{2,10}?(?:[费款金薪]|经费|补助|补贴|津贴|报酬|奖励|奖补|工资))(?![^\W\d])"
)
BY_EACH = re.compile(
    r"(?P<each>(?:[人户亩村社]均(?:每[年月天])?|(?<!第)一[^\W\d一]{1,2}一[^\W\d]|(?:每[^\W\d每]{1,8}){1,2}))(?:不低于|最高|约|近)?$"
)
# 每年返还1000元|作为活动经费
SERVES = re.compile(
    r"(?:作为|用作|充作|当作)(?P<thing>[^，,。；;\d的]{2,10}?(?:经费|资金|基金|补贴|补助|奖励|奖金|定金|租金|费用?))"
    r"(?![^\W\d])"
)
PREMIUM = re.compile(r"(?P<how>[高低]于|高出|低出)(?P<base>[^，,。；;、\d]{2,8})$")
TRADED = re.compile(
    r"(?:以上)?的?(?:优惠|保护)?价格?(?:统一|敞开|全部|直接|优先|集中)?"
    r"(?P<deed>收购|回收|包销|销售|出售|供应|购买|卖|售)"
)
PAID = re.compile(r"(?:给予|予以|进行|发放|实行)(?P<kind>补助|补贴|奖励|奖补|补偿|资助|救助)")
SOLD_ON = frozenset("卖 售 出售".split())
FAR = 16  # characters behind a price in which the thing is named
PRICES = {"竞得": "成交", "拍得": "成交", "拍出": "成交", "卖出": "出售", "售出": "出售"}


def name_standard(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """按每村5万元的标准落实办公经费: for each, for what, and that it is a standard."""
    text, start = reading.text, spot.quantity.start
    if text[spot.quantity.end : spot.quantity.end + 1] not in BEGINS:
        return None
    serves = SERVES.match(text, spot.quantity.end)
    if serves:
        return Named(serves["thing"], serves["thing"], None, "spent")
    by = BY.search(text, spot.left_start, start) or EACH.search(text, spot.left_start, start)
    if by is None:
        return None
    each = by["each"] or ""
    sold = SOLD.match(text, spot.quantity.end)
    if sold:
        return _priced(reading, spot, each, sold["deed"], by.start())
    paid = PAID.match(text, spot.quantity.end) if each else None
    if paid:
        return Named(each + paid["kind"], None, None, "norm")
    done = DONE.match(text, spot.quantity.end)
    whose = BY_EACH.search(text, by.start(), start) if done else None
    if done and whose:
        return Named(whose["each"] + done["thing"], done["thing"], None, "norm")
    told = STANDARD.match(text, spot.quantity.end)
    if told is None:
        return None
    sold = SOLD.match(text, told.end())
    if sold and told["kind"] != "标准":
        return _priced(reading, spot, each, sold["deed"], by.start(), told.end())
    thing = object_from(reading, told.end())
    return Named(each + thing + told["kind"], thing or None, None, "norm") if thing else None


def _priced(
    reading: Reading, spot: Spot, each: str, deed: str, begin: int, told: int = 0
) -> Named | None:
    """鱼塘以28万元承包: of what stands before, or of what is bought behind."""
    start = (told or spot.quantity.end) + len(deed)
    end = min(spot.right_end if start < spot.right_end else start + FAR, start + FAR)
    tokens = reading.tokens(start, min(end, len(reading.text)))
    thing = phrase_after(reading.text, tokens).text if tokens else ""
    thing = thing or phrase_before(reading.tokens(spot.clause_start, begin)).text
    price = "租金" if deed in ("出租", "租赁") else PRICES.get(deed, deed) + "价"
    return Named(each + thing + price, thing or None, None, "norm")


def name_premium(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """高于行价8%的价格收购: by how much the price differs."""
    if reading.text[spot.quantity.end : spot.quantity.end + 1] not in BEGINS:
        return None
    traded = TRADED.match(reading.text, spot.quantity.end)
    if traded is None:
        return None
    match = PREMIUM.search(reading.text, spot.left_start, spot.quantity.start)
    if match is None:
        return None
    way = "rule" if spot.quantity.unit == "%" else "norm"
    deed = "售" if traded["deed"] in SOLD_ON else traded["deed"]
    return Named(f"{deed}价{match['how']}{match['base']}", None, None, way)


def name_rate_of(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """按8%|保底分红: at what rate something is done."""
    if not spot.said.endswith(("按", "按照", "以")):
        return None
    done = RATE_OF.match(reading.text, spot.quantity.end, spot.clause_end)
    return Named(done["deed"] + "比例", done["deed"], None, "share") if done else None


RATE_OF = re.compile(
    r"(?:左右)?(?P<deed>[^，,。；;、\d的]{0,4}(?:分红|返还|返利|提成|提取|补助|补贴|奖励|计提|列支|配套"
    r"|贴息|让利|抽成)[^，,。；;、\d的]{0,6})(?=[，,。；;、]|$)"
)


# 单笔|5000元以上|的开支，须…: which spending some rule is about
RULED = re.compile(
    r"的(?P<what>(?:[^\W\d的]{0,4})(?:开支|支出|花销|花费|费用|采购|工程|项目|合同|票据|贷款|借款"
    r"|交易|资金|经费|投资))"
    r"(?=[，,。；;、]|由|[须需要应先都均经实公提优全]|必须|一律)"
)
SINGLE = re.compile(r"(?:单笔|单项|单次|单个|一次性|每笔|每项|每次|一次)(?:金额|数额)?$")


def name_ruled(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """单笔开支 of 单笔5000元以上的开支，须经代表会议讨论."""
    text, end = reading.text, spot.quantity.end
    if not spot.quantity.modifier or text[end : end + 1] != "的" or spot.before.action:
        return None
    ruled = RULED.match(text, end)
    single = SINGLE.search(spot.said) if ruled else None
    if ruled is None or not (single or len(spot.said) < LED):
        return None
    return Named((single[0] if single else "") + ruled["what"], ruled["what"], None, "rule")


LED = 3  # characters: 凡, 对
