"""Measures how high the right ESCO occupation stands when vacancy titles are ranked against ESCO's labels."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

import numpy as np
from bench.eval.intervals import interval
from bench.eval.row import Row

from metier.reading.normalise import label_key
from metier.reading.similar import LabelIndex
from metier.release.reader import Release

NAME = "titles-to-esco"
SEED = 20261123  # one half of the titles was looked at while the method was made, the other only counted


def run(shared: Path) -> list[Row]:
    """Mean reciprocal rank and hits of the right occupation, for all titles and for the half held out."""
    index = LabelIndex.build(esco_labels())
    with gzip.open(shared / "eval" / NAME / "validation.csv.gz", "rt", encoding="utf-8", newline="") as file:
        wanted = [(row["vacancyTitle"], _concept(row["conceptUri"])) for row in csv.DictReader(file)]
    reciprocal = reciprocal_ranks(index, wanted)
    seen = half_seen([title for title, _ in wanted])
    held_out = [value for value, (title, _) in zip(reciprocal, wanted, strict=True) if _half_key(title) not in seen]
    first = [float(value == 1) for value in reciprocal]
    n = len(reciprocal)
    return [
        Row(NAME, "occupation", "MRR", float(np.mean(reciprocal)), n, f"{interval(reciprocal)}, all"),
        Row(NAME, "occupation", "MRR", float(np.mean(held_out)), len(held_out), "half held out"),
        Row(NAME, "occupation", "first is right", float(np.mean(first)), n, f"{interval(first)}, all"),
    ]


def esco_labels() -> list[tuple[str, str]]:
    """(role id, label) of every ESCO occupation in the release that ships with the package."""
    return Release().rows(
        "SELECT role_id, label FROM role_labels WHERE scheme = 'esco-1.2.1' AND kind <> 'code' ORDER BY ALL",
        tables=("role_labels",),
    )


def reciprocal_ranks(index: LabelIndex, wanted: list[tuple[str, str]]) -> list[float]:
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


def half_seen(titles: list[str]) -> set[str]:
    """The half of the different titles whose results were looked at; fixed by the seed."""
    different = sorted({_half_key(title) for title in titles})
    random.Random(SEED).shuffle(different)
    return set(different[: len(different) // 2])


def _half_key(title: str) -> str:
    return title.strip().lower()


def _concept(uri: str) -> str:
    return "esco-" + uri.rpartition("/")[2]
