"""One posting counts once: what is a duplicate, what is not, and which one stays."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metier.build.annualise import believable, per_year, period_of
from metier.build.conform import Row, employment_type, postings_table, workplace_in
from metier.build.duplicates import (
    SAME_ELSEWHERE,
    SAME_ID,
    SAME_PLACE,
    SAME_TEXT,
    address_key,
    drop_duplicates,
)

WORDS = [f"word{number}" for number in range(400)]


def row(posting_id: str, **changes: Any) -> Row:
    base: Row = {
        "posting_id": posting_id, "collection": "data-jobs", "origin_id": "test", "title": "Data Analyst",
        "employer": "Acme Inc.", "place": "Boston, MA", "country": "US", "year": 2024, "date": "2024-09-02",
    }  # fmt: skip
    return base | changes


def paid(amount: float) -> Row:
    return {"pay_kind": "advertised", "pay_low_usd_year": amount, "pay_high_usd_year": amount}


def text(first: int, last: int) -> str:
    return " ".join(WORDS[first:last])


def kept(*rows: Row) -> list[str]:
    table, _ = drop_duplicates(postings_table(rows, "test"))
    return list(table["posting_id"].to_pylist())


def reasons(*rows: Row) -> dict[tuple[str, str], int]:
    return dict(drop_duplicates(postings_table(rows, "test"))[1])


def test_the_same_ad_on_two_boards_counts_once_and_the_earlier_stays() -> None:
    later = row("a", date="2024-09-30", title="data analysts", employer="ACME")
    assert kept(later, row("b")) == ["b"]
    assert reasons(later, row("b")) == {("data-jobs", SAME_PLACE): 1}


def test_the_one_that_says_more_stays_even_if_it_is_later() -> None:
    assert kept(row("a"), row("b", date="2024-09-30", **paid(90_000))) == ["b"]


@pytest.mark.parametrize("change", [
    {"place": "Austin, TX"}, {"year": 2023}, {"employer": "Bolt"}, {"title": "Senior Data Analyst"},
    {"employer": None},
])  # fmt: skip
def test_another_place_year_employer_or_title_is_another_posting(change: Row) -> None:
    assert kept(row("a"), row("b", **change)) == ["a", "b"]


def test_an_agency_that_states_other_pay_advertises_another_job() -> None:
    assert kept(row("a", **paid(64_000)), row("b", **paid(114_000))) == ["a", "b"]
    assert kept(row("a", **paid(64_000)), row("b", **paid(64_100))) == ["a"]


def test_the_same_address_is_the_same_posting_whatever_its_title() -> None:
    url = "https://boards.greenhouse.io/acme/jobs/7463793?gh_jid=7463793"
    network = row("n", collection="network-jobs", title="Software Engineer", url=url)
    radar = row("r", collection="ats-radar", title="Senior Software Engineer",
                url="https://job-boards.greenhouse.io/acme/jobs/7463793")  # fmt: skip
    assert kept(network, radar) == ["r"]
    assert reasons(network, radar) == {("network-jobs", SAME_ID): 1}


def test_addresses_that_differ_in_their_job_are_different() -> None:
    one = address_key("https://example.com/careers?job=1&utm_source=x")
    assert one == address_key("http://www.example.com/careers/?job=1")
    assert one != address_key("https://example.com/careers?job=2")


def test_nearly_the_same_text_counts_once() -> None:
    one = row("a", collection="fulltext", text=text(0, 300), place="Boston, MA")
    other = row("b", collection="fulltext", text=text(3, 300), place="Austin, TX")
    assert kept(one, other) == ["a"]
    assert reasons(one, other) == {("fulltext", SAME_TEXT): 1}


def test_texts_that_share_half_are_two_postings_even_in_one_place() -> None:
    one = row("a", collection="fulltext", text=text(0, 200))
    assert kept(one, row("b", collection="fulltext", text=text(100, 300))) == ["a", "b"]


def test_the_same_text_of_another_year_is_another_posting() -> None:
    one = row("a", collection="fulltext", text=text(0, 300))
    other = row("b", collection="fulltext", text=text(0, 300), year=2020, date="2020-09-02")
    assert kept(one, other) == ["a", "b"]


def test_another_collection_counts_a_posting_only_if_it_did_not_see_it_at_the_time() -> None:
    radar = row("r", collection="ats-radar", employer="acmedata", date="2026-01-05",
                first_seen="2026-07-18", last_seen="2026-08-08", year=2026)  # fmt: skip
    during = row("n", collection="network-jobs", employer="Acme Data", date="2026-01-10", year=2026)
    before = row("m", collection="network-jobs", employer="Acme Data", date="2025-08-10", year=2025)
    assert kept(radar, during) == ["r"]
    assert reasons(radar, during) == {("network-jobs", SAME_ELSEWHERE): 1}
    assert kept(radar, before) == ["r", "m"]
    assert kept(radar, during | {"country": "DE"}) == ["r", "n"]


def test_statements_of_pay_are_never_duplicates() -> None:
    bare: Row = {"collection": "aijobs", "employer": None, "place": None, "date": None, **paid(1e5)}
    assert kept(row("a", **bare), row("b", **bare)) == ["a", "b"]


ROWS = st.lists(
    st.builds(
        lambda number, title, employer, place, pay, start: row(
            f"p{number}", title=title, employer=employer, place=place, **(paid(pay) if pay else {}),
            collection="fulltext" if start is not None else "data-jobs",
            text=None if start is None else text(start, start + 120),
        ),
        st.integers(0, 40), st.sampled_from(["Data Analyst", "ML Engineer"]),
        st.sampled_from(["Acme", "Bolt", None]), st.sampled_from(["Boston, MA", "Austin, TX"]),
        st.sampled_from([None, 50_000, 90_000]), st.sampled_from([None, 0, 5, 200]),
    ),
    max_size=12, unique_by=lambda r: r["posting_id"],
)  # fmt: skip


@settings(max_examples=40)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_same_postings_stay_in_whatever_order_they_come(rows: list[Row], shuffle: random.Random) -> None:
    shuffled = rows.copy()
    shuffle.shuffle(shuffled)
    assert sorted(kept(*rows)) == sorted(kept(*shuffled))


@settings(max_examples=40)
@given(ROWS)
def test_dropping_twice_drops_nothing_more_and_every_row_is_accounted_for(rows: list[Row]) -> None:
    table, dropped = drop_duplicates(postings_table(rows, "test"))
    assert table.num_rows + sum(dropped.values()) == len(rows)
    again, more = drop_duplicates(table)
    assert again.equals(table)
    assert not more
    assert isinstance(table, pa.Table)


def test_pay_a_year_counts_the_hours_of_full_time_work() -> None:
    assert per_year(50, "hour") == 104_000
    assert period_of("per-year-salary") == "year"
    assert period_of("1 MONTH") == "month"
    assert period_of(None) is None
    assert not believable(92_000, 119_000_000)
    with pytest.raises(ValueError, match="fortnight"):
        per_year(1, "fortnight")


@given(st.floats(1, 1e7), st.sampled_from(["year", "month", "week", "day", "hour"]))
def test_pay_a_year_is_never_less_than_pay_a_period(amount: float, period: str) -> None:
    assert per_year(amount, period) >= amount


@pytest.mark.parametrize(("stated", "meant"), [
    ("FullTime", "full-time"), ("Full Time - Permanent", "full-time"), ("CDI", "full-time"),
    ("Full-time (remote)", "full-time"), ("PartTime", "part-time"), ("Intern", "internship"),
    ("Fixed-Term", "temporary"), ("Subcontractor", "contract"), ("Freelance/Part-time", None),
    ("Contractor and Temp work", "contract"), ("Full-time and Part-time", None),
    ("Full-time, Part-time, and Internship", None), ("Other", None), (None, None),
    ("Full Time - 12 Month Contract", "contract"), ("Internship", "internship"),
])  # fmt: skip
def test_employment_types_in_the_words_of_the_boards(stated: str | None, meant: str | None) -> None:
    assert employment_type(stated) == meant


def test_a_place_says_where_the_work_is_done_only_in_words() -> None:
    assert workplace_in("Remote - US") == "remote"
    assert workplace_in("Hybrid- Fremont, CA") == "hybrid"
    assert workplace_in("In-Office") == "onsite"
    assert workplace_in("San Francisco", None) is None
