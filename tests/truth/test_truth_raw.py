"""What metier shows, against the producers' files read another way: csv, sqlite3 and pandas, not our readers."""

from __future__ import annotations

import ast
import csv
import gzip
import re
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import quantiles

import pytest

import metier
from metier.model import Cards, Figure, Report
from metier.reading.normalise import employer_key, label_key
from metier.surfaces.python import compare, open_release
from metier.vocabulary import rule

pd = pytest.importorskip("pandas")
calamine = pytest.importorskip("python_calamine")
pytestmark = pytest.mark.shared

MANAGER, ENGINEER = "data-science-manager", "machine-learning-software-engineer"


@cache
def example() -> Report:
    """The example comparison."""
    return compare(MANAGER, ENGINEER).report


def figure(key: str) -> Figure:
    """One of its figures."""
    return example().figures[key]


# -- pay --------------------------------------------------------------------------------------------


def salary_rows(shared: Path, date: str, title: str) -> list[dict[str, str]]:
    """The rows of a snapshot with exactly this title."""
    path = shared / "sources" / "aijobs-salaries" / f"salaries_{date}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["job_title"] == title]


def test_data_science_managers_of_the_snapshot(shared: Path) -> None:
    rows = salary_rows(shared, "2024-05-05", "Data Science Manager")
    usd = [float(row["salary_in_usd"]) for row in rows if row["company_location"] == "US"]
    assert (len(rows), len(usd)) == (134, 125)
    for name, published in zip(("p25", "p50", "p75"), quantiles(usd, n=4, method="inclusive"), strict=True):
        found = figure(f"pay_as_published.{name}.aijobs/{MANAGER}/@country=US")
        assert found.n == 125
        assert found.value == pytest.approx(published, rel=0.005)
        assert found.value is not None
        assert round(found.value, -3) == round(published, -3)


def test_machine_learning_software_engineers_of_the_final_file(shared: Path) -> None:
    rows = salary_rows(shared, "2025-08-03", "Machine Learning Software Engineer")
    assert rows == salary_rows(shared, "2024-05-05", "Machine Learning Software Engineer")
    assert (len(rows), sum(row["company_location"] == "US" for row in rows)) == (15, 9)


def test_titles_merged_by_the_producer_are_read_where_they_still_stand(shared: Path) -> None:
    assert not salary_rows(shared, "2025-08-03", "Data Science Manager")
    found = [f for f in example().figures.values() if f"aijobs/{MANAGER}/@country=US" in f.id]
    assert len(found) >= 8
    assert all("2025" not in f.period for f in found)


# -- official statistics ----------------------------------------------------------------------------


def test_wages_of_may_2025(shared: Path, tmp_path: Path) -> None:
    plain = tmp_path / "oews.sqlite"
    with (
        gzip.open(shared / "sources/bls-oews-2025/oews-2025.sqlite.gz", "rb") as packed,
        plain.open("wb") as stream,
    ):
        shutil.copyfileobj(packed, stream)
    database = sqlite3.connect(plain)
    try:
        names = {name: code for code, name in database.execute("SELECT datatype_code, datatype_name FROM datatype")}
        percentiles = {
            "p10": "Annual 10th percentile wage", "p25": "Annual 25th percentile wage", "p50": "Annual median wage",
            "p75": "Annual 75th percentile wage", "p90": "Annual 90th percentile wage",
        }  # fmt: skip
        columns = ", ".join(f"v{names[label]}" for label in percentiles.values())
        for role, soc in ((MANAGER, "11-3021"), (ENGINEER, "15-1252"), (ENGINEER, "15-2051")):
            key = "OEUN" + "0000000" + "000000" + soc.replace("-", "")
            row = database.execute(f"SELECT {columns} FROM cell WHERE key = ?", (key,)).fetchone()
            for name, value in zip(percentiles, row, strict=True):
                assert figure(f"wage.{name}/{role}/{soc}:May-2025").value == float(value), (soc, name)
    finally:
        database.close()


def test_projections(shared: Path) -> None:
    table = pd.read_excel(
        shared / "sources/bls-projections-2024-34/occupation.xlsx", sheet_name="Table 1.2", header=1, engine="calamine"
    )
    by_code = table.set_index("2024 National Employment Matrix code")
    columns = {
        "change": "Employment change, percent, 2024–34",
        "openings": "Occupational openings, 2024–34 annual average",
        "employment": "Employment, 2024",
    }
    for role, soc in ((MANAGER, "11-3021"), (ENGINEER, "15-1252"), (ENGINEER, "15-2051")):
        for what, column in columns.items():
            found = [f for k, f in example().figures.items() if k.startswith(f"projection.{what}/{role}/{soc}")]
            assert [f.value for f in found] == [float(by_code.loc[soc, column])], (soc, what)


def test_occupations_of_both_schemes(shared: Path) -> None:
    onet = pd.read_excel(shared / "sources/onet-29.3/Occupation Data.xlsx", engine="calamine", dtype=str)
    esco = pd.read_csv(shared / "sources/esco-1.2.1/occupations_en.csv.gz", dtype=str)
    assert (len(onet), len(esco), esco["conceptUri"].nunique()) == (1_016, 3_043, 3_039)
    rows = open_release().rows("SELECT scheme, code, label, occupation_id FROM occupations", tables=("occupations",))
    ours = {code: label for scheme, code, label, _ in rows if scheme == "onetsoc2019"}
    assert ours == dict(zip(onet["O*NET-SOC Code"], onet["Title"], strict=True))
    uris = {uri.rsplit("/", 1)[-1] for uri in esco["conceptUri"]}
    assert {f"esco-{uri}" for uri in uris} == {row[3] for row in rows if row[0] == "esco-1.2.1"}


