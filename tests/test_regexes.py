"""No expression of the package can be slowed down by a text that is made for it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import regexes

ROOT = Path(__file__).parents[1]
LEAST = 500  # expressions: fewer, and they were not found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ends expressions by a POSIX timer")
def test_work_grows_with_the_text_and_no_faster() -> None:
    """Where this fails, it prints the expression and the text; see docs/extend.en.md."""
    command = [sys.executable, str(ROOT / "tests/regexes.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert [json.loads(line) for line in lines if not line.startswith("#")] == []
    assert int(lines[-1].rpartition(" ")[2]) > LEAST


KNOWN = [
    (r"\s*[,，]\s*", True),
    (r"(?:a|aa)+$", True),
    (r"(?:<!--.*?-->\s*)*<p", True),
    (r"[一二三]+家$", True),
    (r"(?<!\s)\s*+[,，]\s*+", False),
    (r"[一二三]{1,6}家$", False),
    (r"党员\d{1,9}名", False),
    (r"^\s*第.{1,9}条", False),
]


@pytest.fixture(scope="module")
def judged() -> dict[str, bool]:
    """Whether each known expression is found slow, in one process that a timer may interrupt.

    What is known to be slow is believed sooner than what is looked for.
    """
    code = "import json, re, signal, sys; from tests import regexes as r; r.RUNS, r.ENDED = 3, 2; "
    code += "signal.signal(signal.SIGALRM, r._stop); print(json.dumps({p: r.slowness("
    code += "r.Found(re.compile(p), ''), False) is not None for p in json.loads(sys.argv[1])}))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, json.dumps([pattern for pattern, _ in KNOWN])]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found: dict[str, bool] = json.loads(run.stdout)
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ends expressions by a POSIX timer")
@pytest.mark.parametrize(("pattern", "slow"), KNOWN)
def test_what_is_slow_is_found(judged: dict[str, bool], pattern: str, slow: bool) -> None:
    assert judged[pattern] is slow


@pytest.mark.parametrize(
    "pattern", ["[^\\w]x*", "a{3,}(b|c)*?d++", "(?>a+)(?=b)(?!c)x", "第(?:[一二]+)条"]
)
def test_samples_are_made_of_every_kind(pattern: str) -> None:
    assert all(all(isinstance(part, str) for part in parts) for parts in
               regexes.texts_for(re.compile(pattern)))  # fmt: skip


def test_bytes_are_read_as_characters_of_the_same_numbers() -> None:
    """Else half of an expression over files as they came would never be looked at."""
    found = regexes.Found(re.compile(rb"\xff+\w", re.IGNORECASE), "")
    assert found.as_text().pattern == r"\xff+\w"
    assert found.as_text().search("\xff\xe9") is None
    assert found.as_text().search("\xffA")
