"""Statements of money: one figure, a range, or an upper end, with currency and period as far as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from metier.reading.pay_currency import SHARED
from metier.reading.pay_money import Amount, amounts
from metier.reading.pay_periods import PERIOD, Period, period_after


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place of the text says; ``low`` is None for "up to"; currency "" and period None if not written."""

    start: int
    end: int
    low: float | None
    high: float
    currency: str
    period: Period | None
    grouped: bool  # written like money even without a sign: 120,000 or 120k
    stop: int  # where the period after it ends
    broken: bool = False  # two ends that cannot be one range: 75,000 to 10,000, or an hour's to a year's

    @property
    def is_range(self) -> bool:
        """Whether two ends are written."""
        return self.low is not None and self.low != self.high


_KIND = r"(?:(?:base|salary|pay|range|rate|hiring|hourly|annual|compensation|of|end|is) ?){0,4}"
_TOP = rf"(?:a )?{_KIND}(?:max(?:imum)?|high(?:est)?|top|upper|mid ?point|ceiling) ?{_KIND}\s?[:=]?"
_KEPT = rf"\s{{0,2}}(?:\+|doe\b)?(?:\s?\(?(?:{re.sub(r'[?]P<[a-z]+>', '?:', PERIOD)}))?\)?\.?"
_JOIN = re.compile(
    rf"{_KEPT}\s{{0,2}}(?:(?:-{{1,3}}|~|=>|€[“”]|to|top|and up to|up to|upto|through|thru|till?|until|bis(?: zu)?|à|a"
    rf"|al|até|hasta|do|tot)\s{{0,2}}(?:{_TOP})?|(?:[,;|/]|and|-)?\s{{0,2}}(?:{_TOP}))\s{{0,2}}"
)
_AND = re.compile(rf"{_KEPT}\s{{0,2}}(?:and|&|und|et|y|e)\s{{0,2}}")
_SLASH = re.compile(r"\s?/\s?")
_SLASH_OR_COLUMN = re.compile(r"\s?/\s?|\s{1,3}")  # a table of lowest and highest
_BETWEEN = re.compile(
    r"\b(?:between|from|zwischen|entre|range(?:s|d)?(?: is| of| between)?|min(?:imum)?(?: of)?)\s*:?\s*$"
)
_UP_TO = re.compile(
    r"(?:\b|(?<=salary))(?:up to|upto|as (?:much|high) as|max(?:imum)?(?: of)?|no more than|not exceed(?:ing)?"
    r"|bis(?: zu)?|jusqu'à|hasta|até|tot)\s*(?:an?\s|the\s)?(?:max(?:imum)?\s(?:of\s)?)?:?\s*$"
)
_CENTS = re.compile(r"\d\d[.,]\d\d$")
_REACH = 60  # characters between the two ends of a range
_LARGE = 1000.0
_TURNED = 3.0  # times the second end: up to here the two are only written the wrong way round
_SPAN = 100.0  # "80-130,000": the low end is in thousands when it is this much smaller


def statements(text: str, low: str, start: int, end: int) -> Iterator[Statement]:
    """The statements of money between two offsets, in order.

    >>> line = "from $80k to $95,000 a year or up to £450/day, 30-35 eur"
    >>> [(s.low, s.high, s.currency, s.period) for s in statements(line, line, 0, len(line))]
    [(80000.0, 95000.0, '$', 'year'), (None, 450.0, 'GBP', 'day'), (30.0, 35.0, 'EUR', None)]
    """
    first: Amount | None = None  # waits for its other end
    pair: Statement | None = None  # waits for a third amount: lowest, middle, highest
    last: Amount | None = None
    for amount in amounts(text, low, start, end):
        if first is not None and last is not None:
            longer = _pair(low, first, amount, last)
            if longer is not None and (pair is None or longer.high >= pair.high):
                pair, last = longer, amount
                continue
            found = pair or _single(low, first)
            if found is not None:
                yield found
        first, last, pair = amount, amount, None
    if first is not None:
        found = pair or _single(low, first)
        if found is not None:
            yield found


