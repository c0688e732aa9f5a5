"""Thin cells of pay borrow from their parents, say how much, and are suppressed under a minimum."""

import doctest

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.statistics import pay_cells, pay_kinship, pay_slices
from metier.statistics.pay import quantiles
from metier.statistics.pay_cells import CellPay, Least, TooFew, cell_pay, median_gap
from metier.statistics.pay_effects import RoleParents
from metier.statistics.pay_kinship import LevelStep, facet_likeness
from metier.statistics.pay_parents import PayParents, fit_parents
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import PaySlice, Statements, log_quantiles, middles, range_width, statements
from metier.vocabulary import levels

LEVELS = {level.id: LevelStep(level.ladder, level.rank) for level in levels().values()}
PAY_OF_LEVEL = {"entry": -0.3, "unspecified": 0.0, "senior": 0.2, "staff": 0.4, "manager": 0.4}
ROLES = {
    f"role-{i}": RoleParents(f"specialty-{i // 3}", "family", (5e4, 7e4, 9e4 + 4e3 * i, 1.1e5, 1.4e5)) for i in range(9)
}


def world(seed: int, thin: int = 6) -> Statements:
    """Nine roles in two countries at five levels; role-0 has ``thin`` statements at staff level in the first."""
    rng = np.random.default_rng(seed)
    pay, group, role, facets = [], [], [], []
    for r, name in enumerate(ROLES):
        for country, low in (("US", 0.0), ("GB", -0.4)):
            for level, up in PAY_OF_LEVEL.items():
                n = thin if (r, country, level) == (0, "US", "staff") else int(rng.integers(10, 60))
                centre = 11.5 + 0.04 * r + low + up + rng.normal(0, 0.05)
                habit = rng.normal(0, 0.15, 256)
                g = rng.integers(0, 256, n)
                pay.append(np.exp(centre + habit[g] + rng.normal(0, 0.25, n)))
                group.append(g)
                role += [name] * n
                facets += [(country, level, "2024", "no", "full-time")] * n
    amounts = np.concatenate(pay)
    wide = np.where(np.arange(len(amounts)) % 2 == 0, 1.2, 1.0)
    return statements(amounts, amounts * wide, np.ones(len(amounts)), np.concatenate(group), role, facets)


@pytest.fixture(scope="module")
def known() -> tuple[Statements, PayParents]:
    rows = world(1)
    return rows, fit_parents(rows, ROLES, LEVELS, {"US": 0.0, "GB": -0.1})


def test_a_thin_cell_lies_between_its_statements_and_its_parents(known: tuple[Statements, PayParents]) -> None:
    rows, model = known
    found = cell_pay(model, rows, PaySlice("role-0", "US", "staff", "2024"))
    assert isinstance(found, CellPay)
    median = found.median
    low, high = sorted((median.stated, median.expected))
    assert low <= median.value <= high
    assert median.low < median.value < median.high
    assert 0 < found.prior_share < 1
    assert found.prior_statements > 1
    assert [q.value for q in found.quantiles] == sorted(q.value for q in found.quantiles)


def test_parents_weigh_less_where_there_are_more_statements(known: tuple[Statements, PayParents]) -> None:
    rows, model = known
    thin = cell_pay(model, rows, PaySlice("role-0", "US", "staff"))
    whole = cell_pay(model, rows, PaySlice("role-1", "US"))
    assert isinstance(thin, CellPay)
    assert isinstance(whole, CellPay)
    assert whole.prior_share < thin.prior_share
    assert whole.median.high / whole.median.low < thin.median.high / thin.median.low


def test_what_is_stated_is_what_the_other_quantiles_give(known: tuple[Statements, PayParents]) -> None:
    rows, model = known
    wanted = PaySlice("role-1", "US")
    found = cell_pay(model, rows, wanted)
    assert isinstance(found, CellPay)
    given_now = {q.prob: q.value for q in quantiles(rows.keep(rows.within(wanted)).pay, PROBS)}
    assert {q.prob: pytest.approx(q.stated) for q in found.quantiles} == given_now


