"""The base pay that a posting states for its job: lowest, highest, currency and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from metier.reading.clauses import folded
from metier.reading.pay_context import Standing, standing
from metier.reading.pay_currency import UNITS_TO_DOLLAR, national_currency
from metier.reading.pay_meant import Currencies
from metier.reading.pay_periods import Period, is_believable, period_by_size
from metier.reading.pay_ranges import Statement, statements
from metier.reading.sections import Document
from metier.reading.signals import Signal
from metier.vocabulary import rule


@dataclass(frozen=True, slots=True)
class Pay:
    """Base pay as stated: ``minimum`` is None for "up to", one figure is both ends; ``several`` ranges are covered.

    ``spans`` are offsets into the text, none where the title states the pay. When ``abstained``, money is named for
    the job but what its base pay is stays unclear: no figure is given.
    """

    minimum: float | None = None
    maximum: float | None = None
    currency: str = ""
    period: Period | None = None
    several: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    method: str = ""
    abstained: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement with its standing; its currency and period are settled."""

    stated: Statement
    standing: Standing
    currency: str
    period: Period
    inferred: bool  # the period, from the size


_DIGIT = re.compile(r"\d")
_TRAINEE = re.compile(r"\b(?:intern|extern|fellow|trainee|apprentice|student)", re.IGNORECASE)
_MARGIN = 64  # characters around a clause: a range may go on in the next line
_FUNDS = 1e8  # nobody is paid so many units of any currency: funding or sales
_MOST = 300  # statements of one text: what names more amounts is no posting
_NEAR = 160  # characters from one range of a list to the next
_UNCLEAR = Pay(method="unclear", abstained=True)
_METHODS = {Standing.BASE: "base", Standing.EARNED: "earned", Standing.ALONE: "alone"}


def read_pay(document: Document, title: str = "", place: str = "") -> Pay | None:
    """The job's base pay; None where none is stated, ``abstained`` where it is unclear.

    ``place`` is where the job is: it tells which dollar a plain "$" means.

    >>> from metier.reading.sections import read_sections
    >>> pay = read_pay(read_sections("Base salary: $120k–150k plus bonus up to $20k. We raised $2B."))
    >>> pay.minimum, pay.maximum, pay.currency, pay.period, pay.method
    (120000.0, 150000.0, 'USD', 'year', 'base, period by size')
    """
    found = list(islice(_statements(document), _MOST))
    by_text = _decide(document.text, document.low, found, place, title=title) if found else None
    if by_text is not None and by_text.method.startswith((_METHODS[Standing.BASE], _METHODS[Standing.EARNED])):
        return by_text
    if _DIGIT.search(title):
        low = folded(title)
        by_title = _decide(title, low, list(islice(statements(title, low, 0, len(title)), _MOST)), place, in_title=True)
        if by_title is not None and not by_title.abstained:
            return replace(by_title, spans=(), method="title")
    return by_text


def _statements(document: Document) -> Iterator[Statement]:
    """The statements of money in and around the clauses that hold a sign of money."""
    done = 0
    end = -1
    size = len(document.text)
    start = 0
    for clause in document.clauses:
        if not clause.signals & Signal.PAY:
            continue
        if clause.start - _MARGIN > end:
            if end >= 0:
                yield from statements(document.text, document.low, start, end)
                done = end
            start = max(done, clause.start - _MARGIN)
        end = document.low.find(" ", clause.end + _MARGIN, clause.end + 2 * _MARGIN)  # not inside a number
        end = end if end >= 0 else min(size, clause.end + 2 * _MARGIN)
    if end >= 0:
        yield from statements(document.text, document.low, start, end)


