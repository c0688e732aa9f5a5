"""Shares of postings: bounds, shrinkage, clusters."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.statistics.clusters import group_counts
from metier.statistics.shares import shares

Array = npt.NDArray[np.float64]


@st.composite
def counts(draw: st.DrawFn, items: int = 4) -> tuple[Array, Array]:
    """Postings of up to 30 employer groups, some empty, with items shown by any number of them."""
    n = np.array(draw(st.lists(st.integers(0, 40), min_size=1, max_size=30)), dtype=float)
    part = np.array(draw(st.lists(st.floats(0, 1), min_size=len(n) * items, max_size=len(n) * items)))
    return n, np.floor(part.reshape(len(n), items) * n[:, None] + 1e-9)


@settings(max_examples=80)
@given(counts(), st.floats(0.001, 0.999), st.floats(0.5, 200))
def test_intervals_hold_the_share(given_counts: tuple[Array, Array], mean: float, strength: float) -> None:
    s = shares(*given_counts, mean, strength)
    assert np.all((s.low >= 0) & (s.low <= s.share) & (s.share <= s.high) & (s.high <= 1))
    assert np.all(s.design_effect >= 1)
    assert np.all(s.n_effective <= s.n + 1e-9)


@settings(max_examples=60)
@given(counts(), st.integers(0, 1000))
def test_order_of_groups_and_items_does_not_matter(given_counts: tuple[Array, Array], seed: int) -> None:
    n, k = given_counts
    rng = np.random.default_rng(seed)
    groups, items = rng.permutation(len(n)), rng.permutation(k.shape[1])
    one = shares(n, k, 0.3, 10)
    other = shares(n[groups], k[groups][:, items], 0.3, 10)
    for name in ("share", "low", "high"):
        assert getattr(other, name) == pytest.approx(getattr(one, name)[items], abs=1e-9)


@settings(max_examples=60)
@given(counts(), counts())
def test_counts_of_slices_add(one: tuple[Array, Array], other: tuple[Array, Array]) -> None:
    """Two slices added by group give the postings of both, whatever the groups."""
    size = max(len(one[0]), len(other[0]))
    n, k = np.zeros(size), np.zeros((size, 4))
    for part_n, part_k in (one, other):
        n[: len(part_n)] += part_n
        k[: len(part_n)] += part_k
    both = shares(n, k, 0.3, 10)
    assert both.k == pytest.approx(shares(*one, 0.3, 10).k + shares(*other, 0.3, 10).k)
    assert both.n[0] == one[0].sum() + other[0].sum()


@settings(max_examples=60)
@given(counts(items=1), st.integers(2, 6))
def test_more_employers_alike_narrow_the_interval(given_counts: tuple[Array, Array], times: int) -> None:
    n, k = given_counts
    if np.count_nonzero(n) < 2:
        return
    mean = float(np.clip(k.sum() / n.sum(), 0.01, 0.99))  # keeps the centre where it is
    few = shares(n, k, mean, 5)
    many = shares(np.tile(n, times), np.tile(k, (times, 1)), mean, 5)
    assert (many.high - many.low)[0] <= (few.high - few.low)[0] + 1e-9


def test_one_template_is_not_a_hundred_postings() -> None:
    """A hundred postings of one employer say less than a hundred of a hundred employers."""
    n = np.array([100.0] + [1.0] * 100)
    template = np.zeros((101, 1))
    template[0] = 100
    spread = np.zeros((200, 1))
    spread[:100] = 1
    one_employer = shares(n, template)
    many = shares(np.ones(200), spread)
    assert one_employer.raw_share[0] == many.raw_share[0]
    assert one_employer.n_effective[0] < 5
    assert many.n_effective[0] > 150
    assert one_employer.high[0] - one_employer.low[0] > 4 * (many.high[0] - many.low[0])


def test_one_employer_is_one_observation() -> None:
    assert shares([500], [[400]], 0.2, 10).n_effective[0] == pytest.approx(1)


def test_without_postings_the_share_is_the_prior() -> None:
    s = shares(np.zeros(256), np.zeros((256, 2)), [0.2, 0.7], [10, 20])
    assert s.share == pytest.approx([0.2, 0.7])
    assert s.low[0] < 0.2 < s.high[0]


def test_nobody_shows_the_item() -> None:
    s = shares(np.full(50, 4.0), np.zeros((50, 1)), 0.1, 20)
    assert 0 < s.share[0] < 0.03
    assert s.high[0] < 0.1


def test_an_item_nobody_shows_learns_from_the_only_other() -> None:
    n = np.full(100, 5.0)
    shown = np.zeros((100, 2))
    shown[::2, 0] = 5
    s = shares(n, shown, 0.1, 10)
    assert s.design_effect[1] == pytest.approx(s.design_effect[0])
    assert s.n_effective[1] == pytest.approx(s.n_effective[0])
    assert s.design_effect[0] > 3


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and the n"):
        group_counts([1], [[2]])
    with pytest.raises(ValueError, match="must be"):
        group_counts([1, 2], [[1]])
