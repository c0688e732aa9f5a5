"""Pay in other money: currencies by the name people use, rates of the right year, prices of the right country."""

from __future__ import annotations

import numpy as np
import pytest

from metier.errors import UnknownFilter
from metier.release.prices import PPP, currencies, factor, factors, rate_of
from metier.release.reader import Release
from metier.report.currency import find_currency


@pytest.fixture(scope="module")
def release() -> Release:
    """The starter release."""
    return Release()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EUR", "EUR"),
        ("eur", "EUR"),
        ("euros", "EUR"),
        ("£", "GBP"),
        ("Pounds", "GBP"),
        ("Swiss francs", "CHF"),
        ("us dollars", "USD"),
        ("CA$", "CAD"),
    ],
)
def test_a_currency_is_known_by_code_sign_and_name(release: Release, text: str, code: str) -> None:
    assert find_currency(release, text) == code


@pytest.mark.parametrize("text", ["doubloon", "", "🤑", "EURO ZONE", "'; DROP TABLE pay; --", "x" * 500])
def test_no_currency_is_said_to_be_none(release: Release, text: str) -> None:
    with pytest.raises(UnknownFilter) as refused:
        find_currency(release, text)
    assert refused.value.hint


@pytest.mark.parametrize(("code", "since"), [("RUB", "2021"), ("HRK", "2022")])
def test_a_currency_without_a_rate_any_more_is_refused_with_the_year(release: Release, code: str, since: str) -> None:
    with pytest.raises(UnknownFilter, match=since) as refused:
        find_currency(release, code)
    assert "EUR" in refused.value.hint


def test_a_year_without_its_own_rate_takes_the_year_before_and_no_older_one(release: Release) -> None:
    newest = currencies(release)["TWD"]
    later = rate_of(release, "TWD", newest + 1)
    assert later is not None
    assert later.year == newest
    assert rate_of(release, "TWD", newest + 2) is None


def test_prices_are_those_of_the_country_and_year(release: Release) -> None:
    germany = factor(release, PPP, "DE", 2023)
    assert germany is not None
    assert germany.level is not None
    assert germany.rate is not None
    assert germany.value == pytest.approx(germany.rate.per_usd / germany.level.per_international_usd)
    assert (germany.level.year, germany.rate.year, germany.level.currency) == (2023, 2023, "EUR")
    later = factor(release, PPP, "DE", 2026)
    assert later is not None
    assert later.level is not None
    assert later.rate is not None
    assert (later.level.year, later.rate.year) == (2024, 2026)


def test_the_united_states_are_the_measure(release: Release) -> None:
    own = factor(release, PPP, "US", 2025)
    assert own is not None
    assert own.value == 1.0


def test_factors_stand_beside_their_cells_and_are_missing_where_unknown(release: Release) -> None:
    country, year = np.array(["DE", "IN", "", "TW"]), np.array([2024, 2023, 2024, 2024])
    found = factors(release, PPP, country, year)
    assert found[0] > 1
    assert found[1] > 3
    assert np.isnan(found[2:]).all()
    euros = factors(release, "EUR", country, year)
    assert euros[0] == euros[2] == euros[3] != euros[1]
