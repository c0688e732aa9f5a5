"""Postings that a page states as data: what is taken, and what careless producers may write."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.reading.jobposting import JobPosting, job_posting, postings_in_page
from metier.reading.jsonld import objects_of_type
from metier.reading.source import plain


def page(data: object) -> str:
    return f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body>x</body></html>'


FULL = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Data Analyst, R&amp;D",
    "description": "<p>You will:</p><ul><li>build dashboards</li></ul>",
    "identifier": {"@type": "PropertyValue", "name": "Acme", "value": 4711},
    "datePosted": "2026-02-04T09:26:20+01:00",
    "validThrough": "2026-03-04",
    "employmentType": ["FULL_TIME"],
    "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    "jobLocation": {"@type": "Place", "address": {"addressLocality": "Leeds", "addressCountry": "GB"}},
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "minValue": 40000, "maxValue": "50,000", "unitText": "YEAR"},
    },
    "educationRequirements": {"credentialCategory": "bachelor degree"},
    "experienceRequirements": {"monthsOfExperience": "24"},
    "experienceInPlaceOfEducation": True,
    "industry": "Software",
}


def test_all_that_is_stated_is_taken() -> None:
    (posting,) = postings_in_page(page(FULL))
    assert (posting.title, posting.company, posting.location) == ("Data Analyst, R&D", "Acme", "Leeds, GB")
    assert plain(posting.text).text == "You will:\n• build dashboards"
    assert posting.pay is not None
    assert (posting.pay.minimum, posting.pay.maximum, posting.pay.currency, posting.pay.period) == (
        40000,
        50000,
        "GBP",
        "year",
    )
    assert (posting.employment_type, posting.workplace, posting.education_min) == ("full-time", None, "bachelor")
    assert (posting.experience_months, posting.experience_substitutes) == (24, True)
    assert (posting.industry, posting.identifier) == ("Software", "4711")
    assert (posting.posted_on, posting.valid_through) == (date(2026, 2, 4), date(2026, 3, 4))


@pytest.mark.parametrize(
    "data",
    [
        {"@graph": [{"@type": "WebPage"}, FULL]},
        [FULL, {"@type": "Organization", "name": "Acme"}],
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": FULL}]},
        [FULL, FULL],
        {**FULL, "@type": ["JobPosting", "Thing"]},
        {**FULL, "@type": "http://schema.org/JobPosting"},
    ],
)
def test_a_posting_is_found_wherever_it_stands_once(data: object) -> None:
    assert [posting.title for posting in postings_in_page(page(data))] == ["Data Analyst, R&D"]
    assert postings_in_page(json.dumps(data)) == postings_in_page(page(data))


def test_several_postings_keep_their_order() -> None:
    many = [{**FULL, "title": f"Job {number}"} for number in range(5)]
    assert [posting.title for posting in postings_in_page(page({"@graph": many}))] == [f"Job {n}" for n in range(5)]


@pytest.mark.parametrize(
    "script",
    [
        '<script type=application/ld+json>{"@type":"JobPosting","title":"A",}</script>',
        '<SCRIPT id=\'x\' type=\'application/ld+json\'>{"@type":"JobPosting","title":"A"};</SCRIPT>',
        '<script type="application/ld+json">//<![CDATA[\n{"@type":"JobPosting","title":"A"}\n//]]></script>',
        '<script type="application/ld+json"><!-- {"@type":"JobPosting","title":"A"} --></script>',
        '<script type="application/ld+json">{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;A&quot;}'
        "</script>",
        '<script type="application/ld+json">{"@type":"JobPosting","title":"A","description":"two\nlines"}</script>',
        '<script>var x = "<b>";</script><script type="application/ld+json">{"broken": </script>'
        '<script type="application/ld+json">{"@type":"JobPosting","title":"A"}</script>',
    ],
)
def test_data_that_is_almost_json_is_read(script: str) -> None:
    assert [posting.title for posting in postings_in_page(f"<html>{script}</html>")] == ["A"]


@pytest.mark.parametrize(
    "text",
    ["", "no page", "{", "[" * 100_000, '<script type="application/ld+json">', '{"@type": "JobPosting"}', "[1, 2"],
)
def test_pages_without_a_posting_give_none(text: str) -> None:
    assert postings_in_page(text) == ()


YEAR = {"unitText": "YEAR"}


@pytest.mark.parametrize(
    ("salary", "read"),
    [
        ({"currency": "USD", "value": {"value": 40, "unitText": "HOUR"}}, (40, 40, "USD", "hour")),
        (
            {"currency": "usd", "minValue": "60000", "maxValue": "0", "unitText": "YEARLY"},
            (60000, 60000, "USD", "year"),
        ),
        ({"currency": "EUR", "value": "60.000 - 75.000"}, (60000, 75000, "EUR", "year")),
        ("$100,000 - $120,000 per year", (100000, 120000, "USD", "year")),
        ({"value": {"minValue": 120000, "maxValue": 150000, "unitText": "USD"}}, (120000, 150000, "USD", "year")),
        ({"price": "4500", "priceCurrency": "EUR", "unitText": "MONTH"}, (4500, 4500, "EUR", "month")),
        (
            {"currency": "INR", "value": {"value": "12,00,000", "unitText": "Per Annum"}},
            (1200000, 1200000, "INR", "year"),
        ),
        ({"currency": "USD", "value": {"maxValue": 90000, **YEAR}}, (None, 90000, "USD", "year")),
        ({"currency": "$", "value": {"minValue": "$60k", "maxValue": "$70k", **YEAR}}, (60000, 70000, "USD", "year")),
        ({"currency": "CHF", "value": [{"minValue": 90000, "maxValue": 99000, **YEAR}]}, (90000, 99000, "CHF", "year")),
    ],
)
def test_pay_is_read_in_the_forms_that_producers_give_it(salary: object, read: tuple[object, ...]) -> None:
    pay = job_posting({"baseSalary": salary}).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == read


def test_pay_at_several_places_is_covered() -> None:
    salaries = [
        {"currency": "USD", "value": {"minValue": low, "maxValue": low + 30000, **YEAR}} for low in (120000, 100000)
    ]
    pay = job_posting({"baseSalary": salaries}).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.several) == (100000, 150000, True)


def test_a_bare_number_takes_the_currency_of_its_posting_or_country() -> None:
    by_field = job_posting({"baseSalary": "95000", "salaryCurrency": "GBP"}).pay
    by_place = job_posting({"baseSalary": 95000, "jobLocation": {"address": "London, United Kingdom"}}).pay
    assert by_field == by_place
    assert by_field is not None
    assert by_field.currency == "GBP"


@pytest.mark.parametrize(
    "salary",
    [
        {"currency": "USD", "value": {"minValue": 120000, "unitText": "HOUR"}},
        {"currency": "USD", "value": {"minValue": 90000, "maxValue": 60000, **YEAR}},
        {"currency": "USD", "value": {"minValue": 20000, "maxValue": 9000000, **YEAR}},
        {"value": {"minValue": 90000, **YEAR}},
    ],
)
def test_pay_that_nobody_could_get_is_unclear(salary: object) -> None:
    pay = job_posting({"baseSalary": salary}).pay
    assert pay is not None
    assert pay.abstained
    assert pay.maximum is None


@pytest.mark.parametrize(
    "salary", [None, 0, "", "Competitive", [], {}, {"currency": "USD", "value": {"value": 0}}, True]
)
def test_no_pay_is_none(salary: object) -> None:
    assert job_posting({"baseSalary": salary}).pay is None


def test_estimates_of_boards_are_not_pay() -> None:
    assert job_posting({"estimatedSalary": [{"currency": "USD", "median": 90000}]}).pay is None


def test_remote_jobs_say_so_and_where_people_may_live() -> None:
    posting = job_posting(
        {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": {"@type": "Country", "name": "USA"}}
    )
    assert (posting.workplace, posting.location) == ("remote", "USA")


def test_text_that_stands_in_other_fields_is_added_once() -> None:
    told = {"description": "Build it.", "responsibilities": "Line one\nLine two", "skills": ["SQL", "Python"]}
    assert job_posting(told).text == "Build it.\n\nResponsibilities:\nLine one\nLine two\n\nSkills:\nSQL\nPython"
    again = {"description": "<p>Build it.</p><p>Line one</p>", "responsibilities": "Line one", "skills": "SQL\nPython"}
    assert plain(job_posting(again).text).text == "Build it.\n\nLine one\n\nSkills\nSQL\nPython"


@pytest.mark.parametrize(
    ("said", "degree"),
    [
        ("high school", "secondary"),
        ("no requirements", "none"),
        ("postgraduate degree", "master"),
        ([{"credentialCategory": "doctoral degree"}, {"credentialCategory": "master degree"}], "master"),
        ("professional certificate", None),
        ("Applicants should be able to show that they have studied, at bachelor level or otherwise, for years", None),
    ],
)
def test_degrees_are_the_lowest_stated(said: object, degree: str | None) -> None:
    assert job_posting({"educationRequirements": said}).education_min == degree


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["name", "value", "minValue", "currency", "unitText", "address", "@type", "addressCountry"]
            ),
            inner,
        ),
    ),
    max_leaves=12,
)


@given(
    data=st.dictionaries(st.sampled_from([*FULL, "salaryCurrency", "jobLocationType", "skills", "url", "name"]), JSON)
)
def test_no_value_is_too_careless(data: dict[str, object]) -> None:
    posting = job_posting(data)
    assert isinstance(posting, JobPosting)
    assert posting.pay is None or posting.pay.abstained or posting.pay.currency


@given(text=st.text(), data=JSON)
def test_no_page_breaks_it(text: str, data: object) -> None:
    postings_in_page(text)
    postings_in_page(f'<script type="application/ld+json">{text}</script>')
    postings_in_page(page({"@type": "JobPosting", "title": data, "jobLocation": data}))


@pytest.mark.shared
def test_a_real_feed_is_read(shared: Path) -> None:
    feed = (shared / "postings/api-payloads/careerkit/teamtailor.json").read_text(encoding="utf-8")
    postings = postings_in_page(feed)
    assert len(postings) == len(list(objects_of_type(json.loads(feed), "JobPosting"))) == 2
    for posting in postings:
        assert posting.title
        assert posting.posted_on is not None
        assert posting.identifier.isdigit()
        assert posting.location.endswith(("ES", "DK"))
