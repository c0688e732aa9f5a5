"""What one role's counts say before another role is looked at, and the differences of two such roles.

The differences are those of :mod:`metier.statistics.differences`. There, two tables of counts are read anew for each
pair; here, what each role's table says by itself is worked out once, because a role stands in many pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import (
    GROUPS,
    Array,
    Bools,
    DesignEffects,
    group_counts,
    influence,
    left_by,
    moderated_effects,
    moves_from,
    powers_of,
)
from metier.statistics.differences import Differences, Prior, joined_differences, likelihood_ratio_p
from metier.statistics.shares import Shares, effective_size, posterior, share_design

Places = npt.NDArray[np.int64]
Counted = npt.NDArray[np.uint16] | npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RoleShares:
    """One role's shares by item, with what differences need of its employers.

    ``groups`` are the employer groups that have postings; ``n_g`` and ``k_gf`` have one row for each of them.
    ``table`` holds ``shares`` as (fields, items), so that some items are taken of all fields at once.
    """

    groups: Places
    there: Bools  # of all employer groups, those
    n_g: Array
    rest: Array  # postings that each group's leaving leaves
    k_gf: Counted
    n: float
    shares: Shares
    table: Array
    square: Array  # sum over the groups of the squared move of each item's share
    fourth: Array  # the same of fourth powers

    def taken(self, items: Places) -> Shares:
        """The shares of some items."""
        return Shares(*self.table.take(items, axis=1))

    def moves(self, items: Places) -> Array:
        """How far the shares of some items move when each of all employer groups is left out (groups, items)."""
        share, counts = self.shares.raw_share[items], self.k_gf.take(items, axis=1)
        found = np.zeros((GROUPS, len(items)))
        found[self.groups] = moves_from(self.n_g, counts.astype(np.float64), share, self.rest)
        return found


def role_shares(groups: Places, n_g: Array, k_gf: Counted, prior: Prior, level: float) -> RoleShares:
    """The shares of one role by item, from the counts of the employer groups that have postings."""
    counts = group_counts(n_g, k_gf)
    square, fourth = powers_of(influence(counts))
    effects = share_design(counts, (square, fourth))
    made = posterior(counts, effective_size(counts.n, effects, level), effects.effect, *prior, level)
    table = np.array([getattr(made, field.name) for field in fields(Shares)])
    there = np.zeros(GROUPS, dtype=np.bool_)
    there[groups] = True
    return RoleShares(
        groups=groups,
        there=there,
        n_g=counts.n_g,
        rest=left_by(counts.n_g),
        k_gf=k_gf,
        n=counts.n,
        shares=Shares(*table),
        table=table,
        square=square,
        fourth=fourth,
    )


def differences_of(
    roles: tuple[RoleShares, RoleShares],
    items: tuple[Places, Places],
    shares: tuple[Shares, Shares],
    *,
    q: float = 0.05,
) -> Differences:
    """Difference of each item's share between two roles, whose ``shares`` of the items are given.

    Item i is ``items[0][i]`` of the first role and ``items[1][i]`` of the second.
    """
    (a, b), (at_a, at_b), (left, right) = roles, items, shares
    both = np.flatnonzero((left.k > 0) & (right.k > 0))
    move_a, move_b = a.moves(at_a[both]), b.moves(at_b[both])
    effects = _design(a, b, (left, right), (at_a, at_b), (both, move_a - move_b))
    p_value = likelihood_ratio_p(left.k, a.n, right.k, b.n, effects)
    size = float(np.sqrt(a.square[at_a].sum() * b.square[at_b].sum()))
    correlation = float(np.clip((move_a * move_b).sum() / size, -0.5, 0.9)) if size > 0 else 0.0
    return joined_differences(left, right, effects, p_value, correlation, q)


def _design(
    a: RoleShares,
    b: RoleShares,
    shares: tuple[Shares, Shares],
    at: tuple[Places, Places],
    common: tuple[Places, Array],
) -> DesignEffects:
    """Design effect of each difference. Only items that both roles show need their moves side by side."""
    (left, right), (at_a, at_b), (both, moves) = shares, at, common
    alone = [role.n for role in (a, b) if len(role.groups) < 2]
    if alone:
        return DesignEffects(np.full(len(at_a), max(*alone, 1.0)), np.ones(len(at_a)))
    simple = left.raw_share * (1 - left.raw_share) / a.n + right.raw_share * (1 - right.raw_share) / b.n
    total, fourth = a.square[at_a] + b.square[at_b], a.fourth[at_a] + b.fourth[at_b]
    square = moves * moves
    total[both], fourth[both] = square.sum(axis=0), (square * square).sum(axis=0)
    groups = int(np.count_nonzero(a.there | b.there))
    return moderated_effects(total, fourth, simple, groups, pool_by_size=False)
