"""Quantiles of stated pay and gaps between roles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.statistics.like_for_like import LikeForLike, NotComparable, like_for_like
from metier.statistics.pay import median_gap, quantiles
from metier.statistics.pay_condense import condensed
from metier.statistics.pay_rows import PayRows, pay_rows

PROBS = (0.1, 0.25, 0.5, 0.75, 0.9)


Columns = tuple[np.ndarray, ...]


@st.composite
def columns(draw: st.DrawFn) -> Columns:
    """Up to 60 ranges and amounts in three cells: low, high, statements, employer group (-1: none), cell."""
    size = draw(st.integers(1, 60))
    whole = st.integers(20, 400)
    low = np.array(draw(st.lists(whole, min_size=size, max_size=size))) * 1000.0
    wide = np.array(draw(st.lists(st.integers(0, 80), min_size=size, max_size=size))) * 1000.0
    times = np.array(draw(st.lists(st.integers(0, 5), min_size=size, max_size=size)))
    group = np.array(draw(st.lists(st.integers(0, 12), min_size=size, max_size=size)))
    cell = np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    recorded = np.array(draw(st.tuples(*[st.booleans()] * 3)))
    return low, low + wide, times, np.where(recorded[cell], group, -1), cell


@settings(max_examples=80)
@given(columns())
def test_quantiles_are_ordered_and_inside_their_intervals(given_columns: Columns) -> None:
    given_rows = pay_rows(*given_columns)
    found = quantiles(given_rows, PROBS)
    assert [q.value for q in found] == sorted(q.value for q in found)
    for q in found:
        assert given_rows.low.min() <= q.low <= q.value <= q.high <= given_rows.high.max()
        assert q.n_statements == given_rows.n


@settings(max_examples=40)
@given(columns())
def test_a_row_stated_twice_is_two_rows(given_columns: Columns) -> None:
    low, high, times, group, cell = given_columns
    apart = pay_rows(*(np.repeat(x, times) for x in (low, high, np.ones_like(times), group, cell)))
    for one, other in zip(quantiles(pay_rows(*given_columns), PROBS), quantiles(apart, PROBS), strict=True):
        assert (one.prob, one.value, one.n_statements) == (other.prob, other.value, other.n_statements)
        assert (one.low, one.high) == pytest.approx((other.low, other.high))


@settings(max_examples=60)
@given(columns(), st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_cells_that_are_kept_are_as_if_the_others_had_never_been(
    given_columns: Columns, kept: tuple[bool, ...]
) -> None:
    rows = pay_rows(*given_columns)
    mine = np.array(kept)[given_columns[4]]
    alone = pay_rows(*(column[mine] for column in given_columns))
    assert quantiles(rows.keep(np.array(kept)[: rows.cells]), PROBS) == quantiles(alone, PROBS)


@settings(max_examples=60)
@given(columns(), st.integers(1, 40))
def test_condensing_keeps_stated_amounts_and_counts_every_statement(given_columns: Columns, most: int) -> None:
    low, high, _ = (c.astype(float) for c in np.unique(np.stack(given_columns[:3], axis=1), axis=0).T)
    pairs, times = np.unique(np.stack([low, high], axis=1), axis=0, return_counts=True)
    kept, stands_for = condensed(pairs[:, 0], pairs[:, 1], times, most)
    assert len(set(kept.tolist())) == len(kept) <= most
    assert stands_for.sum() == times.sum()
    assert stands_for.min() > 0
    if len(pairs) <= most:
        assert stands_for.tolist() == times.tolist()


def test_condensing_hardly_moves_quantiles() -> None:
    rng = np.random.default_rng(4)
    middle = np.exp(rng.normal(11.7, 0.35, 3000))
    half = np.where(rng.random(3000) < 0.6, rng.uniform(1.05, 1.4, 3000), 1.0)
    low, high = np.round(middle / half, -3), np.round(middle * half, -3)
    pairs, times = np.unique(np.stack([low, high], axis=1), axis=0, return_counts=True)
    kept, stands_for = condensed(pairs[:, 0], pairs[:, 1], times, 64)
    whole, few = (
        quantiles(pay_rows(p[:, 0], p[:, 1], n, np.full(len(n), -1)), PROBS)
        for p, n in ((pairs, times), (pairs[kept], stands_for))
    )
    for one, other in zip(whole, few, strict=True):
        assert other.value == pytest.approx(one.value, rel=0.015)


def test_a_range_counts_half_at_each_end() -> None:
    ranges = pay_rows([100] * 20, [200] * 20, [1] * 20, range(20))
    median = quantiles(ranges, [0.5])[0]
    assert (median.value, median.low, median.high) == (150, 100, 200)
    assert median.n_statements == 20


def test_median_of_single_amounts() -> None:
    amounts = np.arange(1, 102) * 1000.0
    median = quantiles(pay_rows(amounts, amounts, np.ones(101), np.full(101, -1)), [0.5])[0]
    assert median.value == 51_000
    # Binomial order statistics of 101: the 41st and the 61st.
    assert median.low == pytest.approx(41_000, abs=1000)
    assert median.high == pytest.approx(61_000, abs=1000)


def test_five_statements_have_no_bounded_median_and_none_has_nothing() -> None:
    five = pay_rows([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1] * 5, [-1] * 5)
    assert quantiles(five, [0.5]) == ()
    assert quantiles(pay_rows([], [], [], []), [0.5]) == ()


def test_one_employers_offers_are_alike() -> None:
    rng = np.random.default_rng(1)
    habit = np.repeat(rng.normal(11.5, 0.3, 40), 10)
    amounts = np.exp(habit + rng.normal(0, 0.05, 400))
    known = quantiles(pay_rows(amounts, amounts, np.ones(400), np.repeat(np.arange(40), 10)), [0.5])[0]
    unknown = quantiles(pay_rows(amounts, amounts, np.ones(400), np.full(400, -1)), [0.5])[0]
    assert known.value == unknown.value
    assert known.high - known.low > 2 * (unknown.high - unknown.low)


def test_gap_of_medians_is_symmetric_in_logs() -> None:
    rng = np.random.default_rng(2)
    a, b = (
        quantiles(pay_rows(x, x, np.ones(200), np.full(200, -1)), [0.5])[0]
        for x in (np.exp(rng.normal(c, 0.3, 200)) for c in (11.7, 11.5))
    )
    there, back = median_gap(a, b), median_gap(b, a)
    assert (1 + there.value) * (1 + back.value) == pytest.approx(1)
    assert (1 + there.low) * (1 + back.high) == pytest.approx(1)
    assert there.low < np.expm1(0.2) < there.high


def test_ranges_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="low <= high"):
        pay_rows([2], [1], [1], [-1])
    with pytest.raises(ValueError, match="one length"):
        pay_rows([2], [3], [1, 1], [-1])


def _role(share_senior: float, premium: float, seed: int) -> tuple[PayRows, list[str]]:
    """Seniors earn 40 % (log) more than juniors; everybody ``premium`` more. Employers of seniors are recorded."""
    rng = np.random.default_rng(seed)
    senior = rng.random(600) < share_senior
    pay = np.exp(11.3 + 0.4 * senior + premium + rng.normal(0, 0.2, 600))
    group = np.where(senior, rng.integers(0, 200, 600), -1)
    return pay_rows(pay, pay * 1.2, np.ones(600), group, senior.astype(int)), ["junior", "senior"]


def _roles(premium: float) -> tuple[PayRows, list[str], PayRows, list[str]]:
    """Role a is mostly senior and pays ``premium`` more, b is mostly junior."""
    return (*_role(0.8, premium, 1), *_role(0.2, 0.0, 2))


def test_the_mix_is_taken_out() -> None:
    a, cells_a, b, cells_b = _roles(premium=0.0)
    gap = like_for_like(a, cells_a, b, cells_b, minimum_overlap=0.3, minimum_cell=5)
    assert isinstance(gap, LikeForLike)
    assert gap.raw.low > 0.15
    assert gap.remaining.low < 0 < gap.remaining.high
    assert gap.mix.value == pytest.approx(np.expm1(0.24), abs=0.06)
    assert (1 + gap.mix.value) * (1 + gap.remaining.value) == pytest.approx(1 + gap.raw.value)
    assert gap.cells == 2
    assert gap.share_a == gap.share_b == 1.0


def test_a_premium_in_every_cell_remains() -> None:
    a, cells_a, b, cells_b = _roles(premium=0.1)
    there = like_for_like(a, cells_a, b, cells_b, minimum_overlap=0.3, minimum_cell=5)
    back = like_for_like(b, cells_b, a, cells_a, minimum_overlap=0.3, minimum_cell=5)
    assert isinstance(there, LikeForLike)
    assert isinstance(back, LikeForLike)
    assert there.remaining.low < np.expm1(0.1) < there.remaining.high
    assert there.remaining.low > 0
    assert (1 + there.remaining.value) * (1 + back.remaining.value) == pytest.approx(1)


def test_too_little_in_common_is_refused_with_the_reason() -> None:
    a, cells_a, b, _ = _roles(premium=0.0)
    gap = like_for_like(a, cells_a, b, ["elsewhere"] * 2, minimum_overlap=0.3, minimum_cell=5)
    assert isinstance(gap, NotComparable)
    assert gap.cells == 0
    assert "0% of the first role's" in gap.reason


def test_no_statements_are_refused_too() -> None:
    nothing = pay_rows([], [], [], [])
    assert isinstance(like_for_like(nothing, [], nothing, [], minimum_overlap=0.3, minimum_cell=5), NotComparable)
