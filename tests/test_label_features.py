"""Folding, cues and n-grams: every character keeps its place."""

from __future__ import annotations

import numpy as np
import pytest

from textmine.label.cues import pairs, read_cues
from textmine.label.features import (
    CONTEXT_SCALE,
    CUE_SCALE,
    FOLDED,
    ROLES,
    Context,
    Lexicon,
    context_features,
    first_clause,
    fold,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("2016年,建成3个支部;", "0000年，建成0个支部；"),
        ("１２户（每户2.5亩）", "00户（每户0.0亩）"),
        ("QQ群ＡＢ", "QQ群AB"),
        ("一\n二\u3000三", "一 二 三"),
        ("办起「銀齡食堂」和『夜校』", "办起“銀齡食堂”和“夜校”"),
        ('推行"一网统管",设"红色驿站"', "推行“一网统管”，设“红色驿站”"),
        ('宽5"', "宽0“"),
    ],
)
def test_fold_keeps_every_place(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打破村组界限办事", True),
        ("打破了沿袭多年的行政村界限", True),
        ("打破。界限", False),
        ("打破；界限", False),
        ("界限打破了", False),
        ("打破了一二三四五六七八九十一二三界限", False),
    ],
)
def test_cue_of_two_words_stays_within_reach_and_sentence(text: str, found: bool) -> None:
    lexicon = Lexicon(["打"], read_cues([["打破…界限"]]), 1)
    matches = lexicon.match([text])
    assert len(matches.cues.numbers) == int(found)
    assert matches.cue_features()[0, 0] == pytest.approx(CUE_SCALE * np.log(2) if found else 0)


def test_pairs_gives_each_first_part_its_next_second() -> None:
    assert list(pairs("甲乙甲乙", [1, 3], [1, 3])) == [(1, 1), (3, 3)]
    assert list(pairs("甲乙", [1], [])) == []


def test_a_cue_may_speak_for_two_groups_and_counts_once() -> None:
    cues = read_cues([["联建", "村企"], ["村企"]])
    assert [(cue.parts, cue.groups) for cue in cues] == [(("联建",), (0,)), (("村企",), (0, 1))]
    matches = Lexicon(["村"], cues, 2).match(["村企联建，村企联建", "无"])
    assert matches.cue_counts.tolist() == [[2.0, 1.0], [0.0, 0.0]]


def test_matches_overlap_and_know_their_passage() -> None:
    matches = Lexicon(["村", "村企", "企"], [], 0).match(["村企", "企村"])
    assert matches.rows.tolist() == [0, 0, 1, 1, 0]
    assert matches.offsets.tolist() == [0, 3, 6]
    assert sorted(zip(matches.terms.tolist(), matches.starts.tolist(), strict=True)) == [
        (0, 0), (0, 4), (1, 0), (2, 1), (2, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("一是厂村同建。两家支部合为一个，再", "一是厂村同建。两家支部合为一个"),
        ("（三）健全财务制度:每月查账", "（三）健全财务制度"),
        ("党课，夜里开讲的有三家", "党课，夜里开讲的有三家"),
        ("修桥", "修桥"),
        ("", ""),
    ],
)  # fmt: skip
def test_first_clause_counts_twice(text: str, clause: str) -> None:
    assert first_clause(fold(text)) == clause
    characters = sorted(set(clause)) or ["无"]
    matches = Lexicon(characters, [], 0).match(["甲，乙", text, "党课，夜里", text])
    twice = matches.times[matches.rows == 1] == 2
    assert twice.sum() == len(clause)
    assert twice.tolist() == [True] * len(clause) + [False] * (len(twice) - len(clause))
    assert (matches.times[matches.rows == 3] == matches.times[matches.rows == 1]).all()


def test_features_are_the_same_for_every_kind_of_quotes() -> None:
    lexicon = Lexicon(["“银龄", "龄”", "驿站”"], [], 0)
    told = "设“银龄”食堂,“银龄”驿站{0}红色驿站{1}。"
    kinds = (("“", "”"), ("「", "」"), ('"', '"'))
    texts = [told.replace("“", a).replace("”", b).format(a, b) for a, b in kinds]
    matches = lexicon.match(texts)
    found = [matches.terms[matches.rows == row].tolist() for row in range(3)]
    assert found[0] == found[1] == found[2] != []


def test_nothing_to_match() -> None:
    matches = Lexicon(["村"], [], 1).match(["", "水"])
    assert len(matches.terms) == len(matches.times) == 0
    assert matches.cue_counts.shape == (2, 1)


def test_context_is_role_and_whether_anything_stands_above() -> None:
    table = context_features([Context("lesson", ("几点启示",)), Context("other")])
    assert table.shape == (2, len(ROLES) + 1)
    assert table[0, ROLES.index("lesson")] == table[0, -1] == CONTEXT_SCALE
    assert not table[1].any()


@pytest.mark.parametrize("text", ["第３批Ａ类（2016年）\n党员\u3000📱42名", "\udc80残"])
def test_code_points_fold_as_text_does(text: str) -> None:
    assert [chr(code) for code in FOLDED[list(map(ord, text))]] == list(fold(text))
