"""``metier title``: job titles in, what they say out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.table import Table
from rich.text import Text

from metier.errors import SourceError, UserInputError
from metier.reading.title import TitleReading
from metier.stream.columns import Columns
from metier.stream.files import STANDARD_INPUT
from metier.stream.items import BadLine, BadLines
from metier.stream.rows import whole
from metier.stream.titles import (
    CSV_COLUMNS,
    Codes,
    Facts,
    FindCodes,
    Title,
    csv_rows,
    good,
    in_chunks,
    json_lines,
    reader,
    titles_in,
)
from metier.surfaces import python
from metier.surfaces.cli.compare import ReleaseFolder
from metier.surfaces.cli.lookup import console
from metier.surfaces.cli.output import width
from metier.surfaces.cli.printing import print_bytes

_WIDE = 96  # columns of a screen on which the codes have room
_LONGEST_NAME = 1_000
_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".txt", ".gz", ".parquet")
TitleFormat = Literal["jsonl", "terminal", "json", "csv"]


def title(
    *titles: Annotated[
        str,
        Parameter(
            allow_leading_hyphen=True,
            help="Titles as employers write them, files of titles (lines, CSV, JSONL, Parquet; .gz too), or - for "
            "standard input, which is read if nothing is named.",
        ),
    ],
    form: Annotated[
        TitleFormat | None,
        Parameter(name=["--format", "-f"], help="How to print it: terminal for titles, jsonl for files."),
    ] = None,
    id_column: Annotated[str | None, Parameter(help="Column or key of the id, where its name is not usual.")] = None,
    title_column: Annotated[str | None, Parameter(help="Column or key of the title, where it is not usual.")] = None,
    release: ReleaseFolder = None,
) -> None:
    """Read raw job titles: role, what else it may be, track, level, and the official occupations.

    Examples:
        metier title "Sr. ML Software Engineer (Remote)"
        metier title titles.csv --format csv
        metier title < titles.txt
    """
    named = list(titles) or [STANDARD_INPUT]
    files = [name for name in named if _is_file(name)]
    columns = Columns.of(id=id_column, title=title_column)
    bad = BadLines(lambda message: print(f"metier: {message}", file=sys.stderr))
    told_apart = len(files) > 1
    found = good(chain.from_iterable(_titles(name, columns, told_apart=told_apart) for name in named), bad)
    count = _print(found, form or ("jsonl" if files else "terminal"), reader(_codes(named, files, release)))
    if bad.first is not None and not count:
        raise SourceError(
            ", ".join(files), f"no title could be read. The first: {bad.first.reason}.", place=bad.first.place
        )
    if bad.count:
        print(f"metier: {bad.count:,} {'line' if bad.count == 1 else 'lines'} could not be read.", file=sys.stderr)


def _is_file(name: str) -> bool:
    """Whether an argument names standard input or a file. Raises UserInputError if it is an option we do not have."""
    if name == STANDARD_INPUT:
        if sys.stdin.isatty():
            raise UserInputError("No title is named.", hint='For example: metier title "Sr. ML Engineer", or a file.')
        return True
    if len(name) > 1 and name.startswith("-") and " " not in name:
        raise UserInputError(f"metier title has no option {name}.", hint="See metier title --help.")
    if len(name) < _LONGEST_NAME and "\0" not in name and Path(name).is_file():
        return True
    if name.lower().endswith(_ENDINGS) and " " not in name:
        raise UserInputError(f"{name}: there is no such file.", hint="Name a file of titles, or titles.")
    return False


def _titles(name: str, columns: Columns, *, told_apart: bool) -> Iterable[Title | BadLine]:
    """The titles of one argument; bad lines name their file where there are several."""
    if not _is_file(name):
        return [(None, whole(name))]
    titles = titles_in(name, columns)
    if not told_apart:
        return titles
    return (BadLine(f"{name}, {one.place}", one.reason) if isinstance(one, BadLine) else one for one in titles)


def _codes(named: list[str], files: list[str], folder: Path | None) -> FindCodes:
    """Finds the official codes of a title that was read; for typed titles, without loading every name there is."""
    from metier.release.occupation_names import occupation_index, occupation_index_of

    release = python.open_release(folder)
    index = occupation_index(release) if files else occupation_index_of(release, map(whole, named))

    def find(reading: TitleReading) -> Codes:
        found = index.find(reading)
        return found.onetsoc_code, found.esco_uri

    return find


def _print(titles: Iterable[Title], form: TitleFormat, read: Callable[[str], Facts]) -> int:
    """Prints what the titles say, some at a time; returns how many there were."""
    count = 0
    for chunk in in_chunks(titles):
        if form == "terminal":
            console().print(_table(chunk, read))
        elif form == "csv":
            head = ",".join(CSV_COLUMNS) + "\n" if not count else ""
            print_bytes((head + csv_rows(chunk, read)).encode())
        else:
            print_bytes("".join([line + "\n" for line in json_lines(chunk, read)]).encode())
        count += len(chunk)
    return count


def _table(titles: list[Title], read: Callable[[str], Facts]) -> Table:
    """One row a title; the official occupation where the screen is wide enough."""
    wide = width() >= _WIDE
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Title")
    table.add_column("Role", no_wrap=True)
    for name in ("Sure", "Track", "Level", "O*NET") if wide else ("Sure", "Track", "Level"):
        table.add_column(name, no_wrap=True)
    for _, title in titles:
        said = read(title)
        cells = [f"{said.confidence:.2f}", said.track, said.level, said.onetsoc_code or ""]
        table.add_row(Text(title), _role(said), *cells[: 4 if wide else 3])
    return table


def _role(said: Facts) -> Text:
    """The role, with a question mark where it is a guess; below it what else the title may mean."""
    role = Text("not clear" if said.role_id is None else f"{said.role_id}?" if said.abstained else said.role_id)
    for other, _ in said.alternatives:
        role.append(f"\nor {other}", style="dim")
    return role
