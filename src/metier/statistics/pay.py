"""Quantiles of stated pay with intervals, and the gap of two roles' medians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array, design_effects, effective_groups
from metier.statistics.shares import effective_size

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PayRows:
    """Stated pay: each row is an amount (low = high) or a range, stated ``statements`` times.

    ``group`` is the employer group, -1 where the employer is not recorded. Amounts share one unit.
    """

    low: Array
    high: Array
    statements: Array
    group: Integers

    @property
    def n(self) -> int:
        """Number of statements."""
        return int(self.statements.sum())


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


def pay_rows(low: npt.ArrayLike, high: npt.ArrayLike, statements: npt.ArrayLike, group: npt.ArrayLike) -> PayRows:
    """Checked rows; rows stated 0 times are left out."""
    lows, highs = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    times = np.asarray(statements, dtype=np.float64)
    groups = np.asarray(group, dtype=np.int64)
    if not (lows.shape == highs.shape == times.shape == groups.shape) or lows.ndim != 1:
        raise ValueError("low, high, statements and group must be columns of one length")
    if np.any(lows > highs) or np.any(times < 0):
        raise ValueError("a range needs low <= high, and statements cannot be negative")
    kept = times > 0
    return PayRows(lows[kept], highs[kept], times[kept], groups[kept])


def quantiles(rows: PayRows, probs: Sequence[float], *, level: float = 0.95) -> tuple[Quantile, ...]:
    """Quantiles of what is stated, each with an interval, without those that the sample cannot bound.

    An interval of a quantile rests on statements on both sides of it: with n unrelated statements all
    lie above the quantile of p with probability (1 - p)^n. Where that (or p^n) exceeds half of what the
    level leaves out, no statement bounds it, and the quantile is left out: at 95 % a median needs 6
    unrelated statements, a quartile 13, a decile 36. Each result carries its ``prob``.

    Every statement counts once, a range half at each end. The interval is Woodruff's (1952, JASA 47):
    the interval of the share of statements up to the quantile, carried back to pay through the same
    distribution. That share's variance is by employer group; a statement whose employer is not
    recorded stands alone.

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

    The logs' intervals are joined by MOVER (Zou and Donner 2008). Employers in both samples would
    narrow it; they are left out of account.

    >>> g = median_gap(Quantile(0.5, 120, 110, 130, 50, 50), Quantile(0.5, 100, 90, 110, 50, 50))
    >>> round(g.value, 2), round(g.low, 2), round(g.high, 2)
    (0.2, 0.05, 0.37)
    """
    (va, la, ha), (vb, lb, hb) = (np.log([q.value, q.low, q.high]) for q in (a, b))
    gap = va - vb
    low = gap - np.hypot(va - la, hb - vb)
    high = gap + np.hypot(ha - va, vb - lb)
    return Gap(float(np.expm1(gap)), float(np.expm1(low)), float(np.expm1(high)))


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
    each = _apart(rows)
    up_to = ((each.low[:, None] <= values) + (each.high[:, None] <= values).astype(np.float64)) / 2
    residual = up_to - np.average(up_to, axis=0, weights=each.statements)
    # Statements without employer follow the 256 groups as clusters of their own.
    own = np.arange(len(each.group)) + int(each.group.max(initial=0)) + 1
    _, cluster = np.unique(np.where(each.group < 0, own, each.group), return_inverse=True)
    size = np.bincount(cluster, weights=each.statements).astype(np.float64)
    weighted = each.statements[:, None] * residual
    sums = np.stack([np.bincount(cluster, weights=column) for column in weighted.T], axis=1)
    moves = sums / np.maximum(rows.n - size, 1.0)[:, None]
    simple = np.asarray((weighted * residual).sum(axis=0) / rows.n**2, dtype=np.float64)
    effects = design_effects(moves, simple, len(size), pool_by_size=True, df_limit=effective_groups(size))
    two_ends = np.clip(probs * (1 - probs) / np.maximum(simple * rows.n, 1e-12), 1.0, 2.0)
    return rows.n / effects.effect, two_ends * effective_size(rows.n, effects, level)


def _apart(rows: PayRows) -> PayRows:
    """The rows with each statement of an unrecorded employer on a row of its own."""
    alone = rows.group < 0
    times = np.where(alone, rows.statements, 1.0).astype(np.int64)
    statements = np.where(alone, 1.0, rows.statements)
    return PayRows(*(np.repeat(x, times) for x in (rows.low, rows.high, statements, rows.group)))
