"""What a description leaves out is averaged over the role's postings, and the interval grows with it."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.statistics.pay_estimate import PayEstimate, estimator_from, estimator_rows
from metier.statistics.pay_fit import Fitted, PayStatements, covered, fit_pay
from metier.statistics.pay_left_out import described, places_of
from metier.statistics.pay_mix import Background, filled, mix_entry, mix_term, mixes_of
from metier.statistics.pay_terms import PayJob, left_out_terms

POSTED = PayJob(collection="data-jobs", role_id="data-scientist", year=2024, country="US", level="unspecified")
ASKED = replace(POSTED, workplace="", described=True)
TOOLS = ("python", "sql", "spark", "r")


@pytest.fixture(scope="module")
def statements() -> PayStatements:
    """2,000 jobs of 400 employers. Employers whose industry is unknown pay 20 % less; finance pays 10 % more than
    health care; San Francisco 30 % more than elsewhere; each of four tools 8 %; a third tells no technologies.
    """
    random = np.random.default_rng(11)
    employer = random.integers(0, 400, 2000)
    own = random.normal(0, 0.12, 400)
    industry = random.choice(["", "", "finance", "healthcare"], 400)
    jobs, pay = [], []
    for e in employer:
        west = random.random() < 0.5
        tools = tuple(t for t in TOOLS if random.random() < 0.6)
        place = replace(POSTED, place="San Francisco, CA") if west else replace(POSTED, workplace="remote")
        read = random.random() < 0.67
        jobs.append(replace(place, industry_id=str(industry[e]), technologies=tools if read else None))
        worth = {"": -0.2, "finance": 0.05, "healthcare": -0.05}[str(industry[e])]
        pay.append(log(1e5) + 0.26 * west + 0.08 * len(tools) + worth + own[e] + random.normal(0, 0.1))
    return PayStatements(tuple(jobs), np.array(pay), employer)


@pytest.fixture(scope="module")
def fitted(statements: PayStatements) -> Fitted:
    return fit_pay(statements, least_rows=10, least_employers=3, trees=30)


def estimate(fitted: Fitted, job: PayJob) -> PayEstimate:
    found = fitted.model.estimate(job)
    assert found is not None
    return found


def test_a_bare_description_is_estimated_at_what_postings_of_the_role_state(
    statements: PayStatements, fitted: Fitted
) -> None:
    stated = exp(float(np.median(statements.log_pay)))
    assert estimate(fitted, ASKED).median_usd_year == pytest.approx(stated, rel=0.03)


def test_naming_an_industry_compares_it_with_other_industries_not_with_unknown_ones(fitted: Fitted) -> None:
    bare, finance, health = (
        estimate(fitted, replace(ASKED, industry_id=name)).median_usd_year for name in ("", "finance", "healthcare")
    )
    assert health < bare < finance
    assert finance / health == pytest.approx(exp(0.1), rel=0.06)


def test_naming_a_place_moves_the_estimate_by_what_it_is_worth_beside_the_mean(fitted: Fitted) -> None:
    bare, west = estimate(fitted, ASKED), estimate(fitted, replace(ASKED, place="San Francisco", state="CA"))
    remote = estimate(fitted, replace(ASKED, workplace="remote"))
    assert west.median_usd_year / bare.median_usd_year == pytest.approx(exp(0.13), rel=0.05)
    assert remote.median_usd_year < bare.median_usd_year


def test_naming_a_tool_that_pays_never_lowers_the_estimate(fitted: Fitted) -> None:
    bare = estimate(fitted, ASKED).median_usd_year
    for tool in TOOLS:
        assert estimate(fitted, replace(ASKED, technologies=(tool,))).median_usd_year > 0.99 * bare


def test_intervals_of_descriptions_in_part_hold_on_employers_not_seen(fitted: Fitted) -> None:
    some, held_out = fitted.described
    inside = covered(some, held_out)
    assert 0.86 <= inside.mean() <= 0.94
    bare = np.array([len(left_out_terms(job)) == 4 for job in some.jobs])
    assert 0.84 <= inside[bare].mean() <= 0.96
    assert abs(np.median(some.log_pay - held_out.log_pay)) < 0.03


def test_what_is_left_out_widens_the_interval(fitted: Fitted) -> None:
    everything = replace(
        ASKED, place="San Francisco", state="CA", industry_id="finance", technologies=("python", "sql"), title="Fraud"
    )
    wide, narrow = (fitted.model.scale(job) for job in (ASKED, everything))
    assert wide > narrow


def test_a_table_keeps_the_mix_of_what_is_left_out_and_the_places(fitted: Fitted) -> None:
    again = estimator_from(*zip(*estimator_rows(fitted.model), strict=True))
    assert again.estimate(ASKED) == fitted.model.estimate(ASKED)
    assert again.places == fitted.model.places
    assert again.places["US", "san francisco|CA"] > 900


def test_places_of_few_postings_or_employers_are_not_told() -> None:
    jobs = [replace(POSTED, place="Boston, MA")] * 12 + [replace(POSTED, place="Tulsa, OK")] * 9
    assert set(places_of(jobs, [*range(12), *range(9)], 10, 3)) == {
        ("US", "boston|MA"),
        ("US", "boston|"),
        ("US", "|MA"),
    }
    assert places_of(jobs, [1] * 21, 10, 3) == {}


names = st.sampled_from(TOOLS)
backgrounds = st.builds(
    Background,
    st.sampled_from(["", "boston", "san francisco"]),
    st.sampled_from(["", "CA", "MA"]),
    st.sampled_from(["remote", "unspecified"]),
    st.sampled_from(["", "finance"]),
    st.lists(names, unique=True).map(tuple),
    st.lists(st.sampled_from(["fraud", "risk"]), unique=True).map(tuple),
)


@given(st.lists(backgrounds, min_size=1, max_size=12), st.lists(names, unique=True).map(tuple))
def test_what_is_named_is_kept_in_every_filled_job(mix: list[Background], tools: tuple[str, ...]) -> None:
    asked = replace(ASKED, technologies=tools or None, workplace="remote", title="Fraud")
    jobs = filled(asked, mix)
    assert jobs
    for job in jobs:
        assert set(tools) <= set(job.technologies or ())
        assert (job.workplace, job.title, job.described) == ("remote", "Fraud", False)


@given(backgrounds, st.integers(0, 99))
def test_a_background_is_read_again_as_it_was_written(background: Background, number: int) -> None:
    key = ("data-jobs", "data-scientist", "US")
    assert mix_entry(mix_term(key, number, background)) == (key, number, background)


def test_backgrounds_name_only_places_and_words_that_the_model_knows() -> None:
    jobs = [replace(POSTED, place="Smallville, KS", title="Secret Data Scientist", technologies=("sql",))] * 10
    (only,) = {b for mix in mixes_of(jobs, {"technology=sql": 0.1}, 10).values() for b in mix}
    assert only == Background("", "", "unspecified", "", ("sql",), ())


def test_a_description_in_part_says_nothing_that_the_posting_does_not() -> None:
    random = np.random.default_rng(2)
    job = replace(POSTED, place="Boston, MA", industry_id="finance", technologies=("python", "sql"), title="Fraud")
    said = [described(job, random) for _ in range(200)]
    assert all(one.described and set(one.technologies or ()) <= {"python", "sql"} for one in said)
    assert {len(left_out_terms(one)) for one in said} == {0, 1, 2, 3, 4}
