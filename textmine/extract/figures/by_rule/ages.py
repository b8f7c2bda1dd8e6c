"""Ages that bound whom something is for: 70岁以上老人, 36岁至59岁的党员, 男性从60岁起.

The ages of persons are no metrics, thresholds are: they belong to no place and time. They stand
within the phrase that names another figure (60岁以上的党员9万名), so they are read apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmine.detect.layers import Quantity
from textmine.extract.figures.reading import Reading
from textmine.extract.phrases.after import phrase_after
from textmine.extract.phrases.before import phrase_before
from textmine.extract.phrases.tokens import tokens_between

LIMIT = re.compile(r"(?:及|\(含\)|（含）)?(?:以上|以下|以内)|起(?!来)")
FROM = re.compile(r"(?:从|满|达到?|不满|未满|不足|超过|小于|大于)$")
WHOM = re.compile(
    r".{0,8}?(?:人(?![员群口才大均士])|人员|员(?!工)|员工|民(?![宿政办营俗主族兵间工警众])|户(?![外籍主口])"
    r"|生(?![产活态物育猪意长])|者|师(?![资范生傅])|妇女|青年|儿童|干部|群众)"
)
# 60岁以上|的占五成: the class whose size follows
SIZE = re.compile(
    r"的(?:[^，,。；;\d]{0,8}?(?:占|有|不低于|不少于|超过|不足|达)到?)?[近约]?[\d一二两三四五六七八九十]"
)
COUNTED = re.compile(r"\d")  # 65岁以上长辈402人: how many they are is another figure
REACH = 12  # characters beside an age in which the noun stands


def find_age_limits(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The ages among *quantities* that say who is meant, not how old somebody is."""
    return [quantity for quantity in quantities if _is_limit(text, quantity)]


def _is_limit(text: str, quantity: Quantity) -> bool:
    if quantity.unit not in ("岁", "周岁"):
        return False
    if quantity.value_max is not None:
        return text.startswith("的", quantity.end)
    behind = LIMIT.match(text, quantity.unit_end)
    if behind is None or text[behind.end() : behind.end() + 1] in "，,。；;":
        return False
    return SIZE.match(text, behind.end()) is None


def name_age(reading: Reading, quantity: Quantity) -> str:
    """老人年龄 of 70岁以上老人, 男性年龄 of 男性从60岁起."""
    text, end = reading.text, quantity.end
    limit = LIMIT.match(text, quantity.unit_end)
    end = max(end, limit.end()) if limit else end
    end += text.startswith("的", end)
    behind = tokens_between(text, reading.words, end, min(end + REACH, len(text)))
    noun = phrase_after(text, behind).text if limit is None or limit[0] != "起" else ""
    noun = COUNTED.split(noun, maxsplit=1)[0]
    noun = person[0] if (person := WHOM.match(noun)) else noun
    if not noun:
        start = quantity.start
        start -= len(found[0]) if (found := FROM.search(text, max(0, start - 2), start)) else 0
        left = max(text.rfind(mark, 0, start) for mark in "，,。；;、\n") + 1
        noun = phrase_before(tokens_between(text, reading.words, left, start)).text
    return f"{noun}年龄"
