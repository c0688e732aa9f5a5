"""Measures how well titles of the same job are found among others, without any training."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from bench.eval.halves import halves
from bench.eval.intervals import interval
from bench.eval.occupation_index import occupations, ways
from bench.eval.row import Row
from numpy.typing import NDArray

from metier.reading.similar import LabelIndex

NAME = "title-similarity"
SEED = 1  # one half of the queries was looked at while the method was made, the other only counted

Titles = dict[str, str]


def run(shared: Path) -> list[Row]:
    """Mean average precision: titles against each other, and by the official occupations they resemble."""
    folder = shared / "eval" / NAME / "english"
    queries, corpus = _titles(folder / "queries"), _titles(folder / "corpus_elements")
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, _, element, grade = line.split("\t")
        if int(grade):
            relevant.setdefault(query, set()).add(element)
    place = {query: number for number, query in enumerate(queries)}  # these halves go by the order of the file
    _, held_out = halves(queries, lambda query: f"{place[query]:08}", SEED)
    rows = []
    tables = [("words", by_words(queries, corpus))]
    tables += [(f"occupations{way}", by_occupations(queries, corpus, way)) for way in ways()]
    for field, scores in tables:
        found = precisions(scores, list(queries), list(corpus), relevant)
        values, held = list(found.values()), [found[query] for query in held_out]
        rows.append(Row(NAME, field, "MAP", float(np.mean(values)), len(values), f"{interval(values)}, all"))
        rows.append(Row(NAME, field, "MAP", float(np.mean(held)), len(held), "half held out"))
    return rows


def by_words(queries: Titles, corpus: Titles) -> NDArray[np.float32]:
    """(queries x corpus): words and pieces of words that two titles share."""
    index = LabelIndex.build(corpus.items(), whole_weight=0)
    place = {element: n for n, element in enumerate(index.concept_ids)}
    table = np.vstack(list(index.scores(list(queries.values()))))
    scores: NDArray[np.float32] = table[:, [place[element] for element in corpus]]
    return scores


def by_occupations(queries: Titles, corpus: Titles, way: str) -> NDArray[np.float32]:
    """(queries x corpus): likeness of what two titles resemble among the occupations of the release."""
    index = occupations(way)
    left, right = index.profiles(list(queries.values())), index.profiles(list(corpus.values()))
    scores: NDArray[np.float32] = np.round(left @ right.T, 6)
    return scores


def precisions(
    scores: NDArray[np.float32], queries: list[str], corpus: list[str], relevant: dict[str, set[str]]
) -> dict[str, float]:
    """Average precision of each query."""
    found = {}
    for query, row in zip(queries, scores, strict=True):
        hits = np.array([corpus[place] in relevant[query] for place in np.argsort(-row, kind="stable")])
        at = np.flatnonzero(hits)
        found[query] = float((np.arange(1, len(at) + 1) / (at + 1)).sum() / len(relevant[query]))
    return found


def _titles(path: Path) -> Titles:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows)
        return {row[0]: row[1] for row in rows}
