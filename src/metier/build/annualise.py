"""Pay a year from pay a period, and which stated ranges are believable."""

from __future__ import annotations

import re

from metier.vocabulary import rule

_PERIOD_WORDS = {
    "year": "year", "yr": "year", "annum": "year", "annual": "year", "yearly": "year",
    "month": "month", "monthly": "month", "week": "week", "weekly": "week",
    "day": "day", "daily": "day", "hour": "hour", "hr": "hour", "hourly": "hour",
}  # fmt: skip


def period_of(stated: str | None) -> str | None:
    """year, month, week, day or hour from the words that producers use; None if unknown.

    >>> period_of("1 YEAR"), period_of("per-hour-wage"), period_of("month"), period_of("per project")
    ('year', 'hour', 'month', None)
    """
    found = {_PERIOD_WORDS[word] for word in re.findall(r"[a-z]+", (stated or "").casefold()) if word in _PERIOD_WORDS}
    return found.pop() if len(found) == 1 else None


def periods_per_year(period: str) -> float:
    """How many periods make a year of full-time work: 2080 hours, 260 days, 52 weeks, 12 months."""
    match period:
        case "year":
            return 1.0
        case "month":
            return 12.0
        case "week":
            return rule("annualise.weeks_per_year")
        case "day":
            return rule("annualise.days_per_year")
        case "hour":
            return rule("annualise.hours_per_year")
    raise ValueError(f"unknown pay period {period!r}")


def per_year(amount: float, period: str) -> float:
    """An amount a year from an amount a period, as full-time work.

    >>> per_year(50, "hour"), per_year(10_000, "month")
    (104000.0, 120000.0)
    """
    return amount * periods_per_year(period)


def believable(low: float, high: float) -> bool:
    """True for a positive amount or range that is not wider than the rule allows.

    >>> believable(100_000, 150_000), believable(92_000, 119_000_000), believable(0, 10)
    (True, False, False)
    """
    return 0 < low <= high <= low * rule("annualise.widest_range")
