"""Readers of postings on small files in the producers' formats, also damaged ones."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metier.build.pay_stated import UNSURE_DOLLAR
from metier.build.sources import aijobs, asaniczka, ats_radar, data_jobs, network_jobs
from metier.build.sources.base import POSTING
from metier.build.sources.fulltext import boards, general, linkedin
from metier.build.sources.fulltext.glassdoor import employer_name, employer_pay
from metier.errors import SourceError


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode()))
    return path


def pay_row(pay: int, title: str = "Engineer", year: int = 2025, country: str = "US") -> tuple[str, ...]:
    return (str(year), "SE", "FT", title, str(pay), "USD", str(pay), "US", "0", country, "M")


def snapshots(folder: Path, old: Sequence[Sequence[object]], new: Sequence[Sequence[object]]) -> Path:
    for date, rows in ((aijobs.MERGED_FROM, old), (aijobs.FINAL, new)):
        write_csv(aijobs.snapshot_path(folder, date), aijobs.COLUMNS, rows)
    return folder


def only(table: pa.Table, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in columns) for row in table.to_pylist()]


# -- aijobs ---------------------------------------------------------------------------------------


def test_two_adjacent_rows_that_differ_in_pay_are_one_range(tmp_path: Path) -> None:
    rows = [pay_row(200_000), pay_row(150_000), pay_row(120_000), pay_row(90_000, country="DE")]
    read = aijobs.read(snapshots(tmp_path, [], rows))
    assert only(read.tables["postings"], "posting_id", "country", "pay_low_usd_year", "pay_high_usd_year") == [
        ("aijobs:2025-08-03:1-2", "US", 150_000, 200_000),
        ("aijobs:2025-08-03:3", "US", 120_000, 120_000),
        ("aijobs:2025-08-03:4", "DE", 90_000, 90_000),
    ]
    assert read.set_aside == {aijobs.SECOND_ROW: 1}


def test_three_equal_rows_are_a_pair_and_a_single_one(tmp_path: Path) -> None:
    rows = tuple(pay_row(pay) for pay in (3, 2, 2))
    assert [statement.rows for statement in aijobs.statements(list(rows))] == [(1, 2), (3,)]


@given(st.lists(st.tuples(st.sampled_from(["A", "B"]), st.integers(1, 9)), max_size=30))
def test_every_row_belongs_to_exactly_one_statement(pairs: list[tuple[str, int]]) -> None:
    rows = [pay_row(pay, title) for title, pay in pairs]
    found = list(aijobs.statements(rows))
    assert [number for statement in found for number in statement.rows] == list(range(1, len(rows) + 1))
    assert all(statement.low <= statement.high for statement in found)


def test_a_merged_title_is_read_from_the_old_snapshot_alone(tmp_path: Path) -> None:
    old = [pay_row(1000, "Data Science Manager", 2024), pay_row(900, "Engineer", 2024)]
    new = [pay_row(800, "Engineer"), pay_row(700, "AI Data Scientist")]
    old.append(pay_row(600, "Data Scientist", 2024))
    new.append(pay_row(500, "Data Scientist"))
    table = aijobs.read(snapshots(tmp_path, old, new)).tables["postings"]
    assert only(table, "title", "pay_low") == [
        ("Data Science Manager", 1000),
        ("Data Scientist", 600),
        ("Engineer", 800),
        ("AI Data Scientist", 700),
    ]


def test_single_rows_are_answers_to_a_survey_in_every_year(tmp_path: Path) -> None:
    rows = [pay_row(9, "A", 2022), pay_row(9, "B", 2022), pay_row(8, "B", 2022), pay_row(9, "C", 2023)]
    table = aijobs.read(snapshots(tmp_path, [], rows)).tables["postings"]
    assert only(table, "title", "pay_kind") == [("A", "survey"), ("B", "advertised"), ("C", "survey")]


def test_before_2022_rows_alike_are_two_answers(tmp_path: Path) -> None:
    rows = [pay_row(9, "A", 2021), pay_row(8, "A", 2021)]
    table = aijobs.read(snapshots(tmp_path, [], rows)).tables["postings"]
    assert only(table, "pay_kind", "pay_low") == [("survey", 9), ("survey", 8)]


def test_a_single_row_beside_its_like_is_an_advertisement(tmp_path: Path) -> None:
    odd = [pay_row(9, "A"), pay_row(8, "A"), pay_row(7, "A")]
    elsewhere = [pay_row(5, "B", country="CL"), pay_row(5, "B", country="BR")]
    table = aijobs.read(snapshots(tmp_path, [], odd + elsewhere)).tables["postings"]
    assert only(table, "title", "pay_low", "pay_kind") == [
        ("A", 8, "advertised"), ("A", 7, "advertised"), ("B", 5, "advertised"), ("B", 5, "advertised"),
    ]  # fmt: skip


def test_advertised_dollars_in_canada_are_unsure_and_those_of_a_survey_are_not(tmp_path: Path) -> None:
    rows = [pay_row(9, "A", country="CA"), pay_row(8, "A", country="CA"), pay_row(7, "B", country="CA")]
    read = aijobs.read(snapshots(tmp_path, [], rows))
    assert only(read.tables["postings"], "title", "pay_kind") == [("B", "survey")]
    assert read.set_aside == {UNSURE_DOLLAR: 2}


def test_dollars_on_a_board_that_names_no_currency_count_in_the_united_states_alone(tmp_path: Path) -> None:
    folder = radar_folder(tmp_path)
    path = folder / "ats-radar-2026" / "jobs" / "dt=2026-07-18" / "part.parquet"
    (paid,) = [job for job in pq.read_table(path).to_pylist() if job["salary_interval_orig"] == "year"]
    jobs = [
        paid | {"job_uid": f"{source}:{n}", "source": source, "location_raw": place}
        for n, (source, place) in enumerate(
            [("greenhouse", "Boston, MA"), ("greenhouse", "Toronto, Canada"), ("ashby", "Berlin"), ("greenhouse", "")]
        )
    ]
    pq.write_table(pa.Table.from_pylist(jobs), path)
    read = ats_radar.read(folder)
    assert only(read.tables["postings"], "country", "pay_currency") == [
        ("US", "USD"), ("CA", None), ("DE", "USD"), (None, "USD"),
    ]  # fmt: skip
    assert sum(read.set_aside.values()) == 1


def test_rows_read_are_rows_kept_and_rows_set_aside(tmp_path: Path) -> None:
    old = [pay_row(600, "Data Scientist", 2024), pay_row(500, "Engineer", 2024)]
    new = [pay_row(700, "Data Scientist"), pay_row(900, "A"), pay_row(100, "A"), *old]
    read = aijobs.read(snapshots(tmp_path, old, new))
    assert len(read.tables["postings"]) == 2
    assert read.set_aside == {
        aijobs.MERGED_SINCE: 1,
        "the same row is read from the other snapshot": 2,
        "pay range too wide to be one job": 2,
    }


# -- the other collections ------------------------------------------------------------------------


def test_tags_that_are_missing_are_not_an_empty_list() -> None:
    assert data_jobs.tags_of(None, "f") is None
    assert data_jobs.tags_of("[]", "f") == []
    assert data_jobs.tags_of("['sql', 'sql', 'c++']", "f") == ["sql", "c++"]
    with pytest.raises(SourceError, match="not a list"):
        data_jobs.tags_of("__import__('os')", "f")


def test_a_search_country_that_places_contradict_is_not_trusted() -> None:
    rows = [("SD", "US")] * 9 + [("SD", "SD")] + [("US", "US")] * 9 + [("US", "IN"), ("GE", None)]
    assert data_jobs.trusted_countries(rows) == {"US"}
    assert data_jobs.search_country("Congo, Democratic Republic of the") == "CD"
    assert data_jobs.search_country("Georgia") == "GE"


def radar_folder(folder: Path) -> Path:
    base = folder / "ats-radar-2026"
    job = dict.fromkeys(ats_radar.JOBS, "") | {
        "job_uid": "lever:acme:1", "first_seen": "2026-07-18", "source": "lever", "company": "acme",
        "title": " Engineer ", "location_raw": "Warsaw", "region": "eu", "is_remote": True,
        "seniority": "senior", "is_management": False, "employment_type": None,
        "published_at": "2026-01-03T00:00:00+00:00", "apply_url": "https://jobs.lever.co/acme/1",
        "currency_original": "USD", "salary_min_orig": 31_900.0, "salary_max_orig": 36_250.0,
        "salary_interval_orig": "month", "salary_min_usd": 382_800.0, "salary_max_usd": 435_000.0,
    }  # fmt: skip
    paid = job | {
        "job_uid": "lever:acme:2", "location_raw": "Hybrid - Boston, MA", "salary_interval_orig": "year",
        "salary_min_orig": 100_000.0, "salary_max_orig": 120_000.0, "salary_min_usd": 100_000.0,
        "salary_max_usd": 120_000.0,
    }  # fmt: skip
    tables = {
        "jobs": [job, paid],
        "skills": [{"job_uid": "lever:acme:1", "skill": None}, {"job_uid": "lever:acme:2", "skill": "SQL"}],
        "snapshots": [{"job_uid": "lever:acme:1", "snapshot_date": day} for day in ("2026-07-18", "2026-07-20")],
    }
    for name, rows in tables.items():
        path = base / name / "dt=2026-07-18" / "part.parquet"
        path.parent.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(rows), path)
    return folder


def test_a_radar_posting_without_a_clear_currency_has_no_pay(tmp_path: Path) -> None:
    read = ats_radar.read(radar_folder(tmp_path))
    assert read.tables["postings"].schema == POSTING
    assert only(read.tables["postings"], "title", "country", "workplace", "tags", "pay_low_usd_year", "last_seen") == [
        ("Engineer", "PL", None, [], None, "2026-07-20"),
        ("Engineer", "US", "hybrid", ["SQL"], 100_000, "2026-07-18"),
    ]
    assert sum(read.set_aside.values()) == 1


def test_a_network_posting_has_no_pay_and_stands_once(tmp_path: Path) -> None:
    job = {"id": 7, "title": "Engineer", "company": "Acme", "location": "Remote, US", "url": "https://a.io/7",
           "firstSeen": "2025-12-01T00:00:00Z", "lastSeen": "2026-01-11T00:00:00Z",
           "salary": {"min": 1, "max": 2}}  # fmt: skip
    folder = tmp_path / "network-jobs-2026"
    folder.mkdir()
    for name in ("data", "other"):
        (folder / f"{name}.json.gz").write_bytes(gzip.compress(json.dumps([job]).encode()))
    (folder / "manifest.json.gz").write_bytes(gzip.compress(b"{}"))
    read = network_jobs.read(tmp_path)
    assert only(read.tables["postings"], "country", "year", "pay_kind", "workplace") == [("US", 2026, None, "remote")]
    assert read.set_aside == {"same id in another category": 1, "pay left out: no currency is stated": 1}


def test_onsite_is_not_believed_where_the_producer_writes_it_everywhere(tmp_path: Path) -> None:
    rows = [
        ("l1", "Data Engineer (Remote)", "Acme", "Boston, MA", "Onsite", "1/14/2024"),
        ("l2", "Data Engineer", "Acme", "Boston, MA", "Onsite", "1/14/2024"),
        ("l3", "Data Engineer", "Acme", "Boston, MA", "Hybrid", "1/14/2024"),
    ]
    write_csv(tmp_path / "asaniczka-titles-2024" / "job_postings.csv.gz", asaniczka.COLUMNS, rows)
    table = asaniczka.read(tmp_path).tables["postings"]
    assert only(table, "workplace", "date") == [
        ("remote", "2024-01-14"), (None, "2024-01-14"), ("hybrid", "2024-01-14"),
    ]  # fmt: skip


def test_glassdoors_own_estimate_is_not_pay() -> None:
    assert employer_pay("$75K-$131K (Glassdoor est.)") == {}
    assert employer_pay("$21-$34 Per Hour(Glassdoor est.)") == {}
    assert employer_pay("-1") == {}
    assert employer_pay("$145K-$225K(Employer est.)")["pay_high_usd_year"] == 225_000
    assert employer_pay("Employer Provided Salary:$25-$28 Per Hour")["pay_period"] == "hour"


def test_the_rating_is_not_part_of_the_employers_name() -> None:
    assert employer_name("Tempus Labs\n3.3") == "Tempus Labs"
    assert employer_name("Hatch Data Inc") == "Hatch Data Inc"


def test_rows_flagged_as_fraudulent_and_exact_repeats_are_set_aside(tmp_path: Path) -> None:
    job = dict.fromkeys(general.SHOWN, "") | {"title": "UI Developer", "location": "Toronto, ON M2N7E7"}
    rows = [(key, fraud, *job.values()) for key, fraud in (("1", "0"), ("2", "0"), ("3", "1"))]
    write_csv(tmp_path / "general_partial.csv.gz", general.COLUMNS, rows)
    set_aside: Counter[str] = Counter()
    (part,) = general.read(tmp_path, set_aside)
    assert [(row["title"], row["country"], row["text"]) for row in part.rows] == [("UI Developer", "CA", None)]
    assert part.origin.rows_read == 3
    assert sum(set_aside.values()) == 2


def test_a_row_without_title_is_counted_and_left_out(tmp_path: Path) -> None:
    rows = [
        ("", "Acme", "Boston, MA, US", "", "", "", ""),
        ("Analyst", "", "", "", "", "Entry level", "Contract"),
    ]
    for name, columns, content in (
        ("linkedin_ca_2018_da", linkedin.COLUMNS_2018, rows),
        ("linkedin_ca_2018_ds", linkedin.COLUMNS_2018, []),
        ("linkedin_2025", linkedin.COLUMNS_2025, []),
    ):
        write_csv(tmp_path / f"{name}.csv.gz", columns, content)
    set_aside: Counter[str] = Counter()
    first = linkedin.read(tmp_path, set_aside)[0]
    assert set_aside == {"no title": 1}
    assert (first.origin.rows_read, first.origin.rows_kept) == (2, 1)
    (kept,) = first.rows
    assert (kept["employer"], kept["country"]) == (None, "US")
    assert (kept["level_hint"], kept["employment_type"]) == ("entry", "contract")


# -- damaged files --------------------------------------------------------------------------------


def test_a_truncated_gz_says_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "asaniczka-titles-2024" / "job_postings.csv.gz", asaniczka.COLUMNS, [])
    path.write_bytes(path.read_bytes()[:-6])
    with pytest.raises(SourceError, match=r"job_postings\.csv\.gz: cannot be unpacked") as caught:
        asaniczka.read(tmp_path)
    assert "fetch it again" in caught.value.hint


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    write_csv(tmp_path / "asaniczka-titles-2024" / "job_postings.csv.gz", ("job_link", "company"), [])
    with pytest.raises(SourceError, match="'job_title'") as caught:
        asaniczka.read(tmp_path)
    assert "job_link, company" in caught.value.hint


def test_bytes_of_another_encoding_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "asaniczka-titles-2024" / "job_postings.csv.gz"
    path.parent.mkdir()
    head = ",".join(asaniczka.COLUMNS).encode()
    path.write_bytes(gzip.compress(head + b"\nl,Caf\xe9,A,B,Onsite,1/14/2024\n"))
    with pytest.raises(SourceError, match=r"line 2.*0xe9"):
        asaniczka.read(tmp_path)


def test_a_row_with_too_few_fields_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path / "asaniczka-titles-2024" / "job_postings.csv.gz", asaniczka.COLUMNS, [("l", "t")])
    with pytest.raises(SourceError, match="2 fields where the header has 6"):
        asaniczka.read(tmp_path)


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    rows = [("l", "t", "c", "p", "Onsite", "2024-01-14")]
    write_csv(tmp_path / "asaniczka-titles-2024" / "job_postings.csv.gz", asaniczka.COLUMNS, rows)
    with pytest.raises(SourceError, match="month/day/year"):
        asaniczka.read(tmp_path)


def test_json_that_breaks_off_or_lacks_a_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ats_mixed.json.gz"
    path.write_bytes(gzip.compress(b'[{"title": "A"'))
    with pytest.raises(SourceError, match="is not JSON"):
        boards.read(tmp_path, Counter())
    path.write_bytes(gzip.compress(b'[{"title": "A"}]'))
    with pytest.raises(SourceError, match="has no source"):
        boards.read(tmp_path, Counter())


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_a_broken_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "data-jobs-2023"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(content)
    with pytest.raises(SourceError, match=r"a\.xlsx"):
        data_jobs.read(tmp_path)


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    radar_folder(tmp_path)
    path = tmp_path / "ats-radar-2026" / "jobs" / "dt=2026-07-18" / "part.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(SourceError, match=r"part\.parquet"):
        ats_radar.read(tmp_path)


@pytest.mark.parametrize("read", [aijobs.read, asaniczka.read, ats_radar.read, data_jobs.read, network_jobs.read])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, read: object) -> None:
    assert callable(read)
    with pytest.raises(SourceError, match=str(tmp_path)):
        read(tmp_path)
