"""Glassdoor, 2020: two files with text and one without.

'Salary Estimate' is mostly Glassdoor's own estimate, which nobody offered: only pay that the employer gave
counts as stated. The rating is glued to the employer's name after a line break. '-1' means missing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from metier.build.annualise import believable, per_year
from metier.build.conform import Row, text_or_none
from metier.build.sources.fulltext.part import Part, collection_name, numbered, part, posting
from metier.build.sources.posting_files import csv_rows

YEAR = 2020
ESTIMATE = "pay left out: Glassdoor's own estimate"
COLUMNS = ("Job Title", "Salary Estimate", "Company Name", "Location", "Industry", "Sector")
WITH_TEXT = ("glassdoor_2020", "glassdoor_ds_2020_b")
WITHOUT_TEXT = ("glassdoor_2020_nodesc",)
_BY_EMPLOYER = re.compile(r"employer (?:provided|est)", re.IGNORECASE)
_RANGE = re.compile(r"\$(\d+)(K?)\s*-\s*\$(\d+)(K?)")


def employer_name(stated: str) -> str:
    """The employer without the rating after the line break.

    >>> employer_name("Tempus Labs\\n3.3")
    'Tempus Labs'
    """
    return stated.split("\n", maxsplit=1)[0].strip()


def employer_pay(stated: str) -> Row:
    """Pay columns of a range that the employer gave; nothing for Glassdoor's estimate.

    >>> employer_pay("$75K-$131K (Glassdoor est.)")
    {}
    >>> employer_pay("Employer Provided Salary:$25-$28 Per Hour")["pay_high_usd_year"]
    58240.0
    """
    match = _RANGE.search(stated)
    if not _BY_EMPLOYER.search(stated) or match is None:
        return {}
    period = "hour" if "per hour" in stated.casefold() else "year"
    low, high = (float(match[i]) * (1000 if match[i + 1] else 1) for i in (1, 3))
    if not believable(low, high):
        return {}
    return {
        "pay_kind": "advertised", "pay_low": low, "pay_high": high, "pay_currency": "USD",
        "pay_period": period, "pay_low_usd_year": per_year(low, period),
        "pay_high_usd_year": per_year(high, period),
    }  # fmt: skip


def _rows(path: Path, columns: tuple[str, ...], set_aside: Counter[str]) -> Iterator[Row | None]:
    for number, (title, pay, company, place, industry, sector, *text) in numbered(csv_rows(path, columns)):
        row = posting(path, f"{collection_name(path)}:{number}", title=title, employer=employer_name(company),
                      place=place, year=YEAR, fallback_country="US")  # fmt: skip
        if row is not None:
            row["industry"] = text_or_none(industry) or text_or_none(sector)
            row |= employer_pay(pay)
            if "pay_kind" not in row and _RANGE.search(pay):
                set_aside[ESTIMATE] += 1
            row["text"] = text_or_none(text[0]) if text else None
        yield row


def read(folder: Path, set_aside: Counter[str]) -> list[Part]:
    """The three Glassdoor files."""
    found = []
    for name in (*WITH_TEXT, *WITHOUT_TEXT):
        path = folder / f"{name}.csv.gz"
        columns = (*COLUMNS, "Job Description") if name in WITH_TEXT else COLUMNS
        found.append(part(path, _rows(path, columns, set_aside), set_aside, board="Glassdoor", period=str(YEAR)))
    return found
