"""Quantiles of stated pay with intervals, and the gap of two roles' medians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import expm1, log

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, DesignEffects, design_effects, effective_groups
from metier.statistics.mover import Bounded, difference
from metier.statistics.pay_rows import PayRows
from metier.statistics.shares import effective_size

PRIOR_DF = 4.0
"""How many employers' worth is known of likeness beforehand. One statistic's own contributions tell more of the
largest employer's chance than of all: alone they make intervals too wide, without them they are too narrow."""


@dataclass(frozen=True, slots=True)
class Quantile:
    """One quantile of stated pay in the unit of the statements, with its interval."""

    prob: float
    value: float
    low: float
    high: float
    n_statements: int
    n_effective: float


@dataclass(frozen=True, slots=True)
class Gap:
    """How much more (+) or less (-) the first role's figure is, as a fraction of the second's."""

    value: float
    low: float
    high: float


def quantiles(rows: PayRows, probs: Sequence[float], *, level: float = 0.95) -> tuple[Quantile, ...]:
    """Quantiles of what is stated, each with an interval, without those that the sample cannot bound.

    An interval of a quantile rests on statements on both sides of it: with n unrelated statements all
    lie above the quantile of p with probability (1 - p)^n. Where that (or p^n) exceeds half of what the
    level leaves out, no statement bounds it, and the quantile is left out: at 95 % a median needs 6
    unrelated statements, a quartile 13, a decile 36. Each result carries its ``prob``.

    Every statement counts once, a range half at each end. The interval is Woodruff's (1952, JASA 47):
    the interval of the share of statements up to the quantile, carried back to pay through the same
    distribution. How alike one employer's statements are is measured on their log pay and carried over
    to that share (``_share_effects``); a statement whose employer is not recorded stands alone.

    >>> from metier.statistics.pay_rows import pay_rows
    >>> rows = pay_rows([100, 120, 90], [100, 140, 110], [4, 4, 4], [-1, -1, -1])
    >>> [q.value for q in quantiles(rows, [0.5, 0.9])]
    [105.0]
    """
    if rows.n == 0:
        return ()
    amounts, cumulative = _distribution(rows)
    at = np.asarray(probs, dtype=np.float64)
    values = _inverse(amounts, cumulative, at)
    unrelated, n_effective = _information(rows, values, at, level)
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    bounded = np.maximum(1 - at, at) ** unrelated <= tail
    # Jeffreys' interval of a share that equals the wanted probability.
    below, above = at * n_effective + 0.5, (1 - at) * n_effective + 0.5
    lows = np.minimum(_inverse(amounts, cumulative, betaincinv(below, above, tail)), values)
    highs = np.maximum(_inverse(amounts, cumulative, betaincinv(below, above, 1 - tail)), values)
    return tuple(
        Quantile(float(at[i]), float(values[i]), float(lows[i]), float(highs[i]), rows.n, float(n_effective[i]))
        for i in np.flatnonzero(bounded)
    )


def median_gap(a: Quantile, b: Quantile) -> Gap:
    """Relative gap of two quantiles, a over b less 1, with its interval.

    >>> g = median_gap(Quantile(0.5, 120, 110, 130, 50, 50), Quantile(0.5, 100, 90, 110, 50, 50))
    >>> round(g.value, 2), round(g.low, 2), round(g.high, 2)
    (0.2, 0.05, 0.37)
    """
    return relative_gap((a.value, a.low, a.high), (b.value, b.low, b.high))


def relative_gap(a: Bounded, b: Bounded) -> Gap:
    """How much more the first of two amounts is, a over b less 1, with the intervals of their logs joined."""
    left, right = ((log(value), log(low), log(high)) for value, low, high in (a, b))
    return Gap(*(expm1(x) for x in difference(left, right)))


def _distribution(rows: PayRows) -> tuple[Array, Array]:
    """Distinct amounts and the share of statements up to each."""
    ends = np.concatenate([rows.low, rows.high])
    amounts, place = np.unique(ends, return_inverse=True)
    weight = np.bincount(place, weights=np.tile(rows.statements / 2, 2))
    return amounts, np.asarray(np.cumsum(weight) / weight.sum(), dtype=np.float64)


