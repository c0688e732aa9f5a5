"""Job network of portfolio companies, January 2026: titles, departments and places, no text.

One JSON file a category; a posting stands in one. Pay is left out: its currency is not stated. ``year`` is
the year in which the posting was last seen.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from metier.build.conform import Row, file_hash, postings_table, text_or_none, workplace_in
from metier.build.places import country_of
from metier.build.sources.base import SourceRead
from metier.build.sources.posting_files import json_records, present
from metier.errors import SourceError
from metier.model import Origin

KEYS = ("id", "title", "company", "location", "url", "firstSeen", "lastSeen")
NOT_POSTINGS = ("advisor.json.gz", "manifest.json.gz")


def read(postings: Path) -> SourceRead:
    """Titles and places of the network's postings; ``postings`` holds network-jobs-2026/."""
    folder = present(postings / "network-jobs-2026")
    files = sorted(path for path in folder.glob("*.json.gz") if path.name not in NOT_POSTINGS)
    if not files:
        raise SourceError(str(folder), "holds no category file", hint="Expected engineering.json.gz ...")
    set_aside: Counter[str] = Counter()
    rows: dict[str, Row] = {}
    rows_read = 0
    for path in files:
        for job in json_records(path, KEYS):
            rows_read += 1
            key = str(job["id"])
            if not text_or_none(job["title"]):
                set_aside["no title"] += 1
                continue
            if key in rows:
                set_aside["same id in another category"] += 1
                continue
            if job.get("salary"):
                set_aside["pay left out: no currency is stated"] += 1
            place = text_or_none(job["location"])
            rows[key] = {
                "posting_id": f"network-jobs:{key}",
                "collection": "network-jobs",
                "origin_id": "network-jobs-2026",
                "title": job["title"].strip(),
                "employer": text_or_none(job["company"]),
                "place": place,
                "country": country_of(place),
                "year": int(job["lastSeen"][:4]),
                "date": (job.get("postedAt") or job["firstSeen"])[:10],
                "workplace": workplace_in(place),
                "url": text_or_none(job["url"]),
                "first_seen": job["firstSeen"][:10],
                "last_seen": job["lastSeen"][:10],
            }
    origin = Origin(
        origin_id="network-jobs-2026",
        producer="hirefrank",
        title="Postings of portfolio companies",
        version="2026-01-11",
        licence="MIT",
        citation="Job network of portfolio companies, collected by hirefrank, 11 January 2026.",
        url="https://hirefrank.com",
        period="2025-07 to 2026-01",
        files=tuple(file_hash(path) for path in files),
        rows_read=rows_read,
        rows_kept=len(rows),
    )
    return SourceRead((origin,), {"postings": postings_table(rows.values(), "network-jobs-2026")}, dict(set_aside))
