"""What a figure counts: the shortest noun phrase that stays clear out of context.

Each rule is a function that names a figure or passes; the first that names it wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from textmine.detect.numbers.units import load_units
from textmine.extract.figures.by_deed.deeds import (
    name_by_action,
    name_by_deed,
    name_by_predicate,
    name_fate,
)
from textmine.extract.figures.by_deed.earned import name_copied, name_earned
from textmine.extract.figures.by_deed.given import name_given
from textmine.extract.figures.by_deed.met import name_gone, name_judged, name_won
from textmine.extract.figures.by_deed.parted import name_paid, name_parted_sum
from textmine.extract.figures.by_deed.received import name_received
from textmine.extract.figures.by_deed.served import UNITS as SERVED_IN
from textmine.extract.figures.by_deed.served import name_served
from textmine.extract.figures.by_deed.spent import name_spent
from textmine.extract.figures.by_deed.sums import name_sum
from textmine.extract.figures.by_deed.verbed import name_verbed
from textmine.extract.figures.by_noun.attributes import name_attribute
from textmine.extract.figures.by_noun.before import (
    name_before,
    name_employed,
    name_listed_place,
    name_passed,
    name_relative,
    name_threshold,
)
from textmine.extract.figures.by_noun.behind import name_behind, name_funds
from textmine.extract.figures.by_noun.context import enrich
from textmine.extract.figures.by_noun.owned import name_being, name_having, name_held, name_owned
from textmine.extract.figures.by_noun.owners import fill_bare, name_payer, name_rate, name_wage
from textmine.extract.figures.by_noun.reaching import name_limited, name_reaching
from textmine.extract.figures.by_noun.sizes import (
    name_bounded,
    name_dimension,
    name_ground,
    name_housed,
    name_household,
    name_inhabitants,
    name_made_of,
    name_room,
)
from textmine.extract.figures.by_relation.borne import name_borne
from textmine.extract.figures.by_relation.classes import (
    name_class,
    name_group,
    name_manner,
    name_part,
    name_step,
    name_topic,
)
from textmine.extract.figures.by_relation.inherited import name_inherited, name_stock
from textmine.extract.figures.by_relation.listed import name_listed
from textmine.extract.figures.by_relation.ranked import name_extreme, name_like, name_ranked
from textmine.extract.figures.by_relation.shares import (
    name_acting,
    name_ahead,
    name_among,
    name_gap,
    name_portion,
    name_recovered,
    name_share,
    name_taken,
)
from textmine.extract.figures.by_relation.used import name_use
from textmine.extract.figures.by_rule.norms import (
    name_discount,
    name_distance,
    name_each,
    name_limit,
    name_often,
    name_parted,
    name_rank,
)
from textmine.extract.figures.by_rule.priced import name_priced
from textmine.extract.figures.by_rule.standards import (
    name_premium,
    name_rate_of,
    name_ruled,
    name_standard,
)
from textmine.extract.figures.changes import FoundChange
from textmine.extract.figures.finishing import finish
from textmine.extract.figures.reading import Named, Reading
from textmine.extract.phrases.clauses import Spot
from textmine.extract.phrases.nouns import AREAS, PEOPLE, is_count, is_money

Rule = Callable[[Reading, Spot, Named | None], Named | None]


def name_figure(reading: Reading, spot: Spot, change: FoundChange, previous: Named | None) -> Named:
    """The indicator of *spot*; *previous* is the figure before it in the sentence."""
    if previous and previous.way == "class":
        previous = replace(previous, indicator=previous.head)
    rules = _rules_for(spot.quantity.unit, previous is not None)
    named = (
        _first(rules.told, reading, spot, previous)
        or (None if spot.after.text else _first(rules.among, reading, spot, previous))
        or name_inherited(spot, change, previous)
        or (_first(rules.behind, reading, spot, previous) if spot.is_followed else None)
        or _first(rules.before if spot.before.text else rules.unsaid, reading, spot, previous)
        or _first(ALONE, reading, spot, previous)
        or name_by_deed(reading, spot, previous)
    )
    named = fill_bare(reading, spot, named, previous)
    named = enrich(reading, spot, name_part(reading, spot, named, previous), previous)
    if spot.is_each:
        named = name_each(reading, spot, name_often(reading, spot, named), previous)
    return name_sum(reading, spot, finish(reading, spot, named, previous), previous)


RATIO: tuple[Rule, ...] = (
    name_judged, name_discount, name_rate_of, name_premium, name_parted, name_among, name_borne,
    name_recovered, name_share, name_portion, name_taken, name_use, name_limited, name_acting,
)  # fmt: skip
STAYING: tuple[Rule, ...] = (name_room, name_made_of, name_gone)
# Units that say what a figure may be, before anything around it is read.
BY_UNIT: dict[str, tuple[Rule, ...]] = {
    "%": RATIO,
    "倍": (name_recovered,),
    "元": (
        name_premium,
        name_standard,
        name_dimension,
        name_priced,
        name_having,
        name_given,
        name_parted_sum,
        name_paid,
        name_ruled,
        name_received,
        name_verbed,
    ),
    "位": (name_rank,),
    "户": (name_bounded, name_fate, name_inhabitants),
    "人": (name_bounded, name_fate, name_household, name_inhabitants, *STAYING),
    "名": STAYING,
    **dict.fromkeys(("次", "回"), (name_won,)),
    "口": (name_household,),
    **dict.fromkeys(("间", "栋", "孔", "座"), (name_housed,)),
    **dict.fromkeys(("公里", "里", "米", "千米"), (name_distance, name_dimension)),
    **dict.fromkeys(AREAS, (name_bounded, name_dimension, name_ground)),
    **dict.fromkeys(("立方米", "吨", "头", "只", "羽", "件", "台", "套"), (name_dimension,)),
}


def _first(
    rules: tuple[Rule, ...], reading: Reading, spot: Spot, previous: Named | None
) -> Named | None:
    for rule in rules:
        named = rule(reading, spot, previous)
        if named is not None:
            return named
    return None


# Where no noun stands behind: how many of a class, a step or a part of those counted before.
AMONG: tuple[Rule, ...] = (name_class, name_step, name_group, name_manner, name_stock)
BEHIND: tuple[Rule, ...] = (name_held, name_owned, name_reaching, name_behind)

BEFORE: tuple[Rule, ...] = (
    name_copied,
    name_earned,
    name_extreme,
    name_like,
    name_employed,
    name_rate,
    name_wage,
    name_listed_place,
    name_topic,
    name_attribute,
    name_spent,
    name_threshold,
    name_relative,
    name_served,
    name_before,
)
# Those that may name a figure before which stands a verb only, or nothing.
UNSAID: tuple[Rule, ...] = (
    name_copied, name_earned, name_extreme, name_ranked, name_like,
    name_employed, name_attribute, name_spent, name_passed,
)  # fmt: skip
ALONE: tuple[Rule, ...] = (name_payer, name_funds, name_by_predicate, name_by_action)
# Rules of some units only, and rules that name nothing where no figure stands before.
FOR_UNITS: dict[Rule, Callable[[str], bool]] = {
    name_reaching: is_count,
    name_earned: is_money,
    name_employed: PEOPLE.__contains__,
    name_served: SERVED_IN.__contains__,
    name_listed: is_count,
}
FOLLOWING = frozenset(
    {name_class, name_step, name_manner, name_stock, name_extreme, name_wage, name_listed_place}
)


class Rules(NamedTuple):
    """The rules that may name a figure of some unit, in the order in which they are tried."""

    told: tuple[Rule, ...]  # by its unit, or by the few words before it
    among: tuple[Rule, ...]  # as part of what was counted before
    behind: tuple[Rule, ...]  # by the noun behind
    before: tuple[Rule, ...]  # by the phrase before
    unsaid: tuple[Rule, ...]  # by a verb before, or by the figure before


@lru_cache(maxsize=8192)
def _rules_for(unit: str, follows: bool) -> Rules:
    """Those for a unit; *follows* says whether a figure stands before in the sentence."""
    known = load_units().by_name.get(unit)
    told = (name_limit,) if known and known.dimension == "time" else BY_UNIT.get(unit, ())

    def fits(rule: Rule) -> bool:
        may = FOR_UNITS.get(rule)
        return (may is None or may(unit)) and (follows or rule not in FOLLOWING)

    lists = ((*told, name_listed, name_gap, name_ahead, name_being), AMONG, BEHIND, BEFORE, UNSAID)
    return Rules(*(tuple(filter(fits, rules)) for rules in lists))
