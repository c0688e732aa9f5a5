"""Fits the pay model: penalties by grouped cross-validation, intervals from employers left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from metier.statistics.boost import TREES, Tree, boost, boosted
from metier.statistics.clusters import Array, Bools
from metier.statistics.conformal import conformal_quantiles
from metier.statistics.pay_estimate import INTERCEPT, PROBS, PayEstimator
from metier.statistics.pay_left_out import LEAST_ERROR, SPREAD_PENALTY, described, left_out_spread, places_of
from metier.statistics.pay_mix import mixes_of
from metier.statistics.pay_terms import (
    DESCRIBED,
    PENALTIES,
    PayJob,
    error_group,
    pay_terms,
    penalty_class,
    spread_terms,
    tree_terms,
)
from metier.statistics.ridge import (
    Columns,
    Integers,
    columns,
    design,
    solve,
    solve_robust,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Terms = Callable[[PayJob], list[str]]
FOLDS = 5
TREE_FACTOR = 4  # trees look at terms of four times as many postings and employers
DESCRIPTIONS = 1500  # postings of a collection described in part, to measure by how much estimates of them miss
OWN_QUANTILES = 300  # held-out errors from which on a group has quantiles of its own: fifteen beyond each bound


@dataclass(frozen=True, slots=True)
class PayStatements:
    """Jobs with their log pay (of a range: the mean of its two logs) and their employer, as a number."""

    jobs: tuple[PayJob, ...]
    log_pay: Array
    employer: Integers


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Each statement predicted without its employer: log pay, size of error, and the fold it was in."""

    log_pay: Array
    scale: Array
    fold: Integers


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model, and what it says of employers that it had not seen: of their postings, and of descriptions in part."""

    model: PayEstimator
    held_out: HeldOut
    described: tuple[PayStatements, HeldOut]


def employer_folds(employer: Integers, seed: int, folds: int = FOLDS) -> Integers:
    """A fold for each statement; all statements of one employer are in one.

    >>> employer_folds(np.array([7, 7, 9]), 0)[:2].tolist() in ([k, k] for k in range(5))
    True
    """
    names, at = np.unique(employer, return_inverse=True)
    return np.asarray(np.random.default_rng(seed).integers(0, folds, len(names))[at], dtype=np.int64)


def fit_pay(
    statements: PayStatements,
    *,
    least_rows: int,
    least_employers: int,
    seed: int = 0,
    trees: int = TREES,
    terms_of: Terms = pay_terms,
    tree_terms_of: Terms = tree_terms,
) -> Fitted:
    """The estimator of all statements, with errors on employers that it had not seen.

    ``terms_of`` and ``tree_terms_of`` give a job's terms; others than the usual serve to measure what a
    term is worth.
    """
    limits = (least_rows, least_employers)
    kept, table = _table(statements, terms_of, *limits)
    asked, questions = _table(statements, tree_terms_of, *(TREE_FACTOR * limit for limit in limits))
    questions = questions[:, :-1]  # trees need no intercept
    penalty = penalties(kept)
    fold = employer_folds(statements.employer, seed)

    def fitted(rows: Bools) -> tuple[Array, tuple[Tree, ...]]:
        found, _ = solve_robust(table[rows], statements.log_pay[rows], penalty)
        left = statements.log_pay[rows] - table[rows] @ found
        return found, boost(questions[rows], asked.terms, left, seed, trees=trees)

    def built(rows: Bools, found: Array, own_trees: tuple[Tree, ...]) -> PayEstimator:
        pay = {**dict(zip(kept.terms, found[:-1].tolist(), strict=True)), INTERCEPT: float(found[-1])}
        jobs = [statements.jobs[i] for i in np.flatnonzero(rows)]
        return PayEstimator(pay, {}, {}, {}, {}, own_trees, mixes_of(jobs, pay, least_rows))

    random = np.random.default_rng(seed)
    source = np.array([job.collection for job in statements.jobs])
    of_each = [random.permutation(np.flatnonzero(source == name))[:DESCRIPTIONS] for name in np.unique(source)]
    asked_for = np.sort(np.concatenate(of_each))
    some = PayStatements(
        tuple(described(statements.jobs[i], random) for i in asked_for),
        statements.log_pay[asked_for],
        statements.employer[asked_for],
    )
    predicted, of_some = np.zeros(len(fold)), np.zeros(len(asked_for))
    for k in range(FOLDS):
        test = fold == k
        own, own_trees = fitted(~test)
        predicted[test] = table[test] @ own + boosted(questions[test], asked.terms, own_trees)
        of_fold = built(~test, own, own_trees)
        at = np.flatnonzero(test[asked_for])
        of_some[at] = [of_fold.log_pay(some.jobs[i]) for i in at]
    everything = np.ones(len(fold), dtype=np.bool_)
    whole = built(everything, *fitted(everything))
    errors = statements.log_pay - predicted
    spread, scale = _spread(statements, errors, fold, *limits)
    missed = some.log_pay - of_some
    more, wider = left_out_spread(some.jobs, missed, scale[asked_for], fold[asked_for])
    some_held_out = HeldOut(of_some, scale[asked_for] * wider, fold[asked_for])
    newest: dict[str, int] = {}
    for job in statements.jobs:
        newest[job.collection] = max(newest.get(job.collection, 0), job.year)
    groups = [error_group(job) for job in statements.jobs]
    of_described = quantiles_by(missed / some_held_out.scale, [error_group(job) for job in some.jobs])
    model = replace(
        whole,
        spread={**spread, **more},
        quantiles={
            **quantiles_by(errors / scale, groups),
            **{name or DESCRIBED: found for name, found in of_described.items()},
        },
        postings=dict(zip(kept.terms, kept.rows.tolist(), strict=True)),
        newest=newest,
        places=places_of(statements.jobs, statements.employer.tolist(), *limits),
    )
    return Fitted(model, HeldOut(predicted, scale, fold), (some, some_held_out))


def _table(
    statements: PayStatements, terms_of: Terms, least_rows: int, least_employers: int
) -> tuple[Columns, csr_array]:
    rows = [terms_of(job) for job in statements.jobs]
    kept = columns(rows, statements.employer.tolist(), least_rows, least_employers)
    return kept, design(rows, kept.terms)


def quantiles_by(scores: Array, source: Sequence[str] | npt.NDArray[np.str_]) -> dict[str, tuple[float, ...]]:
    """Quantiles of scaled errors at PROBS: of every group with enough of them, and of all ('')."""
    names = np.asarray(source)
    parts = {"": np.ones(len(scores), dtype=np.bool_)}
    parts |= {str(n): names == n for n in np.unique(names) if (names == n).sum() >= OWN_QUANTILES}
    return {name: tuple(conformal_quantiles(scores[part], PROBS).tolist()) for name, part in parts.items()}


def covered(statements: PayStatements, held_out: HeldOut) -> Bools:
    """Whether each statement lies in the 90 % interval that the errors of the other folds give it."""
    source = np.array([error_group(job) for job in statements.jobs])
    scores = (statements.log_pay - held_out.log_pay) / held_out.scale
    inside = np.zeros(len(scores), dtype=np.bool_)
    for k in range(int(held_out.fold.max(initial=0)) + 1):
        test = held_out.fold == k
        known = quantiles_by(scores[~test], source[~test])
        bounds = np.array([known.get(name, known[""]) for name in source[test]]).reshape(-1, len(PROBS))
        inside[test] = (bounds[:, 0] <= scores[test]) & (scores[test] <= bounds[:, -1])
    return inside


def penalties(kept: Columns) -> Array:
    """Pseudo-postings by column; none for the intercept."""
    each = [PENALTIES[penalty_class(term)] for term in kept.terms]
    return np.array([*each, 0.0])


def _spread(
    statements: PayStatements, errors: Array, fold: Integers, least_rows: int, least_employers: int
) -> tuple[dict[str, float], Array]:
    """The log size of an error as a sum over terms, and each statement's, without its own fold."""
    kept, table = _table(statements, spread_terms, least_rows, least_employers)
    size = np.log(np.maximum(np.abs(errors), LEAST_ERROR))
    penalty = np.array([*[SPREAD_PENALTY] * len(kept.terms), 0.0])
    ones = np.ones(len(size))
    scale = np.zeros(len(size))
    for k in range(FOLDS):
        train = fold != k
        scale[~train] = np.exp(table[~train] @ solve(table[train], size[train], ones[train], penalty))
    found = solve(table, size, ones, penalty)
    return {**dict(zip(kept.terms, found[:-1].tolist(), strict=True)), INTERCEPT: float(found[-1])}, scale
