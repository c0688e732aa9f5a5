"""The parts of the pay model: ridge, trees, intervals from errors on unseen employers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metier.statistics.boost import boost, boosted
from metier.statistics.conformal import conformal_quantiles
from metier.statistics.pay_fit import employer_folds
from metier.statistics.ridge import columns, design, solve, solve_robust

RANDOM = np.random.default_rng(20261123)


def rows_of(flags: np.ndarray) -> list[list[str]]:
    return [[f"t{i}" for i in np.flatnonzero(row)] for row in flags]


def test_ridge_finds_effects_and_outliers_do_not_move_the_robust_one() -> None:
    flags = RANDOM.random((600, 2)) < 0.5
    table = design(rows_of(flags), ["t0", "t1"])
    pay = 11.0 + flags @ np.array([0.3, -0.2]) + RANDOM.normal(0, 0.05, 600)
    pay[flags[:, 0] & (RANDOM.random(600) < 0.15)] += 3.0  # a misread amount
    penalty = np.array([1.0, 1.0, 0.0])
    robust, _ = solve_robust(table, pay, penalty)
    assert np.allclose(robust, [0.3, -0.2, 11.0], atol=0.03)
    assert solve(table, pay, np.ones(600), penalty)[0] > 0.5


def test_a_term_of_few_rows_or_of_few_employers_has_no_column() -> None:
    rows = [["rare"], *[["one employer", "common"]] * 5, *[["common"]] * 5]
    assert columns(rows, [9, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6], 3, 2).terms == ("common",)


def test_trees_find_what_two_terms_do_together() -> None:
    flags = RANDOM.random((2000, 3)) < 0.5
    table = design(rows_of(flags), ["t0", "t1", "t2"])[:, :-1]
    target = 0.4 * (flags[:, 0] & flags[:, 1])
    trees = boost(table, ["t0", "t1", "t2"], target, 1, trees=80)
    fitted = boosted(table, ["t0", "t1", "t2"], trees)
    assert np.abs(fitted - target).mean() < 0.05
    one = frozenset(rows_of(flags)[0])
    assert np.isclose(sum(tree.value(one) for tree in trees), fitted[0])


@given(st.lists(st.integers(0, 40), min_size=1, max_size=80), st.integers(0, 5))
def test_all_statements_of_an_employer_are_in_one_fold(employers: list[int], seed: int) -> None:
    fold = employer_folds(np.array(employers), seed)
    assert len({(e, int(f)) for e, f in zip(employers, fold, strict=True)}) == len(set(employers))


def test_nine_in_ten_new_errors_lie_between_the_quantiles_of_old_ones() -> None:
    hits = []
    for _ in range(400):
        old, new = RANDOM.standard_t(3, 60), RANDOM.standard_t(3)
        low, high = conformal_quantiles(old, [0.05, 0.95])
        hits.append(low <= new <= high)
    assert 0.87 <= np.mean(hits) <= 0.97


@given(st.lists(st.floats(-5, 5), max_size=60))
def test_quantiles_are_in_order_and_infinite_where_few_errors_bound_nothing(errors: list[float]) -> None:
    low, high = conformal_quantiles(np.array(errors), [0.05, 0.95])
    assert low <= high
    assert np.isinf(low) == (len(errors) < 19)
