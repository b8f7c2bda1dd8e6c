"""EDS-NLP's rule pipeline on texts from standard input: its seconds of processor time a round.

    python tests/benchmarks/eds.py ROUNDS < texts.json

It wants older libraries than textmine, so speed.py runs this with a Python of its own.
"""

from __future__ import annotations

import json
import sys
import time

import edsnlp

# What EDS-NLP does with rules and we do too: sentences, status of what is said, dates, quantities.
PIPES = ("normalizer", "sentences", "negation", "hypothesis", "dates", "quantities")


def main() -> None:
    """Print the seconds of each round as JSON; the first warms up and is left out."""
    texts = json.load(sys.stdin)
    nlp = edsnlp.blank("eds")
    for name in PIPES:
        nlp.add_pipe(f"eds.{name}")
    seconds = []
    for _ in range(int(sys.argv[1]) + 1):
        began = time.process_time()
        for text in texts:
            nlp(text)
        seconds.append(time.process_time() - began)
    print(json.dumps(seconds[1:]))


if __name__ == "__main__":
    main()
