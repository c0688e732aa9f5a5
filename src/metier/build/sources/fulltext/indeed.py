"""Indeed, California, 2018: two searches (data analyst, data scientist) that share postings by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from metier.build.conform import Row, text_or_none
from metier.build.sources.fulltext.part import Part, part, posting
from metier.build.sources.posting_files import csv_rows

YEAR = 2018
COLUMNS = ("id", "title", "company", "location", "description")
FILES = ("indeed_ca_2018_da", "indeed_ca_2018_ds")


def _rows(path: Path) -> Iterator[Row | None]:
    for key, title, company, place, text in csv_rows(path, COLUMNS):
        row = posting(path, f"indeed_ca_2018:{key}", title=title, employer=company, place=place, year=YEAR,
                      fallback_country="US")  # fmt: skip
        if row is not None:
            row["text"] = text_or_none(text)
        yield row


def read(folder: Path, set_aside: Counter[str]) -> list[Part]:
    """Both searches."""
    paths = [folder / f"{name}.csv.gz" for name in FILES]
    return [part(path, _rows(path), set_aside, board="Indeed", period=str(YEAR)) for path in paths]
