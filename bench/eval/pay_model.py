"""Measures the estimate of a described job's pay on employers that it had not seen, beside medians of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from bench.eval.row import Row
from numpy.typing import NDArray

from metier.build.coverage import without_leftovers
from metier.build.exchange import restated
from metier.build.industry import industry_of
from metier.build.link import fill_from_texts, link_titles, read_texts
from metier.build.pay_estimator import limits, pay_statements
from metier.build.pay_stated import pay_from_texts, without_far_off
from metier.build.postings import posting_tables
from metier.build.sources.exchange_table import read_exchange_rates
from metier.statistics.conformal import coverage
from metier.statistics.pay_fit import HeldOut, PayStatements, covered, fit_pay
from metier.statistics.pay_terms import PayJob, left_out_terms

NAME = "pay-model"
LEAST = 5  # statements of a cell of the medians that the estimate is measured against
SMALLEST = 200  # statements of a slice whose coverage is printed
Floats = NDArray[np.float64]


def run(shared: Path) -> list[Row]:
    """Rows for error, gain over medians of role, level and country in the same folds, and coverage by slice."""
    stated = statements(shared)
    rows, employers = limits()
    fitted = fit_pay(stated, least_rows=rows, least_employers=employers)
    return [*measured(stated, fitted.held_out), *measured_described(*fitted.described)]


def statements(shared: Path) -> PayStatements:
    """Advertised pay as the build reads it."""
    posted = posting_tables(shared / "postings", shared / "sources", _quiet)
    postings, _ = without_leftovers(link_titles(posted.tables["postings"], _quiet))
    readings = read_texts(postings, _quiet)
    postings = fill_from_texts(postings, readings)
    postings, _ = pay_from_texts(postings, readings)
    postings, _ = restated(postings, read_exchange_rates(shared / "sources", _quiet).tables["exchange_rates"])
    postings, _ = without_far_off(postings)
    return pay_statements(postings, readings, industry_of(postings, readings))


def measured(stated: PayStatements, held_out: HeldOut) -> list[Row]:
    """Every row of the table, from what held-out employers stated and what was expected."""
    actual, n = stated.log_pay, len(stated.jobs)
    error = np.abs(actual - held_out.log_pay)
    dollars = np.abs(np.exp(actual) - np.exp(held_out.log_pay))
    found = []
    for of, medians in cell_medians(stated, held_out.fold).items():
        base, base_dollars = np.abs(actual - medians), np.abs(np.exp(actual) - np.exp(medians))
        for metric, ours, theirs in (
            ("median absolute error, log", np.median(error), np.median(base)),
            ("mean absolute error, log", error.mean(), base.mean()),
            ("median absolute error, USD", np.median(dollars), np.median(base_dollars)),
            ("mean absolute error, USD", dollars.mean(), base_dollars.mean()),
        ):
            note = f"medians {theirs:.3f}, {1 - ours / theirs:.1%} less"
            found.append(Row(NAME, f"estimate against medians of {of}", metric, float(ours), n, note))
    inside = covered(stated, held_out)
    found.append(Row(NAME, "interval", "coverage, 90 % wanted", float(inside.mean()), n, "employers not seen"))
    for field, slices in _slices(stated).items():
        for name, (share, number) in coverage(inside, slices).items():
            if number >= SMALLEST:
                found.append(Row(NAME, f"interval by {field}", name, share, number))
    return found


def measured_described(some: PayStatements, held_out: HeldOut) -> list[Row]:
    """Rows for postings described in part, by how many of four parts are left out (4: role, level, country alone)."""
    missed, inside = some.log_pay - held_out.log_pay, covered(some, held_out)
    left_out = np.array([len(left_out_terms(job)) for job in some.jobs])
    parts = {"any": left_out >= 0} | {f"{n} of 4 left out": left_out == n for n in range(5)}
    found = []
    for name, part in parts.items():
        for metric, value in (
            ("median absolute error, log", np.median(np.abs(missed[part]))),
            ("median error, log", np.median(missed[part])),
            ("coverage, 90 % wanted", inside[part].mean()),
        ):
            found.append(Row(NAME, f"described in part, {name}", metric, float(value), int(part.sum())))
    return found


Cell = tuple[str, ...]
BACKING_OFF: dict[str, Callable[[PayJob], list[Cell]]] = {
    "role, level, country": lambda job: [
        ("country", job.role_id, job.level, job.country),
        ("level", job.role_id, job.level),
        ("role", job.role_id),
        ("any", job.level),
        (),
    ],
    "role, level, country of a collection": lambda job: [
        (job.collection, job.role_id, job.level, job.country),
        (job.collection, job.role_id, job.level),
        (job.collection, "role", job.role_id),
        (job.collection, "level", job.level),
        (job.collection,),
        (),
    ],
}
"""The cells of a job, the finest first, by what they are made of."""


def cell_medians(stated: PayStatements, fold: NDArray[np.int64]) -> dict[str, Floats]:
    """Median log pay among other folds, from the finest cell with LEAST statements, by what cells are made of."""
    return {name: _medians(stated, fold, [cells(job) for job in stated.jobs]) for name, cells in BACKING_OFF.items()}


def _medians(stated: PayStatements, fold: NDArray[np.int64], keys: Sequence[Sequence[Cell]]) -> Floats:
    found = np.zeros(len(keys))
    for k in np.unique(fold):
        cells: defaultdict[Cell, list[float]] = defaultdict(list)
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
        "country": [_place(job.country) for job in stated.jobs],
        "postings of the role": [next(name for most, name in bands if size[job.role_id] < most) for job in stated.jobs],
    }


def _place(country: str) -> str:
    """The country, where enough postings of it state pay for a share of its own."""
    return (country if country in ("US", "CA") else "other") if country else "unknown"


def _quiet(_: str) -> None:
    """Progress is not printed."""
