"""How statements of one cell spread: their standard shape, and each role's spread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from metier.statistics.clusters import Array
from metier.statistics.pay_additions import Roles
from metier.statistics.pay_rows import PayRows, pay_rows
from metier.statistics.pay_slices import Cells, Texts, cell_quantiles, log_quantiles

PROBS = (0.1, 0.25, 0.5, 0.75, 0.9)
SHAPE_CELL = 20  # statements from which a cell shows its shape: its own median is then near enough
NORMAL_CELLS = 3  # cells of that size under which the shape is taken as normal


@dataclass(frozen=True, slots=True)
class Shape:
    """Log pay about the middle of its cell, in units of the role's spread.

    ``at`` are its quantiles at PROBS (0 in the middle), ``sampling`` their covariance for one unrelated
    statement, ``between`` how the cells' own shapes scatter about it.
    """

    at: Array
    sampling: Array
    between: Array


@dataclass(frozen=True, slots=True)
class Spreads:
    """Spread (standard deviation of log pay in a cell) of each role, drawn to what official wages show."""

    typical: float
    of_role: Mapping[str, float]

    def of(self, roles: Texts) -> Array:
        """The spread of each role, the typical one where none is known."""
        return np.array([self.of_role.get(role, self.typical) for role in roles.tolist()], dtype=np.float64)


def about_mean(cells: Cells) -> tuple[Array, Array]:
    """Log amounts of both ends of each row less the mean of their cell.

    Cells' medians are amounts that were stated, often by several: about them every cell would show a spike.
    """
    rows = cells.pay
    low, high = np.log(rows.low), np.log(rows.high)
    total = np.bincount(rows.cell, weights=rows.statements * (low + high) / 2, minlength=rows.cells)
    centre = (total / cells.n)[rows.cell]
    return low - centre, high - centre


def spreads(cells: Cells, effective: Array, roles: Roles) -> Spreads:
    """Each role's spread: its own, drawn to the line of official spread by what roles scatter (empirical Bayes).

    Official spread is log(p90 / p10) of the role's occupation. The log of a variance with df degrees of
    freedom has a variance of about (kurtosis - 1) / df. ``effective`` are the unrelated statements of each cell.
    """
    low, high = about_mean(cells)
    often = cells.pay.statements
    square = (low**2 + high**2) / 2
    names, of_cell = np.unique(cells.role, return_inverse=True)
    place = of_cell[cells.pay.cell]
    total = np.bincount(place, weights=often * square)
    # The mean of a cell moves with its employers: of n statements it takes n / n_effective.
    taken = cells.n / effective
    lost = np.bincount(of_cell, weights=taken, minlength=len(names))
    df = np.maximum(np.bincount(place, weights=often) - lost, 0.0)
    typical = float(np.sqrt(total.sum() / max(df.sum(), 1.0))) or 0.3
    shown = (df >= 2) & (total > 0)
    if shown.sum() < 3:
        return Spreads(typical, {})
    shrink = float(effective.sum() / cells.n.sum())
    fourth = (
        float((often * (low**4 + high**4) / 2).sum() / often.sum())
        / max(float((often * square).sum() / often.sum()), 1e-9) ** 2
    )
    logs = np.log(total[shown] / df[shown]) / 2
    noise = (fourth - 1) / (4 * df[shown] * shrink)
    expected, between = _line(names[shown].tolist(), logs, noise, roles)
    weight = between / (between + noise)
    drawn = np.exp(expected + weight * (logs - expected))
    return Spreads(typical, dict(zip(names[shown].tolist(), drawn.tolist(), strict=True)))


def _line(names: list[str], logs: Array, noise: Array, roles: Roles) -> tuple[Array, float]:
    """Expected log spread of each role from official spread, and how far roles scatter about it (variance)."""
    official = []
    for name in names:
        parents = roles.get(name)
        official.append(np.log(parents.official[4] / parents.official[0]) if parents and parents.official else np.nan)
    x = np.asarray(official)
    x = np.where(np.isnan(x), np.nanmean(x) if np.isfinite(x).any() else 0.0, x)
    x = x - x.mean()
    between, centre, slope = 0.05, 0.0, 0.0
    expected = logs
    for _ in range(20):
        weight = 1 / (between + noise)
        centre = float((weight * logs).sum() / weight.sum())
        slope = float((weight * x * (logs - centre)).sum() / max(float((weight * x * x).sum()), 1e-9))
        expected = np.asarray(centre + slope * x * (len(names) >= 10), dtype=np.float64)
        # Moments of DerSimonian and Laird 1986, with the weights of this round.
        excess = float((weight * ((logs - expected) ** 2 - noise)).sum() / weight.sum())
        between = max(excess, 1e-4)
    return np.asarray(expected, dtype=np.float64), between


def shape(cells: Cells, spread: Spreads) -> Shape:
    """The collection's shape from the cells with enough statements; the normal one without them."""
    normal = np.array([NormalDist().inv_cdf(p) for p in PROBS])
    large = cells.n >= SHAPE_CELL
    if large.sum() < NORMAL_CELLS:
        return Shape(normal, _normal_sampling(normal), np.zeros((5, 5)))
    kept = large[cells.pay.cell]
    unit = spread.of(cells.role)[cells.pay.cell[kept]]
    low, high = (r[kept] / unit for r in about_mean(cells))
    often = cells.pay.statements[kept]
    pooled = pay_rows(np.exp(low), np.exp(high), often, np.full(len(low), -1))
    probs = np.array(PROBS)
    at = log_quantiles(pooled, probs)
    at = at - at[2]
    sampling = _sampling(low, high, often, pooled, probs)
    mine = cells.keep(large)
    return Shape(at, sampling, _between(mine, spread.of(mine.role), at, sampling))


