"""Figures as complete records: spaCy component `textmine_metrics`.

A quantity that is a metric gets what it counts, how it changed, of when and where it is. See
`indicators`, `changes`, `anchors` and `screening` in `figures` for each part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect.layers import Quantity, text_of
from textmine.detect.units import to_si
from textmine.detect.words import Words
from textmine.extract.figures.ages import find_age_limits, name_age
from textmine.extract.figures.anchors import Anchors
from textmine.extract.figures.bounding import modifier_of_verb
from textmine.extract.figures.carried import carry_thing
from textmine.extract.figures.changes import NONE, FoundChange, find_change
from textmine.extract.figures.confidence import confidence
from textmine.extract.figures.distribution import Figure, Share, spread
from textmine.extract.figures.indicators import name_figure
from textmine.extract.figures.keys import load_keys
from textmine.extract.figures.ranked import row_above
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.figures.roles import has_parts, is_total, role_of
from textmine.extract.figures.screening import Screen
from textmine.extract.figures.shares import MOST_PARTS, count_parts
from textmine.extract.figures.tables import TableFigure, find_tables, table_figures
from textmine.extract.figures.unplaced import behind_places, without_place
from textmine.extract.phrases.clauses import Bounds, Spot, find_spots
from textmine.extract.setting.dating import Dates
from textmine.types import ChangeKind, MetricRole, Modifier, PlaceRef


@dataclass(slots=True)
class FoundMetric:
    """A figure of the text; `start`/`end` span its clause, the quantity stands within.

    `change_of` is the index of the metric whose level a rate belongs to. The other fields are
    those of `types.Metric`.
    """

    start: int
    end: int
    quantity_start: int
    quantity_end: int
    indicator: str | None
    indicator_key: str | None
    value: float
    value_max: float | None
    unit: str
    unit_si: Mapping[str, float | str | None] | None
    modifier: Modifier | None
    change: ChangeKind | None
    change_of: int | None
    period: str | None
    place: PlaceRef | None
    action: str | None
    role: MetricRole | None
    total: bool
    score: float | None


class MetricFinder:
    """Sets `doc._.metrics`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.metrics = tuple(find_metrics(doc))
        return doc


@Language.factory(
    "textmine_metrics",
    requires=["doc._.quantities", "doc._.sentences", "doc._.periods", "doc._.places"],
    assigns=["doc._.metrics"],
)
def make_metrics(nlp: Language, name: str) -> MetricFinder:
    """What spaCy calls for `textmine_metrics`."""
    if not Doc.has_extension("metrics"):
        Doc.set_extension("metrics", default=())
    return MetricFinder()


def find_metrics(doc: Doc) -> list[FoundMetric]:
    """The metrics of a marked Doc; layers that are empty are done without."""
    text = text_of(doc)
    title = doc._.article.title if doc._.article else None
    dates = Dates(text, doc._.periods, doc._.headings, title)
    anchors = Anchors(
        text, dates, doc._.places, doc._.focus, _paragraph_starts(doc), doc._.headings
    )
    tables = find_tables(text)
    running = [
        quantity
        for quantity in doc._.quantities
        if not (anchors.names(quantity) or (tables and _lies_in(quantity, tables)))
    ]
    found = _find_in_sentences(doc, text, running, anchors)
    for span in tables:
        found += [_finish_cell(text, figure, anchors) for figure in table_figures(text, span)]
    return _sort(found) if tables else found


def _lies_in(quantity: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= quantity.start < end for start, end in spans)


def _find_in_sentences(
    doc: Doc, text: str, quantities: Sequence[Quantity], anchors: Anchors
) -> list[FoundMetric]:
    words = Words(doc._.words, doc._.word_starts, doc._.tags)
    screen = Screen(text)
    kept = [
        quantity if quantity.unit else replace(quantity, unit=screen.implied_unit(quantity) or "")
        for quantity in screen.keep(quantities)
    ]
    spots = find_spots(text, words, kept, Bounds(text, doc._.sentences))
    reading = Reading(text, words)
    drafts: list[_Draft] = []
    for _ in spots:
        drafts.append(_draft(reading, spots, drafts))
    drafts = _spread_rows(text, _spread_deeds(text, drafts))
    found = [_finish(text, draft, anchors, spots) for draft in drafts]
    ages = find_age_limits(text, quantities) if "岁" in text else []
    taken = {spot.quantity.start for spot in spots}
    found += [_finish_age(reading, each) for each in ages if each.start not in taken]
    return _sort(found) if ages else found


