"""How much one employer's repeated template costs in evidence: design effects from employer groups.

Postings are counted per employer group (every employer is hashed into one of 256 groups). Leaving one
group out at a time shows how far a share moves with the employers that happen to be in the sample, and
so gives a variance that needs no assumption about likeness inside an employer (delete-a-group
jackknife: Kott 2001, "The Delete-a-Group Jackknife", Journal of Official Statistics 17(4)).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

GROUPS = 256
"""Employer groups of a release: every employer is hashed into one (the width of counts.employer_group)."""

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

MOST_PRIOR_DF = 30.0  # items never teach each other more than thirty employers of their own would
LIKENESS = 0.05  # of postings in one group, where no item can tell: typical of tagged postings


@dataclass(frozen=True)
class GroupCounts:
    """Postings by employer group: ``n_g`` (groups,) read, ``k_gf`` (groups, items) showing each item."""

    n_g: Array
    k_gf: Array

    @property
    def n(self) -> float:
        """Postings in which the measure could be read."""
        return float(self.n_g.sum())

    @cached_property
    def k(self) -> Array:
        """Postings that show each item."""
        return np.asarray(self.k_gf.sum(axis=0), dtype=np.float64)

    @cached_property
    def share(self) -> Array:
        """Share of postings that show each item; 0 where there is no posting."""
        return self.k / max(self.n, 1.0)


def group_counts(n_g: npt.ArrayLike, k_gf: npt.ArrayLike) -> GroupCounts:
    """Checked counts as floats: one row a group, one column an item."""
    n = np.asarray(n_g, dtype=np.float64)
    k = np.asarray(k_gf, dtype=np.float64)
    if k.ndim == 1:
        k = k[:, None]
    if n.ndim != 1 or k.ndim != 2 or len(n) != len(k):
        raise ValueError(f"n_g {n.shape} and k_gf {k.shape} must be (groups,) and (groups, items)")
    if np.any(n < 0) or np.any(k < 0) or np.any(k > n[:, None]):
        raise ValueError("each k must lie between 0 and the n of its group")
    return GroupCounts(n, k)


def influence(counts: GroupCounts) -> Array:
    """How far the share of each item moves when one group is left out (groups, items).

    ``p - p(-g) = (k_g - n_g p) / (n - n_g)``; a group that holds every posting cannot be left out and
    gets 0 (``moderated`` treats that case apart).

    >>> influence(group_counts([10, 10], [[5], [1]])).round(2).tolist()
    [[0.2], [-0.2]]
    """
    return moves_from(counts.n_g, counts.k_gf, counts.share, left_by(counts.n_g))


def left_by(n_g: Array) -> Array:
    """Postings that each group's leaving leaves; infinitely many where it leaves none."""
    rest = n_g.sum() - n_g
    return np.asarray(np.where(rest > 0, rest, np.inf), dtype=np.float64)


