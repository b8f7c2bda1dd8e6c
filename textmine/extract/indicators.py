"""What a figure counts: the shortest noun phrase that stays clear out of context."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from textmine.detect.units import load_units
from textmine.detect.words import Words
from textmine.extract.changes import FoundChange
from textmine.extract.clauses import Spot
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrase_after import phrase_after
from textmine.extract.phrase_before import phrase_before
from textmine.extract.phrases import MOST, PER_PERSON, Token, tidy, tokens_between

# What a bare unit counts, where nothing else says it.
PEOPLE = {"人": "人口", "户": "农户", "人次": "人次", "名": "人员", "位": "人员"}
SHARE = re.compile(r"占(?:比|到|了|全|总|其|的|据)*[^，,。；;]*$")
WEIGHT = re.compile(r"的?(?:比重|比例)")  # 产值占GDP的比重
SHARE_NOUN = re.compile(r"占比|比重|比例|占有率")
# Whom a thing reaches does not become what later figures are about.
REACHED = frozenset("带动 吸纳 惠及 覆盖 辐射 安置 受益".split())
TAUGHT = frozenset("培训 轮训 巡诊 体检 考察 演出 宣讲 宣传 义诊 指导 服务 走访 慰问".split())
DEEDS = frozenset({"人次", "户次", "车次", "场次"})
PER = re.compile(r"(?<!每人)(?<!每户)(?<!每亩)每(?:年|半年|季度|月|周|个?季度|学期|两年|天|日)")
COMPARED = re.compile(r"(?:[高低]于|[快慢]于|领先|落后|高出|低出)[^，,。；;]*$")
EXCESS = re.compile(
    r"比(?!上年|去年|同期|往年|过去|以前|\d)[^，,。；;前后]{2,12}(?:高出|多出|低出|(?<![提升增减降])[高低多少])了?$"
)
AHEAD = ("提前", "提早")
PERSON = re.compile(r"(?:人|员|户|农民|群众|干部|学生|教师|职工|工|者|师)$")
AMONG = re.compile(r"每(?:百|千|万|亿|十万)[^，,。；;]{1,8}$")  # 每千名老人拥有养老床位
PLANNED = re.compile(r"(?:计划|概算|预计|规划|累计|已?完成|总)投资")
PAID = re.compile(r"^.{0,6}财政(?=(?:投入|投资|补助|补贴|安排|拨款|拨付|列支)$)")
# What is measured by the figure behind it, whatever follows (人均纯收入8274元).
VALUED = re.compile(
    r"(?:收入|支出|产值|总值|产量|面积|率|额|投资|投入|资金|经费|价|价格|成本|利润|税收|比例|比重|占比|工资|报酬|标准|规模|能力|量|值|长度|里程|总计|存款|贷款|资本|补贴|补助)$"
)
RATIOS = frozenset({"%", "‰", "百分点", "倍"})
MANNERS = frozenset({"联合", "单独", "挂靠", "独立", "合作"})  # 联合|组建14个
THINGS = frozenset("个 处 项 片 块 座 条".split())
GRADE = re.compile(r"(?:国家|省|市|县|区|镇|乡|村|部|中央|地|厅|世界)级")
SIZE = re.compile(
    r"(?:播种|种植|建筑|占地|养殖|经营|流转|耕地)?(?:面积|产量|总产|产值|长度|总数|占地)$"
)
PICKED = frozenset({"有", "其中", "又有", "还有", "已有", "就有"})
TREATED = re.compile(r"^进行(?=.)")
# 年产3000吨食材: the verb names the figure, the noun follows.
YIELDS = frozenset("年产 日产 年加工 年处理 年出栏 年存栏 年销售 日处理 占地".split())
LAST_STEP = re.compile(r"[^，,。；;]*(?:后|并)")
DONE = re.compile(r"实现|完成|得到|获得|达到")
NEXT_CLAUSE = re.compile(r"[，,。；;！？\n]|\d")
PAYERS = frozenset("群众 党员 村民 农户 干部 职工 社会 个人 每户 每人".split())
COMPLEMENTS = frozenset({"起", "了", "起了", "到", "好", "完", "成", "出", "过"})
LISTING = frozenset({"、", "和", "及", "与", "或"})


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator, with the noun that later figures of the sentence may leave out."""

    indicator: str | None
    head: str | None
    action: str | None
    way: str = "before"  # how it was found, for `confidence`
    unit: str = ""


