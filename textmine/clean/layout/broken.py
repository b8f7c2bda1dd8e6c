"""Lines that a page or a link broke are joined again, where a sentence goes on.

A paragraph is an `AlignedText` of one line. The functions take and return lists of them and do
nothing to text that is already so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textmine.aligned import AlignedText
from textmine.chinese.markers import IN_A_ROW
from textmine.clean.fields import DATELINE_START
from textmine.clean.lines import CLOSING, HAN_SIGN, ends_sentence

CLOSERS = re.escape(CLOSING)
NUMBER = "[一二三四五六七八九十]{1,3}"

ITEM = re.compile(
    rf"(?:(?!{IN_A_ROW}){NUMBER}\s*[、.．](?!\s*{NUMBER}\s*、)|[（(]\s*(?:{NUMBER}|\d{{1,2}})\s*[）)]"
    rf"|\d{{1,2}}\s*[、.．](?!\d)"
    rf"|第{NUMBER}[章节条篇部编]|第{NUMBER}[,，、]|{NUMBER}[是要]|[①-⑳●■◆★]|——)"
)


LEAST_FOREIGN = 24  # characters; a shorter line may be a name or a number
CREDITED = re.compile(r"(?:[/／]\s?摄影?|[\u4e00-\u9fff]\s?摄)$")  # …特色餐桌。记者某某／摄影
# "二、抓队伍,党员领着群众干" ends a page as a heading; "二、抓队伍。全镇…" does not
HEADING = re.compile(rf"{ITEM.pattern}[^。；;]{{1,30}}$")
LEAST_OVER, SURELY_OVER = 12, 24  # characters of a page's last line
ENDS_INSIDE = re.compile(r"[\u3400-\u9fff]、$|中共$")  # where a link begins


def join_broken(lines: Iterable[AlignedText]) -> list[AlignedText]:
    """With lines joined that break a sentence; headings and items stay lines of their own."""
    groups: list[list[AlignedText]] = []
    for line in lines:
        if groups and _belongs_together(groups[-1][-1].text, line.text, torn=len(groups[-1]) > 1):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [join_pieces(group) for group in groups]


def join_pages(lines: Sequence[AlignedText], turned: Sequence[bool]) -> list[AlignedText]:
    """With sentences joined that go on over a page: where *turned*, a line began a new one."""
    joined: list[AlignedText] = []
    for line, new in zip(lines, turned, strict=True):
        if new and joined and _goes_over(joined[-1].text, line.text):
            joined[-1] = join_pieces([joined[-1], line])
        else:
            joined.append(line)
    return joined


def _goes_over(before: str, after: str) -> bool:
    """Whether the last line of a page is no heading and the next one goes on with it."""
    if "\t" in before or ends_sentence(before) or len(before) < LEAST_OVER:
        return False
    told = any(sign in before for sign in "。，,、；;")
    return (told or len(before) >= SURELY_OVER) and not HEADING.match(before) and _continues(after)


def join_pieces(pieces: Sequence[AlignedText]) -> AlignedText:
    """The pieces of one line, put together."""
    return pieces[0] if len(pieces) == 1 else AlignedText.join(pieces, "")


def _belongs_together(before: str, after: str, *, torn: bool) -> bool:
    """Whether a sentence goes on from one line to the next; no line begins with a comma.

    A sentence that was *torn* before goes on until it ends: links were lines of their own.
    """
    if "\t" in before or _is_foreign(before) > _is_foreign(after):
        return False
    if after[0] == "、" and before[-1:] in "。！？":
        return False  # 、主要做法: a heading that has lost its number
    if after[0] in "，,、；;：。！？)）”’》":
        return True
    inside = ENDS_INSIDE.search(before, max(0, len(before) - 2))
    if inside and "\t" not in after and not ITEM.match(after):
        return True
    return (_breaks_off(before) or (torn and not ends_sentence(before))) and _continues(after)


def _is_foreign(text: str) -> bool:
    """Whether a line of some length has no Chinese in it, as an abstract's translation."""
    return text[:1].isascii() and len(text) >= LEAST_FOREIGN and HAN_SIGN.search(text) is None


def _breaks_off(text: str) -> bool:
    """Whether a line stops in mid-sentence; a heading has no full stop and is shorter."""
    if "\t" in text or ends_sentence(text) or CREDITED.search(text):
        return False
    if text[-1:] in "，,、":
        return len(text) >= 8
    if len(text) >= 60 or "。" in text or "；" in text:
        return True
    commas = sum(text.count(sign) for sign in "，,、")
    return len(text) >= 30 and commas > 0 and (commas > 2 or re.search(r"\d", text) is not None)


def _continues(text: str) -> bool:
    if "\t" in text or ITEM.match(text) or DATELINE_START.match(text):
        return False
    return ends_sentence(text) or len(text) >= 30
