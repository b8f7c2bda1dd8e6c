"""The API under generated requests: whatever is asked, it never fails on our side."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.web import make_database
from textmine.web.app import create_app
from textmine.web.options import WebOptions
from textmine.web.routes import api

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
hypothesis = pytest.importorskip("hypothesis")


def test_no_request_breaks_it(tmp_path: Path) -> None:
    app = create_app(make_database(tmp_path / "cases.db"), WebOptions())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the generator, not of ours
        described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
        tried: list[int] = []
        asked = []
        for operation in described.get_all_operations():
            asked.append(operation.ok().path)
            _try(operation.ok(), tried)
    routes = {route.path for route in api.router.routes}
    assert set(asked) == routes
    assert max(tried) < 500
    assert tried.count(200) >= 20


def _try(operation: Any, tried: list[int]) -> None:
    @hypothesis.settings(
        max_examples=10,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        tried.append(case.call().status_code)

    ask()
