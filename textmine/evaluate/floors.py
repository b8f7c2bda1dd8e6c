"""Figures that may only rise, kept beside a model in its scores.json under "exports"."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textmine.errors import ResourceError

# What a reader of the project would miss first; shares of a few cases are left out, they jump.
KEPT = (
    "clean_f1", "meta", "places_f1", "place_codes", "metrics_p", "metrics_r", "metrics_f1",
    "metric_indicator", "metric_period_f1", "metric_change_f1", "metric_modifier_f1",
    "metric_place", "metric_all", "practices_f1", "practice_name", "practice_status",
    "practice_place", "practice_metrics_f1", "pattern_top", "pattern_micro_f1", "subtypes_f1",
    "headings_f1", "provenance",
)  # fmt: skip


def read_floors(path: Path, name: str) -> dict[str, float]:
    """The floors of the gold set *name*; ResourceError where the file keeps none for it."""
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))["exports"][name]
    except (OSError, KeyError, json.JSONDecodeError) as error:
        raise ResourceError(f"{path}:{name}", f"keeps no floors: {error}") from error
    return {figure: float(floor) for figure, floor in floors.items()}


def below_floor(figures: Mapping[str, Any], floors: Mapping[str, float]) -> list[str]:
    """What has fallen below its floor."""
    return [
        f"{name}: {figures.get(name) or 0:.1f} < {floor:.1f}"
        for name, floor in floors.items()
        if (figures.get(name) or 0) < floor
    ]


def raise_floors(path: Path, name: str, figures: Mapping[str, Any]) -> None:
    """Lift the floors of the set *name* to these figures, to a tenth; none ever falls."""
    scores = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    floors = scores.setdefault("exports", {}).setdefault(name, {})
    for figure in KEPT:
        value = figures.get(figure)
        if value is not None:
            floors[figure] = max(floors.get(figure, 0.0), math.floor(10 * value) / 10)
    text = json.dumps(scores, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