def moves_from(n_g: Array, k_gf: Array, share: Array, rest: Array) -> Array:
    """``influence`` where each item's share and what each group leaves are known already."""
    return np.asarray((k_gf - n_g[:, None] * share) / rest[:, None], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class DesignEffects:
    """Variance over that of as many unrelated postings, by item, with its degrees of freedom."""

    effect: Array
    df: Array


def effective_groups(n_g: Array) -> float:
    """Equally large groups that would weigh as these do: ``(sum n)^2 / sum n^2`` (Kish).

    >>> effective_groups(np.array([10.0, 10.0])), round(effective_groups(np.array([90.0, 10.0])), 2)
    (2.0, 1.22)
    """
    square = float((n_g * n_g).sum())
    return float(n_g.sum()) ** 2 / square if square > 0 else 0.0


def design_effects(
    moves: Array, simple_variance: Array, groups: int, *, pool_by_size: bool, df_limit: float = np.inf
) -> DesignEffects:
    """Design effects (never under 1) of statistics with jackknife ``moves`` (groups, items).

    Each item has few groups to learn its own variance from, so it is moderated by what all items of
    the comparison show, as variances are in microarray studies (Smyth 2004): the own estimate with
    ``df`` degrees of freedom and the pooled one with ``df_prior`` are averaged with those weights and
    the sum is the df of the result. The own df comes from how unequal the groups' contributions are:
    ``2 / (sum e^4 / (sum e^2)^2 - 1 / G)`` (Satterthwaite with the fourth moment observed): 2 where one
    employer makes the figure, G where all weigh alike.

    ``pool_by_size`` pools as total variance over total simple variance, which one employer with many
    postings moves; without it the pool is the typical item's.

    The pooled estimate may only raise an item's own: where one template makes an item, exactly that
    item's effect is high and its df low, and averaging would hide it (docs/methods/differences.md).
    Never under 1: postings of one employer are not less alike than postings of different ones; an
    estimate below 1 is chance.
    """
    return moderated_effects(*powers_of(moves), simple_variance, groups, pool_by_size, df_limit)


def powers_of(moves: Array) -> tuple[Array, Array]:
    """The sums over the groups of each item's squared moves, and of their fourth powers."""
    square = moves * moves
    return square.sum(axis=0), (square * square).sum(axis=0)


def moderated_effects(
    total: Array, fourth: Array, simple_variance: Array, groups: int, pool_by_size: bool, df_limit: float = np.inf
) -> DesignEffects:
    """``design_effects`` from each item's sums of squares and of fourth powers of its moves."""
    items = len(total)
    variance = total * (groups - 1) / max(groups, 1)
    known = (simple_variance > 0) & (variance > 0)
    if groups < 2 or not known.any():
        return DesignEffects(np.ones(items), np.full(items, min(max(groups - 1.0, 1.0), max(df_limit, 1.0))))
    effect = np.where(known, variance / np.where(known, simple_variance, 1.0), 1.0)
    unequal = fourth / np.where(known, total, 1.0) ** 2 - 1.0 / groups
    df = np.where(known, 2.0 / np.maximum(unequal, 0.5 / groups), 0.0)
    pooled, df_prior = _typical(effect[known], df[known])
    if pool_by_size:
        pooled = float(variance[known].sum() / simple_variance[known].sum())
    # An item shown by none or by all knows nothing of its own: it takes what the others show.
    weight = np.where(known, df_prior + df, df_prior or float(df[known].mean()))
    moderated = np.where(known, np.maximum((df_prior * pooled + df * effect) / weight, effect), pooled)
    return DesignEffects(np.maximum(moderated, 1.0), np.clip(weight, 1.0, max(df_limit, 1.0)))


def _typical(effect: Array, df: Array) -> tuple[float, float]:
    """The design effect of a typical item and the df of that knowledge (Smyth 2004, section 6.2).

    The scatter of log estimates beyond what their df explain says how much items truly differ.
    """
    from scipy.special import digamma, zeta

    if len(effect) < 3:  # one or two items have nothing to learn from each other
        return float(effect.mean()), 0.0
    half = np.maximum(df, 1.0) / 2.0
    logs = np.log(effect) - digamma(half) + np.log(half)
    weight = df / (df + 10.0)  # an item made by a handful of employers says little of the others
    weights = weight.sum()
    centre = float((logs * weight).sum() / weights)
    excess = float((((logs - centre) ** 2 - zeta(2.0, half)) * weight).sum() / weights)  # zeta(2, x) is trigamma
    df_prior = min(max(2.0 * _trigamma_inverse(max(excess, 1e-3)), 1.0), MOST_PRIOR_DF)
    pooled = float(np.exp(centre + digamma(df_prior / 2.0) - np.log(df_prior / 2.0)))
    return pooled, df_prior


def _trigamma_inverse(value: float) -> float:
    """x with trigamma(x) = value, by Newton's method on 1 / trigamma (Smyth 2004, appendix)."""
    from scipy.special import zeta

    x = 0.5 + 1.0 / value
    for _ in range(20):
        # trigamma is zeta(2, x), its slope -2 zeta(3, x); scipy's general polygamma costs several times as much
        trigamma = float(zeta(2.0, x))
        step = trigamma * (1.0 - trigamma / value) / (-2.0 * float(zeta(3.0, x)))
        x += step
        if abs(step) < 1e-8 * x:
            break
    return x
