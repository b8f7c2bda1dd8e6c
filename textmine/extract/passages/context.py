"""What stands before a measure and leads to it: a few words on it, its name, who took it."""

from __future__ import annotations

import re

from textmine.extract.passages.sentences import is_headless, set_elsewhere
from textmine.extract.passages.telling import tells_acts
from textmine.extract.rulebook import rule

# Of what is told before the act that answers it, a few words belong to it ("修好还得有人管。");
# more say how things stood in three cases of four ("村里山高路陡,请一回医生不容易。").
SHORT_CONTEXT, LONGEST_CONTEXT = 16, 70
# 大家定了个规矩:|先养后用, 村民都夸|“夜话会”
NAMED_LAST = re.compile(r"[:：][^,，。:：;；]{2,9}。\s*$")
COINED_LAST = re.compile(r"(?<![,，。])“([^“”]{2,14})”。\s*$")
# 服务好不好,群众说了算: asks what the measure answers
ASKED = re.compile(r"([\u4e00-\u9fff]{1,2})[不没]\1")
LONG_AGO = re.compile("过去|以前|从前|往年|原来|原先|早些年|前几年|前些年")
# 在镇里支持下,|他回村办起公司: who he is was said before
OF_SOMEBODY = re.compile("(?:[^,，。“]{2,12}[,，])?[他她](?![说讲])")


def leads_to(text: str, context: int, start: int) -> bool:
    """Whether what stands from *context* up to a measure belongs to it."""
    length = start - context
    if length > LONGEST_CONTEXT or set_elsewhere(text, context, start):
        return False
    if length <= SHORT_CONTEXT or is_headless(text, context) or OF_SOMEBODY.match(text, start):
        return True
    piece = text[context:start]
    if NAMED_LAST.search(piece) or ASKED.search(piece):
        return True
    return _ends_in_coined(piece) or _acts(piece)


def _acts(piece: str) -> bool:
    """Whether a sentence says what was done, be it in everyday words."""
    if tells_acts(piece):
        return True
    return rule("plain_act").search(piece) is not None and LONG_AGO.search(piece) is None


def _ends_in_coined(piece: str) -> bool:
    """Whether a sentence ends with the coined name of a thing: 村民都夸“夜话会”."""
    coined = COINED_LAST.search(piece)
    return coined is not None and rule("thing_end").search(coined[1]) is not None
