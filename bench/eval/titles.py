"""Measures the reading of titles on the labelled titles: role, track, level, on two halves and on all."""

from __future__ import annotations

import csv
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

from bench.eval.intervals import interval
from bench.eval.row import Row

from metier.reading.title import TitleReading, read_title

NAME = "titles"
SEED = 20261123  # splits the rows: errors are looked at in one half, the other is only counted
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)  # of scores: is .8 right eight times of ten?

Read = list[tuple[TitleReading, dict[str, str]]]


def run(shared: Path) -> list[Row]:
    """Rows for role (first or also right), role (first choice), track, level, abstentions and score bands."""
    rows = labelled(shared)
    seen, held_out = halves(rows)
    return [
        *_rows("all", rows),
        *_rows("half seen", seen),
        *_rows("half held out", held_out),
        *_bands("all", rows),
        *_bands("half held out", held_out),
    ]


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
        "role, label or alternative": [right(reading, row) for reading, row in rows],
        "role, label": [reading.role_id == row["role_id"] for reading, row in rows],
        "track": [reading.track == row["track"] for reading, row in rows],
        "level": [reading.level == row["level"] for reading, row in rows],
    }
    abstained = sum(reading.abstained for reading, _ in rows)
    return [
        *(
            Row(NAME, field, "accuracy", sum(hits) / n, n, f"{interval([float(hit) for hit in hits])}, {part}")
            for field, hits in shares.items()
        ),
        Row(NAME, "role", "abstained", abstained / n, n, part),
    ]


def _bands(part: str, rows: Read) -> list[Row]:
    """Whether the scores mean what they say: rows right in each band of scores."""
    made = []
    for low, high in pairwise(BANDS):
        hits = [
            float(right(reading, row)) for reading, row in rows if not reading.abstained and low <= reading.score < high
        ]
        if hits:
            field = f"role, score {low:.1f} to {min(high, 1.0):.1f}"
            made.append(Row(NAME, field, "right", sum(hits) / len(hits), len(hits), f"{interval(hits)}, {part}"))
    return made
