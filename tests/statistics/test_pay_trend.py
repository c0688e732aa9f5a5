"""The trend of pay: a changing mix of jobs is no change of pay, and the error is that of leaving employers out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.statistics.clusters import Array
from metier.statistics.pay_trend import Change, DatedPay, log_gap, pay_trend


def trend(pay: DatedPay, *, statements: float = 2, employers: float = 1, effect: float = 1.0) -> tuple[Change, ...]:
    return pay_trend(pay, least_statements=statements, least_employers=employers, unknown_effect=effect)


def sample(seed: int, *, rows: int = 120, cells: int = 5, periods: int = 3, groups: int = 12) -> DatedPay:
    """Statements with noise in random cells, periods and groups."""
    rng = np.random.default_rng(seed)
    cell, period, group = (rng.integers(0, top, rows) for top in (cells, periods, groups))
    return DatedPay(cell, period, group, 11 + 0.3 * cell + 0.05 * period + rng.normal(0, 0.2, rows))


def by_dummies(pay: DatedPay) -> Array:
    """Changes from the last period by plain regression on a dummy a cell and a dummy a period."""
    cells, periods = np.unique(pay.cell), np.unique(pay.period)
    columns = [pay.cell == c for c in cells] + [pay.period == p for p in periods[:-1]]
    found = np.linalg.lstsq(np.stack(columns, axis=1).astype(float), pay.log_pay, rcond=None)[0]
    return np.asarray(found[len(cells) :])


def test_better_paid_jobs_becoming_more_common_is_no_rise_of_pay() -> None:
    """Pay of each kind of job stays; only the mix moves, and the mean rises by a third."""
    cell = np.repeat([0, 1, 0, 1], [80, 20, 20, 80])
    period = np.repeat([0, 0, 1, 1], [80, 20, 20, 80])
    pay = DatedPay(cell, period, np.arange(200) % 40, np.where(cell == 0, 11.0, 11.5))
    assert pay.log_pay[period == 1].mean() - pay.log_pay[period == 0].mean() == pytest.approx(0.3)
    assert [c.log for c in trend(pay)] == [pytest.approx(0.0, abs=1e-9)] * 2


def test_a_known_change_is_found_whatever_the_mix() -> None:
    """Without noise, each period's change is exact."""
    rng = np.random.default_rng(1)
    cell, period = rng.integers(0, 6, 300), rng.integers(0, 4, 300)
    rise = np.array([0.0, 0.03, 0.02, 0.1])
    found = trend(DatedPay(cell, period, rng.integers(0, 50, 300), 11 + 0.2 * cell + rise[period]))
    assert [c.log for c in found] == pytest.approx((rise - rise[-1]).tolist(), abs=1e-5)


@given(seed=st.integers(0, 10_000), groups=st.integers(3, 40))
@settings(max_examples=25)
def test_estimates_are_those_of_a_regression_with_dummies(seed: int, groups: int) -> None:
    """The shortcut by sums gives what a regression on every statement gives."""
    pay = sample(seed, groups=groups)
    found = trend(pay)
    assert [c.log for c in found[:-1]] == pytest.approx(by_dummies(pay).tolist(), abs=1e-4)


def test_errors_are_those_of_leaving_each_employer_group_out() -> None:
    """The interval's half width is Student's t times the delete-a-group jackknife, done the slow way."""
    from scipy.special import stdtrit

    pay = sample(7)
    left_out = np.stack([by_dummies(pay.keep(pay.group != g)) for g in np.unique(pay.group)])
    moves = left_out - by_dummies(pay)
    error = np.sqrt((moves**2).sum(axis=0) * 11 / 12)
    for i, change in enumerate(trend(pay)[:-1]):
        half = (change.high_log - change.low_log) / 2
        assert half == pytest.approx(float(stdtrit(change.df, 0.975)) * error[i], rel=1e-3)


@given(seed=st.integers(0, 1000), shift=st.floats(-1, 1))
@settings(max_examples=20)
def test_the_level_of_a_cell_does_not_matter(seed: int, shift: float) -> None:
    """A kind of job that pays more in every period moves nothing: exchange rates and hours cancel."""
    pay = sample(seed)
    moved = DatedPay(pay.cell, pay.period, pay.group, pay.log_pay + np.where(pay.cell == 2, shift, 0.0))
    for before, after in zip(trend(pay), trend(moved), strict=True):
        assert after.log == pytest.approx(before.log, abs=1e-9)
        assert after.low_log == pytest.approx(before.low_log, abs=1e-9)


def test_a_period_of_few_statements_is_left_out() -> None:
    """And the newest of the others is what they are measured against."""
    pay = sample(3)
    thin = pay.keep((pay.period < 2) | (np.cumsum(pay.period == 2) <= 4))
    found = trend(thin, statements=10)
    assert [c.period for c in found] == [0, 1]
    assert (found[-1].log, found[-1].low_log, found[-1].high_log) == (0.0, 0.0, 0.0)


def test_a_period_of_few_employers_is_left_out() -> None:
    """Many statements of two employers tell of them, not of pay."""
    pay = sample(3)
    few = DatedPay(pay.cell, pay.period, np.where(pay.period == 0, pay.group % 2, pay.group), pay.log_pay)
    assert [c.period for c in trend(few, employers=5)] == [1, 2]


def test_a_period_that_shares_no_kind_of_job_is_left_out() -> None:
    """Nothing joins it to the others, so nothing can be said of its change."""
    pay = sample(5)
    apart = DatedPay(np.where(pay.period == 0, pay.cell + 10, pay.cell), pay.period, pay.group, pay.log_pay)
    assert [c.period for c in trend(apart)] == [1, 2]


def test_only_statements_that_tell_are_counted() -> None:
    """A kind of job seen in one period only says nothing of a change."""
    pay = sample(5)
    more = DatedPay(
        np.append(pay.cell, 99), np.append(pay.period, 0), np.append(pay.group, 3), np.append(pay.log_pay, 15.0)
    )
    assert trend(more) == trend(pay)


def test_one_period_is_no_trend() -> None:
    """Nothing is told of a single period, nor of none."""
    pay = sample(2)
    assert trend(pay.keep(pay.period == 1)) == ()
    assert trend(pay.keep(pay.period > 5)) == ()


def test_unknown_employers_widen_the_interval() -> None:
    """By the root of what employers do to the variance elsewhere; the estimate stays."""
    pay = sample(4)
    alone = DatedPay(pay.cell, pay.period, np.full(len(pay.cell), -1), pay.log_pay)
    plain, wide = trend(alone), trend(alone, effect=4.0)
    assert [c.employers for c in wide] == [0, 0, 0]
    for a, b in zip(plain, wide, strict=True):
        assert b.log == a.log
        assert b.high_log - b.low_log == pytest.approx(2 * (a.high_log - a.low_log))


@given(seed=st.integers(0, 1000))
@settings(max_examples=20)
def test_a_gap_of_changes_is_the_same_both_ways(seed: int) -> None:
    """Which role stands first turns the sign and nothing else."""
    a, b = trend(sample(seed))[0], trend(sample(seed + 1))[0]
    gap, low, high = log_gap(a, b)
    assert (-gap, -high, -low) == pytest.approx(log_gap(b, a))
    assert low <= gap <= high
