"""What people's answers say of what was mined: right, corrected (in which fields), none, open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from textmine.store.history.events import Event
from textmine.store.history.fields import stated
from textmine.store.history.identity import KINDS, TargetKind
from textmine.types import Metric, Practice, Record

Verdict = Literal["right", "corrected", "rejected", "skipped", "added"]
Item = Practice | Metric

# What "right" is said of. A field that said nothing may be filled in by a better pipeline.
JUDGED: Mapping[TargetKind, tuple[str, ...]] = {
    "practice": ("name", "status", "patterns", "period", "place", "span"),
    "metric": (
        "indicator", "value", "value_max", "unit", "modifier", "change", "period", "place",
    ),
}  # fmt: skip
FILLED = frozenset({"period", "place"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered last of a practice or metric; `wrong` are fields that were corrected.

    What is compared is the record as mined now and as corrected: a pipeline that has learnt what
    people said before is right. `mined` is None for what a person added.
    """

    id: str
    kind: TargetKind
    verdict: Verdict
    wrong: tuple[str, ...]
    who: str
    at: str
    mined: Item | None


def items_by_id(record: Record) -> dict[str, Item]:
    """What of a record may be judged."""
    items: tuple[Item, ...] = (*record.practices, *record.metrics)
    return {item.id: item for item in items}


def answers_of(
    mined: Mapping[str, Item], said: Mapping[str, Sequence[Event]], revised: Record
) -> tuple[Answer, ...]:
    """The answers in events *said* by id, about items as *mined* and as they are *revised*."""
    now = items_by_id(revised)
    answers = (
        _answer(identity, events, mined.get(identity), now.get(identity))
        for identity, events in said.items()
        if identity in mined or identity in now
    )
    return tuple(answers)


def _answer(identity: str, events: Sequence[Event], mined: Item | None, now: Item | None) -> Answer:
    kind, last = KINDS[identity[0]], events[-1]
    telling = [event for event in events if event.kind != "skip"]
    verdict: Verdict
    wrong: tuple[str, ...] = ()
    if mined is None:
        verdict = "added"
    elif now is None:  # rejected, or merged into another
        verdict = "rejected" if any(event.kind == "reject" for event in events) else "corrected"
        wrong = JUDGED[kind] if verdict == "rejected" else ("span",)
    elif not telling:
        verdict = "skipped"
    else:
        last = telling[-1]
        wrong = tuple(f for f in JUDGED[kind] if stated(mined, f) != stated(now, f))
        verdict = "corrected" if wrong else "right"
    return Answer(
        id=identity, kind=kind, verdict=verdict, wrong=wrong, who=last.who, at=last.at, mined=mined
    )


def held_by_check(item: Any, kind: TargetKind, corrected: frozenset[str]) -> dict[str, Any] | None:
    """What a person who finds *item* right saw: it holds from then on, whatever is mined later.

    What was *corrected* holds by its own event, so that it can be taken back. None for what is
    judged by no fields.
    """
    held = {
        field: stated(item, field)
        for field in JUDGED.get(kind, ())
        if field != "span" and field not in corrected
    }
    return {f: value for f, value in held.items() if value is not None or f not in FILLED} or None
