"""Trees: the quick sums choose what plain counting of every leaf and term would choose."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from metier.statistics.boost import DEPTH, HUBER, SHRINK, boost, boosted
from metier.statistics.boost import _splits as quick_splits
from metier.statistics.clusters import Array
from metier.statistics.ridge import Integers


def plain_gains(shown: Array, pull: Array, leaf: Integers, leaves: int) -> Array:
    """The gain of each term, by looking at every row of every leaf."""
    total = np.zeros(shown.shape[1])
    for number in range(leaves):
        for answer in (0, 1):
            mine = (leaf == number)[:, None] & (shown == answer)
            total += (mine * pull[:, None]).sum(axis=0) ** 2 / (mine.sum(axis=0) + SHRINK)
    return total


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(5, 60), st.integers(2, 9))
def test_a_tree_asks_what_plain_counting_would_ask(seed: int, rows: int, terms: int) -> None:
    random = np.random.default_rng(seed)
    shown = (random.random((rows, terms)) < random.uniform(0.1, 0.9, terms)).astype(np.float64)
    pull = random.normal(0, 1, rows)
    drawn = np.flatnonzero(random.random(rows) < 0.7)
    asked = random.permutation(terms)[: max(2, terms // 2)]
    table = csr_array(shown)
    splits, leaf = quick_splits(table, table.tocsc(), pull, drawn, asked)
    expected = np.zeros(rows, dtype=np.int64)
    for level, split in enumerate(splits):
        gains = plain_gains(shown[drawn], pull[drawn], expected[drawn], 1 << level)
        assert gains[split] >= gains[asked].max() - 1e-9
        expected = 2 * expected + shown[:, split].astype(np.int64)
    assert len(splits) == DEPTH
    assert leaf.tolist() == expected.tolist()


def test_trees_find_what_two_terms_do_only_together() -> None:
    random = np.random.default_rng(1)
    shown = (random.random((2000, 6)) < 0.5).astype(np.float64)
    errors = np.where((shown[:, 0] == 1) & (shown[:, 1] == 1), 3 * HUBER, 0.0)
    table, terms = csr_array(shown), [f"t{i}" for i in range(6)]
    trees = boost(table, terms, errors, 0, trees=60)
    found = boosted(table, terms, trees)
    both = errors > 0
    assert found[both].mean() > 2.5 * HUBER
    assert abs(found[~both].mean()) < 0.2 * HUBER
    assert boost(table, terms, errors, 0, trees=60) == trees


def test_trees_do_not_depend_on_the_last_digits_of_what_they_are_fitted_to() -> None:
    random = np.random.default_rng(3)
    shown = (random.random((3000, 5)) < 0.5).astype(np.float64)
    table = csr_array(np.hstack([shown, 1 - shown]))  # a term and its opposite split alike: only rounding tells
    errors = np.round(random.normal(0, HUBER, 3000), 4)
    other = errors + random.normal(0, 1e-13, 3000)  # as another number of threads would sum
    terms = [f"t{i}" for i in range(10)]
    assert boost(table, terms, errors, 0, trees=40) == boost(table, terms, other, 0, trees=40)
