"""One answer about the pay of a slice: as it is posted, joined with its parents, or the nearest slice with data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay import Gap, Quantile, quantiles, relative_gap
from metier.statistics.pay_cells import CellPay, ExpectedQuantile, cell_pay, expected_pay
from metier.statistics.pay_employers import effective_statements, employer_groups
from metier.statistics.pay_kinship import mix_of
from metier.statistics.pay_parents import MIDDLE, PayParents, Prior, RoleCells, prior_of, spread_of
from metier.statistics.pay_rows import PayRows
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import PaySlice, RangeWidth, log_quantiles, middles, range_width

FIRST = ("country", "level")
"""Facets that are freed last where a slice has too little."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a slice must have: statements and, where recorded, employer groups, to be shown at all; and unrelated
    statements to be shown as it is posted, without its parents."""

    statements: int
    employer_groups: int
    posted: float

    def shows(self, rows: PayRows) -> bool:
        """True where some statements may be shown."""
        groups = employer_groups(rows)
        return rows.n >= self.statements and (groups == 0 or groups >= self.employer_groups)


@dataclass(frozen=True, slots=True)
class AnswerQuantile:
    """One quantile in the unit of the statements: what is shown, what is stated, and what the parents expect.

    The interval is None where the statements do not bound the quantile; ``expected`` is None in a posted answer.
    """

    prob: float
    value: float
    low: float | None
    high: float | None
    stated: float
    expected: float | None


@dataclass(frozen=True, slots=True)
class PayAnswer:
    """Pay of a slice. ``nature`` says whether ``quantiles`` are what is stated, or are joined with the parents'.

    ``prior_share`` is the parents' weight in the median (0 in a posted answer), ``prior_statements`` how many
    statements of this slice would say as much as they do. ``between_jobs`` are the quantiles of the ranges' middles:
    the spread between jobs, apart from ``width``, how wide one range is.
    """

    wanted: PaySlice
    nature: Literal["posted", "modelled"]
    quantiles: tuple[AnswerQuantile, ...]
    n_statements: int
    n_effective: float
    employer_groups: int  # 0 where employers are not recorded
    clusters_unknown: bool  # how employers repeat themselves is borrowed from other collections
    prior_share: float
    prior_statements: float
    siblings: int  # full cells of the role outside the slice; 0 in a posted answer
    width: RangeWidth
    between_jobs: tuple[float, ...]

    @property
    def median(self) -> AnswerQuantile:
        """The middle quantile."""
        return self.quantiles[PROBS.index(0.5)]


@dataclass(frozen=True, slots=True)
class TooFew:
    """A suppressed slice, with the nearest one that has data: which facets were freed and what that costs.

    ``cost`` is how far (a fraction, one standard deviation) the nearest answer's median is expected to lie from
    that of the slice asked for; NaN in a collection without parents. ``nearest`` is None where no slice of the role
    has enough. ``expected`` is what the role's other cells and its parents let one expect of the slice itself, without
    any of its statements; empty where there are none to borrow from.
    """

    wanted: PaySlice
    n_statements: int
    employer_groups: int
    freed: tuple[str, ...]
    cost: float
    nearest: PayAnswer | None
    expected: tuple[ExpectedQuantile, ...]


def answer(role: RoleCells, wanted: PaySlice, policy: Policy, *, level: float = 0.95) -> PayAnswer | TooFew:
    """Pay of a slice at PROBS with intervals; where it has too little, the nearest slice that has enough.

    ``role`` are all cells of the role (or typed title) in one collection and kind. From ``policy.posted`` unrelated
    statements on the answer is what is stated; under it, what is stated and what the parents expect are joined. A
    collection without parents has posted answers only.
    """
    inside = role.cells.within(wanted)
    rows = role.cells.pay.keep(inside)
    if _holds(role, rows, policy):
        return _shown(role, wanted, inside, rows, policy, level)
    prior = prior_of(role.model, role, wanted, inside) if role.model and len(role.n) else None
    freed, cost, nearest = _nearest(role, prior, wanted, policy)
    found = None
    if nearest is not None:
        wider = role.cells.within(nearest)
        found = _shown(role, nearest, wider, role.cells.pay.keep(wider), policy, level)
    expected = expected_pay(role.model, prior, level=level) if role.model and prior else ()
    return TooFew(wanted, rows.n, employer_groups(rows), freed, cost, found, expected)


def median_gap(a: PayAnswer, b: PayAnswer) -> Gap | None:
    """How much more (+) or less (-) the first answer's median is, as a fraction of the second's, with interval.

    The logs' intervals are joined by MOVER (Zou and Donner 2008); None where one of them has none. Employers in both
    would narrow it; they are left out of account.
    """
    one, other = a.median, b.median
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    return relative_gap((one.value, one.low, one.high), (other.value, other.low, other.high))


def _holds(role: RoleCells, rows: PayRows, policy: Policy) -> bool:
    """Whether some statements of a role may be shown."""
    return policy.shows(rows) and (role.model is not None or _posted(role, rows, policy, 0.95) is not None)


def _shown(role: RoleCells, wanted: PaySlice, inside: Bools, rows: PayRows, policy: Policy, level: float) -> PayAnswer:
    groups = employer_groups(rows)
    found = _posted(role, rows, policy, level)
    joined: CellPay | None = None
    if found is None:
        assert role.model is not None  # _holds
        joined = cell_pay(role.model, role, wanted, inside, level=level)
        found = tuple(AnswerQuantile(q.prob, q.value, q.low, q.high, q.stated, q.expected) for q in joined.quantiles)
    return PayAnswer(
        wanted,
        "modelled" if joined else "posted",
        found,
        rows.n,
        effective_statements(rows, role.employers),
        groups,
        groups == 0,
        joined.prior_share if joined else 0.0,
        joined.prior_statements if joined else 0.0,
        joined.prior.siblings if joined else 0,
        range_width(rows),
        tuple(np.exp(log_quantiles(middles(rows), np.array(PROBS))).tolist()),
    )


def _posted(role: RoleCells, rows: PayRows, policy: Policy, level: float) -> tuple[AnswerQuantile, ...] | None:
    """What is stated; None where too few unrelated statements say it, or they do not bound the median.

    Statements without recorded employers count for as many unrelated ones as is typical.
    """
    n_effective = effective_statements(rows, role.employers)
    if n_effective < policy.posted:
        return None
    stated = np.exp(log_quantiles(rows, np.array(PROBS))).tolist()
    if not len(rows.employers.cell):
        rows = replace(rows, statements=rows.statements * (n_effective / rows.n))
    bounds = {q.prob: q for q in quantiles(rows, PROBS, level=level)}
    if 0.5 not in bounds:
        return None
    return tuple(_bounded(p, value, bounds.get(p)) for p, value in zip(PROBS, stated, strict=True))


def _bounded(prob: float, value: float, bounds: Quantile | None) -> AnswerQuantile:
    low, high = (bounds.low, bounds.high) if bounds else (None, None)
    return AnswerQuantile(prob, value, low, high, value, None)


def _nearest(
    role: RoleCells, prior: Prior | None, wanted: PaySlice, policy: Policy
) -> tuple[tuple[str, ...], float, PaySlice | None]:
    """The freed facets, their cost and the slice that answers in place of ``wanted``; None without any data.

    Country and level are kept as long as any slice with them has enough: people ask for a place and a level first.
    Of the ways left, the one whose median is expected nearest; without parents the one that frees fewest facets, of
    these with most statements.
    """
    found: list[tuple[int, float, float, tuple[str, ...], PaySlice]] = []
    for size in range(1, len(wanted.fixed()) + 1):
        for freed in combinations(wanted.fixed(), size):
            wider = wanted.without(freed)
            inside = role.cells.within(wider)
            if role.n[inside].sum() < policy.statements:
                continue
            rows = role.cells.pay.keep(inside)
            if _holds(role, rows, policy):
                cost = _cost(role.model, role, prior, rows, wider) if role.model and prior else float("nan")
                order = cost if prior else size - rows.n / (rows.n + 1)
                found.append((sum(facet in FIRST for facet in freed), order, cost, freed, wider))
    if not found:
        return (), float("nan"), None
    _, _, cost, freed, wider = min(found, key=lambda entry: entry[:2])
    return freed, cost, wider


def _cost(model: PayParents, role: RoleCells, expected: Prior, rows: PayRows, wider: PaySlice) -> float:
    """How far a wider slice's stated median is expected to lie from that of a slice, as a fraction.

    The squared difference of the medians, what is not known of the slice, and chance in the wider one.
    """
    location: Array = log_quantiles(rows, MIDDLE)
    spread = spread_of(model, wider, mix_of(wider, role.cells.facets, role.n))
    chance = model.shape.sampling[2, 2] * spread**2 / effective_statements(rows, model.employers)
    return float(np.expm1(np.sqrt((expected.location - location[0]) ** 2 + expected.variance + chance)))
