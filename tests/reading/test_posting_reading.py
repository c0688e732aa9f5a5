"""What one posting says, put together: role, facts, places in the raw input, confidence, abstentions."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.reading.jobposting import JobPosting
from metier.reading.lines import line
from metier.reading.pay import Pay
from metier.reading.posting import read_posting
from metier.reading.posting_facts import FIELDS, TEXT_FIELDS, PostingReading
from metier.reading.posting_role import read_role

PAGE = (
    "<h2>About the role</h2><p>This is a <b>full-time</b> hybrid role in our York office.</p>"
    "<h3>Responsibilities</h3><ul><li>Build dashboards &amp; reports for managers</li></ul>"
    "<h3>Requirements</h3><ul><li>Bachelor's degree or equivalent experience</li>"
    "<li>3+ years of experience with SQL and Python</li></ul>"
    "<h3>Nice to have</h3><ul><li>Tableau</li></ul><p>Salary: &pound;40,000 - &pound;50,000 per year</p>"
)


def test_a_page_is_read_whole() -> None:
    reading = read_posting(PAGE, title="Senior Data Analyst", location="York, UK")
    assert (reading.role_id, reading.level, reading.track) == ("data-analyst", "senior", "individual")
    assert (reading.education_min, reading.experience_substitutes) == ("bachelor", True)
    assert (reading.experience_years_min, reading.workplace, reading.employment_type) == (3, "hybrid", "full-time")
    assert reading.technology_ids("required") == ("python", "sql")
    assert reading.technology_ids("preferred") == ("tableau",)
    assert "reporting-dashboards" in reading.responsibilities
    assert reading.pay is not None
    assert (reading.pay.minimum, reading.pay.maximum, reading.pay.currency, reading.pay.period) == (
        40_000,
        50_000,
        "GBP",
        "year",
    )
    assert reading.abstained == ()


def test_every_place_is_in_the_raw_input() -> None:
    reading = read_posting(PAGE, title="Data Analyst")
    said = {key: [PAGE[start:end] for start, end in spans] for key, spans in reading.spans.items()}
    assert said["education_min"] == ["Bachelor's"]
    assert said["experience_years_min"] == ["3+ years"]
    assert [PAGE[item.start : item.end] for item in reading.required] == [item.surface for item in reading.required]
    assert all("40,000" in words for words in said["pay"])


def test_escaped_markup_has_its_own_places() -> None:
    escaped = html.escape(PAGE)
    reading = read_posting(escaped)
    assert [escaped[item.start : item.end] for item in reading.required] == ["SQL", "Python"]


def test_what_a_page_states_as_data_wins_over_its_text() -> None:
    stated = JobPosting(
        title="Data Engineer", workplace="remote", experience_months=60, pay=Pay(50, 60, "EUR", "hour", method="stated")
    )
    reading = read_posting(PAGE, stated=stated)
    assert (reading.role_id, reading.workplace, reading.experience_years_min) == ("data-engineer", "remote", 5)
    assert reading.pay == stated.pay
    assert reading.employment_type == "full-time"
    assert not {"workplace", "pay", "experience_years_min"} & set(reading.spans)
    assert reading.confidence["workplace"] > 0.5


def test_a_language_that_is_not_read_leaves_the_facts_of_the_title() -> None:
    text = "Wir suchen dich für unser Team. Du arbeitest mit Python und SQL an den Daten der Bank."
    reading = read_posting(text, title="Werkstudent Data Science (remote)")
    assert (reading.language, reading.readable, reading.level) == ("de", False, "intern")
    assert (reading.workplace, reading.employment_type) == ("remote", "internship")
    assert reading.education_min is None
    assert set(reading.abstained) == set(TEXT_FIELDS) - {"workplace", "employment_type"}
    row = line(reading, "7")
    assert (row["id"], row["required"], row["responsibilities"], row["pay"]) == ("7", None, None, None)


def test_without_a_text_only_the_title_is_read() -> None:
    reading = read_posting("", title="Junior Data Engineer")
    assert (reading.role_id, reading.level, reading.language) == ("data-engineer", "entry", None)
    assert set(reading.abstained) == set(TEXT_FIELDS)


def test_the_location_can_name_the_workplace() -> None:
    assert read_posting("You will write SQL.", location="Remote").workplace == "remote"
    assert read_posting("You will write SQL.", location="Hybrid - Berlin").workplace == "hybrid"
    assert read_posting("This is a hybrid role.", location="Remote").workplace == "hybrid"


def test_a_text_that_contradicts_itself_is_left_undecided() -> None:
    reading = read_posting("This is a fully remote position.\nThis position is not remote.")
    assert reading.workplace == "unspecified"
    assert "workplace" in reading.abstained


@pytest.mark.parametrize(
    ("title", "text", "role", "method"),
    [
        ("Data Scientist", "We are looking for a data engineer.", "data-scientist", "title"),
        ("", "Data Scientist\nYou will build models with us.", "data-scientist", "text"),
        ("", "We are looking for an experienced data engineer to join our team.", "data-engineer", "text"),
        ("Analyst", "We are hiring a data analyst who knows SQL.", "data-analyst", "title and text"),
        ("General application", "Job title: Product Manager\nYou own the plan.", "product-manager", "text"),
        ("General application", "Tell us who you are.", None, "guess"),
    ],
)
def test_the_text_names_the_job_where_the_title_does_not(title: str, text: str, role: str | None, method: str) -> None:
    found = read_role(title, text)
    assert (found.role_id, found.method) == (role, method)


def test_a_text_names_no_other_job_than_a_title_that_names_one() -> None:
    role = read_role("Analyst", "You will work with the team that is hiring a product manager.")
    assert role.role_id == "data-analyst"  # only a guess
    assert role.abstained
    assert "role_id" in read_posting("Hello there, all of you.", title="Analyst").abstained


def test_the_title_gives_the_level_where_the_text_gives_the_role() -> None:
    role = read_role("Senior Analyst", "As a data analyst you will write SQL.")
    assert (role.role_id, role.level) == ("data-analyst", "senior")


def sound(reading: PostingReading, raw: str) -> None:
    """What holds of every reading."""
    assert set(reading.confidence) <= set(FIELDS)
    assert all(0 <= sure <= 1 for sure in reading.confidence.values())
    assert set(reading.abstained) <= set(FIELDS)
    places = [span for spans in reading.spans.values() for span in spans]
    places += [(item.start, item.end) for item in (*reading.required, *reading.preferred)]
    assert all(0 <= start <= end <= len(raw) for start, end in places)


@settings(max_examples=60)
@given(st.text(max_size=400), st.text(max_size=40), st.text(max_size=40))
def test_any_input_gives_a_sound_reading(raw: str, title: str, place: str) -> None:
    sound(read_posting(raw, title=title, company=title, location=place), raw)


_PARTS = st.sampled_from(
    [*PAGE.replace(">", "> ").split(" "), "&lt;p&gt;", "<ul", "Remote", "$120k", "PhD", "or", "5", "years", "\n", "•"]
)


@settings(max_examples=60)
@given(st.lists(_PARTS, max_size=80))
def test_broken_pages_give_a_sound_reading(parts: list[str]) -> None:
    raw = " ".join(parts)
    sound(read_posting(raw), raw)
