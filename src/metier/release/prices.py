"""Pay in other money: another currency at the mean rate of its own year, or dollars at United States prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.release.reader import Release, remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DOLLARS, PPP = "", "PPP"
"""How money is named where amounts are shown: '' for US dollars, an ISO 4217 code, or PPP."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The mean exchange rate of a currency in one year, in units per US dollar."""

    currency: str
    year: int
    per_usd: float
    days: int | None  # in the mean; None where the producer publishes the mean
    last_day: str
    origin_id: str


@dataclass(frozen=True, slots=True)
class PriceLevel:
    """Local currency per international dollar in one country and year."""

    currency: str
    year: int
    per_international_usd: float
    per_usd: float | None
    origin_id: str


@dataclass(frozen=True, slots=True)
class Factor:
    """What an amount in US dollars of one year is multiplied by, and the rates that it is made of."""

    value: float
    rate: Rate | None  # None: no exchange rate was needed, or it is the World Bank's own
    level: PriceLevel | None  # None: no purchasing power in it


@remembered
def _rates(release: Release) -> dict[tuple[str, int], Rate]:
    """Every mean rate by currency and year."""
    rows = release.rows(
        "SELECT currency, year::INT, per_usd, days::INT, last_day, origin_id FROM exchange_rates",
        tables=("exchange_rates",),
    )
    return {(row[0], row[1]): Rate(*row) for row in rows}


@remembered
def currencies(release: Release) -> dict[str, int]:
    """The newest year with a rate of each currency."""
    return dict(sorted(_rates(release)))


@remembered
def _levels(release: Release) -> dict[str, dict[int, PriceLevel]]:
    """Purchasing power by country and year."""
    rows = release.rows(
        "SELECT country, currency, year::INT, ppp_lcu_per_international_usd, lcu_per_usd, origin_id"
        " FROM purchasing_power WHERE ppp_lcu_per_international_usd IS NOT NULL",
        tables=("purchasing_power",),
    )
    found: dict[str, dict[int, PriceLevel]] = {}
    for country, *level in rows:
        found.setdefault(country, {})[level[1]] = PriceLevel(*level)
    return found


def rate_of(release: Release, currency: str, year: int) -> Rate | None:
    """The mean rate of a year, or of the year before where the year itself has none; None without either."""
    known = _rates(release)
    return known.get((currency, year)) or known.get((currency, year - 1))


@remembered
def factor(release: Release, money: str, country: str, year: int) -> Factor | None:
    """What dollars of one country and year are multiplied by to be shown in ``money``; None where it is not known.

    A currency: the mean rate of that year, the same by which the amount became dollars. PPP: local currency at
    that rate, divided by the country's purchasing power of that year, or of the newest year that has one.
    """
    if money == DOLLARS:
        return Factor(1.0, None, None)
    if money == PPP:
        return _at_us_prices(release, country, year)
    rate = rate_of(release, money, year)
    return None if rate is None else Factor(rate.per_usd, rate, None)


def _at_us_prices(release: Release, country: str, year: int) -> Factor | None:
    levels = _levels(release).get(country)
    if not levels:
        return None
    level = levels.get(year) or levels[max(levels)]
    if country == "US":
        return Factor(1.0, None, level)
    rate = rate_of(release, level.currency, year)
    if rate is not None:
        return Factor(rate.per_usd / level.per_international_usd, rate, level)
    if level.per_usd is None:
        return None
    return Factor(level.per_usd / level.per_international_usd, None, level)


def factors(release: Release, money: str, country: NDArray[np.str_], year: NDArray[np.int64]) -> NDArray[np.float64]:
    """The factor of each cell of pay; nan where it is not known."""
    import numpy as np

    found = np.full(len(year), np.nan)
    for name in sorted(set(country.tolist())) if money == PPP else [""]:
        here = country == name if money == PPP else np.ones(len(year), dtype=np.bool_)
        for when in sorted(set(year[here].tolist())):
            known = factor(release, money, name, when)
            if known is not None:
                found[here & (year == when)] = known.value
    return found


def currency_of(release: Release, country: str) -> str:
    """The currency of a country as of the newest year known, where it has had an exchange rate since; else ''."""
    levels = _levels(release).get(country)
    if not levels:
        return ""
    newest = max(levels)
    found = levels[newest].currency
    return found if currencies(release).get(found, 0) >= newest else ""


def has_price_level(release: Release, country: str, year: int) -> bool:
    """Whether pay of a country can be shown at United States prices."""
    return factor(release, PPP, country, year) is not None
