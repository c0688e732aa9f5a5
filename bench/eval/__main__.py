"""Prints every measured accuracy of the reading: ``python -m bench.eval [SET ...] [--shared FOLDER] [--write]``.

With --write and all sets, the table also goes between its markers in docs/methods/reading.md.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from bench.eval.row import Row
from bench.written import put
from rich.console import Console
from rich.table import Table

SHARED = Path(__file__).resolve().parents[3] / "shared"
WIDTH = 110  # columns in a file or pipe
DOC = Path(__file__).resolve().parents[2] / "docs" / "methods" / "reading.md"


def sets() -> list[str]:
    """The evaluation sets: every module beside this one that defines ``run``."""
    folder = Path(__file__).parent
    return sorted(path.stem for path in folder.glob("*.py") if "\ndef run(shared" in path.read_text(encoding="utf-8"))


def measure(names: list[str], shared: Path) -> list[Row]:
    """The rows of the named sets, in order."""
    return [row for name in names for row in import_module(f"bench.eval.{name}").run(shared)]


def table(rows: list[Row]) -> Table:
    """All rows as one table."""
    shown = Table("set", "field", "metric", "value", "n", "note")
    for row in rows:
        shown.add_row(row.set, row.field, row.metric, f"{row.value:.3f}", f"{row.n:,}", row.note)
    return shown


def markdown(rows: list[Row]) -> str:
    """All rows as a table in Markdown."""
    lines = ["| set | field | metric | value | n | interval, part |", "| --- | --- | --- | ---: | ---: | --- |"]
    lines += [f"| {r.set} | {r.field} | {r.metric} | {r.value:.3f} | {r.n:,} | {r.note} |" for r in rows]
    return "\n".join(lines)


def main() -> None:
    """Measure what the command line names; everything by default."""
    parser = argparse.ArgumentParser(prog="python -m bench.eval", description=__doc__)
    parser.add_argument("set", nargs="*", choices=[[], *sets()], help="sets to measure (default: all)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with the producers' files")
    parser.add_argument("--write", action="store_true", help="put the table into docs/methods/reading.md")
    asked = parser.parse_args()
    if asked.write and asked.set:
        parser.error("--write needs all sets: name none")
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    rows = measure(asked.set or sets(), asked.shared)
    console.print(table(rows))
    if asked.write:
        put(DOC, "eval", markdown(rows))


if __name__ == "__main__":
    main()
