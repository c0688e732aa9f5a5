"""What each full-text file becomes: an origin and its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from metier.build.conform import Row, file_hash, text_or_none, workplace_in
from metier.build.places import country_of
from metier.model import Origin

NO_LICENCE = "none stated: used for aggregate figures only, no text is passed on"
LINKEDIN_LEVELS = {"Internship": "intern", "Entry level": "entry", "Director": "director"}
"""'Associate' and 'Mid-Senior level' span several levels of ours; 'Executive' too."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file that was read."""

    origin: Origin
    rows: tuple[Row, ...]


def collection_name(path: Path) -> str:
    """'glassdoor_2020' of '.../glassdoor_2020.csv.gz'."""
    return path.name.split(".")[0]


def posting(path: Path, key: str, *, title: str | None, employer: str | None, place: str | None,
            year: int, fallback_country: str | None = None) -> Row | None:  # fmt: skip
    """The fields that every file has; None for a row without a title."""
    title, place = text_or_none(title), text_or_none(place)
    if title is None:
        return None
    return {
        "posting_id": f"fulltext:{key}",
        "collection": "fulltext",
        "origin_id": f"fulltext-{collection_name(path)}",
        "title": title,
        "employer": text_or_none(employer),
        "place": place,
        "country": country_of(place, fallback_country),
        "year": year,
        "workplace": workplace_in(place),
    }


def part(path: Path, rows: Iterable[Row | None], set_aside: Counter[str], *, board: str, period: str) -> Part:
    """The file's origin with its rows; rows without a title are counted and left out."""
    read = 0
    kept: list[Row] = []
    for row in rows:
        read += 1
        if row is None:
            set_aside["no title"] += 1
        elif "set_aside" in row:
            set_aside[row["set_aside"]] += 1
        else:
            kept.append(row)
    name = collection_name(path)
    origin = Origin(
        origin_id=f"fulltext-{name}",
        producer=board,
        title=f"Full-text postings: {name.replace('_', ' ')}",
        version=period,
        licence=NO_LICENCE,
        citation=f"Postings collected from {board}, {period} ({name}).",
        url="",
        period=period,
        files=(file_hash(path),),
        rows_read=read,
        rows_kept=len(kept),
    )
    return Part(origin, tuple(kept))


def numbered(rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with their number in the file; the first after the header is 2."""
    return enumerate(rows, start=2)
