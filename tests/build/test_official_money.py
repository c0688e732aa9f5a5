"""Exchange rates, purchasing power and prevailing wages: small files in the producers' formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from official_files import write_text

from metier.build.sources.exchange_rates import ecb_annual, fed_annual
from metier.build.sources.prevailing_wages import read_prevailing_wages
from metier.build.sources.purchasing_power import CORRECTIONS, read_purchasing_power
from metier.errors import SourceError


def quiet(_: str) -> None:
    """Progress that nobody reads."""


def rates(path: Path) -> Path:
    """Three years of 250 days: euro 1.25 dollars; RUB stops after 40 days of the third year."""
    rows: list[list[object]] = [["Date", "USD", "TRL", "TRY", "HRK", "RUB", ""]]
    for year in (2003, 2015, 2022):
        for day in range(250):
            old, new = (1_750_000, "N/A") if year == 2003 else ("N/A", 2.5)
            ruble = 75 if year < 2022 or day < 40 else "N/A"
            rows.append([f"{year}-{day // 28 + 1:02d}-{day % 28 + 1:02d}", 1.25, old, new, 7.5, ruble, ""])
    return write_text(path, rows)


def test_annual_rates_restate_old_lira_and_skip_years_that_stop_short(tmp_path: Path) -> None:
    found = ecb_annual(rates(tmp_path / "eurofxref-hist.csv.gz"))
    assert found["TRY", 2003] == pytest.approx(1.4)
    assert found["TRY", 2015] == pytest.approx(2.0)
    assert found["EUR", 2015] == pytest.approx(0.8)
    assert found["RUB", 2015] == pytest.approx(60)
    assert ("RUB", 2022) not in found


def test_a_rate_that_is_none_is_refused_with_its_row(tmp_path: Path) -> None:
    path = write_text(tmp_path / "fed.csv", [["Date", "Country", "Exchange rate"], ["2024-01-01", "India", "ND"]])
    with pytest.raises(SourceError, match=r"fed\.csv \(row 2, column 'Exchange rate'\): 'ND' is not a rate"):
        fed_annual(path)


def money(sources: Path, bulgaria: str = "EUR") -> Path:
    listed = {code: one.listed for code, one in CORRECTIONS.items()} | {
        "HR": "EUR",
        "IN": "INR",
        "BG": bulgaria,
    }
    codes = [[code, f'"{currency}"'] for code, currency in listed.items()]
    heads = ["ISO3166-1-Alpha-2", "ISO4217-currency_alphabetic_code"]
    write_text(sources / "ppp" / "country-codes.csv", [heads, *codes])
    write_text(
        sources / "ppp" / "ppp-gdp.csv",
        [
            ["Country", "Country ID", "Year", "PPP"],
            ["Croatia", "HR", 2015, 0.466],
            ["India", "IN", 2015, 19.1],
            ["Bulgaria", "BG", 2015, 0.679],
            ["El Salvador", "SV", 2015, 0.42],
            ["Kosovo", "XK", 2015, 0.3],
        ],
    )
    rates(sources / "fx" / "eurofxref-hist.csv.gz")
    write_text(
        sources / "fx" / "fx_annual_fed_h10.csv",
        [["Date", "Country", "Exchange rate"], ["2015-01-01", "India", 64.1]],
    )
    return sources


def test_purchasing_power_uses_the_currency_that_the_series_is_in(tmp_path: Path) -> None:
    read = read_purchasing_power(money(tmp_path), quiet)
    rows = {row["country"]: row for row in read.tables["purchasing_power"].to_pylist()}
    assert rows["HR"]["lcu_per_usd"] == pytest.approx(7.5 / 1.25 / 7.5345)  # kuna, restated in euro
    assert (rows["IN"]["lcu_per_usd"], rows["IN"]["origin_id"]) == (64.1, "worldbank-ppp-fed")
    assert (rows["BG"]["currency"], rows["BG"]["lcu_per_usd"]) == ("BGN", None)
    assert (rows["SV"]["currency"], rows["SV"]["lcu_per_usd"]) == ("USD", 1.0)
    assert read.set_aside == {"purchasing power: the country has no ISO 3166 code": 1}


def test_a_correction_that_the_producer_has_made_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="BG is listed with 'BGN'; a correction expects 'EUR'"):
        read_purchasing_power(money(tmp_path, bulgaria="BGN"), quiet)


def prevailing(sources: Path, last: object) -> Path:
    counties = {f"TX|{n}": {"I": 30 + n, "II": 40, "III": 50, "IV": 60} for n in range(10)}
    body = {"15-2051": counties | {"TX|last": {"I": 40, "II": 40, "III": 50, "IV": last}}}
    write_text(sources / "oflc-wage-levels" / "wage_levels.json.gz", [[json.dumps(body)]])
    return sources


def test_prevailing_wages_are_quantiles_over_counties(tmp_path: Path) -> None:
    rows = read_prevailing_wages(prevailing(tmp_path, 60), quiet).tables["prevailing_wages"].to_pylist()
    assert [row["wage_level"] for row in rows] == ["I", "II", "III", "IV"]
    assert (
        rows[0]["counties"],
        rows[0]["p10_usd_hour"],
        rows[0]["p50_usd_hour"],
        rows[0]["p90_usd_hour"],
    ) == (
        11,
        31,
        35,
        39,
    )


@pytest.mark.parametrize("last", [None, "60", 10])
def test_prevailing_wages_that_do_not_ascend_are_refused(tmp_path: Path, last: object) -> None:
    with pytest.raises(SourceError, match=r"\(15-2051, TX\|last\): expected four ascending amounts"):
        read_prevailing_wages(prevailing(tmp_path, last), quiet)
