"""Scores an export against gold annotations, figure by figure, from 0 to 100.

Gold is a folder of `NAME.json` (the annotation) and `NAME.txt` (the body as it should read). An
article of the export belongs to the gold article of the same file name that shares most of its
text. Works on the export of any program that writes these fields.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from textmine.acquire.encoding import decode
from textmine.acquire.files import read_pages
from textmine.errors import ResourceError
from textmine.evaluate.article import Tally, check_provenance, score_article
from textmine.evaluate.calibration import Calibration, calibrate
from textmine.evaluate.compare import overlap, shingles, squash
from textmine.types import Page

NAMED_PATTERNS = ("joint_build", "industry_chain", "migrant_management")
# Share of the body's 5-grams that an article of the export must hold to be the gold's.
MIN_SHARED_TEXT = 0.3

NEEDED = ("article", "source_file", "headings", "places", "metrics", "practices")
NEEDED_OF_EACH = {
    "places": ("text",),
    "metrics": ("indicator", "value"),
    "practices": ("name", "starts", "ends"),
}

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures by name, those by pattern, and what was missed or invented.

    `calibration` holds, for places, metrics, practices and patterns, what their scores are worth:
    of a place whether its code is right, of a metric whether value, unit, modifier, indicator and
    change are, of a practice whether it is one, with half of its words and more.
    """

    figures: Figures
    patterns: dict[str, Figures]
    calibration: dict[str, Calibration]
    misses: list[str]


def evaluate(
    gold: Path, records: Iterable[Mapping[str, Any]], sources: Path | None = None
) -> Report:
    """Compare records (as dicts of the export) with the gold of a folder.

    *sources* names the folder of the raw files and adds the provenance check. Raises
    ResourceError where the folder holds no gold.
    """
    by_stem: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for record in records:
        by_stem[Path(record["source"]["path"]).stem].append(record)
    files = read_gold(gold)
    tally, absent, invented = Tally(), [], 0
    for source_file, golds in files.items():
        found = by_stem.get(Path(source_file).stem, [])
        taken = pair_articles(golds, found)
        invented += max(0, len(found) - len(golds))
        for index, (annotation, body) in enumerate(golds):
            if index not in taken:
                absent.append(annotation["article"])
                score_article(annotation, body, {"text": ""}, tally)
                continue
            own = found[taken[index]]
            score_article(annotation, body, own, tally)
            if sources is not None:
                check_provenance(own, read_source(sources / source_file, own), tally)
    return Report(
        figures=figures_of(tally, absent, invented),
        patterns={code: rates(*row) for code, row in sorted(tally.patterns.items())},
        calibration={name: calibrate(values) for name, values in sorted(tally.said.items())},
        misses=tally.misses,
    )


def read_gold(folder: Path) -> dict[str, list[tuple[dict[str, Any], str]]]:
    """Source file → its gold articles (annotation, body), in the order of their names."""
    files: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for path in sorted(folder.glob("*.json")):
        annotation = _read_annotation(path)
        body = path.with_suffix(".txt")
        if not body.is_file():
            raise ResourceError(str(body), f"is missing: the article that {path.name} annotates")
        text = decode(body.read_bytes(), name=body.name).text.replace("\r\n", "\n")
        files.setdefault(annotation["source_file"], []).append((annotation, text))
    if not files:
        raise ResourceError(str(folder), "holds no gold (NAME.json beside NAME.txt)")
    return files


def _read_annotation(path: Path) -> dict[str, Any]:
    try:
        annotation = json.loads(decode(path.read_bytes(), name=path.name).text)
    except ValueError as error:
        raise ResourceError(str(path), f"is not JSON: {error}") from error
    lacking = _lacking(annotation, NEEDED)
    for name, keys in NEEDED_OF_EACH.items():
        for number, each in enumerate(() if lacking else annotation[name]):
            lacking = lacking or [f"{name}[{number}].{key}" for key in _lacking(each, keys)]
    if lacking:
        raise ResourceError(str(path), f"lacks {', '.join(lacking)}; see corpora/gold/reports")
    return cast(dict[str, Any], annotation)


def _lacking(row: Any, keys: Sequence[str]) -> list[str]:
    """Which of *keys* a row of an annotation does not have."""
    return [key for key in keys if not isinstance(row, dict) or key not in row]


def read_source(path: Path, record: Mapping[str, Any]) -> str:
    """The decoded source that the record's spans point into."""
    source = record["source"]
    if source.get("media_type") not in (None, "text/plain", "text/html"):
        return next(page.source for page in read_pages(path) if isinstance(page, Page))
    encoding = source.get("encoding") or "utf-8"
    return path.read_bytes().decode(encoding, errors="replace").removeprefix("\ufeff")


def pair_articles(
    golds: Sequence[tuple[dict[str, Any], str]], found: Sequence[Mapping[str, Any]]
) -> dict[int, int]:
    """Gold index → index of the article that shares most of its text."""
    shared = {}
    for i, (_, body) in enumerate(golds):
        grams, length = shingles(body, 5), max(1, len(squash(body)))
        for j, record in enumerate(found):
            shared[i, j] = overlap(grams, shingles(record.get("text", ""), 5)) / length
    taken: dict[int, int] = {}
    for (i, j), share in sorted(shared.items(), key=lambda item: -item[1]):
        if share >= MIN_SHARED_TEXT and i not in taken and j not in taken.values():
            taken[i] = j
    return taken


# ---- figures ----------------------------------------------------------------------------------
def rates(right: int, predicted: int, gold: int) -> Figures:
    """Precision, recall and F1 in percent; nothing wanted and nothing found is 100."""
    precision = right / predicted if predicted else float(not gold)
    recall = right / gold if gold else float(not predicted)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": 100 * precision, "r": 100 * recall, "f1": 100 * f1, "gold": gold}


def figures_of(tally: Tally, absent: list[str], invented: int) -> Figures:
    """The figures of a whole export by name, None where there was nothing to find."""

    def found(name: str, rate: str = "f1") -> float | None:
        row = tally.found[name]
        return rates(*row)[rate] if any(row) else None

    def share(name: str) -> float | None:
        rows = tally.share[name]
        return 100 * sum(rows) / len(rows) if rows else None

    by = {code: rates(*row)["f1"] for code, row in tally.patterns.items()}
    micro = [sum(row[i] for row in tally.patterns.values()) for i in range(3)]
    metric = ("indicator", "period", "change", "modifier", "place", "all")
    return {
        "clean_f1": found("clean"),
        "meta": share("meta"),
        "places_f1": found("places"),
        "place_codes": share("place_codes"),
        "metrics_p": found("metrics", "p"),
        "metrics_r": found("metrics", "r"),
        "metrics_f1": found("metrics"),
        **{f"metric_{key}": share(f"metric_{key}") for key in metric},
        "practices_f1": found("practices"),
        "practices_tight_f1": found("practices_tight"),
        "practice_name": share("practice_name"),
        "practice_status": share("practice_status"),
        "pattern_top": share("pattern_top"),
        "pattern_micro_f1": rates(*micro)["f1"] if by else 0.0,
        "pattern_macro_f1": sum(by.values()) / len(by) if by else 0.0,
        "core_patterns_f1": {code: by[code] for code in NAMED_PATTERNS if code in by},
        "headings_f1": found("headings"),
        "practice_place": share("practice_place"),
        "practice_metrics_f1": found("practice_metrics"),
        "subtypes_f1": found("subtypes"),
        **{f"metric_{key}_f1": found(f"metric_{key}") for key in ("change", "modifier", "period")},
        "provenance": share("provenance"),
        "articles_absent": absent,
        "articles_invented": invented,
    }
