"""Pipelines of some components, for the tests of those alone."""

from __future__ import annotations

import spacy
from spacy.language import Language

from textmine import mine  # noqa: F401  (registers the components)


def pipeline(*names: str) -> Language:
    """A pipeline that segments and runs the components of these names."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "textmine_segmenter"}}})
    for name in names:
        nlp.add_pipe(name)
    return nlp
