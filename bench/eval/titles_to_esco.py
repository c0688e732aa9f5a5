"""Measures how high the right ESCO occupation stands when vacancy titles are ranked against ESCO's labels."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
from bench.eval.halves import halves
from bench.eval.intervals import interval
from bench.eval.occupation_index import esco_ids, occupations, ways
from bench.eval.row import Row

from metier.reading.linked import TargetIndex
from metier.reading.normalise import label_key

NAME = "titles-to-esco"


def run(shared: Path) -> list[Row]:
    """Mean reciprocal rank and hits of the right occupation, for all titles and for the half held out."""
    with gzip.open(shared / "eval" / NAME / "validation.csv.gz", "rt", encoding="utf-8", newline="") as file:
        wanted = [(row["vacancyTitle"], _concept(row["conceptUri"])) for row in csv.DictReader(file)]
    # One half of the titles was looked at while the method was made, the other only counted.
    _, held_out = halves(range(len(wanted)), lambda row: wanted[row][0].strip().lower())
    rows = []
    for way in ways():
        reciprocal = reciprocal_ranks(occupations(way).towards(esco_ids()), wanted)
        held = [reciprocal[row] for row in held_out]
        first = [float(value == 1) for value in reciprocal]
        n, field = len(reciprocal), f"occupation{way}"
        rows += [
            Row(NAME, field, "MRR", float(np.mean(reciprocal)), n, f"{interval(reciprocal)}, all"),
            Row(NAME, field, "MRR", float(np.mean(held)), len(held), "half held out"),
            Row(NAME, field, "first is right", float(np.mean(first)), n, f"{interval(first)}, all"),
        ]
    return rows


def reciprocal_ranks(index: TargetIndex, wanted: list[tuple[str, str]]) -> list[float]:
    """1 / rank of each (title, concept id); concepts of equal score share their mean rank; 0 if unlike."""
    column = {concept: place for place, concept in enumerate(index.concept_ids)}
    keys = list(dict.fromkeys(label_key(title) for title, _ in wanted))
    asked: dict[str, list[int]] = {}
    for row, (title, _) in enumerate(wanted):
        asked.setdefault(label_key(title), []).append(row)
    reciprocal = [0.0] * len(wanted)
    tables = (scores for table in index.scores(keys) for scores in table)
    for key, scores in zip(keys, tables, strict=True):
        for row in asked[key]:
            place = column.get(wanted[row][1])
            if place is not None and scores[place] > 0:
                above, equal = (scores > scores[place]).sum(), (scores == scores[place]).sum()
                reciprocal[row] = float(1 / (above + (equal + 1) / 2))
    return reciprocal


def _concept(uri: str) -> str:
    return "esco-" + uri.rpartition("/")[2]
