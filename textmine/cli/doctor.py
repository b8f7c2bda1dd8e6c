"""The command doctor: what is installed, and what would be added by what is not."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, NamedTuple

import typer

import textmine
from textmine.cli.app import app, output
from textmine.cli.tongue import Table, say


class Part(NamedTuple):
    """A package that something depends on, the extra that brings it, and what it is for."""

    package: str
    extra: str | None
    use: str


PARTS = (
    Part("spacy", None, "the pipeline"),
    Part("rjieba", None, "segmentation"),
    Part("jieba", None, 'segmentation with segmenter = "jieba"'),
    Part("scikit-learn", None, "textmine train"),
    Part("pypdfium2", None, "PDF"),
    Part("SQLAlchemy", None, "case databases"),
    Part("fastapi", None, "textmine serve"),
    Part("rapidocr", "ocr", "scans and images"),
    Part("scrapy", "crawl", "textmine fetch with a sites.toml"),
    Part("distributed", "cluster", "textmine mine --cluster"),
)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Say which parts and extras are installed, and what the missing ones would add.

    Example: textmine doctor
    """
    found = {part.package: _version_of(part.package) for part in PARTS}
    if as_json:
        typer.echo(json.dumps({"textmine": textmine.__version__, **found}, indent=1))
        return
    table = Table("part", "version", "what for", title=f"textmine {textmine.__version__}")
    for part in PARTS:
        missing = "missing: install textmine again"
        if part.extra:
            missing = f"not installed: pip install 'textmine[{part.extra}]'"
        table.add_row(part.package, found[part.package] or say(missing), say(part.use))
    output.print(table)
    output.print(f"Python {platform.python_version()} on {platform.system()}")


def _version_of(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
