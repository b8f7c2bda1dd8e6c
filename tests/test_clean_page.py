"""Whole pages: a dump with its furniture, and the articles that must come out of it.

The dumps of data/clean are marked text, in our own words. A line that begins with "| " is a
paragraph of the first article ("|2 " of the second); "|+ " goes on with the paragraph before,
which the source broke; ⟦…⟧ is dropped and ⟦a→b⟧ becomes b. All other lines are furniture,
titles, bylines and dates. The values of "# field: value" are those of the article (`title2`:
of the second). A new file is a new test.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import opencc
import pytest

from textmine.aligned import AlignedText
from textmine.clean import clean_page
from textmine.errors import NoTextError
from textmine.types import Article, Candidate, Page

DUMPS = sorted((Path(__file__).parent / "data" / "clean").glob("*.txt"))
HEADER = re.compile(r"# (\w+?)(\d?): (.+)")
BODY = re.compile(r"\|(\d?) (.*)")
DROPPED = re.compile(r"⟦([^⟦⟧→]*)(?:→([^⟦⟧]*))?⟧")
GLOSS = re.compile(r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+\)")


@dataclass
class Dump:
    """A page and what must come out of it."""

    source: str = ""
    fields: dict[int, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    articles: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def read_dump(marked: str) -> Dump:
    dump, last, lines = Dump(), 1, []
    for line in marked.splitlines():
        if header := HEADER.fullmatch(line):
            dump.fields[int(header[2] or 1)][header[1]] = header[3]
        elif line.startswith("|+ "):
            dump.articles[last][-1] += DROPPED.sub(r"\2", line[3:])
            lines.append(DROPPED.sub(r"\1", line[3:]))
        elif body := BODY.fullmatch(line):
            last = int(body[1] or 1)
            dump.articles[last].append(DROPPED.sub(r"\2", body[2]))
            lines.append(DROPPED.sub(r"\1", body[2]))
        else:
            assert not re.match(r"[#|]", line), f"unknown mark: {line}"
            lines.append(line)
    dump.source = "\n".join(lines)
    assert not re.search("[⟦⟧]", dump.source), "unclosed mark"
    return dump


def make_page(source: str, **fields: object) -> Page:
    return Page(
        path="page.txt",
        digest=hashlib.sha256(source.encode()).hexdigest(),
        media_type="text/plain",
        source=source,
        body=AlignedText.of(source),
        encoding="utf-8",
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture(params=DUMPS, ids=[path.stem for path in DUMPS])
def dump(request: pytest.FixtureRequest) -> Dump:
    return read_dump(request.param.read_text(encoding="utf-8"))


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def simple(lines: list[str], dump: Dump) -> list[str]:
    """The gold in simplified characters, as the library converts it, without glosses."""
    if dump.fields[1].get("variant") != "hant":
        return lines
    library = opencc.OpenCC("tw2s")
    return [library.convert(GLOSS.sub("", line)) for line in lines]


def test_text(dump: Dump) -> None:
    articles = clean_page(make_page(dump.source))
    gold = [simple(lines, dump) for _, lines in sorted(dump.articles.items())]
    if dump.fields[1].get("paragraphs") == "loose":
        assert [squash(a.text.text) for a in articles] == [squash("".join(g)) for g in gold]
    else:
        assert [a.text.text.split("\n") for a in articles] == gold


NAMES = {"number": "document_number"}


def test_fields(dump: Dump) -> None:
    articles = clean_page(make_page(dump.source))
    dump.fields[1].pop("articles", None)
    dump.fields[1].pop("paragraphs", None)
    for number, gold in dump.fields.items():
        found = {name: show(articles[number - 1], name) for name in gold}
        assert found == gold


def show(article: Article, name: str) -> str:
    value = getattr(article, NAMES.get(name, name))
    if name == "suspect":
        return "yes" if value else "no"
    return {None: "null", True: "true", False: "false"}.get(value, value)


def test_every_character_reads_back(dump: Dump) -> None:
    library = opencc.OpenCC("t2s")
    for article in clean_page(make_page(dump.source)):
        text = article.text
        for start in range(0, len(text) - 8, 5):
            cut = text.text[start : start + 8]
            first, last = text.source_span(start, start + 8)
            source = library.convert(dump.source[first:last])
            assert set(cut) - set(source) <= set("\n。海基层黨党擔担裏着")
