"""What a sentence does: its verbs with their objects, and what these are called.

A verb counts where it is a word by itself (not 上线 in 线上线下) and governs what follows (not
建设 in 建设力度).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from textmine.chinese.listing import AND
from textmine.extract.names.asides import is_circumstance
from textmine.extract.names.complements import behind_verb
from textmine.extract.names.trimming import COUNTED, LONGEST_OBJECT, shorten
from textmine.extract.rulebook import rule

LONGEST_THING = 20  # characters of an object that ends in a noun
LONGEST_VERB = 4
SHORTEST_THING = 3  # a shorter object is named with its verb: 设立议事亭
FIRST_CLAUSES = 3
# 把|280平方米的|旧锅炉房改成食堂
MUCH = re.compile(
    "(?<=^[把将])(?:\\d[\\d.]*|[一两二三四五六七八九十百千]{1,4})[多余万]*(?:平方米|平米|亩|间|个|户|台|座)的?"
)
TORN = re.compile(f"[\u4e00-\u9fff]?(?:、|{AND})")  # 治安巡逻|岗、红白理事岗
SPLIT = re.compile("[,，;；:：]")
MEANS = frozenset({"依托", "利用"})  # with what, not what was done
# Verbs before the one that says what was done: 投资|建设, 合作|创办.
LEADING = frozenset("投资 出资 筹资 申请 争取 合作 联合 牵头 启动 加快 统筹 试点".split())
# With what money, not what was done with it: 争取补助款6万元.
PAYING = frozenset("投入 投资 落实 争取 整合 筹集 筹资 利用 拨付 安排 列支 使用 申请".split())
FUNDS = re.compile(
    "[^,，的]{0,4}?(?:资金|经费|款|[\\d一二两三四五六七八九十百千]+[万亿]?元)"
    "(?:[\\d一二两三四五六七八九十百千][\\d一二两三四五六七八九十百千余多.]*[万亿]?元)?(?![\u4e00-\u9fff]{3})"
)
# What comes of an act, not what was done: 辨认假种子的能力.
FELT = re.compile(
    "(?:能力|水平|意识|素质|质量|效率|氛围|局面|积极性|满意度|获得感|步伐|目标|作用|优势|力度)$"
)
JOINT = re.compile("[、和并及]")
MEASURED = re.compile("以[^,，]{2,30}为(?:标准|原则|目标|宗旨|导向|契机|主题|重点)$")
# 建立出台|前评估制度
AHEAD = re.compile("(?:之|以)?前(?![置期端景沿台方进瞻线哨途列身门厅夜店移卫])")
# 村党支部书记陈建国带头|试种葡萄
LED = re.compile(
    "[^,，。“]{2,16}?(?:带头|率先)(?=[\u4e00-\u9fff]{4})(?![人雁]|致富|示范|引领|作用)"
)
TITLED = re.compile("(?:并?(?:实施|印发|出台|落实|发布|下发)了?)?《(?:关于)?([^《》]{4,40})》")
# 《关于加强后备力量建设|的意见》
OF_DECREE = re.compile(
    "的(?:若干|实施|指导)?(?:意见|通知|决定|措施|规定|办法|方案|公告)(?:（[^（）]{2,6}）)?$"
)
DEICTIC = re.compile("^(?:该|本|我|全)[市县区镇乡村]")
# 民警每天傍晚|到校门口护学: what says how often stands between who acts and the act.
OFTEN = re.compile(
    "^[^,，“的]{2,12}?(?:每[天日周月年](?:清晨|早上|上午|中午|下午|傍晚|晚上|[早晚])?|连续[^,，]{1,3}[年月天]|(?:几个|多个)村)"
    "(?=[\u4e00-\u9fff]{4,})"
)
# 对河道进行|一次|清理
TIMES = re.compile("^(?:[一二两三几]|多)(?:次|轮|遍|番|场)(?=[\u4e00-\u9fff]{2})")
SUBJECT_END = re.compile("(?<=.{6})(?:于|自|由|在|为)(?=[\\d去今前一二三])")


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence that may name a practice.

    `marked` says that a number stood before it; `words` are those of its passage, none where
    nobody segmented it. What all finders ask of it is read once.
    """

    text: str
    marked: bool = False
    words: Sequence[str] = ()
    _clauses: list[str] | None = field(default=None, init=False)
    _telling: list[str] | None = field(default=None, init=False)
    _cut: frozenset[str] | None = field(default=None, init=False)

    @property
    def clauses(self) -> list[str]:
        """Its clauses, bare."""
        if self._clauses is None:
            parts = SPLIT.split(self.text)
            self._clauses = [bare for clause in parts if (bare := clause.strip())]
        return self._clauses

    @property
    def telling(self) -> list[str]:
        """Its clauses that are no circumstance and no attribute."""
        if self._telling is None:
            measured = MEASURED.match
            self._telling = [
                clause
                for clause in self.clauses
                if not (clause[-1] == "的" or measured(clause) or is_circumstance(clause))
            ]
        return self._telling

    def _pieces(self) -> frozenset[str]:
        """Its words, and the halves of those of four characters: 不断完善 holds 完善."""
        if self._cut is None:
            words = frozenset(self.words)
            long = [word for word in words if len(word) == 4]
            self._cut = words.union([word[:2] for word in long], [word[2:] for word in long])
        return self._cut

    def has_word(self, piece: str) -> bool:
        """Whether a piece of one or two words is cut where words are: 组织开展, not 上线."""
        pieces = self._pieces()
        return not pieces or piece in pieces or piece[:2] in pieces or piece[2:] in pieces


