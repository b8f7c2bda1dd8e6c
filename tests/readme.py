"""The parts of the README that are made from what the program gives; run to write them anew.

python tests/readme.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from textmine.mine import mine
from textmine.plain import to_dict

ROOT = Path(__file__).parents[1]
REPORT = "corpora/reports/sichuan-library.txt"
PRACTICE = 1
KEPT = {
    "record": ("id", "source", "title", "date", "variant", "genre", "suspect", "place"),
    "source": ("path", "media_type", "encoding", "site_date"),
    "metric": (
        "text", "indicator", "value", "unit", "modifier", "change", "period", "place", "action",
        "source_start", "source_end", "score",
    ),
    "practice": (
        "name", "status", "patterns", "subtypes", "place", "headings", "source_start",
        "source_end", "score", "metrics",
    ),
}  # fmt: skip
FIGURES = (
    "clean_f1", "meta", "places_f1", "place_codes", "metrics_f1", "metric_indicator",
    "metric_period_f1", "metric_change_f1", "metric_place", "practices_f1", "practice_name",
    "pattern_micro_f1", "pattern_top", "subtypes_f1", "provenance",
)  # fmt: skip


def record_block() -> str:
    """A real record, shortened to a practice and its figures."""
    record: dict[str, Any] = to_dict(mine(ROOT / REPORT).records[0])
    practice = record["practices"][PRACTICE]
    metrics = [record["metrics"][index] for index in practice["metrics"]][:2]
    practice["patterns"] = practice["patterns"][:2]
    shown = _keep(record, "record")
    shown["source"] = _keep(record["source"], "source")
    shown["practices"] = [_keep(practice, "practice")]
    shown["metrics"] = [_keep(metric, "metric") for metric in metrics]
    lines = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in shown.items()]
    return "```json\n{\n" + ",\n".join(lines) + "\n}\n```"


def _keep(value: dict[str, Any], kind: str) -> dict[str, Any]:
    return {key: value[key] for key in KEPT[kind]}


def scores_block() -> str:
    """The figures that `models/patterns/scores.json` keeps, as floors that only rise."""
    scores = json.loads((ROOT / "models/patterns/scores.json").read_text(encoding="utf-8"))
    floors = scores["exports"]
    lines = ["| figure | development | demo reports | briefs |", "|---|---|---|---|"]
    for figure in FIGURES:
        cells = [floors[name].get(figure) for name in ("development", "reports", "briefs")]
        shown = ["" if cell is None else f"{cell:g}" for cell in cells]
        lines.append(f"| `{figure}` | {' | '.join(shown)} |")
    return "\n".join(lines)


BLOCKS = {"record": record_block, "scores": scores_block}


def with_blocks(text: str) -> str:
    """The README with its made parts as they should be."""
    for name, make in BLOCKS.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        block = make()
        text = pattern.sub(lambda m, block=block: f"{m[1]}{block}\n{m[2]}", text)
    return text


if __name__ == "__main__":
    for name in ("README.md", "README.zh-CN.md"):
        path = ROOT / name
        path.write_text(with_blocks(path.read_text(encoding="utf-8")), encoding="utf-8")
