"""A file of postings, whatever its kind: what its ending or its first line says it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from metier.errors import MetierError, SourceError, UserInputError
from metier.reading.batch import Record
from metier.stream.columns import Columns
from metier.stream.delimited import is_csv, read_csv
from metier.stream.documents import is_document, read_document
from metier.stream.files import STANDARD_INPUT, Lines, beginning, begins, is_text, open_lines
from metier.stream.items import BadLine
from metier.stream.jsonl import read_jsonl
from metier.stream.pages import PAGE_ENDINGS, TEXT_ENDINGS, Folder, read_page
from metier.stream.tables import PARQUET, open_parquet, read_parquet

Items = Iterator[Record | BadLine]
_NO_TEXT = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a packed or Office file",
    b"\x89PNG": "a picture",
    b"SQLite": "a database",
}
NAMES = {
    "jsonl": "JSONL",
    "csv": "CSV",
    "parquet": "Parquet",
    "json": "a JSON document",
    "page": "one page of HTML or plain text",
    "folder": "a folder of pages",
}


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file of postings: its kind, its items, and how far it is read (0 to 1; None where unknown).

    Use it in a ``with`` statement, which closes the file.
    """

    name: str
    kind: str  # jsonl | csv | parquet | json | page | folder
    items: Items
    done: Callable[[], float | None]
    close: Callable[[], None] = lambda: None
    damaged: Callable[[], bool] = lambda: False  # whether the rest of the file could not be read

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_source(source: str, columns: Columns | None = None) -> Source:
    """A file, a folder of pages or standard input ("-"). Raises UserInputError or SourceError if it is none."""
    known = columns or Columns()
    path = Path(source)
    if source != STANDARD_INPUT and path.is_dir():
        folder = Folder(source)
        return Source(source, "folder", folder.postings(), folder.done)
    if source != STANDARD_INPUT and begins(path, PARQUET):
        table = open_parquet(source)
        rows = _Counted(read_parquet(table, source, known))
        return Source(source, "parquet", rows, lambda: rows.number / max(table.metadata.num_rows, 1), table.close)
    lines = open_lines(source)
    if lines.empty:
        raise SourceError(lines.name, "there is nothing in it.", hint="Give postings as JSONL, CSV, Parquet or HTML.")
    try:
        kind = kind_of(source, lines.first, known)
        _check_text(lines.name, lines.first if source == STANDARD_INPUT else beginning(path, lines.first))
    except MetierError:
        lines.close()
        raise
    return Source(lines.name, kind, _reader(kind)(lines, known), lines.done, lines.close, lambda: lines.damaged)


def _check_text(name: str, first: bytes) -> None:
    """Nothing, if a file begins like text. Raises UserInputError."""
    if not is_text(first):
        raise UserInputError(
            f"{name} is not text: it holds bytes that no text has.",
            hint="Give postings as JSONL, CSV, Parquet or HTML.",
        )


def kind_of(name: str, first: bytes, columns: Columns) -> str:
    """What a file holds, by the ending of its name, else by its first line.

    >>> kind_of("ads.csv.gz", b"", Columns()), kind_of("-", b'{"id": 1}', Columns()), kind_of("-", b"Hello", Columns())
    ('csv', 'jsonl', 'page')
    """
    ending = Path(name.lower().removesuffix(".gz")).suffix
    if ending in PAGE_ENDINGS or ending in TEXT_ENDINGS:
        return "page"
    if ending in (".csv", ".tsv"):
        return "csv"
    if ending == ".parquet":
        raise SourceError(name, "not a Parquet file.", hint="It must begin and end with PAR1; write or copy it again.")
    for mark, what in _NO_TEXT.items():
        if first.startswith(mark):
            raise UserInputError(f"{name} is {what}, which is not read.", hint="Save its postings as text or JSONL.")
    if first.startswith(PARQUET):
        raise UserInputError(f"{name}: Parquet cannot be read from a pipe.", hint="Save it as a file and name that.")
    if is_document(first):
        return "json"
    if ending in (".jsonl", ".ndjson", ".json") or first.lstrip().startswith(b"{"):
        return "jsonl"
    return "csv" if is_csv(first, columns, "text") else "page"


def _reader(kind: str) -> Callable[[Lines, Columns], Items]:
    readers: dict[str, Callable[[Lines, Columns], Items]] = {
        "jsonl": read_jsonl,
        "csv": read_csv,
        "json": read_document,
        "page": lambda lines, _: read_page(lines),
    }
    return readers[kind]


class _Counted:
    """Items, counted as they are taken."""

    def __init__(self, items: Items) -> None:
        self.number = 0
        self._items = items

    def __iter__(self) -> Items:
        return self

    def __next__(self) -> Record | BadLine:
        item = next(self._items)
        self.number += 1
        return item
