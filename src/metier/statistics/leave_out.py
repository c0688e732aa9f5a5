"""How sure a statistic is, from leaving out one group of employers at a time."""

from __future__ import annotations

from metier.statistics.clusters import Array


def left_out_variance(without: Array) -> tuple[float, float]:
    """Variance and degrees of freedom of a statistic from its values without each group (delete-a-group jackknife).

    The degrees of freedom come from how unequal the groups' contributions are, as in
    :func:`metier.statistics.clusters.design_effects`: few where a few employers make the statistic.

    >>> import numpy as np
    >>> variance, freedom = left_out_variance(np.array([0.0, 1.0]))
    >>> variance, freedom
    (0.25, 1.0)
    """
    count = len(without)
    moves = without - without.mean()
    square = float((moves**2).sum())
    unequal = float((moves**4).sum()) / square**2 - 1 / count if square > 0 else 0.0
    return square * (count - 1) / count, min(max(2 / max(unequal, 0.5 / count), 1.0), count - 1.0)
