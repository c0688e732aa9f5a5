"""CSV: a header, then one posting a row; cells may hold line breaks."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from metier.reading.batch import Record
from metier.stream.columns import Columns, find_fields, need_text
from metier.stream.files import Lines
from metier.stream.items import BadLine
from metier.stream.jsonl import NOT_UTF8
from metier.stream.rows import posting_of

LONGEST_CELL = 16 * 1024 * 1024  # characters; beyond it a quotation mark was left open
_HEADER = 50_000  # bytes of a first line that show what it is
_DELIMITERS = ",\t;|"


def read_csv(lines: Lines, columns: Columns) -> Iterator[Record | BadLine]:
    """The postings of a file with a header. Raises UserInputError if no column holds a text."""
    rows = records(lines)
    header = next((row for _, row in rows if isinstance(row, list)), [])
    fields = need_text(tuple(header), columns, file=lines.name)
    for place, row in rows:
        if isinstance(row, str):
            yield BadLine(place, row)
            continue
        reason = misfit(row, header)
        found = reason or posting_of(dict(zip(header, row, strict=False)), fields, place.removeprefix("line "))
        yield BadLine(place, found) if isinstance(found, str) else found


def misfit(row: list[str], header: list[str]) -> str:
    """Why a row does not fit the header; empty if it does. Cells left off at its end are taken as empty."""
    if len(row) > len(header):
        return f"{len(row)} columns where the header has {len(header)}"
    if not all(map(_is_whole, row)):
        return NOT_UTF8
    return ""


def is_csv(line: bytes, columns: Columns, need: str) -> bool:
    """Whether a first line is a header: the user names a column of it, or several have names that are known."""
    if need in dict(columns.named):
        return True
    header = tuple(_cells(line, delimiter_of(line)))
    found = find_fields(header, columns).keys
    return len(header) > 1 and (need in found or len(found) > 1)


def records(lines: Lines) -> Iterator[tuple[str, list[str] | str]]:
    """The rows of a file, each with the place where it begins; the reason where one cannot be had."""
    csv.field_size_limit(LONGEST_CELL)
    texts = _Texts(lines)
    reader = csv.reader(texts, delimiter=delimiter_of(lines.first))
    while True:
        texts.begun = 0
        try:
            row = next(reader)
        except StopIteration:
            row = None
        except csv.Error as error:
            reason = str(error)
            open_quote = f"a cell of over {LONGEST_CELL // (1024 * 1024)} MB; is a quotation mark left open?"
            yield f"line {texts.begun}", open_quote if "field larger" in reason else f"not CSV: {reason}"
            continue
        yield from ((bad.place, bad.reason) for bad in texts.taken_out())
        if row is None:
            return
        if row and row != [""]:
            yield f"line {texts.begun}", row


def delimiter_of(header: bytes) -> str:
    """The sign that parts most cells of a header.

    >>> delimiter_of(b"id;title;text, as found")
    ';'
    """
    return max(_DELIMITERS, key=lambda sign: len(_cells(header, sign)))


def _cells(line: bytes, delimiter: str) -> list[str]:
    """The cells of a first line; none if it is no row of CSV."""
    try:
        return next(csv.reader([_text(line[:_HEADER])], delimiter=delimiter), [])
    except csv.Error:
        return []


class _Texts:
    """Lines as text with their ends; what is not UTF-8 becomes lone surrogates, so that its row can be told.

    ``begun`` is the number of the first line given since it was set to 0.
    """

    def __init__(self, lines: Lines) -> None:
        self.begun = 0
        self._lines = lines.with_ends()
        self._broken: list[BadLine] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            if isinstance(line, BadLine):
                self._broken.append(line)
            else:
                self.begun = self.begun or line[0]
                return _text(line[1])
        raise StopIteration

    def taken_out(self) -> list[BadLine]:
        """The lines that could not be had since the last call."""
        broken, self._broken = self._broken, []
        return broken


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape")


def _is_whole(cell: str) -> bool:
    if cell.isascii():
        return True
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True
