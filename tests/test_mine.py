"""The pure function: records of the demo reports, their schema, ids and provenance."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from spacy.language import Language
from spacy.tokens import Doc

import textmine
from textmine import resources
from textmine.errors import NoTextError, SourceError
from textmine.mine import COMPONENTS, load, mine
from textmine.plain import from_dict, json_schema, to_dict
from textmine.settings import Settings
from textmine.types import Outcome, Record

REPORTS = sorted(p for p in resources.find("corpora/reports").iterdir() if p.is_file())


@pytest.fixture(scope="module")
def outcomes(nlp: Language) -> dict[str, Outcome]:
    return {path.name: mine(path, nlp=nlp) for path in REPORTS}


def test_the_components_fit_together(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == COMPONENTS
    problems = nlp.analyze_pipes()["problems"]
    assert {name: found for name, found in problems.items() if found} == {}


def test_a_stage_of_ones_own_sees_tokens(outcomes: dict[str, Outcome]) -> None:
    seen: list[tuple[int, str]] = []

    @Language.component("test_counts_tokens")  # type: ignore[untyped-decorator]
    def count(doc: Doc) -> Doc:
        seen.append((len(doc), doc.text))
        return doc

    own = load()
    own.add_pipe("test_counts_tokens")
    again = mine(REPORTS[0], nlp=own)
    assert again.records == outcomes[REPORTS[0].name].records
    assert [text for _, text in seen] == [record.text for record in again.records]
    assert min(count for count, _ in seen) > 100


def test_raw_text_can_be_marked(nlp: Language) -> None:
    doc = nlp("2009年，寿光市建立村企联合党总支17个。")
    assert [(m.value, m.unit) for m in doc._.metrics] == [(17.0, "个")]
    assert [(p.text, p.adcode) for p in doc._.places] == [("寿光市", "370783")]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_every_span_reads_back(outcomes: dict[str, Outcome], path: Path) -> None:
    """Each value's slice is its text, and its first and last character stand in the source."""
    outcome = outcomes[path.name]
    source = outcome.pages[0].source
    for record in outcome.records:
        for value in (*record.places, *record.metrics, *record.periods, *record.headings):
            assert record.text[value.start : value.end] == value.text
            assert 0 <= value.source_start < value.source_end <= len(source)
        if record.variant == "hans" and outcome.pages[0].media_type == "text/plain":
            for place in record.places:
                assert source[place.source_start] == place.text[0]
                assert source[place.source_end - 1] == place.text[-1]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_records_fit_the_schema(outcomes: dict[str, Outcome], path: Path) -> None:
    for record in outcomes[path.name].records:
        row = json.loads(json.dumps(to_dict(record)))
        jsonschema.validate(row, json_schema())
        assert from_dict(Record, row) == record


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_practices_never_overlap_and_own_their_metrics(
    outcomes: dict[str, Outcome], path: Path
) -> None:
    for record in outcomes[path.name].records:
        ends = [0, *(practice.end for practice in record.practices)]
        assert all(p.start >= end for p, end in zip(record.practices, ends, strict=False))
        for number, practice in enumerate(record.practices):
            assert practice.patterns
            assert all(record.metrics[index].practice == number for index in practice.metrics)


def test_ids_are_unique_and_stable(outcomes: dict[str, Outcome], nlp: Language) -> None:
    path = REPORTS[0]
    again = mine(path, nlp=nlp)
    assert again.records == outcomes[path.name].records
    values = [
        value.id
        for outcome in outcomes.values()
        for record in outcome.records
        for value in (record, *record.metrics, *record.practices, *record.places)
    ]
    assert len(values) == len(set(values))


def test_demo_reports_say_that_they_are_no_evidence(outcomes: dict[str, Outcome]) -> None:
    suspects = {name: {r.suspect for r in o.records} for name, o in outcomes.items()}
    assert {name for name, found in suspects.items() if found != {"demo"}} == set()


def test_the_front_door(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("寿光市推行村企联建。二是建立联合党总支17个，培训党员1400人次。", "utf-8")
    outcome = textmine.mine(path)
    assert [m.value for m in outcome.records[0].metrics] == [17.0, 1400.0]


def test_a_document_without_text_says_so(tmp_path: Path, nlp: Language) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(" \n", "utf-8")
    with pytest.raises(NoTextError):
        mine(path, nlp=nlp)


def test_a_vanished_file_says_so(tmp_path: Path, nlp: Language) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        mine(tmp_path / "nowhere.txt", nlp=nlp)


def test_stage_hashes_follow_their_settings() -> None:
    plain = Settings()
    other = replace(plain, detect=replace(plain.detect, segmenter="jieba"))
    from textmine.stages import pipeline_of

    one, two = pipeline_of(plain).stages, pipeline_of(other).stages
    assert {stage for stage in one if one[stage] != two[stage]} == {"detect"}


@pytest.mark.parametrize("wrong", [None, b"reports/a.txt", 12, ["a.txt"]])
def test_what_is_no_path_is_told(wrong: object, nlp: Language) -> None:
    with pytest.raises(TypeError, match="takes a path or a Page, not"):
        mine(wrong, nlp=nlp)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["none.txt", "empty.txt", "members.zip"])
def test_errors_say_where_the_file_lies(tmp_path: Path, nlp: Language, name: str) -> None:
    (tmp_path / "empty.txt").touch()
    with zipfile.ZipFile(tmp_path / "members.zip", "w") as archive:
        archive.writestr("one.txt", "")
    with pytest.raises(SourceError, match=re.escape(str(tmp_path / name))):
        mine(tmp_path / name, nlp=nlp)


def test_the_front_door_names_what_it_offers() -> None:
    assert dir(textmine) == ["__version__", "load", "mine"]


def test_a_folder_is_no_document(tmp_path: Path, nlp: Language) -> None:
    with pytest.raises(SourceError, match="is a folder, not a file"):
        mine(tmp_path, nlp=nlp)


ISSUERS = [
    ("中共龙海市委组织部", "龙海市有党员三万名。龙海市推行党员联户,在角美镇先行。", "county"),
    ("中共漳州市委组织部", "漳州市有党员三十万名。漳州市推行党员联户,在龙海市先行。", "city"),
    ("寿光市人民政府办公室", "寿光市共有合作社七百家。寿光市把支部建在大棚里。", "county"),
    ("潍坊市教育局", "潍坊市有教师九万名。潍坊市推行支教,寿光市去年派出三百名。", "city"),
]


@pytest.mark.parametrize(("issuer", "text", "level"), ISSUERS)
def test_the_level_of_a_city_is_that_of_its_division(
    nlp: Language, tmp_path: Path, issuer: str, text: str, level: str
) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"关于推行联户制度的通知\n{issuer}\n2010年5月6日\n{text}\n", encoding="utf-8")
    (record,) = mine(path, nlp=nlp).records
    assert (record.issuer, record.issuer_level) == (issuer, level)
