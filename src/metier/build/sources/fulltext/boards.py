"""Employers' own boards: a mixed sample of November 2025 (HTML) and AI laboratories of April 2026.

In ats_mixed the text is HTML with its markup escaped once more; it is kept so. In ai_labs_2026 the
collector took most postings several times and cut every text at 4,000 characters, so the end of a posting
(often pay and benefits) is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from metier.build.conform import Row, text_or_none
from metier.build.sources.fulltext.part import Part, numbered, part, posting
from metier.build.sources.posting_files import csv_rows, json_records

MIXED_KEYS = ("source", "organization", "id", "title", "locationName", "description", "url", "timestamp")
LAB_COLUMNS = ("company", "title", "location", "url", "created_at", "description")


def _mixed_rows(path: Path) -> Iterator[Row | None]:
    for job in json_records(path, MIXED_KEYS):
        row = posting(path, f"ats_mixed:{job['source']}:{job['id']}", title=job["title"],
                      employer=job["organization"], place=job["locationName"],
                      year=int(job["timestamp"][:4]))  # fmt: skip
        if row is not None:
            row |= {
                "date": job["timestamp"][:10],
                "url": text_or_none(job["url"]),
                "text": text_or_none(job["description"]),
            }
        yield row


def _lab_rows(path: Path) -> Iterator[Row | None]:
    for number, (company, title, place, url, created, text) in numbered(csv_rows(path, LAB_COLUMNS)):
        row = posting(path, f"ai_labs_2026:{number}", title=title, employer=company, place=place,
                      year=int(created[:4]))  # fmt: skip
        if row is not None:
            row |= {"date": created[:10], "url": text_or_none(url), "text": text_or_none(text)}
        yield row


def read(folder: Path, set_aside: Counter[str]) -> list[Part]:
    """Both files of employers' boards."""
    mixed, labs = folder / "ats_mixed.json.gz", folder / "ai_labs_2026.csv.gz"
    return [
        part(mixed, _mixed_rows(mixed), set_aside, board="Greenhouse and Lever boards", period="2025-11"),
        part(labs, _lab_rows(labs), set_aside, board="Employers' boards", period="2026-04"),
    ]
