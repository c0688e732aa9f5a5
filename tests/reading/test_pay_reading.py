"""What a careful reader would say a posting pays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.pay import Pay, read_pay
from metier.reading.sections import Document, read_sections


def pay_of(text: str, title: str = "", place: str = "") -> Pay | None:
    return read_pay(read_sections(text), title, place)


def figures(pay: Pay | None) -> tuple[float | None, float | None, str, str | None] | None:
    return None if pay is None or pay.abstained else (pay.minimum, pay.maximum, pay.currency, pay.period)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The base salary range is $120,000 - $150,000 plus bonus and equity.", (120_000, 150_000, "USD", "year")),
        ("Pay: $18 - $28 per hour", (18, 28, "USD", "hour")),
        ("Pay Rate\n\n$24—$30 USD", (24, 30, "USD", "hour")),
        ("Great team.\n\n$22 - $24 / hour\n\nSee our policy.", (22, 24, "USD", "hour")),
        ("Salary up to £35,000 + benefits", (None, 35_000, "GBP", "year")),
        ("Starting salary from $60,000", (60_000, 60_000, "USD", "year")),
        ("We offer a competitive base salary (70k - 80k USD).", (70_000, 80_000, "USD", "year")),
        ("Annual bonus target of $20,000. Annual salary: $90,000", (90_000, 90_000, "USD", "year")),
        ("Base salary $140,000-$160,000 with a $20,000 annual bonus", (140_000, 160_000, "USD", "year")),
        ("Salary: $90,000 - $110,000 (OTE $150,000)", (90_000, 110_000, "USD", "year")),
        ("Minimum: $100,000 Midpoint: $115,000 Maximum: $130,000 salary", (100_000, 130_000, "USD", "year")),
        ("Base $150K, $350K OTE", (150_000, 150_000, "USD", "year")),
        ("Base salary ($125K - $150K DOE). Insurance: 2x salary (max $300K)", (125_000, 150_000, "USD", "year")),
        ("We raised $2B. The range for this role is $100,000 - $720,000.", (100_000, 720_000, "USD", "year")),
        ("Salary: Hourly $23.58", (23.58, 23.58, "USD", "hour")),
        ("All amounts are in CAD. Salary range: $90,000 - $110,000", (90_000, 110_000, "CAD", "year")),
        ("Wynagrodzenie 12 000 – 16 000 zł brutto", (12_000, 16_000, "PLN", "month")),
        ("Internship stipend: ₹15,000/month", (15_000, 15_000, "INR", "month")),
    ],
)
def test_base_pay(text: str, expected: tuple[float | None, float, str, str]) -> None:
    assert figures(pay_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We raised $2B and have $50M in revenue.",
        "401k match up to $5,000 per year",
        "You get $2,000 per year for learning.",
        "Sign-on bonus: $10,000",
        "$10,000 sign on bonus",
        "$1,250 annually in professional development funds",
        "You will manage a budget of $3,000,000.",
        "Earn up to £2,950 per referral",
        "A one-time $500 home office stipend",
        "Members pay $60/year for our service.",
        "Transport: $120/month for public transport",
        "We manage over $8 billion in assets.",
        "Salary: competitive. Referral bonus $1,000",
        "Boxes weigh 10 to 30 pounds.",
        "You will own the salary benchmark that 10,000 companies use.",
        "Total funding of $120,000,000 - $150,000,000",
    ],
)
def test_money_that_is_not_the_pay_of_the_job(text: str) -> None:
    assert pay_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "OTE $350K",
        "Total compensation: $200,000 - $250,000",
        "The total compensation range is $150,000 - $200,000.",
        "Salary: $9 per year",
        "Salary: $75000 - $10000 / year",
        "Base pay $46.50/hour to $134,000/year",
        "Hiring range: $1,234.56 bi-weekly",
        "Salary: 90-110K",  # of which currency?
    ],
)
def test_unclear_pay_is_left_open(text: str) -> None:
    pay = pay_of(text)
    assert pay is not None
    assert pay.abstained
    assert (pay.minimum, pay.maximum) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "The base pay in New York is $150,000-$180,000; in Denver it is $130,000-$155,000.",
        "Base pay\nZone 1: $150,000 - $180,000\nZone 2: $130,000 - $155,000",
    ],
)
def test_several_ranges_give_the_widest(text: str) -> None:
    pay = pay_of(text)
    assert figures(pay) == (130_000, 180_000, "USD", "year")
    assert pay is not None
    assert pay.several


def test_one_range_said_twice_is_one() -> None:
    pay = pay_of("$60,000 - $70,000 a year\nSalary: $60,000.00 to $70,000.00 /year")
    assert pay is not None
    assert not pay.several


def test_the_title_counts_where_the_text_is_silent() -> None:
    assert figures(pay_of("Do the work.", "Driver ($25/hr)")) == (25, 25, "USD", "hour")
    assert figures(pay_of("Salary: $50,000", "Analyst $45k")) == (50_000, 50_000, "USD", "year")
    assert pay_of("Do the work.", "*$2,000 sign-on bonus* Nurse") is None


def test_the_place_tells_which_dollar() -> None:
    assert figures(pay_of("Salary: $90,000", place="Toronto, ON")) == (90_000, 90_000, "CAD", "year")
    text = "US: $120,000-150,000. Canada: CAD 110,000-130,000"
    assert figures(pay_of(text, place="Vancouver, Canada")) == (110_000, 130_000, "CAD", "year")


def test_spans_show_the_words_that_decided() -> None:
    text = "About us. We raised $5M.\nThe pay range for this role is $100,000 - $120,000 a year."
    pay = pay_of(text)
    assert pay is not None
    assert [text[start:end] for start, end in pay.spans] == ["$100,000 - $120,000 a year"]
    assert pay.method == "base"


PIECES = st.sampled_from(
    ["salary ", "bonus ", "$", "€", "120,000", "90k", " - ", " to ", "/hr", " per year", "\n", ". ", "base pay ",
     "CAD ", "up to ", "and ", "12", "(", ")", "OTE ", "Pay: ", "1", "million ", "Canada ", "İ", "\u202f"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40), st.lists(PIECES, max_size=6))
def test_any_text_reads_to_pay_that_makes_sense(text: list[str], title: list[str]) -> None:
    body = "".join(text)
    pay = pay_of(body, "".join(title))
    if pay is None or pay.abstained:
        return
    assert pay.maximum is not None
    assert 0 < (pay.minimum or pay.maximum) <= pay.maximum
    assert len(pay.currency) == 3
    assert pay.period in ("year", "month", "week", "day", "hour")
    assert all(0 <= start < end <= len(body) for start, end in pay.spans)


@pytest.mark.parametrize(
    "piece", ["1", "$1", "$1 - ", "1,", "$1,000 to ", "salary ", "$100k a year\n", "12 345 ", "usd ", "(", "Pay: $5 "]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        document = read_sections(piece * (length // len(piece)))
        return min(_timed(document) for _ in range(3))

    assert seconds(400_000) < 8 * seconds(100_000) + 0.05


def _timed(document: Document) -> float:
    began = time.process_time()
    read_pay(document)
    return time.process_time() - began


def test_a_starting_salary_is_the_low_end_of_the_range_beside_it() -> None:
    pay = read_pay(read_sections("PAY & BENEFITS $5,200 - $7,900 per month [Starting salary $5,200 per month]"))
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.period) == (5200, 7900, "month")


def test_the_sentence_above_a_range_is_no_heading_of_it() -> None:
    above = "Working knowledge of planning tools, hydraulic analysis and asset management software"
    pay = read_pay(read_sections(f"Requirements\n{above}\n\n$90,000 - $130,000 a year\n\nWe offer good benefits."))
    assert pay is not None
    assert (pay.minimum, pay.maximum) == (90_000, 130_000)
    assert read_pay(read_sections("Sign-on bonus\n\n$5,000 - $10,000 a year\n")) is None
