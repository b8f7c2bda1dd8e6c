"""What a practice is called: as the text names it, else its label, else a phrase of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from textmine.detect.outline.roles import role_of
from textmine.extract.names.acts import Sentence, acts_of, clauses_of
from textmine.extract.names.finders import FINDERS, PART_FINDERS, SURE_FINDERS, Finder, namely
from textmine.extract.names.quoting import quoted_name
from textmine.extract.names.shaping import is_misshapen, mend
from textmine.extract.names.trimming import QUOTED, fit, trim_verb, uncounted, without_start
from textmine.extract.rulebook import begins_with, rule

LONGEST_NAME = 22
MOST_SENTENCES = 3  # of a passage, that may name it
MOST_CLAUSES = 8  # of a text that nothing names, that may name it
MARKER = re.compile(
    r"(?=[首其再最此另同一二三四五六七八九十\d（(【〔\[案做举措经亮路模对建步类典样方形途实探第①-⑳●■◆★▲◎※➤►•·—―─A-H-])"
    r"(?:(?:首先|其次|再次|再者|最后|此外|另外|同时|另一方面|再一方面|一方面)[,，、:：]?"
    r"|[（(【〔](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】〕][、.．,，]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|\d{1,2}(?:\.\d{1,2}){1,2}[、.．\s]?(?=[\u4e00-\u9fff])"
    r"|[一二三四五六七八九十]{1,2}(?:是|要|抓|靠|看|查|(?=以))(?![个次户人年天])"
    r"|[（(【〔\[]?(?:案例|做法|举措|措施|经验|亮点|路径|模式|对策|建议|步骤|类型|典型|样本|方式|形式|途径|实践|探索)"
    r"之?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】〕\]]?"
    r"(?:[、:：,，.．\s—-]+|(?<=[）)】〕\]])|$|(?=[\u4e00-\u9fff]{2,12}[:：—]))"
    r"|第(?:[一二三四五六七八九十]{1,2}|\d)步[,，、:：\s]?"
    r"|第[一二三四五六七八九十]{1,3}[篇章节条]?[,，、:：]?(?![年天届次个批轮代季大期产书课党支小中人名村])|其[一二三四五六七八九十][,，、:：]?"
    r"|[①-⑳]|[●■◆★▲◎※➤►•·—―─-]+|[A-H][.．、])"
)
PAUSE = re.compile(r"[,，。;；:：!！?？]")
# 南京市秦淮区：|推行…: whose case a heading tells.
PLACED = re.compile(
    "[\u4e00-\u9fff]{1,14}(?:[省市县区旗州盟镇乡村]|街道|社区|学校|大学|学院|公司|集团|医院|[局厅委])"
    "(?:[:：]|[—–]{1,2})(?=[\u4e00-\u9fff“]{4})"
)
PLACE_MARK = re.compile("[:：—–]")
# “光种不行。”村支书李强说。|村里…: what somebody says before the measure is told.
SAID = re.compile(
    r"\A“[^“”]*(?:“[^“”]*”[^“”]*)*[。！!？?,，…]”(?:[^。“”]{0,40}(?:说|道|表示|介绍|感慨|回忆|透露)[^。“”]{0,6}。|(?=\n))"
    "(?=[^。]{12})"
)
# 空间不够怎么办？|学校…; 老街线路混乱,存在隐患。为此,|街道…
ASKED = re.compile(
    r"\A[^。！？!?\n]{2,40}[？?]\s*(?=[^。？?]{12})"
    r"|\A(?=[^。！？!?\n]{0,120}(?:问题|困境|困难|难题|隐患|不足|不便|矛盾|短板))[^。！？!?\n]{6,120}。(?:为此|对此)[,，](?=[^。]{8})"
)
BRACKETS = re.compile(
    r"【(?<=\A【)[^】]{1,8}】|（[^（）()“”]{4,}[）)](?![^“]{0,12}”)|\([^（）()“”]{4,}[）)](?![^“]{0,12}”)"
)
DECREES = re.compile("规定|要求|明确|提出|强调|指出")  # one is in each decree
LONGEST_HALF = 7  # characters of each half of a slogan of two
QUOTES = re.compile("[“”]")
BARE_BODY = re.compile("(?:(?:党支部|党小组|党总支|党委|党组织|支部|领导小组|工作组|专班)[、和]?)+")
# “三同步”|建组织: what quoted words are good for, in a label.
GOOD_FOR = re.compile(
    "(?:[建聚促解破强保惠助暖优带筑凝攻育兴富护稳提激添活]|服务|助力|破解|引领|赋能|激活|撬动|带动|守护|推动|促进)"
    "(?!.*(?:行动|工程|活动|计划|服务|机制|制度|模式|[队岗站法点])$)[\u4e00-\u9fff“”]{2,12}$"
)
SENTENCES = re.compile("[。！？\n]+[”’」』]?")
NEWS_HEAD = re.compile(
    "^[^,，。“、]{0,20}?(?:讯(?<!通讯)|电(?<=[日社月\\d ]电)|消息[:：])(?![网视话子])"
    "(?:[（(][^（）()]{2,30}[）)])?[ \u3000]*(?=[\u4e00-\u9fff“\\d])"
)
# 江西萍乡江口村|,打造艺术街区: where, not what.
PLACE_ONLY = re.compile(
    "(?:位于|地处)?[\u4e00-\u9fff]{3,18}(?:(?<![农乡一])村|(?<!城)镇|(?<!城)乡|[县市]|街道|社区)"
)
DATED = re.compile("^自[^,，。]{2,24}以来[,，]")  # 自实行“微积分”以来|,已开展…
PLACE_ENDS = frozenset("村镇乡县市道区")
PLACED_NEAR = re.compile("[^,，“]{2,12}[村镇乡县道]")
HOLLOW_ENDS = ("机制", "方法", "思路", "模式", "方式", "载体", "体系", "工作", "优势")
# 针对人手不够,|以及台账不全等问题|,镇里…
AMISS = re.compile("(?:以及|和|及)?[^,，“]{4,40}(?:问题|难题|实际|现状|情况|短板|现象|困境)")
LOOKS = re.compile("回顾|展望|打算$")  # headings of chapters of reports
COMMA = re.compile("[,，]")


def name_of(
    text: str, label: str, heading: str = "", *, alone: bool = False, words: Sequence[str] = ()
) -> str:
    """The name of the practice told in *text*.

    *label* is the heading or run-in label that the passage begins with ("" for none), *heading*
    the one above it, taken where the passage itself names nothing; with *alone*, where the
    heading stands over this passage only, it is taken before any phrase but a coined name.
    *words* are those of the passage; without them a verb may be found in the midst of a word.
    """
    labelled = _of_label(_heading_of(label)) if label else ""
    counted = labelled and rule("bare_count").match(labelled) is not None
    if labelled and not counted:
        return labelled
    stripped = strip_marker(text)
    if counted:
        return _part_counted(stripped, words) or labelled
    told = without_start(ASKED, without_start(SAID, stripped))
    body = BRACKETS.sub("", told)
    if DECREES.search(body):
        body = rule("decrees").sub("", body, count=1)
    marked = len(stripped) < len(text.strip())
    sentences = _told(body)
    first = Sentence(_without_circumstances(next(sentences)), marked, words)
    more = (
        Sentence(_without_circumstances(without_start(DATED, told)), marked, words)
        for told in sentences
    )
    over = _heading_of(heading)
    named = _of_heading(over, first) if alone else ""
    return (
        named
        or _found_in(first, more)
        or (over if _names(over) else "")
        or _beginning(body or text)
    )


def _part_counted(text: str, words: Sequence[str]) -> str:
    """What a text below a label that only counts sets up first, "" where it names no thing."""
    body = SENTENCES.split(text, maxsplit=2)[1:2]
    first = Sentence(_without_circumstances(body[0]), False, words) if body else None
    named = _named_by((*PART_FINDERS, *SURE_FINDERS), first) if first and first.text else ""
    return "" if rule("bare_count").match(named) else named


def _beginning(text: str) -> str:
    """The first words of a text that nothing names: of a clause that acts, or reads as a name."""
    clauses = [clause for clause in PAUSE.split(text.strip(" ,，;；、:：")) if clause.strip()]
    shaped = [named for named in map(_well_formed, clauses[:MOST_CLAUSES]) if len(named) > 3]
    acting = next(filter(_tells_act, shaped), "")
    plain = acting or next(iter(shaped), "") or fit(mend(clauses[0]), LONGEST_NAME)
    return plain or text.strip()[:LONGEST_NAME]


def _of_heading(heading: str, sentence: Sentence) -> str:
    """What a heading calls the one passage below it, "" where that has a coined name."""
    if not _names(heading) or (not QUOTED.match(heading) and quoted_name(sentence.text, bare=True)):
        return ""
    named = _of_label(heading)
    return named if len(named) > 2 else ""


def _found_in(first: Sentence, more: Iterator[Sentence]) -> str:
    """What the first finder names that finds something whole; of later sentences what is told."""
    named = _named_by(FINDERS, first)
    if named:
        return named
    acted = next(filter(None, map(_well_formed, acts_of(first))), "")
    if acted and _tells_act(first.text):
        return acted
    later = _named_by(SURE_FINDERS, sentence) if (sentence := next(more, None)) else ""
    plain = filter(None, map(_well_formed, clauses_of(first)))
    return later or acted or next(plain, "")


def _tells_act(text: str) -> bool:
    return any(rule(name).search(text) for name in ("concrete", "abstract")) or "发挥" in text


def _named_by(finders: Iterable[Finder], sentence: Sentence) -> str:
    """What the first finder names that finds a phrase which reads as a name.

    A body of a kind that all have, 党支部, is one only where no other is found.
    """
    body = ""
    for find in finders:
        found = find(sentence)
        if found and find is namely:
            return fit(found, LONGEST_NAME)  # what is explained is a name whatever its shape
        named = _well_formed(found) if found else ""
        if named and not BARE_BODY.fullmatch(named):
            return named
        body = body or named
    return body


def _well_formed(phrase: str) -> str:
    """A phrase mended, "" where it is no name even so, or says nothing but who acts."""
    whole = mend(uncounted(phrase))
    moved = rule("causes").match(whole)
    if not moved and PLACED_NEAR.match(whole):
        moved = rule("placed_act").match(whole)
    whole = whole[moved.end() :] if moved else whole
    named = fit(whole, LONGEST_NAME)
    torn = len(named) == LONGEST_NAME < len(whole)
    return "" if torn or is_misshapen(named) or _says_who(named) else named


def _says_who(named: str) -> bool:
    """Whether a name says nothing behind who acts: 开发区|创新工作机制."""
    if not named.endswith(HOLLOW_ENDS):
        return False
    subject = rule("subject").match(named)
    return bool(
        subject and subject.end() and rule("hollow").match(trim_verb(named[subject.end() :]))
    )


def _told(body: str) -> Iterator[str]:
    """The first sentences that are no talk nor a picture of the place, at least one."""
    split = SENTENCES.split(without_start(NEWS_HEAD, body), maxsplit=MOST_SENTENCES + 1)
    sentences = [piece for piece in split[: MOST_SENTENCES + 1] if piece.strip()]
    aside = ("speech", "described", "scene")
    told = (s for s in sentences[:MOST_SENTENCES] if not begins_with(s, *aside))
    yield next(told, _unopened(sentences[0]) if sentences else body)
    yield from told


def _unopened(piece: str) -> str:
    """A sentence without the mark that opens what somebody says over it: “|我们把…."""
    bare = piece.lstrip()
    said = bare.startswith("“我们") and bare.count("“") > bare.count("”")
    return bare[1:] if said else piece


def _names(heading: str) -> bool:
    """Whether a heading says which measure follows, not only what kind of chapter."""
    told = 3 <= len(heading) <= LONGEST_NAME and not rule("generic").match(heading)
    return told and not LOOKS.search(heading) and role_of(heading) in (None, "practice")


def _without_circumstances(sentence: str) -> str:
    """Without the clauses before the act that say when, why, for whom, or who said so."""
    clauses = COMMA.split(sentence)
    first = 0
    aims = answers = False
    while first < len(clauses) - 1 and (
        _is_circumstance(clauses[first].strip())
        or (aims and _aims_on(clauses[first]))
        or (answers and AMISS.fullmatch(clauses[first].strip()))
    ):
        aims = aims or clauses[first].strip().startswith("为")
        answers = answers or clauses[first].strip().startswith(("针对", "面对"))
        first += 1
    return ",".join(clauses[first:]).strip()


def _aims_on(clause: str) -> bool:
    """Whether a clause behind "为…," still says what for: "为…,深化“…”工程,破解…难题,镇里…"."""
    return rule("aims_on").match(clause) is not None


def _is_circumstance(clause: str) -> bool:
    """Whether a clause names nothing; "“回娘家”活动开展以来" names what is then told."""
    dates = QUOTED.search(clause) and clause.endswith("以来")
    if not dates and rule("circumstance").match(clause):
        return True
    if clause[-1:] not in PLACE_ENDS or not PLACE_ONLY.fullmatch(clause):
        return False
    return not rule("verb_first").match(clause)


def strip_marker(text: str) -> str:
    """Without the number that a label begins with: "二是村企联建" → "村企联建"."""
    text = text.strip(" \t\n\u3000")
    match = MARKER.match(text)
    return text[match.end() :].strip("。:： \t\n") if match else text


def _heading_of(heading: str) -> str:
    """A heading without its number, and without the place or body whose case it tells."""
    bare = strip_marker(heading.strip("【】 "))
    return PLACED.sub("", bare, count=1) if PLACE_MARK.search(bare) else bare


# ---- labels -----------------------------------------------------------------------------------
def _of_label(label: str) -> str:
    """The first clause of a label that says something, without an empty verb."""
    clauses = [clause.strip() for clause in PAUSE.split(label) if clause.strip()]
    telling = _telling(clauses)
    if _is_pair(telling):
        return ",".join(telling)
    return _of_clause(*telling) if telling else ""


def _telling(clauses: Sequence[str]) -> Sequence[str]:
    """The clauses of a label that name something, else the first."""
    telling = [clause for clause in clauses if not rule("label_aside").match(clause)]
    if len(telling) > 1 and rule("attitude").match(telling[0]):
        return telling[1:]  # "真抓实干,清理河道垃圾"
    return telling or clauses[:1]


def _of_clause(first: str, *more: str) -> str:
    """What a clause of a label calls the measure, or a later one that ends in a coined name."""
    quoted = QUOTED.search(first)
    if quoted and len(quoted[1]) > 2 and _is_good_for(first, quoted):
        return quoted[1]
    if not quoted:
        telling = (clause for clause in more if not rule("label_aim").match(clause))
        later = filter(rule("names_at_end").match, telling)
        return trim_verb(next(later, first))  # "聚力育人才,办起田间炕头“两堂课”"
    if len(first) > LONGEST_NAME and 4 <= quoted.end() <= LONGEST_NAME:
        return trim_verb(first[: quoted.end()])  # no stop closes the label
    if not quoted.start() and len(quoted[1]) > 2 and not rule("thing_end").search(first):
        return quoted[1]  # "“组织联建”筑牢根基"
    return trim_verb(first)


def _is_good_for(clause: str, quoted: re.Match[str]) -> bool:
    """Whether quoted words, at most behind a verb, are followed by what they are good for."""
    before = clause[: quoted.start()]
    opens = not before or any(rule(name).fullmatch(before) for name in ("empty_verb", "set_up"))
    return opens and GOOD_FOR.match(clause, quoted.end()) is not None


def _is_pair(clauses: Sequence[str]) -> bool:
    """Whether two short clauses of one length make one slogan: 建强“主心骨”,提升组织力."""
    lengths = [len(QUOTES.sub("", clause)) for clause in clauses]
    return len(lengths) == 2 and lengths[0] == lengths[1] <= LONGEST_HALF


def strip_empty_verb(name: str) -> str:
    """A name as other passages may refer to it: "推行民情夜访" → "民情夜访", without quotes."""
    match = rule("empty_verb").match(name)
    return (name[match.end() :] if match else name).strip("“”「」")
