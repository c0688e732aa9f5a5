"""Thin cells of pay borrow from their parents and say how much."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pay_world import LEVELS, PRICES, ROLES, ready, world

from metier.statistics import pay_cells, pay_employers, pay_kinship, pay_slices
from metier.statistics.pay import quantiles
from metier.statistics.pay_cells import CellPay, cell_pay
from metier.statistics.pay_employers import (
    ONE_VOICE,
    UNRELATED,
    Employers,
    borrowed,
    effective_by_cell,
    effective_statements,
    employer_groups,
    repeats,
)
from metier.statistics.pay_kinship import facet_likeness
from metier.statistics.pay_parents import PayParents, fit_parents
from metier.statistics.pay_rows import pay_rows
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import (
    Cells,
    PaySlice,
    cell_quantiles,
    cells,
    joined_cells,
    log_quantiles,
    middles,
    range_width,
)

MIDDLE = np.array([0.5])


@pytest.fixture(scope="module")
def known() -> tuple[Cells, PayParents]:
    found = world(1)
    return found, fit_parents(found, ROLES, LEVELS, PRICES)


def estimate(model: PayParents, found: Cells, wanted: PaySlice) -> CellPay:
    role = ready(model, found, wanted.role)
    return cell_pay(model, role, wanted, role.cells.within(wanted))


def test_a_thin_cell_lies_between_its_statements_and_its_parents(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    cell = estimate(model, found, PaySlice("role-0", "US", "staff", "2024"))
    low, high = sorted((cell.median.stated, cell.median.expected))
    assert low <= cell.median.value <= high
    assert cell.median.low < cell.median.value < cell.median.high
    assert 0 < cell.prior_share < 1
    assert cell.prior_statements > 1
    assert [q.value for q in cell.quantiles] == sorted(q.value for q in cell.quantiles)


def test_parents_weigh_less_where_there_are_more_statements(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    thin, whole = (estimate(model, found, w) for w in (PaySlice("role-0", "US", "staff"), PaySlice("role-1", "US")))
    assert whole.prior_share < thin.prior_share
    assert whole.median.high / whole.median.low < thin.median.high / thin.median.low


def test_what_is_stated_is_what_the_other_quantiles_give(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    wanted = PaySlice("role-1", "US")
    mine = found.keep(found.within(wanted) & (found.role == "role-1"))
    given_now = {q.prob: q.value for q in quantiles(mine.pay, PROBS)}
    stated = {q.prob: q.stated for q in estimate(model, found, wanted).quantiles}
    assert {p: pytest.approx(stated[p]) for p in given_now} == given_now


def test_estimates_hold_and_beat_the_statements_alone() -> None:
    held, shrunk, own = [], [], []
    for seed in range(12):
        found = world(seed, thin=300)
        wanted = PaySlice("role-0", "US", "staff", "2024", "no", "full-time")
        at = found.within(wanted) & (found.role == "role-0")
        all_of_it = found.keep(at).pay
        truth = log_quantiles(all_of_it, MIDDLE)[0]
        kept = np.random.default_rng(seed).choice(len(all_of_it.low), 8, replace=False)
        few = pay_rows(all_of_it.low[kept], all_of_it.high[kept], np.ones(8), np.arange(8))
        thin = found.keep(~at)
        model = fit_parents(thin, ROLES, LEVELS, {})
        both = joined_with(
            thin.keep(thin.role == "role-0"), cells(few.low, few.high, np.ones(8), np.arange(8), *facets_of(8))
        )
        role = ready(model, both, "role-0")
        cell = cell_pay(model, role, wanted, role.cells.within(wanted))
        held.append(np.log(cell.median.low) <= truth <= np.log(cell.median.high))
        shrunk.append(abs(np.log(cell.median.value) - truth))
        own.append(abs(np.log(cell.median.stated) - truth))
    assert np.mean(held) >= 0.8
    assert np.mean(shrunk) < np.mean(own)


def facets_of(n: int) -> tuple[list[str], list[tuple[str, ...]]]:
    return ["role-0"] * n, [("US", "staff", "2024", "no", "full-time")] * n


def joined_with(a: Cells, b: Cells) -> Cells:
    """Cells of both, from single statements."""
    rows = [(a, 0), (b, a.pay.cells)]
    low = np.concatenate([c.pay.low for c, _ in rows])
    high = np.concatenate([c.pay.high for c, _ in rows])
    cell = np.concatenate([c.pay.cell + first for c, first in rows])
    merged = pay_rows(low, high, np.ones(len(low)), np.arange(len(low)) % 256, cell)
    return joined_cells(merged, np.concatenate([a.role, b.role]), np.concatenate([a.facets, b.facets]))


def test_a_title_is_expected_to_pay_as_the_role_it_is_read_as(known: tuple[Cells, PayParents]) -> None:
    _, model = known
    own = model.additions.added["role", "role-8"][0]
    assert model.additions.role("role-8", True)[0] == model.additions.role("role-8", False)[0] + own
    unknown, unsure = model.additions.role("", True)
    assert np.isfinite(unknown)
    assert unsure >= model.additions.role("role-8", True)[1]


def test_a_country_never_seen_is_expected_to_pay_as_its_prices_say(known: tuple[Cells, PayParents]) -> None:
    _, model = known
    added, unsure = model.additions.of("country", "FR")
    assert added < model.additions.of("country", "US")[0]
    assert unsure > model.additions.of("country", "US")[1]
    assert model.additions.of("country", "XX")[1] == pytest.approx(unsure)


def test_cells_of_the_same_facets_are_one_and_empty_ones_none() -> None:
    pay = pay_rows([100.0, 120.0, 140.0], [100.0, 120.0, 150.0], [1, 2, 3], [5, 5, 6], [0, 1, 3])
    facets = np.array([("US", "entry", "2024", "no", "")] * 2 + [("GB", "entry", "2024", "no", "")] * 2)
    joined = joined_cells(pay, np.array(["a"] * 4), facets)
    assert joined.n.tolist() == [3, 3]
    assert joined.pay.employers.statements.tolist() == [3, 3]
    assert joined.facets[:, 0].tolist() == ["US", "GB"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 9), st.integers(1, 4), st.integers(0, 4)), min_size=1))
def test_quantiles_by_cell_are_those_of_each_cell_alone(rows: list[tuple[int, int, int, int]]) -> None:
    low, wide, times, cell = (np.array(column, dtype=np.float64) for column in zip(*rows, strict=True))
    _, place = np.unique(cell, return_inverse=True)
    pay = pay_rows(low, low + wide, times, np.full(len(low), -1), place)
    at_once = cell_quantiles(pay, np.array(PROBS))
    for number in range(pay.cells):
        alone = pay.keep(np.arange(pay.cells) == number)
        ends = np.repeat(np.concatenate([alone.low, alone.high]), np.tile(alone.statements, 2).astype(int))
        assert np.allclose(at_once[number], np.log(np.quantile(ends, PROBS, method="averaged_inverted_cdf")))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(1, 9)), min_size=1), st.floats(0, 1))
def test_unrelated_statements_are_never_more_than_statements(rows: list[tuple[int, int, int]], alike: float) -> None:
    cell, group, times = (np.array(column) for column in zip(*rows, strict=True))
    _, place = np.unique(cell, return_inverse=True)
    pay = pay_rows(np.ones(len(cell)), np.ones(len(cell)), times, group, place)
    employers = Employers(alike, 0.2, 0.7)
    found = effective_by_cell(pay, employers)
    n = np.bincount(place, weights=times)
    assert np.all((found > 0) & (found <= n + 1e-9))
    assert effective_statements(pay, UNRELATED) == pytest.approx(n.sum())
    assert effective_statements(pay, employers) <= n.sum() + 1e-9
    assert employer_groups(pay) == len(np.unique(group))


def test_statements_without_employers_count_for_what_is_typical() -> None:
    hidden = pay_rows([100.0], [100.0], [101], [-1])
    assert effective_statements(hidden, UNRELATED) == 101
    assert effective_statements(hidden, Employers(0.5, 0.2, 1.0)) == pytest.approx(101 / 11)
    assert effective_statements(hidden, ONE_VOICE) == pytest.approx(1)
    assert borrowed([]) == UNRELATED


def test_how_often_employers_repeat_themselves_is_measured() -> None:
    rng = np.random.default_rng(3)
    n = 4000
    facets = [("US", "entry", str(2000 + year), "no", "") for year in rng.integers(0, 40, n)]
    roles = [f"role-{r}" for r in rng.integers(0, 5, n)]
    few = cells(np.full(n, 1e5), np.full(n, 1e5), np.ones(n), rng.integers(0, 10, n), roles, facets)
    times, power = repeats(few)
    assert times * 99**power == pytest.approx(100 / 10 - 0.1, rel=0.25)  # of 100 statements by ten employers
    none = cells([1e5], [1e5], [9], [-1], ["role-1"], facets[:1])
    assert repeats(none) == (0.0, 1.0)


def test_ranges_are_wide_apart_from_how_jobs_differ() -> None:
    rows = world(2).pay
    assert range_width(rows).median == pytest.approx(0.2)
    assert np.array_equal(middles(rows).low, middles(rows).high)


def test_likeness_of_levels_is_a_covariance() -> None:
    names = list(LEVELS)
    alike = facet_likeness("level", names, names, LEVELS)
    assert np.linalg.eigvalsh(alike).min() > 0
    assert alike[names.index("staff"), names.index("manager")] < alike[names.index("senior"), names.index("manager")]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(20, 400), st.integers(0, 80), st.integers(-1, 9)), min_size=5, max_size=20))
def test_any_statements_give_ordered_quantiles(given_rows: list[tuple[int, int, int]]) -> None:
    low = np.array([r[0] for r in given_rows]) * 1000.0
    high = low + np.array([r[1] for r in given_rows]) * 1000.0
    facets = [("US", "entry", "2024", "no", "")] * len(low)
    found = cells(low, high, np.ones(len(low)), [r[2] for r in given_rows], ["a"] * len(low), facets)
    cell = estimate(fit_parents(found, {}, LEVELS, {}), found, PaySlice("a", "US"))
    for q in cell.quantiles:
        assert 0 < q.low <= q.value <= q.high < np.inf
    assert [q.value for q in cell.quantiles] == sorted(q.value for q in cell.quantiles)


def test_columns_must_fit() -> None:
    with pytest.raises(ValueError, match="row a statement"):
        cells([1.0], [1.0], [1], [0], ["a"], [("US", "entry")])
    with pytest.raises(ValueError, match="row a cell"):
        joined_cells(pay_rows([1.0], [1.0], [1], [0]), np.array(["a", "b"]), np.array([["US"] * 5] * 2))


def test_examples() -> None:
    for module in (pay_cells, pay_employers, pay_kinship, pay_slices):
        assert doctest.testmod(module).failed == 0
