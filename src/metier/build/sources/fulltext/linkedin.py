"""LinkedIn: California 2018 (two searches) and April 2025.

In 2018 an employer's industries are glued by commas, word by word ('Computer,Software,Internet'); they are
kept as they came. Headings are glued to the text that follows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from metier.build.conform import Row, employment_type, text_or_none
from metier.build.sources.asaniczka import us_day
from metier.build.sources.fulltext.part import (
    LINKEDIN_LEVELS,
    Part,
    collection_name,
    numbered,
    part,
    posting,
)
from metier.build.sources.posting_files import csv_rows

COLUMNS_2018 = ("title", "company", "location", "industry", "description", "seniority", "employment_type")
COLUMNS_2025 = ("id", "title", "company", "location", "link", "date_posted", "description")
FILES_2018 = ("linkedin_ca_2018_da", "linkedin_ca_2018_ds")


def _rows_2018(path: Path) -> Iterator[Row | None]:
    rows = numbered(csv_rows(path, COLUMNS_2018))
    for number, (title, company, place, industry, text, seniority, kind) in rows:
        row = posting(path, f"{collection_name(path)}:{number}", title=title, employer=company, place=place,
                      year=2018, fallback_country="US")  # fmt: skip
        if row is not None:
            row["industry"] = text_or_none(industry)
            row["text"] = text_or_none(text)
            row["level_hint"] = LINKEDIN_LEVELS.get(seniority.strip())
            row["employment_type"] = employment_type(text_or_none(kind))
        yield row


def _rows_2025(path: Path) -> Iterator[Row | None]:
    for key, title, company, place, link, posted, text in csv_rows(path, COLUMNS_2025):
        day = us_day(posted, path.name)
        row = posting(path, f"linkedin_2025:{key}", title=title, employer=company, place=place,
                      year=int(day[:4]))  # fmt: skip
        if row is not None:
            row |= {"date": day, "url": text_or_none(link), "text": text_or_none(text)}
        yield row


def read(folder: Path, set_aside: Counter[str]) -> list[Part]:
    """The three LinkedIn files."""
    old = [folder / f"{name}.csv.gz" for name in FILES_2018]
    new = folder / "linkedin_2025.csv.gz"
    return [
        *(part(path, _rows_2018(path), set_aside, board="LinkedIn", period="2018") for path in old),
        part(new, _rows_2025(new), set_aside, board="LinkedIn", period="2025-04"),
    ]
