"""Stands for rapidocr: knows pages by how grey they are, and writes down which it was shown.

In the folder that it is copied to, `seen` gets a line a page; a page whose number stands in
`poison` kills the process.
"""

import os
import signal
from pathlib import Path
from types import SimpleNamespace

STEP = 20  # of grey between two pages
HEIGHT = 40.0
TEXTS = {
    1: ["寿光市推行村企联建的做法", "2009年以来，寿光市推行村企联建，主要做法是："],
    2: ["一是村企联建。组织17家企业与15个村党支部结对，建立联合党总支9个。"],
    3: ["二是支部领办合作社。依托合作社建立党小组12个，", "带动农户300户。"],
}
SCORES = {1: [0.95, 0.85], 2: [0.8], 3: [0.6, 0.9]}  # of each line


class RapidOCR:
    """The engine."""

    def __init__(self, params: dict) -> None:
        self._folder = Path(__file__).parent

    def __call__(self, picture) -> SimpleNamespace:
        number = round(float(picture.mean()) / STEP)
        with (self._folder / "seen").open("a", encoding="utf-8") as file:
            file.write(f"{number}\n")
        if str(number) in self._read("poison"):
            os.kill(os.getpid(), signal.SIGKILL)
        lines = TEXTS.get(number, [])
        boxes = [_box(row, text) for row, text in enumerate(lines)] if lines else None
        return SimpleNamespace(boxes=boxes, txts=lines, scores=SCORES.get(number))

    def _read(self, name: str) -> list[str]:
        path = self._folder / name
        return path.read_text(encoding="utf-8").split() if path.exists() else []


def _box(row: int, text: str) -> list[list[float]]:
    top, bottom, right = 100 + 80 * row, 100 + 80 * row + HEIGHT, 100 + HEIGHT * len(text)
    return [[100, top], [right, top], [right, bottom], [100, bottom]]
