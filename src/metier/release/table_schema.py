"""What the schema of one table says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: what a row is, its columns (name -> type) and the order of its rows."""

    row: str
    columns: dict[str, str]
    sort: tuple[str, ...]
    may_be_empty: bool = False
    row_group: int = 32_768  # rows that are read together: fewer where a row holds long lists
