"""O*NET database: occupations, names, job zones, technologies and related occupations.

The producer publishes each edition as Excel workbooks or tab-separated text. Text tables leave out the
Title column and scale names; editions keep column names, so columns are found by name and an edition
that this reader has not met is refused by its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import read_columns, read_text
from metier.build.sources.onet_ratings import education_rows, rating_rows
from metier.build.sources.tables import labels_table, onet_id, release_table, rows_to_table
from metier.build.sources.workbook import read_sheet
from metier.errors import SourceError
from metier.model import Origin

KNOWN_EDITIONS = ("29.0", "29.1", "29.2", "29.3", "30.0", "30.1", "30.2")
FORMATS = (".xlsx", ".txt", ".txt.gz")
CODE = "O*NET-SOC Code"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(slots=True)
class Edition:
    """One edition of the database in one folder; remembers which files were read."""

    folder: Path
    version: str
    released: str = ""  # ISO month, where the producer's note states it
    rows_read: int = 0
    files: list[tuple[str, str]] = field(default_factory=list)

    @property
    def origin_id(self) -> str:
        return f"onet-{self.version}"

    def path(self, table: str) -> Path | None:
        """The file of a table in the first format that is there; None where the edition lacks it."""
        candidates = (self.folder / f"{table}{suffix}" for suffix in FORMATS)
        return next((path for path in candidates if path.is_file()), None)

    def file_name(self, table: str) -> str:
        """The name of a table's file, for messages."""
        path = self.path(table)
        return f"{table}{FORMATS[0]}" if path is None else path.name

    def read(self, table: str, columns: Sequence[str]) -> dict[str, list[str]]:
        """The columns of a table as text, from whichever format is there."""
        path = self.path(table)
        if path is None:
            raise SourceError(
                f"{table}{FORMATS[0]}",
                f"table {table!r} is missing from O*NET {self.version}",
                place=str(self.folder),
                hint="Fetch the whole edition: metier fetch onet.",
            )
        if path.suffix == ".xlsx":
            sheet = read_sheet(path, None, {name: re.escape(name) for name in columns})
            found = {name: sheet.text(name) for name in columns}
        else:
            found = read_columns(path, columns, delimiter="\t")
        self.rows_read += len(next(iter(found.values())))
        self.files.append((path.name, sha256_of(path)))
        return found

    def origin(self, rows_kept: int) -> Origin:
        """The papers of this edition, with the files read so far."""
        return Origin(
            origin_id=self.origin_id,
            producer="U.S. Department of Labor, Employment and Training Administration",
            title="O*NET Database",
            version=self.version,
            licence="CC BY 4.0",
            citation=(
                f"O*NET {self.version} Database by the U.S. Department of Labor, Employment and Training "
                "Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark of "
                "USDOL/ETA. metier has modified all or some of this information; USDOL/ETA has not "
                "approved, endorsed, or tested these modifications."
            ),
            url="https://www.onetcenter.org/database.html",
            period=self.released,
            date_published=self.released,
            files=tuple(sorted(self.files)),
            rows_read=self.rows_read,
            rows_kept=rows_kept,
        )


def edition(folder: Path) -> Edition:
    """The edition in a folder, by its own note or the folder's name; unknown editions are refused."""
    note = folder / "Read Me.txt"
    text = read_text(note) if note.is_file() else ""
    stated = re.search(r"O\*NET (\d+\.\d+) Database", text) or re.search(r"(\d+)[._](\d+)", folder.name)
    version = "" if stated is None else ".".join(part for part in stated.groups() if part)
    if version not in KNOWN_EDITIONS:
        raise SourceError(
            folder.name,
            f"O*NET edition {version or 'not stated'} is not known to this reader",
            place=str(note if note.is_file() else folder),
            hint=f"Known editions: {', '.join(KNOWN_EDITIONS)}. For a newer one, check its change notes, "
            "then add it to KNOWN_EDITIONS in metier/build/sources/onet.py.",
        )
    month = re.search(rf"({'|'.join(_MONTHS)}) (\d{{4}}) Release", text)
    released = f"{month[2]}-{_MONTHS.index(month[1]) + 1:02d}" if month else ""
    return Edition(folder, version, released)


def editions(sources: Path) -> list[Edition]:
    """The editions below ``sources``, newest first: each folder ``onet-*`` with an Occupation Data table."""
    found = [
        edition(folder)
        for folder in sorted(sources.glob("onet-*"))
        if any((folder / f"Occupation Data{suffix}").is_file() for suffix in FORMATS)
    ]
    if not found:
        raise SourceError(
            "onet-*",
            "no folder holds an O*NET edition (a table 'Occupation Data')",
            place=str(sources),
            hint="Fetch one: metier fetch onet.",
        )
    return sorted(found, key=lambda one: KNOWN_EDITIONS.index(one.version), reverse=True)


