"""Streams of titles: any title comes out as it went in, and one that comes again is read once."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from itertools import count, islice

import pytest
from ads import write
from hypothesis import given
from hypothesis import strategies as st

from metier.errors import MetierError
from metier.reading.title import TitleReading, read_title
from metier.stream.columns import Columns
from metier.stream.items import BadLine
from metier.stream.titles import Codes, Facts, Title, csv_rows, in_chunks, json_lines, reader, titles_in


def no_codes(_: TitleReading) -> Codes:
    return None, None


# What a file can hold: no halves of character pairs.
TITLES = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(TITLES, st.none() | TITLES)
def test_any_title_and_id_come_out_as_they_went_in(title: str, key: str | None) -> None:
    (line,) = json_lines([(key, title)], reader(no_codes))
    row = json.loads(line)
    assert "\n" not in line
    assert row["title"] == title
    assert row.get("id") == key
    assert row["role_id"] == read_title(title).role_id


@given(st.lists(st.tuples(TITLES, TITLES), max_size=5))
def test_rows_of_csv_hold_the_same(rows: list[tuple[str, str]]) -> None:
    text = csv_rows(rows, reader(no_codes))
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert [(row[0], row[1]) for row in found] == rows
    assert all(len(row) == 2 + len(Facts._fields) for row in found)


def test_a_title_that_comes_again_is_looked_up_once() -> None:
    asked = []

    def codes(reading: TitleReading) -> Codes:
        asked.append(reading.title)
        return "15-2051.00", None

    lines = list(json_lines([(None, "Data Analyst"), (None, "Baker"), (None, "Data Analyst")], reader(codes)))
    assert asked == ["Data Analyst", "Baker"]
    assert lines[0] == lines[2]
    assert json.loads(lines[0])["onetsoc_code"] == "15-2051.00"


def test_titles_are_taken_some_at_a_time() -> None:
    endless = ((None, f"Baker {number}") for number in count())
    assert [len(chunk) for chunk in islice(in_chunks(endless), 2)] == [1000, 1000]


@given(st.binary(max_size=200))
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a"])
def test_any_bytes_are_titles_or_bad_lines(tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / name
    found: list[Title | BadLine] = []
    with suppress(MetierError):  # nothing in it, or no column that holds titles
        found = list(titles_in(write(path, content), Columns()))
    for item in found:
        if not isinstance(item, BadLine):
            assert json.loads(next(json_lines([item], reader(no_codes))))["title"] == item[1]
