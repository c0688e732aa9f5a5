"""Text tables (comma or tab, gzip or not) as columns of strings, with errors that name the place."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

from metier.errors import SourceError

FETCH_AGAIN = "Fetch the file again: it looks cut short or damaged."


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, decompressed where its name ends in .gz."""
    if not path.is_file():
        raise SourceError(path.name, "the file is not there", place=str(path.parent), hint="Fetch it: metier fetch.")
    if path.suffix != ".gz":
        return path.read_bytes()
    try:
        return gzip.decompress(path.read_bytes())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(path.name, f"the gzip stream is damaged ({error})", hint=FETCH_AGAIN) from error


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, decompressed where its name ends in .gz."""
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise SourceError(
            path.name,
            f"byte {data[error.start]:#04x} is not UTF-8",
            place=f"byte {error.start:,}, row {row:,}",
            hint="Save the file as UTF-8, or fetch the producer's own file again.",
        ) from error


def read_json(path: Path) -> object:
    """The value of a JSON file, decompressed where its name ends in .gz."""
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise SourceError(
            path.name,
            f"not JSON: {error.msg}",
            place=f"row {error.lineno}, column {error.colno}",
            hint=FETCH_AGAIN,
        ) from error


def read_columns(path: Path, wanted: Sequence[str], *, delimiter: str = ",") -> dict[str, list[str]]:
    """The wanted columns of a delimited text file, each a list with one string a row.

    Commas quote with ``"`` and may hold line breaks; tabs do not quote.
    """
    import pyarrow as pa
    import pyarrow.csv as csv

    text = read_text(path)
    tabs = delimiter == "\t"
    header = text.partition("\n")[0].rstrip("\r").split(delimiter)
    missing = [name for name in wanted if name not in [cell.strip('"') for cell in header]]
    if missing:
        raise SourceError(
            path.name,
            f"no column {missing[0]!r}; it has {', '.join(cell for cell in header if cell)}",
            place="row 1",
            hint="The producer may have changed the layout, or this is another file: check its version.",
        )
    try:
        table = csv.read_csv(
            pa.BufferReader(text.encode()),
            parse_options=csv.ParseOptions(
                delimiter=delimiter, quote_char=False if tabs else '"', newlines_in_values=not tabs
            ),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in wanted},
                include_columns=list(wanted),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise SourceError(path.name, f"a row cannot be read: {error}", hint=FETCH_AGAIN) from error
    return {name: table.column(name).to_pylist() for name in wanted}
