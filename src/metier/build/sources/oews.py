"""Wages measured from employers (OEWS, U.S. Bureau of Labor Statistics), one SQLite file a year.

Table ``cell`` has one row a series: key = OE + seasonal code + area type (N, S, M) + area (7) +
industry (6) + occupation (6); columns v01, v02 ... hold values and f01, f02 ... footnote codes. What a
number means stands in table ``datatype``, what a footnote means in table ``footnote``; both are read.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from metier.build.sources.base import SourceRead, sha256_of
from metier.build.sources.delimited import FETCH_AGAIN
from metier.build.sources.tables import rows_to_table
from metier.build.sources.wage_cells import (
    ALL_INDUSTRIES,
    NATION,
    PERCENTILES,
    bound_in,
    mark,
    percentiles,
    soc,
)
from metier.errors import SourceError
from metier.model import Origin

BLANK = "-"
DATATYPES = {
    "employment": "Employment",
    "employment_rse": "Employment percent relative standard error",
    "mean": "Annual mean wage",
    "mean_rse": "Wage percent relative standard error",
    "p10": "Annual 10th percentile wage",
    "p25": "Annual 25th percentile wage",
    "p50": "Annual median wage",
    "p75": "Annual 75th percentile wage",
    "p90": "Annual 90th percentile wage",
    "quotient": "Location Quotient",
}
"""Our name -> the producer's name of the datatype. Annual wages are the producer's own: hourly pay is
never multiplied here, because occupations without annual pay do not work 2,080 hours a year."""

_SECTOR = re.compile(r"(\d\d)--?(\d\d\d?)")


@dataclass(frozen=True, slots=True)
class _Book:
    """The codes of one file, read from its own lists."""

    file: str
    period: str
    areas: Mapping[str, str]
    industries: Mapping[str, str]  # cross-industry and sectors only
    occupations: Mapping[str, str]
    footnotes: Mapping[str, str]  # footnote code -> 'T' or 'N'
    bound: int


def read_oews(path: Path, metro_soc: frozenset[str], progress: Callable[[str], None]) -> SourceRead:
    """Annual wages in USD: nation by sector, states, and metropolitan areas for ``metro_soc``.

    National rows cover every occupation, across industries and by sector; state rows every occupation
    across industries; area rows only the SOC-2018 codes in ``metro_soc``.
    """
    aside: dict[str, int] = {}
    with _opened(path) as database:
        book = _book(database, path.name)
        codes = _datatype_codes(database, path.name)
        total = int(_all(database, path.name, "SELECT count(*) FROM cell")[0][0])
        columns = ", ".join(f"v{code}, f{code}" for code in codes.values())
        metro = [code.replace("-", "") for code in sorted(metro_soc)]
        selected = _all(
            database,
            path.name,
            f"SELECT key, {columns} FROM cell WHERE "
            f"(substr(key, 4, 1) = 'N' AND substr(key, 12, 6) IN ({_marks(book.industries)})) OR "
            f"(substr(key, 12, 6) = '000000' AND (substr(key, 4, 1) = 'S' OR "
            f"(substr(key, 4, 1) = 'M' AND substr(key, 18, 6) IN ({_marks(metro)}))))",
            [*book.industries, *metro],
        )
    rows = [row for record in selected if (row := _row(book, list(codes), record, aside)) is not None]
    aside[f"OEWS {book.period}: finer industries, and areas of occupations that no role links to"] = total - len(
        selected
    )
    progress(f"OEWS {book.period}: {len(rows):,} of {total:,} cells")
    return SourceRead((_origin(path, book.period, total, len(rows)),), {"wages": rows_to_table("wages", rows)}, aside)


def _row(
    book: _Book, names: list[str], record: tuple[str | None, ...], aside: dict[str, int]
) -> dict[str, object] | None:
    """One wage row, or None where the producer releases neither employment nor any wage."""
    key = str(record[0])
    cells = {name: _cell(book, key, name, record[2 * i + 1], record[2 * i + 2]) for i, name in enumerate(names)}
    values, status = percentiles([cells[name] for name in PERCENTILES], book.bound)
    mean, employment = cells["mean"], cells["employment"]
    if status == "NNNNN" and mean == "N" and employment == "N":
        reason = f"OEWS {book.period}: neither employment nor wages released"
        aside[reason] = aside.get(reason, 0) + 1
        return None
    if mean == "T":
        reason = f"OEWS {book.period}: mean given only as a lower bound (the row is kept without it)"
        aside[reason] = aside.get(reason, 0) + 1
    area_type, area, industry, occupation = key[3], key[4:11], key[11:17], key[17:23]
    return {
        "soc2018_code": soc(occupation),
        "occupation": _named(book, key, book.occupations, occupation, "occupation"),
        "period": book.period,
        "area_code": area,
        "area": NATION if area_type == "N" else _named(book, key, book.areas, area, "area"),
        "area_type": area_type,
        "industry_code": sector_code(industry),
        "industry": _named(book, key, book.industries, industry, "industry"),
        "employment": _whole(employment),
        "employment_rse_pct": _real(cells["employment_rse"]),
        "mean_usd_year": _whole(mean),
        "mean_rse_pct": _real(cells["mean_rse"]),
        **{f"{name}_usd_year": value for name, value in zip(PERCENTILES, values, strict=True)},
        "percentile_status": status,
        "location_quotient": _real(cells["quotient"]),
        "origin_id": f"bls-oews-{book.period[-4:]}",
        "origin_row": key,
    }


def _cell(book: _Book, key: str, name: str, value: str | None, footnote: str | None) -> float | str:
    """A cell's number, 'T' where it is only known to reach the top code, 'N' where it is not released."""
    if value is None:
        return "N"
    if value == BLANK:
        known = book.footnotes.get(footnote or "")
        if known is None:
            raise SourceError(
                book.file,
                f"blank with footnote {footnote!r}, whose meaning is not known",
                place=f"table cell, key {key}, {DATATYPES[name]!r}",
                hint=f"Known footnotes: {', '.join(sorted(book.footnotes))}. "
                "Read table footnote, then extend wage_cells.mark.",
            )
        return known
    try:
        return float(value)
    except ValueError:
        raise SourceError(
            book.file,
            f"{value!r} is neither a number nor {BLANK!r}",
            place=f"table cell, key {key}, {DATATYPES[name]!r}",
            hint="Read the producer's notes on its marks, then teach the reader this one.",
        ) from None


