"""Share of a role's postings that show an item, shrunk towards its parents, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import (
    LIKENESS,
    Array,
    DesignEffects,
    GroupCounts,
    effective_groups,
    group_counts,
    influence,
    moderated_effects,
    powers_of,
)


@dataclass(frozen=True, slots=True)
class Shares:
    """One value an item. Shares are fractions of postings; k, n and n_effective are postings."""

    k: Array
    n: Array
    raw_share: Array
    share: Array  # posterior mean
    low: Array
    high: Array
    n_effective: Array  # unrelated postings that would say as much
    design_effect: Array
    prior_mean: Array
    prior_strength: Array


def shares(
    n_g: npt.ArrayLike,
    k_gf: npt.ArrayLike,
    prior_mean_f: npt.ArrayLike = 0.5,
    prior_strength_f: npt.ArrayLike = 1.0,
    *,
    level: float = 0.95,
) -> Shares:
    """Posterior mean and equal-tailed interval of each item's share of postings.

    Effective sample size of Korn and Graubard (1998, Survey Methodology 24(2)): ``n / deff * (z / t)^2``
    with the degrees of freedom of the design effect; then Beta(m mu + n_eff p, m (1 - mu) + n_eff (1 - p))
    with the parents' share mu worth m postings. The defaults are Jeffreys' prior.

    >>> s = shares([1] * 100, [[1]] * 50 + [[0]] * 50, 0.3, 20)
    >>> round(float(s.share[0]), 3), int(s.k[0]), int(s.n[0])
    (0.466, 50, 100)
    """
    counts = group_counts(n_g, k_gf)
    effects = share_design(counts)
    n_effective = effective_size(counts.n, effects, level)
    return posterior(counts, n_effective, effects.effect, prior_mean_f, prior_strength_f, level)


def share_design(counts: GroupCounts, powers: tuple[Array, Array] | None = None) -> DesignEffects:
    """Design effect of each share. One group alone is one observation: its design effect is n.

    Where every item is shown by none or by all, nothing tells how alike an employer's postings are: the
    effect is then that of a typical likeness, ``1 + 0.05 (sum n_g^2 / n - 1)``.
    ``powers`` are ``powers_of`` the shares' moves, where they are known already.
    """
    groups = int(np.count_nonzero(counts.n_g))
    items = counts.k_gf.shape[1]
    if groups < 2:
        return DesignEffects(np.full(items, max(counts.n, 1.0)), np.full(items, np.inf))
    p = counts.share
    equal = effective_groups(counts.n_g)
    simple = p * (1 - p) / counts.n
    if not simple.any():
        effect = 1 + LIKENESS * (counts.n / equal - 1)
        return DesignEffects(np.full(items, max(effect, 1.0)), np.full(items, max(equal - 1, 1.0)))
    # By size: an item that the largest employers happen not to show would else look too certain.
    known = powers_of(influence(counts)) if powers is None else powers
    return moderated_effects(*known, simple, groups, pool_by_size=True, df_limit=equal)


def effective_size(n: float, effects: DesignEffects, level: float) -> Array:
    """Unrelated postings that would say as much, with few groups paid for as (z / t)^2.

    >>> effects = DesignEffects(np.array([2.0]), np.array([np.inf]))
    >>> effective_size(100, effects, 0.95).tolist()
    [50.0]
    """
    from scipy.special import ndtri, stdtrit

    tail = 0.5 + level / 2
    z = ndtri(tail)
    t = np.where(np.isinf(effects.df), z, stdtrit(np.minimum(effects.df, 1e9), tail))
    return np.asarray(n / effects.effect * (z / t) ** 2, dtype=np.float64)


def posterior(
    counts: GroupCounts,
    n_effective: Array,
    design_effect: Array,
    prior_mean: npt.ArrayLike,
    prior_strength: npt.ArrayLike,
    level: float,
) -> Shares:
    """Beta posterior of each share from its effective sample size and prior."""
    from scipy.special import betaincinv

    items = counts.k_gf.shape[1]
    mean = np.clip(np.broadcast_to(np.asarray(prior_mean, dtype=np.float64), (items,)), 1e-6, 1 - 1e-6)
    strength = np.broadcast_to(np.asarray(prior_strength, dtype=np.float64), (items,))
    raw = counts.share
    alpha = strength * mean + n_effective * raw
    beta = strength * (1 - mean) + n_effective * (1 - raw)
    share = alpha / (alpha + beta)
    tail = (1 - level) / 2
    # A very skewed posterior can put its mean outside its own quantiles: the interval then reaches it.
    low = np.minimum(betaincinv(alpha, beta, tail), share)
    high = np.maximum(betaincinv(alpha, beta, 1 - tail), share)
    return Shares(
        k=counts.k,
        n=np.full(items, counts.n),
        raw_share=raw,
        share=share,
        low=np.asarray(low, dtype=np.float64),
        high=np.asarray(high, dtype=np.float64),
        n_effective=n_effective,
        design_effect=design_effect,
        prior_mean=np.asarray(mean, dtype=np.float64),
        prior_strength=np.asarray(strength, dtype=np.float64),
    )
