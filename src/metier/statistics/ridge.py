"""Ridge regression on zeros and ones with one penalty a column, robust to outliers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from metier.statistics.clusters import Array

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Integers = npt.NDArray[np.int64]
NARROW = 0.05  # log points within which an error counts by its square; beyond, by its size
STEPS = 4  # of reweighting: further steps move predictions by less than a thousandth


@dataclass(frozen=True, slots=True)
class Columns:
    """Terms that stand often enough to have an effect, with the rows and groups that show each."""

    terms: tuple[str, ...]
    rows: Integers
    groups: Integers


def columns(rows: Sequence[Sequence[str]], groups: Sequence[int], least_rows: int, least_groups: int) -> Columns:
    """The terms that enough rows and enough groups (employers) show, in order of name.

    >>> columns([["a"], ["a", "b"]], [1, 2], 2, 2).terms
    ('a',)
    """
    number: Counter[str] = Counter()
    pairs: set[tuple[str, int]] = set()
    for terms, group in zip(rows, groups, strict=True):
        number.update(terms)
        pairs.update((term, group) for term in terms)
    shown = Counter(term for term, _ in pairs)
    kept = sorted(term for term, n in number.items() if n >= least_rows and shown[term] >= least_groups)
    return Columns(
        tuple(kept),
        np.array([number[term] for term in kept], dtype=np.int64),
        np.array([shown[term] for term in kept], dtype=np.int64),
    )


def design(rows: Sequence[Sequence[str]], terms: Sequence[str]) -> csr_array:
    """One row a row, one column a term, and a last column of ones."""
    from scipy.sparse import csr_array

    place = {term: i for i, term in enumerate(terms)}
    found = [[place[term] for term in row if term in place] + [len(terms)] for row in rows]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in found])])
    flat = np.array([i for row in found for i in row], dtype=np.int64)
    return csr_array((np.ones(len(flat)), flat, starts), shape=(len(rows), len(terms) + 1))


def solve(table: csr_array, target: Array, weight: Array, penalty: Array) -> Array:
    """Coefficients that minimise ``sum w (y - Xb)^2 + sum penalty b^2``."""
    gram, moment = normal_equations(table, target, weight)
    return solve_normal(gram, moment, penalty)


def normal_equations(table: csr_array, target: Array, weight: Array) -> tuple[Array, Array]:
    """``X'WX`` and ``X'Wy``; those of several parts add up."""
    weighted = table.multiply(weight[:, None]).tocsr()
    return np.asarray((table.T @ weighted).toarray()), np.asarray(weighted.T @ target)


def solve_normal(gram: Array, moment: Array, penalty: Array) -> Array:
    """Coefficients from the normal equations with a penalty a column."""
    from scipy.linalg import cho_factor, cho_solve

    system = gram.copy()
    system[np.diag_indices_from(system)] += penalty + 1e-9
    return np.asarray(cho_solve(cho_factor(system, overwrite_a=True, check_finite=False), moment))


def absolute_weights(errors: Array) -> Array:
    """Weights that make squares count as absolute errors: 1 within NARROW, falling with the size beyond.

    >>> absolute_weights(np.array([0.0, 0.1])).tolist()
    [1.0, 0.5]
    """
    return np.asarray(NARROW / np.maximum(np.abs(errors), NARROW), dtype=np.float64)


def solve_robust(
    table: csr_array, target: Array, penalty: Array, *, weight: Array | None = None, steps: int = STEPS
) -> tuple[Array, Array]:
    """Coefficients of a conditional median, and the last weights: least squares, reweighted ``steps`` times.

    Penalties are in rows that count as much as a typical row does: they are scaled by the mean weight.
    """
    weight = np.ones(len(target)) if weight is None else weight
    found = np.zeros(table.shape[1])
    for _ in range(steps):
        found = solve(table, target, weight, penalty * weight.mean())
        weight = absolute_weights(target - table @ found)
    return found, weight
