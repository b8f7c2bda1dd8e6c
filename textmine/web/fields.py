"""The fields of a record as a form: what is shown in it, and what it says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from starlette.datastructures import FormData

from textmine.errors import StoreError
from textmine.extract.figures.keys import load_keys
from textmine.store.history.fields import value_of
from textmine.store.history.identity import TargetKind, kind_of
from textmine.store.words import divisions
from textmine.store.words.periods import read_period
from textmine.store.words.wording import read_figure
from textmine.types import ChangeKind, Genre, Level, MetricRole, Modifier, Record, Status
from textmine.web.language import Speaker
from textmine.web.site import text_of

Kind = Literal["words", "figure", "period", "place", "list", "choice", "flag", "owner"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form; an empty one that is `needed` stays as it was."""

    name: str
    kind: Kind = "words"
    most: int = 100  # characters
    choices: tuple[str, ...] = ()
    needed: bool = False
    wide: bool = False


PLACE = Field("place", "place", 60)
PERIOD = Field("period", "period", 40)
FIELDS: Mapping[TargetKind, tuple[Field, ...]] = {
    "article": (
        Field("title", most=300, wide=True),
        Field("author"),
        Field("issuer"),
        Field("number"),
        Field("date", "period", 40),
        Field("genre", "choice", choices=get_args(Genre), needed=True),
        Field("suspect"),
        PLACE,
    ),
    "practice": (
        Field("name", most=200, needed=True, wide=True),
        Field("status", "choice", choices=get_args(Status), needed=True),
        PERIOD,
        PLACE,
        Field("keywords", "list", 300, wide=True),
        Field("summary", most=1_000, wide=True),
    ),
    "metric": (
        Field("indicator"),
        Field("indicator_key"),
        Field("value", "figure", 40, needed=True),
        Field("value_max", "figure", 40),
        Field("unit", most=20, needed=True),
        Field("modifier", "choice", choices=get_args(Modifier)),
        Field("change", "choice", choices=get_args(ChangeKind)),
        PERIOD,
        PLACE,
        Field("role", "choice", choices=get_args(MetricRole)),
        Field("total", "flag", needed=True),
        Field("practice", "owner", 40, wide=True),
    ),
    "place": (
        Field("adcode", most=9),
        Field("level", "choice", choices=get_args(Level), needed=True),
        Field("full", wide=True),
        Field("successor", most=9),
    ),
}


# Of a metric that somebody adds: the form asks no more; a number that is not given is read.
ADDED = tuple(
    replace(field, needed=False)
    for field in FIELDS["metric"]
    if field.name not in ("indicator_key", "value_max", "total", "practice")
)


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen, and how it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """A field with what the record says; `code` is that of a place."""

    field: Field
    value: str
    options: tuple[Option, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a form that says something else than the record."""

    field: str
    value: Any


# ---- shown ------------------------------------------------------------------------------------
def inputs_of(record: Record, identity: str, say: Speaker) -> list[Input]:
    """The form of an article, practice, metric or place."""
    kind = kind_of(identity)
    if kind is None:
        raise StoreError(identity, "is no record")
    return [_input(record, value_of(record, identity, f.name), f, say) for f in FIELDS[kind]]


def blank_inputs(record: Record, say: Speaker) -> list[Input]:
    """The form of a metric that is to be added."""
    return [_input(record, None, field, say) for field in ADDED]


def _input(record: Record, value: Any, field: Field, say: Speaker) -> Input:
    if field.kind == "place":
        place = value or {}
        return Input(field, place.get("text") or "", code=place.get("adcode") or "")
    if field.kind == "figure":
        return Input(field, plain_figure(value))
    if field.kind == "list":
        return Input(field, "、".join(value))
    if field.kind == "flag":
        answers = (Option("no", say("edit.no")), Option("yes", say("edit.yes")))
        return Input(field, "yes" if value else "no", answers)
    if field.kind == "owner":
        options = [Option(p.id, f"{n} {p.name}") for n, p in enumerate(record.practices, 1)]
    else:
        options = [Option(choice, say.value(field.name, choice)) for choice in field.choices]
    if options and not field.needed:
        options.insert(0, Option("", "—"))
    return Input(field, value or "", tuple(options))


def plain_figure(value: float | None) -> str:
    """A figure with all of its digits, so that a form that is sent back says the same.

    >>> plain_figure(123456789.0), plain_figure(0.5), plain_figure(None)
    ('123456789', '0.5', '')
    """
    if value is None:
        return ""
    return f"{value:.0f}" if value == int(value) else repr(value)


# ---- read -------------------------------------------------------------------------------------
def changes(record: Record, identity: str, form: FormData) -> Iterator[Change]:
    """What the form says otherwise than the record; fields that are not in it stay."""
    kind = kind_of(identity)
    changed = []
    for field in FIELDS[kind] if kind else ():
        if field.name in form:
            old, new = value_of(record, identity, field.name), READERS[field.kind](field, form)
            if field.kind == "place":
                new = _placed(new, old)
            if new != old and not (field.needed and new is None):
                changed.append(Change(field.name, new))
    yield from changed
    names = {change.field: change.value for change in changed}
    if names.get("indicator") and "indicator_key" not in names:
        yield Change("indicator_key", load_keys().key(names["indicator"]))


def added_values(form: FormData) -> dict[str, Any]:
    """What the form of a metric that is to be added says; fields that say nothing are left out."""
    said = {field.name: READERS[field.kind](field, form) for field in ADDED}
    if said["place"]:
        said["place"] = _placed(said["place"], None)
    return {name: value for name, value in said.items() if value is not None}


def _words(field: Field, form: FormData) -> str | None:
    return text_of(form, field.name, field.most) or None


def _figure(field: Field, form: FormData) -> float | None:
    return read_figure(text_of(form, field.name, field.most))


def _period(field: Field, form: FormData) -> str | None:
    return read_period(text_of(form, field.name, field.most))


def _place(field: Field, form: FormData) -> dict[str, str | None] | None:
    name, code = text_of(form, field.name, field.most), text_of(form, "adcode", 9)
    return {"text": name, "adcode": code or None} if name else None


def _list(field: Field, form: FormData) -> list[str]:
    return [
        word for word in re.split(r"[\s、,，;；]+", text_of(form, field.name, field.most)) if word
    ]


def _flag(field: Field, form: FormData) -> bool:
    return text_of(form, field.name, 5) == "yes"


READERS: Mapping[Kind, Callable[[Field, FormData], Any]] = {
    "words": _words,
    "choice": _words,
    "owner": _words,
    "figure": _figure,
    "period": _period,
    "place": _place,
    "list": _list,
    "flag": _flag,
}


def _placed(new: dict[str, Any] | None, old: dict[str, Any] | None) -> dict[str, Any] | None:
    """Another name has not the code of the old place, but that of the one place of this name."""
    former = old or {"text": "", "adcode": None}
    if new and new["text"] != former["text"] and new["adcode"] in (None, former["adcode"]):
        return {**new, "adcode": divisions.code_of(new["text"])}
    return new
