"""Measures pay estimated from what our reader finds in 742 Glassdoor postings of 2020, grouped by company.

Their "Salary Estimate" is mostly Glassdoor's own estimate, so it informs no release: it only shows how much of
pay the facts that we read can tell. Companies are never in both parts, and equal postings of one company neither.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from bench.eval.row import Row
from numpy.typing import NDArray

from metier.build.annualise import per_year
from metier.reading.normalise import employer_key
from metier.reading.posting import read_posting
from metier.reading.posting_facts import PostingReading
from metier.statistics.ridge import columns, design, solve_robust
from metier.vocabulary import roles

NAME = "glassdoor-pay"
FOLDS, SEEDS, LEAST = 10, 5, 2
PENALTIES = {"level": 4.0, "role": 6.0, "state": 6.0, "city": 6.0, "technology": 60.0, "duty": 60.0}
PENALTY = 10.0
_PLACE = re.compile(r"(?P<city>.*), (?P<state>[A-Z]{2})$")
Floats = NDArray[np.float64]


def run(shared: Path) -> list[Row]:
    """Rows for the mean absolute error of all postings with pay, and of each company's distinct ones."""
    found = list(_postings(shared / "postings" / "fulltext" / "glassdoor_2020.csv.gz"))
    distinct = list({(row["Job Title"], row["Company Name"], row["Location"], row["Job Description"]): (row, pay)
                     for row, pay in found}.values())  # fmt: skip
    return [_row("postings with pay", found), _row("without duplicates", distinct)]


def thousand_dollars(stated: str) -> float:
    """The middle of a stated range in thousand US dollars a year; hourly pay as 2080 hours.

    >>> thousand_dollars("$53K-$91K (Glassdoor est.)"), thousand_dollars("$20-$30 Per Hour(Glassdoor est.)")
    (72.0, 52.0)
    """
    low, high = (float(number) for number in re.findall(r"\d+", stated)[:2])
    return per_year((low + high) / 2, "hour") / 1000 if "Per Hour" in stated else (low + high) / 2


def facts(reading: PostingReading, place: str) -> list[str]:
    """What the reader finds in a posting, as terms."""
    role = reading.role_id or "none"
    terms = [f"role={role}", f"level={reading.level}", f"track={reading.track}", f"industry={reading.industry_id}"]
    if (entry := roles().get(role)) is not None:
        terms += [
            f"family={entry.family}",
            f"function={entry.function}",
            f"family level={entry.family}|{reading.level}",
        ]
    terms += [f"degree={reading.education_min}", f"degree preferred={reading.education_preferred}"]
    years = reading.experience_years_min
    terms += [f"years={'none' if years is None else min(int(years), 10)}"]
    terms += [f"years>={n}" for n in range(1, 11) if years is not None and years >= n]
    named = [*reading.technology_ids("required"), *reading.technology_ids("preferred")]
    terms += [f"technology={technology}" for technology in named]
    terms += [f"technologies={min(len(named), 20) // 3}", *(f"duty={duty}" for duty in reading.responsibilities)]
    terms += [f"workplace={reading.workplace}", f"employment={reading.employment_type}", f"city={place}"]
    found = _PLACE.match(place)
    return [*terms, *([f"state={found['state']}"] if found else [])]


def held_out(rows: list[list[str]], pay: Floats, company: NDArray[np.int64], seed: int) -> Floats:
    """Each posting's pay as expected without its company."""
    kept = columns(rows, company.tolist(), LEAST, 1)
    table = design(rows, kept.terms)
    penalty = np.array([*(PENALTIES.get(term.partition("=")[0], PENALTY) for term in kept.terms), 0.0])
    fold = np.random.default_rng(seed).integers(0, FOLDS, int(company.max()) + 1)[company]
    expected = np.zeros(len(pay))
    for k in range(FOLDS):
        found, _ = solve_robust(table[fold != k], np.log(pay[fold != k]), penalty, steps=1)
        expected[fold == k] = np.exp(table[fold == k] @ found)
    return expected


def _postings(path: Path) -> Iterator[tuple[dict[str, str], float]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Salary Estimate"] != "-1":
                yield row, thousand_dollars(row["Salary Estimate"])


def _row(field: str, found: list[tuple[dict[str, str], float]]) -> Row:
    names = [row["Company Name"].partition("\n")[0] for row, _ in found]
    rows = [
        facts(
            read_posting(row["Job Description"], title=row["Job Title"], company=name, location=row["Location"]),
            row["Location"],
        )
        for (row, _), name in zip(found, names, strict=True)
    ]
    _, company = np.unique([employer_key(name) for name in names], return_inverse=True)
    pay = np.array([amount for _, amount in found])
    errors = [float(np.abs(held_out(rows, pay, company, seed) - pay).mean()) for seed in range(SEEDS)]
    centre = float(np.abs(pay - np.median(pay)).mean())
    note = f"grouped by company, {SEEDS} deals {min(errors):.1f}-{max(errors):.1f}; the median of all {centre:.1f}"
    return Row(NAME, field, "mean absolute error, thousand USD", float(np.mean(errors)), len(pay), note)
