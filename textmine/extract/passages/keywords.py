"""Keywords by our own words and jieba's idf table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from textmine.chinese.rarity import idf_table

# Common in every report on the subject: they tell two practices apart no better than 的 does.
COMMON = frozenset(
    """
工作 建设 开展 组织 进行 加强 建立 实行 推进 提高 通过 实现 基层 党员 干部 群众 服务 活动 发展
农村 问题 全市 全县 全区 全镇 先后 切实 进一步 方面 采取 以及 其中 作用 情况 有效 形成 制度 机制
党组织 党支部 实施 积极 深入 我市 我县 我区 他们 有关 各级 有机 机结合 相关 不断 抓好 具体 方式
形式 一个 可以 由于 全省 全乡 全国 三是 二是 一是 四是 目标 重点 主题 计划 年度 力度 水平 成效
工程 项目 地方 时间 入选 新增 确保 力争 强化 深化 做好 拿出 建起 牵头 促使 发挥 抢抓 争创 锚定
获评 举办 支持 提升 围绕 优化 重大 深入开展 建立健全 全面 完善 健全 加快 推动 打造 构建 落实
大力 持续 扎实 迸发出 广大党员 万人 认真学习
统筹 统一 依托 人次 一村 村村 每季度 每半年 每站 单位 个别 同一 负责 注重 一共 纳入 达到 担任 个人
制定 来自 全面推行 相近 凡有 要用 设立 设置 组建 安排 推行 贯彻 户均 有限公司 齐抓共管 相适 一整套
""".split()
)
Array = npt.NDArray[Any]

# What may name a subject or a deed; no places, persons or bodies, which fields of their own name.
TELLING_TAGS = re.compile("n(?![srt])|[vailjzb]")
SLOTS = 1 << 18  # of weights that are kept: 4 MB; an article has some thousand words


def rarity_of(word: str) -> float:
    """The frequency of a word in that table, 0.0 where it is none that can be a keyword."""
    telling = len(word) > 1 and word.isalpha() and word not in COMMON
    return float(idf_table().get(word, 0)) if telling else 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, with their tags, the offsets at which they begin, and their numbers.

    A number is that of spaCy's table of strings.
    """

    words: Sequence[str]
    tags: Sequence[str]
    starts: Sequence[int]
    orths: Array


class _Weights:
    """The weights of the words that came up last, each in the slot that its number says.

    Looked up in a dict by word, they take many times as long: it is larger than the caches.
    """

    def __init__(self) -> None:
        self._orths, self._weights = np.zeros(SLOTS, dtype=np.uint64), np.zeros(SLOTS)

    def of(self, words: Words) -> tuple[Array, Array]:
        """The weight of each word, 0.0 where it is no keyword, and a short number for it."""
        numbers = (words.orths & np.uint64(SLOTS - 1)).astype(np.int64)
        weights = self._weights[numbers]
        unknown = np.flatnonzero(self._orths[numbers] != words.orths)
        if len(unknown):
            orths, firsts, which = np.unique(
                words.orths[unknown], return_index=True, return_inverse=True
            )
            found = np.array([_weight_of(words, at) for at in unknown[firsts].tolist()])
            slots = numbers[unknown[firsts]]
            self._orths[slots], self._weights[slots] = orths, found
            # Where two words of a text share a slot, it is each time the other's.
            weights[unknown], numbers[unknown] = found[which], SLOTS + which
        return weights, numbers


def _weight_of(words: Words, at: int) -> float:
    """The weight of the word at an index."""
    return rarity_of(words.words[at]) if TELLING_TAGS.match(words.tags[at]) else 0.0


_weights = _Weights()


def _inside(starts: Array, places: Sequence[tuple[int, int]]) -> Array:
    """Which of the words that begin at *starts* stand in the name of a place."""
    if not places:
        return np.zeros(len(starts), dtype=np.bool_)
    bounds = np.array(places, dtype=np.int64)
    before = bounds[:, 0].searchsorted(starts, side="right") - 1
    inside: Array = (before >= 0) & (starts < bounds[before, 1])
    return inside


def find_keywords(
    words: Words,
    spans: Sequence[tuple[int, int]],
    most: int,
    places: Sequence[tuple[int, int]] = (),
) -> list[tuple[str, ...]]:
    """The *most* telling words of each span, best first; spans rise and do not overlap.

    *places* are where places are named, in order: no word of their names is a keyword.
    """
    if not spans:
        return []
    weights, numbers = _weights.of(words)
    telling = weights.nonzero()[0]
    starts = np.array(words.starts, dtype=np.int64)
    telling = telling[~_inside(starts[telling], places)]
    at = starts[telling]
    bounds = at.searchsorted(np.array(spans, dtype=np.int64))
    rows = np.repeat(np.arange(len(spans)), bounds[:, 1] - bounds[:, 0])
    own = np.concatenate([telling[first:last] for first, last in bounds.tolist()])
    keys = rows * (numbers.max(initial=0) + 1) + numbers[own]
    _, firsts, counts = np.unique(keys, return_index=True, return_counts=True)
    times = np.zeros(len(own))  # that a word comes up in its span; 0 but for the first of them
    times[firsts] = counts
    first = times.nonzero()[0]
    rows, own = rows[first], own[first]
    scores = times[first] * weights[own]
    order = (rows * (scores.max(initial=0.0) + 1) - scores).argsort(kind="stable")  # row by row
    ranked = own[order]
    return [
        tuple([words.words[at] for at in ranked[first : min(last, first + most)].tolist()])
        for first, last in pairwise(rows.searchsorted(np.arange(len(spans) + 1)).tolist())
    ]
