"""Share of postings that show an item at one fixed mix of roles, so that slices of other roles can be compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.leave_out import left_out_variance


@dataclass(frozen=True, slots=True)
class MixedShare:
    """A share (0 to 1) with its interval. ``own``: how much of it the slice's own postings decide, 0 to 1."""

    share: float
    low: float
    high: float
    own: float
    n: int
    k: int


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two shares (fraction of postings) with its interval."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low > 0 or self.high < 0


def mixed_share(
    n_rg: Array, k_rg: Array, weight_r: Array, usual_r: Array, strength: float, *, level: float
) -> MixedShare:
    """Direct standardisation: each role's share in the slice, weighted as roles are in the whole collection.

    ``n_rg`` and ``k_rg`` count the slice's postings and those that show the item, by role and employer group. A role's
    share in the slice leans on its ``usual_r`` share in the collection, which is worth ``strength`` postings; so a role
    that the slice lacks counts as usual, and a thin slice says little of its own. The variance is the larger of that of
    unrelated postings and that of leaving out one group of employers at a time. What leans on the usual does not vary,
    so the spread is that of the slice's own part, over ``own``. The interval is made on the scale of log odds.

    >>> n, k = np.full((2, 100), 5.0), np.full((2, 100), 2.0)
    >>> found = mixed_share(n, k, np.array([0.5, 0.5]), np.array([0.4, 0.4]), 8, level=0.95)
    >>> round(found.share, 3), round(found.own, 2)
    (0.4, 0.98)
    """
    from scipy.special import expit, logit, stdtrit

    n, k = n_rg.sum(axis=1), k_rg.sum(axis=1)
    lean = strength * usual_r

    def at_mix(shown: Array, of: Array) -> Array:
        return np.asarray(weight_r @ ((shown + lean[:, None]) / (of + strength)), dtype=np.float64)

    share = float(at_mix(k[:, None], n[:, None])[0])
    without = at_mix(k[:, None] - k_rg, n[:, None] - n_rg)[n_rg.sum(axis=0) > 0]
    own = float(weight_r @ (n / (n + strength)))
    each = (k + lean) / (n + strength)
    unrelated = float((weight_r**2) @ (each * (1 - each) * n / (n + strength) ** 2))
    if len(without) < 2 or not 0 < share < 1:
        return MixedShare(share, 0.0, 1.0, own, int(n.sum()), int(k.sum()))
    variance, freedom = left_out_variance(without)
    reach = float(stdtrit(freedom, 0.5 + level / 2)) * np.sqrt(max(variance, unrelated)) / own / (share * (1 - share))
    low, high = (float(expit(logit(share) + side * reach)) for side in (-1, 1))
    return MixedShare(share, low, high, own, int(n.sum()), int(k.sum()))


def change(before: MixedShare, after: MixedShare) -> Change:
    """How much larger the later share is, in fractions of postings.

    The bounds come from those of both shares (MOVER: Zou and Donner 2008, Statistics in Medicine 27), as if the two
    slices had no employer in common: those that they have in common make the interval a little too wide.
    """
    value = after.share - before.share
    low = value - np.hypot(after.share - after.low, before.high - before.share)
    high = value + np.hypot(after.high - after.share, before.share - before.low)
    return Change(value, max(float(low), -1.0), min(float(high), 1.0))
