"""Amounts of money in a text, however the country writes its numbers and currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metier.reading.pay_currency import BEFORE_DOLLAR, DOLLAR, ONLY_CAPITALS, SHARED, SIGNS, WORDS


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its place in the text, signs included.

    ``currency`` is an ISO 4217 code, a sign that several currencies share, or "" where none is written.
    ``scale`` is what the number was multiplied by (1,000 for "k").
    """

    start: int
    end: int
    value: float
    currency: str
    scale: float
    yearly: bool = False  # "LPA": lakh per annum


# One run of digits has one beginning, and every repeat is bounded: the search is linear.
_NUMBER = re.compile(
    r"(?<![\d.,'])\d(?:"
    r"\d{0,2}(?:[,.']\d{2,3}){1,4}(?:[.,]\d{1,2})?(?![\d])"  # 120,000.00 | 60.000 | 12,00,000 | 110'000
    r"|\d{0,2}(?: \d{3}){1,3}(?:[.,]\d{1,2})?(?!\d|,\d|\s?k\b)"  # 60 000
    r"|\d{0,11}(?:[.,]\d{1,2})?(?!\d))"
)
_SIGN = "[" + "".join(sign for sign in SIGNS if len(sign) == 1) + "]"
_LETTERS = "|".join(re.escape(word) for word in sorted({*WORDS, "zł", "kč"}, key=len, reverse=True))
_NATION = f"(?:{'|'.join(re.escape(word) for word in sorted(BEFORE_DOLLAR, key=len, reverse=True))})"
# "Portland, CA$50" and "CA $50" are no Canadian dollars: the short forms touch the sign and follow no comma.
_APART = "|".join(re.escape(word) for word in BEFORE_DOLLAR if len(word) > 2 or word == "us")
_PREFIX = re.compile(
    rf"(?:(?<![a-z])(?:(?P<nation>(?<!, )(?<!,)(?<!\d ){_NATION})|(?P<apart>{_APART})\s)\$"
    rf"|(?P<sign>{_SIGN})(?:\s?(?P<code>usd|cad|aud|sgd|nzd))?"
    rf"|(?<![a-z])(?P<word>{_LETTERS})\s?{_SIGN}?)\s{{0,2}}$"
)
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mil": 1e6, "million": 1e6,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "lpa": 1e5, "l": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7,
}  # fmt: skip
_INDIAN = frozenset({"lakh", "lakhs", "lac", "lacs", "lpa", "crore", "crores", "cr"})
_SCALE = re.compile(rf"\s?\+?\s?-?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![a-z])")
_GLUED_K = re.compile(r"k(?=[a-z])")
_SUFFIX = re.compile(
    rf"(?:[.,]-{{1,2}})?\s?\+?\s?(?:(?P<sign>{_SIGN})(?!\s?\d)(?![™¢“”œ¨¯˜€])|\(?(?P<word>{_LETTERS})(?![a-z])\)?)"
)
_THOUSAND = 1000.0
_LIGHT = 1000.0  # fewer "pounds" are a weight
_CODE_FIRST = 12  # characters before a number in which its currency can stand
_PENSION = frozenset({"401", "403", "457", "529"})  # "401k" is a plan
_NOT_MONEY = re.compile(r"\s?%|\s?\(k\)|\s?(?:st|nd|rd|th)\b|:\d\d")


