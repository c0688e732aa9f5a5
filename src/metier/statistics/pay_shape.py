"""How statements of one cell spread: their standard shape, each role's spread, likeness of one employer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from metier.statistics.clusters import Array, Bools
from metier.statistics.pay import PayRows
from metier.statistics.pay_effects import Roles
from metier.statistics.pay_slices import Cells, Statements, log_quantiles

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


def about_mean(rows: Statements, cells: Cells) -> tuple[Array, Array]:
    """Log amounts of both ends less the mean of their cell (rows, 2).

    Cells' medians are amounts that were stated, often by several: about them every cell would show a spike.
    """
    low, high = np.log(rows.pay.low), np.log(rows.pay.high)
    total = np.bincount(cells.of_row, weights=rows.pay.statements * (low + high) / 2, minlength=len(cells.n))
    centre = (total / cells.n)[cells.of_row]
    return low - centre, high - centre


def spreads(rows: Statements, cells: Cells, roles: Roles) -> Spreads:
    """Each role's spread: its own, drawn to the line of official spread by what roles scatter (empirical Bayes).

    Official spread is log(p90 / p10) of the role's occupation. The log of a variance with df degrees of
    freedom has a variance of about (kurtosis - 1) / df.
    """
    low, high = about_mean(rows, cells)
    often = rows.pay.statements
    square = (low**2 + high**2) / 2
    names = np.unique(rows.role)
    place = np.searchsorted(names, rows.role)
    total = np.bincount(place, weights=often * square)
    # The mean of a cell moves with its employers: of n statements it takes n / n_effective.
    taken = cells.n / cells.n_effective
    lost = np.bincount(np.searchsorted(names, cells.role), weights=taken, minlength=len(names))
    df = np.maximum(np.bincount(place, weights=often) - lost, 0.0)
    typical = float(np.sqrt(total.sum() / max(df.sum(), 1.0))) or 0.3
    shown = (df >= 2) & (total > 0)
    if shown.sum() < 3:
        return Spreads(typical, {})
    shrink = float(cells.n_effective.sum() / cells.n.sum())
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


def likeness(rows: Statements, cells: Cells, spread: Spreads) -> float:
    """Correlation of two statements of one employer group in one cell, by moments.

    Sums over groups of ``((sum r)^2 - sum r^2) / n_g`` over as much as independent spread would give: pairs of
    large groups do not decide it.
    """
    low, high = about_mean(rows, cells)
    each = (low + high) / 2 / np.array([spread.of_role.get(r, spread.typical) for r in rows.role.tolist()])
    each = np.clip(each, -3, 3)
    often = rows.pay.statements
    told = (rows.pay.group >= 0) & (cells.n[cells.of_row] >= 5)
    if not told.any():
        return 0.0
    groups = int(rows.pay.group.max()) + 1
    _, place = np.unique(cells.of_row[told] * groups + rows.pay.group[told], return_inverse=True)
    n_g = np.bincount(place, weights=often[told])
    total = np.bincount(place, weights=(often * each)[told])
    square = np.bincount(place, weights=(often * each**2)[told])
    several = n_g > 1
    if not several.any():
        return 0.0
    pairs = float(((total**2 - square)[several] / n_g[several]).sum())
    scale = float((often * each**2)[told].sum() / often[told].sum())
    seen = pairs / max(scale * float((n_g[several] - 1).sum()), 1e-9)
    # About their own mean, statements look less alike than they are: by what the mean moves with employers.
    mean_moves = float(np.average(1 / cells.n_effective[cells.of_row][told], weights=often[told]))
    return float(np.clip(seen * (1 - mean_moves) + mean_moves, 0.0, 0.95))


def shape(rows: Statements, cells: Cells, spread: Spreads) -> Shape:
    """The collection's shape from the cells with enough statements; the normal one without them."""
    normal = np.array([NormalDist().inv_cdf(p) for p in PROBS])
    large = cells.n >= SHAPE_CELL
    if large.sum() < NORMAL_CELLS:
        return Shape(normal, _normal_sampling(normal), np.zeros((5, 5)))
    kept = large[cells.of_row]
    unit = np.array([spread.of_role.get(r, spread.typical) for r in rows.role.tolist()])
    low, high = (r[kept] / unit[kept] for r in about_mean(rows, cells))
    often = rows.pay.statements[kept]
    pooled = PayRows(np.exp(low), np.exp(high), often, rows.pay.group[kept])
    probs = np.array(PROBS)
    at = log_quantiles(pooled, probs)
    at = at - at[2]
    sampling = _sampling(low, high, often, pooled, probs)
    return Shape(at, sampling, _between(rows, cells, spread, large, at, sampling))


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


def _between(rows: Statements, cells: Cells, spread: Spreads, large: Bools, at: Array, sampling: Array) -> Array:
    """How the quantiles of cells scatter about median + spread x shape, beyond sampling (5, 5), in log pay."""
    probs = np.array(PROBS)
    off_median = np.eye(5)
    off_median[:, 2] -= 1  # each quantile less the median
    total, weight = np.zeros((5, 5)), 0.0
    p = rows.pay
    for cell in np.flatnonzero(large):
        mine = cells.of_row == cell
        own = log_quantiles(PayRows(p.low[mine], p.high[mine], p.statements[mine], p.group[mine]), probs)
        unit = spread.of_role.get(str(cells.role[cell]), spread.typical)
        apart = own - own[2] - unit * at
        noise = off_median @ sampling @ off_median.T * unit**2 / cells.n_effective[cell]
        share = 1 / (0.01 + noise[0, 0])
        total, weight = total + share * (np.outer(apart, apart) - noise), weight + share
    return _positive(total / weight)


def _positive(matrix: Array) -> Array:
    """The nearest covariance: negative eigenvalues are 0."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray(vectors @ np.diag(np.maximum(values, 0)) @ vectors.T, dtype=np.float64)
