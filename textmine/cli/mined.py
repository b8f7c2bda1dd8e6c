"""What `mine` prints of a plan or a run, and the exit status that it ends with."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from textmine.cli.app import console, output
from textmine.cli.tongue import Table, say
from textmine.counting import many

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from textmine.run.plan import Plan
    from textmine.run.running import Summary
    from textmine.store.file.entries import Entry
    from textmine.store.status import Status

# Exit status (design.md, section 7).
ALL_MINED, FAILED, SOME_SET_ASIDE = 0, 1, 3
INTERRUPTED = 130  # as shells have it
NAMED = 5  # documents of a line
LISTED = 20  # documents set aside, beyond which their reasons are counted


def print_plan(plan: Plan, as_json: bool) -> None:
    """What a run would do and cost; a line where there is nothing to do."""
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(plan), ensure_ascii=False, indent=1))
        return
    if not plan.to_mine and not plan.to_relabel:
        output.print(_nothing_to_do(plan), soft_wrap=True)
        return
    if plan.kinds:
        kinds = Table("type", "files", "MB", "pages to recognise")
        for kind in plan.kinds:
            size = f"{kind.bytes / 1e6:,.1f}"
            kinds.add_row(say(kind.media_type), f"{kind.files:,}", size, f"{kind.scans:,}")
        output.print(kinds)
    table = Table("what", "how much")
    for name, value in as_rows(plan).items():
        table.add_row(say(name), say(value))
    output.print(table)


def _nothing_to_do(plan: Plan) -> str:
    if not plan.documents:
        return "nothing to do: there are no files to mine"
    done = "1 document is" if plan.documents == 1 else f"all {plan.documents:,} documents are"
    aside = ", --retry-failed tries again" if plan.set_aside else ""
    return f"nothing to do: {done} done ({plan.set_aside:,} set aside{aside})"


def as_rows(plan: Plan) -> Mapping[str, str]:
    """What a person wants to know of a plan, by its name."""
    rows = {
        "documents": f"{plan.documents:,}",
        "unchanged": f"{plan.unchanged:,}",
        "of these set aside": f"{plan.set_aside:,}",
        "to label again": f"{plan.to_relabel:,}",
        "to mine": f"{plan.to_mine:,}",
    }
    if not plan.to_mine:
        return rows
    return rows | {
        "pages to recognise": f"{plan.scans:,}",
        "time": _told_of_time(plan),
        "of these for scans": _told_of_scans(plan),
        "disk": f"{plan.disk_mb:,.0f} MB",
        "rests on": f"{many(plan.sampled, 'file')} mined now: {plan.seconds_per_mb:g} s a MB",
    }


def _told_of_time(plan: Plan) -> str:
    minutes = round(plan.hours * 60)
    told = f"{many(max(1, minutes), 'minute')}" if minutes < 90 else f"{plan.hours:.1f} hours"
    return f"about {told} with {many(plan.workers, 'worker')}"


def _told_of_scans(plan: Plan) -> str:
    if plan.seconds_a_scan is not None:
        return f"{plan.scan_hours:.2f} ({plan.seconds_a_scan:g} s a page, by one)"
    return "0: set aside; textmine doctor says what they need" if plan.scans else "0"


def print_summary(summary: Summary, database: Path | None = None) -> None:
    """What a run did."""
    table = Table(title="mined", title_justify="left")
    for name in ("documents", "articles", "practices", "metrics", "places", "set aside"):
        table.add_column(name, justify="right")
    counts = (summary.articles, summary.practices, summary.metrics, summary.places)
    table.add_row(
        f"{summary.documents:,}", *(f"{n:,}" for n in counts), f"{len(summary.set_aside):,}"
    )
    console.print(table)
    if summary.relabelled:
        were = "was" if summary.relabelled == 1 else "were"
        console.print(f"{many(summary.relabelled, 'document')} {were} only labelled anew")
    if summary.skipped:
        were, are = ("was", "is") if summary.skipped == 1 else ("were", "are")
        console.print(
            f"{many(summary.skipped, 'document')} {were} mined before and {are} unchanged"
        )
    _print_replaced(summary)
    if summary.set_aside:
        print_set_aside(summary.set_aside, console, title=say("set aside"), database=database)
        names = set(summary.names)
        within = sum(entry.document not in names for entry in summary.set_aside) if names else 0
        if within:
            lie = "lies" if within == 1 else "lie"
            console.print(f"{within:,} of them {lie} within archives, which count as one document")
        if not summary.articles:
            console.print("nothing could be mined; the reasons are above", style="red")


def print_set_aside(
    entries: Sequence[Entry], to: Console, *, title: str | None = None, database: Path | None
) -> None:
    """Documents with what happened to them; of many in a *database* how many of each kind."""
    if database is None or len(entries) <= LISTED:
        to.print(_table_of_set_aside(entries, title))
        return
    to.print(_table_of_reasons(entries, title))
    console.print(f"textmine status {database} --all lists each", soft_wrap=True)


def tell_run(status: Status) -> None:
    """How the latest run went, and that the next one goes on."""
    if run := status.run:
        began, ended = (_local(moment) for moment in (run.began, run.ended))
        ways = {"done": "done", "stopped": "stopped by hand", "failed": "ended by an error"}
        way = ways[run.ending] if run.ending else "not ended: it goes on, or was killed"
        output.print(say(f"latest run: {began} to {ended or '?'}, {way}"), soft_wrap=True)
    if status.waiting:
        output.print(
            say(f"{many(status.waiting, 'document')} not mined yet: the same command goes on"),
            soft_wrap=True,
        )


def _local(moment: str | None) -> str:
    """A moment as clocks here show it."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else ""


