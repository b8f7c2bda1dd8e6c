"""Lists of sentences that open alike.

"对外来党员,…。对外出党员,…。", "园区聚合方面,…。产业主导方面,…。", and terms of one build:
"居民自治推行…。服务善治聚焦…。平安法治整合…。".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from textmine.extract.passages.parts import CLAUSE, FIGURE, LEAST_CLAUSE, LEAST_MEAN, Part, are_long
from textmine.extract.rulebook import rule

# Two sentences that open alike are two measures only where each says much (reports that tell one
# mechanism in short sentences "对培训经费,…。对办公经费,…" stay whole).
LEAST_SENTENCE = 40

LONGEST_OPENING = 40  # characters in which each form of an opening shows its sign
LENGTH_TOPIC, LEAST_TOPICS = 4, 3
TOPIC = re.compile("[\u4e00-\u9fff]{3}([\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
FARTHEST = 4  # sentences from one that opens a measure to the next
OBJECT_SENTENCE = re.compile(
    r"(?:[如再][,，]|例如[,，]|比如[,，]|同时[,，]|此外[,，])?(?:在[^,，。]{2,20}基础上[,，])?"
    r"(?:对|面向)(?:于|与)?[^,，。;；]{2,40}[,，]"
)
# "园区聚合方面,…。产业主导方面,…。"
AREA_SENTENCE = re.compile(
    r"(?:(?:在|从)[^,，。;；:：]{2,14}(?:方面|上)|[^,，。;；:：]{2,10}方面)[,，]"
)
# "我们把会场搬到院坝,…。我们把评价纳入考核,…。": what the speaker's own place did, one by one
OWN_SENTENCE = re.compile("(?:我们|[村镇乡县]里)[把将给请](?=[^,，。]{4})")
LEAST_OWN = 28
QUOTED = re.compile("“[^“”]*”")


class Opening(NamedTuple):
    """A form in which sentences of a list begin: how long each is at least, and how many.

    `signs` is what such a beginning holds, one of it; looked for first, since two in three texts
    hold no two of it, and no list of this form. `named` says that each begins with a name.
    """

    form: re.Pattern[str]
    signs: tuple[str, ...]
    least: int
    fewest: int = 2
    named: bool = False


@cache
def openings_of(*, brief: bool) -> tuple[Opening, ...]:
    """The forms in which sentences of any list begin, the first two only where none is brief."""
    demands = Opening(rule("demand_first"), ("要", "必须"), LEAST_CLAUSE, fewest=3)
    if brief:
        return (demands,)
    return (
        # "对外来党员,…。对外出党员,…", each long, joined by what goes on with them
        Opening(OBJECT_SENTENCE, ("对", "面向"), LEAST_SENTENCE),
        Opening(OWN_SENTENCE, ("我们", "里"), LEAST_OWN),
        Opening(AREA_SENTENCE, ("方面,", "方面，", "上,", "上，"), LEAST_SENTENCE),
        # "实施“头雁工程”,…。实施“归雁工程”,…": names that differ
        Opening(rule("named"), ("“",), LEAST_CLAUSE, named=True),
        demands,
    )


@cache
def bidden() -> Opening:
    """Sentences that each bid something: a list of them is one in free text only."""
    return Opening(rule("bidden"), ("要", "必须", "应"), LEAST_CLAUSE)


def topics_of(text: str, sentences: Sequence[Part]) -> Iterator[list[Part]]:
    """ "居民自治推行…。服务善治聚焦…。平安法治整合…。": each opens with a term of one build."""
    for last, run in groupby(sentences, key=lambda sentence: _topic_end(text, sentence)):
        parts = list(run) if last else []
        terms = {text[part.start : part.start + LENGTH_TOPIC] for part in parts}
        if LEAST_TOPICS <= len(parts) == len(terms) and are_long(parts, LEAST_CLAUSE, LEAST_MEAN):
            yield parts


def _topic_end(text: str, sentence: Part) -> str:
    """The last character of the term that a sentence opens with, if it is joined to an act."""
    joined = TOPIC.match(text, sentence.start, sentence.end)
    return joined[1] if joined else ""


def runs_of(text: str, sentences: Sequence[Part], opening: Opening) -> list[list[Part]]:
    """The lists of sentences that open in one form."""
    first, last = sentences[0].start, sentences[-1].start + LONGEST_OPENING
    if sum([text.count(sign, first, last) for sign in opening.signs]) < 2:
        return []
    match = opening.form.match
    heads = [i for i, sentence in enumerate(sentences) if match(text, sentence.start)]
    runs: list[list[int]] = [[]]
    for head in heads if len(heads) >= opening.fewest else ():
        if runs[-1] and not _goes_on(text, sentences, runs[-1][-1], head):
            runs.append([])
        runs[-1].append(head)
    lists = [_parts(text, sentences, run) for run in runs if len(run) >= opening.fewest]
    return [parts for parts in lists if _is_list(text, parts, opening)]


def _is_list(text: str, parts: Sequence[Part], opening: Opening) -> bool:
    """Whether parts stand in one paragraph, each long, and name each its own where they do."""
    if not are_long(parts, opening.least, opening.least):
        return False
    if any("\n" in text[part.start : part.end].strip() for part in parts):
        return False
    if any(_only_counts(text, part) for part in parts):
        return False
    names = {name[0] for part in parts if (name := QUOTED.search(text, part.start))}
    return not opening.named or len(names) == len(parts)


def _only_counts(text: str, part: Part) -> bool:
    """ "农业方面,种植水稻1.86万亩;出栏生猪2万头。": figures, and nobody who did anything."""
    clauses = CLAUSE.findall(text, part.start, part.end)
    if len(clauses) < 2 or rule("concrete").search(text, part.start, part.end):
        return False
    return all(FIGURE.search(clause) for clause in clauses)


def _goes_on(text: str, sentences: Sequence[Part], head: int, following: int) -> bool:
    """Whether two heads stand near, and the sentences between them belong to the first."""
    if following - head > FARTHEST:
        return False
    between = sentences[head + 1 : following]
    return not any(rule("opening").match(text, sentence.start) for sentence in between)


def _parts(text: str, sentences: Sequence[Part], heads: Sequence[int]) -> list[Part]:
    parts = [Part(sentences[a].start, sentences[b].start) for a, b in pairwise(heads)]
    last = heads[-1]
    end = sentences[last].end
    if last + 1 < len(sentences) and rule("continuing").match(text, sentences[last + 1].start):
        end = sentences[last + 1].end
    return [*parts, Part(sentences[last].start, end)]
