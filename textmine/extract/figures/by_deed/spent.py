"""Money named by what it went to: 投资100多万元建立起了视频中心, 落实资金7万元维修了村桥."""

from __future__ import annotations

import re

from textmine.extract.figures.by_noun.owners import DOER, SHELL
from textmine.extract.figures.objects import object_behind
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import is_money

GOT_OUT = frozenset("拿出 抽出 腾出".split())  # also days and rooms
RAISING = frozenset("投入 争取 筹措 筹集 整合 拨付 安排".split())
FUND = re.compile(r"(?:[^\W\d]{0,4})(?:资金|经费|款项)")
# What money that was found, paid or set aside is called by what it went to.
SAID = {
    "投入": "投资",
    "拿出": "资金",
    **dict.fromkeys("筹措 筹集 争取 安排 拨付 落实 整合 下拨 争取到".split(), "资金"),
}
PLANNED = re.compile(r"(?:计划|概算|预计|规划|累计|已?完成|总)投资")
PAID_FOR = tuple("投入 投资 补助 补贴 安排 拨款 拨付 列支 出资 捐资 筹资".split())
PAID = re.compile(
    r"^.{0,6}财政(?=(?:投入|投资|补助|补贴|安排|拨款|拨付|列支)$)"
    r"|^.{1,12}?(?:厅|局|办|委|公司|集团|总队|支队|部门|政府|部|会|银行|单位|合作社|企业|学校|医院)"
    r"(?:先后|累计|共|再|又|还)?(?=(?:投入|投资|出资|捐资|拨付|拨款|筹资)$)"
)
# 三年计划|投入
AHEAD = re.compile(r"^(?:[一两二三四五六七八九十]+年(?:来|间|内)?|计划|预计|累计|拟|共|已)+(?=..)")
PAYING = re.compile(r"(?:投资|投入|出资|捐资|筹资|集资)$")


def name_spent(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """投资100多万元建立起了视频中心: what it went to."""
    before, spending = spot.before, load_lexicon().spending
    phrase = before.text or before.action or ""
    phrase = PAID.sub("", phrase) if phrase.endswith(PAID_FOR) else phrase
    phrase = AHEAD.sub("", phrase) if phrase.endswith(PAID_FOR) else phrase
    given = load_lexicon().actions.get(before.action or "") == "input"
    pays = before.action in spending or phrase in spending or phrase.endswith(PAID_FOR)
    if not (given or pays):
        return None
    told = spot.right or (before.action in RAISING and len(before.text) == 2)
    if given and told and FUND.fullmatch(before.text):
        thing = object_behind(reading, spot)  # 落实资金7万元维修了村桥
        return Named(thing + before.text, thing, before.action, "spent") if thing else None
    if before.elided and before.action in spending and is_money(spot.quantity.unit):
        phrase = before.action or ""  # 拿出攒下的|30万元承包荒山
    follows = reading.text.startswith(before.action or "。", before.start + len(before.text))
    if follows and before.action in spending and DOER.search(before.text):
        phrase = before.action or ""  # 区里|拿出|60万元
    paying = PAYING.search(phrase)
    if paying and spot.right and spot.right[0].word in load_lexicon().making:
        phrase = paying[0]  # 村企联合投资90万元|建起冷库
    if phrase not in spending or (phrase in GOT_OUT and not is_money(spot.quantity.unit)):
        return None
    owner = previous.head if previous else None
    planned = PLANNED.search(reading.text, spot.clause_start, spot.quantity.start)
    if planned and phrase == "投资" and owner and not owner.endswith("投资"):
        return Named(owner + phrase, owner, before.action, "attribute")
    if owner and phrase == "投资" and reading.text[spot.left_start : spot.left_start + 1] == "、":
        return Named(owner + phrase, owner, before.action, "attribute")
    owner = reading.subject(spot) if phrase == "支出" else ""
    if owner:  # 党费专户|支出8万元
        return Named(owner + phrase, owner, before.action, "spent")
    thing = object_behind(reading, spot)
    paid = (
        "" if SHELL.search(thing) or thing.endswith("学金") else SAID.get(phrase, phrase)
    )  # 拿出100万元设立专项基金
    return Named(thing + paid, thing, phrase, "spent") if thing else None
