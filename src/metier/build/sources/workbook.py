"""One sheet of an .xlsx workbook as named columns, with errors that name file, sheet, row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from metier.errors import SourceError

Cell = str | float | bool | time | date | datetime | timedelta
"""A cell as python-calamine gives it; empty cells are ''."""

_FOOTNOTE_MARK = re.compile(r"(\[\d+\])+$")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The wanted columns of one sheet: ``columns[name][i]`` stands in row ``rows[i]`` of the workbook."""

    file: str
    name: str
    heads: Mapping[str, str]  # our name -> the producer's heading
    columns: Mapping[str, Sequence[Cell]]
    rows: Sequence[int]
    title: str  # the text above the headings

    def place(self, index: int, column: str) -> str:
        """Where the value ``columns[column][index]`` stands, in words."""
        return f"sheet {self.name!r}, row {self.rows[index]:,}, column {self.heads[column]!r}"

    def text(self, column: str) -> list[str]:
        """A column as text; whole numbers without a decimal point, as codes are meant."""
        return [_text(value) for value in self.columns[column]]

    def numbers(self, column: str, missing: Sequence[str] = ("",)) -> list[float | None]:
        """A column as numbers; ``missing`` are the producer's marks for no value. Others raise."""
        read = number_reader(missing)
        found: list[float | None] = []
        for index, value in enumerate(self.columns[column]):
            number = read(value)
            if isinstance(number, str):
                raise self.unknown_mark(index, column, missing)
            found.append(number)
        return found

    def unknown_mark(self, index: int, column: str, known: Sequence[str]) -> SourceError:
        """The error for a cell that is neither a number nor a mark we know."""
        marks = ", ".join(repr(mark) for mark in known)
        return SourceError(
            self.file,
            f"{self.columns[column][index]!r} is neither a number nor a known mark ({marks})",
            place=self.place(index, column),
            hint="Read the producer's notes on its marks, then teach the reader this one.",
        )


def number_reader(missing: Sequence[str]) -> Callable[[Cell], float | str | None]:
    """A function from a cell to its number, None for a missing mark, or the text it cannot read."""

    def read(value: Cell) -> float | str | None:
        if isinstance(value, float | int) and not isinstance(value, bool):
            return float(value)
        text = str(value).strip()
        if text in missing:
            return None
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return text

    return read


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_sheet(path: Path, sheet: str | None, wanted: Mapping[str, str], *, head_row: int = 1) -> Sheet:
    """The wanted columns of a sheet. ``wanted`` maps our name to a pattern of the producer's heading.

    ``sheet`` is a name in any letter case, or None for the first. Headings stand in row ``head_row``
    (1 is the first); footnote marks such as ``[1]`` after a heading do not count. Rows that are
    blank in every wanted column are left out.
    """
    title_rows = _rows(path, sheet)
    name, rows = title_rows
    if len(rows) < head_row:
        raise SourceError(
            path.name,
            f"the sheet has {len(rows)} rows; headings were expected in row {head_row}",
            place=f"sheet {name!r}",
            hint="Check that this is the producer's own workbook, and its version.",
        )
    heads = [_FOOTNOTE_MARK.sub("", str(cell).strip()).strip() for cell in rows[head_row - 1]]
    at = {ours: _find(path, name, heads, pattern, head_row) for ours, pattern in wanted.items()}
    kept = [
        (number, row)
        for number, row in enumerate(rows[head_row:], start=head_row + 1)
        if any(row[index] != "" for index in at.values())
    ]
    return Sheet(
        file=path.name,
        name=name,
        heads={ours: heads[index] for ours, index in at.items()},
        columns={ours: [row[index] for _, row in kept] for ours, index in at.items()},
        rows=[number for number, _ in kept],
        title=" ".join(str(cell) for row in rows[: head_row - 1] for cell in row if cell != ""),
    )


def sheet_text(path: Path, sheet: str) -> list[str]:
    """The text of each row of a sheet, cells joined by a space: for notes around a table."""
    _, rows = _rows(path, sheet)
    return [" ".join(str(cell).strip() for cell in row if cell != "") for row in rows]


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets, in order."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not path.is_file():
        raise SourceError(path.name, "the file is not there", place=str(path.parent), hint="Fetch it: metier fetch.")
    try:
        return list(CalamineWorkbook.from_path(path).sheet_names)
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> SourceError:
    return SourceError(
        path.name,
        f"the workbook cannot be opened ({error})",
        hint="Fetch the file again: it is cut short, protected, or not an .xlsx workbook.",
    )


def _rows(path: Path, sheet: str | None) -> tuple[str, list[list[Cell]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    names = sheet_names(path)
    wanted = names[0] if sheet is None else sheet
    name = next((known for known in names if known.lower() == wanted.lower()), None)
    if name is None:
        raise SourceError(
            path.name,
            f"no sheet {wanted!r}; it has {', '.join(names)}",
            hint="Check that this is the producer's own workbook, and its version.",
        )
    try:
        book = CalamineWorkbook.from_path(path)
        rows: list[list[Cell]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, error) from error
    return name, rows


def _find(path: Path, sheet: str, heads: Sequence[str], pattern: str, head_row: int) -> int:
    found = [index for index, head in enumerate(heads) if re.fullmatch(pattern, head, re.IGNORECASE)]
    if found:
        return found[0]
    raise SourceError(
        path.name,
        f"no column {pattern!r}; it has {', '.join(head for head in heads if head)}",
        place=f"sheet {sheet!r}, row {head_row}",
        hint="The producer may have changed the layout, or this is another table: check its version.",
    )
