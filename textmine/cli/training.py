"""Commands of the classifier: train, taxonomy."""

from __future__ import annotations
