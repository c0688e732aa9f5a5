"""Batches of postings in Arrow, and the lines that they become."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from metier.errors import UserInputError
from metier.reading.batch import Record, schema
from metier.reading.jobposting import JobPosting
from metier.reading.lines import line
from metier.reading.posting import read_batch, read_posting, read_records

TEXT = "Requirements\n• 2+ years of experience with SQL\n• Bachelor's degree\nNice to have\n• Tableau"
KEYS = [
    "id",
    "role_id",
    "track",
    "level",
    "pay",
    "education_min",
    "education_preferred",
    "experience_substitutes",
    "experience_years_min",
    "workplace",
    "employment_type",
    "required",
    "preferred",
    "responsibilities",
    "industry_id",
    "alternatives",
    "language",
    "confidence",
    "spans",
    "abstained",
]


def test_a_line_has_the_keys_of_a_batch_in_order() -> None:
    row = line(read_posting(TEXT, title="Data Analyst"), "a")
    assert list(row) == KEYS == schema().names
    assert json.loads(json.dumps(row)) == row


def test_a_batch_says_what_the_lines_say() -> None:
    batch = pa.RecordBatch.from_pylist(
        [
            {"posting_id": "a", "title": "Data Analyst", "company": "Acme Bank", "location": "Remote", "text": TEXT},
            {"posting_id": "b", "title": None, "company": None, "location": None, "text": None},
        ]
    )
    read = read_batch(batch)
    assert read.schema == schema()
    first, second = read.to_pylist()
    wanted = line(read_posting(TEXT, title="Data Analyst", company="Acme Bank", location="Remote"), "a")
    for key in set(KEYS) - {"confidence", "spans"}:
        assert first[key] == wanted[key], key
    for key in ("confidence", "spans"):
        assert {name: value for name, value in first[key].items() if value is not None} == wanted[key]
    assert (second["id"], second["role_id"], second["required"]) == ("b", None, None)


def test_many_postings_read_together_are_read_as_each_alone() -> None:
    texts = [TEXT, "", "Wir suchen dich für unser Team. Du arbeitest mit den Daten der Bank.", f"<p>{TEXT}</p>"]
    stated = JobPosting(title="Data Engineer", workplace="remote")
    given = [
        Record(str(n), texts[n % len(texts)], "Data Analyst" if n % 3 else "", stated=stated if n % 5 == 0 else None)
        for n in range(100)
    ]
    alone = [line(read_posting(one.text, title=one.title, stated=one.stated), one.id) for one in given]
    assert list(read_records(given)) == alone


def test_only_the_text_is_needed() -> None:
    read = read_batch(pa.RecordBatch.from_pydict({"text": [TEXT], "id": [12]})).to_pylist()
    assert (read[0]["id"], read[0]["experience_years_min"]) == ("12", 2)
    with pytest.raises(UserInputError, match="no column text"):
        read_batch(pa.RecordBatch.from_pydict({"body": ["x"]}))


def test_an_empty_batch_gives_an_empty_batch() -> None:
    read = read_batch(pa.RecordBatch.from_pylist([], schema=pa.schema([("text", pa.string())])))
    assert (read.num_rows, read.schema) == (0, schema())
