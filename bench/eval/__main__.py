"""Prints every measured accuracy of the reading: ``python -m bench.eval [SET ...] [--shared FOLDER]``."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from bench.eval.row import Row
from rich.console import Console
from rich.table import Table

SHARED = Path(__file__).resolve().parents[3] / "shared"
WIDTH = 110  # columns in a file or pipe
_NO_SETS = frozenset(("__main__", "__init__", "intervals", "row"))


def sets() -> list[str]:
    """The evaluation sets: every module beside this one that has a ``run``."""
    folder = Path(__file__).parent
    return sorted(path.stem for path in folder.glob("*.py") if path.stem not in _NO_SETS)


def measure(names: list[str], shared: Path) -> list[Row]:
    """The rows of the named sets, in order."""
    return [row for name in names for row in import_module(f"bench.eval.{name}").run(shared)]


def table(rows: list[Row]) -> Table:
    """All rows as one table."""
    shown = Table("set", "field", "metric", "value", "n", "note")
    for row in rows:
        shown.add_row(row.set, row.field, row.metric, f"{row.value:.3f}", f"{row.n:,}", row.note)
    return shown


def main() -> None:
    """Measure what the command line names; everything by default."""
    parser = argparse.ArgumentParser(prog="python -m bench.eval", description=__doc__)
    parser.add_argument("set", nargs="*", choices=[[], *sets()], help="sets to measure (default: all)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with the producers' files")
    asked = parser.parse_args()
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    console.print(table(measure(asked.set or sets(), asked.shared)))


if __name__ == "__main__":
    main()
