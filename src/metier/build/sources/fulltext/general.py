"""Postings of mixed occupations, about 2020, partly altered by hand.

Rows that the producer flags as fraudulent are set aside; they are the only ones with a description. The
others keep title, place, employment type and industry. Their pay range is not read: its currency is not
stated and its values do not fit the jobs. No row names an employer, so only exact repeats can be recognised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from metier.build.conform import Row, employment_type, text_or_none
from metier.build.sources.fulltext.part import LINKEDIN_LEVELS, Part, part, posting
from metier.build.sources.posting_files import csv_rows

YEAR = 2020  # the texts speak of working during the pandemic
SHOWN = (
    "title", "location", "department", "salary_range", "company_profile", "description", "requirements",
    "employment_type", "required_experience", "industry", "telecommuting",
)  # fmt: skip
COLUMNS = ("job_id", "fraudulent", *SHOWN)


def _rows(path: Path, set_aside: Counter[str]) -> Iterator[Row | None]:
    seen: set[tuple[str, ...]] = set()
    for key, fraudulent, *shown in csv_rows(path, COLUMNS):
        if fraudulent != "0":
            yield {"set_aside": "flagged as fraudulent by the producer"}
        elif tuple(shown) in seen:
            yield {"set_aside": "exact repeat of another row, no employer named"}
        else:
            seen.add(tuple(shown))
            job = dict(zip(SHOWN, shown, strict=True))
            if text_or_none(job["salary_range"]):
                set_aside["pay left out: no currency is stated and the amounts do not fit the jobs"] += 1
            yield _posting(path, key, job)


def _posting(path: Path, key: str, job: dict[str, str]) -> Row | None:
    row = posting(path, f"general_partial:{key}", title=job["title"], employer=None, place=job["location"],
                  year=YEAR)  # fmt: skip
    if row is not None:
        texts = [text for part in ("description", "requirements") if (text := text_or_none(job[part]))]
        row["text"] = "\n\n".join(texts) or None
        row["industry"] = text_or_none(job["industry"])
        row["employment_type"] = employment_type(text_or_none(job["employment_type"]))
        row["level_hint"] = LINKEDIN_LEVELS.get(job["required_experience"])
        row["workplace"] = "remote" if job["telecommuting"] == "1" else row["workplace"]
    return row


def read(folder: Path, set_aside: Counter[str]) -> list[Part]:
    """The one file of mixed occupations."""
    path = folder / "general_partial.csv.gz"
    return [part(path, _rows(path, set_aside), set_aside, board="a job board", period=f"about {YEAR}")]
