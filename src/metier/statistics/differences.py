"""Which items set two roles apart: differences of shares, their intervals, and whether they are real."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import (
    Array,
    Bools,
    DesignEffects,
    GroupCounts,
    design_effects,
    group_counts,
    influence,
)
from metier.statistics.fdr import benjamini_hochberg
from metier.statistics.shares import Shares, effective_size, posterior, share_design

Counts = tuple[npt.ArrayLike, npt.ArrayLike]
Prior = tuple[npt.ArrayLike, npt.ArrayLike]
JEFFREYS: Prior = (0.5, 1.0)


@dataclass(frozen=True)
class Differences:
    """One value an item. Differences are fractions of postings (0.10 is ten percentage points)."""

    a: Shares
    b: Shares
    difference: Array  # a - b, posterior means
    low: Array
    high: Array
    raw_difference: Array
    design_effect: Array
    p_value: Array  # nan where neither role shows the item: nothing to test
    q: float  # the false-discovery rate under which ``real`` calls a difference real

    @cached_property
    def q_value(self) -> Array:
        """The false-discovery rate of calling all differences with as small a p real."""
        return benjamini_hochberg(self.p_value)

    @cached_property
    def real(self) -> Bools:
        """Which differences are beyond chance, and have intervals that leave out 0."""
        return np.asarray((self.q_value <= self.q) & ((self.low > 0) | (self.high < 0)), dtype=np.bool_)


def differences(
    a: Counts,
    b: Counts,
    *,
    prior_a: Prior = JEFFREYS,
    prior_b: Prior = JEFFREYS,
    q: float = 0.05,
    level: float = 0.95,
) -> Differences:
    """Difference of each item's share between two roles, from (n_g, k_gf) of each over the same groups.

    Row g of both holds the same employers, so that an employer who hires for both roles is counted
    once. ``real`` means that the false-discovery rate over all items is under ``q`` and that the
    interval of the displayed difference leaves out 0.
    """
    left, right = group_counts(*a), group_counts(*b)
    if left.k_gf.shape != right.k_gf.shape:
        raise ValueError(f"the two roles need the same groups and items: {left.k_gf.shape}, {right.k_gf.shape}")
    move_a, move_b = influence(left), influence(right)
    shares_a = _shares(left, prior_a, level)
    shares_b = _shares(right, prior_b, level)
    effects = difference_design(left, right)
    p_value = likelihood_ratio_p(left.k, left.n, right.k, right.n, effects)
    return joined_differences(shares_a, shares_b, effects, p_value, _correlation(move_a, move_b), q)


def joined_differences(
    a: Shares, b: Shares, effects: DesignEffects, p_value: Array, correlation: float, q: float
) -> Differences:
    """The differences of two roles' shares, from the p of each and the correlation of their errors."""
    low, high = _interval(a, b, correlation)
    return Differences(
        a=a,
        b=b,
        difference=a.share - b.share,
        low=low,
        high=high,
        raw_difference=a.raw_share - b.raw_share,
        design_effect=effects.effect,
        p_value=p_value,
        q=q,
    )


def likelihood_ratio_p(k_a: Array, n_a: float, k_b: Array, n_b: float, effects: DesignEffects) -> Array:
    """Two-sided p of equal shares: likelihood ratio over the design effect, against Student's t.

    Rao and Scott (1984, Annals of Statistics 12(1)) divide the likelihood ratio of unrelated counts by
    the design effect; t in place of the normal pays for few or unequal groups. The likelihood ratio
    keeps its size where p is 1e-4 and counts are small, which the usual z does not. No correction for
    continuity: the test is careful enough without (docs/methods/differences.md). nan where neither role
    shows the item, or a role has no postings.

    Ten of 50 postings where 2 % is usual, against the binomial's 2 P(X >= 10) = 1.0e-7:

    >>> no_clusters = DesignEffects(np.ones(1), np.full(1, 1e9))
    >>> p = likelihood_ratio_p(np.array([10.0]), 50, np.array([2e4]), 1e6, no_clusters)
    >>> bool(2e-8 < p[0] < 2e-7)
    True
    """
    from scipy.special import stdtr, xlogy

    total = k_a + k_b
    tested = (total > 0) & (total < n_a + n_b) & (n_a > 0) & (n_b > 0)
    p_value = np.where((total > 0) & (n_a > 0) & (n_b > 0), 1.0, np.nan)
    if not tested.any():
        return p_value
    deff = effects.effect[tested]
    ka, kb, df = k_a[tested] / deff, k_b[tested] / deff, effects.df[tested]
    na, nb = n_a / deff, n_b / deff
    pooled = (ka + kb) / (na + nb)

    def fit(k: Array, n: Array) -> Array:
        expected = pooled * n
        return np.asarray(xlogy(k, k / expected) + xlogy(n - k, (n - k) / (n - expected)), dtype=np.float64)

    ratio = np.maximum(2 * (fit(ka, na) + fit(kb, nb)), 0.0)
    p_value[tested] = 2 * stdtr(df, -np.sqrt(ratio))
    return p_value


def _shares(counts: GroupCounts, prior: Prior, level: float) -> Shares:
    effects = share_design(counts)
    return posterior(counts, effective_size(counts.n, effects, level), effects.effect, *prior, level)


def difference_design(a: GroupCounts, b: GroupCounts) -> DesignEffects:
    """Design effect of each difference of shares; employers in both roles count once.

    A role seen through one group of employers is one observation: its design effect is its n.
    """
    groups = int(np.count_nonzero((a.n_g > 0) | (b.n_g > 0)))
    items = a.k_gf.shape[1]
    alone = [counts.n for counts in (a, b) if np.count_nonzero(counts.n_g) < 2]
    if alone:
        return DesignEffects(np.full(items, max(*alone, 1.0)), np.ones(items))
    simple = a.share * (1 - a.share) / a.n + b.share * (1 - b.share) / b.n
    return design_effects(influence(a) - influence(b), simple, groups, pool_by_size=False)


def _correlation(move_a: Array, move_b: Array) -> float:
    """Correlation of the two roles' errors, which share employers, over all items."""
    size = float(np.sqrt((move_a**2).sum() * (move_b**2).sum()))
    return float(np.clip((move_a * move_b).sum() / size, -0.5, 0.9)) if size > 0 else 0.0


def _interval(a: Shares, b: Shares, correlation: float) -> tuple[Array, Array]:
    """Bounds of a - b from the bounds of each (MOVER: Zou and Donner 2008, Statistics in Medicine 27)."""
    difference = a.share - b.share

    def reach(x: Array, y: Array) -> Array:
        return np.asarray(np.sqrt(np.maximum(x * x + y * y - 2 * correlation * x * y, 0.0)), dtype=np.float64)

    low = difference - reach(a.share - a.low, b.high - b.share)
    high = difference + reach(a.high - a.share, b.share - b.low)
    return np.maximum(low, -1.0), np.minimum(high, 1.0)
