"""Annual exchange rates in local currency per US dollar, from daily ECB or annual Federal Reserve rates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from metier.build.sources.delimited import FETCH_AGAIN, read_columns, read_text
from metier.errors import SourceError
from metier.vocabulary import rule

NO_RATE = ("", "N/A")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A currency that another replaced at a fixed rate: ``units`` of the old make one of the new."""

    old: str
    new: str
    units: float


REDENOMINATED = (Replaced("TRL", "TRY", 1_000_000), Replaced("ROL", "RON", 10_000))
"""Turkey dropped six zeros on 2005-01-01, Romania four on 2005-07-01."""

JOINED_EURO: Mapping[str, Replaced] = {
    "CY": Replaced("CYP", "EUR", 0.585274),
    "EE": Replaced("EEK", "EUR", 15.6466),
    "HR": Replaced("HRK", "EUR", 7.53450),
    "LT": Replaced("LTL", "EUR", 3.45280),
    "LV": Replaced("LVL", "EUR", 0.702804),
    "MT": Replaced("MTL", "EUR", 0.429300),
    "SI": Replaced("SIT", "EUR", 239.640),
    "SK": Replaced("SKK", "EUR", 30.1260),
}
"""Countries whose series the World Bank restates in euro at the irrevocable conversion rate (Council
Regulations (EC) 2866/98 and its amendments). Before they joined, their market rate was the old currency's."""

FED_CURRENCIES: Mapping[str, str] = {
    "Australia": "AUD",
    "Brazil": "BRL",
    "Canada": "CAD",
    "China": "CNY",
    "Denmark": "DKK",
    "Euro": "EUR",
    "Hong Kong": "HKD",
    "India": "INR",
    "Japan": "JPY",
    "Malaysia": "MYR",
    "Mexico": "MXN",
    "New Zealand": "NZD",
    "Norway": "NOK",
    "Singapore": "SGD",
    "South Africa": "ZAR",
    "South Korea": "KRW",
    "Sweden": "SEK",
    "Switzerland": "CHF",
    "Taiwan": "TWD",
    "Thailand": "THB",
}
"""Venezuela is left out: its series crosses three redenominations without saying how."""


@dataclass(frozen=True, slots=True)
class AnnualMean:
    """The mean rate of a year in units of the currency per US dollar, over how many days, and the last of them."""

    per_usd: float
    days: int
    last_day: str


def ecb_annual(path: Path) -> dict[tuple[str, int], float]:
    """Mean of the daily cross rates by currency and year, in units of the currency per US dollar."""
    return {key: mean.per_usd for key, mean in ecb_means(path).items()}


def ecb_means(path: Path) -> dict[tuple[str, int], AnnualMean]:
    """Mean of the daily cross rates by currency and year.

    A year counts when the ECB published the currency on at least ``exchange_rate.minimum_days`` days, so
    that a currency which it stopped quoting in March has no mean for that year.
    """
    currencies = _header(path)
    data = read_columns(path, ("Date", *currencies))
    found = _daily(path, currencies, data)
    days = rule("exchange_rate.minimum_days")
    return {
        key: AnnualMean(math.fsum(rate for _, rate in rates) / len(rates), len(rates), max(day for day, _ in rates))
        for key, rates in found.items()
        if len(rates) >= days
    }


def _daily(
    path: Path, currencies: list[str], data: Mapping[str, Sequence[str]]
) -> dict[tuple[str, int], list[tuple[str, float]]]:
    """(day, units per US dollar) by currency and year."""
    years = [int(date[:4]) for date in data["Date"]]
    dollars = [_rate(path, text, row, "USD") for row, text in enumerate(data["USD"], start=2)]
    found: dict[tuple[str, int], list[tuple[str, float]]] = {}
    for currency in currencies:
        factor = next((old.units for old in REDENOMINATED if old.old == currency), 1.0)
        name = next((old.new for old in REDENOMINATED if old.old == currency), currency)
        dated = zip(data["Date"], years, dollars, data[currency], strict=True)
        for row, (day, year, dollar, text) in enumerate(dated, start=2):
            rate = _rate(path, text, row, currency)
            if rate is not None and dollar is not None:
                found.setdefault((name, year), []).append((day, rate / factor / dollar))
    for day, year, dollar in zip(data["Date"], years, dollars, strict=True):
        if dollar is not None:
            found.setdefault(("EUR", year), []).append((day, 1 / dollar))
    return found


def fed_annual(path: Path) -> dict[tuple[str, int], float]:
    """Annual mean rates by currency and year, in units of the currency per US dollar."""
    data = read_columns(path, ("Date", "Country", "Exchange rate"))
    found = {}
    for row, (date, country, text) in enumerate(zip(*data.values(), strict=True), start=2):
        rate = _rate(path, text, row, "Exchange rate")
        if country in FED_CURRENCIES and rate is not None:
            found[FED_CURRENCIES[country], int(date[:4])] = rate
    return found


def lcu_per_usd(country: str, currency: str, year: int, annual: Mapping[tuple[str, int], float]) -> float | None:
    """Units of a country's currency per US dollar in a year; None where no rate is published.

    Before a country joined the euro, its old currency's market rate is restated in euro.

    >>> round(lcu_per_usd("HR", "EUR", 2015, {("HRK", 2015): 6.86, ("EUR", 2015): 0.9}), 4)
    0.9105
    """
    if currency == "USD":
        return 1.0
    replaced = JOINED_EURO.get(country)
    if replaced is not None and currency == "EUR" and (replaced.old, year) in annual:
        return annual[replaced.old, year] / replaced.units
    return annual.get((currency, year))


def _header(path: Path) -> list[str]:
    """The currencies of the file, in its order."""
    names = [name.strip() for name in read_text(path).partition("\n")[0].split(",")]
    if names[:2] != ["Date", "USD"]:
        raise SourceError(
            path.name,
            f"the headings start with {', '.join(names[:2])}, not Date, USD",
            place="row 1",
            hint="Use the ECB's history of euro reference rates (eurofxref-hist).",
        )
    return [name for name in names[1:] if name]


def _rate(path: Path, text: str, row: int, column: str) -> float | None:
    if text.strip() in NO_RATE:
        return None
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not rate > 0:
        raise SourceError(
            path.name, f"{text!r} is not a rate", place=f"row {row:,}, column {column!r}", hint=FETCH_AGAIN
        )
    return rate