def handled(sentence: Sentence) -> str:
    """ "把党支部建在产业链上": what is done with something, as it stands."""
    for clause in sentence.clauses[:FIRST_CLAUSES]:
        told = rule("handled").match(clause)
        if told and len(act := MUCH.sub("", clause[told.start(1) :])) <= LONGEST_OBJECT:
            return act
    return ""


def until_next_act(phrase: str) -> str:
    """Of a list of acts the first: 建立台账|、厘清账目."""
    if not JOINT.search(phrase):
        return phrase
    return rule("then_acts").split(phrase, maxsplit=1)[0]


def before_next(thing: str) -> str:
    """A thing without what it then does: 护林队|坚持巡山九年."""
    ends = rule("thing_end")
    verbs = rule("next_verb").finditer(thing, SHORTEST_THING)
    return next((cut for verb in verbs if ends.search(cut := thing[: verb.start()])), thing)


def treated_first(sentence: Sentence) -> str:
    """ "对沿街店铺进行逐户走访" → 沿街店铺逐户走访: what was treated first, and how."""
    return _treated_in(sentence.clauses[:1])


def treated(sentence: Sentence) -> str:
    """The same in the first two clauses."""
    return _treated_in(sentence.clauses[:2])


def _treated_in(clauses: Sequence[str]) -> str:
    told = next(filter(None, map(rule("treated").search, clauses)), None)
    if not told:
        return ""
    thing = shorten(told[1]) or told[1]
    act = TIMES.sub("", told[2])
    return f"{thing}{act}" if len(thing) <= LONGEST_OBJECT else ""


def first_act(sentence: Sentence) -> str:
    """ "服务站开设陪读课堂,为老人打造“棋社”": what the first clause sets up, if it is a thing."""
    clauses = sentence.clauses
    if len(clauses) < 2 or "“" in clauses[0].removeprefix("“"):
        return ""
    moved = rule("moved").search(clauses[0])
    if moved:
        return moved[0] if "到" in moved[1] or "至" in moved[1] else moved[1]
    named = next(_objects_of(sentence, clauses[0], "found_first"), "")
    return named if named and rule("thing_end").search(named) else ""


@lru_cache(maxsize=4)  # several finders ask for that of one sentence
def founded(sentence: Sentence) -> str:
    """The object of the first verb that founds a body or lays down a rule."""
    return next(_objects(sentence, "found"), "")


def _objects(sentence: Sentence, verbs: str) -> Iterator[str]:
    for clause in sentence.telling:
        yield from _objects_of(sentence, clause, verbs)


def _objects_of(sentence: Sentence, clause: str, verbs: str) -> Iterator[str]:
    for verb in rule(verbs).finditer(clause):
        if not governs(sentence, clause, verb):
            continue
        phrase = behind_verb(verb[0], clause[verb.end() :])
        if leads_on(verb[0], phrase):
            continue
        if TORN.match(phrase) or AHEAD.match(phrase):
            continue
        titled = TITLED.match(phrase)
        if titled:
            yield OF_DECREE.sub("", titled[1])
        named = _object_name(verb[0], rule("quantity_before").sub("", phrase))
        if named:
            yield named


