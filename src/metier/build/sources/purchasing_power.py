"""Purchasing power of each country and year (World Bank) with its currency and market exchange rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import FETCH_AGAIN, read_columns
from metier.build.sources.exchange_rates import ecb_annual, fed_annual, lcu_per_usd
from metier.build.sources.tables import rows_to_table
from metier.errors import SourceError
from metier.model import Origin

PPP, PPP_ECB, PPP_FED = "worldbank-ppp", "worldbank-ppp-ecb", "worldbank-ppp-fed"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the country list says today, what the World Bank's series is in, and why."""

    listed: str
    used: str
    why: str


CORRECTIONS: Mapping[str, Correction] = {
    "BG": Correction("EUR", "BGN", "joined the euro in 2026; the series is still in lev"),
    "BT": Correction("INR,BTN", "BTN", "the national currency of two"),
    "HT": Correction("HTG,USD", "HTG", "the national currency of two"),
    "LS": Correction("LSL,ZAR", "LSL", "the national currency of two"),
    "NA": Correction("NAD,ZAR", "NAD", "the national currency of two"),
    "PA": Correction("PAB,USD", "USD", "the balboa is the dollar at par"),
    "PS": Correction("", "USD", "none listed; the series is in US dollars"),
    "SV": Correction("SVC,USD", "USD", "the dollar replaced the colon in 2001"),
    "TR": Correction("", "TRY", "none listed"),
    "UY": Correction("UYU,UYW", "UYU", "the second is an index unit"),
    "VE": Correction("VES,VED", "VES", "the second is a unit of account"),
}
"""Each is checked against the list, so that a change at the producer is noticed and not overwritten."""


def read_purchasing_power(sources: Path, progress: Callable[[str], None]) -> SourceRead:
    """Local currency per international dollar and per US dollar, by country (ISO 3166) and year."""
    ppp_path, codes_path = sources / "ppp" / "ppp-gdp.csv", sources / "ppp" / "country-codes.csv"
    ecb_path, fed_path = sources / "fx" / "eurofxref-hist.csv.gz", sources / "fx" / "fx_annual_fed_h10.csv"
    currencies = _currencies(codes_path)
    ecb, fed = ecb_annual(ecb_path), fed_annual(fed_path)
    data = read_columns(ppp_path, ("Country ID", "Year", "PPP"))
    rows: list[dict[str, object]] = []
    aside: dict[str, int] = {}
    for index, (country, year_text, factor) in enumerate(zip(*data.values(), strict=True), start=2):
        if country not in currencies:
            reason = "purchasing power: the country has no ISO 3166 code"
            aside[reason] = aside.get(reason, 0) + 1
            continue
        year, currency = int(year_text), currencies[country]
        rate, origin = lcu_per_usd(country, currency, year, ecb), PPP_ECB
        if rate is None:
            rate, origin = lcu_per_usd(country, currency, year, fed), PPP_FED
        rows.append(
            {
                "country": country,
                "year": year,
                "currency": currency or None,
                "ppp_lcu_per_international_usd": _factor(ppp_path, factor, index),
                "lcu_per_usd": rate,
                "origin_id": PPP if rate is None or currency == "USD" else origin,
            }
        )
    progress(f"Purchasing power: {len(rows):,} countries and years")
    paths = {
        PPP: [ppp_path, codes_path],
        PPP_ECB: [ppp_path, codes_path, ecb_path],
        PPP_FED: [ppp_path, codes_path, fed_path],
    }
    origins = tuple(
        _origin(origin_id, files, len(data["Year"]), sum(row["origin_id"] == origin_id for row in rows))
        for origin_id, files in paths.items()
    )
    return SourceRead(origins, {"purchasing_power": rows_to_table("purchasing_power", rows)}, aside)


def _factor(path: Path, text: str, row: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not value > 0:
        raise SourceError(
            path.name,
            f"{text!r} is not a conversion factor",
            place=f"row {row:,}, column 'PPP'",
            hint=FETCH_AGAIN,
        )
    return value


def _currencies(path: Path) -> dict[str, str]:
    """The currency of each country's series: the one listed, or the one in CORRECTIONS; '' unknown."""
    country, currency = "ISO3166-1-Alpha-2", "ISO4217-currency_alphabetic_code"
    data = read_columns(path, (country, currency))
    found = dict(zip(data[country], data[currency], strict=True))
    for code, correction in CORRECTIONS.items():
        if found.get(code) != correction.listed:
            raise SourceError(
                path.name,
                f"{code} is listed with {found.get(code)!r}; a correction expects {correction.listed!r}",
                place=f"column {currency!r}",
                hint="The list changed: check the currency, then mend CORRECTIONS in purchasing_power.py.",
            )
        found[code] = correction.used
    return {code: name for code, name in found.items() if len(code) == 2}


_RATES = {
    PPP: ("", ""),
    PPP_ECB: (
        ", with annual means of euro foreign exchange reference rates",
        " European Central Bank, euro foreign exchange reference rates; annual means and cross rates to "
        "the US dollar computed by metier.",
    ),
    PPP_FED: (
        ", with annual exchange rates of the Federal Reserve",
        " Board of Governors of the Federal Reserve System (US), foreign exchange rates (H.10), annual.",
    ),
}


def _origin(origin_id: str, paths: list[Path], rows_read: int, rows_kept: int) -> Origin:
    title, citation = _RATES[origin_id]
    return Origin(
        origin_id=origin_id,
        producer="World Bank",
        title=f"PPP conversion factor, GDP (PA.NUS.PPP){title}",
        version="2026-03",
        licence="CC BY 4.0 (World Bank); free reuse with source (ECB); PDDL (country list, Federal Reserve)",
        citation=(
            "World Bank, World Development Indicators, PPP conversion factor, GDP (PA.NUS.PPP). CC BY 4.0." + citation
        ),
        url="https://data.worldbank.org/indicator/PA.NUS.PPP",
        period="1990-2024",
        files=tuple((path.name, sha256_of(path)) for path in paths),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )
