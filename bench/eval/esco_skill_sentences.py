"""Measures which ESCO skills are found first in sentences of postings."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from bench.eval.halves import halves
from bench.eval.intervals import interval
from bench.eval.occupation_index import WITHOUT, ways
from bench.eval.row import Row

from metier.reading.similar import LabelIndex, Ranked

NAME = "esco-skill-sentences"
TOP = 5


class Ranker(Protocol):
    """Finds concepts in sentences, by letters or also by meaning."""

    def rank_in_sentences(self, texts: Sequence[str], top: int) -> Ranked: ...


def run(shared: Path) -> list[Row]:
    """R-precision at 5 of the sentences that name a skill of the list, for both sets."""
    folder = shared / "eval" / NAME
    labels = gzip.decompress((folder / "labels.txt.gz").read_bytes()).decode("utf-8").splitlines()
    other = alternatives(shared / "sources")
    indexes = [(way, skills(labels, other, way)) for way in ways()]
    rows = []
    for part in ("tech", "house"):
        wanted = sentences(folder / f"{part}_validation_annotations.csv", set(labels))
        # One half of the sentences was looked at while the method was made, the other only counted.
        _, held_out = halves(wanted, str)
        for way, index in indexes:
            found = dict(zip(wanted, precisions(index, wanted), strict=True))
            held = [found[key] for key in held_out]
            values, field = list(found.values()), f"{part.upper()}{way}"
            rows.append(Row(NAME, field, "RP@5", float(np.mean(values)), len(values), f"{interval(values)}, all"))
            rows.append(Row(NAME, field, "RP@5", float(np.mean(held)), len(held), "half held out"))
    return rows


def skills(labels: list[str], other: dict[str, set[str]], way: str) -> Ranker:
    """The skills by their labels: whole words, the best label alone; by meaning without their other names."""
    every = names(labels, other)
    lexical = LabelIndex.build(every, character_share=0, whole_weight=0)
    if way == WITHOUT:
        return lexical
    from metier.reading.semantic.index import SemanticIndex

    return SemanticIndex.build(every, spoken=names(labels, {}), lexical=lexical)


def sentences(path: Path, labels: set[str]) -> dict[str, set[str]]:
    """Skills of each sentence; sentences without any of the labels are left out, as is usual for the set."""
    wanted: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] in labels:
                wanted.setdefault(row["sentence"], set()).add(row["label"])
    return wanted


def precisions(index: Ranker, wanted: dict[str, set[str]]) -> list[float]:
    """Right ones among the first 5, as a share of 5 or of all right ones where those are fewer."""
    ranked = index.rank_in_sentences(list(wanted), TOP)
    return [
        len(right & {label for label, _ in found}) / min(TOP, len(right))
        for found, right in zip(ranked, wanted.values(), strict=True)
    ]


def names(labels: list[str], other: dict[str, set[str]]) -> list[tuple[str, str]]:
    """(label, name): each label as it stands, without what is in brackets, and by its other names."""
    pairs = []
    for label in labels:
        bare = re.sub(r"\(.*?\)", " ", label)
        pairs += [(label, name) for name in (label, bare, *sorted(other.get(label, ())))]
    return pairs


def alternatives(sources: Path) -> dict[str, set[str]]:
    """Alternative labels of ESCO's skills by preferred label."""
    found: dict[str, set[str]] = {}
    files = [
        sources / "esco-1.2.0" / "skills_with_uri.csv.gz",
        *sorted((sources / "esco-1.2.1").glob("*SkillsCollection_en.csv.gz")),
    ]
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                split = re.split(r"\n|\s\|\s", row["altLabels"])
                found.setdefault(row["preferredLabel"], set()).update(name for name in split if name.strip())
    return found
