"""One article of an export against its gold: what is counted, and what was missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from textmine.evaluate.compare import (
    Raw,
    align_quantities,
    change_kind,
    overlap,
    phrase_match,
    place_name,
    reads_back,
    shingles,
    squash,
    text_or_none,
)

# Intersection over union of 4-grams from which two practices are the same, and the same exactly.
SAME_PRACTICE, TIGHT_PRACTICE = 0.5, 0.8


@dataclass(slots=True)
class Tally:
    """Counts over all articles: `found` sums (right, predicted, gold), `share` right answers.

    `article` is the one that is being scored: misses begin with its name. `said` holds the
    `score` of each value that has one, beside whether the value is right.
    """

    article: str = ""
    found: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    share: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    patterns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    said: dict[str, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, right: int, predicted: int, gold: int) -> None:
        """Add to what *name* found of what was to be found."""
        _add(self.found[name], right, predicted, gold)

    def check(self, name: str, right: bool, miss: str) -> None:
        """Add an answer of *name*; a wrong one is told as *miss*."""
        self.share[name].append(right)
        if not right:
            self.miss(miss)

    def label(self, code: str, *, wanted: bool, got: bool) -> None:
        """Add a pattern of a practice: whether the gold has it, and whether the export has."""
        _add(self.patterns[code], wanted and got, got, wanted)

    def say(self, name: str, value: Mapping[str, Any], right: bool) -> None:
        """Add the probability that a value gives itself, and whether it is right."""
        score = value.get("score")
        if score is not None:
            self.said[name].append((float(score), right))

    def miss(self, what: str) -> None:
        """Tell what was missed, invented or wrong in this article."""
        self.misses.append(f"{self.article} {what}")


def _add(row: list[int], right: int, predicted: int, gold: int) -> None:
    row[0], row[1], row[2] = row[0] + right, row[1] + predicted, row[2] + gold


def score_article(
    gold: Mapping[str, Any], body: str, record: Mapping[str, Any], tally: Tally
) -> None:
    """Add one article of the export to the tally; *body* is its text as it should read."""
    tally.article, text = gold["article"], record.get("text", "")
    want, got = shingles(body, 5), shingles(text, 5)
    tally.count("clean", overlap(want, got), got.total(), want.total())
    score_fields(gold, record, tally)
    score_places(gold["places"], record.get("places", []), text, tally)
    pairs = score_metrics(gold["metrics"], record.get("metrics", []), tally)
    headings = Counter(squash(h["text"]) for h in record.get("headings", []))
    wanted = Counter(squash(heading) for heading in gold["headings"])
    tally.count("headings", (wanted & headings).total(), headings.total(), wanted.total())
    own = pair_practices(gold["practices"], record.get("practices", []), (body, text), tally)
    score_practices(gold["practices"], record.get("practices", []), own, pairs, tally)


def score_fields(gold: Mapping[str, Any], record: Mapping[str, Any], tally: Tally) -> None:
    """What is said of the article as a whole."""
    for key in ("title", "author", "date", "variant", "truncated"):
        want, got = gold.get(key), record.get(key)
        if key in ("title", "author"):
            right = squash(want or "") == squash(got or "")
        else:
            right = want == got
        miss = f"meta {key}: want {want!r}, got {got!r}"
        tally.check("meta", right and bool(record.get("text")), miss)


def score_places(
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    text: str,
    tally: Tally,
) -> None:
    """Mentions of places by their words, and the code of each name by what most of them got."""
    want = Counter({place["text"]: place.get("count", 1) for place in gold})
    got = Counter(p["text"] for p in found if text[p["start"] : p["end"]] == p["text"])
    got["\0"] += len(found) - got.total()  # a place that is not where it says
    tally.count("places", (want & got).total(), got.total(), want.total())
    for kind, left in (("missed", want - got), ("invented", got - want)):
        for mention, times in left.items():
            tally.miss(f"place {kind}: {mention} x{times}")
    codes: dict[str, Counter[str | None]] = defaultdict(Counter)
    for place in found:
        codes[place["text"]][place.get("adcode")] += 1
    for place in gold:
        if place.get("adcode"):
            counted = codes.get(place["text"])
            code = counted.most_common(1)[0][0] if counted else None
            also = place.get("adcode_alt") or []
            right = str(code or "") in map(str, [place["adcode"], *_as_list(also)])
            miss = f"place code {place['text']}: want {place['adcode']}, got {code}"
            tally.check("place_codes", right, miss)
            for mention in found:
                if mention["text"] == place["text"]:
                    own = str(mention.get("adcode") or "")
                    tally.say(
                        "places", mention, own in map(str, [place["adcode"], *_as_list(also)])
                    )


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def score_metrics(
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    tally: Tally,
) -> list[tuple[int, int]]:
    """The pairs (gold index, found index) of equal quantities, in order."""
    pairs = align_quantities(gold, found)
    tally.count("metrics", len(pairs), len(found), len(gold))
    hit_gold, hit_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for kind, metrics, hit in (("missed", gold, hit_gold), ("invented", found, hit_found)):
        for index, metric in enumerate(metrics):
            if index not in hit:
                what = f"{metric.get('value')}{metric.get('unit')} «{metric.get('text')}»"
                tally.miss(f"metric {kind}: {what}")
    for i, j in pairs:
        compare_metric(gold[i], found[j], tally)
    for index, metric in enumerate(found):
        if index not in hit_found:
            tally.say("metrics", metric, right=False)
    tally.share["metric_all"] += [False] * (len(gold) - len(pairs))
    return pairs


def compare_metric(gold: Mapping[str, Any], found: Mapping[str, Any], tally: Tally) -> None:
    """The fields of two metrics of the same quantity."""
    checks = {
        "indicator": phrase_match(gold["indicator"], found.get("indicator")),
        "period": text_or_none(gold, "period") == text_or_none(found, "period"),
        "change": change_kind(gold) == change_kind(found),
        "modifier": text_or_none(gold, "modifier") == text_or_none(found, "modifier"),
        "place": place_name(gold.get("place")) == place_name(found.get("place")),
    }
    for key, right in checks.items():
        want, got = gold.get(key), found.get(key)
        miss = f"metric {key} «{gold['text']}»: want {want!r}, got {got!r}"
        tally.check(f"metric_{key}", right, miss)
    tally.share["metric_all"].append(all(checks.values()))
    tally.say("metrics", found, checks["indicator"] and checks["change"] and checks["modifier"])
    for key in ("change", "modifier", "period"):
        if key == "change":
            want, got = change_kind(gold), change_kind(found)
        else:
            want, got = text_or_none(gold, key), text_or_none(found, key)
        right = want is not None and want == got
        tally.count(f"metric_{key}", right, got is not None, want is not None)


def pair_practices(
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    texts: tuple[str, str],
    tally: Tally,
) -> dict[int, int]:
    """Gold index → index of the practice that shares most of its words; each is taken once."""
    body, text = texts
    wanted = [shingles(gold_span(practice, body)) for practice in gold]
    got = [shingles(text[practice["start"] : practice["end"]]) for practice in found]
    alike = [
        (overlap(a, b) / max(1, (a | b).total()), i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(got)
    ]
    match: dict[int, int] = {}
    tight = 0
    for likeness, i, j in sorted(alike, reverse=True):
        if likeness >= SAME_PRACTICE and i not in match and j not in match.values():
            match[i] = j
            tight += likeness >= TIGHT_PRACTICE
    tally.count("practices", len(match), len(found), len(gold))
    tally.count("practices_tight", tight, len(found), len(gold))
    return match


def score_practices(
    gold: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
    match: Mapping[int, int],
    metric_pairs: Sequence[tuple[int, int]],
    tally: Tally,
) -> None:
    """The fields of practices that match, and the patterns of those that do not."""
    to_gold = {j: i for i, j in metric_pairs}
    for i, j in match.items():
        compare_practice(gold[i], found[j], to_gold, tally)
    hit = set(match), set(match.values())
    for index, practice in enumerate(found):
        tally.say("practices", practice, index in hit[1])
    for kind, practices, matched in (("missed", gold, hit[0]), ("invented", found, hit[1])):
        for index, practice in enumerate(practices):
            if index not in matched:
                tally.miss(f"practice {kind}: {practice.get('name')}")
                for code in codes_of(practice):
                    tally.label(code, wanted=kind == "missed", got=kind == "invented")


def gold_span(practice: Mapping[str, Any], body: str) -> str:
    """The words of a gold practice, which names how it begins and ends."""
    start = body.find(practice["starts"])
    end = body.find(practice["ends"], start)
    if start < 0 or end < 0:
        return str(practice["starts"])
    return body[start : end + len(practice["ends"])]


def compare_practice(
    gold: Mapping[str, Any],
    found: Mapping[str, Any],
    to_gold: Mapping[int, int],
    tally: Tally,
) -> None:
    """The fields of a practice; *to_gold* says which gold metric a found one is."""
    label = f"practice {gold['name']!r}"
    named = phrase_match(gold["name"], found.get("name"))
    tally.check("practice_name", named, f"{label} name: got {found.get('name')!r}")
    status = gold.get("status") == found.get("status")
    tally.check("practice_status", status, f"{label} status: got {found.get('status')!r}")
    place = place_name(gold.get("place")) == place_name(found.get("place"))
    miss = f"{label} place: want {gold.get('place')!r}, got {found.get('place')!r}"
    tally.check("practice_place", place, miss)
    mine = {to_gold.get(index, -1 - index) for index in found.get("metrics") or []}
    theirs = set(gold.get("metrics") or [])
    tally.count("practice_metrics", len(mine & theirs), len(mine), len(theirs))
    own, want = set(found.get("subtypes") or []), set(gold.get("subtypes") or [])
    tally.count("subtypes", len(own & want), len(own), len(want))
    wanted, got = codes_of(gold), codes_of(found)
    tally.share["pattern_top"].append(bool(got) and got[0] in wanted)
    for code in {*wanted, *got}:
        tally.label(code, wanted=code in wanted, got=code in got)
    for each in found.get("patterns", []):
        if isinstance(each, Mapping):
            tally.say("patterns", each, each["code"] in wanted)
    if set(wanted) != set(got):
        tally.miss(f"{label} patterns: want {wanted}, got {got}")


def codes_of(practice: Mapping[str, Any]) -> list[str]:
    """The codes of its patterns, the main one first."""
    patterns = practice.get("patterns", [])
    return [label["code"] if isinstance(label, Mapping) else label for label in patterns]


def check_provenance(record: Mapping[str, Any], raw: str, tally: Tally) -> None:
    """Each span must read back from the raw file."""
    for kind in ("headings", "places", "metrics", "practices"):
        for value in record.get(kind, []):
            if kind != "headings" or value.get("source_start") is not None:
                cut = record["text"][value["start"] : value["end"]]
                right = kind == "practices" or value.get("text") == cut
                right = right and reads_back(cut, value, raw, _kind_of(record))
                tally.check("provenance", right, f"provenance {kind}: {cut[:30]!r}")


def _kind_of(record: Mapping[str, Any]) -> Raw:
    html = record["source"].get("media_type") == "text/html"
    return Raw(traditional=record.get("variant") == "hant", markup=html)
