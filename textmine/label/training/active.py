"""The learning loop: which passages to judge next, and the decisions that come back.

    tasks = propose(model, passages, limit=20)
    write_tasks(tasks, Path("tasks.csv"))              # or .jsonl, Label Studio, doccano
    examples = read_decisions(Path("tasks.csv"), model.taxonomy)
    add_decisions(examples, Path("corpora/practices")) # `train` uses them at once

Proposed is what the model is least sure of, and among those passages that are unlike each other.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from textmine.acquire.encoding import decode
from textmine.errors import ResourceError, SettingsError
from textmine.label.compiled import CompiledModel
from textmine.label.features import Array
from textmine.label.scoring import MOST_PATTERNS
from textmine.label.taxonomy import Taxonomy
from textmine.label.terms import weigh
from textmine.label.training.corpus import PRACTICE, Example, check_labels, example_of, hash_of
from textmine.plain import to_dict

Form = Literal["csv", "jsonl", "label-studio", "doccano"]
FORMS: tuple[Form, ...] = ("csv", "jsonl", "label-studio", "doccano")
SHORTLIST = 10  # times the limit: how many uncertain passages compete for being unlike the rest
LIKENESS_COST = 0.5  # a twin of a chosen passage must be this much more uncertain to be chosen
NO_PRACTICE = ("none", "no_practice", "不是做法", "非做法")
UNJUDGED, UNJUDGED_WIDE = "?", "？"
SEPARATORS = str.maketrans("；、，,|", ";;;;;")
DECISIONS = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Task:
    """A passage to judge, with what the model says of it; `uncertainty` from 0 to 1."""

    id: str
    text: str
    patterns: tuple[str, ...]
    scores: tuple[float, ...]
    uncertainty: float


def propose(
    model: CompiledModel,
    passages: Mapping[str, str],
    *,
    limit: int = 20,
    known: frozenset[str] = frozenset(),
) -> list[Task]:
    """The passages (id → text) that are most worth a judgement, best first.

    Passages whose id or text is in *known* have been judged and are left out.
    """
    open_ids = [key for key, text in passages.items() if not {key, text} & known]
    texts = [passages[key] for key in open_ids]
    if not texts:
        return []
    scores = model.score(texts)
    doubts = uncertainty(scores.patterns, model.thresholds, scores.practice)
    first = np.argsort(-doubts, kind="stable")[: SHORTLIST * limit]
    vectors = _vectors(model, [texts[row] for row in first])
    chosen = [int(first[row]) for row in _unlike(doubts[first], vectors, limit)]
    return [
        _task(model, open_ids[row], texts[row], scores.patterns[row], float(doubts[row]))
        for row in chosen
    ]


def uncertainty(patterns: Array, thresholds: Array, practice: Array) -> Array:
    """1 where a pattern stands at its threshold or practice-or-not at one half, down to 0."""
    gaps = np.abs(patterns - thresholds) / np.maximum(thresholds, 1 - thresholds)
    return np.asarray(np.maximum(1 - gaps.min(1), 1 - 2 * np.abs(practice - 0.5)))


def _vectors(model: CompiledModel, texts: Sequence[str]) -> csr_matrix:
    terms = weigh(model.lexicon.match(texts), model.weights.idf)
    shape = (len(texts), len(model.weights.idf))
    return csr_matrix((terms.values[0], (terms.rows, terms.terms)), shape=shape)


def _unlike(doubts: Array, vectors: csr_matrix, limit: int) -> Iterator[int]:
    """Greedily the most uncertain, less what it shares with the ones chosen already."""
    likeness = np.zeros(len(doubts))
    free = np.ones(len(doubts), dtype=bool)
    for _ in range(min(limit, len(doubts))):
        worth = np.where(free, doubts - LIKENESS_COST * likeness, -np.inf)
        best = int(worth.argmax())
        free[best] = False
        yield best
        shared = np.asarray((vectors @ vectors[best].T).todense()).ravel()
        likeness = np.maximum(likeness, shared)


def _task(model: CompiledModel, key: str, text: str, scores: Array, doubt: float) -> Task:
    order = np.argsort(-scores, kind="stable")
    reached = [c for c in order if scores[c] >= model.thresholds[c]][:MOST_PATTERNS] or [order[0]]
    codes = tuple(model.taxonomy.codes[column] for column in reached)
    probabilities = tuple(round(float(scores[column]), 3) for column in reached)
    return Task(key, text, codes, probabilities, round(doubt, 3))


def unjudged(task: Task) -> Task:
    """A task that the model has no answer to, for its patterns are others."""
    return dataclasses.replace(task, patterns=(UNJUDGED,), scores=(0.0,))


# ---- out ---------------------------------------------------------------------------------------
def write_tasks(tasks: Sequence[Task], path: Path, form: Form | None = None) -> None:
    """Write tasks for a reader, the model's answer filled in; the form follows from the name."""
    form = form or _form_of(path)
    if form == "csv":
        _write_csv(tasks, path)
    elif form == "label-studio":
        _write_json(path, [_studio(task) for task in tasks])
    else:
        rows = [_doccano(task) if form == "doccano" else to_dict(task) for task in tasks]
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _form_of(path: Path) -> Form:
    forms: Mapping[str, Form] = {".csv": "csv", ".jsonl": "jsonl", ".json": "label-studio"}
    if path.suffix.lower() not in forms:
        raise SettingsError(str(path), f"must end in {', '.join(forms)}, or name a form")
    return forms[path.suffix.lower()]


