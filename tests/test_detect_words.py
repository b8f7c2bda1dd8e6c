"""detect.words: words by offset, and the same with years in digits."""

from __future__ import annotations

import pytest

from textmine.detect.words import Words, with_digit_years


def words_of(*rows: str) -> Words:
    """Words as they are cut, each with its tag: 年底/t."""
    words, tags = zip(*(row.split("/") for row in rows), strict=True)
    return Words(words, [sum(map(len, words[:at])) for at in range(len(words))], tags)


YEARS = [
    (("二/m", "〇/x", "一/m", "三/m", "年底/t"), ("2013/m", "年底/t")),
    (("二/m", "○/x", "一/m", "三年/m", "末/f", "有/v"), ("2013/m", "年末/t", "有/v")),
    (("一九九八年/m", "初/f"), ("1998/m", "年初/t")),
    (("二零一/m", "三/m", "年度/n", "村/n"), ("2013/m", "年度/t", "村/n")),
    (("比二/m", "〇/x", "一/m", "一年/m", "净增/v"), ("比/p", "2011/m", "年/m", "净增/v")),
    (("二/m", "0/m", "一/m", "三年/m", "产值/n"), ("2013/m", "年/m", "产值/n")),
    (("在/p", "一九/m", "九八/m", "年/m", "和/c", "二〇/m", "〇八/m", "年/m"),
     ("在/p", "1998/m", "年/m", "和/c", "2008/m", "年/m")),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), YEARS)
def test_years_in_chinese_figures(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    words, expected = words_of(*before), words_of(*after)
    told, cut = with_digit_years("".join(words.words), words)
    assert told == "".join(expected.words)
    assert (list(cut.words), list(cut.starts)) == (list(expected.words), list(expected.starts))
    assert list(cut.tags) == list(expected.tags)


@pytest.mark.parametrize("text", ["2013年底", "三五年", "一百二十年", "第一二三组"])
def test_what_is_no_such_year_stays(text: str) -> None:
    words = Words((text,), (0,), ("x",))
    assert with_digit_years(text, words) == (text, words)


def test_text_that_nobody_cut() -> None:
    assert with_digit_years("截至二〇一三年底", Words()) == ("截至2013年底", Words())
