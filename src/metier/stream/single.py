"""Postings that a program hands over, one by one or in Arrow batches, instead of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from metier.reading.posting import read_batch, read_posting
from metier.reading.posting_facts import PostingReading
from metier.stream.columns import Columns, find_fields, need_text
from metier.stream.rows import stated_in

if TYPE_CHECKING:
    import pyarrow as pa


def read_one(posting: str | Mapping[str, object]) -> PostingReading:
    """What one posting says: a text, or a record with the usual keys.

    >>> read_one({"Job Title": "Data Analyst", "description": "You know SQL."}).technology_ids("required")
    ('sql',)
    """
    if isinstance(posting, str):
        return read_posting(posting)
    stated = next(iter(stated_in(posting)), None)
    if stated is not None:
        return read_posting(stated.text, stated=stated)
    fields = find_fields(tuple(posting), Columns())
    text, title, company, location = (fields.value(posting, name) for name in ("text", "title", "company", "location"))
    return read_posting(text, title=title, company=company, location=location)


def read_arrow(batch: pa.RecordBatch) -> pa.RecordBatch:
    """What the postings of a batch say; its columns may have any of the usual names."""
    fields = need_text(tuple(batch.schema.names), Columns(), file="the batch", how="Call one text")
    names = {column: name for name, column in fields.keys.items()}
    kept = batch.select(list(names))
    return read_batch(kept.rename_columns(list(names.values())))