def _write_csv(tasks: Sequence[Task], path: Path) -> None:
    """UTF-8 with a mark, as Excel wants it; `patterns` is what the reader corrects."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "patterns", "scores", "uncertainty"])
        for task in tasks:
            scores = ";".join(map(str, task.scores))
            row = [task.id, task.text, ";".join(task.patterns), scores, task.uncertainty]
            writer.writerow(row)


def _studio(task: Task) -> dict[str, Any]:
    choices = {"choices": list(task.patterns)}
    result = {"from_name": "patterns", "to_name": "text", "type": "choices", "value": choices}
    score = task.scores[0]
    predictions = [{"model_version": "textmine", "score": score, "result": [result]}]
    return {"data": {"id": task.id, "text": task.text}, "predictions": predictions}


def _doccano(task: Task) -> dict[str, Any]:
    return {"id": task.id, "text": task.text, "label": list(task.patterns)}


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


# ---- in ----------------------------------------------------------------------------------------
def read_decisions(path: Path, taxonomy: Taxonomy) -> list[Example]:
    """Decisions from a CSV, JSONL (our own or doccano's) or Label Studio's JSON export.

    Patterns may be codes or names of the taxonomy; "none" or an empty cell says that the passage
    is no practice, "?" that nobody has judged it yet. Raises `SettingsError` that names the row.
    """
    if not path.is_file():
        raise ResourceError(str(path), "there is no such file of decisions")
    form = _form_of(path)
    rows = {"csv": _csv_rows, "jsonl": _jsonl_rows, "label-studio": _studio_rows}[form]
    first = 2 if form == "csv" else 1  # as Excel counts: its first row names the columns
    names = _names(taxonomy)
    text = decode(path.read_bytes(), name=path.name).text
    examples = []
    for number, row in enumerate(rows(text, path.name), first):
        where = f"{path.name}:{number}"
        if not isinstance(row.get("text"), str) or not row["text"].strip():
            raise SettingsError(where, "has no text")
        said = [str(label).strip() for label in row.get("patterns") or ()]
        if said in ([UNJUDGED], [UNJUDGED_WIDE]):
            continue
        example = _decision(row, names)
        check_labels(example, where, taxonomy)
        examples.append(example)
    return examples


def _names(taxonomy: Taxonomy) -> dict[str, str]:
    """Name of a pattern, in either language → its code."""
    names = {pattern.zh: pattern.code for pattern in taxonomy.patterns}
    return names | {pattern.en: pattern.code for pattern in taxonomy.patterns}


def decide(task: Task, labels: Sequence[str], taxonomy: Taxonomy) -> Example:
    """A decision taken in the terminal: codes or names of the taxonomy, or "none"."""
    names = _names(taxonomy)
    example = _decision({"id": task.id, "text": task.text, "patterns": labels}, names)
    check_labels(example, task.id, taxonomy)
    return example


def _decision(row: Mapping[str, Any], names: Mapping[str, str]) -> Example:
    given = [str(label).strip() for label in row.get("patterns") or ()]
    labels = [names.get(label, label) for label in given if label]
    if not labels or labels[0] in NO_PRACTICE:
        labels = []
    kind = PRACTICE if labels else (row.get("kind") or "other")
    subtypes = [label for label in row.get("subtypes") or () if label]
    key = row.get("id") or hash_of(str(row.get("text")))
    values = {**row, "id": key, "patterns": labels, "kind": kind, "subtypes": subtypes}
    return example_of(values, "decisions")


def _csv_rows(text: str, name: str) -> Iterator[dict[str, Any]]:
    """Rows of a table whose first one names the columns; Excel may have put ; or tabs between."""
    head = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    if missing := {"text", "patterns"}.difference(table.fieldnames or ()):
        columns = " and ".join(sorted(missing))
        raise SettingsError(name, f"has no column {columns}: its first row names the columns")
    for row in table:
        if (row.get("text") or "").strip():
            yield {
                "id": row.get("id"),
                "text": row["text"],
                "patterns": (row.get("patterns") or "").translate(SEPARATORS).split(";"),
                "subtypes": (row.get("subtypes") or "").translate(SEPARATORS).split(";"),
                "kind": row.get("kind"),
            }


def _jsonl_rows(text: str, name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            row = _read_json(line, f"{name}:{number}")
            if not isinstance(row, dict):
                raise SettingsError(f"{name}:{number}", "is no object of JSON")
            yield {**row, "patterns": row.get("patterns", row.get("label"))}


def _studio_rows(text: str, name: str) -> Iterator[dict[str, Any]]:
    """Tasks with an annotation; the last one that was not cancelled counts."""
    tasks = _read_json(text, name)
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise SettingsError(name, "is no export of Label Studio: a list of tasks")
    for task in tasks:
        done = [one for one in task.get("annotations") or () if not one.get("was_cancelled")]
        if done:
            values = [part.get("value", {}) for part in done[-1].get("result", ())]
            labels = [label for value in values for label in value.get("choices", ())]
            yield {**task.get("data", {}), "patterns": labels}


def _read_json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise SettingsError(where, f"is not JSON: {error}") from error


def add_decisions(examples: Sequence[Example], corpus: Path) -> Path:
    """Put decisions into the corpus; a later one on the same passage replaces the earlier."""
    path = corpus / DECISIONS
    kept: dict[str, str] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            kept[json.loads(line)["id"]] = line
    for example in examples:
        row = dataclasses.asdict(example)
        del row["theme"], row["writer"]
        kept[example.id] = json.dumps(row, ensure_ascii=False)
    corpus.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(kept.values()) + "\n", encoding="utf-8", newline="\n")
    return path
