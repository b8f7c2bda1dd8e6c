"""Our reports, briefs and their gold: complete, readable, marked as a demo, true to their text."""

from __future__ import annotations

import json
import lzma
import math
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from tests.guide import GUIDE, SUBTYPES

CORPORA = Path(__file__).parents[1] / "corpora"
SETS = {"reports": (850, 4500), "briefs": (250, 1200)}  # least and most characters of a body
OF_REPORTS = sorted((CORPORA / "gold" / "reports").glob("*.json"))
GOLD = [path for name in SETS for path in sorted((CORPORA / "gold" / name).glob("*.json"))]
REPORTS = [path for name in SETS for path in sorted((CORPORA / name).iterdir())]

# The encodings that the shapes call for; every other text is UTF-8.
ENCODINGS = {
    "gansu-news.html": "gbk",
    "huangzhong-bulletin.txt": "gbk",
    "jiaoling-summary.txt": "big5",
    "lingshan-speech.txt": "utf-16",
    "yaoan-plan.txt": "gb18030",
}
# Traditional pages say it in their own characters: Big5 has no others.
DEMO = re.compile("（本文[为為] textmine 演示文本，[内內]容[虚虛][构構]）")
LARGEST = 200_000
UNIT = re.compile(r"[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,3})?|[%℃]")  # 微克/立方米

LEVELS = set("country province city county township village region other".split())
MODIFIERS = {None, "about", "over", "under"}
CHANGES = {"yoy", "increase", "decrease", "increase_to", "decrease_to"}
STATUS = {"implemented", "proposed"}
PATTERNS = set(GUIDE.split())


