"""The queue: what to check next, how far checking has come, what a checked sample says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.records import P, holding, make_outcome, make_page, make_record
from textmine.errors import SettingsError, StoreError
from textmine.store import corrections
from textmine.store.corrections import Said
from textmine.store.database import CaseDatabase
from textmine.store.find.indicators import MetricQuery, metric_table
from textmine.store.find.queue import QueueQuery, draw, next_ids, population, progress
from textmine.store.find.queued import read_queued, rows_of, sentence_of
from textmine.store.find.sample import estimate, wilson
from textmine.store.words.lots import RING, lot_of
from textmine.types import Record

ANN, BEN = Said(who="安"), Said(who="本")
SHOU, ANQIU = ("寿光市", "370783"), ("滁州市", "341100")
FIRST = P(
    text="引导12家企业与村结对，建党总支8个，增收300万元。",
    place=SHOU,
    period="2009",
    metrics=(
        ("12家企业", "企业", 12.0, "家"),
        ("党总支8个", "党总支", 8.0, "个"),
        ("增收300万元", "收入", 3e6, "元"),
    ),
)
SECOND = P(
    text="把支部建在合作社上，带动40户种菜。",
    name="社上支部",
    patterns=("industry_chain",),
    place=ANQIU,
    metrics=(("40户", "农户", 40.0, "户"),),
)
SCORES = (0.9, 0.5, 0.7, 0.5)


def scored(record: Record) -> Record:
    """The record with the scores of SCORES, the third figure an outcome."""
    metrics = tuple(
        replace(metric, score=score, role="outcome" if number == 2 else "output")
        for number, (metric, score) in enumerate(zip(record.metrics, SCORES, strict=True))
    )
    return replace(record, metrics=metrics)


PAGE = make_page("city/a.txt", "\n".join([FIRST.text, SECOND.text]))
RECORD = scored(make_record(PAGE, [FIRST, SECOND], title="两地的做法"))
COMPANIES, UNIONS, INCOME, HOUSES = (metric.id for metric in RECORD.metrics)
METRICS = QueueQuery(kind="metric")
SAMPLE = replace(METRICS, by="random", size=3, seed=7)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[CaseDatabase]:
    with holding(tmp_path, make_outcome(PAGE, RECORD)) as opened:
        yield opened


def mine_anew(database: CaseDatabase, **changes: object) -> None:
    """The same file by a pipeline that finds something else of the first figure."""
    first, *others = RECORD.metrics
    metrics = (replace(first, **changes), *others)  # type: ignore[arg-type]
    database.add(make_outcome(PAGE, replace(RECORD, metrics=metrics)))


# ---- what comes next --------------------------------------------------------------------------
def test_the_least_sure_come_first_and_what_was_answered_goes(database: CaseDatabase) -> None:
    assert next_ids(database, METRICS, 9) == [UNIONS, HOUSES, INCOME, COMPANIES]
    corrections.check(database, UNIONS, ANN)
    corrections.correct(database, INCOME, "indicator", "村集体收入", ANN)
    corrections.reject(database, COMPANIES, ANN)
    assert next_ids(database, METRICS, 9) == [HOUSES]
    found = progress(database, METRICS)
    assert (found.total, found.checked, found.skipped) == (4, 3, 0)


def test_what_is_alike_keeps_its_order_when_one_is_answered(tmp_path: Path) -> None:
    """Report by report: an answer puts what else stands there behind no other report."""
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        for name in ("a", "b"):
            page = make_page(f"{name}.txt", f"{name}报告。{FIRST.text}")
            database.add(make_outcome(page, make_record(page, [FIRST])))
        before = next_ids(database, METRICS, 9)
        assert len(before) == 6
        corrections.check(database, before[0], ANN)
        assert next_ids(database, METRICS, 9) == before[1:]
        corrections.skip(database, before[1], ANN)
        assert next_ids(database, METRICS, 9) == [*before[2:], before[1]]


def test_what_was_skipped_comes_last_and_can_still_be_answered(database: CaseDatabase) -> None:
    corrections.skip(database, UNIONS, ANN)
    assert next_ids(database, METRICS, 9) == [HOUSES, INCOME, COMPANIES, UNIONS]
    assert next_ids(database, METRICS, 2) == [HOUSES, INCOME]
    assert progress(database, METRICS).skipped == 1
    corrections.check(database, UNIONS, BEN)
    assert next_ids(database, METRICS, 9) == [HOUSES, INCOME, COMPANIES]
    assert progress(database, METRICS).skipped == 0
    found = database.article(RECORD.id).metrics
    assert tuple(replace(metric, checked=None) for metric in found) == RECORD.metrics


def test_what_could_not_be_split_is_not_answered(database: CaseDatabase) -> None:
    """A cut before words that a later version has no more in the practice says nothing of it."""
    practice = RECORD.practices[0]
    corrections.split(database, practice.id, practice.end - 9, ANN)
    assert practice.id not in next_ids(database, QueueQuery(), 9)
    shorter = replace(practice, end=practice.end - 10, source_end=practice.source_end - 10)
    database.add(make_outcome(PAGE, replace(RECORD, practices=(shorter, RECORD.practices[1]))))
    assert practice.id in next_ids(database, QueueQuery(), 9)


def test_only_practices_and_metrics_are_skipped(database: CaseDatabase) -> None:
    with pytest.raises(StoreError):
        corrections.skip(database, RECORD.id, ANN)


def test_practices_by_their_main_pattern(tmp_path: Path) -> None:
    unsure = replace(
        RECORD.practices[1],
        patterns=tuple(replace(label, score=0.4) for label in RECORD.practices[1].patterns),
    )
    record = replace(RECORD, practices=(RECORD.practices[0], unsure))
    with CaseDatabase.open(tmp_path / "cases.db") as database:
        database.add(make_outcome(PAGE, record))
        assert next_ids(database, QueueQuery(), 9) == [unsure.id, record.practices[0].id]


@pytest.mark.parametrize("by", ["doubt", "random"])
@pytest.mark.parametrize(
    ("filters", "metrics", "practices"),
    [
        ({"place": ("山东",)}, 3, 1),
        ({"place": ("安徽", "寿光市")}, 4, 2),
        ({"place": ("乌有镇",)}, 0, 0),
        ({"pattern": ("industry_chain",)}, 1, 1),
        ({"pattern": ("joint_build", "industry_chain")}, 4, 2),
        ({"report": "两地"}, 4, 2),
        ({"report": "兩地", "place": ("壽光市",)}, 3, 1),
        ({"report": "city/a"}, 4, 2),
        ({"report": RECORD.id}, 4, 2),
        ({"report": "100%"}, 0, 0),
        ({"outcomes": True}, 1, 2),
        ({"outcomes": True, "place": ("安徽",)}, 0, 1),
    ],
)
def test_filters_hold_before_and_after_an_answer(
    database: CaseDatabase, by: str, filters: dict[str, object], metrics: int, practices: int
) -> None:
    """A correction takes nothing out of what the figures are drawn from."""
    asked = {
        kind: QueueQuery(kind=kind, by=by, **filters)  # type: ignore[arg-type]
        for kind in ("metric", "practice")
    }
    found = {kind: progress(database, query).total for kind, query in asked.items()}
    assert found == {"metric": metrics, "practice": practices}
    for metric in RECORD.metrics:
        corrections.correct(database, metric.id, "place", {"text": "乌鲁木齐市"}, ANN)
        corrections.correct(database, metric.id, "role", "input", ANN)
    for practice in RECORD.practices:
        corrections.reject(database, practice.id, ANN)
    for kind, query in asked.items():
        told = progress(database, query)
        assert (told.total, told.checked) == (found[kind], found[kind])
        assert next_ids(database, query, 9) == []


@pytest.mark.parametrize("fields", [{"size": 0}, {"size": 10_001}, {"seed": -1}])
def test_samples_that_cannot_be(fields: dict[str, int]) -> None:
    with pytest.raises(SettingsError):
        QueueQuery(by="random", **fields)  # type: ignore[arg-type]


# ---- by lot -----------------------------------------------------------------------------------
def test_a_draw_is_the_same_for_everybody_and_whatever_is_answered(database: CaseDatabase) -> None:
    before = [each.id for each in draw(database, SAMPLE)]
    assert len(before) == len(set(before)) == 3
    assert next_ids(database, SAMPLE, 9) == before
    corrections.reject(database, before[0], ANN)
    corrections.correct(database, before[1], "unit", "户", ANN)
    assert [each.id for each in draw(database, SAMPLE)] == before
    assert next_ids(database, SAMPLE, 9) == before[2:]
    larger = [each.id for each in draw(database, replace(SAMPLE, size=4))]
    assert larger[:3] == before
    assert population(database, SAMPLE) == 4


def test_seeds_draw_differently(database: CaseDatabase) -> None:
    one = replace(SAMPLE, size=1)
    firsts = {next_ids(database, replace(one, seed=seed), 1)[0] for seed in range(50)}
    assert firsts == {metric.id for metric in RECORD.metrics}


def test_lots_lie_evenly() -> None:
    """Of 4,000 ids each eighth of the ring has 500, within four deviations."""
    eighths = [lot_of(f"m-{number:012x}") * 8 // RING for number in range(4_000)]
    assert set(eighths) == set(range(8))
    assert all(abs(eighths.count(eighth) - 500) < 84 for eighth in range(8))


# ---- what a sample says -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 100, 0.722, 0.875), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (0, 0, 0.0, 1.0)],
)  # of Wilson's formula, as tables of it have them
def test_interval(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=0.0006)


def test_a_sample_counts_right_wrong_and_left_open(database: CaseDatabase) -> None:
    one, two, three = (each.id for each in draw(database, SAMPLE))
    corrections.check(database, one, ANN)
    corrections.skip(database, two, ANN)
    corrections.correct(database, three, "indicator", "另一个", ANN)
    found = estimate(database, SAMPLE)
    assert (found.share.n, found.share.right, found.skipped, found.rejected) == (2, 1, 1, 0)
    assert (found.share.low, found.share.high) == wilson(1, 2)
    assert {each.field: each.share.right for each in found.fields} == {
        "indicator": 1, "value": 2, "value_max": 2, "unit": 2, "modifier": 2, "change": 2,
        "period": 2, "place": 2,
    }  # fmt: skip
    assert (found.population, found.size, found.done, found.whole) == (4, 3, True, False)


def test_a_sample_holds_scores_against_what_is_right(database: CaseDatabase) -> None:
    sample = replace(SAMPLE, size=4)
    scores = {each.id: each.score for each in database.article(RECORD.id).metrics}
    assert estimate(database, sample).said is None  # nothing is checked
    one, two, three, four = (each.id for each in draw(database, sample))
    corrections.check(database, one, ANN)
    corrections.correct(database, two, "indicator", "另一个", ANN)
    corrections.correct(database, three, "period", "2011", ANN)  # of which a score says nothing
    corrections.reject(database, four, ANN)
    found = estimate(database, sample)
    told = [scores[each] for each in (one, two, three, four)]
    known = [score for score in told if score is not None]
    assert found.said == pytest.approx(sum(known) / len(known))
    assert (found.borne_out.n, found.borne_out.right) == (len(known), 2)
    assert found.share.right == 1


def test_what_was_checked_for_its_doubt_is_no_sample(database: CaseDatabase) -> None:
    one, two, three = (each.id for each in draw(database, SAMPLE))
    corrections.reject(database, three, ANN)
    assert estimate(database, SAMPLE).share.n == 0
    corrections.check(database, one, ANN)
    assert estimate(database, SAMPLE).share.n == 1
    corrections.check(database, two, ANN)
    found = estimate(database, SAMPLE)
    assert (found.share.n, found.share.right, found.rejected, found.done) == (3, 2, 1, True)
    assert {each.share.n for each in found.fields} == {2}


def test_where_all_was_checked_nothing_is_estimated(database: CaseDatabase) -> None:
    corrections.reject(database, COMPANIES, ANN)
    for identity in (UNIONS, INCOME, HOUSES):
        corrections.check(database, identity, ANN)
    found = estimate(database, replace(SAMPLE, size=100))
    assert (found.whole, found.share.low, found.share.high) == (True, 0.75, 0.75)


def test_what_people_add_is_in_no_sample(database: CaseDatabase) -> None:
    values = {"start": 0, "end": 10, "name": "新的", "patterns": ["joint_build"]}
    corrections.add_practice(database, RECORD.id, values, ANN)
    query = QueueQuery(by="random", size=10)
    assert population(database, query) == len(draw(database, query)) == 2
    assert progress(database, QueueQuery()).total == 2


# ---- answers outlive the pipeline -------------------------------------------------------------
def test_what_was_found_right_stays_so_when_mined_otherwise(database: CaseDatabase) -> None:
    corrections.check(database, COMPANIES, ANN)
    sample = replace(SAMPLE, size=4)
    for other in (UNIONS, INCOME, HOUSES):
        corrections.check(database, other, ANN)
    assert estimate(database, sample).share.right == 4
    mine_anew(database, indicator="结对企业", unit="户", period=None, role="input")
    metric = database.article(RECORD.id).metrics[0]
    assert (metric.indicator, metric.unit, metric.period) == ("企业", "家", "2009")
    assert metric.role == "input"  # nobody was asked
    found = estimate(database, sample)
    wrong = {each.field for each in found.fields if each.share.right < 4}
    assert (found.share.right, wrong) == (3, {"indicator", "unit", "period"})


def test_what_was_found_right_is_not_told_of_what_stands_beside_it(
    database: CaseDatabase,
) -> None:
    """A figure that is mined no more lends its values to no other, and the check is listed."""
    event = corrections.check(database, COMPANIES, ANN)
    first, *others = RECORD.metrics
    spots = {"end": first.end + 3, "source_end": first.source_end + 3}
    beside = replace(first, id="m-beside", value=15.0, indicator="村", **spots)
    database.add(make_outcome(PAGE, replace(RECORD, metrics=(beside, *others))))
    assert database.article(RECORD.id).metrics[0] == beside
    assert [each.id for each in corrections.homeless(database)] == [event.id]
    assert "m-beside" in next_ids(database, METRICS, 9)
    moved = replace(first, id="m-moved", **spots)
    database.add(make_outcome(PAGE, replace(RECORD, metrics=(moved, *others))))
    assert corrections.homeless(database) == []
    assert "m-moved" not in next_ids(database, METRICS, 9)


def test_a_place_that_nobody_saw_is_filled_in(database: CaseDatabase) -> None:
    mine_anew(database, place=None, period=None)
    corrections.check(database, COMPANIES, ANN)
    mine_anew(database)
    metric = database.article(RECORD.id).metrics[0]
    assert (metric.period, metric.place) == (RECORD.metrics[0].period, RECORD.metrics[0].place)


def test_a_pipeline_that_has_learnt_is_right(database: CaseDatabase) -> None:
    query = replace(SAMPLE, size=4)
    corrections.correct(database, COMPANIES, "indicator", "结对企业", ANN)
    assert progress(database, query).checked == 1
    (told,) = (each for each in draw(database, query) if each.id == COMPANIES)
    assert (told.verdict, told.wrong) == ("corrected", ("indicator",))
    mine_anew(database, indicator="结对企业")
    (told,) = (each for each in draw(database, query) if each.id == COMPANIES)
    assert (told.verdict, told.wrong) == ("right", ())


def test_a_correction_that_is_taken_back_is_not_held_by_a_later_check(
    database: CaseDatabase,
) -> None:
    event = corrections.correct(database, COMPANIES, "value", 13.0, ANN)
    corrections.check(database, COMPANIES, ANN)
    assert database.article(RECORD.id).metrics[0].value == 13.0
    corrections.undo(database, event.id, ANN)
    assert database.article(RECORD.id).metrics[0].value == 12.0


def test_a_checked_pattern_stays_when_relabelled(database: CaseDatabase) -> None:
    practice = RECORD.practices[0]
    corrections.check(database, practice.id, ANN)
    labels = tuple(replace(label, code="care_support") for label in practice.patterns)
    anew = replace(RECORD, practices=(replace(practice, patterns=labels), RECORD.practices[1]))
    database.add(make_outcome(PAGE, anew))
    held = database.practice(practice.id).practice.patterns
    assert [label.code for label in held] == [label.code for label in practice.patterns]


# ---- undo -------------------------------------------------------------------------------------
def test_the_last_answer_is_taken_back_whole(database: CaseDatabase) -> None:
    corrections.check(database, UNIONS, ANN)
    corrections.correct(database, HOUSES, "indicator", "种菜户", ANN)
    corrections.correct(database, HOUSES, "unit", "家", ANN)
    corrections.reject(database, COMPANIES, BEN)
    assert len(corrections.undo_last(database, ANN)) == 2
    assert next_ids(database, METRICS, 9) == [HOUSES, INCOME]
    assert len(corrections.undo_last(database, ANN)) == 1
    assert next_ids(database, METRICS, 9) == [UNIONS, HOUSES, INCOME]
    assert corrections.undo_last(database, ANN) == []
    assert progress(database, METRICS).checked == 1  # what the other one said


# ---- shown ------------------------------------------------------------------------------------
TEXT = "去年如此。\n全县建立党总支17个，覆盖面大！以后再说"


@pytest.mark.parametrize(
    ("said", "sentence", "cut"),
    [
        ("党总支17个", "全县建立党总支17个，覆盖面大！", (False, False)),
        ("如此", "去年如此。", (False, False)),
        ("再说", "以后再说", (False, False)),
    ],
)
def test_the_evidence_in_its_sentence(said: str, sentence: str, cut: tuple[bool, bool]) -> None:
    start = TEXT.index(said)
    found = sentence_of(TEXT, start, start + len(said))
    assert (found.text, found.cut) == (sentence, cut)
    assert found.text[found.start : found.end] == said


def test_an_endless_sentence_is_cut() -> None:
    found = sentence_of("长" * 500 + "12家" + "长" * 500, 500, 503)
    assert found.text[found.start : found.end] == "12家"
    assert (len(found.text), found.cut) == (283, (True, True))


def test_rows_for_programs(database: CaseDatabase) -> None:
    ids = next_ids(database, METRICS, 9)
    rows = list(rows_of(read_queued(database, ids)))
    assert [row["id"] for row in rows] == ids
    first = rows[0]
    assert (first["score"], first["indicator"], first["value"]) == (0.5, "党总支", 8.0)
    assert (first["sentence"], first["evidence"]) == (FIRST.text, "党总支8个")
    assert (first["practice"], first["place"], first["adcode"]) == ("村企联建", *SHOU)
    (row,) = rows_of(read_queued(database, [RECORD.practices[1].id]))
    assert (row["kind"], row["name"], row["patterns"]) == (
        "practice", "社上支部", ["industry_chain"],
    )  # fmt: skip


def test_who_checked_stands_beside_the_figure(database: CaseDatabase) -> None:
    corrections.check(database, UNIONS, BEN)
    corrections.skip(database, INCOME, BEN)
    rows = {row.id: row for row in metric_table(database, MetricQuery()).rows}
    assert (rows[UNIONS].checked_by, rows[UNIONS].score) == ("本", 0.5)
    assert str(rows[UNIONS].checked_at).startswith("20")
    assert [rows[each].checked_by for each in (INCOME, HOUSES, COMPANIES)] == [None] * 3