def _single(low: str, amount: Amount) -> Statement | None:
    """One figure or "up to" one; None where it is plainly no money."""
    if amount.value <= 0:
        return None
    found = period_after(low, amount.end)
    period: Period | None = "year" if amount.yearly else found[0] if found else None
    if not amount.currency and not (_looks_like_money(low, amount) or period):
        return None
    upper = _UP_TO.search(low, max(0, amount.start - 30), amount.start)
    return Statement(
        start=amount.start,
        end=amount.end,
        low=None if upper else amount.value,
        high=amount.value,
        currency=amount.currency,
        period=period,
        grouped=_looks_like_money(low, amount),
        stop=found[1] if found else amount.end,
    )


def _pair(low: str, first: Amount, second: Amount, last: Amount) -> Statement | None:
    """Two amounts as the ends of one range, if what stands after the last amount before the second joins them."""
    if second.start - last.end > _REACH or not _joined(low, last, second):
        return None
    if first.currency and second.currency and first.currency != second.currency:
        currency = _shared_currency(first.currency, second.currency)
        if currency is None:
            return None
    else:
        currency = first.currency or second.currency
    grouped = _looks_like_money(low, first) or _looks_like_money(low, second)
    between = period_after(low, first.end)
    if between is not None and between[1] > second.start:
        between = None
    after = period_after(low, second.end)
    period: Period | None = after[0] if after else between[0] if between else None
    if second.yearly or first.yearly:
        period = "year"
    if not currency and not (grouped or period):
        return None
    mixed = between is not None and after is not None and between[0] != after[0]
    bottom, top = (first.value, second.value) if mixed else _same_scale(first, second)
    if bottom > top and first.currency and second.currency and bottom <= _TURNED * top:
        bottom, top = top, bottom
    broken = mixed or bottom > top
    if bottom <= 0 or (broken and not (first.currency and second.currency)):
        return None
    return Statement(
        start=first.start,
        end=second.end,
        low=min(bottom, top),
        high=max(bottom, top),
        currency=currency,
        period=period,
        grouped=grouped,
        stop=after[1] if after else second.end,
        broken=broken,
    )


def _joined(low: str, first: Amount, second: Amount) -> bool:
    if _JOIN.fullmatch(low, first.end, second.start):
        return True
    if _AND.fullmatch(low, first.end, second.start):
        return _BETWEEN.search(low, max(0, first.start - 30), first.start) is not None
    between = _SLASH if first.value > second.value else _SLASH_OR_COLUMN
    return (
        between.fullmatch(low, first.end, second.start) is not None
        and bool(first.currency)
        and bool(second.currency)
        and min(first.value, second.value) >= _LARGE
    )


def _same_scale(first: Amount, second: Amount) -> tuple[float, float]:
    """Both ends in units: in "80-130k", "80k-130" and "$80-$130,000" the scale of one end is the other's too."""
    bottom, top = first.value, second.value
    if second.scale > 1 and first.scale == 1 and bottom < _LARGE and bottom * second.scale <= top:
        bottom *= second.scale
    elif first.scale > 1 and second.scale == 1 and top < _LARGE:
        top *= first.scale
    elif bottom < _LARGE <= 10 * _LARGE <= top and bottom * _SPAN < top and bottom * _LARGE <= top:
        bottom *= _LARGE
    elif top < _LARGE <= 10 * _LARGE <= bottom <= top * _LARGE:
        top *= _LARGE
    return bottom, top


def _shared_currency(one: str, other: str) -> str | None:
    """The ISO code of two ends of which one has a shared sign: "$100k - CAD 120k"."""
    for sign, code in ((one, other), (other, one)):
        if len(sign) < 3 <= len(code) and sign in SHARED:
            return code
    return None


def _looks_like_money(low: str, amount: Amount) -> bool:
    """Whether a number without a sign is written like an amount: 61,900 or 65k or 21.90, but not 2018."""
    if amount.scale > 1:
        return True
    written = low[amount.start : amount.end]
    return _CENTS.search(written) is not None or (amount.value >= _LARGE and any(sign in written for sign in ",.' "))
