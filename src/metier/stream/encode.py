"""Readings as bytes: lines of JSON, rows of CSV, or an Arrow batch."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from metier.reading.batch import Record, to_batch
from metier.reading.posting import read_records

if TYPE_CHECKING:
    import pyarrow as pa

Form = Literal["jsonl", "csv", "arrow"]

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)
_PAY = ("min", "max", "currency", "period", "several")
CSV_COLUMNS = [
    "id", "role_id", "track", "level", *(f"pay_{part}" for part in _PAY), "education_min", "education_preferred",
    "experience_substitutes", "experience_years_min", "workplace", "employment_type", "required", "preferred",
    "responsibilities", "industry_id", "alternatives", "language", "confidence", "spans", "abstained",
]  # fmt: skip


def encoded(group: list[Record], form: Form) -> bytes:
    """What the postings of a group say, in a form that can be put behind that of the group before."""
    if form == "arrow":
        return as_bytes(to_batch(read_records(group)))
    rows = read_records(group)
    if form == "jsonl":
        return "".join([_JSON.encode(row) + "\n" for row in rows]).encode()
    return csv_rows(map(flat, rows))


def csv_rows(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows of CSV as bytes."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def flat(row: Mapping[str, object]) -> list[object]:
    """A record as one row: pay in its parts, names of lists parted by semicolons, the rest as JSON.

    >>> row = dict.fromkeys(CSV_COLUMNS) | {"id": "a", "pay": {"min": 10, "max": 12}, "required": [{"name": "SQL"}]}
    >>> [cell for cell in flat(row) if cell not in (None, "")]
    ['a', 10, 12, 'SQL']
    """
    pay = row.get("pay")
    parts = {f"pay_{part}": pay.get(part) for part in _PAY} if isinstance(pay, Mapping) else {}
    return [_cell(parts.get(name, row.get(name))) for name in CSV_COLUMNS]


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(part, str) or "name" in part for part in value):
        return "; ".join(part if isinstance(part, str) else str(part["name"]) for part in value)
    return _JSON.encode(value) if isinstance(value, list | dict) else value


def as_bytes(batch: pa.RecordBatch) -> bytes:
    """An Arrow batch with its schema, as bytes."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())