def _table_of_set_aside(entries: Iterable[Entry], title: str | None) -> Table:
    table = Table(title=title, title_justify="left")
    for name in ("document", "reason", "what happened"):
        table.add_column(name, overflow="fold")
    for entry in entries:
        table.add_row(entry.document, say(entry.reason or ""), say(entry.message or ""))
    return table


def _table_of_reasons(entries: Iterable[Entry], title: str | None) -> Table:
    """How many were set aside for the same, the most first, and which for example."""
    alike: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        alike.setdefault((entry.reason or "", entry.message or ""), []).append(entry.document)
    table = Table(title=title, title_justify="left")
    table.add_column("documents", justify="right")
    for name in ("reason", "what happened", "for example"):
        table.add_column(name, overflow="fold")
    for (reason, message), names in sorted(alike.items(), key=lambda pair: -len(pair[1])):
        table.add_row(f"{len(names):,}", say(reason), say(message), names[0])
    return table


def _print_replaced(summary: Summary) -> None:
    """What took the place of what was held, and what may have had to but did not."""
    if summary.changed:
        have = "document has" if len(summary.changed) == 1 else "documents have"
        told = f"{len(summary.changed):,} {have} changed and took the place of what was held"
        console.print(f"{told}: {_named(summary.changed)}", soft_wrap=True)
    if summary.moved:
        moved = many(len(summary.moved), "document")
        told = f"{moved} took the place of what was held: their folder seems to have been moved"
        console.print(f"{told}: {_named(summary.moved)}", soft_wrap=True)
    if summary.beside:
        told = f"{many(len(summary.beside), 'document')} kept beside what bears the same name"
        pairs = [f"{name} ({former})" for name, former in summary.beside.items()]
        console.print(f"{told}: {_named(pairs)}", soft_wrap=True)
        console.print("(textmine remove takes out what is not wanted)")


def _named(names: Sequence[str]) -> str:
    """The first of them."""
    return "、".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def status_of(summary: Summary) -> int:
    """The exit status of a run."""
    if summary.set_aside:
        return SOME_SET_ASIDE if summary.articles else FAILED
    return ALL_MINED
