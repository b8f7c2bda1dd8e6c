"""What a practice is called: as the text names it, else its label, else a phrase of the text."""

from __future__ import annotations

import re

from textmine.extract.rulebook import rule

LONGEST_NAME = 24
MARKER = re.compile(
    r"^(?:[（(【〔]?[一二三四五六七八九十\d]{1,3}[）)】〕]?[、.．,，]?|[①-⑳]|第[一二三四五六七八九十]{1,3}[,，、:：]?|其[一二三四五六七八九十][,，、:：]?"
    r"|[●■◆★▲◎※➤►•·—―─-]+|(?:首先|其次|再次|最后|此外|一方面|另一方面)[,，、:：]?|[A-H][.．、])"
)
AFTER_NUMBER = re.compile(r"^(?:是|要|抓|靠|看|查)")
PAUSE = re.compile(r"[,，。;；:：!！?？]")
QUOTED = re.compile(r"[“‘\"]([^“”‘’\"]{2,16})[”’\"]")
NAMELY = re.compile(r"^[“\"]?([^,，。;；:：“”]{1,10})[”\"]?[,，](?:即|就是)")


def name_of(text: str, label: str, heading: str = "") -> str:
    """The name of the practice told in *text*.

    *label* is the heading or run-in label that the passage begins with ("" for none), *heading*
    the one above it, taken where the passage itself names nothing.
    """
    if label:
        named = _of_label(label)
        if named:
            return named
    body = strip_marker(text)
    if match := NAMELY.match(body):
        return match[1]
    return _of_sentence(body) or strip_marker(heading) or body[:14]


def strip_marker(text: str) -> str:
    """Without the number that a label begins with: "二是村企联建" → "村企联建"."""
    text = text.strip(" \t\n\u3000")
    match = MARKER.match(text)
    if not match:
        return text
    rest = text[match.end() :].lstrip()
    verb = AFTER_NUMBER.match(rest) if match[0][-1] not in "、.．)）" else None
    return (rest[verb.end() :] if verb else rest).strip("。:： ")


def _of_label(label: str) -> str:
    """The first clause of a label that says something, without an empty verb."""
    label = strip_marker(label)
    clauses = [clause.strip() for clause in PAUSE.split(label) if clause.strip()]
    if not clauses:
        return ""
    telling = [clause for clause in clauses if not rule("adverbial").match(clause)]
    clause = (telling or clauses)[0]
    return trim_verb(clause)


def trim_verb(phrase: str) -> str:
    """Without the empty verb that a named thing hangs on, where enough is left."""
    match = rule("empty_verb").match(phrase)
    if not match:
        return _trim_tail(phrase)
    rest = phrase[match.end() :]
    noun = rule("thing_end").search(rest) or QUOTED.match(rest)
    return _trim_tail(rest if noun and len(rest) >= 4 else phrase)


def _trim_tail(phrase: str) -> str:
    return re.sub(r"(?:的过程|的工作|的办法|的原则|工作法的方法)$", "", phrase).strip()


def _of_sentence(body: str) -> str:
    """A phrase of a passage without a label: a coined name, or the object of the main verb."""
    first = re.split(r"[。;；]", body, maxsplit=1)[0]
    clauses = [clause for clause in re.split(r"[,，:：]", first) if clause.strip()]
    if not clauses:
        return ""
    coined = _coined(first)
    if coined:
        return coined
    for clause in clauses:
        if match := rule("based_on").match(clause):
            return match[1]
    for clause in clauses:
        if not rule("adverbial").match(clause) and (named := _object(clause)):
            return named
    for clause in clauses:
        if named := _object(clause):
            return named
    return clauses[0][:LONGEST_NAME]


def _coined(sentence: str) -> str:
    """A quoted name with the noun that follows it, where the sentence is about it."""
    for match in QUOTED.finditer(sentence):
        if rule("slogan").search(match[0]) or rule("slogan").search(sentence[: match.end()]):
            continue
        tail = rule("noun_after_name").match(sentence, match.end())
        return match[1] if not tail else match[0] + tail[0]
    return ""


def _object(clause: str) -> str:
    """The object of the last verb of a concrete act in a clause."""
    verbs = list(rule("concrete").finditer(clause))
    for verb in verbs:
        rest = clause[verb.end() :].lstrip("了起好成")
        rest = rule("quantity_before").sub("", rest)
        if 2 <= len(rest) <= LONGEST_NAME:
            return rest
    return ""
