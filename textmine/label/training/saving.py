"""What training writes: the compiled arrays, the fitted objects, scores and their floors."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import skops.io

from textmine.label.compiled import Weights
from textmine.label.features import CONTEXT_COLUMNS
from textmine.label.training.fitting import SURE, Heads
from textmine.label.training.rule import Rule

FLOOR_MARGIN = 0.01  # how far a retrained model may fall before its floors complain


def compile_heads(heads: Heads, rule: Rule) -> Weights:
    """The arrays of the compiled model."""
    terms = len(heads.tfidf.idf_)
    every = [*heads.patterns, *heads.subtypes, heads.practice]
    columns = max(head.coef_.shape[1] for head in every if head)
    weights = np.zeros((columns, len(every)))
    bias = np.full(len(every), -SURE)
    if heads.practice is None:
        bias[-1] = SURE
    for number, head in enumerate(every):
        if head:
            weights[: head.coef_.shape[1], number] = head.coef_[0]
            bias[number] = head.intercept_[0]
    groups = columns - CONTEXT_COLUMNS if heads.practice else columns
    calibrations = [*rule.patterns, *rule.subtypes, rule.practice]
    return Weights(
        idf=heads.tfidf.idf_,
        text=weights[:terms].astype(np.float32),
        cues=weights[terms:groups],
        context=weights[groups:, -1] if heads.practice else np.zeros(CONTEXT_COLUMNS),
        bias=bias,
        slope=np.array([calibration.slope for calibration in calibrations]),
        offset=np.array([calibration.offset for calibration in calibrations]),
        rival=np.array([calibration.rival for calibration in rule.patterns]),
        thresholds=np.append(rule.thresholds, rule.practice_threshold),
    )


def write_skops(path: Path, vectorizer: Any, heads: Heads) -> None:
    """The fitted scikit-learn objects, compressed; loading it runs no code of the file."""
    fitted = {
        "vectorizer": vectorizer,
        "tfidf": heads.tfidf,
        "patterns": heads.patterns,
        "subtypes": heads.subtypes,
        "practice": heads.practice,
    }
    skops.io.dump(fitted, path, compression=zipfile.ZIP_DEFLATED, compresslevel=6)


def floors_of(scores: Mapping[str, Any]) -> dict[str, float]:
    """What a retrained model must keep."""
    names = ("macro_f1", "micro_f1", "top", "practice_f1", "subtypes_f1")
    return {name: round(scores[name] - FLOOR_MARGIN, 3) for name in names}


def write_scores(path: Path, scores: Mapping[str, Any]) -> None:
    """scores.json; sections that another command keeps there (floors of exports) stay."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    text = json.dumps({**kept, **scores}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
