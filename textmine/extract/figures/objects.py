"""What a figure's money or deed went to: the objects of the verbs behind it."""

from __future__ import annotations

import re

from textmine.extract.figures.reading import LISTING, Reading
from textmine.extract.lexicon import load_lexicon
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.clauses import CLAUSE_END, Spot
from textmine.extract.phrases.tokens import Token, behind_whole

NEXT_CLAUSE = re.compile(r"[，,。；;！!？?\n]|\d")
SENTENCE_END = frozenset("。！？\n")
CLAUSE_MARK = re.compile(r"[，,。；;！!？?、和\n]")
PAYERS = frozenset("群众 党员 村民 农户 干部 职工 社会 个人 每户 每人".split())
COMPLEMENTS = frozenset({"起", "了", "起了", "到", "好", "完", "成", "出", "过"})
REACHING = frozenset("惠及 带动 覆盖 受益 吸纳 吸引 获得 达到".split())
HELPING = frozenset({"帮助", "协助", "支持", "用于", "用来"})
# 中药材基地|的水渠、机耕路等设施
OWNED = re.compile(r"的[^，,。；;的]{1,14}等(?P<head>[^\W\d]{2,6})$")
SIZED = re.compile(
    r"\d[\d.,]*(?:余|多)?[万亿千百]?(?:平方米|平方公里|立方米|公里|公顷|米|亩|[个座处条套间口眼台盏栋])(?:长|宽)?的?"
)
# 对村组公路进行修复: what was done to it.
TREATED = re.compile(
    r"对(?P<thing>[^，,。；;]{2,30})(?:进行|实施|予以)了?(?P<deed>[^\W\d的]{2,4})$"
)
COUNTED = re.compile(
    r"\d[^，,。；;]{1,10}?的(?=..)|\d[\d.]*[万千百]?[余多]?[个座处所条家户名间口片栋](?=..)"
)
SITE = re.compile(r"^(?:[^\W\d]{0,6}[村镇乡县区市组寨屯社]|[^\W\d]{2}|)$")
# 成立|集种植、加工、销售于一体的|合作社: what it unites does not name it
UNITING = re.compile(r"集[^，,。；;]{2,40}?[于为]一体的?")
AND = re.compile(r"[和及][^\W\d和及]{2,7}$")  # 文化广场|和饮水工程
# 投入100万元，由村集体占股; 拿出1万元，并动员儿子…: what others do
OTHERS_DO = re.compile("由|[并又再还]?(?:发动|动员|号召|带动|带领|组织|引导)")
# 安排资金3亿元，争取补助|1亿元: money of another source
SUM = re.compile(r"\d[\d.,]*[余多]?[万亿]*元")
FAR = 40  # characters of a clause that is looked into


def object_behind(reading: Reading, spot: Spot) -> str:
    """The object of the first verb behind the number, in this clause or those that follow.

    Only a clause without a subject of its own is carried on: 投资620万元，…，建立了创业基地.
    """
    tokens = reading.tokens(spot.quantity.end, spot.clause_end)
    if tokens and tokens[0].word in LISTING:
        return ""
    treated = _treated(reading, spot.quantity.end, spot.clause_end)
    if treated:
        return treated
    if tokens and tokens[0].word == "的":
        return phrase_after(reading.text, tokens[1:]).text
    thing = _first_object(reading, tokens, any_verb=True)
    paid = any(token.word in PAYERS for token in spot.left)  # 村民每户集资800元
    goes_on = reading.text[spot.clause_end : spot.clause_end + 1] not in SENTENCE_END
    return (
        thing
        if thing or tokens or paid or not goes_on
        else _later_object(reading, spot.clause_end + 1)
    )


def object_from(reading: Reading, start: int) -> str:
    """办公经费 of 落实办公经费: the object of the verb that stands at *start*."""
    last = NEXT_CLAUSE.search(reading.text, start, start + FAR)
    end = last.start() if last else min(start + FAR, len(reading.text))
    return phrase_before(reading.tokens(start, end)).text if start < end else ""


def _treated(reading: Reading, start: int, end: int) -> str:
    """活动场所维修 of 对12个村的活动场所进行维修."""
    treated = TREATED.match(reading.text, start, end)
    if treated is None:
        return ""
    start, end = treated.span("thing")
    counted = COUNTED.match(reading.text, start, end)
    tokens = reading.tokens(counted.end() if counted else start, end)
    return phrase_before(tokens).text + treated["deed"]


def _later_object(reading: Reading, start: int) -> str:
    if reading.text[start : start + 1] == "对":
        last = CLAUSE_END.search(reading.text, start)
        return _treated(reading, start, last.start() if last else len(reading.text))
    for _ in range(2):
        if OTHERS_DO.match(reading.text, start):
            return ""
        last = NEXT_CLAUSE.search(reading.text, start)
        end = last.start() if last else min(start + FAR, len(reading.text))
        end = min(end, start + FAR)
        if SUM.match(reading.text, end):
            return ""
        thing = _first_object(reading, reading.tokens(start, end), any_verb=False)
        if thing or reading.text[end : end + 1] not in ("，", ","):
            return thing
        start = end + 1
    return ""


def _first_object(reading: Reading, tokens: list[Token], *, any_verb: bool) -> str:
    actions = load_lexicon().actions
    for index, token in enumerate(tokens):
        if token.word in USED_FOR:
            used = _used_for(tokens[index + 1 :])
            if used:
                return used
        if token.word in HELPING:
            continue
        if token.word in REACHING:
            return ""
        if token.word in actions or (any_verb and token.tag == "v"):
            rest = behind_whole(tokens[index + 1 :])
            while rest and rest[0].word in COMPLEMENTS:
                rest = rest[1:]
            thing = _thing(reading, rest)
            if thing:
                return thing
    return ""


USED_FOR = frozenset({"用于", "用来"})
LONGEST_USE = 14  # characters


def _used_for(tokens: list[Token]) -> str:
    """农村饮水安全工程 of 用于农村饮水安全工程: all of it, where it is a noun and its deed."""
    whole = "".join(token.word for token in tokens)
    nouns = all(token.tag[0] in "nvljzab" and token.word != "等" for token in tokens)
    opens = tokens and tokens[0].tag[0] == "n" and tokens[0].word not in load_lexicon().actions
    return whole if opens and nouns and 4 <= len(whole) <= LONGEST_USE else ""


def _thing(reading: Reading, tokens: list[Token]) -> str:
    """The noun that *tokens* begin with, sizes and sites left out.

    建成|2公里的|饮水渠和…; 完成|青山村9.3公里|弹石公路; 建成|文化广场和饮水工程.
    """
    if tokens and (uniting := UNITING.match(reading.text, tokens[0].start)):
        tokens = [token for token in tokens if token.start >= uniting.end()]
    if not tokens:
        return ""
    phrase = phrase_after(reading.text, tokens)
    end = phrase.start + len(phrase.text) if phrase.text else tokens[0].start
    size = SIZED.match(reading.text, end)
    if size:
        last = CLAUSE_MARK.search(reading.text, size.end())
        limit = min(last.start() if last else len(reading.text), size.end() + FAR)
        more = phrase_after(reading.text, reading.tokens(size.end(), limit)).text
        return more if more and SITE.search(phrase.text) else phrase.text + more
    owned = OWNED.match(reading.text, end, tokens[-1].end) if phrase.text else None
    if owned:
        return phrase.text + owned["head"]
    more_than_one = AND.match(reading.text, end, tokens[-1].end) if phrase.text else None
    return phrase.text + more_than_one[0] if more_than_one else phrase.text
