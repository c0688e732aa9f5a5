"""Measures the reading of titles on the labelled titles: role, track, level, on two halves and on all."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

from bench.eval.row import Row

from metier.reading.title import TitleReading, read_title

NAME = "titles"
SEED = 20261123  # splits the rows: errors are looked at in one half, the other is only counted

Read = list[tuple[TitleReading, dict[str, str]]]


def run(shared: Path) -> list[Row]:
    """Rows for role (first or also right), role (first choice), track, level and abstentions."""
    rows = labelled(shared)
    seen, held_out = halves(rows)
    return [*_rows("all", rows), *_rows("half seen", seen), *_rows("half held out", held_out)]


def labelled(shared: Path) -> Read:
    """The labelled titles with what the reader makes of them."""
    with (shared / "eval" / "titles" / "titles.csv").open(encoding="utf-8", newline="") as file:
        return [(read_title(row["title"]), row) for row in csv.DictReader(file)]


def halves(rows: Read) -> tuple[Read, Read]:
    """The half whose errors may be looked at, and the half that is held out; fixed by the seed."""
    ids = sorted(row["id"] for _, row in rows)
    random.Random(SEED).shuffle(ids)
    seen = set(ids[: len(ids) // 2])
    return [r for r in rows if r[1]["id"] in seen], [r for r in rows if r[1]["id"] not in seen]


def right(reading: TitleReading, row: dict[str, str]) -> bool:
    """True where the role is the labelled one or the one also accepted."""
    return reading.role_id is not None and reading.role_id in (row["role_id"], row["alt_role_id"])


def errors(rows: Read) -> Counter[tuple[str, str]]:
    """Wrong roles by (labelled, read)."""
    return Counter((row["role_id"], str(reading.role_id)) for reading, row in rows if not right(reading, row))


def _rows(part: str, rows: Read) -> list[Row]:
    n = len(rows)
    shares = {
        "role, label or alternative": sum(right(reading, row) for reading, row in rows),
        "role, label": sum(reading.role_id == row["role_id"] for reading, row in rows),
        "track": sum(reading.track == row["track"] for reading, row in rows),
        "level": sum(reading.level == row["level"] for reading, row in rows),
    }
    abstained = sum(reading.abstained for reading, _ in rows)
    return [
        *(Row(NAME, field, "accuracy", count / n, n, part) for field, count in shares.items()),
        Row(NAME, "role", "abstained", abstained / n, n, part),
    ]
