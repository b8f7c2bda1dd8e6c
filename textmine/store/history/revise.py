"""A record as mined, and what people said about it: the record as corrected. A pure function."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from typing import Any

from textmine.detect.numbers.units import to_si
from textmine.extract.figures.keys import load_keys
from textmine.store.history.adding import (
    SURE,
    added_kind,
    make_metric,
    make_practice,
    span_of,
)
from textmine.store.history.events import Event, standing
from textmine.store.history.fields import stated
from textmine.store.history.identity import Target, as_good, find_home, span_id
from textmine.store.history.judging import Answer, answers_of, items_by_id
from textmine.store.history.spots import spots_of
from textmine.types import Change, Label, Metric, Place, PlaceRef, Practice, Record

START = attrgetter("start")
LONGEST_NAME = 14  # characters of a name that nobody gave: the first words


@dataclass(frozen=True, slots=True)
class Revised:
    """A record with its corrections; `checked` are ids that a person found right or corrected.

    `answers` say of what was `mined` how it was judged.
    """

    record: Record
    applied: tuple[Event, ...] = ()
    checked: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()
    mined: Record | None = None  # None: nobody said anything


def revise(record: Record, events: Sequence[Event], decoded: str | None = None) -> Revised:
    """Apply the standing *events* that find their home in *record*, in their order."""
    if not events:
        return Revised(record)
    draft = _Draft.of(record, decoded)
    applied = tuple(event for event in standing(list(events)) if draft.apply(event))
    if not applied:
        return Revised(record)
    revised = draft.finish()
    answers = answers_of(items_by_id(record), draft.said, revised)
    return Revised(revised, applied, frozenset(draft.checked), answers, record)


@dataclass(slots=True)
class _Draft:
    """A record taken apart; a metric remembers its practice by id, not by number."""

    record: Record
    decoded: str | None
    practices: list[Practice]
    metrics: list[Metric]
    places: list[Place]
    owners: list[str | None]
    checked: set[str] = field(default_factory=set)
    said: dict[str, list[Event]] = field(default_factory=dict)  # of practices and metrics, by id

    @classmethod
    def of(cls, record: Record, decoded: str | None) -> _Draft:
        """The parts of a record."""
        names = [practice.id for practice in record.practices]
        owners = [None if m.practice is None else names[m.practice] for m in record.metrics]
        lists = list(record.practices), list(record.metrics), list(record.places)
        return cls(record, decoded, *lists, owners)

    def apply(self, event: Event) -> bool:
        """Whether the event found its home here."""
        kind = event.target.kind
        if kind == "article":
            return self._apply_to_article(event)
        lists: dict[str, list[Any]] = {
            "practice": self.practices,
            "metric": self.metrics,
            "place": self.places,
        }
        items = lists[kind]
        index = self._home(event.target, items, partial(_agrees, event))
        if index < 0:
            return False
        item = items[index]
        if event.kind == "check" and item.id != event.target.id and not _agrees(event, item):
            return False  # what stands nearest says something else than what was found right
        done = self._change(items, index, event)
        if done and kind != "place":
            self._note(event, item.id)
        return done

    def _change(self, items: list[Any], index: int, event: Event) -> bool:
        """Do what the event says of the item of that index; whether that could be done."""
        item = items[index]
        if event.kind == "check":
            items[index] = self._hold(item, event)
        elif event.kind == "reject":
            self._drop(items, index)
        elif event.kind == "set":
            items[index] = self._set(item, event)
        elif event.kind == "split":
            return self._split(index, event)
        elif event.kind == "merge":
            return self._merge(index, event)
        return True  # join and part speak about cases: their home is what matters here

    def _note(self, event: Event, *identities: str) -> None:
        if event.kind not in ("join", "part"):
            for identity in identities:
                self.said.setdefault(identity, []).append(event)

    def _home(
        self, target: Target, items: Sequence[Any], agrees: Callable[[Any], bool] = as_good
    ) -> int:
        same = target.sha256 == self.record.source.sha256
        return find_home(target, items, self.record.text, same_file=same, agrees=agrees)

    def _apply_to_article(self, event: Event) -> bool:
        here = event.target.id == self.record.id
        if event.kind == "add":
            return self._add(event)
        if here and event.kind == "set":
            self.record = replace(self.record, **{str(event.field): _value(event)})
        elif here and event.kind == "check":
            self.checked.add(self.record.id)
        return here

    def _add(self, event: Event) -> bool:
        """Add what the event makes of words of the article; whether they stand there."""
        span = span_of(self.record, event)
        if span is None:
            return False
        item: Practice | Metric
        if added_kind(event.new) == "practice":
            item = make_practice(self.record, self.decoded, span, event.new)
            self.practices.append(item)
            self._own(item)
        else:
            item = make_metric(self.record, self.decoded, span, event.new)
            self._take_in(item)
        self.checked.add(item.id)
        self._note(event, item.id)
        return True

    def _take_in(self, metric: Metric) -> None:
        """A metric at its place among the others; one that was mined since then gives way."""
        for index, known in enumerate(self.metrics):
            if known.id == metric.id:
                self.metrics[index] = replace(metric, action=known.action)
                return
        at = bisect_right(self.metrics, metric.start, key=START)
        around = [p for p in self.practices if p.start <= metric.start < p.end]
        self.metrics.insert(at, metric)
        self.owners.insert(at, around[0].id if around else None)

    def _drop(self, items: list[Any], index: int) -> None:
        if items is self.metrics:
            del self.owners[index]
        gone = items.pop(index)
        if items is self.practices:
            self.owners = [None if owner == gone.id else owner for owner in self.owners]

    # ---- fields -----------------------------------------------------------------------------
    def _hold(self, item: Any, event: Event) -> Any:
        """*item* as it was when somebody found it right."""
        self.checked.add(item.id)
        for name, value in (event.new or {}).items():
            if stated(item, name) != value:
                item = self._set(item, replace(event, field=name, new=value))
                if name == "indicator":
                    item = replace(item, indicator_key=load_keys().key(value) if value else None)
        return item

    def _set(self, item: Any, event: Event) -> Any:
        self.checked.add(item.id)
        if isinstance(item, Metric) and event.field == "practice":
            home = next((p.id for p in self.practices if p.id == event.new), None)
            self.owners[self.metrics.index(item)] = home
            return item
        if isinstance(item, Practice) and event.field == "patterns":
            return replace(item, patterns=_labels(item, event.new))
        if isinstance(item, Practice) and event.field == "span":
            return self._moved(item, event.new["start"], event.new["end"])
        if isinstance(item, Metric) and event.field == "change":
            of = item.change.of if item.change else None
            return replace(item, change=Change(kind=event.new, of=of) if event.new else None)
        changed = replace(item, **{str(event.field): _value(event)})
        if isinstance(changed, Metric) and event.field in ("value", "value_max", "unit"):
            si = to_si(changed.value, changed.value_max, changed.unit)
            return replace(changed, unit_si=si)
        return changed

    # ---- spans ------------------------------------------------------------------------------
    def _spots(self, start: int, end: int) -> dict[str, Any]:
        return spots_of(self.record, self.decoded, start, end)

    def _moved(self, practice: Practice, start: int, end: int) -> Practice:
        """The same practice over another span; its id stays, so that what points at it does."""
        text = self.record.text
        moved = replace(practice, **self._spots(max(0, start), min(end, len(text))))
        self._own(moved)
        return moved

    def _own(self, practice: Practice) -> None:
        """Metrics within a practice belong to it, those of its own that left it to none."""
        for index, metric in enumerate(self.metrics):
            if practice.start <= metric.start < practice.end:
                self.owners[index] = practice.id
            elif self.owners[index] == practice.id:
                self.owners[index] = None

    def _split(self, index: int, event: Event) -> bool:
        """Cut a practice where the words `new["before"]` begin; the first part keeps the id."""
        whole = self.practices[index]
        at = self.record.text.find(event.new["before"], whole.start + 1, whole.end)
        if at < 0:
            return False
        spots = self._spots(at, whole.end)
        second = replace(
            whole,
            id=span_id(self.record.id, "p", spots["source_start"], spots["source_end"]),
            name=event.new.get("name") or self.record.text[at : min(at + LONGEST_NAME, whole.end)],
            metrics=(),
            **spots,
        )
        self.practices.insert(index + 1, second)
        self._own(second)
        self.practices[index] = replace(whole, **self._spots(whole.start, at))
        self.checked |= {whole.id, second.id}
        self._note(event, second.id)
        return True

    def _merge(self, index: int, event: Event) -> bool:
        other = self._home(Target(**event.new), self.practices)
        if other < 0 or other == index:
            return False
        one, two = self.practices[index], self.practices[other]
        start, end = min(one.start, two.start), max(one.end, two.end)
        known = [label.code for label in one.patterns]
        labels = (*one.patterns, *(label for label in two.patterns if label.code not in known))
        self.owners = [one.id if owner == two.id else owner for owner in self.owners]
        joined = replace(one, patterns=labels[:3], **self._spots(start, end))
        self._own(joined)
        self.practices[index] = joined
        del self.practices[other]
        self.checked.add(one.id)
        self._note(event, two.id)
        return True

    # ---- together again ---------------------------------------------------------------------
    def finish(self) -> Record:
        """The record again, its practices in the order of the text."""
        practices = sorted(self.practices, key=lambda practice: practice.start)
        number = {practice.id: index for index, practice in enumerate(practices)}
        owners = [None if owner is None else number.get(owner) for owner in self.owners]
        metrics = tuple(
            replace(metric, practice=owner)
            for metric, owner in zip(self.metrics, owners, strict=True)
        )
        mine = {
            index: tuple(i for i, owner in enumerate(owners) if owner == index)
            for index in number.values()
        }
        return replace(
            self.record,
            practices=tuple(replace(p, metrics=mine[i]) for i, p in enumerate(practices)),
            metrics=metrics,
            places=tuple(self.places),
        )


def _agrees(event: Event, item: Any) -> bool:
    """Whether *item* has the value that the *event* gave another one for."""
    if event.kind == "check":
        return all(stated(item, name) == value for name, value in (event.new or {}).items())
    return event.kind == "set" and getattr(item, str(event.field), None) == event.old


def _labels(practice: Practice, codes: Sequence[str]) -> tuple[Label, ...]:
    """Labels for *codes*: what the model saw is kept where it saw the same."""
    known = {label.code: label for label in practice.patterns}
    return tuple(
        replace(known[code], score=SURE) if code in known else Label(code=code, score=SURE)
        for code in codes
    )


def _value(event: Event) -> Any:
    if event.field == "place":
        return PlaceRef(**event.new) if event.new else None
    if isinstance(event.new, list):
        return tuple(event.new)
    return event.new
