"""Shares at one mix of roles and companions of technologies: do they find what was put in, and no more?"""

from __future__ import annotations

import numpy as np
import pytest

from metier.statistics.companions import companion_ratio
from metier.statistics.leave_out import left_out_variance
from metier.statistics.mixed_share import MixedShare, change, mixed_share

GROUPS = 60
WEIGHT = np.array([0.5, 0.3, 0.2])
TRUE = np.array([0.6, 0.3, 0.1])


def slice_of(seed: int, sizes: list[int], truth: np.ndarray = TRUE, alike: float = 0.0) -> MixedShare:
    """The share of a slice with some postings of each role; ``alike``: how much employers differ in it."""
    rng = np.random.default_rng(seed)
    n = np.stack([rng.multinomial(size, np.full(GROUPS, 1 / GROUPS)) for size in sizes]).astype(float)
    p = np.clip(truth[:, None] + rng.normal(0, alike, GROUPS)[None, :], 0.0, 1.0)
    k = rng.binomial(n.astype(int), p).astype(float)
    return mixed_share(n, k, WEIGHT, TRUE, 8, level=0.95)


def test_slices_of_other_roles_have_the_same_share_at_one_mix() -> None:
    """Plain shares of these slices would be 0.55 and 0.15."""
    many, few = slice_of(1, [9000, 900, 300]), slice_of(2, [300, 900, 9000])
    assert many.share == pytest.approx(float(WEIGHT @ TRUE), abs=0.02)
    assert few.share == pytest.approx(many.share, abs=0.03)


@pytest.mark.parametrize("alike", [0.0, 0.15])
def test_intervals_hold_the_truth_also_where_employers_differ(alike: float) -> None:
    found = [slice_of(seed, [400, 300, 200], alike=alike) for seed in range(200)]
    truth = float(WEIGHT @ TRUE)
    assert sum(one.low <= truth <= one.high for one in found) >= 182  # 95 % of 200 is 190


def test_a_role_that_the_slice_lacks_counts_as_usual_and_widens_the_interval() -> None:
    whole, part = slice_of(3, [600, 600, 600]), slice_of(3, [0, 600, 600])
    assert part.own == pytest.approx(0.5, abs=0.01)
    assert part.share == pytest.approx(whole.share, abs=0.05)
    assert part.high - part.low > 0.9 * (whole.high - whole.low)


def test_a_slice_without_postings_says_that_anything_may_be() -> None:
    nothing = slice_of(4, [0, 0, 0])
    assert (nothing.n, nothing.own, nothing.low, nothing.high) == (0, 0.0, 0.0, 1.0)


def test_no_change_is_found_where_there_is_none() -> None:
    clear = sum(
        change(slice_of(seed, [400, 300, 200]), slice_of(seed + 1000, [300, 300, 300])).clear for seed in range(200)
    )
    assert clear <= 18  # 5 % of 200 is 10
    moved = change(slice_of(1, [900, 900, 900]), slice_of(2, [900, 900, 900], TRUE + 0.1))
    assert moved.low < 0.1 < moved.high
    assert moved.clear


def test_a_ratio_that_one_group_of_employers_makes_is_not_told() -> None:
    n, x, y, both = (np.zeros((1, 10)) for _ in range(4))
    n[:] = 20
    x[:] = 5
    y[:, 0] = both[:, 0] = 5
    assert companion_ratio(n, x, y, both, level=0.95) is None
    assert companion_ratio(n * 0, x * 0, y * 0, both * 0, level=0.95) is None


def test_few_unequal_groups_leave_few_degrees_of_freedom() -> None:
    equal = left_out_variance(np.array([0.0, 1.0] * 50))
    one = left_out_variance(np.array([0.0] * 99 + [1.0]))
    assert equal[1] > 90 > 3 > one[1]
