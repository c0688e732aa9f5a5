"""Intervals of what the evaluation measures: bootstrap over the rows of a set, 95 %."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
SEED = 20261123
Statistic = Callable[[NDArray[np.float64]], float]


def mean_of_rows(rows: NDArray[np.float64]) -> float:
    """The mean of the first column."""
    return float(rows[:, 0].mean())


def ratio_of_sums(rows: NDArray[np.float64]) -> float:
    """The first column's sum as a share of the second's; 0 where the second is 0."""
    top, bottom = rows[:, 0].sum(), rows[:, 1].sum()
    return float(top / bottom) if bottom else 0.0


def interval(
    rows: Sequence[float] | Sequence[tuple[float, ...]],
    statistic: Statistic = mean_of_rows,
    groups: Sequence[int] | None = None,
) -> str:
    """The 95 % bootstrap interval of a statistic of the rows, as text; ``groups`` keep their sizes.

    >>> interval([1.0] * 9)
    '95 % 1.000-1.000'
    """
    table = np.asarray(rows, dtype=np.float64).reshape(len(rows), -1)
    random = np.random.default_rng(SEED)
    labels = np.zeros(len(table), dtype=np.int64) if groups is None else np.asarray(groups)
    members = [np.flatnonzero(labels == group) for group in np.unique(labels)]
    drawn = [
        statistic(table[np.concatenate([random.choice(some, len(some)) for some in members])]) for _ in range(DRAWS)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    return f"95 % {low:.3f}-{high:.3f}"