def _sort(found: list[FoundMetric]) -> list[FoundMetric]:
    """In the order of the text; links follow."""
    order = sorted(range(len(found)), key=lambda index: found[index].quantity_start)
    place = {old: new for new, old in enumerate(order)}
    return [
        metric if metric.change_of is None else replace(metric, change_of=place[metric.change_of])
        for metric in (found[index] for index in order)
    ]


@dataclass(slots=True)
class _Draft:
    spot: Spot
    named: Named
    change: FoundChange
    of: int | None
    number: int  # among the drafts
    share: Share | None = None  # what 分别 gives it
    # where the number of the first end stands, for the second end of a change
    opened: int | None = None
    shared: str | None = None  # the verb of the list that it stands in


def _draft(reading: Reading, spots: Sequence[Spot], drafts: Sequence[_Draft]) -> _Draft:
    """What is known of the first spot behind those of *drafts*."""
    number = len(drafts)
    spot = spots[number]
    near = drafts[-1] if drafts and drafts[-1].spot.sentence == spot.sentence else None
    earlier = near.change if near else NONE
    change = find_change(reading.text, spot, earlier, near.spot.quantity.value if near else None)
    row = spots[max(0, number - MOST_PARTS) : number]
    back = count_parts(reading.text, spot, row) if near else 0
    higher = row_above(reading.text, spot, row) if near and not back else 0
    above = drafts[-(higher or back + 1)] if higher or back else near
    whole = None if higher or back else _told_within(reading.text, spot, drafts)
    named = name_figure(reading, spot, change, whole or (above.named if above else None))
    if near is None and drafts and len(named.indicator or "") < 7:
        told = [(draft.spot, draft.named) for draft in drafts[-3:]]
        named = carry_thing(reading.text, spot, named, told)
    of = _level_of(drafts, named, spot) if change.relative else None
    opened = near.spot.quantity.number_start if near and earlier.starts else None
    listed = near is not None and named.action is None and _goes_on(reading.text, near.spot, spot)
    shared = (near.named.action or near.shared) if listed and near else None
    return _Draft(spot, named, change, of, number, opened=opened, shared=shared)


def _told_within(text: str, spot: Spot, drafts: Sequence[_Draft]) -> Named | None:
    """收入超10万元的村 of 12个村收入超10万元，占71%: those whose name holds the figure before."""
    if len(drafts) < 2 or not text.startswith("占", spot.clause_start):
        return None
    last, whole = drafts[-1].spot, drafts[-2]
    said = text[last.quantity.number_start : last.quantity.end]
    same = last.sentence == whole.spot.sentence == spot.sentence
    if not same or said not in (whole.named.indicator or ""):
        return None
    return replace(whole.named, head=whole.named.indicator, way="before", part=None)


def _goes_on(text: str, last: Spot, spot: Spot) -> bool:
    """Whether a figure stands in the list of the one before: 新建农庄2家、旅游点14家."""
    if last.clause != spot.clause or last.quantity.unit.endswith("元"):
        return False
    end = last.after.start + len(last.after.text) if last.after.text else last.quantity.end
    return text[end : end + 1] in ("、", "和", "及") and "的" not in text[end : spot.quantity.start]


