"""What an interrupted run has written already: whole lines are kept, a half-written one goes, ids are skipped."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from metier.errors import UserInputError
from metier.reading.batch import Record
from metier.stream.delimited import LONGEST_CELL
from metier.stream.items import BadLine

_ID = re.compile(rb'\{"id": ?("(?:[^"\\]|\\.)*")')
_PIECE = 1024 * 1024


class Done:
    """The ids that were written, each as often as it was.

    Output is in the order of the input, so the next id to skip is nearly always the next one of the output, and
    nothing is kept in memory. Ids that come in another order are counted until they are met.
    """

    def __init__(self, ids: Iterator[str]) -> None:
        self._ids = ids
        self._passed: Counter[str] = Counter()

    def take(self, posting_id: str) -> bool:
        """Whether this posting was written already; a second one of the same id must have been written twice.

        >>> done = Done(iter(["a", "b", "a"]))
        >>> [done.take(i) for i in ("a", "a", "b", "b")]
        [True, True, True, False]
        """
        if self._passed.get(posting_id):
            self._passed[posting_id] -= 1
            if not self._passed[posting_id]:
                del self._passed[posting_id]
            return True
        for other in self._ids:
            if other == posting_id:
                return True
            self._passed[other] += 1
        return False


class Skipped:
    """The items that are still to be read; counts those that are not."""

    def __init__(self, items: Iterable[Record | BadLine], done: Done) -> None:
        self.count = 0
        self._items = items
        self._done = done

    def __iter__(self) -> Iterator[Record | BadLine]:
        for item in self._items:
            if isinstance(item, Record) and self._done.take(item.id or ""):
                self.count += 1
            else:
                yield item


def check_ours(path: Path, beginning: bytes, *, holds: bytes = b"") -> None:
    """Nothing, if a file begins as ours do, even if it ends there. Raises UserInputError, so that it is left alone."""
    with path.open("rb") as file:
        line = file.readline()
    if not (line.startswith(beginning) or beginning.startswith(line)) or (line.endswith(b"\n") and holds not in line):
        raise _foreign(path, "line 1")


def mend(path: Path) -> int:
    """Cuts off a last line that has no end; returns the bytes cut off. No line of ours holds a line break."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        keep = at = end
        while at > 0:
            begin = max(0, at - _PIECE)
            file.seek(begin)
            found = file.read(at - begin).rfind(b"\n")
            if found >= 0:
                keep = begin + found + 1
                break
            at = begin
            keep = begin
        file.truncate(keep)
    return end - keep


def ids_of_jsonl(path: Path, until: int) -> Iterator[str]:
    """The ids in the first bytes of a file that we wrote, in order. Raises UserInputError if it is none of ours."""
    for number, line in enumerate(_lines(path, until), start=1):
        found = _ID.match(line)
        try:
            value = json.loads(found.group(1) if found else line)
            yield value if found else value["id"]
        except (ValueError, KeyError, TypeError) as error:
            raise _foreign(path, f"line {number}") from error


def ids_of_csv(path: Path, until: int, header: list[str]) -> Iterator[str]:
    """The ids in the first bytes of a file that we wrote, in order. Raises UserInputError if it is none of ours."""
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(line.decode("utf-8", "replace") for line in _lines(path, until))
    try:
        if next(rows, header) != header:
            raise _foreign(path, "line 1")
        for row in rows:
            if len(row) != len(header):
                raise _foreign(path, f"line {rows.line_num}")
            yield row[0]
    except csv.Error as error:
        raise _foreign(path, f"line {rows.line_num}") from error


def _lines(path: Path, until: int) -> Iterator[bytes]:
    """The lines of a file that end before an offset, however much is being written behind it."""
    with path.open("rb") as file:
        while file.tell() < until and (line := file.readline()):
            yield line


def _foreign(path: Path, place: str) -> UserInputError:
    return UserInputError(
        f"{path} ({place}) was not written by metier read, so it cannot be continued.",
        hint="Name another file with --out.",
    )
