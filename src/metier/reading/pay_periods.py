"""Which period an amount of pay is for: words after it, words before it, or its size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from metier.vocabulary import rule

Period = Literal["year", "month", "week", "day", "hour"]
PERIODS: tuple[Period, ...] = ("year", "month", "week", "day", "hour")

# All patterns are for folded text: lower case, plain spaces, apostrophes and hyphens.
_UNITS = {
    "year": r"years?|yrs?|yearly|annum|anum|an|jahr|jaar|año|ano|anno|y",
    "month": r"months?|mos?|mth|mois|monat|maand|mes|mês|mese|mies\.?|måned|månad|m",
    "week": r"weeks?|wks?|woche|semaine|semana|w",
    "day": r"days?|diem|tag|jour|dag|dia|día|giorno|d",
    "hour": r"hours?|hrs?|hourly|stunde|std|heure|uur|hora|ora|godz|h",
}
_ADVERBS = {
    "year": r"annually|yearly|annualized|annual|per annum|p\.\s?a\.?|pa|p/a|annuels?|jährlich|jaarlijks|anuales|anuais",
    "month": r"monthly|pcm|p/m|mensuels?|mensual(?:es)?|mensais|monatlich",
    "week": r"weekly|pw|p/w",
    "day": r"daily|every ?day|pd|p/d|p\.d\.?|(?:inside|outside) ir35",
    "hour": r"hourly|hrs?|ph|p/h|p\.h\.?",
}
_WORD_ONLY = {"year": ("an", "y"), "month": ("m",), "week": ("w",), "day": ("d",), "hour": ("h",)}
_LINK = r"(?:/\s?|\bper[ -]\s?|\ban?\s|\beach\s|\bevery\s|\bpro\s|\bpar\s|\bpor\s|\bal\s|\bp\.?/?\s?|\b1\s)"


def _loose(period: str) -> str:
    """Units of the period without the letters that only a slash or "par" may stand before."""
    units = _UNITS[period].split("|")
    return "|".join(unit for unit in units if unit not in _WORD_ONLY[period])


# Words that are told from their neighbour even where the producer dropped the line end between: "an hourDuties".
_SURE = {"year": "year|yr|annum", "month": "month", "week": "week", "day": "day", "hour": "hour|hr"}
# What producers of data write instead: codes of UN/CEFACT and ISO 8601, adverbs, words of their language.
_CODES = {
    "year": r"annual|ann\b|p1y\b|an\b|jahr",
    "month": r"mon\b|p1m\b|monat|mois",
    "week": r"wee\b|p1w\b|woche",
    "day": r"daily|diem\b|p1d\b",
    "hour": r"hur\b|pt1h\b|stunde",
}
_UNIT = {period: re.compile(rf"\b(?:per)?(?:{_SURE[period]}|{_CODES[period]})") for period in PERIODS}
_SURE_ADVERBS = {"year": "annually", "month": "monthly", "week": "weekly", "day": "daily", "hour": "hourly"}
PERIOD = "|".join(
    rf"(?P<{period}>(?:{_LINK}(?:{_loose(period)})|/\s?(?:{'|'.join(_WORD_ONLY[period])})"
    rf"|\bpar (?:{'|'.join(_WORD_ONLY[period])})|(?:\b|(?<=\d))(?:{_ADVERBS[period]}))(?![a-z])"
    rf"|{_LINK}(?:{_SURE[period]})(?!ly)|\b{_SURE_ADVERBS[period]})"
    for period in PERIODS
)
"""A period right after an amount ("/hr", "a year", "per annum"), one group for each period."""

# Between an amount and its period: a plus, a closing bracket, what kind of amount it is.
_FILLER = (
    r"(?:\s*(?:\+|\)|,(?!\d)|\(|usd\b|cad\b|aud\b|gbp\b|eur\b|gross\b|brutto\b|brut\b|bruto\b|net\b|netto\b|base\b"
    r"|salary\b|pay\b|rate\b|cash\b|dollars\b|is paid\b|paid\b|doe\b|ctc\b|fixed\b|extra\b|and up\b|(?:and|or) more\b"
    r"|\*)){0,3}\s*-?\s*"
)
_AFTER = re.compile(_FILLER + rf"(?:{PERIOD})")
_BEFORE = re.compile(
    r"(?P<year>\bannual(?:ly|ized)?\b|\byearly\b|\bper (?:year|annum)\b|\bp\.a\.|\b(?:a|/) ?year\b|\bannuel|\bjahres)"
    r"|(?P<month>(?<!semi-)\bmonthly\b|\bper month\b|\bmensuel|\bmonats|\bmensual)"
    r"|(?P<week>(?<!bi-)\bweekly\b|\bper week\b)"
    r"|(?P<day>\bdaily\b|\bday rates?\b|\bper (?:day|diem)\b|\bperday\b|\btagessatz)"
    r"|(?P<hour>\bhourly\b|\bper hour\b|/ ?(?:hour|hr)\b|\bstunden)"
)


_WEAKER = (4.0, 50.0)  # units to a dollar from which pay is lower by a step


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Least and most believable pay of each period, in US dollars or as many units of a like currency."""

    least: dict[str, float]
    most: dict[str, float]


