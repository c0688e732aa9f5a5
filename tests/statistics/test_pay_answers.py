"""One answer about a slice: posted, joined with its parents, or the nearest slice that has enough."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pay_world import LEVELS, PRICES, ROLES, ready, world

from metier.statistics.pay import quantiles
from metier.statistics.pay_answers import PayAnswer, Policy, TooFew, answer, median_gap
from metier.statistics.pay_employers import Employers
from metier.statistics.pay_parents import PayParents, fit_parents, role_cells
from metier.statistics.pay_parents_rows import from_rows, to_rows
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import Cells, PaySlice, cells

POLICY = Policy(5, 3, 20.0)


@pytest.fixture(scope="module")
def known() -> tuple[Cells, PayParents]:
    found = world(1)
    return found, fit_parents(found, ROLES, LEVELS, PRICES)


def test_enough_statements_are_shown_as_they_are_posted(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    role = ready(model, found, "role-1")
    shown = answer(role, PaySlice("role-1", "US"), POLICY)
    assert isinstance(shown, PayAnswer)
    assert (shown.nature, shown.prior_share, shown.clusters_unknown) == ("posted", 0.0, False)
    stated = {q.prob: q for q in quantiles(role.cells.keep(role.cells.within(shown.wanted)).pay, PROBS)}
    assert shown.median.value == pytest.approx(stated[0.5].value)
    assert (shown.median.low, shown.median.high) == (stated[0.5].low, stated[0.5].high)


def test_a_thin_slice_is_joined_with_its_parents_and_says_so(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    shown = answer(ready(model, found, "role-0"), PaySlice("role-0", "US", "staff"), POLICY)
    assert isinstance(shown, PayAnswer)
    assert shown.nature == "modelled"
    assert 0 < shown.prior_share < 1
    assert shown.median.expected is not None
    assert shown.siblings > 0


def test_wide_ranges_are_no_spread_between_jobs(known: tuple[Cells, PayParents]) -> None:
    _, model = known
    n = 200
    facets = [("US", "senior", "2024", "no", "full-time")] * n
    alike = cells(np.full(n, 8e4), np.full(n, 12.5e4), np.ones(n), np.arange(n), ["role-1"] * n, facets)
    shown = answer(ready(model, alike, "role-1"), PaySlice("role-1"), POLICY)
    assert isinstance(shown, PayAnswer)
    assert shown.width.median == pytest.approx(0.5625)
    assert shown.quantiles[-1].value > shown.quantiles[0].value
    assert shown.between_jobs == pytest.approx([1e5] * 5)


def test_too_few_statements_give_the_nearest_slice(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    shown = answer(ready(model, found, "role-0"), PaySlice("role-0", "US", "staff", "2024", "yes"), POLICY)
    assert isinstance(shown, TooFew)
    assert shown.n_statements == 0
    assert shown.freed == ("remote",)
    assert shown.cost > 0
    assert shown.nearest is not None
    assert shown.nearest.wanted == PaySlice("role-0", "US", "staff", "2024")


def test_country_and_level_are_freed_last(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    shown = answer(ready(model, found, "role-0"), PaySlice("role-0", "GB", "staff", "2019", "yes", "intern"), POLICY)
    assert isinstance(shown, TooFew)
    assert set(shown.freed) <= {"year", "remote", "employment_type"}
    abroad = answer(ready(model, found, "role-0"), PaySlice("role-0", "FR", "director"), POLICY)
    assert isinstance(abroad, TooFew)
    assert abroad.freed == ("country", "level")


def test_a_slice_without_statements_has_an_expectation_of_its_own(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    role = ready(model, found, "role-3")
    near, far = (answer(role, PaySlice("role-3", country, "director"), POLICY) for country in ("US", "FR"))
    assert isinstance(near, TooFew)
    assert isinstance(far, TooFew)
    values = [q.value for q in near.expected]
    assert values == sorted(values)
    assert all(0 < q.low < q.value < q.high for q in near.expected)
    assert far.expected[2].value < near.expected[2].value
    assert far.expected[2].high / far.expected[2].low > near.expected[2].high / near.expected[2].low
    manager = answer(role, PaySlice("role-3", "US", "manager"), POLICY)
    assert isinstance(manager, PayAnswer)
    assert near.expected[2].value > 0.95 * manager.median.value  # a step above on the same ladder


def test_one_employer_is_not_shown(known: tuple[Cells, PayParents]) -> None:
    _, model = known
    alike = cells([1e5] * 9, [1e5] * 9, [1] * 9, [3] * 9, ["role-9"] * 9, [("US", "entry", "2024", "no", "")] * 9)
    shown = answer(ready(model, alike, "role-9"), PaySlice("role-9", "US"), POLICY)
    assert isinstance(shown, TooFew)
    assert shown.employer_groups == 1
    assert shown.nearest is None


def test_a_role_without_any_statement_has_no_answer(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    for parents in (model, None):
        shown = answer(ready(parents, found, "nobody"), PaySlice("nobody", "US"), POLICY)
        assert isinstance(shown, TooFew)
        assert shown.nearest is None
        assert shown.expected == ()


def test_a_collection_without_parents_has_posted_answers_only() -> None:
    n = 60
    facets = [("US", "entry", "2024", "no", "full-time")] * n
    rng = np.random.default_rng(0)
    found = cells(rng.normal(1e5, 1e4, n), np.full(n, 2e5), np.ones(n), np.arange(n), ["a"] * n, facets)
    role = role_cells(None, found, "a")
    shown = answer(role, PaySlice("a", "US"), POLICY)
    assert isinstance(shown, PayAnswer)
    assert shown.nature == "posted"
    elsewhere = answer(role, PaySlice("a", "US", "senior", "2023"), POLICY)
    assert isinstance(elsewhere, TooFew)
    assert elsewhere.freed == ("level", "year")
    few = answer(role_cells(None, found.keep(np.zeros(1, dtype=bool)), "a"), PaySlice("a"), POLICY)
    assert isinstance(few, TooFew)


def test_unknown_employers_widen_the_interval() -> None:
    hidden = world(1, recorded=False)
    bold = fit_parents(hidden, ROLES, LEVELS, PRICES, Employers(0.0, 0.0, 1.0))
    typical = fit_parents(hidden, ROLES, LEVELS, PRICES, Employers(0.3, 0.3, 0.7))
    wanted = PaySlice("role-1")
    narrow, wide = (answer(ready(m, hidden, "role-1"), wanted, POLICY) for m in (bold, typical))
    assert isinstance(narrow, PayAnswer)
    assert isinstance(wide, PayAnswer)
    assert wide.clusters_unknown
    assert wide.nature == "posted"
    assert wide.median.value == narrow.median.value
    assert np.log((wide.median.high or 0) / (wide.median.low or 1)) > 1.2 * np.log(
        (narrow.median.high or 0) / (narrow.median.low or 1)
    )


def test_gap_of_a_slice_with_itself_is_none(known: tuple[Cells, PayParents]) -> None:
    found, model = known
    shown = answer(ready(model, found, "role-2"), PaySlice("role-2", "GB"), POLICY)
    assert isinstance(shown, PayAnswer)
    gap = median_gap(shown, shown)
    assert gap is not None
    assert gap.value == 0
    assert gap.low < 0 < gap.high


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.integers(20, 400),
            st.integers(0, 80),
            st.integers(-1, 9),
            st.sampled_from(["role-0", "role-4", "new role"]),
            st.sampled_from(["US", "GB", "", "Ünited"]),
            st.sampled_from(["senior", "staff", "unspecified"]),
        ),
        min_size=6,
        max_size=40,
    )
)
def test_a_model_kept_as_rows_gives_the_same_answers(
    rows: list[tuple[int, int, int, str, str, str]],
) -> None:
    low = np.array([r[0] for r in rows]) * 1000.0
    high = low + np.array([r[1] for r in rows]) * 1000.0
    facets = [(r[4], r[5], "2024", "no", "full time") for r in rows]
    found = cells(low, high, np.ones(len(low)), [r[2] for r in rows], [r[3] for r in rows], facets)
    model = fit_parents(found, ROLES, LEVELS, PRICES)
    back = from_rows(reversed(to_rows(model)))
    assert to_rows(from_rows(to_rows(back))) == to_rows(back)
    for wanted in (PaySlice(rows[0][3], rows[0][4]), PaySlice(rows[0][3], "FR", "director"), PaySlice("role-4")):
        one, two = (answer(ready(m, found, wanted.role), wanted, Policy(1, 1, 20.0)) for m in (model, back))
        assert repr(one) == repr(two)
