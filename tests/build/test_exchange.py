"""Stated pay becomes dollars at the mean rate of its own year, and comes back as it was stated."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.build.exchange import KEPT_DOLLARS, restated
from metier.build.sources.base import POSTING
from metier.build.sources.exchange_table import read_exchange_rates

RATES = pa.table(
    {
        "currency": ["EUR", "EUR", "INR"],
        "year": pa.array([2024, 2025, 2024], pa.int16()),
        "per_usd": [0.92, 0.88, 83.5],
    }
)


def posting(number: int, **stated: object) -> dict[str, object]:
    """A posting with pay a year as a producer has it."""
    row: dict[str, object] = dict.fromkeys(POSTING.names)
    row |= {"posting_id": f"p{number}", "collection": "aijobs", "origin_id": "o", "title": "Data Analyst"}
    row |= {"year": 2024, "pay_kind": "advertised", "pay_period": "year", "pay_currency": "EUR"}
    return row | stated


def dollars(*rows: dict[str, object]) -> list[tuple[float | None, float | None]]:
    """Low and high in dollars a year after the one rule."""
    table, _ = restated(pa.Table.from_pylist(list(rows), schema=POSTING), RATES)
    return list(zip(table["pay_low_usd_year"].to_pylist(), table["pay_high_usd_year"].to_pylist(), strict=True))


def amounts(low: float, high: float, own: float = 1.0) -> dict[str, object]:
    """Pay as stated, and in the producer's own dollars."""
    return {"pay_low": low, "pay_high": high, "pay_low_usd_year": own, "pay_high_usd_year": own}


def test_an_amount_is_dollars_at_the_mean_of_its_own_year() -> None:
    (first, second) = dollars(posting(1, **amounts(92_000, 184_000)), posting(2, year=2025, **amounts(88_000, 88_000)))
    assert first == pytest.approx((100_000, 200_000))
    assert second == pytest.approx((100_000, 100_000))


def test_months_and_hours_become_years_on_the_way() -> None:
    (monthly,) = dollars(posting(1, pay_period="month", **amounts(9_200, 9_200)))
    (hourly,) = dollars(posting(1, pay_period="hour", **amounts(46, 46)))
    assert monthly == pytest.approx((120_000, 120_000))
    assert hourly == pytest.approx((104_000, 104_000))


def test_dollars_and_missing_pay_stay_as_they_are() -> None:
    stated = posting(1, pay_currency="USD", **amounts(70_000, 90_000, own=80_000))
    without = posting(2, pay_currency=None, pay_period=None, pay_kind=None)
    assert dollars(stated, without) == [(80_000, 80_000), (None, None)]


def test_without_a_rate_the_producers_dollars_stay_and_are_counted() -> None:
    row = posting(1, pay_currency="CLP", **amounts(50_000_000, 50_000_000, own=55_000))
    table, kept = restated(pa.Table.from_pylist([row], schema=POSTING), RATES)
    assert table["pay_low_usd_year"].to_pylist() == [55_000]
    assert dict(kept) == {("aijobs", KEPT_DOLLARS): 1}


@given(st.floats(1_000, 10_000_000), st.sampled_from([("EUR", 2024), ("EUR", 2025), ("INR", 2024)]))
def test_an_amount_comes_back_as_it_was_stated(amount: float, at: tuple[str, int]) -> None:
    currency, year = at
    ((low, _),) = dollars(posting(1, pay_currency=currency, year=year, **amounts(amount, amount)))
    rate = next(r for r in RATES.to_pylist() if (r["currency"], r["year"]) == at)["per_usd"]
    assert low is not None
    assert low * rate == pytest.approx(amount)


@pytest.mark.shared
def test_the_rates_are_those_of_the_central_bank(shared: Path) -> None:
    read = read_exchange_rates(shared / "sources", lambda _: None)
    rates = {(row["currency"], row["year"]): row for row in read.tables["exchange_rates"].to_pylist()}
    assert rates["EUR", 2024]["per_usd"] == pytest.approx(0.9241, abs=1e-4)  # 1 / 1.0824 is its mean by quotients
    assert rates["EUR", 2024]["days"] == 256
    assert rates["GBP", 2024]["per_usd"] == pytest.approx(0.7823, abs=1e-4)
    assert (rates["EUR", 2026]["last_day"], rates["USD", 2020]["per_usd"]) == ("2026-10-30", 1.0)
    assert rates["TWD", 2025]["origin_id"] == "fed-h10"
    assert ("RUB", 2024) not in rates
