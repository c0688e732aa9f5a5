"""Search among open jobs: what matches, in which order, and what each choice would leave."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from metier.release.job_search import (
    FACETS,
    PAY_STEPS,
    STATED,
    FoundJob,
    JobFilters,
    JobIndex,
    index_jobs,
    job_index,
    open_by_role,
)
from metier.release.postings import OpenJob
from metier.release.reader import Release

PLAIN = OpenJob(
    title="", employer="acme", place="Berlin", country="DE", level="unspecified", workplace="unspecified",
    employment_type="unspecified", pay_low=None, pay_high=None, currency="", period="", posted="2026-08-01",
    last_seen="2026-08-08", url="https://jobs.example/1", skills=[], collection="ats-radar",
)  # fmt: skip
HOSTILE = (
    '"', "'", '" OR "1"="1', "title:*", "NEAR(a b, 5)", "a AND", "NOT", "^data", "data*", "(((", ")", "--", ";", "\x00",
    "%", "\\", "-" * 500, "🦄", "\ud800", "a" * 10_000, "<script>alert(1)</script>", "{{ 7*7 }}", "\u202e",
)  # fmt: skip


def jobs(*facts: dict[str, object]) -> JobIndex:
    """An index of a few jobs; pay that is given is in US dollars a year."""
    found = [FoundJob(replace(PLAIN, **fact), "data-engineer", "Data Engineer", "2026-07-18") for fact in facts]  # type: ignore[arg-type]
    tops = [float("nan") if one.job.pay_high is None else one.job.pay_high for one in found]
    return index_jobs(found, {"DE": "Germany"}, tops)


@pytest.fixture(scope="module")
def index() -> JobIndex:
    """The open jobs of the starter release."""
    return job_index(Release())


def titles(index: JobIndex, words: str) -> list[str]:
    """The titles found for some words."""
    return [found.job.title for found in index.search(JobFilters(words=words)).jobs]


def test_a_title_that_holds_the_words_as_they_stand_comes_first() -> None:
    index = jobs(
        {"title": "Software Engineer, Data Trust"},
        {"title": "Analyst", "skills": ["Data engineering", "Engineer"]},
        {"title": "Senior Data Engineer"},
    )
    assert titles(index, "data engineer") == ["Senior Data Engineer", "Software Engineer, Data Trust", "Analyst"]


def test_every_word_must_stand_in_the_card() -> None:
    index = jobs({"title": "Data Engineer", "employer": "acme"}, {"title": "Data Engineer", "employer": "initech"})
    assert len(titles(index, "data acme")) == 1
    assert titles(index, "data acme initech") == []


def test_names_with_signs_plurals_and_short_forms_are_found() -> None:
    index = jobs({"title": "ML Engineers", "skills": ["C++"]}, {"title": "Machine Learning Engineer", "skills": ["C"]})
    assert len(titles(index, "machine learning engineer")) == 2
    assert titles(index, "c++") == ["ML Engineers"]


def test_a_word_that_no_card_holds_is_taken_as_a_beginning() -> None:
    assert titles(jobs({"title": "Data Engineer"}, {"title": "Baker"}), "bak") == ["Baker"]


def test_remote_and_the_country_are_words_too() -> None:
    index = jobs({"title": "A", "workplace": "remote"}, {"title": "B", "country": ""})
    assert (titles(index, "remote"), titles(index, "germany")) == (["A"], ["A"])


def test_pay_is_asked_to_reach_an_amount() -> None:
    index = jobs({"title": "A", "pay_low": 90_000.0, "pay_high": 120_000.0}, {"title": "B"})
    found = index.search(JobFilters(pay="100000"))
    assert [one.job.title for one in found.jobs] == ["A"]
    assert dict(found.choices["pay"]) == {STATED: 1, "50000": 1, "75000": 1, "100000": 1}


def test_a_choice_counts_the_jobs_that_it_would_leave_beside_the_other_filters() -> None:
    index = jobs({"title": "A", "level": "senior"}, {"title": "B", "level": "lead"}, {"title": "C", "country": "US"})
    choices = index.search(JobFilters(level="senior")).choices
    assert dict(choices["level"]) == {"senior": 1, "lead": 1, "unspecified": 1}
    assert dict(choices["country"]) == {"DE": 1}


def test_a_filter_that_no_job_has_is_left_out() -> None:
    index = jobs({"title": "A"})
    assert index.search(JobFilters(country="ZZ", role="x' OR 1=1", pay="7", technology="no")).total == 1


@pytest.mark.parametrize("words", HOSTILE)
def test_no_search_raises(index: JobIndex, words: str) -> None:
    found = index.search(JobFilters(words, *([words] * len(FACETS))))
    assert 0 <= found.total <= len(index.jobs)


def test_every_choice_of_the_starter_leaves_as_many_jobs_as_it_says(index: JobIndex) -> None:
    for name, choices in index.search(JobFilters(words="engineer")).choices.items():
        for value, jobs_left in choices[:5]:
            wanted = replace(JobFilters(words="engineer"), **{name: value})
            assert index.search(wanted).total == jobs_left, (name, value)


def test_pages_hold_every_job_once_and_a_page_beyond_the_last_none(index: JobIndex) -> None:
    role = JobFilters(role="data-engineer")
    total = index.search(role).total
    urls = [one.job.url for start in range(0, total + 20, 20) for one in index.search(role, start=start).jobs]
    assert (len(urls), index.search(role, start=10**6).jobs) == (total, ())


def test_roles_count_the_jobs_of_the_table() -> None:
    release = Release()
    rows = release.rows("SELECT role_id, count(*)::INT FROM jobs GROUP BY 1", tables=("jobs",))
    assert {role: n for role, _, n in open_by_role(release)} == dict(rows)


def test_pay_by_the_hour_and_in_other_money_becomes_dollars_a_year(index: JobIndex) -> None:
    stated = [(one.job, top) for one, top in zip(index.jobs, index.reaches.tolist(), strict=True) if one.job.currency]
    assert all(not math.isnan(top) for _, top in stated)
    hourly = [(job, top) for job, top in stated if job.period == "hour" and job.currency == "USD"]
    assert hourly
    assert all(top == pytest.approx(2080 * (job.pay_high or 0)) for job, top in hourly)
    assert all(str(step) for step in PAY_STEPS)
