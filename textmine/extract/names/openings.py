"""What stands before the act: a number, a reporter's line, talk, a question, circumstances."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmine.extract.names.asides import is_circumstance, is_plight
from textmine.extract.names.trimming import COMMA, QUOTED, without_start
from textmine.extract.rulebook import begins_with, rule

MOST_SENTENCES = 3  # of a passage, that may name it
# 1.5|万亩茶园提质, 3.5|公里村道硬化: a figure, no chapter's number; 1.2|万企兴村, 1.3|百姓说事
OF_FIGURE = (
    r"(?:[万亿](?![企村众民])|千(?!方|家万户)|百(?!姓|花|家争|校|企|日|年)|个百分点|[元角吨亩倍米斤克天]|公里|公斤"
    r"|公顷|平方|立方|平米|厘米|毫米|兆瓦|小时|折(?!子)|成(?![立长果为效才人员])|度(?!假|量)|升(?![级规学])|年(?![度轻])|级地震)"
)
MARKER = re.compile(
    r"(?=[首其再最此另同一二三四五六七八九十\d（(【〔\[案做举措经亮路模对建步类典样方形途实探第①-⑳●■◆★▲◎※➤►•·—―─A-H-])"
    r"(?:(?:首先|其次|再次|再者|最后|此外|另外|同时|另一方面|再一方面|一方面)(?:[,，、:：]|是(?!否))?"
    r"|[（(【〔](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】〕][、.．,，]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|\d{1,2}\.\d{1,2}"
    rf"(?:(?:\.\d{{1,2}}[、.．\s]?|[、.．\s])(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff])(?!{OF_FIGURE}))"
    r"|[一二三四五六七八九十]{1,2}(?:是|要|抓|靠|看|查|(?=以))(?![个次人年天]|户(?![外厕籍]))"
    r"|[（(【〔\[]?(?:案例|做法|举措|措施|经验|亮点|路径|模式|对策|建议|步骤|类型|典型|样本|方式|形式|途径|实践|探索)"
    r"之?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)】〕\]]?"
    r"(?:[、:：,，.．\s—-]+|(?<=[）)】〕\]])|$|(?=[\u4e00-\u9fff]{2,12}[:：—]))"
    r"|第(?:[一二三四五六七八九十]{1,2}|\d)步[,，、:：\s]?"
    r"|第[一二三四五六七八九十]{1,3}(?:[篇章节条编步]|部分)?[,，、:：]?(?![年天届次个批轮代季大期产书课党支小中人名村部])|其[一二三四五六七八九十][,，、:：]?"
    r"|[①-⑳]|[●■◆★▲◎※➤►•·—―─-]+|[A-H][.．、])"
)
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
SENTENCES = re.compile("[。！!？?\n]+[”’」』]?")
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
# 针对人手不够,|以及台账不全等问题|,镇里…
AMISS = re.compile("(?:以及|和|及)?[^,，“]{4,40}(?:问题|难题|实际|现状|情况|短板|现象|困境)")


def without_preamble(text: str) -> str:
    """A passage without what is said or asked before the measure, brackets and a decree's name."""
    body = BRACKETS.sub("", without_start(ASKED, without_start(SAID, text)))
    return rule("decrees").sub("", body, count=1) if DECREES.search(body) else body


def sentences_of(body: str) -> Iterator[str]:
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


def without_circumstances(sentence: str) -> str:
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
    if not dates and (is_circumstance(clause) or is_plight(clause)):
        return True
    if clause[-1:] not in PLACE_ENDS or not PLACE_ONLY.fullmatch(clause):
        return False
    return not rule("verb_first").match(clause)


def strip_marker(text: str) -> str:
    """Without the number that a label begins with: "二是村企联建" → "村企联建"."""
    text = text.strip(" \t\n\u3000")
    match = MARKER.match(text)
    return text[match.end() :].strip("。:： \t\n") if match else text
