"""Errors name their document, say what to do, and survive the way between processes."""

from __future__ import annotations

import pickle

import pytest

from textmine import errors
from textmine.errors import REASONS, SourceError, TextmineError

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, TextmineError)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_pickling(kind: type[TextmineError]) -> None:
    back = pickle.loads(pickle.dumps(kind("a.doc", "is damaged")))
    assert (type(back), str(back), back.subject) == (kind, "a.doc: is damaged", "a.doc")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_docstring_draws_the_tree(kind: type[TextmineError]) -> None:
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__


def test_reasons_are_those_of_the_errors() -> None:
    assert {kind.reason for kind in SourceError.__subclasses__()} | {"internal"} == set(REASONS)