def _normal_sampling(at: Array) -> Array:
    probs = np.array(PROBS)
    density = np.array([NormalDist().pdf(float(x)) for x in at])
    return np.asarray((np.minimum.outer(probs, probs) - np.outer(probs, probs)) / np.outer(density, density))


def _sampling(low: Array, high: Array, often: Array, pooled: PayRows, probs: Array) -> Array:
    """Covariance of the quantiles for one unrelated statement: of the share up to each, over its density."""
    quantile = log_quantiles(pooled, probs)
    up_to = ((low[:, None] <= quantile) + (high[:, None] <= quantile).astype(np.float64)) / 2
    apart = up_to - np.average(up_to, axis=0, weights=often)
    covariance = (often[:, None] * apart).T @ apart / often.sum()
    # Employers state round amounts: the density is taken over a tenth of the statements.
    reach = 0.05
    step = log_quantiles(pooled, probs + reach) - log_quantiles(pooled, probs - reach)
    density = 2 * reach / np.maximum(step, 1e-6)
    return np.asarray(covariance / np.outer(density, density), dtype=np.float64)


def _between(cells: Cells, unit: Array, at: Array, sampling: Array) -> Array:
    """How the quantiles of cells scatter about median + spread x shape, beyond sampling (5, 5), in log pay.

    Sampling is that of unrelated statements: an employer moves the median more than the quantiles' distances from it,
    and to take out as much as it moves the median would leave intervals of the outer quantiles too narrow.
    """
    own = cell_quantiles(cells.pay, np.array(PROBS))
    off_median = np.eye(5)
    off_median[:, 2] -= 1  # each quantile less the median
    apart = own - own[:, [2]] - unit[:, None] * at
    scale = unit**2 / cells.n
    noise = off_median @ sampling @ off_median.T
    share = 1 / (0.01 + noise[0, 0] * scale)
    square = np.einsum("c,ci,cj->ij", share, apart, apart) - float(share @ scale) * noise
    return _positive(square / share.sum())


def _positive(matrix: Array) -> Array:
    """The nearest covariance: negative eigenvalues are 0."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray(vectors @ np.diag(np.maximum(values, 0)) @ vectors.T, dtype=np.float64)
