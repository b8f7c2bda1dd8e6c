"""Labels documents again from what was kept of them: after a new model or taxonomy.

No source is opened; what comes out is what mining the sources again would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from textmine.label.model import Tags, load_labeller
from textmine.plain import to_dict
from textmine.settings import Settings
from textmine.stages import pipeline_of
from textmine.store.file.entries import SET_ASIDE, Entry
from textmine.store.kept.drafts import Kept, KeptPassage, Row

# Documents labelled and written together: as many passages as the model takes in one pass.
BATCH = 32


class Relabeller:
    """Labels what was kept with the model and taxonomy of *settings*."""

    def __init__(self, settings: Settings) -> None:
        self._labeller = load_labeller(settings.label.model, settings.label.taxonomy)
        self._made_by = pipeline_of(settings)
        self._pipeline = to_dict(self._made_by)

    def relabel(
        self, documents: Sequence[tuple[Entry, Sequence[Kept]]]
    ) -> list[tuple[Entry, list[Kept]]]:
        """The same documents, labelled anew, in one pass of the model."""
        passages = [
            (row["text"], passage)
            for _, sources in documents
            for kept in sources
            for row in kept.rows
            for passage in kept.passages[row["id"]]
        ]
        judged = self._judge(passages)
        return [self._document(entry, sources, judged) for entry, sources in documents]

    def _judge(self, passages: Sequence[tuple[str, KeptPassage]]) -> Iterator[Tags | None]:
        texts = [text[passage.start : passage.end] for text, passage in passages]
        found = [passage for _, passage in passages]
        return self._labeller.judge(texts, found, [passage.words for passage in found])

    def _document(
        self, entry: Entry, sources: Sequence[Kept], judged: Iterator[Tags | None]
    ) -> tuple[Entry, list[Kept]]:
        labelled = [
            replace(
                kept, rows=[self._row(row, kept, judged) for row in kept.rows], former=kept.rows
            )
            for kept in sources
        ]
        practices = sum(len(row["practices"]) for kept in labelled for row in kept.rows)
        if entry.status == SET_ASIDE and not sources:
            practices = entry.practices
        return replace(entry, stages=self._made_by.stages, practices=practices), labelled

    def _row(self, row: Row, kept: Kept, judged: Iterator[Tags | None]) -> Row:
        """A record with the practices that are chosen from its passages."""
        passages = kept.passages[row["id"]]
        chosen = zip(passages, islice(judged, len(passages)), strict=True)
        practices = [_practice(passage, tags) for passage, tags in chosen if tags]
        owner = {index: number for number, p in enumerate(practices) for index in p["metrics"]}
        metrics = [
            {**metric, "practice": owner.get(index)} for index, metric in enumerate(row["metrics"])
        ]
        changed = {"metrics": metrics, "practices": practices, "pipeline": self._pipeline}
        return {**row, **changed}


def _practice(passage: KeptPassage, tags: Tags) -> dict[str, Any]:
    return {
        **passage.practice,
        "score": tags.score,
        "patterns": [
            {"code": label.code, "score": label.score, "evidence": list(map(list, label.evidence))}
            for label in tags.patterns
        ],
        "subtypes": list(tags.subtypes),
    }
