"""JSON documents: an array of postings, one posting, or a job board's answer with a list of postings in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from metier.errors import SourceError
from metier.reading.batch import Record
from metier.stream.columns import Columns
from metier.stream.files import Lines, decoded
from metier.stream.items import BadLine
from metier.stream.rows import items_of


def read_document(lines: Lines, columns: Columns) -> Iterator[Record | BadLine]:
    """The postings of a JSON document, which is read whole. Raises SourceError if it is no JSON."""
    text = decoded(lines.rest())
    if text is None:
        raise SourceError(lines.name, "not UTF-8.", hint="Save it as UTF-8.")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}"
        raise SourceError(lines.name, f"not JSON: {error.msg}.", place=place, hint="Is it cut off?") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(lines.name, "not JSON that can be read.") from error
    for number, entry in enumerate(value if isinstance(value, list) else [value], start=1):
        place = f"entry {number}"
        if isinstance(entry, dict):
            yield from items_of(entry, columns, str(number), place)
        else:
            yield BadLine(place, "not an object")


def is_document(first: bytes) -> bool:
    """Whether a first line begins a document, and is no line of JSONL, which would end with its object.

    >>> is_document(b"[{"), is_document(b'{"jobs": ['), is_document(b'{"id": 1}'), is_document(b'{"id": "cut off')
    (True, True, False, False)
    """
    line = first.strip()
    return line.startswith(b"[") or (line.startswith(b"{") and line.endswith((b"{", b"[", b",")))