def _inverse(amounts: Array, cumulative: Array, probs: npt.NDArray[np.floating]) -> Array:
    """Smallest amount that the share reaches; the middle of two where the share is met exactly."""
    last = len(amounts) - 1
    lower = np.minimum(np.searchsorted(cumulative, probs - 1e-12), last)
    upper = np.minimum(np.searchsorted(cumulative, probs + 1e-12), last)
    return np.asarray((amounts[lower] + amounts[upper]) / 2, dtype=np.float64)


def _information(rows: PayRows, values: Array, probs: Array, level: float) -> tuple[Array, Array]:
    """Unrelated statements that the sample amounts to, and as many after paying for few employers.

    Both are about the share of statements up to each value. A range says up to twice as much as a
    single amount; one employer's statements are alike.
    """
    up_to = ((rows.low[:, None] <= values) + (rows.high[:, None] <= values).astype(np.float64)) / 2
    residual = up_to - np.average(up_to, axis=0, weights=rows.statements)
    simple = np.asarray(rows.statements @ residual**2 / rows.n, dtype=np.float64)
    effects = _share_effects(rows, probs)
    two_ends = np.clip(probs * (1 - probs) / np.maximum(simple, 1e-12), 1.0, 2.0)
    return rows.n / effects.effect, two_ends * effective_size(rows.n, effects, level)


def _share_effects(rows: PayRows, probs: Array) -> DesignEffects:
    """Design effect of the share of statements up to each quantile, from the employers' mean log pay.

    Of m = sum n_g^2 / n statements of one employer group the mean of log pay has the design effect
    ``1 + (m - 1) r``, r being their likeness. Whether a statement lies below the median is less alike, by
    ``2 / pi arcsin r`` for normal log pay (Sheppard 1899). Below other quantiles it is less alike still, but the
    few employers at that end make the share less certain than the likeness tells: they take the median's
    (measured: docs/methods/validation.md). Statements without recorded employers are alike to none.
    """
    size, moves, simple, recorded = _employer_moves(rows)
    if not recorded:
        return DesignEffects(np.ones(len(probs)), np.full(len(probs), np.inf))
    limit = effective_groups(size)
    if len(size) < 2:
        return DesignEffects(np.full(len(probs), rows.n), np.full(len(probs), np.inf))
    found = design_effects(moves[:, None], np.array([simple]), len(size), pool_by_size=True, df_limit=limit)
    related = max(recorded / limit, 1.0)  # statements of one group, as a statement meets them
    likeness = min((float(found.effect[0]) - 1.0) / max(related - 1.0, 1e-9), 1.0)
    effect = 1.0 + (related - 1.0) * 2 / np.pi * float(np.arcsin(max(likeness, 0.0)))
    whole = (recorded * effect + (rows.n - recorded)) / rows.n
    df = np.clip(float(found.df[0]) + PRIOR_DF, 1.0, max(limit, 1.0))
    return DesignEffects(np.full(len(probs), whole), np.full(len(probs), float(df)))


def _employer_moves(rows: PayRows) -> tuple[Array, Array, float, float]:
    """Statements by employer group; how far the mean log pay moves without each; the variance of that mean if
    statements were unrelated; and how many statements have a recorded employer."""
    e = rows.employers
    told = np.zeros(rows.cells, dtype=np.bool_)
    told[e.cell] = True
    mine = told[rows.cell]
    often = rows.statements[mine]
    recorded = float(e.statements.sum())
    if not recorded:
        return np.zeros(0), np.zeros(0), 0.0, 0.0
    groups, place = np.unique(e.group, return_inverse=True)
    size = np.bincount(place, weights=e.statements, minlength=len(groups)).astype(np.float64)
    mean = float(e.log_pay.sum()) / recorded
    sums = np.bincount(place, weights=e.log_pay, minlength=len(groups)) - mean * size
    each = (np.log(rows.low[mine]) + np.log(rows.high[mine])) / 2
    simple = float(often @ (each - np.average(each, weights=often)) ** 2) / recorded**2
    return size, np.asarray(sums / np.maximum(recorded - size, 1.0)), simple, recorded
