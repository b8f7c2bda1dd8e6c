"""Makes stems.zip: what the names of villages and communities are made of.

    python build_stems.py villages.csv [-o stems.zip]

`villages.csv` is the list of villages and communities that README.md names (columns code, name,
streetCode …). The zip holds `stems.txt`, the names without their ending (柳林 of 柳林村委会), in
three parts with an empty line between: the usual ones, the common ones and the others; and
`chars.tsv`: for each character how much likelier it is at the beginning, in the middle and at the
end of such a name than in any text (natural logarithm times ten). Text is jieba's dictionary.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import jieba

ENDING = re.compile(
    r"(?:社区居民委员会|居民委员会|村民委员会|社区居委会|社区村委会|社区|村委会|居委会|村|嘎查委员会|嘎查"
    r"|委员会)+$"
)
STEM = re.compile(r"[\u4e00-\u9fff]{2,4}")
USUAL, COMMON = 30, 3  # villages of one name that make it a usual and a common one
LONGEST_COUNTED = 3  # characters: longer names are those of housing estates
CHARACTERS = 6000  # that a text may be made of, for smoothing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("villages", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "stems.zip")
    options = parser.parse_args()
    stems = Counter(read_stems(options.villages))
    usual = [stem for stem, count in stems.items() if count >= USUAL]
    common = [stem for stem, count in stems.items() if COMMON <= count < USUAL]
    others = [stem for stem, count in stems.items() if count < COMMON]
    lines = [*in_order(usual), "", *in_order(common), "", *in_order(others)]
    with zipfile.ZipFile(options.output, "w") as archive:
        write_member(archive, "stems.txt", lines)
        write_member(archive, "chars.tsv", odds_lines(stems))


def read_stems(path: Path) -> Iterator[str]:
    """The names of a list of villages without their endings."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            stem = ENDING.sub("", row["name"])
            if STEM.fullmatch(stem):
                yield stem


def in_order(stems: Iterable[str]) -> list[str]:
    return sorted(stems, key=lambda stem: (len(stem), stem))


def odds_lines(stems: Counter[str]) -> Iterator[str]:
    """Character, and its odds at the three positions."""
    text = character_counts()
    places: list[Counter[str]] = [Counter(), Counter(), Counter()]
    for stem, count in stems.items():
        if len(stem) <= LONGEST_COUNTED:
            weight = 1 + math.log(count)
            for position, character in zip(positions(len(stem)), stem, strict=True):
                places[position][character] += weight
    background = sum(text.values())
    for character in sorted(set().union(*places)):
        usual = (text[character] + 2) / (background + 2 * CHARACTERS)
        values = [
            round(10 * math.log((counts[character] + 0.5) / total(counts) / usual))
            for counts in places
        ]
        yield "\t".join([character, *map(str, values)])


def positions(length: int) -> list[int]:
    """0 for the first character, 1 for those between, 2 for the last."""
    return [0, *[1] * (length - 2), 2]


def total(counts: Counter[str]) -> float:
    return counts.total() + 0.5 * CHARACTERS


def character_counts() -> Counter[str]:
    """How often each character stands in the words of jieba's dictionary."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    counts: Counter[str] = Counter()
    with tokenizer.get_dict_file() as file:
        for line in file:
            word, frequency = line.decode("utf-8").split()[:2]
            for character in word:
                counts[character] += int(frequency)
    return counts


def write_member(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_LZMA
    archive.writestr(member, "".join(line + "\n" for line in lines))


if __name__ == "__main__":
    main()
