"""What a practice is called: as the text names it, else its label, else a phrase of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from textmine.detect.labels import is_slogan
from textmine.detect.roles import role_of
from textmine.extract.quoting import FIRST_WORDS, quoted_name
from textmine.extract.rulebook import rule
from textmine.extract.trimming import (
    AMONG,
    AMOUNT,
    COUNTED,
    LONGEST_OBJECT,
    QUOTED,
    TAIL,
    fit,
    shorten,
    trim_verb,
)

LONGEST_NAME = 22
LONGEST_VERB = 4
SHORTEST_THING = 3  # a shorter object is named with its verb: 设立议事亭
MARKER = re.compile(
    r"(?:首先|其次|再次|再者|最后|此外|另外|同时|另一方面|再一方面|一方面)[,，、:：]?"
    r"|[（(【〔](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】〕][、.．,，]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|\d{1,2}(?:\.\d{1,2}){1,2}[、.．\s]?(?=[\u4e00-\u9fff])"
    r"|[一二三四五六七八九十]{1,2}(?:是|要|抓|靠|看|查|(?=以))(?![个次户人年天])"
    r"|(?:案例|做法|举措|措施|经验|亮点|路径|模式|对策|建议|步骤)之?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、:：,，.．\s—-]+"
    r"|第(?:[一二三四五六七八九十]{1,2}|\d)步[,，、:：\s]?"
    r"|第[一二三四五六七八九十]{1,3}[篇章节条]?[,，、:：]?|其[一二三四五六七八九十][,，、:：]?"
    r"|[①-⑳]|[●■◆★▲◎※➤►•·—―─-]+|[A-H][.．、]"
)
PAUSE = re.compile(r"[,，。;；:：!！?？]")
BRACKETS = re.compile(r"[（(][^（）()“”]{4,}[）)](?![^“]{0,12}”)")
LEAST_FIRST = 5  # characters of a verb and the first thing of a list
LONGEST_LABEL = 10  # characters of a first clause that heads the others
LONGEST_HALF = 7  # characters of each half of a slogan of two
QUOTES = re.compile("[“”]")
LONG_QUOTE = re.compile(
    "(?:形成|构建|建立|建成|打造|实行|推行|健全|完善)了?“[^“”]{17,60}”的?"
    "([\u4e00-\u9fff]{2,8}(?:体系|机制|架构|格局|模式|网络|链条))"
)
SENTENCES = re.compile("[。！？\n]+[”’」』]?")
NEWS_HEAD = re.compile(
    "^[^,，。“]{0,20}?(?:(?<!通)讯|电|消息[:：])(?![网视话子])(?:[（(][^（）()]{2,30}[）)])?"
    "[ \u3000]*(?=[\u4e00-\u9fff“\\d])"
)
LISTED = re.compile("“[^“”]*、")
AFTER_VERB = re.compile("^(?:了|起了?|好|成(?![立员果为本效])|出(?!台|资|租))+")
COMMA = re.compile("[,，]")
SPLIT = re.compile("[,，;；:：]")
MEANS = frozenset({"依托", "利用"})  # with what, not what was done
TITLED = re.compile("《(?:关于)?([^《》]{4,40})》")
DEICTIC = re.compile("^(?:该|本|我|全)[市县区镇乡村]")
SUBJECT_END = re.compile("(?<=.{6})(?:于|自|由|在|为)(?=[\\d去今前一二三])")
PLUS = re.compile(
    r"(?:形成|推行|采取|采用|实行|探索|打造|创新|构建|建立|推广|按照|通过|以|为|走出)了?"
    r"([\u4e00-\u9fffA-Za-z\d]{1,6}(?:\+[\u4e00-\u9fffA-Za-z\d]{1,7}?){1,5})"
    r"(?=的|模式|发展|产业化|经营|机制|方式|体系|[,，。]|$)"
)


# 网格党支部、|56个|楼栋党小组
INNER_COUNT = re.compile(r"([、和及])\d[\d.]*[多余万]*[个家名支项条处所座批套间]")


def name_of(text: str, label: str, heading: str = "", *, alone: bool = False) -> str:
    """The name of the practice told in *text*.

    *label* is the heading or run-in label that the passage begins with ("" for none), *heading*
    the one above it, taken where the passage itself names nothing; with *alone*, where the
    heading stands over this passage only, it is taken before any phrase but a coined name.
    """
    named = _of_label(strip_marker(label)) if label else ""
    if named:
        return named
    stripped = strip_marker(text)
    body = rule("decrees").sub("", BRACKETS.sub("", stripped), count=1)
    sentence = _without_circumstances(_first_told(body))
    marked = len(stripped) < len(text.strip())
    over = strip_marker(heading)
    if (
        alone
        and _names(over)
        and len(_of_label(over)) > 2
        and (QUOTED.match(over) or not _in_quotes(sentence, False))
    ):
        return _of_label(over)
    for find in FINDERS:
        named = INNER_COUNT.sub(r"\1", find(sentence, marked).strip(" ,，、:："))
        if named and not rule("torn").search(named):
            return fit(named, LONGEST_NAME)
    told = (body or text).strip(" ,，;；、:：")
    return strip_marker(heading)[:LONGEST_NAME] or PAUSE.split(told)[0][:14]


def _first_told(body: str) -> str:
    """The first sentence that is not talk or a picture of the place."""
    sentences = [piece for piece in SENTENCES.split(NEWS_HEAD.sub("", body)) if piece.strip()]
    aside = (rule("speech"), rule("described"), rule("scene"))
    told = (s for s in sentences[:3] if not any(look.match(s) for look in aside))
    return next(told, sentences[0] if sentences else body)


def _names(heading: str) -> bool:
    """Whether a heading says which measure follows, not only what kind of chapter."""
    told = 3 <= len(heading) <= LONGEST_NAME and not rule("generic").match(heading)
    return told and role_of(heading) in (None, "practice")


def _without_circumstances(sentence: str) -> str:
    """Without the clauses before the act that say when, why, for whom, or who said so."""
    clauses = COMMA.split(sentence)
    first = 0
    aims = False
    while first < len(clauses) - 1 and (
        _is_circumstance(clauses[first].strip()) or (aims and _aims_on(clauses[first]))
    ):
        aims = aims or clauses[first].strip().startswith("为")
        first += 1
    return ",".join(clauses[first:]).strip()


def _aims_on(clause: str) -> bool:
    """Whether a clause behind "为…," still says what for: "为…,深化“…”工程,破解…难题,镇里…"."""
    return rule("aims_on").match(clause) is not None


def _is_circumstance(clause: str) -> bool:
    """Whether a clause names nothing; "“回娘家”活动开展以来" names what is then told."""
    dates = QUOTED.search(clause) and clause.endswith("以来")
    return not dates and rule("circumstance").match(clause) is not None


def strip_marker(text: str) -> str:
    """Without the number that a label begins with: "二是村企联建" → "村企联建"."""
    text = text.strip(" \t\n\u3000")
    match = MARKER.match(text)
    return text[match.end() :].strip("。:： \t\n") if match else text


# ---- labels -----------------------------------------------------------------------------------
def _of_label(label: str) -> str:
    """The first clause of a label that says something, without an empty verb."""
    clauses = [clause.strip() for clause in PAUSE.split(label) if clause.strip()]
    if not clauses:
        return ""
    telling = [clause for clause in clauses if not rule("label_aside").match(clause)]
    if len(telling) > 1 and rule("attitude").match(telling[0]):
        telling = telling[1:]  # "扎实工作,整改村容村貌"
    if _is_pair(telling):
        return ",".join(telling)
    first = (telling or clauses)[0]
    within = QUOTED.search(first)
    if within and len(first) > LONGEST_NAME and 4 <= within.end() <= LONGEST_NAME:
        return trim_verb(first[: within.end()])  # no stop closes the label
    coined = QUOTED.match(first)
    if coined and len(coined[1]) > 2 and not rule("thing_end").search(first):
        return coined[1]  # "“组织联建”筑牢根基"
    if not coined and not QUOTED.search(first):
        later = (clause for clause in telling[1:] if rule("names_at_end").match(clause))
        first = next(later, first)  # "聚力强组织,打造线上线下“双课堂”"
    return trim_verb(first)


def _is_pair(clauses: Sequence[str]) -> bool:
    """Whether two short clauses of one length make one slogan: 建强“主心骨”,提升组织力."""
    lengths = [len(QUOTES.sub("", clause)) for clause in clauses]
    return len(lengths) == 2 and lengths[0] == lengths[1] <= LONGEST_HALF


def strip_empty_verb(name: str) -> str:
    """A name as other passages may refer to it: "推行民情夜访" → "民情夜访", without quotes."""
    match = rule("empty_verb").match(name)
    return (name[match.end() :] if match else name).strip("“”「」")


# ---- passages without a label: each finder gives "" where it finds nothing ---------------------
@lru_cache(maxsize=4)  # all finders ask for those of one sentence
def _clauses(sentence: str) -> tuple[str, ...]:
    return tuple([clause.strip() for clause in SPLIT.split(sentence) if clause.strip()])


@lru_cache(maxsize=4)
def _telling_clauses(sentence: str) -> tuple[str, ...]:
    """Those that are no circumstance and no attribute."""
    circumstance = rule("circumstance")
    clauses = (clause for clause in _clauses(sentence) if not clause.endswith("的"))
    return tuple([clause for clause in clauses if not circumstance.match(clause)])


def _namely(sentence: str, marked: bool) -> str:
    """ "挂,即对…" → 挂; "先“虚”后“实”的过程,即…" → 先“虚”后“实”."""
    match = rule("namely").match(sentence)
    if not match:
        return ""
    phrase = match[1]
    coined = QUOTED.search(phrase)
    if coined and coined.end() == len(phrase) and len(coined[1]) > 2:
        return coined[1]
    return TAIL.sub("", trim_verb(phrase))


def _topic(sentence: str, marked: bool) -> str:
    """ "居民自治推行“四议”工作法" → 居民自治."""
    match = rule("topic").match(sentence)
    return match[1] if match else ""


def _coined(sentence: str, marked: bool) -> str:
    """A quoted name with its noun, or behind a verb of naming: 推行“头雁工程”."""
    return quoted_name(sentence, bare=False)


def _in_quotes(sentence: str, marked: bool) -> str:
    """Any quoted words that are no slogan."""
    return quoted_name(sentence, bare=True)


def _pushed(sentence: str, marked: bool) -> str:
    """ "通过共上党课、互派干部等,推动队伍联育;" → 队伍联育."""
    match = rule("pushed").match(sentence)
    return match[1] if match else ""


def _labelled(sentence: str, marked: bool) -> str:
    """ "织密“关爱网”,以老党员为主体…": a first clause in the form of a heading."""
    clause, comma, rest = sentence.partition("," if "," in sentence else "，")
    label = comma and len(clause) <= LONGEST_LABEL and rule("told_how").match(rest)
    quoted = QUOTED.search(clause)
    if not label or not is_slogan(clause) or (quoted and "、" in quoted[1]):
        return ""
    return trim_verb(clause)


def _behind_long_quote(sentence: str, marked: bool) -> str:
    """ "形成“县有中心、乡有站、村有员”三级服务网络" → 三级服务网络."""
    match = LONG_QUOTE.search(sentence)
    return match[1] if match and match.start() <= FIRST_WORDS else ""


def _first_clause(sentence: str, marked: bool) -> str:
    """ "一是减少村庄的数量,在推进…": the first clause of an item stands for a label."""
    clauses = _clauses(sentence)
    if len(clauses) < 2:
        return ""
    clause = rule("subject").sub("", clauses[0], count=1)
    if len(clause) > LONGEST_OBJECT:
        among = AMONG.search(clause)
        clause = among[1] if among else _first_of(clause)
    if not 3 <= len(clause) <= LONGEST_OBJECT:
        return ""
    if not marked and not rule("verb_first").match(clause):
        return ""
    if any(rule(name).match(clause) for name in ("adverbial", "circumstance")):
        return ""
    name = COUNTED.sub("", AMOUNT.sub("", trim_verb(clause)))
    return (
        ""
        if rule("hollow").match(name) or rule("based_on").search(name) or LISTED.match(name)
        else name
    )


def _first_of(clause: str) -> str:
    """ "培育种粮大户、农机能手、…": the first of three or more, with its verb."""
    first, *others = clause.split("、")
    whole = len(others) > 1 and len(first) > LEAST_FIRST and "“" not in first
    return first if whole and "等" not in clause else clause


def _way(sentence: str, marked: bool) -> str:
    """ "通过村村联建、村企联建等形式建立…" → the ways."""
    match = rule("way").search(sentence)
    if not match or rule("bidden_way").match(match[1]):
        return ""
    return match[1].strip("“”")


def _begins_with_base(sentence: str, marked: bool) -> str:
    """ "以龙头企业为依托,…" → 龙头企业为依托."""
    return _based_on(_clauses(sentence)[0], marked) if _clauses(sentence) else ""


def _based_on(sentence: str, marked: bool) -> str:
    """The same anywhere in the sentence."""
    match = rule("based_on").search(sentence)
    if not match:
        return ""
    phrase = match[1]
    return shorten(re.sub("或[^或为]{2,12}(?=为)", "", phrase))


def _handled(sentence: str, marked: bool) -> str:
    """ "把党支部建在产业链上": what is done with something, as it stands."""
    for clause in _clauses(sentence)[:3]:
        told = rule("handled").match(clause)
        if told and len(clause) - told.start(1) <= LONGEST_OBJECT:
            return clause[told.start(1) :]
    return ""


def _treated(sentence: str, marked: bool) -> str:
    """ "对沿街店铺进行逐户走访" → 沿街店铺逐户走访: what was treated, and how."""
    for clause in _clauses(sentence)[:2]:
        told = rule("treated").search(clause)
        if told:
            thing = shorten(told[1]) or told[1]
            return f"{thing[-LONGEST_OBJECT:]}{told[2]}"
    return ""


def _means(sentence: str, marked: bool) -> str:
    """ "通过土地托管平台,帮助农户…" → 土地托管平台: by what somebody was served."""
    for clause in _clauses(sentence)[:3]:
        told = rule("means").fullmatch(clause)
        if told:
            return shorten(told[1])
    return ""


def _plus(sentence: str, marked: bool) -> str:
    """ "形成支部+协会+农户的模式": a name that its plus signs coin."""
    match = PLUS.search(sentence)
    return match[1] if match else ""


def _first_act(sentence: str, marked: bool) -> str:
    """ "服务站开设陪读课堂,为老人打造“棋社”": what the first clause sets up, if it is a thing."""
    clauses = _clauses(sentence)
    if len(clauses) < 2 or "“" in clauses[0]:
        return ""
    moved = rule("moved").search(clauses[0])
    if moved:
        return moved[0] if "到" in moved[1] or "至" in moved[1] else moved[1]
    named = next(_objects(clauses[0], "found_first"), "")
    return named if rule("thing_end").search(named) else ""


def _founded(sentence: str, marked: bool) -> str:
    """The object of the first verb that founds a body or lays down a rule."""
    return next(_objects(sentence, "found"), "")


def _set_up(sentence: str, marked: bool) -> str:
    """The object of the first verb that sets something up."""
    return next(_objects(sentence, "set_up"), "")


def _done(sentence: str, marked: bool) -> str:
    """The object of the first verb of any concrete act."""
    return next(_objects(sentence, "concrete"), "")


def _objects(sentence: str, verbs: str) -> Iterator[str]:
    for clause in _telling_clauses(sentence):
        for verb in rule(verbs).finditer(clause):
            phrase = AFTER_VERB.sub("", clause[verb.end() :])
            if phrase.startswith("的"):  # "组织的培训": says which, not what was done
                continue
            if verb[0] in MEANS and not rule("found").search(phrase):
                continue
            titled = TITLED.match(phrase)
            if titled:
                yield titled[1]
            named = _object_name(verb[0], rule("quantity_before").sub("", phrase))
            if named:
                yield named


def _object_name(verb: str, phrase: str) -> str:
    """What an object is called, with its verb where it says little alone: 组建党员服务队."""
    thing = shorten(phrase)
    if not 3 <= len(thing) <= LONGEST_OBJECT:
        return ""
    if any(rule(name).match(thing) for name in ("vague", "hollow")):
        return ""
    if len(thing) > SHORTEST_THING and rule("thing_end").search(thing):
        return thing
    close = phrase.startswith(thing) or "的" in phrase
    named = verb + thing
    return named if close and len(verb) <= LONGEST_VERB and len(named) <= LONGEST_OBJECT else thing


def _any_clause(sentence: str, marked: bool) -> str:
    clauses = _clauses(sentence)
    telling = [c for c in clauses if not rule("adverbial").match(c) and len(c) > 3]
    acts = [c[verb.start() :] for c in telling if (verb := rule("concrete").search(c))]
    short = [act for act in acts if 4 <= len(COUNTED.sub("", act)) <= LONGEST_OBJECT]
    named = (short or telling or clauses or [""])[0]
    return SUBJECT_END.split(DEICTIC.sub("", named), maxsplit=1)[0] or named


FINDERS: tuple[Callable[[str, bool], str], ...] = (
    _namely, _topic, _pushed, _labelled, _first_act, _coined, _behind_long_quote, _plus,
    _first_clause, _begins_with_base, _founded, _way, _set_up, _in_quotes, _treated, _based_on,
    _handled, _means, _done, _any_clause,
)  # fmt: skip
