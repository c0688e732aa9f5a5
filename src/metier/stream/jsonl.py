"""JSONL: one posting a line, as an object."""

from __future__ import annotations

import json
from collections.abc import Iterator

from metier.reading.batch import Record
from metier.stream.columns import Columns
from metier.stream.files import Lines, decoded
from metier.stream.items import BadLine
from metier.stream.rows import items_of

NOT_UTF8 = "not UTF-8"
_KINDS: dict[type, str] = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "true or false"}


def read_jsonl(lines: Lines, columns: Columns) -> Iterator[Record | BadLine]:
    """The postings of a file, a line each; blank lines are passed over."""
    for number, value in objects(lines):
        if isinstance(value, dict):
            yield from items_of(value, columns, str(number), f"line {number}")
        elif isinstance(value, BadLine):
            yield value
        else:
            yield BadLine(f"line {number}", f"not an object but {_KINDS.get(type(value), 'null')}")


def objects(lines: Lines) -> Iterator[tuple[int, object]]:
    """The JSON value of each line that is not blank, with the line's number; a BadLine where there is none."""
    for line in lines:
        if isinstance(line, BadLine):
            yield 0, line
        elif line[1] and not line[1].isspace():
            yield line[0], _parsed(*line)


def _parsed(number: int, line: bytes) -> object:
    text = decoded(line)
    if text is None:
        return BadLine(f"line {number}", NOT_UTF8)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return BadLine(
            f"line {number}", f"not JSON: {error.msg[:1].lower()}{error.msg[1:]} (character {error.pos + 1})"
        )
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets in brackets
        return BadLine(f"line {number}", f"not JSON that can be read: {str(error).partition(';')[0].lower()}")
