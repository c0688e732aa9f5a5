"""How much more often postings that show one thing show another, at the same roles, with interval.

Roles are strata: what two technologies share because the same jobs ask for both is taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.leave_out import left_out_variance


@dataclass(frozen=True, slots=True)
class Association:
    """Natural log of a ratio of shares with its interval: 0 where neither thing tells of the other."""

    log_ratio: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no association."""
        return self.low > 0 or self.high < 0


def companion_ratio(n_rg: Array, x_rg: Array, y_rg: Array, both_rg: Array, *, level: float) -> Association | None:
    """Log of: share showing y among postings with x, over that among postings without x, at the same roles.

    Counts by role and employer group (roles, groups): postings, those with x, with y and with both. The
    Mantel-Haenszel ratio over roles, ``sum a (n - x) / n`` over ``sum (y - a) x / n``. The variance is the larger
    of Greenland and Robins' (1985, Biometrics 41(1)) for unrelated postings and that of leaving out one group of
    employers at a time; Student's t pays for few groups. None where a sum is 0: no ratio can be told.

    >>> n, x = np.full((1, 50), 10.0), np.full((1, 50), 5.0)
    >>> y, both = np.full((1, 50), 3.0), np.full((1, 50), 2.0)
    >>> found = companion_ratio(n, x, y, both, level=0.95)
    >>> round(float(np.exp(found.log_ratio)), 6), found.clear
    (2.0, True)
    """
    from scipy.special import stdtrit

    used = np.asarray((x_rg > 0) | (y_rg > 0))
    roles, groups = used.any(axis=1), used.any(axis=0)
    n_rg, x_rg, y_rg, both_rg = (counts[roles] for counts in (n_rg, x_rg, y_rg, both_rg))
    totals = [counts.sum(axis=1) for counts in (n_rg, x_rg, y_rg, both_rg)]
    whole = _log_ratio(*(counts[:, None] for counts in totals))[0]
    if not np.isfinite(whole) or groups.sum() < 2:
        return None
    left = (
        total[:, None] - counts[:, groups] for total, counts in zip(totals, (n_rg, x_rg, y_rg, both_rg), strict=True)
    )
    without = _log_ratio(*left)
    if not np.isfinite(without).all():
        return None  # one group of employers makes the ratio
    variance, freedom = left_out_variance(without)
    spread = np.sqrt(max(variance, _unrelated_variance(*totals))) * float(stdtrit(freedom, 0.5 + level / 2))
    return Association(float(whole), float(whole - spread), float(whole + spread))


def highest_low(n_r: Array, x_r: Array, y_r: Array, both_r: Array, *, level: float) -> float:
    """What the lower end of :func:`companion_ratio` can be at most, from counts by role alone.

    It is the end for unrelated postings, which employers can only lower. -inf where no ratio can be told.

    >>> counts = [np.array([float(value)]) for value in (500, 250, 150, 100)]
    >>> round(float(np.exp(highest_low(*counts, level=0.95))), 2)
    1.5
    """
    from scipy.special import ndtri

    ratio = float(_log_ratio(*(counts[:, None] for counts in (n_r, x_r, y_r, both_r)))[0])
    if not np.isfinite(ratio):
        return float("-inf")
    return ratio - float(ndtri(0.5 + level / 2)) * float(np.sqrt(_unrelated_variance(n_r, x_r, y_r, both_r)))


def _log_ratio(n: Array, x: Array, y: Array, both: Array) -> Array:
    """The Mantel-Haenszel log ratio of each column; infinite or nan where it cannot be told."""
    size = np.maximum(n, 1.0)
    above = (both * (n - x) / size).sum(axis=0)
    below = ((y - both) * x / size).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(above) - np.log(below), dtype=np.float64)


def _unrelated_variance(n: Array, x: Array, y: Array, both: Array) -> float:
    """Greenland and Robins' variance of the log ratio, as if no two postings were of one employer."""
    size = np.maximum(n, 1.0)
    above = float((both * (n - x) / size).sum())
    below = float(((y - both) * x / size).sum())
    product = float(((x * (n - x) * y - both * (y - both) * n) / size**2).sum())
    return max(product, 0.0) / (above * below)