class Namer:
    """Names the figures of one text."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words = text, words

    def name(self, spot: Spot, change: FoundChange, previous: Named | None) -> Named:
        """The indicator of *spot*; *previous* is the figure before it in the sentence."""
        named = (
            self._share(spot, previous)
            or self._gap(spot, previous)
            or self._ahead(spot)
            or self._inherited(spot, change, previous)
            or self._behind(spot)
            or self._before(spot, previous)
            or self._deed(spot, previous)
        )
        per = PER.search(self.text, spot.clause_start, spot.quantity.start)
        indicator = named.indicator
        fresh = previous is None or named.indicator != previous.indicator
        if indicator and per and fresh and spot.quantity.unit not in ("%", "百分点"):
            indicator = per[0] + indicator.removeprefix(per[0])
        head = named.head
        if (previous and "其中" in spot.before.links[-1:]) or self._is_part(spot):
            head = previous.head if previous else head
        if previous and previous.head and named.action in REACHED:
            head = previous.head  # 创办企业64家，带动就业2300人，实现产值…: of the enterprises
        return replace(named, indicator=indicator, head=head, unit=spot.quantity.unit)

    def _is_part(self, spot: Spot) -> bool:
        return self.text.startswith("其中", spot.clause_start)

    # ---- figures of figures --------------------------------------------------------------------
    def _share(self, spot: Spot, previous: Named | None) -> Named | None:
        """占总数的10.9%: the share of what the clause, or the figure before, is about."""
        match = SHARE.search(self.text, spot.left_start, spot.quantity.number_start)
        if match is None or spot.quantity.unit != "%":
            return None
        found = phrase_before(self._tokens(spot.left_start, match.start()))
        subject = found.text
        if found.elided and subject and previous and previous.head:
            subject = f"{subject}的{previous.head}"
        elif self._after_threshold(spot):
            subject = self._threshold_phrase(spot.clause_start, match.start()) or subject
        owner = subject or (previous.indicator if previous else "") or spot.after.text
        if not owner:
            return None
        weight = WEIGHT.search(match[0])
        if subject and weight and len(subject + match[0]) <= MOST:
            return Named(subject + match[0][: weight.end()], subject, "占", "share")
        head = previous.head if previous and not subject else owner
        return Named(owner if SHARE_NOUN.search(owner) else f"{owner}占比", head, "占", "share")

    def _gap(self, spot: Spot, previous: Named | None) -> Named | None:
        """高于全国平均水平16个百分点: the gap, said in full."""
        match = EXCESS.search(self.text, spot.left_start, spot.quantity.start)
        if match is None and spot.quantity.unit == "百分点":
            match = COMPARED.search(self.text, spot.left_start, spot.quantity.start)
        if match is None:
            return None
        subject = phrase_before(self._tokens(spot.left_start, match.start())).text
        owner = previous.indicator if previous and previous.indicator else ""
        owner = subject if subject not in load_lexicon().attributes else owner + subject
        owner = owner or (previous.indicator if previous else "") or ""
        return Named(owner + tidy(match[0]), owner, None, "gap")

    def _ahead(self, spot: Spot) -> Named | None:
        """提前两年实现全覆盖: by how much."""
        if self.text[max(0, spot.quantity.start - 2) : spot.quantity.start] not in AHEAD:
            return None
        thing = self._object(spot)
        return Named(f"{thing}提前时间", thing, "提前", "ahead")

    def _inherited(self, spot: Spot, change: FoundChange, previous: Named | None) -> Named | None:
        """同比增长13.8%, 单建党组织的8个, 532户1926人: of what was counted before."""
        if previous is None:
            return None
        before = spot.before
        if before.elided and not spot.after.text:
            return Named(
                f"{before.text}的{previous.head or ''}", previous.head, before.action, "inherited"
            )
        bare = spot.clause_start < spot.left_start == spot.quantity.start
        moved = change.relative or change.kind in ("increase_to", "decrease_to")
        if not before.text and (moved or (bare and not spot.after.text)):
            return replace(previous, action=before.action, way="inherited")
        return None

    # ---- the phrase behind ---------------------------------------------------------------------
    def _behind(self, spot: Spot) -> Named | None:
        """17个联合党总支: the noun behind the number."""
        phrase, before = spot.after.text, spot.before
        spent = (before.text or before.action) in load_lexicon().spending
        if (
            not phrase
            and not before.text
            and not spent
            and spot.right
            and spot.right[0].word == "的"
        ):
            return self._owned(spot)
        if phrase and before.text in YIELDS:  # 年产3000吨葛根食材
            return Named(phrase + before.text, phrase, before.action, "behind")
        measured = spot.quantity.unit in RATIOS or VALUED.search(before.text) is not None
        if not phrase or (before.text and not _is_count(spot) and measured):
            return None
        phrase = self._relative_head(spot) or phrase
        if phrase in load_lexicon().nominal and spot.quantity.unit in PEOPLE:
            return Named(phrase + PEOPLE[spot.quantity.unit], phrase, before.action)
        full = (before.action or "") + phrase if _needs_verb(phrase, before.action) else phrase
        named = Named(full, phrase, before.action, "behind")
        if before.text or before.action:
            return named
        end = spot.after.start + len(phrase)
        listed = self.text[end : end + 1] in LISTING or self._is_listed(spot)
        deed = "" if listed else self._predicate(spot, end)
        picked = TREATED.match(deed) is not None or not PICKED.isdisjoint(before.links[:2])
        deed = TREATED.sub("", deed)
        if deed and len(deed) <= 12 and (picked or len(phrase) <= 3):
            return Named(f"{deed}的{phrase}", phrase, None, "behind")
        return named

    def _relative_head(self, spot: Spot) -> str:
        """40个大学生村官任职的|贫困村: the noun behind a clause that describes it."""
        if spot.quantity.unit not in THINGS:
            return ""
        start = spot.after.start + len(spot.after.text)
        tokens = self._tokens(start, spot.right_end)[:6]
        at = next((i for i, token in enumerate(tokens) if token.word == "的"), 0)
        described = at > 0 and not any(
            token.tag == "x" and not token.word[0].isalnum() for token in tokens[:at]
        )
        if not described or tokens[0].word in load_lexicon().stops:
            return ""
        return phrase_after(self.text, self._tokens(tokens[at].end, spot.right_end)).text

    def _owned(self, spot: Spot) -> Named | None:
        """22公里的内环线, 6成的流动党员有返乡打算: what stands behind 的."""
        phrase = phrase_after(self.text, spot.right[1:])
        if not phrase.text:
            return None
        if spot.quantity.unit != "%":
            return Named(phrase.text, phrase.text, spot.before.action)
        deed = self._predicate(spot, phrase.start + len(phrase.text))
        whole = f"{deed}的{phrase.text}" if deed else phrase.text
        return Named(whole + "占比", phrase.text, None)

    # ---- the phrase before ---------------------------------------------------------------------
    def _before(self, spot: Spot, previous: Named | None) -> Named | None:
        """农民人均纯收入8274元, 投资100多万元建立起了视频中心: the phrase before the number."""
        lexicon, before = load_lexicon(), spot.before
        phrase = before.text or before.action or ""
        owner = previous.head if previous else None
        threshold = spot.quantity.modifier and spot.right and spot.right[0].word == "的"
        if phrase in lexicon.attributes and not threshold:
            return self._attribute(spot, phrase, owner)
        phrase = PAID.sub("", phrase)
        planned = phrase == "投资" and PLANNED.search(
            self.text, spot.clause_start, spot.quantity.start
        )
        if planned and owner and not owner.endswith("投资"):
            return Named(owner + phrase, owner, before.action, "attribute")
        if phrase in lexicon.spending:
            thing = self._object(spot)
            if thing:
                return Named(thing + phrase.replace("投入", "投资"), thing, phrase, "spent")
        if not before.text:
            return None
        if self._after_threshold(spot):
            if len(phrase) < 4:
                phrase = self._threshold_phrase(spot.clause_start, spot.quantity.start) or phrase
            return Named(phrase, phrase, before.action)
        if phrase in PER_PERSON and previous and previous.indicator:
            return Named(phrase + previous.indicator, owner, before.action)
        among = AMONG.search(self.text, spot.left_start, before.start)
        if among:
            return Named(among[0] + phrase, phrase, before.action)
        if owner and GRADE.fullmatch(phrase):
            return Named(phrase + GRADE.sub("", owner, count=1), owner, before.action)
        unit = spot.quantity.unit
        if phrase in lexicon.modifiers | lexicon.nominal and unit in PEOPLE and not before.action:
            return Named(phrase + PEOPLE[unit], phrase, before.action)
        if phrase in MANNERS and before.action and owner:
            return Named(f"{phrase}{before.action}的{owner}", owner, before.action, "deed")
        taught = unit in DEEDS and before.action in TAUGHT
        if _needs_verb(phrase, before.action) and not taught:
            subject = self._subject(spot) if phrase in ("资金", "贷款") else ""
            phrase = subject + (before.action or "") + phrase
        elif taught:
            phrase += before.action or ""
        head = None if before.elided else SIZE.sub("", before.text) or before.text
        return Named(phrase, head, before.action)

    def _after_threshold(self, spot: Spot) -> bool:
        """收入5万元以上|的村有412个: the figure before is part of the phrase."""
        return spot.left_start > spot.clause_start and self.text[spot.left_start] == "的"

    def _attribute(self, spot: Spot, phrase: str, owner: str | None) -> Named:
        """总投资5亿元, 白酒产业实现营收1500亿元: whose it is."""
        action = spot.before.action
        subject = self._subject(spot)
        if owner and PERSON.search(owner):
            owner = self._sentence_subject(spot)
        if not subject and (action is None or action in load_lexicon().light):
            subject = owner or self._topic(spot)
        if not subject or subject.endswith(phrase):
            return Named((action or "") + phrase if action and not owner else phrase, owner, action)
        return Named(subject + phrase, subject, action, "attribute")

    def _sentence_subject(self, spot: Spot) -> str:
        """公司现有员工860人 …；年产值3.2亿元: of the company, not of its staff."""
        tokens = self._tokens(spot.sentence_start, min(spot.sentence_start + 24, spot.clause_start))
        stops = load_lexicon().stops
        while tokens and (tokens[0].word in stops or tokens[0].tag in ("d", "p", "t", "r", "x")):
            tokens = tokens[1:]
        return phrase_after(self.text, tokens).text

    def _topic(self, spot: Spot) -> str:
        """The noun phrase with which the clause before begins."""
        end = spot.clause_start - 1
        start = max(self.text.rfind(mark, spot.sentence_start, end) for mark in "，,；;：:")
        start = max(start + 1, spot.sentence_start)
        tokens = self._tokens(start, end) if start < end else []
        while tokens and (
            tokens[0].word in load_lexicon().stops or tokens[0].tag in ("d", "p", "t", "r")
        ):
            tokens = tokens[1:]
        while len(tokens) > 1 and tokens[0].word in load_lexicon().actions:
            tokens = tokens[1:]
        return phrase_after(self.text, tokens).text

    def _subject(self, spot: Spot) -> str:
        """白酒产业|实现营收1500亿元: whose attribute it is."""
        action = spot.before.action
        at = next((i for i, token in enumerate(spot.left) if token.word == action), 0)
        return phrase_before(spot.left[:at]).text if at else ""

    def _threshold_phrase(self, start: int, end: int) -> str:
        """村集体收入超10万元的村: with the threshold that is part of it."""
        tokens = self._tokens(start, end)
        stops = load_lexicon().stops
        while tokens and (tokens[0].word in stops or tokens[0].tag in ("d", "x", "r")):
            tokens = tokens[1:]
        while tokens and tokens[-1].word in stops:
            tokens = tokens[:-1]
        whole = tidy("".join(token.word for token in tokens))
        return whole if len(whole) <= 24 else ""

    def _object(self, spot: Spot) -> str:
        """The object of the first verb behind the number, in this clause or those that follow.

        Only a clause without a subject of its own is carried on: 投资620万元，…，建立了创业基地.
        """
        tokens = self._tokens(spot.quantity.end, spot.clause_end)
        if tokens and tokens[0].word == "的":
            return phrase_after(self.text, tokens[1:]).text
        thing = self._first_object(tokens, any_verb=True)
        if thing or tokens or self._has_subject(spot):
            return thing
        start = spot.clause_end + 1
        for _ in range(2):
            last = NEXT_CLAUSE.search(self.text, start)
            end = last.start() if last else min(start + 40, len(self.text))
            thing = self._first_object(self._tokens(start, min(end, start + 40)), any_verb=False)
            if thing or self.text[end : end + 1] not in ("，", ","):
                break
            start = end + 1
        return thing

    def _has_subject(self, spot: Spot) -> bool:
        """每户群众集资1500元: somebody pays, and what follows is another matter."""
        return any(token.word in PAYERS for token in spot.left)

    def _first_object(self, tokens: list[Token], *, any_verb: bool) -> str:
        actions = load_lexicon().actions
        for index, token in enumerate(tokens):
            if token.word in actions or (any_verb and token.tag == "v"):
                rest = tokens[index + 1 :]
                while rest and rest[0].word in COMPLEMENTS:
                    rest = rest[1:]
                thing = phrase_after(self.text, rest).text
                if thing:
                    return thing
        return ""

    # ---- no phrase at all ----------------------------------------------------------------------
    def _deed(self, spot: Spot, previous: Named | None) -> Named:
        """Its clause, the figure before, or its unit tells."""
        unit, action = spot.quantity.unit, spot.before.action
        head = previous.head if previous else None
        predicate = self._predicate(spot, spot.quantity.end) if not spot.after.text else ""
        same_kind = previous is not None and previous.unit == unit
        if predicate and unit in PEOPLE and (not same_kind or not head):
            return Named(f"{predicate}的{PEOPLE[unit].replace('人口', '人员')}", None, None, "deed")
        if predicate and head:
            return Named(f"{predicate}的{head}", head, None, "deed")
        if action and head and same_kind:
            return Named(f"{action}的{head}", head, action, "deed")  # 收集528个、解决481个
        if unit in PEOPLE and not same_kind:
            verb = action or (previous.action if previous and self._is_listed(spot) else "") or ""
            return Named(verb + PEOPLE[unit], PEOPLE[unit], action, "deed")
        if previous is not None and not action:
            return replace(previous, action=action, way="deed")
        named = action or self._object_before(spot)
        return Named(named or None, named or None, action, "deed")

    def _object_before(self, spot: Spot) -> str:
        """收看远程教育节目，每月不少于4次: what the clause before is about."""
        end = spot.clause_start - 1
        start = max(self.text.rfind(mark, spot.sentence_start, end) for mark in "，,；;：:")
        start = max(start + 1, spot.sentence_start)
        return phrase_before(self._tokens(start, end)).text if start < end else ""

    def _is_listed(self, spot: Spot) -> bool:
        return self.text[spot.left_start : spot.quantity.start].strip() in LISTING

    def _predicate(self, spot: Spot, start: int) -> str:
        """其中3.3万件经研究后提交会议审议: what those counted do or undergo."""
        last = LAST_STEP.match(self.text, start, spot.right_end)
        tokens = self._tokens(last.end() if last else start, spot.right_end)
        lexicon = load_lexicon()
        while tokens and tokens[0].word not in lexicon.light and _leads_nowhere(tokens[0]):
            tokens = tokens[1:]
        if (
            len(tokens) > 2
            and tokens[0].word in lexicon.nominal
            and tokens[1].word in lexicon.actions
        ):
            tokens = tokens[:1]  # 结对|建立联合党总支: the first deed tells
        phrase = tidy("".join(token.word for token in tokens if token.tag != "ul"))
        done = DONE.search(phrase)
        phrase = phrase[done.start() :] if done else phrase
        return phrase if 2 <= len(phrase) <= 16 else ""

    def _tokens(self, start: int, end: int) -> list[Token]:
        return tokens_between(self.text, self.words, start, end)


def _needs_verb(phrase: str, action: str | None) -> bool:
    """A noun of two characters says too little alone: 流转土地, 创办企业, 拨付资金."""
    lexicon = load_lexicon()
    if action is None or action in lexicon.light or action in lexicon.shifts:
        return False
    return phrase in lexicon.generic or (len(phrase) == len(action) == 2)


def _leads_nowhere(token: Token) -> bool:
    return token.word in load_lexicon().stops or token.tag in ("p", "d", "x")


def _is_count(spot: Spot) -> bool:
    unit = load_units().by_name.get(spot.quantity.unit)
    return unit is None or unit.dimension == "count"
