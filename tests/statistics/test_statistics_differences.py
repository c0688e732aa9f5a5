"""Differences of two roles: symmetric, careful with templates, able to see what is there."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from test_statistics_shares import Array, counts

from metier.statistics.clusters import DesignEffects
from metier.statistics.differences import Differences, differences, likelihood_ratio_p


def pair(one: tuple[Array, Array], other: tuple[Array, Array]) -> tuple[tuple[Array, Array], ...]:
    """Both over the same groups."""
    size = max(len(one[0]), len(other[0]))
    return tuple((np.pad(n, (0, size - len(n))), np.pad(k, ((0, size - len(n)), (0, 0)))) for n, k in (one, other))


@settings(max_examples=80)
@given(counts(), counts())
def test_a_minus_b_is_minus_b_minus_a(one: tuple[Array, Array], other: tuple[Array, Array]) -> None:
    a, b = pair(one, other)
    there, back = differences(a, b), differences(b, a)
    assert there.difference == pytest.approx(-back.difference)
    assert there.low == pytest.approx(-back.high)
    assert there.p_value == pytest.approx(back.p_value, nan_ok=True)
    assert np.array_equal(there.real, back.real)
    assert np.all((there.low <= there.difference + 1e-12) & (there.difference <= there.high + 1e-12))
    assert np.all(np.isnan(there.p_value) | ((there.p_value >= 0) & (there.p_value <= 1)))


@settings(max_examples=40)
@given(counts())
def test_a_role_does_not_differ_from_itself(one: tuple[Array, Array]) -> None:
    found = differences(one, one)
    assert not found.real.any()
    assert found.difference == pytest.approx(np.zeros(4))


def _simple(n_a: int, k_a: int, n_b: int, k_b: int) -> Differences:
    """Two roles without common employers, one posting an employer, and items that nobody tells apart."""
    n = n_a + n_b
    side = np.arange(n) < n_a
    shown = np.zeros((n, 5))
    shown[:k_a, 0] = 1
    shown[n_a : n_a + k_b, 0] = 1
    shown[::2, 1:] = 1
    return differences((side * 1.0, shown * side[:, None]), (~side * 1.0, shown * ~side[:, None]))


def test_a_large_difference_is_real_and_a_small_one_not() -> None:
    assert _simple(100, 60, 100, 20).real[0]
    assert not _simple(100, 22, 100, 20).real[0]
    assert not _simple(10, 4, 100, 20).real[0]


def test_one_employers_template_is_not_a_difference() -> None:
    """Forty of a hundred postings show an item, but all are one employer's."""
    n_a, n_b = np.ones(101), np.ones(101)
    n_a[0], n_b[0] = 40, 0
    n_a[61:] = 0
    k_a, k_b = np.zeros((101, 1)), np.zeros((101, 1))
    k_a[0] = 40
    k_b[1] = 1
    found = differences((n_a, k_a), (n_b, k_b))
    assert found.raw_difference[0] == pytest.approx(0.39)
    assert not found.real[0]
    assert found.p_value[0] > 0.05


def test_employers_of_both_roles_count_once() -> None:
    """Where the same employers make both shares vary, the difference is surer than its two parts."""
    rng = np.random.default_rng(3)
    rate = rng.beta(1, 1, 60)
    n = np.full(60, 20.0)
    a, b = ((n, rng.binomial(20, rate).astype(float)[:, None]) for _ in range(2))
    strangers = (n, b[1][rng.permutation(60)])
    together, apart = differences(a, b), differences(a, strangers)
    assert together.design_effect[0] < apart.design_effect[0]
    assert together.high[0] - together.low[0] < apart.high[0] - apart.low[0]


def test_far_tail_stays_near_the_exact_binomial() -> None:
    """Where p is 1e-4 or less, within a factor ten of the exact two-sided p; z is off by many powers."""
    plain = DesignEffects(np.ones(1), np.full(1, 1e9))

    def tail(k: int, n: int, share: float) -> float:
        """Chance of k or more."""
        return sum(comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k, n + 1))

    for k, n, share in ((10, 50, 0.02), (5, 40, 0.01), (9, 30, 0.05), (60, 300, 0.1)):
        exact = 2 * tail(k, n, share)
        p = likelihood_ratio_p(np.array([float(k)]), n, np.array([share * 1e6]), 1_000_000, plain)[0]
        assert exact / 10 < p < exact * 2, (k, n, share)


def test_items_that_nobody_shows_are_not_tested() -> None:
    n = np.full(30, 5.0)
    found = differences((n, np.zeros((30, 1))), (n, np.zeros((30, 1))))
    assert np.isnan(found.p_value[0])
    assert not found.real[0]


def test_a_role_without_postings_has_no_real_difference() -> None:
    n, k = np.full(30, 5.0), np.full((30, 3), 4.0)
    found = differences((n, k), (n * 0, k * 0))
    assert not found.real.any()
    assert np.isfinite(found.low).all()


def test_different_items_are_refused() -> None:
    with pytest.raises(ValueError, match="same groups and items"):
        differences(([1, 1], [[1], [0]]), ([1, 1], [[1, 0], [0, 0]]))
