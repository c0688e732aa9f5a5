"""What is worked out once a role gives the same differences as two tables of counts read side by side."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from metier.statistics.clusters import GROUPS, Array
from metier.statistics.differences import Differences, Prior, differences
from metier.statistics.role_shares import differences_of, role_shares
from metier.statistics.shares import Shares

ITEMS = 12


def counts(seed: int, employers: int) -> tuple[Array, Array]:
    """Postings by employer group, and those that show each item; some items are never shown."""
    rng = np.random.default_rng(seed)
    n_g = np.zeros(GROUPS)
    n_g[rng.choice(GROUPS, employers, replace=False)] = rng.integers(1, 9, employers)
    rate = rng.beta(0.5, 2, ITEMS) * (rng.random(ITEMS) > 0.3)
    return n_g, rng.binomial(n_g.astype(int)[:, None], rate[None, :]).astype(np.float64)


@pytest.mark.parametrize(("employers_a", "employers_b"), [(120, 60), (8, 200), (1, 40), (30, 1)])
def test_differences_are_the_same_by_either_way(employers_a: int, employers_b: int) -> None:
    tables = [counts(1, employers_a), counts(2, employers_b)]
    prior: Prior = (np.linspace(0.05, 0.6, ITEMS), np.full(ITEMS, 20.0))
    whole = differences(*tables, prior_a=prior, prior_b=prior, level=0.95)
    made = []
    for n_g, k_gf in tables:
        there = np.flatnonzero(n_g)
        made.append(role_shares(there, n_g[there], k_gf[there].astype(np.uint16), prior, 0.95))
    items = np.arange(ITEMS)
    found = differences_of((made[0], made[1]), (items, items), (made[0].taken(items), made[1].taken(items)))
    for field in fields(Differences):
        one, other = getattr(found, field.name), getattr(whole, field.name)
        if isinstance(one, Shares):
            for part in fields(Shares):
                np.testing.assert_allclose(getattr(one, part.name), getattr(other, part.name), rtol=1e-12)
        else:
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-13)
