"""Files of titles: lines, CSV, JSONL or Parquet in; what each title says out, as lines of JSON or rows of CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring
from pathlib import Path
from typing import NamedTuple

from metier.errors import SourceError, UserInputError
from metier.reading.collector import collector_paused
from metier.reading.title import TitleReading, read_title
from metier.stream.columns import Columns, Fields, find_fields, need_text
from metier.stream.delimited import is_csv, misfit, records
from metier.stream.files import STANDARD_INPUT, Lines, begins, decoded, open_lines
from metier.stream.items import BadLine, BadLines
from metier.stream.jsonl import NOT_UTF8, objects
from metier.stream.rows import clean_id, whole
from metier.stream.tables import PARQUET, open_parquet, rows_of

Title = tuple[str | None, str]  # its id, where the file gives one, and the title
Codes = tuple[str | None, str | None]  # O*NET-SOC code and ESCO URI
FindCodes = Callable[[TitleReading], Codes]


class Facts(NamedTuple):
    """What a title says, in the order of the columns."""

    role_id: str | None
    alternatives: tuple[tuple[str, float], ...]
    track: str
    level: str
    onetsoc_code: str | None
    esco_uri: str | None
    confidence: float
    abstained: bool


AT_ONCE = 1_000  # titles read before their lines are written
CSV_COLUMNS = ("id", "title", *Facts._fields)
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def titles_in(source: str, columns: Columns) -> Iterator[Title | BadLine]:
    """The titles of a file or of standard input. Raises UserInputError or SourceError if it cannot be read."""
    if source != STANDARD_INPUT and begins(Path(source), PARQUET):
        yield from _of_parquet(source, columns)
        return
    lines = open_lines(source)
    try:
        if lines.empty:
            raise SourceError(lines.name, "there is nothing in it.", hint="Give one title a line, CSV or JSONL.")
        if lines.first.startswith(PARQUET):
            raise UserInputError(f"{lines.name}: Parquet cannot be read from a pipe.", hint="Name the file.")
        if b"\0" in lines.first:
            raise UserInputError(f"{lines.name} is no text.", hint="Give titles as lines, CSV, JSONL or Parquet.")
        yield from _reader(source, lines.first, columns)(lines, columns)
    finally:
        lines.close()


def _reader(source: str, first: bytes, columns: Columns) -> Callable[[Lines, Columns], Iterator[Title | BadLine]]:
    """How a file is read, by the ending of its name, else by its first line."""
    ending = Path(source.lower().removesuffix(".gz")).suffix if source != STANDARD_INPUT else ""
    if ending == ".txt":
        return _of_lines
    if ending in (".csv", ".tsv") or is_csv(first, columns, "title"):
        return _of_csv
    if ending in (".jsonl", ".ndjson") or first.lstrip().startswith(b'{"'):
        return _of_jsonl
    return _of_lines


def good(titles: Iterable[Title | BadLine], bad: BadLines) -> Iterator[Title]:
    """The titles that could be had; the rest goes to ``bad``."""
    for title in titles:
        if isinstance(title, BadLine):
            bad.add(title)
        else:
            yield title


def in_chunks(titles: Iterable[Title]) -> Iterator[list[Title]]:
    """Titles in lists of up to ``AT_ONCE``."""
    left = iter(titles)
    while chunk := list(islice(left, AT_ONCE)):
        with collector_paused():  # while the caller reads the list
            yield chunk


def reader(codes: FindCodes) -> Callable[[str], Facts]:
    """Reads titles; one that comes again soon is read once."""

    @lru_cache(maxsize=100_000)
    def facts(title: str) -> Facts:
        reading = read_title(title)
        onet, esco = codes(reading)
        return Facts(
            reading.role_id, reading.alternatives, reading.track, reading.level, onet, esco, reading.score,
            reading.abstained,
        )  # fmt: skip

    return facts


def json_lines(titles: Iterable[Title], read: Callable[[str], Facts]) -> Iterator[str]:
    """What each title says, as one JSON object, without a line break."""
    for key, title in titles:
        head = "{" if key is None else f'{{"id": {encode_basestring(key)}, '
        yield f'{head}"title": {encode_basestring(title)}, {_tail(read(title))}'


def csv_rows(titles: Iterable[Title], read: Callable[[str], Facts]) -> str:
    """What each title says, as rows of CSV; alternatives are ids parted by semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    quoting = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for key, title in titles:
        role, others, *rest, abstained = read(title)
        named = "; ".join(role_id for role_id, _ in others)
        row = (key, title, role, named, *rest, "true" if abstained else "false")
        # Before Python 3.13 a carriage return is not quoted, and readers take it for the end of the row.
        (quoting if "\r" in title or "\r" in (key or "") else writer).writerow(row)
    return out.getvalue()


@lru_cache(maxsize=50_000)
def _tail(facts: Facts) -> str:
    """The end of a line: the same for all titles that say the same."""
    row = facts._asdict()
    row["alternatives"] = [{"role_id": role_id, "score": score} for role_id, score in facts.alternatives]
    return _JSON.encode(row)[1:]


def _of_lines(lines: Lines, _: Columns) -> Iterator[Title | BadLine]:
    """A title a line; an empty line stays one, so that output and input can be laid side by side."""
    for line in lines:
        if isinstance(line, BadLine):
            yield line
            continue
        title = decoded(line[1])
        yield BadLine(f"line {line[0]}", NOT_UTF8) if title is None else (None, title)


def _of_csv(lines: Lines, columns: Columns) -> Iterator[Title | BadLine]:
    rows = records(lines)
    header = next((row for _, row in rows if isinstance(row, list)), [])
    fields = need_text(tuple(header), columns, file=lines.name, need="title")
    at = header.index(fields.keys["title"])
    key = header.index(fields.keys["id"]) if "id" in fields.keys else None
    for place, row in rows:
        if isinstance(row, str):
            yield BadLine(place, row)
        elif reason := misfit(row, header):
            yield BadLine(place, reason)
        else:
            yield _cell(row, key), row[at] if at < len(row) else ""


def _cell(row: list[str], at: int | None) -> str | None:
    return clean_id(row[at]) if at is not None and at < len(row) else None


def _of_jsonl(lines: Lines, columns: Columns) -> Iterator[Title | BadLine]:
    for number, value in objects(lines):
        place = f"line {number}"
        if isinstance(value, BadLine):
            yield value
        elif isinstance(value, str):
            yield None, whole(value)
        elif isinstance(value, dict):
            yield _named(value, find_fields(tuple(value), columns)) or BadLine(place, "no title in it")
        else:
            yield BadLine(place, "neither an object nor a text")


def _of_parquet(file: str, columns: Columns) -> Iterator[Title | BadLine]:
    with open_parquet(file) as table:
        fields = need_text(tuple(table.schema_arrow.names), columns, file=file, need="title")
        for row in rows_of(table, fields):
            yield row if isinstance(row, BadLine) else (_named(row, fields) or (None, ""))


def _named(row: Mapping[str, object], fields: Fields) -> Title | None:
    if "title" not in fields.keys:
        return None
    return clean_id(fields.value(row, "id")) or None, whole(fields.value(row, "title"))
