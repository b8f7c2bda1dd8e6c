"""The figures of a text whose layers are set by hand, for the tests of what they are."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from textmine.detect.layers import Focus, FoundPeriod, FoundPlace
from textmine.detect.quantities import QuantityFinder
from textmine.detect.segment import Segmenter
from textmine.extract.metrics import FoundMetric, make_metrics
from textmine.types import Level

NLP = spacy.blank("zh")
SEGMENTER = Segmenter(NLP.vocab)
QUANTITIES = QuantityFinder()
METRICS = make_metrics(NLP, "textmine_metrics")


def mark_doc(
    text: str,
    *,
    periods: dict[str, str | None] | None = None,
    places: tuple[str, ...] = (),
    focus: str | None = None,
) -> Doc:
    """A Doc with the layers that a test names: periods by their text, places, the focus."""
    doc = SEGMENTER(text)
    found = [(text.index(surface), surface, value) for surface, value in (periods or {}).items()]
    doc._.periods = tuple(FoundPeriod(at, at + len(s), s, value) for at, s, value in sorted(found))
    spots = sorted((at, name) for name in places for at in _all(text, name))
    doc._.places = tuple(FoundPlace(at, at + len(name), name, _level(name)) for at, name in spots)
    doc._.focus = Focus(focus, None, 0, level=_level(focus)) if focus else None
    return METRICS(QUANTITIES(doc))


def _level(name: str) -> Level:
    return {"镇": "township", "村": "village", "州": "city"}.get(name[-1], "county")  # type: ignore[return-value]


def _all(text: str, name: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(name, at)]


def metrics(text: str, **layers: object) -> tuple[FoundMetric, ...]:
    return mark_doc(text, **layers)._.metrics  # type: ignore[arg-type]
