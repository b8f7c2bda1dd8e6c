"""Peers that want older libraries than textmine, on texts from standard input.

    python tests/benchmarks/apart.py ROUNDS < texts.json

speed.py runs this with the Python that they are installed for. Prints, by name, the seconds of
processor time that each round took, as JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

# What EDS-NLP does with rules and we do too: sentences, status of what is said, dates, quantities.
EDS_PIPES = ("normalizer", "sentences", "negation", "hypothesis", "dates", "quantities")
Work = Callable[[str], object]


def peers() -> Iterator[tuple[str, Work]]:
    """Name and work of each peer that is installed here."""
    if edsnlp := _module("edsnlp"):
        nlp = edsnlp.blank("eds")
        for name in EDS_PIPES:
            nlp.add_pipe(f"eds.{name}")
        yield "EDS-NLP, rules", nlp
    if recognizers := _module("recognizers_suite"):
        yield "Recognizers-Text, numbers", lambda text: recognizers.recognize_number(text, "zh-cn")
        yield "Recognizers-Text, dates", lambda text: recognizers.recognize_datetime(text, "zh-cn")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def measure(work: Work, texts: list[str], rounds: int) -> list[float]:
    """Seconds of each round; the first warms up and is left out."""
    seconds = []
    for _ in range(rounds + 1):
        began = time.process_time()
        for text in texts:
            work(text)
        seconds.append(time.process_time() - began)
    return seconds[1:]


def main() -> None:
    """Print the times of all peers."""
    texts, rounds = json.load(sys.stdin), int(sys.argv[1])
    print(json.dumps({name: measure(work, texts, rounds) for name, work in peers()}))


if __name__ == "__main__":
    main()