def read_onet(sources: Path, progress: Callable[[str], None]) -> SourceRead:
    """Occupations, names, ratings, education, technologies and related occupations of O*NET.

    Ratings and names come from the newest edition that has them, technologies from the newest of all.
    """
    every = editions(sources)
    base = next((one for one in every if one.path("Skills") and one.path("Alternate Titles")), every[-1])
    newest = next((one for one in every if one.path("Technology Skills")), base)

    ratings, aside = rating_rows(base)
    education = education_rows(base)
    rated = {row["occupation_id"] for row in ratings if row["domain"] == "skill"}
    occupations = _occupations(base, rated)
    technologies, related = _technologies(newest), _related(base)
    tables = {
        "occupations": rows_to_table("occupations", occupations),
        "occupation_ratings": rows_to_table("occupation_ratings", ratings),
        "occupation_education": rows_to_table("occupation_education", education),
        "occupation_technologies": release_table("occupation_technologies", technologies),
        "occupation_related": release_table("occupation_related", related),
        "role_labels": labels_table(_labels(base, occupations)),
    }
    unrated = sum(not row["rated"] for row in occupations)
    progress(f"O*NET {base.version}: {len(occupations):,} occupations, {unrated} of them unrated")
    progress(f"O*NET {newest.version}: {tables['occupation_technologies'].num_rows:,} technologies")
    kept = {name: table.num_rows for name, table in tables.items()}
    if newest is base:
        return SourceRead((base.origin(sum(kept.values())),), tables, aside)
    technology_rows = kept.pop("occupation_technologies")
    return SourceRead((base.origin(sum(kept.values())), newest.origin(technology_rows)), tables, aside)


def _occupations(base: Edition, rated: set[object]) -> list[dict[str, object]]:
    data = base.read("Occupation Data", (CODE, "Title"))
    zones = base.read("Job Zones", (CODE, "Job Zone"))
    zone = dict(zip(zones[CODE], zones["Job Zone"], strict=True))
    return [
        {
            "occupation_id": onet_id(code),
            "scheme": "onetsoc2019",
            "code": code,
            "label": title,
            "soc2018_code": code[:7],
            "job_zone": _whole(base, "Job Zones", "Job Zone", zone[code]) if code in zone else None,
            "rated": onet_id(code) in rated,
            "origin_id": base.origin_id,
        }
        for code, title in zip(data[CODE], data["Title"], strict=True)
    ]


def _labels(base: Edition, occupations: Sequence[dict[str, object]]) -> list[tuple[str, str, str, str]]:
    """Every name and code. A six-digit code names the occupation ending in .00, which stands for it."""
    scheme = "onetsoc2019"
    rows = []
    codes = {str(row["code"]) for row in occupations}
    for row in occupations:
        code, role = str(row["code"]), str(row["occupation_id"])
        rows.append((str(row["label"]), role, scheme, "preferred"))
        rows.append((code, role, scheme, "code"))
        if code.endswith(".00") or f"{code[:7]}.00" not in codes:
            rows.append((code[:7], role, scheme, "code"))
    other = base.read("Alternate Titles", (CODE, "Alternate Title", "Short Title"))
    for code, title, short in zip(*other.values(), strict=True):
        rows.append((title, onet_id(code), scheme, "alternative"))
        if short != "n/a":
            rows.append((short, onet_id(code), scheme, "alternative"))
    reported = base.read("Sample of Reported Titles", (CODE, "Reported Job Title"))
    rows.extend((title, onet_id(code), scheme, "reported") for code, title in zip(*reported.values(), strict=True))
    return rows


def _technologies(newest: Edition) -> dict[str, list[object]]:
    names = (CODE, "Example", "Commodity Title", "Hot Technology", "In Demand")
    data = newest.read("Technology Skills", names)
    return {
        "occupation_id": [onet_id(code) for code in data[CODE]],
        "technology": [*data["Example"]],
        "commodity": [*data["Commodity Title"]],
        "hot": [flag == "Y" for flag in data["Hot Technology"]],
        "in_demand": [flag == "Y" for flag in data["In Demand"]],
        "origin_id": [newest.origin_id] * len(data[CODE]),
    }


def _whole(source: Edition, table: str, column: str, text: str) -> int:
    """A whole number in a cell."""
    if not text.isdigit():
        raise SourceError(
            source.file_name(table),
            f"{text!r} is not a whole number",
            place=f"column {column!r}",
            hint="Fetch the edition again; if the producer marks missing values so, teach the reader.",
        )
    return int(text)


def _related(base: Edition) -> dict[str, list[object]]:
    data = base.read("Related Occupations", (CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"))
    return {
        "occupation_id": [onet_id(code) for code in data[CODE]],
        "related_id": [onet_id(code) for code in data["Related O*NET-SOC Code"]],
        "tier": [*data["Relatedness Tier"]],
        "rank": [_whole(base, "Related Occupations", "Index", rank) for rank in data["Index"]],
        "origin_id": [base.origin_id] * len(data[CODE]),
    }
