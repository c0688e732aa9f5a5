"""Measures the estimate of a described job's pay on employers that it had not seen, beside medians of cells."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from bench.eval.row import Row
from numpy.typing import NDArray

from metier.build.coverage import without_leftovers
from metier.build.industry import industry_of
from metier.build.link import fill_from_texts, link_titles, read_texts
from metier.build.pay_model import limits, pay_statements
from metier.build.postings import posting_tables
from metier.statistics.conformal import coverage
from metier.statistics.pay_fit import HeldOut, PayStatements, covered, fit_pay

NAME = "pay-model"
LEAST = 5  # statements of a cell of the medians that the estimate is measured against
SMALLEST = 200  # statements of a slice whose coverage is printed
Floats = NDArray[np.float64]


def run(shared: Path) -> list[Row]:
    """Rows for error, gain over medians of role, level and country in the same folds, and coverage by slice."""
    stated = statements(shared)
    rows, employers = limits()
    held_out = fit_pay(stated, least_rows=rows, least_employers=employers).held_out
    return measured(stated, held_out)


def statements(shared: Path) -> PayStatements:
    """Advertised pay as the build reads it."""
    posted = posting_tables(shared / "postings", shared / "sources", _quiet)
    postings, _ = without_leftovers(link_titles(posted.tables["postings"], _quiet))
    readings = read_texts(postings, _quiet)
    postings = fill_from_texts(postings, readings)
    return pay_statements(postings, readings, industry_of(postings, readings))


def measured(stated: PayStatements, held_out: HeldOut) -> list[Row]:
    """Every row of the table, from what held-out employers stated and what was expected."""
    actual, n = stated.log_pay, len(stated.jobs)
    error = np.abs(actual - held_out.log_pay)
    dollars = np.abs(np.exp(actual) - np.exp(held_out.log_pay))
    medians = cell_medians(stated, held_out.fold)
    base, base_dollars = np.abs(actual - medians), np.abs(np.exp(actual) - np.exp(medians))
    found = []
    for metric, ours, theirs in (
        ("median absolute error, log", np.median(error), np.median(base)),
        ("mean absolute error, log", error.mean(), base.mean()),
        ("median absolute error, USD", np.median(dollars), np.median(base_dollars)),
        ("mean absolute error, USD", dollars.mean(), base_dollars.mean()),
    ):
        note = f"medians of cells {theirs:.3f}, {1 - ours / theirs:.1%} less"
        found.append(Row(NAME, "estimate", metric, float(ours), n, note))
    inside = covered(stated, held_out)
    found.append(Row(NAME, "interval", "coverage, 90 % wanted", float(inside.mean()), n, "employers not seen"))
    for field, slices in _slices(stated).items():
        for name, (share, number) in coverage(inside, slices).items():
            if number >= SMALLEST:
                found.append(Row(NAME, f"interval by {field}", name, share, number))
    return found


def cell_medians(stated: PayStatements, fold: NDArray[np.int64]) -> Floats:
    """Median log pay of collection, role, level and country among other folds, from the finest cell with LEAST."""
    keys = [
        [
            (job.collection, job.role_id, job.level, job.country),
            (job.collection, job.role_id, job.level),
            (job.collection, job.role_id),
            (job.collection, job.level),
            (job.collection,),
            (),
        ]
        for job in stated.jobs
    ]
    found = np.zeros(len(keys))
    for k in np.unique(fold):
        cells: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
        for i in np.flatnonzero(fold != k):
            for key in keys[i]:
                cells[key].append(stated.log_pay[i])
        middle = {key: float(np.median(pay)) for key, pay in cells.items() if len(pay) >= LEAST}
        for i in np.flatnonzero(fold == k):
            found[i] = next(middle[key] for key in keys[i] if key in middle)
    return found


def _slices(stated: PayStatements) -> dict[str, list[str]]:
    size: defaultdict[str, int] = defaultdict(int)
    for job in stated.jobs:
        size[job.role_id] += 1
    bands = ((50, "under 50"), (200, "50 to 199"), (1000, "200 to 999"), (10**9, "1,000 and more"))
    return {
        "collection": [job.collection for job in stated.jobs],
        "level": [job.level for job in stated.jobs],
        "country": [job.country if job.country in ("US", "CA") else "other or unknown" for job in stated.jobs],
        "postings of the role": [next(name for most, name in bands if size[job.role_id] < most) for job in stated.jobs],
    }


def _quiet(_: str) -> None:
    """Progress is not printed."""
