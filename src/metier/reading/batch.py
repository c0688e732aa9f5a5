"""Postings in Arrow: a batch of raw postings in, a batch of what they say out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metier.errors import UserInputError
from metier.reading.cells import as_text
from metier.reading.posting_facts import FIELDS

if TYPE_CHECKING:
    import pyarrow as pa

    from metier.reading.jobposting import JobPosting

# Of each group the first column that a batch has is used; only the text is needed.
_COLUMNS = (("id", "posting_id"), ("title",), ("company",), ("location",), ("text",))


@dataclass(frozen=True, slots=True)
class Record:
    """One posting to read; what is not known is empty. ``stated``: what its page states as data."""

    id: str | None
    text: str
    title: str = ""
    company: str = ""
    location: str = ""
    stated: JobPosting | None = None


def schema() -> pa.Schema:
    """The columns of a read batch; ``confidence`` and ``spans`` have a member for each field."""
    import pyarrow as pa

    text, flag, number = pa.string(), pa.bool_(), pa.float64()
    technology = pa.struct([("name", text), ("surface", text), ("start", pa.int64()), ("end", pa.int64())])
    pay = pa.struct([("min", number), ("max", number), ("currency", text), ("period", text), ("several", flag)])
    spans = pa.list_(pa.list_(pa.int64()))
    return pa.schema(
        [
            ("id", text),
            ("role_id", text),
            ("track", text),
            ("level", text),
            ("pay", pay),
            ("education_min", text),
            ("education_preferred", text),
            ("experience_substitutes", flag),
            ("experience_years_min", pa.int16()),
            ("workplace", text),
            ("employment_type", text),
            ("required", pa.list_(technology)),
            ("preferred", pa.list_(technology)),
            ("responsibilities", pa.list_(text)),
            ("industry_id", text),
            ("alternatives", pa.list_(pa.struct([("role_id", text), ("score", number)]))),
            ("language", text),
            ("confidence", pa.struct([(field, number) for field in FIELDS])),
            ("spans", pa.struct([(field, spans) for field in FIELDS])),
            ("abstained", pa.list_(text)),
        ]
    )


def records(batch: pa.RecordBatch) -> Iterator[Record]:
    """The postings of a batch, in order; columns that it lacks are empty."""
    names = set(batch.schema.names)
    if "text" not in names:
        raise UserInputError(
            f"the batch has no column text, only {', '.join(sorted(names)) or 'none'}",
            hint="Rename the column that holds the posting's text or HTML to text.",
        )
    columns = []
    for choices in _COLUMNS:
        name = next((choice for choice in choices if choice in names), None)
        columns.append([None] * batch.num_rows if name is None else batch.column(name).to_pylist())
    for key, *values in zip(*columns, strict=True):
        title, company, location, text = map(as_text, values)
        yield Record(None if key is None else as_text(key), text, title, company, location)


def to_batch(lines: Iterable[Mapping[str, object]]) -> pa.RecordBatch:
    """The lines as one batch with the columns of ``schema``."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(list(lines), schema=schema())
