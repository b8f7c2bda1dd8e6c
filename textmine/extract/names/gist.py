"""What a sentence comes to: its main act with its object, as a name.

Every verb of a sentence that governs something is an act. The one that a reader would name the
sentence by stands at the head of its clause or behind who acts, early in the sentence, and acts on
a thing; what stands inside a noun, is not to be done, or says what came of it is passed by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from textmine.extract.names.acts import (
    LONGEST_THING,
    TORN,
    Sentence,
    before_next,
    founded,
    governs,
    is_vague,
    leads_on,
    treated,
    until_next_act,
)
from textmine.extract.names.complements import behind_verb
from textmine.extract.names.shaping import is_misshapen
from textmine.extract.names.trimming import AMOUNT, COUNTED, LONGEST_OBJECT, shorten, uncounted
from textmine.extract.rulebook import rule

MOST_CLAUSES = 8
LATER = 0.5  # how much less each clause counts than the one before
HEADS = 3.0  # a verb at the head of its clause, or inside it
FOUNDS = 2.0
ASIDE = 5.0  # a clause that says what came of it, with what, or by which principle
PLAIN = 0.0
MOST_TOLD = 3.0  # of a concrete act on a thing that says what it is
LEAST_OBJECT = 2
LEAST_THING = 4  # characters of an object that says by its noun what it is: not 台账
LONGEST_ACT = 18
LONGEST_VERB = 6  # a longer one says who became what: 选派…担任|网格长
MANNER = re.compile("(?:定期|统一|集中|免费|上门|逐户|逐一|联合|分类|分级|轮流|错时|延时)$")
NOUNLIKE = frozenset("管理 服务 宣传 监督 保障 培训 教育 帮扶 考核 治理".split())
# 联系茅坡村|的领导
RELATIVE = re.compile("的[\u4e00-\u9fff]{0,4}(?:领导|人|户|党员|干部|群众|者|同志)$")
# 组织|城市党组织、企业等力量结对共建: who is to act, not what was done
BODIES = re.compile("(?:党组织|党支部|企业|单位|部门|力量|高校|机关)$")
CUT_OFF = re.compile("[到赴在向从与和对为][^、]{1,6}$")  # 到山东|、浙江考察大棚
OF = re.compile("[的、]")
# 党员、村民代表会议|反复研究: what a meeting does
MEETING = re.compile(
    "[^的]{2,16}?(?:会议|[大谈议听民]会)(?=(?:反复|多次|集体|共同|充分|民主)?(?:研究|讨论|商议|协商|审议|商定|表决))"
)
WITHIN = re.compile("[对向把将由让]")
# 建成|后可日处理…, 开办|以来办结…; not 发展|来料加工, 推行|前置审批, 种植|时令蔬菜
SPENT = re.compile(
    "(?:(?:以|之)?后(?![续备勤期段端台方进代援厨盾劲辈]|花园)|(?:以)?来(?![料访华宾信电客源历往龙年稿件])"
    "|时(?![令政装尚代间节光段髦空效期])|(?:以)?前(?![置期端景沿台方进瞻线哨途列身]))"
)


@dataclass(slots=True)
class Verb:
    """A verb in its clause, with how much speaks for it before its object is known.

    `main` says that it sets something up and heads a clause that is about that.
    """

    clause: str
    match: re.Match[str]
    main: bool
    worth: float


@lru_cache(maxsize=4)  # several finders ask for that of one sentence
def main_act(sentence: Sentence) -> str:
    """What a sentence sets up, "" where none of its clauses is about that."""
    return _best(sentence, [verb for verb in _verbs(sentence) if verb.main])


@lru_cache(maxsize=4)
def some_act(sentence: Sentence) -> str:
    """What any act of a sentence is called, "" where it tells none plainly."""
    return _best(sentence, _verbs(sentence))


@lru_cache(maxsize=4)
def _verbs(sentence: Sentence) -> list[Verb]:
    """The verbs of the first clauses that tell something."""
    found, act = [], rule("act")
    for late, clause in enumerate(sentence.telling[:MOST_CLAUSES]):
        matches = list(act.finditer(clause))
        aside = _aside_in(clause) if matches else 0
        for match in matches:
            at = match.start()
            founds, at_head = _founds(clause, at), heads(clause, at)
            worth = (HEADS if at_head else -HEADS) + FOUNDS * founds - LATER * late
            main = founds and at_head and at >= aside
            found.append(Verb(clause, match, main, worth if at >= aside else worth - ASIDE))
    return found


def heads(clause: str, at: int) -> bool:
    """Whether a verb stands at the head of its clause, or behind who acts, when and how."""
    return not at or rule("acts_behind").match(clause[:at]) is not None


def _aside_in(clause: str) -> int:
    """The offset up to which a clause says what came of an act, with what, or by what principle."""
    if rule("comes_of_it").match(clause):
        return len(clause)
    ground = rule("with_means").match(clause) or rule("by_rule").match(clause)
    return ground.end() if ground else 0


def _founds(clause: str, at: int) -> bool:
    return bool(rule("found").match(clause, at) or rule("set_up").match(clause, at))


def _best(sentence: Sentence, verbs: Sequence[Verb]) -> str:
    """The name of the act that most speaks for, of those that read as one; the first of equals."""
    best, most, first = "", PLAIN, len(verbs)
    for number, verb in sorted(enumerate(verbs), key=lambda numbered: -numbered[1].worth):
        at_most = verb.worth + MOST_TOLD
        if at_most < most or (at_most == most and number > first):
            continue
        named = _name_of(sentence, verb)
        weight = verb.worth + _tells_thing(verb.match[0], named) if named else 0.0
        better = weight > most or (weight == most and number < first)
        if named and better and not is_misshapen(named):
            best, most, first = named, weight, number
    return best


def _name_of(sentence: Sentence, verb: Verb) -> str:
    """What the act of a verb is called, "" where it governs no thing."""
    before = verb.clause[: verb.match.start()]
    if not governs(sentence, verb.clause, verb.match):
        return ""
    if before and rule("not_acted").search(before):
        return ""
    return _named(_with_manner(before, verb.match[0]), verb.clause[verb.match.end() :])


def _tells_thing(verb: str, named: str) -> float:
    """How much it says for an act that it has an object that says what it is: not 台账."""
    thing = rule("thing_end").search(named) or named.endswith("”")
    acts = rule("concrete").match(verb) is not None
    least = LEAST_THING + len(verb) * named.startswith(verb)
    return acts + 2.0 * bool(thing and len(named) >= least)


def _with_manner(before: str, verb: str) -> str:
    """A verb with the word before it that says how: 定期|公布."""
    manner = MANNER.search(before)
    return (manner[0] if manner else "") + verb.removesuffix("了")


@lru_cache(maxsize=32)
def _named(verb: str, phrase: str) -> str:
    """A verb with what it acts on, that alone where it was set up, "" where it is no thing."""
    thing = _acted_on(verb, behind_verb(verb, phrase))
    if verb == "组织" and BODIES.search(thing):
        return ""
    if RELATIVE.search(thing) and not rule("for_people").match(verb):
        return ""
    whole = rule("thing_end").search(thing) is not None
    says = len(thing) >= LEAST_THING and (len(verb) == 1 or _founds(verb, 0))
    said = whole and (says or len(verb + thing) > LONGEST_ACT)
    became = len(verb) > LONGEST_VERB and len(thing) >= LEAST_THING
    named = thing if said or became else uncounted(verb + thing)
    return named if thing and len(named) <= LONGEST_THING else ""


def _acted_on(verb: str, phrase: str) -> str:
    """The thing in what follows a verb, "" where that is none."""
    if any(look.match(phrase) for look in (TORN, SPENT, rule("not_object"))):
        return ""
    if leads_on(verb, phrase):
        return ""
    if verb in NOUNLIKE and rule("set_up").match(phrase):
        return ""  # 流动党员管理|实行月报制
    counted = uncounted(rule("quantity_before").sub("", phrase))
    thing = before_next(_cut(AMOUNT.sub("", counted)))
    return thing if LEAST_OBJECT <= len(thing) <= LONGEST_THING and not is_vague(thing) else ""


def _cut(phrase: str) -> str:
    """What is acted on, of a list its first members where no noun says what all are."""
    phrase = COUNTED.sub("", until_next_act(phrase))
    held = MEETING.match(phrase) if "会" in phrase else None
    phrase = held[0] if held else phrase
    listed = "、" in phrase and "等" not in phrase and len(phrase) < LONGEST_THING
    if listed and rule("thing_end").search(phrase):
        return phrase
    cut = shorten(phrase)
    dropped = "" if phrase.startswith(cut) else phrase.partition(cut)[0]
    if dropped and WITHIN.search(phrase):
        return ""  # 邀请居民对部门的|效率作测评
    if dropped and not OF.search(dropped):
        cut = phrase
    if len(phrase) <= LONGEST_OBJECT or "、" not in cut or rule("thing_end").search(cut):
        return cut
    while "、" in phrase and len(phrase) > LONGEST_OBJECT:
        phrase = phrase.rsplit("、", 1)[0]
    return "" if CUT_OFF.search(phrase) else shorten(phrase)


def acted(sentence: Sentence) -> str:
    """What was set up with the means that a sentence begins with, "" for nothing."""
    return founded(sentence) or main_act(sentence) or treated(sentence) or some_act(sentence)
