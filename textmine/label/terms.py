"""What the n-grams of passages weigh: tf-idf as scikit-learn has it, by arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from textmine.label.features import Array, Matches
from textmine.label.ngrams import run_starts


@dataclass(frozen=True)
class Terms:
    """Distinct n-grams of each passage, sorted by passage, with their normalised weight.

    `values`, (2, n-grams): plain, and with the first clause counted twice, which patterns go by;
    `each` is what one match gives to these: the weight shared among its occurrences, one in the
    first clause having two shares.
    """

    rows: Array
    terms: Array
    values: Array
    each: Array


def weigh(found: Matches, idf: Array) -> Terms:
    """(1 + ln count) · idf, each passage of length 1: scikit-learn's sublinear tf-idf."""
    order = _ordered(found.rows, found.terms)
    keys = (found.rows * len(idf) + found.terms).take(order)
    firsts = run_starts(keys)
    distinct = order.take(firsts)
    rows, terms = found.rows.take(distinct), found.terms.take(distinct)
    times = found.times.take(order)
    plain = np.diff(firsts, append=len(keys))
    headed = np.add.reduceat(times, firsts)
    weights, passages = idf.take(terms), len(found.offsets) - 1
    values = np.stack([_normalised(weights, often, rows, passages) for often in (plain, headed)])
    each = np.empty(len(order))
    each[order] = times * (values[1] / headed).repeat(plain)
    return Terms(rows, terms, values, each)


def _normalised(weights: Array, counts: Array, rows: Array, passages: int) -> Array:
    by_count = 1.0 + np.log(np.arange(1, counts.max(initial=1) + 1))
    values = weights * by_count.take(counts.astype(np.int64) - 1)
    norms = np.sqrt(np.bincount(rows, values * values, minlength=passages))
    return np.asarray(values / norms.take(rows))


def _ordered(rows: Array, terms: Array) -> Array:
    """What orders by passage, then by n-gram.

    Of 16-bit numbers numpy's stable sort is a radix sort: two take a fourth of the time of one of
    64 bits.
    """
    by_term = _short(terms).argsort(kind="stable")
    return np.asarray(by_term.take(_short(rows).take(by_term).argsort(kind="stable")))


def _short(numbers: Array) -> Array:
    return numbers.astype(np.uint16) if numbers.max(initial=0) < 1 << 16 else numbers
