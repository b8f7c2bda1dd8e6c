"""What places of practices are called in full, as a record's mentions have it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.records import PIPELINE
from textmine.store.kept.derive import _paragraphs
from textmine.store.words.placenames import PlaceNames
from textmine.types import Place, PlaceRef, Practice, Record, Source

COUNTY = ("寿光市", "370783", "山东省潍坊市寿光市")
CITY = ("潍坊市", "370700", "山东省潍坊市")
VILLAGE = ("三元朱村", None, "山东省潍坊市寿光市三元朱村")


def place(text: str, code: str | None, full: str | None) -> Place:
    return Place(
        id="l-1", text=text, start=0, end=1, source_start=0, source_end=1, adcode=code,
        level="county", full=full, score=None,
    )  # fmt: skip


def practice(start: int = 0, end: int = 1, ref: PlaceRef | None = None) -> Practice:
    return Practice(
        id=f"p-{start}", name="村企联建", start=start, end=end, source_start=start,
        source_end=end, status="implemented", score=None, patterns=(), place=ref,
    )  # fmt: skip


def record(*places: Place, practices: tuple[Practice, ...] = (), text: str = "") -> Record:
    source = Source(path="a.txt", sha256="0", media_type="text/plain")
    return Record(
        id="a-1", article=1, source=source, text=text, places=places, practices=practices,
        pipeline=PIPELINE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ref", "full", "code"),
    [
        (PlaceRef(text="寿光", adcode="370783"), "山东省潍坊市寿光市", "370783"),
        (
            PlaceRef(text="三元朱村", adcode=None),
            "山东省潍坊市寿光市三元朱村",
            "370783",
        ),  # under its county
        (PlaceRef(text="别处", adcode=None), None, None),
        (None, None, None),
    ],
)
def test_names_and_codes(ref: PlaceRef | None, full: str | None, code: str | None) -> None:
    names = PlaceNames(record(place(*CITY), place(*COUNTY), place(*VILLAGE)))
    assert (names.full(practice(ref=ref)), names.code(practice(ref=ref))) == (full, code)


def test_the_article_s_place_stands_for_a_practice_without_one() -> None:
    about = replace(record(place(*COUNTY)), place=PlaceRef(text="寿光市", adcode="370783"))
    assert PlaceNames(about).full(practice()) == COUNTY[2]


@pytest.mark.parametrize(
    ("ref", "full"),
    [
        (PlaceRef(text="高台县", adcode="620724"), "甘肃省张掖市高台县"),
        (PlaceRef(text="高台", adcode="620724"), "甘肃省张掖市高台县"),
        (PlaceRef(text="别处", adcode="990199"), None),
    ],
)
def test_what_no_mention_names_is_told_by_its_code(ref: PlaceRef, full: str | None) -> None:
    about = replace(record(place(*COUNTY)), place=ref)
    assert PlaceNames(about).full(practice()) == full


def test_an_article_of_thousands_of_practices_takes_its_paragraphs_in_a_moment() -> None:
    line = "一段话里有十几个字的做法。\n"
    count = 20_000
    spans = tuple(practice(i * len(line), (i + 1) * len(line) - 1) for i in range(0, count, 2))
    long = record(practices=spans, text=line * count)
    started = time.process_time()
    starts = [row["start"] // len(line) for row in _paragraphs(long)]
    assert starts == list(range(1, count, 2))
    assert time.process_time() - started < 2
