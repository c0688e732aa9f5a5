"""Measures the reading of titles on the labelled titles: role, track, level, on two halves and on all."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from bench.eval.halves import halves as split
from bench.eval.intervals import interval
from bench.eval.row import Row

from metier.reading.title import TitleReading, read_title
from metier.vocabulary.load import roles

NAME = "titles"
FAMILIES = frozenset(
    ("analytics", "data-engineering", "data-governance", "data-leadership", "data-science", "machine-learning")
)

Read = list[tuple[TitleReading, dict[str, str]]]


def run(shared: Path) -> list[Row]:
    """Rows for role (first or also right), role (first choice), its macro-F1, track, level and abstentions."""
    rows = labelled(shared)
    seen, held_out = halves(rows)
    return [*_rows("all", rows), *_rows("half seen", seen), *_rows("half held out", held_out)]


def labelled(shared: Path) -> Read:
    """The labelled titles with what the reader makes of them."""
    with (shared / "eval" / "titles" / "titles.csv").open(encoding="utf-8", newline="") as file:
        return [(read_title(row["title"]), row) for row in csv.DictReader(file)]


def halves(rows: Read) -> tuple[Read, Read]:
    """The half whose errors may be looked at, and the half that is held out; fixed by the seed."""
    return split(rows, lambda read: read[1]["id"])


def right(reading: TitleReading, row: dict[str, str]) -> bool:
    """True where the role is the labelled one or the one also accepted."""
    return reading.role_id is not None and reading.role_id in (row["role_id"], row["alt_role_id"])


def errors(rows: Read) -> Counter[tuple[str, str]]:
    """Wrong roles by (labelled, read)."""
    return Counter((row["role_id"], str(reading.role_id)) for reading, row in rows if not right(reading, row))


def f1_by_role(rows: Read) -> dict[str, float]:
    """F1 of each labelled role of the data and ML families or of management; an also accepted role is right.

    A role's F1 is 2 hits / (2 hits + missed + wrongly read).
    """
    hits: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for reading, row in rows:
        if right(reading, row):
            hits[row["role_id"]] += 1
        else:
            missed[row["role_id"]] += 1
            wrong[str(reading.role_id)] += 1
    known = roles()
    core = {name for name, role in known.items() if role.family in FAMILIES or role.track == "management"}
    named = (hits.keys() | missed.keys()) & core
    return {role: 2 * hits[role] / (2 * hits[role] + missed[role] + wrong[role]) for role in sorted(named)}


def _rows(part: str, rows: Read) -> list[Row]:
    n = len(rows)
    shares = {
        "role, label or alternative": [right(reading, row) for reading, row in rows],
        "role, label": [reading.role_id == row["role_id"] for reading, row in rows],
        "track": [reading.track == row["track"] for reading, row in rows],
        "level": [reading.level == row["level"] for reading, row in rows],
    }
    abstained = sum(reading.abstained for reading, _ in rows)
    by_role = f1_by_role(rows)
    return [
        *(
            Row(NAME, field, "accuracy", sum(hits) / n, n, f"{interval([float(hit) for hit in hits])}, {part}")
            for field, hits in shares.items()
        ),
        Row(
            NAME, "role, data, ML and management", "macro-F1", sum(by_role.values()) / len(by_role), len(by_role), part
        ),
        Row(NAME, "role", "abstained", abstained / n, n, part),
    ]
