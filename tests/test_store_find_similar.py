"""Search by task: comparable practices, with the sentences and the reason."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.records import P, holding, simple
from textmine.store.database import CaseDatabase
from textmine.store.find.equivalents import common_words
from textmine.store.find.queries import Query
from textmine.store.find.search import search
from textmine.store.find.similar import search_by_task, similar_to
from textmine.store.words.segments import words_of

CORPORA = Path(__file__).parents[1] / "corpora"
TASKS = [
    json.loads(line)
    for line in (CORPORA / "gold" / "tasks.jsonl").read_text(encoding="utf-8").splitlines()
]
SHOU, AN = ("寿光市", "370783"), ("安丘市", "370784")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseDatabase]:
    """The own-written practices as a database, one article for each file."""
    with CaseDatabase.open(tmp_path_factory.mktemp("store") / "cases.db") as database:
        for path in sorted((CORPORA / "practices").glob("*.jsonl")):
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            wishes = [
                P(text=row["text"].replace("\n", ""), name=row["name"], patterns=row["patterns"])
                for row in rows
                if row["patterns"]
            ]
            database.add(simple(f"{path.stem}.txt", *wishes))
        yield database


# ---- the tasks --------------------------------------------------------------------------------
def grade(task: dict[str, str], patterns: list[str], text: str) -> int:
    """2: the pattern that the task asks for, and about the same; 1: the pattern alone; 0: else."""
    if task["pattern"] not in patterns:
        return 0
    return 2 if re.search(task["about"], text) else 1


def ndcg(grades: list[int]) -> float:
    """Of ten answers; the ideal is ten of grade 2, which the corpus has for every task."""
    gains = sum((2**g - 1) / math.log2(place + 2) for place, g in enumerate(grades[:10]))
    return gains / sum(3 / math.log2(place + 2) for place in range(10))


def score(corpus: CaseDatabase, answer: Callable[[str], list[Any]]) -> float:
    total = 0.0
    for task in TASKS:
        grades = []
        for hit in answer(task["task"]):
            found = corpus_text(corpus, hit.id)
            grades.append(grade(task, [mark.code for mark in hit.patterns], found))
        total += ndcg(grades)
    return total / len(TASKS)


TEXTS: dict[str, str] = {}


def corpus_text(corpus: CaseDatabase, identity: str) -> str:
    if not TEXTS:
        for record in corpus.records():
            TEXTS.update({p.id: record.text[p.start : p.end] for p in record.practices})
    return TEXTS[identity]


def test_tasks_beat_word_search(corpus: CaseDatabase) -> None:
    def by_words(task: str) -> list[Any]:
        words = [word for word in dict.fromkeys(words_of(task)) if word not in common_words()]
        return list(search(corpus, Query(words=" OR ".join(words), limit=10)).hits)

    def by_task(task: str) -> list[Any]:
        return [match.hit for match in search_by_task(corpus, task)]

    assert len(TASKS) == 30
    words, tasks = score(corpus, by_words), score(corpus, by_task)
    assert tasks >= words + 0.1
    assert tasks >= 0.75


# ---- answers ----------------------------------------------------------------------------------
PRACTICES = (
    P(
        text="外卖骑手没处歇脚。街道设了驿站,能喝水、充电、热饭。一年里有三百名骑手来过。",
        name="骑手驿站",
        patterns=("coverage_extension",),
        place=SHOU,
        metrics=(("三百名骑手", "骑手", 300.0, "名"),),
    ),
    P(
        text="快递小哥多,行业党委管起来。网点设歇脚点十八个。",
        name="快递行业党委",
        patterns=("coverage_extension",),
        place=AN,
    ),
    P(
        text="柠檬合作社里建支部,社员党员先试新品种。",
        name="社上支部",
        patterns=("industry_chain",),
        place=AN,
    ),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[CaseDatabase]:
    outcomes = [simple(f"{number}.txt", practice) for number, practice in enumerate(PRACTICES)]
    with holding(tmp_path, *outcomes) as opened:
        opened.group()
        yield opened


def test_an_answer_says_why(database: CaseDatabase) -> None:
    task = "寿光市的外賣騎手沒有歇腳的地方,我們想設驛站。"
    first, second = search_by_task(database, task)
    assert (first.hit.name, second.hit.name) == ("骑手驿站", "快递行业党委")
    assert first.score > second.score > 0
    assert first.sentences[0] == "外卖骑手没处歇脚。"
    assert {"外卖", "骑手", "驿站"} <= set(first.shared)
    assert first.reason.startswith("同为拓展覆盖；同在寿光市；都讲到")
    assert first.reason.endswith("有1个指标可比")
    assert second.reason.startswith("同为拓展覆盖；同在山东省；都讲到")


def test_similar_practices(database: CaseDatabase) -> None:
    tale, *_ = search(database, Query(words="骑手驿站")).hits
    assert tale.id is not None
    assert [match.hit.name for match in similar_to(database, tale.id)] == ["快递行业党委"]


@pytest.mark.parametrize("text", ["", "。", "没有一个词在里面", "a" * 30_000])
def test_nothing_comparable(database: CaseDatabase, text: str) -> None:
    assert search_by_task(database, text) == []
