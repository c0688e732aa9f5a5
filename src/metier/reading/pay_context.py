"""Whether a statement of money is the base pay of the job: by the words before it and right after it."""

from __future__ import annotations

import re
from enum import IntEnum

from metier.reading.pay_periods import Period, period_before
from metier.reading.pay_ranges import Statement
from metier.reading.pay_words import (
    AFTER_BASE,
    AFTER_NOT_BASE,
    AFTER_NOT_PAY,
    AFTER_OTHER_PERIOD,
    ANY_STIPEND,
    BARE_LABEL,
    BEFORE,
    BESIDE,
    ENDS,
    LABEL,
    SHORT_LEAD,
    STIPEND,
)


class Standing(IntEnum):
    """How surely a statement is base pay; the highest of a posting decides."""

    NOT_PAY = 0  # revenue, a bonus, a benefit
    NOT_BASE = 1  # pay of which the base is not told: on-target earnings, all earnings together
    UNNAMED = 2  # nothing says what it is
    ALONE = 3  # no word before it, but a range, or an hour's pay, or on a line of its own
    EARNED = 4  # "compensation", "you earn"
    BASE = 5  # "base salary", "pay rate", "wage"


_LAST = 160  # characters before an amount that can say what it is
_FAR = 80  # characters before a range or an hour's pay from which a word against it belongs to something else
_NEXT = 120  # characters after an amount that can say what it is
_HEADING = 90  # characters of a heading line above it
_SENTENCE = 60  # characters from which a line above it is no heading
_STOP = re.compile(r"[.!?;][\"')]?\s+(?=[^\s\d])|[•·●▪]|(?<=[a-z0-9)%])[.!?;](?=[A-Z])|(?<=\.[A-Z])\.(?=[A-Z][a-z])")
_ABBREVIATION = re.compile(r"\b(?:approx|u\.s|rs|no|incl|max|min|est|c)\.$")
_LETTER = re.compile(r"[^\W\d_]")
_STANDINGS = {
    "not_pay": Standing.NOT_PAY,
    "not_base": Standing.NOT_BASE,
    "base": Standing.BASE,
    "glued": Standing.BASE,
    "earned": Standing.EARNED,
}


def standing(text: str, low: str, stated: Statement, *, trainee: bool = False) -> tuple[Standing, Period | None]:
    """How surely a statement is base pay, and the period that the words before it name.

    ``trainee``: the job is an intern's, whose stipend is the pay.

    >>> from metier.reading.pay_ranges import statements
    >>> line = "base salary: $90,000 plus a bonus of $5,000; we raised $20,000 in funding"
    >>> [standing(line, line, s)[0].name for s in statements(line, line, 0, len(line))]
    ['BASE', 'NOT_PAY', 'NOT_PAY']
    """
    before, alone = _words_before(text, low, stated.start)
    period = period_before(before)
    line_end = text.find("\n", stated.stop, stated.stop + _NEXT)
    line_end = min(len(text), stated.stop + _NEXT) if line_end < 0 else line_end
    if AFTER_NOT_BASE.match(low, stated.end, line_end):
        return Standing.NOT_BASE, period
    if AFTER_OTHER_PERIOD.match(low, stated.end, line_end):
        named = _by_words(before)[0] >= Standing.EARNED or stated.is_range
        return (Standing.NOT_BASE if named else Standing.NOT_PAY), period
    if trainee and ANY_STIPEND.search(before):
        return Standing.BASE, period
    if STIPEND.search(before) or (LABEL.search(before) and "total" not in before):
        return Standing.BASE, period
    if AFTER_NOT_PAY.match(low, stated.end, line_end):
        return Standing.NOT_PAY, period
    found, distance = _by_words(BESIDE.sub(" ", before))
    if found is Standing.NOT_PAY and distance >= _FAR and (stated.is_range or stated.period == "hour"):
        found = Standing.UNNAMED
    if found is Standing.NOT_PAY and alone and stated.is_range and _is_sentence(before):
        found = Standing.UNNAMED  # the line above is the end of something else, not a heading
    if found in (Standing.UNNAMED, Standing.EARNED) and AFTER_BASE.match(low, stated.end, line_end):
        return Standing.BASE, period
    short = found is Standing.UNNAMED and _ends_short(low, stated, before, line_end)
    if short or (found is Standing.UNNAMED and _stands_alone(text, stated, alone)):
        return Standing.ALONE, period
    if not stated.currency and not BARE_LABEL.search(before):
        return Standing.NOT_PAY, period
    return found, period


def _is_sentence(above: str) -> bool:
    """Whether the words above an amount are too many for a heading, and lead to nothing."""
    return len(above.strip()) >= _SENTENCE and not above.rstrip().endswith((":", "-"))


def _by_words(before: str) -> tuple[Standing, int]:
    """What the words before an amount make of it, and how many characters before it the deciding word ends.

    The last word decides, but "the base salary that you earn" is base, and "the total compensation range" is not.
    """
    found, end = Standing.UNNAMED, 0
    for match in BEFORE.finditer(before):
        named = _STANDINGS[str(match.lastgroup)]
        if not (named is Standing.EARNED and found in (Standing.BASE, Standing.NOT_BASE)):
            found, end = named, match.end()
    return found, len(before) - end


def _stands_alone(text: str, stated: Statement, alone: bool) -> bool:
    """Whether a statement without any word before it can be pay: a range, or an hour's pay, or a line of its own."""
    if not stated.currency:
        return False
    if stated.is_range:
        return True
    line_end = text.find("\n", stated.stop, stated.stop + _NEXT)
    own_line = alone and not _LETTER.search(text, stated.stop, line_end if line_end >= 0 else stated.stop + _NEXT)
    if alone and stated.period in ("day", "week"):
        return True
    return stated.period == "hour" or (own_line and stated.period is not None)


def _ends_short(low: str, stated: Statement, before: str, line_end: int) -> bool:
    """Whether one amount with its period is all that is said, after a few words at most: "London. £55,000 a year"."""
    if not stated.currency or stated.period is None:
        return False
    begins = before.rstrip().endswith((".", "!", "?")) or SHORT_LEAD.fullmatch(before) is not None
    return begins and ENDS.match(low, stated.stop, line_end) is not None


def _words_before(text: str, low: str, start: int) -> tuple[str, bool]:
    """The words of the sentence before an amount, or the heading above it; and whether it begins its line."""
    begin = max(0, start - _LAST)
    line = text.rfind("\n", begin, start)
    own = low[max(begin, line + 1) : start]
    if line >= 0 and not _LETTER.search(own):
        stop = line
        while stop > 0 and text[stop - 1].isspace():
            stop -= 1
        top = max(text.rfind("\n", max(0, stop - _HEADING), stop) + 1, stop - _HEADING, 0)
        return _sentence(text, low, top, stop) + own, True
    return _sentence(text, low, max(begin, line + 1), start), not _LETTER.search(own)


def _sentence(text: str, low: str, start: int, end: int) -> str:
    """The last sentence between two offsets, folded."""
    for stop in _STOP.finditer(text, start, end):
        glued = stop.group() == "."  # a stop without a space is none of an abbreviation
        if glued or not _ABBREVIATION.search(low, start, stop.start() + 1):
            start = stop.end()
    return low[start:end]
