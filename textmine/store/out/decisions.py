"""What people decided of cases, as it leaves in an export and comes back: one case, or two.

A decision speaks of two practices, which may stand in two articles. In JSONL it stands on the line
of one of them, under `decisions`; an import takes it in again, where it holds as it did. In the
tables each practice names those that it was joined with or parted from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from textmine.errors import StoreError
from textmine.plain import from_dict
from textmine.store.file import schema
from textmine.store.history.events import Event, read_events, standing
from textmine.store.history.identity import Target
from textmine.store.kept.homes import PAIRING, homes_of, other_of
from textmine.store.out.masking import mask

if TYPE_CHECKING:
    from textmine.store.database import CaseDatabase

KINDS = {"join": "same", "part": "apart"}
EVENTS = {said: kind for kind, said in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Decision:
    """That two practices are the same case, or are not; an event with the ids of today."""

    event: Event

    @property
    def verdict(self) -> str:
        """same: one case; apart: two."""
        return KINDS[self.event.kind]

    @property
    def practices(self) -> tuple[str, str]:
        """The ids of both."""
        return self.event.target.id, other_of(self.event).id

    def as_row(self, *, masks: bool) -> dict[str, Any]:
        """What stands under `decisions` on a line of JSONL."""
        event = self.event
        one, other = (_told(each, masks=masks) for each in (event.target, other_of(event)))
        return {
            "id": event.id,
            "verdict": self.verdict,
            "practice": one,
            "other": other,
            "by": event.who,
            "at": event.at,
            "why": mask(event.why) if event.why and masks else event.why,
        }


def _told(target: Target, *, masks: bool) -> dict[str, Any]:
    evidence = mask(target.evidence) if masks else target.evidence
    row = asdict(replace(target, evidence=evidence))
    return {name: value for name, value in row.items() if name != "kind"}


def read_decisions(database: CaseDatabase) -> tuple[Decision, ...]:
    """What stands of decisions about practices that are here, in the order of their making."""
    with database.read() as connection:
        kinds = schema.EVENTS.c.kind.in_((*PAIRING, "undo"))
        events = [e for e in standing(read_events(connection, kinds)) if e.kind in PAIRING]
        homes = homes_of(connection, events)
    found = []
    for event in events:
        one, other = event.target, other_of(event)
        if one.id in homes and other.id in homes:
            today = asdict(replace(other, id=homes[other.id]))
            target = replace(one, id=homes[one.id])
            found.append(Decision(replace(event, target=target, new=today)))
    return tuple(found)


def decisions_by_line(
    decisions: Iterable[Decision], lines: Iterable[Sequence[str]]
) -> dict[int, list[Decision]]:
    """The decisions that stand on each line of an export: the first one that has a practice of it.

    *lines* are the ids of the practices of each.
    """
    line_of = {practice: at for at, line in enumerate(lines) for practice in line}
    found: dict[int, list[Decision]] = {}
    for decision in decisions:
        here = [line_of[practice] for practice in decision.practices if practice in line_of]
        if here:
            found.setdefault(min(here), []).append(decision)
    return found


def pairs_of(decisions: Iterable[Decision], verdict: str) -> dict[str, tuple[str, ...]]:
    """By practice, those that it was told to be the same case as, or not, the last word on each."""
    last = {frozenset(decision.practices): decision for decision in decisions}
    found: dict[str, tuple[str, ...]] = {}
    for decision in last.values():
        one, other = decision.practices
        if decision.verdict == verdict and one != other:
            found[one] = (*found.get(one, ()), other)
            found[other] = (*found.get(other, ()), one)
    return found


def event_of(row: Mapping[str, Any], where: str) -> Event:
    """The event that a decision of a line of JSONL is; a StoreError for what is none."""
    try:
        one, other = ({**row[name], "kind": "practice"} for name in ("practice", "other"))
        targets = from_dict(Target, one), from_dict(Target, other)
        said = {name: row[name] for name in ("id", "at")}
        if not all(isinstance(each, str) and each for each in (*said.values(), row["by"])):
            raise ValueError(said)
        return Event(
            **said,
            who=row["by"],
            why=row.get("why"),
            kind=EVENTS[row["verdict"]],  # type: ignore[arg-type]
            target=targets[0],
            new=asdict(targets[1]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(where, "has a decision that is none") from error
