"""Those counted, behind what is told of them: 39名|因企业停产下岗的|职工, 21户|未按期搬迁|户."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.extract.phrases.stops import stops_forward
from textmine.extract.phrases.tokens import ACTOR, Phrase, Token, has_head, phrase_to
from textmine.extract.phrases.verbs import is_verb

# 39名|因企业停产下岗的|职工, 60名|从部队复员的|青年: words that open what is told of those counted
TELLING = frozenset("因 从 由 被 受 遭 自 因灾 因病 因残 因学 因公 因故".split())
UNDONE = re.compile(r"未(?!来)(?:按时|按期|如期|及时)?[^\W\d的]{2,4}$")


# 政治素质好、工作能力强的|干部, 不同类型、不同特色的|教学点, 懂技术、会经营的|能人
HOW_THEY_ARE = (
    r"(?:不同[^\W\d的]{2,4}|(?:熟悉|热爱|热心|善于|乐于|勇于|了解|关心|具有|富有|[懂会善能敢肯爱有])[^\W\d的]{2,6}"
    r"|[^\W\d的了过有村镇县个户家]{1,4}(?:[好强高硬优广富正深大美]|齐全|完善|健全|规范|合理|坚定|端正|过硬|突出|鲜明|丰富|便捷|明显"
    r"|完整|扎实|较强|公道|优良|到位|一流|配套|浓厚|清晰|优美|整洁|良好|公益|先进|雄厚|成熟|优越|靠前))"
)
DESCRIBED = re.compile(
    rf"(?:(?:一批|一支)?{HOW_THEY_ARE}[、，,]){{1,4}}(?:且)?{HOW_THEY_ARE}的(?=[^\W\d]{{2}})"
)
NEAR = 12  # characters in which the first of such a list ends


def described_first(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind a list that tells how those counted are; none without such a list."""
    start = tokens[0].start
    if text.find("、", start, start + NEAR) < 0:
        return ()
    told = DESCRIBED.match(text, start, tokens[-1].end)
    return [token for token in tokens if token.start >= told.end()] if told else ()


# 264家|党支部领办合作社, but 46个|村党支部|领办合作社: a counter of firms counts what is led
LED = re.compile(
    r"(?:村?(?:党支部|党组织|党总支|集体)|支部|能人|大户|党员)(?:领办|创办|兴办|牵头)[型的]?(?=[^\W\d的]{0,6}?(?:合作社|公司|农场|企业))"
)


def told_first(text: str, tokens: Sequence[Token]) -> Phrase | None:
    """Those counted with what is told of them before their noun."""
    word = tokens[0].word
    led = LED.match(text, tokens[0].start) if text[tokens[0].start - 1] == "家" else None
    if led:
        body = next((at for at, token in enumerate(tokens) if FIRM.search(token.word)), -1)
        return phrase_to(text, tokens, body + 1)
    if word in TELLING:
        return _told_of(text, tokens)
    if word[0] != "未" or word.startswith("未来"):
        return None
    opened = 1 + (len(tokens) > 1 and tokens[1].word in ON_TIME)
    rest = range(opened, len(tokens))
    end = next((at for at in rest if _breaks(tokens[at])), len(tokens))
    for at in range(1, min(end, LONGEST_UNDONE)):
        before = text[tokens[0].start : tokens[at].start]
        plain = before == "未" and len(tokens[at].word) > 2  # 未|搬迁户
        if _is_counted_noun(tokens[at]) and (plain or UNDONE.match(before)):
            last = at + 1
            while last < end and _is_counted_noun(tokens[last]):
                last += 1
            return phrase_to(text, tokens, last)
    return None


FIRM = re.compile(r"(?:合作社|公司|农场|企业)$")
PERSONS = re.compile(r"(?:党员|干部|群众|青年|妇女|老人|[户员者人生师工民手])$")
ON_TIME = frozenset("按期 按时 如期 及时".split())
LONGEST_UNDONE = 6  # words


def _breaks(token: Token) -> bool:
    return token.word == "的" or token.tag in ("d", "p", "c") or stops_forward(token)


def _is_counted_noun(token: Token) -> bool:
    """Whether a word is what may be counted: 毕业生, 党组织, 户."""
    word = token.word
    return has_head(word) or bool(ACTOR.search(word) or PERSONS.search(word))


def _told_of(text: str, tokens: Sequence[Token]) -> Phrase | None:
    """下岗的职工 of 因企业停产下岗的职工: the last deed told, with the noun behind 的."""
    for at in range(2, min(len(tokens) - 1, LONGEST_TELLING)):
        if tokens[at].word != "的":
            continue
        deed, head = tokens[at - 1], tokens[at + 1]
        if is_verb(deed) and len(deed.word) > 1 and _is_counted_noun(head):
            return Phrase(text[deed.start : head.end], start=deed.start)
    return None


LONGEST_TELLING = 16  # words before 的