def leads_on(verb: str, phrase: str) -> bool:
    """Whether a verb only leads to the one behind it: 投资|建设…, 牵头|成立的加工坊."""
    if verb not in LEADING:
        return False
    return rule("concrete").match(phrase) is not None or phrase[2:3] == "的"


def governs(sentence: Sentence, clause: str, verb: re.Match[str]) -> bool:
    """Whether what follows a verb is what was done."""
    if not sentence.has_word(verb[0]):
        return False
    if verb[0] in MEANS and not rule("found").search(clause, verb.end()):
        return False
    if verb[0] in PAYING and FUNDS.match(clause, verb.end()):
        return False
    # "组织的培训" says which, not what was done; "建设力度" is a noun.
    return not rule("noun_verb").match(clause, verb.end())


def _object_name(verb: str, phrase: str) -> str:
    """What an object is called, with its verb where it says little alone: 组建党员服务队."""
    thing = before_next(shorten(until_next_act(phrase)))
    whole = rule("thing_end").search(thing) is not None
    longest = LONGEST_THING if whole else LONGEST_OBJECT
    if not SHORTEST_THING <= len(thing) <= longest or is_vague(thing):
        return ""
    named = verb + thing
    if (len(thing) > SHORTEST_THING and whole) or len(named) > LONGEST_OBJECT:
        return thing
    close = phrase.startswith(thing) or "的" in phrase
    return named if close and len(verb) <= LONGEST_VERB else thing


def is_vague(thing: str) -> bool:
    """Whether words name nothing that was done (工作, 成效, 信心)."""
    said = rule("vague").match(thing) or rule("hollow").match(thing)
    return bool(said or FELT.search(thing))


def without_bidding(clause: str) -> str:
    """A clause without who is to act: 各家养老院应|定期公布伙食费."""
    bidden = rule("bidden_act").match(clause) or LED.match(clause)
    return clause[bidden.end() :] if bidden else clause


def without_leader(phrase: str) -> str:
    """A phrase without who took the lead: 村支书李明带头|流转土地试种花生."""
    led = LED.match(phrase) if "带头" in phrase or "率先" in phrase else None
    return phrase[led.end() :] if led else phrase


def acts_of(sentence: Sentence) -> Iterator[str]:
    """The acts that its clauses tell, each from its verb, or from how or with whom, on."""
    acts = (_act_told(sentence, clause) for clause in map(without_bidding, sentence.clauses))
    return map(_without_subject, filter(None, acts))


def _act_told(sentence: Sentence, clause: str) -> str:
    if len(clause) <= 3 or is_circumstance(clause):
        return ""
    if rule("opens_plainly").match(clause) and len(clause) <= LONGEST_OBJECT:
        return clause
    return "" if _is_means(clause) else _act_in(sentence, clause)


def clauses_of(sentence: Sentence) -> Iterator[str]:
    """Its clauses without who is to act, those that tell by what means or when last."""
    clauses = [without_bidding(clause) for clause in sentence.clauses]
    bare = [clause for clause in clauses if len(clause) > 3 and not _is_means(clause)]
    return map(_without_subject, dict.fromkeys(chain(bare, clauses)))


def _without_subject(told: str) -> str:
    named = OFTEN.sub("", _uncounted(told))
    return SUBJECT_END.split(DEICTIC.sub("", named), maxsplit=1)[0] or named


def _is_means(clause: str) -> bool:
    means = rule("adverbial").match(clause) or rule("with_means").match(clause)
    return bool(means) or is_circumstance(clause)


def _act_in(sentence: Sentence, clause: str) -> str:
    """A clause from its first verb that governs something on, "" where that is long or short."""
    verbs = rule("concrete").finditer(clause)
    undone = rule("not_acted").search
    acts = (
        clause[verb.start() :]
        for verb in verbs
        if governs(sentence, clause, verb) and not undone(clause[: verb.start()])
    )
    return next((act for act in map(_uncounted, acts) if 4 <= len(act) <= LONGEST_OBJECT), "")


def _uncounted(act: str) -> str:
    return COUNTED.sub("", act)
