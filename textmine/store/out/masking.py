"""Numbers of telephones and identity cards, hidden in what leaves the database.

A mask is as long as what it hides, so that every offset of the record stays right. Hotlines
(12345), numbers of documents, codes of divisions and figures with a unit are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from textmine.plain import from_dict, to_dict
from textmine.types import Record

SIGN = "*"
SHOWN = 3  # characters of a number that stay: enough to see what it was

WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－（）　", "0123456789Xx-() ")


class Kind(NamedTuple):
    """A kind of number, with what it must and must not find."""

    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


# What follows a figure, not the number of a telephone.
UNIT = r"(?!\d|[.,，]\d|\s?[元万亿人户亩吨件个项次家只头株度千公平立㎡%％‰号])"
KINDS: dict[str, Kind] = {
    "mobile": Kind(
        re.compile(r"(?<![\d.,￥¥])(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|([- ])\d{4}\1\d{4})" + UNIT),
        yes=("13905361234", "联系人：王某，139 0536 1234。", "+86-13905361234", "139-0536-1234"),
        no=(
            "12345政务服务热线",
            "投资13905361234元",
            "产值139.05361234亿元",
            "139053612345",
            "370783102000",
            "鲁发〔2013〕9号",
        ),
    ),
    "landline": Kind(
        re.compile(r"(?<![\d.-])(?:\(0\d{2,3}\) ?|0\d{2,3}[-— ])[2-8]\d{6,7}" + UNIT),
        yes=("0536-5221234", "（０５３６）5221234", "(010)66551234"),
        no=("2010-05221234", "3-0536-52", "0536-12345", "增长0.536-52212345"),
    ),
    "local": Kind(
        re.compile(r"(?<=电话|热线|传真|手机)(?:号码)?\s?[:：]?\s?([2-8]\d{6,7})(?!\d)"),
        yes=("联系电话：5221234", "传真 65512345"),
        no=("热线：12345", "电话1000部", "手机20000000000台", "户籍人口5221234人"),
    ),
    "identity": Kind(
        re.compile(r"(?<!\d)[1-9]\d{5}(?:(?:18|19|20)\d{9}[\dXx]|\d{9})(?![\dXx])"),
        yes=("身份证号11010519491231002X", "110105491231002"),
        no=("110105194912310021", "201005212010052100", "370783199913450012", "123456789012345"),
    ),
}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
CHECKS = "10X98765432"
# Stands in every such number: most strings are told by it at once.
LIKELY = re.compile(r"\d(?:[-－ \u3000]?\d){6}")
LEAST = 7  # characters


def mask(text: str) -> str:
    """The text with such numbers hidden, each character in its place."""
    spans = sorted(set(_spans(text))) if len(text) >= LEAST and LIKELY.search(text) else ()
    if not spans:
        return text
    signs = list(text)
    for start, end in spans:
        for at in range(start + SHOWN, end):
            if signs[at].isalnum():
                signs[at] = SIGN
    return "".join(signs)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    plain = text.translate(WIDE)
    for name, kind in KINDS.items():
        for match in kind.pattern.finditer(plain):
            group = 1 if name == "local" else 0
            if name != "identity" or is_identity(match[0]):
                yield match.span(group)


def is_identity(number: str) -> bool:
    """Whether it is the number of an identity card: its date exists, its check digit is right."""
    day = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    if len(number) == 15:
        return True
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return CHECKS[total % 11] == number[17].upper()


def mask_record(record: Record) -> Record:
    """The record with such numbers hidden, in its text and in everything taken from it."""
    if not any(_spans(record.text)) and not any(_spans(record.title or "")):
        return record
    return from_dict(Record, mask_row(to_dict(record)))


def mask_row(row: dict[str, Any]) -> dict[str, Any]:
    """The same of a record as JSON."""
    text = mask(row["text"])
    return {name: _masked(value, row["text"], text) for name, value in row.items()}


CHANGED = frozenset((str, list, dict))
KEPT = frozenset("id of sha256 signature path url also_at adcode checked pipeline".split())


def _masked(value: Any, text: str, masked: str) -> Any:
    """A value of a record whose text was *text*, and is *masked* now."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(item, text, masked) for item in value]
    if not isinstance(value, dict):
        return value
    found = {
        name: _masked(item, text, masked) if type(item) in CHANGED and name not in KEPT else item
        for name, item in value.items()
    }
    start, end = value.get("start"), value.get("end")
    if isinstance(start, int) and value.get("text") == text[start:end]:
        found["text"] = masked[start:end]
    return found
