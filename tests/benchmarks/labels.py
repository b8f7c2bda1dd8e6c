"""How fast the classifier loads, scores, judges and trains: one table, one core.

python tests/benchmarks/labels.py            # add --train for the training time
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rjieba

from textmine import resources
from textmine.extract.candidates import CandidatePractice
from textmine.label.compiled import read_model
from textmine.label.model import PracticeLabeller
from textmine.label.training.corpus import read_corpus

ROUNDS = 5


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    """Print the table."""
    folder = resources.find("models/patterns")
    model = read_model(folder)
    corpus = resources.find("corpora/practices")
    texts = [e.text for e in read_corpus(corpus, model.taxonomy) if e.is_practice]
    labeller = PracticeLabeller(model)
    items = [
        CandidatePractice(
            start=0, end=len(text), kind="item", role="practice", name="", status="implemented"
        )
        for text in texts
    ]
    segmenter = rjieba.Jieba()
    words = [[start for _, start, _ in segmenter.tokenize(text)] for text in texts]

    def judge() -> None:
        list(labeller.judge(texts, items, words))

    print("| what | figure |\n|---|---|")
    print(f"| load | {best(lambda: read_model(folder)):.3f} s |")
    print(f"| practices scored a second | {len(texts) / best(lambda: model.score(texts)):,.0f} |")
    print(f"| practices judged a second, with evidence | {len(texts) / best(judge):,.0f} |")
    if "--train" in sys.argv:
        from textmine.label.training.train import train

        with tempfile.TemporaryDirectory() as place:
            seconds = best(lambda: train(corpus, folder / "taxonomy.toml", Path(place)), 1)
        print(f"| training, with all its scores | {seconds:.0f} s |")


if __name__ == "__main__":
    main()