@cache
def _bounds() -> _Bounds:
    return _Bounds(
        {period: rule(f"reading.pay_least_{period}") for period in PERIODS},
        {period: rule(f"reading.pay_most_{period}") for period in PERIODS},
    )


def period_after(low: str, at: int) -> tuple[Period, int] | None:
    """The period written right after an amount that ends at ``at``, and where it ends.

    >>> period_after("$20 - $24 / hour", 9), period_after("90k base per year", 3), period_after("$9 billion a year", 2)
    (('hour', 16), ('year', 17), None)
    """
    found = _AFTER.match(low, at)
    return (_named(found), found.end()) if found else None


def period_before(words: str) -> Period | None:
    """The period that the words before an amount name last.

    >>> period_before("annual bonus; hourly rate: "), period_before("salary range")
    ('hour', None)
    """
    named = [_named(match) for match in _BEFORE.finditer(words)]
    return named[-1] if named else None


def period_of_unit(unit: str) -> Period | None:
    """The one period that a unit of data names; None where it names none or several.

    >>> period_of_unit("PER_HOUR"), period_of_unit("ANN"), period_of_unit("BIWEEKLY"), period_of_unit("hour or day")
    ('hour', 'year', None, None)
    """
    low = unit.lower().replace("_", " ")
    named = [period for period in PERIODS if _UNIT[period].search(low)]
    return named[0] if len(named) == 1 else None


def period_by_size(value: float, units: float) -> Period | None:
    """Year, month or hour for an amount that can only be one of them; ``units`` of its currency are about a dollar.

    >>> period_by_size(120_000, 1), period_by_size(35, 1), period_by_size(1_500, 1), period_by_size(900_000, 90)
    ('year', 'hour', None, 'year')
    """
    dollars = value / units
    poorer = sum(units >= bound for bound in _WEAKER)  # the weaker the currency, the lower wages tend to be
    least_year = rule("reading.pay_least_unlabelled_year") / (1, 2, 3)[poorer]
    if least_year <= dollars <= _bounds().most["year"]:
        return "year"
    if rule("reading.pay_least_unlabelled_month") / (1, 3, 15)[poorer] <= dollars < least_year:
        return "month"
    if _bounds().least["hour"] <= dollars <= rule("reading.pay_most_unlabelled_hour") / (1, 2, 15)[poorer]:
        return "hour"
    return None


def is_believable(value: float, period: Period, units: float) -> bool:
    """Whether somebody could be paid the amount for a period of work.

    >>> is_believable(20, "hour", 1), is_believable(20, "year", 1)
    (True, False)
    """
    return _bounds().least[period] <= value / units <= _bounds().most[period]


def _named(match: re.Match[str]) -> Period:
    return next(period for period in PERIODS if match.group(period) is not None)
