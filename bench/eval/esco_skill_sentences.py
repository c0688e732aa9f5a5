"""Measures which ESCO skills are found first in sentences of postings."""

from __future__ import annotations

import csv
import gzip
import random
import re
from pathlib import Path

import numpy as np
from bench.eval.intervals import interval
from bench.eval.row import Row

from metier.reading.similar import LabelIndex

NAME = "esco-skill-sentences"
SEED = 20261123  # one half of the sentences was looked at while the method was made, the other only counted
TOP = 5


def run(shared: Path) -> list[Row]:
    """R-precision at 5 of the sentences that name a skill of the list, for both sets."""
    folder = shared / "eval" / NAME
    labels = gzip.decompress((folder / "labels.txt.gz").read_bytes()).decode("utf-8").splitlines()
    index = LabelIndex.build(names(labels, alternatives(shared / "sources")), character_share=0, whole_weight=0)
    rows = []
    for part in ("tech", "house"):
        wanted = sentences(folder / f"{part}_validation_annotations.csv", set(labels))
        found = dict(zip(wanted, precisions(index, wanted), strict=True))
        keys = sorted(wanted)
        random.Random(SEED).shuffle(keys)
        held = [found[key] for key in keys[len(keys) // 2 :]]
        values, field = list(found.values()), part.upper()
        rows.append(Row(NAME, field, "RP@5", float(np.mean(values)), len(values), f"{interval(values)}, all"))
        rows.append(Row(NAME, field, "RP@5", float(np.mean(held)), len(held), "half held out"))
    return rows


def sentences(path: Path, labels: set[str]) -> dict[str, set[str]]:
    """Skills of each sentence; sentences without any of the labels are left out, as is usual for the set."""
    wanted: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["label"] in labels:
                wanted.setdefault(row["sentence"], set()).add(row["label"])
    return wanted


def precisions(index: LabelIndex, wanted: dict[str, set[str]]) -> list[float]:
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
