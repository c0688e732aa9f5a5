"""Postings in groups small enough for the memory and large enough to be worth a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from metier.reading.batch import Record
from metier.stream.items import BadLine, BadLines

POSTINGS = 256  # what is lost at most when a run is killed; a quarter of a second of work
CHARACTERS = 4_000_000  # a group of long texts is smaller


def in_groups(items: Iterable[Record | BadLine], bad: BadLines) -> Iterator[list[Record]]:
    """Groups of the postings that could be read, in order; bad lines go to ``bad``."""
    group: list[Record] = []
    size = 0
    for item in items:
        if isinstance(item, BadLine):
            bad.add(item)
            continue
        group.append(item)
        size += len(item.text)
        if len(group) >= POSTINGS or size >= CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group
