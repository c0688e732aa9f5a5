"""From a row of any file, a mapping of column to value, to a posting; or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from metier.reading.batch import Record
from metier.reading.cells import as_text
from metier.reading.jobposting import JobPosting, job_posting
from metier.reading.jsonld import objects_of_type
from metier.stream.columns import Columns, Fields, find_fields
from metier.stream.items import BadLine

# Half of a character pair, which JSON can spell and no file can hold. One character for one: offsets stay right.
_HALVES = re.compile("[\ud800-\udfff]")
_STATED = ("@type", "@graph")  # keys of JSON-LD
_SPACE = re.compile(r"[\s\x00-\x1f]+")


def posting_of(row: Mapping[str, object], fields: Fields, number: str) -> Record | str:
    """The posting of one row, or the reason why it is none; a row without id gets its number."""
    text = fields.value(row, "text")
    if not text or text.isspace():
        return no_text(row, fields)
    return Record(
        id=clean_id(fields.value(row, "id")) or number,
        text=whole(text),
        title=whole(fields.value(row, "title")),
        company=whole(fields.value(row, "company")),
        location=whole(fields.value(row, "location")),
    )


def no_text(row: Mapping[str, object], fields: Fields) -> str:
    """Why a row has no text: its column is empty or no text, or there is none."""
    if "text" in fields.keys:
        value = row.get(fields.keys["text"])
        if value and isinstance(value, Mapping | list):
            return f"no text: {fields.keys['text']!r} holds {'a list' if isinstance(value, list) else 'an object'}"
        return f"no text: {fields.keys['text']!r} is empty"
    if fields.missing:
        return f"no {fields.missing[0]!r} in it"
    keys = ", ".join(repr(key[:40]) for key in list(row)[:12])
    return f"no text: it has {keys or 'nothing'}"


def items_of(row: Mapping[str, object], columns: Columns, number: str, place: str) -> Iterator[Record | BadLine]:
    """The postings of one JSON object: itself, or those of the one list of objects in a job board's answer."""
    if not columns.named and (stated := stated_in(row)):
        yield from _stated(stated, clean_id(as_text(row.get("id"))), number, place)
        return
    found = posting_of(row, find_fields(tuple(row), columns), number)
    if isinstance(found, Record):
        yield found
        return
    entries = _listed(row)
    if not entries:
        yield BadLine(place, found)
    for count, entry in enumerate(entries, start=1):
        inner = posting_of(entry, find_fields(tuple(entry), columns), f"{number}.{count}")
        yield BadLine(f"{place}, entry {count}", inner) if isinstance(inner, str) else inner


def stated_in(row: Mapping[str, object]) -> list[JobPosting]:
    """The postings that an object states as schema.org data, itself or in its @graph; empty if it is another kind."""
    if not any(key in row for key in _STATED):
        return []
    return [job_posting(node) for node in objects_of_type(dict(row), "JobPosting")]


def _stated(stated: list[JobPosting], key: str, number: str, place: str) -> Iterator[Record | BadLine]:
    """The postings that an object states as data; each has its own identifier, else the object's id or number."""
    for count, posting in enumerate(stated, start=1):
        own = key or number
        name = clean_id(posting.identifier) or (own if len(stated) == 1 else f"{own}.{count}")
        if posting.text and not posting.text.isspace():
            yield from_data(posting, key if key and len(stated) == 1 else name)
        else:
            yield BadLine(place, "no text: its JobPosting has no description")


def from_data(posting: JobPosting, key: str, text: str = "") -> Record:
    """A posting that is stated as data, under an id; ``text`` is read where it has no description."""
    return Record(
        id=key,
        text=whole(posting.text if posting.text and not posting.text.isspace() else text),
        title=whole(posting.title),
        company=whole(posting.company),
        location=whole(posting.location),
        stated=posting,
    )


def _listed(row: Mapping[str, object]) -> list[dict[str, object]]:
    """The members of the only list of objects in an object; empty if there is none or more than one."""
    lists = [value for value in row.values() if isinstance(value, list) and value]
    found = [value for value in lists if all(isinstance(entry, dict) for entry in value)]
    return found[0] if len(found) == 1 else []


def clean_id(text: str) -> str:
    """An id on one line.

    >>> clean_id(" job\\n17 ")
    'job 17'
    """
    return whole(_SPACE.sub(" ", text).strip()) if text else ""


def whole(text: str) -> str:
    """A text that can be written as UTF-8, as long as it was."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
    return text
