"""Records on the way to JSON and back, and the schema that describes them."""

from __future__ import annotations

import json
import pickle
from typing import Any

import jsonschema
import pytest

from textmine.plain import from_dict, json_schema, to_dict, to_json
from textmine.types import (
    Change,
    Checked,
    Label,
    Metric,
    Pipeline,
    PlaceRef,
    Practice,
    Record,
    Source,
)


def record(**values: Any) -> Record:
    return Record(
        id="a-1",
        article=1,
        source=Source(path="a.txt", sha256="0" * 64, media_type="text/plain"),
        text="建立联合党总支17个",
        pipeline=Pipeline(version="0", model="m", stages={"clean": "1"}),
        **values,
    )


METRIC = Metric(
    id="m-1", text="建立联合党总支17个", start=0, end=10, source_start=3, source_end=14,
    indicator="联合党总支", value=17.0, unit="个", unit_si={"value": 1.0, "unit": "m²"},
    change=Change(kind="yoy", of="m-0"), place=PlaceRef(text="寿光市", adcode="370783"),
    checked=Checked(verdict="corrected", by="安", at="2026-05-04T08:00:00Z", fields=("value",)),
)  # fmt: skip
PRACTICE = Practice(
    id="p-1", name="村企联建", start=0, end=5, source_start=0, source_end=5,
    status="implemented", metrics=(0,), headings=("一、主要做法",),
    patterns=(Label(code="joint_build", score=0.9, evidence=((0, 2),)),),
)  # fmt: skip

RECORDS = [
    record(),
    record(metrics=(METRIC,), practices=(PRACTICE,), date_bounds=("2009", None)),
    record(place=PlaceRef(text="恩施州"), supplied=("title",), warnings=("x",)),
]


@pytest.mark.parametrize("value", RECORDS)
def test_there_and_back(value: Record) -> None:
    assert from_dict(Record, json.loads(json.dumps(to_dict(value)))) == value


@pytest.mark.parametrize("value", RECORDS)
def test_a_line_is_its_dict(value: Record) -> None:
    assert to_json(value) == json.dumps(to_dict(value), ensure_ascii=False)


def test_a_line_holds_nothing_else() -> None:
    with pytest.raises(TypeError, match="set has no place in a record"):
        to_json({"places": {1}})


@pytest.mark.parametrize("value", [*RECORDS, METRIC, PRACTICE])
def test_it_passes_between_processes(value: Record | Metric | Practice) -> None:
    assert pickle.loads(pickle.dumps(value)) == value


@pytest.mark.parametrize("value", RECORDS)
def test_the_schema_describes_it(value: Record) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(to_dict(value), schema)


def test_the_schema_refuses_other_things() -> None:
    row = to_dict(RECORDS[1])
    row["practices"][0]["status"] = "done"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(row, json_schema())


def test_unknown_keys_of_newer_schemas_are_left_out() -> None:
    assert from_dict(PlaceRef, {"text": "寿光市", "mood": "fine"}) == PlaceRef(text="寿光市")


def test_every_reserved_field_is_exported() -> None:
    """The fields of the design, section 3, in the order of the record."""
    assert (
        list(to_dict(record()))
        == (
            "schema id article source title author issuer issuer_level number date date_bounds "
            "date_evidence "
            "variant truncated genre suspect warnings signature place supplied text headings "
            "sections places periods metrics practices pipeline"
        ).split()
    )
