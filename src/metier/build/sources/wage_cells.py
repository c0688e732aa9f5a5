"""What the marks in tables of wages mean, and percentiles with their status."""

from __future__ import annotations

import re
from collections.abc import Sequence

NATION = "United States"
NATION_CODE = "0000000"
ALL_INDUSTRIES = "All industries"
PERCENTILES = ("p10", "p25", "p50", "p75", "p90")

_BOUND = re.compile(r"equal to or greater than .*\$([\d,]+) per year")
_NOT_RELEASED = re.compile(r"not (released|available)|reported either as hourly wages or annual salaries")


def bound_in(note: str) -> int | None:
    """The lower bound in USD a year that a note states, or None.

    >>> bound_in("This wage is equal to or greater than $115.00 per hour or $239,200 per year.")
    239200
    """
    found = _BOUND.search(note)
    return int(found[1].replace(",", "")) if found else None


def mark(note: str) -> str | None:
    """'T' (top-coded) or 'N' (not published) for the text of a footnote; None for other notes.

    >>> mark("Estimate not released."), mark("equal to or greater than $115.00 per hour or $239,200 per year")
    ('N', 'T')
    """
    if bound_in(note) is not None:
        return "T"
    return "N" if _NOT_RELEASED.search(note) else None


def percentiles(cells: Sequence[float | str], bound: int) -> tuple[list[int | None], str]:
    """Percentiles in USD a year and one letter for each: P published, T top-coded, N not published.

    A top-coded percentile takes the producer's bound, or the percentile below it where that is higher:
    both are lower bounds, because percentiles ascend.

    >>> percentiles([197_150.0, 228_760.0, 384_800.0, "T", "N"], 239_200)
    ([197150, 228760, 384800, 384800, None], 'PPPTN')
    """
    values: list[int | None] = []
    letters = ""
    floor = 0
    for cell in cells:
        if isinstance(cell, str):
            value = max(bound, floor) if cell == "T" else None
            letters += cell
        else:
            value = round(cell)
            letters += "P"
        floor = value or floor
        values.append(value)
    return values, letters


def soc(code: str) -> str:
    """A six-digit occupation code with its hyphen.

    >>> soc("152051")
    '15-2051'
    """
    return f"{code[:2]}-{code[2:]}"
