"""Amounts made comparable, by hand: marks in wage tables, hours and months, exchange rates, prices, counties."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import mean, median

import pytest

from metier.build.exchange import restated
from metier.build.sources import aijobs, ats_radar, data_jobs
from metier.build.sources.exchange_table import read_exchange_rates
from metier.build.sources.oews_workbook import read_oews_workbooks
from metier.build.sources.prevailing_wages import read_prevailing_wages
from metier.build.sources.purchasing_power import read_purchasing_power

pd = pytest.importorskip("pandas")
calamine = pytest.importorskip("python_calamine")
pa = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.shared


def quiet(_: str) -> None:
    """Progress that nobody reads."""


@cache
def per_usd(shared: Path, currency: str, year: int) -> float:
    """Mean of the ECB's daily rates, as units of the currency per US dollar, straight from its file."""
    with gzip.open(shared / "sources" / "fx" / "eurofxref-hist.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        days = [row for row in csv.DictReader(stream) if row["Date"].startswith(str(year))]
    euro = [1 / float(row["USD"]) for row in days]
    if currency == "EUR":
        return mean(euro)
    rated = [row for row in days if row[currency] != "N/A"]
    return mean(float(row[currency]) / float(row["USD"]) for row in rated)


# -- marks in wage tables ---------------------------------------------------------------------------

CASES = [
    # occupation, as the workbook of May 2024 has it (10th to 90th percentile), what we keep, its status
    (
        "11-3021",
        ("104450", "134350", "171200", "216220", "#"),
        (104_450, 134_350, 171_200, 216_220, 239_200),
        "PPPPT",
    ),
    ("11-1011", ("73710", "126080", "206420", "#", "#"), (73_710, 126_080, 206_420, 239_200, 239_200), "PPPTT"),
    ("27-2011", ("*", "*", "*", "*", "*"), (None, None, None, None, None), "NNNNN"),
]


@pytest.mark.parametrize(("soc", "stated", "kept", "status"), CASES)
def test_a_hash_is_at_least_and_a_star_is_not_published(
    shared: Path, soc: str, stated: tuple[str, ...], kept: tuple[int | None, ...], status: str
) -> None:
    folder = shared / "sources" / "bls-oews-2024"
    book = pd.read_excel(folder / "national_M2024_dl.xlsx", dtype=str, engine="calamine").set_index("OCC_CODE")
    names = ("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90")
    row = book[book["O_GROUP"] == "detailed"].loc[soc]
    assert tuple(row[name] for name in names) == stated
    wages = read_oews_workbooks([folder / "national_M2024_dl.xlsx"], quiet).tables["wages"].to_pylist()
    (ours,) = [wage for wage in wages if wage["soc2018_code"] == soc]
    assert tuple(ours[f"p{p}_usd_year"] for p in (10, 25, 50, 75, 90)) == kept
    assert ours["percentile_status"] == status


# -- hours, months and currencies -------------------------------------------------------------------


def test_an_hour_in_canadian_dollars_and_a_month_in_koruny(shared: Path) -> None:
    """20 to 30 CAD an hour and 140,000 CZK a month or so, as boards state them, at the mean rate of 2026."""
    files = sorted((shared / "postings" / "ats-radar-2026" / "jobs").glob("dt=*/*.parquet"))
    jobs = pd.concat([pd.read_parquet(path) for path in files]).drop_duplicates("job_uid")
    postings = ats_radar.read(shared / "postings").tables["postings"]
    priced, without = restated(postings, read_exchange_rates(shared / "sources", quiet).tables["exchange_rates"])
    assert not without
    ours = {row["posting_id"]: row for row in priced.to_pylist()}
    for currency, interval, periods in (("CAD", "per-hour-wage", 2080), ("CZK", "1 MONTH", 12)):
        stated = jobs[(jobs["currency_original"] == currency) & (jobs["salary_interval_orig"] == interval)]
        assert len(stated) >= 2
        for job in stated.to_dict("records"):
            row = ours[f"ats-radar:{job['job_uid']}"]
            for end, name in (("min", "low"), ("max", "high")):
                by_hand = job[f"salary_{end}_orig"] * periods / per_usd(shared, currency, 2026)
                assert row[f"pay_{name}_usd_year"] == pytest.approx(by_hand, rel=1e-9)
    cad = jobs[(jobs["currency_original"] == "CAD") & (jobs["salary_interval_orig"] == "per-hour-wage")]
    assert set(cad["salary_min_orig"]) == {20.0}
    assert 29_000 < 20 * 2080 / per_usd(shared, "CAD", 2026) < 31_000


def test_an_hour_in_us_dollars_is_2080_times_a_year(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_jobs, "FOLDERS", {"data-jobs-2023": "2023"})
    path = shared / "postings" / "data-jobs-2023"
    book = next(iter(sorted(path.glob("*.xlsx"))))
    head, *rows = calamine.CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    named = [dict(zip(head, row, strict=True)) for row in rows]
    ours = {row["posting_id"]: row for row in data_jobs.read(shared / "postings").tables["postings"].to_pylist()}
    checked = 0
    for number, row in enumerate(named, start=2):
        kept = ours.get(f"data-jobs:{book.stem}:{number}")
        if kept is None or kept["pay_kind"] is None:
            continue
        by_hand = row["salary_hour_avg"] * 2080 if row["salary_rate"] == "hour" else row["salary_year_avg"]
        assert kept["pay_low_usd_year"] == kept["pay_high_usd_year"] == pytest.approx(by_hand, rel=1e-3)
        checked += 1
    assert checked > 20_000


def test_euros_are_not_at_the_producers_rate_of_january(shared: Path) -> None:
    """The salary file has all of 2025 at 0.95 euro a dollar; the mean of the year's daily rates was 0.89."""
    postings = aijobs.read(shared / "sources").tables["postings"]
    priced, _ = restated(postings, read_exchange_rates(shared / "sources", quiet).tables["exchange_rates"])
    euros = [
        (before, after)
        for before, after in zip(postings.to_pylist(), priced.to_pylist(), strict=True)
        if before["pay_currency"] == "EUR" and before["year"] == 2025
    ]
    assert len(euros) > 500
    for before, after in euros:
        assert before["pay_low"] / before["pay_low_usd_year"] == pytest.approx(0.95, abs=0.001)
        assert after["pay_low_usd_year"] == pytest.approx(before["pay_low"] / per_usd(shared, "EUR", 2025), rel=1e-9)
    assert per_usd(shared, "EUR", 2025) == pytest.approx(0.886, abs=0.005)


def test_purchasing_power_of_germany_by_hand(shared: Path) -> None:
    """100,000 dollars of 2024 are 92,400 euros, and buy in Germany what 131,900 dollars buy in the United States."""
    with (shared / "sources" / "ppp" / "ppp-gdp.csv").open(encoding="utf-8", newline="") as stream:
        factor = next(
            float(row["PPP"]) for row in csv.DictReader(stream) if (row["Country ID"], row["Year"]) == ("DE", "2024")
        )
    (ours,) = [
        row
        for row in read_purchasing_power(shared / "sources", quiet).tables["purchasing_power"].to_pylist()
        if (row["country"], row["year"]) == ("DE", 2024)
    ]
    assert ours["ppp_lcu_per_international_usd"] == factor == pytest.approx(0.700862)
    assert ours["lcu_per_usd"] == pytest.approx(per_usd(shared, "EUR", 2024), rel=1e-9)
    euros = 100_000 * ours["lcu_per_usd"]
    assert round(euros, -2) == 92_400
    assert round(euros / ours["ppp_lcu_per_international_usd"], -2) == 131_900


# -- prevailing wages -------------------------------------------------------------------------------


def test_prevailing_wages_of_every_county_are_those_of_the_file(shared: Path) -> None:
    with gzip.open(shared / "sources" / "oflc-wage-levels" / "wage_levels.json.gz", "rt", encoding="utf-8") as stream:
        raw = json.load(stream)
    tables = read_prevailing_wages(shared / "sources", quiet).tables
    ours: defaultdict[str, dict[str, tuple[float, ...]]] = defaultdict(dict)
    for row in tables["prevailing_areas"].to_pylist():
        levels = tuple(row[f"level_{level}_usd_hour"] for level in ("i", "ii", "iii", "iv"))
        for county in row["counties"]:
            assert county not in ours[row["soc2018_code"]]
            ours[row["soc2018_code"]][county] = levels
    assert ours == {
        soc: {county: tuple(wages[level] for level in ("I", "II", "III", "IV")) for county, wages in counties.items()}
        for soc, counties in raw.items()
    }
    assert raw["15-2051"]["TX|callahan"] == raw["15-2051"]["TX|jones"]
    middle = [row for row in tables["prevailing_wages"].to_pylist() if row["soc2018_code"] == "15-2051"]
    assert middle[1]["p50_usd_hour"] == pytest.approx(median(w["II"] for w in raw["15-2051"].values()), abs=0.01)
