"""Brings a producer's rows to one shape: the posting table, its words for employment types, its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from metier.build.sources.base import POSTING, sha256_of
from metier.errors import SourceError
from metier.reading.workplace import named_in
from metier.vocabulary.load import read_yaml

Row = dict[str, Any]
"""One posting as a reader builds it: column of POSTING -> value; columns left out are null."""


@cache
def vocabulary_file(name: str) -> Any:
    """The content of one YAML file of the vocabulary, read once a process."""
    return read_yaml(name)


def text_or_none(value: object) -> str | None:
    """A value as stripped text; None for nothing, blanks, NaN and the producers' '-1'."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    text = str(value).strip()
    return None if text in ("", "-1", "nan", "NaN", "N/A") else text


def postings_table(rows: Iterable[Row], file: str) -> pa.Table:
    """Rows as a table with exactly the posting schema; refuses an unknown column or a missing must."""
    listed = list(rows)
    unknown = {key for row in listed[:1] for key in row} - set(POSTING.names)
    if unknown:
        raise SourceError(file, f"the reader made columns that postings do not have: {sorted(unknown)}")
    columns = [pa.array([row.get(field.name) for row in listed], field.type) for field in POSTING]
    table = pa.Table.from_arrays(columns, schema=POSTING)
    for field in POSTING:
        if not field.nullable and table[field.name].null_count:
            raise SourceError(file, f"{table[field.name].null_count} rows have no {field.name}")
    return table


def require_columns(file: str, found: Sequence[str], needed: Iterable[str]) -> None:
    """Refuses a file that lacks a column that its reader uses."""
    missing = sorted(set(needed) - set(found))
    if missing:
        raise SourceError(
            file,
            f"has no column {', '.join(repr(name) for name in missing)}",
            place="header",
            hint=f"Columns found: {', '.join(map(str, found))}. The producer may have changed the format.",
        )


def file_hash(path: Path) -> tuple[str, str]:
    """(name, SHA-256) of a file that was read, as an origin keeps it."""
    return path.name, sha256_of(path)


@lru_cache(maxsize=4096)
def employment_type(stated: str | None) -> str | None:
    """The employment type that a producer's words mean; None for none, several or unknown.

    >>> employment_type("FullTime"), employment_type("Full-time and Part-time"), employment_type("CDI")
    ('full-time', None, 'full-time')
    >>> employment_type("Contractor and Temp work"), employment_type("Full Time - 12 Month Contract")
    ('contract', 'contract')
    """
    if not stated:
        return None
    data: Mapping[str, Any] = vocabulary_file("employment_types.yaml")
    kinds = set()
    for item in re.split(data["separators"], stated.casefold()):
        for kind in data["types"]:  # the first that matches: the term of a contract before its hours
            if re.search(rf"\b(?:{'|'.join(kind['words'])})\b", item):
                kinds.add(kind["id"])
                break
    if kinds == {"contract", "temporary"}:
        return "contract"
    return kinds.pop() if len(kinds) == 1 else None


def workplace_in(*texts: str | None) -> str | None:
    """remote, hybrid or onsite where a place or title says so in words; else None.

    >>> workplace_in("Remote - US"), workplace_in("San Francisco (hybrid) - Remote"), workplace_in("London")
    ('remote', 'hybrid', None)
    """
    return named_in(" ".join(text for text in texts if text))