def _spread_rows(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """With the figures behind 分别 given to what each belongs to."""
    figures = [Figure(draft.spot, draft.change, draft.named.indicator) for draft in drafts]
    for index, share in spread(text, figures).items():
        draft = drafts[index]
        named = replace(draft.named, indicator=share.indicator, head=share.indicator, way="spread")
        of = draft.of if share.of is None else share.of
        drafts[index] = replace(draft, named=named, of=of, share=share)
    return drafts


def _spread_deeds(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """在105家企业和87个合作社建立党组织: the deed behind the last is that of all of the series."""
    for index in range(len(drafts) - 1, 0, -1):
        last, draft = drafts[index], drafts[index - 1]
        head, whole = last.named.head, last.named.indicator or ""
        fated = FATED.fullmatch(whole) if whole[:1] in ("受", "参", "加") else None
        if fated:  # 82个村、3万人口受益
            head, whole = "人口", f"{fated[1]}的人口"
        if not head or "的" not in whole or last.spot.before.elided:
            continue  # 25个县市重建的631个场所: told before the number
        named = draft.named
        share = "占比" if whole.endswith("占比") else ""
        whole = whole.removesuffix(share)
        plain = (named.indicator or "").removesuffix(share) == named.head
        if not whole.endswith(f"的{head}") or not plain:
            continue
        start = draft.spot.after.start + len(draft.spot.after.text)
        between = text[start : last.spot.quantity.start] if draft.spot.after.text else "。"
        apart = between or not share  # 6个镇30%的店: the share is of the villages
        if apart and draft.spot.clause == last.spot.clause and SERIES.fullmatch(between):
            joined = whole.removesuffix(head) + (named.head or "") + share
            drafts[index - 1] = replace(draft, named=replace(named, indicator=joined))
    return drafts


# What became of persons, who are told by nothing else.
FATED = re.compile(r"(受益|受灾|受影响|受惠|参与|参加|加入)的?(?:人口|人员|农户)")
SERIES = re.compile(
    r"|[、和与及]|以及|(?:相继|分别|先后|自愿)?(?:与|和|同|跟)[^，,。；;\d]{0,14}|、[^，,。；;、\d]{0,5}"
)


def _level_of(drafts: Sequence[_Draft], named: Named, spot: Spot) -> int | None:
    """The index of the level that a rate of change belongs to."""
    for index in range(len(drafts) - 1, max(-1, len(drafts) - 6), -1):
        draft = drafts[index]
        if draft.spot.sentence != spot.sentence:
            return None
        if not draft.change.relative and draft.named.indicator == named.indicator:
            return index
    return None


@lru_cache(maxsize=8192)
def _key(indicator: str | None) -> str | None:
    return load_keys().key(indicator)


def _finish(text: str, draft: _Draft, anchors: Anchors, spots: Sequence[Spot]) -> FoundMetric:
    spot, quantity = draft.spot, draft.spot.quantity
    named, action = draft.named, draft.named.action
    row = anchors.row(spot.sentence_start, quantity.start, draft.share) if draft.share else []
    if row and draft.share:
        named = replace(named, indicator=behind_places(named.indicator, row) or named.indicator)
    indicator = without_place(text, named.indicator, spot, anchors)
    # what a rule states is of no time and place
    stand = None if named.way == "rule" else anchors.stand(quantity, spot.sentence_start)
    return FoundMetric(
        start=spot.clause_start,
        end=max(spot.clause_end, quantity.end),
        quantity_start=quantity.start,
        quantity_end=quantity.end,
        indicator=indicator,
        indicator_key=_key(indicator),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_si=to_si(quantity.value, quantity.value_max, quantity.unit),
        modifier=quantity.modifier or modifier_of_verb(text, spot),
        change=draft.change.kind,
        change_of=draft.of,
        period=anchors.period(stand, before=draft.opened) if stand else None,
        place=None
        if stand is None
        else row[draft.share.rank]
        if row and draft.share
        else anchors.place(stand),
        action=action,
        role=role_of(spot, named, draft.change, draft.shared),
        total=is_total(text, spot) and has_parts(spots, draft.number),
        score=confidence(named.way, named.indicator),
    )


def _finish_age(reading: Reading, quantity: Quantity) -> FoundMetric:
    """A threshold of age, of no place and time."""
    indicator = name_age(reading, quantity)
    return FoundMetric(
        start=quantity.start,
        end=quantity.end,
        quantity_start=quantity.start,
        quantity_end=quantity.end,
        indicator=indicator,
        indicator_key=_key(indicator),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_si=to_si(quantity.value, quantity.value_max, quantity.unit),
        modifier=quantity.modifier,
        change=None,
        change_of=None,
        period=None,
        place=None,
        action=None,
        role="context",
        total=False,
        score=confidence("rule", indicator),
    )


def _finish_cell(text: str, figure: TableFigure, anchors: Anchors) -> FoundMetric:
    quantity = figure.quantity
    stand = anchors.stand(quantity, figure.row_start)
    place = anchors.place(stand)
    indicator = figure.indicator
    if place and len(indicator) > len(place.text):
        indicator = indicator.removeprefix(place.text)
    return FoundMetric(
        start=figure.row_start,
        end=figure.row_end,
        quantity_start=quantity.start,
        quantity_end=quantity.end,
        indicator=indicator or None,
        indicator_key=_key(indicator),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_si=to_si(quantity.value, quantity.value_max, quantity.unit),
        modifier=None,
        change=None,
        change_of=None,
        period=figure.period or anchors.period(stand),
        place=place,
        action=None,
        role="context",
        total=figure.total,
        score=confidence("table", indicator),
    )


def _paragraph_starts(doc: Doc) -> list[int]:
    if doc._.paragraphs:
        return [stretch.start for stretch in doc._.paragraphs]
    return [0, *(match.end() for match in re.finditer("\n", text_of(doc)))]
