"""Parts of a sum that somebody bears or pays: 保费财政补贴80%、农户自缴20%, 医药费报销七成."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_money
from textmine.extract.phrases.tokens import tidy

LAST = frozenset("补助贴筹缴付理担掏出资还扣减销套支")  # what the verbs end in
BORNE = re.compile(
    r"(?:自己|各|再|也|则|都|均|全额|分别|共同|先行|统一|可|能|给|予以|按|先){0,3}"
    r"(?P<verb>补助?|补贴|贴息?|自筹|自缴|自付|自理|自担|承担|负担|分担|代缴|掏|(?<![^\W\d]{2}[付支提])出|出资"
    r"|返还|赞助|资助|扣减?|报销|配套|(?:先|预)?支?付|垫付|垫资|减免)"
    r"了?(?:不低于|不少于|不超过|至少|最高|约|近|将近)?$"
)
PAYER = re.compile(
    r"(?P<payer>(?:中央|国家|省|市|县|区|旗|镇|乡|村|街道)(?:[里上级]|财政|政府|集体)?(?:和[省市县区镇乡村](?:[里上级]|财政)?)?"
    r"|各?级?财政|政府|集体|个人|本人|自己|企业|公司|合作社|单位|部门|居民|群众|村民|业主|家长|学员|社会|股东|东家|房东"
    r"|(?:[^\W\d]{1,4}(?:户|署|局|厅|委|公司|银行|协会|基金|部门|单位)))$"
)
BY = re.compile(r"(?<=..)由(?P<payer>[^\W\d]{2,8})$")  # 药费由新农合|报销
NOUNS = {
    "补": "补助",
    "贴": "补贴",
    "掏": "承担",
    "出": "出资",
    "扣": "扣减",
    "负担": "承担",
    "自担": "自付",
    "付": "支付",
    "先付": "先付",
}
INTEREST = re.compile(r"利息|贷款$")
THING = re.compile(r"[^\W\d的]{2,8}$")
MATTER = re.compile(
    r"(?:费用?|款|价|税|息|钱|投资|资金|保险|薪|成本|药|学杂费|押金|开支|支出|投入|租金|运费)$"
)


# 其余三成|由企业承担, 六成|按用水量分摊
BORNE_BEHIND = re.compile(
    r"(?:则|再|都)?(?:由(?P<payer>[^，,。；;、\d的]{2,8}?)|按[^，,。；;、\d的]{2,8}?)"
    r"(?P<verb>承担|负担|分担|补助|补贴|解决|自筹|筹集|支付|分摊|出资|兜底|出)(?=[，,。；;、）)]|$)"
)


def _borne_behind(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    text, end = reading.text, spot.quantity.end
    if text[end : end + 1] not in "由按则再都":
        return None
    borne = BORNE_BEHIND.match(text, end, spot.clause_end)
    if borne is None:
        return None
    listed = previous is not None and previous.way == "borne"
    said = spot.before.text if spot.before.text not in REST else ""
    thing = said if MATTER.search(said) else ""
    thing = thing or (previous.head if listed and previous else "") or _matter(spot, previous)
    noun = NOUNS.get(borne["verb"], borne["verb"])
    return Named(f"{thing}{borne['payer'] or ''}{noun}比例", thing or None, None, "borne")


REST = frozenset("其余 余下 剩下 剩余 另外 另".split())


def name_borne(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """保费农户自缴比例 of 保费农户自缴20%: what is paid, by whom, and that it is a part."""
    behind = _borne_behind(reading, spot, previous)
    if behind is not None:
        return behind
    text, start = reading.text, spot.quantity.start
    if text[start - 1] not in LAST and text[start - 2 : start - 1] not in LAST:
        return None
    borne = BORNE.search(text, spot.left_start, start)
    if borne is None:
        return None
    listed = previous is not None and previous.way == "borne"
    left = text[spot.left_start : borne.start()].strip("、，, ")
    left = left.removeprefix("其中").removesuffix("给予")
    payer = BY.search(left) or PAYER.search(left)
    who = payer["payer"] if payer else ""
    thing = left[: len(left) - len(who)].rstrip("由让请") if who else left
    if not who and not MATTER.search(thing):
        return None
    thing = _thing(reading, spot, thing, previous if listed else None) or _matter(spot, previous)
    verb = borne["verb"]
    noun = "贴息" if verb == "贴" and INTEREST.search(thing) else NOUNS.get(verb, verb)
    name = f"{thing}{tidy(who)}{noun}比例"
    return Named(name, thing or None, None, "borne")


def _thing(reading: Reading, spot: Spot, said: str, listed: Named | None) -> str:
    """What is paid: as the clause begins, or as the part before in the list said."""
    if said:
        end = reading.text.find(said, spot.left_start) + len(said)
        found = phrase_before(reading.tokens(spot.left_start, end)).text
        return found if THING.fullmatch(found) else ""
    return (listed.head or "") if listed else ""


def _matter(spot: Spot, previous: Named | None) -> str:
    """每口网箱保费36元，养殖户掏四成: the sum told right before."""
    head = previous.head if previous and is_money(previous.unit) else None
    return head if head and MATTER.search(head) and len(head) <= 8 else ""