def _decide(
    text: str, low: str, found: list[Statement], place: str, *, title: str = "", in_title: bool = False
) -> Pay | None:
    """The pay that the statements of a text or title amount to."""
    candidates: list[_Candidate] = []
    unclear = False
    trainee = _TRAINEE.search(title) is not None
    currencies = Currencies(text, low, found, place)
    for stated in found:
        judged, period = standing(text, low, stated, trainee=trainee)
        if judged is Standing.UNNAMED and in_title and stated.currency:
            judged = Standing.ALONE
        if judged in (Standing.UNNAMED, Standing.ALONE) and candidates and _continues(candidates[-1], stated):
            judged = candidates[-1].standing
        if judged is Standing.NOT_BASE or (stated.broken and judged >= Standing.ALONE):
            unclear = unclear or stated.high < _FUNDS
        if stated.broken or judged < Standing.ALONE:
            continue
        candidate = _settled(stated, judged, period, candidates, currencies.of(stated))
        if candidate is not None:
            candidates.append(candidate)
        elif judged >= Standing.EARNED and stated.high < _FUNDS:
            unclear = True
    if candidates:
        return _widest(candidates, place)
    return _UNCLEAR if unclear else None


def _continues(last: _Candidate, stated: Statement) -> bool:
    """Whether a range goes on a list of ranges by place or level."""
    before = last.stated
    return stated.start - before.stop <= _NEAR and stated.is_range and before.is_range and _alike(before, stated)


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two amounts can belong to the same job: neither is many times the other."""
    widest = rule("reading.pay_widest_range")
    return other.high <= widest * one.high and one.high <= widest * other.high


def _settled(
    stated: Statement, judged: Standing, said: Period | None, candidates: list[_Candidate], currency: str | None
) -> _Candidate | None:
    """The statement with its currency and period; None where either cannot be told or is not believable."""
    if currency is None:
        return None
    units = UNITS_TO_DOLLAR[currency]
    lowest = stated.high if stated.low is None else stated.low
    if stated.high > rule("reading.pay_widest_range") * lowest:
        return None

    def fits(period: Period) -> bool:
        return is_believable(lowest, period, units) and is_believable(stated.high, period, units)

    if stated.period is not None:
        return _Candidate(stated, judged, currency, stated.period, False) if fits(stated.period) else None
    if said is not None and fits(said):
        return _Candidate(stated, judged, currency, said, False)
    for other in reversed(candidates):
        if not other.inferred and fits(other.period) and _alike(other.stated, stated):
            return _Candidate(stated, judged, currency, other.period, False)
    period = period_by_size(stated.high, units)
    if period is None or not fits(period):
        return None
    return _Candidate(stated, judged, currency, period, True)


def _ranges_from(figures: list[Statement], candidates: list[_Candidate], first: _Candidate) -> list[Statement]:
    """The ranges that begin or end with one of these figures: a "starting salary" is the low end of a range."""
    ends = {stated.high for stated in figures}
    return [
        c.stated
        for c in candidates
        if c.stated.is_range
        and (c.currency, c.period) == (first.currency, first.period)
        and not ends.isdisjoint((c.stated.low, c.stated.high))
    ]


def _widest(candidates: list[_Candidate], place: str) -> Pay:
    """The widest range over the statements that are most surely base pay and agree in currency and period."""
    best = max(candidate.standing for candidate in candidates)
    sure = [candidate for candidate in candidates if candidate.standing is best]
    local = national_currency(place)
    first = min(sure, key=lambda c: (c.currency != local and local is not None, c.inferred, c.stated.start))
    same = [
        c.stated
        for c in sure
        if (c.currency, c.period) == (first.currency, first.period) and _alike(first.stated, c.stated)
    ]
    if any(stated.is_range for stated in same):
        same = [stated for stated in same if stated.is_range]  # a figure beside a range is its middle, or a limit
    else:
        same = _ranges_from(same, candidates, first) or same
    highest = max(stated.high for stated in same)
    lows = [stated.low for stated in same if stated.low is not None]
    lowest = min(lows) if lows else None
    several = len({(stated.low or stated.high, stated.high) for stated in same}) > 1
    method = _METHODS[best] + (", period by size" if first.inferred else "")
    spans = tuple((stated.start, stated.stop) for stated in same)
    return Pay(lowest, highest, first.currency, first.period, several, spans, method)
