"""Quantiles of pay of a slice that borrow strength from its parents."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay_employers import effective_statements
from metier.statistics.pay_parents import PayParents, Prior, RoleCells, prior_of
from metier.statistics.pay_shape import PROBS
from metier.statistics.pay_slices import PaySlice, log_quantiles

MIDDLE = PROBS.index(0.5)


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
class ExpectedQuantile:
    """One quantile that parents alone let one expect, with its interval."""

    prob: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CellPay:
    """Pay of a slice joined with what its parents let one expect.

    ``prior_statements``: statements of this slice that would say as much as its parents do; ``prior_share``: weight
    of the parents in the median, 0 to 1.
    """

    quantiles: tuple[CellQuantile, ...]
    n_effective: float
    prior_statements: float
    prior_share: float
    prior: Prior

    @property
    def median(self) -> CellQuantile:
        """The middle quantile."""
        return self.quantiles[MIDDLE]


def cell_pay(model: PayParents, role: RoleCells, wanted: PaySlice, inside: Bools, *, level: float = 0.95) -> CellPay:
    """Five log quantiles, normal on normal (Fay and Herriot 1979, JASA 74): the median, and the others about it.

    ``inside`` are the cells that the slice holds, with at least one statement. The prior is the parents' median with
    the collection's shape; its covariance is that of the median (one shift of all quantiles) and of cells' own shapes.
    The statements' covariance is that of their shape over the unrelated statements that they amount to. The interval
    is that of the joined figure's error, whatever the weights.
    """
    rows = role.cells.pay.keep(inside)
    prior = prior_of(model, role, wanted, inside)
    n_effective = effective_statements(rows, model.employers)
    stated = log_quantiles(rows, np.array(PROBS))
    expected = prior.location + prior.spread * model.shape.at
    chance = model.shape.sampling * prior.spread**2 / n_effective
    between = prior.variance + model.shape.between
    gain = _gain(prior.variance, model.shape.between, chance)
    found = np.sort(expected + gain @ (stated - expected))
    kept = np.eye(len(PROBS)) - gain
    left = np.diag(gain @ chance @ gain.T + kept @ between @ kept.T)
    reach = _z(level) * np.sqrt(np.maximum(left, 0.0))
    low, high = np.sort(found - reach), np.sort(found + reach)
    columns: list[Array] = [np.exp(x) for x in (found, low, high, stated, expected)]
    own = float(chance[MIDDLE, MIDDLE])
    return CellPay(
        tuple(CellQuantile(p, *(float(c[i]) for c in columns)) for i, p in enumerate(PROBS)),
        n_effective,
        float(own / prior.variance * rows.n),
        float(own / (own + prior.variance)),
        prior,
    )


def expected_pay(model: PayParents, prior: Prior, *, level: float = 0.95) -> tuple[ExpectedQuantile, ...]:
    """Five quantiles of a slice from its parents alone, without any statement of its own."""
    found = prior.location + prior.spread * model.shape.at
    reach = _z(level) * np.sqrt(prior.variance + np.diag(model.shape.between))
    low, high = np.sort(found - reach), np.sort(found + reach)
    columns: list[Array] = [np.exp(x) for x in (found, low, high)]
    return tuple(ExpectedQuantile(p, *(float(c[i]) for c in columns)) for i, p in enumerate(PROBS))


def _z(level: float) -> float:
    """Standard deviations either side that an interval of a level spans."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def _gain(location: float, between: Array, chance: Array) -> Array:
    """Weights of the statements' departures from what is expected, (to each quantile, from each quantile).

    The median moves with the median alone: a cell whose shape is unlike the collection's would else be drawn
    sideways by its outer quantiles. The other quantiles' distances from the median are weighed together.
    """
    off_median = np.delete(np.eye(len(PROBS)), MIDDLE, axis=0)
    off_median[:, MIDDLE] = -1.0
    noise = off_median @ chance @ off_median.T
    shapes = off_median @ between @ off_median.T
    gain = np.zeros_like(chance)
    gain[np.arange(len(PROBS)) != MIDDLE] = np.linalg.solve(shapes + noise, shapes).T @ off_median
    gain[:, MIDDLE] += location / (location + chance[MIDDLE, MIDDLE])
    return gain
