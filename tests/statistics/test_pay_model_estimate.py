"""An estimate of a described job: from statements to a table and back, with an interval that holds."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from metier.statistics.pay_estimate import estimator_from, estimator_rows
from metier.statistics.pay_fit import Fitted, PayStatements, covered, fit_pay
from metier.statistics.pay_terms import PayJob, pay_terms, penalty_class

JOB = PayJob(collection="data-jobs", role_id="data-scientist", year=2024, country="US", place="Boston, MA")


@pytest.fixture(scope="module")
def statements() -> PayStatements:
    """1,600 jobs of 400 employers: seniors earn 30 % more, Python 10 %, employers differ by 15 %."""
    random = np.random.default_rng(7)
    employer = random.integers(0, 400, 1600)
    own = random.normal(0, 0.15, 400)
    jobs, pay = [], []
    for e in employer:
        senior, python, manager = random.random() < 0.4, random.random() < 0.5, random.random() < 0.1
        level = "manager" if manager else "senior" if senior else "unspecified"
        role = "data-science-manager" if manager else "data-scientist"
        jobs.append(replace(JOB, role_id=role, level=level, technologies=("python",) if python else ()))
        pay.append(log(1e5) + 0.26 * senior + 0.1 * python + own[e] + random.normal(0, 0.1))
    return PayStatements(tuple(jobs), np.array(pay), employer)


@pytest.fixture(scope="module")
def fitted(statements: PayStatements) -> Fitted:
    return fit_pay(statements, least_rows=10, least_employers=3, trees=20)


def test_effects_are_found_and_nine_in_ten_unseen_offers_lie_in_the_interval(
    statements: PayStatements, fitted: Fitted
) -> None:
    plain = fitted.model.estimate(replace(JOB, level="unspecified", technologies=()))
    senior = fitted.model.estimate(replace(JOB, level="senior", technologies=()))
    assert plain is not None
    assert senior is not None
    assert 1.2 < senior.median_usd_year / plain.median_usd_year < 1.4
    assert plain.low_usd_year < plain.median_usd_year < plain.high_usd_year
    assert 0.86 <= covered(statements, fitted.held_out).mean() <= 0.94


def test_the_half_interval_lies_inside_the_wide_one(fitted: Fitted) -> None:
    wide, half = (fitted.model.estimate(JOB, level=level) for level in (0.9, 0.5))
    assert wide is not None
    assert half is not None
    assert wide.low_usd_year < half.low_usd_year < half.high_usd_year < wide.high_usd_year


def test_a_table_keeps_all_that_an_estimate_needs(fitted: Fitted) -> None:
    again = estimator_from(*zip(*estimator_rows(fitted.model), strict=True))
    assert again.estimate(JOB) == fitted.model.estimate(JOB)


def test_a_role_without_pay_has_no_estimate_and_unknown_words_are_named(fitted: Fitted) -> None:
    assert fitted.model.estimate(replace(JOB, role_id="data-engineer")) is None
    found = fitted.model.estimate(replace(JOB, technologies=("cobol",), country="FR", place=""))
    assert found is not None
    assert {"technology=cobol", "country=FR"} <= set(found.unknown)


def test_a_level_left_out_is_the_usual_one_of_the_role(fitted: Fitted) -> None:
    assert fitted.model.usual_level("data-science-manager") == "manager"
    manager = replace(JOB, role_id="data-science-manager")
    assert fitted.model.estimate(manager) == fitted.model.estimate(replace(manager, level="manager"))


def test_no_employer_is_known_to_the_fold_that_predicts_it(statements: PayStatements, fitted: Fitted) -> None:
    fold = fitted.held_out.fold
    assert all(len(set(fold[statements.employer == e])) == 1 for e in np.unique(statements.employer))


@pytest.mark.parametrize(
    ("place", "country", "expected"),
    [
        ("San Francisco, CA | New York City, NY", "US", {"state=CA", "city=san francisco"}),
        ("Remote - US", "US", set()),
        ("Berlin, DE", "DE", {"city=berlin"}),
        ("", "US", set()),
    ],
)
def test_a_place_tells_its_city_and_its_state(place: str, country: str, expected: set[str]) -> None:
    terms = pay_terms(replace(JOB, place=place, country=country))
    assert {t for t in terms if penalty_class(t) == "place" and "collection" not in t} == expected


def test_words_of_level_and_role_are_no_words_of_the_field() -> None:
    terms = pay_terms(replace(JOB, title="Senior Data Scientist II - Fraud"))
    assert [t for t in terms if t.startswith("word=")] == ["word=fraud"]
