"""Lists of measures that no marker numbers: parallel clauses and parallel sentences.

"突出“五抓”:抓好…;抓好…;…", "在机关方面,…;在社区方面,…", "建,即对…;挂,即…",
"对外来党员,…。对外出党员,…". `find_lists` gives the parts of each list it sees; a list is taken
only where its build is plain, since one item often tells one measure in several clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from textmine.extract.rulebook import rule

# Shorter parts are the steps of one measure, not measures ("定人、定岗、定责").
LEAST_CLAUSE, LEAST_MEAN = 18, 24
LEAST_FORMED = (18, 22)  # the same where the clauses have one form
LEAST_COUNTED = (14, 18)  # the same where each states a figure or has a label
LEAST_NAMELY = 12  # "挂,即…" says itself that it is one of several
# Two sentences that open alike are two measures only where each says much (reports that tell one
# mechanism in short sentences "对培训经费,…。对办公经费,…" stay whole).
LEAST_SENTENCE = 40

LONGEST_OPENING = 40  # characters in which each form of an opening shows its sign
LENGTH_TOPIC, LEAST_TOPICS = 4, 3
LEAST_LABELS = 3
SHORT_LABEL = re.compile("((?:(?![要须应会])[\u4e00-\u9fff]){3,6})[,，](?=[^,，。]{2})")
TOPIC = re.compile("[\u4e00-\u9fff]{3}([\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
FARTHEST = 4  # sentences from one that opens a measure to the next

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]*")
CLAUSE = re.compile(r"[^;；]+[;；]?")
FIGURE = re.compile(r"\d")
PAUSE = re.compile(r"[,，:：]")
COLON = re.compile(r"[:：]")
PLACES = (
    r"城市|城区|市区|县城|集镇|城镇|农村|乡村|乡镇|镇村|社区|机关|企业|非公企业|学校|医院|园区|"
    r"国企|国有企业|两新组织|“两新”组织|街道|村级|镇级|县级|市级|村|镇|县|市"
)
# Forms that the clauses of a list share, with how many of them it takes.
FORMS: tuple[tuple[str, re.Pattern[str], int], ...] = (  # name, form, least number
    ("namely", re.compile(r"[“\"]?[^,，。;；:：“”]{1,8}[”\"]?[,，]?(?:即|就是)(?!可|使|将|便)"), 2),
    ("area", re.compile(r"在[^,，。;；]{2,16}方面[,，]?"), 3),
    ("place", re.compile(rf"在(?:{PLACES})[,，]"), 2),
    ("means", re.compile(r"通过[^,，。;；]{4,40}[,，]"), 3),
    ("by", re.compile(r"以[^,，。;；]{2,24}为[^,，。;；]{1,6}[,，]"), 3),
)
IN_A_ROW = re.compile("[;；…]")  # between the clauses of a list
SUMMED = re.compile("累计|总计|合计")  # one tally, in several clauses
ANNOUNCED = re.compile("[^,，。;；:：]{0,20}(?:如下|包括|[是为有])[:：]")
OBJECT_SENTENCE = re.compile(
    r"(?:[如再][,，]|例如[,，]|比如[,，]|同时[,，]|此外[,，])?(?:在[^,，。]{2,20}基础上[,，])?"
    r"(?:对|面向)(?:于|与)?[^,，。;；]{2,40}[,，]"
)
# "园区聚合方面,…。产业主导方面,…。"
AREA_SENTENCE = re.compile(
    r"(?:(?:在|从)[^,，。;；:：]{2,14}(?:方面|上)|[^,，。;；:：]{2,10}方面)[,，]"
)
TREATS = re.compile(r"对(?:于)?(?=[^,，。;；]{2,40}[,，])")
QUOTED = re.compile("“[^“”]*”")
TELLING = re.compile(r"\d|[“”]")
SPLIT_OFF = re.compile(r"[,，](?=并(?:推广|推行|实施|开展|建立|设立|成立|探索)[^,，。;；]{0,6}“)")


class Part(NamedTuple):
    """One measure of a list."""

    start: int
    end: int


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
def _openings(*, brief: bool) -> tuple[Opening, ...]:
    """The forms in which sentences of any list begin, the first two only where none is brief."""
    demands = Opening(rule("demand_first"), ("要", "必须"), LEAST_CLAUSE, fewest=3)
    if brief:
        return (demands,)
    return (
        # "对外来党员,…。对外出党员,…", each long, joined by what goes on with them
        Opening(OBJECT_SENTENCE, ("对", "面向"), LEAST_SENTENCE),
        Opening(AREA_SENTENCE, ("方面,", "方面，", "上,", "上，"), LEAST_SENTENCE),
        # "实施“头雁工程”,…。实施“归雁工程”,…": names that differ
        Opening(rule("named"), ("“",), LEAST_CLAUSE, named=True),
        demands,
    )


@cache
def _bidden() -> Opening:
    return Opening(rule("bidden"), ("要", "必须", "应"), LEAST_CLAUSE)


def find_lists(
    text: str, start: int, end: int, *, loose: bool = False, brief: bool = False
) -> list[list[Part]]:
    """The lists of `text[start:end]`, each with its parts in order.

    *loose* also takes three or more long clauses that each tell an act with a figure; right for
    free text ("免除…3126名;推行…,2.17万人参加;…"), not inside an item with a number. Of a
    *brief*, where each sentence is a measure, sentences of like names are no list.
    """
    sentences = [Part(*match.span()) for match in SENTENCE.finditer(text, start, end)]
    found = [
        parts
        for sentence in (sentences if IN_A_ROW.search(text, start, end) else ())
        if (parts := _clauses(text, sentence, loose=loose) or _roll(text, sentence))
    ]
    if not found and len(sentences) >= LEAST_LABELS:
        found += _short_labels(text, sentences)
    if not found and len(sentences) > 1:
        for opening in _openings(brief=brief):
            found += _runs(text, sentences, opening)
        if loose:
            found += _topics(text, sentences)
            found += _runs(text, sentences, _bidden())
    found.sort(key=lambda parts: parts[0].start)
    return [parts for parts, before in zip(found, [None, *found], strict=False)
            if before is None or before[-1].end <= parts[0].start]  # fmt: skip


# ---- clauses of one sentence ------------------------------------------------------------------
def _clauses(text: str, sentence: Part, *, loose: bool) -> list[Part]:
    span = sentence.start, sentence.end
    if text.find(";", *span) < 0 and text.find("；", *span) < 0:
        return []
    clauses = [Part(*m.span()) for m in CLAUSE.finditer(text, *span)]
    if len(clauses) < 2 or all(TREATS.match(text, clause.start) for clause in clauses[1:]):
        return []  # how each kind is treated, by one measure
    parts = _formed(text, clauses)
    if not parts:
        start = _announced_start(text, clauses) if len(clauses) > 2 else None
        whole = [Part(start, clauses[0].end), *clauses[1:]] if start is not None else []
        parts = whole if _are_long(whole, LEAST_CLAUSE, LEAST_MEAN) else []
    if not parts and loose and len(clauses) > 2:
        lead = ANNOUNCED.match(text, *clauses[0])
        told = [Part(lead.end() if lead else clauses[0].start, clauses[0].end), *clauses[1:]]
        parts = told if _all_tell(text, told) else []
    return [part for whole_part in parts for part in _split_off(text, whole_part)]


def _all_tell(text: str, clauses: Sequence[Part]) -> bool:
    """Whether each clause tells an act with a figure, or shorter ones mostly begin with it."""
    figures = sum(bool(FIGURE.search(text, *clause)) for clause in clauses)
    if 3 * figures < 2 * len(clauses) or SUMMED.search(text, *clauses[0]):
        return False
    long = figures == len(clauses) and _are_long(clauses, LEAST_CLAUSE, LEAST_MEAN)
    if long and all(_tells_act(text, clause) for clause in clauses):
        return True
    acts = sum(bool(rule("verb_first").match(text, clause.start)) for clause in clauses)
    if figures < len(clauses) and acts < len(clauses):
        return False
    return 3 * acts >= 2 * len(clauses) and _are_long(clauses, *LEAST_COUNTED)


def _tells_act(text: str, part: Part) -> bool:
    acts = rule("concrete").search(text, part.start, part.end)
    return bool(acts and FIGURE.search(text, part.start, part.end))


def _are_long(parts: Sequence[Part], least: int, mean: int) -> bool:
    lengths = [part.end - part.start for part in parts]
    return bool(parts) and min(lengths) >= least and sum(lengths) >= mean * len(lengths)


def _formed(text: str, clauses: Sequence[Part]) -> list[Part]:
    """The clauses from where they share a form, nothing where they share none."""
    for name, form, least in FORMS:
        if len(clauses) < least or not all(form.match(text, p.start) for p in clauses[1:]):
            continue
        start = _begin(text, clauses[0], form)
        parts = [Part(start, clauses[0].end), *clauses[1:]] if start is not None else []
        least_long = (LEAST_NAMELY, LEAST_NAMELY) if name == "namely" else LEAST_FORMED
        if _are_long(parts, *least_long):
            return parts
    return []


def _begin(text: str, first: Part, form: re.Pattern[str]) -> int | None:
    """The first place in the first clause where the form of the others stands."""
    starts = [first.start, *(m.end() for m in PAUSE.finditer(text, first.start, first.end))]
    fits = [start for start in starts if form.match(text, start, first.end)]
    return fits[0] if fits else None


def _announced_start(text: str, clauses: Sequence[Part]) -> int | None:
    first = clauses[0]
    colons = [m.start() for m in COLON.finditer(text, first.start, first.end)]
    if not colons or not rule("announced").search(text[first.start : colons[-1]]):
        return None
    start = colons[-1] + 1
    openings = [
        text[start : start + 2],
        *(text[part.start : part.start + 2] for part in clauses[1:]),
    ]
    alike = max(openings.count(opening) for opening in openings) >= 0.6 * len(openings)
    verbs = rule("verb_first")
    acts = sum(bool(verbs.match(text, part.start)) for part in clauses[1:])
    return start if alike or acts >= 0.6 * (len(clauses) - 1) else None


def _split_off(text: str, part: Part) -> Iterator[Part]:
    """ "…,并推广“党支部+协会”等做法": a second measure with a name of its own."""
    cut = SPLIT_OFF.search(text, part.start + LEAST_CLAUSE, part.end)
    if cut and part.end - cut.end() >= LEAST_CLAUSE:
        yield Part(part.start, cut.start())
        yield Part(cut.end(), part.end)
    else:
        yield part


def _roll(text: str, sentence: Part) -> list[Part]:
    """The achievements that a news item opens with: "在…建立党组织,实现“…”全覆盖……"."""
    dots = text.find("…", sentence.start, sentence.end)
    if dots < 0 or (sentence.start and text[sentence.start - 1] != "\n"):
        return []
    if any(text.find(mark, sentence.start, dots) >= 0 for mark in ";；"):
        return []  # people, told one by one
    parts: list[Part] = []
    start = sentence.start
    for pause in [*re.finditer("[,，]", text[sentence.start : dots]), None]:
        end = sentence.start + pause.end() if pause else dots
        if TELLING.search(text, start, end):
            parts.append(Part(start, end - 1 if pause else end))
            start = end
    return parts if len(parts) > 1 else []


# ---- sentences below short labels --------------------------------------------------------------
def short_label(text: str, start: int) -> str:
    """The short first clause that labels a sentence, "" where that is a time or circumstance.

    >>> short_label("清台账,逐户核对。", 0)
    '清台账'
    """
    match = SHORT_LABEL.match(text, start)
    if not match or any(rule(name).match(match[1]) for name in ("circumstance", "adverbial")):
        return ""
    return "" if rule("continuing").match(text, start) else match[1]


def _short_labels(text: str, sentences: Sequence[Part]) -> list[list[Part]]:
    """ "清台账,…。…。理家底,…。立规矩,…。": labels of one length, each closed by a comma."""
    lists = []
    for paragraph in _paragraphs(text, sentences):
        labels = [(part, label) for part in paragraph if (label := short_label(text, part.start))]
        lengths = {len(label) for _, label in labels}
        if len({label for _, label in labels}) < LEAST_LABELS or len(lengths) != 1:
            continue
        starts = [part.start for part, _ in labels]
        parts = [Part(*span) for span in pairwise([*starts, paragraph[-1].end])]
        silent = sum(not _acts_below_label(text, part) for part in parts)
        if silent <= 1 and _are_long(parts, *LEAST_COUNTED):
            lists.append(parts)
    return lists


def _acts_below_label(text: str, part: Part) -> bool:
    """Whether a part tells an act, by its verb or right behind its label."""
    if rule("concrete").search(text, part.start, part.end):
        return True
    label = SHORT_LABEL.match(text, part.start)
    return bool(label and rule("verb_first").match(text, label.end()))


def _paragraphs(text: str, sentences: Sequence[Part]) -> Iterator[list[Part]]:
    """The sentences of each paragraph."""
    for _, told in groupby(sentences, key=lambda part: text.count("\n", 0, part.start)):
        yield list(told)


# ---- sentences that open alike ----------------------------------------------------------------
def _topics(text: str, sentences: Sequence[Part]) -> Iterator[list[Part]]:
    """ "居民自治推行…。服务善治聚焦…。平安法治整合…。": each opens with a term of one build."""
    for last, run in groupby(sentences, key=lambda sentence: _topic_end(text, sentence)):
        parts = list(run) if last else []
        terms = {text[part.start : part.start + LENGTH_TOPIC] for part in parts}
        if LEAST_TOPICS <= len(parts) == len(terms) and _are_long(parts, LEAST_CLAUSE, LEAST_MEAN):
            yield parts


def _topic_end(text: str, sentence: Part) -> str:
    """The last character of the term that a sentence opens with, if it is joined to an act."""
    joined = TOPIC.match(text, sentence.start, sentence.end)
    return joined[1] if joined else ""


def _runs(text: str, sentences: Sequence[Part], opening: Opening) -> list[list[Part]]:
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
    if not _are_long(parts, opening.least, opening.least):
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
