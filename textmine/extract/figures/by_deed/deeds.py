"""Figures that no noun names: by what those counted do, or by what is done to them.

其中3.3万件提交会议审议, 收集问题528个、解决481个: the verb, and what was counted before.
"""

from __future__ import annotations

import re
from dataclasses import replace

from textmine.extract.figures.by_noun.before import MONEY
from textmine.extract.figures.by_noun.owners import BECOMING, MEMBERS, denied, said
from textmine.extract.figures.predicates import predicate_of
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import PEOPLE, is_money

# What became of those counted, behind homes and heads: 2456户、5401人|尚未|脱贫.
FATE = re.compile(
    r"(?:[、和及]?[\d.,]+万?[余多]?人口?)?(?:已经?|全部|均|都|实现|尚|还)*(未?(?:脱贫|返贫|致贫|参保|参合|返乡|搬迁))(?=[，,。；;、）)]|$)"
)


def name_fate(reading: Reading, spot: Spot, _: Named | None) -> Named | None:
    """未脱贫户, 未脱贫人口: what became of those counted, in one verb."""
    fate = FATE.match(reading.text, spot.quantity.end, spot.clause_end)
    return Named(fate[1] + MEMBERS[spot.quantity.unit], None, None, "deed") if fate else None


# 1.2万人|出行绕道|的历史结束了: what became of something of theirs
UNTIL_OF = re.compile(
    r"(?<=[^的]{2})的[^的]*(?:结束|终结|了结|改变|好转|缓解|消失|成真|改善|提高|提升|增加|减少)$"
)
GAINS = frozenset("增收 创收 节支 增产 增效 减支 减亏".split())
HEADS = frozenset({"人", "名", "位"})  # units of one kind


def name_by_predicate(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """其中3.3万件提交会议审议, 有238人入党: what those counted do."""
    if spot.after.text:
        return None
    unit, head = spot.quantity.unit, previous.head if previous else None
    predicate = UNTIL_OF.sub("", predicate_of(reading, spot, spot.quantity.end))
    same_kind = previous is not None and (previous.unit == unit or {previous.unit, unit} <= HEADS)
    if len(predicate) > 3 and unit in ("人次", "户次"):  # 150多人次|反映问题
        return Named(predicate, None, None, "deed")
    if unit == "%" and predicate == "覆盖":  # 轮训4796人次，实现100%覆盖
        told = (previous.indicator if previous else None) or ""
        whole = told.removesuffix("人次") if head == "人次" else head or ""
        return Named(whole + "覆盖率", head, None, "rate")
    if predicate and unit in PEOPLE and (not same_kind or not head):
        souls = reading.text[spot.quantity.unit_end - 1] == "口"  # 64.6万人口受益
        whole = f"{predicate}的{PEOPLE[unit] if souls else PEOPLE[unit].replace('人口', '人员')}"
        return Named(whole, None, None, "deed")
    if not (previous and predicate and head):
        return None
    if is_money(unit) and not is_money(previous.unit):  # 300个岗位、2000万元|收入
        return None
    if unit == "%":  # 改造费8.6万元，一半|出自公益金
        source = SOURCE.fullmatch(predicate)
        share = f"{head}中{source['whence']}占比" if source else f"{predicate}的{head}占比"
        return Named(share, head, None, "share")
    return Named(f"{predicate}的{head}", head, None, "deed")


SOURCE = re.compile(r"(?:来自于?|来源于|出自|源于|源自)(?P<whence>.{2,12})")


def name_by_action(reading: Reading, spot: Spot, previous: Named | None) -> Named | None:
    """收集问题528个、解决481个; 惠及企业3191家、124.5万人次: the verb, and what was counted."""
    unit, action = spot.quantity.unit, spot.before.action
    head = previous.head if previous and previous.head != PEOPLE.get(unit) else None
    same_kind = previous is not None and (previous.unit == unit or {previous.unit, unit} <= HEADS)
    if action and head and same_kind and action not in GAINS:
        return Named(said(action, head, unit), head, action, "deed")
    if unit not in PEOPLE or same_kind:
        return None
    if HOLDS.search(spot.said):  # 公司设有教室，可容纳150人
        place = reading.made_before(spot)
        return Named(place + "容纳人数", place or None, None, "attribute")
    shared = previous.action if previous and reading.is_listed(spot) else None
    verb = action or shared or ""
    if verb in BECOMING and unit in MEMBERS:
        return Named(denied(spot) + verb + MEMBERS[unit], None, action, "deed")
    thing = PEOPLE[unit] if verb or unit != "户" else "户数"
    if shared and not action and previous and BAND.search(previous.head or ""):
        return Named(f"{previous.head}人数", previous.head, None, "attribute")
    if verb and unit == "人" and verb not in COVERING:  # 发动|参加900人
        thing, verb = "人数", _verbs_before(spot, verb)
    return Named(verb + thing, PEOPLE[unit], action, "deed")


BAND = re.compile(r"(?:队伍?|分队|小组|班|团|协会|社团|联盟)$")  # 突击队12支、|260人
HOLDS = re.compile(r"容纳(?:约|近|下)?$")


def _money_told(reading: Reading, spot: Spot, previous: Named) -> str:
    """扶持资金向12个村倾斜，每村|50万元: the money that the sentence is about."""
    if (
        not spot.said.startswith("每")
        or not is_money(spot.quantity.unit)
        or is_money(previous.unit)
    ):
        return ""
    told = reading.last_phrase(spot, MONEY)
    return spot.said[:2] + told if told and len(spot.said) == 2 else told


SUMS = frozenset("共计 合计 总计 累计 共".split())
COVERING = frozenset("覆盖 惠及 受益 受灾 转移 供应 减少 新增 增加 净增".split())


def _verbs_before(spot: Spot, verb: str) -> str:
    """动员参与, 服务辐射: a verb with the one right before it."""
    at = next((i for i, token in enumerate(spot.left) if token.word == verb), 0)
    ahead = spot.left[at - 1] if at else None
    pairs = ahead is not None and len(ahead.word) == 2 and ahead.word in load_lexicon().actions
    return ahead.word + verb if ahead and pairs else verb


def name_by_deed(reading: Reading, spot: Spot, previous: Named | None) -> Named:
    """The figure before, or the clause before, tells."""
    action = spot.before.action
    told = _money_told(reading, spot, previous) if previous and not action else ""
    if told:
        return Named(told, told, None, "deed")
    if previous is not None and not action:
        summed = previous.way == "norm" and not SUMS.isdisjoint(spot.before.links)
        if summed and previous.head:  # 按每村5万元的标准落实办公经费，共计60万元
            previous = replace(previous, indicator=previous.head)
        return replace(previous, action=action, way="deed")
    named = action or reading.object_before(spot)
    if named and not action and is_money(spot.quantity.unit) and not MONEY.search(named):
        named += "资金"  # 建起饲养场，我拿了4000元
    return Named(named or None, named or None, action, "deed")
