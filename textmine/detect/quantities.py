"""Numbers with their units, as spaCy component `textmine_quantities`.

One pass of a regular expression finds numbers; what stands beside each decides unit, range and
modifier. Whether a quantity is a metric is asked later (`extract.screening`): durations, ages and
announced kinds (四种形式) are quantities too. Dates, ordinals, numbering, years and codes are not.

>>> [(q.value, q.unit, q.modifier) for q in find_quantities("投资300多万元，建成2-4个，占三分之一")]
[(3000000.0, '元', 'over'), (2.0, '个', None), (33.33, '%', None)]
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.layers import Quantity, text_of
from textmine.detect.numbers.amounts import make_quantity
from textmine.detect.numbers.number import NUMBER, Number, numeral, read_plain, rounded
from textmine.detect.numbers.ranges import LEAST_AMOUNT, ROUND, read_range
from textmine.detect.numbers.refusals import YEAR, is_name, is_rank, leads_a_word
from textmine.detect.numbers.rowunits import unit_of_row
from textmine.detect.numbers.units import (
    BARE,
    PERCENT,
    TIMES,
    FoundUnit,
    find_unit_behind,
    guess_counter,
)
from textmine.detect.words import Words

LINE = re.compile("[\u4e00-\u9fff]{2,6}[热专]线")  # 12316农民热线


class QuantityFinder:
    """Finds quantities on `doc._.quantities`; needs nothing but the words."""

    def __call__(self, doc: Doc) -> Doc:
        words = Words(doc._.words, doc._.word_starts, doc._.tags)
        doc._.quantities = tuple(find_quantities(text_of(doc), words))
        return doc


@Language.factory("textmine_quantities", assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str) -> QuantityFinder:
    """What spaCy calls for `textmine_quantities`."""
    return QuantityFinder()


def find_quantities(text: str, words: Words | None = None) -> list[Quantity]:
    """Every number of *text* that has a unit, in order."""
    words = words or Words()
    found: list[Quantity] = []
    last = 0
    for match in NUMBER.finditer(text):
        if match.start() < last:
            continue
        quantity = _read(text, match, words)
        if quantity is not None:
            found.append(quantity)
            last = quantity.end
    return found


def _read(text: str, match: re.Match[str], words: Words) -> Quantity | None:
    if match["fold"] or match["half"]:
        return _read_phrase(text, match)
    if is_rank(text, match.start()):
        return None
    if match["plain"] is None:
        return _read_fraction(text, match)
    number = read_plain(match)
    return None if number is None else _read_number(text, match, number, words)


def _read_number(text: str, match: re.Match[str], number: Number, words: Words) -> Quantity | None:
    number, found = read_range(text, number, find_unit_behind(text, number.end))
    if match["plain"][0].isascii():
        if found is None and not match["large"]:
            number, found = _read_row(text, number)
    elif leads_a_word(words, match, found):
        return None
    found = found or _guess_unit(text, number, match, words)
    if found is None or is_name(text, match, number.low, found):
        return None
    return make_quantity(text, number, found)


def _read_row(text: str, number: Number) -> tuple[Number, FoundUnit | None]:
    """With the unit that the last figure of its row states for all."""
    row = unit_of_row(text, number.start, number.end)
    if row is None:
        return number, None
    found, times = row
    high = None if number.high is None else rounded(number.high * times)
    return replace(number, low=rounded(number.low * times), high=high), found


def _read_phrase(text: str, match: re.Match[str]) -> Quantity | None:
    """翻两番, 过半, 一半."""
    phrase = match["fold"] or match["half"]
    if text[match.start() - 1 : match.start()] in ("双", "间", "务"):  # 时间过半, 任务过半
        return None
    if match["fold"]:
        folds = numeral(match["folds"] or "一") or 1.0
        found, number = FoundUnit(TIMES, match.end()), Number(*match.span(), 2.0**folds)
        number = replace(number, shape="multiple")
    else:
        found = FoundUnit(PERCENT, match.end())
        number = Number(*match.span(), 100.0 if phrase == "百分百" else 50.0, shape="fraction")
    quantity = make_quantity(text, number, found)
    if phrase.startswith(("过半", "一多")) or match["past"] or match["beyond"]:
        return replace(quantity, modifier="over")
    return replace(quantity, modifier="about") if match["near"] else quantity


def _read_fraction(text: str, match: re.Match[str]) -> Quantity | None:
    """三分之一, 百分之二十, 1/3: a percentage."""
    below = numeral(match["below"] or match["bottom"])
    above = numeral(match["above"] or match["top"])
    if not below or above is None or (match["top"] and not 0 < above < below):
        return None
    percent = above if below == 100 else round(100 * above / below, 2)
    sign = -1.0 if match["sign"] else 1.0
    number = Number(*match.span(), sign * percent, shape="fraction")
    number, _ = read_range(text, number, FoundUnit(PERCENT, match.end()))
    return make_quantity(text, number, FoundUnit(PERCENT, number.end))


def _guess_unit(text: str, number: Number, match: re.Match[str], words: Words) -> FoundUnit | None:
    """The word behind as a counter; a bare 500万 keeps an empty unit, to be told by its clause."""
    plain, at = match["plain"], number.end
    large = bool(match["large"]) or plain[-1] in "万亿萬億"
    if not plain[0].isascii() and number.low < 10:
        return None
    index = words.at(at)
    if index >= 0 and at < len(text) and words.starts[index] == at:
        sure = (large or bool(number.more)) and len(plain) > 1
        counts = sure or not (len(plain) < 3 or YEAR.fullmatch(plain) or LINE.match(text, at))
        unit = guess_counter(words.words[index], words.tags[index], large=sure, counts=counts)
        if unit:
            return FoundUnit(unit, at if unit.dimension == "persons" else at + len(unit.name))
    return FoundUnit(BARE, at) if large or _is_amount(plain, number.low) else None


def _is_amount(plain: str, value: float) -> bool:
    """Whether Chinese figures alone may be an amount that its clause tells: 收了八千九, 奖一千."""
    return value >= LEAST_AMOUNT and not plain.isascii() and ROUND.search(plain) is not None
