"""asaniczka: titles, employers and places of job-board postings, January 2024; no text.

``job_type`` is kept only where it says Remote or Hybrid: 99.8 % of the rows say Onsite, also hundreds whose
title says remote, so Onsite is what the producer wrote where it did not know. ``job_level`` has two values,
neither of which is a level of ours.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from metier.build.conform import Row, file_hash, postings_table, text_or_none, workplace_in
from metier.build.places import country_of
from metier.build.sources.base import SourceRead
from metier.build.sources.posting_files import csv_rows
from metier.errors import SourceError
from metier.model import Origin

COLUMNS = ("job_link", "job_title", "company", "job_location", "job_type", "first_seen")
_WORKPLACES = {"Remote": "remote", "Hybrid": "hybrid"}


def us_day(stated: str, file: str) -> str:
    """An ISO day from 'month/day/year'.

    >>> us_day("1/14/2024", "example.csv")
    '2024-01-14'
    """
    try:
        month, day, year = map(int, stated.split("/"))
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise SourceError(file, f"{stated!r} is not a day as month/day/year") from error


def read(postings: Path) -> SourceRead:
    """Titles and places; ``postings`` holds asaniczka-titles-2024/."""
    path = postings / "asaniczka-titles-2024" / "job_postings.csv.gz"
    set_aside: Counter[str] = Counter()
    rows: list[Row] = []
    rows_read = 0
    for number, (link, title, company, place, kind, seen) in enumerate(csv_rows(path, COLUMNS), start=2):
        rows_read += 1
        if not text_or_none(title):
            set_aside["no title"] += 1
            continue
        day = us_day(seen, path.name)
        rows.append({
            "posting_id": f"asaniczka:{number}",
            "collection": "asaniczka",
            "origin_id": "asaniczka-2024-01",
            "title": title.strip(),
            "employer": text_or_none(company),
            "place": text_or_none(place),
            "country": country_of(text_or_none(place)),
            "year": int(day[:4]),
            "date": day,
            "workplace": _WORKPLACES.get(kind) or workplace_in(title),
            "url": text_or_none(link),
            "first_seen": day,
        })  # fmt: skip
    origin = Origin(
        origin_id="asaniczka-2024-01",
        producer="asaniczka",
        title="Job-board postings, titles and places",
        version="2024-01-17",
        licence="ODC-BY-1.0",
        citation="asaniczka, job postings collected 12 to 17 January 2024, Kaggle.",
        url="https://www.kaggle.com/datasets/asaniczka/data-science-job-postings-and-skills",
        period="2024-01",
        files=(file_hash(path),),
        rows_read=rows_read,
        rows_kept=len(rows),
    )
    return SourceRead((origin,), {"postings": postings_table(rows, path.name)}, dict(set_aside))
