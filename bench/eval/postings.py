"""Measures the reading of postings on the labelled postings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.eval.intervals import interval, ratio_of_sums
from bench.eval.row import Row

from metier.reading.html import to_text
from metier.reading.posting import PostingReading, read_text
from metier.reading.technology import resolve_tag

NAME = "postings"


def run(shared: Path) -> list[Row]:
    """Rows for technologies, duties, degree, years, workplace and type of employment."""
    lines = (shared / "eval" / "postings" / "postings.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    read = [(read_text(to_text(row["text"]), row["title"]), row["labels"]) for row in rows]
    return [*_technologies(read), *_duties(read), *_fields(read)]


Read = list[tuple[PostingReading, dict[str, Any]]]


def _fields(read: Read) -> list[Row]:
    names = (
        "education_min",
        "education_preferred",
        "experience_substitutes",
        "experience_years_min",
        "workplace",
        "employment_type",
    )
    rows = []
    for name in names:
        right = [float(getattr(reading, name) == labels[name]) for reading, labels in read]
        rows.append(Row(NAME, name, "accuracy", sum(right) / len(read), len(read), interval(right)))
    return rows


def _duties(read: Read) -> list[Row]:
    pairs = [(set(reading.duties), set(labels["responsibilities"])) for reading, labels in read]
    return scores(NAME, "duties", pairs)


def _technologies(read: Read) -> list[Row]:
    pairs = []
    agree = both = 0
    for reading, labels in read:
        required = {_canonical(name) for name in labels["required"]}
        wanted = required | {_canonical(name) for name in labels["preferred"]}
        got_required = set(reading.technology_ids("required"))
        got = got_required | set(reading.technology_ids("preferred"))
        pairs.append((got, wanted))
        both += len(got & wanted)
        agree += sum((item in required) == (item in got_required) for item in got & wanted)
    return [
        *scores(NAME, "technologies", pairs),
        Row(NAME, "required or preferred", "accuracy", agree / both, both, "of technologies found"),
    ]


def _canonical(name: str) -> str:
    """The technology's id; a name that the vocabulary does not know stays itself and counts as missed."""
    return resolve_tag(name) or f"unknown: {name.lower()}"


def scores(name: str, field: str, pairs: list[tuple[set[str], set[str]]]) -> list[Row]:
    """Micro-averaged precision, recall and F1 of (found, wanted) pairs."""
    hit = sum(len(found & wanted) for found, wanted in pairs)
    found_n = sum(len(found) for found, _ in pairs)
    wanted_n = sum(len(wanted) for _, wanted in pairs)
    precision = hit / found_n if found_n else 0.0
    recall = hit / wanted_n if wanted_n else 0.0
    f1 = 2 * hit / (found_n + wanted_n) if found_n + wanted_n else 0.0
    sums = [(2.0 * len(found & wanted), float(len(found) + len(wanted))) for found, wanted in pairs]
    return [
        Row(name, field, "precision", precision, found_n, "micro"),
        Row(name, field, "recall", recall, wanted_n, "micro"),
        Row(name, field, "F1", f1, wanted_n, f"micro, {interval(sums, ratio_of_sums)}"),
    ]
