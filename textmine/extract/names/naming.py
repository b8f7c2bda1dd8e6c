"""What a practice is called: as the text names it, else its label, else a phrase of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from textmine.extract.names.acts import Sentence, acts_of, clauses_of, without_leader
from textmine.extract.names.asides import is_aim, is_circumstance
from textmine.extract.names.finders import (
    FINDERS,
    PART_FINDERS,
    SURE_FINDERS,
    Finder,
    namely,
    worth_asking,
)
from textmine.extract.names.headings import PAUSE, bare_heading, named_by_label, says_which
from textmine.extract.names.openings import (
    DATED,
    SENTENCES,
    sentences_of,
    strip_marker,
    without_circumstances,
    without_preamble,
)
from textmine.extract.names.plainly import is_topic, opens_plainly, tells_no_act
from textmine.extract.names.quoting import quoted_name
from textmine.extract.names.shaping import is_misshapen, mend
from textmine.extract.names.trimming import (
    LONGEST_NAME,
    QUOTED,
    fit,
    trim_verb,
    uncounted,
    without_start,
)
from textmine.extract.rulebook import rule

BEHIND_LABEL = "。:：,， \n\u3000"
LONGEST_OPENING = 3  # characters of what only opens a sentence: 下一步, 据介绍, 一年来
MOST_CLAUSES = 8  # of a text that nothing names, that may name it
BARE_BODY = re.compile(
    "(?:(?:党支部|党小组|党总支|党委|党组织|支部|领导小组|工作组|专班|合作社|公司|企业)[、和]?)+"
)
PLACED_NEAR = re.compile("[^,，“]{2,12}[村镇乡县道]")
HOLLOW_ENDS = ("机制", "方法", "思路", "模式", "方式", "载体", "体系", "工作", "优势")


def name_of(
    text: str, label: str, heading: str = "", *, alone: bool = False, words: Sequence[str] = ()
) -> str:
    """The name of the practice told in *text*.

    *label* is the heading or run-in label that the passage begins with ("" for none), *heading*
    the one above it, taken where the passage itself names nothing; with *alone*, where the
    heading stands over this passage only, it is taken before any phrase but a coined name.
    *words* are those of the passage; without them a verb may be found in the midst of a word.
    """
    labelled = named_by_label(bare_heading(label)) if label else ""
    counted = labelled and rule("bare_count").match(labelled) is not None
    if labelled and not counted:
        return labelled
    stripped = strip_marker(text)
    if label and not labelled:
        stripped = stripped.removeprefix(bare_heading(label)).lstrip(BEHIND_LABEL)
    if counted:
        return _part_counted(stripped, words) or labelled
    body = without_preamble(stripped)
    marked = len(stripped) < len(text.strip())
    sentences = sentences_of(body)
    opening = next(sentences)
    spoken_of = rule("run_in_heading").match(opening)
    first = Sentence(without_circumstances(opening), marked, words)
    more = (
        Sentence(without_circumstances(without_start(DATED, told)), marked, words)
        for told in sentences
    )
    over = bare_heading(heading)
    named = _of_heading(over, first) if alone else ""
    return (
        named
        or (spoken_of[1] if spoken_of else "")
        or _found_in(first, more)
        or (over if says_which(over) else "")
        or _beginning(body or text)
    )


def _part_counted(text: str, words: Sequence[str]) -> str:
    """What a text below a label that only counts sets up first, "" where it names no thing."""
    body = SENTENCES.split(text, maxsplit=2)[1:2]
    first = Sentence(without_circumstances(body[0]), False, words) if body else None
    named = _named_by((*PART_FINDERS, *SURE_FINDERS), first) if first and first.text else ""
    return "" if rule("bare_count").match(named) else named


def _beginning(text: str) -> str:
    """The first words of a text that nothing names: of a clause that acts, or reads as a name."""
    clauses = [clause for clause in PAUSE.split(text.strip(" ,，;；、:：")) if clause.strip()]
    clauses = [clause for clause in clauses if not _only_opens(clause.strip())] or clauses
    shaped = [named for named in map(_well_formed, clauses[:MOST_CLAUSES]) if len(named) > 3]
    acting = next(filter(_tells_act, shaped), "")
    plain = acting or next(iter(shaped), "") or fit(mend(uncounted(clauses[0])), LONGEST_NAME)
    return plain or text.strip()[:LONGEST_NAME]


def _only_opens(clause: str) -> bool:
    """Whether a clause is no more than what a sentence opens with: 据介绍, 三天时间."""
    return len(clause) <= LONGEST_OPENING or is_circumstance(clause)


def _of_heading(heading: str, sentence: Sentence) -> str:
    """What a heading calls the one passage below it, "" where that has a coined name."""
    if not says_which(heading) or (
        not QUOTED.match(heading) and quoted_name(sentence.text, bare=True)
    ):
        return ""
    named = named_by_label(heading)
    return named if len(named) > 2 else ""


def _found_in(first: Sentence, more: Iterator[Sentence]) -> str:
    """What the first finder names that finds something whole; of later sentences what is told."""
    named = _named_by(FINDERS, first)
    if named and not _is_weak(named, first):
        return named
    acts = list(filter(None, map(_well_formed, acts_of(first))))
    telling = [act for act in acts if not _is_weak(act, first) and not tells_no_act(act)]
    if named:
        return next(iter(telling), "") or _beside_aim(named, first) or named
    topic = _well_formed(first.clauses[0]) if len(first.clauses) > 1 else ""
    if is_topic(topic):
        return topic
    acted = next(iter(telling), "")
    if acted and _tells_act(first.text):
        return acted
    told = _of_clauses(first)
    plain = bool(told) and not tells_no_act(told)
    finders = SURE_FINDERS if acted or plain else FINDERS
    later = _named_by(finders, sentence) if (sentence := next(more, None)) else ""
    return later or next(iter(telling or acts), "") or told


def _of_clauses(sentence: Sentence) -> str:
    """The first clause that reads as a name, of those that open with an act or how one was done."""
    shaped = filter(None, map(_well_formed, clauses_of(sentence)))
    named = [name for name in shaped if len(name) > LONGEST_OPENING]
    acting = [name for name in named if not tells_no_act(name)]
    return next(chain(filter(opens_plainly, acting), acting, named), "")


def _tells_act(text: str) -> bool:
    return any(rule(name).search(text) for name in ("concrete", "abstract")) or "发挥" in text


def _named_by(finders: tuple[Finder, ...], sentence: Sentence) -> str:
    """What the first finder names that finds a phrase which reads as a name.

    A body of a kind that all have, 党支部, or a way of any kind, 活动载体, is one only where no
    other is found.
    """
    body = ""
    for find in worth_asking(finders, sentence):
        found = find(sentence)
        if found and find is namely:
            return fit(found, LONGEST_NAME)  # what is explained is a name whatever its shape
        named = _well_formed(found) if found else ""
        if named and not BARE_BODY.fullmatch(named) and not _is_weak(named, sentence):
            return named
        body = body or named
    return body


def _well_formed(phrase: str) -> str:
    """A phrase mended, "" where it is no name even so, or says nothing but who acts."""
    whole = without_leader(mend(uncounted(phrase)))
    moved = rule("causes").match(whole)
    if not moved and PLACED_NEAR.match(whole):
        moved = rule("placed_act").match(whole)
    whole = whole[moved.end() :] if moved else whole
    named = fit(whole, LONGEST_NAME)
    torn = len(named) == LONGEST_NAME < len(whole)
    return "" if torn or is_misshapen(named) or _says_who(named) else named


def _says_little(named: str) -> bool:
    """Whether a name tells of a way, but not of which: 活动载体, 创新组织设置方式, 多种模式."""
    verb = rule("empty_verb").match(named)
    return rule("way_of_any_kind").match(named[verb.end() if verb else 0 :]) is not None


def _is_weak(named: str, sentence: Sentence) -> bool:
    """Whether another name of a sentence is better: than of any way, of an aim, of who acts."""
    if _says_little(named):
        return True
    if named[0] == "“" and sentence.text.startswith(named):
        return rule("body_name").search(named) is not None  # “春雨”合作社|与农户签订…
    return not sentence.marked and is_aim(named)


def _beside_aim(named: str, sentence: Sentence) -> str:
    """What a sentence tells beside its aim: 促进和谐稳定,|司法所每月坐堂说法."""
    if not is_aim(named):
        return ""
    shaped = map(_well_formed, clauses_of(sentence))
    told = (name for name in shaped if len(name) > LONGEST_OPENING and not is_aim(name))
    return next((name for name in told if not tells_no_act(name)), "")


def _says_who(named: str) -> bool:
    """Whether a name says nothing behind who acts: 开发区|创新工作机制."""
    if not named.endswith(HOLLOW_ENDS):
        return False
    subject = rule("subject").match(named)
    return bool(
        subject and subject.end() and rule("hollow").match(trim_verb(named[subject.end() :]))
    )
