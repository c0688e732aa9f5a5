"""Measures whether shared ESCO skills tell feasible moves between occupations from others."""

from __future__ import annotations

import csv
import gzip
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from bench.eval.intervals import interval
from bench.eval.row import Row
from numpy.typing import NDArray

NAME = "transitions"
FEASIBLE = 2.5  # crowd rating above which a move counts as feasible
_BASES = {
    "all skills": ("essential", "optional"),
    "essential skills": ("essential",),
    "optional skills": ("optional",),
}

Needs = dict[str, dict[str, set[str]]]  # occupation -> relation -> skills


def run(shared: Path) -> list[Row]:
    """Area under the ROC curve of three similarities; the set has few feasible pairs."""
    with (shared / "eval" / NAME / "pairs.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    needs = skills(shared / "sources" / "esco-1.2.0" / "occupation_skill_relations.parquet")
    names = _names(shared / "sources" / "esco-1.2.1" / "occupations_en.csv.gz")
    feasible = [float(row["feasibility"]) > FEASIBLE for row in pairs]
    rows = []
    for field, relations in _BASES.items():
        profiles = {
            occupation: set().union(*(by.get(name, set()) for name in relations)) for occupation, by in needs.items()
        }
        weights = rarity(profiles.values())
        table = [
            (cosine(profiles[names[r["origin"]]], profiles[names[r["destination"]]], weights), float(good))
            for r, good in zip(pairs, feasible, strict=True)
        ]
        note = f"{interval(table, auc, [int(good) for good in feasible])}, {sum(feasible)} feasible"
        rows.append(Row(NAME, field, "AUC", auc(np.array(table)), len(table), note))
    return rows


def skills(path: Path) -> Needs:
    """Skills of each occupation (URI) by relation."""
    import duckdb

    found: Needs = {}
    rows = duckdb.execute("SELECT occupationUri, relationType, skillUri FROM read_parquet(?)", [str(path)]).fetchall()
    for occupation, relation, skill in rows:
        found.setdefault(occupation, {}).setdefault(relation, set()).add(skill)
    return found


def rarity(profiles: Iterable[set[str]]) -> dict[str, float]:
    """Weight of each skill: ln(occupations / occupations that need it)."""
    known = list(profiles)
    needed = Counter(skill for profile in known for skill in profile)
    return {skill: math.log(len(known) / count) for skill, count in needed.items()}


def cosine(left: set[str], right: set[str], weights: dict[str, float]) -> float:
    """Cosine (0-1) of two sets of skills, each skill at its weight.

    >>> cosine({"a", "b"}, {"b", "c"}, {"a": 1.0, "b": 1.0, "c": 1.0})
    0.5
    """
    squares = [sum(weights[skill] ** 2 for skill in sorted(some)) for some in (left, right, left & right)]
    return squares[2] / math.sqrt(squares[0] * squares[1]) if squares[0] and squares[1] else 0.0


def auc(table: NDArray[np.float64]) -> float:
    """The chance that a feasible pair scores above another; ties count half. Columns: score, feasible."""
    good, other = table[table[:, 1] == 1, 0], table[table[:, 1] == 0, 0]
    above = (good[:, None] > other).mean() + (good[:, None] == other).mean() / 2
    return float(above)


def _names(path: Path) -> dict[str, str]:
    """URI of each occupation by its preferred label, else by an alternative one (the set uses older labels)."""
    preferred, alternative = {}, {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            preferred[row["preferredLabel"]] = row["conceptUri"]
            alternative.update(dict.fromkeys(row["altLabels"].split("\n"), row["conceptUri"]))
    return alternative | preferred