def amounts(text: str, low: str, start: int, end: int) -> Iterator[Amount]:
    """Every number between two offsets of a text that may be money; ``low`` is the text folded.

    >>> line = "CHF 110'000 or €60.000-75.000, $120-150k, 60 000 €, ₹12,00,000, 12-15 LPA"
    >>> [(a.value, a.currency) for a in amounts(line, line.lower(), 0, len(line))][:5]
    [(110000.0, 'CHF'), (60000.0, 'EUR'), (75000.0, ''), (120.0, '$'), (150000.0, '')]
    """
    for match in _NUMBER.finditer(low, start, end):
        at, stop = match.span()
        if _NOT_MONEY.match(low, stop):
            continue
        value = number(match.group())
        if value is None:
            continue
        begin, currency = _before(text, low, at)
        if not currency and match.group() in _PENSION:
            continue
        scale, yearly, stop = _scale(low, stop, currency)
        if scale == _THOUSAND and value >= _THOUSAND:
            scale = 1.0  # "63,500k" is a slip of the pen
        after, finish = _after(text, low, stop, currency)
        if after == "GBP" and value * scale < _LIGHT and low[stop:finish].strip() == "pounds":
            continue  # a weight
        stop = finish
        if not currency and not after and at and low[at - 1].isalpha():
            continue  # part of a name, such as "s3"
        if not after and not currency and yearly:
            after = "INR"
        currency = after or currency
        yield Amount(begin, stop, value * scale, currency, scale, yearly and currency == "INR")


def number(written: str) -> float | None:
    """The number that digits and separators mean, in English, continental or Indian style; None if unclear.

    >>> [number(n) for n in ("120,000.00", "60.000", "4.500,50", "12,00,000", "110'000", "60 000", "25.50", "1.2.3")]
    [120000.0, 60000.0, 4500.5, 1200000.0, 110000.0, 60000.0, 25.5, None]
    """
    digits = written.replace("'", "").replace(" ", "")
    dot, comma = digits.rfind("."), digits.rfind(",")
    last = max(dot, comma)
    if last < 0:
        return float(digits)
    tail = len(digits) - last - 1
    mixed = dot >= 0 and comma >= 0
    decimal = tail <= 2 and (mixed or digits.count(digits[last]) == 1)
    whole, fraction = (digits[:last], digits[last + 1 :]) if decimal else (digits, "0")
    groups = whole.replace(".", ",").split(",")
    if len(groups) > 1 and (len(groups[-1]) != 3 or not groups[0] or any(len(g) not in (2, 3) for g in groups[1:-1])):
        return None
    return float("".join(groups) + "." + fraction)


def _before(text: str, low: str, at: int) -> tuple[int, str]:
    """Where the currency before a number begins, and the currency; the number itself and "" where none is."""
    from_here = max(0, at - _CODE_FIRST)
    found = _PREFIX.search(low[from_here:at])
    if found is None:
        return at, ""
    begin = from_here + found.start()
    nation = found.group("nation") or found.group("apart")
    if nation:
        return begin, BEFORE_DOLLAR[nation]
    if found.group("sign"):
        return begin, WORDS[found.group("code")] if found.group("code") else SIGNS[found.group("sign")]
    word = found.group("word")
    if word in ONLY_CAPITALS and not text[begin : begin + len(word)].isupper():
        return at, ""
    return begin, WORDS.get(word) or SIGNS[word]


def _scale(low: str, stop: int, currency: str) -> tuple[float, bool, int]:
    """What "k", "million" or "lakh" after a number multiplies it by, whether it says a year, where it ends."""
    found = _SCALE.match(low, stop) or _GLUED_K.match(low, stop)
    if found is None:
        return 1.0, False, stop
    word = found.group("scale") if found.re is _SCALE else "k"
    if word in ("l", "cr") and currency != "INR":
        return 1.0, False, stop
    return _SCALES[word], word in _INDIAN, found.end()


def _after(text: str, low: str, stop: int, before: str) -> tuple[str, int]:
    """The currency written after a number where it says more than the sign before, and where it ends."""
    found = _SUFFIX.match(low, stop)
    if found is None:
        return "", stop
    sign, word = found.group("sign"), found.group("word")
    begin, finish = found.span("sign" if sign else "word")
    if sign:
        return ("", stop) if before else (SIGNS[sign], finish)
    if word in ONLY_CAPITALS and not text[begin:finish].isupper():
        return "", stop
    named = WORDS.get(word) or SIGNS[word]
    if before and before != named and (before not in SHARED or (before == DOLLAR and named not in _DOLLAR_CODES)):
        return "", stop
    return ("" if named in SHARED and before else named), found.end()


_DOLLAR_CODES = frozenset({*BEFORE_DOLLAR.values(), DOLLAR})