# -- postings ---------------------------------------------------------------------------------------


def board_rows(shared: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """(our posting id, raw row) of the tagged postings of 2023 and 2024."""
    for path in sorted((shared / "postings").glob("data-jobs-*/*.xlsx")):
        head, *rows = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        for number, row in enumerate(rows, start=2):
            yield f"data-jobs:{path.stem}:{number}", dict(zip(head, row, strict=True))


def recount(shared: Path) -> dict[str, tuple[int, Counter[str]]]:
    """(postings with tags, postings by tag) of both roles, by the documented rule for duplicates.

    Of postings with the same employer, title, place and year one stays, unless both state pay that
    differs by more than 1 %: the one that says most (pay, then tags), then the earliest.
    """
    rows = [(key, row) for key, row in board_rows(shared) if str(row["job_title"]).strip()]
    titles = sorted({str(row["job_title"]).strip() for _, row in rows})
    role_of = {reading.title: None if reading.abstained else reading.role_id for reading in metier.titles(titles)}
    by_role = defaultdict(list)
    for key, row in rows:
        role = role_of[str(row["job_title"]).strip()]
        if role in (MANAGER, ENGINEER):
            rate = {"year": ("salary_year_avg", 1), "hour": ("salary_hour_avg", 2080)}.get(str(row["salary_rate"]))
            pay = float(str(row[rate[0]])) * rate[1] if rate and row[rate[0]] else None
            tags = set(ast.literal_eval(str(row["job_skills"]))) if row["job_skills"] else None
            says = 2 * (pay is not None) + (tags is not None)
            by_role[role].append((-says, str(row["job_posted_date"])[:10], key, row, pay, tags))
    found = {}
    for role, postings in by_role.items():
        kept: defaultdict[tuple[str, ...], list[float | None]] = defaultdict(list)
        n, k = 0, Counter[str]()
        for _, day, _, row, pay, tags in sorted(postings, key=lambda posting: posting[:3]):
            employer, title = employer_key(str(row["company_name"] or "")), label_key(str(row["job_title"]))
            place = " ".join(re.findall(r"\w+", str(row["job_location"]).casefold()))
            same = kept[day[:4], employer, title, place or str(row["job_country"])]
            if employer and title:
                if any(p is None or pay is None or abs(p - pay) <= 0.01 * max(p, pay) for p in same):
                    continue
                same.append(pay)
            if tags is not None:
                n += 1
                k.update(tags)
        found[role] = (n, k)
    return found


def test_tools_of_both_roles_recounted_from_the_workbooks(shared: Path) -> None:
    """Exact but for postings that other collections hold too: six of 126,069, so at most two of a role."""
    for role, (n, k) in recount(shared).items():
        for tool in ("python", "sql", "java"):
            inputs = dict(figure(f"technology.share.data-jobs/{role}/{tool}").inputs)
            shown, read = inputs["postings that show it"], inputs["postings in which it could be read"]
            assert isinstance(shown, int)
            assert isinstance(read, int)
            assert 0 <= n - read <= 2, (role, n, read)
            assert 0 <= k[tool] - shown <= 2, (role, tool, k[tool], shown)


def test_open_jobs_stand_on_the_boards_with_the_same_pay(shared: Path) -> None:
    folder = shared / "postings" / "ats-radar-2026"
    jobs = pd.concat([pd.read_parquet(path) for path in sorted((folder / "jobs").glob("dt=*/*.parquet"))])
    last = pd.concat([pd.read_parquet(path) for path in sorted((folder / "snapshots").glob("dt=2026-08-08/*.parquet"))])
    open_ids = set(last["job_uid"])
    by_url = dict(list(jobs.groupby("apply_url")))
    cards = [c for s in example().sections for b in s.blocks if isinstance(b, Cards) for c in b.cards]
    checked = 0
    for card in cards:
        rows = by_url[card.url]
        assert set(rows["title"].str.strip()) == {card.title}
        assert set(rows["company"].str.casefold()) == {card.employer.casefold()}
        assert set(rows["job_uid"]) & open_ids, card
        assert set(rows["published_at"].str[:10]) == {card.posted}
        ends = [float(rows.iloc[0][name]) for name in ("salary_min_orig", "salary_max_orig")]
        amounts = re.findall(r"(\d[\d,]*(?:\.\d+)?)(K?)", card.pay)
        if amounts:
            checked += 1
            shown = [float(number.replace(",", "")) * (1000 if k else 1) for number, k in amounts]
            assert shown == pytest.approx(sorted(set(ends)), rel=0.01), card
        else:
            assert all(end != end for end in ends), card
    assert checked


def test_every_open_job_of_the_release_was_open_on_the_last_day(shared: Path) -> None:
    folder = shared / "postings" / "ats-radar-2026" / "snapshots"
    last = pd.concat([pd.read_parquet(path) for path in sorted(folder.glob("dt=2026-08-08/*.parquet"))])
    ours = open_release().rows("SELECT job_id, last_seen FROM jobs", tables=("jobs",))
    assert {day for _, day in ours} == {"2026-08-08"}
    assert {key.removeprefix("ats-radar:") for key, _ in ours} <= set(last["job_uid"])
    # A card needs a title that is read with confidence as a role of ours; nine in ten of those that have one are shown.
    jobs = pd.concat([pd.read_parquet(path) for path in sorted(folder.parent.glob("jobs/dt=*/*.parquet"))])
    titles = dict(zip(jobs["job_uid"], jobs["title"], strict=True))
    readings = metier.titles(titles[uid] for uid in set(last["job_uid"]) & titles.keys())
    sure = [r for r in readings if r.role_id not in (None, "other") and r.score >= rule("jobs.title_score")]
    assert 0.9 * len(sure) < len(ours) <= len(sure)
