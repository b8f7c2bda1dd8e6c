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
from textmine.detect.numbers.units import to_si
from textmine.detect.words import Words, with_digit_years
from textmine.extract.figures.aims import Plans
from textmine.extract.figures.anchors import Anchors
from textmine.extract.figures.bounding import modifier_of_verb
from textmine.extract.figures.by_deed.carried import carry_thing
from textmine.extract.figures.by_relation.listed import before_names
from textmine.extract.figures.by_relation.ranked import row_above
from textmine.extract.figures.by_relation.series import (
    Draft,
    before_bracket,
    goes_on,
    share_heads,
    spread_deeds,
    spread_rows,
    told_within,
)
from textmine.extract.figures.by_relation.shares import MOST_PARTS, count_parts
from textmine.extract.figures.by_rule.ages import find_age_limits, name_age
from textmine.extract.figures.changes import NONE, find_change
from textmine.extract.figures.confidence import Traits, confidence, traits_at, traits_of
from textmine.extract.figures.governing import flow_of, verb_of
from textmine.extract.figures.indicators import name_figure
from textmine.extract.figures.keys import ADDED, load_keys
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.figures.roles import has_parts, is_total, role_of
from textmine.extract.figures.screening import Screen
from textmine.extract.figures.tables import TableFigure, find_tables, table_figures
from textmine.extract.figures.unplaced import behind_places, without_place
from textmine.extract.phrases.clauses import Bounds, Spot, find_spots
from textmine.extract.setting.dating import Dates, end_of
from textmine.types import ChangeKind, MetricRole, Modifier, PlaceRef


