"""The error of an estimate from how far it moves when one group of employers is left out."""

from __future__ import annotations

import numpy as np

from metier.statistics.clusters import Array


def jackknife(moves: Array, level: float, df_limit: float = np.inf) -> tuple[Array, Array]:
    """(half width of the interval, degrees of freedom) of estimates with ``moves`` (groups, estimates).

    A move is the estimate without one group, less the estimate of all (delete-a-group jackknife: Kott 2001,
    Journal of Official Statistics 17(4)). The half width is Student's t times the error; the degrees of freedom
    come from how unequal the groups' moves are (Satterthwaite with the fourth moment observed), never more than
    the groups less one or ``df_limit``. An estimate that fewer than two groups move has an infinite half width.

    >>> half, df = jackknife(np.array([[0.1], [-0.1], [0.1], [-0.1]]), 0.95)
    >>> half.round(3).tolist(), df.round(1).tolist()
    ([0.551], [3.0])
    """
    from scipy.special import stdtrit

    square = moves**2
    groups = (square > 0).sum(axis=0).astype(np.float64)
    total, few = square.sum(axis=0), groups < 2
    error = np.sqrt(total * (groups - 1) / np.maximum(groups, 1))
    unequal = (square**2).sum(axis=0) / np.where(few, 1.0, total) ** 2 - 1.0 / np.maximum(groups, 1)
    most = np.maximum(np.minimum(groups - 1, df_limit), 1.0)
    df = np.clip(2.0 / np.maximum(unequal, 1e-9), 1.0, most)
    half = np.asarray(stdtrit(df, 0.5 + level / 2)) * error
    return np.where(few, np.inf, half), df
