"""Numbers, currencies and ranges as countries write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.clauses import folded
from metier.reading.pay_currency import SIGNS, WORDS, currency_of
from metier.reading.pay_money import amounts, number
from metier.reading.pay_ranges import Statement, statements
from metier.reading.sections import read_sections
from metier.reading.signals import Signal


def stated(text: str) -> list[Statement]:
    return list(statements(text, folded(text), 0, len(text)))


def only(text: str) -> tuple[float | None, float, str, str | None]:
    (one,) = stated(text)
    return one.low, one.high, one.currency, one.period


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("$120-150k", 120_000, 150_000, "$", None),
        ("$120k–$150K", 120_000, 150_000, "$", None),
        ("$80-$130,000/yr", 80_000, 130_000, "$", "year"),
        ("120,000 - 150,000 USD", 120_000, 150_000, "USD", None),
        ("USD 120K", 120_000, 120_000, "USD", None),
        ("€60.000-75.000", 60_000, 75_000, "EUR", None),
        ("60 000 €", 60_000, 60_000, "EUR", None),
        ("£450/day", 450, 450, "GBP", "day"),
        ("£450-£500 inside IR35", 450, 500, "GBP", "day"),
        ("12-15 LPA", 1_200_000, 1_500_000, "INR", "year"),
        ("₹12,00,000", 1_200_000, 1_200_000, "INR", None),
        ("10 lakhs", 1_000_000, 1_000_000, "INR", "year"),
        ("CHF 110'000", 110_000, 110_000, "CHF", None),
        ("$65/hr", 65, 65, "$", "hour"),
        ("EUR 4.500 brutto/Monat", 4_500, 4_500, "EUR", "month"),
        ("4500€/mois", 4_500, 4_500, "EUR", "month"),
        ("45 000 € par an", 45_000, 45_000, "EUR", "year"),
        ("R$ 5.000 por mês", 5_000, 5_000, "BRL", "month"),
        ("C$90,000", 90_000, 90_000, "CAD", None),
        ("HK$40,000 per month", 40_000, 40_000, "HKD", "month"),
        ("20 800 - 26 500 PLN gross per month", 20_800, 26_500, "PLN", "month"),
        ("12 000–16 000 zł", 12_000, 16_000, "PLN", None),
        ("45 000 kr", 45_000, 45_000, "kr", None),
        ("$90,000.00 to $110,000.00 annually", 90_000, 110_000, "$", "year"),
        ("$124,000/year to $176,000/year", 124_000, 176_000, "$", "year"),
        ("$25/hr - $32/hr", 25, 32, "$", "hour"),
        ("$55/hr. - $60/hr", 55, 60, "$", "hour"),
        ("$136,301—$156,000 USD", 136_301, 156_000, "USD", None),
        ("$100K - $200K CAD", 100_000, 200_000, "CAD", None),
        ("Low: $110,000 - High: $130,000", 110_000, 130_000, "$", None),
        ("Min: $100,000 Max: $120,000", 100_000, 120_000, "$", None),
        ("between $80,000 and $95,000", 80_000, 95_000, "$", None),
        ("$100,000\n-\n$120,000", 100_000, 120_000, "$", None),
        ("up to $95k", None, 95_000, "$", None),
        ("$14.00 per hourShift: nights", 14, 14, "$", "hour"),
        ("$15hr", 15, 15, "$", "hour"),
    ],
)
def test_amounts_as_written(text: str, low: float | None, high: float, currency: str, period: str | None) -> None:
    assert only(text) == (low, high, currency, period)


@pytest.mark.parametrize("text", ["3 years", "founded in 2018", "a 401k plan", "S3 and EC2", "24x7", "lift 50 pounds"])
def test_numbers_that_are_no_money(text: str) -> None:
    assert not [one for one in stated(text) if one.currency or one.period]


def test_two_ends_that_cannot_be_one_range_are_said_to_be_broken() -> None:
    assert [one.broken for one in stated("$46.50/hour to $134,000/year")] == [True]
    assert [one.broken for one in stated("$75,000 - $10,000")] == [True]


def test_ends_written_the_wrong_way_round_are_turned() -> None:
    assert only("$100,000 - $75,000")[:2] == (75_000, 100_000)


def test_a_state_before_a_dollar_sign_is_no_canadian_dollar() -> None:
    assert [one.currency for one in stated("Oakland, CA$100,000")] == ["$"]
    assert [one.currency for one in stated("Oakland, CA $100,000")] == ["$"]


@pytest.mark.parametrize(
    ("sign", "place", "code"),
    [
        ("$", "Toronto, ON", "CAD"),
        ("$", "CA, ON, Toronto", "CAD"),
        ("$", "San Jose, CA", "USD"),
        ("$", "Sydney, NSW", "AUD"),
        ("$", "", "USD"),
        ("kr", "Stockholm, Sweden", "SEK"),
        ("kr", "Remote", None),
        ("¥", "Shanghai, China", "CNY"),
        ("EUR", "London", "EUR"),
    ],
)
def test_a_shared_sign_means_the_money_of_the_place(sign: str, place: str, code: str | None) -> None:
    assert currency_of(sign, place) == code


WHOLE = st.integers(min_value=1_000, max_value=999_999)
STYLES: dict[str, Callable[[int], str]] = {
    "en": lambda n: f"{n:,}",
    "cents": lambda n: f"{n:,}.00",
    "de": lambda n: f"{n:,}".replace(",", "."),
    "de cents": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "fr": lambda n: f"{n:,}".replace(",", " "),
    "no-break": lambda n: f"{n:,}".replace(",", "\u202f"),
    "ch": lambda n: f"{n:,}".replace(",", "’"),
    "plain": str,
}
PLACES = {
    "before": "{sign}{low}{dash}{sign}{high}",
    "once": "{sign} {low}{dash}{high}",
    "after": "{low}{dash}{high} {sign}",
}


@given(
    WHOLE,
    WHOLE,
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(sorted(PLACES)),
    st.sampled_from([" - ", "-", " – ", "—", " to ", "\n-\n"]),
    st.sampled_from(["£", "€", "₹", "USD", "EUR", "CHF"]),
)
def test_a_range_comes_back_as_it_was_written(one: int, two: int, style: str, place: str, dash: str, sign: str) -> None:
    low, high = sorted((one, two))
    write = STYLES[style]
    text = PLACES[place].format(low=write(low), high=write(high), sign=sign, dash=dash)
    assert only(text) == (low, high, SIGNS.get(sign, sign), None)


@given(st.integers(min_value=10_000, max_value=99_999_999))
def test_indian_grouping(value: int) -> None:
    digits = str(value)
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    assert number(",".join([*pairs, tail])) == value


@settings(max_examples=300)
@given(st.text(alphabet="0123456789 $€£-–.,'/kKmtoadyhrpe\n", max_size=120))
def test_no_statement_is_upside_down_and_every_span_is_in_the_text(text: str) -> None:
    for one in stated(text):
        assert 0 <= one.start < one.end <= one.stop <= len(text)
        assert 0 < (one.low or one.high) <= one.high


@given(st.sampled_from([*SIGNS, *WORDS]), st.booleans(), st.integers(1, 9), st.sampled_from(["", " "]))
def test_no_amount_with_a_currency_is_found_without_its_trigger(word: str, first: bool, digit: int, gap: str) -> None:
    written = word.upper() if len(word) > 1 and word.isascii() else word
    amount = f"{digit}2345{digit}"
    text = f"see {written}{gap}{amount} there" if first else f"see {amount}{gap}{written} there"
    if any(found.currency for found in amounts(text, folded(text), 0, len(text))):
        assert any(clause.may_hold(Signal.PAY) for clause in read_sections(text).clauses)
