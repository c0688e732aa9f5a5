"""Quantiles of pay of a slice that borrow strength from its parents, or the nearest slice that has data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay import Gap
from metier.statistics.pay_kinship import mix_of
from metier.statistics.pay_parents import PayParents, Prior, prior_of, spread_of
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import (
    Cells,
    PaySlice,
    RangeWidth,
    Statements,
    cells_of,
    effective_statements,
    log_quantiles,
    range_width,
)


@dataclass(frozen=True, slots=True)
class CellQuantile:
    """One quantile: the estimate with its interval, and what the statements and the parents say alone."""

    prob: float
    value: float
    low: float
    high: float
    stated: float
    expected: float


@dataclass(frozen=True, slots=True)
class CellPay:
    """Pay of a slice. ``prior_statements``: statements of this slice that would say as much as its parents do."""

    wanted: PaySlice
    quantiles: tuple[CellQuantile, ...]
    n_statements: int
    n_effective: float
    employer_groups: int  # 0 where employers are not recorded: the interval is then too narrow
    prior_statements: float
    prior_share: float  # weight of the parents in the median, 0 to 1
    siblings: int  # full cells of the role outside the slice
    width: RangeWidth

    @property
    def median(self) -> CellQuantile:
        """The middle quantile."""
        return self.quantiles[PROBS.index(0.5)]


@dataclass(frozen=True, slots=True)
class TooFew:
    """A suppressed slice, with the nearest one that has data: which facets were freed and what that costs.

    ``cost`` is how far (a fraction, one standard deviation) the nearest answer's median is expected to lie from
    that of the slice asked for.
    """

    wanted: PaySlice
    n_statements: int
    employer_groups: int
    freed: tuple[str, ...]
    cost: float
    nearest: CellPay | None


@dataclass(frozen=True, slots=True)
class Least:
    """What a slice must have to be shown: statements and, where employers are recorded, employer groups."""

    statements: int = 5
    employer_groups: int = 3

    def holds(self, mine: Statements) -> bool:
        """True where some statements may be shown."""
        groups = _groups(mine)
        return mine.pay.n >= self.statements and (groups == 0 or groups >= self.employer_groups)


def cell_pay(
    model: PayParents, rows: Statements, wanted: PaySlice, least: Least | None = None, *, level: float = 0.95
) -> CellPay | TooFew:
    """Quantiles (p10, p25, p50, p75, p90) of a slice with intervals; the nearest slice where it has too little.

    ``rows`` are all statements of the role in the collection and kind that ``model`` was fitted on; rows of other
    roles are not looked at.
    """
    mine = rows.keep(rows.role == wanted.role)
    cells = cells_of(mine, model.likeness)
    least = least or Least()
    inside = mine.keep(mine.within(wanted))
    if least.holds(inside):
        return _estimate(model, mine, cells, wanted, level)
    freed, cost, nearest = _nearest(model, mine, cells, wanted, least)
    answer = _estimate(model, mine, cells, nearest, level) if nearest else None
    return TooFew(wanted, inside.pay.n, _groups(inside), freed, cost, answer)


def median_gap(a: CellPay, b: CellPay, *, level: float = 0.95) -> Gap:
    """How much more (+) or less (-) the first slice's median is, as a fraction of the second's, with interval."""
    (xa, sa), (xb, sb) = ((np.log(c.median.value), _half(c)) for c in (a, b))
    apart, reach = float(xa - xb), float(np.hypot(sa, sb))
    return Gap(float(np.expm1(apart)), float(np.expm1(apart - reach)), float(np.expm1(apart + reach)))


def _half(cell: CellPay) -> float:
    """Half the interval of the median on the log scale."""
    return float(np.log(cell.median.high / cell.median.low) / 2)


def _groups(rows: Statements) -> int:
    return len(np.unique(rows.pay.group[rows.pay.group >= 0]))


def slice_prior(model: PayParents, cells: Cells, wanted: PaySlice) -> Prior:
    """What the role's cells outside a slice, and the role's parents, let one expect of it."""
    return prior_of(model, wanted.role, mix_of(wanted, cells.facets, cells.n), cells.outside(wanted))


def _estimate(model: PayParents, mine: Statements, cells: Cells, wanted: PaySlice, level: float) -> CellPay:
    """Five log quantiles, normal on normal (Fay and Herriot 1979, JASA 74): the median, and the others about it.

    The prior is the parents' median with the collection's shape; its covariance is that of the median (one shift of
    all quantiles) and of cells' own shapes. The statements' covariance is that of their shape over the unrelated
    statements that they amount to. The interval is that of the joined figure's error, whatever the weights.
    """
    inside = mine.keep(mine.within(wanted)).pay
    prior = slice_prior(model, cells, wanted)
    n_effective = effective_statements(inside, model.likeness)
    stated = log_quantiles(inside, np.array(PROBS))
    expected = prior.location + prior.spread * model.shape.at
    chance = model.shape.sampling * prior.spread**2 / n_effective
    between = prior.variance + model.shape.between
    gain = _gain(prior.variance, model.shape.between, chance)
    found = np.sort(expected + gain @ (stated - expected))
    kept = np.eye(len(PROBS)) - gain
    left = np.diag(gain @ chance @ gain.T + kept @ between @ kept.T)
    reach = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(np.maximum(left, 0.0))
    low, high = np.sort(found - reach), np.sort(found + reach)
    columns: list[Array] = [np.exp(x) for x in (found, low, high, stated, expected)]
    return CellPay(
        wanted,
        tuple(CellQuantile(p, *(float(c[i]) for c in columns)) for i, p in enumerate(PROBS)),
        inside.n,
        n_effective,
        len(np.unique(inside.group[inside.group >= 0])),
        float(chance[2, 2] / prior.variance * inside.n),
        float(chance[2, 2] / (chance[2, 2] + prior.variance)),
        prior.siblings,
        range_width(inside),
    )


def _gain(location: float, between: Array, chance: Array) -> Array:
    """Weights of the statements' departures from what is expected, (to each quantile, from each quantile).

    The median moves with the median alone: a cell whose shape is unlike the collection's would else be drawn
    sideways by its outer quantiles. The other quantiles' distances from the median are weighed together.
    """
    middle = PROBS.index(0.5)
    off_median = np.delete(np.eye(len(PROBS)), middle, axis=0)
    off_median[:, middle] = -1.0
    noise = off_median @ chance @ off_median.T
    shapes = off_median @ between @ off_median.T
    gain = np.zeros_like(chance)
    gain[np.arange(len(PROBS)) != middle] = np.linalg.solve(shapes + noise, shapes).T @ off_median
    gain[:, middle] += location / (location + chance[middle, middle])
    return gain


def _nearest(
    model: PayParents, mine: Statements, cells: Cells, wanted: PaySlice, least: Least
) -> tuple[tuple[str, ...], float, PaySlice | None]:
    """The freed facets, their cost and the slice that answers in place of ``wanted``; None without any data.

    Of all ways to free facets that leave enough statements, the one whose median is expected nearest.
    """
    best: tuple[tuple[str, ...], float, PaySlice | None] = ((), float("nan"), None)
    if not len(mine.role):
        return best
    expected = slice_prior(model, cells, wanted)
    for size in range(1, len(wanted.fixed()) + 1):
        for freed in combinations(wanted.fixed(), size):
            wider = wanted.without(freed)
            inside = mine.keep(mine.within(wider))
            if not least.holds(inside):
                continue
            cost = _cost(model, expected, inside, spread_of(model, wider.role, mix_of(wider, cells.facets, cells.n)))
            if best[2] is None or cost < best[1]:
                best = (freed, cost, wider)
    return best


def _cost(model: PayParents, expected: Prior, inside: Statements, spread: float) -> float:
    """How far a wider slice's stated median is expected to lie from that of a slice, as a fraction.

    The squared difference of the medians, what is not known of the slice, and chance in the wider one.
    """
    location = log_quantiles(inside.pay, np.array([0.5]))[0]
    chance = model.shape.sampling[2, 2] * spread**2 / effective_statements(inside.pay, model.likeness)
    return float(np.expm1(np.sqrt((expected.location - location) ** 2 + expected.variance + chance)))
