"""Parquet: one posting a row, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from metier.errors import SourceError
from metier.reading.batch import Record
from metier.stream.columns import Columns, Fields, need_text
from metier.stream.items import BadLine
from metier.stream.rows import posting_of

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

PARQUET = b"PAR1"  # how such a file begins
_ROWS = 256  # rows read at once


def open_parquet(file: str) -> ParquetFile:
    """A Parquet file. Raises SourceError if it is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise SourceError(file, f"not a whole Parquet file: {reason}", hint="Write or copy it again.") from error


def read_parquet(table: ParquetFile, file: str, columns: Columns) -> Iterator[Record | BadLine]:
    """The postings of a Parquet file. Raises UserInputError if no column holds a text."""
    fields = need_text(tuple(table.schema_arrow.names), columns, file=file)
    for number, row in enumerate(rows_of(table, fields), start=1):
        if isinstance(row, BadLine):
            yield row
            continue
        found = posting_of(row, fields, str(number))
        yield BadLine(f"row {number}", found) if isinstance(found, str) else found


def rows_of(table: ParquetFile, fields: Fields) -> Iterator[dict[str, object] | BadLine]:
    """The rows of a Parquet file, with the columns of these fields only; a BadLine where the file is damaged."""
    import pyarrow as pa

    number = 0
    try:
        for batch in table.iter_batches(batch_size=_ROWS, columns=sorted(set(fields.keys.values()))):
            for row in batch.to_pylist():
                number += 1
                yield row
    except (pa.ArrowException, OSError) as error:
        yield BadLine(f"row {number + 1}", f"damaged from here: {str(error).partition(chr(10))[0]}")