def _named(book: _Book, key: str, names: Mapping[str, str], code: str, what: str) -> str:
    try:
        return names[code]
    except KeyError:
        raise SourceError(
            book.file, f"{what} {code!r} has no name", place=f"table cell, key {key}", hint=FETCH_AGAIN
        ) from None


def _whole(value: float | str) -> int | None:
    return None if isinstance(value, str) else round(value)


def _real(value: float | str) -> float | None:
    return None if isinstance(value, str) else value


def sector_code(code: str) -> str:
    """The NAICS sector of a half-open range of codes; other codes come back as they are.

    >>> sector_code("31--34"), sector_code("11--12"), sector_code("99-100"), sector_code("999101")
    ('31-33', '11', '99', '999101')
    """
    found = _SECTOR.fullmatch(code)
    if found is None:
        return code
    first, last = int(found[1]), int(found[2]) - 1
    return found[1] if first == last else f"{first}-{last}"


def _book(database: sqlite3.Connection, file: str) -> _Book:
    meta = _pairs(database, file, "SELECT name, value FROM meta")
    if meta.get("schema") != "1" or not re.fullmatch(r"May \d{4}", str(meta.get("release"))):
        raise SourceError(
            file,
            f"schema {meta.get('schema')!r}, release {meta.get('release')!r} are not known",
            place="table meta",
            hint="Known: schema '1' and a release such as 'May 2025'. Check the layout first.",
        )
    industries = _pairs(
        database,
        file,
        "SELECT industry_code, industry_name FROM industry WHERE display_level = 2 OR industry_code = '000000'",
    )
    notes = _pairs(database, file, "SELECT footnote_code, footnote_text FROM footnote")
    bounds = [bound for text in notes.values() if (bound := bound_in(text)) is not None]
    return _Book(
        file=file,
        period=str(meta["release"]),
        areas=_pairs(database, file, "SELECT area_code, area_name FROM area"),
        industries={
            code: ALL_INDUSTRIES if code == "000000" else re.sub(r"^Sectors? [\d, and]+ - ", "", name)
            for code, name in industries.items()
        },
        occupations=_pairs(database, file, "SELECT occupation_code, occupation_name FROM occupation"),
        footnotes={code: sign for code, text in notes.items() if (sign := mark(text)) is not None},
        bound=bounds[0] if bounds else 0,
    )


def _datatype_codes(database: sqlite3.Connection, file: str) -> dict[str, str]:
    """Our names -> the producer's two-digit codes, found by the datatype's name."""
    by_name = {name: code for code, name in _all(database, file, "SELECT datatype_code, datatype_name FROM datatype")}
    missing = [name for name in DATATYPES.values() if name not in by_name]
    if missing:
        raise SourceError(
            file,
            f"no datatype {missing[0]!r}; it has {', '.join(by_name)}",
            place="table datatype",
            hint="The producer may have renamed it: check, then mend DATATYPES in sources/oews.py.",
        )
    return {ours: by_name[theirs] for ours, theirs in DATATYPES.items()}


def _pairs(database: sqlite3.Connection, file: str, query: str) -> dict[str, str]:
    """A query's first column -> its second."""
    return {row[0]: row[1] for row in _all(database, file, query)}


def _marks(values: Collection[str]) -> str:
    """One placeholder a value, for a query's list."""
    return ", ".join("?" * len(values))


def _all(database: sqlite3.Connection, file: str, query: str, values: Sequence[str] = ()) -> list[tuple[str, ...]]:
    try:
        return database.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        raise SourceError(
            file,
            str(error),
            place="a query for the producer's tables",
            hint="A table or column is missing: this is another file, or its layout changed.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise SourceError(file, f"the database is damaged ({error})", hint=FETCH_AGAIN) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, read-only; a .gz is decompressed to a file that lives as long as the connection."""
    with tempfile.TemporaryDirectory(prefix="metier-oews-") as folder:
        plain = path
        if path.suffix == ".gz":
            plain = Path(folder) / path.stem
            try:
                with gzip.open(path) as packed, plain.open("wb") as out:
                    shutil.copyfileobj(packed, out, 1 << 20)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise SourceError(path.name, f"the gzip stream is damaged ({error})", hint=FETCH_AGAIN) from error
        with closing(sqlite3.connect(f"{plain.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            verdict = _all(database, path.name, "PRAGMA quick_check(1)")[0][0]
            if verdict != "ok":
                raise SourceError(path.name, f"the database is damaged ({verdict})", hint=FETCH_AGAIN)
            yield database


def _origin(path: Path, period: str, rows_read: int, rows_kept: int) -> Origin:
    return Origin(
        origin_id=f"bls-oews-{period[-4:]}",
        producer="U.S. Bureau of Labor Statistics",
        title="Occupational Employment and Wage Statistics",
        version=period,
        licence="US public domain",
        citation=f"U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics, {period}.",
        url="https://www.bls.gov/oes/",
        period=period,
        files=((path.name, sha256_of(path)),),
        rows_read=rows_read,
        rows_kept=rows_kept,
    )
