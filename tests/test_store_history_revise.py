"""Corrections applied to a record: fields, spans, and whom the figures belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.records import SHOUGUANG, P, make_page, make_record
from textmine.store.history.events import Event, Kind
from textmine.store.history.identity import target_of
from textmine.store.history.revise import Revised, revise
from textmine.types import Change, Label, PlaceRef, Record

FIRST = P(
    text="一是村企联建。寿光市建立联合党总支17个，结对企业17家。",
    metrics=(("联合党总支17个", "联合党总支", 17.0, "个"), ("企业17家", "企业", 17.0, "家")),
)
SECOND = P(
    text="二是上门服务。办理事项90件。",
    name="上门服务",
    patterns=("public_service", "joint_build"),
    metrics=(("事项90件", "事项", 90.0, "件"),),
)
PAGE = make_page("a.txt", f"题名\n{FIRST.text}\n{SECOND.text}\n三是结对帮扶，走访农户。\n")
RECORD = make_record(PAGE, (FIRST, SECOND), offset=3, places=(SHOUGUANG,))
ONE, TWO = RECORD.practices


def event(kind: Kind, identity: str, number: int = 1, **said: Any) -> Event:
    target = target_of(RECORD, identity)
    assert target is not None
    return Event(id=f"e{number}", at="2024-01-01", who="李明", kind=kind, target=target, **said)


def revised(*events: Event, record: Record = RECORD) -> Revised:
    return revise(record, events, PAGE.source)


def owners(record: Record) -> list[tuple[str, tuple[int, ...]]]:
    """Names of practices with their metrics; both sides must say the same."""
    for index, practice in enumerate(record.practices):
        own = [at for at, metric in enumerate(record.metrics) if metric.practice == index]
        assert list(practice.metrics) == own
    return [(practice.name, practice.metrics) for practice in record.practices]


def test_nothing_said_changes_nothing() -> None:
    assert revised() == Revised(RECORD)


def test_what_finds_no_home_is_not_applied() -> None:
    lost = event("set", ONE.id, field="name", new="某某")
    elsewhere = replace(lost.target, id="p-none", sha256="other", evidence="另一段话")
    assert revised(replace(lost, target=elsewhere)) == Revised(RECORD)


def test_fields_are_set_and_their_value_counts_as_checked() -> None:
    found = revised(
        event("set", ONE.id, 1, field="place", new={"text": "昆山市", "adcode": "320583"}),
        event("set", TWO.id, 2, field="place", new=None),
        event("set", TWO.id, 3, field="subtypes", new=["door_to_door"]),
        event("set", RECORD.id, 4, field="title", new="新题名"),
        event("check", RECORD.metrics[2].id, 5),
    )
    one, two = found.record.practices
    assert (one.place, two.place) == (PlaceRef(text="昆山市", adcode="320583"), None)
    assert (two.subtypes, found.record.title) == (("door_to_door",), "新题名")
    assert found.checked == {ONE.id, TWO.id, RECORD.metrics[2].id}
    assert [each.id for each in found.applied] == ["e1", "e2", "e3", "e4", "e5"]


def test_what_was_undone_does_not_hold() -> None:
    said = event("set", ONE.id, 1, field="name", new="甲")
    undone = replace(event("undo", ONE.id, 2), undoes="e1")
    assert revised(said, undone) == Revised(RECORD)
    redone = replace(event("undo", ONE.id, 3), undoes="e2")
    assert revised(said, undone, redone).record.practices[0].name == "甲"


def test_patterns_that_the_model_saw_keep_their_words() -> None:
    seen = Label(code="joint_build", score=0.4, evidence=((4, 8),))
    record = replace(RECORD, practices=(replace(ONE, patterns=(seen,)), TWO))
    said = event("set", ONE.id, field="patterns", new=["public_service", "joint_build"])
    assert revised(said, record=record).record.practices[0].patterns == (
        Label(code="public_service", score=1.0),
        replace(seen, score=1.0),
    )


def test_a_unit_is_converted_again() -> None:
    metric = RECORD.metrics[2].id
    said = (
        event("set", metric, 1, field="value", new=3.0),
        event("set", metric, 2, field="unit", new="亩"),
    )
    si = revised(*said).record.metrics[2].unit_si
    assert si is not None
    assert (si["unit"], round(float(si["value"] or 0))) == ("m²", 2000)


def test_a_change_keeps_the_figure_that_it_is_of() -> None:
    known = replace(RECORD.metrics[0], change=Change(kind="increase", of=RECORD.metrics[1].id))
    record = replace(RECORD, metrics=(known, *RECORD.metrics[1:]))
    said = event("set", known.id, field="change", new="decrease")
    assert revised(said, record=record).record.metrics[0].change == Change(
        kind="decrease", of=RECORD.metrics[1].id
    )
    gone = event("set", known.id, field="change", new=None)
    assert revised(gone, record=record).record.metrics[0].change is None


def test_a_figure_goes_to_another_practice_or_to_none() -> None:
    metric = RECORD.metrics[1].id
    there = revised(event("set", metric, field="practice", new=TWO.id))
    assert owners(there.record) == [("村企联建", (0,)), ("上门服务", (1, 2))]
    nowhere = revised(event("set", metric, field="practice", new=None))
    assert owners(nowhere.record) == [("村企联建", (0,)), ("上门服务", (2,))]


def test_what_is_rejected_goes_and_its_figures_stay() -> None:
    assert owners(revised(event("reject", ONE.id)).record) == [("上门服务", (2,))]
    assert owners(revised(event("reject", RECORD.metrics[0].id)).record) == [
        ("村企联建", (0,)),
        ("上门服务", (1,)),
    ]
    place = event("reject", RECORD.places[0].id)
    assert revised(place).record.places == ()


def test_a_practice_is_split_and_figures_follow() -> None:
    found = revised(event("split", ONE.id, new={"before": "结对企业"})).record
    assert owners(found) == [("村企联建", (0,)), ("结对企业17家。", (1,)), ("上门服务", (2,))]
    first, second, _ = found.practices
    assert (first.id, first.end, second.end) == (ONE.id, second.start, ONE.end)
    assert PAGE.source[second.source_start : second.source_end] == "结对企业17家。"
    assert second.id not in (ONE.id, TWO.id)
    assert revised(event("split", ONE.id, new={"before": "办理事项"})) == Revised(RECORD)


def test_practices_are_merged_over_both_spans() -> None:
    target = target_of(RECORD, TWO.id)
    assert target is not None
    new = {name: getattr(target, name) for name in target.__slots__}
    (joined,) = revised(event("merge", ONE.id, new=new)).record.practices
    assert (joined.id, joined.start, joined.end) == (ONE.id, ONE.start, TWO.end)
    assert [label.code for label in joined.patterns] == ["joint_build", "public_service"]
    assert joined.metrics == (0, 1, 2)
    assert revised(event("merge", TWO.id, new=new)) == Revised(RECORD)  # with itself


def test_a_practice_over_another_span_keeps_its_id() -> None:
    start = RECORD.text.index("寿光市")
    end = RECORD.text.index("，结对")
    found = revised(event("set", ONE.id, field="span", new={"start": start, "end": end})).record
    moved = found.practices[0]
    assert (moved.id, moved.metrics) == (ONE.id, (0,))
    assert PAGE.source[moved.source_start : moved.source_end] == "寿光市建立联合党总支17个"
    beyond = {"start": -5, "end": 10_000}
    whole = revised(event("set", ONE.id, field="span", new=beyond)).record.practices[0]
    assert (whole.start, whole.end) == (0, len(RECORD.text))


def test_a_practice_is_added_in_the_order_of_the_text() -> None:
    start = RECORD.text.index("二是")
    end = start + len(SECOND.text)
    values = {"start": start, "end": end, "name": "办件", "patterns": ["public_service"]}
    late = RECORD.text.index("三是")
    third = {**values, "name": "结对", "start": late, "end": len(RECORD.text), "status": "proposed"}
    rejected = event("reject", TWO.id, 1)
    added = [event("add", RECORD.id, n, new=new) for n, new in ((2, third), (3, values))]
    found = revised(rejected, *added)
    assert owners(found.record) == [("村企联建", (0, 1)), ("办件", (2,)), ("结对", ())]
    _, second, last = found.record.practices
    assert (second.status, last.status) == ("implemented", "proposed")
    assert second.patterns == (Label(code="public_service", score=1.0),)
    assert found.checked == {second.id, last.id}


def test_what_was_added_stands_where_its_words_stand_now() -> None:
    words = "走访农户"
    start = RECORD.text.index(words)
    new = {"start": start, "end": start + len(words), "words": words, "value": 30.0, "unit": "户"}
    longer = replace(make_record(PAGE, (FIRST, SECOND), places=(SHOUGUANG,)), id=RECORD.id)
    assert longer.text.index(words) != start
    added = event("add", RECORD.id, new=new)
    for record in (RECORD, longer):
        made = revised(added, record=record).record.metrics[-1]
        assert record.text[made.start : made.end] == made.text == words
    gone = replace(longer, text=longer.text.replace(words, "走访"))
    assert revised(added, record=gone) == Revised(gone)


def test_a_metric_that_is_mined_later_gives_way_to_what_was_said() -> None:
    words = "办理事项90件"
    start = RECORD.text.index(words)
    new = {"start": start, "end": start + len(words), "words": words, "value": 90.0, "unit": "件",
           "indicator": "代办事项"}  # fmt: skip
    mined = RECORD.metrics[2]
    of_number = event("add", RECORD.id, new=new)
    made = next(m for m in revised(of_number).record.metrics if m.text == words)
    later = replace(RECORD, metrics=(*RECORD.metrics[:2], replace(mined, id=made.id)))
    found = revised(of_number, record=later).record
    assert [m.indicator for m in found.metrics] == ["联合党总支", "企业", "代办事项"]
    assert owners(found)[1] == ("上门服务", (2,))