def test_too_few_statements_give_the_nearest_slice(known: tuple[Statements, PayParents]) -> None:
    rows, model = known
    found = cell_pay(model, rows, PaySlice("role-0", "US", "staff", "2024", "yes"))
    assert isinstance(found, TooFew)
    assert found.n_statements == 0
    assert found.freed == ("remote",)
    assert found.cost > 0
    assert found.nearest is not None
    assert found.nearest.wanted == PaySlice("role-0", "US", "staff", "2024")


def test_one_employer_is_not_shown(known: tuple[Statements, PayParents]) -> None:
    _, model = known
    alike = statements([1e5] * 9, [1e5] * 9, [1] * 9, [3] * 9, ["role-9"] * 9, [("US", "entry", "2024", "no", "")] * 9)
    assert isinstance(cell_pay(model, alike, PaySlice("role-9", "US"), Least(5, 3)), TooFew)


def test_a_role_without_any_statement_has_no_answer(known: tuple[Statements, PayParents]) -> None:
    rows, model = known
    found = cell_pay(model, rows, PaySlice("nobody", "US"))
    assert isinstance(found, TooFew)
    assert found.nearest is None


def test_gap_of_a_cell_with_itself_is_none(known: tuple[Statements, PayParents]) -> None:
    rows, model = known
    cell = cell_pay(model, rows, PaySlice("role-2", "GB"))
    assert isinstance(cell, CellPay)
    gap = median_gap(cell, cell)
    assert gap.value == 0
    assert gap.low < 0 < gap.high


def test_estimates_hold_and_beat_the_statements_alone() -> None:
    held, shrunk, own = [], [], []
    for seed in range(12):
        rows = world(seed, thin=300)
        wanted = PaySlice("role-0", "US", "staff", "2024", "no", "full-time")
        at = rows.within(wanted)
        truth = log_quantiles(rows.keep(at).pay, np.array([0.5]))[0]
        kept = ~at
        kept[np.random.default_rng(seed).choice(np.flatnonzero(at), 8, replace=False)] = True
        thin = rows.keep(kept)
        cell = cell_pay(fit_parents(thin, ROLES, LEVELS, {}), thin, wanted)
        assert isinstance(cell, CellPay)
        held.append(np.log(cell.median.low) <= truth <= np.log(cell.median.high))
        shrunk.append(abs(np.log(cell.median.value) - truth))
        own.append(abs(np.log(cell.median.stated) - truth))
    assert np.mean(held) >= 0.8
    assert np.mean(shrunk) < np.mean(own)


def test_ranges_are_wide_apart_from_how_jobs_differ() -> None:
    rows = world(2).pay
    assert range_width(rows).median == pytest.approx(0.2)
    assert np.array_equal(middles(rows).low, middles(rows).high)


def test_likeness_of_levels_is_a_covariance() -> None:
    names = list(LEVELS)
    alike = facet_likeness("level", names, names, LEVELS)
    assert np.linalg.eigvalsh(alike).min() > 0
    assert alike[names.index("staff"), names.index("manager")] < alike[names.index("senior"), names.index("manager")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(20, 400), st.integers(0, 80), st.integers(-1, 9)), min_size=5, max_size=20))
def test_any_statements_give_ordered_quantiles(given_rows: list[tuple[int, int, int]]) -> None:
    low = np.array([r[0] for r in given_rows]) * 1000.0
    high = low + np.array([r[1] for r in given_rows]) * 1000.0
    facets = [("US", "entry", "2024", "no", "")] * len(low)
    rows = statements(low, high, np.ones(len(low)), [r[2] for r in given_rows], ["a"] * len(low), facets)
    found = cell_pay(fit_parents(rows, {}, LEVELS, {}), rows, PaySlice("a", "US"), Least(1, 1))
    assert isinstance(found, CellPay)
    for q in found.quantiles:
        assert 0 < q.low <= q.value <= q.high < np.inf
    assert [q.value for q in found.quantiles] == sorted(q.value for q in found.quantiles)


def test_columns_must_fit() -> None:
    with pytest.raises(ValueError, match="row a statement"):
        statements([1.0], [1.0], [1], [0], ["a"], [("US", "entry")])


def test_examples() -> None:
    for module in (pay_cells, pay_kinship, pay_slices):
        assert doctest.testmod(module).failed == 0