@cache
def read(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


@cache
def body_of(path: Path) -> str:
    return path.with_suffix(".txt").read_text(encoding="utf-8")


def words_of(path: Path) -> str:
    """All words of a source file as they stand, furniture included."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(f"word/{name}.xml") for name in ("document", "footnotes")]
        return "".join("".join(etree.fromstring(part).itertext()) for part in parts)
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        try:
            return "".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
    return path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8-sig"))


def span(body: str, starts: str, ends: str) -> tuple[int, int]:
    """Where a passage stands, as the scorer finds it: first *starts*, then the next *ends*."""
    start = body.find(starts)
    end = body.find(ends, start)
    return (start, end + len(ends)) if 0 <= start <= end else (-1, -1)


def counted(body: str, names: list[str]) -> Counter[str]:
    """How often each name stands in *body*; where one holds another, the longest counts."""
    longest = sorted(names, key=len, reverse=True)
    return Counter(re.findall("|".join(map(re.escape, longest)), body)) if names else Counter()


CHECKS: list[Callable[[Path], None]] = []


def of_each_article(check: Callable[[Path], None]) -> Callable[[Path], None]:
    """What the gold of each article is held to, in one test for all such checks."""
    CHECKS.append(check)
    return check


def fault_of(check: Callable[[Path], None], path: Path) -> str | None:
    """What a check found wrong, or None; checks behind it run all the same."""
    try:
        check(path)
    except AssertionError as error:
        return f"{check.__name__}: {error}"
    return None


source_file = pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)


def test_every_report_has_gold_and_every_gold_its_report() -> None:
    assert {read(path)["source_file"] for path in GOLD} == {path.name for path in REPORTS}
    assert len(REPORTS) >= 190


@source_file
def test_report_is_small(path: Path) -> None:
    assert 0 < path.stat().st_size < LARGEST


@source_file
def test_report_decodes_and_says_that_it_is_a_demo(path: Path) -> None:
    words = words_of(path)
    assert "\ufffd" not in words
    assert len(DEMO.findall(re.sub(r"\s*\n\s*", "", words))) == 1


@of_each_article
def gold_is_named_like_its_report(path: Path) -> None:
    gold = read(path)
    stem, number = path.stem.rsplit("-", 1)
    assert gold["article"] == f"{stem}#{number}"
    assert Path(gold["source_file"]).stem == stem


@of_each_article
def fields(path: Path) -> None:
    gold = read(path)
    assert gold["title"]
    assert gold["variant"] in {"hans", "hant"}
    assert isinstance(gold["truncated"], bool)
    assert gold["date"] is None or re.fullmatch(r"20[0-2]\d(-[01]\d(-[0-3]\d)?)?", gold["date"])


@of_each_article
def body_is_clean(path: Path) -> None:
    body = body_of(path)
    least, most = SETS[path.parent.name]
    assert least <= len(body) <= most
    assert not DEMO.search(body)
    assert all(line == line.strip() != "" for line in body.split("\n"))


@of_each_article
def body_begins_and_ends_as_said(path: Path) -> None:
    gold, body = read(path), body_of(path)
    assert body.startswith(gold["starts"])
    assert body.endswith(gold["ends"])


@of_each_article
def headings_stand_in_order(path: Path) -> None:
    body, at = body_of(path), 0
    for heading in read(path)["headings"]:
        found = body.find(heading, at)
        assert found >= 0, heading
        at = found + len(heading)


@of_each_article
def places_are_counted(path: Path) -> None:
    places = read(path)["places"]
    want = {place["text"]: place["count"] for place in places}
    assert len(want) == len(places)
    assert counted(body_of(path), list(want)) == want


@of_each_article
def place_codes(path: Path) -> None:
    for place in read(path)["places"]:
        assert place["level"] in LEVELS, place
        assert place["adcode"] is None or re.fullmatch(r"\d{6}(\d{3})?", place["adcode"]), place


@pytest.mark.shared
def test_place_codes_exist(shared: Path) -> None:
    known = known_codes(shared)
    unknown = {
        (path.stem, place["adcode"])
        for path in GOLD
        for place in read(path)["places"]
        if place["adcode"] and place["adcode"] not in known
    }
    assert unknown == set()


def known_codes(shared: Path) -> set[str]:
    table = shared / "data" / "gazetteer" / "county_and_above.tsv.xz"
    rows = lzma.decompress(table.read_bytes()).decode("utf-8").splitlines()[1:]
    return {row.split("\t", 1)[0] for row in rows}


@of_each_article
def metrics_are_sane(path: Path) -> None:
    gold, body = read(path), body_of(path)
    places = {place["text"] for place in gold["places"]}
    for metric in gold["metrics"]:
        assert metric["text"] in body, metric
        assert metric["indicator"], metric
        assert math.isfinite(metric["value"]), metric
        assert metric["value_max"] is None or metric["value_max"] > metric["value"], metric
        assert UNIT.fullmatch(metric["unit"]), metric
        assert metric["modifier"] in MODIFIERS, metric
        assert metric["change"] is None or metric["change"]["kind"] in CHANGES, metric
        assert metric["place"] is None or metric["place"] in places, metric
        assert metric["period"] is None or re.fullmatch(
            r"20\d\d(-\d\d)?(/20\d\d(-\d\d)?)?", metric["period"]
        ), metric


@of_each_article
def metrics_stand_in_order(path: Path) -> None:
    body, at = body_of(path), 0
    for metric in read(path)["metrics"]:
        found = body.find(metric["text"], at)
        assert found >= 0, metric
        at = found


@of_each_article
def practices_stand_in_order_and_apart(path: Path) -> None:
    body, last = body_of(path), 0
    for practice in read(path)["practices"]:
        start, end = span(body, practice["starts"], practice["ends"])
        assert last <= start < end, practice
        last = end


@of_each_article
def practices_are_labelled(path: Path) -> None:
    gold, body = read(path), body_of(path)
    places = {place["text"] for place in gold["places"]}
    for practice in gold["practices"]:
        patterns = practice["patterns"]
        allowed = {name for code in patterns for name in SUBTYPES.get(code, "").split()}
        assert practice["name"] in body, practice
        assert practice["status"] in STATUS, practice
        assert 1 <= len(patterns) == len(set(patterns)) <= 3, practice
        assert set(patterns) <= PATTERNS, practice
        assert set(practice["subtypes"]) <= allowed, practice
        assert practice["place"] is None or practice["place"] in places, practice


@of_each_article
def metrics_of_a_practice_stand_in_it(path: Path) -> None:
    gold, body = read(path), body_of(path)
    for practice in gold["practices"]:
        start, end = span(body, practice["starts"], practice["ends"])
        for index in practice["metrics"]:
            assert gold["metrics"][index]["text"] in body[start:end], practice


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold(path: Path) -> None:
    faults = [fault for check in CHECKS if (fault := fault_of(check, path))]
    assert "\n".join(faults) == ""


def test_faults_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the gold of one article over the body of another, nearly all is wrong."""
    here = sys.modules[__name__]
    monkeypatch.setattr(here, "body_of", lambda _: "二〇〇九年 \n（本文 textmine 演示文本）")
    faults = [check.__name__ for check in CHECKS if fault_of(check, OF_REPORTS[0])]
    sound = {"gold_is_named_like_its_report", "fields", "place_codes"}
    assert set(faults) == {check.__name__ for check in CHECKS} - sound


def test_all_patterns_occur() -> None:
    seen = {
        code
        for path in GOLD
        for practice in read(path)["practices"]
        for code in practice["patterns"]
    }
    assert seen == PATTERNS


def test_years_and_provinces_differ() -> None:
    dates = [gold["date"][:4] for gold in map(read, OF_REPORTS) if gold["date"]]
    assert len(set(dates)) >= len(dates) - 1
    assert min(dates) <= "2005"
    assert max(dates) >= "2024"
