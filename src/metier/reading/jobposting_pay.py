"""Base pay that a page states as data: schema.org's baseSalary, in the forms that producers give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from metier.reading.jobposting_values import line_of, number_of
from metier.reading.pay import Pay, read_pay
from metier.reading.pay_currency import SIGNS, UNITS_TO_DOLLAR, currency_of, national_currency
from metier.reading.pay_money import amounts
from metier.reading.pay_periods import Period, is_believable, period_by_size, period_of_unit
from metier.reading.sections import read_sections
from metier.vocabulary import rule

METHOD = "stated as data"
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_LOW = ("minValue", "minPrice", "min")
_HIGH = ("maxValue", "maxPrice", "max")
_ONE = ("value", "price", "amount")
_CURRENCY = ("currency", "priceCurrency", "unitText", "unitCode", "value")
_MOST = 10
_LONGEST = 200  # characters of a value that are looked at
_UNCLEAR = Pay(method=METHOD, abstained=True)


def stated_pay(data: Mapping[str, object], place: str = "") -> Pay | None:
    """The base pay of a JobPosting object; None where none is stated, ``abstained`` where it is unclear.

    >>> pay = stated_pay({"baseSalary": {"currency": "EUR", "value": {"minValue": "60,000", "unitText": "YEAR"}}})
    >>> pay.minimum, pay.maximum, pay.currency, pay.period
    (60000.0, 60000.0, 'EUR', 'year')
    """
    salary = data.get("baseSalary")
    found = list(_stated(salary, line_of(data.get("salaryCurrency")), place))[:_MOST]
    if not found:
        return None
    if len(set(found)) > 1:
        return _covering(found)
    return found[0]


def _stated(salary: object, currency: str, place: str, depth: int = 0) -> Iterator[Pay]:
    if isinstance(salary, list):
        for item in salary[:_MOST]:
            if depth < 2:
                yield from _stated(item, currency, place, depth + 1)
    elif isinstance(salary, dict):
        pay = _of_object(salary, currency, place)
        if pay is not None:
            yield pay
    elif salary is not None and not isinstance(salary, bool):
        number = number_of(salary)
        if number:
            yield _settled(number, number, _currency([{"currency": currency}], place), None)
        elif isinstance(salary, str) and number is None:
            pay = read_pay(read_sections(f"Base salary: {line_of(salary)[:200]}"), place=place)
            if pay is not None:
                yield replace(pay, spans=(), method=METHOD)


def _of_object(salary: Mapping[str, object], currency: str, place: str) -> Pay | None:
    """Pay of a MonetaryAmount, a QuantitativeValue or a PriceSpecification."""
    value = salary.get("value", salary.get("priceSpecification"))
    if isinstance(value, list):
        value = value[0] if value else None
    inner: Mapping[str, object] = value if isinstance(value, dict) else {}
    levels = (inner, salary)
    said_in = (*levels, {"currency": currency})
    low, high, one = (_first_number(levels, names) for names in (_LOW, _HIGH, _ONE))
    if low is None and high is None:
        low = high = one
    if high is None:
        high = low
    if high is None:
        said = value if isinstance(value, str) else line_of(inner.get("value"))
        code = _currency(said_in, "")
        return next(_stated(f"{code} {said} {_unit(levels)}", currency, place), None) if said else None
    return _settled(low, high, _currency(said_in, place), period_of_unit(_unit(levels)))


def _first_number(levels: Sequence[Mapping[str, object]], names: tuple[str, ...]) -> float | None:
    """The first of these numbers that is stated and not zero."""
    return next((number for level in levels for name in names if (number := _number(level.get(name)))), None)


def _number(value: object) -> float | None:
    """A number, also one that is written as money.

    >>> _number("60000"), _number("$60k"), _number("60k to 80k")
    (60000.0, 60000.0, None)
    """
    number = number_of(value)
    if number is None and isinstance(value, str):
        said = value[:_LONGEST]
        found = list(amounts(said, said.lower(), 0, len(said)))
        return found[0].value if len(found) == 1 else None
    return number


def _unit(levels: Sequence[Mapping[str, object]]) -> str:
    return " ".join(line_of(level.get(name)) for level in levels for name in ("unitText", "unitCode", "duration"))


def _currency(levels: Sequence[Mapping[str, object]], place: str) -> str:
    """ISO 4217 code, wherever the producer put it; the country's own where none is stated; "" where it is unclear.

    >>> _currency([{"unitText": "USD"}], ""), _currency([{"currency": "$"}], "Toronto, ON"), _currency([], "Berlin")
    ('USD', 'CAD', 'EUR')
    """
    for said in (line_of(level.get(name)) for level in levels for name in _CURRENCY):
        for code in _CODE.findall(said.upper()[:_LONGEST]):
            if code in UNITS_TO_DOLLAR:
                return str(code)
        sign = next((sign for char, sign in SIGNS.items() if char in said[:_LONGEST]), None)
        if sign is not None:
            return currency_of(sign, place) or ""
    return national_currency(place) or ""


def _settled(low: float | None, high: float, currency: str, period: Period | None) -> Pay:
    """Pay with these ends; unclear if nobody could be paid that, or the ends do not fit each other."""
    units = UNITS_TO_DOLLAR.get(currency)
    if units is None:
        return _UNCLEAR
    least = high if low is None else low
    if period is None:
        period = period_by_size(least, units)
    if period is None or least > high or high > rule("reading.pay_widest_range") * least:
        return _UNCLEAR
    if not (is_believable(least, period, units) and is_believable(high, period, units)):
        return _UNCLEAR
    return Pay(minimum=low, maximum=high, currency=currency, period=period, method=METHOD)


def _covering(found: Sequence[Pay]) -> Pay:
    """The widest range of several; unclear if they are in several currencies or for several periods."""
    clear = [pay for pay in found if not pay.abstained]
    if not clear or len({(pay.currency, pay.period) for pay in clear}) > 1:
        return _UNCLEAR
    lows = [pay.minimum for pay in clear if pay.minimum is not None]
    highs = [pay.maximum for pay in clear if pay.maximum is not None]
    return replace(clear[0], minimum=min(lows, default=None), maximum=max(highs, default=None), several=len(clear) > 1)
