"""Stated facts against the text's, places in the raw input, and an employer's own products."""

from __future__ import annotations

import time

import pytest

from metier.reading.education import read_education
from metier.reading.jobposting import JobPosting, job_posting
from metier.reading.pay import Pay
from metier.reading.posting import read_posting
from metier.reading.sections import read_sections

UNCLEAR = Pay(method="stated as data", abstained=True)
SAID = "You care for patients. Base salary: $90,000 - $100,000 a year."


def test_an_unclear_stated_pay_does_not_replace_what_the_text_says() -> None:
    reading = read_posting(SAID, stated=JobPosting(text=SAID, pay=UNCLEAR))
    assert reading.pay is not None
    assert (reading.pay.minimum, reading.pay.maximum) == (90_000, 100_000)
    assert "pay" not in reading.abstained


def test_an_unclear_stated_pay_is_told_where_the_text_says_none() -> None:
    text = "You care for patients and keep records of them."
    reading = read_posting(text, stated=JobPosting(text=text, pay=UNCLEAR))
    assert reading.pay is None
    assert reading.abstained.count("pay") == 1
    assert "pay" not in reading.confidence
    assert reading.methods["pay"] == ("unclear",)


def test_pay_that_nobody_could_earn_is_unclear() -> None:
    data = {"baseSalary": {"currency": "USD", "value": {"minValue": 3, "maxValue": 900_000_000, "unitText": "YEAR"}}}
    assert job_posting(data).pay == UNCLEAR


def test_stated_facts_say_that_they_are_stated() -> None:
    reading = read_posting(SAID, stated=JobPosting(text=SAID, workplace="remote"))
    assert reading.methods["workplace"] == ("stated",)
    assert reading.methods["pay"] != ("stated",)


def test_places_of_pay_index_the_raw_input() -> None:
    raw = f"<p>We look for a nurse.</p><p>{SAID}</p>"
    pay = read_posting(raw).pay
    assert pay is not None
    ((start, end),) = pay.spans
    assert raw[start:end].startswith("$90,000 - $100,000")


def test_an_employers_own_product_is_not_asked_for() -> None:
    text = "Your tasks\n- Sell Splunk to new customers\n- Keep our SQL tables tidy\n"
    named = read_posting(text, title="Account Executive", company="Splunk Inc.")
    assert "splunk" in read_posting(text, title="Account Executive").technology_ids("required")
    assert "splunk" not in named.technology_ids("required")
    assert "sql" in named.technology_ids("required")


@pytest.mark.parametrize("part", ["\nPreferred qualifications: MBA", "\nRequirements\n- preferred qualifications: MBA"])
def test_degrees_of_a_long_text_take_time_in_proportion(part: str) -> None:
    def seconds(times: int) -> float:
        document = read_sections(part * times)
        begin = time.process_time()
        read_education(document)
        return time.process_time() - begin

    seconds(10)
    assert seconds(4_000) < 40 * max(seconds(400), 0.001)
