"""Pay read in texts, and pay that is many times what others state."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from metier.build.annualise import believable
from metier.build.conform import postings_table
from metier.build.pay_stated import FAR_OFF, TOO_WIDE, TOP_ALONE, pay_from_texts, unsure_dollar, without_far_off

Found = dict[str, object] | None


def posting(number: int, **known: object) -> dict[str, object]:
    key = f"fulltext:{number}"
    plain = {"posting_id": key, "collection": "fulltext", "origin_id": "f", "title": "Engineer", "year": 2025}
    return plain | known


def texts(*pays: Found) -> pa.Table:
    return pa.table(
        {
            "posting_id": [f"fulltext:{number}" for number in range(len(pays))],
            "pay": pa.array(
                [pay and {"several": False} | pay for pay in pays],
                pa.struct(
                    [
                        ("min", pa.float64()),
                        ("max", pa.float64()),
                        ("currency", pa.string()),
                        ("period", pa.string()),
                        ("several", pa.bool_()),
                    ]
                ),
            ),
        }
    )


def pay(low: float | None, high: float, currency: str = "USD", period: str = "year") -> Found:
    return {"min": low, "max": high, "currency": currency, "period": period}


def paid(number: int, amount: float, country: str = "IN") -> dict[str, object]:
    return posting(
        number, country=country, pay_kind="advertised", pay_low=amount, pay_high=amount, pay_currency="USD",
        pay_period="year", pay_low_usd_year=amount, pay_high_usd_year=amount,
    )  # fmt: skip


def test_pay_in_a_text_counts_as_stated_and_an_hour_becomes_a_year() -> None:
    table = postings_table([posting(0), posting(1), posting(2)], "f")
    found, dropped = pay_from_texts(table, texts(pay(50, 60, period="hour"), pay(5000, 6000, "EUR", "month"), None))
    assert not dropped
    rows = found.to_pylist()
    assert [row["pay_kind"] for row in rows] == ["advertised", "advertised", None]
    assert (rows[0]["pay_low"], rows[0]["pay_low_usd_year"], rows[0]["pay_high_usd_year"]) == (50, 104_000, 124_800)
    assert (rows[1]["pay_low"], rows[1]["pay_currency"], rows[1]["pay_period"]) == (5000, "EUR", "month")
    assert rows[1]["pay_low_usd_year"] is None  # at the market rate of its year, by metier.build.exchange
    assert found.schema == table.schema


def test_the_producers_pay_comes_before_that_of_the_text() -> None:
    found, _ = pay_from_texts(postings_table([paid(0, 90_000)], "f"), texts(pay(50, 60, period="hour")))
    assert found["pay_low"].to_pylist() == [90_000]


def test_a_highest_amount_alone_and_two_amounts_far_apart_are_counted_and_left_out() -> None:
    table = postings_table([posting(0), posting(1)], "f")
    found, dropped = pay_from_texts(table, texts(pay(None, 90_000), pay(20_000, 200_000)))
    assert found["pay_kind"].to_pylist() == [None, None]
    assert dropped == {("fulltext", TOP_ALONE): 1, ("fulltext", TOO_WIDE): 1}


def test_rupees_taken_for_dollars_are_left_out_and_counted() -> None:
    table = postings_table([*(paid(number, 60_000 + number) for number in range(20)), paid(20, 650_000)], "f")
    found, dropped = without_far_off(table)
    assert dropped == {("fulltext", FAR_OFF): 1}
    assert found["pay_low"].to_pylist()[-1] is None
    assert found["pay_kind"].to_pylist()[-1] is None
    assert found.num_rows == 21  # the posting itself stays
    assert found.schema == table.schema


def test_few_statements_judge_nobody() -> None:
    table = postings_table([*(paid(number, 60_000) for number in range(5)), paid(5, 650_000)], "f")
    assert without_far_off(table) == (table, {})


@given(st.lists(st.floats(10_000, 900_000), min_size=1, max_size=40))
def test_at_least_half_of_all_pay_stays(amounts: list[float]) -> None:
    found, dropped = without_far_off(postings_table([paid(n, a) for n, a in enumerate(amounts)], "f"))
    kept = [amount for amount in found["pay_low"].to_pylist() if amount is not None]
    assert len(kept) + sum(dropped.values()) == len(amounts)
    assert len(kept) >= len(amounts) / 2
    assert min(kept) == min(amounts)


def test_only_dollars_of_countries_with_their_own_dollar_are_unsure() -> None:
    assert unsure_dollar("USD", "CA")
    assert not any(unsure_dollar(*pair) for pair in (("CAD", "CA"), ("USD", "US"), ("USD", None), (None, "CA")))


@given(st.floats(1, 1e6), st.floats(1, 1e6))
def test_believable_needs_order_and_a_width_of_at_most_five(low: float, high: float) -> None:
    assert believable(low, high) == (low <= high <= 5 * low)
