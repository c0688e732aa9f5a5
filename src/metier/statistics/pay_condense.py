"""Many stated amounts as a few of them: representatives that keep the distribution of what was stated."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array

Integers = npt.NDArray[np.int64]
SWEEPS = 4  # of improvement; the third mostly changes nothing


def condensed(low: Array, high: Array, statements: Integers, most: int) -> tuple[Integers, Integers]:
    """Up to ``most`` of the rows, and how many statements each stands for (whole numbers with the same sum).

    Rows are distinct amounts or ranges. Where there are more than ``most``, they are put in the order of their
    middles and cut into ``most`` equal parts; each part is represented by one of its rows. Which one is chosen so
    that the amounts stated at both ends are distributed as before: the squared distance of the two cumulative
    distributions, weighed by the statements at each amount (Cramer and von Mises), is lowered part by part until
    no exchange lowers it. Nothing is averaged: each amount kept is one that somebody stated.

    >>> rows, times = condensed(np.arange(1.0, 7.0), np.arange(1.0, 7.0), np.ones(6, dtype=np.int64), 3)
    >>> rows.tolist(), times.tolist()
    ([0, 2, 4], [2, 2, 2])
    """
    if len(low) <= most:
        return np.arange(len(low)), statements.astype(np.int64)
    order = np.lexsort((high - low, low * high))
    below = np.cumsum(statements[order])
    edges = np.round(np.arange(most + 1) * below[-1] / most).astype(np.int64)
    times = np.diff(edges)
    first = np.searchsorted(below, edges[:-1], side="right")
    last = np.searchsorted(below, edges[1:] - 1, side="right")
    up_to, wanted, weight = _distribution(low[order], high[order], statements[order])
    chosen = np.searchsorted(below, (edges[:-1] + edges[1:] - 1) // 2, side="right")
    error = times @ up_to[chosen] - wanted
    for _ in range(SWEEPS):
        before = chosen.copy()
        for part in range(most):
            others = error - times[part] * up_to[chosen[part]]
            candidates = up_to[first[part] : last[part] + 1] * times[part]
            chosen[part] = first[part] + int(np.argmin((others + candidates) ** 2 @ weight))
            error = others + times[part] * up_to[chosen[part]]
        if np.array_equal(before, chosen):
            break
    kept, place = np.unique(order[chosen], return_inverse=True)
    return kept, np.bincount(place, weights=times).astype(np.int64)


def _distribution(low: Array, high: Array, statements: Integers) -> tuple[Array, Array, Array]:
    """Share of each row up to each amount (rows, amounts), statements up to each amount, and at each amount."""
    amounts, place = np.unique(np.concatenate([low, high]), return_inverse=True)
    number = np.arange(len(amounts))
    ends = place.reshape(2, -1, 1)
    up_to = ((number >= ends[0]).astype(np.float64) + (number >= ends[1])) / 2
    weight = np.bincount(place, weights=np.tile(statements / 2, 2)).astype(np.float64)
    return up_to, np.cumsum(weight), weight
