"""The command that fetches pages: fetch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from textmine.cli.app import app, console
from textmine.cli.options import SettingsFile
from textmine.settings import load_settings

if TYPE_CHECKING:
    from textmine.acquire.crawl.job import FetchSummary

# Exit status (design.md, section 7).
ALL_FETCHED, FAILED, SOME_SET_ASIDE = 0, 1, 3
COUNTED = ("page", "file", "part", "unchanged", "duplicate", "trap", "refused", "failed", "waiting")


@app.command()
def fetch(
    targets: Annotated[list[str], typer.Argument(help="Tables like sites.toml, or addresses.")],
    out: Annotated[Path, typer.Option("-o", "--output", help="The folder of pages.")],
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask for every page again, if it has changed.")
    ] = False,
    settings_file: SettingsFile = None,
) -> None:
    """Fetch pages of sites, politely, for `textmine mine`; goes on where it was stopped.

    Example: textmine fetch sites.toml -o pages/
    """
    from textmine.acquire.crawl.fetch import fetch as crawl

    settings = load_settings(settings_file)
    with console.status("fetching") as status:
        summary = crawl(
            targets,
            out,
            settings,
            refresh=refresh,
            progress=lambda url: status.update(escape(url[-70:])),
        )
    _print(summary)
    raise typer.Exit(_status(summary))


def _print(summary: FetchSummary) -> None:
    counts = [f"{summary.counts[name]:,} {name}" for name in COUNTED if summary.counts[name]]
    console.print("fetched: " + (" · ".join(counts) or "nothing"), soft_wrap=True)
    for failure in summary.failures:
        what = f"{failure.state} {failure.url}: {failure.reason}"
        console.print(what, soft_wrap=True)


def _status(summary: FetchSummary) -> int:
    got = any(summary.counts[name] for name in ("page", "file", "unchanged", "duplicate"))
    if summary.failures or summary.counts["waiting"]:
        return SOME_SET_ASIDE if got else FAILED
    return ALL_FETCHED
