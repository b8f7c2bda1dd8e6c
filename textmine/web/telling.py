"""Corrections as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textmine.store.find.similar import Reasons
from textmine.store.history.events import Event, standing
from textmine.store.words import divisions
from textmine.types import Checked
from textmine.web.language import Speaker


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words; `stands` says whether it holds."""

    id: str
    when: str
    who: str
    what: str
    why: str | None
    stands: bool
    undo: bool  # an event that takes another one back
    target: str
    evidence: str


def tell(events: Sequence[Event], say: Speaker) -> list[Told]:
    """Events in words, the latest first."""
    holding = {event.id for event in standing(list(events))}
    return [
        Told(
            event.id,
            local_time(event.at),
            event.who,
            _what(event, say),
            event.why,
            event.id in holding,
            event.kind == "undo",
            event.target.id,
            event.target.evidence[:60],
        )
        for event in reversed(events)
    ]


def local_time(at: str) -> str:
    """UTC of the database as the clock on the wall; what came otherwise with an import as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return at


def tell_check(checked: Checked, say: Speaker) -> str:
    """Who checked something, when, and what was corrected: 李明 2026-05-04 10:20 更正：数值."""
    said = say(f"event.{VERDICTS.get(checked.verdict, 'check')}")
    if checked.fields:
        named = (say.value("field", name) for name in checked.fields)
        said += "：" + "、".join(named) if say.language == "zh" else ": " + ", ".join(named)
    return f"{checked.by} {local_time(checked.at)} {said}"


VERDICTS = {"right": "check", "corrected": "set", "added": "add"}


def _what(event: Event, say: Speaker) -> str:
    kind = say(f"event.{event.kind}")
    if event.kind != "set":
        return kind
    field = say.value("field", event.field)
    return f"{field}：{_shown(event.old, event.field, say)} → {_shown(event.new, event.field, say)}"


def _shown(value: Any, field: str | None, say: Speaker) -> str:
    if value is None or value == [] or value == "":
        return "—"
    if isinstance(value, dict):
        return str(value.get("text") or "—")
    if isinstance(value, list):
        return "、".join(say.code(str(code)) for code in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return say.figure(float(value))
    return say.value(field or "", str(value))


LEVELS = {divisions.PROVINCE: "province", divisions.CITY: "city", divisions.COUNTY: "county"}


def tell_reason(reasons: Reasons, say: Speaker) -> str:
    """Why a practice is comparable, in the language of the page."""
    if say.language == "zh":
        return reasons.in_words(say.naming)
    parts = []
    if reasons.patterns:
        parts.append(say("alike.patterns", names=", ".join(map(say.code, reasons.patterns))))
    if reasons.within:
        parts.append(say("alike.within", place=divisions.name_of(reasons.within)))
    if reasons.level:
        parts.append(say("alike.level", level=say.value("level", LEVELS[reasons.level])))
    if reasons.words:
        parts.append(say("alike.words", words="、".join(reasons.words)))
    if reasons.figures:
        parts.append(say("alike.figures", n=reasons.figures))
    return "; ".join(parts)