@dataclass(slots=True)
class FoundMetric:
    """A figure of the text; `start`/`end` span its clause, the quantity stands within.

    `change_of` is the index of the metric whose level a rate belongs to; `traits` tell how sure
    it is. The other fields are those of `types.Metric`.
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
    traits: Traits

    @property
    def score(self) -> float:
        """A probability that value, unit, modifier, indicator and change are right."""
        return confidence(self.traits)


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
        found += [_finish_cell(figure, anchors) for figure in table_figures(text, span)]
    return _sort(found) if tables else found


def _lies_in(quantity: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= quantity.start < end for start, end in spans)


def _find_in_sentences(
    doc: Doc, text: str, quantities: Sequence[Quantity], anchors: Anchors
) -> list[FoundMetric]:
    text, words = with_digit_years(text, Words(doc._.words, doc._.word_starts, doc._.tags))
    screen = Screen(text)
    kept = [
        quantity if quantity.unit else replace(quantity, unit=screen.implied_unit(quantity) or "")
        for quantity in screen.keep(quantities)
    ]
    spots = find_spots(text, words, kept, Bounds(text, doc._.sentences))
    reading = Reading(text, words)
    drafts: list[Draft] = []
    for _ in spots:
        drafts.append(_draft(reading, spots, drafts))
    drafts = spread_rows(text, share_heads(text, spread_deeds(text, drafts)))
    plans = Plans(text, doc._.sections, doc._.periods)
    found = _rates_of_flows([_finish(draft, anchors, spots, plans) for draft in drafts])
    ages = find_age_limits(text, quantities) if "岁" in text else []
    taken = {spot.quantity.start for spot in spots}
    found += [_finish_age(reading, each) for each in ages if each.start not in taken]
    return _sort(found) if ages else found


def _rates_of_flows(found: list[FoundMetric]) -> list[FoundMetric]:
    """新增店铺30户，增长5%: the rate is of those added, not of all."""
    for at, metric in enumerate(found):
        level = None if metric.change_of is None else found[metric.change_of]
        if level and level.indicator == metric.indicator:
            key = level.indicator_key
            if level.change == "increase":
                key = load_keys().key(metric.indicator, ADDED, rate=True)
            found[at] = replace(metric, indicator_key=key)
    return found


def _sort(found: list[FoundMetric]) -> list[FoundMetric]:
    """In the order of the text; links follow."""
    order = sorted(range(len(found)), key=lambda index: found[index].quantity_start)
    place = {old: new for new, old in enumerate(order)}
    return [
        metric if metric.change_of is None else replace(metric, change_of=place[metric.change_of])
        for metric in (found[index] for index in order)
    ]


def _draft(reading: Reading, spots: Sequence[Spot], drafts: Sequence[Draft]) -> Draft:
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
    whole = None if higher or back else told_within(reading.text, spot, drafts)
    if near and change.relative:
        whole = whole or before_bracket(reading.text, spot, drafts)
    named = name_figure(reading, spot, change, whole or (above.named if above else None))
    if near is None and drafts and len(named.indicator or "") < 7:
        told = [(draft.spot, draft.named) for draft in drafts[-3:]]
        named = carry_thing(reading.text, spot, named, told)
    of = _level_of(drafts, named, spot) if change.relative else None
    opened = near.spot.quantity.number_start if near and earlier.starts else None
    listed = near is not None and named.action is None and goes_on(reading.text, near.spot, spot)
    shared = (near.named.action or near.shared) if listed and near else None
    return Draft(spot, named, change, of, number, opened=opened, shared=shared)


def _level_of(drafts: Sequence[Draft], named: Named, spot: Spot) -> int | None:
    """The index of the level that a rate of change belongs to."""
    for index in range(len(drafts) - 1, max(-1, len(drafts) - 6), -1):
        draft = drafts[index]
        if draft.spot.sentence != spot.sentence:
            return None
        if not draft.change.relative and draft.named.indicator == named.indicator:
            return index
    return None


@lru_cache(maxsize=8192)
def _key(indicator: str | None, deed: str = "") -> str | None:
    return load_keys().key(indicator, deed)


def _finish(draft: Draft, anchors: Anchors, spots: Sequence[Spot], plans: Plans) -> FoundMetric:
    text, spot, quantity = anchors.text, draft.spot, draft.spot.quantity
    named, action = draft.named, verb_of(spot, draft.named, draft.shared)
    row = anchors.row(spot.sentence_start, quantity.start, draft.share) if draft.share else []
    if row and draft.share:
        named = replace(named, indicator=behind_places(named.indicator, row) or named.indicator)
    indicator = without_place(text, named.indicator, spot, anchors)
    # what a rule states is of no time and place
    stand = None if named.way == "rule" else anchors.stand(quantity, spot.sentence_start)
    place = None
    if stand is not None:
        if named.way == "listed":  # no place among the names is that of their count
            stand = replace(stand, at=before_names(text, spot.clause_start, quantity.start))
        place = row[draft.share.rank] if row and draft.share else anchors.place(stand)
    period = anchors.period(stand, before=draft.opened) if stand else None
    if period and (draft.change.starts or draft.change.leads):
        period = end_of(period, first=draft.change.starts)
    role = role_of(spot, named, draft.change, action)
    general = stand is None or stand.general is not None
    if plans.is_target(spot, period, general=general):
        role = "target"
    return FoundMetric(
        start=spot.clause_start,
        end=max(spot.clause_end, quantity.end),
        quantity_start=quantity.start,
        quantity_end=quantity.end,
        indicator=indicator,
        indicator_key=_key(indicator, flow_of(text, spot, action, indicator or "", draft.change)),
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_si=to_si(quantity.value, quantity.value_max, quantity.unit),
        modifier=quantity.modifier or modifier_of_verb(text, spot),
        change=draft.change.kind,
        change_of=draft.of,
        period=period,
        place=place,
        action=action,
        role=role,
        total=is_total(text, spot) and has_parts(spots, draft.number),
        traits=traits_of(named.way, indicator, quantity.unit) + traits_at(text, spot, indicator),
    )


def _finish_age(reading: Reading, quantity: Quantity) -> FoundMetric:
    """A threshold of age, of no place and time."""
    indicator = name_age(reading, quantity)
    plain = _plain(quantity, (quantity.start, quantity.end), indicator, "rule")
    return replace(plain, modifier=quantity.modifier)


def _finish_cell(figure: TableFigure, anchors: Anchors) -> FoundMetric:
    stand = anchors.stand(figure.quantity, figure.row_start)
    place = anchors.place(stand)
    indicator = figure.indicator
    if place and len(indicator) > len(place.text):
        indicator = indicator.removeprefix(place.text)
    return replace(
        _plain(figure.quantity, (figure.row_start, figure.row_end), indicator, "table"),
        period=figure.period or anchors.period(stand),
        place=place,
        total=figure.total,
    )


def _plain(quantity: Quantity, span: tuple[int, int], indicator: str, way: str) -> FoundMetric:
    """A figure of which no more is known than what it counts."""
    return FoundMetric(
        start=span[0],
        end=span[1],
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
        period=None,
        place=None,
        action=None,
        role="context",
        total=False,
        traits=traits_of(way, indicator, quantity.unit),
    )


def _paragraph_starts(doc: Doc) -> list[int]:
    if doc._.paragraphs:
        return [stretch.start for stretch in doc._.paragraphs]
    return [0, *(match.end() for match in re.finditer("\n", text_of(doc)))]
