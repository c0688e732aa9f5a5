"""Opens the files that postings come in (CSV, JSON, workbooks, Parquet) and says what is wrong."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from metier.build.conform import require_columns
from metier.errors import SourceError

_FETCH_AGAIN = "The file may be incomplete: fetch it again and compare its size with the producer's."


def present(path: Path) -> Path:
    """The path itself, if something stands there."""
    if not path.exists():
        raise SourceError(str(path), "is not there", hint="Check the folder, or leave this source out.")
    return path


def file_bytes(path: Path) -> bytes:
    """The bytes of a file, unpacked where its name ends in .gz."""
    raw = present(path).read_bytes()
    if path.suffix != ".gz":
        return raw
    try:
        return gzip.decompress(raw)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(path.name, f"cannot be unpacked: {error}", hint=_FETCH_AGAIN) from error


def file_text(path: Path, encoding: str = "utf-8-sig") -> str:
    """The text of a file; the place of the first byte that is not in its encoding, if any."""
    raw = file_bytes(path)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SourceError(
            path.name, f"is not {encoding} text: byte 0x{raw[error.start]:02x}", place=f"line {line}",
            hint="Find out the encoding that the producer uses and name it in the reader.",
        ) from error  # fmt: skip


def csv_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of a CSV file as text, in the order of ``columns``; other columns are left out."""
    reader = csv.reader(io.StringIO(file_text(path), newline=""))
    try:
        header = next(reader, [])
        require_columns(path.name, header, columns)
        places = [header.index(name) for name in columns]
        for row in reader:
            if len(row) != len(header):
                if not row:
                    continue
                raise SourceError(
                    path.name, f"has {len(row)} fields where the header has {len(header)}",
                    place=f"line {reader.line_num}", hint=_FETCH_AGAIN,
                )  # fmt: skip
            yield tuple(row[place] for place in places)
    except csv.Error as error:
        place = f"line {reader.line_num}"
        raise SourceError(path.name, str(error), place=place, hint=_FETCH_AGAIN) from error


def json_content(path: Path) -> Any:
    """The content of a JSON file."""
    try:
        return json.loads(file_text(path))
    except json.JSONDecodeError as error:
        raise SourceError(
            path.name, f"is not JSON: {error.msg}", place=f"line {error.lineno}", hint=_FETCH_AGAIN
        ) from error


def json_records(path: Path, keys: Sequence[str]) -> list[dict[str, Any]]:
    """A JSON list of objects that each hold ``keys``."""
    content = json_content(path)
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise SourceError(path.name, "is not a list of objects", hint="The producer changed the format.")
    for number, item in enumerate(content):
        if missing := [key for key in keys if key not in item]:
            raise SourceError(path.name, f"has no {', '.join(missing)}", place=f"item {number}")
    return content


def workbook_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a workbook's first sheet in the order of ``columns``; empty cells are None."""
    from python_calamine import CalamineError, CalamineWorkbook

    present(path)
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except CalamineError as error:
        raise SourceError(path.name, f"cannot be opened: {error}", hint=_FETCH_AGAIN) from error
    rows = sheet.iter_rows()
    header = [str(cell) for cell in next(rows, [])]
    require_columns(path.name, header, columns)
    places = [header.index(name) for name in columns]
    for row in rows:
        yield tuple(None if row[place] == "" else row[place] for place in places)


def parquet_table(path: Path, columns: Sequence[str]) -> pa.Table:
    """The named columns of a Parquet file."""
    import pyarrow.parquet as pq

    present(path)
    try:
        file = pq.ParquetFile(path)
        require_columns(path.name, file.schema_arrow.names, columns)
        return file.read(columns=list(columns))
    except pa.ArrowException as error:
        raise SourceError(path.name, f"cannot be read: {error}", hint=_FETCH_AGAIN) from error
