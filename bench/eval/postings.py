"""Measures the reading of postings on the labelled postings: whole set, half seen, half held out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.eval.halves import halves
from bench.eval.intervals import interval, ratio_of_sums
from bench.eval.row import Row

from metier.reading.posting import read_posting
from metier.reading.posting_facts import PostingReading
from metier.reading.technology import resolve_tag

NAME = "postings"
BANDS = (0.0, 0.7, 0.8, 0.9, 0.95, 1.01)  # of confidence: is .8 right eight times of ten?
Labels = dict[str, Any]
Read = list[tuple[PostingReading, Labels]]
Right = Callable[[PostingReading, Labels], bool]


def same(key: str) -> Right:
    """Whether the reading of this key is the labelled one; what is not read counts as not stated."""
    unread = "unspecified" if key in ("education_min", "workplace", "employment_type") else None

    def right(reading: PostingReading, labels: Labels) -> bool:
        read = getattr(reading, key)
        if read is None:
            return bool((labels[key] or None) == unread)
        return bool(read == labels[key])

    return right


def role_right(reading: PostingReading, labels: Labels) -> bool:
    """Whether the role is the labelled one or the one also accepted."""
    return reading.role_id is not None and reading.role_id in (labels["role_id"], labels.get("alt_role_id"))


# The fields with one value, by key of the output line.
FIELDS: dict[str, Right] = {
    "role_id": role_right,
    "track": same("track"),
    "education_min": same("education_min"),
    "education_preferred": same("education_preferred"),
    "experience_substitutes": same("experience_substitutes"),
    "experience_years_min": same("experience_years_min"),
    "workplace": same("workplace"),
    "employment_type": same("employment_type"),
    "industry_id": lambda reading, labels: (reading.industry_id or "other") == (labels["industry_id"] or "other"),
}


def run(shared: Path) -> list[Row]:
    """Rows for every field of a posting, for the whole set and for both halves, and how sure the reader was."""
    rows = labelled(shared / "eval" / "postings" / "postings.jsonl")
    seen, held_out = halves(rows, lambda row: str(row["id"]))
    made = []
    for part, some in (("all", rows), ("half seen", seen), ("half held out", held_out)):
        read = reading_of(some)
        made += [*_fields(read, part), *_pay(read, part), *_technologies(read, part), *_duties(read, part)]
        made += _calibration(read, part) if part != "half seen" else []
    return made


def labelled(path: Path) -> list[dict[str, Any]]:
    """The labelled postings of one file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reading_of(rows: Iterable[dict[str, Any]]) -> Read:
    """What the reader makes of each posting, beside its labels."""
    return [
        (
            read_posting(
                row["text"], title=row["title"], company=row.get("company", ""), location=row.get("location", "")
            ),
            row["labels"],
        )
        for row in rows
    ]


def _fields(read: Read, part: str) -> list[Row]:
    made = []
    for field, right in FIELDS.items():
        hits = [float(right(reading, labels)) for reading, labels in read]
        covered = [hit for hit, (reading, _) in zip(hits, read, strict=True) if field not in reading.abstained]
        coverage = len(covered) / len(read)
        note = f"{interval(hits)}, {part}"
        if coverage < 1:
            note += f", covers {coverage:.3f}"
        made.append(Row(NAME, field, "accuracy", sum(hits) / len(read), len(read), note))
    return made


def _pay(read: Read, part: str) -> list[Row]:
    """Pay counts as found only if lowest, highest, currency and period are all as labelled."""
    pairs = [(set(pay_read(reading)), set(pay_labelled(labels))) for reading, labels in read]
    return scores(NAME, "pay", pairs, part)


PayKey = tuple[float | None, float | None, str, str]


def pay_read(reading: PostingReading) -> list[PayKey]:
    """Lowest, highest, currency and period as read; empty where no pay is."""
    pay = reading.pay
    return [] if pay is None else [(pay.minimum, pay.maximum, pay.currency, str(pay.period))]


def pay_labelled(labels: Labels) -> list[PayKey]:
    """The same as labelled."""
    pay = labels["pay"]
    return [] if pay is None else [(pay["min"], pay["max"], pay["currency"], pay["period"])]


def _duties(read: Read, part: str) -> list[Row]:
    pairs = [(set(reading.responsibilities), set(labels["responsibilities"])) for reading, labels in read]
    return scores(NAME, "responsibilities", pairs, part)


def _technologies(read: Read, part: str) -> list[Row]:
    pairs = []
    agree = both = 0
    for reading, labels in read:
        required = {canonical(name) for name in labels["required"]}
        wanted = required | {canonical(name) for name in labels["preferred"]}
        got_required = set(reading.technology_ids("required"))
        got = got_required | set(reading.technology_ids("preferred"))
        pairs.append((got, wanted))
        both += len(got & wanted)
        agree += sum((item in required) == (item in got_required) for item in got & wanted)
    share = agree / both if both else 0.0
    return [
        *scores(NAME, "technologies", pairs, part),
        Row(NAME, "required or preferred", "accuracy", share, both, f"of technologies found, {part}"),
    ]


def canonical(name: str) -> str:
    """The technology's id; a name that the vocabulary does not know stays itself and counts as missed."""
    return resolve_tag(name) or f"unknown: {name.lower()}"


def _calibration(read: Read, part: str) -> list[Row]:
    """How often the fields with one value were right, by how sure the reader was."""
    sure = [
        (reading.confidence[field], float(right(reading, labels)))
        for reading, labels in read
        for field, right in FIELDS.items()
        if field in reading.confidence and field not in reading.abstained
    ]
    made = []
    for low, high in pairwise(BANDS):
        hits = [hit for confidence, hit in sure if low <= confidence < high]
        if hits:
            said = sum(confidence for confidence, _ in sure if low <= confidence < high) / len(hits)
            field = f"confidence {low:.2f} to {min(high, 1.0):.2f}"
            note = f"said {said:.3f}, {interval(hits)}, {part}"
            made.append(Row(NAME, field, "right", sum(hits) / len(hits), len(hits), note))
    return made


def scores(name: str, field: str, pairs: list[tuple[set[Any], set[Any]]], part: str = "all") -> list[Row]:
    """Micro-averaged precision, recall and F1 of (found, wanted) pairs."""
    hit = sum(len(found & wanted) for found, wanted in pairs)
    found_n = sum(len(found) for found, _ in pairs)
    wanted_n = sum(len(wanted) for _, wanted in pairs)
    precision = hit / found_n if found_n else 0.0
    recall = hit / wanted_n if wanted_n else 0.0
    f1 = 2 * hit / (found_n + wanted_n) if found_n + wanted_n else 0.0
    sums = [(2.0 * len(found & wanted), float(len(found) + len(wanted))) for found, wanted in pairs]
    return [
        Row(name, field, "precision", precision, found_n, f"micro, {part}"),
        Row(name, field, "recall", recall, wanted_n, f"micro, {part}"),
        Row(name, field, "F1", f1, wanted_n, f"micro, {interval(sums, ratio_of_sums)}, {part}"),
    ]
