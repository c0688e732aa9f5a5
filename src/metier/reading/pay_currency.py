"""Currencies: how postings write them, and which dollar a place means."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from metier.vocabulary.load import read_yaml

DOLLAR, CROWN, YEN = "$", "kr", "¥"
"""Signs that several currencies share: the posting's place or another amount tells which is meant."""

# Units to one US dollar, to the nearest half order of magnitude: only to tell a year's pay from an hour's.
UNITS_TO_DOLLAR: Final[dict[str, float]] = {
    **dict.fromkeys(("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", DOLLAR), 1),
    **dict.fromkeys(("AED", "SAR", "QAR", "BRL", "PLN", "RON", "ILS", "PEN", "MYR", "BGN"), 4),
    **dict.fromkeys(("SEK", "NOK", "DKK", "CNY", "HKD", "MAD", CROWN), 8),
    **dict.fromkeys(("CZK", "MXN", "TWD", "THB", "TRY", "UAH", "ZAR", "EGP"), 25),
    **dict.fromkeys(("INR", "JPY", "PHP", "RUB", "KES", "BDT", YEN), 90),
    **dict.fromkeys(("HUF", "PKR", "LKR"), 300),
    **dict.fromkeys(("KRW", "ARS", "CLP", "NGN"), 1000),
    **dict.fromkeys(("COP",), 4000),
    **dict.fromkeys(("IDR", "VND"), 18000),
}

SIGNS: Final[dict[str, str]] = {
    "$": DOLLAR, "£": "GBP", "€": "EUR", "¥": YEN, "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS",
    "฿": "THB", "₫": "VND", "₴": "UAH", "₱": "PHP", "₦": "NGN", "zł": "PLN", "kč": "CZK",
}  # fmt: skip

# Written before a dollar sign ("CA$", "USD $"), and what the two mean together.
BEFORE_DOLLAR: Final[dict[str, str]] = {
    "us": "USD", "u.s.": "USD", "usd": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "cad": "CAD", "cdn": "CAD",
    "a": "AUD", "au": "AUD", "aud": "AUD", "aus": "AUD", "nz": "NZD", "nzd": "NZD", "s": "SGD", "sg": "SGD",
    "sgd": "SGD", "hk": "HKD", "hkd": "HKD", "nt": "TWD", "twd": "TWD", "r": "BRL", "brl": "BRL", "mx": "MXN",
    "mxn": "MXN",
}  # fmt: skip

# Words and short forms; the codes of ISO 4217 are added below.
WORDS: Final[dict[str, str]] = {
    "euro": "EUR", "euros": "EUR", "dollars": DOLLAR, "us dollars": "USD", "u.s. dollars": "USD",
    "canadian dollars": "CAD", "australian dollars": "AUD", "cdn": "CAD", "pounds": "GBP", "pounds sterling": "GBP",
    "rupees": "INR", "rs": "INR", "rs.": "INR", "rmb": "CNY", "sfr": "CHF", "sfr.": "CHF", "fr.": "CHF", "rm": "MYR",
    "rp": "IDR", "pln": "PLN", "zl": "PLN", "kr": CROWN, "kr.": CROWN, "nis": "ILS", "dirhams": "AED",
    **{code.lower(): code for code in UNITS_TO_DOLLAR if len(code) == 3},
}  # fmt: skip

# Codes that are also words or names: only in capitals.
ONLY_CAPITALS: Final = frozenset({"php", "try", "cop", "ron", "pen", "ars", "mad", "all", "rm", "rp", "sek", "rub"})

_DOLLARS: Final = {"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"}
_CROWNS: Final = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}
_YENS: Final = {"JP": "JPY", "CN": "CNY"}
SHARED: Final = {DOLLAR: _DOLLARS, CROWN: _CROWNS, YEN: _YENS}
_NATIONAL: Final = {
    **_DOLLARS, **_CROWNS, **_YENS, "GB": "GBP", "IN": "INR", "CH": "CHF", "PL": "PLN", "BR": "BRL",
    **dict.fromkeys(("IE", "DE", "FR", "ES", "IT", "NL", "BE", "AT", "PT", "FI"), "EUR"),
}  # fmt: skip


_INDIAN_SCALES = "lpa|lakh|lacs|lac |crore"
_BARE_LABELS = (
    "salary|wage|ctc|compensation|package|remuneration|pay range|pay rate|payrate|pay scale|pay:|pay -|pay is"
    "| rate | rate:|rate:|rates |range is|range:|range for|range of| pay |/hr|/hour|per hour|an hour"
)


def triggers() -> str:
    """What a clause must hold for money to be in it, divided by "|": a sign, a code at a digit, or a label."""
    words = [f"{word}{gap}{digit}" for word in WORDS for gap in ("", " ") for digit in "0123456789"]
    words += [f"{end}{gap}{word}" for word in WORDS for gap in ("", " ") for end in ("0", "5", "k", "m", "-", ",", "+")]
    words += [f"{digit}{gap}{word}" for word in WORDS for gap in ("", " ") for digit in "12346789"]
    return "|".join([*SIGNS, *words, _INDIAN_SCALES, _BARE_LABELS])


def currency_of(sign: str, place: str) -> str | None:
    """ISO 4217 code of a sign at a place; None where several are possible and the place does not tell.

    >>> currency_of("$", "Toronto, ON"), currency_of("$", "Boston, MA"), currency_of("kr", ""), currency_of("EUR", "")
    ('CAD', 'USD', None, 'EUR')
    """
    if sign not in SHARED:
        return sign
    country = _country(place)
    if country in SHARED[sign]:
        return SHARED[sign][country]
    return {DOLLAR: "USD", YEN: "JPY"}.get(sign)


def national_currency(place: str) -> str | None:
    """The currency of the country that a place names, if it is clear.

    >>> national_currency("London, United Kingdom"), national_currency("Remote")
    ('GBP', None)
    """
    return _NATIONAL.get(_country(place) or "")


@lru_cache(maxsize=4096)
def _country(place: str) -> str | None:
    """The one country among those above that a place names: a country's name before a region before a city."""
    if not place:
        return None
    names, regions, cities = _patterns()
    for pattern in (names, regions, cities):
        found = {next(code for code, hit in match.groupdict().items() if hit) for match in pattern.finditer(place)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Names, regions and cities of the countries above as three patterns with a group for each country."""
    rows = [row for row in read_yaml("countries.yaml") if row["code"] in _NATIONAL]
    # "CA, ON, Toronto" begins with a country; "San Jose, CA" is California far oftener than Canada.
    names = {
        row["code"]: [
            row["name"],
            row["alpha3"],
            *row.get("names", ()),
            rf"(?<!\S){row['code']}(?=, (?:[A-Z]{{2,3}})?,)",
        ]
        for row in rows
    }
    regions = {
        row["code"]: [*row.get("regions", ()), *(rf"(?<=,)\s?{c}" for c in row.get("region_codes", ()))] for row in rows
    }
    cities = {row["code"]: list(row.get("cities", ())) for row in rows}
    return _pattern(names), _pattern(regions), _pattern(cities)


def _pattern(named: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?P<{code}>(?<![A-Za-z])(?:{'|'.join(n if '(?' in n else re.escape(n) for n in names)})(?![A-Za-z]))"
            for code, names in named.items()
            if names
        )
    )
